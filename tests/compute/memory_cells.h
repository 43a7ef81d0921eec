// Values of one country in memory: reported ones by source, and the computed ones a test puts back.
#ifndef RAPPORTEUR_TESTS_COMPUTE_MEMORY_CELLS_H_
#define RAPPORTEUR_TESTS_COMPUTE_MEMORY_CELLS_H_

#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "core/compute/cells.h"
#include "core/compute/plan.h"

namespace rapporteur {

// Of several sources of a cell the first by code is the chosen one.  A computed value stands where no
// source gives a value, as in the store.
class MemoryCells : public CellReader {
 public:
  // `cell`: "ID.02", "ID.02{sex=F}", "ID.02{sex=F,territory=RS-VO}".
  MemoryCells& Set(const std::string& cell, const std::string& period, double number,
                   const std::string& source = "A");
  MemoryCells& Set(const std::string& cell, const std::string& period, const Value& value,
                   const std::string& source = "A");
  // Members that Set leaves empty; null where there is no such value.
  Observation* Find(const std::string& cell, const std::string& period,
                    const std::string& source = "A");
  void Withdraw(const std::string& cell, const std::string& period,
                const std::string& source = "A");

  // Keeps what was computed, as the store does.
  void Keep(const ComputedSlices& slices);
  void ForgetComputed() { computed_.clear(); }
  // "ID.02{sex=F} 2017 = 40 A": the computed values, each on a line.
  std::string ComputedText() const;

  Result<std::vector<std::string>> Indicators() override;
  Result<std::vector<CellKey>> CellsOf(const std::string& indicator) override;
  Status ForEach(const std::string& indicator, const PeriodRange& range,
                 const std::function<void(const Observation&)>& callback) override;

 private:
  // indicator, territory, period, dimensions, source
  using Key = std::tuple<std::string, std::string, std::string, std::string, std::string>;
  static Key KeyOf(const std::string& cell, const std::string& period, const std::string& source);
  static Observation RowOf(const Key& key, const Value& value, const std::string& origin);

  std::map<Key, Observation> reported_, computed_;
  std::map<std::string, std::set<CellKey>> ever_;  // by indicator; also of what is gone
};

// "ID.02{sex=F} 2017 = 40 A" for each computed value.
std::string ToText(const ComputedSlices& slices);

}  // namespace rapporteur

#endif  // RAPPORTEUR_TESTS_COMPUTE_MEMORY_CELLS_H_
