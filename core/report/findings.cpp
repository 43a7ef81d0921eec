// What the checks found about an indicator, worded by the rule's own template in the reader's
// language.
#include "core/base/json.h"
#include "core/report/blocks.h"
#include "core/report/sections.h"

namespace rapporteur {
namespace {

// The numbers of a check on a broken-down cell could give away what the same period hides.
bool MayGiveAway(const ReportContext& context, const CheckFinding& finding) {
  const bool broken_down =
      !finding.dimensions.empty() ||
      (!finding.territory.empty() && finding.territory != context.catalogue.country());
  return broken_down && context.masked.AnyOf(finding.indicator, finding.period);
}

Json MessageOf(const ReportContext& context, const CheckFinding& finding) {
  if (MayGiveAway(context, finding)) {
    return {{"text", context.Say("{indicator} {period}: a check on a breakdown found a difference; "
                                 "its numbers are hidden, they would give away a small one.",
                                 {{"indicator", finding.indicator},
                                  {"period", context.formats.PeriodName(finding.period)}})}};
  }
  auto number = [&](const std::optional<double>& value) {
    return value ? context.Number(*value) : std::string("—");
  };
  for (const Rule& rule : context.catalogue.rules()) {
    if (rule.name != finding.rule || rule.message.empty()) continue;
    Json message = context.Text(rule.message);
    std::vector<std::string> titles;
    for (const auto& [dimension, code] : ParseDimensions(finding.dimensions)) {
      titles.push_back(TextOf(context.DimensionTitle(dimension)));
    }
    const std::string filled =
        Fill(TextOf(message), {{"indicator", finding.indicator},
                               {"period", context.formats.PeriodName(finding.period)},
                               {"found", number(finding.found)},
                               {"expected", number(finding.expected)},
                               {"gap", number(finding.gap)},
                               {"dimension", context.formats.List(titles)}});
    if (filled.find('{') != std::string::npos) break;  // the rule says more than we know
    message["text"] = filled;
    return message;
  }
  Json message = {{"text", finding.message}};
  if (!context.language.starts_with("en")) {
    message["lang"] = "en";
    message["mark"] = "untranslated";
  }
  return message;
}

}  // namespace

void AddFindings(ReportContext& context, const ReportedIndicator& indicator, Json& blocks) {
  for (const CheckFinding& finding : context.data.findings) {
    if (finding.indicator != indicator.indicator->code) continue;
    const std::string title = finding.level == Level::kError     ? context.Say("Check failed")
                              : finding.level == Level::kWarning ? context.Say("To be explained")
                                                                 : context.Say("Note of a check");
    std::vector<Json> texts = {MessageOf(context, finding)};
    for (const Rule& rule : context.catalogue.rules()) {
      if (rule.name == finding.rule && !rule.hint.empty()) {
        texts.push_back(context.Text(rule.hint));
        break;
      }
    }
    blocks.push_back(Callout("finding", LevelName(finding.level), title, std::move(texts)));
  }
}

}  // namespace rapporteur
