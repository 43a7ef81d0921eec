#include "core/base/encoding_guess.h"

#include <unicode/uchar.h>
#include <unicode/ucnv.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <limits>

namespace rapporteur {
namespace {

// Encodings less than this behind the likeliest are left to the country (e^4 = 55 to one): one odd
// letter is no proof, and a letter among its like adds more.
constexpr double kClearMargin = 4;

// In order of preference where two read the file the same.
constexpr const char* kCandidates[] = {"windows-1250", "windows-1251", "iso-8859-2", "iso-8859-5",
                                       "windows-1252"};
constexpr std::size_t kCandidateCount = std::size(kCandidates);

using CodePoints = std::array<char32_t, 256>;

CodePoints ReadTable(const char* encoding) {
  CodePoints table;
  UErrorCode status = U_ZERO_ERROR;
  UConverter* converter = ucnv_open(encoding, &status);
  for (unsigned i = 0; i < 256; i++) {
    const char byte = static_cast<char>(i);
    const char* source = &byte;
    UErrorCode one = status;
    const UChar32 c = U_SUCCESS(one) ? ucnv_getNextUChar(converter, &source, &byte + 1, &one) : 0;
    table[i] = U_SUCCESS(one) ? static_cast<char32_t>(c) : 0xFFFD;
  }
  if (U_SUCCESS(status)) ucnv_close(converter);
  return table;
}

const std::array<CodePoints, kCandidateCount>& Tables() {
  static const std::array<CodePoints, kCandidateCount> tables = [] {
    std::array<CodePoints, kCandidateCount> all;
    for (std::size_t i = 0; i < kCandidateCount; i++) all[i] = ReadTable(kCandidates[i]);
    return all;
  }();
  return tables;
}

// How often a letter beyond ASCII is this one, in per mille of all such letters.
struct LetterShare {
  char32_t letter;
  double per_mille;
};

constexpr LetterShare kSouthSlavicLatin[] = {
    {U'č', 250}, {U'š', 240}, {U'ž', 200}, {U'ć', 190}, {U'đ', 80}, {U'ö', 3}, {U'ü', 3},
    {U'é', 3},   {U'á', 3},   {U'ő', 1},   {U'ë', 1},   {U'ç', 1},  {U'ä', 1}};
constexpr LetterShare kAlbanian[] = {{U'ë', 810}, {U'ç', 110}, {U'š', 20}, {U'č', 20}, {U'ž', 15},
                                     {U'ć', 10},  {U'đ', 5},   {U'é', 2},  {U'ü', 2},  {U'ö', 2}};
// One file for two languages, as in North Macedonia or a regional list.
constexpr LetterShare kBoth[] = {{U'ë', 425}, {U'č', 125}, {U'š', 120}, {U'ž', 100}, {U'ć', 95},
                                 {U'ç', 60},  {U'đ', 40},  {U'ö', 3},   {U'ü', 3},   {U'é', 3}};
constexpr LetterShare kCentral[] = {
    {U'á', 130}, {U'é', 130}, {U'í', 60}, {U'ó', 60}, {U'ö', 50}, {U'ü', 40}, {U'ő', 30},
    {U'ű', 20},  {U'ě', 30},  {U'ř', 30}, {U'ů', 15}, {U'ý', 30}, {U'ł', 30}, {U'ą', 30},
    {U'ę', 30},  {U'ś', 15},  {U'ź', 5},  {U'ż', 15}, {U'ń', 10}, {U'ţ', 20}, {U'ş', 20},
    {U'ă', 30},  {U'â', 15},  {U'î', 15}, {U'ä', 15}, {U'ú', 20}, {U'š', 30}, {U'č', 30},
    {U'ž', 30},  {U'ť', 3},   {U'ď', 3},  {U'ň', 5},  {U'ß', 5},  {U'ô', 3}};
constexpr LetterShare kWestern[] = {
    {U'é', 250}, {U'è', 80}, {U'à', 80}, {U'ê', 30}, {U'ñ', 40}, {U'ü', 60}, {U'ö', 60},
    {U'ä', 70},  {U'ç', 40}, {U'å', 30}, {U'ø', 20}, {U'ã', 40}, {U'õ', 10}, {U'ò', 20},
    {U'ù', 20},  {U'ì', 15}, {U'á', 40}, {U'í', 40}, {U'ó', 50}, {U'ú', 15}, {U'ß', 15},
    {U'æ', 10},  {U'ô', 20}, {U'î', 15}, {U'â', 20}, {U'û', 10}, {U'ï', 5},  {U'ë', 5}};
constexpr LetterShare kCyrillic[] = {
    {U'а', 120}, {U'о', 96}, {U'и', 92}, {U'е', 92}, {U'н', 60}, {U'т', 55}, {U'р', 50},
    {U'с', 48},  {U'в', 39}, {U'д', 37}, {U'к', 37}, {U'у', 34}, {U'л', 32}, {U'ј', 31},
    {U'м', 30},  {U'п', 29}, {U'з', 17}, {U'г', 16}, {U'б', 14}, {U'ч', 10}, {U'ц', 9},
    {U'ш', 8},   {U'ж', 6},  {U'њ', 5},  {U'х', 4},  {U'љ', 4},  {U'ћ', 4},  {U'ф', 4},
    {U'ђ', 2},   {U'ќ', 2},  {U'ѓ', 2},  {U'џ', 1},  {U'ѕ', 1}};

struct Mark {
  char32_t mark;
  double share;  // of all bytes above 0x7F
};
// Marks that a word starts or ends with; the other ones stand apart from words.
constexpr std::u32string_view kTouching = U"–„“”‘’…«»‚\xAD";
constexpr Mark kMarks[] = {{U'–', 0.02},   {U'—', 0.005},   {U'„', 0.01},   {U'“', 0.01},
                           {U'”', 0.01},   {U'‘', 0.003},   {U'’', 0.008},  {U'…', 0.004},
                           {U'€', 0.005},  {U'\xA0', 0.01}, {U'«', 0.002},  {U'»', 0.002},
                           {U'°', 0.002},  {U'§', 0.002},   {U'·', 0.001},  {U'•', 0.002},
                           {U'±', 0.0005}, {U'№', 0.001},   {U'‚', 0.0005}, {U'\xAD', 0.0005},
                           {U'©', 0.0005}, {U'®', 0.0005},  {U'™', 0.0005}};

constexpr double kOtherLetter = 1e-4;  // of the same script
constexpr double kOtherScript = 1e-6;
constexpr double kOtherMark = 1e-5;
constexpr double kControl = 1e-9;  // or nothing at all
constexpr double kCapital = 0.1;
constexpr double kCapitalWithinWord = 2e-3;
constexpr double kMarkAtWord = 0.005;

// What stands before a letter beyond ASCII, or after it.
struct Neighbours {
  double ascii_letter, other_letter, no_letter;
};

struct Language {
  const LetterShare* letters;
  std::size_t count;
  bool cyrillic;
  Neighbours neighbours;
  double prior;  // logarithm of how likely a file of this project is in it
};
constexpr Neighbours kAmongAscii = {0.75, 0.05, 0.20};
constexpr Neighbours kAmongItsLike = {0.003, 0.80, 0.197};
constexpr Language kLanguages[] = {
    {kSouthSlavicLatin, std::size(kSouthSlavicLatin), false, kAmongAscii, 0},
    {kAlbanian, std::size(kAlbanian), false, kAmongAscii, 0},
    {kBoth, std::size(kBoth), false, kAmongAscii, 0},
    {kCentral, std::size(kCentral), false, kAmongAscii, -4},
    {kWestern, std::size(kWestern), false, kAmongAscii, -4},
    {kCyrillic, std::size(kCyrillic), true, kAmongItsLike, 0}};

bool IsCyrillic(char32_t c) { return c >= 0x400 && c < 0x460; }
bool IsAsciiLetter(char32_t c) { return c < 0x80 && u_isalpha(static_cast<UChar32>(c)); }
bool IsLetter(char32_t c) { return u_isalpha(static_cast<UChar32>(c)); }
bool IsCapital(char32_t c) { return u_isupper(static_cast<UChar32>(c)); }
bool StandsApart(char32_t c) {
  return c >= 0xA0 && !IsLetter(c) && kTouching.find(c) == std::u32string_view::npos;
}
bool IsSmall(char32_t c) { return u_islower(static_cast<UChar32>(c)); }

double ShareOf(char32_t c, const Language& language) {
  if (c == 0xFFFD || (c >= 0x80 && c < 0xA0)) return kControl;
  if (!IsLetter(c)) {
    for (const Mark& m : kMarks) {
      if (m.mark == c) return m.share;
    }
    return kOtherMark;
  }
  const char32_t small = static_cast<char32_t>(u_tolower(static_cast<UChar32>(c)));
  const double capital = IsCapital(c) ? kCapital : 1 - kCapital;
  for (std::size_t i = 0; i < language.count; i++) {
    if (language.letters[i].letter == small) {
      return 0.9 * capital * language.letters[i].per_mille / 1000;
    }
  }
  return capital * (IsCyrillic(c) == language.cyrillic ? kOtherLetter : kOtherScript);
}

// The logarithm of the likelihood of one pair of bytes.
double Weigh(char32_t first, char32_t second, const Language& language) {
  double weight = 0;
  const Neighbours& near = language.neighbours;
  if (second >= 0x80) {
    weight += std::log(ShareOf(second, language));
    if (IsLetter(second)) {
      weight += std::log(IsAsciiLetter(first) ? near.ascii_letter
                         : IsLetter(first)    ? near.other_letter
                                              : near.no_letter);
    }
  } else if (IsAsciiLetter(second) && IsLetter(first)) {
    weight += std::log(near.ascii_letter);
  }
  if ((StandsApart(first) && IsLetter(second)) || (StandsApart(second) && IsLetter(first))) {
    weight += std::log(kMarkAtWord);
  }
  if (IsSmall(first) && IsCapital(second)) weight += std::log(kCapitalWithinWord);
  return weight;
}

// The pairs that a file has.
struct CountedPair {
  unsigned char first, second;
  std::uint32_t count;
};

std::vector<CountedPair> PairsOf(const LetterCounts& counts) {
  std::vector<CountedPair> pairs;
  for (unsigned a = 0; a < 256; a++) {
    for (unsigned b = a < 0x80 ? 0x80 : 0; b < 256; b++) {
      if (const std::uint32_t n = counts.Pair(a, b)) {
        pairs.push_back({static_cast<unsigned char>(a), static_cast<unsigned char>(b), n});
      }
    }
  }
  return pairs;
}

double Likelihood(const std::vector<CountedPair>& pairs, const CodePoints& table) {
  double best = -std::numeric_limits<double>::infinity();
  for (const Language& language : kLanguages) {
    double sum = language.prior;
    for (const CountedPair& pair : pairs) {
      sum += pair.count * Weigh(table[pair.first], table[pair.second], language);
    }
    best = std::max(best, sum);
  }
  return best;
}

// Do both tables read this file the same?
bool SameText(const std::vector<CountedPair>& pairs, const CodePoints& x, const CodePoints& y) {
  return std::all_of(pairs.begin(), pairs.end(),
                     [&](const CountedPair& pair) { return x[pair.second] == y[pair.second]; });
}

}  // namespace

LetterCounts::LetterCounts() : pairs_(256 * 256) {}

void LetterCounts::Add(std::string_view chunk) {
  const auto* p = reinterpret_cast<const unsigned char*>(chunk.data());
  const unsigned char* const end = p + chunk.size();
  unsigned char last = last_;
  while (p != end) {
    std::uint64_t eight;
    if (last < 0x80 && end - p >= 8) {
      std::memcpy(&eight, p, 8);
      if ((eight & 0x8080808080808080u) == 0) {  // nothing to count in most files' most places
        last = p[7];
        p += 8;
        continue;
      }
    }
    if (*p >= 0x80 || last >= 0x80) {
      std::uint32_t& n = pairs_[static_cast<std::size_t>(last << 8 | *p)];
      if (n != std::numeric_limits<std::uint32_t>::max()) n++;
    }
    last = *p++;
  }
  last_ = last;
}

const char* UsualEncoding(const std::string& country) {
  return country == "MK" ? "windows-1251" : "windows-1250";
}

Guess GuessEightBit(const LetterCounts& counts, const std::string& country) {
  const auto& tables = Tables();
  const std::vector<CountedPair> pairs = PairsOf(counts);
  std::array<double, kCandidateCount> likelihood;
  for (std::size_t i = 0; i < kCandidateCount; i++) likelihood[i] = Likelihood(pairs, tables[i]);
  const auto best = static_cast<std::size_t>(
      std::max_element(likelihood.begin(), likelihood.end()) - likelihood.begin());

  // The distance to the next encoding that reads the file otherwise.
  double margin = std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i < kCandidateCount; i++) {
    if (!SameText(pairs, tables[i], tables[best])) {
      margin = std::min(margin, likelihood[best] - likelihood[i]);
    }
  }
  const bool clear = margin >= kClearMargin;
  std::size_t chosen = kCandidateCount;
  for (std::size_t i = 0; i < kCandidateCount; i++) {
    const bool possible = SameText(pairs, tables[i], tables[best]) ||
                          (!clear && likelihood[best] - likelihood[i] < kClearMargin);
    if (!possible) continue;
    if (chosen == kCandidateCount || kCandidates[i] == std::string_view(UsualEncoding(country))) {
      chosen = i;
    }
  }
  return {kCandidates[chosen], clear ? static_cast<int>(100 * (1 - std::exp(-margin))) : 50, clear};
}

}  // namespace rapporteur
