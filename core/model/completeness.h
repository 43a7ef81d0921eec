// How far a document's texts are translated, language by language.
//
// A function of its arguments only; may be called from any thread.
#ifndef RAPPORTEUR_MODEL_COMPLETENESS_H_
#define RAPPORTEUR_MODEL_COMPLETENESS_H_

#include <cstddef>
#include <string>
#include <vector>

#include "core/base/json_fwd.h"
#include "core/model/catalogue.h"

namespace rapporteur {

struct Share {
  std::size_t done = 0, of = 0;
};

struct LanguageCompleteness {
  std::string language;
  Share questions;    // of core and national indicators that are asked
  Share others;       // questions of all other indicators
  Share definitions;  // of core and national indicators, and the levels of their scales
  Share labels;       // areas, statuses, flags, kinds of institution, checks, used breakdowns
  Share institutions, territories;
  Share laws;               // the names of acts
  std::size_t stale = 0;    // translations whose English text has changed since
  std::size_t missing() const;  // without `others`, which stay English until a reviewer takes them
};

// In the order of the document's languages.  A text that the program writes in Latin is there.
std::vector<LanguageCompleteness> CompletenessOf(const Json& document, const Catalogue& catalogue);

// How many entries of the document carry "review".
std::size_t MarkedForReview(const Json& document);

}  // namespace rapporteur

#endif  // RAPPORTEUR_MODEL_COMPLETENESS_H_
