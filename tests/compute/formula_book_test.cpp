#include "core/compute/formula_book.h"

#include <catch2/catch.hpp>

#include "tests/compute/test_catalogue.h"

namespace rapporteur {
namespace {

std::string Call(const std::string& code) {
  return Persons(code, R"("counting_unit":"call","unit":"calls")");
}

std::vector<std::string> Problems(const std::string& indicators) {
  std::vector<std::string> problems;
  const FormulaBook book = FormulaBook::Read(TestCatalogue(indicators));
  for (const FormulaProblem& problem : book.problems()) {
    problems.push_back(problem.code + ": " + problem.message);
  }
  return problems;
}

std::string Join(std::initializer_list<std::string> indicators) {
  std::string text;
  for (const std::string& indicator : indicators) text += (text.empty() ? "" : ",") + indicator;
  return text;
}

constexpr const char* kWhere = "org.rapporteur.regional 1.0.0, indicator RS:";

TEST_CASE("formulas that read each other's inputs are no cycle") {
  const FormulaBook book = FormulaBook::Read(TestCatalogue(
      Join({Persons("ID.01"), Persons("ID.02", R"("formula":"ID.03 + ID.08")"), Persons("ID.03"),
            Persons("ID.07", R"("formula":"ID.01 - ID.03")"), Persons("ID.08"),
            Persons("ID.09", R"("formula":"ID.03 + ID.07")"),
            Percent("ID.10", R"("formula":"100 * ID.03 / ID.09")"),
            Persons("CH.01", R"("same_as":"ID.02{age_group=CHD}")")})));
  CHECK(book.problems().empty());
  CHECK(book.components() == std::vector<std::vector<std::string>>{
                                 {"ID.02"}, {"ID.07"}, {"CH.01"}, {"ID.09"}, {"ID.10"}});
  CHECK(book.Rank("ID.10", 20231231) == 3);
  REQUIRE(book.On("CH.01", 20231231) != nullptr);
  CHECK(book.On("CH.01", 20231231)->alias);
  CHECK(book.FormulaOn("CH.01", 20231231) == nullptr);
  CHECK(book.On("ID.01", 20231231) == nullptr);
  CHECK(book.Dependents("ID.03") == std::vector<FormulaBook::Dependent>{
                                        {"ID.02", 0}, {"ID.07", 0}, {"ID.09", 0}, {"ID.10", 0}});
}

TEST_CASE("a formula that leads back to itself is left out and the cycle is named") {
  const std::string indicators = Join({Persons("ID.01", R"("formula":"ID.02 + ID.03")"),
                                       Persons("ID.02", R"("formula":"ID.01 - ID.03")"),
                                       Persons("ID.03"),
                                       Persons("ID.04", R"("formula":"ID.01 + ID.03")")});
  CHECK(Problems(indicators) ==
        std::vector<std::string>{
            std::string("formula-cycle: ") + kWhere +
                "ID.01@1: its formula leads back to itself: ID.01 -> ID.02 -> ID.01.",
            std::string("formula-cycle: ") + kWhere +
                "ID.02@1: its formula leads back to itself: ID.01 -> ID.02 -> ID.01."});
  const FormulaBook book = FormulaBook::Read(TestCatalogue(indicators));
  CHECK(book.On("ID.01", 20231231) == nullptr);
  CHECK(book.On("ID.04", 20231231) != nullptr);
}

TEST_CASE("versions that are never valid together make no cycle") {
  const auto versions = [](const std::string& code, const std::string& first,
                           const std::string& second) {
    const std::string common = R"("value_kind":"count","counting_unit":"person","formula":")";
    return R"({"code":")" + code + R"(","versions":[{"version":1,"valid_to":"2010-12-31",)" +
           common + first + R"("},{"version":2,"valid_from":"2011-01-01",)" + common + second +
           R"("}]})";
  };
  const FormulaBook book = FormulaBook::Read(
      TestCatalogue(Join({versions("ID.01", "ID.02 + 0", "ID.03"),
                          versions("ID.02", "ID.03", "ID.01 + 0"), Persons("ID.03")})));
  CHECK(book.problems().empty());
  CHECK(book.components() == std::vector<std::vector<std::string>>{{"ID.01", "ID.02"}});
  CHECK(book.Rank("ID.01", 20051231) > book.Rank("ID.02", 20051231));
  CHECK(book.Rank("ID.01", 20151231) < book.Rank("ID.02", 20151231));
}

