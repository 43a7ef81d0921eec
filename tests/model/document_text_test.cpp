#include "core/model/document_text.h"

#include <catch2/catch.hpp>

#include "core/base/fd.h"
#include "core/base/json.h"
#include "core/base/json_layout.h"
#include "tests/support/shared_data.h"

namespace rapporteur {
namespace {

TEST_CASE("a country document is written as it stands in the tree, byte for byte") {
  for (const char* name : {"albania", "bosnia_and_herzegovina", "montenegro", "north_macedonia",
                           "serbia"}) {
    INFO(name);
    const Result<std::string> text =
        ReadFile(TestData("../../countries/" + std::string(name) + "/" + name + ".json"));
    REQUIRE(text.ok());
    const Result<Json> document = ParseJson(*text, name);
    REQUIRE(document.ok());
    CHECK(DocumentText(*document) == *text);
  }
}

TEST_CASE("what is short stands on one line, everything else on lines of its own") {
  struct Case {
    const char* json;
    const char* text;
  };
  const Case cases[] = {
      {R"({"a":1,"b":{"c":"ж","d":[]}})", "{\n \"a\": 1,\n \"b\": {\"c\": \"ж\", \"d\": []}\n}\n"},
      {R"({"list":[{"code":"A","n":{"en":"a"}},{"version":1}]})",
       "{\n \"list\": [\n  {\"code\": \"A\", \"n\": {\"en\": \"a\"}},\n  {\"version\": 1}\n ]\n}\n"},
      {R"({"a":{"b":{"c":{}}}})", "{\n \"a\": {\n  \"b\": {\"c\": {}}\n }\n}\n"},
      {"[]", "[]\n"},
  };
  for (const Case& one : cases) {
    CHECK(DocumentText(*ParseJson(one.json, "test")) == one.text);
  }
}

TEST_CASE("a changed draft keeps the layout of drafts") {
  const Json was = *ParseJson(R"({"a": {"b": {"c": {}}}})", "test");
  const Json now = *ParseJson(R"({"a": {"b": {"c": {"d": 1}}}})", "test");
  CHECK(InLayoutOf(LaidOut(was), was, now) == "{\n \"a\": {\"b\": {\"c\": {\"d\": 1}}}\n}\n");
  CHECK(InLayoutOf("{}", was, now) == DocumentText(now));
}

}  // namespace
}  // namespace rapporteur
