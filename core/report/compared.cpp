#include "core/report/compared.h"

#include <algorithm>
#include <tuple>

#include "core/base/json.h"
#include "core/base/text.h"
#include "core/report/shown.h"
#include "core/report/words.h"

namespace rapporteur::report {
namespace {

Date EndOf(const PeriodRange& periods, const ReportContext& page) {
  if (periods.last_day != kLastDate) return periods.last_day;
  return page.last_year == 0 ? kLastDate : page.last_year * 10000 + 1231;
}

// The newest value; one for several years only where there is none for a single one, and one that
// only says why there is nothing last of all.
const std::pair<const std::string, Cell>* NewestOf(const Series& series) {
  using Rank = std::tuple<bool, bool, Date>;
  const std::pair<const std::string, Cell>* newest = nullptr;
  Rank highest;
  for (const auto& entry : series) {
    const Result<Period> period = ParsePeriod(entry.first);
    if (!period.ok()) continue;
    const Rank rank{SaysSomething(entry.second.shown->value),
                    entry.first.find('/') == std::string::npos, period->last_day};
    if (newest != nullptr && rank < highest) continue;
    newest = &entry;
    highest = rank;
  }
  return newest;
}

// The fields whose values are codes with a label.
Json FieldValue(const ReportContext& page, const std::string& field, const std::string& value) {
  if (value.empty()) return {{"text", page.Say("not said")}};
  if (IsCodedField(field)) {
    // "main (form_of_exploitation)": the dimensions stand behind the code.
    const std::size_t end = value.find(' ');
    Json label = page.CodeLabel(field, value.substr(0, end));
    if (end != std::string::npos) label["text"] = TextOf(label) + value.substr(end);
    return label;
  }
  bool known = false;
  if (field == "unit") {
    const std::string word = Word(*page.messages, WordKind::kUnit, value, &known);
    return known ? Json{{"text", word}} : page.Verbatim(value);
  }
  if (field == "source_kind") {
    return {{"text", Word(*page.messages, WordKind::kSourceKind, value)}};
  }
  return page.Verbatim(value);
}

Json SentenceOf(const ReportContext& page, const Difference& difference) {
  const std::string field = Word(*page.messages, WordKind::kField, difference.field);
  std::string text;
  if (difference.field == "wording") {
    text = page.Say("{field} differs", {{"field", field}});
  } else if (difference.field == "replaced") {
    text = page.Say("the national indicator {code} stands in its place",
                    {{"code", difference.national}});
  } else {
    text = page.Say(
        "{field}: {national} instead of {regional}",
        {{"field", field},
         {"national", TextOf(FieldValue(page, difference.field, difference.national))},
         {"regional", TextOf(FieldValue(page, difference.field, difference.regional))}});
  }
  if (difference.reason.empty()) return {{"text", text + "."}};
  return {{"text", text + ". " + difference.reason.In(page.language)}};
}

}  // namespace

std::string GradeText(const ReportContext& page, Grade grade) {
  switch (grade) {
    case Grade::kA: return page.Say("as the regional definition");
    case Grade::kB: return page.Say("one documented difference");
    case Grade::kC: return page.Say("several differences, or other persons, units or calculation");
    case Grade::kX: break;
  }
  return page.Say("nothing to compare");
}

Compared::Compared(const ComparisonData& data, const ComparisonRequest& request)
    : request_(request) {
  regional_.catalogue = regional_.regional = data.regional;
  regional_.program = data.program;
  const ReportRequest report{request.language, request.periods};
  page_ = std::make_unique<ReportContext>(regional_, report);
  for (const ReportData& country : data.countries) {
    countries_.push_back(std::make_unique<ReportContext>(country, report));
  }
  std::stable_sort(countries_.begin(), countries_.end(), [&](const auto& a, const auto& b) {
    return page_->formats.Compare(a->catalogue.name().In(request.language),
                                  b->catalogue.name().In(request.language)) < 0;
  });
  int first = 0, last = 0;
  for (const auto& country : countries_) {
    if (country->first_year == 0) continue;
    first = first == 0 ? country->first_year : std::min(first, country->first_year);
    last = std::max(last, country->last_year);
  }
  page_->first_year = first;
  page_->last_year = last;
}

std::string Compared::CountryName(std::size_t column) const {
  return countries_[column]->catalogue.name().In(request_.language);
}

const Indicator* Compared::IndicatorOf(const ComparedRow& row, std::size_t column) const {
  const ComparedCell& cell = row.cells[column];
  const std::string& code = cell.version == nullptr ? row.regional->code : cell.version->code;
  return countries_[column]->catalogue.FindIndicator(code);
}

ComparedCell Compared::CellOf(const IndicatorVersion& regional,
                              const ReportContext& country) const {
  ComparedCell result;
  const Date end = EndOf(request_.periods, *page_);
  const Indicator* indicator = country.catalogue.FindIndicator(regional.code);
  if (indicator == nullptr) return result;
  const IndicatorVersion* own = indicator->On(end);
  if (own == nullptr) own = &indicator->newest();
  if (!own->replaced_by.empty()) {
    if (const Indicator* national = country.catalogue.FindIndicator(own->replaced_by)) {
      indicator = national;
      own = national->On(end) == nullptr ? &national->newest() : national->On(end);
    }
  }
  result.version = own;
  const auto* newest = NewestOf(country.cells.TotalsOf(indicator->code));
  const Observation* value = nullptr;
  if (newest != nullptr) {
    result.cell = &newest->second;
    result.period = newest->first;
    value = newest->second.shown;
    // A value is bound to the definition it was given under, whatever is valid today.
    if (const IndicatorVersion* bound = country.DefinitionOf(*value)) result.version = bound;
  }
  result.comparability =
      Compare({page_->catalogue, regional, country.catalogue, *result.version}, value);
  return result;
}

Result<std::unique_ptr<Compared>> Compared::Build(const ComparisonData& data,
                                                  const ComparisonRequest& request) {
  std::unique_ptr<Compared> compared(new Compared(data, request));
  for (const std::string& code : request.indicators) {
    if (data.regional->FindIndicator(code) != nullptr) continue;
    return Status::Refused("unknown-indicator", "found " + Quote(code) +
                                                    ", expected the code of an indicator of the "
                                                    "regional catalogue.")
        .WithHint("'rapporteur indicator list' shows them.");
  }
  const Date end = EndOf(request.periods, compared->page());
  for (const Indicator& indicator : data.regional->indicators()) {
    const bool wanted = std::find(request.indicators.begin(), request.indicators.end(),
                                  indicator.code) != request.indicators.end();
    if (!request.indicators.empty() && !wanted) continue;
    const IndicatorVersion* regional = indicator.On(end);
    if (regional == nullptr) regional = &indicator.newest();
    ComparedRow row{regional, {}};
    bool any = false;
    for (const auto& country : compared->countries_) {
      row.cells.push_back(compared->CellOf(*regional, *country));
      any |= row.cells.back().comparability.grade != Grade::kX;
    }
    if (wanted || regional->core || any) compared->rows_.push_back(std::move(row));
  }
  return compared;
}

std::vector<Json> ReasonsOf(const Compared& compared, const ComparedRow& row, std::size_t column) {
  const ReportContext& country = *compared.countries()[column];
  const ReportContext& page = country;  // its catalogue has the labels of the country's codes
  const ComparedCell& cell = row.cells[column];
  std::vector<Json> reasons;
  if (cell.comparability.absence == Absence::kDropped) {
    reasons.push_back({{"text", page.Say("not used in this country: {reason}",
                                         {{"reason", cell.version->reason.In(page.language)}})}});
  } else if (cell.comparability.absence == Absence::kNoValue && cell.cell != nullptr) {
    const ValueStatus* status = country.catalogue.FindStatus(cell.cell->shown->value.status);
    reasons.push_back({{"text", status == nullptr ? cell.cell->shown->value.status
                                                  : status->title.In(page.language)}});
  } else if (cell.comparability.absence == Absence::kNoValue) {
    reasons.push_back({{"text", page.Say("no value in {period}", {{"period", page.PeriodText()}})}});
  }
  for (const Difference& difference : cell.comparability.differences) {
    reasons.push_back(SentenceOf(page, difference));
  }
  return reasons;
}

Json ComparedCellJson(const Compared& compared, const ComparedRow& row, std::size_t column) {
  const ReportContext& country = *compared.countries()[column];
  const ComparedCell& cell = row.cells[column];
  Json json = cell.cell == nullptr ? Json{{"text", "—"}} : CellJson(ShowCell(country, *cell.cell));
  if (cell.cell != nullptr) {
    json["year"] = country.formats.PeriodName(cell.period);
    const Json unit = country.Unit(*cell.version, cell.cell->shown);
    if (TextOf(unit) != TextOf(country.Unit(*row.regional))) json["unit"] = unit;
  }
  json["grade"] = {{"letter", GradeName(cell.comparability.grade)},
                   {"text", GradeText(country, cell.comparability.grade)}};
  std::vector<Json> reasons = ReasonsOf(compared, row, column);
  if (cell.comparability.absence == Absence::kNoValue && !reasons.empty()) {
    json["grade"]["text"] = TextOf(reasons.front());  // short enough to stand beside the letter
  } else if (!reasons.empty()) {
    json["reasons"] = std::move(reasons);
  }
  return json;
}

}  // namespace rapporteur::report
