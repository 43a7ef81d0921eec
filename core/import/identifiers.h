// The numbers that states and banks give to persons: shape and check digit.
//
// Functions of their arguments only.
#ifndef RAPPORTEUR_IMPORT_IDENTIFIERS_H_
#define RAPPORTEUR_IMPORT_IDENTIFIERS_H_

#include <string_view>

namespace rapporteur {

// JMBG, JMB, EMBG (Serbia, Montenegro, Bosnia and Herzegovina, North Macedonia): 13 digits
// DDMMYYYRRBBBK.  The shape is a day that existed in 1900 to 2035; every region is taken, for the
// unused ones (60 to 69) serve as examples and new ones may come into use.
// REQUIRES: 13 ASCII digits
bool HasJmbgShape(std::string_view digits);
bool HasJmbgCheckDigit(std::string_view digits);

// Albania's NID: decade letter, digit of the year, month (women +50, foreigners +30), day, three
// digits, check letter; capitals.  Taxpayers' numbers look the same.
bool HasNidShape(std::string_view text);
// REQUIRES: HasNidShape(text)
bool HasNidCheckLetter(std::string_view text);

// An account number of the region or its neighbours, without blanks, in capitals: country and
// length.
bool HasIbanShape(std::string_view text);
// REQUIRES: HasIbanShape(text)
bool HasIbanCheckDigits(std::string_view text);

}  // namespace rapporteur

#endif  // RAPPORTEUR_IMPORT_IDENTIFIERS_H_
