// The keys whose signatures are believed, each for the plugin ids that begin with its prefix, and the
// development setting, under which no signature is asked for.
//
// Belongs to the thread of its Store.
#ifndef RAPPORTEUR_STORE_PUBLISHER_KEYS_H_
#define RAPPORTEUR_STORE_PUBLISHER_KEYS_H_

#include <optional>
#include <string>
#include <vector>

#include "core/base/status.h"

namespace rapporteur {

class Store;

struct PublisherKey {
  std::string id;      // 16 hexadecimal digits
  std::string line;    // the public key as its file writes it
  std::string prefix;  // "org.example."
  std::string publisher;
  std::string added_at;
  std::string revoked_at, reason;  // "" while it is believed
};

class PublisherKeys {
 public:
  explicit PublisherKeys(Store& store) : store_(store) {}

  Result<std::vector<PublisherKey>> List();  // by prefix, then id; revoked ones too
  Result<std::optional<PublisherKey>> Find(const std::string& id);
  // `added_at` is the store's.  The same key with the same prefix again changes nothing.  Errors:
  // key-exists (with another prefix), key-revoked.
  Status Add(const PublisherKey& key, const std::string& user);
  // Errors: unknown-key, key-revoked.  What it signed is core/plugin's business.
  Status Revoke(const std::string& id, const std::string& reason, const std::string& user);

  // Whether unsigned packages may be installed.
  Result<bool> Development();
  Status SetDevelopment(bool on, const std::string& user);

 private:
  Store& store_;
};

}  // namespace rapporteur

#endif  // RAPPORTEUR_STORE_PUBLISHER_KEYS_H_
