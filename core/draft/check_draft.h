// 'rapporteur plugin check' for the folder of a country: named checks, each with what it found, and
// how far each language is.  Only what would make the country's report wrong or keep it from being
// installed is an error; a draft may lack translations, they are counted.
//
// Functions of their arguments and the folder only; may be called from any thread.
#ifndef RAPPORTEUR_DRAFT_CHECK_DRAFT_H_
#define RAPPORTEUR_DRAFT_CHECK_DRAFT_H_

#include <cstddef>
#include <string>
#include <vector>

#include "core/base/json_fwd.h"
#include "core/base/schema.h"
#include "core/base/status.h"
#include "core/draft/draft.h"
#include "core/model/completeness.h"

namespace rapporteur {

struct DraftCheck {
  std::string name;
  std::string result;  // pass, warn, fail; skip where an earlier failure leaves nothing to look at
  std::vector<DocumentFault> faults;
  double seconds = 0;
};

struct DraftReport {
  std::string plugin;  // id of the document
  std::vector<DraftCheck> checks;
  std::vector<LanguageCompleteness> languages;  // empty where the document can't be read
  std::size_t for_review = 0;
  std::size_t failed() const;
};

struct DraftCheckOptions {
  std::string only;       // the name of one check; "" = all
  bool complete = false;  // a missing or stale translation is an error
};

// Error unknown-check where `only` names none.
Result<DraftReport> CheckDraft(const Draft& draft, const Json& base,
                               const DraftCheckOptions& options = {});

// plugin-check/1; `path` is what the person typed, for the command that repeats a check.
Json ToJson(const DraftReport& report, const std::string& path);
std::string ToText(const DraftReport& report);

}  // namespace rapporteur

#endif  // RAPPORTEUR_DRAFT_CHECK_DRAFT_H_
