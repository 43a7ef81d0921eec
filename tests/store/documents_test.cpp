#include "core/store/documents.h"

#include <catch2/catch.hpp>

#include "core/store/observations.h"
#include "core/store/plugins.h"
#include "core/store/sources.h"
#include "tests/store/store_fixture.h"

namespace rapporteur {

TEST_CASE("a country's catalogue is its document over the one it is based on") {
  StoreFixture f;
  Result<std::shared_ptr<const Catalogue>> serbia = f.store->documents().CatalogueOf("RS");
  REQUIRE(serbia.ok());
  CHECK((*serbia)->country() == "RS");
  CHECK((*serbia)->FindIndicator("ID.02")->newest().definition == "RS:ID.02@1");
  CHECK((*serbia)->choice_order() == std::vector<std::string>{"register", "report", "media"});
  CHECK(*f.store->documents().CatalogueOf("RS") == *serbia);  // built once
  CHECK((*f.store->documents().CatalogueOf("REG"))->country() == "REG");
  CHECK(*f.store->documents().ActiveCountries() == std::vector<std::string>{"RS"});
}

TEST_CASE("a country that is not enabled is named with those that are") {
  StoreFixture f;
  const Status status = f.store->documents().CatalogueOf("AL").status();
  CHECK(status.code() == "country-not-enabled");
  CHECK(status.message() == "No country plugin for AL is enabled; enabled: RS.");
  CHECK(status.hint() ==
        "Enable it with 'rapporteur plugin enable ID'; 'rapporteur plugin list' shows the installed "
        "ones.");
  REQUIRE(f.store->documents().Deactivate("RS", "ana").ok());
  CHECK(f.store->documents().CatalogueOf("RS").status().message() ==
        "No country plugin for RS is enabled; no country is.");
  CHECK((*f.store->documents().CatalogueForReading("RS"))->version() == "1.0.0");
  CHECK(*f.store->documents().CatalogueForReading("AL") == nullptr);
}

TEST_CASE("every version stays, and one is active") {
  StoreFixture f;
  Documents& documents = f.store->documents();
  REQUIRE(documents.Put(TestSerbianDocument("1.1.0"), "ana").ok());
  CHECK((*documents.Active("RS"))->version == "1.0.0");
  REQUIRE(documents.Activate("org.rapporteur.country.rs", "1.1.0", "ana").ok());
  CHECK((*documents.CatalogueOf("RS"))->version() == "1.1.0");
  CHECK(*documents.Get("org.rapporteur.country.rs", "1.0.0") == TestSerbianDocument("1.0.0"));
  std::vector<std::string> versions;
  const Result<std::vector<DocumentName>> list = documents.List();
  for (const DocumentName& name : *list) {
    versions.push_back(name.id + " " + name.version + (name.active ? " active" : ""));
  }
  CHECK(versions == std::vector<std::string>{"org.rapporteur.country.rs 1.1.0 active",
                                             "org.rapporteur.country.rs 1.0.0",
                                             "org.rapporteur.regional 1.0.0 active"});
}

namespace {

// The document of the fixture with a national indicator of two versions, or one, or none.
std::string WithNational(const std::string& version, int versions) {
  std::string text = TestSerbianDocument(version);
  if (versions == 0) return text;
  std::string list;
  for (int i = 1; i <= versions; ++i) {
    list += std::string(i == 1 ? "" : ", ") + R"({"version": )" + std::to_string(i) +
            R"(, "valid_from": ")" + std::to_string(2000 + 10 * i) + R"(", "valid_to": )" +
            (i == versions ? "null" : "\"" + std::to_string(2009 + 10 * i) + "\"") +
            R"(, "decision": "national", "value_kind": "count",
               "question": {"en": "How many? )" + std::to_string(i) + "\"}}";
  }
  text.pop_back();
  return text + R"(, "indicators": [{"code": "RS.ID.01", "versions": [)" + list + "]}]}";
}

std::string QuestionOf(const Catalogue& catalogue, const std::string& definition) {
  const IndicatorVersion* version = catalogue.FindDefinition(definition);
  return version == nullptr ? "(none)" : version->question.In("en");
}

}  // namespace

TEST_CASE("a value keeps the definition it was given under, whatever the document says later") {
  StoreFixture f;
  Documents& documents = f.store->documents();
  const std::string id = "org.rapporteur.country.rs";
  for (const auto& [version, versions] :
       {std::pair("1.1.0", 1), std::pair("1.2.0", 2), std::pair("1.3.0", 0)}) {
    REQUIRE(documents.Put(WithNational(version, versions), "ana").ok());
  }
  REQUIRE(documents.Activate(id, "1.1.0", "ana").ok());
  f.Import({{"RS.ID.01", "2017", "", "REG/A", "40"}});
  const std::vector<std::string> said = f.Query();
  CHECK(QuestionOf(**documents.CatalogueOf("RS"), "RS:RS.ID.01@1") == "How many? 1");

  // Another version beside it, then a document that has neither.
  for (const char* version : {"1.2.0", "1.3.0", "1.0.0"}) {
    INFO(version);
    REQUIRE(documents.Activate(id, version, "ana").ok());
    CHECK(f.Query() == said);
    CHECK(f.store->observations().Read({}, {})->front().definition == "RS:RS.ID.01@1");
    CHECK(QuestionOf(**documents.CatalogueOf("RS"), "RS:RS.ID.01@1") == "How many? 1");
    CHECK(QuestionOf(**documents.CatalogueForReading("RS"), "RS:RS.ID.01@1") == "How many? 1");
  }
  // Of the version alone it is not.
  CHECK(QuestionOf(**documents.CatalogueOfVersion(id, "1.3.0"), "RS:RS.ID.01@1") == "(none)");
  CHECK((*documents.CatalogueOf("RS"))->FindIndicator("RS.ID.01") == nullptr);
  f.Reopen();
  CHECK(QuestionOf(**f.store->documents().CatalogueOf("RS"), "RS:RS.ID.01@1") == "How many? 1");
}

TEST_CASE("what a disabled country left is read under the document it had, not under a newer one") {
  StoreFixture f;
  const std::string id = "org.rapporteur.country.rs";
  for (const char* version : {"1.0.0", "1.1.0"}) {
    REQUIRE(f.store->documents().Put(TestSerbianDocument(version), "ana").ok());
    PluginRow row;
    row.id = id;
    row.version = version;
    row.kind = "country";
    row.country = "RS";
    REQUIRE(f.store->plugins().Put(row, "ana").ok());
  }
  REQUIRE(f.store->plugins().SetActive(id, "1.0.0", "ana").ok());
  REQUIRE(f.store->documents().Deactivate("RS", "ana").ok());
  CHECK((*f.store->documents().CatalogueForReading("RS"))->version() == "1.0.0");
}

TEST_CASE("a copy in memory can be changed without a trace in the store") {
  StoreFixture f;
  f.Import({{"ID.02", "2017", "", "REG/A", "40"}});
  Result<std::unique_ptr<Store>> copy = f.store->CopyInMemory();
  REQUIRE(copy.ok());
  CHECK((*copy)->observations().Read({}, {})->size() == 1);
  REQUIRE((*copy)->documents().Put(TestSerbianDocument("1.1.0"), "ana").ok());
  REQUIRE((*copy)->documents().Activate("org.rapporteur.country.rs", "1.1.0", "ana").ok());
  CHECK((*(*copy)->documents().Active("RS"))->version == "1.1.0");
  CHECK((*f.store->documents().Active("RS"))->version == "1.0.0");
  f.Reopen();
  CHECK((*f.store->documents().Active("RS"))->version == "1.0.0");
}

TEST_CASE("a version's text never changes") {
  StoreFixture f;
  Documents& documents = f.store->documents();
  CHECK(documents.Put(TestSerbianDocument(), "ana").ok());
  const Status status = documents.Put(TestSerbianDocument() + "\n", "ana").status();
  CHECK(status.code() == "document-differs");
  CHECK(status.message() ==
        "The document org.rapporteur.country.rs 1.0.0 is kept already with another content; a "
        "changed document needs a new version.");
}

TEST_CASE("documents that can't be used say why") {
  StoreFixture f;
  Documents& documents = f.store->documents();
  const std::string albania =
      R"({"id": "org.rapporteur.country.al", "version": "2.0.0", "country": "AL",
          "based_on": {"id": "org.rapporteur.regional", "version": "9.0.0"}})";
  REQUIRE(documents.Put(albania, "ana").ok());
  const Status based = documents.Activate("org.rapporteur.country.al", "2.0.0", "ana");
  CHECK(based.code() == "base-missing");
  CHECK(based.message() ==
        "org.rapporteur.country.al 2.0.0 is based on org.rapporteur.regional 9.0.0, which is not in "
        "the store.");
  CHECK(based.hint() == "Install and enable org.rapporteur.regional 9.0.0 first.");
  CHECK(documents.Activate("org.rapporteur.country.al", "3.0.0", "ana").message() ==
        "The document org.rapporteur.country.al 3.0.0 is not in the store.");
  CHECK(documents.Put(R"({"id": "a", "version": "1"})", "ana").status().message() ==
        "The country document: the member \"country\" is missing or is not a text.");
  CHECK(*documents.ActiveCountries() == std::vector<std::string>{"RS"});
}

