// Which texts of a country document are translations, and whether their source has changed since
// they were made.  The document's member "translated" keeps a hash of the English source of each:
//
//   "translated": {"ID.02/1/question/sr-Cyrl": "sha256:…"}
//
// Functions of their arguments only; may be called from any thread.
#ifndef RAPPORTEUR_MODEL_TRANSLATION_H_
#define RAPPORTEUR_MODEL_TRANSLATION_H_

#include <string>
#include <vector>

#include "core/base/json_fwd.h"
#include "core/base/schema.h"
#include "core/base/status.h"
#include "core/model/catalogue.h"

namespace rapporteur {

struct Translation {
  std::string key;     // ID.02/1/question/sr-Cyrl
  std::string source;  // hash of the English text it was made from
};

// The translated texts of the document's own indicators and labels, in its order.  A text whose English is
// taken from the base has the base's text as its source.
std::vector<Translation> TranslationsOf(const Json& document, const Catalogue& catalogue);

// One warning for each text whose source has changed, one for all that have no record.
std::vector<DocumentFault> StaleTranslations(const Json& document, const Catalogue& catalogue,
                                             const std::string& file);

// `text` with its member "translated" written anew and everything else untouched.
Result<std::string> WithTranslated(const std::string& text, const Json& document,
                                   const Catalogue& catalogue, const std::string& file);

}  // namespace rapporteur

#endif  // RAPPORTEUR_MODEL_TRANSLATION_H_
