#include "core/compute/evaluate.h"

#include <catch2/catch.hpp>
#include <map>

namespace rapporteur {
namespace {

// Cells by "ID.02{sex=F}[-1]@RS"; each indicator declares what `declared` says.
class Cells : public ValueSource {
 public:
  Cells& Set(const std::string& name, double number, const std::string& status = "A",
             const std::string& flags = "") {
    Value& value = values_[name];
    value.number = number;
    value.status = status;
    value.flags = flags;
    return *this;
  }
  Cells& Missing(const std::string& name, const std::string& status) {
    values_[name] = Value{std::nullopt, "", status, ""};
    return *this;
  }
  Cells& Sources(const std::string& name, std::vector<double> numbers) {
    numbers_[name] = std::move(numbers);
    return *this;
  }
  Cells& NotBy(const std::string& indicator, const std::string& dimension) {
    undeclared_[indicator] = dimension;
    return *this;
  }

  const Value* Find(const CellRef& ref, const std::string& territory,
                    const std::string& dimensions) const override {
    const auto it = values_.find(Name(ref, territory, dimensions));
    return it == values_.end() ? nullptr : &it->second;
  }
  std::vector<double> Numbers(const CellRef& ref, const std::string& territory,
                              const std::string& dimensions) const override {
    const auto it = numbers_.find(Name(ref, territory, dimensions));
    return it == numbers_.end() ? std::vector<double>() : it->second;
  }
  bool Declares(const CellRef& ref, const std::string& dimension) const override {
    const auto it = undeclared_.find(ref.indicator);
    return it == undeclared_.end() || it->second != dimension;
  }

