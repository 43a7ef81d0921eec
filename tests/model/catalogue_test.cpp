#include "core/model/catalogue.h"

#include <catch2/catch.hpp>

#include "core/base/json.h"

namespace rapporteur {
namespace {

constexpr const char* kBase = R"({
 "document": "country/1", "id": "org.example.region", "version": "1.0.0", "country": "REG",
 "names": {"en": "Region"}, "languages": ["en"],
 "disclosure": {"threshold": 5, "mask": {"min": 1, "max": 4, "counting_units": ["person"], "when": "crossed"}},
 "choice_order": ["register", "media"],
 "areas": [{"code": "ID", "title": {"en": "Identification", "sr-Cyrl": "Идентификација"}}],
 "value_kinds": {"count": {"min": 0, "integer": true}, "percent": {"min": 0, "max": 100, "unit": "%"},
                 "scale": {"min": 0, "max": 3, "integer": true}, "yesno": {"values": [0, 1], "unit": "yes/no"}},
 "value_statuses": [{"code": "A", "has_value": true, "sdmx": "A", "domain": ["OK"], "title": {"en": "Reported"}},
                    {"code": "Q", "has_value": false, "sdmx": "Q", "symbols": ["<5"], "title": {"en": "Suppressed"}}],
 "flags": [{"code": "B", "sdmx": "B", "title": {"en": "Break"}}],
 "sdmx_order": ["B", "Q", "A"],
 "institution_kinds": [{"code": "police", "title": {"en": "Police", "sr-Cyrl": "Полиција"}}],
 "codelists": [
  {"id": "citizenship", "dimension": true, "title": {"en": "Citizenship"}, "codes_from": "country", "unknown": "XU"},
  {"id": "country", "title": {"en": "Countries"}, "note": {"en": "ISO 3166-1"},
   "codes": [{"code": "RS", "label": {"en": "Serbia", "sr-Cyrl": "Србија"}}, {"code": "XU", "label": {"en": "Unknown"}}]},
  {"id": "sex", "dimension": true, "title": {"en": "Sex"}, "unknown": "U",
   "codes": [{"code": "F", "label": {"en": "Female", "sr-Cyrl": "Женски"}, "maps_to": {"sdmx": "F"}},
             {"code": "U", "label": {"en": "Unknown"}, "review": "needed", "note": {"en": "Not read."}}]},
  {"id": "form", "dimension": true, "title": {"en": "Form"},
   "codes": [{"code": "LAB", "label": {"en": "Labour"}}, {"code": "LAB.BEG", "label": {"en": "Begging"}, "parent": "LAB"}]},
  {"id": "institution", "dimension": true, "title": {"en": "Institution"}, "codes_from": "institutions"}],
 "indicators": [
  {"code": "ID.01", "area": "ID", "core": true, "versions": [
   {"version": 1, "valid_from": "2000", "type": "outcome", "value_kind": "count", "unit": "persons",
    "person_status": "presumed", "counting_unit": "person", "counting_mode": "main", "age_reference": "exploitation",
    "reference": "year", "dimensions": ["sex", "form"], "by_territory": true,
    "question": {"en": "How many were referred?", "sr-Cyrl": "Колико је упућено?"}, "definition": {"en": "Persons."},
    "asked_from": ["police"], "channels": ["interview"], "frequency": "annual"}]},
  {"code": "ID.02", "area": "ID", "subarea": "Volume", "core": true, "versions": [
   {"version": 2, "valid_from": "2015", "type": "outcome", "value_kind": "count", "unit": "persons",
    "person_status": "identified", "counting_unit": "person", "counting_mode": "multi", "multi_dimensions": ["form"],
    "age_reference": "exploitation", "reference": "year", "dimensions": ["sex", "form"],
    "question": {"en": "How many were identified?"}, "subset_of": "ID.01", "ask": false},
   {"version": 1, "valid_from": "2000", "valid_to": "2014", "type": "outcome", "value_kind": "count", "unit": "persons",
    "person_status": "identified", "counting_unit": "person", "counting_mode": "main", "age_reference": "exploitation",
    "reference": "year", "dimensions": ["sex"], "question": {"en": "How many victims?"}}]},
  {"code": "ID.03", "area": "ID", "core": false, "versions": [
   {"version": 1, "valid_from": "2000", "type": "outcome", "value_kind": "percent", "unit": "%", "person_status": "identified",
    "counting_unit": "none", "counting_mode": "none", "age_reference": "none", "reference": "year", "dimensions": [],
    "question": {"en": "What share?"}, "formula": "100 * ID.02 / ID.01", "numerator": "ID.02", "denominator": "ID.01",
    "multiplier": 100}]}],
 "checks": [{"rule": "subset", "level": "error", "subset": true, "message": {"en": "More."}},
            {"rule": "jump", "level": "warning", "jump": {"percent": 50}, "message": {"en": "Jump."}}]
})";

