// The values of one country of a Store, for formulas and checks.
//
// Belongs to the thread of its Store.
#ifndef RAPPORTEUR_COMPUTE_STORE_CELLS_H_
#define RAPPORTEUR_COMPUTE_STORE_CELLS_H_

#include <functional>
#include <string>
#include <vector>

#include "core/compute/cells.h"
#include "core/model/selection.h"

namespace rapporteur {

class Store;

class StoreCells : public CellReader {
 public:
  StoreCells(Store& store, Viewer viewer, std::string country)
      : store_(store), viewer_(std::move(viewer)), country_(std::move(country)) {}

  Result<std::vector<std::string>> Indicators() override;
  Result<std::vector<CellKey>> CellsOf(const std::string& indicator) override;
  Status ForEach(const std::string& indicator, const PeriodRange& range,
                 const std::function<void(const Observation&)>& callback) override;

 private:
  Store& store_;
  const Viewer viewer_;
  const std::string country_;
};

}  // namespace rapporteur

#endif  // RAPPORTEUR_COMPUTE_STORE_CELLS_H_
