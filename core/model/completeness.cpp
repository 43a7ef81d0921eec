#include "core/model/completeness.h"

#include <set>

#include "core/base/json.h"
#include "core/model/translation.h"

namespace rapporteur {
namespace {

class Count {
 public:
  Count(const Catalogue& catalogue, LanguageCompleteness& into) : c_(catalogue), into_(into) {}

  void Run() {
    std::set<std::string> dimensions;
    for (const Indicator& indicator : c_.indicators()) {
      const IndicatorVersion& v = indicator.newest();
      if (v.dropped()) continue;
      const bool first = v.core || v.base_code.empty();
      Add(v.question, first ? into_.questions : into_.others);
      if (!first) continue;
      Add(v.definition_text, into_.definitions);
      for (const auto& [level, text] : v.anchors) Add(text, into_.definitions);
      dimensions.insert(v.dimensions.begin(), v.dimensions.end());
    }
    for (const Area& one : c_.areas()) Add(one.title, into_.labels);
    for (const ValueStatus& one : c_.statuses()) Add(one.title, into_.labels);
    for (const ValueStatus& one : c_.flags()) Add(one.title, into_.labels);
    for (const InstitutionKind& one : c_.institution_kinds()) Add(one.title, into_.labels);
    for (const Rule& one : c_.rules()) {
      Add(one.message, into_.labels);
      Add(one.hint, into_.labels);
    }
    for (const std::string& dimension : dimensions) Labels(dimension);
    for (const Institution& one : c_.institutions()) Add(one.name, into_.institutions);
    for (const Territory& one : c_.territories()) Add(one.name, into_.territories);
    for (const Law& one : c_.laws()) Add(one.act, into_.laws);
  }

 private:
  void Labels(const std::string& dimension) {
    const Codelist* list = c_.FindDimension(dimension);
    if (list == nullptr) return;
    Add(list->title(), into_.labels);
    for (const Code& code : list->codes()) Add(code.label, into_.labels);
  }

  void Add(const LocalText& text, Share& share) {
    if (text.empty()) return;
    ++share.of;
    if (text.Has(into_.language)) ++share.done;
  }

  const Catalogue& c_;
  LanguageCompleteness& into_;
};

}  // namespace

std::size_t LanguageCompleteness::missing() const {
  std::size_t sum = 0;
  for (const Share& share : {questions, definitions, labels, institutions, territories, laws}) {
    sum += share.of - share.done;
  }
  return sum;
}

std::vector<LanguageCompleteness> CompletenessOf(const Json& document, const Catalogue& catalogue) {
  std::vector<LanguageCompleteness> all;
  const Json& recorded = GetMember(document, "translated");
  const std::vector<Translation> translations = TranslationsOf(document, catalogue);
  for (const std::string& language : catalogue.languages()) {
    LanguageCompleteness& one = all.emplace_back();
    one.language = language;
    Count(catalogue, one).Run();
    for (const Translation& translation : translations) {
      const std::string known = GetString(recorded, translation.key.c_str());
      const bool changed = !known.empty() && known != translation.source;
      if (changed && translation.key.ends_with("/" + language)) ++one.stale;
    }
  }
  return all;
}

std::size_t MarkedForReview(const Json& document) {
  std::size_t marked = document.is_object() && document.contains("review") ? 1 : 0;
  for (const auto& [name, value] : document.items()) {
    if (value.is_structured() && name != "review") marked += MarkedForReview(value);
  }
  return marked;
}

}  // namespace rapporteur
