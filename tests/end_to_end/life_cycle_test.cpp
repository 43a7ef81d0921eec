// A module's versions as an administrator handles them: upgrade, roll back, remove, install again.
#include <catch2/catch.hpp>
#include <filesystem>

#include "core/base/json.h"
#include "tests/end_to_end/data_folder.h"
#include "tests/end_to_end/made_package.h"

namespace rapporteur {
namespace {

struct Folder : DataFolder {
  std::string Out(const std::vector<std::string>& command) const {
    const Run run = Rapporteur(data, command);
    INFO(run.out << run.err);
    REQUIRE(run.status == 0);
    return run.out;
  }
  Json Ask(std::vector<std::string> command) const {
    command.push_back("--json");
    return *ParseJson(Out(command), "output");
  }
  std::string Version() const { return Ask({"plugin", "show", "rs"})["version"]; }
  // Serbia's document under another version, with one text changed.
  std::string Serbia(const std::string& version) const {
    Json document = ReadDocument("serbia/serbia.json");
    document["version"] = version;
    document["names"]["en"] = "Serbia " + version;
    return MakePackage(temp, document, "country");
  }
};

TEST_CASE("rollback goes back to the version before, and is the only way back") {
  const Folder folder;
  folder.Out({"set", "RS", "ID.02", "2023", "66", "--source", "RS-CZZTLJ", "--reason", "letter"});
  CHECK(folder.Told({"plugin", "rollback", "rs"}) ==
        "error: No older version of org.rapporteur.country.rs than 1.0.0 is installed that may be "
        "used.\nhint: Install the older package with 'rapporteur plugin install PATH', then roll back.\n");
  folder.Out({"plugin", "upgrade", folder.Serbia("1.1.0")});
  folder.Out({"plugin", "upgrade", folder.Serbia("1.2.0")});
  CHECK(folder.Version() == "1.2.0");
  const Json values = folder.Ask({"query", "--country", "RS"});

  CHECK(folder.Out({"plugin", "rollback", "rs"}) ==
        "Rolled org.rapporteur.country.rs back from 1.2.0 to 1.1.0; the next job uses it. 1.2.0 stays "
        "installed.\n");
  CHECK(folder.Version() == "1.1.0");
  CHECK(folder.Out({"plugin", "rollback", "rs"}).find("from 1.1.0 to 1.0.0") != std::string::npos);
  CHECK(folder.Version() == "1.0.0");
  CHECK(folder.Ask({"query", "--country", "RS"}) == values);
  CHECK(folder.Out({"audit", "verify"}).starts_with("The journal is unbroken"));

  folder.Out({"plugin", "upgrade", folder.Serbia("1.2.0")});
  CHECK(folder.Version() == "1.2.0");
  CHECK(folder.Told({"plugin", "upgrade", folder.Serbia("1.1.0")}) ==
        "error: org.rapporteur.country.rs 1.1.0 is not newer than 1.2.0, which is in use.\n"
        "hint: Give a changed package a higher version number. 'rapporteur plugin rollback "
        "org.rapporteur.country.rs' is the only way back to an older version.\n");
}

TEST_CASE("a removed module leaves its data, and can be installed again") {
  const Folder folder;
  folder.Out({"set", "RS", "ID.02", "2023", "66", "--source", "RS-CZZTLJ", "--reason", "letter"});
  const Json values = folder.Ask({"query", "--country", "RS"});
  CHECK(folder.Told({"plugin", "remove", "rs"}) ==
        "error: org.rapporteur.country.rs 1.0.0 is enabled.\n"
        "hint: Disable it first with 'rapporteur plugin disable org.rapporteur.country.rs'.\n");
  folder.Out({"plugin", "disable", "rs"});
  CHECK(folder.Out({"plugin", "remove", "rs"}) ==
        "Removed org.rapporteur.country.rs; its data and their history stay.\n");
  CHECK_FALSE(std::filesystem::exists(folder.data + "/plugins/org.rapporteur.country.rs/1.0.0"));
  CHECK(folder.Out({"plugin", "list"}).find("country.rs") == std::string::npos);
  CHECK(folder.Ask({"query", "--country", "RS"}) == values);
  CHECK(folder.Told({"plugin", "enable", "org.rapporteur.country.rs"}).find("is installed") !=
        std::string::npos);

  const std::string again = folder.temp / "again";
  std::filesystem::copy(ProgramFolder() + "/../plugins/org.rapporteur.country.rs-1.0.0", again,
                        std::filesystem::copy_options::recursive);
  folder.Out({"plugin", "sign", again});
  folder.Out({"plugin", "install", again});
  folder.Out({"plugin", "enable", "rs"});
  CHECK(folder.Ask({"query", "--country", "RS"}) == values);
}

}  // namespace
}  // namespace rapporteur
