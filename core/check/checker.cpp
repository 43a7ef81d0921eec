#include "core/check/checker.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

namespace rapporteur {

bool Differ(double left, double right, double tolerance) {
  const double rounding = 1e-9 * std::fmax(1, std::fmax(std::fabs(left), std::fabs(right)));
  return std::fabs(left - right) > tolerance + rounding;
}

Status Checker::Run(const CheckRule& rule, const CheckSubject& subject) {
  const std::size_t before = found_.size();
  if (Status s = RunKind(rule, subject); !s.ok() || !rule.unless_note) return s;
  const auto explained = [&](const FoundEquation& found) {
    const auto cell = subject.slice->find({found.finding.territory, found.finding.dimensions});
    return cell != subject.slice->end() && cell->second.remarks && !cell->second.remarks->note.empty();
  };
  found_.erase(std::remove_if(found_.begin() + static_cast<std::ptrdiff_t>(before), found_.end(), explained),
               found_.end());
  return {};
}

Status Checker::RunKind(const CheckRule& rule, const CheckSubject& subject) {
  switch (rule.kind) {
    case RuleKind::kParts: Parts(rule, subject); return {};
    case RuleKind::kSubset: return Subset(rule, subject);
    case RuleKind::kFormula: return FormulaAgrees(rule, subject);
    case RuleKind::kSameAs: return SameAs(rule, subject);
    case RuleKind::kEqual:
    case RuleKind::kAtLeast:
    case RuleKind::kAtMost: return Compare(rule, subject);
    case RuleKind::kJump: return Jump(rule, subject);
    case RuleKind::kSmallDenominator: return SmallDenominator(rule, subject);
    case RuleKind::kSources: Sources(rule, subject); return {};
    case RuleKind::kRanges: return Ranges(rule, subject);
    case RuleKind::kBreaks: return Breaks(rule, subject);
    case RuleKind::kBounds: BoundsHold(rule, subject); return {};
    case RuleKind::kCodes: CodesAreKnown(rule, subject); return {};
    case RuleKind::kBreakdown: BreakdownIsDeclared(rule, subject); return {};
    case RuleKind::kNeeds: Needs(rule, subject); return {};
    case RuleKind::kUnit: UnitIsKnown(rule, subject); return {};
    case RuleKind::kRate: return RateIsKnown(rule, subject);
    case RuleKind::kFuture: NothingOfTheFuture(rule, subject); return {};
    case RuleKind::kTurn: return Turn(rule, subject);
    case RuleKind::kZero: ZeroIsStated(rule, subject); return {};
    case RuleKind::kLaw: LawIsNamed(rule, subject); return {};
    case RuleKind::kTexts: TextsAreFit(rule, subject); return {};
  }
  return {};
}

FoundEquation& Checker::Add(const CheckRule& rule, const CheckSubject& subject, const CellKey& key,
                            std::optional<double> found, std::optional<double> expected,
                            Placeholders values) {
  FoundEquation& added = found_.emplace_back();
  CheckFinding& finding = added.finding;
  finding.level = rule.level;
  finding.rule = rule.name;
  finding.country = catalogue_.country();
  finding.indicator = subject.version->code;
  finding.territory = key.territory;
  finding.period = subject.period.code;
  finding.dimensions = key.dimensions;
  finding.found = found;
  finding.expected = expected;
  if (found && expected) finding.gap = *found - *expected;
  // Those given beforehand stand.
  values.emplace("indicator", CellText(catalogue_.country(), finding.indicator, key));
  values.emplace("period", finding.period);
  if (found) values.emplace("found", RoundedNumber(*found));
  if (expected) values.emplace("expected", RoundedNumber(*expected));
  if (finding.gap) values.emplace("gap", SignedNumber(*finding.gap));
  finding.message = FillIn(MessageOf(rule, language_), values);
  finding.hint = FillIn(HintOf(rule, language_), values);
  return added;
}

}  // namespace rapporteur
