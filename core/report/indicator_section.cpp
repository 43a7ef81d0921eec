// One indicator with data: question and definition, the series, breakdowns, conflicts, what checks
// found, and how it is defined.
#include <algorithm>

#include "core/base/json.h"
#include "core/report/blocks.h"
#include "core/report/sections.h"

namespace rapporteur::report {

std::string SectionId(const std::string& code) { return "indicator-" + code; }

std::vector<int> RefsOf(const ReportContext& context, const Observation& observation) {
  const NumberedSource* source = context.FindSource(observation.source);
  return source == nullptr ? std::vector<int>{} : std::vector<int>{source->number};
}

std::string CodeAndUnit(const ReportContext& context, const IndicatorVersion& version) {
  return context.Say("{code} ({unit})",
                     {{"code", version.code}, {"unit", TextOf(context.Unit(version))}});
}

namespace {

// The remarks that the editors of the country's document make on figures of the indicator.
void AddFigureNotes(const ReportContext& context, const ReportedIndicator& indicator,
                    Json& blocks) {
  std::vector<Json> texts;
  for (const FigureNote& note : context.catalogue.notes()) {
    if (note.indicator != indicator.indicator->code) continue;
    const Result<Period> period = ParsePeriod(note.period);
    if (period.ok() && (period->first_day / 10000 < context.first_year ||
                        period->last_day / 10000 > context.last_year)) {
      continue;
    }
    Json text = context.Text(note.text, note.review);
    if (period.ok()) {
      text["text"] = context.Say("{period}: {remark}",
                                 {{"period", context.formats.PeriodName(note.period)},
                                  {"remark", TextOf(text)}});
    }
    texts.push_back(std::move(text));
  }
  if (texts.empty()) return;
  blocks.push_back(Callout("remark", LevelName(Level::kInfo), context.Say("Remarks on the figures"),
                           std::move(texts)));
}

}  // namespace

Json IndicatorSection(ReportContext& context, const ReportedIndicator& indicator) {
  const IndicatorVersion& version = *indicator.version;
  auto review = [&](const char* field) {
    return std::find(version.review.begin(), version.review.end(), field) != version.review.end();
  };
  Json section = Section(SectionId(version.code), "indicator",
                         context.Text(version.question, review("question")));
  section["code"] = version.code;
  section["tags"] = Json::array();
  if (version.core) section["tags"].push_back(context.Say("core indicator"));
  if (version.decision == "national") section["tags"].push_back(context.Say("national indicator"));
  if (version.decision == "adapted") {
    section["tags"].push_back(context.Say("deviates from the region"));
  }
  section["national"] = version.decision == "national";
  Json& blocks = section["blocks"];
  if (!version.definition_text.empty()) {
    blocks.push_back(
        Paragraph("definition", context.Text(version.definition_text, review("definition"))));
  }
  if (!version.note.empty()) blocks.push_back(Paragraph("note", context.Text(version.note)));
  AddTrend(context, indicator, blocks);
  AddFigureNotes(context, indicator, blocks);
  AddComposition(context, indicator, blocks);
  AddBreakdowns(context, indicator, blocks);
  AddConflicts(context, indicator, blocks);
  AddFindings(context, indicator, blocks);
  AddDefinition(context, indicator, blocks);
  return section;
}

}  // namespace rapporteur::report