TEST_CASE("a formula may go on from its own past where the present feeds it") {
  const FormulaBook book = FormulaBook::Read(
      TestCatalogue(Join({Persons("ID.01", R"("formula":"ID.01[-1] + ID.03")"), Persons("ID.03")})));
  CHECK(book.problems().empty());
  CHECK(book.Dependents("ID.01") == std::vector<FormulaBook::Dependent>{{"ID.01", 1}});
  CHECK(Problems(Persons("ID.01", R"("formula":"1.02 * ID.01[-1]")")) ==
        std::vector<std::string>{std::string("formula-endless: ") + kWhere +
                                 "ID.01@1: formula '1.02 * ID.01[-1]' goes on from its own earlier "
                                 "values; it needs the missing rule \"strict\" and an input of the "
                                 "same period that does not depend on it."});
  CHECK(Problems(Join({Persons("ID.01", R"("formula":"ID.01[-1] + ID.03","missing":"skip")"),
                       Persons("ID.03")}))
            .size() == 1);
}

TEST_CASE("what is wrong with a formula is said with its place") {
  struct Case {
    std::string indicators, code, message;
  };
  const Case cases[] = {
      {Persons("ID.02", R"("formula":"ID.03 +")"), "bad-formula",
       "ID.02@1: formula 'ID.03 +', character 8: found the end, expected a number, an indicator "
       "code, 'spread' or '('."},
      {Persons("ID.02", R"("formula":"1 + 1")"), "bad-formula",
       "ID.02@1: the formula '1 + 1' takes no indicator."},
      {Persons("ID.02", R"("formula":"ID.99 + 1")"), "bad-reference",
       "ID.02@1: formula 'ID.99 + 1': ID.99 is no indicator of the catalogue."},
      {Join({Persons("ID.02", R"("formula":"ID.03{sex=X}")"), Persons("ID.03")}), "bad-reference",
       "ID.02@1: formula 'ID.03{sex=X}': ID.03{sex=X}: 'X' is no code of sex."},
      {Join({Persons("ID.02", R"("formula":"ID.03{sex=F}")"),
             Persons("ID.03", R"("dimensions":["age_group"])")}),
       "bad-reference",
       "ID.02@1: formula 'ID.03{sex=F}': ID.03{sex=F}: ID.03 is not broken down by 'sex'."},
      {Join({Persons("ID.02", R"("formula":"ID.03{territory=RS-99}")"), Persons("ID.03")}),
       "bad-reference",
       "ID.02@1: formula 'ID.03{territory=RS-99}': ID.03{territory=RS-99}: 'RS-99' is no territory "
       "of the catalogue."},
      {Join({Persons("ID.02", R"("same_as":"ID.03 + 1")"), Persons("ID.03")}), "bad-formula",
       "ID.02@1: same_as is 'ID.03 + 1', expected one cell such as ID.02{age_group=CHD}."},
      {Join({Persons("ID.02", R"("formula":"ID.03","missing":"zero")"), Persons("ID.03")}),
       "bad-missing-rule",
       "ID.02@1: the rule for missing inputs is 'zero', expected \"strict\" or \"skip\"."},
      {Join({Persons("ID.02", R"("formula":"ID.03 + AS.10")"), Persons("ID.03"), Call("AS.10")}),
       "unit-mismatch",
       "ID.02@1: formula 'ID.03 + AS.10': ID.03 counts person, AS.10 counts call; only like is "
       "added to like."},
      {Join({Persons("ID.02", R"("formula":"2 * AS.10")"), Call("AS.10")}), "unit-mismatch",
       "ID.02@1: formula '2 * AS.10': the result counts call, ID.02 counts person."},
      {Join({Percent("ID.10", R"("formula":"ID.03 + ID.03")"), Persons("ID.03")}), "unit-mismatch",
       "ID.10@1: formula 'ID.03 + ID.03': the result counts person, ID.10 is a share in %."},
  };
  for (const Case& c : cases) {
    INFO(c.message);
    CHECK(Problems(c.indicators) == std::vector<std::string>{c.code + ": " + kWhere + c.message});
    CHECK(FormulaBook::Read(TestCatalogue(c.indicators)).components().empty());
  }
}

TEST_CASE("shares, rates and constants stand beside any unit") {
  CHECK(Problems(Join({Persons("ID.02"), Call("AS.10"), Percent("ID.10"),
                       Percent("ID.11", R"("formula":"100 * AS.10 / ID.02 + ID.10")"),
                       Persons("ID.03", R"("formula":"ID.02 * ID.10 / 100")"),
                       Persons("ID.04", R"("formula":"(ID.02 + 1) / 2 - -ID.03")")}))
            .empty());
}

TEST_CASE("a dropped version has no formula") {
  const FormulaBook book = FormulaBook::Read(TestCatalogue(
      Join({Persons("ID.02", R"("formula":"ID.03")"), Persons("ID.03")}), "",
      R"("indicators":[{"code":"ID.02","versions":[{"version":1,"decision":"dropped",
          "base":{"code":"ID.02","version":1}}]}])"));
  CHECK(book.problems().empty());
  CHECK(book.On("ID.02", 20231231) == nullptr);
}

}  // namespace
}  // namespace rapporteur
