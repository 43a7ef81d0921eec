#include "core/import/personal_patterns.h"

#include <algorithm>
#include <iterator>

#include "core/import/identifiers.h"

namespace rapporteur {
namespace {

bool IsDigit(char c) { return static_cast<unsigned char>(c - '0') < 10; }
bool IsLetter(char c) { return (c >= 'A' && c <= 'Z') || c == '~'; }
bool IsAlnum(char c) { return IsDigit(c) || IsLetter(c); }

struct Alike {
  std::string_view letter;
  char as;
};
// What looks like a Latin letter, a digit, a blank or a dash; '\0' is dropped.
constexpr Alike kAlike[] = {{"А", 'A'},
                            {"В", 'B'},
                            {"С", 'C'},
                            {"Е", 'E'},
                            {"Н", 'H'},
                            {"І", 'I'},
                            {"Ј", 'J'},
                            {"К", 'K'},
                            {"М", 'M'},
                            {"О", 'O'},
                            {"Р", 'P'},
                            {"Ѕ", 'S'},
                            {"Т", 'T'},
                            {"Х", 'X'},
                            {"а", 'A'},
                            {"в", 'B'},
                            {"с", 'C'},
                            {"е", 'E'},
                            {"н", 'H'},
                            {"і", 'I'},
                            {"ј", 'J'},
                            {"к", 'K'},
                            {"м", 'M'},
                            {"о", 'O'},
                            {"р", 'P'},
                            {"ѕ", 'S'},
                            {"т", 'T'},
                            {"х", 'X'},
                            {"\xC2\xA0", ' '},
                            {"\xE2\x80\xAF", ' '},
                            {"\xE2\x80\x89", ' '},
                            {"\xE2\x80\x87", ' '},
                            {"\xE2\x80\x90", '-'},
                            {"\xE2\x80\x91", '-'},
                            {"\xE2\x80\x92", '-'},
                            {"\xE2\x80\x93", '-'},
                            {"\xE2\x80\x94", '-'},
                            {"\xE2\x88\x92", '-'},
                            {"\xC2\xAD", '\0'},
                            {"\xE2\x80\x8B", '\0'},
                            {"\xE2\x80\x8C", '\0'},
                            {"\xE2\x80\x8D", '\0'},
                            {"\xE2\x81\xA0", '\0'},
                            {"\xEF\xBB\xBF", '\0'}};

std::size_t SequenceLength(char first) {
  const auto c = static_cast<unsigned char>(first);
  return c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : c >= 0xC0 ? 2 : 1;
}

class Reader {
 public:
  Reader(std::string_view text, ColumnUse use) : text_(text), is_text_(use == ColumnUse::kText) {}

  std::optional<Hit> Numbers() const {
    for (std::size_t i = 0; i < text_.size(); i++) {
      if (!IsDigit(text_[i]) || IsDigit(At(i - 1))) continue;
      if (auto hit = Jmbg(i)) return hit;
      if (auto hit = Nid(i)) return hit;
    }
    for (std::size_t i = 0; i + 4 <= text_.size(); i++) {
      if (auto hit = Iban(i)) return hit;
    }
    return std::nullopt;
  }

  std::optional<Hit> Patterns() const {
    for (std::size_t i = 0; i < text_.size(); i++) {
      if (text_[i] == '@' && IsEmail(i)) return Hit{"email"};
      if ((text_[i] == '+' || text_[i] == '0') && IsPhone(i)) return Hit{"phone"};
      if (IsDigit(text_[i]) && !IsDigit(At(i - 1)) && IsPassport(i)) return Hit{"passport"};
    }
    return std::nullopt;
  }

 private:
  // A blank stands before the text and behind it.
  char At(std::size_t i) const { return i < text_.size() ? text_[i] : ' '; }

