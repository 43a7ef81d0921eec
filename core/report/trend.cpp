// The series of an indicator over time: chart and table.
#include <algorithm>
#include <set>

#include "core/base/json.h"
#include "core/report/blocks.h"
#include "core/report/sections.h"
#include "core/report/shown.h"

namespace rapporteur::report {
namespace {

struct Places {
  std::vector<std::string> codes;   // the axis, without a gap
  std::vector<std::string> ranges;  // values for several years together
};

bool IsRange(const Period& period) { return period.first_day / 10000 != period.last_day / 10000; }

// The axis: every year of the report; where an indicator has no yearly value, its own periods.
Places PlacesOf(const ReportContext& context, const Series& series) {
  Places places;
  std::vector<Period> shorter;
  bool yearly = false;
  for (const auto& [code, cell] : series) {
    const Result<Period> period = ParsePeriod(code);
    if (IsRange(*period)) {
      places.ranges.push_back(code);
    } else if (code.size() == 4) {
      yearly = true;
    } else {
      shorter.push_back(*period);
    }
  }
  if (yearly || shorter.empty()) {
    for (int year = context.first_year; year <= context.last_year; ++year) {
      places.codes.push_back(std::to_string(year));
    }
    return places;
  }
  for (Period at = shorter.front(); at.first_day <= shorter.back().first_day; at = Shift(at, 1)) {
    places.codes.push_back(at.code);
  }
  return places;
}

std::size_t PlaceOfYear(const Places& places, int year) {
  for (std::size_t i = 0; i < places.codes.size(); ++i) {
    if (std::stoi(places.codes[i].substr(0, 4)) >= year) return i;
  }
  return places.codes.empty() ? 0 : places.codes.size() - 1;
}

std::vector<ChartSpan> SpansOf(const ReportContext& context, const Series& series,
                               const Places& places) {
  std::vector<ChartSpan> spans;
  for (const std::string& code : places.ranges) {
    const Cell& cell = series.at(code);
    if (!SaysSomething(cell.shown->value)) continue;
    const Result<Period> period = ParsePeriod(code);
    spans.push_back({PlaceOfYear(places, period->first_day / 10000),
                     PlaceOfYear(places, period->last_day / 10000),
                     context.formats.PeriodName(code) + ": " + Show(context, *cell.shown).text});
  }
  return spans;
}

Json SourceCell(const ReportContext& context, const Observation& observation,
                const IndicatorVersion& version) {
  if (const NumberedSource* source = context.FindSource(observation.source)) {
    return TextCell(context.Verbatim(source->source.title), {source->number});
  }
  return TextCell(version.formula.empty()
                      ? context.Say("computed")
                      : context.Say("computed: {formula}",
                                    {{"formula", context.FormulaText(version.formula)}}));
}

// The bodies that counted the values; computed values have none.
std::set<std::string> CountersOf(const Series& series) {
  std::set<std::string> counters;
  for (const auto& [code, cell] : series) {
    if (!cell.shown->counted_by.empty()) counters.insert(cell.shown->counted_by);
  }
  return counters;
}

class ValuesTable {
 public:
  ValuesTable(ReportContext& context, const ReportedIndicator& indicator, const Series& series)
      : context_(context),
        version_(*indicator.version),
        series_(series),
        counters_(CountersOf(series)),
        table_("values", context.Say("{code}: values and where they come from",
                                     {{"code", CodeAndUnit(context, version_)}})) {
    for (const auto& [code, cell] : series) {
      notes_ = notes_ || !NoteOf(cell).empty();
    }
    table_.Column(context.Say("Period"));
    table_.Column(context.Say("Value"), true);
    table_.Column(context.Say("Source"));
    if (counters_.size() > 1) table_.Column(context.Say("Counted by"));
    if (notes_) table_.Column(context.Say("Note"));
  }

  void Add(const Places& places) {
    std::string missing_from, missing_to;
    auto flush = [&] {
      if (missing_from.empty()) return;
      const std::string text = missing_from == missing_to
                                   ? context_.formats.PeriodName(missing_from)
                                   : context_.formats.PeriodName(missing_from) + " – " +
                                         context_.formats.PeriodName(missing_to);
      AddMissing(text);
      missing_from.clear();
    };
    for (const std::string& code : places.codes) {
      auto it = series_.find(code);
      if (it != series_.end()) {
        flush();
        AddValue(code, it->second);
        continue;
      }
      if (missing_from.empty()) missing_from = code;
      missing_to = code;
    }
    flush();
    for (const auto& [code, cell] : series_) {
      if (std::find(places.codes.begin(), places.codes.end(), code) == places.codes.end()) {
        AddValue(code, cell);
      }
    }
  }

  Json Finish() {
    if (counters_.size() == 1) {
      Json note = context_.InstitutionName(*counters_.begin());
      note["text"] =
          context_.Say("All counted by: {institution}.", {{"institution", TextOf(note)}});
      table_.Note(note);
    }
    return table_.Finish(context_);
  }

 private:
  // What is said of a hidden number could give it away.
  std::string NoteOf(const Cell& cell) const {
    return context_.masked.Of(*cell.shown) == Hiding::kNone ? cell.shown->remarks.note : "";
  }

