// What the Unicode CLDR knows of a country, as a beginning for its document: the languages, how
// numbers and dates are written, the currency.
//
// Functions of their arguments only; may be called from any thread.
#ifndef RAPPORTEUR_BASE_LOCALE_FACTS_H_
#define RAPPORTEUR_BASE_LOCALE_FACTS_H_

#include <string>
#include <vector>

#include "core/base/format.h"

namespace rapporteur {

// The tags of the language that is spoken most in a country (ISO 3166-1 alpha-2), as documents
// write it: {"hr"}; {"sr-Cyrl", "sr-Latn"} where Latin is derived from Cyrillic.  Empty where the
// CLDR does not know the country.
std::vector<std::string> LanguagesSpokenIn(const std::string& alpha2);

NationalFormats FormatsUsedIn(const std::string& alpha2, const std::string& language);

// ISO 4217, "" where unknown.
std::string CurrencyOf(const std::string& alpha2);

}  // namespace rapporteur

#endif  // RAPPORTEUR_BASE_LOCALE_FACTS_H_
