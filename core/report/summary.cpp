// The summary: key figures, how much of the tool has data, and what to read with care.
#include <algorithm>

#include "core/base/json.h"
#include "core/report/blocks.h"
#include "core/report/chart.h"
#include "core/report/sections.h"
#include "core/report/shown.h"

namespace rapporteur::report {
namespace {

constexpr std::size_t kKeyFigures = 6;

struct KeyFigure {
  const ReportedIndicator* indicator = nullptr;
  std::string period, before;  // the newest with a value, and the one of a value before
  std::size_t periods = 0;
  std::size_t place = 0;  // in the catalogue
};

// The newest two single periods with a number that may be shown.
KeyFigure FigureOf(const ReportContext& context, const ReportedIndicator& indicator) {
  KeyFigure figure;
  figure.indicator = &indicator;
  for (const auto& [period, cell] : context.cells.TotalsOf(indicator.indicator->code)) {
    if (period.size() != 4 || !Show(context, *cell.shown).number) continue;
    figure.before = figure.period;
    figure.period = period;
    ++figure.periods;
  }
  return figure;
}

// The numbers known for most periods, core ones first, in the order of the catalogue.
std::vector<KeyFigure> FindKeyFigures(const ReportContext& context,
                                      const std::vector<ReportedArea>& areas) {
  std::vector<KeyFigure> figures;
  std::size_t place = 0;
  for (const ReportedArea& area : areas) {
    if (area.area.code == "CX") continue;  // denominators are context, not findings
    for (const ReportedIndicator& indicator : area.with_data) {
      const std::string& kind = indicator.version->value_kind;
      if (kind != "count" && kind != "percent" && kind != "ratio") continue;
      KeyFigure figure = FigureOf(context, indicator);
      figure.place = place++;
      if (figure.periods > 0) figures.push_back(figure);
    }
  }
  std::stable_sort(figures.begin(), figures.end(), [](const KeyFigure& a, const KeyFigure& b) {
    const bool core_a = a.indicator->version->core;
    const bool core_b = b.indicator->version->core;
    return core_a != core_b ? core_a : a.periods > b.periods;
  });
  if (figures.size() > kKeyFigures) figures.resize(kKeyFigures);
  std::sort(figures.begin(), figures.end(),
            [](const KeyFigure& a, const KeyFigure& b) { return a.place < b.place; });
  return figures;
}

Json KeyFigures(const ReportContext& context, const std::vector<ReportedArea>& areas) {
  Json block = {{"type", "keyfigures"}, {"role", "key-figures"}, {"items", Json::array()}};
  for (const KeyFigure& figure : FindKeyFigures(context, areas)) {
    const Series& series = context.cells.TotalsOf(figure.indicator->indicator->code);
    const Cell& cell = series.at(figure.period);
    Json item = CellJson(ShowCell(context, cell));
    item["code"] = figure.indicator->indicator->code;
    item["href"] = "#" + SectionId(figure.indicator->indicator->code);
    item["unit"] = context.Unit(*figure.indicator->version, cell.shown);
    item["period"] = context.formats.PeriodName(figure.period);
    item["label"] = context.Text(figure.indicator->version->question);
    item["refs"] = RefsOf(context, *cell.shown);
    if (!figure.before.empty()) {
      item["before"] = context.Say("{period}: {value}",
                                   {{"period", context.formats.PeriodName(figure.before)},
                                    {"value", ShowCell(context, series.at(figure.before)).text}});
    }
    block["items"].push_back(std::move(item));
  }
  return block;
}

Json CoverageFigure(ReportContext& context, const std::vector<ReportedArea>& areas) {
  BarChart chart;
  chart.id = NextFigureId(context);
  chart.title = context.Say("Core indicators with data, by area");
  chart.unit = context.Say("core indicators");
  chart.value_legend = context.Say("with data");
  chart.rest_legend = context.Say("without data");
  for (const ReportedArea& area : areas) {
    if (area.core == 0) continue;
    const auto with = static_cast<double>(area.core_with_data);
    const auto all = static_cast<double>(area.core);
    ChartBar bar{TextOf(context.Text(area.area.title)), with,
                 context.Say("{part} of {whole}",
                             {{"part", context.Number(with)}, {"whole", context.Number(all)}})};
    bar.rest = all - with;
    chart.bars.push_back(std::move(bar));
  }
  return Figure(context, "coverage", chart.title, RenderBars(chart, *context.messages), {});
}

Json CoverageTable(ReportContext& context, const std::vector<ReportedArea>& areas) {
  TableBlock table("coverage", context.Say("What has data, by area"));
  table.Column(context.Say("Area"));
  table.Column(context.Say("Core indicators"), true);
  table.Column(context.Say("of these with data"), true);
  table.Column(context.Say("Other indicators with data"), true);
  table.Column(context.Say("Cells with a value"), true);
  std::size_t sums[4] = {};
  for (const ReportedArea& area : areas) {
    const std::size_t counts[4] = {area.core, area.core_with_data,
                                   area.with_data.size() - area.core_with_data, area.values};
    Json title = context.Text(area.area.title);
    title["href"] = "#area-" + area.area.code;
    std::vector<Json> cells = {title};
    for (std::size_t i = 0; i < 4; ++i) {
      sums[i] += counts[i];
      cells.push_back(
          {{"text", context.Number(static_cast<double>(counts[i]))}, {"number", counts[i]}});
    }
    table.Row("value", std::move(cells));
  }
  std::vector<Json> totals = {TextCell(context.Say("Total"))};
  for (const std::size_t sum : sums) {
    totals.push_back({{"text", context.Number(static_cast<double>(sum))}, {"number", sum}});
  }
  table.Row("total", std::move(totals));
  return table.Finish(context);
}

Json LinksTo(const std::vector<std::string>& codes) {
  Json links = Json::array();
  for (const std::string& code : codes) {
    links.push_back({{"text", code}, {"href", "#" + SectionId(code)}});
  }
  return links;
}

// What a reader has to know before quoting a figure, with links to the places.
Json WithCare(const ReportContext& context, const std::vector<ReportedArea>& areas) {
  std::vector<Json> items;
  std::vector<std::string> disputed;
  std::size_t cells = 0, gaps = 0, errors = 0, warnings = 0;
  std::vector<std::string> failed, unexplained;
  for (const ReportedArea& area : areas) {
    gaps += area.core - area.core_with_data;
    for (const ReportedIndicator& indicator : area.with_data) {
      std::size_t here = 0;
      for (const auto& [key, series] : context.cells.Of(indicator.indicator->code)) {
        for (const auto& [period, cell] : series) here += cell.disputed ? 1 : 0;
      }
      if (here > 0) disputed.push_back(indicator.indicator->code);
      cells += here;
    }
  }
  for (const CheckFinding& finding : context.data.findings) {
    if (finding.level == Level::kInfo) continue;
    const bool error = finding.level == Level::kError;
    ++(error ? errors : warnings);
    std::vector<std::string>& codes = error ? failed : unexplained;
    if (std::find(codes.begin(), codes.end(), finding.indicator) == codes.end()) {
      codes.push_back(finding.indicator);
    }
  }
  if (cells > 0) {
    items.push_back(
        {{"text",
          context.Count("Sources differ in {n} cell. All values stand side by side; one is "
                        "used and the reason is given.",
                        "Sources differ in {n} cells. All values stand side by side; one is "
                        "used and the reason is given.",
                        cells)},
         {"links", LinksTo(disputed)}});
  }
  if (gaps > 0) {
    items.push_back(
        {{"text", context.Count("{n} core indicator has no value. Each chapter names the "
                                "institutions that are asked for it.",
                                "{n} core indicators have no value. Each chapter names "
                                "the institutions that are asked for them.",
                                gaps)}});
  }
  if (errors > 0) {
    items.push_back({{"text", context.Count("{n} check failed; the finding stands with its figure.",
                                            "{n} checks failed; the findings stand with their "
                                            "figures.",
                                            errors)},
                     {"links", LinksTo(failed)}});
  }
  if (warnings > 0) {
    items.push_back(
        {{"text", context.Count("{n} figure asks for an explanation after the checks.",
                                "{n} figures ask for an explanation after the checks.", warnings)},
         {"links", LinksTo(unexplained)}});
  }
  if (context.masked.count() > 0) {
    items.push_back(
        {{"text",
          context.Count("{n} cell is hidden to protect persons.",
                        "{n} cells are hidden to protect persons.", context.masked.count())},
         {"links",
          {{{"text", context.Say("How to read this report")}, {"href", "#how-to-read"}}}}});
  }
  return BulletList("care", std::move(items));
}

}  // namespace

Json SummarySection(ReportContext& context, const std::vector<ReportedArea>& areas) {
  Json section = Section("summary", "summary", {{"text", context.Say("Summary")}});
  Json& blocks = section["blocks"];
  std::size_t indicators = 0;
  for (const ReportedArea& area : areas) indicators += area.with_data.size();
  const Json country = context.Text(context.catalogue.name());
  blocks.push_back(Paragraph(
      "lead",
      {{"text", context.Say("What is recorded on trafficking in human beings: {country}, {period}.",
                            {{"country", TextOf(country)}, {"period", context.PeriodText()}}) +
                    " " + context.Count("{n} value", "{n} values", context.cells.values()) + ", " +
                    context.Count("{n} indicator", "{n} indicators", indicators) + ", " +
                    context.Count("{n} publication", "{n} publications", context.sources().size()) +
                    "."}}));
  blocks.push_back(
      Paragraph("not-real",
                {{"text", context.Say("Recorded victims are not all victims. The figures say whom "
                                      "institutions found, not how many people were "
                                      "trafficked.")}}));
  if (Json figures = KeyFigures(context, areas); !figures["items"].empty()) {
    blocks.push_back(std::move(figures));
  }
  if (Json care = WithCare(context, areas); !care["items"].empty()) {
    blocks.push_back({{"type", "heading"}, {"text", context.Say("To be read with care")}});
    blocks.push_back(std::move(care));
  }
  if (!areas.empty()) {
    blocks.push_back({{"type", "heading"}, {"text", context.Say("What has data")}});
    blocks.push_back(CoverageFigure(context, areas));
    blocks.push_back(CoverageTable(context, areas));
  }
  return section;
}

}  // namespace rapporteur::report
