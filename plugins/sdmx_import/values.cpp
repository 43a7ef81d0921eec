#include "plugins/sdmx_import/values.h"

#include <charconv>

namespace sdmx_import {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

bool IsMissingMark(std::string_view text, bool measure) {
  return text == "#N/A" || (measure && text == "NaN");
}

std::optional<int> PowerOfTen(std::string_view text) {
  if (!text.empty() && text.front() == '+') text.remove_prefix(1);
  int power = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), power);
  if (parsed.ec != std::errc() || parsed.ptr != text.data() + text.size()) return std::nullopt;
  if (power < -30 || power > 30) return std::nullopt;
  return power;
}

std::optional<std::string> MovePoint(std::string_view number, int power, char mark) {
  std::string sign, whole, decimals, exponent;
  std::size_t i = 0;
  if (i < number.size() && (number[i] == '-' || number[i] == '+')) {
    if (number[i] == '-') sign = "-";
    i++;
  }
  while (i < number.size() && IsDigit(number[i])) whole += number[i++];
  if (i < number.size() && number[i] == mark) {
    i++;
    while (i < number.size() && IsDigit(number[i])) decimals += number[i++];
    if (decimals.empty()) return std::nullopt;
  }
  if (whole.empty()) return std::nullopt;
  if (i < number.size() && (number[i] == 'e' || number[i] == 'E')) {
    exponent = number.substr(i);
    if (exponent.size() < 2 || !IsDigit(exponent.back())) return std::nullopt;
    const std::optional<int> own = PowerOfTen(std::string_view(exponent).substr(1));
    if (!own) return std::nullopt;
    exponent = exponent[0] + std::to_string(*own + power);
    power = 0;
    i = number.size();
  }
  if (i != number.size()) return std::nullopt;
  for (; power > 0; power--) {
    whole += decimals.empty() ? '0' : decimals.front();
    if (!decimals.empty()) decimals.erase(0, 1);
  }
  for (; power < 0; power++) {
    decimals.insert(decimals.begin(), whole.empty() ? '0' : whole.back());
    if (!whole.empty()) whole.pop_back();
  }
  const std::size_t first = whole.find_first_not_of('0');
  whole.erase(0, first == whole.npos ? whole.size() : first);
  if (whole.empty()) whole = "0";
  return sign + whole + (decimals.empty() ? "" : mark + decimals) + exponent;
}

std::string JoinValues(const std::vector<std::string>& values) {
  std::string cell;
  for (std::size_t i = 0; i < values.size(); i++) {
    if (i > 0) cell += ';';
    if (values[i].find_first_of(";\"") == std::string::npos) {
      cell += values[i];
      continue;
    }
    cell += '"';
    for (char c : values[i]) cell.append(c == '"' ? 2 : 1, c);
    cell += '"';
  }
  return cell;
}

std::vector<std::string_view> SplitValues(std::string_view cell, char separator) {
  std::vector<std::string_view> values;
  std::size_t begin = 0;
  bool quoted = false;
  for (std::size_t i = 0; i <= cell.size(); i++) {
    if (i < cell.size() && cell[i] == '"') quoted = !quoted;
    if (i < cell.size() && (quoted || cell[i] != separator)) continue;
    values.push_back(cell.substr(begin, i - begin));
    begin = i + 1;
  }
  return values;
}

}  // namespace sdmx_import
