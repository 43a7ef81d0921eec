// One indicator over time in several countries.  Panels share a scale only where the persons, what
// is counted and the unit are the same: potential and identified victims never stand on one scale.
#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "core/base/json.h"
#include "core/report/blocks.h"
#include "core/report/compared.h"
#include "core/report/sections.h"
#include "core/report/shown.h"

namespace rapporteur::report {
namespace {

// What has to be the same for one scale.
using Measured = std::tuple<std::string, std::string, std::string>;

struct Line {
  std::size_t column = 0;
  std::vector<ChartPoint> points;
  std::vector<NotedBreak> breaks;
};

std::vector<std::string> Years(const ReportContext& page) {
  std::vector<std::string> years;
  for (int year = page.first_year; year > 0 && year <= page.last_year; ++year) {
    years.push_back(std::to_string(year));
  }
  return years;
}

// "identified persons": whose number a drawing shows.
std::string MeasuredText(const ReportContext& page, const Measured& measured) {
  const auto& [status, counted, unit] = measured;
  if (status == "none" || status.empty()) return unit;
  return page.Say("{unit}; status of the persons: {status}",
                  {{"unit", unit}, {"status", TextOf(page.CodeLabel("person_status", status))}});
}

}  // namespace

void AddComparedTrends(Compared& compared, const ComparedRow& row, Json& blocks) {
  ReportContext& page = compared.page();
  const std::string& kind = row.regional->value_kind;
  const std::vector<std::string> years = Years(page);
  if (kind == "yesno" || kind == "text" || years.size() < 2) return;
  std::map<Measured, std::vector<Line>> drawings;
  std::size_t lines = 0;
  for (std::size_t column = 0; column < row.cells.size(); ++column) {
    const ComparedCell& cell = row.cells[column];
    const Indicator* indicator = compared.IndicatorOf(row, column);
    if (indicator == nullptr || cell.version == nullptr) continue;
    const ReportContext& country = *compared.countries()[column];
    const Series& series = country.cells.TotalsOf(indicator->code);
    Line line{column, {}, {}};
    std::size_t drawn = 0;
    for (const std::string& year : years) {
      auto it = series.find(year);
      line.points.push_back(PointOf(country, year, it == series.end() ? nullptr : &it->second));
      drawn += line.points.back().value || line.points.back().hidden ? 1 : 0;
    }
    if (drawn == 0) continue;
    lines += drawn > 1 ? 1 : 0;
    line.breaks = FindBreaks(country, {indicator, cell.version, true}, years);
    drawings[{cell.version->person_status, cell.version->counting_unit,
              TextOf(country.Unit(*cell.version))}]
        .push_back(std::move(line));
  }
  if (lines == 0) return;
  for (auto& [measured, columns] : drawings) {
    MultiplesChart chart;
    chart.id = NextFigureId(page);
    chart.title = TextOf(page.Text(row.regional->question));
    chart.unit = MeasuredText(page, measured);
    chart.whole = row.regional->bounds.integer || kind == "percent";
    chart.tick = [&](double value) { return page.Number(value); };
    std::vector<Json> notes;
    for (Line& line : columns) {
      const std::string name = compared.CountryName(line.column);
      MultiplesChart::Panel panel{
          page.Say("{country} ({grade})",
                   {{"country", name},
                    {"grade", GradeName(row.cells[line.column].comparability.grade)}}),
          std::move(line.points),
          {}};
      for (NotedBreak& noted : line.breaks) {
        panel.breaks.push_back(noted.on_chart);
        notes.push_back({{"text", {{"text", name + ": " + TextOf(noted.text)}}}});
      }
      chart.panels.push_back(std::move(panel));
    }
    if (drawings.size() > 1) {
      notes.push_back({{"text", {{"text", page.Say("A scale of its own: the other countries count "
                                                   "other persons or use another unit.")}}}});
    }
    blocks.push_back(Figure(
        page, "multiples",
        page.Say("{code}, {period}: {measured}", {{"code", row.regional->code},
                                                  {"period", page.PeriodText()},
                                                  {"measured", chart.unit}}),
        RenderMultiples(chart, *page.messages), notes));
  }
}

}  // namespace rapporteur::report
