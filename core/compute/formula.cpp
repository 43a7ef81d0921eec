#include "core/compute/formula.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

#include "core/base/text.h"

namespace rapporteur {
namespace {

constexpr const char* kOperand = "a number, an indicator code, 'spread' or '('";

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }
bool IsLower(char c) { return c >= 'a' && c <= 'z'; }
bool IsIndicatorChar(char c) { return IsUpper(c) || IsDigit(c) || c == '.' || c == '_'; }
bool IsDimensionChar(char c) { return IsLower(c) || IsDigit(c) || c == '_'; }
// Codes of the lists: SEX.PRO, 12-35, 48+, LT1Y.
bool IsCodeChar(char c) {
  return IsUpper(c) || IsLower(c) || IsDigit(c) || c == '.' || c == '_' || c == '-' || c == '+';
}

bool IsSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

bool ContinuesCharacter(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

}  // namespace

// Recursive descent over the text; appends nodes in postfix order.  After the first error nothing
// more is read.
class FormulaParser {
 public:
  explicit FormulaParser(std::string_view text) { out_.text_ = std::string(text); }

  Result<Formula> Parse() {
    if (text().size() > Formula::kMaxBytes) {
      return Status::Refused("bad-formula",
                             "formula " + Quote(text()) + ": found " + Grouped(text().size()) +
                                 " bytes, expected at most " + Grouped(Formula::kMaxBytes) + ".");
    }
    if (!Sum(0)) return error_;
    SkipSpace();
    if (at_ < text().size()) {
      Fail("an operator (+ - * /) or the end");
      return error_;
    }
    return std::move(out_);
  }

 private:
  const std::string& text() const { return out_.text_; }
  char Peek() const { return at_ < text().size() ? text()[at_] : '\0'; }

  void SkipSpace() {
    while (at_ < text().size() && IsSpace(text()[at_])) ++at_;
  }

  bool Accept(char c) {
    SkipSpace();
    if (at_ >= text().size() || text()[at_] != c) return false;
    ++at_;
    return true;
  }

  bool Expect(char c, const std::string& or_else = "") {
    if (Accept(c)) return true;
    return Fail("'" + std::string(1, c) + "'" + or_else);
  }

  // What stands at at_: the end, or one whole character.
  std::string Found() const {
    if (at_ >= text().size()) return "the end";
    std::size_t end = at_ + 1;
    while (end < text().size() && ContinuesCharacter(text()[end])) ++end;
    return Quote(std::string_view(text()).substr(at_, end - at_));
  }

  bool Fail(const std::string& expected) { return FailWith(Found(), expected); }

  bool FailWith(const std::string& found, const std::string& expected) {
    const auto characters = 1 + std::count_if(text().begin(), text().begin() + Offset(at_),
                                              [](char c) { return !ContinuesCharacter(c); });
    error_ = Status::Refused("bad-formula", "formula " + Quote(text()) + ", character " +
                                                std::to_string(characters) + ": found " + found +
                                                ", expected " + expected + ".");
    return false;
  }

  static std::string::difference_type Offset(std::size_t at) {
    return static_cast<std::string::difference_type>(at);
  }

  void Emit(Formula::Op op) { out_.nodes_.push_back({op, 0, 0}); }

  bool Sum(int depth) {
    if (depth > Formula::kMaxDepth) {
      return FailWith("parentheses or signs more than " + std::to_string(Formula::kMaxDepth) +
                          " deep",
                      "a flatter formula");
    }
    if (!Product(depth)) return false;
    while (true) {
      if (Accept('+')) {
        if (!Product(depth)) return false;
        Emit(Formula::Op::kAdd);
      } else if (Accept('-')) {
        if (!Product(depth)) return false;
        Emit(Formula::Op::kSubtract);
      } else {
        return true;
      }
    }
  }

  bool Product(int depth) {
    if (!Signed(depth)) return false;
    while (true) {
      if (Accept('*')) {
        if (!Signed(depth)) return false;
        Emit(Formula::Op::kMultiply);
      } else if (Accept('/')) {
        if (!Signed(depth)) return false;
        Emit(Formula::Op::kDivide);
      } else {
        return true;
      }
    }
  }

  // Signs are counted instead of recursed into, so that their number costs no stack.
  bool Signed(int depth) {
    bool negative = false;
    while (Accept('-')) negative = !negative;
    if (!Operand(depth)) return false;
    if (negative) Emit(Formula::Op::kNegate);
    return true;
  }

  bool Operand(int depth) {
    SkipSpace();
    const char c = Peek();
    if (c == '(') {
      ++at_;
      return Sum(depth + 1) && Expect(')', " or an operator (+ - * /)");
    }
    if (IsDigit(c)) return Number();
    if (IsUpper(c)) {
      CellRef ref;
      if (!Cell(&ref)) return false;
      EmitRef(Formula::Op::kCell, std::move(ref));
      return true;
    }
    if (std::string_view(text()).substr(at_).starts_with("spread")) return Spread();
    return Fail(kOperand);
  }

