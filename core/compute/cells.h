// The chosen values of one country as formulas and checks look them up: by indicator, period and
// cell.  Read indicator by indicator, so that memory holds what is asked for and no more.
//
// Belongs to one thread.
#ifndef RAPPORTEUR_COMPUTE_CELLS_H_
#define RAPPORTEUR_COMPUTE_CELLS_H_

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "core/base/period.h"
#include "core/base/status.h"
#include "core/model/observation.h"

namespace rapporteur {

struct CellKey {
  std::string territory, dimensions;  // DimensionsText
  auto operator<=>(const CellKey&) const = default;
};

struct Cell {
  Value value;
  bool computed = false;
  std::string source, definition, counting_mode;
  std::shared_ptr<const Remarks> remarks = nullptr;  // null where nothing is said beside the value
};

// The cells of one indicator in one period, sorted.
using Slice = std::map<CellKey, Cell>;

// The numbers of the sources that were not chosen; few cells have such.
struct OtherNumber {
  std::string source;
  double number = 0;
};
using OtherNumbers = std::map<CellKey, std::vector<OtherNumber>>;

// Periods in the order of time, shorter ones that end on the same day last.
struct EarlierPeriod {
  bool operator()(const Period& left, const Period& right) const;
};
using Periods = std::set<Period, EarlierPeriod>;

// Where values come from: the store, or a table of a test.
class CellReader {
 public:
  virtual ~CellReader() = default;
  // The indicators that have values, sorted.
  virtual Result<std::vector<std::string>> Indicators() = 0;
  // The cells of the indicator that have or once had values, in any period.
  virtual Result<std::vector<CellKey>> CellsOf(const std::string& indicator) = 0;
  // The newest revisions of what every source says of the indicator in the periods within `range`,
  // and the computed values where no source gives one; `chosen` says which of them stand.
  virtual Status ForEach(const std::string& indicator, const PeriodRange& range,
                         const std::function<void(const Observation&)>& callback) = 0;
};

class CellTable {
 public:
  enum class Computed { kKeep, kIgnore };

  // `reader` must outlive the table.  kIgnore leaves out the computed values of the reader.
  CellTable(CellReader& reader, Computed computed) : reader_(reader), computed_(computed) {}

  // Reads the indicator's values within `range`; does nothing where that has been read.
  Status Load(const std::string& indicator, const PeriodRange& range);
  // Frees what was read and put.
  void Forget(const std::string& indicator);

  // Stands instead of what was or will be read.
  void Put(const std::string& indicator, const Period& period, Slice slice);

  // REQUIRES: the period has been loaded or put.  Valid until it is put or forgotten.
  const Slice& Get(const std::string& indicator, const Period& period) const;
  // What the sources say whose values do not stand.  REQUIRES: the period has been loaded.
  const OtherNumbers& OthersIn(const std::string& indicator, const Period& period) const;
  // What each source says of a cell, numbers only.
  std::vector<double> Numbers(const std::string& indicator, const Period& period,
                              const CellKey& key) const;
  // True where any source, chosen or not, gives the cell a value or says that it is suppressed or
  // not applicable: then it is not computed.
  bool IsGiven(const std::string& indicator, const Period& period, const CellKey& key) const;
  // The periods with values, loaded or put.
  Periods PeriodsOf(const std::string& indicator) const;

 private:
  // What is said of the cells of a period.
  struct Said {
    Slice chosen;
    // Only what sources say that were not chosen.
    std::set<CellKey> given;
    OtherNumbers others;
  };
  struct Loaded {
    PeriodRange range{kLastDate, kFirstDate};  // nothing
    std::map<Period, Said, EarlierPeriod> said;
    std::map<Period, Slice, EarlierPeriod> put;
  };
  const Said* Find(const std::string& indicator, const Period& period) const;

  CellReader& reader_;
  const Computed computed_;
  std::map<std::string, Loaded> loaded_;
};

// The range that holds this period and those within it.
PeriodRange RangeOf(const Period& period);
// The smallest range that holds both.
PeriodRange Hull(const PeriodRange& left, const PeriodRange& right);

}  // namespace rapporteur

#endif  // RAPPORTEUR_COMPUTE_CELLS_H_
