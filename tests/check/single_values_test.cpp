#include <catch2/catch.hpp>

#include "tests/check/run_checks.h"
#include "tests/compute/test_catalogue.h"

namespace rapporteur {
namespace {

constexpr const char* kJump = R"({"rule":"jump","level":"warning",
  "jump":{"percent":50,"absolute":5,"counting_unit":["person"]}})";

TEST_CASE("a leap from one period to the next is asked about") {
  struct Case {
    double before, now;
    bool found;
  };
  const Case cases[] = {{40, 60, false}, {40, 61, true},  {40, 20, false}, {40, 19, true},
                        {2, 7, false},   {2, 8, true},    {0, 39, true},   {0, 5, false}};
  for (const Case& c : cases) {
    INFO(c.before << " " << c.now);
    MemoryCells cells;
    cells.Set("ID.02", "2018", c.before).Set("ID.02", "2019", c.now);
    CHECK(RunChecks(Persons("ID.02"), kJump, cells).empty() != c.found);
  }
  MemoryCells cells;
  cells.Set("ID.02", "2018", 40).Set("ID.02", "2019", 76).Set("ID.02", "2016", 1);
  cells.Set("ID.02{sex=F}", "2018", 10).Set("ID.02{sex=F}", "2019", 70);
  const Lines expected = {"warning jump: ID.02 2019: 76 after 40 in the period before: +36."};
  CHECK(RunChecks(Persons("ID.02"), kJump, cells) == expected);
  // The period before is read though it is not asked for.
  CHECK(RunChecks(Persons("ID.02"), kJump, cells, "2019") == expected);
  CHECK(RunChecks(Persons("ID.02"), kJump, cells, "2018").empty());
}

TEST_CASE("a break in the series is no leap") {
  MemoryCells cells;
  cells.Set("ID.02", "2018", 0).Set("ID.02", "2019", 39).Set("ID.02", "2020", 39);
  CHECK(RunChecks(Persons("ID.02"), kJump, cells).size() == 1);
  CHECK(RunChecks(Persons("ID.02"), kJump, cells, "",
                  R"("breaks":[{"indicator":"ID.02","from":"2019"}])")
            .empty());
  CHECK(RunChecks(Persons("ID.02"), kJump, cells, "",
                  R"("breaks":[{"indicator":"ID.02","from":"2020"}])")
            .size() == 1);
  cells.Find("ID.02", "2019")->value.flags = "B";
  CHECK(RunChecks(Persons("ID.02"), kJump, cells).empty());
}

TEST_CASE("only what the rule counts leaps") {
  MemoryCells cells;
  cells.Set("AS.10", "2018", 40).Set("AS.10", "2019", 400);
  cells.Set("ID.10", "2018", 10).Set("ID.10", "2019", 90);
  const std::string indicators =
      Persons("AS.10", R"("counting_unit":"call","unit":"calls")") + "," + Percent("ID.10");
  CHECK(RunChecks(indicators, kJump, cells).empty());
  CHECK(RunChecks(indicators, R"({"rule":"jump","level":"info","jump":{"percent":50}})", cells) ==
        Lines{"info jump: AS.10 2019: 400 after 40 in the period before: +360."});
}

TEST_CASE("a value that its unit does not allow is found without a rule") {
  MemoryCells cells;
  cells.Set("ID.10", "2017", 140).Set("ID.02", "2017", 3.5).Set("ID.02", "2018", 3);
  CHECK(RunChecks(Percent("ID.10") + "," + Persons("ID.02"), "", cells) ==
        Lines{"error bounds: ID.02 2017: found 3.5, expected a whole number of persons.",
              "error bounds: ID.10 2017: found 140, expected at most 100 %."});
  CHECK(RunChecks(Percent("ID.10") + "," + Persons("ID.02"), R"({"rule":"bounds","level":"off"})",
                  cells)
            .empty());
}

TEST_CASE("a code that the catalogue does not have any more is found") {
  MemoryCells cells;
  cells.Set("ID.02{sex=X}", "2017", 3).Set("ID.02{territory=RS-99}", "2017", 3);
  cells.Set("ID.02{colour=RED}", "2017", 3).Set("ID.77", "2017", 3);
  CHECK(RunChecks(Persons("ID.02"), "", cells) ==
        Lines{"warning breakdown: ID.02{colour=RED} 2017: the definition is not broken down by "
              "colour.",
              "error codes: ID.02{colour=RED} 2017: the dimension 'colour' is not in the "
              "catalogue.",
              "error codes: ID.02{sex=X} 2017: the code 'X' of sex is not in the catalogue.",
              "error codes: ID.02{territory=RS-99} 2017: the territory 'RS-99' is not in the "
              "catalogue.",
              "error codes: ID.77 2017: there are values, but no definition is valid in that "
              "period."});
}

TEST_CASE("a breakdown that the definition does not have is pointed out") {
  MemoryCells cells;
  cells.Set("ID.02{sex=F}", "2017", 3).Set("ID.02{territory=RS-VO}", "2017", 3);
  CHECK(RunChecks(Persons("ID.02", R"("dimensions":["age_group"],"by_territory":false)"), "", cells) ==
        Lines{"warning breakdown: ID.02{sex=F} 2017: the definition is not broken down by sex.",
              "warning breakdown: ID.02{territory=RS-VO} 2017: the definition is not broken down "
              "by territory."});
}

TEST_CASE("values of a dropped indicator are pointed out") {
  MemoryCells cells;
  cells.Set("ID.02", "2017", 3);
  CHECK(RunChecks(Persons("ID.02"), "", cells, "",
                  R"("indicators":[{"code":"ID.02","versions":[{"version":1,"decision":"dropped",
                     "base":{"code":"ID.02","version":1}}]}])") ==
        Lines{"error codes: ID.02 2017: there are values, but the indicator is dropped in that "
              "period."});
}

}  // namespace
}  // namespace rapporteur
