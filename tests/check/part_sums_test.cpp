#include <catch2/catch.hpp>

#include "tests/check/run_checks.h"
#include "tests/compute/test_catalogue.h"

namespace rapporteur {
namespace {

constexpr const char* kPartSums = R"({"rule":"part-sums","level":"warning",
  "parts":{"dimensions":"all","over":"error","under":"info"}})";

Value Suppressed() { return Value{std::nullopt, "<5", "Q", ""}; }

TEST_CASE("parts that add up to their total pass") {
  MemoryCells cells;
  cells.Set("ID.12", "2017", 82).Set("ID.12{sex=F}", "2017", 57).Set("ID.12{sex=M}", "2017", 25);
  cells.Set("ID.12{age_group=CHD}", "2017", 47);  // one part alone is no breakdown
  cells.Set("ID.12{age_group=CHD,sex=F}", "2017", 30).Set("ID.12{age_group=CHD,sex=M}", "2017", 17);
  cells.Set("ID.12{territory=RS-VO}", "2017", 40).Set("ID.12{territory=RS-SU}", "2017", 42);
  CHECK(RunChecks(Persons("ID.12"), kPartSums, cells).empty());
}

TEST_CASE("the gap between parts and total is named") {
  struct Case {
    std::vector<std::pair<const char*, double>> values;
    const char* expected;
  };
  const Case cases[] = {
      // Bosnia and Herzegovina 2017
      {{{"ID.12", 82}, {"ID.12{sex=F}", 58}, {"ID.12{sex=M}", 25}},
       "error part-sums: ID.12 2017: the parts by sex add up to 83 (F 58 + M 25), the total is 82: "
       "+1."},
      // Albania 2020
      {{{"ID.12", 86},
        {"ID.12{form_of_exploitation=SEX}", 48},
        {"ID.12{form_of_exploitation=LAB}", 27},
        {"ID.12{form_of_exploitation=CRI}", 6}},
       "info part-sums: ID.12 2017: the parts by form of exploitation add up to 81 (CRI 6 + LAB 27 "
       "+ SEX 48), the total is 86: -5 not classified."},
      // Crossed.
      {{{"ID.12{age_group=CHD}", 10},
        {"ID.12{age_group=CHD,sex=F}", 8},
        {"ID.12{age_group=CHD,sex=M}", 4}},
       "error part-sums: ID.12{age_group=CHD} 2017: the parts by sex add up to 12 (F 8 + M 4), the "
       "total is 10: +2."},
      {{{"ID.12", 10}, {"ID.12{territory=RS-VO}", 6}, {"ID.12{territory=RS-SU}", 5}},
       "error part-sums: ID.12 2017: the parts by territory add up to 11 (RS-SU 5 + RS-VO 6), the "
       "total is 10: +1."},
      // One part alone can't be more than the whole.
      {{{"ID.12", 10}, {"ID.12{sex=F}", 11}},
       "error part-sums: ID.12 2017: the parts by sex add up to 11 (F 11), the total is 10: +1."},
      // What is of which stays below it, and is not added to it.
      {{{"ID.12", 12},
        {"ID.12{form_of_exploitation=SEX}", 5},
        {"ID.12{form_of_exploitation=LAB}", 7},
        {"ID.12{form_of_exploitation=SEX.PRO}", 4},
        {"ID.12{form_of_exploitation=SEX.POR}", 2}},
       "error part-sums: ID.12{form_of_exploitation=SEX} 2017: the parts by form of exploitation "
       "add up to 6 (SEX.POR 2 + SEX.PRO 4), the total is 5: +1."},
      // Where only the parts of a part are given they stand for it.
      {{{"ID.12", 12},
        {"ID.12{form_of_exploitation=SEX.PRO}", 6},
        {"ID.12{form_of_exploitation=LAB}", 7}},
       "error part-sums: ID.12 2017: the parts by form of exploitation add up to 13 (LAB 7 + "
       "SEX.PRO 6), the total is 12: +1."},
      {{{"ID.12{territory=RS-VO}", 3}, {"ID.12{territory=RS-01}", 4}, {"ID.12", 9}},
       "error part-sums: ID.12{territory=RS-VO} 2017: the parts by territory add up to 4 (RS-01 4), "
       "the total is 3: +1."},
  };
  for (const Case& c : cases) {
    MemoryCells cells;
    for (const auto& [cell, number] : c.values) cells.Set(cell, "2017", number);
    CHECK(RunChecks(Persons("ID.12"), kPartSums, cells) == Lines{c.expected});
  }
}

