// Keys, signatures and archives as a person uses them.
#include <catch2/catch.hpp>
#include <filesystem>

#include "core/base/json.h"
#include "tests/end_to_end/data_folder.h"
#include "tests/end_to_end/made_package.h"

namespace rapporteur {
namespace {

Json State(const DataFolder& folder, const std::string& id) {
  const Run run = Rapporteur(folder.data, {"plugin", "show", id, "--json"});
  return *ParseJson(run.out, "plugin");
}

std::string Serbia(const DataFolder& folder, const std::string& version) {
  Json document = ReadDocument("serbia/serbia.json");
  document["version"] = version;
  return MakePackage(folder.temp, document, "country");
}

TEST_CASE("what is delivered unsigned is signed with this computer's own key when it is installed") {
  const DataFolder folder;
  const Run keys = Rapporteur(folder.data, {"key", "list", "--json"});
  const Json json = *ParseJson(keys.out, "keys");
  CHECK(json["development"] == false);
  REQUIRE(json["keys"].size() == 1);
  CHECK(json["keys"][0]["prefix"] == "org.rapporteur.");
  CHECK(json["keys"][0]["publisher"] == "this computer");
  const Json list = *ParseJson(Rapporteur(folder.data, {"plugin", "list", "--json"}).out, "list");
  for (const Json& plugin : list["plugins"]) CHECK(plugin["signature"] == json["keys"][0]["id"]);
}

TEST_CASE("a partner's package goes from a key of theirs to an enabled module") {
  const DataFolder folder;
  const std::string package = Serbia(folder, "1.0.1"), key = folder.temp / "partner.key";
  const auto must = [&](const std::vector<std::string>& command) {
    const Run run = Rapporteur(folder.data, command);
    INFO(run.out << run.err);
    REQUIRE(run.status == 0);
    return run.out;
  };
  must({"key", "new", "-o", key});
  must({"plugin", "sign", package, "--key", key, "-o", folder.temp / "rs.tar"});
  CHECK(folder.Told({"plugin", "install", folder.temp / "rs.tar"}).find("which nobody here has said to believe") !=
        std::string::npos);
  must({"key", "add", key + ".pub", "--prefix", "org.rapporteur.country.rs", "--publisher", "Partner"});
  must({"plugin", "upgrade", folder.temp / "rs.tar"});
  const Json after = State(folder, "rs");
  CHECK(after["version"] == "1.0.1");
  CHECK(after["state"] == "enabled");

  const std::string id = after["signature"];
  CHECK(must({"key", "revoke", id, "--reason", "The laptop was stolen."}) ==
        "The key " + id + " is never believed again.\nDisabled org.rapporteur.country.rs 1.0.1; its data "
        "stay readable.\n");
  CHECK(State(folder, "rs")["state"] == "disabled");
  CHECK(folder.Told({"plugin", "enable", "rs"}) ==
        "error: org.rapporteur.country.rs 1.0.1: the key " + id + " that signed it is not believed any "
        "more: The laptop was stolen.\nhint: Install a version that is signed with another key.\n");
  CHECK(Rapporteur(folder.data, {"query", "--country", "RS"}).status == 0);
}

TEST_CASE("an unsigned package needs the development setting, which every list shows") {
  const DataFolder folder;
  const std::string package = Serbia(folder, "1.0.1");
  std::filesystem::remove(package + "/manifest.json.minisig");
  CHECK(folder.Told({"plugin", "install", package}) ==
        "error: TEMP/country: org.rapporteur.country.rs 1.0.1 is not signed; it has no "
        "manifest.json.minisig.\nhint: Take the signed package from its publisher, or sign your own with "
        "'rapporteur plugin sign'. For trying things out 'rapporteur development on' allows unsigned "
        "packages.\n");
  const std::string line = "DEVELOPMENT SETTING: packages need no signature here. Not for real data; "
                           "'rapporteur development off' ends it.\n";
  CHECK(Rapporteur(folder.data, {"development", "on"}).out == line);
  CHECK(Rapporteur(folder.data, {"plugin", "install", package}).status == 0);
  CHECK(Rapporteur(folder.data, {"plugin", "list"}).out.ends_with(line));
  CHECK(Rapporteur(folder.data, {"development", "off"}).status == 0);
  CHECK(Rapporteur(folder.data, {"plugin", "list"}).out.find(line) == std::string::npos);
}

}  // namespace
}  // namespace rapporteur
