#include "core/report/shown.h"

#include <algorithm>
#include <cmath>

#include "core/base/json.h"

namespace rapporteur::report {
namespace {

constexpr char kNothing[] = "—";
constexpr double kSmallBase = 10;  // a share of fewer says more than is known

std::string LetterOf(const std::string& status) {
  return status.starts_with('_') ? status.substr(1) : status;
}

// A source's number as the source gave it; what we computed with as many decimals as its
// neighbours.
std::string NumberText(const ReportContext& context, const IndicatorVersion* version,
                       const Observation& observation) {
  const double number = *observation.value.number;
  const std::string kind = version == nullptr ? "" : version->value_kind;
  if (kind == "yesno" && (number == 0 || number == 1)) {
    return number == 1 ? context.Say("yes") : context.Say("no");
  }
  const bool large = std::fabs(number) >= 1000;
  const int decimals = kind == "percent" ? 1 : large ? 0 : 2;
  const bool whole = kind == "count" || kind == "currency";
  if (observation.origin == "computed" && !whole) {
    return context.formats.FixedNumber(number, decimals);
  }
  return context.Number(number, decimals);
}

// The value of the same cell of another indicator, where it is known and may be shown.
std::optional<double> InputOf(const ReportContext& context, const Observation& observation,
                              const std::string& input) {
  if (input.empty()) return std::nullopt;
  CellName name = ParseCellName(input);
  for (const auto& pair : ParseDimensions(observation.key.dimensions)) {
    name.dimensions.push_back(pair);
  }
  std::sort(name.dimensions.begin(), name.dimensions.end());
  const Cell* cell = context.cells.Find(
      name.indicator, {observation.key.territory, DimensionsText(name.dimensions)},
      observation.period);
  if (cell == nullptr || context.masked.Of(*cell->shown) != Hiding::kNone) return std::nullopt;
  return cell->shown->value.number;
}

void HideIn(const ReportContext& context, Shown& shown) {
  const bool small =
      shown.hiding == Hiding::kSmall && shown.number && context.masked.IsSmall(*shown.number);
  shown.number.reset();
  shown.badges.clear();
  if (small) {
    shown.hidden = ChartInterval{context.masked.min(), context.masked.max()};
    shown.text = context.Number(shown.hidden->from) + "–" + context.Number(shown.hidden->to);
    shown.badges.push_back({kHiddenLetter, context.Say("small number, hidden by this report")});
  } else {
    shown.text = "•";
    shown.badges.push_back(
        {kHiddenLetter, context.Say("hidden because it would give away a small number")});
  }
}

// A share of fewer than ten is not printed; its counts are.
void CountsOnly(const ReportContext& context, const Observation& observation,
                const IndicatorVersion& version, Shown& shown) {
  const std::optional<double> base = InputOf(context, observation, version.denominator);
  if (!base || *base >= kSmallBase) return;
  const std::optional<double> part = InputOf(context, observation, version.numerator);
  shown.number.reset();
  shown.counts_only = true;
  shown.text = part ? context.Say("{part} of {whole}", {{"part", context.Number(*part)},
                                                        {"whole", context.Number(*base)}})
                    : kNothing;
  shown.badges.push_back({kCountsOnlyLetter, context.Say("fewer than ten: counts, no share")});
}

}  // namespace

Shown Show(const ReportContext& context, const Observation& observation) {
  const IndicatorVersion* version = context.DefinitionOf(observation);
  const Value& value = observation.value;
  Shown shown;
  shown.number = value.number;
  shown.hiding = context.masked.Of(observation);
  if (value.number) {
    shown.text = NumberText(context, version, observation);
  } else if (!value.text.empty()) {
    shown.text = value.text;
    if (value.status != "Q") shown.language = "und";
  } else {
    shown.text = kNothing;
  }
  if (value.status == "P") shown.mark = PointMark::kProvisional;
  if (value.status == "E") shown.mark = PointMark::kEstimated;
  if (value.status != "A") {
    const ValueStatus* status = context.catalogue.FindStatus(value.status);
    shown.badges.push_back({LetterOf(value.status),
                            status == nullptr ? value.status : status->title.In(context.language)});
  }
  for (char flag : value.flags) {
    for (const ValueStatus& known : context.catalogue.flags()) {
      if (known.code == std::string(1, flag)) {
        shown.badges.push_back({known.code, known.title.In(context.language)});
      }
    }
  }
  if (shown.hiding != Hiding::kNone && value.number) {
    HideIn(context, shown);
  } else if (value.number && version != nullptr && version->value_kind == "percent") {
    CountsOnly(context, observation, *version, shown);
  }
  return shown;
}

Shown ShowCell(const ReportContext& context, const Cell& cell) {
  Shown shown = Show(context, *cell.shown);
  if (cell.disputed && shown.hiding == Hiding::kNone) {
    shown.badges.push_back({kDisputedLetter, context.Say("sources differ")});
  }
  return shown;
}

Json CellJson(const Shown& shown) {
  Json cell = {{"text", shown.text}};
  if (!shown.language.empty()) cell["lang"] = shown.language;
  if (shown.number) cell["number"] = *shown.number;
  if (shown.hiding != Hiding::kNone) cell["hidden"] = true;
  for (const Badge& badge : shown.badges) {
    cell["badges"].push_back({{"letter", badge.letter}, {"text", badge.text}});
  }
  return cell;
}

ChartPoint PointOf(const ReportContext& context, const std::string& period, const Cell* cell) {
  ChartPoint point;
  point.period = context.formats.PeriodName(period);
  if (cell == nullptr) return point;
  const Shown shown = Show(context, *cell->shown);
  point.value = shown.number;
  point.text = shown.text;
  point.mark = shown.mark;
  point.hidden = shown.hidden;
  if (!shown.number && !shown.badges.empty()) point.absent = shown.badges.front().letter;
  if (shown.hiding != Hiding::kNone) return point;
  for (const Observation* other : cell->all) {
    if (other == cell->shown || !other->value.number) continue;
    if (cell->shown->value.number == other->value.number) continue;
    point.others.push_back({*other->value.number, Show(context, *other).text});
  }
  return point;
}

std::vector<Badge> AllBadges(const ReportContext& context) {
  std::vector<Badge> badges;
  for (const ValueStatus& status : context.catalogue.statuses()) {
    if (status.code != "A") {
      badges.push_back({LetterOf(status.code), status.title.In(context.language)});
    }
  }
  for (const ValueStatus& flag : context.catalogue.flags()) {
    badges.push_back({flag.code, flag.title.In(context.language)});
  }
  badges.push_back({kDisputedLetter, context.Say("sources differ")});
  badges.push_back({kCountsOnlyLetter, context.Say("fewer than ten: counts, no share")});
  return badges;
}

}  // namespace rapporteur::report
