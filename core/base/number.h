// Decimal numbers as people write them: "1.234,5", "1 234.5", "12,5", "-7".
//
// Whether a comma or a point stands before the decimals is a habit of the writer, not of the
// reader's computer.  So no locale is asked; the habit is given, or found from the other numbers of
// the same column, and a number that can be read in two ways is said to be ambiguous instead of
// being guessed.  Needs nothing but the standard library, so that a plugin can compile it in.
//
// Functions of their arguments only; may be called from any thread.
//
// Example:
//   Decimal habit = Decimal::kUnknown;
//   for (std::string_view cell : column) {
//     if (Decimal evidence = Evidence(cell); evidence != Decimal::kUnknown) habit = evidence;
//   }
//   ParsedNumber n = ParseNumber("1.234", habit);
#ifndef RAPPORTEUR_BASE_NUMBER_H_
#define RAPPORTEUR_BASE_NUMBER_H_

#include <string>
#include <string_view>

namespace rapporteur {

// The mark before the decimals.
enum class Decimal { kUnknown, kComma, kPoint };

enum class NumberKind {
  kNumber,
  kAmbiguous,  // "1.234" and "1,234" where the convention is unknown
  kNotANumber
};

struct ParsedNumber {
  NumberKind kind = NumberKind::kNotANumber;
  double value = 0;  // 0 unless kind is kNumber
};

// Blanks around the number, a sign (+, -, or the minus sign U+2212), groups of three digits parted
// all by the same mark (the comma or point that is not the decimal mark, a space, a no-break,
// narrow no-break or thin space, an apostrophe), decimals, an exponent ("1.5E-05").  ASCII digits
// only. Refused: groups of another length, a group that starts with a lone zero ("0.123" never
// means 123), a mark without digits after it, and whatever does not fit a double ("1e400",
// "1e-400").
ParsedNumber ParseNumber(std::string_view text, Decimal convention = Decimal::kUnknown);

// The only convention under which `text` is a number; kUnknown where both or none will do.
Decimal Evidence(std::string_view text);

// The shortest text that gives the same double when read back; a point before the decimals, no
// group marks; an exponent only below 1e-7 and from 1e21 on.  Valid in JSON. REQUIRES: the value is
// finite.
std::string FormatNumber(double value);

}  // namespace rapporteur

#endif  // RAPPORTEUR_BASE_NUMBER_H_