constexpr const char* kCountry = R"({
 "document": "country/1", "id": "org.example.country.rs", "version": "1.1.0", "country": "RS",
 "based_on": {"id": "org.example.region", "version": "1.0.0"},
 "names": {"sr-Cyrl": "Србија", "sr-Latn": {"from": "sr-Cyrl"}, "en": "Serbia"}, "languages": ["sr-Latn", "sr-Cyrl", "en"],
 "formats": {"decimal": ",", "group": ".", "date": "dd.MM.yyyy."}, "currency": "RSD",
 "choice_order": ["report"], "disclosure": {"threshold": 3},
 "territories": [{"code": "RS-VO", "name": {"sr-Cyrl": "Војводина"}, "level": "region", "parent": "RS", "maps_to": {"nuts": "RS12"}}],
 "institutions": [{"code": "RS-C", "kind": "police", "name": {"sr-Cyrl": "Центар", "en": "Centre"}, "short": "CPTV",
                   "valid_from": "2012", "replaces": ["RS-S"], "review": "needed"},
                  {"code": "RS-S", "kind": "police", "name": {"en": "Service"}, "valid_to": "2012"}],
 "laws": [{"code": "RS-CC-388", "act": {"en": "Criminal Code"}, "article": "388", "valid_from": "2006", "review": "needed"}],
 "sources": [{"code": "P-2018/RS-C", "counted_by": "RS-C", "publication": "P-2018", "kind": "report",
              "published_on": "2018-06-28", "title": {"sr-Cyrl": "Извештај", "en": "A report"}, "main": true}],
 "indicators": [
  {"code": "ID.02", "versions": [
   {"version": 1, "valid_from": "2000", "valid_to": "2011-06", "base": {"code": "ID.02", "version": 1}, "decision": "taken_over",
    "question": {"sr-Cyrl": "Колико је жртава?", "en": {"from": "base"}}, "owner": "RS-S"},
   {"version": 2, "valid_from": "2011-07-01", "base": {"code": "ID.02", "version": 2}, "decision": "adapted",
    "changes": {"age_reference": {"to": "identification", "reason": {"en": "The Centre records it so."}},
                "dimensions": {"to": ["sex"], "reason": {"en": "No more is known."}}},
    "question": {"sr-Cyrl": "Колико је лица идентификовано?", "sr-Latn": {"from": "sr-Cyrl"}, "en": {"from": "base"}},
    "owner": "RS-C", "asked_from": ["RS-C"], "laws": ["RS-CC-388"], "note": {"en": "Read this."},
    "coverage": ["RS-VO"], "codes": {"sex": ["F"]}, "source_kind": "register", "review": ["changes", "laws"]}]},
  {"code": "ID.03", "versions": [
   {"version": 1, "valid_from": "2000", "base": {"code": "ID.03", "version": 1}, "decision": "dropped", "reason": {"en": "Nobody counts."}}]},
  {"code": "RS.ID.01", "title": {"en": "Own"}, "versions": [
   {"version": 1, "valid_from": "2013", "decision": "national", "type": "outcome", "value_kind": "percent", "unit": "%",
    "person_status": "none", "counting_unit": "none", "counting_mode": "none", "age_reference": "none", "reference": "year",
    "dimensions": ["institution"], "question": {"en": "Own question"}, "bounds": {"max": null}}]}],
 "breaks": [{"indicators": ["ID.01", "ID.02"], "from": "2012", "text": {"en": "Another body."}, "law": "RS-CC-388"}],
 "checks": [{"rule": "jump", "level": "off", "jump": {"percent": 50}},
            {"rule": "subset", "level": "warning", "subset": true, "message": {"en": "More than the whole."}},
            {"rule": "own", "equal": ["ID.01", "ID.02"], "message": {"en": "Unequal."}}]
})";

