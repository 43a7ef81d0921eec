// What a schema can't say of a country document: that the codes it uses exist, that none is there
// twice, that every core indicator is decided on.  Whether its formulas and checks can be used is
// for compute/formula_book.h and check/rule_book.h to say.
//
// A function of its arguments only; may be called from any thread.
#ifndef RAPPORTEUR_MODEL_DOCUMENT_CHECK_H_
#define RAPPORTEUR_MODEL_DOCUMENT_CHECK_H_

#include <string>
#include <vector>

#include "core/base/json_fwd.h"
#include "core/base/schema.h"
#include "core/model/catalogue.h"

namespace rapporteur {

// `document` is the newest document in the catalogue: the country's, or the regional one.
// REQUIRES: it passed its schema, and `catalogue` was built from it.
std::vector<DocumentFault> CheckReferences(const Json& document, const Catalogue& catalogue,
                                           const std::string& file);

}  // namespace rapporteur

#endif  // RAPPORTEUR_MODEL_DOCUMENT_CHECK_H_
