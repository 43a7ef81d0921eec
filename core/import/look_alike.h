// Letters of one script that look like another's: a Cyrillic О in "ID.О2" makes a code that nobody
// knows and nobody sees.  Such a code is refused and said so; it is never taken for the other one.
//
// Functions of their arguments only; may be called from any thread.
#ifndef RAPPORTEUR_IMPORT_LOOK_ALIKE_H_
#define RAPPORTEUR_IMPORT_LOOK_ALIKE_H_

#include <string>
#include <string_view>

#include "core/import/problem.h"

namespace rapporteur {

// Cyrillic letters that are drawn like Latin ones as these; the rest stays.
std::string AsDrawnInLatin(std::string_view utf8);

// "letter 4 (М) is Cyrillic" where a word of the text mixes Latin and Cyrillic letters, else "".  A
// word ends at a blank only, so that a code is one.
std::string MixedLetters(std::string_view utf8);

// Makes "mixed-scripts" of a problem with a code, where letters of another script are why nobody
// knows it.
void SayLookAlike(std::string_view code, Problem& problem);

}  // namespace rapporteur

#endif  // RAPPORTEUR_IMPORT_LOOK_ALIKE_H_
