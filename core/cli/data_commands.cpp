#include <algorithm>
#include <filesystem>

#include "core/base/fd.h"
#include "core/base/json.h"
#include "core/base/text.h"
#include "core/cli/command.h"
#include "core/cli/samples.h"
#include "core/cli/console.h"
#include "core/plugin/trust.h"
#include "core/store/state.h"

namespace rapporteur {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::hours kFirstLinkLifetime{24 * 7};

// What cannot be read counts as something else; installing it says what is wrong.
bool IsCountry(const std::string& package) {
  const Result<std::string> text = ReadFile(package + "/manifest.json", 4u << 20);
  if (!text.ok()) return false;
  const Result<Json> manifest = ParseJson(*text, "manifest.json");
  return manifest.ok() && GetString(*manifest, "kind") == "country";
}

// The packages beside the program: the catalogue first, for countries stand on it.
std::vector<std::string> DeliveredPackages() {
  std::vector<std::string> folders, countries;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(Console::DeliveredPlugins(), error)) {
    if (!fs::exists(entry.path() / "manifest.json", error)) continue;
    const std::string path = entry.path().string();
    (IsCountry(path) ? countries : folders).push_back(path);
  }
  std::sort(folders.begin(), folders.end());
  std::sort(countries.begin(), countries.end());
  folders.insert(folders.end(), countries.begin(), countries.end());
  return folders;
}

// What is delivered beside the program is believed like the program.  A release is signed, and its
// publisher's key lies beside the packages; what was built here is signed with this computer's key.
Result<PluginRow> InstallDelivered(Console& console, Store& store, const std::string& folder) {
  Result<Package> package = Package::Open(folder);
  if (!package.ok()) return package.status();
  if (package->signature.empty()) {
    Result<minisign::SecretKey> key = OwnKey(store, console.user());
    if (!key.ok()) return key.status();
    package->signature =
        minisign::Sign(*key, package->manifest_text, SignedName(package->manifest));
  }
  return console.registry().Install(*std::move(package), console.user());
}

Status BelievePublisher(Console& console, Store& store) {
  const std::string file = Console::DeliveredPlugins() + "/publisher.pub";
  std::error_code error;
  if (!fs::exists(file, error)) return {};
  Result<std::string> text = ReadFile(file, 4096);
  if (!text.ok()) return text.status();
  Result<minisign::PublicKey> key = minisign::PublicKey::Parse(*text, file);
  if (!key.ok()) return key.status();
  return AddKey(store, *key, kOwnPrefix, "The Rapporteur authors", console.user());
}

Result<Output> Fill(Console& console, const CommandArguments& arguments) {
  Result<Store*> store = console.store();
  if (!store.ok()) return store.status();
  int installed = 0;
  std::string lines = "Made the data folder " + fs::absolute(console.data()).string() + ".\n";
  if (!arguments.Has("--bare")) {
    if (Status s = BelievePublisher(console, **store); !s.ok()) return s;
    for (const std::string& folder : DeliveredPackages()) {
      console.Progress("installing " + fs::path(folder).filename().string());
      Result<PluginRow> row = InstallDelivered(console, **store, folder);
      if (!row.ok()) return row.status();
      if (Status s = console.registry().Enable(row->id, console.user()); !s.ok()) return s;
      if (Status s = SaveMappings(**store, folder, console.user()); !s.ok()) return s;
      ++installed;
    }
    lines += "Installed and enabled " + Counted(std::uint64_t(installed), "plugin", "plugins") + ".\n";
  }
  Result<State*> state = (*store)->state();
  if (!state.ok()) return state.status();
  Result<std::string> token = (*state)->CreateFirstLink("local", kFirstLinkLifetime);
  if (!token.ok()) return token.status();
  const std::string link = "http://127.0.0.1:8080/first/" + *token;
  lines += "The first administrator signs in once, within a week, with this link (while 'rapporteur "
           "serve' runs):\n  " + link + "\n";
  Json json;
  json["format"] = "init/1";
  json["data"] = console.data();
  json["link"] = link;
  json["plugins"] = installed;
  return MakeOutput(std::move(json), lines);
}

// All of it or nothing: a folder that could not be filled is not left behind.
Result<Output> Init(Console& console, const CommandArguments& arguments) {
  std::error_code error;
  const bool was_there = fs::exists(console.data(), error);
  if (Status s = Store::Create(console.data()); !s.ok()) return s;
  Result<Output> output = Fill(console, arguments);
  if (!output.ok() && !was_there) {
    console.Close();
    fs::remove_all(console.data(), error);
  }
  return output;
}

}  // namespace

std::vector<Command> DataCommands() {
  return {
      {{"init"},
       "Make a data folder and install the modules delivered with the program",
       {{"--bare", "", "Install no modules"}},
       "Prints a one-time link for the first administrator.\n"
       "Example: rapporteur init --data ./rapporteur-data",
       Init},
  };
}

}  // namespace rapporteur
