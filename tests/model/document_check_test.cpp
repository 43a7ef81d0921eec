#include "core/model/document_check.h"

#include <catch2/catch.hpp>
#include <set>

#include "core/base/fd.h"
#include "core/base/json.h"
#include "core/model/cell_reference.h"
#include "tests/support/shared_data.h"

namespace rapporteur {
namespace {

Json Document(const std::string& relative) {
  Result<std::string> text = ReadFile(TestData("../../countries/" + relative));
  REQUIRE(text.ok());
  Result<Json> json = ParseJson(*text, relative);
  REQUIRE(json.ok());
  return *json;
}

std::shared_ptr<const Catalogue> Built(const Json& base, const Json* country) {
  Result<std::shared_ptr<const Catalogue>> built = Catalogue::Build(base, country);
  INFO((built.ok() ? "" : built.status().message()));
  REQUIRE(built.ok());
  return *built;
}

std::vector<std::string> Messages(const std::vector<DocumentFault>& faults) {
  std::vector<std::string> messages;
  for (const DocumentFault& fault : faults) messages.push_back(fault.message);
  return messages;
}

using Texts = std::vector<std::string>;

TEST_CASE("the cells of a formula are found with their breakdowns and periods") {
  const std::vector<CellReference> cells =
      CellsIn("100 * (ID.02{sex=F, age_group=CHD} - RS.IP.01[-1]) / spread(CX.01) + 3");
  REQUIRE(cells.size() == 3);
  CHECK(cells[0].code == "ID.02");
  CHECK(cells[0].where ==
        std::vector<std::pair<std::string, std::string>>{{"sex", "F"}, {"age_group", "CHD"}});
  CHECK_FALSE(cells[0].earlier);
  CHECK(cells[1].code == "RS.IP.01");
  CHECK(cells[1].earlier);
  CHECK(cells[2].code == "CX.01");
}

TEST_CASE("the regional catalogue refers to nothing that is not there") {
  const Json base = Document("regional/regional.json");
  CHECK(Messages(CheckDocument(base, "regional.json")) == Texts{});
  const auto c = Built(base, nullptr);
  CHECK(Messages(CheckReferences(base, *c, "regional.json")) == Texts{});
  CHECK(c->indicators().size() == 286);
  std::size_t core = 0;
  for (const Indicator& indicator : c->indicators()) core += indicator.newest().core ? 1 : 0;
  CHECK(core == 67);
  CHECK(c->areas().size() == 15);
  CHECK(c->statuses().size() == 10);
}

TEST_CASE("every definition of the regional catalogue says who and what is counted, and when") {
  const Json base = Document("regional/regional.json");
  const auto c = Built(base, nullptr);
  for (const Indicator& indicator : c->indicators()) {
    const IndicatorVersion& v = indicator.newest();
    INFO(v.code);
    CHECK_FALSE(v.question.In("en").empty());
    CHECK_FALSE(v.definition_text.In("en").empty());
    CHECK_FALSE(v.unit.empty());
    CHECK_FALSE(v.person_status.empty());
    CHECK_FALSE(v.age_reference.empty());
    CHECK((v.reference == "year" || v.reference == "year_end" || v.reference == "cohort"));
    CHECK((v.ask || !v.formula.empty()));
    CHECK_FALSE(v.asked_from.empty());
    // A scale without its levels can't be scored twice in the same way.
    CHECK(v.anchors.size() == (v.value_kind == "scale" ? 4 : 0));
    // A share is computed from what it names.
    if (!v.numerator.empty()) {
      CHECK(v.formula.find(v.numerator) != std::string::npos);
      CHECK(v.formula.find(v.denominator) != std::string::npos);
    }
    for (const std::string& dimension : v.multi_dimensions) CHECK(v.MayOverlap(dimension));
    CHECK(v.multi_dimensions.empty() == (v.counting_mode != "multi"));
  }
}

TEST_CASE(
    "Serbia's document lies over the regional catalogue and refers to nothing that is not there") {
  const Json base = Document("regional/regional.json"), serbia = Document("serbia/serbia.json");
  CHECK(Messages(CheckDocument(serbia, "serbia.json")) == Texts{});
  const auto c = Built(base, &serbia);
  CHECK(Messages(CheckReferences(serbia, *c, "serbia.json")) == Texts{});
  CHECK(c->national_name() == "Србија");
  std::size_t districts = 0;
  for (const Territory& territory : c->territories()) districts += territory.level == "district";
  CHECK(districts == 29);  // and Belgrade, a city of its own
  CHECK(c->FindIndicator("ID.02")->newest().age_reference == "identification");
}

TEST_CASE("a reference to something that is not there is told with its place") {
  const Json base = Document("regional/regional.json");
  struct Case {
    void (*spoil)(Json& document);
    const char* message;
  };
  const Case cases[] = {
      {[](Json& d) { d["institutions"][0]["kind"] = "polise"; },
       "s.json, institutions[0].kind: found 'polise', expected a kind of institution of the "
       "regional "
       "catalogue."},
      {[](Json& d) { d["territories"][1]["parent"] = "RS99"; },
       "s.json, territories[1].parent: found 'RS99', expected a territory of the document."},
      {[](Json& d) { d["territories"][1]["code"] = d["territories"][0]["code"]; },
       "s.json, territories[1]: the code 'RS11' stands already in territories[0]."},
      {[](Json& d) { d["sources"][0]["code"] = "X-2000/RS-MUP"; },
       "s.json, sources[0].code: found 'X-2000/RS-MUP', expected "},
      {[](Json& d) { d["indicators"][0]["versions"][0]["owner"] = "RS-ABC"; },
       "s.json, indicators[0].versions[0].owner: found 'RS-ABC', expected an institution of the "
       "document."},
      {[](Json& d) {
         d["indicators"][0]["versions"][0]["asked_from"] = Json::array({"RS-MUP", "XX"});
       },
       "s.json, indicators[0].versions[0].asked_from[1]: found 'XX', expected an institution of "
       "the "
       "document."},
      {[](Json& d) { d["indicators"][0]["versions"][0]["subset_of"] = "ID.99"; },
       "s.json, indicators[0].versions[0].subset_of: found 'ID.99', expected the code of an "
       "indicator."},
      {[](Json& d) { d["indicators"][0]["versions"][0]["same_as"] = "ID.05{sex=F}"; },
       "s.json, indicators[0].versions[0].same_as: found 'sex', expected a dimension of ID.05."},
      {[](Json& d) { d["indicators"][0]["versions"][0]["same_as"] = "ID.02{sex=Z}"; },
       "s.json, indicators[0].versions[0].same_as: found 'Z', expected a code of sex."},
      {[](Json& d) {
         d["checks"][0]["equal"] = Json::array({"ID.01", "ID.03 + ID.77"});
       },
       "s.json, checks[0].equal: found 'ID.77', expected the code of an indicator."},
      {[](Json& d) { d["breaks"][0]["indicator"] = "ZZ.01"; },
       "s.json, breaks[0].indicator: found 'ZZ.01', expected the code of an indicator."},
      {[](Json& d) {
         for (std::size_t i = 0; i < d["indicators"].size(); ++i) {
           if (d["indicators"][i]["code"] == "ID.02") {
             d["indicators"].erase(i);
             break;
           }
         }
       },
       "s.json, indicators: 1 core indicator is not decided on: ID.02."},
  };
  for (const Case& one : cases) {
    Json serbia = Document("serbia/serbia.json");
    one.spoil(serbia);
    const auto c = Built(base, &serbia);
    bool told = false;
    std::string all;
    for (const std::string& message : Messages(CheckReferences(serbia, *c, "s.json"))) {
      told |= message.find(one.message) != std::string::npos;
      all += message + "\n";
    }
    INFO("expected " << one.message << "\ntold\n" << all);
    CHECK(told);
  }
}

}  // namespace
}  // namespace rapporteur
