// From text to values, without locale: a failure says row and field.
//
// Example:
//   rpt::to<std::int64_t>("2024", 17, "year");          // 2024
//   rpt::to<double>("3,5", 17, "value", ',');           // 3.5
//   rpt::to<std::int64_t>("19x4", 17, "year");          // BadInput: cannot read '19x4'
//   rpt::iso_date("1.2.2024.", 17, "date");             // "2024-02-01"
#ifndef RAPPORTEUR_PARSE_HPP_
#define RAPPORTEUR_PARSE_HPP_

#include <rapporteur/guard.hpp>

#include <charconv>
#include <cmath>
#include <cstdint>
#include <string>
#include <string_view>
#include <system_error>
#include <type_traits>

namespace rpt {

// What a message may say about a cell.  A short text with a digit in it is repeated; anything that
// could be a name, a date of birth or a number of a document is only described.
inline std::string quote(std::string_view cell) {
  if (cell.empty()) return "an empty cell";
  if (cell.size() <= 6 && cell.find_first_of("0123456789") != cell.npos) {
    return "'" + std::string(cell) + "'";
  }
  return "a text of " + std::to_string(cell.size()) + " bytes";
}

inline std::string_view trim(std::string_view text) {
  const char* blanks = " \t\r\n";
  const std::size_t first = text.find_first_not_of(blanks);
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

// Cuts `line` at every `separator` into exactly N fields.  No quotes: files that may have
// them are read with csv.hpp.
template <std::size_t N>
void split(std::string_view line, char separator, std::string_view (&fields)[N],
           std::uint64_t row) {
  std::size_t found = 0;
  std::size_t start = 0;
  while (true) {
    const std::size_t end = line.find(separator, start);
    if (found < N) fields[found] = line.substr(start, end == line.npos ? line.npos : end - start);
    ++found;
    if (end == line.npos) break;
    start = end + 1;
  }
  if (found != N) {
    throw BadInput(row, "", "expected " + std::to_string(N) + " fields, found " +
                                std::to_string(found));
  }
}

// A number: std::int64_t or double.  Blanks around it are allowed, group separators are not.
template <typename T>
T to(std::string_view cell, std::uint64_t row, std::string_view field, char decimal = '.') {
  static_assert(std::is_same_v<T, std::int64_t> || std::is_same_v<T, double>,
                "to() reads std::int64_t and double");
  const std::string_view text = trim(cell);
  std::string changed;
  std::string_view digits = text;
  if (decimal != '.' && text.find_first_of(std::string{decimal, '.'}) != text.npos) {
    changed.assign(text);
    for (char& c : changed) c = c == decimal ? '.' : c == '.' ? '?' : c;
    digits = changed;
  }
  if (digits.size() > 1 && digits.front() == '+' && digits[1] != '-') digits.remove_prefix(1);
  T value{};
  const char* end = digits.data() + digits.size();
  const auto parsed = std::from_chars(digits.data(), end, value);
  bool good = parsed.ec == std::errc() && parsed.ptr == end && !digits.empty();
  if constexpr (std::is_same_v<T, double>) good = good && std::isfinite(value);
  if (!good) throw BadInput(row, std::string(field), "cannot read " + quote(text));
  return value;
}

// "2024-02-01" from 2024-02-01, 1.2.2024, 01.02.2024., 1/2/2024 (the day first).
inline std::string iso_date(std::string_view cell, std::uint64_t row, std::string_view field) {
  std::string_view text = trim(cell);
  if (!text.empty() && text.back() == '.') text.remove_suffix(1);
  int parts[3] = {0, 0, 0};
  std::size_t widths[3] = {0, 0, 0};
  const std::size_t first = text.find_first_of("./-");
  const char separator = first == text.npos ? '\0' : text[first];
  std::size_t at = 0;
  bool good = separator != '\0';
  for (int i = 0; i < 3 && good; ++i) {
    const std::size_t end = i < 2 ? text.find(separator, at) : text.size();
    const std::string_view part =
        end == text.npos ? std::string_view() : trim(text.substr(at, end - at));
    const auto parsed = std::from_chars(part.data(), part.data() + part.size(), parts[i]);
    good = !part.empty() && part.front() != '-' && parsed.ec == std::errc() &&
           parsed.ptr == part.data() + part.size();
    widths[i] = part.size();
    at = end + 1;
  }
  const bool year_first = separator == '-';
  const int year = parts[year_first ? 0 : 2];
  const int month = parts[1];
  const int day = parts[year_first ? 2 : 0];
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  const int days[] = {31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  good = good && widths[year_first ? 0 : 2] == 4 && month >= 1 && month <= 12 && day >= 1 &&
         day <= days[month - 1];
  if (!good) throw BadInput(row, std::string(field), "cannot read " + quote(text) + " as a date");
  const auto two = [](int n) { return std::string(n < 10 ? "0" : "") + std::to_string(n); };
  std::string years = std::to_string(year);
  years.insert(0, 4 - years.size(), '0');
  return years + "-" + two(month) + "-" + two(day);
}

}  // namespace rpt

#endif  // RAPPORTEUR_PARSE_HPP_
