// The figures of Serbia for 2023 and the conflicts that are known from other countries.
#include <catch2/catch.hpp>

#include "tests/check/run_checks.h"
#include "tests/compute/test_catalogue.h"

namespace rapporteur {
namespace {

std::string Indicators() {
  std::string all = Persons("ID.01");
  for (const char* code : {"ID.03", "ID.04", "ID.05", "ID.06", "ID.08", "ID.12"}) {
    all += "," + Persons(code);
  }
  all += "," + Persons("ID.02", R"("formula":"ID.03 + ID.08")");
  all += "," + Persons("ID.07", R"("formula":"ID.01 - ID.03 - ID.04 - ID.05 - ID.06",
                                   "subset_of":"ID.01")");
  all += "," + Persons("ID.09", R"("formula":"ID.03 + ID.04","subset_of":"ID.01")");
  all += "," + Percent("ID.10", R"("formula":"100 * ID.03 / ID.09")");
  return all;
}

constexpr const char* kRules = R"(
  {"rule":"funnel","level":"error","equal":["ID.01","ID.03 + ID.04 + ID.05 + ID.06 + ID.07"],
   "message":{"en":"Referrals of the year must equal the sum of their outcomes."}},
  {"rule":"formula","level":"error","formula":{"tolerance":{"%":0.5,"*":0}}},
  {"rule":"subset","level":"error","subset":true},
  {"rule":"part-sums","level":"warning","parts":{"dimensions":"all"}},
  {"rule":"jump","level":"warning","jump":{"percent":50,"absolute":5,"counting_unit":["person"]}})";

MemoryCells Serbia2023() {
  MemoryCells cells;
  const std::pair<const char*, double> values[] = {{"ID.01", 168}, {"ID.03", 57}, {"ID.04", 19},
                                                   {"ID.05", 31},  {"ID.06", 10}, {"ID.07", 51},
                                                   {"ID.08", 9},   {"ID.02", 66}};
  for (const auto& [code, number] : values) cells.Set(code, "2023", number);
  return cells;
}

TEST_CASE("the figures of Serbia for 2023 pass every rule") {
  MemoryCells cells = Serbia2023();
  CHECK(RunChecks(Indicators(), kRules, cells).empty());
  CHECK(cells.ComputedText() == "ID.09 2023 = 76 A\nID.10 2023 = 75 A\n");
}

TEST_CASE("one number changed by one gives one finding with rule and gap") {
  struct Case {
    const char* code;
    double number, gap;
    const char* rule;
  };
  const Case cases[] = {{"ID.01", 169, 1, "funnel"}, {"ID.04", 20, -1, "funnel"},
                        {"ID.05", 30, 1, "funnel"},  {"ID.06", 11, -1, "funnel"},
                        {"ID.07", 52, -1, "funnel"}, {"ID.02", 67, 1, "formula"},
                        {"ID.08", 10, -1, "formula"}};
  for (const Case& c : cases) {
    INFO(c.code);
    MemoryCells cells = Serbia2023();
    cells.Set(c.code, "2023", c.number);
    const CheckReport report = ReportOf(Indicators(), kRules, cells);
    REQUIRE(report.findings.size() == 1);
    const CheckFinding& finding = report.findings[0];
    CHECK(finding.rule == c.rule);
    CHECK(finding.level == Level::kError);
    CHECK(finding.gap == c.gap);
    CHECK(finding.indicator == (finding.rule == "funnel" ? "ID.01" : "ID.02"));
    CHECK(finding.period == "2023");
    CHECK(report.errors == 1);
  }
  // ID.03 stands in two equations that are both broken then.
  MemoryCells cells = Serbia2023();
  cells.Set("ID.03", "2023", 58);
  CHECK(ReportOf(Indicators(), kRules, cells).findings.size() == 2);
}

TEST_CASE("a finding says what was found and expected") {
  MemoryCells cells = Serbia2023();
  cells.Set("ID.05", "2023", 30);
  const CheckReport report = ReportOf(Indicators(), kRules, cells);
  REQUIRE(report.findings.size() == 1);
  CHECK(report.findings[0].found == 168);
  CHECK(report.findings[0].expected == 167);
  CHECK(report.findings[0].message ==
        "Referrals of the year must equal the sum of their outcomes.");
}

TEST_CASE("changing the rule of the document changes the result") {
  MemoryCells cells = Serbia2023();
  cells.Set("ID.05", "2023", 30);
  const auto with = [&](const std::string& rules) { return RunChecks(Indicators(), rules, cells); };
  CHECK(with("").empty());
  CHECK(with(R"({"rule":"funnel","level":"info","equal":["ID.01",
                 "ID.03 + ID.04 + ID.05 + ID.06 + ID.07"],"message":{"en":"{gap}"}})") ==
        Lines{"info funnel: +1"});
  CHECK(with(R"({"rule":"funnel","at_least":["ID.01","ID.03 + ID.04 + ID.05 + ID.06 + ID.07"]})")
            .empty());
  CHECK(with(R"({"rule":"funnel","equal":["ID.01","ID.03 + ID.04 + ID.05 + ID.06"]})").size() == 1);
}

TEST_CASE("known conflicts between parts and totals are named") {
  MemoryCells cells;
  cells.Set("ID.12", "2017", 82).Set("ID.12{sex=F}", "2017", 58).Set("ID.12{sex=M}", "2017", 25);
  cells.Set("ID.12", "2020", 86).Set("ID.12{form_of_exploitation=SEX}", "2020", 48);
  cells.Set("ID.12{form_of_exploitation=LAB}", "2020", 27);
  cells.Set("ID.12{form_of_exploitation=CRI}", "2020", 6);
  const std::string words = R"({"rule":"part-sums","level":"warning","parts":{"dimensions":"all"},
    "message":{"en":"{indicator} {period}: the codes of {dimension} sum to {found}, the total is {expected} (difference {gap})."}})";
  CHECK(RunChecks(Indicators(), words, cells) ==
        Lines{"warning part-sums: ID.12 2017: the codes of sex sum to 83, the total is 82 "
              "(difference +1).",
              "warning part-sums: ID.12 2020: the codes of form of exploitation sum to 81, the "
              "total is 86 (difference -5 not classified)."});
  CHECK(RunChecks(Indicators(), words, cells, "2017").size() == 1);
  // What the program puts into the document's sentence is in its language too.
  CHECK(RunChecks(Indicators(), words, cells, "2020", "", "sr-Cyrl") ==
        Lines{"warning part-sums: ID.12 2020: the codes of form of exploitation sum to 81, the "
              "total is 86 (difference -5 неразврстано)."});
}

}  // namespace
}  // namespace rapporteur
