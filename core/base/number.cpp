#include "core/base/number.h"

#include <cassert>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <system_error>

namespace rapporteur {
namespace {

// Longer than any number a person writes or FormatNumber prints.
constexpr std::size_t kMaxBytes = 96;
constexpr std::size_t kMaxDigits = 64;

constexpr std::string_view kMinusSign = "\xE2\x88\x92";
constexpr std::string_view kNoBreakSpace = "\xC2\xA0";
constexpr std::string_view kNarrowNoBreakSpace = "\xE2\x80\xAF";
constexpr std::string_view kThinSpace = "\xE2\x80\x89";
constexpr std::string_view kApostrophe = "\xE2\x80\x99";

bool IsDigit(char c) { return static_cast<unsigned char>(c - '0') < 10; }

std::size_t BlankLength(std::string_view text) {
  if (text.empty()) return 0;
  if (text[0] == ' ' || text[0] == '\t') return 1;
  if (static_cast<unsigned char>(text[0]) < 0x80) return 0;
  for (std::string_view blank : {kNoBreakSpace, kNarrowNoBreakSpace, kThinSpace}) {
    if (text.substr(0, blank.size()) == blank) return blank.size();
  }
  return 0;
}

std::string_view Trim(std::string_view text) {
  while (std::size_t n = BlankLength(text)) text.remove_prefix(n);
  while (!text.empty()) {
    std::size_t n = 0;
    for (std::size_t length = 1; length <= 3 && length <= text.size(); length++) {
      if (BlankLength(text.substr(text.size() - length)) == length) n = length;
    }
    if (n == 0) break;
    text.remove_suffix(n);
  }
  return text;
}

// The group mark at the start of `text`, or empty.
std::string_view GroupMark(std::string_view text, char group) {
  if (text.empty()) return {};
  if (text[0] == group || text[0] == ' ' || text[0] == '\'') return text.substr(0, 1);
  if (static_cast<unsigned char>(text[0]) < 0x80) return {};
  for (std::string_view mark : {kNoBreakSpace, kNarrowNoBreakSpace, kThinSpace, kApostrophe}) {
    if (text.substr(0, mark.size()) == mark) return mark;
  }
  return {};
}

// The number without group marks and with a point, as std::from_chars reads it.
class Plain {
 public:
  bool Add(char c) {
    if (size_ == sizeof text_) return false;
    text_[size_++] = c;
    return true;
  }
  bool Value(double* value) const {
    const auto [end, error] = std::from_chars(text_, text_ + size_, *value);
    return error == std::errc() && end == text_ + size_;
  }

 private:
  char text_[kMaxDigits];
  std::size_t size_ = 0;
};

// Moves the digits at the start of `text` to `plain`; how many, or -1 where they are too many.
int TakeDigits(std::string_view* text, Plain* plain) {
  int count = 0;
  while (!text->empty() && IsDigit(text->front())) {
    if (!plain->Add(text->front())) return -1;
    text->remove_prefix(1);
    count++;
  }
  return count;
}

// Reads what stands after the sign, with one convention.
bool Read(std::string_view text, char decimal, double* value) {
  Plain plain;
  const bool leading_zero = !text.empty() && text[0] == '0';
  int whole = TakeDigits(&text, &plain);
  if (whole < 0) return false;
  const std::string_view mark = GroupMark(text, decimal == ',' ? '.' : ',');
  if (!mark.empty()) {
    if (whole < 1 || whole > 3 || leading_zero) return false;
    while (text.substr(0, mark.size()) == mark) {
      text.remove_prefix(mark.size());
      if (TakeDigits(&text, &plain) != 3) return false;
    }
  }
  if (!text.empty() && text[0] == decimal) {
    if (!plain.Add('.')) return false;
    text.remove_prefix(1);
    if (TakeDigits(&text, &plain) < 1) return false;
  } else if (whole == 0) {
    return false;
  }
  if (!text.empty() && (text[0] == 'e' || text[0] == 'E')) {
    if (!mark.empty() || !plain.Add('e')) return false;
    text.remove_prefix(1);
    if (!text.empty() && (text[0] == '+' || text[0] == '-')) {
      if (text[0] == '-' && !plain.Add('-')) return false;
      text.remove_prefix(1);
    }
    if (TakeDigits(&text, &plain) < 1) return false;
  }
  return text.empty() && plain.Value(value);
}

// Most cells are short whole numbers, and those read the same in both conventions.
bool ReadWhole(std::string_view text, double* value) {
  if (text.empty() || text.size() > 15) return false;
  std::int64_t whole = 0;
  for (char c : text) {
    if (!IsDigit(c)) return false;
    whole = 10 * whole + (c - '0');
  }
  *value = static_cast<double>(whole);
  return true;
}

struct Readings {
  bool with_comma = false, with_point = false;
  double comma = 0, point = 0;
};

Readings ReadBoth(std::string_view text, Decimal convention) {
  Readings r;
  text = Trim(text);
  if (text.empty() || text.size() > kMaxBytes) return r;
  bool negative = false;
  if (text[0] == '+' || text[0] == '-') {
    negative = text[0] == '-';
    text.remove_prefix(1);
  } else if (text.substr(0, kMinusSign.size()) == kMinusSign) {
    negative = true;
    text.remove_prefix(kMinusSign.size());
  }
  if (ReadWhole(text, &r.comma)) {
    r.with_comma = r.with_point = true;
    r.point = r.comma;
  } else {
    if (convention != Decimal::kPoint) r.with_comma = Read(text, ',', &r.comma);
    if (convention != Decimal::kComma) r.with_point = Read(text, '.', &r.point);
  }
  if (negative) {
    r.comma = -r.comma;
    r.point = -r.point;
  }
  return r;
}

}  // namespace

ParsedNumber ParseNumber(std::string_view text, Decimal convention) {
  const Readings r = ReadBoth(text, convention);
  if (r.with_comma && r.with_point && r.comma != r.point) return {NumberKind::kAmbiguous, 0};
  if (r.with_comma) return {NumberKind::kNumber, r.comma};
  if (r.with_point) return {NumberKind::kNumber, r.point};
  return {};
}

Decimal Evidence(std::string_view text) {
  const Readings r = ReadBoth(text, Decimal::kUnknown);
  if (r.with_comma == r.with_point) return Decimal::kUnknown;
  return r.with_comma ? Decimal::kComma : Decimal::kPoint;
}

std::string FormatNumber(double value) {
  assert(std::isfinite(value));
  if (value == 0) return "0";  // a stated zero has no sign
  const double size = std::fabs(value);
  const auto form =
      size >= 1e-7 && size < 1e21 ? std::chars_format::fixed : std::chars_format::scientific;
  char text[64];
  const auto [end, error] = std::to_chars(text, text + sizeof text, value, form);
  assert(error == std::errc());
  return std::string(text, end);
}

}  // namespace rapporteur
