// Computed values: a cache of what formulas give.  It is replaced in place (not revisioned), because
// every value in it follows from stored values and definitions that are.  `due` says which groups
// have changed since they were last computed.
//
// Belongs to the thread of its Store.
#ifndef RAPPORTEUR_STORE_COMPUTED_H_
#define RAPPORTEUR_STORE_COMPUTED_H_

#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/base/period.h"
#include "core/base/status.h"
#include "core/model/observation.h"

namespace rapporteur {

class Store;

struct ComputedValue {
  SeriesKey key;
  std::string period;
  Value value;
  std::string unit, definition;
  std::string inputs = "[]";  // JSON, for explain
};

struct DueGroup {
  std::string country, indicator, period;  // indicator and period "": the whole country
  auto operator<=>(const DueGroup&) const = default;
};

class Computed {
 public:
  explicit Computed(Store& store) : store_(store) {}

  struct Counts {
    std::uint64_t computed = 0, changed = 0, unchanged = 0, removed = 0;
  };

  // Groups whose values, choices or definitions changed, of one country or of all.  A group with
  // empty indicator and period stands for everything of its country.
  Result<std::vector<DueGroup>> Due(const std::string& country = "");

  Result<bool> AnyDue();

  // Replaces the computed values of a country by `values` and takes back the due groups `done`, in
  // one transaction; where the store moved since Due() was called they stay due.  `indicators` and `periods` limit what is replaced (empty: all); values outside
  // are left alone.  Values are given by the producer one at a time; it returns false when done.
  Result<Counts> Replace(const std::string& country, const std::vector<std::string>& indicators,
                         const std::vector<std::string>& periods,
                         const std::function<bool(ComputedValue&)>& producer,
                         const std::vector<DueGroup>& done, const std::string& user);

  // Absent where nothing is computed for the cell.
  Result<std::optional<ComputedValue>> Find(const SeriesKey& key, const std::string& period);

 private:
  Result<std::int64_t> Generation();
  Store& store_;
  std::optional<std::int64_t> due_at_;  // generation when Due() was called
};

}  // namespace rapporteur

#endif  // RAPPORTEUR_STORE_COMPUTED_H_
