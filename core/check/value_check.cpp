#include "core/check/value_check.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/base/number.h"

namespace rapporteur {
namespace {

// National identifiers have ten digits and more; no count of this domain has as many.
constexpr double kLongestShown = 1e9;

// " persons", " %"; "" where the unit is none of a sentence ("yes/no", "score").
std::string UnitWord(const IndicatorVersion& version) {
  if (version.value_kind == "yesno" || version.value_kind == "scale" || version.unit.empty()) {
    return "";
  }
  return " " + version.unit;
}

std::string AllowedValues(const std::vector<double>& allowed) {
  std::string text;
  for (std::size_t i = 0; i < allowed.size(); ++i) {
    if (i > 0) text += i + 1 == allowed.size() ? " or " : ", ";
    text += FormatNumber(allowed[i]);
  }
  return text;
}

ValueFault BadUnit(double number, std::string expected, std::string hint) {
  return {"bad-unit", ShownNumber(number), std::move(expected), std::move(hint)};
}

ValueFault TooSmall(const IndicatorVersion& version, double number) {
  std::string expected = FormatNumber(*version.bounds.min);
  if (version.bounds.max && version.value_kind == "scale") {
    expected += " to " + FormatNumber(*version.bounds.max);
  } else {
    expected += UnitWord(version) + " or more";
  }
  return BadUnit(number, std::move(expected),
                 "Where the minus sign stands for a missing value, say so in the mapping's symbols.");
}

ValueFault TooLarge(const IndicatorVersion& version, double number) {
  const Bounds& bounds = version.bounds;
  if (version.value_kind == "scale" && bounds.min) {
    return BadUnit(number, FormatNumber(*bounds.min) + " to " + FormatNumber(*bounds.max),
                   "A score is one of the levels whose text the indicator gives.");
  }
  const bool percent = version.value_kind == "percent";
  return BadUnit(
      number, "at most " + FormatNumber(*bounds.max) + UnitWord(version),
      percent ? "A share above the whole counts something above the line that is not below it; "
                "where that is meant, the indicator's bounds say so."
              : "Look whether the number belongs to another indicator or is in another unit.");
}

std::optional<ValueFault> CheckNumber(const IndicatorVersion& version, double number) {
  const Bounds& bounds = version.bounds;
  if (!std::isfinite(number)) {
    return ValueFault{"bad-value", "not a finite number", "a number", "Enter the number itself."};
  }
  if (!bounds.allowed.empty()) {
    if (std::find(bounds.allowed.begin(), bounds.allowed.end(), number) != bounds.allowed.end()) {
      return std::nullopt;
    }
    return BadUnit(number, AllowedValues(bounds.allowed),
                   version.value_kind == "yesno" ? "1 stands for yes and 0 for no."
                                                   : "The indicator names the values it can have.");
  }
  if (bounds.min && number < *bounds.min) return TooSmall(version, number);
  if (bounds.max && number > *bounds.max) return TooLarge(version, number);
  if (bounds.integer && number != std::trunc(number)) {
    const std::string unit = UnitWord(version);
    return BadUnit(number, "a whole number" + (unit.empty() ? "" : " of" + unit),
                   "Look whether a share or a mean stands where a count is due, and whether the "
                   "decimal mark was read as meant.");
  }
  return std::nullopt;
}

}  // namespace

std::string ShownNumber(double number) {
  if (!std::isfinite(number)) return "not a finite number";
  if (std::fabs(number) < kLongestShown) return FormatNumber(number);
  const int digits = static_cast<int>(std::floor(std::log10(std::fabs(number)))) + 1;
  return "a number of " + std::to_string(digits) + " digits";
}

std::optional<ValueFault> CheckValue(const IndicatorVersion& version, const Value& value) {
  if (version.bounds.text) {
    if (!value.number) return std::nullopt;
    return ValueFault{"bad-value", "a number", "a text",
                      "The indicator asks for a text; a number belongs to another indicator."};
  }
  if (value.number) return CheckNumber(version, *value.number);
  // Status Q keeps its interval as text.
  if (value.text.empty() || value.status == "Q") return std::nullopt;
  return ValueFault{"bad-value", "a text",
                    version.unit.empty() ? "a number" : "a number (" + version.unit + ")",
                    "Where the text says why there is no number, name it in the mapping's symbols "
                    "with the status it stands for."};
}

}  // namespace rapporteur
