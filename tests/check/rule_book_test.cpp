#include "core/check/rule_book.h"

#include <catch2/catch.hpp>

#include "core/check/finding_words.h"
#include "core/compute/linear.h"
#include "tests/check/run_checks.h"
#include "tests/compute/test_catalogue.h"

namespace rapporteur {
namespace {

std::string Indicators() {
  return Persons("ID.01") + "," + Persons("ID.03") + "," + Persons("ID.05") + "," +
         Persons("AS.10", R"("counting_unit":"call")");
}

TEST_CASE("what is wrong with a rule is said with document and rule") {
  struct Case {
    const char *rule, *message;
  };
  const Case cases[] = {
      {R"({"rule":"x","sums":true})",
       "found 'sums', expected one of parts, subset, formula, same_as, equal, at_least, at_most, "
       "jump, small-denominator, sources, ranges, breaks, bounds, codes, breakdown, needs, unit, rate, future, turn, zero, law and texts."},
      {R"({"rule":"x"})",
       "found no kind of rule, expected one of parts, subset, formula, same_as, equal, at_least, "
       "at_most, jump, small-denominator, sources, ranges, breaks, bounds, codes, breakdown, needs, unit, rate, future, turn, zero, law and texts."},
      {R"({"rule":"x","subset":true,"jump":{}})",
       "found subset and jump in one rule, expected one of them."},
      {R"({"rule":"x","level":"fatal","subset":true})",
       "the level is 'fatal', expected \"error\", \"warning\", \"info\" or \"off\"."},
      {R"({"rule":"x","cells":"some","subset":true})",
       "the cells are 'some', expected \"all\" or \"totals\"."},
      {R"({"rule":"x","missing":"zero","equal":["ID.01","ID.03"]})",
       "the rule for missing inputs is 'zero', expected \"strict\" or \"skip\"."},
      {R"({"rule":"x","equal":["ID.01"]})",
       "expected a list of two or more expressions such as [\"ID.01\", \"ID.03 + ID.04\"]."},
      {R"({"rule":"x","equal":["ID.01", 3]})",
       "expected a list of two or more expressions such as [\"ID.01\", \"ID.03 + ID.04\"]."},
      {R"({"rule":"x","equal":["ID.01","ID.03 +"]})",
       "formula 'ID.03 +', character 8: found the end, expected a number, an indicator code, "
       "'spread' or '('."},
      {R"({"rule":"x","equal":["ID.01","ID.99"]})", "ID.99 is no indicator of the catalogue."},
      {R"({"rule":"x","equal":["1","ID.01"]})", "'1' takes no indicator."},
      {R"({"rule":"x","at_most":["ID.01","AS.10"]})",
       "ID.01 counts person, AS.10 counts call; only like is compared with like."},
      {R"({"rule":"x","parts":{"dimensions":["colour"]}})",
       "'colour' is no dimension of the catalogue."},
  };
  for (const Case& c : cases) {
    INFO(c.rule);
    const RuleBook book = RuleBook::Read(*TestCatalogue(Indicators(), c.rule));
    REQUIRE(book.problems().size() == 1);
    CHECK(book.problems()[0].rule == "x");
    CHECK(book.problems()[0].message ==
          std::string("org.rapporteur.regional 1.0.0, check 'x': ") + c.message);
    CHECK(book.rules().size() == 3);  // the built-in ones
  }
}

TEST_CASE("a wrong reference to a whole is said, the other subsets are checked") {
  const RuleBook book = RuleBook::Read(
      *TestCatalogue(Persons("ID.01", R"("subset_of":"ID.99")") + "," +
                         Persons("ID.03", R"("subset_of":"ID.01 + 1")"),
                     R"({"rule":"subset","subset":true})"));
  REQUIRE(book.problems().size() == 2);
  CHECK(book.problems()[0].message ==
        "org.rapporteur.regional 1.0.0, indicator RS:ID.01@1: subset_of is 'ID.99': ID.99 is no "
        "indicator of the catalogue.");
  CHECK(book.problems()[1].message ==
        "org.rapporteur.regional 1.0.0, indicator RS:ID.03@1: subset_of is 'ID.01 + 1': expected "
        "one cell such as ID.02{age_group=CHD}.");
  CHECK(book.rules().size() == 4);
}

TEST_CASE("problems of rules and formulas are findings that stand first") {
  MemoryCells cells;
  cells.Set("AS.10", "2017", -1);
  const CheckReport report =
      ReportOf(Persons("AS.10") + "," + Persons("ID.02", R"("formula":"ID.03 +")"),
               R"({"rule":"x","sums":true})", cells);
  REQUIRE(report.findings.size() == 3);
  CHECK(report.findings[0].rule == "x");
  CHECK(report.findings[1].rule == "formula");
  CHECK(report.findings[1].indicator == "ID.02");
  CHECK(report.findings[1].hint == "Correct the document; until then it is left out.");
  CHECK(report.findings[2].rule == "bounds");
  CHECK(report.errors == 3);
}

TEST_CASE("a country's rule takes the place of the regional one of the same name") {
  const std::string regional =
      R"({"rule":"funnel","level":"error","equal":["ID.01","ID.03"],"message":{"en":"regional"}})";
  MemoryCells cells;
  cells.Set("ID.01", "2017", 2).Set("ID.03", "2017", 1).Set("ID.05", "2017", 1);
  const auto with = [&](const std::string& rule) {
    return RunChecks(Indicators(), regional, cells, "", R"("checks":[)" + rule + "]");
  };
  CHECK(RunChecks(Indicators(), regional, cells) == Lines{"error funnel: regional"});
  CHECK(with(R"({"rule":"other","subset":true})") == Lines{"error funnel: regional"});
  CHECK(with(R"({"rule":"funnel","level":"info","equal":["ID.01","ID.03"]})") ==
        Lines{"info funnel: 2017: ID.01 is 2, ID.03 is 1: +1."});
  CHECK(with(R"({"rule":"funnel","level":"off"})").empty());
  CHECK(with(R"({"rule":"funnel","equal":["ID.01","ID.03 + ID.05"]})").empty());
  CHECK(with(R"({"rule":"bounds","level":"off"})") == Lines{"error funnel: regional"});
}

TEST_CASE("the placeholders of a message are filled in, other braces stay") {
  CHECK(FillIn("{a} and {b}: {c} {", {{"a", "1"}, {"c", "{a}"}}) == "1 and {b}: {a} {");
  CHECK(RoundedNumber(66.666666) == "66.6667");
  CHECK(RoundedNumber(6623000) == "6623000");
  CHECK(SignedNumber(0.1 + 0.2) == "+0.3");
  CHECK(SignedNumber(-5) == "-5");
  CHECK(CellText("RS", "ID.02", {"RS-VO", "age_group=CHD;sex=F"}) ==
        "ID.02{territory=RS-VO,age_group=CHD,sex=F}");
}

TEST_CASE("formulas that say the same as equations are the same") {
  const auto equation = [](const char* text) { return EquationText(*Formula::Parse(text)); };
  const std::string funnel = equation("ID.01 - (ID.03 + ID.07)");
  CHECK(funnel == "1*ID.01 -1*ID.03 -1*ID.07");
  CHECK(equation("ID.07 - (ID.01 - ID.03)") == funnel);
  CHECK(equation("2 * (ID.03 + ID.07) - ID.01 * 2") == funnel);
  CHECK(equation("-(ID.01 - ID.03 - ID.07) / 3") == funnel);
  CHECK(equation("ID.01 - ID.03") != funnel);
  CHECK(equation("ID.01 - ID.03 - ID.07[-1]") != funnel);
  CHECK(equation("ID.01 - ID.03 - ID.07 - 1") != funnel);
  for (const char* text : {"ID.01 / ID.03", "ID.01 * ID.03", "spread(ID.01)", "ID.01 - ID.01", "1",
                           "ID.01 / 0"}) {
    CHECK(equation(text) == "");
  }
}

}  // namespace
}  // namespace rapporteur
