#include "core/plugin/trust.h"

#include <catch2/catch.hpp>
#include <filesystem>

#include "core/base/hash.h"
#include "core/base/json.h"
#include "core/store/plugins.h"
#include "core/store/publisher_keys.h"
#include "core/store/store.h"
#include "tests/support/fake_clock.h"
#include "tests/support/program.h"
#include "tests/support/temp_dir.h"

namespace rapporteur {
namespace {

namespace fs = std::filesystem;

struct Folder {
  TempDir temp;
  FakeClock clock;
  std::unique_ptr<Store> store;
  minisign::SecretKey key = minisign::SecretKey::Generate();
  std::string package = temp.path() + "/package";

  Folder() {
    REQUIRE(Store::Create(temp.path() + "/data").ok());
    store = *Store::Open(temp.path() + "/data", Store::Mode::kWrite, clock);
    REQUIRE(AddKey(*store, key.Public(), "org.example.", "Example Org", "local").ok());
    Write("1.0.0");
    Sign(key, "org.example.x 1.0.0");
  }

  // A package whose library is no library: only its bytes matter here.
  void Write(const std::string& version, const std::string& id = "org.example.x") {
    fs::create_directories(package);
    WriteWholeFile(package + "/x.so", "library");
    Json manifest = *ParseJson(R"({"manifest": 1, "kind": "importer"})", "m");
    manifest["id"] = id;
    manifest["version"] = version;
    manifest["files"]["x.so"] = Sha256("library");
    WriteWholeFile(package + "/manifest.json", manifest.dump());
  }
  void Sign(const minisign::SecretKey& with, const std::string& comment) {
    WriteWholeFile(package + "/manifest.json.minisig",
                   minisign::Sign(with, ReadWholeFile(package + "/manifest.json"), comment));
  }
  // "code: message", with PACKAGE for the folder; "" where it is signed well.
  std::string Told() {
    Result<Package> opened = Package::Open(package);
    Status status = opened.status();
    if (opened.ok()) {
      Result<std::string> signer = CheckSignature(*store, *opened);
      if (signer.ok()) return *signer == key.id ? "" : *signer;
      status = signer.status();
    }
    std::string told = status.code() + ": " + status.message();
    for (std::size_t at; (at = told.find(package)) != std::string::npos;) {
      told.replace(at, package.size(), "PACKAGE");
    }
    return told;
  }
};

void FlipByte(const std::string& file, std::size_t at) {
  std::string bytes = ReadWholeFile(file);
  bytes[at] = char(bytes[at] ^ 1);
  WriteWholeFile(file, bytes);
}

TEST_CASE("a package signed by a key that is believed for its id is taken") {
  Folder folder;
  CHECK(folder.Told() == "");
}

TEST_CASE("every kind of tampering is refused with the file named") {
  Folder folder;
  SECTION("a flipped byte in the library") {
    FlipByte(folder.package + "/x.so", 3);
    CHECK(folder.Told() == "package-hash: PACKAGE, x.so: the file differs from what the manifest says; "
                           "it was changed after the package was made.");
  }
  SECTION("a changed manifest") {
    folder.Write("1.0.1");
    CHECK(folder.Told() == "bad-signature: PACKAGE, manifest.json.minisig: the signature does not belong "
                           "to these bytes; either of the two was changed after signing.");
  }
  SECTION("a library changed together with its hash") {
    WriteWholeFile(folder.package + "/x.so", "another");
    std::string manifest = ReadWholeFile(folder.package + "/manifest.json");
    manifest.replace(manifest.find(Sha256("library")), Sha256("library").size(), Sha256("another"));
    WriteWholeFile(folder.package + "/manifest.json", manifest);
    CHECK(folder.Told().starts_with("bad-signature: PACKAGE, manifest.json.minisig: "));
  }
  SECTION("a flipped byte in the signature") {
    FlipByte(folder.package + "/manifest.json.minisig",
             ReadWholeFile(folder.package + "/manifest.json.minisig").find('\n') + 40);
    CHECK(folder.Told().starts_with("bad-signature: PACKAGE, manifest.json.minisig: "));
  }
  SECTION("a changed comment") {
    std::string text = ReadWholeFile(folder.package + "/manifest.json.minisig");
    text.replace(text.find("1.0.0"), 5, "2.0.0");
    WriteWholeFile(folder.package + "/manifest.json.minisig", text);
    CHECK(folder.Told() == "bad-signature: PACKAGE, manifest.json.minisig: the trusted comment was "
                           "changed after signing.");
  }
  SECTION("a signature of another version") {
    folder.Sign(folder.key, "org.example.x 0.9.0");
    CHECK(folder.Told() == "bad-signature: PACKAGE, manifest.json.minisig: found the trusted comment "
                           "'org.example.x 0.9.0', expected 'org.example.x 1.0.0'.");
  }
  SECTION("an added file") {
    WriteWholeFile(folder.package + "/more.so", "");
    CHECK(folder.Told() == "package-extra-file: PACKAGE, more.so: the manifest does not list this file.");
  }
  SECTION("a link out of the package") {
    fs::remove(folder.package + "/x.so");
    fs::create_symlink("/etc/hostname", folder.package + "/x.so");
    CHECK(folder.Told() ==
          "package-link: PACKAGE, x.so: this is a link; a package holds plain files only.");
  }
  SECTION("no signature") {
    fs::remove(folder.package + "/manifest.json.minisig");
    CHECK(folder.Told() == "package-unsigned: PACKAGE: org.example.x 1.0.0 is not signed; it has no "
                           "manifest.json.minisig.");
  }
  SECTION("something else for a signature") {
    WriteWholeFile(folder.package + "/manifest.json.minisig", "yes\n");
    CHECK(folder.Told() ==
          "bad-signature: PACKAGE, manifest.json.minisig: this is not a prehashed minisign signature.");
  }
}

TEST_CASE("a key signs for its own prefix only") {
  Folder folder;
  const minisign::SecretKey other = minisign::SecretKey::Generate();
  folder.Sign(other, "org.example.x 1.0.0");
  CHECK(folder.Told() == "unknown-key: PACKAGE, manifest.json.minisig: this was signed with the key " +
                             other.id + ", which nobody here has said to believe.");
  REQUIRE(AddKey(*folder.store, other.Public(), "org.example.y", "Others", "local").ok());
  CHECK(folder.Told() == "key-prefix: PACKAGE, manifest.json.minisig: the key " + other.id +
                             " of Others signs for ids that begin with org.example.y , this package is "
                             "org.example.x.");
  // org.example. covers org.example.x, not org.examples.x.
  folder.Write("1.0.0", "org.examples.x");
  folder.Sign(folder.key, "org.examples.x 1.0.0");
  CHECK(folder.Told().starts_with("key-prefix: "));
  for (const char* prefix : {"", ".", "org.", "org", "Org.Example.", "org..x", "org.ex ample."}) {
    INFO(prefix);
    const Status s = AddKey(*folder.store, other.Public(), prefix, "Others", "local");
    REQUIRE_FALSE(s.ok());
    CHECK(s.code() == "bad-prefix");
  }
  CHECK(AddKey(*folder.store, other.Public(), "org.another.", "Others", "local").code() == "key-exists");
}

TEST_CASE("a revoked key is never believed again, and what it signed is disabled at once") {
  Folder folder;
  PluginRow row;
  row.id = "org.example.x";
  row.version = "1.0.0";
  row.kind = "importer";
  row.state = "enabled";
  row.signature = folder.key.id;
  REQUIRE(folder.store->plugins().Put(row, "local").ok());
  row.id = "org.other.x";
  row.signature = "0123456789ABCDEF";
  REQUIRE(folder.store->plugins().Put(row, "local").ok());
  Result<std::vector<std::string>> disabled =
      RevokeKey(*folder.store, folder.key.id, "The key was lost.", "local");
  REQUIRE(disabled.ok());
  CHECK(*disabled == std::vector<std::string>{"org.example.x 1.0.0"});
  CHECK((**folder.store->plugins().Find("org.example.x", "1.0.0")).state == "disabled");
  CHECK((**folder.store->plugins().Find("org.example.x", "1.0.0")).reason ==
        "the key " + folder.key.id + " that signed it was revoked: The key was lost.");
  CHECK((**folder.store->plugins().Find("org.other.x", "1.0.0")).state == "enabled");
  CHECK(folder.Told().starts_with("key-revoked: PACKAGE, manifest.json.minisig: the key "));
  CHECK(AddKey(*folder.store, folder.key.Public(), "org.example.", "Example Org", "local").code() ==
        "key-revoked");
  CHECK(RevokeKey(*folder.store, "0000000000000000", "x", "local").status().code() == "unknown-key");
}

TEST_CASE("only the development setting takes unsigned packages, and the row says so") {
  Folder folder;
  fs::remove(folder.package + "/manifest.json.minisig");
  REQUIRE(folder.store->publisher_keys().SetDevelopment(true, "local").ok());
  CHECK(folder.Told() == kUnsigned);
  REQUIRE(folder.store->publisher_keys().SetDevelopment(false, "local").ok());
  CHECK(folder.Told().starts_with("package-unsigned: "));
  // A wrong signature is refused all the same.
  REQUIRE(folder.store->publisher_keys().SetDevelopment(true, "local").ok());
  folder.Sign(minisign::SecretKey::Generate(), "org.example.x 1.0.0");
  CHECK(folder.Told().starts_with("unknown-key: "));
}

TEST_CASE("this computer's key is made once, for its owner only") {
  Folder folder;
  Result<minisign::SecretKey> first = OwnKey(*folder.store, "local");
  REQUIRE(first.ok());
  const std::string path = folder.store->folder() + "/keys/own.key";
  CHECK(fs::status(path).permissions() == (fs::perms::owner_read | fs::perms::owner_write));
  Result<minisign::SecretKey> second = OwnKey(*folder.store, "local");
  REQUIRE(second.ok());
  CHECK(second->bytes == first->bytes);
  CHECK((**folder.store->publisher_keys().Find(first->id)).prefix == "org.rapporteur.");
  fs::permissions(path, fs::perms::group_read, fs::perm_options::add);
  CHECK(OwnKey(*folder.store, "local").status().message() ==
        path + ": others than its owner may read this key.");
}

}  // namespace
}  // namespace rapporteur
