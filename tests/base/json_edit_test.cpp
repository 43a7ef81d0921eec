#include "core/base/json_edit.h"

#include <catch2/catch.hpp>

#include "core/base/json.h"
#include "core/base/json_layout.h"

namespace rapporteur {
namespace {

TEST_CASE("one member is set and every other byte stays as it is") {
  const std::string text = "{\n \"a\" : {\"en\":\"A \\\"}, x\",  \"hr\": \"B\"},\n \"list\": [ {\"c\": 1}, "
                           "{\n   \"d\": 2\n  } ],\n \"none\": {}\n}\n";
  struct Case {
    JsonPath path;
    const char *value, *from, *to;
  };
  const std::size_t second = 1;
  const Case cases[] = {
      {{"a", "hr"}, "Ć", "\"B\"", "\"Ć\""},
      {{"a", "en"}, "x", "\"A \\\"}, x\"", "\"x\""},
      {{"a", "mk"}, "C", "\"B\"}", "\"B\", \"mk\": \"C\"}"},
      {{"none", "en"}, "N", "{}", "{\"en\": \"N\"}"},
      {{"none", "x", "en"}, "N", "{}", "{\"x\": {\"en\": \"N\"}}"},
      {{"list", second, "d"}, "2", "\"d\": 2", "\"d\": \"2\""},
      {{"list", second, "e"}, "3", "\"d\": 2\n", "\"d\": 2,\n   \"e\": \"3\"\n"},
      {{"new"}, "q\"", "{}\n}", "{},\n \"new\": \"q\\\"\"\n}"},
  };
  for (const Case& one : cases) {
    INFO(one.to);
    Result<std::string> edited = WithMember(text, one.path, Json(one.value), "a.json");
    INFO((edited.ok() ? "" : edited.status().message()));
    REQUIRE(edited.ok());
    std::string expected = text;
    expected.replace(text.find(one.from), std::string(one.from).size(), one.to);
    CHECK(*edited == expected);
    CHECK(ParseJson(*edited, "edited").ok());
  }
}

TEST_CASE("a place that is not there, and can't be made, is refused") {
  const std::string text = R"({"list": [{"c": 1}], "s": "t"})";
  const std::size_t third = 2, first = 0;
  for (const JsonPath& path : {JsonPath{"list", third, "c"}, JsonPath{"s", "x"}, JsonPath{"list", "c"},
                               JsonPath{"other", first}}) {
    CHECK_FALSE(WithMember(text, path, Json("x"), "a.json").ok());
  }
  CHECK(WithMember(text, {"list", third, "c"}, Json("x"), "a.json").status().message() ==
        "a.json, list[2].c: the document has no such place.");
}

TEST_CASE("a document is laid out with what fits on one line") {
  const Json json = *ParseJson(R"({"a":{"b":[1,2],"c":{}},"long":["aaaaaaaaaa","bbbbbbbbbb"],"e":[]})", "t");
  CHECK(LaidOut(json, 30) ==
        "{\n \"a\": {\"b\": [1, 2], \"c\": {}},\n \"long\": [\n  \"aaaaaaaaaa\",\n  \"bbbbbbbbbb\"\n ],\n "
        "\"e\": []\n}\n");
  CHECK(*ParseJson(LaidOut(json, 5), "again") == json);
}

}  // namespace
}  // namespace rapporteur
