#include "core/report/chart.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "core/base/escape.h"
#include "core/report/scale.h"
#include "core/report/svg.h"

namespace rapporteur {
namespace {

using namespace report;

const Messages& English() {
  static const auto say = Messages::In("en");
  return *say;
}

std::size_t CountOf(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
    ++count;
  }
  return count;
}

bool Has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

// The lines of a trend: one path without fill per run of joined points.
std::size_t Lines(const std::string& svg) { return CountOf(svg, "stroke-linejoin=\"round\""); }

TrendChart Trend(std::vector<ChartPoint> points) {
  TrendChart chart;
  chart.id = "t";
  chart.title = "Victims";
  chart.unit = "persons";
  chart.points = std::move(points);
  return chart;
}

TEST_CASE("a scale starts at zero, ends on a round number and has few steps") {
  struct Case {
    double lowest, highest;
    bool whole;
    std::vector<double> ticks;
  };
  const Case cases[] = {
      {0, 76, true, {0, 20, 40, 60, 80}},
      {36, 49, true, {0, 10, 20, 30, 40, 50}},
      {0, 0, true, {0, 1}},
      {0, 1, true, {0, 1}},
      {0, 3, true, {0, 1, 2, 3}},
      {0, 0.3, false, {0, 0.1, 0.2, 0.3}},
      {-3, 4, true, {-4, -2, 0, 2, 4}},
      {100, 100, false, {0, 20, 40, 60, 80, 100}},
      {0, 19700000, true, {0, 5e6, 1e7, 1.5e7, 2e7}},
  };
  for (const Case& c : cases) {
    const Scale scale = Scale::Around(c.lowest, c.highest, 5, c.whole);
    REQUIRE(scale.ticks().size() == c.ticks.size());
    for (std::size_t i = 0; i < c.ticks.size(); ++i) {
      CHECK(scale.ticks()[i] == Approx(c.ticks[i]));
    }
  }
}

TEST_CASE("a chart is an image with a title and a description that holds every value") {
  TrendChart chart =
      Trend({{"2015", 40, "40", PointMark::kReported, {}, "", {{36, "36"}}}, {"2016", {}}});
  const std::string svg = RenderTrend(chart, English());
  CHECK(Has(svg, "role=\"img\" aria-labelledby=\"t-title t-desc\""));
  CHECK(Has(svg, "<title id=\"t-title\">Victims</title>"));
  CHECK(Has(svg, "<desc id=\"t-desc\">2015: 40 (another source: 36); 2016: no value</desc>"));
  CHECK(Has(svg, "viewBox=\"0 0 720 "));
  CHECK(RenderTrend(chart, English()) == svg);
}

TEST_CASE("no line leads over a place without a value") {
  CHECK(Lines(RenderTrend(Trend({{"2015", 1, "1"}, {"2016", 2, "2"}, {"2017", 3, "3"}}),
                          English())) == 1);
  const std::string svg = RenderTrend(
      Trend({{"2015", 1, "1"}, {"2016", 2, "2"}, {"2017", {}}, {"2018", 3, "3"}, {"2019", 2, "2"}}),
      English());
  CHECK(Lines(svg) == 2);
  CHECK(Has(svg, std::string("fill=\"") + ink::kVoid + "\""));
  CHECK(Lines(RenderTrend(Trend({{"2015", 1, "1"}, {"2016", {}}, {"2017", 3, "3"}}), English())) ==
        0);
}

TEST_CASE("a break interrupts the line and is marked") {
  TrendChart chart =
      Trend({{"2017", 1, "1"}, {"2018", 0, "0"}, {"2019", 39, "39"}, {"2020", 48, "48"}});
  CHECK(Lines(RenderTrend(chart, English())) == 1);
  chart.breaks = {{2, "1"}};
  const std::string svg = RenderTrend(chart, English());
  CHECK(Lines(svg) == 2);
  CHECK(Has(svg, "stroke-dasharray"));
  CHECK(Has(svg, "break in the series"));
  CHECK(Has(svg, "font-weight=\"bold\">1</text>"));
}

TEST_CASE("a hidden value is a hatched interval, never a point") {
  const std::string svg = RenderTrend(
      Trend({{"2017", {}, "1–4", PointMark::kReported, ChartInterval{1, 4}}, {"2018", 12, "12"}}),
      English());
  CHECK(Has(svg, "url(#t-hatch)"));
  CHECK(Has(svg, ">1–4</text>"));
  CHECK(Has(svg, "hidden small number"));
  CHECK(Lines(svg) == 0);
}

TEST_CASE("what is provisional, estimated or from another source has a shape of its own") {
  const std::string plain = RenderTrend(Trend({{"2017", 5, "5"}, {"2018", 6, "6"}}), English());
  CHECK_FALSE(Has(plain, "provisional"));
  const std::string svg =
      RenderTrend(Trend({{"2017", 5, "5", PointMark::kProvisional},
                         {"2018", 6, "6", PointMark::kEstimated},
                         {"2019", 40, "40", PointMark::kReported, {}, "", {{20, "20"}}}}),
                  English());
  CHECK(Has(svg, "provisional value"));
  CHECK(Has(svg, "estimate of the source"));
  CHECK(Has(svg, "value of another source"));
  CHECK(Has(svg, ">20</text>"));
}

TEST_CASE("the number of another source that finds no room is left to the table") {
  // The line runs through every place beside the mark, the break through the rest.
  TrendChart chart = Trend({{"2020", 6834326, "6.834.326"},
                            {"2021", 6834326, "6.834.326"},
                            {"2022", 6664449, "6.664.449"},
                            {"2023", 6623183, "6.623.183"}});
  for (int year = 2019; year > 2014; --year) {
    chart.points.insert(chart.points.begin(), {std::to_string(year), 6.9e6, "6.900.000"});
  }
  chart.points[7].others = {{6647003, "6.647.003"}};
  chart.breaks = {{7, "1"}};
  const std::string svg = RenderTrend(chart, English());
  CHECK(Has(svg, "value of another source"));
  CHECK(Has(svg, "another source: 6.647.003"));
  CHECK_FALSE(Has(svg, ">6.647.003</text>"));
}

TEST_CASE("a value for several years is a bar under the axis and no point of a year") {
  TrendChart chart =
      Trend({{"2013", {}}, {"2014", 125, "125"}, {"2015", 40, "40"}, {"2016", 49, "49"}});
  chart.spans = {{0, 3, "2013–2016: 296"}};
  const std::string svg = RenderTrend(chart, English());
  CHECK(Has(svg, ">2013–2016: 296</text>"));
  CHECK(Has(svg, "one value for several years"));
  CHECK(Has(svg, ">150</text>"));
  CHECK_FALSE(Has(svg, ">300</text>"));  // the axis is that of the years
}

TEST_CASE("numbers too long for their places stand in the table, the newest beside its point") {
  std::vector<ChartPoint> points;
  for (int year = 2010; year < 2026; ++year) {
    points.push_back({std::to_string(year), 1e6, "1.000.0" + std::to_string(year % 100)});
  }
  const std::string svg = RenderTrend(Trend(points), English());
  CHECK_FALSE(Has(svg, ">1.000.010</text>"));
  CHECK(CountOf(svg, ">1.000.025</text>") == 1);
  points.resize(4);
  CHECK(Has(RenderTrend(Trend(points), English()), ">1.000.010</text>"));
}

TEST_CASE("one point, no point and only zeros can be drawn") {
  CHECK(Has(RenderTrend(Trend({{"2023", 72, "72"}}), English()), ">72</text>"));
  CHECK(Has(RenderTrend(Trend({{"2022", 0, "0"}, {"2023", 0, "0"}}), English()), ">1</text>"));
  CHECK(Has(RenderTrend(Trend({{"2022", {}, "", PointMark::kReported, {}, "R"}}), English()),
            ">R</text>"));
  CHECK(Has(RenderTrend(Trend({}), English()), "</svg>"));
  CHECK(Has(RenderBars({}, English()), "</svg>"));
  CHECK(Has(RenderMultiples({}, English()), "</svg>"));
}

TEST_CASE("bars start at zero, hidden ones are hatched, the rest of a whole is dotted") {
  BarChart chart;
  chart.id = "b";
  chart.title = "Forms";
  chart.value_legend = "with data";
  chart.rest_legend = "without data";
  chart.bars = {{"Sexual", 23, "23"},
                {"Begging", {}, "1–4", PointMark::kReported, ChartInterval{1, 4}},
                {"Other", 0, "0"}};
  const std::string svg = RenderBars(chart, English());
  CHECK(Has(svg, "url(#b-hatch)"));
  CHECK(Has(svg, "<desc id=\"b-desc\">Sexual: 23; Begging: 1–4; Other: 0</desc>"));
  CHECK_FALSE(Has(svg, "without data"));
  chart.bars[0].rest = 7;
  CHECK(Has(RenderBars(chart, English()), "without data"));
}

TEST_CASE("panels share one scale") {
  MultiplesChart chart;
  chart.id = "m";
  chart.panels = {{"Big", {{"2015", 78, "78"}, {"2016", 75, "75"}}},
                  {"Small", {{"2015", 3, "3"}, {"2016", 4, "4"}}}};
  const std::string svg = RenderMultiples(chart, English());
  CHECK(CountOf(svg, ">80</text>") == 2);
  CHECK(Has(svg, "Big: 2015: 78; 2016: 75. Small: 2015: 3; 2016: 4"));
}

TEST_CASE("texts cannot become markup") {
  TrendChart chart = Trend({{"<b>", 1, "\"1\""}});
  chart.title = "</title><script>alert('x')</script>";
  const std::string svg = RenderTrend(chart, English());
  CHECK_FALSE(Has(svg, "<script"));
  CHECK(Has(svg, "&lt;/title&gt;&lt;script&gt;alert(&#39;x&#39;)"));
  CHECK(EscapeXml("a\x01<\"&'") == "a &lt;&quot;&amp;&#39;");
}

TEST_CASE("long labels are broken at blanks and cut at the end") {
  CHECK(WrapText("one two three", 10, 45, 3) == std::vector<std::string>{"one two", "three"});
  CHECK(WrapText("one two three four", 10, 45, 1) == std::vector<std::string>{"one two…"});
  CHECK(WrapText("", 10, 45, 2) == std::vector<std::string>{""});
}

// Relative luminance and contrast after WCAG 2.
double Contrast(const char* colour) {
  auto channel = [&](int at) {
    const double c =
        std::stoi(std::string(colour).substr(static_cast<std::size_t>(at), 2), nullptr, 16) / 255.0;
    return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
  };
  return 1.05 / (0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5) + 0.05);
}

TEST_CASE("everything that is read has a contrast of at least 4.5 on white") {
  for (const char* colour : {ink::kText, ink::kQuiet, ink::kMain, ink::kOther, ink::kHatch}) {
    INFO(colour);
    CHECK(Contrast(colour) >= 4.5);
  }
}

}  // namespace
}  // namespace rapporteur
