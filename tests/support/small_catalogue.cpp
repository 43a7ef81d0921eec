#include "tests/support/small_catalogue.h"

#include <cstdlib>

#include "core/base/json.h"

namespace rapporteur {
namespace {

constexpr const char* kBase = R"json({
 "document": "country/1", "id": "org.rapporteur.regional", "version": "1.0.0", "country": "REG",
 "names": {"en": "Region"}, "languages": ["en"], "choice_order": ["register", "media"],
 "areas": [{"code": "ID", "title": {"en": "Identification"}}],
 "value_kinds": {"count": {"min": 0, "integer": true}, "percent": {"min": 0, "max": 100, "unit": "%"},
                 "yesno": {"values": [0, 1], "unit": "yes/no"}, "text": {"text": true}},
 "value_statuses": [
  {"code": "A", "has_value": true}, {"code": "P", "has_value": true, "symbols": ["p"]},
  {"code": "O", "has_value": false, "symbols": [":", ".."]},
  {"code": "M", "has_value": false, "symbols": ["z"]},
  {"code": "Q", "has_value": false, "symbols": ["<5", "c"]}],
 "flags": [{"code": "B"}, {"code": "D"}, {"code": "K"}, {"code": "U"}],
 "codelists": [
  {"id": "sex", "dimension": true, "unknown": "U",
   "codes": [{"code": "F"}, {"code": "M"}, {"code": "U"}]},
  {"id": "age_group", "dimension": true, "codes": [{"code": "CHD"}, {"code": "ADT"}]},
  {"id": "citizenship_group", "dimension": true, "codes": [{"code": "NAT"}, {"code": "FOR"}]}],
 "indicators": [
  {"code": "ID.02", "area": "ID", "core": true, "versions": [
   {"version": 1, "valid_from": "2000-01-01", "value_kind": "count", "unit": "persons",
    "dimensions": ["sex", "age_group"], "by_territory": true, "question": {"en": "Identified?"}}]},
  {"code": "ID.32", "area": "ID", "versions": [
   {"version": 1, "valid_from": "2000-01-01", "value_kind": "percent", "dimensions": []}]},
  {"code": "ID.21", "area": "ID", "versions": [
   {"version": 1, "valid_from": "2000-01-01", "value_kind": "yesno", "dimensions": []}]},
  {"code": "ID.35", "area": "ID", "versions": [
   {"version": 1, "valid_from": "2000-01-01", "value_kind": "text", "unit": "text",
    "dimensions": []}]}]})json";

constexpr const char* kCountry = R"json({
 "document": "country/1", "id": "org.rapporteur.country.rs", "version": "1.0.0", "country": "RS",
 "based_on": {"id": "org.rapporteur.regional", "version": "1.0.0"},
 "names": {"en": "Serbia", "sr-Cyrl": "Србија"}, "languages": ["sr-Cyrl", "en"],
 "territories": [{"code": "RS-VO", "name": {"en": "Vojvodina"}, "level": "region", "parent": "RS"}],
 "institutions": [
  {"code": "RS-CZZTLJ", "kind": "identification_body", "name": {"en": "Centre"}},
  {"code": "RS-MUP", "kind": "ministry_interior", "name": {"en": "Ministry of Interior"}}],
 "sources": [
  {"code": "REP-2018/RS-CZZTLJ", "counted_by": "RS-CZZTLJ", "publication": "REP-2018",
   "kind": "register", "published_on": "2018-06-28", "title": "Yearly report 2018"},
  {"code": "REP-2018/RS-MUP", "counted_by": "RS-MUP", "publication": "REP-2018",
   "kind": "media", "published_on": "2018", "title": "Yearly report 2018"},
  {"code": "NEWS-2018/RS-MUP", "counted_by": "RS-MUP", "publication": "NEWS-2018",
   "kind": "media", "published_on": "2018", "title": "News of 2018"}],
 "indicators": [
  {"code": "ID.32", "versions": [
   {"version": 1, "valid_from": "2000-01-01", "base": {"code": "ID.32", "version": 1},
    "decision": "dropped", "reason": {"en": "Nobody keeps it."}}]}]})json";

}  // namespace

std::shared_ptr<const Catalogue> SmallCatalogue() {
  Result<Json> base = ParseJson(kBase, "base"), country = ParseJson(kCountry, "country");
  if (!base.ok() || !country.ok()) std::abort();
  Result<std::shared_ptr<const Catalogue>> built = Catalogue::Build(*base, &*country);
  if (!built.ok()) std::abort();
  return *built;
}

}  // namespace rapporteur
