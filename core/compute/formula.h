// A formula as the documents write it, checked and ready to evaluate: "100 * ID.03 / ID.09",
// "ID.02{sex=F} - ID.02{sex=F}[-1]", "spread(ID.02)".  The grammar is in core/doc/formulas.md.
//
// Immutable once parsed; may be read from any thread.
//
// Example:
//   Result<Formula> formula = Formula::Parse("ID.03 + ID.08");
//   if (!formula.ok()) return formula.status().Within("RS:ID.02@1, formula");
#ifndef RAPPORTEUR_COMPUTE_FORMULA_H_
#define RAPPORTEUR_COMPUTE_FORMULA_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/status.h"
#include "core/model/observation.h"

namespace rapporteur {

// A value that a formula takes: an indicator, in the cell that is computed unless braces say more.
struct CellRef {
  std::string indicator;
  Dimensions dimensions;  // of the braces, sorted; code "_T" = not broken down by it
  std::string territory;  // {territory=RS-VO}; "" = that of the cell that is computed
  int shift = 0;          // -1 = the period before

  bool operator==(const CellRef&) const = default;
};

// "ID.02{sex=F}[-1]"
std::string ToText(const CellRef& ref);

class Formula {
 public:
  static constexpr std::size_t kMaxBytes = 2000;
  static constexpr int kMaxDepth = 50;
  static constexpr int kMaxShift = 20;

  enum class Op : std::uint8_t {
    kNumber, kCell, kSpread, kNegate, kAdd, kSubtract, kMultiply, kDivide
  };
  struct Node {
    Op op = Op::kNumber;
    double number = 0;    // of kNumber
    std::size_t ref = 0;  // of kCell and kSpread: index into refs()
  };

  // Error "bad-formula": "formula 'ID.03 +', character 8: found the end, expected ...".
  static Result<Formula> Parse(std::string_view text);

  const std::string& text() const { return text_; }
  // In the order of evaluation: operands stand before their operator (postfix).  Never empty.
  const std::vector<Node>& nodes() const { return nodes_; }
  // Each distinct value that is taken, in the order of appearance.
  const std::vector<CellRef>& refs() const { return refs_; }
  // True where the whole formula is one reference, as in "same as ID.02{age_group=CHD}".
  bool IsCell() const { return nodes_.size() == 1 && nodes_[0].op == Op::kCell; }
  // What the whole formula divides by ("100 * ID.03 / ID.09": ID.09); absent where its last step is
  // no division.
  std::optional<Formula> Denominator() const;

 private:
  friend class FormulaParser;
  std::string text_;
  std::vector<Node> nodes_;
  std::vector<CellRef> refs_;
};

}  // namespace rapporteur

#endif  // RAPPORTEUR_COMPUTE_FORMULA_H_
