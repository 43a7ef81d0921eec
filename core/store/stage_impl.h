// What a Stage holds, for the files that implement it: stage.cpp takes rows in, stage_compare.cpp
// compares them with the store, stage_commit.cpp writes them.
#ifndef RAPPORTEUR_STORE_STAGE_IMPL_H_
#define RAPPORTEUR_STORE_STAGE_IMPL_H_

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/store/database.h"
#include "core/store/record_sorter.h"
#include "core/store/ref_table.h"
#include "core/store/spill_file.h"
#include "core/store/stage.h"
#include "core/store/stage_record.h"
#include "core/store/store.h"

namespace rapporteur {

// Few and short texts (periods, sources, statuses): kept as they are, numbered from 1.
class NameTable {
 public:
  std::uint32_t Ref(std::string_view name);
  const std::string& Name(std::uint32_t ref) const { return names_[ref - 1]; }
  std::uint32_t size() const { return static_cast<std::uint32_t>(names_.size()); }

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>()(text);
    }
  };
  std::vector<std::string> names_;
  std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>> refs_;
};

// What the store's newest revision of a cell says.
struct StoredCell {
  std::uint32_t period = 0, source = 0, definition = 0, remark = 0;
  int revision = 0;
  bool withdrawn = false;
  Value value;
};

struct Stage::Impl {
  // Ids of the store by ref (index 0 stands for "none"); those above `known` are not there yet.
  struct Ids {
    std::vector<std::uint32_t> of;
    std::uint32_t known = 0;
    bool is_new(std::uint32_t id) const { return id > known; }
    std::uint32_t Largest() const { return of.empty() ? 0 : *std::max_element(of.begin(), of.end()); }
    std::uint32_t RefOf(std::uint32_t id) const {
      return static_cast<std::uint32_t>(std::find(of.begin() + 1, of.end(), id) - of.begin());
    }
  };

  // The rows of a file about one cell.  Beyond the limit they are counted and compared, not kept.
  struct CellRows {
    std::vector<StageRecord> kept;  // in the order of the file
    std::uint64_t count = 0;
    bool same = true;               // all say what the first says
  };

  Impl(Store& its_store, const StageLimits& its_limits);

  // stage.cpp
  Status OpenScratch();
  Status ReadText(const StageRecord& record, std::string& text);
  Status ReadValue(const StageRecord& record, Value& value);

  // stage_compare.cpp
  Result<Difference> Compare(const DuplicateCallback& on_duplicate,
                             const ChangeCallback& on_change);
  Status Resolve();
  Status ResolveNames(const NameTable& names, const std::string& table, const std::string& column,
                      Ids& ids);
  Status ResolveSources();
  // A source stands in `sources` as its country and its code, a line each.
  std::string SourceCode(std::uint32_t ref) const;
  Status ResolveSeries();
  Status ResolveRemarks();
  Status SortRows(RecordSorter& sorter);
  Status AddToCell(CellRows& cell, const StageRecord& record);
  Status CompareRows(const CellRows& cell, const DuplicateCallback& on_duplicate,
                     const ChangeCallback& on_change);
  Status ReportDuplicates(const CellRows& cell, const DuplicateCallback& on_duplicate);
  Status CompareCell(StageRecord record, const ChangeCallback& on_change);
  // `old` is what the store says, null where the cell is new.
  Status ReportChange(CellChange::Kind kind, const StageRecord& record, const StoredCell* old,
                      const Value& value, const ChangeCallback& on_change);
  Status LoadSeries(std::uint32_t series);
  Result<SeriesKey> KeyOf(std::uint32_t series);
  std::string SheetName(std::uint32_t sheet) const;
  Result<std::int64_t> Generation();

  // stage_commit.cpp
  Status Commit(BatchRecord& record, const KeptOriginal* original);
  Status InsertNew(const NameTable& names, const Ids& ids, const std::string& sql);
  Status InsertPeriods();
  Status InsertSeries();
  Status InsertRemarks();
  Status InsertObservations(std::int64_t batch);
  class ResultRows;
  // The values of one indicator of one country in one period.
  struct Group {
    std::string country, indicator;
    std::uint32_t period = 0;
  };
  Status InsertDirty(const std::vector<Group>& groups);
  Status CheckBalance(const BatchRecord& record) const;

  Store& store;
  Connection& main;
  const StageLimits limits;
  Status failure;  // of an interning call, reported by the next Add or Compare

  // What came in.
  std::unique_ptr<Connection> scratch;  // texts of series and remarks, by ref
  std::optional<Statement> add_series, add_remark;
  RefTable series_refs, remark_refs;
  NameTable periods, sources, definitions, sheets, statuses, flags;
  std::vector<Period> period_days;  // by ref - 1
  SpillFile rows, texts;
  std::uint64_t staged = 0;
  std::string key;  // reused between calls

  // What Compare found.
  Ids series_ids, remark_ids, period_ids, definition_ids, sheet_ids, source_ids;
  std::optional<std::int64_t> compared_at;  // generation of the store
  Difference difference;
  std::unique_ptr<SpillFile> result;  // records to write, sorted, `order` is the revision
  std::uint64_t result_count = 0;
  bool want_change[3] = {};  // by kind: the change callback has not seen enough

  // The series the comparison is at.
  std::uint32_t loaded_series = 0;
  std::vector<StoredCell> loaded;
  std::uint32_t key_series = 0;
  SeriesKey key_text;
};

}  // namespace rapporteur

#endif  // RAPPORTEUR_STORE_STAGE_IMPL_H_
