// A document as text, the way the documents of the tree are written: indented by one blank, what is
// short on one line, so that a changed field is a changed line and nothing else.
//
// Functions of their arguments only; may be called from any thread.
#ifndef RAPPORTEUR_MODEL_DOCUMENT_TEXT_H_
#define RAPPORTEUR_MODEL_DOCUMENT_TEXT_H_

#include <string>

#include "core/base/json_fwd.h"

namespace rapporteur {

// Ends with a line end.  A document written so before comes out as it was, byte for byte.
std::string DocumentText(const Json& document);

// The same, but in the layout of a draft where `original`, the text of `was`, is in that.
std::string InLayoutOf(const std::string& original, const Json& was, const Json& document);

}  // namespace rapporteur

#endif  // RAPPORTEUR_MODEL_DOCUMENT_TEXT_H_
