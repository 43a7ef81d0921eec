#include "plugins/sdmx_import/unit_mult.h"

#include <optional>

#include "plugins/sdmx_import/values.h"

namespace sdmx_import {
namespace {

int Power(std::string_view unit_mult, std::uint64_t row) {
  if (unit_mult.empty() || unit_mult == "0") return 0;
  const std::optional<int> power = PowerOfTen(unit_mult);
  if (!power) {
    throw rpt::BadInput(row, std::string(kUnitMult),
                        "found something else than a power of ten from -30 to 30");
  }
  return *power;
}

}  // namespace

std::string_view Scaled(std::string_view value, std::string_view unit_mult, char mark,
                        const Settings& settings, std::uint64_t row, std::string* scratch) {
  const int power = Power(unit_mult, row);
  if (power == 0) return value;
  if (settings.unit_mult == Settings::UnitMult::kRefuse) {
    throw rpt::BadInput(row, std::string(kUnitMult),
                        "the value is written in units of ten to the power of " +
                            std::to_string(power) +
                            "; say the option unit_mult=apply to have it multiplied, or "
                            "unit_mult=column to hand the power out as a column");
  }
  // Where nobody knows the mark, none may be there and none may come to be there.
  const bool whole = value.find_first_of(",.") == value.npos && power > 0;
  std::optional<std::string> moved;
  if (whole || mark != '\0') moved = MovePoint(value, power, mark == '\0' ? '.' : mark);
  if (!moved) {
    throw rpt::BadInput(
        row, std::string(kObsValue),
        "the value is no plain number, so it can't be multiplied by ten to the power "
        "of " +
            std::to_string(power) + " (UNIT_MULT)");
  }
  *scratch = *std::move(moved);
  return *scratch;
}

void RefuseScale(std::string_view unit_mult, const Settings& settings, std::uint64_t row) {
  if (settings.unit_mult == Settings::UnitMult::kColumn || Power(unit_mult, row) == 0) return;
  throw rpt::BadInput(
      row, std::string(kUnitMult),
      "the values are written in another unit than one, and there is not one column "
      "OBS_VALUE that could be multiplied; say the option unit_mult=column to hand "
      "the power out as a column");
}

}  // namespace sdmx_import
