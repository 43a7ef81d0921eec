#include "core/draft/pack_draft.h"

#include "core/plugin/package.h"
#include "tests/draft/drafts.h"

namespace rapporteur {
namespace {

std::string Carrier() { return ProgramFolder() + "/../carrier/carrier.so"; }

TEST_CASE("a draft becomes a package whose hashes are right, the same bytes each time") {
  const DraftFolder folder;
  WriteWholeFile(folder.temp / "samples/.~lock.example.csv#", "left by a spreadsheet program");
  WriteWholeFile(folder.temp / "notes.txt", "not of the package");
  const TempDir target;
  Result<std::string> packed = PackDraft(folder.Open(), Carrier(), target.path());
  INFO((packed.ok() ? "" : packed.status().message()));
  REQUIRE(packed.ok());
  CHECK(*packed == target / "org.rapporteur.country.hr-0.1.0");
  Result<Package> package = Package::Open(*packed);
  REQUIRE(package.ok());
  CHECK(package->manifest.kind == "country");
  CHECK(package->manifest.library == "carrier.so");
  CHECK(package->manifest.document == "croatia.json");
  CHECK(package->manifest.publisher == "A test");
  CHECK(package->manifest.licence == "MIT");
  CHECK(package->manifest.files.size() == 6);
  CHECK(package->manifest.files.contains("mappings/example.json"));
  CHECK(package->manifest.files.contains("samples/example.csv"));
  const std::string first = ReadWholeFile(*packed + "/manifest.json");
  packed = PackDraft(folder.Open(), Carrier(), target.path());
  REQUIRE(packed.ok());
  CHECK(ReadWholeFile(*packed + "/manifest.json") == first);
}

TEST_CASE("what can't be packed is refused and nothing is lost") {
  const DraftFolder folder;
  const TempDir target;
  Result<std::string> packed = PackDraft(folder.Open(), target / "carrier.so", target.path());
  REQUIRE_FALSE(packed.ok());
  CHECK(packed.status().code() == "no-carrier");
  const std::string place = target / "org.rapporteur.country.hr-0.1.0";
  std::filesystem::create_directories(place);
  WriteWholeFile(place + "/thesis.txt", "important");
  packed = PackDraft(folder.Open(), Carrier(), target.path());
  REQUIRE_FALSE(packed.ok());
  CHECK(packed.status().message() == place + ": this is there already and is no package.");
  CHECK(ReadWholeFile(place + "/thesis.txt") == "important");
  WriteWholeFile(folder.temp / "manifest.json", "{}");
  packed = PackDraft(folder.Open(), Carrier(), target.path());
  REQUIRE_FALSE(packed.ok());
  CHECK(packed.status().code() == "already-packed");
}

}  // namespace
}  // namespace rapporteur