  std::size_t DigitsFrom(std::size_t i) const {
    std::size_t n = 0;
    while (IsDigit(At(i + n))) n++;
    return n;
  }
  static bool IsJoint(char c) { return c == ' ' || c == '-' || c == '.' || c == '/' || c == '_'; }

  // The word around `i`, up to blanks or kWord characters on.
  static constexpr std::size_t kWord = 1000;
  std::string_view WordAround(std::size_t i) const {
    std::size_t begin = i, end = i;
    while (begin > 0 && i - begin < kWord && text_[begin - 1] != ' ') begin--;
    while (end < text_.size() && end - i < kWord && text_[end] != ' ') end++;
    return text_.substr(begin, end - begin);
  }
  bool InUrl(std::size_t i) const {
    const std::string_view word = WordAround(i);
    return word.find("://") != word.npos || word.find("WWW.") != word.npos;
  }
  bool InDoi(std::size_t i) const {
    const std::string_view word = WordAround(i);
    const std::size_t doi = word.find("10.");
    return doi != word.npos && word.find('/', doi) != word.npos;
  }

  // ---- JMBG
  // ----------------------------------------------------------------------------------------

  // Digits are read as they stand, in groups, or as a spreadsheet shows them.
  std::optional<Hit> Jmbg(std::size_t i) const {
    const std::size_t run = DigitsFrom(i);
    if (run == 13 || run == 12) {
      if (auto hit = WholeJmbg(i, run)) return hit;
    } else if (run < 12) {
      if (auto hit = GroupedJmbg(i)) return hit;
      if (auto hit = RoundedJmbg(i)) return hit;
    }
    return std::nullopt;
  }

  std::optional<Hit> WholeJmbg(std::size_t i, std::size_t run) const {
    const std::size_t end = i + run;
    std::string digits(text_.substr(i, run));
    if (run == 12) {
      if (digits[0] == '0') return std::nullopt;  // nothing was lost
      digits.insert(0, 1, '0');
    }
    if (!HasJmbgShape(digits)) return std::nullopt;
    const bool checked = HasJmbgCheckDigit(digits);
    const bool fraction = (At(i - 1) == '.' || At(i - 1) == ',') && IsDigit(At(i - 2));
    const bool in_letters = IsLetter(At(i - 1)) && IsLetter(At(end));  // a hash
    const bool decimals = IsDecimalAmount(i, end);
    const bool round = digits.substr(9) == "0000";
    if (!is_text_ && (fraction || decimals)) return std::nullopt;
    const bool needs_check = fraction || decimals || in_letters || InUrl(i) ||
                             (is_text_ ? round && run == 12 : round || run == 12);
    if (needs_check && !checked) return std::nullopt;
    return Hit{"jmbg", checked};
  }

  // "110990600008,37": decimals other than zeros, which a spreadsheet may add to a number it read.
  bool IsDecimalAmount(std::size_t begin, std::size_t end) const {
    if ((At(end) != '.' && At(end) != ',') || text_[begin] == '0') return false;
    const std::size_t decimals = DigitsFrom(end + 1);
    return decimals > 0 && decimals <= 4 &&
           text_.substr(end + 1, decimals).find_first_not_of('0') != std::string_view::npos;
  }

  // "0101990-60-0008", "01.01.990.60.000.8": one joint between groups.
  std::optional<Hit> GroupedJmbg(std::size_t i) const {
    std::string digits;
    bool usual = true, thousands = true;  // joints where JMBG's parts meet; groups of three
    std::size_t at = i, groups = 0;
    while (true) {
      const std::size_t run = DigitsFrom(at);
      if (run == 0 || digits.size() + run > 13) return std::nullopt;
      thousands = thousands && (groups == 0 ? run <= 3 && text_[i] != '0' : run == 3);
      digits.append(text_.substr(at, run));
      groups++;
      at += run;
      if (digits.size() == 13 || !IsJoint(At(at)) || !IsDigit(At(at + 1))) break;
      const std::size_t n = digits.size();
      usual = usual && (n == 2 || n == 4 || n == 7 || n == 9 || n == 12);
      at++;
    }
    if (digits.size() == 12 && thousands) digits.insert(0, 1, '0');
    if (digits.size() != 13 || !HasJmbgShape(digits)) return std::nullopt;
    const bool checked = HasJmbgCheckDigit(digits);
    if (thousands && !is_text_) return std::nullopt;
    if (!checked && (thousands || !usual)) return std::nullopt;
    return Hit{"jmbg", checked};
  }

