#include "core/check/value_check.h"

#include <catch2/catch.hpp>
#include <limits>

namespace rapporteur {
namespace {

IndicatorVersion Version(const std::string& kind, const std::string& unit, Bounds bounds) {
  IndicatorVersion version;
  version.code = "ID.02";
  version.value_kind = kind;
  version.unit = unit;
  version.bounds = std::move(bounds);
  return version;
}

Bounds FromTo(std::optional<double> min, std::optional<double> max, bool integer = false) {
  Bounds bounds;
  bounds.min = min;
  bounds.max = max;
  bounds.integer = integer;
  return bounds;
}

IndicatorVersion Persons() { return Version("count", "persons", FromTo(0, {}, true)); }
IndicatorVersion Percent() { return Version("percent", "%", FromTo(0, 100)); }
IndicatorVersion Scale() { return Version("scale", "score", FromTo(0, 3, true)); }
IndicatorVersion YesNo() {
  Bounds bounds;
  bounds.allowed = {0, 1};
  return Version("yesno", "yes/no", bounds);
}
IndicatorVersion Text() {
  Bounds bounds;
  bounds.text = true;
  return Version("text", "", bounds);
}

Value Number(double number) {
  Value value;
  value.number = number;
  return value;
}

Value TextValue(const std::string& text, const std::string& status = "A") {
  Value value;
  value.text = text;
  value.status = status;
  return value;
}

TEST_CASE("a value that fits its unit passes") {
  for (double number : {0.0, 1.0, 40.0, 1e6}) CHECK_FALSE(CheckValue(Persons(), Number(number)));
  for (double number : {0.0, 75.5, 100.0}) CHECK_FALSE(CheckValue(Percent(), Number(number)));
  for (double number : {0.0, 3.0}) CHECK_FALSE(CheckValue(Scale(), Number(number)));
  for (double number : {0.0, 1.0}) CHECK_FALSE(CheckValue(YesNo(), Number(number)));
  CHECK_FALSE(CheckValue(Text(), TextValue("Mobile units")));
  CHECK_FALSE(CheckValue(Persons(), TextValue("", "O")));
  CHECK_FALSE(CheckValue(Persons(), TextValue("<5", "Q")));
}

TEST_CASE("the bounds of the version decide, not its kind") {
  CHECK_FALSE(CheckValue(Version("percent", "%", FromTo(0, {})), Number(140)));
  CHECK_FALSE(CheckValue(Version("count", "full-time posts", FromTo(0, {})), Number(3.5)));
  CHECK_FALSE(CheckValue(Version("scale", "score", FromTo(0, 9, true)), Number(9)));
}

TEST_CASE("a value beyond its unit is named with what the unit allows") {
  struct Case {
    IndicatorVersion version;
    Value value;
    const char *code, *found, *expected;
  };
  const Case cases[] = {
      {Percent(), Number(140), "bad-unit", "140", "at most 100 %"},
      {Percent(), Number(-0.5), "bad-unit", "-0.5", "0 % or more"},
      {Persons(), Number(3.5), "bad-unit", "3.5", "a whole number of persons"},
      {Persons(), Number(-1), "bad-unit", "-1", "0 persons or more"},
      {Persons(), Number(-1e12), "bad-unit", "a number of 13 digits", "0 persons or more"},
      {YesNo(), Number(2), "bad-unit", "2", "0 or 1"},
      {Scale(), Number(4), "bad-unit", "4", "0 to 3"},
      {Scale(), Number(-1), "bad-unit", "-1", "0 to 3"},
      {Scale(), Number(1.5), "bad-unit", "1.5", "a whole number"},
      {Version("count", "", FromTo(0, {}, true)), Number(0.5), "bad-unit", "0.5", "a whole number"},
      {Persons(), Number(std::numeric_limits<double>::infinity()), "bad-value",
       "not a finite number", "a number"},
      {Persons(), TextValue("forty"), "bad-value", "a text", "a number (persons)"},
      {Version("count", "", {}), TextValue("forty"), "bad-value", "a text", "a number"},
      {Text(), Number(7), "bad-value", "a number", "a text"},
  };
  for (const Case& c : cases) {
    INFO(c.version.value_kind << " " << c.expected);
    const std::optional<ValueFault> fault = CheckValue(c.version, c.value);
    REQUIRE(fault);
    CHECK(fault->code == c.code);
    CHECK(fault->found == c.found);
    CHECK(fault->expected == c.expected);
    CHECK_FALSE(fault->hint.empty());
  }
}

TEST_CASE("a text that was read is never repeated") {
  const std::optional<ValueFault> fault = CheckValue(Persons(), TextValue("0101990710006"));
  REQUIRE(fault);
  CHECK(fault->found == "a text");
}

}  // namespace
}  // namespace rapporteur
