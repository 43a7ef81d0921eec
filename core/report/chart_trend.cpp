#include <algorithm>

#include "core/report/chart.h"
#include "core/report/plot.h"

namespace rapporteur {

using namespace report;
namespace {

constexpr double kWidth = 720, kPlotHeight = 190, kTop = 34, kSpanRow = 22;

// Which signs the chart will show, so that room for the legend is known before drawing.
std::set<Sign> SignsOf(const TrendChart& chart) {
  std::set<Sign> signs;
  for (const ChartPoint& point : chart.points) {
    if (!point.others.empty()) signs.insert(Sign::kOther);
    if (point.hidden) {
      signs.insert(Sign::kHidden);
    } else if (point.value) {
      signs.insert(point.mark == PointMark::kReported      ? Sign::kReported
                   : point.mark == PointMark::kProvisional ? Sign::kProvisional
                                                           : Sign::kEstimated);
    } else {
      signs.insert(Sign::kAbsent);
    }
  }
  if (!chart.spans.empty()) signs.insert(Sign::kSpan);
  if (!chart.breaks.empty()) signs.insert(Sign::kBreak);
  return signs;
}

void DrawSpans(Svg& svg, const Plot& plot, const TrendChart& chart, double y) {
  for (const ChartSpan& span : chart.spans) {
    const double left = plot.Edge(span.from) + 5, right = plot.Edge(span.to + 1) - 5;
    svg.Rect(left, y, right - left, 16,
             std::string("fill=\"#fff\" stroke=\"") + ink::kMain + "\" stroke-width=\"1.6\"");
    const bool fits = TextWidth(span.text, 12) + 8 < right - left;
    const bool to_right = right + TextWidth(span.text, 12) + 8 < kWidth;
    svg.Label(fits       ? (left + right) / 2
              : to_right ? right + 6
                         : left - 6,
              y + 12.2, span.text,
              fits       ? Anchor::kMiddle
              : to_right ? Anchor::kStart
                         : Anchor::kEnd,
              12, ink::kText, false);
    y += kSpanRow;
  }
}

}  // namespace

std::string RenderTrend(const TrendChart& chart, const Messages& say) {
  const ChartInterval extent = Extent(chart.points);
  const Scale scale =
      Scale::Around(extent.from, std::max(extent.to, chart.top.value_or(0)), 5, chart.whole);
  double labels = 0;
  for (double tick : scale.ticks()) {
    labels = std::max(labels, TextWidth(PlainTick(chart.tick, tick), 12));
  }
  const bool plain = std::all_of(chart.points.begin(), chart.points.end(),
                                 [](const ChartPoint& p) { return !p.value && !p.hidden; });
  Box box{labels + 16, kTop, 0, plain ? 36 : kPlotHeight};
  box.width = kWidth - box.left - 12;
  const double below = box.bottom() + 28 + kSpanRow * static_cast<double>(chart.spans.size());
  const std::set<Sign> signs = SignsOf(chart);
  const double height = DrawLegend(nullptr, signs, box.left, below, box.width, say);

  std::string description = DescribePoints(chart.points, say);
  for (const ChartSpan& span : chart.spans) description += "; " + span.text;
  Svg svg(kWidth, height, chart.id, chart.title, description);
  svg.Text(0, 13, chart.unit, Anchor::kStart, 12, ink::kQuiet);
  Plot plot(svg, box, scale, chart.points);
  if (!plain) plot.DrawGrid(chart.tick, 12, true);
  plot.DrawPlaces(12.5, true);
  plot.DrawBreaks(chart.breaks, true);
  plot.DrawLine(chart.breaks);
  plot.DrawPoints(plot.Slot() >= 24, 12.5);
  DrawSpans(svg, plot, chart, box.bottom() + 30);
  DrawLegend(&svg, signs, box.left, below, box.width, say);
  return svg.Finish();
}

}  // namespace rapporteur
