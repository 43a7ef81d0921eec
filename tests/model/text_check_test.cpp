#include "core/model/text_check.h"

#include <catch2/catch.hpp>

#include "core/base/fd.h"
#include "core/base/hash.h"
#include "core/base/json.h"
#include "core/model/translation.h"
#include "tests/support/shared_data.h"

namespace rapporteur {
namespace {

std::string Text(const std::string& relative) {
  Result<std::string> text = ReadFile(TestData("../../countries/" + relative));
  REQUIRE(text.ok());
  return *text;
}

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

// All messages, with the hint in brackets where there is one.
std::vector<std::string> Messages(const std::vector<DocumentFault>& faults) {
  std::vector<std::string> messages;
  for (const DocumentFault& fault : faults) {
    messages.push_back(fault.message + (fault.hint.empty() ? "" : " [" + fault.hint + "]"));
  }
  return messages;
}

using Texts = std::vector<std::string>;

struct Serbia {
  Json base = Parsed(Text("regional/regional.json"));
  Json document = Parsed(Text("serbia/serbia.json"));
  std::shared_ptr<const Catalogue> catalogue = Built(base, &document);
};

TEST_CASE("letters that look like those of another script are found, with their word") {
  const Serbia serbia;
  struct Case {
    const char* language;
    const char* text;
    Texts messages;
  };
  const Case cases[] = {
      {"sr-Cyrl", "Жртва трговине људима, 5 % (ID.02, RS-MUP, LAB.BEG) – {found}.", {}},
      {"sr-Cyrl", "У енглеским текстовима CPTV, CPTV-а.", {}},
      {"sr-Cyrl",
       "Cрбија",
       {"f.json, title.sr-Cyrl: the word 'Cрбија' mixes Cyrillic with the Latin 'C'. [Letters that "
        "look "
        "alike sort and are found as others; write the word anew.]"}},
      {"sr-Cyrl",
       "отац a мајка",
       {"f.json, title.sr-Cyrl: the Latin word 'a' stands in a Cyrillic text. [Write it in "
        "Cyrillic, or "
        "name it in \"latin_words\" where it is meant.]"}},
      {"sr-Cyrl",
       "жртвы",
       {"f.json, title.sr-Cyrl: the word 'žrtvы' keeps Cyrillic letters when written in Latin. [A "
        "letter of it is none of the language's alphabet.]"}},
      {"sr-Latn", "žrtva", {}},
      {"sr-Latn",
       "žrtvа",
       {"f.json, title.sr-Latn: the word 'žrtvа' has Cyrillic letters in a text in sr-Latn."}},
      {"en", "Тhe", {"f.json, title.en: the word 'Тhe' has Cyrillic letters in a text in en."}},
      {"mk", "жртва на трговија", {}},
      {"mk",
       "ѓ a",
       {"f.json, title.mk: the Latin word 'a' stands in a Cyrillic text. [Write it in Cyrillic, or "
        "name "
        "it in \"latin_words\" where it is meant.]"}},
  };
  for (const Case& one : cases) {
    INFO(one.text);
    Json document;
    document["latin_words"] = {"CPTV"};
    document["title"][one.language] = one.text;
    CHECK(Messages(CheckLetters(document, *serbia.catalogue, "f.json")) == one.messages);
  }
}

TEST_CASE("names of other systems are not taken for texts") {
  const Serbia serbia;
  const Json document = Parsed(R"({"codes": [{"maps_to": {"mk": "latin", "en": "ћ"}}]})");
  CHECK(Messages(CheckLetters(document, *serbia.catalogue, "f.json")) == Texts{});
}

TEST_CASE("the real documents are complete in their languages and letters") {
  const Serbia serbia;
  const auto regional = Built(serbia.base, nullptr);
  CHECK(Messages(CheckLetters(serbia.base, *regional, "regional.json")) == Texts{});
  CHECK(Messages(CheckLanguages(serbia.base, *regional, "regional.json")) == Texts{});
  CHECK(Messages(CheckLetters(serbia.document, *serbia.catalogue, "serbia.json")) == Texts{});
  CHECK(Messages(CheckLanguages(serbia.document, *serbia.catalogue, "serbia.json")) == Texts{});
  CHECK(Messages(StaleTranslations(serbia.document, *serbia.catalogue, "serbia.json")) == Texts{});
}

TEST_CASE("a text that is missing in a language of the country is told") {
  Serbia serbia;
  serbia.document["territories"][0]["name"].erase("sr-Cyrl");
  for (Json& entry : serbia.document["indicators"]) {
    if (entry["code"] == "LF.02")
      entry["versions"][0]["question"] = Parsed(R"({"en": {"from": "base"}})");
  }
  const auto catalogue = Built(serbia.base, &serbia.document);
  CHECK(Messages(CheckLanguages(serbia.document, *catalogue, "s.json")) ==
        Texts{"s.json, territory RS11: there is no text in sr-Cyrl.",
              "s.json, territory RS11: there is no text in sr-Latn.",
              "s.json, LF.02, version 1, question: there is no text in sr-Cyrl.",
              "s.json, LF.02, version 1, question: there is no text in sr-Latn."});
}

TEST_CASE("a translation is stale once its English has changed, and only that one") {
  Serbia serbia;
  for (Json& entry : serbia.base["indicators"]) {
    if (entry["code"] == "LF.01") entry["versions"][0]["question"]["en"] = "Is it in force?";
  }
  const auto catalogue = Built(serbia.base, &serbia.document);
  CHECK(
      Messages(StaleTranslations(serbia.document, *catalogue, "s.json")) ==
      Texts{
          "s.json, LF.01/1/question/sr-Cyrl: the English text has changed since it was translated. "
          "[Read the translation again, then record it with --write-translated.]"});
  serbia.document["translated"] = Json::object();
  const std::vector<Translation> all = TranslationsOf(serbia.document, *catalogue);
  CHECK(Messages(StaleTranslations(serbia.document, *catalogue, "s.json")) ==
        Texts{"s.json, translated: there is no record of the source of " +
              std::to_string(all.size()) +
              " translations. [Record what they were made from with --write-translated.]"});
  CHECK(all.front().key == "LF.01/1/question/sr-Cyrl");
  CHECK(all.front().source == Sha256("Is it in force?"));
}

TEST_CASE("the record of translations is written without touching the rest of the document") {
  const Serbia serbia;
  const std::string text = Text("serbia/serbia.json");
  Result<std::string> again = WithTranslated(text, serbia.document, *serbia.catalogue, "s.json");
  REQUIRE(again.ok());
  CHECK(*again == text);
  const std::size_t begin = text.find("\"translated\": {"), end = text.find('}', begin);
  const std::string empty = text.substr(0, begin) + "\"translated\": {}" + text.substr(end + 1);
  Result<std::string> written = WithTranslated(empty, Parsed(empty), *serbia.catalogue, "s.json");
  REQUIRE(written.ok());
  CHECK(*written == text);
  Result<std::string> refused = WithTranslated("{}", serbia.document, *serbia.catalogue, "s.json");
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.status().message() ==
        "s.json: there is no member \"translated\" on a line of its own, indented by one blank.");
}

}  // namespace
}  // namespace rapporteur
