#include "core/import/period_cell.h"

#include <array>
#include <string>
#include <utility>
#include <vector>

#include "core/base/text.h"
#include "core/import/personal_header.h"

namespace rapporteur {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsLetter(char c) { return c >= 'a' && c <= 'z'; }

// Small Latin letters; a dash of any length is "-", a no-break space a blank.  A year's final
// point, "2020.", is how the region writes an ordinal number.
std::string Folded(std::string_view cell) {
  std::string text = FoldText(Trim(cell));
  text = std::string(Trim(text));
  if (text.size() >= 5 && text.back() == '.' && IsDigit(text[text.size() - 2])) text.pop_back();
  return text;
}

// "ii/2020", "2020 kvartal 2": a year and something small beside it, in either order.
struct YearAndPart {
  std::string year;
  std::string word;  // "q", "m", "kvartal", ... or ""
  std::string part;  // digits as they stand
  bool roman = false;
};

std::optional<int> Roman(const std::string& word) {
  static constexpr std::array<std::string_view, 12> kRoman = {
      "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"};
  for (std::size_t i = 0; i < kRoman.size(); ++i) {
    if (word == kRoman[i]) return int(i) + 1;
  }
  return std::nullopt;
}

std::optional<YearAndPart> SplitYear(const std::string& text) {
  std::vector<std::string> words;  // runs of digits or letters
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (!IsDigit(c) && !IsLetter(c)) {
      if (c != ' ' && c != '/' && c != '-' && c != '.') return std::nullopt;
      continue;
    }
    const bool joins =
        i > 0 && !words.empty() &&
        ((IsDigit(c) && IsDigit(text[i - 1])) || (IsLetter(c) && IsLetter(text[i - 1])));
    if (!joins) words.emplace_back();
    words.back() += c;
  }
  YearAndPart read;
  for (const std::string& word : words) {
    if (IsDigit(word[0]) && word.size() == 4 && read.year.empty()) {
      read.year = word;
    } else if (const auto roman = Roman(word); roman && read.part.empty()) {
      read.part = std::to_string(*roman);
      read.roman = true;
    } else if (IsDigit(word[0]) && word.size() <= 2 && read.part.empty()) {
      read.part = word;
    } else if (IsLetter(word[0]) && read.word.empty()) {
      read.word = word;
    } else {
      return std::nullopt;
    }
  }
  if (read.year.empty() || read.part.empty()) return std::nullopt;
  return read;
}

PeriodKind KindOfWord(const std::string& word) {
  static constexpr std::pair<std::string_view, PeriodKind> kWords[] = {
      {"q", PeriodKind::kQuarter},
      {"quarter", PeriodKind::kQuarter},
      {"kv", PeriodKind::kQuarter},
      {"kvartal", PeriodKind::kQuarter},
      {"tromesecje", PeriodKind::kQuarter},
      {"tromjesecje", PeriodKind::kQuarter},
      {"trimesecje", PeriodKind::kQuarter},
      {"tremujori", PeriodKind::kQuarter},
      {"s", PeriodKind::kHalf},
      {"h", PeriodKind::kHalf},
      {"half", PeriodKind::kHalf},
      {"polugodiste", PeriodKind::kHalf},
      {"polugodje", PeriodKind::kHalf},
      {"polugodie", PeriodKind::kHalf},
      {"gjashtemujori", PeriodKind::kHalf},
      {"m", PeriodKind::kMonth}};
  for (const auto& [known, kind] : kWords) {
    if (word == known) return kind;
  }
  return PeriodKind::kAny;
}

// "2020-Q1" of a year, a kind and a number; "" where the kind has no such part.
std::string CodeOf(const YearAndPart& read, PeriodKind kind) {
  const int part = std::stoi(read.part);
  if (kind == PeriodKind::kQuarter && part >= 1 && part <= 4) {
    return read.year + "-Q" + std::to_string(part);
  }
  if (kind == PeriodKind::kHalf && (part == 1 || part == 2)) {
    return read.year + "-S" + std::to_string(part);
  }
  if (kind == PeriodKind::kMonth && part >= 1 && part <= 12) {
    return read.year + (part < 10 ? "-0" : "-") + std::to_string(part);
  }
  return "";
}

// "2017/18", "2017-18" as the years from 2017 to 2018; "" where it is none.
std::string ShortRange(const std::string& text) {
  if (text.size() != 7 || (text[4] != '/' && text[4] != '-')) return "";
  for (std::size_t i : {0u, 1u, 2u, 3u, 5u, 6u}) {
    if (!IsDigit(text[i])) return "";
  }
  std::string to = text.substr(0, 2) + text.substr(5);
  if (to == "1900") to = "2000";  // 1999/00
  return to > text.substr(0, 4) ? text.substr(0, 4) + "/" + to : "";
}

PeriodKind KindOf(const Period& period) {
  if (period.code.size() == 4) return PeriodKind::kYear;
  if (period.code.size() == 9) return PeriodKind::kRange;
  const char c = period.code[5];
  return c == 'Q' ? PeriodKind::kQuarter : c == 'S' ? PeriodKind::kHalf : PeriodKind::kMonth;
}

