#include "core/draft/new_draft.h"

#include "tests/draft/drafts.h"

namespace rapporteur {
namespace {

Json DocumentOf(const NewDraft& wanted, const std::string& file) {
  Result<std::map<std::string, std::string>> files = FilesOf(wanted, RegionalDocument());
  INFO((files.ok() ? "" : files.status().message()));
  REQUIRE(files.ok());
  REQUIRE(files->contains(file));
  return *ParseJson(files->at(file), file);
}

TEST_CASE("a new draft knows the country's name, languages, numbers, dates and money") {
  const Json hr = DocumentOf({"HR", "", {}, "P", "L"}, "croatia.json");
  CHECK(hr["id"] == "org.rapporteur.country.hr");
  CHECK(hr["names"].dump() == R"({"hr":"Hrvatska","en":"Croatia"})");
  CHECK(hr["languages"].dump() == R"(["hr","en"])");
  CHECK(hr["formats"].dump() == R"({"decimal":",","group":".","date":"dd. MM. yyyy."})");
  CHECK(hr["currency"] == "EUR");
  CHECK(hr["indicators"].size() == 67);
  CHECK(hr["x_publisher"] == "P");
  CHECK(hr["x_licence"] == "L");

  const Json me = DocumentOf({"org.example.country.me", "Crna Gora", {}, "", ""}, "crna_gora.json");
  CHECK(me["id"] == "org.example.country.me");
  CHECK(me["languages"].dump() == R"(["cnr-Cyrl","cnr-Latn","en"])");
  CHECK(me["names"]["en"] == "Crna Gora");

  const Json xk = DocumentOf({"XK", "", {"sq", "sr-Cyrl"}, "", ""}, "kosovo.json");
  CHECK(xk["languages"].dump() == R"(["sq","sr-Cyrl","en"])");
}

TEST_CASE("what is no country or no language is refused") {
  const Json base = RegionalDocument();
  for (const char* id : {"", "H", "HRV", "QQ", "org.example.croatia"}) {
    INFO(id);
    const auto files = FilesOf({id, "", {}, "", ""}, base);
    REQUIRE_FALSE(files.ok());
    CHECK(files.status().code() == "bad-country");
  }
  for (const char* language : {"HR", "h", "croatian", "sr-Greek", "s1"}) {
    INFO(language);
    const auto files = FilesOf({"HR", "", {language}, "", ""}, base);
    REQUIRE_FALSE(files.ok());
    CHECK(files.status().code() == "bad-language");
  }
}

}  // namespace
}  // namespace rapporteur
