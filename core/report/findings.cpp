// What the checks found about an indicator, worded by the rule's own template in the reader's
// language.
#include <algorithm>

#include "core/base/json.h"
#include "core/report/blocks.h"
#include "core/report/sections.h"

namespace rapporteur::report {
namespace {

const Rule* RuleOf(const ReportContext& context, const CheckFinding& finding) {
  for (const Rule& rule : context.catalogue.rules()) {
    if (rule.name == finding.rule) return &rule;
  }
  return nullptr;
}

void MarkAsEnglish(const ReportContext& context, Json& text) {
  if (context.language.starts_with("en")) return;
  text["lang"] = "en";
  text["mark"] = "untranslated";
}

// The rule's words with the reader's numbers; "" where the rule says more than we know.
std::string Filled(const ReportContext& context, const Rule& rule, const CheckFinding& finding) {
  auto number = [&](const std::optional<double>& value) {
    return value ? context.Number(*value) : std::string("—");
  };
  const std::string filled = Fill(rule.message.In(context.language),
                                  {{"indicator", finding.indicator},
                                   {"period", context.formats.PeriodName(finding.period)},
                                   {"found", number(finding.found)},
                                   {"expected", number(finding.expected)},
                                   {"gap", number(finding.gap)}});
  return filled.find('{') == std::string::npos ? filled : "";
}

Json MessageOf(const ReportContext& context, const CheckFinding& finding) {
  const Rule* rule = RuleOf(context, finding);
  const std::string filled = rule == nullptr ? "" : Filled(context, *rule, finding);
  // The numbers of a check on a broken-down cell could give away what the same period hides, and so
  // could the parts that a message of the checks names.
  const bool broken_down =
      !finding.dimensions.empty() ||
      (!finding.territory.empty() && finding.territory != context.catalogue.country());
  if ((broken_down || filled.empty()) && context.masked.AnyOf(finding.indicator, finding.period)) {
    return {{"text", context.Say("{indicator} {period}: a check on a breakdown found a difference; "
                                 "its numbers are hidden, they would give away a small one.",
                                 {{"indicator", finding.indicator},
                                  {"period", context.formats.PeriodName(finding.period)}})}};
  }
  Json message = {{"text", filled.empty() ? finding.message : filled}};
  if (rule == nullptr || !rule->message.Has(context.language)) MarkAsEnglish(context, message);
  return message;
}

// Breaks stand at the chart, and the table of conflicts holds the cells that sources dispute.
bool StandsElsewhere(const ReportContext& context, const CheckFinding& finding) {
  const Rule* rule = RuleOf(context, finding);
  if (rule == nullptr) return false;
  if (rule->body->contains("breaks")) return true;
  if (!rule->body->contains("sources")) return false;
  const Cell* cell = context.cells.Find(finding.indicator, {finding.territory, finding.dimensions},
                                        finding.period);
  return cell != nullptr && cell->disputed;
}

}  // namespace

// One callout for each rule that found something, its hint said once.
void AddFindings(ReportContext& context, const ReportedIndicator& indicator, Json& blocks) {
  std::vector<std::string> said;
  for (const CheckFinding& first : context.data.findings) {
    if (first.indicator != indicator.indicator->code || StandsElsewhere(context, first)) continue;
    if (std::find(said.begin(), said.end(), first.rule) != said.end()) continue;
    said.push_back(first.rule);
    std::vector<Json> messages;
    Level level = first.level;
    for (const CheckFinding& finding : context.data.findings) {
      if (finding.indicator != first.indicator || finding.rule != first.rule) continue;
      if (StandsElsewhere(context, finding)) continue;
      Json message = MessageOf(context, finding);
      if (std::find(messages.begin(), messages.end(), message) == messages.end()) {
        messages.push_back(std::move(message));
      }
      level = std::max(level, finding.level);
    }
    const std::string title = level == Level::kError     ? context.Say("Check failed")
                              : level == Level::kWarning ? context.Say("To be explained")
                                                         : context.Say("Note of a check");
    Json callout = Callout("finding", LevelName(level), title, std::move(messages));
    const Rule* rule = RuleOf(context, first);
    if (rule != nullptr && !rule->hint.empty()) callout["hint"] = context.Text(rule->hint);
    blocks.push_back(std::move(callout));
  }
}

}  // namespace rapporteur::report
