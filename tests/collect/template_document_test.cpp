#include "core/collect/template_document.h"

#include <catch2/catch.hpp>
#include <set>

#include "core/base/fd.h"
#include "core/base/json.h"
#include "core/import/template_cells.h"
#include "tests/collect/asked_country.h"

namespace rapporteur {
namespace {

using Words = std::vector<std::string>;

Json Template(const Catalogue& catalogue, const std::string& institution,
              const std::string& period = "2024", const std::string& language = "",
              const EarlierValues& earlier = {}) {
  Result<Json> document =
      BuildTemplate(catalogue, {catalogue.country(), institution, period, language}, earlier);
  INFO((document.ok() ? "" : document.status().message()));
  REQUIRE(document.ok());
  return *document;
}

Words RowTexts(const Json& document) {
  Words rows;
  for (const Json& row : document["data"]["rows"]) {
    std::string text = row["kind"];
    for (const Json& cell : row["cells"]) text += "|" + cell.get<std::string>();
    rows.push_back(text);
  }
  return rows;
}

bool Holds(const Words& list, const std::string& item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

TEST_CASE("a template has a row for each cell, its codes filled in, its value left open") {
  const Json document = Template(*AskedCountry(), "RS-CZZTLJ");
  CHECK(document["format"] == "template/1");
  CHECK(document["title"] == "Request for data: Centre for Victims");
  CHECK(document["mark"]["text"] ==
        "rapporteur-template/1 RS RS-CZZTLJ 2024 en org.rapporteur.country.rs 1.0.0 19");
  Words headers;
  for (const Json& column : document["data"]["columns"]) headers.push_back(column["header"]);
  CHECK(headers ==
        Words{"Code of the indicator [indicator]", "Period [period]", "What is asked [info]",
              "Breakdown [*]", "Value [value]", "Why there is no value [status]", "Note [note]",
              "Reported before [info]", "Territory [territory]", "Definition [definition]",
              "Country [country]", "Source [source]",
              "rapporteur-template/1 RS RS-CZZTLJ 2024 en org.rapporteur.country.rs 1.0.0 19 "
              "[template]"});
  const std::string codes1 = "|RS|RS:ID.01@1|RS|RS-CZZTLJ|1.0.0";
  const std::string codes3 = "|RS:ID.03@1|RS|RS-CZZTLJ|1.0.0";
  Words expected = {
      "total|ID.01|2024|How many were identified?|_T|||||" + codes1.substr(1),
      "part|ID.01|2024|Sex: female|sex=F|||||" + codes1.substr(1),
      "part|ID.01|2024|Sex: male|sex=M|||||" + codes1.substr(1),
      "part|ID.01|2024|Form: labour|form=LAB|||||" + codes1.substr(1),
      "part|ID.01|2024|Form: of which: begging|form=LAB.BEG|||||" + codes1.substr(1),
      "crossing|ID.01|2024|Form: labour · Sex: female|form=LAB; sex=F|||||" + codes1.substr(1),
      "total|ID.03|2024|From where?|_T|||||RS" + codes3};
  for (int i = 0; i < kOpenRows; ++i) {
    expected.push_back(
        "open|ID.03|2024|Citizenship: choose the code in the next column|citizenship=?|||||RS" +
        codes3);
  }
  expected.push_back("territory|ID.03|2024|Territory: Vojvodina|_T|||||RS-VO" + codes3);
  expected.push_back("territory|ID.03|2024|Territory: of which: North Bačka|_T|||||RS-01" + codes3);
  CHECK(RowTexts(document) == expected);
  CHECK(document["data"]["rows"][0]["counted"] ==
        "Unit: persons. What is counted: person. Status of the persons: identified.");
  CHECK(document["warnings"] == Json::array());
}

TEST_CASE("what may be written as a value follows from the definition") {
  const Json document = Template(*AskedCountry(), "RS-MUP");
  std::map<std::string, Json> rules;
  for (const Json& row : document["data"]["rows"]) {
    rules[row["cells"][0]] = document["data"]["rules"][row["rule"].get<std::size_t>()];
  }
  CHECK(rules["ID.04"]["type"] == "whole");
  CHECK(rules["ID.04"]["min"] == 0);
  CHECK(rules["ID.04"]["max"].is_null());
  CHECK(rules["ID.04"]["error"] ==
        "Expected: a whole number of at least 0. If there is no number, leave the cell blank and "
        "choose the reason beside it.");
  CHECK(rules["ID.05"] == Json{{"type", "text"}});
  CHECK(rules["ID.06"] == Json{{"type", "list"}, {"allowed", {"0", "1"}}});
}

TEST_CASE("the instructions name the law, the time limit, the statuses and each definition") {
  const Json document = Template(*AskedCountry(), "RS-CZZTLJ");
  Words texts;
  for (const Json& block : document["help"]["blocks"]) texts.push_back(block["text"]);
  for (const char* expected :
       {"Institution: Centre for Victims", "Country: Serbia", "Period: 2024",
        "Legal basis: Freedom of Information Act, art. 16", "Time limit in calendar days: 15",
        "If you do not keep these data, please say so and name the body that does: choose “L – Not "
        "collected” and write the name into the note.",
        "Please write no personal data: no names, no dates of birth, no personal or case numbers. A "
        "file in which they are found is refused as a whole.",
        "Q: Hidden", "0: a zero that the source states", "Value: The number as your records have it.",
        "ID.01: Persons with a decision."}) {
    INFO(expected);
    CHECK(Holds(texts, expected));
  }
  const Json& lists = document["codes"]["lists"];
  CHECK(lists[0]["items"] == Json{"L – Not collected", "Q – Hidden", "_R – Refused", "O – Missing",
                                  "P – Provisional"});
  CHECK(lists[1]["items"] == Json{"sex=F female", "sex=M male"});
  CHECK(lists[3]["items"].size() == 50);
}

TEST_CASE("what the institution gave before is shown, in the words of a reader") {
  Observation number, missing, other;
  number.value.number = 1234;
  missing.value.status = "L";
  const EarlierValues earlier = {{{{"RS", "ID.01", "RS", ""}, "2023"}, number},
                                 {{{"RS", "ID.01", "RS", "sex=F"}, "2023"}, missing},
                                 {{{"RS", "ID.01", "RS", "sex=M"}, "2022"}, number}};
  const Json document = Template(*AskedCountry(), "RS-CZZTLJ", "2024", "", earlier);
  const Json& rows = document["data"]["rows"];
  CHECK(rows[0]["cells"][7] == "1,234 (2023)");
  CHECK(rows[1]["cells"][7] == "Not collected (2023)");
  CHECK(rows[2]["cells"][7] == "");  // two years before
}

TEST_CASE("a changed document gives a changed template") {
  const Words before = RowTexts(Template(*AskedCountry(), "RS-CZZTLJ"));
  Json document = AskedCountryDocument();
  document["version"] = "1.1.0";
  Json& version = document["indicators"][0]["versions"][0];
  version["decision"] = "adapted";
  version["dimensions"] = {"sex"};
  version["question"] = {{"en", "How many were found?"}};
  const Json after = Template(*AskedCountry(document), "RS-CZZTLJ");
  CHECK(before.size() == 19);
  CHECK(RowTexts(after).size() == 16);
  CHECK(after["data"]["rows"][0]["cells"][2] == "How many were found?");
  CHECK(after["mark"]["text"] ==
        "rapporteur-template/1 RS RS-CZZTLJ 2024 en org.rapporteur.country.rs 1.1.0 16");
  document["access_to_information"] = nullptr;
  document.erase("access_to_information");
  CHECK(Template(*AskedCountry(document), "RS-CZZTLJ")["warnings"][0] ==
        "The country's document names no law on access to information, so the template has no legal "
        "basis and no time limit.");
}

TEST_CASE("a template that can't be is refused with what was expected") {
  struct Case {
    TemplateRequest request;
    const char *code, *message;
  };
  const Case cases[] = {
      {{"RS", "RS-XX", "2024", ""},
       "unknown-institution",
       "found 'RS-XX', expected the code of an institution of RS."},
      {{"RS", "RS-MUP", "2024", "sq"},
       "unknown-language",
       "There is no template in 'sq' for RS, expected en."},
      {{"RS", "RS-MUP", "20244", ""}, "bad-period", nullptr},
      {{"RS", "RS-MUP", "1950:2024", ""},
       "bad-period",
       "--period: found '1950:2024', expected at most thirty years: 2024 or 2022:2024."},
      {{"RS", "RS-CZZTLJ", "1999", ""},
       "nothing-asked",
       "No indicator of RS is asked from RS-CZZTLJ in 1999."}};
  const auto catalogue = AskedCountry();
  for (const Case& c : cases) {
    const Result<Json> document = BuildTemplate(*catalogue, c.request, {});
    REQUIRE_FALSE(document.ok());
    CHECK(document.status().code() == c.code);
    if (c.message != nullptr) CHECK(document.status().message() == c.message);
  }
}

// The real documents.
std::vector<std::shared_ptr<const Catalogue>> Countries() {
  const auto read = [](const std::string& path) {
    const std::string file = std::string(RAPPORTEUR_COUNTRIES) + "/" + path;
    return *ParseJson(*ReadFile(file, 16u << 20), path);
  };
  const Json regional = read("regional/regional.json");
  std::vector<std::shared_ptr<const Catalogue>> countries;
  for (const char* path : {"albania/albania.json", "bosnia_and_herzegovina/bosnia_and_herzegovina.json",
                           "montenegro/montenegro.json", "north_macedonia/north_macedonia.json",
                           "serbia/serbia.json"}) {
    const Json document = read(path);
    countries.push_back(*Catalogue::Build(regional, &document));
  }
  return countries;
}

// Every sentence of the interface in English, to find those that were not translated.
std::set<std::string> EnglishTexts(const Catalogue& catalogue, const std::string& institution) {
  const Json english = Template(catalogue, institution, "2024", "en");
  std::set<std::string> texts;
  for (const Json& column : english["data"]["columns"]) {
    texts.insert(column["label"].get<std::string>());
    texts.insert(column["help"].get<std::string>());
  }
  for (const Json& block : english["help"]["blocks"]) texts.insert(block["text"].get<std::string>());
  for (const Json& rule : english["data"]["rules"]) {
    if (rule.contains("error")) texts.insert(rule["error"].get<std::string>());
  }
  for (const char* part : {"data", "help", "codes"}) texts.insert(english[part]["name"].get<std::string>());
  texts.insert(english["title"].get<std::string>());
  texts.erase("");
  return texts;
}

TEST_CASE("no template of the five countries has an untranslated text, in any of its languages") {
  std::size_t templates = 0;
  for (const auto& catalogue : Countries()) {
    for (const Institution& institution : catalogue->institutions()) {
      if (CellsAskedOf(*catalogue, institution.code, *ParsePeriodRange("2024")).empty()) continue;
      const std::set<std::string> english = EnglishTexts(*catalogue, institution.code);
      for (const std::string& language : catalogue->languages()) {
        INFO(institution.code << " " << language);
        const Json document = Template(*catalogue, institution.code, "2024", language);
        ++templates;
        CHECK(document["warnings"].size() == 1);  // the law awaits review, nothing is in English
        if (language == "en") continue;
        const std::string mark = document["mark"]["text"];
        for (const Json& column : document["data"]["columns"]) {
          // "Period" is the same word in Serbian.
          if (column["name"] == "template" || column["label"] == "Period") continue;
          CHECK_FALSE(english.contains(column["label"].get<std::string>()));
          CHECK_FALSE(english.contains(column["help"].get<std::string>()));
        }
        for (const Json& block : document["help"]["blocks"]) {
          const std::string text = block["text"];
          INFO(text);
          // "Country: Albania" may be the same sentence in two languages; a longer one is not.
          if (text.size() > 40) CHECK_FALSE(english.contains(text));
        }
        for (const Json& rule : document["data"]["rules"]) {
          if (rule.contains("error")) CHECK_FALSE(english.contains(rule["error"].get<std::string>()));
        }
      }
    }
  }
  CHECK(templates > 300);
}

}  // namespace
}  // namespace rapporteur
