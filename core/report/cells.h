// The observations of a report by what they are about: indicator, territory and breakdown, period.
// All sources' values of one cell stand together.
//
// Refers to the observations it was made from; immutable, may be read from any thread.
#ifndef RAPPORTEUR_REPORT_CELLS_H_
#define RAPPORTEUR_REPORT_CELLS_H_

#include <map>
#include <string>
#include <vector>

#include "core/base/period.h"
#include "core/model/observation.h"

namespace rapporteur::report {

struct Cell {
  // The chosen value, or the first in the order of sources where none is chosen (its group's choice
  // is a source that does not give this cell).
  const Observation* shown = nullptr;
  std::vector<const Observation*> all;  // the shown one first
  bool disputed = false;                // two sources say different things
};

// What a row of a table is about.
struct CellKey {
  std::string territory, dimensions;
  auto operator<=>(const CellKey&) const = default;
};

using Series = std::map<std::string, Cell>;  // by period code, which sorts by its start

class Cells {
 public:
  Cells(const std::vector<Observation>& observations, const PeriodRange& periods);

  const Cell* Find(const std::string& indicator, const CellKey& key,
                   const std::string& period) const;
  // Empty where the indicator has no observation.
  const std::map<CellKey, Series>& Of(const std::string& indicator) const;
  // The cells of the whole country that are not broken down.
  const Series& TotalsOf(const std::string& indicator) const;
  // True where a number or a text is known, or hidden by its source.
  bool HasData(const std::string& indicator) const;
  const std::string& country() const { return country_; }
  std::size_t values() const { return values_; }

 private:
  std::map<std::string, std::map<CellKey, Series>> by_indicator_;
  std::string country_;
  std::size_t values_ = 0;
};

}  // namespace rapporteur::report

#endif  // RAPPORTEUR_REPORT_CELLS_H_
