#include "tests/compute/formula_properties.h"

#include <cmath>

#include "core/compute/evaluate.h"
#include "core/compute/formula.h"

namespace rapporteur {
namespace {

// Answers from the length of what is asked, so that all kinds of values come up.
class AnySource : public ValueSource {
 public:
  AnySource() {
    values_[0].number = 0;
    values_[1].number = 2;
    values_[2].number = -3.5;
    values_[2].status = "E";
    values_[3].status = "Q";
    values_[4].status = "M";
    values_[5].number = 1e300;
    values_[5].flags = "BU";
  }
  const Value* Find(const CellRef& ref, const std::string&, const std::string& dims) const override {
    const std::size_t pick = (ref.indicator.size() + dims.size()) % 7;
    return pick == 6 ? nullptr : &values_[pick];
  }
  std::vector<double> Numbers(const CellRef& ref, const std::string&,
                              const std::string&) const override {
    return std::vector<double>(ref.indicator.size() % 3, static_cast<double>(ref.dimensions.size()));
  }
  bool Declares(const CellRef& ref, const std::string&) const override {
    return ref.indicator.size() % 2 == 0;
  }

 private:
  Value values_[6];
};

// The nodes form one expression over existing references.
bool WellFormed(const Formula& formula) {
  std::size_t depth = 0;
  for (const Formula::Node& node : formula.nodes()) {
    switch (node.op) {
      case Formula::Op::kNumber:
        if (!std::isfinite(node.number)) return false;
        ++depth;
        break;
      case Formula::Op::kCell:
      case Formula::Op::kSpread:
        if (node.ref >= formula.refs().size()) return false;
        ++depth;
        break;
      case Formula::Op::kNegate:
        if (depth < 1) return false;
        break;
      default:
        if (depth < 2) return false;
        --depth;
    }
  }
  return depth == 1;
}

}  // namespace

std::string BrokenFormulaProperty(std::string_view text) {
  const Result<Formula> formula = Formula::Parse(text);
  if (!formula.ok()) {
    const std::string& message = formula.status().message();
    if (formula.status().code() != "bad-formula" || !message.ends_with(".")) {
      return "an error is not a finished sentence: " + message;
    }
    return "";
  }
  if (!WellFormed(*formula)) return "the nodes don't form one expression";
  for (const CellRef& ref : formula->refs()) {
    const Result<Formula> again = Formula::Parse(ToText(ref));
    if (!again.ok() || !again->IsCell() || again->refs()[0] != ref) {
      return "a reference doesn't survive being written: " + ToText(ref);
    }
  }
  const Dimensions cell = {{"age_group", "CHD"}, {"sex", "F"}};
  for (const MissingRule rule : {MissingRule::kStrict, MissingRule::kSkip}) {
    const Outcome outcome = Evaluate(*formula, rule, "RS", cell, AnySource());
    const bool has_number = outcome.value.number.has_value();
    if (has_number != (outcome.gap == Gap::kNone)) return "a number and a gap at once, or neither";
    if (has_number && !std::isfinite(*outcome.value.number)) return "a number that is not finite";
    if (has_number == (GapReason(outcome, *formula) != "")) return "a gap without its reason";
  }
  return "";
}

}  // namespace rapporteur
