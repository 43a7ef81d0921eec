// A calendar day, comparable as an integer (20171231), and its ISO form.
#ifndef RAPPORTEUR_BASE_DATE_H_
#define RAPPORTEUR_BASE_DATE_H_

#include <optional>
#include <string>
#include <string_view>

namespace rapporteur {

using Date = int;  // yyyymmdd
constexpr Date kFirstDate = 10101;
constexpr Date kLastDate = 99991231;

// "2017-12-31"; "2017-12" and "2017" stand for their first day.  Nothing else is a date.
std::optional<Date> ParseDate(std::string_view text);
std::string FormatDate(Date date);
int DaysInMonth(int year, int month);

}  // namespace rapporteur

#endif  // RAPPORTEUR_BASE_DATE_H_
