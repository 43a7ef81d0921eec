// Breakdowns of an indicator: one table per set of dimensions, with the total it belongs to, what
// is not classified, and the source of each column.
#include <algorithm>
#include <cmath>
#include <set>

#include "core/base/json.h"
#include "core/report/blocks.h"
#include "core/report/sections.h"
#include "core/report/shown.h"

namespace rapporteur::report {
namespace {

constexpr std::size_t kMostPeriods = 10;  // columns of a table, newest kept
constexpr std::size_t kMostPanels = 9;

// All cells of an indicator that are broken down by the same dimensions.
struct Breakdown {
  std::vector<std::string> dimensions;  // "territory" among them
  std::vector<CellKey> rows;
  std::vector<std::string> periods;  // the newest, in order
  std::size_t left_out = 0;          // older ones
};

std::vector<std::string> DimensionsOf(const ReportContext& context, const CellKey& key) {
  std::vector<std::string> dimensions;
  if (key.territory != context.catalogue.country()) dimensions.push_back("territory");
  for (const auto& [dimension, code] : ParseDimensions(key.dimensions)) {
    dimensions.push_back(dimension);
  }
  return dimensions;
}

// Where a row stands: by the order of each code list, parts under what they are part of.
std::vector<std::size_t> OrderOf(const ReportContext& context, const CellKey& key) {
  std::vector<std::size_t> order;
  const auto& territories = context.catalogue.territories();
  for (std::size_t i = 0; i < territories.size(); ++i) {
    if (territories[i].code == key.territory) order.push_back(i);
  }
  for (const auto& [dimension, code] : ParseDimensions(key.dimensions)) {
    const Codelist* list = context.catalogue.FindDimension(dimension);
    const Code* found = list == nullptr ? nullptr : list->Find(code);
    const bool part = found != nullptr && !found->parent.empty();
    order.push_back(list == nullptr ? 0 : list->Order(part ? found->parent : code));
    order.push_back(part ? 1 + list->Order(code) : 0);
  }
  return order;
}

bool IsPart(const ReportContext& context, const CellKey& key) {
  for (const auto& [dimension, code] : ParseDimensions(key.dimensions)) {
    const Codelist* list = context.catalogue.FindDimension(dimension);
    const Code* found = list == nullptr ? nullptr : list->Find(code);
    if (found != nullptr && !found->parent.empty()) return true;
  }
  return false;
}

std::vector<Breakdown> FindBreakdowns(const ReportContext& context, const std::string& code) {
  std::map<std::vector<std::string>, Breakdown> found;
  std::map<std::vector<std::string>, std::set<std::string>> periods;
  for (const auto& [key, series] : context.cells.Of(code)) {
    const std::vector<std::string> dimensions = DimensionsOf(context, key);
    if (dimensions.empty()) continue;
    Breakdown& breakdown = found[dimensions];
    breakdown.dimensions = dimensions;
    bool said = false;
    for (const auto& [period, cell] : series) {
      if (!SaysSomething(cell.shown->value)) continue;
      periods[dimensions].insert(period);
      said = true;
    }
    if (said) breakdown.rows.push_back(key);
  }
  std::vector<Breakdown> breakdowns;
  for (auto& [dimensions, breakdown] : found) {
    if (breakdown.rows.empty()) continue;
    const std::set<std::string>& all = periods[dimensions];
    breakdown.periods.assign(all.begin(), all.end());
    if (breakdown.periods.size() > kMostPeriods) {
      breakdown.left_out = breakdown.periods.size() - kMostPeriods;
      breakdown.periods.erase(breakdown.periods.begin(),
                              breakdown.periods.end() - static_cast<std::ptrdiff_t>(kMostPeriods));
    }
    std::stable_sort(breakdown.rows.begin(), breakdown.rows.end(),
                     [&](const CellKey& a, const CellKey& b) {
                       return OrderOf(context, a) < OrderOf(context, b);
                     });
    breakdowns.push_back(std::move(breakdown));
  }
  std::stable_sort(breakdowns.begin(), breakdowns.end(),
                   [](const Breakdown& a, const Breakdown& b) {
                     return a.dimensions.size() < b.dimensions.size();
                   });
  return breakdowns;
}

// The source that gives most figures of a column.
std::string MainSource(const ReportContext& context, const std::string& code,
                       const Breakdown& breakdown, const std::string& period) {
  std::map<std::string, int> counts;
  for (const CellKey& key : breakdown.rows) {
    const Cell* cell = context.cells.Find(code, key, period);
    if (cell != nullptr && SaysSomething(cell->shown->value)) ++counts[cell->shown->source];
  }
  std::string source;
  int most = 0;
  for (const auto& [candidate, count] : counts) {
    if (count > most) source = candidate;
    most = std::max(most, count);
  }
  return source;
}

// The total of the same source as the parts; the shown one where that source gives none.
const Observation* TotalFor(const ReportContext& context, const std::string& code,
                            const std::string& source, const std::string& period) {
  const Cell* cell = context.cells.Find(code, {context.catalogue.country(), ""}, period);
  if (cell == nullptr) return nullptr;
  for (const Observation* observation : cell->all) {
    if (observation->source == source) return observation;
  }
  return cell->shown;
}

std::string JoinedTitles(const ReportContext& context, const std::vector<std::string>& dimensions) {
  std::vector<std::string> titles;
  for (const std::string& dimension : dimensions) {
    titles.push_back(TextOf(context.DimensionTitle(dimension)));
  }
  return context.formats.List(titles);
}

class BreakdownTable {
 public:
  BreakdownTable(ReportContext& context, const ReportedIndicator& indicator,
                 const Breakdown& breakdown)
      : context_(context),
        code_(indicator.indicator->code),
        version_(*indicator.version),
        breakdown_(breakdown),
        table_("breakdown",
               context.Say("{code}, broken down: {dimensions}",
                           {{"code", CodeAndUnit(context, version_)},
                            {"dimensions", JoinedTitles(context, breakdown.dimensions)}})) {
    table_.Column(JoinedTitles(context, breakdown.dimensions));
    for (const std::string& period : breakdown.periods) {
      table_.Column(context.formats.PeriodName(period), true);
      sources_.push_back(MainSource(context, code_, breakdown, period));
    }
  }

