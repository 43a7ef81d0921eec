#include "core/compare/comparability.h"

#include <catch2/catch.hpp>

#include "core/base/json.h"

namespace rapporteur {
namespace {

constexpr const char* kRegion = R"({
 "document": "country/1", "id": "org.example.region", "version": "1.0.0", "country": "REG",
 "names": {"en": "Region"}, "languages": ["en"],
 "value_kinds": {"count": {"min": 0, "integer": true}, "currency": {"min": 0, "unit": "national currency"},
                 "scale": {"min": 0, "max": 3}},
 "codelists": [
  {"id": "sex", "dimension": true, "title": {"en": "Sex"}, "codes": [{"code": "F", "label": {"en": "F"}}, {"code": "M", "label": {"en": "M"}}]},
  {"id": "age", "dimension": true, "title": {"en": "Age"}, "codes": [{"code": "CHD", "label": {"en": "C"}}]}],
 "indicators": [
  {"code": "ID.02", "area": "ID", "core": true, "versions": [{"version": 1, "valid_from": "2000", "type": "outcome",
   "value_kind": "count", "unit": "persons", "person_status": "identified", "counting_unit": "person", "counting_mode": "main",
   "age_reference": "exploitation", "reference": "year", "dimensions": ["sex"], "formula": "ID.03 + ID.08",
   "question": {"en": "How many?"}, "definition": {"en": "Persons."}}]},
  {"code": "CM.08", "area": "CM", "core": true, "versions": [{"version": 1, "valid_from": "2000", "type": "outcome",
   "value_kind": "currency", "unit": "national currency", "person_status": "none", "counting_unit": "none", "counting_mode": "none",
   "age_reference": "none", "reference": "year", "dimensions": [], "question": {"en": "How much?"}}]},
  {"code": "LF.02", "area": "LF", "core": true, "versions": [{"version": 1, "valid_from": "2000", "type": "structure",
   "value_kind": "scale", "unit": "score 0-3", "person_status": "none", "counting_unit": "none", "counting_mode": "none",
   "age_reference": "none", "reference": "year_end", "dimensions": [], "question": {"en": "How far?"}, "anchors": {"0": {"en": "not"}}}]}]
})";

constexpr const char* kCountry = R"({
 "document": "country/1", "id": "org.example.country.al", "version": "1.0.0", "country": "AL",
 "based_on": {"id": "org.example.region", "version": "1.0.0"}, "names": {"en": "Albania"}, "languages": ["sq", "en"], "currency": "ALL",
 "territories": [{"code": "AL-N", "level": "region", "parent": "AL", "name": {"en": "North"}}],
 "indicators": [
  {"code": "ID.02", "versions": [{"version": 1, "valid_from": "2000", "base": {"code": "ID.02", "version": 1}, "decision": "taken_over",
   "question": {"sq": "Sa?", "en": {"from": "base"}}}]},
  {"code": "AL.ID.01", "area": "ID", "versions": [{"version": 1, "valid_from": "2000", "decision": "national", "type": "outcome",
   "value_kind": "count", "unit": "persons", "person_status": "identified", "counting_unit": "person", "counting_mode": "main",
   "age_reference": "exploitation", "reference": "year", "dimensions": ["sex"], "formula": "ID.03 + ID.08",
   "question": {"en": "How many?"}, "definition": {"en": "Persons."}}]}]
})";

Json Parsed(const char* text) {
  Result<Json> json = ParseJson(text, "test");
  REQUIRE(json.ok());
  return *json;
}

// A country whose ID.02 deviates as `changes` says; nothing where it is null.
struct Country {
  explicit Country(const Json& changes = {}, const std::string& code = "AL")
      : regional(Build(nullptr)) {
    Json document = Parsed(kCountry);
    Json& version = document["indicators"][0]["versions"][0];
    if (!changes.is_null()) {
      version["decision"] = "adapted";
      version["changes"] = changes;
    }
    document["country"] = code;
    catalogue = Build(&document);
  }

  static std::shared_ptr<const Catalogue> Build(const Json* document) {
    auto built = Catalogue::Build(Parsed(kRegion), document);
    INFO((built.ok() ? "" : built.status().message()));
    REQUIRE(built.ok());
    return *built;
  }

