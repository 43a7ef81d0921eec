// The formulas and checks of the documents that are delivered: all of them can be used.
#include <catch2/catch.hpp>

#include "core/base/json.h"
#include "core/check/rule_book.h"
#include "core/compute/formula_book.h"
#include "tests/support/program.h"

namespace rapporteur {
namespace {

Json Document(const std::string& path) {
  Result<Json> json = ParseJson(ReadWholeFile(SourceFolder() + "/countries/" + path), path);
  INFO(json.status().message());
  REQUIRE(json.ok());
  return *json;
}

// One line per problem, so that a failure says what it is.
std::string Problems(const std::shared_ptr<const Catalogue>& catalogue) {
  std::string text;
  const FormulaBook formulas = FormulaBook::Read(catalogue);
  for (const FormulaProblem& problem : formulas.problems()) text += problem.message + "\n";
  const RuleBook rules = RuleBook::Read(*catalogue);
  for (const RuleProblem& problem : rules.problems()) text += problem.message + "\n";
  return text;
}

TEST_CASE("every formula and check of the delivered documents can be used") {
  const Json regional = Document("regional/regional.json"), serbia = Document("serbia/serbia.json");
  for (const Json* country : {static_cast<const Json*>(nullptr), &serbia}) {
    const auto catalogue = Catalogue::Build(regional, country);
    INFO(catalogue.status().message());
    REQUIRE(catalogue.ok());
    CHECK(Problems(*catalogue) == "");
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

}  // namespace
}  // namespace rapporteur