  // "1,0199E+11": what is left of day, month and year in a number shown with an exponent.
  std::optional<Hit> RoundedJmbg(std::size_t i) const {
    if (DigitsFrom(i) != 1 || (At(i + 1) != ',' && At(i + 1) != '.')) return std::nullopt;
    const std::size_t decimals = DigitsFrom(i + 2);
    std::size_t e = i + 2 + decimals;
    if (decimals < 4 || At(e) != 'E') return std::nullopt;
    e += At(e + 1) == '+' ? 2 : 1;
    const std::string_view exponent = text_.substr(std::min(e, text_.size()), DigitsFrom(e));
    if (exponent != "11" && exponent != "12") return std::nullopt;
    std::string digits = exponent == "11" ? "0" : "";
    digits += text_[i];
    digits += text_.substr(i + 2, decimals);
    if (digits.size() > 13) return std::nullopt;
    const bool whole = digits.size() == 13;
    digits.resize(13, '0');  // the year's last digits are cut off: 199. or 200.
    if (!HasJmbgShape(digits)) return std::nullopt;
    return Hit{"jmbg", whole && HasJmbgCheckDigit(digits)};
  }

  // ---- other numbers with a check
  // ---------------------------------------------------------------------

  // A letter, eight digits, a letter; `i` is the first digit (or the decade digit).
  std::optional<Hit> Nid(std::size_t i) const {
    const std::size_t run = DigitsFrom(i);
    std::string text;
    bool joined = false;  // by blanks or dashes: "u 20110112 i" is three words
    if (run == 9) {
      if (IsAlnum(At(i - 1))) return std::nullopt;
      text = std::string(text_.substr(i, 9));
    } else if (run == 8) {
      std::size_t before = i - 1;
      if (At(before) == ' ' || At(before) == '-') {
        joined = true;
        before--;
      }
      if (!IsLetter(At(before)) || IsAlnum(At(before - 1))) return std::nullopt;
      text = std::string(1, At(before)) + std::string(text_.substr(i, 8));
    } else {
      return std::nullopt;
    }
    std::size_t last = i + run;
    if (At(last) == ' ' || At(last) == '-') {
      joined = true;
      last++;
    }
    if (!IsLetter(At(last)) || IsAlnum(At(last + 1))) return std::nullopt;
    text += At(last);
    if (!HasNidShape(text)) return std::nullopt;
    const bool checked = HasNidCheckLetter(text);
    // A decade digit is somebody born before 1900.
    if (!checked && (joined || run == 9)) return std::nullopt;
    return Hit{"al-nid", checked};
  }

  // Blanks or dashes may part groups.
  std::optional<Hit> Iban(std::size_t i) const {
    if (text_[i] < 'A' || text_[i] > 'Z' || !IsLetter(text_[i + 1]) || IsAlnum(At(i - 1)) ||
        !IsDigit(text_[i + 2]) || !IsDigit(text_[i + 3])) {
      return std::nullopt;
    }
    std::string account;
    for (std::size_t at = i; account.size() < 34; at++) {
      const char c = At(at);
      if (IsDigit(c) || (c >= 'A' && c <= 'Z')) {
        account += c;
        if (!IsAlnum(At(at + 1)) && HasIbanShape(account)) {
          if (HasIbanCheckDigits(account)) return Hit{"iban", true};
          // With a wrong check digit only as one word, or in groups as banks print it.
          if (is_text_ && at + 1 - i == account.size()) return Hit{"iban"};
          if (is_text_ && at + 1 - i == account.size() + (account.size() - 1) / 4)
            return Hit{"iban"};
        }
      } else if ((c != ' ' && c != '-') || !IsAlnum(At(at + 1))) {
        break;
      }
    }
    return std::nullopt;
  }

