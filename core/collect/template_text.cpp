#include "core/collect/template_text.h"

#include "core/report/words.h"

namespace rapporteur {

TemplateText::TemplateText(const Catalogue& from, const std::string& in)
    : catalogue(from),
      language(in),
      formats(in, {from.decimal(), from.group(), from.date_format()}),
      messages_(Messages::In(in, from.country())) {}

std::string TemplateText::Of(const LocalText& text) const {
  if (!text.empty() && !text.Has(language)) ++untranslated_;
  return text.In(language);
}

std::string TemplateText::Label(const std::string& list, const std::string& code) const {
  const Codelist* found = catalogue.FindCodelist(list);
  const Code* entry = found == nullptr ? nullptr : found->Find(code);
  return entry == nullptr || entry->label.empty() ? code : Of(entry->label);
}

std::string TemplateText::DimensionTitle(const std::string& dimension) const {
  const Codelist* list = catalogue.FindDimension(dimension);
  if (list == nullptr || list->title().empty()) return dimension;
  // What stands in brackets is for those who write catalogues.
  const std::string title = Of(list->title());
  return title.substr(0, title.find(" ("));
}

std::string TemplateText::CodeLabel(const std::string& dimension, const std::string& code) const {
  const Codelist* list = catalogue.FindDimension(dimension);
  const Code* entry = list == nullptr ? nullptr : list->Find(code);
  return entry == nullptr || entry->label.empty() ? code : Of(entry->label);
}

std::string TemplateText::Unit(const IndicatorVersion& version) const {
  const bool money = version.value_kind == "currency" && version.unit == "national currency";
  if (money && !catalogue.currency().empty()) return catalogue.currency();
  return report::Word(*messages_, report::WordKind::kUnit, version.unit);
}

std::string TemplateText::StatusTitle(const std::string& code) const {
  const ValueStatus* status = catalogue.FindStatus(code);
  return status == nullptr ? code : Of(status->title);
}

}  // namespace rapporteur
