// Small text helpers: trimming, splitting, quoting.  All text is UTF-8; these look at bytes only.
#ifndef RAPPORTEUR_BASE_TEXT_H_
#define RAPPORTEUR_BASE_TEXT_H_

#include <string>
#include <string_view>
#include <vector>

namespace rapporteur {

// Without white space (blank, tab, line ends, no-break space, byte order mark) at both ends.
std::string_view Trim(std::string_view text);

// The pieces between separators; "a;;b" has three, "" has one empty piece.
std::vector<std::string_view> Split(std::string_view text, char separator);

std::string Join(const std::vector<std::string>& pieces, std::string_view separator);

// "a, b and c"; at most `limit` are named, then "and 7 more".
std::string List(const std::vector<std::string>& pieces, std::size_t limit = 8);

// 'text', cut to 60 characters, control characters shown as "?".
std::string Quote(std::string_view text);

// 12345 as "12,345", for English sentences.
std::string Grouped(std::uint64_t number);

// "1 row", "2 rows".
std::string Counted(std::uint64_t number, const std::string& singular, const std::string& plural);

std::string AsciiLower(std::string_view text);

}  // namespace rapporteur

#endif  // RAPPORTEUR_BASE_TEXT_H_
