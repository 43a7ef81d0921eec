// The drawing that trend charts and small multiples share: points over places in a box.
#ifndef RAPPORTEUR_REPORT_PLOT_H_
#define RAPPORTEUR_REPORT_PLOT_H_

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "core/report/chart.h"
#include "core/report/scale.h"
#include "core/report/svg.h"

namespace rapporteur::report {

struct Box {
  double left = 0, top = 0, width = 0, height = 0;
  double right() const { return left + width; }
  double bottom() const { return top + height; }
};

// What a legend has to explain, in the order it is said.
enum class Sign { kReported, kProvisional, kEstimated, kOther, kHidden, kAbsent, kSpan, kBreak };

class Plot {
 public:
  Plot(Svg& svg, Box box, const Scale& scale, const std::vector<ChartPoint>& points)
      : svg_(svg), box_(box), scale_(scale), points_(points) {}

  double Slot() const {
    return box_.width / static_cast<double>(std::max<std::size_t>(1, points_.size()));
  }
  double X(std::size_t place) const {
    return box_.left + Slot() * (static_cast<double>(place) + 0.5);
  }
  double Edge(std::size_t place) const { return box_.left + Slot() * static_cast<double>(place); }
  double Y(double value) const { return box_.bottom() - scale_.At(value) * box_.height; }

  void DrawGrid(const std::function<std::string(double)>& tick, double size, bool all_ticks);
  void DrawPlaces(double size, bool all);
  void DrawBreaks(const std::vector<ChartBreak>& breaks, bool numbered);
  void DrawLine(const std::vector<ChartBreak>& breaks);
  // Labels for all points, or for the last value only.
  void DrawPoints(bool label_all, double size);

  const std::set<Sign>& signs() const { return signs_; }

 private:
  struct Area {
    double left, top, right, bottom;
  };
  static Area MarkArea(double x, double y, double radius) {
    return {x - radius, y - radius, x + radius, y + radius};
  }
  void DrawPoint(std::size_t place, bool label, double size);
  void DrawOthers(std::size_t place, bool label, double size);
  void LabelPoint(std::size_t place, double size);
  // How much of an area near a place the line, other marks and labels already take.
  double Taken(std::size_t place, const Area& area) const;
  bool Joined(std::size_t place) const;  // to the place before it

  Svg& svg_;
  Box box_;
  const Scale& scale_;
  const std::vector<ChartPoint>& points_;
  std::set<std::size_t> breaks_;
  std::vector<Area> taken_;
  std::set<Sign> signs_;
};

// A shape by itself, for points and for legends.
void DrawMark(Svg& svg, PointMark mark, double x, double y, double radius);
void DrawOtherMark(Svg& svg, double x, double y, double radius);

// Draws the legend from `y` down and returns where it ends; with svg null it only measures.
double DrawLegend(Svg* svg, const std::set<Sign>& signs, double left, double y, double width,
                  const Messages& say);

// "2015: 40 (another source: 36); 2016: no value".
std::string DescribePoints(const std::vector<ChartPoint>& points, const Messages& say);

// The lowest and highest of all values, hidden intervals and other sources' values.
ChartInterval Extent(const std::vector<ChartPoint>& points);

std::string PlainTick(const std::function<std::string(double)>& tick, double value);

}  // namespace rapporteur::report

#endif  // RAPPORTEUR_REPORT_PLOT_H_
