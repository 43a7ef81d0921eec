// The formulas and checks of the documents that are delivered: all of them can be used.
#include <catch2/catch.hpp>

#include "core/base/json.h"
#include "core/check/finding_words.h"
#include "core/check/document_problems.h"
#include "core/check/rule_book.h"
#include "core/compute/formula_book.h"
#include "tests/check/run_checks.h"
#include "tests/compute/test_catalogue.h"
#include "tests/support/program.h"

namespace rapporteur {
namespace {

Json Document(const std::string& path) {
  Result<Json> json = ParseJson(ReadWholeFile(SourceFolder() + "/countries/" + path), path);
  INFO(json.status().message());
  REQUIRE(json.ok());
  return *json;
}

TEST_CASE("every formula and check of the delivered documents can be used") {
  const Json regional = Document("regional/regional.json"), serbia = Document("serbia/serbia.json");
  for (const Json* country : {static_cast<const Json*>(nullptr), &serbia}) {
    const auto catalogue = Catalogue::Build(regional, country);
    INFO(catalogue.status().message());
    REQUIRE(catalogue.ok());
    CHECK(DocumentProblems(*catalogue) == std::vector<std::string>());
    const FormulaBook book = FormulaBook::Read(*catalogue);
    // Every version that says how it is computed is computed.
    std::size_t computed = 0;
    for (const Indicator& indicator : (*catalogue)->indicators()) {
      for (const IndicatorVersion& version : indicator.versions) {
        if (version.dropped() || (version.formula.empty() && version.same_as.empty())) continue;
        INFO(version.definition);
        CHECK(book.On(version.code, version.valid_from) != nullptr);
        ++computed;
      }
    }
    CHECK(computed > 50);
    const RuleBook rules = RuleBook::Read(**catalogue);
    CHECK(rules.rules().size() >= (*catalogue)->rules().size());
  }
}

// The findings of the Serbian document's rules: "error funnel ID.01 2023 +1".
std::vector<std::string> Found(MemoryCells& cells) {
  static const Json regional = Document("regional/regional.json"),
                    serbia = Document("serbia/serbia.json");
  static const FormulaBook book = FormulaBook::Read(*Catalogue::Build(regional, &serbia));
  cells.ForgetComputed();
  cells.Keep(*ComputeEverything(book, cells));
  const Result<CheckReport> report = CheckValues(book, cells, {});
  REQUIRE(report.ok());
  std::vector<std::string> lines;
  for (const CheckFinding& f : report->findings) {
    lines.push_back(LevelName(f.level) + " " + f.rule + " " + f.indicator + " " + f.period + " " +
                    (f.gap ? SignedNumber(*f.gap) : ""));
  }
  return lines;
}

TEST_CASE("the delivered rules pass the figures of Serbia and name what is changed by one") {
  const std::map<std::string, double> figures = {{"ID.01", 168}, {"ID.03", 57}, {"ID.04", 19},
                                                 {"ID.05", 31},  {"ID.06", 10}, {"ID.07", 51},
                                                 {"ID.08", 9},   {"ID.02", 66}};
  const auto changed = [&](const std::string& code, double by) {
    MemoryCells cells;
    for (const auto& [indicator, number] : figures) {
      cells.Set(indicator, "2023", number + (indicator == code ? by : 0));
    }
    return Found(cells);
  };
  CHECK(changed("", 0) == Lines{});
  CHECK(changed("ID.01", 1) == Lines{"error funnel ID.01 2023 +1"});
  CHECK(changed("ID.04", 1) == Lines{"error funnel ID.01 2023 -1"});
  CHECK(changed("ID.05", -1) == Lines{"error funnel ID.01 2023 +1"});
  CHECK(changed("ID.06", 1) == Lines{"error funnel ID.01 2023 -1"});
  CHECK(changed("ID.07", 1) == Lines{"error funnel ID.01 2023 -1"});
  CHECK(changed("ID.02", 1) == Lines{"error formula ID.02 2023 +1"});
  CHECK(changed("ID.08", 1) == Lines{"error formula ID.02 2023 -1"});
  // ID.03 stands in both sums.
  CHECK(changed("ID.03", 1) ==
        Lines{"error funnel ID.01 2023 -1", "error formula ID.02 2023 -1"});
}

TEST_CASE("the delivered rules name the gaps that are known from published figures") {
  MemoryCells cells;
  cells.Set("ID.12", "2017", 82).Set("ID.12{sex=F}", "2017", 58).Set("ID.12{sex=M}", "2017", 25);
  cells.Set("ID.12", "2020", 86).Set("ID.12{form_of_exploitation=SEX}", "2020", 48);
  cells.Set("ID.12{form_of_exploitation=LAB}", "2020", 27);
  cells.Set("ID.12{form_of_exploitation=CRI}", "2020", 6);
  CHECK(Found(cells) == Lines{"warning part-sums ID.12 2017 +1", "warning part-sums ID.12 2020 -5"});
}

TEST_CASE("problems of formulas and of rules are told together") {
  const auto catalogue = TestCatalogue(Persons("ID.02", R"("formula":"ID.03 +")"),
                                       R"({"rule":"x","sums":true})");
  const std::vector<std::string> problems = DocumentProblems(catalogue);
  REQUIRE(problems.size() == 2);
  CHECK(problems[0].starts_with("org.rapporteur.regional 1.0.0, indicator RS:ID.02@1: formula "));
  CHECK(problems[1].starts_with("org.rapporteur.regional 1.0.0, check 'x': found 'sums'"));
}

}  // namespace
}  // namespace rapporteur
