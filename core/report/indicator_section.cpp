// One indicator with data: question and definition, the series, breakdowns, conflicts, what checks
// found, and how it is defined.
#include "core/base/json.h"
#include "core/report/blocks.h"
#include "core/report/sections.h"

#include <algorithm>

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
  if (version.decision == "adapted" || version.decision == "replaced") {
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
  AddComposition(context, indicator, blocks);
  AddBreakdowns(context, indicator, blocks);
  AddConflicts(context, indicator, blocks);
  AddFindings(context, indicator, blocks);
  AddDefinition(context, indicator, blocks);
  return section;
}

}  // namespace rapporteur::report
