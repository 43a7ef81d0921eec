#include "core/report/context.h"

#include <algorithm>

#include "core/base/json.h"
#include "core/report/words.h"

namespace rapporteur::report {

ReportContext::ReportContext(const ReportData& report_data, const ReportRequest& request)
    : data(report_data),
      catalogue(*report_data.catalogue),
      language(request.language),
      messages(Messages::In(request.language, catalogue.country())),
      formats(request.language, {catalogue.decimal(), catalogue.group(), catalogue.date_format()}),
      cells(report_data.observations, request.periods),
      masked(catalogue, report_data.observations) {
  FindYears(request.periods);
  NumberSources();
}

std::string ReportContext::Count(std::string_view one, std::string_view many, std::size_t n,
                                 Arguments arguments) const {
  arguments.emplace_back("n", Number(static_cast<double>(n)));
  return messages->Count(one, many, n, arguments);
}

// The years asked for, as far as there is data for an open end.
void ReportContext::FindYears(const PeriodRange& periods) {
  int first = 0, last = 0;
  for (const Indicator& indicator : catalogue.indicators()) {
    for (const auto& [key, series] : cells.Of(indicator.code)) {
      for (const auto& [code, cell] : series) {
        const Result<Period> period = ParsePeriod(code);
        const int begin = period->first_day / 10000, end = period->last_day / 10000;
        first = first == 0 ? begin : std::min(first, begin);
        last = std::max(last, end);
      }
    }
  }
  if (periods.first_day != kFirstDate) first = periods.first_day / 10000;
  if (periods.last_day != kLastDate) last = periods.last_day / 10000;
  first_year = first;
  last_year = std::max(first, last);
}

std::string ReportContext::PeriodText() const {
  if (first_year == 0) return "";
  if (first_year == last_year) return std::to_string(first_year);
  return std::to_string(first_year) + "–" + std::to_string(last_year);
}

void ReportContext::NumberSources() {
  std::map<std::string, const Source*> known;
  for (const Source& source : catalogue.sources()) known[source.code] = &source;
  for (const Source& source : data.sources) known[source.code] = &source;
  std::map<std::string, Source> used;
  for (const Indicator& indicator : catalogue.indicators()) {
    for (const auto& [key, series] : cells.Of(indicator.code)) {
      for (const auto& [period, cell] : series) {
        for (const Observation* observation : cell.all) {
          if (observation->source.empty() || used.contains(observation->source)) continue;
          auto it = known.find(observation->source);
          Source source;
          if (it != known.end()) source = *it->second;
          source.code = observation->source;
          if (source.counted_by.empty()) source.counted_by = observation->counted_by;
          if (source.publication.empty()) source.publication = observation->publication;
          if (source.title.empty()) source.title = source.code;
          used.emplace(source.code, source);
        }
      }
    }
  }
  for (auto& [code, source] : used) sources_.push_back({0, std::move(source)});
  std::stable_sort(sources_.begin(), sources_.end(),
                   [](const NumberedSource& a, const NumberedSource& b) {
                     return a.source.published_on < b.source.published_on;
                   });
  for (std::size_t i = 0; i < sources_.size(); ++i) {
    sources_[i].number = static_cast<int>(i) + 1;
    source_index_[sources_[i].source.code] = i;
  }
}

const NumberedSource* ReportContext::FindSource(const std::string& code) const {
  auto it = source_index_.find(code);
  return it == source_index_.end() ? nullptr : &sources_[it->second];
}

Json ReportContext::Text(const LocalText& text, bool review) const {
  Json json = {{"text", text.In(language)}};
  if (text.Has(language) || text.empty()) {
    if (review && !text.empty()) json["mark"] = "review";
    return json;
  }
  json["lang"] = text.texts().contains("en") ? "en" : text.texts().begin()->first;
  json["mark"] = "untranslated";
  ++untranslated;
  return json;
}

Json ReportContext::Verbatim(const std::string& text) const {
  return {{"text", text}, {"lang", "und"}};
}

const IndicatorVersion* ReportContext::DefinitionOf(const Observation& observation) const {
  if (const IndicatorVersion* bound = catalogue.FindDefinition(observation.definition)) {
    return bound;
  }
  const Indicator* indicator = catalogue.FindIndicator(observation.key.indicator);
  return indicator == nullptr ? nullptr : &indicator->newest();
}

Json ReportContext::CodeLabel(const std::string& list, const std::string& code) const {
  const Codelist* found = catalogue.FindCodelist(list);
  const Code* entry = found == nullptr ? nullptr : found->Find(code);
  if (entry == nullptr || entry->label.empty()) return Verbatim(code);
  return Text(entry->label);
}

Json ReportContext::DimensionTitle(const std::string& dimension) const {
  if (dimension == "territory") return {{"text", Say("territory")}};
  const Codelist* list = catalogue.FindDimension(dimension);
  if (list == nullptr || list->title().empty()) return Verbatim(dimension);
  Json title = Text(list->title());
  // "Age group (two bands, always available)": what stands in brackets is for those who enter data.
  const std::string text = TextOf(title);
  title["text"] = text.substr(0, text.find(" ("));
  return title;
}

Json ReportContext::KeyLabel(const CellKey& key) const {
  std::vector<Json> labels;
  if (key.territory != catalogue.country()) {
    const Territory* territory = catalogue.FindTerritory(key.territory);
    labels.push_back(territory == nullptr ? Verbatim(key.territory) : Text(territory->name));
  }
  for (const auto& [dimension, code] : ParseDimensions(key.dimensions)) {
    const Codelist* list = catalogue.FindDimension(dimension);
    const Code* found = list == nullptr ? nullptr : list->Find(code);
    labels.push_back(found == nullptr ? Verbatim(code) : Text(found->label));
  }
  if (labels.empty()) return {{"text", Say("total")}};
  Json joined = labels.front();
  for (std::size_t i = 1; i < labels.size(); ++i) {
    joined["text"] = TextOf(joined) + " · " + TextOf(labels[i]);
    if (labels[i].contains("lang")) joined["lang"] = labels[i]["lang"];
    if (labels[i].contains("mark")) joined["mark"] = labels[i]["mark"];
  }
  return joined;
}

Json ReportContext::InstitutionName(const std::string& code) const {
  if (const Institution* institution = catalogue.FindInstitution(code)) {
    return Text(institution->name);
  }
  return CodeLabel("institution_kinds", code);
}

std::vector<Json> ReportContext::AskedFrom(const IndicatorVersion& version) const {
  std::vector<Json> names;
  auto add = [&](Json name) {
    if (std::find(names.begin(), names.end(), name) == names.end())
      names.push_back(std::move(name));
  };
  for (const std::string& code : version.asked_from) {
    bool found = catalogue.FindInstitution(code) != nullptr;
    if (found) add(InstitutionName(code));
    for (const Institution& institution : catalogue.institutions()) {
      if (institution.kind != code) continue;
      add(Text(institution.name));
      found = true;
    }
    if (!found) add(CodeLabel("institution_kinds", code));
  }
  return names;
}

std::string ReportContext::FormulaText(const std::string& formula) const {
  std::string text;
  for (const char c : formula) {
    if (c == '*') {
      text += "×";
    } else {
      text += c;
    }
  }
  return text;
}

Json ReportContext::Unit(const IndicatorVersion& version, const Observation* observation) const {
  std::string unit = version.unit;
  if (observation != nullptr && !observation->remarks.unit.empty())
    unit = observation->remarks.unit;
  if (version.value_kind == "currency" && unit == "national currency" &&
      !catalogue.currency().empty()) {
    unit = catalogue.currency();
  }
  bool known = false;
  const std::string word = Word(*messages, WordKind::kUnit, unit, &known);
  return known ? Json{{"text", word}} : Verbatim(word);
}

std::string TextOf(const Json& text) {
  return text.is_string() ? text.get<std::string>() : GetString(text, "text");
}

}  // namespace rapporteur::report
