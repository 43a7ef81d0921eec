#include "core/check/finding_words.h"

#include <cmath>

#include "core/base/number.h"
#include "core/compute/formula.h"

namespace rapporteur {

std::string FillIn(const std::string& text, const Placeholders& values) {
  std::string filled;
  std::size_t at = 0;
  while (true) {
    const std::size_t open = text.find('{', at);
    const std::size_t close = open == std::string::npos ? open : text.find('}', open);
    if (close == std::string::npos) return filled + text.substr(at);
    filled += text.substr(at, open - at);
    const auto value = values.find(text.substr(open + 1, close - open - 1));
    if (value != values.end()) {
      filled += value->second;
      at = close + 1;
    } else {
      filled += '{';
      at = open + 1;
    }
  }
}

std::string RoundedNumber(double number) {
  const double rounded = std::round(number * 10000) / 10000;
  return FormatNumber(std::isfinite(rounded) ? rounded : number);
}

std::string SignedNumber(double number) {
  return (number > 0 ? "+" : "") + RoundedNumber(number);
}

std::string CellText(const std::string& country, const std::string& indicator,
                     const CellKey& key) {
  CellRef ref;
  ref.indicator = indicator;
  ref.dimensions = ParseDimensions(key.dimensions);
  if (key.territory != country) ref.territory = key.territory;
  return ToText(ref);
}

std::string MessageOf(const CheckRule& rule, const std::string& language) {
  if (!rule.message.empty()) return rule.message.In(language);
  switch (rule.kind) {
    case RuleKind::kParts:
      return "{indicator} {period}: the parts by {dimension} add up to {found} ({parts}), the total "
             "is {expected}: {gap}.";
    case RuleKind::kSubset:
      return "{indicator} {period}: {found} is more than {other}, of which it is a part: {expected}.";
    case RuleKind::kFormula:
      return "{indicator} {period}: {found} is reported, {formula} gives {expected}: {gap}.";
    case RuleKind::kSameAs:
      return "{indicator} {period}: {found} is reported, {other} says {expected}: {gap}.";
    case RuleKind::kEqual:
      return "{period}: {other} is {found}, {formula} is {expected}: {gap}.";
    case RuleKind::kAtLeast:
      return "{period}: {other} is {found}, less than {formula}: {expected}.";
    case RuleKind::kAtMost:
      return "{period}: {other} is {found}, more than {formula}: {expected}.";
    case RuleKind::kJump:
      return "{indicator} {period}: {found} after {expected} in the period before: {gap}.";
    case RuleKind::kSmallDenominator:
      return "{indicator} {period}: a share of {found}, fewer than {expected}.";
    case RuleKind::kSources:
      return "{indicator} {period}: {other} says {found}, {source} says {expected}.";
    case RuleKind::kRanges:
      return "{indicator} {period}: {found} for the years together, the single years sum to "
             "{expected}: {gap}.";
    case RuleKind::kBreaks:
      return "{indicator} {period}: {found} after {expected}, but the series breaks here: {other}";
    case RuleKind::kBounds: return "{indicator} {period}: found {found}, expected {expected}.";
    case RuleKind::kCodes: return "{indicator} {period}: {other} is not in the catalogue.";
    case RuleKind::kBreakdown:
      return "{indicator} {period}: the definition is not broken down by {dimension}.";
    case RuleKind::kNeeds:
      return "{indicator} {period}: the {other} beside the value has {found} characters, expected "
             "{expected} or more.";
    case RuleKind::kUnit:
      return "{indicator} {period}: the unit beside the value is {found}, expected {expected}.";
    case RuleKind::kRate:
      return "{indicator} {period}: {found} can't be converted, because {other} has no value for "
             "that period.";
    case RuleKind::kFuture:
      return "{indicator} {period}: there is a value, but on {expected} the period is not over.";
    case RuleKind::kTurn:
      return "{indicator} {period}: {found} after {expected} in the period before.";
    case RuleKind::kZero:
      return "{indicator} {period}: a zero has the status {other}, expected {expected}.";
    case RuleKind::kLaw: return "{indicator} {period}: the article of law is {other}.";
    case RuleKind::kTexts:
      return "{indicator} {period}: the {other} has {found}, expected at most {expected}.";
  }
  return "";
}

std::string HintOf(const CheckRule& rule, const std::string& language) {
  if (!rule.hint.empty()) return rule.hint.In(language);
  if (rule.kind == RuleKind::kCodes) {
    return "Import the value again with the code that the catalogue has now, or bring the code back "
           "in the document.";
  }
  if (rule.kind == RuleKind::kBreakdown) {
    return "Add the dimension to the definition, or leave the value out.";
  }
  return "";
}

}  // namespace rapporteur
