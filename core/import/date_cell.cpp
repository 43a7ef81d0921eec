#include "core/import/date_cell.h"

#include <charconv>
#include <cstddef>

#include "core/base/text.h"

namespace rapporteur {
namespace {

constexpr int kFirstYear = 1900, kLastYear = 2100;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsMark(char c) { return c == '.' || c == '/' || c == '-' || c == ' '; }

std::size_t DigitsAt(std::string_view text) {
  std::size_t n = 0;
  while (n < text.size() && IsDigit(text[n])) ++n;
  return n;
}

int Number(std::string_view digits) {
  int number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

void SkipBlanks(std::string_view* text) {
  while (!text->empty() && text->front() == ' ') text->remove_prefix(1);
}

// "T10:15:00.000+02:00", " 10:15": from the first digits on only digits and their marks.
bool IsTimeOfDay(std::string_view text) {
  if (text.empty() || (text.front() != 'T' && text.front() != ' ')) return false;
  text.remove_prefix(1);
  const std::size_t hours = DigitsAt(text);
  if (hours < 1 || hours > 2 || text.size() < hours + 3 || text[hours] != ':') return false;
  return text.find_first_not_of("0123456789:.,+-Z") == std::string_view::npos;
}

std::optional<Date> Day(int year, int month, int day) {
  if (year < kFirstYear || year > kLastYear || month < 1 || month > 12) return std::nullopt;
  if (day < 1 || day > DaysInMonth(year, month)) return std::nullopt;
  return year * 10000 + month * 100 + day;
}

}  // namespace

PeriodKind ReadPeriodKind(std::string_view word) {
  if (word == "year") return PeriodKind::kYear;
  if (word == "half") return PeriodKind::kHalf;
  if (word == "quarter") return PeriodKind::kQuarter;
  if (word == "month") return PeriodKind::kMonth;
  if (word == "range") return PeriodKind::kRange;
  return PeriodKind::kAny;
}

Result<DateFormat> DateFormat::Read(const std::string& format) {
  DateFormat read;
  read.text_ = format;
  if (format == "excel-1900" || format == "excel-1904") {
    read.epoch_ = format.ends_with("4") ? 1904 : 1900;
    return read;
  }
  int days = 0, months = 0, years = 0;
  bool good = !format.empty();
  for (std::size_t i = 0; i < format.size() && good;) {
    std::size_t run = 1;
    while (i + run < format.size() && format[i + run] == format[i]) ++run;
    const char c = format[i];
    i += run;
    if (IsMark(c)) {
      good = run == 1 && !read.parts_.empty();
      if (c == '.' && i == format.size()) break;  // the point behind a date is always free
    } else {
      good = (c == 'd' || c == 'm') ? run <= 2 : c == 'y' && run == 4;
      // Digits that stand side by side are told apart by their number.
      if (run == 1 && (i < format.size() ? !IsMark(format[i]) : false)) good = false;
      days += c == 'd', months += c == 'm', years += c == 'y';
    }
    read.parts_.push_back(c);
  }
  good = good && years == 1 && days <= 1 && months <= 1 && days <= months;
  if (good) return read;
  return Status::Refused("bad-date-format",
                         "found " + Quote(format) +
                             ", expected dd, mm and yyyy with . / - between them (dd.mm.yyyy, "
                             "mm/dd/yyyy, yyyy-mm-dd), excel-1900 or excel-1904");
}

std::optional<Date> DateFormat::DateOfSerial(std::string_view cell) const {
  const std::size_t digits = DigitsAt(cell);
  if (digits < 1 || digits > 5) return std::nullopt;
  if (digits < cell.size() && (cell[digits] != '.' ||  // the time of day
                               DigitsAt(cell.substr(digits + 1)) != cell.size() - digits - 1)) {
    return std::nullopt;
  }
  // Day 60 of the 1900 epoch never was; days before it are one off, and nobody has them.
  int days = Number(cell.substr(0, digits)) - (epoch_ == 1904 ? 0 : 61);
  if (days < 0) return std::nullopt;
  int year = epoch_, month = epoch_ == 1904 ? 1 : 3, day = 1;
  while (days >= DaysInMonth(year, month) - day + 1) {
    days -= DaysInMonth(year, month) - day + 1;
    day = 1;
    if (++month > 12) month = 1, ++year;
  }
  return Day(year, month, day + days);
}

std::optional<Date> DateFormat::DateOf(std::string_view cell) const {
  cell = Trim(cell);
  if (epoch_ != 0) return DateOfSerial(cell);
  int year = 0, month = 1, day = 1;
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    const char part = parts_[i];
    if (IsMark(part)) {
      if (part != ' ') SkipBlanks(&cell);
      if (cell.empty() || cell.front() != part) return std::nullopt;
      cell.remove_prefix(1);
      SkipBlanks(&cell);
      continue;
    }
    const bool parted =
        (i == 0 || IsMark(parts_[i - 1])) && (i + 1 == parts_.size() || IsMark(parts_[i + 1]));
    const std::size_t width = part == 'y' ? 4 : 2, digits = DigitsAt(cell);
    if (parted ? digits > width || digits < (part == 'y' ? 4u : 1u) : digits < width) {
      return std::nullopt;
    }
    const std::size_t taken = parted ? digits : width;
    (part == 'y' ? year : part == 'm' ? month : day) = Number(cell.substr(0, taken));
    cell.remove_prefix(taken);
  }
  if (text_.find('.') != std::string::npos && !cell.empty() && cell.front() == '.') {
    cell.remove_prefix(1);
  }
  if (!cell.empty() && !IsTimeOfDay(cell)) return std::nullopt;
  return Day(year, month, day);
}

Period PeriodOf(Date day, PeriodKind kind) {
  std::string code = std::to_string(day / 10000);
  const int month = day / 100 % 100;
  if (kind == PeriodKind::kHalf) code += month <= 6 ? "-S1" : "-S2";
  if (kind == PeriodKind::kQuarter) code += "-Q" + std::to_string((month + 2) / 3);
  if (kind == PeriodKind::kMonth) code += (month < 10 ? "-0" : "-") + std::to_string(month);
  return *ParsePeriod(code);
}

bool LooksLikeDate(std::string_view cell) {
  cell = Trim(cell);
  int numbers = 0;
  bool year = false;
  while (!cell.empty()) {
    const std::size_t digits = DigitsAt(cell);
    if (digits != 1 && digits != 2 && digits != 4) return false;
    if (digits == 4 && numbers == 1) return false;
    year = year || digits == 4;
    ++numbers;
    cell.remove_prefix(digits);
    if (numbers == 3) break;
    if (cell.empty() || !IsMark(cell.front())) return false;
    cell.remove_prefix(1);
    SkipBlanks(&cell);
  }
  if (!cell.empty() && cell.front() == '.') cell.remove_prefix(1);
  return numbers == 3 && (cell.empty() || IsTimeOfDay(cell)) && (year || cell.empty());
}

}  // namespace rapporteur
