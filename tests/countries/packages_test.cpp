// The packages that the build makes of the country documents.
#include <catch2/catch.hpp>
#include <filesystem>

#include "core/base/json.h"
#include "core/plugin/package.h"
#include "tests/support/program.h"

namespace rapporteur {
namespace {

TEST_CASE("each country folder becomes a package whose hashes are right") {
  struct Case {
    const char *id, *kind, *title, *document, *mapping, *sample;
  };
  const Case cases[] = {
      {"org.rapporteur.regional", "catalogue", "Regional catalogue", "regional.json",
       "mappings/published_figures.json", "samples/published_figures.csv"},
      {"org.rapporteur.country.rs", "country", "Serbia", "serbia.json",
       "mappings/czztlj_funnel.json", "samples/czztlj_2023.csv"},
  };
  for (const Case& one : cases) {
    INFO(one.id);
    const std::string folder = ProgramFolder() + "/../plugins/" + one.id + "-1.0.0";
    Result<Package> package = Package::Open(folder);
    INFO((package.ok() ? "" : package.status().message()));
    REQUIRE(package.ok());
    const Manifest& manifest = package->manifest;
    CHECK(manifest.id == one.id);
    CHECK(manifest.version == "1.0.0");
    CHECK(manifest.kind == one.kind);
    CHECK(manifest.title.In("en") == one.title);
    CHECK(manifest.publisher == "Rapporteur project");
    CHECK(manifest.licence == "MIT");
    CHECK(manifest.document == one.document);
    for (const char* file : {one.document, one.mapping, one.sample, "README.md", "CHANGELOG.md"}) {
      INFO(file);
      CHECK(manifest.files.contains(file));
    }
    CHECK(std::filesystem::exists(folder + "/" + manifest.library));
  }
}

}  // namespace
}  // namespace rapporteur