TEST_CASE("enabling a document registers its sources, a later version corrects them") {
  StoreFixture f;
  Sources& sources = f.store->sources();
  CHECK((*sources.Find("RS", "MED/A"))->title == "Evening paper");
  std::string corrected = TestSerbianDocument("1.1.0");
  corrected.replace(corrected.find("Evening"), 7, "Morning");
  REQUIRE(f.store->documents().Put(corrected, "ana").ok());
  REQUIRE(f.store->documents().Activate("org.rapporteur.country.rs", "1.1.0", "ana").ok());
  CHECK((*sources.Find("RS", "MED/A"))->title == "Morning paper");
  CHECK(sources.List("RS")->size() == 3);
}

TEST_CASE("sources are found by code, title and institution") {
  StoreFixture f;
  Sources& sources = f.store->sources();
  Source second;
  second.code = "MED/B";
  second.country = "RS";
  second.counted_by = "RS-CSW";
  second.title = "Evening paper";
  REQUIRE(sources.Add(second, "ana").ok());
  CHECK(sources.FindByTitle("RS", "Evening paper")->size() == 2);
  CHECK(sources.FindByTitle("AL", "Evening paper")->empty());
  CHECK((*sources.FindByTitle("RS", "Evening paper", "RS-CSW"))[0].code == "MED/B");
  second.main = true;
  REQUIRE(sources.Add(second, "ana").ok());
  CHECK(sources.FindByTitle("RS", "Evening paper")->size() == 1);

  CHECK(sources.Resolve("RS", "REG/A")->code == "REG/A");
  const Result<Source> direct = sources.Resolve("RS", "RS-MUP");
  CHECK(direct->code == "RS-MUP/direct");
  CHECK(direct->kind == "register");
  CHECK(direct->publication == "direct");
  CHECK(direct->title == "Ministry of Interior");
  const Status unknown = sources.Resolve("RS", "RS-XYZ").status();
  CHECK(unknown.message() ==
        "found 'RS-XYZ', expected the code of a source or of an institution of RS");
}

