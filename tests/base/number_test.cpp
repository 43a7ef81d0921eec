#include "core/base/number.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <random>
#include <string>
#include <vector>

namespace rapporteur {
namespace {

constexpr Decimal kUnknown = Decimal::kUnknown;
constexpr Decimal kComma = Decimal::kComma;
constexpr Decimal kPoint = Decimal::kPoint;

std::string Show(ParsedNumber n) {
  if (n.kind == NumberKind::kAmbiguous) return "ambiguous";
  return n.kind == NumberKind::kNumber ? FormatNumber(n.value) : "not a number";
}

std::string Show(Decimal decimal) {
  return decimal == kComma ? "comma" : decimal == kPoint ? "point" : "unknown";
}

TEST_CASE("a number is read as it is written where the convention is unknown") {
  struct Case {
    const char *text, *value, *evidence;
  };
  const Case cases[] = {
      {"0", "0", "unknown"},
      {"1234", "1234", "unknown"},
      {"-7", "-7", "unknown"},
      {"+7", "7", "unknown"},
      {"\xE2\x88\x92"
       "7",
       "-7", "unknown"},  // U+2212
      {"007", "7", "unknown"},
      {"  12 ", "12", "unknown"},
      {"\xC2\xA0"
       "12\xC2\xA0",
       "12", "unknown"},
      {"999999999999999", "999999999999999", "unknown"},
      {"123456789012345678", "123456789012345680", "unknown"},
      {"12,5", "12.5", "comma"},
      {"1.5", "1.5", "point"},
      {"0,123", "0.123", "comma"},  // a group never starts with a lone zero
      {"0.123", "0.123", "point"},
      {"-0,500", "-0.5", "comma"},
      {",5", "0.5", "comma"},
      {".500", "0.5", "point"},
      {"1234,567", "1234.567", "comma"},  // four digits before the mark: no group
      {"1234.567", "1234.567", "point"},
      {"1.234,5", "1234.5", "comma"},
      {"1,234.5", "1234.5", "point"},
      {"1.234,567", "1234.567", "comma"},
      {"1.234.567", "1234567", "comma"},
      {"1,234,567", "1234567", "point"},
      {"1.234.567,89", "1234567.89", "comma"},
      {"1 234", "1234", "unknown"},
      {"12 345 678", "12345678", "unknown"},
      {"1 234,567", "1234.567", "comma"},
      {"1\xC2\xA0"
       "234,5",
       "1234.5", "comma"},
      {"1\xE2\x80\xAF"
       "234\xE2\x80\xAF"
       "567,5",
       "1234567.5", "comma"},
      {"1\xE2\x80\x89"
       "234",
       "1234", "unknown"},
      {"1'234.5", "1234.5", "point"},
      {"1\xE2\x80\x99"
       "234",
       "1234", "unknown"},
      {"1e3", "1000", "unknown"},
      {"1,5E+3", "1500", "comma"},
      {"1.234E5", "123400", "point"},  // no groups beside an exponent
      {"1.5e-05", "0.000015", "point"},
      {"1,234", "ambiguous", "unknown"},
      {"1.234", "ambiguous", "unknown"},
      {"-1,234", "ambiguous", "unknown"},
      {"123.456", "ambiguous", "unknown"},
      {"1.000", "ambiguous", "unknown"},
  };
  for (const Case& c : cases) {
    INFO(c.text);
    CHECK(Show(ParseNumber(c.text)) == c.value);
    CHECK(Show(Evidence(c.text)) == c.evidence);
  }
}

TEST_CASE("a known convention decides what a mark means") {
  struct Case {
    const char *text, *with_comma, *with_point;
  };
  const Case cases[] = {
      {"1.234", "1234", "1.234"},
      {"1,234", "1.234", "1234"},
      {"12,5", "12.5", "not a number"},
      {"1.5", "not a number", "1.5"},
      {"1.234,5", "1234.5", "not a number"},
      {"1 234", "1234", "1234"},
      {"1234", "1234", "1234"},
      {"-1.000", "-1000", "-1"},
      {"0.123", "not a number", "0.123"},
  };
  for (const Case& c : cases) {
    INFO(c.text);
    CHECK(Show(ParseNumber(c.text, kComma)) == c.with_comma);
    CHECK(Show(ParseNumber(c.text, kPoint)) == c.with_point);
  }
}

TEST_CASE("what is not a number is not made one") {
  const std::string cases[] = {"",
                               " ",
                               "-",
                               "+",
                               "--5",
                               "+-5",
                               "- 5",
                               "5-",
                               ".",
                               ",",
                               "5.",
                               "5,",
                               "-.",
                               "1,23,4",
                               "1.23.4",
                               "1.2345.678",
                               "12 34",
                               "1  234",
                               "1234 567",
                               "1 234.567,8",
                               "1.234 567",
                               "1'234 567",
                               "0.123.456",
                               "01.234.567",
                               "1.234,5.6",
                               "1,,2",
                               "1..2",
                               "1.,2",
                               "1e400",
                               "-1e400",
                               "1e-400",
                               "1e",
                               "e5",
                               "1e+",
                               "1e5.5",
                               "1.234.567e2",
                               "0x10",
                               "inf",
                               "nan",
                               "infinity",
                               "12%",
                               "<5",
                               ":",
                               "5 p",
                               "(5)",
                               "\xE2\x80\x93"
                               "5",
                               "\xD9\xA1\xD9\xA2",  // Arabic-Indic digits
                               "\xEF\xBC\x91",      // full-width digit
                               "31.12.2020.",
                               "2017-S1",
                               "1\xC2",
                               "1\xE2\x80",
                               std::string("1\0", 2),
                               std::string(65, '1'),
                               std::string(200, '1'),
                               std::string(1u << 20, ' ') + "x"};
  for (const std::string& text : cases) {
    INFO(text.substr(0, 100));
    for (Decimal convention : {kUnknown, kComma, kPoint}) {
      CHECK(Show(ParseNumber(text, convention)) == "not a number");
    }
    CHECK(Show(Evidence(text)) == "unknown");
  }
}

TEST_CASE("a number is printed so that it reads back as the same double") {
  struct Case {
    double value;
    const char* text;
  };
  const Case cases[] = {
      {0, "0"},
      {-0.0, "0"},
      {40, "40"},
      {-1.5, "-1.5"},
      {0.1, "0.1"},
      {100000, "100000"},
      {1e20, "100000000000000000000"},
      {1e21, "1e+21"},
      {1e-7, "0.0000001"},
      {1e-8, "1e-08"},
      {1.0 / 3, "0.3333333333333333"},
      {75.125, "75.125"},
      {1e300, "1e+300"},
      {std::numeric_limits<double>::max(), "1.7976931348623157e+308"},
      {std::numeric_limits<double>::denorm_min(), "5e-324"},
  };
  for (const Case& c : cases) CHECK(FormatNumber(c.value) == c.text);

  std::mt19937_64 random(1);
  for (int i = 0; i < 100000; i++) {
    const double value =
        std::ldexp(static_cast<double>(random() >> 11), static_cast<int>(random() % 2000) - 1050);
    if (!std::isfinite(value)) continue;
    const std::string text = FormatNumber(value);
    const ParsedNumber back = ParseNumber(text, kPoint);
    if (back.kind != NumberKind::kNumber || back.value != value) FAIL(text);
  }
}

TEST_CASE("a column's numbers show its convention") {
  const std::vector<std::string> column = {"1.234", "40", "", "12,5", ":"};
  Decimal found = kUnknown;
  for (const std::string& cell : column) {
    if (Evidence(cell) != kUnknown) found = Evidence(cell);
  }
  CHECK(Show(found) == "comma");
  CHECK(Show(ParseNumber(column[0], found)) == "1234");
}

}  // namespace
}  // namespace rapporteur
