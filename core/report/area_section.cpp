// A chapter: an area, what is known in it, and what is not.
#include "core/base/json.h"
#include "core/report/blocks.h"
#include "core/report/sections.h"

namespace rapporteur::report {

std::vector<ReportedArea> FindAreas(const ReportContext& context) {
  const Date end = context.last_year == 0 ? kLastDate : context.last_year * 10000 + 1231;
  std::vector<ReportedArea> areas;
  for (const Area& area : context.catalogue.areas()) {
    ReportedArea reported;
    reported.area = area;
    for (const Indicator& indicator : context.catalogue.indicators()) {
      const IndicatorVersion* version = indicator.On(end);
      if (version == nullptr) version = &indicator.newest();
      if (version->area != area.code) continue;
      ReportedIndicator entry{&indicator, version, context.cells.HasData(indicator.code)};
      if (version->core) {
        ++reported.core;
        reported.core_with_data += entry.has_data ? 1 : 0;
      }
      if (entry.has_data) {
        for (const auto& [key, series] : context.cells.Of(indicator.code)) {
          for (const auto& [period, cell] : series) {
            reported.values += SaysSomething(cell.shown->value) ? 1 : 0;
          }
        }
        reported.with_data.push_back(entry);
      } else if (version->core || !context.cells.Of(indicator.code).empty()) {
        reported.gaps.push_back(entry);
      }
    }
    if (!reported.with_data.empty() || !reported.gaps.empty()) areas.push_back(reported);
  }
  return areas;
}

namespace {

std::string CoverageText(const ReportContext& context, const ReportedArea& area) {
  const std::size_t others = area.with_data.size() - area.core_with_data;
  if (area.core == 0) {
    return context.Count("{n} indicator has data.", "{n} indicators have data.", others);
  }
  std::string text =
      context.messages->Count("{with} of {n} core indicator has data.",
                              "{with} of {n} core indicators have data.", area.core,
                              {{"with", context.Number(static_cast<double>(area.core_with_data))},
                               {"n", context.Number(static_cast<double>(area.core))}});
  if (others > 0) {
    text += " " + context.Count("{n} other indicator has data as well.",
                                "{n} other indicators have data as well.", others);
  }
  return text;
}

}  // namespace

Json AreaSection(ReportContext& context, const ReportedArea& area) {
  Json section = Section("area-" + area.area.code, area.with_data.empty() ? "area-gaps" : "area",
                         context.Text(area.area.title));
  section["code"] = area.area.code;
  section["blocks"].push_back(Paragraph("coverage", {{"text", CoverageText(context, area)}}));
  for (const ReportedIndicator& indicator : area.with_data) {
    section["sections"].push_back(IndicatorSection(context, indicator));
  }
  if (!area.gaps.empty()) {
    Json gaps =
        Section("gaps-" + area.area.code, "gaps", {{"text", context.Say("What is not known")}});
    gaps["blocks"].push_back(
        Paragraph("gaps", {{"text", context.Say("These indicators have no value for {period}. A "
                                                "number that nobody gives is a finding too.",
                                                {{"period", context.PeriodText()}})}}));
    gaps["blocks"].push_back(GapTable(context, area));
    section["sections"].push_back(std::move(gaps));
  }
  return section;
}

}  // namespace rapporteur::report