const char* Expected(PeriodKind kind) {
  switch (kind) {
    case PeriodKind::kYear:
      return "a year between 1900 and 2100";
    case PeriodKind::kHalf:
      return "a half-year (2017-S1, I/2017)";
    case PeriodKind::kQuarter:
      return "a quarter (2017-Q1, I/2017)";
    case PeriodKind::kMonth:
      return "a month (2017-03, 3/2017)";
    case PeriodKind::kRange:
      return "a range of years (2013/2016, 2017/18) or a year";
    default:
      return "a year between 1900 and 2100, a half-year (2017-S1), quarter (2017-Q1), month "
             "(2017-03) or range (2013/2016)";
  }
}

bool IsAll(std::string_view text, std::size_t least, std::size_t most) {
  if (text.size() < least || text.size() > most) return false;
  for (char c : text) {
    if (!IsDigit(c)) return false;
  }
  return true;
}

// Why a cell can't be read where no setting says more, and which setting would.
Problem Undecided(std::string_view cell, const std::string& text) {
  Problem problem{"ambiguous-period", std::string(cell), "", ""};
  if (LooksLikeDate(text)) {
    problem.expected =
        "a period; this is a day, which counts for a year, a quarter or a month only where the "
        "mapping says so, and whose day and month may stand in either order";
    problem.hint =
        "Say how days are written and what they count for in the mapping's column: "
        "\"date\": \"dd.mm.yyyy\", \"period\": \"year\".";
    return problem;
  }
  if (!ShortRange(text).empty()) {
    problem.expected =
        "a period that can be read in one way; this may be a range of years, a school "
        "or budget year, or a month";
    problem.hint =
        "Say \"period\": \"range\" or \"month\" for the column in the mapping, or write "
        "2013/2016.";
    return problem;
  }
  const auto read = SplitYear(text);
  if (read && KindOfWord(read->word) == PeriodKind::kAny &&
      !CodeOf(*read, PeriodKind::kMonth).empty()) {
    problem.expected =
        "a period that can be read in one way; this may be a month, a quarter or a "
        "half-year";
    problem.hint =
        "Say \"period\": \"month\", \"quarter\" or \"half\" for the column in the mapping.";
    return problem;
  }
  problem.code = "bad-period";
  problem.expected = Expected(PeriodKind::kAny);
  if (IsAll(text, 2, 2)) problem.hint = "Write the year with four digits.";
  if (IsAll(text, 5, 5)) {
    problem.hint =
        "If this is the number that a spreadsheet keeps for a day, say \"date\": "
        "\"excel-1900\" (or \"excel-1904\") and \"period\": \"year\" in the mapping.";
  }
  return problem;
}

// The code of a period that a cell of this kind says; "" where it says none.
std::string CodeFor(const std::string& text, PeriodKind kind) {
  if (kind == PeriodKind::kRange) {
    const std::string range = ShortRange(text);
    if (!range.empty()) return range;
  }
  const std::optional<YearAndPart> read = SplitYear(text);
  if (!read) return "";
  const PeriodKind word = KindOfWord(read->word);
  if (!read->word.empty() && word == PeriodKind::kAny) return "";
  if (word != PeriodKind::kAny && kind != PeriodKind::kAny && word != kind) return "";
  // Without a setting only a word says what the number counts: 2020Q1, and not 1/2020.
  return CodeOf(*read, kind == PeriodKind::kAny ? word : kind);
}

}  // namespace

std::optional<Problem> ReadPeriodCell(std::string_view cell, const PeriodCells& cells,
                                      Period& out) {
  if (cells.date) {
    if (const std::optional<Date> day = cells.date->DateOf(cell)) {
      out = PeriodOf(*day, cells.kind);
      return std::nullopt;
    }
    return Problem{"not-a-date", std::string(cell), "a day written as " + cells.date->text(),
                   "The mapping says \"date\": \"" + cells.date->text() +
                       "\" for the column; correct the cell, or the format where the whole column "
                       "is written otherwise."};
  }
  if (Result<Period> own = ParsePeriod(cell); own.ok()) {
    const PeriodKind kind = KindOf(*own);
    const bool wanted = cells.kind == PeriodKind::kAny || cells.kind == kind ||
                        (cells.kind == PeriodKind::kRange && kind == PeriodKind::kYear);
    // 2010-12 is our December and somebody's three years.
    const bool decided = cells.vocabulary || cells.kind != PeriodKind::kAny ||
                         kind != PeriodKind::kMonth || ShortRange(own->code).empty();
    if (wanted && decided) {
      out = *std::move(own);
      return std::nullopt;
    }
    if (wanted) return Undecided(cell, own->code);
  }
  const std::string text = Folded(cell);
  std::string code = CodeFor(text, cells.kind);
  const bool year =
      IsAll(text, 4, 4) || (text.size() == 9 && text[4] == '-');  // "2020.", a long dash
  if (code.empty() && year) code = text;
  if (Result<Period> read = ParsePeriod(code); read.ok()) {
    const PeriodKind kind = KindOf(*read);
    if (cells.kind == PeriodKind::kAny || cells.kind == kind ||
        (cells.kind == PeriodKind::kRange && kind == PeriodKind::kYear)) {
      out = *std::move(read);
      return std::nullopt;
    }
  }
  if (cells.kind == PeriodKind::kAny) return Undecided(cell, text);
  return Problem{"bad-period", std::string(cell), Expected(cells.kind),
                 "The mapping declares what the cells of this column stand for in \"period\"."};
}

}  // namespace rapporteur
