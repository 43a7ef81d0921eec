#include "core/model/indicator_search.h"

#include "core/base/fold.h"

namespace rapporteur {
namespace {

// Lists of countries hold hundreds of names and would find every indicator that has a citizenship.
constexpr std::size_t kMostLabels = 60;

void Add(const LocalText& text, std::string& into) {
  for (const auto& [language, value] : text.texts()) into += value + "\n";
}

}  // namespace

IndicatorSearch::IndicatorSearch(const Catalogue& catalogue, std::string_view words)
    : catalogue_(catalogue), words_(SearchWords(words)) {
  if (words_.size() != 1) return;
  for (const Indicator& indicator : catalogue_.indicators()) {
    if (FoldForSearch(indicator.code) == words_.front()) only_ = indicator.code;
  }
}

const std::string& IndicatorSearch::LabelsOf(const std::string& dimension) {
  const auto [it, added] = labels_.emplace(dimension, "");
  const Codelist* list = added ? catalogue_.FindDimension(dimension) : nullptr;
  if (list == nullptr) return it->second;
  std::string text;
  Add(list->title(), text);
  if (list->codes().size() <= kMostLabels) {
    for (const Code& code : list->codes()) Add(code.label, text);
  }
  it->second = FoldForSearch(text);
  return it->second;
}

bool IndicatorSearch::Finds(const IndicatorVersion& version) {
  if (words_.empty()) return true;
  if (!only_.empty()) return version.code == only_;
  std::string own = version.code + "\n" + version.subarea + "\n";
  for (const LocalText* text :
       {&version.title, &version.question, &version.definition_text, &version.note}) {
    Add(*text, own);
  }
  for (const Area& area : catalogue_.areas()) {
    if (area.code == version.area) Add(area.title, own);
  }
  own = FoldForSearch(own);
  for (const std::string& word : words_) {
    bool found = own.find(word) != std::string::npos;
    for (const std::string& dimension : version.dimensions) {
      found = found || LabelsOf(dimension).find(word) != std::string::npos;
    }
    if (!found) return false;
  }
  return true;
}

}  // namespace rapporteur
