// One value against another: subsets, formulas, two names of one number, expressions, denominators.
#include <optional>
#include <set>
#include <utility>

#include "core/base/text.h"
#include "core/check/checker.h"
#include "core/compute/formula_inputs.h"
#include "core/compute/linear.h"

namespace rapporteur {
namespace {

// "ID.02 - (ID.03 + ID.08)" as an equation.
std::string EquationOf(const std::string& left, const std::string& right) {
  const Result<Formula> difference = Formula::Parse(left + " - (" + right + ")");
  return difference.ok() ? EquationText(*difference) : "";
}

std::optional<double> NumberOf(const Formula& formula, MissingRule missing, const CellKey& key,
                               const FormulaInputs& inputs) {
  return Evaluate(formula, missing, key.territory, ParseDimensions(key.dimensions), inputs)
      .value.number;
}

// By unit, then by kind of value, then "*".
double ToleranceFor(const CheckRule& rule, const IndicatorVersion& version) {
  for (const std::string& name : {version.unit, version.value_kind, std::string("*")}) {
    const auto tolerance = rule.tolerance.find(name);
    if (tolerance != rule.tolerance.end()) return tolerance->second;
  }
  return 0;
}

// What is reported for a check to be of interest: a number, and not one of ours.
bool Reported(const Cell& cell) { return !cell.computed && cell.value.number; }

}  // namespace

Status Checker::Subset(const CheckRule& rule, const CheckSubject& subject) {
  if (subject.version->subset_of.empty()) return {};
  const Result<Formula> whole = Formula::Parse(subject.version->subset_of);
  if (!whole.ok() || !whole->IsCell()) return {};  // said by the RuleBook
  Result<FormulaInputs> inputs = FormulaInputs::Load(*whole, catalogue_, table_, subject.period);
  if (!inputs.ok()) return inputs.status();
  for (const auto& [key, cell] : *subject.slice) {
    if (!cell.value.number || !Concerns(rule, key)) continue;
    const Cell* parent = inputs->CellOf(0, key);
    if (parent == nullptr || !parent->value.number || (cell.computed && parent->computed)) continue;
    const double part = *cell.value.number, total = *parent->value.number;
    if (part <= total || !Differ(part, total)) continue;
    Add(rule, subject, key, part, total, {{"other", whole->text()}});
  }
  return {};
}

Status Checker::FormulaAgrees(const CheckRule& rule, const CheckSubject& subject) {
  const FormulaBook::Entry* entry =
      formulas_.FormulaOn(subject.version->code, subject.period.last_day);
  if (entry == nullptr) return {};
  Result<FormulaInputs> inputs =
      FormulaInputs::Load(entry->formula, catalogue_, table_, subject.period);
  if (!inputs.ok()) return inputs.status();
  const double tolerance = ToleranceFor(rule, *subject.version);
  const std::string equation = EquationOf(subject.version->code, entry->formula.text());
  for (const auto& [key, cell] : *subject.slice) {
    if (!Reported(cell) || !Concerns(rule, key)) continue;
    // A sum without its missing addends can't be held against anybody, so the rule is strict here.
    const Outcome outcome = Evaluate(entry->formula, MissingRule::kStrict, key.territory,
                                     ParseDimensions(key.dimensions), *inputs);
    const double reported = *cell.value.number;
    if (outcome.value.number) {
      if (!Differ(reported, *outcome.value.number, tolerance)) continue;
      FoundEquation& found = Add(rule, subject, key, reported, *outcome.value.number,
                                 {{"formula", entry->formula.text()}});
      found.equation = equation;
      found.priority = 1;
    } else if (outcome.gap == Gap::kDivisionByZero) {
      Add(rule, subject, key, reported, std::nullopt,
          {{"formula", entry->formula.text()},
           {"expected", "not applicable, because the division is by zero"},
           {"gap", "no number"}});
    }
  }
  return {};
}

Status Checker::SameAs(const CheckRule& rule, const CheckSubject& subject) {
  const FormulaBook::Entry* entry =
      formulas_.AliasOn(subject.version->code, subject.period.last_day);
  if (entry == nullptr) return {};
  Result<FormulaInputs> inputs =
      FormulaInputs::Load(entry->formula, catalogue_, table_, subject.period);
  if (!inputs.ok()) return inputs.status();
  for (const auto& [key, cell] : *subject.slice) {
    if (!Reported(cell) || !Concerns(rule, key)) continue;
    const std::optional<double> other =
        NumberOf(entry->formula, MissingRule::kStrict, key, *inputs);
    if (!other || !Differ(*cell.value.number, *other)) continue;
    FoundEquation& found = Add(rule, subject, key, *cell.value.number, *other,
                               {{"other", entry->formula.text()}});
    found.equation = EquationOf(subject.version->code, entry->formula.text());
    found.priority = 2;
  }
  return {};
}

Status Checker::Compare(const CheckRule& rule, const CheckSubject& subject) {
  for (const CheckRule::Comparison& comparison : rule.comparisons) {
    // A rule belongs to the first indicator that it names.
    if (comparison.left.refs()[0].indicator != subject.version->code) continue;
    Result<FormulaInputs> left =
        FormulaInputs::Load(comparison.left, catalogue_, table_, subject.period);
    if (!left.ok()) return left.status();
    Result<FormulaInputs> right =
        FormulaInputs::Load(comparison.right, catalogue_, table_, subject.period);
    if (!right.ok()) return right.status();
    Result<FormulaInputs> both =
        FormulaInputs::Load(comparison.difference, catalogue_, table_, subject.period);
    if (!both.ok()) return both.status();
    const double tolerance = ToleranceFor(rule, *subject.version);
    std::set<CellKey> keys = left->Cells(*subject.version, rule.missing);
    keys.merge(right->Cells(*subject.version, rule.missing));
    for (const CellKey& key : keys) {
      if (!Concerns(rule, key)) continue;
      // The difference also says whether both sides are broken down alike.
      if (!NumberOf(comparison.difference, rule.missing, key, *both)) continue;
      const std::optional<double> l = NumberOf(comparison.left, rule.missing, key, *left);
      const std::optional<double> r = NumberOf(comparison.right, rule.missing, key, *right);
      if (!l || !r || !Differ(*l, *r, tolerance)) continue;
      if (rule.kind == RuleKind::kAtLeast && *l > *r) continue;
      if (rule.kind == RuleKind::kAtMost && *l < *r) continue;
      FoundEquation& found = Add(
          rule, subject, key, *l, *r,
          {{"other", comparison.left.text()}, {"formula", comparison.right.text()}});
      if (rule.kind == RuleKind::kEqual) found.equation = EquationText(comparison.difference);
    }
  }
  return {};
}

Status Checker::SmallDenominator(const CheckRule& rule, const CheckSubject& subject) {
  if (!rule.value_kinds.contains(subject.version->value_kind)) return {};
  const FormulaBook::Entry* entry =
      formulas_.FormulaOn(subject.version->code, subject.period.last_day);
  const std::optional<Formula> denominator =
      entry == nullptr ? std::nullopt : entry->formula.Denominator();
  if (!denominator) return {};
  Result<FormulaInputs> inputs =
      FormulaInputs::Load(*denominator, catalogue_, table_, subject.period);
  if (!inputs.ok()) return inputs.status();
  for (const auto& [key, cell] : *subject.slice) {
    if (!cell.value.number || !Concerns(rule, key)) continue;
    const std::optional<double> below =
        NumberOf(*denominator, MissingRule::kStrict, key, *inputs);
    if (!below || *below <= 0 || *below >= rule.below) continue;
    Add(rule, subject, key, *below, rule.below);
  }
  return {};
}

}  // namespace rapporteur