  Comparability Compared(const std::string& indicator = "ID.02", const Observation* value = &kValue,
                         const std::string& own = "") const {
    return Compare({*regional, regional->FindIndicator(indicator)->newest(), *catalogue,
                    catalogue->FindIndicator(own.empty() ? indicator : own)->newest()},
                   value);
  }

  static const Observation kValue;
  std::shared_ptr<const Catalogue> regional, catalogue;
};

const Observation Country::kValue = [] {
  Observation value;
  value.value.number = 40;
  return value;
}();

// {"age_reference": {"to": "identification", "reason": …}}
Json Changed(const std::string& field, const Json& to, bool same_meaning = false) {
  Json change = {{"to", to}, {"reason", {{"en", "So it is."}}}};
  if (same_meaning) change["same_meaning"] = true;
  return {{field, change}};
}

TEST_CASE("a definition that is only translated is the regional one") {
  const Comparability same = Country().Compared();
  CHECK(GradeName(same.grade) == "A");
  CHECK(same.differences.empty());
  CHECK(same.unit == "persons");
}

TEST_CASE("each field that a document changes has its grade and its reason") {
  struct Case {
    Json changes;
    std::string grade, field, regional, national;
  };
  const Case cases[] = {
      {Changed("age_reference", "identification"), "B", "age_reference", "exploitation", "identification"},
      {Changed("counting_mode", "multi"), "B", "counting_mode", "main", "multi"},
      {Changed("multi_dimensions", {"sex"}), "B", "counting_mode", "main", "main (sex)"},
      {Changed("dimensions", {"sex", "age"}), "B", "codes", "sex", "sex, age"},
      {Changed("codes", {{"sex", {"F"}}}), "B", "codes", "sex", "sex (F)"},
      {Changed("by_territory", true), "B", "codes", "sex", "sex, territory"},
      {Changed("reference", "year_end"), "B", "reference", "year", "year_end"},
      {Changed("coverage", {"AL-N"}), "B", "coverage", "", "AL-N"},
      {Changed("source_kind", "court"), "B", "source_kind", "", "court"},
      {Changed("definition", {{"en", "People."}}, true), "B", "wording", "Persons.", "People."},
      {Changed("question", {{"en", "How many are there?"}}, true), "B", "wording", "How many?", "How many are there?"},
      {Changed("definition", {{"en", "Groups."}}), "C", "wording", "Persons.", "Groups."},
      {Changed("question", {{"en", "Who?"}}), "C", "wording", "How many?", "Who?"},
      {Changed("person_status", "presumed"), "C", "person_status", "identified", "presumed"},
      {Changed("counting_unit", "case"), "C", "counting_unit", "person", "case"},
      {Changed("unit", "cases"), "C", "unit", "persons", "cases"},
      {Changed("formula", "ID.03"), "C", "formula", "ID.03 + ID.08", "ID.03"},
      {Changed("missing", "skip"), "C", "formula", "ID.03 + ID.08", "ID.03 + ID.08 (skip)"},
  };
  for (const Case& one : cases) {
    INFO(one.changes.dump());
    const Comparability result = Country(one.changes).Compared();
    CHECK(GradeName(result.grade) == one.grade);
    REQUIRE(result.differences.size() == 1);
    const Difference& difference = result.differences.front();
    CHECK(difference.field == one.field);
    CHECK(difference.regional == one.regional);
    CHECK(difference.national == one.national);
    if (one.field != "codes" && one.field != "formula" && one.national != "main (sex)") {
      CHECK(difference.reason.In("en") == "So it is.");
    }
  }
}

TEST_CASE("what says nothing about the meaning is no difference") {
  for (const Json& changes :
       {Changed("frequency", "monthly"), Changed("direction", "lower_better"),
        Changed("legal_basis", {"CoE 10"}), Changed("comparable_with", {"GLOTIP"})}) {
    INFO(changes.dump());
    CHECK(GradeName(Country(changes).Compared().grade) == "A");
  }
}

TEST_CASE("two differences make C, though each alone were B") {
  Json both = Changed("age_reference", "identification");
  both.update(Changed("reference", "year_end"));
  const Comparability result = Country(both).Compared();
  CHECK(GradeName(result.grade) == "C");
  CHECK(result.differences.size() == 2);
}

