// The one way to read values.  Everything that shows, exports or computes goes through here, with the
// name of who asks and for what.
//
// Belongs to the thread of its Store.
#ifndef RAPPORTEUR_STORE_OBSERVATIONS_H_
#define RAPPORTEUR_STORE_OBSERVATIONS_H_

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "core/base/status.h"
#include "core/model/observation.h"
#include "core/model/selection.h"

namespace rapporteur {

class Store;

class Observations {
 public:
  explicit Observations(Store& store) : store_(store) {}

  // Rows in the order of query/1: indicator, country, territory, period, dimensions, chosen first,
  // source, revision.  Without more in the selection: the chosen values' newest revisions, computed
  // values where no source gives one.  Stops where the callback returns false.  Memory is bounded by
  // the values of one (country, indicator) pair.  The whole call sees one state of the store.
  Status ForEach(const Viewer& viewer, const Selection& selection,
                 const std::function<bool(const Observation&)>& callback);

  // For results that are known to be small.
  Result<std::vector<Observation>> Read(const Viewer& viewer, const Selection& selection);

  // The (country, indicator) pairs that ever had a value, sorted.
  Result<std::vector<std::pair<std::string, std::string>>> Pairs();
  // (territory, dimensions) of each cell of the pair that has or once had a value, sorted.
  Result<std::vector<std::pair<std::string, std::string>>> CellsOf(const std::string& country,
                                                                   const std::string& indicator);
  // The periods that ever had a value, by code.
  Result<std::vector<std::string>> Periods();

 private:
  Store& store_;
};

}  // namespace rapporteur

#endif  // RAPPORTEUR_STORE_OBSERVATIONS_H_
