// Counts the rows of a person-level table while they stream by, by a mapping whose rows are persons
// or cases, and gives the counts as observations.  Of a row nothing is kept: what it says becomes a
// number in a group, and what is wrong with it is said by its place, never by its content.
//
// Belongs to one import, one thread.
//
// Example:
//   Counter counter(mapping, context);
//   if (Status s = counter.Bind(all_columns); !s.ok()) return s;
//   ... for each row of a table with the wanted() columns only:
//   if (Status s = counter.Add(table, row, place, result); !s.ok()) return s;
//   Status s = counter.Finish([&](const MappedObservation& o) { return Stage(o); });
#ifndef RAPPORTEUR_IMPORT_COUNTER_H_
#define RAPPORTEUR_IMPORT_COUNTER_H_

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/import/count_cells.h"
#include "core/import/count_groups.h"
#include "core/import/count_persons.h"
#include "core/import/count_rules.h"
#include "core/import/mapping.h"
#include "core/import/row_mapper.h"
#include "core/worker/table.h"

namespace rapporteur {

class Counter {
 public:
  // REQUIRES: mapping.count is set.
  Counter(const Mapping& mapping, MapperContext context, const CountLimits& limits = {});
  ~Counter();

  // Finds every mapped column among all those of the table.  A column that is neither mapped nor
  // ignored, and a mapped one that the file lacks, refuse the file.
  Status Bind(const std::vector<Field>& all);

  // The columns that are looked at, by their position in the table; the tables given to Add() have
  // only these.
  const std::vector<std::size_t>& wanted() const { return wanted_; }
  // Of a wanted column: whether it holds codes, numbers or periods (see RowMapper::HoldsCodes), and
  // whether the mapping takes it for a day of birth, to make an age group of it.
  bool HoldsCodes(std::size_t index) const { return codes_[index]; }
  bool IsBirthDate(std::size_t index) const { return birth_dates_[index]; }

  // Counts one row, or says in `result` why it is skipped or refused.
  // Errors, which end the import: too-many-groups, too-many-persons, too-many-unknown.
  Status Add(const Table& table, std::size_t row, const Place& place, RowResult& result);

  // Gives every count as an observation, after the last row.
  Status Finish(const std::function<Status(const MappedObservation&)>& emit);

  struct Total {
    std::string country, indicator;
    std::uint64_t count = 0;
  };
  // REQUIRES: Finish() was called.  Persons by indicator, whatever the breakdowns.
  const std::vector<Total>& totals() const { return totals_; }
  std::uint64_t groups() const;
  const std::string& unit() const { return rules_.unit; }

 private:
  // A mapped column of the file, or a constant.
  struct Slot {
    const MappedColumn* column = nullptr;
    int index = -1;  // among the wanted columns
    explicit operator bool() const { return column != nullptr; }
  };
  struct Country;
  struct Row;

  Status BindColumns();
  Status BindDimensions();
  Status BindBreakdowns();
  Status BindSkips();
  Status RefuseUnmapped() const;
  Status MissingColumn(const std::string& header) const;
  Result<int> Want(const std::string& header);
  Status BadMapping(const std::string& what) const;

  std::string_view CellText(int index, const Table& table, std::size_t row);
  std::string_view SlotText(const Slot& slot, const Table& table, std::size_t row);
  std::optional<std::string> SkipReason(const Table& table, std::size_t row);
  bool SaysNothing(const Table& table, std::size_t row);
  bool ReadContext(Row& row);
  bool ReadDimensions(Row& row);
  Country* FindCountry(Row& row);
  const Period* FindPeriod(std::string_view text);
  const Source* FindSource(Row& row, Country& country);
  std::optional<Problem> CheckDefinition(const Catalogue& catalogue,
                                         const IndicatorVersion& definition) const;
  bool Fail(Row& row, const std::string& header, Problem problem);
  bool IsStrange(char kind, std::string_view text);
  void MarkStrange(char kind, std::string_view text);
  bool IsBound(std::size_t column) const;

  const Mapping& mapping_;
  const CountRules& rules_;
  MapperContext context_;
  const CountLimits limits_;

  std::vector<Field> all_;
  std::vector<std::string> headers_;  // trimmed
  std::vector<std::size_t> wanted_;
  std::vector<FieldType> types_;      // of the wanted columns
  std::vector<bool> data_, codes_, birth_dates_;
  std::map<std::string, std::size_t> bound_;  // header -> position in the table
  std::vector<std::string> scratch_;

  Slot country_, indicator_, period_, source_, counted_by_;
  std::vector<std::pair<const MappedColumn*, std::string Remarks::*>> remarks_;
  std::string status_ = "A", flags_;
  std::vector<std::pair<std::string, std::string>> fixed_;  // dimensions with a constant
  std::string territory_;                                   // a constant one
  int person_ = -1;
  struct Skip {
    const SkipRule* rule;
    std::vector<int> columns;  // of its conditions
  };
  std::vector<Skip> skips_;
  std::vector<CountColumn> dimensions_;
  std::unique_ptr<CountGroups> groups_;
  std::unique_ptr<CountPersons> persons_;

  TextMap<std::unique_ptr<Country>> countries_;
  TextMap<const Period*> period_texts_;
  std::map<std::string, std::unique_ptr<Period>> periods_;
  TextMap<bool> strange_;  // texts that nobody knew, with their kind
  Status too_strange_;     // set where they are too many
  CountProfile profile_;
  std::vector<Total> totals_;
};

}  // namespace rapporteur

#endif  // RAPPORTEUR_IMPORT_COUNTER_H_