Json Parsed(const std::string& text) {
  Result<Json> json = ParseJson(text, "test");
  REQUIRE(json.ok());
  return *json;
}

std::shared_ptr<const Catalogue> Built(const Json& base, const Json* country) {
  Result<std::shared_ptr<const Catalogue>> built = Catalogue::Build(base, country);
  INFO((built.ok() ? "" : built.status().message()));
  REQUIRE(built.ok());
  return *built;
}

// The message with which the two documents are refused.
std::string Refusal(const Json& base, const Json& country) {
  Result<std::shared_ptr<const Catalogue>> built = Catalogue::Build(base, &country);
  REQUIRE_FALSE(built.ok());
  return built.status().message();
}

TEST_CASE("the regional document alone is a catalogue") {
  const auto c = Built(Parsed(kBase), nullptr);
  CHECK(c->country() == "REG");
  CHECK(c->indicators().size() == 3);
  const IndicatorVersion& v = c->FindIndicator("ID.01")->newest();
  CHECK(v.definition == "REG:ID.01@1");
  CHECK(v.base_code.empty());
  CHECK(v.channels == std::vector<std::string>{"interview"});
  CHECK(v.frequency == "annual");
  CHECK(v.bounds.integer);
  CHECK(c->FindIndicator("ID.03")->newest().multiplier == 100);
  CHECK(c->rules().size() == 2);
  CHECK(c->disclosure_threshold() == 5);
  CHECK(c->sdmx_order() == std::vector<std::string>{"B", "Q", "A"});
  CHECK(c->FindStatus("Q")->sdmx == "Q");
  CHECK(c->FindStatus("A")->domain == std::vector<std::string>{"OK"});
  CHECK(c->flags().front().sdmx == "B");
}

TEST_CASE("a country's catalogue takes over what its document does not speak of") {
  const Json base = Parsed(kBase), country = Parsed(kCountry);
  const auto c = Built(base, &country);
  CHECK(c->country() == "RS");
  const IndicatorVersion& v = c->FindIndicator("ID.01")->newest();
  CHECK(v.definition == "RS:ID.01@1");
  CHECK(v.decision == "taken_over");
  CHECK(v.base_code == "ID.01");
  CHECK(v.question.In("sr-Latn") == "Koliko je upućeno?");
  CHECK(c->areas().front().title.In("sr-Cyrl") == "Идентификација");
  CHECK(c->decimal() == ",");
  CHECK(c->currency() == "RSD");
  CHECK(c->choice_order() == std::vector<std::string>{"report"});
  CHECK(c->national_name() == "Srbija");
}

