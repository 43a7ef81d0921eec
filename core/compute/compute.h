// Brings the computed values of the store up to date.
//
// Belongs to the thread of its Store.
//
// Example:
//   Result<ComputeReport> report = Compute(store, "RS", "local");
//   if (report.ok()) std::printf("%llu changed", report->changed);
#ifndef RAPPORTEUR_COMPUTE_COMPUTE_H_
#define RAPPORTEUR_COMPUTE_COMPUTE_H_

#include <cstdint>
#include <string>

#include "core/base/json_fwd.h"
#include "core/base/status.h"

namespace rapporteur {

class Store;

// Of what was looked at: computed = changed + unchanged values now stand; removed ones no longer do
// (a source gives them, or an input is gone); for missing ones an input is missing
// that has values elsewhere.
struct ComputeReport {
  std::uint64_t computed = 0, changed = 0, unchanged = 0, removed = 0, missing = 0;
};

enum class ComputeScope {
  kDue,        // what depends on values, choices or definitions that have changed
  kEverything  // all values of the country
};

// For one country, or "" for all that have a document.  Each country is one transaction, which begins
// before anything is read, so that nothing can change in between.
Result<ComputeReport> Compute(Store& store, const std::string& country, const std::string& user,
                              ComputeScope scope = ComputeScope::kDue);

// compute/1
Json ToJson(const ComputeReport& report);

}  // namespace rapporteur

#endif  // RAPPORTEUR_COMPUTE_COMPUTE_H_
