// Words that head a column about persons, in the region's languages and both scripts.
//
// Functions of their arguments only; may be called from any thread.
#ifndef RAPPORTEUR_IMPORT_PERSONAL_HEADER_H_
#define RAPPORTEUR_IMPORT_PERSONAL_HEADER_H_

#include <string>
#include <string_view>

namespace rapporteur {

// Small ASCII letters: Cyrillic in Latin, without diacritics ("Датум рођења" and "datum rođenja"
// are "datum rodjenja"); digits and punctuation stay; other characters become "?".
std::string FoldText(std::string_view utf8);

enum class PersonalHeader { kNone, kBirthDate, kPerson };

// "Ime i prezime", "ЈМБГ", "Datëlindja", "Датум на раѓање" …; blanks, numbers and punctuation
// around the words don't matter.  "Ime" alone is one, "Ime opštine" is not.
PersonalHeader ClassifyHeader(std::string_view header);

// Is a word of birth the last but for a few letters ("rođena", "lindur më", "born on:")?
// `folded` is what stands before a date.
bool EndsInWordOfBirth(std::string_view folded);

}  // namespace rapporteur

#endif  // RAPPORTEUR_IMPORT_PERSONAL_HEADER_H_
