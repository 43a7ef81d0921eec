// Charts for reports and pages: a trend over periods, bars of a breakdown, and small multiples.
//
// What other chart libraries smooth over is the point here.  A place without a value is a gap that
// no line crosses; a break interrupts the line and is marked; a hidden value is a hatched interval;
// provisional and estimated values have shapes of their own; the other sources' values of a
// disputed cell stand beside the chosen one; a value for several years is a bar under the axis and
// never a point of one year.  Counts start at zero.  Nothing is said by colour alone, and the
// drawing holds its title and all its values as text.
//
// Functions of their arguments; may be called from any thread.  The bytes are the same every time.
//
// Example:
//   TrendChart chart;
//   chart.id = "ID.02";
//   chart.title = "Identified victims";
//   chart.points = {{"2015", 40, "40"}, {"2016", 49, "49"}};
//   std::string svg = RenderTrend(chart, *Messages::In("en"));
#ifndef RAPPORTEUR_REPORT_CHART_H_
#define RAPPORTEUR_REPORT_CHART_H_

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/base/messages.h"

namespace rapporteur {

enum class PointMark { kReported, kProvisional, kEstimated };

// Another source's value for the same cell.
struct OtherSource {
  double value = 0;
  std::string text;  // as written: "36"
};

struct ChartInterval {
  double from = 0, to = 0;
};

// One place of the axis.  Places follow each other without a gap: a year without a value is a
// point without a value.
struct ChartPoint {
  std::string period;  // "2017"
  std::optional<double> value = {};
  std::string text = {};  // the value as written: "40"; "1–4" where hidden
  PointMark mark = PointMark::kReported;
  std::optional<ChartInterval> hidden = {};  // between which the hidden value lies
  std::string absent = {};  // the letter that says why there is none: "N"; "" = "–"
  std::vector<OtherSource> others = {};
};

// One value for several places together.
struct ChartSpan {
  std::size_t from = 0, to = 0;  // places
  std::string text;              // "2013–2016: 296"
};

struct ChartBreak {
  std::size_t before = 0;  // the first place of the new series
  std::string mark;        // "1"; explained beside the chart
};

struct TrendChart {
  std::string id, title;
  std::string unit;           // "persons"
  bool whole = true;          // ticks on whole numbers only
  std::optional<double> top;  // where the scale has an end of its own (100 %)
  std::vector<ChartPoint> points;
  std::vector<ChartSpan> spans;
  std::vector<ChartBreak> breaks;
  std::function<std::string(double)> tick;  // a number as the reader writes it; none = plain
};

struct ChartBar {
  std::string label;
  std::optional<double> value = {};
  std::string text = {};
  PointMark mark = PointMark::kReported;
  std::optional<ChartInterval> hidden = {};
  std::vector<OtherSource> others = {};
  std::optional<double> rest = {};  // what is left to the whole, drawn dotted after the value
  bool part = false;                // "of which" the bar above
};

struct BarChart {
  std::string id, title, unit;
  bool whole = true;
  std::vector<ChartBar> bars;
  std::string value_legend, rest_legend;  // said where the bars have a rest
  std::function<std::string(double)> tick;
};

// Panels of the same scale and the same places.
struct MultiplesChart {
  std::string id, title, unit;
  bool whole = true;
  struct Panel {
    std::string title;
    std::vector<ChartPoint> points;
    std::vector<ChartBreak> breaks = {};  // of this panel alone
  };
  std::vector<Panel> panels;
  std::vector<ChartBreak> breaks;  // of all panels
  std::function<std::string(double)> tick;
};

std::string RenderTrend(const TrendChart& chart, const Messages& say);
std::string RenderBars(const BarChart& chart, const Messages& say);
std::string RenderMultiples(const MultiplesChart& chart, const Messages& say);

}  // namespace rapporteur

#endif  // RAPPORTEUR_REPORT_CHART_H_
