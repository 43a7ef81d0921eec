// What SDMX's formats have in common below the level of a component's value.
//
// Functions of their arguments only.
#ifndef RAPPORTEUR_PLUGINS_SDMX_IMPORT_VALUES_H_
#define RAPPORTEUR_PLUGINS_SDMX_IMPORT_VALUES_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sdmx_import {

inline constexpr std::string_view kObsValue = "OBS_VALUE";
inline constexpr std::string_view kTimePeriod = "TIME_PERIOD";
inline constexpr std::string_view kUnitMult = "UNIT_MULT";

// "NaN" (a number) and "#N/A" (anything else) say that a value is missing on purpose.
bool IsMissingMark(std::string_view text, bool measure);

// The power of ten that UNIT_MULT names, -30 to 30; nothing where it is none.
std::optional<int> PowerOfTen(std::string_view text);

// The number as written times ten to the power of `power`, exactly: the decimal mark moves.  `mark`
// is ',' or '.'.  Nothing where the text is no plain number (sign, digits, one mark, exponent).
std::optional<std::string> MovePoint(std::string_view number, int power, char mark);

// Several values in one cell: parted by ';', a value with a ';' or a quote mark in it in doubled
// quote marks, as SDMX-CSV 2.0 writes them.
std::string JoinValues(const std::vector<std::string>& values);
// The values of such a cell, parted by `separator`, those in quote marks as they stand.
std::vector<std::string_view> SplitValues(std::string_view cell, char separator);

}  // namespace sdmx_import

#endif  // RAPPORTEUR_PLUGINS_SDMX_IMPORT_VALUES_H_
