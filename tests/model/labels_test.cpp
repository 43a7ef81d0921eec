#include "core/model/labels.h"

#include <catch2/catch.hpp>

#include "core/base/hash.h"
#include "core/base/json.h"
#include "core/model/document_check.h"
#include "core/model/translation.h"

namespace rapporteur {
namespace {

constexpr const char* kRegion = R"({
 "document": "country/1", "id": "org.example.region", "version": "1.0.0", "country": "REG",
 "names": {"en": "Region"}, "languages": ["en"],
 "areas": [{"code": "ID", "title": {"en": "Identification"}}],
 "value_kinds": {"count": {"min": 0, "integer": true}},
 "value_statuses": [{"code": "A", "has_value": true, "title": {"en": "Reported"}}],
 "flags": [{"code": "B", "title": {"en": "Break"}}],
 "institution_kinds": [{"code": "police", "title": {"en": "Police"}}],
 "codelists": [
  {"id": "sex", "dimension": true, "title": {"en": "Sex"}, "codes": [{"code": "F", "label": {"en": "Female"}}]},
  {"id": "country", "labels_from": "cldr", "title": {"en": "Countries"},
   "codes": [{"code": "AL", "label": {"en": "Albania"}}, {"code": "XK", "label": {"en": "Kosovo*"}},
             {"code": "XS", "label": {"en": "Stateless"}}]},
  {"id": "citizenship", "dimension": true, "title": {"en": "Citizenship"}, "codes_from": "country"}],
 "indicators": [],
 "checks": [{"rule": "subset", "level": "error", "subset": true, "message": {"en": "More."}, "hint": {"en": "Ask."}}]
})";

constexpr const char* kCountry = R"({
 "document": "country/1", "id": "org.example.country.mk", "version": "1.0.0", "country": "MK",
 "based_on": {"id": "org.example.region", "version": "1.0.0"},
 "names": {"en": "North Macedonia"}, "languages": ["mk", "sq", "sr-Latn", "cnr-Cyrl", "en"],
 "labels": {
  "areas": {"ID": {"mk": "Идентификација"}},
  "value_statuses": {"A": {"mk": "Пријавено"}},
  "flags": {"B": {"mk": "Прекин"}},
  "institution_kinds": {"police": {"mk": "Полиција", "sq": "Policia"}},
  "codelists": {"sex": {"title": {"mk": "Пол"}, "codes": {"F": {"mk": "Женски"}}},
                "country": {"codes": {"XK": {"mk": "Косово*"}}}},
  "checks": {"subset": {"message": {"mk": "Повеќе."}}}},
 "indicators": []
})";

Json Parsed(const char* text) {
  Result<Json> json = ParseJson(text, "test");
  REQUIRE(json.ok());
  return *json;
}

std::shared_ptr<const Catalogue> Built(const Json& document) {
  Result<std::shared_ptr<const Catalogue>> built = Catalogue::Build(Parsed(kRegion), &document);
  INFO((built.ok() ? "" : built.status().message()));
  REQUIRE(built.ok());
  return *built;
}

TEST_CASE("a country says in its languages what the regional catalogue calls things") {
  Json document = Parsed(kCountry);
  const auto c = Built(document);
  CHECK(c->areas().front().title.In("mk") == "Идентификација");
  CHECK(c->areas().front().title.In("en") == "Identification");
  CHECK(c->FindStatus("A")->title.In("mk") == "Пријавено");
  CHECK(c->flags().front().title.In("mk") == "Прекин");
  CHECK(c->FindInstitutionKind("police")->title.In("sq") == "Policia");
  CHECK(c->FindCodelist("sex")->title().In("mk") == "Пол");
  CHECK(c->Label("sex", "F", "mk") == "Женски");
  CHECK(c->rules().front().message.In("mk") == "Повеќе.");
  CHECK(c->rules().front().hint.In("mk") == "Ask.");
  document["labels"]["codelists"]["sex"]["codes"]["F"]["mk"] = "Жена";
  CHECK(Built(document)->Label("sex", "F", "mk") == "Жена");
}

TEST_CASE("names of countries are those that people of the language use") {
  const auto c = Built(Parsed(kCountry));
  CHECK(c->Label("citizenship", "AL", "mk") == "Албанија");
  CHECK(c->Label("citizenship", "AL", "sq") == "Shqipëri");
  CHECK(c->Label("citizenship", "AL", "sr-Latn") == "Albanija");
  CHECK(c->Label("citizenship", "AL", "cnr-Cyrl") == "Албанија");
  CHECK(c->Label("citizenship", "AL", "en") == "Albania");
  CHECK(c->Label("citizenship", "XK", "mk") == "Косово*");  // the document's own word goes before
  CHECK(c->Label("citizenship", "XS", "mk") == "Stateless");  // no code of ISO 3166-1
}

TEST_CASE("a label of something that the catalogue does not have is told") {
  Json document = Parsed(kCountry);
  document["labels"]["areas"]["ZZ"]["mk"] = "Ништо";
  document["labels"]["codelists"]["sex"]["codes"]["X"]["mk"] = "Ништо";
  document["labels"]["checks"]["jump"]["hint"]["mk"] = "Ништо.";
  std::vector<std::string> messages;
  for (const DocumentFault& fault : CheckReferences(document, *Built(document), "mk.json")) {
    messages.push_back(fault.message);
  }
  CHECK(messages ==
        std::vector<std::string>{
            "mk.json, labels.areas.ZZ: the regional catalogue has nothing of this name.",
            "mk.json, labels.codelists.sex.codes.X: the regional catalogue has nothing of this name.",
            "mk.json, labels.checks.jump.hint: the regional catalogue has nothing of this name."});
}

TEST_CASE("labels are translations, which remember their English") {
  const Json document = Parsed(kCountry);
  std::vector<std::string> keys;
  for (const Translation& one : TranslationsOf(document, *Built(document))) {
    keys.push_back(one.key);
    if (one.key == "labels.areas.ID/mk") CHECK(one.source == Sha256("Identification"));
  }
  CHECK(keys == std::vector<std::string>{
                    "labels.areas.ID/mk", "labels.value_statuses.A/mk", "labels.flags.B/mk",
                    "labels.institution_kinds.police/mk", "labels.institution_kinds.police/sq",
                    "labels.codelists.sex.title/mk", "labels.codelists.sex.codes.F/mk",
                    "labels.codelists.country.codes.XK/mk", "labels.checks.subset.message/mk"});
}

}  // namespace
}  // namespace rapporteur
