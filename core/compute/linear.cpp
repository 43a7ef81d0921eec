#include "core/compute/linear.h"

#include <cmath>
#include <map>
#include <utility>
#include <vector>

#include "core/base/number.h"

namespace rapporteur {
namespace {

// By reference; "" is the constant.
using Sum = std::map<std::string, double>;

bool IsConstant(const Sum& sum) {
  return sum.empty() || (sum.size() == 1 && sum.begin()->first.empty());
}

double ConstantOf(const Sum& sum) { return sum.empty() ? 0 : sum.begin()->second; }

void Add(Sum* left, const Sum& right, double times) {
  for (const auto& [ref, factor] : right) (*left)[ref] += times * factor;
}

void Scale(Sum* sum, double factor) {
  for (auto& [ref, value] : *sum) value *= factor;
}

}  // namespace

std::string EquationText(const Formula& formula) {
  std::vector<Sum> stack;
  for (const Formula::Node& node : formula.nodes()) {
    switch (node.op) {
      case Formula::Op::kNumber: stack.push_back({{"", node.number}}); continue;
      case Formula::Op::kCell: stack.push_back({{ToText(formula.refs()[node.ref]), 1}}); continue;
      case Formula::Op::kSpread: return "";
      case Formula::Op::kNegate: Scale(&stack.back(), -1); continue;
      default: break;
    }
    const Sum right = std::move(stack.back());
    stack.pop_back();
    Sum& left = stack.back();
    if (node.op == Formula::Op::kAdd) {
      Add(&left, right, 1);
    } else if (node.op == Formula::Op::kSubtract) {
      Add(&left, right, -1);
    } else if (node.op == Formula::Op::kDivide) {
      if (!IsConstant(right) || ConstantOf(right) == 0) return "";
      Scale(&left, 1 / ConstantOf(right));
    } else if (IsConstant(right)) {
      Scale(&left, ConstantOf(right));
    } else if (IsConstant(left)) {
      const double factor = ConstantOf(left);
      left = right;
      Scale(&left, factor);
    } else {
      return "";
    }
  }
  double first = 0;
  bool takes_a_value = false;
  std::string text;
  for (const auto& [ref, factor] : stack.back()) {
    if (factor == 0) continue;
    if (first == 0) first = factor;
    if (!std::isfinite(factor / first)) return "";
    takes_a_value |= !ref.empty();
    if (!text.empty()) text += ' ';
    text += FormatNumber(factor / first) + "*" + ref;
  }
  return takes_a_value ? text : "";
}

}  // namespace rapporteur