 private:
  static std::string Name(const CellRef& ref, const std::string& territory,
                          const std::string& dimensions) {
    std::string name = ref.indicator;
    if (!dimensions.empty()) name += "{" + dimensions + "}";
    if (ref.shift != 0) name += "[" + std::to_string(ref.shift) + "]";
    return territory == "RS" ? name : name + "@" + territory;
  }
  std::map<std::string, Value> values_;
  std::map<std::string, std::vector<double>> numbers_;
  std::map<std::string, std::string> undeclared_;
};

// "75 A", "75 E BU", "O: ID.08 is missing".
std::string Evaluated(const std::string& text, const Cells& cells, const Dimensions& cell = {},
                      MissingRule rule = MissingRule::kStrict,
                      const std::string& territory = "RS") {
  const Result<Formula> formula = Formula::Parse(text);
  REQUIRE(formula.ok());
  const Outcome outcome = Evaluate(*formula, rule, territory, cell, cells);
  if (!outcome.value.number) return outcome.value.status + ": " + GapReason(outcome, *formula);
  char number[32];
  std::snprintf(number, sizeof number, "%g", *outcome.value.number);
  std::string shown = std::string(number) + " " + outcome.value.status;
  if (!outcome.value.flags.empty()) shown += " " + outcome.value.flags;
  for (std::size_t ref : outcome.skipped) shown += ", without " + ToText(formula->refs()[ref]);
  return shown;
}

TEST_CASE("a formula takes its inputs from the cell") {
  Cells cells;
  cells.Set("ID.03", 57).Set("ID.04", 19).Set("ID.09", 76).Set("ID.02", 66).Set("CX.01", 6.6e6);
  cells.Set("ID.02[-1]", 62).Set("ID.02{sex=F}", 48).Set("ID.02@RS-VO", 20);
  cells.Set("ID.02{age_group=CHD;sex=F}", 12).Set("ID.02{age_group=CHD}", 16);
  cells.Sources("ID.02", {40, 20, 30});
  struct Case {
    const char* formula;
    Dimensions cell;
    const char* expected;
  };
  const Case cases[] = {
      {"100 * ID.03 / ID.09", {}, "75 A"},
      {"ID.03 + ID.04", {}, "76 A"},
      {"ID.02 - ID.02[-1]", {}, "4 A"},
      {"100000 * ID.02 / CX.01", {}, "1 A"},
      {"-(ID.03 - ID.03)", {}, "0 A"},
      {"ID.02", {{"sex", "F"}}, "48 A"},
      {"ID.02{sex=F}", {}, "48 A"},
      {"ID.02{sex=F}", {{"sex", "F"}}, "48 A"},
      {"ID.02{age_group=CHD}", {{"sex", "F"}}, "12 A"},
      {"100 * ID.02 / ID.02{sex=_T}", {{"age_group", "CHD"}, {"sex", "F"}}, "75 A"},
      {"ID.02{territory=RS-VO}", {}, "20 A"},
      {"spread(ID.02)", {}, "100 A"},
  };
  for (const Case& c : cases) {
    INFO(c.formula << " " << DimensionsText(c.cell));
    CHECK(Evaluated(c.formula, cells, c.cell) == c.expected);
  }
  CHECK(Evaluated("2 * ID.02", cells, {}, MissingRule::kStrict, "RS-VO") == "40 A");
}

TEST_CASE("statuses and flags of the inputs pass on to the result") {
  Cells cells;
  cells.Set("ID.01", 1).Set("ID.02", 2, "P").Set("ID.03", 3, "E", "BU").Set("ID.04", 4, "A", "D");
  CHECK(Evaluated("ID.01 + ID.02", cells) == "3 P");
  CHECK(Evaluated("ID.02 + ID.03", cells) == "5 E BU");
  CHECK(Evaluated("ID.01 + ID.03 + ID.04", cells) == "8 E BDU");
}

TEST_CASE("a missing input is never taken for zero") {
  Cells cells;
  cells.Set("ID.01", 5).Set("ID.00", 0);
  cells.Missing("ID.02", "O").Missing("ID.03", "Q").Missing("ID.04", "M").Missing("ID.05", "_R");
  struct Case {
    const char *formula, *strict, *skip;
  };
  const Case cases[] = {
      {"ID.01 + ID.02", "O: ID.02 is missing", "5 A U, without ID.02"},
      {"ID.02 + ID.01", "O: ID.02 is missing", "5 A U, without ID.02"},
      {"ID.01 + ID.05", "O: ID.05 is missing", "5 A U, without ID.05"},
      {"ID.01 + ID.99", "O: ID.99 is missing", "5 A U, without ID.99"},
      {"ID.01 + ID.04", "M: ID.04 is not applicable", "5 A U, without ID.04"},
      {"ID.02 + ID.99", "O: ID.02 is missing", "O: ID.02 is missing"},
      {"ID.01 - ID.02", "O: ID.02 is missing", "O: ID.02 is missing"},
      {"ID.01 * ID.02", "O: ID.02 is missing", "O: ID.02 is missing"},
      {"ID.01 / ID.02", "O: ID.02 is missing", "O: ID.02 is missing"},
      {"100 * (ID.01 + ID.02) / ID.01", "O: ID.02 is missing", "100 A U, without ID.02"},
      {"ID.01 + ID.03", "Q: ID.03 is suppressed", "Q: ID.03 is suppressed"},
      {"ID.02 + ID.03", "O: ID.02 is missing", "Q: ID.03 is suppressed"},
      {"ID.03 * ID.04", "Q: ID.03 is suppressed", "Q: ID.03 is suppressed"},
      {"0 * ID.02", "O: ID.02 is missing", "O: ID.02 is missing"},
  };
  for (const Case& c : cases) {
    INFO(c.formula);
    CHECK(Evaluated(c.formula, cells, {}, MissingRule::kStrict) == c.strict);
    CHECK(Evaluated(c.formula, cells, {}, MissingRule::kSkip) == c.skip);
  }
}

TEST_CASE("a division by zero is not applicable, never zero") {
  Cells cells;
  cells.Set("ID.03", 0).Set("ID.09", 0).Set("IP.01", 1e200);
  cells.Sources("ID.02", {0, 3}).Sources("ID.04", {7});
  CHECK(Evaluated("100 * ID.03 / ID.09", cells) == "M: the division is by zero");
  CHECK(Evaluated("1 + 1 / (ID.03 - ID.09)", cells) == "M: the division is by zero");
  CHECK(Evaluated("spread(ID.02)", cells) == "M: the division is by zero");
  CHECK(Evaluated("spread(ID.04)", cells) == "M: ID.04 has one source, a spread needs two");
  CHECK(Evaluated("spread(ID.05)", cells) == "O: ID.05 is missing");
  CHECK(Evaluated("IP.01 * IP.01", cells) == "O: the result is too large for a number");
}

TEST_CASE("only parts that are broken down alike are added") {
  Cells cells;
  cells.Set("ID.01{sex=F}", 90).Set("ID.05", 31).Set("CX.01", 6e6);
  cells.NotBy("ID.05", "sex").NotBy("CX.01", "sex");
  const Dimensions women = {{"sex", "F"}};
  CHECK(Evaluated("ID.01 - ID.05", cells, women) == "O: ID.05 is not broken down like this cell");
  CHECK(Evaluated("ID.05 - ID.01", cells, women) == "O: ID.05 is not broken down like this cell");
  CHECK(Evaluated("ID.05", cells, women) == "O: ID.05 is not broken down like this cell");
  CHECK(Evaluated("ID.05{sex=F}", cells, {{"sex", "M"}}) ==
        "O: ID.05{sex=F} is missing");
  // A rate may be over the whole, and a constant is like anything.
  CHECK(Evaluated("100000 * ID.01 / CX.01", cells, women) == "1.5 A");
  CHECK(Evaluated("100 - ID.01", cells, women) == "10 A");
}

TEST_CASE("the rules for missing inputs have names") {
  CHECK(ParseMissingRule("strict") == MissingRule::kStrict);
  CHECK(ParseMissingRule("skip") == MissingRule::kSkip);
  CHECK_FALSE(ParseMissingRule("zero"));
  CHECK(MissingRuleName(MissingRule::kSkip) == "skip");
}

}  // namespace
}  // namespace rapporteur
