#include "core/plugin/manifest.h"

#include <catch2/catch.hpp>

#include "core/base/json.h"

namespace rapporteur {
namespace {

constexpr const char* kGood = R"({"manifest": 1, "id": "org.example.police-report",
 "version": "1.0.0", "kind": "importer", "title": {"en": "Police"}, "publisher": "Example Org",
 "licence": "MIT", "abi": {"major": 1, "needs_minor": 0}, "input": "text",
 "reads": [{"extension": "CSV"}],
 "options": {"separator": {"type": "string", "enum": [";", ","], "default": ";"},
             "header_row": {"type": "integer", "default": 1}},
 "files": {"police_report.so": "sha256:00", "samples/ok.csv": "sha256:11"}})";

Json Good() { return *ParseJson(kGood, "manifest.json"); }

TEST_CASE("a manifest says what a plugin is before its code runs") {
  Result<Manifest> m = Manifest::Read(Good(), "manifest.json");
  REQUIRE(m.ok());
  CHECK(m->id == "org.example.police-report");
  CHECK(m->library == "police_report.so");
  CHECK(m->extensions == std::vector<std::string>{"csv"});
  CHECK(m->input == "text");
}

TEST_CASE("a manifest that is wrong is refused with the member named") {
  struct Case {
    const char* member;
    Json value;
    const char* message;
  };
  const Case cases[] = {
      {"manifest", 2, "manifest.json, manifest: found '2', expected 1."},
      {"id", "Police", "manifest.json, id: found 'Police', expected a reverse domain in lower case "
                       "such as org.example.police-report."},
      {"version", "1.0", "manifest.json, version: found '1.0', expected a version of three numbers "
                         "such as 1.4.2."},
      {"kind", "tool", "manifest.json, kind: found 'tool', expected importer, exporter, country or "
                       "catalogue."},
      {"files", Json::parse(R"({"../x.so": "sha256:00"})"),
       "manifest.json, files: found '../x.so', expected a path inside the package."},
      {"files", Json::parse(R"({"/etc/x.so": "sha256:00"})"),
       "manifest.json, files: found '/etc/x.so', expected a path inside the package."},
      {"files", Json::parse(R"({"README.md": "sha256:00"})"),
       "manifest.json, files: no plugin library (a file NAME.so) is listed."},
  };
  for (const Case& c : cases) {
    Json json = Good();
    json[c.member] = c.value;
    Result<Manifest> m = Manifest::Read(json, "manifest.json");
    REQUIRE_FALSE(m.ok());
    CHECK(m.status().message() == c.message);
  }
}

TEST_CASE("options: the command line stands above the mapping, the mapping above the default") {
  Manifest m = *Manifest::Read(Good(), "manifest.json");
  Result<Json> options = ResolveOptions(m, {Json{{"separator", ","}}, Json{{"header_row", "3"}}});
  REQUIRE(options.ok());
  CHECK(options->dump() == R"({"separator":",","header_row":3})");
}

TEST_CASE("an option that is unknown or not allowed is refused with what is allowed") {
  Manifest m = *Manifest::Read(Good(), "manifest.json");
  Result<Json> r = ResolveOptions(m, {Json{{"separatr", ","}}});
  REQUIRE_FALSE(r.ok());
  CHECK(r.status().message() == "The option 'separatr' is not known to org.example.police-report; it "
                                "knows separator and header_row.");
  r = ResolveOptions(m, {Json{{"separator", "|"}}});
  REQUIRE_FALSE(r.ok());
  CHECK(r.status().message() == "The option 'separator' of org.example.police-report: found \"|\", "
                                "expected one of \";\", \",\".");
  r = ResolveOptions(m, {Json{{"header_row", "two"}}});
  REQUIRE_FALSE(r.ok());
  CHECK(r.status().message() == "The option 'header_row' of org.example.police-report: found \"two\", "
                                "expected a value of type integer.");
}

}  // namespace
}  // namespace rapporteur