TEST_CASE("an adapted indicator differs in the named fields only") {
  const Json base = Parsed(kBase), country = Parsed(kCountry);
  const auto c = Built(base, &country);
  const IndicatorVersion* v = c->FindDefinition("RS:ID.02@2");
  REQUIRE(v != nullptr);
  CHECK(v->decision == "adapted");
  CHECK(v->base_version == 2);
  CHECK(v->age_reference == "identification");
  CHECK(v->dimensions == std::vector<std::string>{"sex"});
  CHECK(v->person_status == "identified");
  CHECK(v->subarea == "Volume");
  CHECK(v->subset_of == "ID.01");
  CHECK_FALSE(v->ask);
  REQUIRE(v->changes.size() == 2);
  CHECK(v->changes[0].field == "age_reference");
  CHECK(v->changes[0].to == "identification");
  CHECK(v->changes[0].reason.In("en") == "The Centre records it so.");
  CHECK(v->question.In("en") == "How many were identified?");
  CHECK(v->question.In("sr-Latn") == "Koliko je lica identifikovano?");
  CHECK(v->note.In("en") == "Read this.");
  CHECK(v->coverage == std::vector<std::string>{"RS-VO"});
  CHECK(v->codes.at("sex") == std::vector<std::string>{"F"});
  CHECK(v->source_kind == "register");
  CHECK(v->review == std::vector<std::string>{"changes", "laws"});
}

TEST_CASE("a deviation told in short does not take the place of the text itself") {
  const Json base = Parsed(kBase);
  Json country = Parsed(kCountry);
  const Json in_short = {{"to", "as of 31 December"},
                         {"reason", {{"en", "Cases are carried on."}}}};
  Json version = {{"version", 1}, {"valid_from", "2000"}, {"decision", "adapted"}};
  version["base"] = {{"code", "ID.01"}, {"version", 1}};
  version["changes"] = {{"definition", in_short}};
  Json& versions = country["indicators"].emplace_back(Json{{"code", "ID.01"}})["versions"];

  versions = Json::array({version});
  const IndicatorVersion alone = Built(base, &country)->FindIndicator("ID.01")->newest();
  CHECK(alone.definition_text.In("en") == "as of 31 December");

  version["definition"] = {{"sr-Cyrl", "Лица на дан 31. децембра."}, {"en", {{"from", "base"}}}};
  versions = Json::array({version});
  const IndicatorVersion whole = Built(base, &country)->FindIndicator("ID.01")->newest();
  CHECK(whole.definition_text.In("en") == "Persons.");
  CHECK(whole.definition_text.In("sr-Cyrl") == "Лица на дан 31. децембра.");
  REQUIRE(whole.changes.size() == 1);
  CHECK(whole.changes[0].to == "as of 31 December");
}

TEST_CASE("a value is judged by the version valid on its day") {
  const Json base = Parsed(kBase), country = Parsed(kCountry);
  const auto c = Built(base, &country);
  const Indicator* indicator = c->FindIndicator("ID.02");
  CHECK(indicator->On(20110630)->version == 1);
  CHECK(indicator->On(20110701)->version == 2);
  CHECK(indicator->On(19991231) == nullptr);
  CHECK(indicator->newest().version == 2);
  CHECK(c->FindDefinition("RS:ID.02@1")->question.In("en") == "How many victims?");
  CHECK(c->FindDefinition("RS:ID.02@9") == nullptr);
  CHECK(c->FindDefinition("ID.02") == nullptr);
}

TEST_CASE("a dropped indicator stays and says why, a national one needs no base") {
  const Json base = Parsed(kBase), country = Parsed(kCountry);
  const auto c = Built(base, &country);
  const IndicatorVersion& dropped = c->FindIndicator("ID.03")->newest();
  CHECK(dropped.dropped());
  CHECK(dropped.reason.In("en") == "Nobody counts.");
  const IndicatorVersion& own = c->FindIndicator("RS.ID.01")->newest();
  CHECK(own.decision == "national");
  CHECK(own.area == "ID");
  CHECK(own.title.In("en") == "Own");
  CHECK(own.base_code.empty());
  CHECK(own.bounds.min == 0.0);
  CHECK_FALSE(own.bounds.max.has_value());
  CHECK(c->indicators().back().code == "RS.ID.01");
}

