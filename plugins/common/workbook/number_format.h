// What a cell's number format says about the number: is it a date, a share, a plain number?  And
// how that number is then written: dates in ISO 8601, shares with their sign.
//
// Functions of their arguments only; may be called from any thread.
#ifndef RAPPORTEUR_PLUGINS_COMMON_WORKBOOK_NUMBER_FORMAT_H_
#define RAPPORTEUR_PLUGINS_COMMON_WORKBOOK_NUMBER_FORMAT_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace common {

enum class NumberFormat : std::uint8_t {
  kNumber,
  kPercent,   // 0.12 is shown as 12 %
  kDate,      // a day
  kDateTime,  // a day and a time
  kTime,      // of day
  kDuration,  // hours beyond 24, "[h]:mm"
  kScaled     // shown in thousands or millions ("#,##0,")
};

// Of a format code such as "dd.mm.yyyy;@", as XLSX writes it.
NumberFormat ClassifyFormat(std::string_view code);

// Of one of the numbers below 164 that stand for a format by themselves.
NumberFormat BuiltInFormat(unsigned id);

// "2023-05-01", "2023-05-01T10:30:00", "10:30:00", "36:15:00" from a number of days
// (midnight is not said); nothing where
// there is no such day (below 0, beyond the year 9999, 29 February 1900).
// `format` is one of kDate to kDuration.
std::optional<std::string> DateText(double days, NumberFormat format, bool epoch_1904);

// A date as a file writes it in ISO 8601, without a time that says nothing: "2023-05-01" from
// "2023-05-01T00:00:00".
std::string DateWithoutMidnight(std::string_view date);

// "12.5%" from 0.125: the sign stays, so that nobody takes the share for a number.
std::string PercentText(double share);

}  // namespace common

#endif  // RAPPORTEUR_PLUGINS_COMMON_WORKBOOK_NUMBER_FORMAT_H_