TEST_CASE("a wording that was changed without a word about it is C") {
  Json document = Parsed(kCountry);
  document["indicators"][0]["versions"][0]["question"]["en"] = "How many women?";
  Country country;
  country.catalogue = Country::Build(&document);
  CHECK(GradeName(country.Compared().grade) == "C");
}

TEST_CASE("the value's own way of counting and unit go before its definition") {
  const Country country;
  Observation value = Country::kValue;
  value.remarks.counting_mode = "multi";
  CHECK(GradeName(country.Compared("ID.02", &value).grade) == "B");
  value = Country::kValue;
  value.remarks.unit = "cases";
  CHECK(GradeName(country.Compared("ID.02", &value).grade) == "C");
}

TEST_CASE("nothing is compared where there is no value, or nobody asks") {
  const Country country;
  const Comparability none = country.Compared("ID.02", nullptr);
  CHECK(GradeName(none.grade) == "X");
  CHECK(none.absence == Absence::kNoValue);
  Observation refused;
  refused.value.status = "O";
  CHECK(GradeName(country.Compared("ID.02", &refused).grade) == "X");
  Observation hidden;
  hidden.value.status = "Q";
  CHECK(GradeName(country.Compared("ID.02", &hidden).grade) == "A");
  Json document = Parsed(kCountry);
  document["indicators"][0]["versions"][0]["decision"] = "dropped";
  document["indicators"][0]["versions"][0]["reason"]["en"] = "Nobody counts.";
  Country dropped;
  dropped.catalogue = Country::Build(&document);
  CHECK(GradeName(dropped.Compared().grade) == "X");
  CHECK(dropped.Compared().absence == Absence::kDropped);
}

TEST_CASE("a national indicator in its place is C, with the country's reason") {
  Json document = Parsed(kCountry);
  Json& version = document["indicators"][0]["versions"][0];
  version["decision"] = "replaced";
  version["replaced_by"] = "AL.ID.01";
  version["reason"]["en"] = "We count reports.";
  Country country;
  country.catalogue = Country::Build(&document);
  const Comparability result = country.Compared("ID.02", &Country::kValue, "AL.ID.01");
  CHECK(GradeName(result.grade) == "C");
  REQUIRE(result.differences.size() == 1);
  CHECK(result.differences.front().field == "replaced");
  CHECK(result.differences.front().reason.In("en") == "We count reports.");
}

TEST_CASE("a pair has the worse grade of both, and A where both deviate alike") {
  const Comparability same = Country().Compared();
  const Comparability age = Country(Changed("age_reference", "identification")).Compared();
  const Comparability age_too =
      Country(Changed("age_reference", "identification"), "BA").Compared();
  const Comparability referral = Country(Changed("age_reference", "referral")).Compared();
  const Comparability presumed = Country(Changed("person_status", "presumed")).Compared();
  const Comparability presumed_too = Country(Changed("person_status", "presumed"), "BA").Compared();
  const Comparability part = Country(Changed("coverage", {"AL-N"})).Compared();
  auto pair = [](const Comparability& a, const Comparability& b) {
    CHECK(PairGrade(a, b) == PairGrade(b, a));
    return GradeName(PairGrade(a, b));
  };
  CHECK(pair(same, same) == "A");
  CHECK(pair(same, age) == "B");
  CHECK(pair(age, age_too) == "A");
  CHECK(pair(age, referral) == "B");
  CHECK(pair(age, presumed) == "C");
  CHECK(pair(presumed, presumed_too) == "A");
  CHECK(pair(part, part) == "B");  // a part of one country is not a part of another
  CHECK(pair(same, Comparability()) == "X");
}

TEST_CASE("amounts in different currencies are not compared as they stand") {
  Comparability lek = Country().Compared("CM.08"), dinar = lek;
  CHECK(GradeName(lek.grade) == "A");
  CHECK(lek.unit == "ALL");
  dinar.unit = "RSD";
  CHECK(GradeName(PairGrade(lek, dinar)) == "C");
  CHECK(GradeName(PairGrade(lek, lek)) == "A");
}

}  // namespace
}  // namespace rapporteur
