// The chapters of a report and the parts of an indicator's section.  Each takes the context and
// gives finished JSON.
#ifndef RAPPORTEUR_REPORT_SECTIONS_H_
#define RAPPORTEUR_REPORT_SECTIONS_H_

#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/base/json_fwd.h"
#include "core/report/chart.h"
#include "core/report/context.h"

namespace rapporteur::report {

// What the report says of one indicator.
struct ReportedIndicator {
  const Indicator* indicator = nullptr;
  const IndicatorVersion* version = nullptr;  // valid at the end of the period, else the newest
  bool has_data = false;
};

// An area with what belongs to it; areas without core indicators and without data are left out.
struct ReportedArea {
  Area area;
  std::vector<ReportedIndicator> with_data, gaps;
  std::size_t core = 0, core_with_data = 0, values = 0;
};

std::vector<ReportedArea> FindAreas(const ReportContext& context);

// A report/1 without sections: what every document of that format begins with.
Json BeginReport(const ReportContext& context, Json cover, Clock& clock);
Date Today(Clock& clock);
Json CoverOf(const ReportContext& context, Date today);
Json SummarySection(ReportContext& context, const std::vector<ReportedArea>& areas);
Json HowToReadSection(ReportContext& context);
Json AreaSection(ReportContext& context, const ReportedArea& area);
Json IndicatorSection(ReportContext& context, const ReportedIndicator& indicator);
Json SourcesSection(ReportContext& context);
Json IndexSection(ReportContext& context, const std::vector<ReportedArea>& areas);
Json MakingSection(ReportContext& context);

// Parts of an indicator's section; each appends to `blocks` what there is to say.
void AddTrend(ReportContext& context, const ReportedIndicator& indicator, Json& blocks);
void AddComposition(ReportContext& context, const ReportedIndicator& indicator, Json& blocks);
void AddBreakdowns(ReportContext& context, const ReportedIndicator& indicator, Json& blocks);
void AddConflicts(ReportContext& context, const ReportedIndicator& indicator, Json& blocks);
void AddFindings(ReportContext& context, const ReportedIndicator& indicator, Json& blocks);
void AddDefinition(ReportContext& context, const ReportedIndicator& indicator, Json& blocks);
Json GapTable(ReportContext& context, const ReportedArea& area);

// A break of a series within the places of a chart.
struct NotedBreak {
  ChartBreak on_chart;
  Json text;  // the whole sentence
};
std::vector<NotedBreak> FindBreaks(const ReportContext& context, const ReportedIndicator& indicator,
                                   const std::vector<std::string>& places);

// "2018-06-28" as a date, "2018-06" as a month, "2018" as it is.
std::string PublishedText(const ReportContext& context, const std::string& published_on);
// "question (persons)" for captions: "ID.02, persons".
std::string CodeAndUnit(const ReportContext& context, const IndicatorVersion& version);
std::string SectionId(const std::string& code);  // "indicator-ID.02"
std::vector<int> RefsOf(const ReportContext& context, const Observation& observation);

}  // namespace rapporteur::report

#endif  // RAPPORTEUR_REPORT_SECTIONS_H_