  void AddValue(const std::string& code, const Cell& cell) {
    std::vector<Json> cells = {TextCell(context_.formats.PeriodName(code)),
                               CellJson(ShowCell(context_, cell)),
                               SourceCell(context_, *cell.shown, version_)};
    if (counters_.size() > 1) {
      cells.push_back(cell.shown->counted_by.empty()
                          ? TextCell("")
                          : TextCell(context_.InstitutionName(cell.shown->counted_by)));
    }
    if (notes_) {
      const std::string note = NoteOf(cell);
      cells.push_back(note.empty() ? TextCell("") : TextCell(context_.Verbatim(note)));
    }
    table_.Row(SaysSomething(cell.shown->value) ? "value" : "missing", std::move(cells));
  }

  void AddMissing(const std::string& period) {
    std::vector<Json> cells = {TextCell(period), TextCell("—"),
                               TextCell(context_.Say("no value has been entered"))};
    if (counters_.size() > 1) cells.push_back(TextCell(""));
    if (notes_) cells.push_back(TextCell(""));
    table_.Row("missing", std::move(cells));
  }

  ReportContext& context_;
  const IndicatorVersion& version_;
  const Series& series_;
  const std::set<std::string> counters_;
  bool notes_ = false;
  TableBlock table_;
};

}  // namespace

void AddTrend(ReportContext& context, const ReportedIndicator& indicator, Json& blocks) {
  const Series& series = context.cells.TotalsOf(indicator.indicator->code);
  if (series.empty()) return;
  const IndicatorVersion& version = *indicator.version;
  const Places places = PlacesOf(context, series);

  TrendChart chart;
  std::size_t drawn = 0;
  for (const std::string& code : places.codes) {
    auto it = series.find(code);
    chart.points.push_back(PointOf(context, code, it == series.end() ? nullptr : &it->second));
    drawn += chart.points.back().value || chart.points.back().hidden ? 1 : 0;
  }
  const bool drawable = version.value_kind != "yesno" && version.value_kind != "text";
  if (drawable && drawn >= 2) {
    chart.id = NextFigureId(context);
    chart.title = TextOf(context.Text(version.question));
    chart.unit = TextOf(context.Unit(version, series.begin()->second.shown));
    chart.whole = version.bounds.integer || version.value_kind == "percent";
    if (version.value_kind == "percent") chart.top = 100;
    chart.spans = SpansOf(context, series, places);
    chart.tick = [&](double value) { return context.Number(value); };
    std::vector<Json> notes;
    for (NotedBreak& noted : FindBreaks(context, indicator, places.codes)) {
      chart.breaks.push_back(noted.on_chart);
      notes.push_back({{"mark", noted.on_chart.mark}, {"text", std::move(noted.text)}});
    }
    blocks.push_back(Figure(
        context, "trend",
        context.Say("{code}, {period}",
                    {{"code", CodeAndUnit(context, version)}, {"period", context.PeriodText()}}),
        RenderTrend(chart, *context.messages), notes));
  }
  ValuesTable table(context, indicator, series);
  table.Add(places);
  blocks.push_back(table.Finish());
}

std::vector<NotedBreak> FindBreaks(const ReportContext& context, const ReportedIndicator& indicator,
                                   const std::vector<std::string>& places) {
  std::vector<NotedBreak> breaks;
  auto add = [&](std::size_t place, const Json& text) {
    for (const NotedBreak& known : breaks) {
      if (known.on_chart.before == place) return;  // one reason is enough to interrupt the line
    }
    breaks.push_back({{place, ""}, text});
  };
  const std::string& code = indicator.indicator->code;
  for (const Break& known : context.catalogue.breaks()) {
    if (known.indicator != code || known.from.size() < 4) continue;
    for (std::size_t i = 1; i < places.size(); ++i) {
      if (places[i - 1].substr(0, 4) < known.from.substr(0, 4) &&
          places[i].substr(0, 4) >= known.from.substr(0, 4)) {
        Json text = context.Text(known.text);
        text["text"] = context.Say(
            "Break from {period} on: {reason}",
            {{"period", context.formats.PeriodName(places[i])}, {"reason", TextOf(text)}});
        add(i, text);
      }
    }
  }
  std::string definition;
  for (std::size_t i = 0; i < places.size(); ++i) {
    const Cell* cell = context.cells.Find(code, {context.catalogue.country(), ""}, places[i]);
    if (cell == nullptr) continue;
    const Arguments period = {{"period", context.formats.PeriodName(places[i])}};
    if (i > 0 && cell->shown->value.flags.find('B') != std::string::npos) {
      add(i,
          context.Say("Break from {period} on: the source says that the series changes.", period));
    }
    if (!definition.empty() && cell->shown->definition != definition && i > 0) {
      add(i, context.Say("Break from {period} on: another version of the definition applies.",
                         period));
    }
    definition = cell->shown->definition;
  }
  std::sort(breaks.begin(), breaks.end(), [](const NotedBreak& a, const NotedBreak& b) {
    return a.on_chart.before < b.on_chart.before;
  });
  for (std::size_t i = 0; i < breaks.size(); ++i) breaks[i].on_chart.mark = std::to_string(i + 1);
  return breaks;
}

}  // namespace rapporteur::report
