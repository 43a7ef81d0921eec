#include <set>

#include "core/base/json.h"
#include "core/base/text.h"
#include "core/model/text_check.h"

namespace rapporteur {
namespace {

class LanguagesCheck {
 public:
  LanguagesCheck(const Catalogue& catalogue, const std::string& file)
      : c_(catalogue), file_(file) {}

  std::vector<DocumentFault> Run(const Json& document) {
    Need(c_.name(), "names");
    for (const Territory& one : c_.territories()) Need(one.name, "territory " + one.code);
    for (const Institution& one : c_.institutions()) Need(one.name, "institution " + one.code);
    for (const Law& one : c_.laws()) Need(one.act, "law " + one.code + ", act");
    for (const Area& one : c_.areas()) Need(one.title, "area " + one.code);
    for (const ValueStatus& one : c_.statuses()) Need(one.title, "value status " + one.code);
    for (const ValueStatus& one : c_.flags()) Need(one.title, "flag " + one.code);
    for (const Rule& one : c_.rules()) {
      if (!one.message.empty()) Need(one.message, "check " + one.name + ", message");
      if (!one.hint.empty()) Need(one.hint, "check " + one.name + ", hint");
    }
    for (const Break& one : c_.breaks()) Need(one.text, "break of " + one.indicator);
    for (const FigureNote& one : c_.notes()) {
      Need(one.text, "note on " + one.indicator + " " + one.period);
    }
    std::set<std::string> own;
    for (const Json& entry : GetMember(document, "indicators"))
      own.insert(GetString(entry, "code"));
    std::set<std::string> dimensions;
    for (const Indicator& indicator : c_.indicators()) {
      for (const IndicatorVersion& v : indicator.versions) {
        if (own.contains(v.code) && (v.core || v.base_code.empty())) Version(v);
        if (v.core && !v.dropped()) dimensions.insert(v.dimensions.begin(), v.dimensions.end());
      }
    }
    for (const std::string& dimension : dimensions) Labels(dimension);
    return std::move(faults_);
  }

 private:
  void Version(const IndicatorVersion& v) {
    const std::string what = v.code + ", version " + std::to_string(v.version);
    if (v.dropped()) return Need(v.reason, what + ", reason");
    Need(v.question, what + ", question");
    if (!v.definition_text.empty()) Need(v.definition_text, what + ", definition");
    for (const auto& [level, text] : v.anchors) Need(text, what + ", anchor " + level);
    for (const Change& change : v.changes) {
      Need(change.reason, what + ", reason for another " + change.field);
    }
  }

  void Labels(const std::string& dimension) {
    const Codelist* list = c_.FindDimension(dimension);
    if (list == nullptr) return;
    Need(list->title(), "code list " + dimension + ", title");
    for (const Code& code : list->codes()) {
      Need(code.label, "code list " + dimension + ", code " + code.code);
    }
  }

  void Need(const LocalText& text, const std::string& what) {
    for (const std::string& language : c_.languages()) {
      if (text.Has(language)) continue;
      faults_.push_back(
          {what, "", "", file_ + ", " + what + ": there is no text in " + language + ".", ""});
    }
  }

  const Catalogue& c_;
  const std::string& file_;
  std::vector<DocumentFault> faults_;
};

}  // namespace

std::vector<DocumentFault> CheckLanguages(const Json& document, const Catalogue& catalogue,
                                          const std::string& file) {
  return LanguagesCheck(catalogue, file).Run(document);
}

}  // namespace rapporteur