  bool Number() {
    double number = 0;
    const char* begin = text().data() + at_;
    const char* end = text().data() + text().size();
    const auto [rest, error] = std::from_chars(begin, end, number, std::chars_format::fixed);
    if (error != std::errc() || !std::isfinite(number)) return Fail("a number of ordinary size");
    at_ += static_cast<std::size_t>(rest - begin);
    // "12ID.03" and "1e5" are slips, not products.
    if (IsUpper(Peek()) || IsLower(Peek()) || Peek() == '.' || Peek() == '_') {
      return Fail("an operator (+ - * /) after the number");
    }
    out_.nodes_.push_back({Formula::Op::kNumber, number, 0});
    return true;
  }

  bool Spread() {
    at_ += std::string_view("spread").size();
    CellRef ref;
    if (!Expect('(')) return false;
    SkipSpace();
    if (!IsUpper(Peek())) return Fail("an indicator code");
    if (!Cell(&ref) || !Expect(')')) return false;
    EmitRef(Formula::Op::kSpread, std::move(ref));
    return true;
  }

  void EmitRef(Formula::Op op, CellRef ref) {
    const auto it = std::find(out_.refs_.begin(), out_.refs_.end(), ref);
    const auto index = static_cast<std::size_t>(it - out_.refs_.begin());
    if (it == out_.refs_.end()) out_.refs_.push_back(std::move(ref));
    out_.nodes_.push_back({op, 0, index});
  }

  template <typename Predicate>
  std::string Word(Predicate belongs) {
    const std::size_t begin = at_;
    while (at_ < text().size() && belongs(text()[at_])) ++at_;
    return text().substr(begin, at_ - begin);
  }

  bool Cell(CellRef* ref) {
    const std::size_t begin = at_;
    ref->indicator = Word(IsIndicatorChar);
    const std::string& code = ref->indicator;
    if (code.find('.') == std::string::npos || code.back() == '.' ||
        code.find("..") != std::string::npos) {
      at_ = begin;
      return FailWith(Quote(code), "an indicator code such as ID.02 or RS.IP.01");
    }
    if (Accept('{') && !Braces(ref)) return false;
    return !Accept('[') || Brackets(ref);
  }

  bool Braces(CellRef* ref) {
    do {
      SkipSpace();
      const std::size_t begin = at_;
      const std::string dimension = Word(IsDimensionChar);
      if (dimension.empty()) return Fail("a dimension such as sex");
      const bool twice = dimension == "territory"
                             ? !ref->territory.empty()
                             : std::any_of(ref->dimensions.begin(), ref->dimensions.end(),
                                           [&](const auto& d) { return d.first == dimension; });
      if (twice) {
        at_ = begin;
        return FailWith(Quote(dimension) + " a second time", "each dimension once");
      }
      if (!Expect('=')) return false;
      SkipSpace();
      std::string code = Word(IsCodeChar);
      if (code.empty()) return Fail("a code of " + dimension);
      if (dimension == "territory") {
        ref->territory = std::move(code);
      } else {
        ref->dimensions.emplace_back(dimension, std::move(code));
      }
    } while (Accept(','));
    std::sort(ref->dimensions.begin(), ref->dimensions.end());
    return Expect('}', " or ','");
  }

  bool Brackets(CellRef* ref) {
    SkipSpace();
    const std::size_t begin = at_;
    const std::string digits = Accept('-') ? Word(IsDigit) : "";
    int steps = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), steps);
    if (steps < 1 || steps > Formula::kMaxShift || digits.size() > 2) {
      at_ = begin;
      const std::size_t end = text().find(']', begin);
      return FailWith(end == std::string::npos ? Found() : Quote(text().substr(begin, end - begin)),
                      "-1 (the period before) to -" + std::to_string(Formula::kMaxShift));
    }
    ref->shift = -steps;
    return Expect(']');
  }

  Formula out_;
  Status error_;
  std::size_t at_ = 0;
};

std::string ToText(const CellRef& ref) {
  std::string text = ref.indicator;
  std::string inside;
  if (!ref.territory.empty()) inside = "territory=" + ref.territory;
  for (const auto& [dimension, code] : ref.dimensions) {
    inside += (inside.empty() ? "" : ",") + dimension + "=" + code;
  }
  if (!inside.empty()) text += "{" + inside + "}";
  if (ref.shift != 0) text += "[" + std::to_string(ref.shift) + "]";
  return text;
}

std::optional<Formula> Formula::Denominator() const {
  if (nodes_.back().op != Op::kDivide) return std::nullopt;
  // Backwards until one operand is complete.
  std::size_t begin = nodes_.size() - 1;
  for (int wanted = 1; wanted > 0;) {
    const Op op = nodes_[--begin].op;
    if (op == Op::kNumber || op == Op::kCell || op == Op::kSpread) {
      --wanted;
    } else if (op != Op::kNegate) {
      ++wanted;
    }
  }
  Formula denominator = *this;
  denominator.nodes_.assign(nodes_.begin() + static_cast<std::ptrdiff_t>(begin), nodes_.end() - 1);
  return denominator;
}

Result<Formula> Formula::Parse(std::string_view text) { return FormulaParser(text).Parse(); }

}  // namespace rapporteur
