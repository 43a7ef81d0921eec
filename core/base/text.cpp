#include "core/base/text.h"

#include <cstdint>

namespace rapporteur {
namespace {

constexpr std::string_view kWideSpaces[] = {"\xC2\xA0", "\xEF\xBB\xBF", "\xE2\x80\xAF"};

bool IsSpace(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\v' || c == '\f';
}

}  // namespace

std::string_view Trim(std::string_view text) {
  bool again = true;
  while (again) {
    again = false;
    while (!text.empty() && IsSpace(text.front())) text.remove_prefix(1);
    while (!text.empty() && IsSpace(text.back())) text.remove_suffix(1);
    for (std::string_view wide : kWideSpaces) {
      if (text.starts_with(wide)) {
        text.remove_prefix(wide.size());
        again = true;
      }
      if (text.ends_with(wide)) {
        text.remove_suffix(wide.size());
        again = true;
      }
    }
  }
  return text;
}

std::vector<std::string_view> Split(std::string_view text, char separator) {
  std::vector<std::string_view> pieces;
  while (true) {
    const std::size_t at = text.find(separator);
    pieces.push_back(text.substr(0, at));
    if (at == std::string_view::npos) return pieces;
    text.remove_prefix(at + 1);
  }
}

std::string Join(const std::vector<std::string>& pieces, std::string_view separator) {
  std::string text;
  for (const std::string& piece : pieces) {
    if (!text.empty()) text += separator;
    text += piece;
  }
  return text;
}

std::string List(const std::vector<std::string>& pieces, std::size_t limit) {
  std::string text;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (i == limit) return text + " and " + std::to_string(pieces.size() - limit) + " more";
    if (i > 0) text += i + 1 == pieces.size() ? " and " : ", ";
    text += pieces[i];
  }
  return text;
}

std::string Quote(std::string_view text) {
  std::string quoted = "'";
  std::size_t characters = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const bool starts_character = (byte & 0xC0) != 0x80;
    if (starts_character && ++characters > 60) {
      quoted += "…";
      break;
    }
    quoted += byte < 0x20 || byte == 0x7F ? '?' : text[i];
  }
  return quoted + "'";
}

std::string Grouped(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3;) {
    at -= 3;
    digits.insert(at, ",");
  }
  return digits;
}

std::string Counted(std::uint64_t number, const std::string& singular, const std::string& plural) {
  return Grouped(number) + " " + (number == 1 ? singular : plural);
}

std::string AsciiLower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

}  // namespace rapporteur
