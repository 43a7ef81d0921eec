// Runs rules on the values of one country; a rule looks at one indicator in one period at a time.
// Used by core/check/check.h, which says what is loaded when.
//
// Belongs to one thread.
#ifndef RAPPORTEUR_CHECK_CHECKER_H_
#define RAPPORTEUR_CHECK_CHECKER_H_

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/check/finding_words.h"
#include "core/check/rule_book.h"
#include "core/compute/cells.h"
#include "core/compute/formula_book.h"
#include "core/model/finding.h"

namespace rapporteur {

// One indicator in one period.
struct CheckSubject {
  const IndicatorVersion* version = nullptr;  // valid in the period
  Period period;
  const Slice* slice = nullptr;
};

// A finding, and what it says as an equation: two findings of one equation are one.
struct FoundEquation {
  CheckFinding finding;
  std::string equation;  // "" = none
  int priority = 0;      // the lowest is kept
};

class Checker {
 public:
  Checker(const FormulaBook& formulas, CellTable& table, std::string language, Date today)
      : formulas_(formulas),
        catalogue_(formulas.catalogue()),
        table_(table),
        language_(std::move(language)),
        today_(today) {}

  Status Run(const CheckRule& rule, const CheckSubject& subject);

  std::vector<FoundEquation>& found() { return found_; }

 private:
  // The parts of one total by one dimension ("territory" too), by code.
  struct Breakdown {
    std::string dimension;
    CellKey total;
    std::map<std::string, const Cell*> parts;
  };
  struct PartSum;

  // part_sums.cpp
  void Parts(const CheckRule& rule, const CheckSubject& subject);
  void CheckBreakdown(const CheckRule& rule, const CheckSubject& subject,
                      const Breakdown& breakdown);
  void CheckSum(const CheckRule& rule, const CheckSubject& subject, const Breakdown& breakdown,
                const CellKey& whole_key, const Cell& whole, const std::string& parent);
  PartSum SumOf(const Breakdown& breakdown, const std::string& parent) const;
  void CheckEachPart(const CheckRule& rule, const CheckSubject& subject,
                     const Breakdown& breakdown);
  std::string ParentOf(const std::string& dimension, const std::string& code) const;

  // relations.cpp
  Status Subset(const CheckRule& rule, const CheckSubject& subject);
  Status FormulaAgrees(const CheckRule& rule, const CheckSubject& subject);
  Status SameAs(const CheckRule& rule, const CheckSubject& subject);
  Status Compare(const CheckRule& rule, const CheckSubject& subject);
  Status SmallDenominator(const CheckRule& rule, const CheckSubject& subject);

  // sources_agree.cpp
  void Sources(const CheckRule& rule, const CheckSubject& subject);
  void PartsOfOthers(const CheckRule& rule, const CheckSubject& subject,
                     const OtherNumbers& others);
  Status Ranges(const CheckRule& rule, const CheckSubject& subject);
  Status Breaks(const CheckRule& rule, const CheckSubject& subject);

  // single_values.cpp
  Status Jump(const CheckRule& rule, const CheckSubject& subject);
  const IndicatorVersion& DefinitionOf(const Cell& cell, const CheckSubject& subject) const;
  void BoundsHold(const CheckRule& rule, const CheckSubject& subject);
  void CodesAreKnown(const CheckRule& rule, const CheckSubject& subject);
  void BreakdownIsDeclared(const CheckRule& rule, const CheckSubject& subject);

  // stated_values.cpp
  static bool InScope(const CheckRule& rule, const IndicatorVersion& version);
  void Needs(const CheckRule& rule, const CheckSubject& subject);
  void UnitIsKnown(const CheckRule& rule, const CheckSubject& subject);
  Status RateIsKnown(const CheckRule& rule, const CheckSubject& subject);
  void NothingOfTheFuture(const CheckRule& rule, const CheckSubject& subject);
  Status Turn(const CheckRule& rule, const CheckSubject& subject);
  void ZeroIsStated(const CheckRule& rule, const CheckSubject& subject);
  void LawIsNamed(const CheckRule& rule, const CheckSubject& subject);
  void TextsAreFit(const CheckRule& rule, const CheckSubject& subject);

  Status RunKind(const CheckRule& rule, const CheckSubject& subject);
  // The breaks of an indicator that the document declares between two periods.
  std::vector<const Break*> BreaksBetween(const std::string& indicator, const Period& before,
                                          const Period& now) const;
  bool Concerns(const CheckRule& rule, const CellKey& key) const {
    return !rule.totals_only || key.dimensions.empty();
  }
  // Adds a finding; `values` holds the placeholders beyond those of the finding's members.
  FoundEquation& Add(const CheckRule& rule, const CheckSubject& subject, const CellKey& key,
                     std::optional<double> found, std::optional<double> expected,
                     Placeholders values = {});

  const FormulaBook& formulas_;
  const Catalogue& catalogue_;
  CellTable& table_;
  const std::string language_;
  const Date today_;
  std::vector<FoundEquation> found_;
};

// True where the two differ by more than rounding.
bool Differ(double left, double right, double tolerance = 0);

}  // namespace rapporteur

#endif  // RAPPORTEUR_CHECK_CHECKER_H_
