// Reads all values of one (country, indicator) pair and says of each whether it is chosen, why, and
// whether it is disputed.  Only for Observations.
//
// Belongs to the thread of its Store.
#ifndef RAPPORTEUR_STORE_PAIR_READER_H_
#define RAPPORTEUR_STORE_PAIR_READER_H_

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/base/period.h"
#include "core/model/choice.h"
#include "core/model/observation.h"
#include "core/model/source.h"
#include "core/store/choices.h"
#include "core/store/store.h"

namespace rapporteur {

// The small tables that every row points into.  Loaded once per state of the store.
struct NamesById {
  struct PeriodRow {
    Period period;
    std::uint32_t order = 0;  // by code
  };
  struct SourceRow {
    Source source;
    std::uint32_t order = 0;  // by code
  };
  std::unordered_map<std::uint32_t, PeriodRow> periods;
  std::unordered_map<std::uint32_t, SourceRow> sources;
  std::unordered_map<std::uint32_t, std::string> definitions, sheets;

  static Result<NamesById> Load(Connection& connection);
};

// A value of a pair, still with the ids of the store.
struct PairRow {
  std::uint32_t series = 0;  // position in PairValues::series
  std::uint32_t period = 0, source = 0;  // source 0 = computed
  std::uint32_t definition = 0, remark = 0, sheet = 0;
  int revision = 1;
  bool current = true, withdrawn = false;
  std::int64_t batch = 0;
  std::uint64_t row = 0;
  Value value;
  std::string unit;  // of a computed value
};

struct PairSeries {
  std::uint32_t id = 0;
  std::string territory, dimensions;
  std::uint32_t territory_order = 0, dimensions_order = 0;
};

struct PairValues {
  std::vector<PairSeries> series;   // by territory, dimensions
  std::vector<PairRow> rows;        // by period
  std::vector<Verdict> verdicts;    // of the rows
};

class PairReader {
 public:
  PairReader(Store& store, const NamesById& names, const PeriodRange& periods, bool history)
      : store_(store), names_(names), periods_(periods), history_(history) {}

  Result<PairValues> Read(const std::string& country, const std::string& indicator);

 private:
  Status LoadSeries(const std::string& country, const std::string& indicator);
  Status LoadRows(const std::string& country, const std::string& indicator);
  Status LoadComputed(const std::string& country, const std::string& indicator);
  Status Choose(const std::string& country, const std::string& indicator);
  void ChooseGroup(std::size_t begin, std::size_t end, const std::string& country,
                   const std::vector<std::string>& order,
                   const std::vector<ChoiceRecord>& choices);
  void AddPersons(const std::vector<ChoiceRecord>& choices, const std::vector<std::size_t>& rows,
                  ChoiceGroup& group) const;
  void ShowComputed(std::size_t begin, std::size_t end);

  Store& store_;
  const NamesById& names_;
  const PeriodRange& periods_;
  bool history_;
  PairValues out_;
  std::unordered_map<std::uint32_t, std::uint32_t> position_;  // series id -> position
};

}  // namespace rapporteur

#endif  // RAPPORTEUR_STORE_PAIR_READER_H_