  Json Build() {
    for (const CellKey& key : breakdown_.rows) AddRow(key);
    AddTotals();
    AddSources();
    if (breakdown_.left_out > 0) {
      table_.Note(context_.Count("{n} earlier period is left out here.",
                                 "{n} earlier periods are left out here.", breakdown_.left_out));
    }
    if (Overlaps()) {
      table_.Note(
          context_.Say("One person can stand in several rows, so the rows do not sum to "
                       "the total."));
    }
    return table_.Finish(context_);
  }

 private:
  void AddRow(const CellKey& key) {
    const bool part = IsPart(context_, key);
    Json label = context_.KeyLabel(key);
    if (part && breakdown_.dimensions.size() == 1) {
      label["text"] = context_.Say("of which: {part}", {{"part", TextOf(label)}});
    }
    std::vector<Json> cells = {TextCell(label)};
    for (std::size_t i = 0; i < breakdown_.periods.size(); ++i) {
      const Cell* cell = context_.cells.Find(code_, key, breakdown_.periods[i]);
      if (cell == nullptr) {
        cells.push_back(TextCell(""));
        continue;
      }
      Json shown = CellJson(ShowCell(context_, *cell));
      if (cell->shown->source != sources_[i]) shown["refs"] = RefsOf(context_, *cell->shown);
      cells.push_back(std::move(shown));
    }
    table_.Row(part ? "part" : "value", std::move(cells));
  }

