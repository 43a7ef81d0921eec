// What has to be computed for one country, and the values: from what has changed, through everything
// that depends on it, in an order in which inputs come first.  Writes nothing.
//
// Belongs to one thread.
#ifndef RAPPORTEUR_COMPUTE_PLAN_H_
#define RAPPORTEUR_COMPUTE_PLAN_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/base/period.h"
#include "core/base/status.h"
#include "core/compute/cells.h"
#include "core/compute/formula_book.h"

namespace rapporteur {

// Indicators with the periods in which their values have changed.
using ChangedPeriods = std::map<std::string, Periods>;

// The computed values of one indicator in one period.
struct ComputedSlice {
  Slice cells;
  std::uint64_t missing = 0;  // cells to which the formula applies but for which an input is missing
};

// By indicator and period, everything that was looked at; where there are no cells, computed values
// that were there before are to be taken away.
using ComputedSlices = std::map<std::string, std::map<Period, ComputedSlice, EarlierPeriod>>;

// Everything of the country, from reported values alone.
Result<ComputedSlices> ComputeEverything(const FormulaBook& book, CellReader& reader);

// What follows from `changed`.
// REQUIRES: the computed values that the reader holds were right before the change.
Result<ComputedSlices> ComputeFollowing(const FormulaBook& book, CellReader& reader,
                                        const ChangedPeriods& changed);

}  // namespace rapporteur

#endif  // RAPPORTEUR_COMPUTE_PLAN_H_
