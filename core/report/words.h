// The report's names for the codes of the model: kinds of sources, units, fields of a definition.
// A code that has no name here is shown as it is.
//
// Functions of their arguments; may be called from any thread.
#ifndef RAPPORTEUR_REPORT_WORDS_H_
#define RAPPORTEUR_REPORT_WORDS_H_

#include <string>

#include "core/base/messages.h"

namespace rapporteur::report {

enum class WordKind { kUnit, kSourceKind, kIndicatorType, kField, kDecision, kDecisionInShort };

// English, for Messages::Say; null where there is no name.
const char* WordFor(WordKind kind, const std::string& code);

// True where the value of a definition's field is a code of the list of the same name.
bool IsCodedField(const std::string& field);

// In the reader's language; `*known` says whether there was a name.
std::string Word(const Messages& say, WordKind kind, const std::string& code,
                 bool* known = nullptr);

}  // namespace rapporteur::report

#endif  // RAPPORTEUR_REPORT_WORDS_H_
