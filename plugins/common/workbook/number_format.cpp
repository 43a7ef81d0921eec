#include "plugins/common/workbook/number_format.h"

#include <cmath>
#include <cstdio>

#include "core/base/number.h"

namespace common {
namespace {

char LowerAscii(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

bool BeginsWith(std::string_view text, std::string_view lower) {
  if (text.size() < lower.size()) return false;
  for (std::size_t i = 0; i < lower.size(); i++) {
    if (LowerAscii(text[i]) != lower[i]) return false;
  }
  return true;
}

// What the first section of a format code shows.
struct Tokens {
  bool day_or_year = false, month_or_minute = false, hour_or_second = false, elapsed = false;
  bool percent = false, digits = false, scaled = false;
};

bool IsElapsed(std::string_view inner) {
  if (inner.empty()) return false;
  const char first = LowerAscii(inner[0]);
  if (first != 'h' && first != 'm' && first != 's') return false;
  for (const char c : inner) {
    if (LowerAscii(c) != first) return false;
  }
  return true;
}

Tokens Read(std::string_view code) {
  Tokens tokens;
  for (std::size_t i = 0; i < code.size(); i++) {
    const char c = LowerAscii(code[i]);
    if (c == ';') break;
    if (c == '"') {
      i = code.find('"', i + 1);
      if (i == code.npos) break;
    } else if (c == '\\' || c == '_' || c == '*') {
      i++;
    } else if (c == '[') {
      const std::size_t end = code.find(']', i);
      if (end == code.npos) break;
      tokens.elapsed = tokens.elapsed || IsElapsed(code.substr(i + 1, end - i - 1));
      i = end;
    } else if (BeginsWith(code.substr(i), "general")) {
      i += 6;
    } else if (BeginsWith(code.substr(i), "am/pm")) {
      tokens.hour_or_second = true;
      i += 4;
    } else if (BeginsWith(code.substr(i), "a/p")) {
      tokens.hour_or_second = true;
      i += 2;
    } else if (c == 'e' && i + 1 < code.size() && (code[i + 1] == '+' || code[i + 1] == '-')) {
      tokens.digits = true;
      i++;
    } else if (c == 'd' || c == 'y' || c == 'e' || c == 'g' || c == 'b') {
      tokens.day_or_year = tokens.day_or_year || c == 'd' || c == 'y';
    } else if (c == 'm') {
      tokens.month_or_minute = true;
    } else if (c == 'h' || c == 's') {
      tokens.hour_or_second = true;
    } else if (c == '%') {
      tokens.percent = true;
    } else if (c == '0' || c == '#' || c == '?') {
      tokens.digits = true;
      std::size_t after = i + 1;
      while (after < code.size() && code[after] == ',') after++;
      const bool more =
          after < code.size() && (code[after] == '0' || code[after] == '#' || code[after] == '?');
      tokens.scaled = tokens.scaled || (after > i + 1 && !more);
      i = after - 1;
    }
  }
  return tokens;
}

// The day with this number, counted from 1970-01-01.
void CivilFromDays(std::int64_t z, int* year, int* month, int* day) {
  z += 719468;
  const std::int64_t era = (z >= 0 ? z : z - 146096) / 146097;
  const auto doe = static_cast<unsigned>(z - era * 146097);
  const unsigned yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  const unsigned doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
  const unsigned mp = (5 * doy + 2) / 153;
  *day = static_cast<int>(doy - (153 * mp + 2) / 5 + 1);
  *month = static_cast<int>(mp < 10 ? mp + 3 : mp - 9);
  *year = static_cast<int>(static_cast<std::int64_t>(yoe) + era * 400) + (*month <= 2 ? 1 : 0);
}

std::string Clock(std::int64_t milliseconds) {
  char text[48];
  std::snprintf(
      text, sizeof text, "%02lld:%02d:%02d", static_cast<long long>(milliseconds / 3'600'000),
      static_cast<int>(milliseconds / 60'000 % 60), static_cast<int>(milliseconds / 1000 % 60));
  std::string clock = text;
  if (milliseconds % 1000 != 0) {
    std::snprintf(text, sizeof text, ".%03d", static_cast<int>(milliseconds % 1000));
    clock += text;
  }
  return clock;
}

}  // namespace

NumberFormat ClassifyFormat(std::string_view code) {
  const Tokens t = Read(code);
  if (t.elapsed) return NumberFormat::kDuration;
  const bool time = t.hour_or_second;
  const bool date = t.day_or_year || (t.month_or_minute && !time);
  if (date && time) return NumberFormat::kDateTime;
  if (date && !t.digits) return NumberFormat::kDate;
  if (time) return NumberFormat::kTime;
  if (t.percent) return NumberFormat::kPercent;
  return t.scaled ? NumberFormat::kScaled : NumberFormat::kNumber;
}

NumberFormat BuiltInFormat(unsigned id) {
  if (id == 9 || id == 10) return NumberFormat::kPercent;
  if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 54) ||
      id == 57 || id == 58) {
    return NumberFormat::kDate;
  }
  if (id == 22) return NumberFormat::kDateTime;
  if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || id == 45 || id == 47 || id == 55 ||
      id == 56) {
    return NumberFormat::kTime;
  }
  return id == 46 ? NumberFormat::kDuration : NumberFormat::kNumber;
}

std::optional<std::string> DateText(double days, NumberFormat format, bool epoch_1904) {
  constexpr std::int64_t kDay = 86'400'000;
  constexpr double kBeyond = 2'958'466;  // 10000-01-01 in the epoch of 1900
  if (!(days >= 0) || days >= kBeyond) return std::nullopt;
  const auto all = static_cast<std::int64_t>(std::llround(days * static_cast<double>(kDay)));
  if (format == NumberFormat::kDuration) return Clock(all);
  std::int64_t day = all / kDay;
  const std::int64_t rest = all % kDay;
  if (format == NumberFormat::kTime && day == 0) return Clock(rest);
  if (epoch_1904) {
    day += 1462;
  } else if (day == 60 || day == 0) {
    return std::nullopt;
  } else if (day < 60) {
    day++;  // the epoch of 1900 has a 29 February that never was
  }
  if (static_cast<double>(day) >= kBeyond) return std::nullopt;
  int year = 0, month = 0, date = 0;
  CivilFromDays(day - 25569, &year, &month, &date);
  char text[48];
  std::snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, date);
  if (rest == 0 && format != NumberFormat::kTime) return text;
  return std::string(text) + "T" + Clock(rest);
}

std::string DateWithoutMidnight(std::string_view date) {
  for (const std::string_view midnight : {"T00:00:00", "T00:00:00.000", "T00:00:00Z"}) {
    if (date.size() == 10 + midnight.size() && date.ends_with(midnight)) date = date.substr(0, 10);
  }
  return std::string(date);
}

std::string PercentText(double share) {
  std::string text = rapporteur::FormatNumber(share);
  if (text.find('e') != text.npos) return rapporteur::FormatNumber(share * 100) + "%";
  // The point moves by two places: no calculation, so no digits that nobody wrote.
  const bool negative = text[0] == '-';
  if (negative) text.erase(0, 1);
  std::size_t point = text.find('.');
  if (point == text.npos) {
    point = text.size();
  } else {
    text.erase(point, 1);
  }
  while (text.size() < point + 2) text += '0';
  std::string whole = text.substr(0, point + 2);
  const std::string decimals = text.substr(point + 2);
  whole.erase(0, std::min(whole.find_first_not_of('0'), whole.size() - 1));
  return (negative ? "-" : "") + whole + (decimals.empty() ? "" : "." + decimals) + "%";
}

}  // namespace common
