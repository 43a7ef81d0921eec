// Saved mappings, by name, every version kept.
//
// Belongs to the thread of its Store.
#ifndef RAPPORTEUR_STORE_MAPPINGS_H_
#define RAPPORTEUR_STORE_MAPPINGS_H_

#include <string>
#include <vector>

#include "core/base/status.h"

namespace rapporteur {

class Store;

struct SavedMapping {
  std::string name;
  int version = 0;
  std::string json;    // as it was saved
  std::string sha256, saved_at, user;
};

class Mappings {
 public:
  explicit Mappings(Store& store) : store_(store) {}

  // The newest version becomes this text; the same text again makes no new version.
  Result<SavedMapping> Save(const std::string& name, const std::string& json,
                            const std::string& user);
  // The newest of each name, by name.
  Result<std::vector<SavedMapping>> List();
  // version 0 = the newest.  Error unknown-mapping lists the names there are.
  Result<SavedMapping> Get(const std::string& name, int version = 0);

 private:
  Store& store_;
};

}  // namespace rapporteur

#endif  // RAPPORTEUR_STORE_MAPPINGS_H_