TEST_CASE("a part that is unknown, suppressed or missing may hold the rest") {
  MemoryCells cells;
  cells.Set("ID.12", "2015", 10).Set("ID.12{sex=F}", "2015", 6).Set("ID.12{sex=M}", "2015", 3);
  cells.Set("ID.12{sex=U}", "2015", 1);
  cells.Set("ID.12", "2016", 10).Set("ID.12{sex=F}", "2016", 6).Set("ID.12{sex=M}", "2016", 3);
  cells.Set("ID.12{sex=U}", "2016", Suppressed());
  CHECK(RunChecks(Persons("ID.12"), kPartSums, cells).empty());
  cells.Set("ID.12{sex=F}", "2016", 8);
  CHECK(RunChecks(Persons("ID.12"), kPartSums, cells).size() == 1);
}

TEST_CASE("the parts of a share are not added, nor those of persons who stand in several") {
  MemoryCells cells;
  cells.Set("ID.10", "2017", 50).Set("ID.10{sex=F}", "2017", 40).Set("ID.10{sex=M}", "2017", 60);
  CHECK(RunChecks(Percent("ID.10"), kPartSums, cells).empty());
  MemoryCells multi;
  multi.Set("ID.12", "2017", 10).Set("ID.12{sex=F}", "2017", 8).Set("ID.12{sex=M}", "2017", 8);
  const std::string several = Persons("ID.12", R"("counting_mode":"multi")");
  CHECK(RunChecks(several, kPartSums, multi).empty());
  multi.Set("ID.12{sex=M}", "2017", 11);
  CHECK(RunChecks(several, kPartSums, multi) ==
        Lines{"error part-sums: ID.12 2017: the parts by sex add up to 11 (M 11), the total is 10: "
              "+1."});
  // A definition that names the dimensions concerned is checked in the others.
  multi.Set("ID.12{sex=M}", "2017", 8);
  CHECK(RunChecks(Persons("ID.12", R"("counting_mode":"multi","multi_dimensions":["sex"])"),
                  kPartSums, multi)
            .empty());
  CHECK(RunChecks(Persons("ID.12", R"("counting_mode":"multi","multi_dimensions":["age_group"])"),
                  kPartSums, multi) == Lines{"error part-sums: ID.12 2017: the parts by sex add up "
                                             "to 16 (F 8 + M 8), the total is 10: "
                                             "+6."});
  // The counting mode of a value stands above that of its definition.
  MemoryCells row;
  row.Set("ID.12", "2017", 10).Set("ID.12{sex=F}", "2017", 8).Set("ID.12{sex=M}", "2017", 8);
  row.Find("ID.12{sex=M}", "2017")->remarks.counting_mode = "multi";
  CHECK(RunChecks(Persons("ID.12"), kPartSums, row).empty());
}

TEST_CASE("levels are the document's, and one rule may look at some dimensions only") {
  MemoryCells cells;
  cells.Set("ID.12", "2017", 82).Set("ID.12{sex=F}", "2017", 58).Set("ID.12{sex=M}", "2017", 25);
  const auto levels = [&](const std::string& rule) {
    Lines found = RunChecks(Persons("ID.12"), rule, cells);
    return found.empty() ? "none" : found[0].substr(0, found[0].find(' '));
  };
  CHECK(levels(R"({"rule":"p","level":"warning","parts":{"dimensions":"all"}})") == "warning");
  CHECK(levels(R"({"rule":"p","level":"warning","over":"info","parts":{}})") == "info");
  CHECK(levels(R"({"rule":"p","parts":{"dimensions":["sex"]}})") == "error");
  CHECK(levels(R"({"rule":"p","parts":{"dimensions":["age_group"]}})") == "none");
  CHECK(levels(R"({"rule":"p","level":"off","parts":{}})") == "none");
}

TEST_CASE("a total and parts of different sources are said to be so") {
  MemoryCells cells;
  cells.Set("ID.12", "2017", 82, "A").Set("ID.12{sex=F}", "2017", 58, "B");
  cells.Set("ID.12{sex=M}", "2017", 25, "B");
  const CheckReport report = ReportOf(Persons("ID.12"), kPartSums, cells);
  REQUIRE(report.findings.size() == 1);
  CHECK(report.findings[0].hint == "The total is of A, the parts are of B.");
  CHECK(report.findings[0].gap == 1);
}

TEST_CASE("values that are all computed are not held against each other") {
  MemoryCells cells;
  cells.Set("ID.03", "2017", 5).Set("ID.03{sex=F}", "2017", 4).Set("ID.03{sex=M}", "2017", 2);
  const std::string indicators = Persons("ID.03") + "," + Persons("ID.02", R"("formula":"ID.03")");
  const CheckReport report = ReportOf(indicators, kPartSums, cells);
  REQUIRE(report.findings.size() == 1);
  CHECK(report.findings[0].indicator == "ID.03");
}

}  // namespace
}  // namespace rapporteur
