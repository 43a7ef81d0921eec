// The audit trail: every change of the store, in a chain of hashes.  An entry's hash covers the
// entry and the hash before it, so that nothing in the middle can be changed, removed or added
// unnoticed; the chain's head is kept beside it, so that a cut end is noticed too.
//
// Belongs to the thread of its Store.
#ifndef RAPPORTEUR_STORE_AUDIT_H_
#define RAPPORTEUR_STORE_AUDIT_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "core/base/json_fwd.h"
#include "core/base/status.h"

namespace rapporteur {

class Store;

struct AuditEntry {
  std::int64_t number = 0;  // 1, 2, 3, ...
  std::string at, user, action;
  std::string details;      // a JSON object; never a cell of a person-level file
  std::string previous_hash, hash;
};

struct AuditVerdict {
  std::int64_t entries = 0;
  bool intact = true;
  std::optional<std::int64_t> broken_at;  // the first entry that does not fit
  std::string message;                    // what does not fit, as a sentence; "" where intact
};

class Audit {
 public:
  explicit Audit(Store& store) : store_(store) {}

  // Appends an entry inside the caller's transaction.
  // REQUIRES: a Transaction is open on the store.
  Status Append(const std::string& user, const std::string& action, const Json& details);

  // Oldest first, from entry `first` on; stops where the callback returns false.
  Status ForEach(std::int64_t first, const std::function<bool(const AuditEntry&)>& callback);

  Result<AuditVerdict> Verify();

  // The hash of the last entry: it names the state of the store, for every change appends.
  Result<std::string> Head();

 private:
  Store& store_;
};

}  // namespace rapporteur

#endif  // RAPPORTEUR_STORE_AUDIT_H_
