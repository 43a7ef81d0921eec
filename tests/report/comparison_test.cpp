#include "core/report/comparison.h"

#include <catch2/catch.hpp>

#include "core/base/json.h"
#include "tests/report/small_country.h"

namespace rapporteur {
namespace {

// Albania counts presumed victims under ID.02, has other sources for ID.03, and asks CM.04.
constexpr char kAlbania[] = R"json({
 "document": "country/1", "id": "org.rapporteur.country.al", "version": "1.0.0", "country": "AL",
 "based_on": {"id": "org.rapporteur.regional", "version": "1.0.0"},
 "names": {"en": "Albania"}, "languages": ["en"], "currency": "ALL",
 "disclosure": {"mask": {"min": 1, "max": 4, "counting_units": ["person"], "when": "always"}},
 "indicators": [
  {"code": "ID.02", "versions": [{"version": 1, "valid_from": "2000-01-01", "base": {"code": "ID.02", "version": 1}, "decision": "adapted",
    "changes": {"person_status": {"to": "presumed", "reason": {"en": "The register holds both."}}},
    "question": {"en": {"from": "base"}}}]},
  {"code": "ID.03", "versions": [{"version": 1, "valid_from": "2000-01-01", "base": {"code": "ID.03", "version": 1}, "decision": "adapted",
    "changes": {"source_kind": {"to": "court", "reason": {"en": "Read from judgments."}}},
    "question": {"en": {"from": "base"}}}]},
  {"code": "ID.08", "versions": [{"version": 1, "valid_from": "2000-01-01", "base": {"code": "ID.08", "version": 1}, "decision": "replaced",
    "replaced_by": "AL.ID.01", "reason": {"en": "Albania counts decisions."}}]},
  {"code": "AL.ID.01", "area": "ID", "versions": [{"version": 1, "valid_from": "2000-01-01", "decision": "national", "type": "outcome",
    "value_kind": "count", "unit": "decisions", "question": {"en": "How many decisions?"}}]}]
})json";

Observation Of(Observation observation, const std::string& country) {
  observation.key.country = observation.key.territory = country;
  observation.definition.replace(0, 2, country);
  return observation;
}

struct Countries {
  Countries() {
    data.regional = SmallRegion();
    data.program = "Rapporteur 1.0.0";
    data.countries.push_back(SmallData({Counted("ID.02", "2019", "", 39), Counted("ID.02", "2020", "", 48),
                                        Counted("ID.03", "2020", "", 12),
                                        Counted("ID.08", "2018/2020", "", 7)}));
    ReportData albania = SmallData({Of(Counted("ID.02", "2019", "", 103), "AL"),
                                    Of(Counted("ID.02", "2021", "", 159), "AL"),
                                    Of(Counted("ID.03", "2020", "", 5), "AL"),
                                    Of(Counted("AL.ID.01", "2020", "", 3), "AL")});
    albania.catalogue = SmallNeighbour(kAlbania);
    data.countries.push_back(std::move(albania));
  }

  Json Matrix(const std::string& period = "2015:2023",
              const std::vector<std::string>& indicators = {}) const {
    Result<Json> json = ComparisonJson(data, Request(period, indicators));
    INFO((json.ok() ? "" : json.status().message()));
    REQUIRE(json.ok());
    return *json;
  }

  static ComparisonRequest Request(const std::string& period,
                                   const std::vector<std::string>& indicators = {}) {
    return {"en", *ParsePeriodRange(period), period, indicators};
  }

  Json Page() const {
    FixedClock clock;
    Result<Json> page = BuildComparison(data, Request("2015:2023"), clock);
    REQUIRE(page.ok());
    return *page;
  }

  ComparisonData data;
};

Json Row(const Json& matrix, const std::string& indicator) {
  for (const Json& row : matrix.at("rows")) {
    if (row.at("indicator") == indicator) return row;
  }
  return {};
}

// "48 2020 A [reason]"
std::string Cell(const Json& row, const std::string& country) {
  const Json& cell = row.at("cells").at(country);
  std::string said = GetString(cell, "text", "-") + " " + GetString(cell, "period", "-") + " " +
                     GetString(cell, "grade");
  for (const Json& reason : cell.at("reasons")) said += " [" + reason.get<std::string>() + "]";
  return said;
}

TEST_CASE("each cell has the country's newest value, its own year, its grade and the reason") {
  const Json matrix = Countries().Matrix();
  CHECK(matrix.at("format") == "compare/1");
  CHECK(matrix.at("period") == "2015:2023");
  CHECK(matrix.at("countries") == Json({"AL", "RS"}));
  const Json row = Row(matrix, "ID.02");
  CHECK(row.at("regional") == "REG:ID.02@1");
  CHECK(Cell(row, "AL") == "159 2021 C [status of the persons: presumed instead of identified. The "
                           "register holds both.]");
  CHECK(Cell(row, "RS") == "48 2020 C [age at: at identification instead of at exploitation. The "
                           "register knows no other age.] [wording differs. Cases are carried on.]");
  CHECK(row.at("cells").at("AL").at("definition") == "AL:ID.02@1");
  CHECK(row.at("cells").at("RS").at("definition") == "RS:ID.02@2");
  CHECK(row.at("pairs") == Json({{"AL-RS", "C"}}));
  CHECK(Cell(Row(matrix, "ID.03"), "AL") ==
        "5 2020 B [kind of source: court files instead of not said. Read from judgments.]");
  CHECK(Cell(Row(matrix, "ID.03"), "RS") == "12 2020 A");
  CHECK(Row(matrix, "ID.03").at("pairs") == Json({{"AL-RS", "B"}}));
}