TEST_CASE("an international body is a source of several countries under one code") {
  StoreFixture f;
  Source source;
  source.code = "WB-WDI/INT-WB";
  source.counted_by = "INT-WB";
  for (const char* country : {"RS", "AL"}) {
    source.country = country;
    source.title = std::string("Population, ") + country;
    CHECK(f.store->sources().Add(source, "ana").message() == "");
  }
  CHECK((*f.store->sources().Find("RS", source.code))->title == "Population, RS");
  CHECK((*f.store->sources().Find("AL", source.code))->title == "Population, AL");
  f.Import({{"ID.02", "2017", "", "WB-WDI/INT-WB", "40"},
            {"ID.02", "2017", "", "WB-WDI/INT-WB", "50", "", "AL"}});
  CHECK(f.Query() == std::vector<std::string>{
                         "ID.02 AL 2017 WB-WDI/INT-WB 50 A; rule: only source; r1 b1:3",
                         "ID.02 RS 2017 WB-WDI/INT-WB 40 A; rule: only source; r1 b1:2"});
}

TEST_CASE("bad sources are refused") {
  StoreFixture f;
  Source source;
  const auto add = [&] { return f.store->sources().Add(source, "ana").message(); };
  CHECK(add() == "A source has no code.");
  source.code = "X/1";
  CHECK(add() == "The source 'X/1': its country is missing.");
  source.country = "RS";
  CHECK(add() == "The source 'X/1': the institution that counted is missing.");
  source.counted_by = "RS-MUP";
  source.published_on = "last year";
  CHECK(add() == "The source 'X/1': published_on: found 'last year', expected a date (2018-06-28, "
                 "2018-06 or 2018).");
  source.published_on = "2018";
  CHECK(add() == "");
  source.code = "REG/A";
  source.country = "RS";
  CHECK(add() == "The source 'REG/A' comes from the country document of RS.");
}

}  // namespace rapporteur
