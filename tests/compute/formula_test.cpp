#include "core/compute/formula.h"

#include <catch2/catch.hpp>

namespace rapporteur {
namespace {

// "ID.03 ID.08 +": the order of evaluation.
std::string Postfix(const Formula& formula) {
  std::string text;
  for (const Formula::Node& node : formula.nodes()) {
    if (!text.empty()) text += ' ';
    switch (node.op) {
      case Formula::Op::kNumber: text += std::to_string(node.number).substr(0, 5); break;
      case Formula::Op::kCell: text += ToText(formula.refs()[node.ref]); break;
      case Formula::Op::kSpread: text += "spread:" + ToText(formula.refs()[node.ref]); break;
      case Formula::Op::kNegate: text += "neg"; break;
      case Formula::Op::kAdd: text += '+'; break;
      case Formula::Op::kSubtract: text += '-'; break;
      case Formula::Op::kMultiply: text += '*'; break;
      case Formula::Op::kDivide: text += '/'; break;
    }
  }
  return text;
}

TEST_CASE("a formula is evaluated in the order of arithmetic") {
  struct Case {
    const char *text, *postfix;
  };
  const Case cases[] = {
      {"ID.03 + ID.08", "ID.03 ID.08 +"},
      {"ID.01 - ID.03 - ID.04", "ID.01 ID.03 - ID.04 -"},
      {"ID.01 - (ID.03 - ID.04)", "ID.01 ID.03 ID.04 - -"},
      {"100 * ID.03 / ID.09", "100.0 ID.03 * ID.09 /"},
      {"ID.01 + ID.02 * 2.5", "ID.01 ID.02 2.500 * +"},
      {"-ID.01 * --ID.02", "ID.01 neg ID.02 *"},
      {"  RS.IP.01  ", "RS.IP.01"},
      {"ID.02{sex=F}", "ID.02{sex=F}"},
      {"ID.02 { sex = F , age_group = CHD } [ -1 ]", "ID.02{age_group=CHD,sex=F}[-1]"},
      {"ID.02[-12]", "ID.02[-12]"},
      {"ID.02{sex=_T}", "ID.02{sex=_T}"},
      {"IP.05{sentence_band=12-35}-1", "IP.05{sentence_band=12-35} 1.000 -"},
      {"IP.05{band=48+}", "IP.05{band=48+}"},
      {"ID.02{form_of_exploitation=SEX.PRO}", "ID.02{form_of_exploitation=SEX.PRO}"},
      {"ID.12{territory=BA-BIH,sex=F}", "ID.12{territory=BA-BIH,sex=F}"},
      {"spread(ID.02)", "spread:ID.02"},
      {"100 - spread( ID.02{sex=F} )", "100.0 spread:ID.02{sex=F} -"},
  };
  for (const Case& c : cases) {
    INFO(c.text);
    Result<Formula> formula = Formula::Parse(c.text);
    REQUIRE(formula.ok());
    CHECK(Postfix(*formula) == c.postfix);
    CHECK(formula->text() == c.text);
  }
}

TEST_CASE("the same reference is taken once") {
  Result<Formula> formula = Formula::Parse("100 * (ID.02 - ID.02[-1]) / ID.02[-1]");
  REQUIRE(formula.ok());
  REQUIRE(formula->refs().size() == 2);
  CHECK(formula->refs()[1].shift == -1);
  CHECK_FALSE(formula->IsCell());
  CHECK(Formula::Parse("ID.02{age_group=CHD}")->IsCell());
  CHECK_FALSE(Formula::Parse("-ID.02")->IsCell());
}

TEST_CASE("what is no formula is refused with position, found and expected") {
  struct Case {
    std::string text, message;
  };
  const std::string operand = "a number, an indicator code, 'spread' or '('.";
  const Case cases[] = {
      {"", "formula '', character 1: found the end, expected " + operand},
      {"ID.03 +", "formula 'ID.03 +', character 8: found the end, expected " + operand},
      {"ID.03 + )", "formula 'ID.03 + )', character 9: found ')', expected " + operand},
      {"(ID.03", "formula '(ID.03', character 7: found the end, expected ')' or an operator "
                 "(+ - * /)."},
      {"ID.03 ID.08", "formula 'ID.03 ID.08', character 7: found 'I', expected an operator "
                      "(+ - * /) or the end."},
      {"2ID.03", "formula '2ID.03', character 2: found 'I', expected an operator (+ - * /) after "
                 "the number."},
      {"1e5", "formula '1e5', character 2: found 'e', expected an operator (+ - * /) after the "
              "number."},
      {"1.2.3", "formula '1.2.3', character 4: found '.', expected an operator (+ - * /) after the "
                "number."},
      {"ID", "formula 'ID', character 1: found 'ID', expected an indicator code such as ID.02 or "
             "RS.IP.01."},
      {"ID..02", "formula 'ID..02', character 1: found 'ID..02', expected an indicator code such as "
                 "ID.02 or RS.IP.01."},
      {"id.02", "formula 'id.02', character 1: found 'i', expected " + operand},
      {"ИД.02 + 1", "formula 'ИД.02 + 1', character 1: found 'И', expected " + operand},
      {"1 + И", "formula '1 + И', character 5: found 'И', expected " + operand},
      {"ID.02{}", "formula 'ID.02{}', character 7: found '}', expected a dimension such as sex."},
      {"ID.02{sex}", "formula 'ID.02{sex}', character 10: found '}', expected '='."},
      {"ID.02{sex=}", "formula 'ID.02{sex=}', character 11: found '}', expected a code of sex."},
      {"ID.02{sex=F", "formula 'ID.02{sex=F', character 12: found the end, expected '}' or ','."},
      {"ID.02{sex=F,sex=M}", "formula 'ID.02{sex=F,sex=M}', character 13: found 'sex' a second "
                             "time, expected each dimension once."},
      {"ID.02[1]", "formula 'ID.02[1]', character 7: found '1', expected -1 (the period before) to "
                   "-20."},
      {"ID.02[-0]", "formula 'ID.02[-0]', character 7: found '-0', expected -1 (the period before) "
                    "to -20."},
      {"ID.02[-21]", "formula 'ID.02[-21]', character 7: found '-21', expected -1 (the period "
                     "before) to -20."},
      {"spread ID.02", "formula 'spread ID.02', character 8: found 'I', expected '('."},
      {"spread(2)", "formula 'spread(2)', character 8: found '2', expected an indicator code."},
      {std::string(60, '(') + "1" + std::string(60, ')'),
       "formula '" + std::string(60, '(') + "…', character 52: found parentheses or signs more than "
       "50 deep, expected a flatter formula."},
      {std::string(2001, '1'), "formula '" + std::string(60, '1') + "…': found 2,001 bytes, expected "
                               "at most 2,000."},
      {std::string(400, '9'), "formula '" + std::string(60, '9') + "…', character 1: found '9', "
                              "expected a number of ordinary size."},
  };
  for (const Case& c : cases) {
    Result<Formula> formula = Formula::Parse(c.text);
    INFO(c.text);
    REQUIRE_FALSE(formula.ok());
    CHECK(formula.status().code() == "bad-formula");
    CHECK(formula.status().message() == c.message);
  }
}

TEST_CASE("signs may be many, they cost no depth") {
  CHECK(Formula::Parse(std::string(1000, '-') + "ID.02").ok());
}

}  // namespace
}  // namespace rapporteur
