// A package whose library is no plugin, or one for another host, is refused when it is installed.
#include <catch2/catch.hpp>
#include <filesystem>

#include "core/base/hash.h"
#include "core/base/json.h"
#include "tests/end_to_end/data_folder.h"

namespace rapporteur {
namespace {

std::string BadPlugin(const std::string& name) {
  return ReadWholeFile(ProgramFolder() + "/../bad_plugins/" + name + ".so");
}

// The folder of a package of one library, whose manifest says what `sha256` says.
std::string MakePackage(const DataFolder& folder, const std::string& library,
                        const std::string& sha256, const std::string& id = "org.x") {
  const std::string package = folder.temp.path() + "/package";
  std::filesystem::create_directories(package);
  WriteWholeFile(package + "/x.so", library);
  Json manifest = *ParseJson(R"({"manifest": 1, "id": "", "version": "1.0.0", "kind": "importer",
      "title": {"en": "X"}, "publisher": "A maker", "licence": "MIT",
      "abi": {"major": 1, "needs_minor": 0}, "files": {}})", "manifest");
  manifest["id"] = id;
  manifest["files"]["x.so"] = sha256;
  WriteWholeFile(package + "/manifest.json", manifest.dump());
  return package;
}

TEST_CASE("a plugin file that is no plugin or for another host is refused with the reason") {
  struct Case {
    const char* what;
    std::string library;
    const char* told;
  };
  const Case cases[] = {
      {"text", "this is not a library",
       "error: The plugin org.x 1.0.0 is no library this computer can load: file too short.\n"
       "hint: Ask the plugin's maker for the package for 64-bit Debian 12 (x86-64).\n"},
      {"noise", std::string(6000, 'x'),
       "error: The plugin org.x 1.0.0 is no library this computer can load: invalid ELF header.\n"
       "hint: Ask the plugin's maker for the package for 64-bit Debian 12 (x86-64).\n"},
      {"a library of another kind", BadPlugin("no_symbol"),
       "error: The plugin org.x 1.0.0 is no plugin: it does not export the symbol rpt_plugin_1.\n"
       "hint: Ask the plugin's maker for a package built with the plugin SDK.\n"},
      {"an empty descriptor", BadPlugin("empty_descriptor"),
       "error: The plugin org.x 1.0.0 is no plugin: rpt_plugin_1 is not filled in.\n"
       "hint: Ask the plugin's maker for a package built with the plugin SDK.\n"},
      {"the wrong ABI", BadPlugin("wrong_major"),
       "error: The plugin org.x 1.0.0 was built for host interface 2, this host has 1.\n"
       "hint: Install a version of the plugin that was built for host interface 1.\n"},
      {"a newer host", BadPlugin("needs_newer"),
       "error: The plugin org.x 1.0.0 needs host interface 1.99, this host has 1.0.\n"
       "hint: Install a newer Rapporteur or an older version of the plugin.\n"},
  };
  DataFolder folder;
  REQUIRE(Rapporteur(folder.data, {"development", "on"}).status == 0);
  for (const Case& c : cases) {
    INFO(c.what);
    REQUIRE_FALSE(c.library.empty());
    const std::string package = MakePackage(folder, c.library, Sha256(c.library));
    CHECK(folder.Told({"plugin", "install", package}) == c.told);
  }
  // The manifest is another one's, or its file was changed on the way.
  const std::string library = BadPlugin("misbehaves");
  CHECK(folder.Told({"plugin", "install", MakePackage(folder, library, Sha256(library), "org.y")}) ==
        "error: org.y 1.0.0: the library says it is org.x 1.0.0; manifest and library must agree.\n");
  CHECK(folder.Told({"plugin", "install", MakePackage(folder, library, Sha256("other"))}) ==
        "error: TEMP/package, x.so: the file differs from what the manifest says; it was changed "
        "after the package was made.\nhint: Take the package anew from its publisher.\n");
  // What is no package at all.
  std::filesystem::create_directory(folder.temp.path() + "/folder");
  CHECK(folder.Told({"plugin", "install", folder.temp.path() + "/folder"}) ==
        "error: TEMP/folder: there is no manifest.json in this folder.\n");
  CHECK(folder.Told({"plugin", "install", folder.Write("x.so", library)}) ==
        "error: TEMP/x.so: this is not a .tar archive.\nhint: A package is a folder, or a .tar of it as "
        "'rapporteur plugin sign -o FILE' writes it.\n");
  const Run list = Rapporteur(folder.data, {"plugin", "list", "--json"});
  CHECK(list.out.find("org.x") == std::string::npos);
  CHECK(list.out.find("org.y") == std::string::npos);
}

}  // namespace
}  // namespace rapporteur
