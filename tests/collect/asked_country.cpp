#include "tests/collect/asked_country.h"

#include <catch2/catch.hpp>

#include "core/base/json.h"

namespace rapporteur {
namespace {

constexpr const char* kRegion = R"json({
 "document": "country/1", "id": "org.rapporteur.regional", "version": "1.0.0", "country": "REG",
 "names": {"en": "Region"}, "languages": ["en"],
 "areas": [{"code": "ID", "title": {"en": "Identification"}}],
 "value_kinds": {"count": {"min": 0, "integer": true}, "percent": {"min": 0, "max": 100, "unit": "%"},
                 "yesno": {"values": [0, 1], "unit": "yes/no"}, "text": {"text": true}},
 "value_statuses": [
  {"code": "A", "has_value": true, "title": {"en": "As it stands"}},
  {"code": "P", "has_value": true, "symbols": ["p"], "title": {"en": "Provisional"}},
  {"code": "O", "has_value": false, "symbols": [":"], "title": {"en": "Missing"}},
  {"code": "L", "has_value": false, "title": {"en": "Not collected"}},
  {"code": "Q", "has_value": false, "symbols": ["<5"], "title": {"en": "Hidden"}},
  {"code": "_R", "has_value": false, "title": {"en": "Refused"}}],
 "flags": [],
 "codelists": [
  {"id": "sex", "dimension": true, "title": {"en": "Sex (as registered)"},
   "codes": [{"code": "F", "label": {"en": "female"}}, {"code": "M", "label": {"en": "male"}}]},
  {"id": "form", "dimension": true, "title": {"en": "Form"},
   "codes": [{"code": "LAB", "label": {"en": "labour"}},
             {"code": "LAB.BEG", "label": {"en": "begging"}, "parent": "LAB"}]},
  {"id": "citizenship", "dimension": true, "title": {"en": "Citizenship"}, "codes": []},
  {"id": "person_status", "codes": [{"code": "identified", "label": {"en": "identified"}}]},
  {"id": "counting_unit", "codes": [{"code": "person", "label": {"en": "person"}}]}],
 "indicators": [
  {"code": "ID.01", "area": "ID", "core": true, "versions": [
   {"version": 1, "valid_from": "2000-01-01", "value_kind": "count", "unit": "persons",
    "person_status": "identified", "counting_unit": "person", "dimensions": ["sex", "form"],
    "question": {"en": "How many were identified?"},
    "definition": {"en": "Persons with a decision."}}]},
  {"code": "ID.02", "area": "ID", "versions": [
   {"version": 1, "valid_from": "2000-01-01", "value_kind": "percent", "ask": false,
    "formula": "100 * ID.01{sex=F,form=LAB} / ID.01", "question": {"en": "What share?"}}]},
  {"code": "ID.03", "area": "ID", "versions": [
   {"version": 1, "valid_from": "2000-01-01", "value_kind": "count", "unit": "persons",
    "dimensions": ["citizenship"], "by_territory": true, "question": {"en": "From where?"}}]},
  {"code": "ID.04", "area": "ID", "versions": [
   {"version": 1, "valid_from": "2000-01-01", "value_kind": "count", "unit": "cases",
    "frequency": "quarterly", "question": {"en": "How many cases?"}}]},
  {"code": "ID.05", "area": "ID", "versions": [
   {"version": 1, "valid_from": "2000-01-01", "value_kind": "text", "unit": "text",
    "question": {"en": "Which laws?"}}]},
  {"code": "ID.06", "area": "ID", "versions": [
   {"version": 1, "valid_from": "2000-01-01", "value_kind": "yesno",
    "question": {"en": "Is there a coordinator?"}}]},
  {"code": "ID.07", "area": "ID", "versions": [
   {"version": 1, "valid_from": "2000-01-01", "value_kind": "percent",
    "question": {"en": "Which share was paid?"}}]}]})json";

constexpr const char* kCountry = R"json({
 "document": "country/1", "id": "org.rapporteur.country.rs", "version": "1.0.0", "country": "RS",
 "based_on": {"id": "org.rapporteur.regional", "version": "1.0.0"},
 "names": {"en": "Serbia"}, "languages": ["en"],
 "access_to_information": {"law": "RS-FOI", "days": 15, "kind": "calendar"},
 "laws": [{"code": "RS-FOI", "act": {"en": "Freedom of Information Act"}, "article": "16"}],
 "territories": [
  {"code": "RS-VO", "name": {"en": "Vojvodina"}, "level": "region", "parent": "RS"},
  {"code": "RS-01", "name": {"en": "North Bačka"}, "level": "district", "parent": "RS-VO"},
  {"code": "RS-KM", "name": {"en": "Kosovo"}, "level": "region", "parent": "RS",
   "in_national_statistics": false}],
 "institutions": [
  {"code": "RS-CZZTLJ", "kind": "identification_body", "name": {"en": "Centre for Victims"}},
  {"code": "RS-MUP", "kind": "ministry_interior", "name": {"en": "Ministry of Interior"}}],
 "indicators": [
  {"code": "ID.01", "versions": [
   {"version": 1, "valid_from": "2000-01-01", "base": {"code": "ID.01", "version": 1},
    "decision": "taken_over", "owner": "RS-CZZTLJ"}]},
  {"code": "ID.03", "versions": [
   {"version": 1, "valid_from": "2000-01-01", "base": {"code": "ID.03", "version": 1},
    "decision": "taken_over", "asked_from": ["RS-CZZTLJ", "RS-MUP"]}]},
  {"code": "ID.04", "versions": [
   {"version": 1, "valid_from": "2000-01-01", "base": {"code": "ID.04", "version": 1},
    "decision": "taken_over", "owner": "RS-MUP"}]},
  {"code": "ID.05", "versions": [
   {"version": 1, "valid_from": "2000-01-01", "base": {"code": "ID.05", "version": 1},
    "decision": "taken_over", "owner": "RS-MUP"}]},
  {"code": "ID.06", "versions": [
   {"version": 1, "valid_from": "2000-01-01", "base": {"code": "ID.06", "version": 1},
    "decision": "taken_over", "owner": "RS-MUP"}]},
  {"code": "ID.07", "versions": [
   {"version": 1, "valid_from": "2000-01-01", "base": {"code": "ID.07", "version": 1},
    "decision": "dropped", "owner": "RS-MUP", "reason": {"en": "Nobody pays."}}]}]})json";

}  // namespace

Json AskedRegion() {
  Json region = *ParseJson(kRegion, "region");
  Json& codes = region["codelists"][2]["codes"];
  for (int i = 10; i < 60; ++i) {
    const std::string number = std::to_string(i);
    codes.push_back({{"code", "C" + number}, {"label", {{"en", "Country " + number}}}});
  }
  return region;
}

Json AskedCountryDocument() { return *ParseJson(kCountry, "country"); }

std::shared_ptr<const Catalogue> AskedCountry(const Json& document) {
  Result<std::shared_ptr<const Catalogue>> built = Catalogue::Build(AskedRegion(), &document);
  INFO((built.ok() ? "" : built.status().message()));
  REQUIRE(built.ok());
  return *built;
}

std::shared_ptr<const Catalogue> AskedCountry() { return AskedCountry(AskedCountryDocument()); }

}  // namespace rapporteur
