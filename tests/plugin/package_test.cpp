#include "core/plugin/package.h"

#include <catch2/catch.hpp>
#include <filesystem>

#include "core/base/hash.h"
#include "core/base/json.h"
#include "core/plugin/version.h"
#include "tests/support/program.h"
#include "tests/support/temp_dir.h"

namespace rapporteur {
namespace {

// A package whose library is no library: only its bytes matter here.
std::string MakePackage(const TempDir& folder) {
  const std::string path = folder / "org.example.x-1.0.0";
  std::filesystem::create_directories(path + "/samples");
  WriteWholeFile(path + "/x.so", "library");
  WriteWholeFile(path + "/samples/ok.csv", "a,b\n");
  Json manifest = *ParseJson(R"({"manifest": 1, "id": "org.example.x", "version": "1.0.0",
                                 "kind": "importer"})", "m");
  manifest["files"]["x.so"] = Sha256("library");
  manifest["files"]["samples/ok.csv"] = Sha256("a,b\n");
  WriteWholeFile(path + "/manifest.json", manifest.dump());
  return path;
}

TEST_CASE("a package is proved file by file and copied whole") {
  TempDir folder;
  Result<Package> package = Package::Open(MakePackage(folder));
  REQUIRE(package.ok());
  REQUIRE(CopyPackage(*package, folder / "copy").ok());
  CHECK(ReadWholeFile(folder / "copy/samples/ok.csv") == "a,b\n");
  CHECK(Package::Open(folder / "copy").ok());
}

TEST_CASE("a package that was tampered with is refused with the file named") {
  TempDir folder;
  const std::string path = MakePackage(folder);
  auto refused = [&] {
    Result<Package> package = Package::Open(path);
    REQUIRE_FALSE(package.ok());
    return package.status().message();
  };
  WriteWholeFile(path + "/x.so", "librarY");
  CHECK(refused() == path + ", x.so: the file differs from what the manifest says; it was changed "
                            "after the package was made.");
  WriteWholeFile(path + "/x.so", "library");
  WriteWholeFile(path + "/extra.txt", "");
  CHECK(refused() == path + ", extra.txt: the manifest does not list this file.");
  std::filesystem::remove(path + "/extra.txt");
  std::filesystem::create_symlink("/etc/passwd", path + "/link");
  CHECK(refused() == path + ", link: this is a link; a package holds plain files only.");
  std::filesystem::remove(path + "/link");
  std::filesystem::remove(path + "/samples/ok.csv");
  CHECK(refused() == path + "/samples/ok.csv: the file cannot be opened (No such file or directory).");
}

TEST_CASE("what is no package is refused with a sentence") {
  TempDir folder;
  CHECK(Package::Open(folder / "nothing").status().message() ==
        folder / "nothing: this is not a folder, a package was expected (a folder with manifest.json "
                 "in it).");
  CHECK(Package::Open(folder.path()).status().message() ==
        folder.path() + ": there is no manifest.json in this folder.");
  WriteWholeFile(folder / "manifest.json", "{");
  CHECK(Package::Open(folder.path()).status().message() ==
        folder / "manifest.json, line 1, column 2: this is not valid JSON.");
}

TEST_CASE("versions compare number by number") {
  CHECK(CompareVersions("1.10.0", "1.9.9") == 1);
  CHECK(CompareVersions("1.0.0-rc1", "1.0.0") == -1);
  CHECK(CompareVersions("2.0.0", "2.0.0") == 0);
  CHECK(CompareVersions("not one", "0.0.1") == -1);
  for (const char* text : {"1", "1.2", "1.2.3.4", "1.-2.3", "a.b.c", "", "1.2.3-"}) {
    INFO(text);
    CHECK_FALSE(Version::Parse(text).ok());
  }
}

}  // namespace
}  // namespace rapporteur
