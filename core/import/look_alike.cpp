#include "core/import/look_alike.h"

#include <algorithm>
#include <cstddef>
#include <iterator>

namespace rapporteur {
namespace {

struct Alike {
  std::string_view cyrillic;
  char latin;
};
constexpr Alike kAlike[] = {{"А", 'A'}, {"В", 'B'}, {"С", 'C'}, {"Е", 'E'}, {"Н", 'H'}, {"І", 'I'},
                            {"Ј", 'J'}, {"К", 'K'}, {"М", 'M'}, {"О", 'O'}, {"Р", 'P'}, {"Ѕ", 'S'},
                            {"Т", 'T'}, {"У", 'Y'}, {"Х", 'X'}, {"а", 'a'}, {"с", 'c'}, {"е", 'e'},
                            {"һ", 'h'}, {"і", 'i'}, {"ј", 'j'}, {"о", 'o'}, {"р", 'p'}, {"ѕ", 's'},
                            {"у", 'y'}, {"х", 'x'}};

enum class Script { kNone, kLatin, kCyrillic };

// The character at the start of `utf8`, which is valid and not empty.
std::string_view First(std::string_view utf8) {
  const auto c = static_cast<unsigned char>(utf8[0]);
  const std::size_t length = c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : c >= 0xC0 ? 2 : 1;
  return utf8.substr(0, length);
}

Script ScriptOf(std::string_view letter) {
  const auto c = static_cast<unsigned char>(letter[0]);
  if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) return Script::kLatin;
  if (c >= 0xC3 && c <= 0xC9)
    return letter == "×" || letter == "÷" ? Script::kNone : Script::kLatin;
  return c >= 0xD0 && c <= 0xD4 ? Script::kCyrillic : Script::kNone;
}

// The first letter of the script that has fewer of them in the word.
std::string StrangerOf(std::string_view word) {
  int counts[3] = {0, 0, 0};
  for (std::string_view rest = word; !rest.empty(); rest.remove_prefix(First(rest).size())) {
    ++counts[static_cast<int>(ScriptOf(First(rest)))];
  }
  if (counts[1] == 0 || counts[2] == 0) return "";
  const Script stranger = counts[2] <= counts[1] ? Script::kCyrillic : Script::kLatin;
  int number = 0;
  for (std::string_view rest = word; !rest.empty(); rest.remove_prefix(First(rest).size())) {
    ++number;
    if (ScriptOf(First(rest)) != stranger) continue;
    return "letter " + std::to_string(number) + " (" + std::string(First(rest)) + ") is " +
           (stranger == Script::kCyrillic ? "Cyrillic" : "Latin");
  }
  return "";
}

}  // namespace

std::string AsDrawnInLatin(std::string_view utf8) {
  std::string drawn;
  while (!utf8.empty()) {
    const std::string_view letter = First(utf8);
    utf8.remove_prefix(letter.size());
    const auto found = std::find_if(std::begin(kAlike), std::end(kAlike),
                                    [letter](const Alike& a) { return a.cyrillic == letter; });
    if (found != std::end(kAlike)) {
      drawn += found->latin;
    } else {
      drawn += letter;
    }
  }
  return drawn;
}

std::string MixedLetters(std::string_view utf8) {
  while (!utf8.empty()) {
    const std::size_t end = std::min(utf8.find(' '), utf8.size());
    if (std::string said = StrangerOf(utf8.substr(0, end)); !said.empty()) return said;
    utf8.remove_prefix(std::min(end + 1, utf8.size()));
  }
  return "";
}

void SayLookAlike(std::string_view code, Problem& problem) {
  std::string letters = MixedLetters(code);
  if (letters.empty()) {
    const std::string drawn = AsDrawnInLatin(code);
    const bool latin_now = std::all_of(drawn.begin(), drawn.end(),
                                       [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    if (drawn == code || !latin_now) return;  // Latin, or a word that is Cyrillic for good
    letters = "its letters are Cyrillic and only look like " + drawn;
  }
  problem.code = "mixed-scripts";
  problem.expected += ", in letters of one script; " + letters;
  problem.hint =
      "Type it again in Latin letters, or translate what the file writes in the mapping's "
      "\"codes\".";
}

}  // namespace rapporteur
