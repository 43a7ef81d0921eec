// Whether the texts of a document are complete and written in the letters of their language: no
// Latin letter that only looks Cyrillic, no Cyrillic letter that would be left when the text is
// written in Latin, every core indicator in every language of the country.
//
// A function of its arguments only; may be called from any thread.
#ifndef RAPPORTEUR_MODEL_TEXT_CHECK_H_
#define RAPPORTEUR_MODEL_TEXT_CHECK_H_

#include <string>
#include <vector>

#include "core/base/json_fwd.h"
#include "core/base/schema.h"
#include "core/model/catalogue.h"

namespace rapporteur {

// Latin words may stand in a Cyrillic text where they are codes of the catalogue, placeholders
// ({found}) or words that the document lists in "latin_words".
std::vector<DocumentFault> CheckLetters(const Json& document, const Catalogue& catalogue,
                                        const std::string& file);

// What people see of a core indicator (question, definition, levels, labels of its breakdowns), of
// territories, bodies and checks, in each of the country's languages.
std::vector<DocumentFault> CheckLanguages(const Json& document, const Catalogue& catalogue,
                                          const std::string& file);

}  // namespace rapporteur

#endif  // RAPPORTEUR_MODEL_TEXT_CHECK_H_
