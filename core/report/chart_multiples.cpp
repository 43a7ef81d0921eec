#include <algorithm>

#include "core/report/chart.h"
#include "core/report/plot.h"

namespace rapporteur {

using namespace report;
namespace {

constexpr double kWidth = 720, kGap = 22, kPlotHeight = 84, kTitleHeight = 40, kPanelHeight = 152;
constexpr std::size_t kPerRow = 3;

}  // namespace

std::string RenderMultiples(const MultiplesChart& chart, const Messages& say) {
  ChartInterval extent;
  std::string description;
  for (const MultiplesChart::Panel& panel : chart.panels) {
    const ChartInterval own = Extent(panel.points);
    extent.from = std::min(extent.from, own.from);
    extent.to = std::max(extent.to, own.to);
    description +=
        (description.empty() ? "" : ". ") + panel.title + ": " + DescribePoints(panel.points, say);
  }
  const Scale scale = Scale::Around(extent.from, extent.to, 4, chart.whole);
  const double labels = std::max(TextWidth(PlainTick(chart.tick, scale.top()), 11),
                                 TextWidth(PlainTick(chart.tick, scale.bottom()), 11)) +
                        10;
  const std::size_t columns = std::min(kPerRow, std::max<std::size_t>(1, chart.panels.size()));
  const std::size_t rows = (chart.panels.size() + columns - 1) / columns;
  const double panel_width =
      (kWidth - kGap * static_cast<double>(columns - 1)) / static_cast<double>(columns);
  std::set<Sign> signs;
  for (const MultiplesChart::Panel& panel : chart.panels) {
    for (const ChartPoint& point : panel.points) {
      if (!point.others.empty()) signs.insert(Sign::kOther);
      if (point.hidden) signs.insert(Sign::kHidden);
      if (!point.hidden && !point.value) signs.insert(Sign::kAbsent);
      if (point.value && point.mark == PointMark::kProvisional) signs.insert(Sign::kProvisional);
      if (point.value && point.mark == PointMark::kEstimated) signs.insert(Sign::kEstimated);
    }
  }
  for (const MultiplesChart::Panel& panel : chart.panels) {
    if (!chart.breaks.empty() || !panel.breaks.empty()) signs.insert(Sign::kBreak);
  }
  const double below = 18 + kPanelHeight * static_cast<double>(rows);
  const double height = DrawLegend(nullptr, signs, 0, below - 8, kWidth, say);

  Svg svg(kWidth, height, chart.id, chart.title, description);
  svg.Text(0, 13, chart.unit, Anchor::kStart, 12, ink::kQuiet);
  for (std::size_t i = 0; i < chart.panels.size(); ++i) {
    const double left = static_cast<double>(i % columns) * (panel_width + kGap);
    const double top = 18 + static_cast<double>(i / columns) * kPanelHeight;
    const auto lines = WrapText(chart.panels[i].title, 12.5, panel_width, 2);
    for (std::size_t line = 0; line < lines.size(); ++line) {
      svg.Text(left, top + 16 + 15 * static_cast<double>(line + 2 - lines.size()) - 4, lines[line],
               Anchor::kStart, 12.5, ink::kText, true);
    }
    const Box box{left + labels, top + kTitleHeight, panel_width - labels - 8, kPlotHeight};
    Plot plot(svg, box, scale, chart.panels[i].points);
    plot.DrawGrid(chart.tick, 11, false);
    plot.DrawPlaces(11, false);
    std::vector<ChartBreak> breaks = chart.breaks;
    breaks.insert(breaks.end(), chart.panels[i].breaks.begin(), chart.panels[i].breaks.end());
    plot.DrawBreaks(breaks, false);
    plot.DrawLine(breaks);
    plot.DrawPoints(chart.panels.size() <= kPerRow && plot.Slot() >= 22, 11);
  }
  DrawLegend(&svg, signs, 0, below - 8, kWidth, say);
  return svg.Finish();
}

}  // namespace rapporteur
