#include <catch2/catch.hpp>

#include "tests/check/run_checks.h"
#include "tests/compute/test_catalogue.h"

namespace rapporteur {
namespace {

constexpr const char* kSubset = R"({"rule":"subset","level":"error","subset":true})";
constexpr const char* kFormula =
    R"({"rule":"formula","level":"error","formula":{"tolerance":{"%":0.5,"*":0}}})";
constexpr const char* kSameAs = R"({"rule":"same-as","level":"warning","same_as":true})";

TEST_CASE("a part is not more than what it is a part of") {
  const std::string indicators =
      Persons("ID.01") + "," + Persons("ID.13", R"("subset_of":"ID.01")") + "," +
      Persons("CH.01", R"("subset_of":"ID.01{age_group=CHD}")");
  MemoryCells cells;
  cells.Set("ID.01", "2017", 10).Set("ID.13", "2017", 10).Set("ID.01{sex=F}", "2017", 6);
  cells.Set("ID.13{sex=F}", "2017", 6).Set("ID.01{age_group=CHD}", "2017", 3);
  cells.Set("CH.01", "2017", 3);
  CHECK(RunChecks(indicators, kSubset, cells).empty());
  cells.Set("ID.13{sex=F}", "2017", 7).Set("CH.01", "2017", 4);
  CHECK(RunChecks(indicators, kSubset, cells) ==
        Lines{"error subset: CH.01 2017: 4 is more than ID.01{age_group=CHD}, of which it is a "
              "part: 3.",
              "error subset: ID.13{sex=F} 2017: 7 is more than ID.01, of which it is a part: 6."});
}

TEST_CASE("a part is compared with the whole where the whole is not broken down so") {
  const std::string indicators = Persons("ID.01", R"("dimensions":[])") + "," +
                                 Persons("ID.13", R"("subset_of":"ID.01")");
  MemoryCells cells;
  cells.Set("ID.01", "2017", 10).Set("ID.13{sex=F}", "2017", 11);
  CHECK(RunChecks(indicators, kSubset, cells).size() == 1);
}

TEST_CASE("a reported value is compared with its formula, within the tolerance of its unit") {
  const std::string indicators =
      Persons("ID.02", R"("formula":"ID.03 + ID.08")") + "," + Persons("ID.03") + "," +
      Persons("ID.08") + "," + Persons("ID.09") + "," +
      Percent("ID.10", R"("formula":"100 * ID.03 / ID.09")");
  MemoryCells cells;
  cells.Set("ID.02", "2023", 66).Set("ID.03", "2023", 57).Set("ID.08", "2023", 9);
  cells.Set("ID.09", "2023", 76).Set("ID.10", "2023", 75.5);
  cells.Set("ID.02", "2022", 66).Set("ID.03", "2022", 57);  // an input is missing: nothing to say
  CHECK(RunChecks(indicators, kFormula, cells).empty());
  cells.Set("ID.02", "2023", 67).Set("ID.10", "2023", 75.51);
  CHECK(RunChecks(indicators, kFormula, cells) ==
        Lines{"error formula: ID.02 2023: 67 is reported, ID.03 + ID.08 gives 66: +1.",
              "error formula: ID.10 2023: 75.51 is reported, 100 * ID.03 / ID.09 gives 75: "
              "+0.51."});
}

TEST_CASE("a share of nothing is not zero") {
  const std::string indicators = Persons("ID.03") + "," + Persons("ID.09") + "," +
                                 Percent("ID.10", R"("formula":"100 * ID.03 / ID.09")");
  MemoryCells cells;
  cells.Set("ID.03", "2023", 0).Set("ID.09", "2023", 0).Set("ID.10", "2023", 0);
  CHECK(RunChecks(indicators, kFormula, cells) ==
        Lines{"error formula: ID.10 2023: 0 is reported, 100 * ID.03 / ID.09 gives not applicable, "
              "because the division is by zero: no number."});
}

TEST_CASE("two names of one number have one value") {
  const std::string indicators =
      Persons("ID.02") + "," + Persons("CH.01", R"("same_as":"ID.02{age_group=CHD}")");
  MemoryCells cells;
  cells.Set("ID.02{age_group=CHD}", "2020", 17).Set("CH.01", "2020", 17);
  cells.Set("ID.02{age_group=CHD}", "2021", 9);
  CHECK(RunChecks(indicators, kSameAs, cells).empty());
  cells.Set("CH.01", "2020", 23);
  CHECK(RunChecks(indicators, kSameAs, cells) ==
        Lines{"warning same-as: CH.01 2020: 23 is reported, ID.02{age_group=CHD} says 17: +6."});
}

TEST_CASE("expressions are compared in every cell that both have") {
  const std::string indicators = Persons("IP.04") + "," + Persons("IP.05") + "," + Persons("IP.07");
  const std::string at_least =
      R"({"rule":"judgments","level":"error","at_least":["IP.04","IP.05 + IP.07"]})";
  MemoryCells cells;
  cells.Set("IP.04", "2017", 10).Set("IP.05", "2017", 6).Set("IP.07", "2017", 4);
  cells.Set("IP.04{sex=M}", "2017", 8).Set("IP.05{sex=M}", "2017", 5);  // IP.07 is missing there
  CHECK(RunChecks(indicators, at_least, cells).empty());
  cells.Set("IP.07{sex=M}", "2017", 4);
  CHECK(RunChecks(indicators, at_least, cells) ==
        Lines{"error judgments: 2017: IP.04 is 8, less than IP.05 + IP.07: 9."});
  CHECK(RunChecks(indicators, R"({"rule":"j","cells":"totals","at_least":["IP.04","IP.05 + IP.07"]})",
                  cells)
            .empty());
  CHECK(RunChecks(indicators, R"({"rule":"j","at_most":["IP.05 + IP.07","IP.04"]})", cells) ==
        Lines{"error j: 2017: IP.05 + IP.07 is 9, more than IP.04: 8."});
  MemoryCells partly;
  partly.Set("IP.04", "2017", 5).Set("IP.05", "2017", 6);
  CHECK(RunChecks(indicators, at_least, partly).empty());
  CHECK(RunChecks(indicators,
                  R"({"rule":"j","missing":"skip","at_least":["IP.04","IP.05 + IP.07"]})", partly) ==
        Lines{"error j: 2017: IP.04 is 5, less than IP.05 + IP.07: 6."});
}

TEST_CASE("expressions may agree up to rounding") {
  MemoryCells cells;
  cells.Set("ID.10{sex=F}", "2017", 33).Set("ID.10{sex=M}", "2017", 66);
  const auto with = [&](const std::string& tolerance) {
    return RunChecks(Percent("ID.10"),
                     R"({"rule":"r","equal":["ID.10{sex=F} + ID.10{sex=M}","100"],"tolerance":)" +
                         tolerance + "}",
                     cells);
  };
  CHECK(with("1").empty());
  CHECK(with(R"({"%":1})").empty());
  CHECK(with("0.5") ==
        Lines{"error r: 2017: ID.10{sex=F} + ID.10{sex=M} is 99, 100 is 100: -1."});
}

TEST_CASE("the whole is not compared with a part because one side is not broken down") {
  const std::string indicators =
      Persons("ID.01") + "," + Persons("ID.05", R"("dimensions":[])");
  MemoryCells cells;
  cells.Set("ID.01{sex=F}", "2017", 4).Set("ID.05", "2017", 9);
  CHECK(RunChecks(indicators, R"({"rule":"r","at_least":["ID.01","ID.05"]})", cells).empty());
}

TEST_CASE("a share of a handful is pointed out") {
  const std::string indicators =
      Persons("ID.03") + "," + Persons("ID.09") + "," +
      Percent("ID.10", R"x("formula":"100 * ID.03 / (ID.09 + 0)")x");
  const std::string rule = R"({"rule":"small-denominator","level":"info",
                               "small-denominator":{"below":10}})";
  MemoryCells cells;
  cells.Set("ID.03", "2016", 5).Set("ID.09", "2016", 10).Set("ID.03", "2017", 5);
  cells.Set("ID.09", "2017", 9).Set("ID.03", "2018", 0).Set("ID.09", "2018", 0);
  CHECK(RunChecks(indicators, rule, cells) ==
        Lines{"info small-denominator: ID.10 2017: a share of 9, fewer than 10."});
}

}  // namespace
}  // namespace rapporteur
