// The value of a formula in one cell, with the status and the flags that follow from its inputs, or
// the reason why there is none.  The rules are in core/doc/formulas.md.
//
// Functions of their arguments only; may be called from any thread that may ask the ValueSource.
#ifndef RAPPORTEUR_COMPUTE_EVALUATE_H_
#define RAPPORTEUR_COMPUTE_EVALUATE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/compute/formula.h"
#include "core/model/observation.h"

namespace rapporteur {

// What becomes of a missing input.  A missing input is never taken for 0.
enum class MissingRule {
  kStrict,  // the result is missing
  kSkip     // a sum leaves the missing addend out and is flagged U; everything else is strict
};
std::optional<MissingRule> ParseMissingRule(std::string_view name);  // strict, skip
std::string MissingRuleName(MissingRule rule);

// Where a formula finds its inputs, for one country and one period.
class ValueSource {
 public:
  virtual ~ValueSource() = default;
  // The chosen value of the cell in the period that `ref` means; null where there is none.
  virtual const Value* Find(const CellRef& ref, const std::string& territory,
                            const std::string& dimensions) const = 0;
  // What each source says of the cell, numbers only.
  virtual std::vector<double> Numbers(const CellRef& ref, const std::string& territory,
                                      const std::string& dimensions) const = 0;
  // Whether the indicator's definition in that period breaks down by `dimension`.
  virtual bool Declares(const CellRef& ref, const std::string& dimension) const = 0;
};

// The cell that a reference means where the formula is applied to a cell.
struct ResolvedRef {
  std::string territory;
  std::string dimensions;     // DimensionsText
  std::uint32_t dropped = 0;  // bit i: the i-th dimension of the computed cell is not broken down
};
ResolvedRef Resolve(const CellRef& ref, const std::string& territory, const Dimensions& cell,
                    const ValueSource& source);

// Why a formula has no value.  Where several inputs lack, the one that stands last here is said.
enum class Gap {
  kNone,
  kDivisionByZero,  // not applicable
  kOneSource,       // not applicable: a spread needs two
  kNotApplicable,   // an input is
  kSuppressed,      // an input is
  kTooLarge,        // beyond what a number can hold
  kNotBrokenDown,   // an addend is not broken down like the others
  kMissing          // an input is
};

struct Outcome {
  Value value;                       // number, status, flags; status O, M or Q without a number
  Gap gap = Gap::kNone;
  std::size_t ref = 0;               // the input that the gap is about, where it is about one
  std::vector<std::size_t> skipped;  // addends left out under kSkip
};

// A cell of more than kMaxDimensions dimensions has no value (kNotBrokenDown).
constexpr std::size_t kMaxDimensions = 30;
Outcome Evaluate(const Formula& formula, MissingRule rule, const std::string& territory,
                 const Dimensions& cell, const ValueSource& source);

// "ID.08 is missing", "the division is by zero"; "" where there is a value.
std::string GapReason(const Outcome& outcome, const Formula& formula);

}  // namespace rapporteur

#endif  // RAPPORTEUR_COMPUTE_EVALUATE_H_
