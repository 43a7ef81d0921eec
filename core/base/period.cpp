#include "core/base/period.h"

#include <cstdio>
#include <optional>

#include "core/base/text.h"

namespace rapporteur {
namespace {

constexpr int kFirstYear = 1900;
constexpr int kLastYear = 2100;

std::optional<int> Year(std::string_view text) {
  if (text.size() != 4) return std::nullopt;
  int year = 0;
  for (char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    year = year * 10 + (c - '0');
  }
  if (year < kFirstYear || year > kLastYear) return std::nullopt;
  return year;
}

std::string FourDigits(int year) {
  char text[16];
  std::snprintf(text, sizeof text, "%04d", year);
  return text;
}

// `count` months from `month` (1-based) of `year`, with the given code.
Period Months(std::string code, int year, int month, int count) {
  const int last = month + count - 1;
  return {std::move(code), year * 10000 + month * 100 + 1,
          year * 10000 + last * 100 + DaysInMonth(year, last)};
}

Period Range(int from, int to) {
  if (from == to) return Months(FourDigits(from), from, 1, 12);
  return {FourDigits(from) + "/" + FourDigits(to), from * 10000 + 101, to * 10000 + 1231};
}

std::optional<Period> Parse(std::string_view text) {
  if (text.size() == 9 && (text[4] == '/' || text[4] == '-')) {
    const auto from = Year(text.substr(0, 4)), to = Year(text.substr(5));
    if (!from || !to || *from > *to) return std::nullopt;
    return Range(*from, *to);
  }
  const auto year = Year(text.substr(0, 4));
  if (!year) return std::nullopt;
  if (text.size() == 4) return Months(std::string(text), *year, 1, 12);
  if (text.size() != 7 || text[4] != '-') return std::nullopt;
  const char kind = text[5], number = text[6];
  if (kind == 'S' && (number == '1' || number == '2')) {
    return Months(std::string(text), *year, 1 + 6 * (number - '1'), 6);
  }
  if (kind == 'Q' && number >= '1' && number <= '4') {
    return Months(std::string(text), *year, 1 + 3 * (number - '1'), 3);
  }
  if ((kind == '0' || kind == '1') && number >= '0' && number <= '9') {
    const int month = (kind - '0') * 10 + (number - '0');
    if (month >= 1 && month <= 12) return Months(std::string(text), *year, month, 1);
  }
  return std::nullopt;
}

}  // namespace

Result<Period> ParsePeriod(std::string_view text) {
  const std::optional<Period> period = Parse(Trim(text));
  if (period) return *period;
  return Status::Refused("bad-period", "found " + Quote(text) +
                                           ", expected a year between 1900 and 2100, a half-year "
                                           "(2017-S1), quarter (2017-Q1), month (2017-03) or range "
                                           "(2013/2016)");
}

Period Shift(const Period& period, int steps) {
  const int year = period.first_day / 10000, last_year = period.last_day / 10000;
  const int month = period.first_day / 100 % 100;
  const int months = (last_year - year) * 12 + period.last_day / 100 % 100 - month + 1;
  const int shifted = year * 12 + (month - 1) + steps * months;
  const int new_year = shifted / 12, new_month = shifted % 12 + 1;
  char code[32];
  if (months >= 12) return Range(new_year, new_year + months / 12 - 1);
  if (months == 6) {
    std::snprintf(code, sizeof code, "%04d-S%d", new_year, new_month / 6 + 1);
  } else if (months == 3) {
    std::snprintf(code, sizeof code, "%04d-Q%d", new_year, new_month / 3 + 1);
  } else {
    std::snprintf(code, sizeof code, "%04d-%02d", new_year, new_month);
  }
  return Months(code, new_year, new_month, months);
}

Result<PeriodRange> ParsePeriodRange(std::string_view text) {
  const std::size_t colon = text.find(':');
  Result<Period> from = ParsePeriod(text.substr(0, colon));
  if (!from.ok()) return from.status();
  if (colon == std::string_view::npos) return PeriodRange{from->first_day, from->last_day};
  Result<Period> to = ParsePeriod(text.substr(colon + 1));
  if (!to.ok()) return to.status();
  if (to->last_day < from->first_day) {
    return Status::Refused("bad-period", "found " + Quote(text) +
                                             ", expected the earlier period first");
  }
  return PeriodRange{from->first_day, to->last_day};
}

}  // namespace rapporteur
