// Writes a document for people to edit: what fits on a line stands on one, indented by one blank.
//
// A function of its arguments only; may be called from any thread.
#ifndef RAPPORTEUR_BASE_JSON_LAYOUT_H_
#define RAPPORTEUR_BASE_JSON_LAYOUT_H_

#include <cstddef>
#include <string>

#include "core/base/json_fwd.h"

namespace rapporteur {

// {"code": "ID.02", "core": true} in one line.
std::string OnOneLine(const Json& json);

// The same over lines of at most `width` bytes where that can be; the members of the document
// itself each begin a line.  Ends with a line end.
std::string LaidOut(const Json& json, std::size_t width = 140);

}  // namespace rapporteur

#endif  // RAPPORTEUR_BASE_JSON_LAYOUT_H_
