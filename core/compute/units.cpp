#include "core/compute/units.h"

#include <utility>
#include <vector>

namespace rapporteur {
namespace {

struct Operand {
  std::string unit;      // "" = free
  bool constant = false;
  std::string example;   // a reference with that unit
};

struct Units {
  Operand result;
  std::string mismatch;
};

Operand AddUp(const Operand& left, const Operand& right, std::string* mismatch) {
  if (!left.unit.empty() && !right.unit.empty() && left.unit != right.unit && mismatch->empty()) {
    *mismatch = left.example + " counts " + left.unit + ", " + right.example + " counts " +
                right.unit;
  }
  Operand sum = left.unit.empty() ? right : left;
  sum.constant = left.constant && right.constant;
  return sum;
}

// A constant keeps the unit of the other factor; what else is multiplied or divided is a rate.
Operand Scale(const Operand& left, const Operand& right, bool divide) {
  if (right.constant) return left;
  if (left.constant && !divide) return right;
  return {};
}

Units Infer(const Formula& formula, const DefinitionOf& definition_of) {
  Units units;
  std::vector<Operand> stack;
  for (const Formula::Node& node : formula.nodes()) {
    switch (node.op) {
      case Formula::Op::kNumber: stack.push_back({"", true, ""}); continue;
      case Formula::Op::kSpread: stack.push_back({}); continue;
      case Formula::Op::kCell: {
        const CellRef& ref = formula.refs()[node.ref];
        const IndicatorVersion* version = definition_of(ref.indicator);
        stack.push_back({version == nullptr ? "" : CountedUnit(*version), false, ToText(ref)});
        continue;
      }
      case Formula::Op::kNegate: continue;
      default: break;
    }
    const Operand right = std::move(stack.back());
    stack.pop_back();
    Operand& left = stack.back();
    const bool sum = node.op == Formula::Op::kAdd || node.op == Formula::Op::kSubtract;
    left = sum ? AddUp(left, right, &units.mismatch)
               : Scale(left, right, node.op == Formula::Op::kDivide);
  }
  units.result = stack.back();
  return units;
}

}  // namespace

std::string CountedUnit(const IndicatorVersion& version) {
  if (version.value_kind == "currency") return "currency";
  if (version.value_kind != "count" || version.counting_unit == "none") return "";
  return version.counting_unit;
}

std::string UnitMismatch(const Formula& formula, const DefinitionOf& definition_of) {
  return Infer(formula, definition_of).mismatch;
}

std::string ResultUnit(const Formula& formula, const DefinitionOf& definition_of) {
  return Infer(formula, definition_of).result.unit;
}

}  // namespace rapporteur
