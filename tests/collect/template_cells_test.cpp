#include "core/import/template_cells.h"

#include <catch2/catch.hpp>

#include "core/base/json.h"
#include "tests/collect/asked_country.h"

namespace rapporteur {
namespace {

using Words = std::vector<std::string>;

Words Asked(const Catalogue& catalogue, const std::string& institution, const std::string& period) {
  Words cells;
  for (const AskedCell& cell : CellsAskedOf(catalogue, institution, *ParsePeriodRange(period))) {
    cells.push_back(cell.version->definition + " " + cell.period + " " + BreakdownText(cell) + " " +
                    cell.territory + std::string(static_cast<std::size_t>(cell.depth), '+'));
  }
  return cells;
}

TEST_CASE("an institution is asked for totals, parts, the crossings that formulas read, territories") {
  const Words open(kOpenRows, "RS:ID.03@1 2024 citizenship=? RS");
  Words expected = {"RS:ID.01@1 2024 _T RS",
                    "RS:ID.01@1 2024 sex=F RS",
                    "RS:ID.01@1 2024 sex=M RS",
                    "RS:ID.01@1 2024 form=LAB RS",
                    "RS:ID.01@1 2024 form=LAB.BEG RS+",
                    "RS:ID.01@1 2024 form=LAB; sex=F RS",
                    "RS:ID.03@1 2024 _T RS"};
  expected.insert(expected.end(), open.begin(), open.end());
  expected.push_back("RS:ID.03@1 2024 _T RS-VO");
  expected.push_back("RS:ID.03@1 2024 _T RS-01+");  // RS-KM is not in national statistics
  CHECK(Asked(*AskedCountry(), "RS-CZZTLJ", "2024") == expected);
}

TEST_CASE("an indicator is asked by its frequency, and not where it is computed or not used") {
  const auto catalogue = AskedCountry();
  const auto of_ministry = [&](const std::string& period) {
    Words cells;
    for (const std::string& cell : Asked(*catalogue, "RS-MUP", period)) {
      if (!cell.starts_with("RS:ID.03")) cells.push_back(cell);
    }
    return cells;
  };
  CHECK(of_ministry("2024") ==
        Words{"RS:ID.04@1 2024-Q1 _T RS", "RS:ID.04@1 2024-Q2 _T RS", "RS:ID.04@1 2024-Q3 _T RS",
              "RS:ID.04@1 2024-Q4 _T RS", "RS:ID.05@1 2024 _T RS", "RS:ID.06@1 2024 _T RS"});
  CHECK(of_ministry("2024-Q2") == Words{"RS:ID.04@1 2024-Q2 _T RS"});
  CHECK(of_ministry("2023:2024").size() == 12);
  CHECK(Asked(*catalogue, "RS-XX", "2024").empty());
  CHECK(Asked(*catalogue, "RS-CZZTLJ", "1999").empty());  // no definition is valid
}

TEST_CASE("a definition that names codes or territories is asked for those alone") {
  Json document = AskedCountryDocument();
  Json& version = document["indicators"][0]["versions"][0];
  version["decision"] = "adapted";
  version["codes"] = {{"form", {"LAB"}}};
  Json& by_territory = document["indicators"][1]["versions"][0];
  by_territory["decision"] = "adapted";
  by_territory["coverage"] = {"RS-VO"};
  by_territory["codes"] = {{"citizenship", {"C10", "C11"}}};
  CHECK(Asked(*AskedCountry(document), "RS-CZZTLJ", "2024") ==
        Words{"RS:ID.01@1 2024 _T RS", "RS:ID.01@1 2024 sex=F RS", "RS:ID.01@1 2024 sex=M RS",
              "RS:ID.01@1 2024 form=LAB RS", "RS:ID.01@1 2024 form=LAB; sex=F RS",
              "RS:ID.03@1 2024 _T RS", "RS:ID.03@1 2024 citizenship=C10 RS",
              "RS:ID.03@1 2024 citizenship=C11 RS", "RS:ID.03@1 2024 _T RS-VO",
              "RS:ID.03@1 2024 _T RS-01+"});
}

}  // namespace
}  // namespace rapporteur