TEST_CASE("a national indicator stands in the place of the one it replaces") {
  const Json row = Row(Countries().Matrix(), "ID.08");
  CHECK(Cell(row, "AL") ==
        "3 2020 C [the national indicator AL.ID.01 stands in its place. Albania counts decisions.]");
  CHECK(Cell(row, "RS") == "7 2018/2020 A");
}

TEST_CASE("a value outside the period is no value, and the reason says so") {
  const Json matrix = Countries().Matrix("2020");
  CHECK(Cell(Row(matrix, "ID.02"), "AL") == "- - X [no value in 2020]");
  CHECK(Cell(Row(matrix, "ID.02"), "RS").starts_with("48 2020 C"));
  CHECK(Row(matrix, "ID.02").at("pairs") == Json({{"AL-RS", "X"}}));
  CHECK(Cell(Row(matrix, "CM.04"), "RS") == "- - X [not used in this country: Nobody pays.]");
}

TEST_CASE("a comparison shows what was asked for, else the core and what has values") {
  const Countries countries;
  CHECK(countries.Matrix("2020", {"CM.03"}).at("rows").size() == 1);
  CHECK(Row(countries.Matrix(), "CM.03").is_null());       // neither core nor with a value
  CHECK_FALSE(Row(countries.Matrix(), "CM.02").is_null());  // core
  Result<Json> unknown =
      ComparisonJson(countries.data, Countries::Request("2020", {"ID.99"}));
  REQUIRE_FALSE(unknown.ok());
  CHECK(unknown.status().message() ==
        "found 'ID.99', expected the code of an indicator of the regional catalogue.");
}

TEST_CASE("small numbers that a country's report hides are hidden in the comparison too") {
  Countries countries;
  // Albania's document hides every small count of persons, Serbia's only crossed ones.
  for (ReportData& country : countries.data.countries) {
    country.observations.push_back(
        Of(Counted("ID.03", "2022", "", 3), country.catalogue->country()));
  }
  const Json row = Row(countries.Matrix(), "ID.03");
  CHECK(Cell(row, "AL").starts_with("1–4 2022 B"));
  CHECK(row.at("cells").at("AL").at("value").is_null());
  CHECK(row.at("cells").at("AL").at("status") == "Q");
  CHECK(Cell(row, "RS") == "3 2022 A");
}

TEST_CASE("potential and identified victims are never drawn on one scale") {
  const Json section = SectionOf(Countries().Page(), "indicator-ID.02");
  std::vector<Json> figures;
  for (const Json& block : section.at("blocks")) figures.push_back(block);
  REQUIRE(figures.size() == 2);
  CHECK(figures[0]["caption"] == "ID.02, 2015–2023: persons; status of the persons: identified");
  CHECK(figures[1]["caption"] == "ID.02, 2015–2023: persons; status of the persons: presumed");
  for (const Json& figure : figures) {
    const std::string svg = figure["svg"];
    CHECK((svg.find("Albania") == svg.npos) != (svg.find("Serbia") == svg.npos));
    CHECK(figure["notes"].back()["text"]["text"] ==
          "A scale of its own: the other countries count other persons or use another unit.");
  }
}

TEST_CASE("the page holds matrix, profiles, pairs and every reason") {
  const Json page = Countries().Page();
  CHECK(page.at("cover").at("kind") == "Regional comparison");
  CHECK(page.at("cover").at("country").at("text") == "Albania and Serbia");
  const Json matrix = PiecesOf(page, "matrix").at(0);
  CHECK(matrix["columns"][1]["label"] == "Albania");
  CHECK(matrix["columns"][2]["label"] == "Serbia");
  const Json& cell = matrix["rows"][0]["cells"][1];
  CHECK(cell["year"] == "2021");
  CHECK(cell["grade"]["letter"] == "C");
  CHECK(cell["reasons"].size() == 1);
  CHECK(RowTexts(PiecesOf(page, "coverage").at(0)) ==
        std::vector<std::string>{"Identification | 1 of 1 | 1 of 1",
                                 "Compensation | 0 of 3 | 0 of 3"});
  CHECK(PiecesOf(page, "pairs").at(0)["rows"].size() == 3);
  CHECK(PiecesOf(page, "reasons").at(0)["rows"].size() == 4);
}

TEST_CASE("countries stand in the order of the reader's alphabet, not of their numbers") {
  Countries countries;
  std::swap(countries.data.countries[0], countries.data.countries[1]);
  const Json matrix = PiecesOf(countries.Page(), "matrix").at(0);
  CHECK(matrix["columns"][1]["label"] == "Albania");
}

}  // namespace
}  // namespace rapporteur
