#include "core/plugin/trust.h"

#include <sys/stat.h>

#include <filesystem>

#include "core/base/fd.h"
#include "core/base/text.h"
#include "core/store/plugins.h"
#include "core/store/publisher_keys.h"
#include "core/store/store.h"

namespace rapporteur {
namespace {

namespace fs = std::filesystem;

bool Covers(const std::string& prefix, const std::string& id) {
  return prefix.ends_with('.') ? id.starts_with(prefix) : id == prefix;
}

// "org.example." or a whole id: at least two parts, so that nobody signs for all of "org.".
bool IsPrefix(const std::string& prefix) {
  std::string_view body = prefix;
  if (body.ends_with('.')) body.remove_suffix(1);
  const std::vector<std::string_view> parts = Split(body, '.');
  if (parts.size() < 2 || body.size() > 100) return false;
  for (std::string_view part : parts) {
    if (part.empty()) return false;
    for (const char c : part) {
      const bool good = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
      if (!good) return false;
    }
  }
  return true;
}

Status Unsigned(const Package& package) {
  return Status::Refused("package-unsigned",
                         package.folder + ": " + SignedName(package.manifest) +
                             " is not signed; it has no manifest.json.minisig.")
      .WithHint("Take the signed package from its publisher, or sign your own with 'rapporteur plugin "
                "sign'. For trying things out 'rapporteur development on' allows unsigned packages.");
}

Status CheckPrivate(const std::string& path) {
  struct stat info;
  if (::stat(path.c_str(), &info) != 0 || (info.st_mode & 077) == 0) return {};
  return Status::Refused("key-not-private", path + ": others than its owner may read this key.")
      .WithHint("chmod 600 " + path + "; if somebody may have read it, revoke it with 'rapporteur key "
                "revoke' and make a new one.");
}

}  // namespace

std::string SignedName(const Manifest& manifest) { return manifest.id + " " + manifest.version; }

Result<std::string> CheckSignature(Store& store, const Package& package) {
  const std::string& id = package.manifest.id;
  if (package.signature.empty()) {
    Result<bool> development = store.publisher_keys().Development();
    if (!development.ok()) return development.status();
    if (*development) return std::string(kUnsigned);
    return Unsigned(package);
  }
  const std::string what = package.folder + ", manifest.json.minisig";
  const std::string signer = minisign::SignerOf(package.signature);
  Result<std::optional<PublisherKey>> key = store.publisher_keys().Find(signer);
  if (!key.ok()) return key.status();
  if (!signer.empty() && !*key) {
    return Status::Refused("unknown-key", what + ": this was signed with the key " + signer +
                                              ", which nobody here has said to believe.")
        .WithHint("Ask the publisher, by another way than the package came, for the public key; then "
                  "'rapporteur key add FILE --prefix " + id.substr(0, id.rfind('.') + 1) +
                  " --publisher NAME'.");
  }
  minisign::PublicKey open;
  if (*key) {
    Result<minisign::PublicKey> read = minisign::PublicKey::Parse((*key)->line, "key " + signer);
    if (!read.ok()) return read.status();
    open = *read;
  }
  Result<std::string> comment =
      minisign::Verify(open, package.manifest_text, package.signature, what);
  if (!comment.ok()) return comment.status();
  if (!(*key)->revoked_at.empty()) {
    return Status::Refused("key-revoked", what + ": the key " + signer + " of " + (*key)->publisher +
                                              " was revoked at " + (*key)->revoked_at + ": " +
                                              (*key)->reason);
  }
  if (!Covers((*key)->prefix, id)) {
    return Status::Refused("key-prefix", what + ": the key " + signer + " of " + (*key)->publisher +
                                             " signs for ids that begin with " + (*key)->prefix +
                                             " , this package is " + id + ".")
        .WithHint("A publisher can't replace somebody else's plugin.");
  }
  if (*comment != SignedName(package.manifest)) {
    return Status::Refused("bad-signature", what + ": found the trusted comment " + Quote(*comment) +
                                                ", expected " + Quote(SignedName(package.manifest)) +
                                                ".")
        .WithHint("Sign anew with 'rapporteur plugin sign', which writes the comment.");
  }
  return signer;
}

Status CheckStillTrusted(Store& store, const PluginRow& row) {
  const std::string name = row.id + " " + row.version;
  if (row.signature == kUnsigned) {
    Result<bool> development = store.publisher_keys().Development();
    if (!development.ok()) return development.status();
    if (*development) return {};
    return Status::Refused("package-unsigned", name + " is not signed, and unsigned packages are "
                                               "allowed in the development setting only.")
        .WithHint("Install a signed package of it under a new version.");
  }
  Result<std::optional<PublisherKey>> key = store.publisher_keys().Find(row.signature);
  if (!key.ok()) return key.status();
  if (*key && (*key)->revoked_at.empty()) return {};
  return Status::Refused("key-revoked", name + ": the key " + row.signature +
                                            " that signed it is not believed any more" +
                                            (*key ? ": " + (*key)->reason : "."))
      .WithHint("Install a version that is signed with another key.");
}

Status AddKey(Store& store, const minisign::PublicKey& key, const std::string& prefix,
              const std::string& publisher, const std::string& user) {
  if (!IsPrefix(prefix)) {
    return Status::Usage("bad-prefix", "found the prefix " + Quote(prefix) +
                                           ", expected a reverse domain with a point at its end such "
                                           "as org.example. , or one whole id.");
  }
  return store.publisher_keys().Add({key.id, key.Line(), prefix, publisher, "", "", ""}, user);
}

Result<std::vector<std::string>> RevokeKey(Store& store, const std::string& id,
                                           const std::string& reason, const std::string& user) {
  Result<Transaction> transaction = store.Begin();
  if (!transaction.ok()) return transaction.status();
  if (Status s = store.publisher_keys().Revoke(id, reason, user); !s.ok()) return s;
  Result<std::vector<PluginRow>> rows = store.plugins().List();
  if (!rows.ok()) return rows.status();
  std::vector<std::string> disabled;
  for (const PluginRow& row : *rows) {
    if (row.signature != id || row.state != "enabled") continue;
    Status s = store.plugins().SetState(row.id, row.version, "disabled",
                                        "the key " + id + " that signed it was revoked: " + reason,
                                        user);
    if (!s.ok()) return s;
    disabled.push_back(row.id + " " + row.version);
  }
  if (Status s = transaction->Commit(); !s.ok()) return s;
  return disabled;
}

Result<minisign::SecretKey> OwnKey(Store& store, const std::string& user) {
  const std::string folder = store.folder() + "/keys";
  const std::string path = folder + "/own.key";
  std::error_code error;
  if (!fs::exists(path, error)) {
    fs::create_directories(folder, error);
    fs::permissions(folder, fs::perms::owner_all, error);
    minisign::SecretKey made = minisign::SecretKey::Generate();
    if (Status s = WriteFileAtomically(path, made.File()); !s.ok()) return s;
    if (Status s = WriteFileAtomically(folder + "/own.pub", made.Public().File()); !s.ok()) return s;
  }
  if (Status s = CheckPrivate(path); !s.ok()) return s;
  Result<std::string> text = ReadFile(path, 4096);
  if (!text.ok()) return text.status();
  Result<minisign::SecretKey> key = minisign::SecretKey::Parse(*text, "", path);
  if (!key.ok()) return key;
  Status s = AddKey(store, key->Public(), kOwnPrefix, "this computer", user);
  if (!s.ok()) return s;
  return key;
}

}  // namespace rapporteur
