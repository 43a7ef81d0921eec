#include "core/base/schema.h"

#include <catch2/catch.hpp>

#include "core/base/json.h"

namespace rapporteur {
namespace {

Json Parsed(const std::string& text) {
  Result<Json> json = ParseJson(text, "test");
  REQUIRE(json.ok());
  return *json;
}

Schema Read(const std::string& text) {
  Result<Schema> schema = Schema::Read(Parsed(text), "the test's schema");
  REQUIRE(schema.ok());
  return *schema;
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

constexpr const char* kSchema = R"({
 "type": "object",
 "properties": {
  "name": {"type": "string", "minLength": 1},
  "kind": {"enum": ["annual", "monthly", "once"]},
  "fixed": {"const": "x/1"},
  "code": {"$ref": "#/definitions/code"},
  "free": {"type": "string", "pattern": "^[a-z]+$"},
  "size": {"type": "integer", "minimum": 1, "maximum": 9},
  "list": {"type": "array", "items": {"type": "number"}, "minItems": 1, "uniqueItems": true},
  "pair": {"type": "array", "items": {"type": "string"}, "minItems": 2, "maxItems": 2},
  "label": {"anyOf": [{"type": "string"}, {"$ref": "#/definitions/text"}]},
  "review": {"anyOf": [{"enum": ["needed"]}, {"type": "array", "items": {"type": "string"}}]},
  "skip": {"type": "object", "properties": {"equals": {}, "empty": {}}, "additionalProperties": false,
           "oneOf": [{"required": ["equals"]}, {"required": ["empty"]}]},
  "rule": {"type": "object", "anyOf": [{"required": ["parts"]}, {"required": ["equal"]}, {"required": ["off"]}]}
 },
 "patternProperties": {"^x_": {}},
 "additionalProperties": false,
 "if": {"properties": {"kind": {"const": "once"}}, "required": ["kind"]},
 "then": {"required": ["code", "name"], "not": {"required": ["size"]}},
 "definitions": {
  "code": {"description": "a code such as ID.02", "type": "string", "pattern": "^[A-Z]{2}[.][0-9]{2}$"},
  "text": {"description": "a text by language", "type": "object",
           "x_members": "a language tag",
           "patternProperties": {"^[a-z]{2}$": {"type": "string"}}, "additionalProperties": false}
 }
})";

TEST_CASE("a document that fits its schema has no faults") {
  const Schema schema = Read(kSchema);
  CHECK(Messages(schema.Check(
            Parsed(R"({"name": "a", "kind": "annual", "code": "ID.02", "size": 3, "list": [1, 2.5],
                       "label": {"en": "x"}, "review": ["name"], "x_own": {"any": 1},
                       "skip": {"empty": true}, "rule": {"off": true}})"),
            "f.json")) == Texts{});
}

TEST_CASE(
    "what does not fit the schema is told with the place, what was found and what was expected") {
  const Schema schema = Read(kSchema);
  struct Case {
    const char* document;
    Texts messages;
  };
  const Case cases[] = {
      {R"([1])", {"f.json: found a list of 1 item, expected an object."}},
      {R"({"name": 12})", {"f.json, name: found 12, expected a text."}},
      {R"({"name": ""})", {"f.json, name: found '', expected a text that is not empty."}},
      {R"({"kind": "anual"})",
       {"f.json, kind: found 'anual', expected 'annual', 'monthly' or 'once'. [Did you mean "
        "'annual'?]"}},
      {R"({"fixed": "x/2"})", {"f.json, fixed: found 'x/2', expected 'x/1'."}},
      {R"({"code": "ID-2"})", {"f.json, code: found 'ID-2', expected a code such as ID.02."}},
      {R"({"free": "A"})", {"f.json, free: found 'A', expected a text of the form ^[a-z]+$."}},
      {R"({"size": 0})", {"f.json, size: found 0, expected at least 1."}},
      {R"({"size": 10})", {"f.json, size: found 10, expected at most 9."}},
      {R"({"size": 1.5})", {"f.json, size: found 1.5, expected a whole number."}},
      {R"({"list": []})",
       {"f.json, list: found a list of 0 items, expected a list of at least 1 item."}},
      {R"({"list": [1, "a", 1]})",
       {"f.json, list: the items [0] and [2] are the same (1), expected each once.",
        "f.json, list[1]: found 'a', expected a number."}},
      {R"({"pair": ["a"]})",
       {"f.json, pair: found a list of 1 item, expected a list of at least 2 items."}},
      {R"({"label": 3})", {"f.json, label: found 3, expected a text or a text by language."}},
      {R"({"label": {"en": 3}})", {"f.json, label.en: found 3, expected a text."}},
      {R"({"label": {"english": "x"}})",
       {"f.json, label: the member 'english' is unknown, expected a language tag."}},
      {R"({"review": "need"})",
       {"f.json, review: found 'need', expected 'needed' or a list. [Did you mean 'needed'?]"}},
      {R"({"review": [1]})", {"f.json, review[0]: found 1, expected a text."}},
      {R"({"skip": {}})", {"f.json, skip: one of the members 'equals' or 'empty' must be there."}},
      {R"({"skip": {"equals": 1, "empty": 1}})",
       {"f.json, skip: the members 'equals' and 'empty' exclude each other, expected one of "
        "them."}},
      {R"({"rule": {}})",
       {"f.json, rule: one of the members 'parts', 'equal' or 'off' must be there."}},
      {R"({"kind": "once"})", {"f.json: the members 'code' and 'name' are missing."}},
      {R"({"kind": "once", "code": "ID.02"})", {"f.json: the member 'name' is missing."}},
      {R"({"kind": "once", "code": "ID.02", "name": "a", "size": 2})",
       {"f.json: the member 'size' must not be there."}},
  };
  for (const Case& one : cases) {
    INFO(one.document);
    CHECK(Messages(schema.Check(Parsed(one.document), "f.json")) == one.messages);
  }
}

