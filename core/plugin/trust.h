// Whose packages may be installed: the signature covers the manifest, the manifest covers every file
// by hash, and a key is believed for plugin ids that begin with its prefix.
//
// Belongs to the thread of the Store.
#ifndef RAPPORTEUR_PLUGIN_TRUST_H_
#define RAPPORTEUR_PLUGIN_TRUST_H_

#include <string>

#include "core/base/minisign.h"
#include "core/base/status.h"
#include "core/plugin/package.h"

namespace rapporteur {

class Store;
struct PluginRow;

inline constexpr const char* kUnsigned = "unsigned";
// Of what is delivered with the program.
inline constexpr const char* kOwnPrefix = "org.rapporteur.";

// The id of the key that signed the package, or kUnsigned where the development setting allows that.
// Errors: package-unsigned, unknown-key, key-revoked, key-prefix, bad-signature.
Result<std::string> CheckSignature(Store& store, const Package& package);

// Whether an installed version may still be enabled: its key was not revoked, or, unsigned, the
// development setting holds.
Status CheckStillTrusted(Store& store, const PluginRow& row);

// Believes a key, for ids that begin with `prefix` ("org.example." or a whole id).  Errors: bad-key,
// bad-prefix, key-exists, key-revoked.
Status AddKey(Store& store, const minisign::PublicKey& key, const std::string& prefix,
              const std::string& publisher, const std::string& user);

// Never believes it again, and disables at once what it signed.  Gives the ids and versions.
Result<std::vector<std::string>> RevokeKey(Store& store, const std::string& id,
                                           const std::string& reason, const std::string& user);

// What a signature of the package must say about itself, its trusted comment.
std::string SignedName(const Manifest& manifest);

// The key of this computer, in keys/own.key of the data folder, which only its owner may read; made
// where there is none, and believed for what is built here.
Result<minisign::SecretKey> OwnKey(Store& store, const std::string& user);

}  // namespace rapporteur

#endif  // RAPPORTEUR_PLUGIN_TRUST_H_
