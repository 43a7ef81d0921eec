#include "core/import/personal_data.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <iterator>

#include "core/import/personal_header.h"
#include "core/import/personal_patterns.h"

namespace rapporteur {
namespace {

bool IsDigit(char c) { return static_cast<unsigned char>(c - '0') < 10; }

// Does the cell hold enough digits, or an "@", to be worth a second look?  A date after "born" has
// six digits, everything else seven and more.
// Eight bytes at a time, for this is asked of every cell of every file.
bool IsWorthReading(std::string_view utf8) {
  constexpr std::uint64_t kOnes = 0x0101010101010101u, kHigh = 0x80 * kOnes;
  const char* p = utf8.data();
  const char* const end = p + utf8.size();
  std::uint64_t digits = 0, at = 0;
  for (; end - p >= 8; p += 8) {
    std::uint64_t eight;
    std::memcpy(&eight, p, 8);
    const std::uint64_t over = eight ^ ('0' * kOnes);  // a digit is 0 to 9 now
    const std::uint64_t above_nine = ((over & ~kHigh) + (0x80 - 10) * kOnes) | over;
    digits += ((~above_nine & kHigh) >> 7) * kOnes >> 56;
    const std::uint64_t from_at = eight ^ ('@' * kOnes);
    at |= (from_at - kOnes) & ~from_at & kHigh;
  }
  for (; p != end; p++) {
    digits += IsDigit(*p);
    at |= *p == '@';
  }
  if (digits >= 6 || at != 0) return true;
  // Six full-width digits have eighteen bytes.
  return utf8.size() >= 18 && utf8.find("\xEF\xBC") != utf8.npos;
}

// Calls `take` with the place of each full date until it answers true.
template <typename Take>
bool AnyDate(std::string_view text, Take take) {
  for (std::size_t i = 0; i < text.size(); i++) {
    if (!IsDigit(text[i]) || (i > 0 && IsDigit(text[i - 1]))) continue;
    if (DateLength(text, i) > 0 && take(i)) return true;
  }
  return false;
}

bool HasBirthDate(std::string_view utf8, std::string_view simple) {
  if (!AnyDate(simple, [](std::size_t) { return true; })) return false;
  const std::string folded = FoldText(utf8);
  return AnyDate(folded, [&folded](std::size_t i) {
    return EndsInWordOfBirth(std::string_view(folded).substr(0, i));
  });
}

struct Words {
  std::string_view kind;
  const char* what;
  const char* hint;
};
constexpr Words kWordsOf[] = {
    {"jmbg", "a personal number (JMBG)", "Ask the sender for counts instead of persons."},
    {"al-nid", "an Albanian identity or taxpayer's number",
     "Ask the sender for counts instead of persons."},
    {"iban", "the number of a bank account (IBAN)", "Remove it and import the file again."},
    {"email", "an e-mail address", "Remove it and import the file again."},
    {"phone", "a telephone number", "Remove it and import the file again."},
    {"passport", "a passport number", "Ask the sender for counts instead of persons."},
    {"birth-date", "a date of birth", "Ask the sender for age groups instead of dates of birth."},
    {"suspicious-header", "the header of a column about persons",
     "Remove the column, or give it another header where it holds no persons."}};

}  // namespace

std::optional<Hit> PersonalDataScanner::Scan(std::string_view utf8, ColumnUse use) {
  if (!IsWorthReading(utf8)) return std::nullopt;
  SimplifyText(utf8, &text_);
  if (auto hit = FindPersonalNumber(text_, use)) return hit;
  if (use != ColumnUse::kText) return std::nullopt;
  if (auto hit = FindPersonalPattern(text_)) return hit;
  if (HasBirthDate(utf8, text_)) return Hit{"birth-date"};
  return std::nullopt;
}

std::optional<Hit> PersonalDataScanner::ScanCell(std::string_view utf8, ColumnUse use) {
  return Scan(utf8, use);
}

std::optional<Hit> PersonalDataScanner::ScanHeader(std::string_view utf8) {
  if (auto hit = Scan(utf8, ColumnUse::kText)) return hit;
  switch (ClassifyHeader(utf8)) {
    case PersonalHeader::kNone:
      return std::nullopt;
    case PersonalHeader::kBirthDate:
      return Hit{"birth-date"};
    case PersonalHeader::kPerson:
      return Hit{"suspicious-header"};
  }
  return std::nullopt;
}

std::optional<Hit> PersonalDataScanner::ScanFreeText(std::string_view utf8) {
  return Scan(utf8, ColumnUse::kText);
}

std::optional<Hit> PersonalDataScanner::ScanMessage(std::string_view utf8) {
  const std::optional<Hit> hit = Scan(utf8, ColumnUse::kText);
  if (!hit) return std::nullopt;
  const std::string_view kind = hit->kind;
  return kind == "phone" || kind == "passport" ? std::nullopt : hit;
}

Status PersonalDataRefusal(const Hit& hit, const Place& place) {
  std::string where = place.file;
  const auto add = [&where](const char* name, const std::string& value) {
    if (value.empty()) return;
    if (!where.empty()) where += ", ";
    where += name + value;
  };
  add("sheet ", place.sheet);
  add("row ", place.row == 0 ? "" : std::to_string(place.row));
  add("column ", place.column);
  const auto words = std::find_if(std::begin(kWordsOf), std::end(kWordsOf),
                                  [&hit](const Words& w) { return w.kind == hit.kind; });
  const bool known = words != std::end(kWordsOf);
  return Status::Refused("personal-data",
                         (where.empty() ? "" : where + ": ") + "this looks like " +
                             (known ? words->what : "personal data") +
                             "; files with personal data are refused whole, and nothing of it was "
                             "stored.")
      .WithHint(known ? words->hint : "")
      .At(place);
}

}  // namespace rapporteur
