#include "core/compute/evaluate.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace rapporteur {
namespace {

// A constant is broken down like whatever stands beside it.
constexpr std::uint32_t kLikeAny = 0xFFFFFFFF;

struct Operand {
  double number = 0;
  Gap gap = Gap::kNone;
  std::size_t ref = 0;
  std::uint32_t dropped = kLikeAny;
};

// What the statuses and flags of the inputs add up to.
class Marks {
 public:
  void Add(const Value& value) {
    estimated_ |= value.status == "E";
    provisional_ |= value.status == "P";
    for (char flag : value.flags) Flag(flag);
  }
  void Flag(char flag) {
    if (flag >= 'A' && flag <= 'Z') flags_ |= 1u << (flag - 'A');
  }
  std::string status() const { return estimated_ ? "E" : provisional_ ? "P" : "A"; }
  std::string flags() const {
    std::string flags;
    for (int i = 0; i < 26; ++i) {
      if (flags_ >> i & 1u) flags += static_cast<char>('A' + i);
    }
    return flags;
  }

 private:
  bool estimated_ = false, provisional_ = false;
  std::uint32_t flags_ = 0;
};

// 100 x (max - min) / min over what the sources say.
Operand Spread(const std::vector<double>& numbers, Operand operand) {
  if (numbers.empty()) {
    operand.gap = Gap::kMissing;
  } else if (numbers.size() == 1) {
    operand.gap = Gap::kOneSource;
  } else {
    const auto [min, max] = std::minmax_element(numbers.begin(), numbers.end());
    if (*min == 0) {
      operand.gap = Gap::kDivisionByZero;
    } else {
      operand.number = 100 * (*max - *min) / *min;
    }
  }
  return operand;
}

Gap GapOf(const Value* value) {
  if (value == nullptr) return Gap::kMissing;
  if (value->number) return Gap::kNone;
  if (value->status == "Q") return Gap::kSuppressed;
  return value->status == "M" ? Gap::kNotApplicable : Gap::kMissing;
}

class Evaluation {
 public:
  Evaluation(const Formula& formula, MissingRule rule, const std::string& territory,
             const Dimensions& cell, const ValueSource& source)
      : formula_(formula), rule_(rule), territory_(territory), cell_(cell), source_(source) {}

  Outcome Run() {
    for (const Formula::Node& node : formula_.nodes()) Step(node);
    assert(stack_.size() == 1);
    Operand& top = stack_.back();
    // A result that ignores a dimension of the cell is not the cell's.
    if (top.gap == Gap::kNone && top.dropped != kLikeAny && top.dropped != 0) {
      top.gap = Gap::kNotBrokenDown;
      top.ref = 0;
    }
    if (top.gap == Gap::kNone && !std::isfinite(top.number)) top.gap = Gap::kTooLarge;
    outcome_.gap = top.gap;
    outcome_.ref = top.ref;
    if (top.gap == Gap::kNone) {
      outcome_.value.number = top.number + 0.0;  // -0 becomes 0
      outcome_.value.status = marks_.status();
      outcome_.value.flags = marks_.flags();
    } else {
      outcome_.value.status = StatusOf(top.gap);
    }
    return std::move(outcome_);
  }

 private:
  static const char* StatusOf(Gap gap) {
    switch (gap) {
      case Gap::kSuppressed: return "Q";
      case Gap::kDivisionByZero:
      case Gap::kOneSource:
      case Gap::kNotApplicable: return "M";
      default: return "O";
    }
  }

  void Step(const Formula::Node& node) {
    switch (node.op) {
      case Formula::Op::kNumber: stack_.push_back({node.number, Gap::kNone, 0, kLikeAny}); return;
      case Formula::Op::kCell:
      case Formula::Op::kSpread: stack_.push_back(Input(node)); return;
      case Formula::Op::kNegate: stack_.back().number = -stack_.back().number; return;
      default: break;
    }
    const Operand right = stack_.back();
    stack_.pop_back();
    Operand& left = stack_.back();
    left = node.op == Formula::Op::kAdd || node.op == Formula::Op::kSubtract
               ? AddUp(node.op, left, right)
               : Scale(node.op, left, right);
  }

  Operand Input(const Formula::Node& node) {
    const CellRef& ref = formula_.refs()[node.ref];
    const ResolvedRef resolved = Resolve(ref, territory_, cell_, source_);
    Operand operand{0, Gap::kNone, node.ref, resolved.dropped};
    if (node.op == Formula::Op::kSpread) {
      return Spread(source_.Numbers(ref, resolved.territory, resolved.dimensions), operand);
    }
    const Value* value = source_.Find(ref, resolved.territory, resolved.dimensions);
    operand.gap = GapOf(value);
    if (operand.gap == Gap::kNone) {
      operand.number = *value->number;
      marks_.Add(*value);
    }
    return operand;
  }

