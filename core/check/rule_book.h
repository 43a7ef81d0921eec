// The checks of a catalogue as the documents write them, read and ready to run.  A country's rule
// takes the place of the regional one of the same name; what is wrong with a rule is said with
// document and rule, and the rule is not run.  core/doc/checks.md lists the kinds.
//
// Immutable once read; may be read from any thread.
#ifndef RAPPORTEUR_CHECK_RULE_BOOK_H_
#define RAPPORTEUR_CHECK_RULE_BOOK_H_

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/base/json_fwd.h"
#include "core/compute/evaluate.h"
#include "core/compute/formula.h"
#include "core/model/catalogue.h"
#include "core/model/finding.h"
#include "core/model/local_text.h"

namespace rapporteur {

enum class RuleKind {
  kParts,             // parts of a breakdown add up to their total
  kSubset,            // a part is not more than what it is a part of
  kFormula,           // a reported value agrees with its formula
  kSameAs,            // two names of one number have one value
  kEqual,             // expressions agree
  kAtLeast,           // the first expression is not less than the second
  kAtMost,            // the first expression is not more than the second
  kJump,              // a value does not leap from period to period
  kSmallDenominator,  // a share is not of a handful
  kSources,           // what several sources say of a cell goes together
  kRanges,            // a value for several years is the sum of the single ones
  kBreaks,            // a series that breaks goes on as another
  kBounds,            // a value is possible in its unit
  kCodes,             // codes and territories are those of the catalogue
  kBreakdown,         // a value is broken down as its definition says
  kNeeds,             // what must be said beside a value
  kUnit,              // the unit beside a value is one of those that may be
  kRate,              // money in another currency has the rate of its year
  kFuture,            // no value is of a period that is not over
  kTurn,              // an answer does not turn without a word
  kZero,              // a zero is stated
  kLaw,               // the article of law is named, and not one that doesn't count
  kTexts              // texts are of bounded length and hold nothing personal
};

// The indicators that a rule looks at; an empty list is all.
struct RuleScope {
  std::set<std::string> areas, types, value_kinds, indicators;
  std::set<std::string> except;  // codes
};

struct CheckRule {
  std::string name;
  RuleKind kind = RuleKind::kBounds;
  Level level = Level::kError;
  LocalText message, hint;

  Level over = Level::kError, under = Level::kError;  // kParts: more or less than the total
  bool all_dimensions = true;                         // kParts
  std::set<std::string> dimensions;                   // kParts, unless all_dimensions
  std::set<std::string> value_kinds;                  // kParts, kSmallDenominator
  std::set<std::string> skip_counting_modes;          // kParts
  std::map<std::string, double> tolerance;            // kFormula, kEqual, kAtLeast, kAtMost: by
                                                      // unit, value kind, "*"
  double percent = 0, absolute = 0;                   // kJump
  std::set<std::string> counting_units;               // kJump; empty = any
  double below = 0;                                   // kSmallDenominator
  RuleScope scope;                                    // kNeeds to kTexts
  std::map<std::string, double> least;                // kNeeds: characters of note, evidence, ...
  std::set<std::string> one_of;                       // kUnit, kZero; kRate: what needs no rate
  std::set<std::string> reject;                       // kLaw
  std::string indicator;                              // kRate
  double from = 1, to = 0;                            // kTurn
  double most = 0;                                    // kTexts: characters
  bool unless_note = false;                           // nothing is found where the value has a note
  bool totals_only = false;                           // of cells that are not broken down only

  // kEqual, kAtLeast, kAtMost: neighbours are compared.  difference = left - right.
  struct Comparison {
    Formula left, right, difference;
  };
  std::vector<Comparison> comparisons;
  MissingRule missing = MissingRule::kStrict;
};

struct RuleProblem {
  std::string rule;
  std::string message;  // a whole sentence
};

class RuleBook {
 public:
  static RuleBook Read(const Catalogue& catalogue);
  const std::vector<CheckRule>& rules() const { return rules_; }
  const std::vector<RuleProblem>& problems() const { return problems_; }

 private:
  friend class RuleReader;
  std::vector<CheckRule> rules_;
  std::vector<RuleProblem> problems_;
};

}  // namespace rapporteur

#endif  // RAPPORTEUR_CHECK_RULE_BOOK_H_
