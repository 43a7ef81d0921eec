#include <filesystem>

#include "core/base/fd.h"
#include "core/base/json.h"
#include "core/base/minisign.h"
#include "core/base/text.h"
#include "core/cli/command.h"
#include "core/cli/console.h"
#include "core/cli/table.h"
#include "core/plugin/archive.h"
#include "core/plugin/trust.h"
#include "core/store/publisher_keys.h"

namespace rapporteur {
namespace {

Result<Output> ListKeys(Console& console, const CommandArguments&) {
  Result<Store*> store = console.store(Store::Mode::kRead);
  if (!store.ok()) return store.status();
  Result<std::vector<PublisherKey>> keys = (*store)->publisher_keys().List();
  if (!keys.ok()) return keys.status();
  Result<bool> development = (*store)->publisher_keys().Development();
  if (!development.ok()) return development.status();
  Json json;
  json["format"] = "keys/1";
  json["development"] = *development;
  json["keys"] = Json::array();
  TextTable table({"key", "signs for", "publisher", "added", "revoked"});
  for (const PublisherKey& key : *keys) {
    Json entry;
    entry["id"] = key.id;
    entry["public_key"] = key.line;
    entry["prefix"] = key.prefix;
    entry["publisher"] = key.publisher;
    entry["added"] = key.added_at;
    entry["revoked"] = NullIfEmpty(key.revoked_at);
    entry["reason"] = NullIfEmpty(key.reason);
    json["keys"].push_back(std::move(entry));
    table.Add({key.id, key.prefix, key.publisher, key.added_at,
               key.revoked_at.empty() ? "" : key.revoked_at + ", " + key.reason});
  }
  std::string text = table.empty() ? "No key is believed.\n" : table.Print();
  if (*development) text += DevelopmentLine();
  return MakeOutput(std::move(json), std::move(text));
}

Result<Output> AddOne(Console& console, const CommandArguments& arguments) {
  Result<Store*> store = console.store();
  if (!store.ok()) return store.status();
  const std::string file = arguments.Get("FILE"), prefix = arguments.Get("--prefix");
  Result<std::string> text = ReadFile(file, 4096);
  if (!text.ok()) return text.status();
  Result<minisign::PublicKey> key = minisign::PublicKey::Parse(*text, file);
  if (!key.ok()) return key.status();
  Status s = AddKey(**store, *key, prefix, arguments.Get("--publisher"), console.user());
  if (!s.ok()) return s;
  Json json;
  json["format"] = "key/1";
  json["id"] = key->id;
  json["prefix"] = prefix;
  return MakeOutput(std::move(json), "Believes the key " + key->id + " of " +
                                         arguments.Get("--publisher") +
                                         " for packages whose id begins with " + prefix + " .\n");
}

Result<Output> Revoke(Console& console, const CommandArguments& arguments) {
  Result<Store*> store = console.store();
  if (!store.ok()) return store.status();
  const std::string id = arguments.Get("ID");
  Result<std::vector<std::string>> disabled =
      RevokeKey(**store, id, arguments.Get("--reason"), console.user());
  if (!disabled.ok()) return disabled.status();
  Json json;
  json["format"] = "key/1";
  json["id"] = id;
  json["disabled"] = *disabled;
  std::string text = "The key " + id + " is never believed again.\n";
  for (const std::string& name : *disabled) text += "Disabled " + name + "; its data stay readable.\n";
  return MakeOutput(std::move(json), std::move(text));
}

Result<Output> New(Console& console, const CommandArguments& arguments) {
  namespace fs = std::filesystem;
  const std::string path = arguments.Get("-o");
  std::error_code error;
  if (fs::exists(path, error) || fs::exists(path + ".pub", error)) {
    return Status::Refused("file-exists", path + ": there is a file already; a key is never replaced.");
  }
  const minisign::SecretKey key = minisign::SecretKey::Generate();
  if (Status s = WriteFileAtomically(path, key.File()); !s.ok()) return s;
  if (Status s = WriteFileAtomically(path + ".pub", key.Public().File()); !s.ok()) return s;
  (void)console;
  Json json;
  json["format"] = "key/1";
  json["id"] = key.id;
  json["secret"] = path;
  json["public"] = path + ".pub";
  return MakeOutput(std::move(json),
                    "Made the key " + key.id + ": " + path + " (secret, keep it on a computer that few "
                    "use) and " + path + ".pub (give it to those who are to believe you).\n");
}

Result<minisign::SecretKey> KeyToSignWith(Console& console, const CommandArguments& arguments) {
  const std::string file = arguments.Get("--key");
  if (file.empty()) {
    Result<Store*> store = console.store();
    if (!store.ok()) return store.status();
    return OwnKey(**store, console.user());
  }
  Result<std::string> text = ReadFile(file, 4096);
  if (!text.ok()) return text.status();
  std::string pass_phrase;
  if (arguments.Has("--pass-phrase-file")) {
    Result<std::string> said = ReadFile(arguments.Get("--pass-phrase-file"), 4096);
    if (!said.ok()) return said.status();
    pass_phrase = said->substr(0, said->find_first_of("\r\n"));
  }
  return minisign::SecretKey::Parse(*text, pass_phrase, file);
}

Result<Output> Sign(Console& console, const CommandArguments& arguments) {
  const std::string folder = arguments.Get("FOLDER");
  Result<Package> package = Package::Open(folder);
  if (!package.ok()) return package.status();
  Result<minisign::SecretKey> key = KeyToSignWith(console, arguments);
  if (!key.ok()) return key.status();
  const std::string name = SignedName(package->manifest);
  const std::string signature = minisign::Sign(*key, package->manifest_text, name);
  Status s = WriteFileAtomically(folder + "/manifest.json.minisig", signature);
  if (!s.ok()) return s;
  Json json;
  json["format"] = "signed/1";
  json["package"] = name;
  json["key"] = key->id;
  json["file"] = Json();
  std::string text = "Signed " + name + " with the key " + key->id + ".\n";
  if (arguments.Has("-o")) {
    if (s = WriteArchive(folder, package->manifest.id + "-" + package->manifest.version,
                             arguments.Get("-o")); !s.ok()) return s;
    json["file"] = arguments.Get("-o");
    text += "Wrote " + arguments.Get("-o") + ".\n";
  }
  return MakeOutput(std::move(json), std::move(text));
}

Result<Output> Development(Console& console, const CommandArguments& arguments) {
  const std::string word = arguments.Get("ON|OFF");
  if (word != "on" && word != "off") {
    return Status::Usage("usage", "found " + Quote(word) + ", expected on or off.");
  }
  Result<Store*> store = console.store();
  if (!store.ok()) return store.status();
  Status s = (*store)->publisher_keys().SetDevelopment(word == "on", console.user());
  if (!s.ok()) return s;
  Json json;
  json["format"] = "setting/1";
  json["development"] = word == "on";
  return MakeOutput(std::move(json), word == "on" ? DevelopmentLine()
                                                  : "Packages need a signature that is believed. Unsigned "
                                                    "ones that are installed stay; 'rapporteur plugin "
                                                    "list' names them.\n");
}

}  // namespace

std::string DevelopmentLine() {
  return "DEVELOPMENT SETTING: packages need no signature here. Not for real data; 'rapporteur "
         "development off' ends it.\n";
}

std::vector<Command> KeyCommands() {
  return {
      {{"key", "list"}, "List the keys whose signatures are believed", {}, "", ListKeys},
      {{"key", "new"},
       "Make a key to sign packages with",
       {{"-o", "FILE", "Where the secret key goes; the public one becomes FILE.pub", true}},
       "The format is minisign's; 'minisign -G' makes one with a pass phrase.\n"
       "Example: rapporteur key new -o example.key",
       New},
      {{"key", "add"},
       "Believe a publisher's key",
       {{"FILE", "", "The public key", true},
        {"--prefix", "P", "Ids of packages it may sign: org.example.", true},
        {"--publisher", "NAME", "Whose it is", true}},
       "Take the key by another way than the packages.\n"
       "Example: rapporteur key add example.key.pub --prefix org.example. --publisher 'Example Org'",
       AddOne},
      {{"key", "revoke"},
       "Never believe a key again, and disable what it signed",
       {{"ID", "", "The key, as 'key list' shows it", true},
        {"--reason", "TEXT", "Why", true}},
       "",
       Revoke},
      {{"plugin", "sign"},
       "Sign a package",
       {{"FOLDER", "", "The package", true},
        {"--key", "FILE", "The secret key; without it this computer's own, which is made where missing"},
        {"--pass-phrase-file", "FILE", "Holds the pass phrase of the key in its first line"},
        {"-o", "FILE", "Write the signed package as one .tar too"}},
       "Example: rapporteur plugin sign org.example.police-1.0.0 --key example.key -o police.tar",
       Sign},
      {{"development"},
       "Allow unsigned packages, or forbid them again",
       {{"ON|OFF", "", "on or off", true}},
       "Every page and list says so while it is on.",
       Development},
  };
}

}  // namespace rapporteur