  // ---- patterns without a check
  // -----------------------------------------------------------------------

  static bool IsLocal(char c) {
    return IsAlnum(c) || c == '.' || c == '_' || c == '%' || c == '+' || c == '-';
  }

  bool IsEmail(std::size_t at) const {
    if (at == 0 || !IsLocal(text_[at - 1])) return false;
    std::size_t end = at + 1;
    while (IsAlnum(At(end)) || At(end) == '.' || At(end) == '-') end++;
    while (end > at + 1 && !IsAlnum(text_[end - 1])) end--;
    const std::string_view domain = text_.substr(at + 1, end - at - 1);
    const std::size_t dot = domain.rfind('.');
    if (dot == domain.npos || dot == 0 || domain.size() - dot < 3) return false;
    return std::all_of(domain.begin() + static_cast<std::ptrdiff_t>(dot) + 1, domain.end(),
                       IsLetter);
  }

  bool IsPhone(std::size_t i) const { return HasPhoneShape(i) && !InUrl(i) && !InDoi(i); }

  // "+381 11 123-4567", "00382 67 123 456", "064/123-45-67".
  bool HasPhoneShape(std::size_t i) const {
    if (IsAlnum(At(i - 1))) return false;
    if ((At(i - 1) == '.' || At(i - 1) == ',') && IsDigit(At(i - 2))) return false;
    std::string digits;
    std::size_t first = 0;  // digits before the first joint
    std::size_t at = i + (text_[i] == '+' ? 1 : 0);
    while (digits.size() <= 14) {
      const std::size_t run = DigitsFrom(at);
      digits.append(text_.substr(std::min(at, text_.size()), run));
      if (first == 0) first = run;
      at += run;
      std::size_t joints = 0;
      while (joints < 3 &&
             (IsJoint(At(at + joints)) || At(at + joints) == '(' || At(at + joints) == ')')) {
        joints++;
      }
      if (run == 0 || joints == 0 || !IsDigit(At(at + joints))) break;
      at += joints;
    }
    if (IsAlnum(At(at))) return false;
    const bool plus = text_[i] == '+';
    if (!plus && digits.substr(0, 2) == "00") {
      digits.erase(0, 2);
    } else if (!plus) {
      // Mobile numbers of the region; a day and a month ("06.07.2019 12") have two digits first.
      return first >= 3 && (digits[1] == '6' || digits[1] == '7') && digits.size() >= 9 &&
             digits.size() <= 10;
    }
    for (std::string_view country : {"381", "382", "383", "385", "387", "389", "355"}) {
      if (digits.compare(0, 3, country) == 0) return digits.size() >= 10 && digits.size() <= 13;
    }
    return false;
  }

  bool IsPassport(std::size_t i) const { return HasPassportShape(i) && !InUrl(i) && !InDoi(i); }

  // Nine digits (Serbia), or two letters and seven digits (Albania), as a word.
  bool HasPassportShape(std::size_t i) const {
    const std::size_t run = DigitsFrom(i);
    const std::size_t end = i + run;
    if (run != 9 && run != 7) return false;
    if (IsAlnum(At(end))) return false;
    if (run == 7) {
      return IsLetter(At(i - 1)) && IsLetter(At(i - 2)) && !IsAlnum(At(i - 3)) &&
             At(i - 1) != '~' && At(i - 2) != '~';
    }
    const char before = At(i - 1);
    if (IsAlnum(before)) return false;
    // Part of a longer number: a fraction, groups, an account, an ISBN.
    if (IsJoint(before) && before != ' ' && IsDigit(At(i - 2))) return false;
    if (before == ' ' && IsDigit(At(i - 2))) return false;
    if ((before == ',' && IsDigit(At(i - 2))) || before == '+') return false;
    if ((IsJoint(At(end)) || At(end) == ',') && IsDigit(At(end + 1))) return false;
    return !IsAmount(i, end);
  }