TEST_CASE("only the named dimensions of an indicator may sum to more than the total") {
  const auto c = Built(Parsed(kBase), nullptr);
  IndicatorVersion v = c->FindIndicator("ID.02")->newest();
  CHECK(v.MayOverlap("form"));
  CHECK_FALSE(v.MayOverlap("sex"));
  v.multi_dimensions.clear();
  CHECK(v.MayOverlap("sex"));
  CHECK_FALSE(c->FindIndicator("ID.01")->newest().MayOverlap("form"));
}

TEST_CASE("a dimension has a title of its own and the codes of the list it refers to") {
  const Json base = Parsed(kBase), country = Parsed(kCountry);
  const auto c = Built(base, &country);
  const Codelist* citizenship = c->FindDimension("citizenship");
  REQUIRE(citizenship != nullptr);
  CHECK(citizenship->title().In("en") == "Citizenship");
  CHECK(citizenship->unknown() == "XU");
  CHECK(citizenship->Find("RS")->label.In("en") == "Serbia");
  CHECK(c->FindDimension("country") == nullptr);
  CHECK(c->FindCodelist("country")->note().In("en") == "ISO 3166-1");
  CHECK(c->FindDimension("institution")->Find("RS-C")->label.In("en") == "Centre");
  CHECK(c->FindDimension("sex")->Find("F")->maps_to.at("sdmx") == "F");
  CHECK(c->FindDimension("sex")->Find("U")->review);
  CHECK(c->FindDimension("sex")->Find("U")->note.In("en") == "Not read.");
  CHECK(c->FindDimension("form")->Find("LAB.BEG")->parent == "LAB");
  CHECK(c->Label("sex", "F", "sr-Latn") == "Ženski");
  CHECK(c->Label("territory", "RS-VO", "sr-Latn") == "Vojvodina");
  CHECK(c->Label("sex", "Z", "en") == "Z");
}

TEST_CASE(
    "a country's list replaces the codes of the regional one and keeps what it leaves unsaid") {
  const Json base = Parsed(kBase);
  Json country = Parsed(kCountry);
  country["codelists"] = Parsed(R"([
   {"id": "sex", "codes": [{"code": "F", "label": {"en": "Women"}}, {"code": "U", "label": {"en": "Unknown"}}]},
   {"id": "form", "decision": "dropped"}])");
  country["indicators"][0]["versions"][1]["changes"]["dimensions"]["to"] = Parsed(R"(["sex"])");
  Json no_form = base;
  no_form["indicators"][0]["versions"][0]["dimensions"] = Parsed(R"(["sex"])");
  const auto c = Built(no_form, &country);
  CHECK(c->FindDimension("sex")->Find("F")->label.In("en") == "Women");
  CHECK(c->FindDimension("sex")->title().In("en") == "Sex");
  CHECK(c->FindDimension("sex")->unknown() == "U");
  CHECK(c->FindDimension("form") == nullptr);
}

TEST_CASE("bodies, territories, laws, sources and breaks are the country's") {
  const Json base = Parsed(kBase), country = Parsed(kCountry);
  const auto c = Built(base, &country);
  const Institution* centre = c->FindInstitution("RS-C");
  REQUIRE(centre != nullptr);
  CHECK(centre->short_name.In("en") == "CPTV");
  CHECK(centre->replaces == std::vector<std::string>{"RS-S"});
  CHECK(centre->review);
  CHECK(c->FindInstitutionKind("police")->title.In("sr-Cyrl") == "Полиција");
  CHECK(c->FindTerritory("RS")->level == "country");
  CHECK(c->FindTerritory("RS-VO")->maps_to.at("nuts") == "RS12");
  CHECK(c->FindLaw("RS-CC-388")->valid_from == "2006");
  REQUIRE(c->sources().size() == 3);  // and what each of the two institutions answers itself
  CHECK(c->sources()[0].country == "RS");
  CHECK(c->sources()[0].title == "A report");
  CHECK(c->sources()[0].main);
  REQUIRE(c->breaks().size() == 2);
  CHECK(c->breaks()[0].indicator == "ID.01");
  CHECK(c->breaks()[1].law == "RS-CC-388");
  CHECK(c->disclosure_threshold() == 3);
  CHECK(c->mask().max == 4);
}

