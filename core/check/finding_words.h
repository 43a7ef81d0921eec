// Puts a finding of a check into the words of its rule: the document's text with {indicator},
// {period}, {found}, {expected}, {gap}, {dimension}, {parts}, {other}, {source} and {formula} filled
// in.
//
// Functions of their arguments only; may be called from any thread.
#ifndef RAPPORTEUR_CHECK_FINDING_WORDS_H_
#define RAPPORTEUR_CHECK_FINDING_WORDS_H_

#include <map>
#include <string>

#include "core/check/rule_book.h"
#include "core/compute/cells.h"

namespace rapporteur {

using Placeholders = std::map<std::string, std::string>;  // without braces

// A brace that encloses no known name stays as it is.
std::string FillIn(const std::string& text, const Placeholders& values);

// 83, 66.67: at most four decimals, without trailing zeros.
std::string RoundedNumber(double number);
// "+1", "-5", "0".
std::string SignedNumber(double number);
// "ID.12", "ID.12{sex=F,territory=BA-BIH}", as formulas write it.
std::string CellText(const std::string& country, const std::string& indicator, const CellKey& key);

// The rule's message, or the kind's own where the document gives none.
std::string MessageOf(const CheckRule& rule, const std::string& language);
std::string HintOf(const CheckRule& rule, const std::string& language);

}  // namespace rapporteur

#endif  // RAPPORTEUR_CHECK_FINDING_WORDS_H_
