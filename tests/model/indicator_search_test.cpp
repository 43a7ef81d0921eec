#include "core/model/indicator_search.h"

#include <catch2/catch.hpp>

#include "core/base/json.h"
#include "tests/support/program.h"

namespace rapporteur {
namespace {

// The codes that the words find, blanks between them.
std::string Found(const Catalogue& catalogue, const std::string& words) {
  IndicatorSearch search(catalogue, words);
  std::string codes;
  for (const Indicator& indicator : catalogue.indicators()) {
    if (search.Finds(indicator.newest())) codes += (codes.empty() ? "" : " ") + indicator.code;
  }
  return codes;
}

std::shared_ptr<const Catalogue> Serbia() {
  const std::string folder = SourceFolder() + "/countries/";
  const Json base = *ParseJson(ReadWholeFile(folder + "regional/regional.json"), "regional");
  const Json own = *ParseJson(ReadWholeFile(folder + "serbia/serbia.json"), "serbia");
  return *Catalogue::Build(base, &own);
}

TEST_CASE("a word is found in every script and without its marks") {
  const auto serbia = Serbia();
  const std::string found = Found(*serbia, "žrtva");
  CHECK(found.find("ID.02") != std::string::npos);
  for (const char* spelling : {"zrtva", "жртва", "ŽRTVA", "ЖРТВА", " zrtva "}) {
    INFO(spelling);
    CHECK(Found(*serbia, spelling) == found);
  }
  CHECK(found.size() < Found(*serbia, "").size());
}

TEST_CASE("codes, definitions, areas and labels of breakdowns are searched; every word must be found") {
  const auto serbia = Serbia();
  CHECK(Found(*serbia, "lf.01") == "LF.01");
  CHECK(Found(*serbia, "id.02") == "ID.02");  // though others are computed from it
  CHECK(Found(*serbia, "Konvencija rezervi sužavaju") == "LF.01");
  CHECK(Found(*serbia, "konvencija rezervi unicorn") == "");
  // The area is called so, and no indicator of it says both words itself.
  CHECK(Found(*serbia, "drzavljanstvo grupama").find("ID.02") != std::string::npos);
  CHECK(Found(*serbia, "prosjacenje").find("ID.02") != std::string::npos);
}

TEST_CASE("names of all countries are not searched") {
  CHECK(Found(*Serbia(), "Burkina") == "");
}

}  // namespace
}  // namespace rapporteur
