// Where sources say different things for one cell: all of them side by side, the one that is used,
// and why.
#include <algorithm>

#include "core/base/json.h"
#include "core/report/blocks.h"
#include "core/report/sections.h"
#include "core/report/shown.h"
#include "core/report/words.h"

namespace rapporteur::report {
namespace {

std::size_t KindRank(const ReportContext& context, const Observation& observation) {
  const NumberedSource* source = context.FindSource(observation.source);
  const auto& order = context.catalogue.choice_order();
  const std::string kind = source == nullptr ? "" : source->source.kind;
  return static_cast<std::size_t>(std::find(order.begin(), order.end(), kind) - order.begin());
}

std::string PublishedOn(const ReportContext& context, const Observation& observation) {
  const NumberedSource* source = context.FindSource(observation.source);
  return source == nullptr ? "" : source->source.published_on;
}

std::string KindName(const ReportContext& context, const Observation& observation) {
  const NumberedSource* source = context.FindSource(observation.source);
  return source == nullptr ? ""
                           : Word(*context.messages, WordKind::kSourceKind, source->source.kind);
}

// Why the shown value of a disputed cell is the one that is used, in the reader's language.
Json ReasonOf(const ReportContext& context, const Cell& cell) {
  const Observation& used = *cell.shown;
  if (used.choice_by == "person") {
    return {
        {"text", context.Say("used, chosen by hand: {reason}", {{"reason", used.choice_reason}})}};
  }
  if (!used.chosen) {
    return {{"text", context.Say("shown, because the source of the total gives no value here")}};
  }
  const Observation* other = nullptr;  // the strongest of those it stands before
  for (const Observation* candidate : cell.all) {
    if (candidate == &used) continue;
    if (other == nullptr || KindRank(context, *candidate) < KindRank(context, *other)) {
      other = candidate;
    }
  }
  if (other == nullptr) return {{"text", context.Say("used")}};
  if (KindRank(context, used) < KindRank(context, *other)) {
    return {{"text", context.Say("used: the kind “{kind}” comes before “{other}”",
                                 {{"kind", KindName(context, used)},
                                  {"other", KindName(context, *other)}})}};
  }
  if (KindRank(context, used) == KindRank(context, *other) &&
      PublishedOn(context, used) > PublishedOn(context, *other)) {
    return {{"text", context.Say("used: the newest publication")}};
  }
  return {{"text", context.Say("used: the same source as the other figures of this period")}};
}

void AddRows(const ReportContext& context, TableBlock& table, const CellKey& key,
             const std::string& period, const Cell& cell) {
  bool first = true;
  for (const Observation* observation : cell.all) {
    if (!SaysSomething(observation->value)) continue;
    Json label = {{"text", ""}};
    if (first) {
      label = context.KeyLabel(key);
      label["text"] = context.formats.PeriodName(period) + ", " + TextOf(label);
    }
    const NumberedSource* source = context.FindSource(observation->source);
    const Json title = source == nullptr ? Json{{"text", context.Say("computed")}}
                                         : context.Verbatim(source->source.title);
    table.Row(first ? "used" : "other",
              {TextCell(label), CellJson(Show(context, *observation)),
               TextCell(title, RefsOf(context, *observation)),
               observation->counted_by.empty()
                   ? TextCell("")
                   : TextCell(context.InstitutionName(observation->counted_by)),
               TextCell(PublishedText(context, PublishedOn(context, *observation))),
               first ? TextCell(ReasonOf(context, cell)) : TextCell("")});
    first = false;
  }
}

}  // namespace

void AddConflicts(ReportContext& context, const ReportedIndicator& indicator, Json& blocks) {
  TableBlock table("conflict", context.Say("{code}: where sources differ",
                                           {{"code", indicator.indicator->code}}));
  table.Column(context.Say("Period and breakdown"));
  table.Column(context.Say("Value"), true);
  table.Column(context.Say("Source"));
  table.Column(context.Say("Counted by"));
  table.Column(context.Say("Published"));
  table.Column(context.Say("Which one is used"));
  for (const auto& [key, series] : context.cells.Of(indicator.indicator->code)) {
    for (const auto& [period, cell] : series) {
      if (cell.disputed) AddRows(context, table, key, period, cell);
    }
  }
  if (table.rows() > 0) blocks.push_back(table.Finish(context));
}

}  // namespace rapporteur::report
