#include "core/import/identifiers.h"

#include <cstddef>
#include <string_view>

namespace rapporteur {
namespace {

constexpr int kLatestYear = 2035;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

int Number(std::string_view digits) {
  int number = 0;
  for (char c : digits) number = 10 * number + (c - '0');
  return number;
}

bool IsDay(int year, int month, int day) {
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (month < 1 || month > 12 || day < 1) return false;
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return day <= kDays[month - 1] + (month == 2 && leap ? 1 : 0);
}

constexpr std::string_view kNidLetters = "WABCDEFGHIJKLMNOPQRSTUV";

// Digits stand for themselves, letters for 10 to 35.
int IbanValue(char c) { return IsDigit(c) ? c - '0' : c - 'A' + 10; }

struct IbanLength {
  std::string_view country;
  std::size_t length;
};
constexpr IbanLength kIbanLengths[] = {
    {"AL", 28}, {"BA", 20}, {"ME", 22}, {"MK", 19}, {"RS", 22}, {"XK", 20},  // the region
    {"AT", 20}, {"BE", 16}, {"BG", 22}, {"CH", 21}, {"CY", 28}, {"CZ", 24}, {"DE", 22},
    {"DK", 18}, {"ES", 24}, {"FR", 27}, {"GB", 22}, {"GR", 27}, {"HR", 21}, {"HU", 28},
    {"IE", 22}, {"IT", 27}, {"LU", 20}, {"MT", 31}, {"NL", 18}, {"NO", 15}, {"PL", 28},
    {"PT", 25}, {"RO", 24}, {"SE", 24}, {"SI", 19}, {"SK", 24}, {"TR", 26}};

}  // namespace

bool HasJmbgShape(std::string_view digits) {
  const int last_three = Number(digits.substr(4, 3));
  const int year = last_three >= 900 ? 1000 + last_three : 2000 + last_three;
  return year <= kLatestYear &&
         IsDay(year, Number(digits.substr(2, 2)), Number(digits.substr(0, 2)));
}

bool HasJmbgCheckDigit(std::string_view digits) {
  int sum = 0;
  for (std::size_t i = 0; i < 6; i++) {
    sum += (7 - static_cast<int>(i)) * ((digits[i] - '0') + (digits[i + 6] - '0'));
  }
  const int m = 11 - sum % 11;
  return digits[12] - '0' == (m > 9 ? 0 : m);
}

bool HasNidShape(std::string_view text) {
  if (text.size() != 10) return false;
  const bool decade = IsDigit(text[0]) || (text[0] >= 'A' && text[0] <= 'T');
  if (!decade || text[9] < 'A' || text[9] > 'W') return false;
  for (char c : text.substr(1, 8)) {
    if (!IsDigit(c)) return false;
  }
  int month = Number(text.substr(2, 2));
  if (month > 80) month -= 80;  // a foreign woman
  if (month > 50) month -= 50;
  if (month > 30) month -= 30;
  const int day = Number(text.substr(4, 2));
  return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

bool HasNidCheckLetter(std::string_view text) {
  std::size_t sum = 0;
  for (std::size_t i = 0; i < 9; i++) {
    const std::size_t value =
        IsDigit(text[i]) ? static_cast<std::size_t>(text[i] - '0') : kNidLetters.find(text[i]);
    sum += (i == 0 ? 1 : i) * value;
  }
  return text[9] == kNidLetters[sum % kNidLetters.size()];
}

bool HasIbanShape(std::string_view text) {
  if (text.size() < 15 || !IsDigit(text[2]) || !IsDigit(text[3])) return false;
  for (const IbanLength& known : kIbanLengths) {
    if (text.substr(0, 2) == known.country) return text.size() == known.length;
  }
  return false;
}

bool HasIbanCheckDigits(std::string_view text) {
  int remainder = 0;
  for (std::size_t i = 0; i < text.size(); i++) {
    const int value = IbanValue(text[(i + 4) % text.size()]);
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return remainder == 1;
}

}  // namespace rapporteur
