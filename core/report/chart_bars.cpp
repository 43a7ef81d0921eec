#include <algorithm>

#include "core/report/chart.h"
#include "core/report/plot.h"

namespace rapporteur {

using namespace report;
namespace {

constexpr double kWidth = 720, kBarHeight = 17, kLine = 15, kLabelSize = 12.5;

struct Row {
  std::vector<std::string> lines;
  double top = 0, height = 0;
};

// The fill of a bar says how its value was stated, in grey too.
std::string BarStyle(const Svg& svg, PointMark mark) {
  if (mark == PointMark::kReported) return std::string("fill=\"") + ink::kMain + "\"";
  return (mark == PointMark::kProvisional ? "fill=\"#fff\"" : svg.Dots()) + " stroke=\"" +
         ink::kMain + "\" stroke-width=\"2\"";
}

std::string Describe(const BarChart& chart, const Messages& say) {
  std::vector<ChartPoint> points;
  for (const ChartBar& bar : chart.bars) {
    points.push_back({bar.label, bar.value, bar.text, bar.mark, bar.hidden, "", bar.others});
  }
  return DescribePoints(points, say);
}

void DrawBar(Svg& svg, const ChartBar& bar, double left, double middle, double per_unit) {
  const double top = middle - kBarHeight / 2;
  double end = left;
  if (bar.hidden) {
    end = left + bar.hidden->to * per_unit;
    svg.Rect(left, top, std::max(4.0, end - left), kBarHeight,
             svg.Hatch() + " stroke=\"" + ink::kHatch + "\" stroke-width=\"1\"");
  } else if (bar.value) {
    end = left + *bar.value * per_unit;
    if (*bar.value > 0) svg.Rect(left, top, end - left, kBarHeight, BarStyle(svg, bar.mark));
    if (bar.rest.value_or(0) > 0) {
      svg.Rect(end, top, *bar.rest * per_unit, kBarHeight,
               svg.Dots() + " stroke=\"" + ink::kHatch + "\" stroke-width=\"1\"");
      end += *bar.rest * per_unit;
    }
  }
  if (bar.value && bar.mark != PointMark::kReported) {
    DrawMark(svg, bar.mark, end + 12, middle, 4.2);
    end += 14;
  }
  const std::string text = bar.text.empty() ? "–" : bar.text;
  svg.Text(end + 7, middle + 4.5, text, Anchor::kStart, kLabelSize, ink::kText, true);
  double x = end + 7 + TextWidth(text, kLabelSize) * 1.08 + 14;
  for (const OtherSource& other : bar.others) {
    DrawOtherMark(svg, x, middle, 4.2);
    svg.Text(x + 8, middle + 4.2, other.text, Anchor::kStart, 11.5, ink::kOther);
    x += 8 + TextWidth(other.text, 11.5) + 12;
  }
}

}  // namespace

std::string RenderBars(const BarChart& chart, const Messages& say) {
  double highest = 0, label_width = 0, text_width = 0;
  std::set<Sign> signs;
  for (const ChartBar& bar : chart.bars) {
    highest = std::max(
        {highest, bar.value.value_or(0) + bar.rest.value_or(0), bar.hidden ? bar.hidden->to : 0.0});
    label_width = std::max(label_width, TextWidth(bar.label, kLabelSize) + (bar.part ? 14 : 0));
    double text = TextWidth(bar.text, kLabelSize) * 1.1 + 26;
    for (const OtherSource& other : bar.others) text += TextWidth(other.text, 11.5) + 34;
    text_width = std::max(text_width, text);
    if (!bar.others.empty()) signs.insert(Sign::kOther);
    if (bar.hidden) signs.insert(Sign::kHidden);
    if (bar.value && bar.mark == PointMark::kProvisional) signs.insert(Sign::kProvisional);
    if (bar.value && bar.mark == PointMark::kEstimated) signs.insert(Sign::kEstimated);
  }
  label_width = std::min(label_width + 4, 270.0);
  const double left = label_width + 12;
  const double per_unit = (kWidth - left - text_width - 14) / (highest > 0 ? highest : 1);

  std::vector<Row> rows;
  double y = 24;
  for (const ChartBar& bar : chart.bars) {
    Row row{WrapText(bar.label, kLabelSize, label_width - (bar.part ? 14 : 0), 2), y, 0};
    row.height = std::max(26.0, 10 + kLine * static_cast<double>(row.lines.size()));
    y += row.height;
    rows.push_back(row);
  }
  const bool rests = std::any_of(chart.bars.begin(), chart.bars.end(),
                                 [](const ChartBar& bar) { return bar.rest.has_value(); });
  const double legend_top = y + (rests ? 24 : 0);
  const double height = DrawLegend(nullptr, signs, 0, legend_top, kWidth, say) + 6;

  Svg svg(kWidth, height, chart.id, chart.title, Describe(chart, say));
  svg.Text(left, 13, chart.unit, Anchor::kStart, 12, ink::kQuiet);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const double middle = rows[i].top + rows[i].height / 2;
    const auto lines = static_cast<double>(rows[i].lines.size());
    for (std::size_t line = 0; line < rows[i].lines.size(); ++line) {
      svg.Text(label_width, middle + 4.5 + kLine * (static_cast<double>(line) - (lines - 1) / 2),
               rows[i].lines[line], Anchor::kEnd, kLabelSize,
               chart.bars[i].part ? ink::kQuiet : ink::kText);
    }
    DrawBar(svg, chart.bars[i], left, middle, per_unit);
  }
  svg.Line(left, 22, left, y, std::string("stroke=\"") + ink::kQuiet + "\" stroke-width=\"1.2\"");
  if (rests) {
    svg.Rect(left, y + 7, 12, 12, BarStyle(svg, PointMark::kReported));
    svg.Text(left + 19, y + 17, chart.value_legend, Anchor::kStart, 12, ink::kQuiet);
    const double second = left + 40 + TextWidth(chart.value_legend, 12);
    svg.Rect(second, y + 7, 12, 12, svg.Dots() + " stroke=\"" + ink::kHatch + "\"");
    svg.Text(second + 19, y + 17, chart.rest_legend, Anchor::kStart, 12, ink::kQuiet);
  }
  DrawLegend(&svg, signs, 0, legend_top, kWidth, say);
  return svg.Finish();
}

}  // namespace rapporteur