  // A sum of money or a count: round, or with its unit beside it.
  bool IsAmount(std::size_t begin, std::size_t end) const {
    if (text_.substr(end - 3, 3) == "000") return true;
    std::size_t after = end;
    while (At(after) == ' ' && after < text_.size()) after++;
    std::size_t before = begin;
    while (before > 0 && text_[before - 1] == ' ') before--;
    for (std::string_view unit : {"RSD", "EUR", "USD", "ALL", "MKD", "BAM", "CHF", "GBP", "KM",
                                  "DIN", "LEK", "~EN", "$", ";", "%"}) {
      if (text_.substr(std::min(after, text_.size()), unit.size()) == unit) return true;
      if (before >= unit.size() && text_.substr(before - unit.size(), unit.size()) == unit) {
        return true;
      }
    }
    return false;
  }

  const std::string_view text_;
  const bool is_text_;
};

bool IsDigitAt(std::string_view text, std::size_t i) { return i < text.size() && IsDigit(text[i]); }

}  // namespace

void SimplifyText(std::string_view utf8, std::string* text) {
  text->clear();
  while (!utf8.empty()) {
    const char c = utf8[0];
    if (static_cast<unsigned char>(c) < 0x80) {
      *text += c >= 'a' && c <= 'z'                  ? static_cast<char>(c - 32)
               : c == '\t' || c == '\n' || c == '\r' ? ' '
               : c == '~'                            ? ';'
                                                     : c;
      utf8.remove_prefix(1);
      continue;
    }
    const std::string_view letter = utf8.substr(0, SequenceLength(c));
    utf8.remove_prefix(letter.size());
    const auto found = std::find_if(std::begin(kAlike), std::end(kAlike),
                                    [letter](const Alike& a) { return a.letter == letter; });
    if (found != std::end(kAlike)) {
      if (found->as != '\0') *text += found->as;
    } else if (letter.size() == 3 && letter[0] == '\xEF' && letter[1] == '\xBC' &&
               letter[2] >= '\x90' && letter[2] <= '\x99') {
      *text += static_cast<char>(letter[2] - '\x90' + '0');  // full-width digits
    } else {
      *text += letter[0] == '\xE2' || letter[0] == '\xC2' ? ';' : '~';
    }
  }
}

std::optional<Hit> FindPersonalNumber(std::string_view simple, ColumnUse use) {
  return Reader(simple, use).Numbers();
}

std::optional<Hit> FindPersonalPattern(std::string_view simple) {
  return Reader(simple, ColumnUse::kText).Patterns();
}

std::size_t DateLength(std::string_view text, std::size_t i) {
  std::size_t widths[3] = {0, 0, 0};
  std::size_t at = i;
  for (int part = 0; part < 3; part++) {
    while (IsDigitAt(text, at)) {
      at++;
      widths[part]++;
    }
    if (widths[part] == 0 || part == 2) break;
    std::size_t joints = 0;
    while (at < text.size() && joints < 2 &&
           (text[at] == '.' || text[at] == '/' || text[at] == '-' ||
            (joints > 0 && text[at] == ' '))) {
      at++;
      joints++;
    }
    if (joints == 0) return 0;
  }
  const bool day_first = widths[0] <= 2 && widths[1] <= 2 && widths[2] == 4;
  const bool year_first = widths[0] == 4 && widths[1] <= 2 && widths[2] > 0 && widths[2] <= 2;
  return day_first || year_first ? at - i : 0;
}

}  // namespace rapporteur