  static Operand Worse(const Operand& left, const Operand& right) {
    return left.gap >= right.gap ? left : right;
  }

  Operand AddUp(Formula::Op op, const Operand& left, const Operand& right) {
    if (left.gap != Gap::kNone || right.gap != Gap::kNone) {
      if (rule_ == MissingRule::kSkip && op == Formula::Op::kAdd) {
        if (!CanBeLeftOut(left) && CanBeLeftOut(right)) return LeaveOut(right, left);
        if (!CanBeLeftOut(right) && CanBeLeftOut(left)) return LeaveOut(left, right);
      }
      return Worse(left, right);
    }
    if (left.dropped != right.dropped && left.dropped != kLikeAny && right.dropped != kLikeAny) {
      return {0, Gap::kNotBrokenDown, left.dropped != 0 ? left.ref : right.ref, 0};
    }
    const double number =
        op == Formula::Op::kAdd ? left.number + right.number : left.number - right.number;
    return {number, Gap::kNone, left.ref, left.dropped & right.dropped};
  }

  static bool CanBeLeftOut(const Operand& operand) {
    return operand.gap == Gap::kMissing || std::string_view(StatusOf(operand.gap)) == "M";
  }

  Operand LeaveOut(const Operand& missing, const Operand& rest) {
    marks_.Flag('U');
    outcome_.skipped.push_back(missing.ref);
    return rest;
  }

  // A share or rate is the cell's as soon as one of its factors is broken down like the cell.
  static Operand Scale(Formula::Op op, const Operand& left, const Operand& right) {
    if (left.gap != Gap::kNone || right.gap != Gap::kNone) return Worse(left, right);
    Operand result{0, Gap::kNone, left.ref, left.dropped & right.dropped};
    if (op == Formula::Op::kMultiply) {
      result.number = left.number * right.number;
    } else if (right.number == 0) {
      result.gap = Gap::kDivisionByZero;
      result.ref = right.ref;
    } else {
      result.number = left.number / right.number;
    }
    return result;
  }

  const Formula& formula_;
  const MissingRule rule_;
  const std::string& territory_;
  const Dimensions& cell_;
  const ValueSource& source_;
  std::vector<Operand> stack_;
  Marks marks_;
  Outcome outcome_;
};

}  // namespace

std::optional<MissingRule> ParseMissingRule(std::string_view name) {
  if (name == "strict") return MissingRule::kStrict;
  if (name == "skip") return MissingRule::kSkip;
  return std::nullopt;
}

std::string MissingRuleName(MissingRule rule) {
  return rule == MissingRule::kStrict ? "strict" : "skip";
}

ResolvedRef Resolve(const CellRef& ref, const std::string& territory, const Dimensions& cell,
                    const ValueSource& source) {
  ResolvedRef resolved;
  resolved.territory = ref.territory.empty() ? territory : ref.territory;
  Dimensions dimensions;
  for (const auto& pinned : ref.dimensions) {
    if (pinned.second != "_T") dimensions.push_back(pinned);
  }
  for (std::size_t i = 0; i < cell.size(); ++i) {
    const auto pinned = std::find_if(ref.dimensions.begin(), ref.dimensions.end(),
                                     [&](const auto& d) { return d.first == cell[i].first; });
    const bool same = pinned != ref.dimensions.end() ? pinned->second == cell[i].second
                                                     : source.Declares(ref, cell[i].first);
    if (!same) resolved.dropped |= 1u << i;
    if (same && pinned == ref.dimensions.end()) dimensions.push_back(cell[i]);
  }
  std::sort(dimensions.begin(), dimensions.end());
  resolved.dimensions = DimensionsText(dimensions);
  return resolved;
}

Outcome Evaluate(const Formula& formula, MissingRule rule, const std::string& territory,
                 const Dimensions& cell, const ValueSource& source) {
  if (cell.size() > kMaxDimensions) {
    Outcome outcome;
    outcome.value.status = "O";
    outcome.gap = Gap::kNotBrokenDown;
    return outcome;
  }
  return Evaluation(formula, rule, territory, cell, source).Run();
}

std::string GapReason(const Outcome& outcome, const Formula& formula) {
  const std::string input =
      outcome.ref < formula.refs().size() ? ToText(formula.refs()[outcome.ref]) : "";
  switch (outcome.gap) {
    case Gap::kNone: return "";
    case Gap::kDivisionByZero: return "the division is by zero";
    case Gap::kOneSource: return input + " has one source, a spread needs two";
    case Gap::kNotApplicable: return input + " is not applicable";
    case Gap::kTooLarge: return "the result is too large for a number";
    case Gap::kNotBrokenDown: return input + " is not broken down like this cell";
    case Gap::kMissing: return input + " is missing";
    case Gap::kSuppressed: return input + " is suppressed";
  }
  return "";
}

}  // namespace rapporteur
