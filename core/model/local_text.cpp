#include "core/model/local_text.h"

#include <algorithm>

#include "core/base/json.h"
#include "core/base/transliterate.h"

namespace rapporteur {
std::string CyrillicMaster(const std::string& language) {
  const std::string suffix = "-Latn";
  if (!language.ends_with(suffix)) return "";
  return language.substr(0, language.size() - suffix.size()) + "-Cyrl";
}

bool IsDerived(const std::string& language, const std::vector<std::string>& all) {
  const std::string master = CyrillicMaster(language);
  return !master.empty() && std::find(all.begin(), all.end(), master) != all.end();
}

LocalText LocalText::Read(const Json& document, const LocalText& base) {
  LocalText text;
  if (document.is_string()) text.texts_["en"] = document.get<std::string>();
  if (!document.is_object()) return text;
  for (const auto& [language, value] : document.items()) {
    if (value.is_string()) {
      text.texts_[language] = value.get<std::string>();
    } else if (GetString(value, "from") == "base") {
      if (auto it = base.texts_.find(language); it != base.texts_.end()) {
        text.texts_[language] = it->second;
      }
    }
  }
  return text;
}

std::string LocalText::In(const std::string& language) const {
  if (auto it = texts_.find(language); it != texts_.end()) return it->second;
  if (auto it = texts_.find(CyrillicMaster(language)); it != texts_.end()) {
    return CyrillicToLatin(it->second);
  }
  if (auto it = texts_.find("en"); it != texts_.end()) return it->second;
  return texts_.empty() ? "" : texts_.begin()->second;
}

bool LocalText::Has(const std::string& language) const {
  return texts_.contains(language) || texts_.contains(CyrillicMaster(language));
}

}  // namespace rapporteur
