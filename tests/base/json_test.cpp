#include "core/base/json.h"

#include <catch2/catch.hpp>

namespace rapporteur {
namespace {

TEST_CASE("JSON that cannot be read is refused with line and column") {
  Result<Json> r = ParseJson("{\n  \"a\": 1,\n  \"b\" 2\n}", "x.json");
  REQUIRE_FALSE(r.ok());
  CHECK(r.status().message() == "x.json, line 3, column 7: this is not valid JSON.");
}

TEST_CASE("a member that appears twice is refused, for one of the two would be lost") {
  Result<Json> r = ParseJson(R"({"a": {"b": 1, "b": 2}})", "x.json");
  REQUIRE_FALSE(r.ok());
  CHECK(r.status().message() == "x.json: the member \"b\" appears twice in one object.");
}

TEST_CASE("members keep the order they were written in") {
  Result<Json> r = ParseJson(R"({"z": 1, "a": 2})", "x.json");
  REQUIRE(r.ok());
  CHECK(r->dump() == R"({"z":1,"a":2})");
}

TEST_CASE("a text that is not UTF-8 is written as U+FFFD and never stops the program") {
  Json json;
  json["file"] = "Ni\x9A.csv";
  CHECK(DumpJson(json) == "{\"file\":\"Ni\xEF\xBF\xBD.csv\"}");
  CHECK(DumpJson(json, 2) == "{\n  \"file\": \"Ni\xEF\xBF\xBD.csv\"\n}");
}

}  // namespace
}  // namespace rapporteur