TEST_CASE("every unknown member is told, with the one that may be meant") {
  const Schema schema = Read(kSchema);
  const std::vector<DocumentFault> faults =
      schema.Check(Parsed(R"({"nane": "a", "zzzzzz": 1})"), "f.json");
  REQUIRE(faults.size() == 2);
  CHECK(
      faults[0].message ==
      "f.json: the member 'nane' is unknown, expected one of name, kind, fixed, code, free, size, "
      "list, pair, label, review, skip and rule.");
  CHECK(faults[0].hint == "Did you mean 'name'?");
  CHECK(faults[1].found == "'zzzzzz'");
  CHECK(faults[1].hint.empty());
}

TEST_CASE("faults come in the order of the document and stop after twenty") {
  const Schema schema = Read(R"({"type": "array", "items": {"type": "string"}})");
  Json document = Json::array();
  for (int i = 0; i < 30; ++i) document.push_back(i);
  const std::vector<DocumentFault> faults = schema.Check(document, "f.json");
  REQUIRE(faults.size() == 20);
  CHECK(faults.front().message == "f.json, [0]: found 0, expected a text.");
  CHECK(faults.back().path == "[19]");
}

TEST_CASE("a text that could exhaust the matcher of patterns is refused before it is matched") {
  const Schema schema =
      Read(R"({"properties": {"a": {"type": "string", "pattern": "^[a-z ]+$"}}})");
  Json document;
  document["a"] = std::string(8000, 'a');
  CHECK(schema.Check(document, "f.json").empty());
  document["a"] = std::string(8001, 'a');
  CHECK(Messages(schema.Check(document, "f.json")) ==
        Texts{"f.json, a: the text or the name of a member is too long, expected at most 8,000 "
              "bytes."});
}

TEST_CASE("a schema that is none says so") {
  Result<Schema> schema = Schema::Read(Parsed(R"({"type": "strnig"})"), "my schema");
  REQUIRE_FALSE(schema.ok());
  CHECK(schema.status().code() == "invalid-schema");
  CHECK(schema.status().message().starts_with("my schema is not a JSON Schema: "));
}

TEST_CASE("a document is checked against the schema that it names") {
  CHECK(
      Messages(CheckDocument(Parsed(R"({"document": "contry/1"})"), "f.json")) ==
      Texts{"f.json, document: found 'contry/1', expected 'country/1' or 'mapping/1'. [The member "
            "says what kind of document it is.]"});
  CHECK(
      Messages(CheckDocument(Parsed(R"({})"), "f.json")) ==
      Texts{
          "f.json, document: found nothing, expected 'country/1' or 'mapping/1'. [The member says "
          "what kind of document it is.]"});
  CHECK(
      Messages(CheckDocument(
          Parsed(R"({"document": "mapping/1", "name": "a", "version": 1, "rows": "persons",
                       "read": {"plugin": "p"}, "columns": {"Year": {"from": "Y"}}})"),
          "m.json")) ==
      Texts{"m.json: the member 'count' is missing.",
            "m.json, columns: the member 'Year' is unknown, expected a column of the vocabulary, a "
            "dimension or *."});
}

TEST_CASE("many faults become one status that says how many more there are") {
  CHECK(AsStatus({}).ok());
  const std::vector<DocumentFault> faults = {{"a", "1", "2", "First.", "Do this."},
                                             {"b", "", "", "Second.", ""},
                                             {"c", "", "", "Third.", ""}};
  const Status status = AsStatus(faults);
  CHECK(status.code() == "invalid-document");
  CHECK(status.message() == "First. There are 2 more faults.");
  CHECK(status.hint() == "Do this.");
}

}  // namespace
}  // namespace rapporteur
