#include "tests/compute/test_catalogue.h"

#include <catch2/catch.hpp>

#include "core/base/json.h"

namespace rapporteur {
namespace {

constexpr const char* kHead = R"({"document": "country/1", "id": "org.rapporteur.regional",
 "version": "1.0.0", "country": "RS", "names": {"en": "Serbia"}, "languages": ["en"],
 "value_kinds": {"percent": {"min": 0, "max": 100, "unit": "%"},
  "count": {"min": 0, "integer": true}, "ratio": {"min": 0}, "yesno": {"values": [0, 1]},
  "currency": {"min": 0, "unit": "currency"}},
 "territories": [{"code": "RS-VO", "level": "region"}, {"code": "RS-SU", "level": "region"},
  {"code": "RS-01", "level": "district", "parent": "RS-VO"}],
 "codelists": [
  {"id": "sex", "dimension": true, "unknown": "U", "title": {"en": "sex"},
   "codes": [{"code": "F"}, {"code": "M"}, {"code": "O"}, {"code": "U"}]},
  {"id": "age_group", "dimension": true, "unknown": "U", "title": {"en": "age group"},
   "codes": [{"code": "CHD"}, {"code": "ADT"}, {"code": "U"}]},
  {"id": "form_of_exploitation", "dimension": true, "unknown": "U",
   "title": {"en": "form of exploitation"},
   "codes": [{"code": "SEX"}, {"code": "SEX.PRO", "parent": "SEX"},
    {"code": "SEX.POR", "parent": "SEX"}, {"code": "LAB"}, {"code": "BEG"}, {"code": "CRI"},
    {"code": "U"}]},
  {"id": "answer", "codes": [{"code": "FULL"}]}],
)";

// Members of `over` win over those of `base`.
Json Laid(Json base, const std::string& over) {
  const Result<Json> members = ParseJson("{" + over + "}", "test members");
  REQUIRE(members.ok());
  for (const auto& [name, value] : members->items()) base[name] = value;
  return base;
}

std::string OneVersion(const std::string& code, const char* version, const std::string& members) {
  Json json;
  json["code"] = code;
  json["versions"] = Json::array({Laid(Json::parse(version), members)});
  return json.dump();
}

}  // namespace

std::shared_ptr<const Catalogue> TestCatalogue(const std::string& indicators,
                                               const std::string& checks,
                                               const std::string& country_members) {
  Result<Json> base = ParseJson(
      kHead + std::string("\"indicators\": [") + indicators + "], \"checks\": [" + checks + "]}",
      "test catalogue");
  INFO(base.status().message());
  REQUIRE(base.ok());
  Result<std::shared_ptr<const Catalogue>> catalogue = Status::Broken("test", "not built");
  if (country_members.empty()) {
    catalogue = Catalogue::Build(*base, nullptr);
  } else {
    const Json country = Laid(Json{{"document", "country/1"},
                                   {"id", "org.rapporteur.country.rs"},
                                   {"version", "2.0.0"},
                                   {"country", "RS"}},
                              country_members);
    catalogue = Catalogue::Build(*base, &country);
  }
  INFO(catalogue.status().message());
  REQUIRE(catalogue.ok());
  return *catalogue;
}

std::string Persons(const std::string& code, const std::string& members) {
  return OneVersion(code, R"({"version": 1, "value_kind": "count", "unit": "persons",
    "person_status": "identified", "counting_unit": "person", "counting_mode": "main",
    "age_reference": "none", "reference": "year", "by_territory": true,
    "dimensions": ["sex", "age_group", "form_of_exploitation"]})", members);
}

std::string Percent(const std::string& code, const std::string& members) {
  return OneVersion(code, R"({"version": 1, "value_kind": "percent", "person_status": "identified",
    "counting_unit": "none", "counting_mode": "main", "age_reference": "none",
    "reference": "year", "by_territory": true, "dimensions": ["sex", "age_group"]})", members);
}

}  // namespace rapporteur
