#include "core/model/translation.h"

#include "core/base/hash.h"
#include "core/base/json.h"
#include "core/base/text.h"
#include "core/model/labels.h"

namespace rapporteur {
namespace {

// The texts that the document itself holds for one field, as translations of `resolved`'s English.
void AddTexts(const Json& text, const LocalText& resolved, const std::string& key,
              std::vector<Translation>& into) {
  auto source = resolved.texts().find("en");
  if (!text.is_object() || source == resolved.texts().end()) return;
  for (const auto& [language, value] : text.items()) {
    if (language == "en" || !value.is_string()) continue;
    into.push_back({key + "/" + language, Sha256(source->second)});
  }
}

}  // namespace

std::vector<Translation> TranslationsOf(const Json& document, const Catalogue& catalogue) {
  std::vector<Translation> found;
  for (const Json& entry : GetMember(document, "indicators")) {
    const std::string code = GetString(entry, "code");
    const Indicator* indicator = catalogue.FindIndicator(code);
    for (const Json& item : GetMember(entry, "versions")) {
      const int number = static_cast<int>(GetInt(item, "version", 1));
      const IndicatorVersion* v = indicator == nullptr ? nullptr : indicator->Find(number);
      if (v == nullptr) continue;
      const std::string key = code + "/" + std::to_string(number) + "/";
      AddTexts(GetMember(item, "question"), v->question, key + "question", found);
      AddTexts(GetMember(item, "definition"), v->definition_text, key + "definition", found);
      AddTexts(GetMember(item, "note"), v->note, key + "note", found);
      AddTexts(GetMember(item, "reason"), v->reason, key + "reason", found);
      for (const auto& [level, text] : GetMember(item, "anchors").items()) {
        AddTexts(text, v->anchors.at(level), key + "anchors." + level, found);
      }
    }
  }
  ForEachLabel(GetMember(document, "labels"), catalogue,
               [&](const std::string& path, const Json& text, const LocalText* said) {
                 if (said != nullptr) AddTexts(text, *said, "labels." + path, found);
               });
  return found;
}

std::vector<DocumentFault> StaleTranslations(const Json& document, const Catalogue& catalogue,
                                             const std::string& file) {
  const Json& recorded = GetMember(document, "translated");
  std::vector<DocumentFault> stale;
  std::size_t unrecorded = 0;
  for (const Translation& translation : TranslationsOf(document, catalogue)) {
    const std::string known = GetString(recorded, translation.key.c_str());
    if (known.empty()) ++unrecorded;
    if (known.empty() || known == translation.source) continue;
    stale.push_back(
        {translation.key, "", "",
         file + ", " + translation.key + ": the English text has changed since it was translated.",
         "Read the translation again, then record it with --write-translated."});
  }
  if (unrecorded > 0) {
    stale.push_back({"translated", "", "",
                     file + ", translated: there is no record of the source of " +
                         Counted(unrecorded, "translation", "translations") + ".",
                     "Record what they were made from with --write-translated."});
  }
  return stale;
}

Result<std::string> WithTranslated(const std::string& text, const Json& document,
                                   const Catalogue& catalogue, const std::string& file) {
  // At the first level of a document that is indented by one blank.
  const std::string opening = "\n \"translated\": {";
  const std::size_t begin = text.find(opening);
  const std::size_t end = begin == std::string::npos ? begin : text.find('}', begin);
  if (end == std::string::npos) {
    return Status::Refused("no-translated", file +
                                                ": there is no member \"translated\" on a line of "
                                                "its own, indented by one blank.")
        .WithHint("Add  \"translated\": {},  to the document.");
  }
  std::string block = opening;
  for (const Translation& translation : TranslationsOf(document, catalogue)) {
    block += (block == opening ? "" : ",") + ("\n  \"" + translation.key) + "\": \"" +
             translation.source + "\"";
  }
  block += block == opening ? "}" : "\n }";
  return text.substr(0, begin) + block + text.substr(end + 1);
}

}  // namespace rapporteur
