// --map-code COLUMN:FROM=TO: one more translation in a mapping document, so that an unknown code is
// dealt with where it was found.
//
// A function of its arguments only; may be called from any thread.
#ifndef RAPPORTEUR_IMPORT_MAP_CODE_H_
#define RAPPORTEUR_IMPORT_MAP_CODE_H_

#include <string>

#include "core/base/json_fwd.h"
#include "core/base/status.h"

namespace rapporteur {

// COLUMN is a header of the file that is mapped, or the dimension or column of the vocabulary that it
// is mapped to (where a cell holds pairs, only the latter tells which is meant).  Errors: usage.
Status MapCode(const std::string& text, Json& document);

}  // namespace rapporteur

#endif  // RAPPORTEUR_IMPORT_MAP_CODE_H_
