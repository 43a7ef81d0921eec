// The formulas and checks of the documents that are delivered: all of them can be used.
#include <catch2/catch.hpp>

#include "core/base/json.h"
#include "core/check/document_problems.h"
#include "core/check/rule_book.h"
#include "core/compute/formula_book.h"
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
