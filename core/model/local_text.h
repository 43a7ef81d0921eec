// A text in several languages, as a document holds it: {"sr-Cyrl": "…", "en": "…"}.
// {"sr-Latn": {"from": "sr-Cyrl"}} is derived by transliteration when asked for.
#ifndef RAPPORTEUR_MODEL_LOCAL_TEXT_H_
#define RAPPORTEUR_MODEL_LOCAL_TEXT_H_

#include <map>
#include <string>
#include <vector>

#include "core/base/json_fwd.h"

namespace rapporteur {

// The language whose text becomes `language` by transliteration: "sr-Cyrl" of "sr-Latn"; else "".
std::string CyrillicMaster(const std::string& language);
// Whether the program writes `language` itself, from another one of `all`.
bool IsDerived(const std::string& language, const std::vector<std::string>& all);

class LocalText {
 public:
  LocalText() = default;
  // A plain string counts as English.  {"from": "base"} members are taken from `base`.
  static LocalText Read(const Json& document, const LocalText& base = {});

  // In `language`, else derived from the same language's other script, else English, else whatever
  // there is, else "".
  std::string In(const std::string& language) const;
  // True where In(language) is in that language and not a stand-in.
  bool Has(const std::string& language) const;
  bool empty() const { return texts_.empty(); }
  const std::map<std::string, std::string>& texts() const { return texts_; }
  bool operator==(const LocalText& other) const = default;

 private:
  std::map<std::string, std::string> texts_;
};

}  // namespace rapporteur

#endif  // RAPPORTEUR_MODEL_LOCAL_TEXT_H_