TEST_CASE("a country's check replaces the regional one of its name") {
  const Json base = Parsed(kBase), country = Parsed(kCountry);
  const auto c = Built(base, &country);
  REQUIRE(c->rules().size() == 3);
  CHECK(c->rules()[0].name == "jump");
  CHECK(c->rules()[0].level == "off");
  CHECK(c->rules()[1].name == "subset");
  CHECK(c->rules()[1].level == "warning");
  CHECK(c->rules()[1].message.In("en") == "More than the whole.");
  CHECK(c->rules()[2].name == "own");
  CHECK(c->rules()[2].level == "error");
}

TEST_CASE("another kind of value brings its own bounds and unit") {
  const Json base = Parsed(kBase);
  Json country = Parsed(kCountry);
  Json& changes = country["indicators"][0]["versions"][1]["changes"];
  changes["value_kind"] = Parsed(R"({"to": "yesno", "reason": {"en": "Only that is known."}})");
  const auto c = Built(base, &country);
  const IndicatorVersion& v = c->FindIndicator("ID.02")->newest();
  CHECK(v.bounds.allowed == std::vector<double>{0, 1});
  CHECK_FALSE(v.bounds.integer);
  CHECK(v.unit == "yes/no");
}

TEST_CASE("documents that contradict themselves or their base are refused with a whole sentence") {
  const Json base = Parsed(kBase);
  struct Case {
    const char* what;
    void (*spoil)(Json& country);
    const char* message;
  };
  const Case cases[] = {
      {"overlap", [](Json& d) { d["indicators"][0]["versions"][0]["valid_to"] = "2011-07-01"; },
       "org.example.country.rs 1.1.0, indicator ID.02: version 2 begins on 2011-07-01, but version "
       "1 is "
       "valid until 2011-07-01; versions must not overlap."},
      {"end before beginning",
       [](Json& d) { d["indicators"][0]["versions"][0]["valid_to"] = "1999"; },
       "org.example.country.rs 1.1.0, indicator ID.02: version 1 begins on 2000-01-01, after its "
       "end on "
       "1999-12-31."},
      {"the same number twice", [](Json& d) { d["indicators"][0]["versions"][0]["version"] = 2; },
       "org.example.country.rs 1.1.0, indicator ID.02: there are two versions 2."},
      {"unknown base", [](Json& d) { d["indicators"][0]["versions"][1]["base"]["version"] = 3; },
       "org.example.country.rs 1.1.0, indicator ID.02: the base ID.02 version 3 does not exist in "
       "the "
       "regional catalogue."},
      {"unknown dimension",
       [](Json& d) { d["indicators"][2]["versions"][0]["dimensions"] = Json::array({"colour"}); },
       "org.example.country.rs 1.1.0, indicator RS.ID.01: the dimension 'colour' is not a "
       "dimension list "
       "of the catalogue."},
      {"no version", [](Json& d) { d["indicators"][0]["versions"] = Json::array(); },
       "org.example.country.rs 1.1.0, indicator ID.02: there is no version of it."},
      {"another base", [](Json& d) { d["based_on"]["version"] = "2.0.0"; },
       "org.example.country.rs 1.1.0 is based on org.example.region 2.0.0, but was laid over "
       "org.example.region 1.0.0."},
      {"no country", [](Json& d) { d.erase("country"); },
       "The country document 'org.example.country.rs' lacks its id, version or country."},
  };
  for (const Case& one : cases) {
    INFO(one.what);
    Json country = Parsed(kCountry);
    one.spoil(country);
    CHECK(Refusal(base, country) == one.message);
  }
}

}  // namespace
}  // namespace rapporteur