  // True where a row is part of another that has a value in the column.
  bool IsCounted(const CellKey& key, std::size_t column) const {
    Dimensions dimensions = ParseDimensions(key.dimensions);
    for (auto& [dimension, code] : dimensions) {
      const Codelist* list = context_.catalogue.FindDimension(dimension);
      const Code* found = list == nullptr ? nullptr : list->Find(code);
      if (found == nullptr || found->parent.empty()) continue;
      code = found->parent;
      if (context_.cells.Find(code_, {key.territory, DimensionsText(dimensions)},
                              breakdown_.periods[column]) != nullptr) {
        return true;
      }
    }
    return false;
  }

  // What the rows of one dimension leave of the total; nothing where a row is hidden or of another
  // source, for then it would be given away or wrong.
  std::optional<double> NotClassified(std::size_t column, const Observation& total) const {
    if (breakdown_.dimensions.size() != 1 || Overlaps()) return {};
    if (version_.value_kind != "count" && version_.value_kind != "currency") return {};
    if (!total.value.number || total.source != sources_[column]) return {};
    double rest = *total.value.number;
    for (const CellKey& key : breakdown_.rows) {
      const Cell* cell = context_.cells.Find(code_, key, breakdown_.periods[column]);
      if (cell == nullptr || IsCounted(key, column)) continue;
      if (context_.masked.Of(*cell->shown) != Hiding::kNone) return {};
      if (!cell->shown->value.number) continue;
      if (cell->shown->source != sources_[column]) return {};
      rest -= *cell->shown->value.number;
    }
    return rest;
  }

  bool Overlaps() const {
    return breakdown_.dimensions.size() == 1 && version_.MayOverlap(breakdown_.dimensions[0]);
  }

  void AddTotals() {
    std::vector<Json> totals = {TextCell(context_.Say("Total"))};
    std::vector<Json> rests = {TextCell(context_.Say("Not classified"))};
    bool any_total = false, any_rest = false;
    for (std::size_t i = 0; i < breakdown_.periods.size(); ++i) {
      const Observation* total = TotalFor(context_, code_, sources_[i], breakdown_.periods[i]);
      if (total == nullptr) {
        totals.push_back(TextCell(""));
        rests.push_back(TextCell(""));
        continue;
      }
      any_total = true;
      const Cell* cell =
          context_.cells.Find(code_, {context_.catalogue.country(), ""}, breakdown_.periods[i]);
      Shown shown = Show(context_, *total);
      if (cell->disputed) {
        shown.badges.push_back({kDisputedLetter, context_.Say("sources differ")});
      }
      Json json = CellJson(shown);
      if (total->source != sources_[i]) json["refs"] = RefsOf(context_, *total);
      totals.push_back(std::move(json));
      const std::optional<double> rest = NotClassified(i, *total);
      any_rest |= rest && *rest != 0;
      rests.push_back(TextCell(!rest       ? ""
                               : *rest > 0 ? "+" + context_.Number(*rest)
                                           : context_.Number(*rest)));
    }
    if (any_rest) table_.Row("rest", std::move(rests));
    if (any_total) table_.Row("total", std::move(totals));
  }

  void AddSources() {
    std::vector<Json> cells = {TextCell(context_.Say("Source"))};
    for (const std::string& source : sources_) {
      const NumberedSource* numbered = context_.FindSource(source);
      cells.push_back(numbered == nullptr ? TextCell(context_.Say("computed"))
                                          : TextCell("", {numbered->number}));
    }
    table_.Row("source", std::move(cells));
  }

