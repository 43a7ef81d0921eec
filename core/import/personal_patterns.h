// The patterns behind PersonalDataScanner, over text that has been simplified.
//
// Functions of their arguments only.
#ifndef RAPPORTEUR_IMPORT_PERSONAL_PATTERNS_H_
#define RAPPORTEUR_IMPORT_PERSONAL_PATTERNS_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "core/import/personal_data.h"

namespace rapporteur {

// One byte per character: ASCII in capitals; what looks like a Latin letter, a digit, a blank or a
// dash as that; other letters '~', other marks ';'; invisible characters are dropped.
void SimplifyText(std::string_view utf8, std::string* simple);

// JMBG, NID, IBAN.
std::optional<Hit> FindPersonalNumber(std::string_view simple, ColumnUse use);

// E-mail, telephone, passport: in texts only.
std::optional<Hit> FindPersonalPattern(std::string_view simple);

// The length of a full date at `i` (15.6.2005, 15/06/2005, 2005-06-15), or 0.
std::size_t DateLength(std::string_view text, std::size_t i);

}  // namespace rapporteur

#endif  // RAPPORTEUR_IMPORT_PERSONAL_PATTERNS_H_
