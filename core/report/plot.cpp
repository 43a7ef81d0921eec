#include "core/report/plot.h"

#include <algorithm>
#include <cmath>

#include "core/base/number.h"

namespace rapporteur::report {
namespace {

const std::string kGridLine = std::string("stroke=\"") + ink::kGrid + "\" stroke-width=\"1\"";
const std::string kTrendLine = std::string("fill=\"none\" stroke=\"") + ink::kMain +
                               "\" stroke-width=\"2.2\" stroke-linejoin=\"round\"";
const std::string kOutline =
    std::string("fill=\"#fff\" stroke=\"") + ink::kMain + "\" stroke-width=\"2\"";

const char* SignText(Sign sign) {
  switch (sign) {
    case Sign::kReported:
      return Translatable("value");
    case Sign::kProvisional:
      return Translatable("provisional value");
    case Sign::kEstimated:
      return Translatable("estimate of the source");
    case Sign::kOther:
      return Translatable("value of another source");
    case Sign::kHidden:
      return Translatable("hidden small number, between these limits");
    case Sign::kAbsent:
      return Translatable("no value; the letter says why");
    case Sign::kSpan:
      return Translatable("one value for several years");
    case Sign::kBreak:
      return Translatable("break in the series");
  }
  return "";
}

void DrawSign(Svg& svg, Sign sign, double x, double y) {
  switch (sign) {
    case Sign::kReported:
      DrawMark(svg, PointMark::kReported, x, y, 4.5);
      break;
    case Sign::kProvisional:
      DrawMark(svg, PointMark::kProvisional, x, y, 4.5);
      break;
    case Sign::kEstimated:
      DrawMark(svg, PointMark::kEstimated, x, y, 4.5);
      break;
    case Sign::kOther:
      DrawOtherMark(svg, x, y, 4.5);
      break;
    case Sign::kHidden:
      svg.Rect(x - 6, y - 6, 12, 12,
               svg.Hatch() + " stroke=\"" + ink::kHatch + "\" stroke-width=\"1\"");
      break;
    case Sign::kAbsent:
      svg.Rect(x - 6, y - 7, 12, 14, std::string("fill=\"") + ink::kVoid + "\"");
      svg.Text(x, y + 4, "–", Anchor::kMiddle, 12, ink::kQuiet);
      break;
    case Sign::kSpan:
      svg.Rect(x - 7, y - 4, 14, 8, kOutline);
      break;
    case Sign::kBreak:
      svg.Line(x, y - 8, x, y + 8,
               std::string("stroke=\"") + ink::kText + "\" stroke-dasharray=\"4 3\"");
      break;
  }
}

}  // namespace

void DrawMark(Svg& svg, PointMark mark, double x, double y, double radius) {
  const std::string solid = std::string("fill=\"") + ink::kMain + "\" stroke=\"#fff\"";
  if (mark == PointMark::kReported) {
    svg.Circle(x, y, radius, solid);
  } else if (mark == PointMark::kProvisional) {
    svg.Rect(x - radius, y - radius, 2 * radius, 2 * radius, kOutline);
  } else {
    const double r = radius * 1.3;
    svg.Path({{x, y - r}, {x + r, y}, {x, y + r}, {x - r, y}}, true, kOutline);
  }
}

void DrawOtherMark(Svg& svg, double x, double y, double radius) {
  svg.Path({{x - radius, y + radius * 0.8}, {x + radius, y + radius * 0.8}, {x, y - radius}}, true,
           std::string("fill=\"#fff\" stroke=\"") + ink::kOther + "\" stroke-width=\"1.6\"");
}

void Plot::DrawGrid(const std::function<std::string(double)>& tick, double size, bool all_ticks) {
  for (std::size_t place = 0; place < points_.size(); ++place) {
    const ChartPoint& point = points_[place];
    if (point.value || point.hidden) continue;
    svg_.Rect(Edge(place), box_.top, Slot(), box_.height,
              std::string("fill=\"") + ink::kVoid + "\"");
  }
  for (double value : scale_.ticks()) {
    const bool base = value == 0;
    if (!all_ticks && !base && value != scale_.top()) continue;
    svg_.Line(
        box_.left, Y(value), box_.right(), Y(value),
        base ? std::string("stroke=\"") + ink::kQuiet + "\" stroke-width=\"1.2\"" : kGridLine);
    svg_.Text(box_.left - 7, Y(value) + size * 0.35, PlainTick(tick, value), Anchor::kEnd, size,
              ink::kQuiet);
  }
}

void Plot::DrawPlaces(double size, bool all) {
  double widest = 0;
  for (const ChartPoint& point : points_) widest = std::max(widest, TextWidth(point.period, size));
  const auto every =
      static_cast<std::size_t>(std::max(1.0, std::ceil((widest + 6) / std::max(1.0, Slot()))));
  for (std::size_t place = 0; place < points_.size(); ++place) {
    const bool end = place == 0 || place + 1 == points_.size();
    // Counted from the newest, so that the newest is always named.
    const bool named = all ? (points_.size() - 1 - place) % every == 0 : end;
    if (!named) continue;
    svg_.Text(X(place), box_.bottom() + size + 6, points_[place].period, Anchor::kMiddle, size,
              ink::kQuiet);
  }
}

void Plot::DrawBreaks(const std::vector<ChartBreak>& breaks, bool numbered) {
  for (const ChartBreak& b : breaks) {
    const double x = Edge(b.before);
    svg_.Line(
        x, box_.top - 4, x, box_.bottom(),
        std::string("stroke=\"") + ink::kText + "\" stroke-width=\"1.2\" stroke-dasharray=\"4 3\"");
    signs_.insert(Sign::kBreak);
    if (!numbered) continue;
    svg_.Circle(x, box_.top - 12, 8.5,
                std::string("fill=\"#fff\" stroke=\"") + ink::kText + "\" stroke-width=\"1.2\"");
    svg_.Text(x, box_.top - 8, b.mark, Anchor::kMiddle, 11, ink::kText, true);
  }
}

void Plot::DrawLine(const std::vector<ChartBreak>& breaks) {
  for (const ChartBreak& b : breaks) breaks_.insert(b.before);
  std::vector<std::pair<double, double>> run;
  auto finish = [&] {
    if (run.size() > 1) svg_.Path(run, false, kTrendLine);
    run.clear();
  };
  for (std::size_t place = 0; place < points_.size(); ++place) {
    if (!Joined(place)) finish();
    if (points_[place].value) run.emplace_back(X(place), Y(*points_[place].value));
  }
  finish();
}

// Nothing is known of a place without a value, and nothing is the same across a break.
bool Plot::Joined(std::size_t place) const {
  return place > 0 && place < points_.size() && points_[place].value && points_[place - 1].value &&
         !breaks_.contains(place);
}

double Plot::Taken(std::size_t place, const Area& area) const {
  constexpr int kSamples = 24;
  double taken = 0;
  for (const std::size_t end : {place, place + 1}) {
    if (!Joined(end)) continue;
    for (int i = 0; i <= kSamples; ++i) {
      const double t = static_cast<double>(i) / kSamples;
      const double x = X(end - 1) + (X(end) - X(end - 1)) * t;
      const double from = Y(*points_[end - 1].value), to = Y(*points_[end].value);
      const double y = from + (to - from) * t;
      taken += x > area.left && x < area.right && y > area.top && y < area.bottom ? 1 : 0;
    }
  }
  for (const std::size_t at : breaks_) {
    taken += Edge(at) > area.left && Edge(at) < area.right ? 6 : 0;
  }
  for (const Area& other : taken_) {
    const double wide = std::min(area.right, other.right) - std::max(area.left, other.left);
    const double high = std::min(area.bottom, other.bottom) - std::max(area.top, other.top);
    if (wide > 0 && high > 0) taken += 4 + wide * high / 20;
  }
  if (area.bottom > box_.bottom() || area.right > box_.right() + 12) taken += 20;
  return taken;
}

void Plot::DrawPoints(bool label_all, double size) {
  std::size_t last = points_.size();
  // Numbers that would stand in each other's way are left to the table, but for the newest.
  for (const ChartPoint& point : points_) {
    label_all = label_all && TextWidth(point.text, size) <= Slot() * 1.15;
  }
  const double radius = size > 11 ? 4.5 : 3.2;
  for (std::size_t place = 0; place < points_.size(); ++place) {
    if (points_[place].value || points_[place].hidden) last = place;
    if (!points_[place].value) continue;
    const double x = X(place), y = Y(*points_[place].value);
    taken_.push_back({x - radius, y - radius, x + radius, y + radius});
  }
  for (std::size_t place = 0; place < points_.size(); ++place) {
    DrawOthers(place, label_all, size);
  }
  for (std::size_t place = 0; place < points_.size(); ++place) {
    DrawPoint(place, label_all || place == last, size);
  }
}

// The other sources' marks stand on or beside the place, their numbers where there is room; a
// number that finds none is left to the table.
void Plot::DrawOthers(std::size_t place, bool label, double size) {
  std::vector<OtherSource> others = points_[place].others;
  std::sort(others.begin(), others.end(),
            [](const OtherSource& a, const OtherSource& b) { return a.value > b.value; });
  const double radius = size > 11 ? 4.2 : 3.2, height = size * 0.75;
  for (const OtherSource& other : others) {
    const double y = Y(other.value), width = TextWidth(other.text, size - 1.5);
    double x = X(place), least = 1e300;
    for (const double step : {0.0, 11.0, -11.0}) {
      const double taken = Taken(place, MarkArea(X(place) + step, y, radius));
      if (taken < least) {
        least = taken;
        x = X(place) + step;
      }
    }
    DrawOtherMark(svg_, x, y, radius);
    signs_.insert(Sign::kOther);
    taken_.push_back(MarkArea(x, y, radius));
    if (!label) continue;
    const double beside = radius + 3, above = y - radius - 3, below = y + radius + height + 2;
    struct Try {
      double x, y;
      Anchor anchor;
    };
    const Try tries[] = {{x + beside, y + size * 0.32, Anchor::kStart},
                         {x - beside, y + size * 0.32, Anchor::kEnd},
                         {x, above, Anchor::kMiddle},
                         {x, below, Anchor::kMiddle}};
    for (const Try& t : tries) {
      const double left = t.anchor == Anchor::kStart ? t.x
                          : t.anchor == Anchor::kEnd ? t.x - width
                                                     : t.x - width / 2;
      const Area area{left, t.y - height, left + width, t.y + 1};
      if (left < box_.left || Taken(place, area) > 0) continue;
      svg_.Text(t.x, t.y, other.text, t.anchor, size - 1.5, ink::kOther);
      taken_.push_back(area);
      break;
    }
  }
}

void Plot::LabelPoint(std::size_t place, double size) {
  const ChartPoint& point = points_[place];
  const double x = X(place), y = Y(*point.value);
  const double width = TextWidth(point.text, size) * 1.06, height = size * 0.8;
  struct Try {
    double dx, dy;  // from the point to the label's anchor on its base line
    Anchor anchor;
  };
  const double below = height + 9, side = 7;
  const Try tries[] = {{0, -9, Anchor::kMiddle},          {0, below, Anchor::kMiddle},
                       {side, -6, Anchor::kStart},        {-side, -6, Anchor::kEnd},
                       {side, below - 3, Anchor::kStart}, {-side, below - 3, Anchor::kEnd},
                       {side + 2, 4, Anchor::kStart},     {-side - 2, 4, Anchor::kEnd}};
  const Try* best = nullptr;
  Area best_area{};
  double least = 1e300;
  for (const Try& t : tries) {
    const double left = t.anchor == Anchor::kStart ? x + t.dx
                        : t.anchor == Anchor::kEnd ? x + t.dx - width
                                                   : x - width / 2;
    const Area area{left, y + t.dy - height, left + width, y + t.dy + 1};
    const double taken = Taken(place, area);
    if (taken < least) {
      least = taken;
      best = &t;
      best_area = area;
    }
  }
  taken_.push_back(best_area);
  if (least > 0) {
    svg_.Label(x + best->dx, y + best->dy, point.text, best->anchor, size, ink::kText, true);
  } else {
    svg_.Text(x + best->dx, y + best->dy, point.text, best->anchor, size, ink::kText, true);
  }
}

void Plot::DrawPoint(std::size_t place, bool label, double size) {
  const ChartPoint& point = points_[place];
  const double x = X(place), radius = size > 11 ? 4.5 : 3.2;
  if (point.hidden) {
    const double top = Y(point.hidden->to), bottom = Y(point.hidden->from);
    const double height = std::max(5.0, bottom - top), half = std::min(8.0, Slot() * 0.35);
    svg_.Rect(x - half, bottom - height, 2 * half, height,
              svg_.Hatch() + " stroke=\"" + ink::kHatch + "\" stroke-width=\"1\"");
    signs_.insert(Sign::kHidden);
    if (label) {
      svg_.Label(x, bottom - height - 5, point.text, Anchor::kMiddle, size, ink::kText, false);
    }
  } else if (point.value) {
    DrawMark(svg_, point.mark, x, Y(*point.value), radius);
    signs_.insert(point.mark == PointMark::kReported      ? Sign::kReported
                  : point.mark == PointMark::kProvisional ? Sign::kProvisional
                                                          : Sign::kEstimated);
    if (label) LabelPoint(place, size);
  } else {
    signs_.insert(Sign::kAbsent);
    svg_.Text(x, box_.bottom() - 6, point.absent.empty() ? "–" : point.absent, Anchor::kMiddle,
              size - 1, ink::kQuiet);
  }
}

double DrawLegend(Svg* svg, const std::set<Sign>& signs, double left, double y, double width,
                  const Messages& say) {
  // One plain sign needs no legend.
  if (signs.empty() || (signs.size() == 1 && *signs.begin() == Sign::kReported)) return y;
  double x = left;
  y += 20;
  for (Sign sign : signs) {
    const std::string text = say.Say(SignText(sign));
    const double entry = 22 + TextWidth(text, 12) + 18;
    if (x > left && x + entry > left + width) {
      x = left;
      y += 20;
    }
    if (svg != nullptr) {
      DrawSign(*svg, sign, x + 8, y - 4);
      svg->Text(x + 20, y, text, Anchor::kStart, 12, ink::kQuiet);
    }
    x += entry;
  }
  return y + 6;
}

std::string DescribePoints(const std::vector<ChartPoint>& points, const Messages& say) {
  std::string description;
  for (const ChartPoint& point : points) {
    if (!description.empty()) description += "; ";
    std::string others;
    for (const OtherSource& other : point.others) {
      others += (others.empty() ? "" : ", ") + other.text;
    }
    const bool some = point.value || point.hidden;
    const std::string text = some ? point.text : say.Say("no value");
    description += others.empty()
                       ? point.period + ": " + text
                       : say.Say("{period}: {value} (another source: {others})",
                                 {{"period", point.period}, {"value", text}, {"others", others}});
  }
  return description;
}

ChartInterval Extent(const std::vector<ChartPoint>& points) {
  ChartInterval extent;
  auto include = [&](double value) {
    extent.from = std::min(extent.from, value);
    extent.to = std::max(extent.to, value);
  };
  for (const ChartPoint& point : points) {
    if (point.value) include(*point.value);
    if (point.hidden) include(point.hidden->to);
    for (const OtherSource& other : point.others) include(other.value);
  }
  return extent;
}

std::string PlainTick(const std::function<std::string(double)>& tick, double value) {
  return tick ? tick(value) : FormatNumber(value);
}

}  // namespace rapporteur::report