  ReportContext& context_;
  const std::string code_;
  const IndicatorVersion& version_;
  const Breakdown& breakdown_;
  TableBlock table_;
  std::vector<std::string> sources_;
};

ChartBar BarOf(const ReportContext& context, const CellKey& key, const Cell& cell) {
  const ChartPoint point = PointOf(context, "", &cell);
  ChartBar bar{TextOf(context.KeyLabel(key)),
               point.value,
               point.text,
               point.mark,
               point.hidden,
               point.others};
  bar.part = IsPart(context, key);
  if (bar.part) bar.label = context.Say("of which: {part}", {{"part", bar.label}});
  return bar;
}

void AddBars(ReportContext& context, const ReportedIndicator& indicator, const Breakdown& breakdown,
             Json& blocks) {
  const std::string& period = breakdown.periods.back();
  BarChart chart;
  for (const CellKey& key : breakdown.rows) {
    const Cell* cell = context.cells.Find(indicator.indicator->code, key, period);
    if (cell != nullptr && SaysSomething(cell->shown->value)) {
      chart.bars.push_back(BarOf(context, key, *cell));
    }
  }
  if (chart.bars.size() < 2) return;
  const std::string unit = TextOf(context.Unit(*indicator.version));
  const std::string caption =
      context.Say("{code}, {period}, broken down: {dimensions}",
                  {{"code", CodeAndUnit(context, *indicator.version)},
                   {"period", context.formats.PeriodName(period)},
                   {"dimensions", JoinedTitles(context, breakdown.dimensions)}});
  chart.id = NextFigureId(context);
  chart.title = caption;
  chart.unit = unit + ", " + context.formats.PeriodName(period);
  chart.tick = [&](double value) { return context.Number(value); };
  blocks.push_back(Figure(context, "bars", caption, RenderBars(chart, *context.messages), {}));
}

void AddMultiples(ReportContext& context, const ReportedIndicator& indicator,
                  const Breakdown& breakdown, Json& blocks) {
  MultiplesChart chart;
  std::vector<std::string> years;
  const int first = std::stoi(breakdown.periods.front().substr(0, 4));
  const int last = std::stoi(breakdown.periods.back().substr(0, 4));
  for (int year = first; year <= last; ++year) years.push_back(std::to_string(year));
  for (const CellKey& key : breakdown.rows) {
    MultiplesChart::Panel panel{TextOf(context.KeyLabel(key)), {}};
    std::size_t known = 0;
    for (const std::string& year : years) {
      panel.points.push_back(
          PointOf(context, year, context.cells.Find(indicator.indicator->code, key, year)));
      known += panel.points.back().value || panel.points.back().hidden ? 1 : 0;
    }
    if (known >= 2 && chart.panels.size() < kMostPanels) chart.panels.push_back(std::move(panel));
  }
  if (chart.panels.empty()) return;
  const std::string caption =
      context.Say("{code}, {period}, broken down: {dimensions}",
                  {{"code", CodeAndUnit(context, *indicator.version)},
                   {"period", years.front() + "–" + years.back()},
                   {"dimensions", JoinedTitles(context, breakdown.dimensions)}});
  chart.id = NextFigureId(context);
  chart.title = caption;
  chart.unit = TextOf(context.Unit(*indicator.version));
  chart.whole = indicator.version->bounds.integer;
  chart.tick = [&](double value) { return context.Number(value); };
  std::vector<Json> notes;
  for (NotedBreak& noted : FindBreaks(context, indicator, years)) {
    chart.breaks.push_back(noted.on_chart);
    notes.push_back({{"text", std::move(noted.text)}});
  }
  blocks.push_back(
      Figure(context, "multiples", caption, RenderMultiples(chart, *context.messages), notes));
}

// Years only, and enough of them for a development to be seen.
bool IsDevelopment(const Breakdown& breakdown) {
  return breakdown.dimensions.size() == 1 && breakdown.periods.size() >= 3 &&
         std::all_of(breakdown.periods.begin(), breakdown.periods.end(),
                     [](const std::string& period) { return period.size() == 4; });
}

}  // namespace

void AddBreakdowns(ReportContext& context, const ReportedIndicator& indicator, Json& blocks) {
  for (const Breakdown& breakdown : FindBreakdowns(context, indicator.indicator->code)) {
    if (IsDevelopment(breakdown)) {
      AddMultiples(context, indicator, breakdown, blocks);
    } else if (breakdown.dimensions.size() == 1) {
      AddBars(context, indicator, breakdown, blocks);
    }
    blocks.push_back(BreakdownTable(context, indicator, breakdown).Build());
  }
}

}  // namespace rapporteur::report
