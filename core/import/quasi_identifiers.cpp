#include "core/import/quasi_identifiers.h"

#include <algorithm>
#include <iterator>
#include <string>

#include "core/import/personal_header.h"
#include "core/import/problem.h"

namespace rapporteur {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsLower(char c) { return c >= 'a' && c <= 'z'; }

// Criminal registers of courts and prosecutors, without diacritics and in Latin: К, Кж, К-По1, Кт,
// КОК.
constexpr std::string_view kRegisters[] = {"k",   "kz",  "kzz", "ki",  "kim", "kp",
                                           "kpo", "kv",  "kvp", "kr",  "km",  "kt",
                                           "kto", "ktn", "kok", "kom", "kps", "kdp"};

std::size_t Digits(std::string_view text, std::size_t at) {
  std::size_t n = 0;
  while (at + n < text.size() && IsDigit(text[at + n])) ++n;
  return n;
}

// "12/2020", "5/19" at `at`.
bool IsNumberOfYear(std::string_view text, std::size_t at) {
  const std::size_t number = Digits(text, at);
  if (number < 1 || number > 5) return false;
  const std::size_t slash = at + number;
  if (slash >= text.size() || text[slash] != '/') return false;
  const std::size_t year = Digits(text, slash + 1);
  return year == 2 || (year == 4 && (text[slash + 1] == '1' || text[slash + 1] == '2'));
}

// What may stand between register and number: "-po1", ". br. ", " broj ".
std::size_t SkipBetween(std::string_view text, std::size_t at) {
  for (std::string_view word : {"-po1", "-po2", "-po3", "-po4", "-po", "-im", "-spk"}) {
    if (text.substr(at, word.size()) == word) {
      at += word.size();
      break;
    }
  }
  const auto skip = [&] {
    while (at < text.size() && (text[at] == ' ' || text[at] == '.' || text[at] == '-')) ++at;
  };
  skip();
  for (std::string_view word : {"broj", "br", "no", "nr"}) {
    if (text.substr(at, word.size()) == word) {
      at += word.size();
      break;
    }
  }
  skip();
  return at;
}

bool HasCourtCase(std::string_view folded) {
  for (std::size_t i = 0; i < folded.size(); ++i) {
    if (folded[i] != 'k' || (i > 0 && (IsLower(folded[i - 1]) || IsDigit(folded[i - 1])))) continue;
    std::size_t end = i;
    while (end < folded.size() && IsLower(folded[end])) ++end;
    const std::string_view word = folded.substr(i, end - i);
    if (std::find(std::begin(kRegisters), std::end(kRegisters), word) == std::end(kRegisters))
      continue;
    if (IsNumberOfYear(folded, SkipBetween(folded, end))) return true;
  }
  return false;
}

// The length of the capital letter at `at`, or 0.
std::size_t Capital(std::string_view text, std::size_t at) {
  if (at >= text.size()) return 0;
  const auto a = static_cast<unsigned char>(text[at]);
  if (a >= 'A' && a <= 'Z') return 1;
  if (at + 1 >= text.size()) return 0;
  const auto b = static_cast<unsigned char>(text[at + 1]);
  if (a == 0xD0 && b >= 0x80 && b <= 0xAF) return 2;  // Cyrillic
  for (std::string_view letter : {"Č", "Ć", "Š", "Ž", "Đ", "Ë", "Ç", "Ś", "Ź"}) {
    if (text.substr(at, 2) == letter) return 2;
  }
  return 0;
}

// "A.B.", "А. Б." at `at`: where it ends, or 0.
std::size_t InitialsEnd(std::string_view text, std::size_t at) {
  for (int letter = 0; letter < 2; ++letter) {
    const std::size_t capital = Capital(text, at);
    if (capital == 0 || at + capital >= text.size() || text[at + capital] != '.') return 0;
    at += capital + 1;
    if (letter == 0 && at < text.size() && text[at] == ' ') ++at;
  }
  return at;
}

constexpr std::size_t kInitialsToYear = 25;  // "A. B., rođena 1998."

bool HasInitialsWithYear(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool begins = i == 0 || text[i - 1] == ' ' || text[i - 1] == '(' || text[i - 1] == '"' ||
                        text[i - 1] == ',';
    const std::size_t end = begins ? InitialsEnd(text, i) : 0;
    if (end == 0) continue;
    const std::string_view initials = text.substr(i, end - i);
    if (initials == "U.S." || initials == "U. S." || initials == "U.N." || initials == "E.U." ||
        initials == "D.C." || Capital(text, end) > 0) {
      continue;  // an abbreviation of two letters, or of more
    }
    for (std::size_t at = end; at < text.size() && at < end + kInitialsToYear; ++at) {
      if (!IsDigit(text[at]) || IsDigit(text[at - 1])) continue;
      const bool year = text.substr(at, 2) == "19" || text.substr(at, 2) == "20";
      if (year && Digits(text, at) == 4) return true;
    }
  }
  return false;
}

bool HasLongNumber(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::size_t run = Digits(text, i);
    if (run == 13) return true;
    i += run;
  }
  return false;
}

}  // namespace

QuasiIdentifier FindQuasiIdentifier(std::string_view utf8) {
  const auto digits = std::count_if(utf8.begin(), utf8.end(), IsDigit);
  if (digits < 3) return QuasiIdentifier::kNone;
  if (digits >= 13 && HasLongNumber(utf8)) return QuasiIdentifier::kLongNumber;
  if (utf8.find('/') != utf8.npos && HasCourtCase(FoldText(utf8)))
    return QuasiIdentifier::kCourtCase;
  if (digits >= 4 && utf8.find('.') != utf8.npos && HasInitialsWithYear(utf8)) {
    return QuasiIdentifier::kInitials;
  }
  return QuasiIdentifier::kNone;
}

Finding QuasiIdentifierFinding(QuasiIdentifier kind, const Place& place) {
  const char* what = kind == QuasiIdentifier::kCourtCase  ? "the number of a court case"
                     : kind == QuasiIdentifier::kInitials ? "initials with a year"
                                                          : "a number of 13 digits";
  Finding finding;
  finding.level = Level::kWarning;
  finding.code = "quasi-identifier";
  finding.place = place;
  finding.message = PlaceText(place) + ": this looks like " + what +
                    ", which together with other facts may name a person.";
  finding.hint =
      "Leave it out, or keep it in the column for evidence; a published text must not hold it.";
  return finding;
}

}  // namespace rapporteur
