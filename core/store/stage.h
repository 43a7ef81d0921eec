// A Stage takes the observations of one import while they stream in, compares them with the store,
// and commits them in one short transaction.  Nothing of the store changes before Commit, and the
// write lock is taken only then.  Memory stays bounded whatever the number of rows: rows go to an
// unnamed file in the data folder's tmp, which the kernel removes when the process ends.
//
// A Stage belongs to one thread and to the Store it was made for.
//
// Example:
//   Result<std::unique_ptr<Stage>> stage = Stage::Begin(store);
//   StagedRow row;
//   row.series = stage->Series({"RS", "ID.02", "RS", ""});
//   row.period = stage->PeriodOf(period);
//   row.source = stage->Source("RS", "USTIP-2018/RS-CZZTLJ");
//   row.definition = stage->Definition("RS:ID.02@1");
//   row.number = 40; row.row = 22;
//   if (Status s = stage->Add(row); !s.ok()) return s;
//   Result<Difference> difference = stage->Compare(on_duplicate, on_change);
//   Status s = stage->Commit(record, nullptr);
#ifndef RAPPORTEUR_STORE_STAGE_H_
#define RAPPORTEUR_STORE_STAGE_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/period.h"
#include "core/base/status.h"
#include "core/model/observation.h"
#include "core/store/batch_record.h"

namespace rapporteur {

class Store;

// References into a Stage's tables; 0 is "none".  Valid for the Stage that gave them.
using SeriesRef = std::uint32_t;
using PeriodRef = std::uint32_t;
using SourceRef = std::uint32_t;
using DefinitionRef = std::uint32_t;
using RemarkRef = std::uint32_t;
using SheetRef = std::uint32_t;

struct StagedRow {
  SeriesRef series = 0;
  PeriodRef period = 0;
  SourceRef source = 0;
  DefinitionRef definition = 0;
  RemarkRef remark = 0;
  SheetRef sheet = 0;
  std::optional<double> number;
  std::string_view text;
  std::string_view status = "A";
  std::string_view flags;
  std::uint64_t row = 0;  // 1-based row of the file
};

// A row that is refused because another row of the file says something about the same cell.
struct DuplicateRow {
  SeriesKey key;
  std::string period, source;
  std::string sheet;
  std::uint64_t row = 0;        // the refused one
  std::string other_sheet;
  std::uint64_t other_row = 0;  // the first one; for the first one itself, the second
  bool same_value = false;      // true: only the later rows are refused; false: all of them
};
using DuplicateCallback = std::function<void(const DuplicateRow&)>;

// One cell of the file against the store, for a preview.  `old_value` is absent where the cell is
// new.
struct CellChange {
  enum class Kind { kAdded, kChanged, kUnchanged };
  Kind kind = Kind::kAdded;
  SeriesKey key;
  std::string period, source, sheet;
  std::uint64_t row = 0;
  std::optional<Value> old_value;
  Value new_value;
  bool remarks_changed = false;  // note, evidence, definition, ... differ
};
// Called in the order of the store; returns false when it has seen enough of that kind.
using ChangeCallback = std::function<bool(const CellChange&)>;

struct Difference {
  std::uint64_t staged = 0;
  std::uint64_t added = 0, changed = 0, unchanged = 0;
  std::uint64_t refused = 0;  // duplicates
};

// What a Stage may hold in memory before it goes on to disk; tests set them small.
struct StageLimits {
  std::size_t texts = 3'000'000;    // series and remarks it remembers, 28 bytes each
  std::size_t rows = 1u << 20;      // rows it sorts at once, 56 bytes each
  std::size_t duplicates = 100'000; // rows about one cell that are reported one by one
};

// A file to keep with the batch.
struct KeptOriginal {
  std::string_view bytes;    // must live until Commit returns
  std::string name, sha256;
  std::string access_class = "restricted";
};

class Stage {
 public:
  static Result<std::unique_ptr<Stage>> Begin(Store& store, const StageLimits& limits = {});
  ~Stage();

  SeriesRef Series(const SeriesKey& key);
  PeriodRef PeriodOf(const Period& period);
  // Must be registered when Compare is called.
  SourceRef Source(std::string_view country, std::string_view code);
  DefinitionRef Definition(std::string_view name);
  RemarkRef Remark(const Remarks& remarks);
  SheetRef Sheet(std::string_view name);

  // Errors: disk-full.  A failure of the functions above is reported here.
  Status Add(const StagedRow& row);
  std::uint64_t size() const;

  // What Commit would do.  May be called once, after the last Add.  Either callback may be empty.
  // Of a cell with more than 100,000 rows only so many are reported, all are counted.
  // Errors: unknown-source, disk-full, store-corrupt.
  Result<Difference> Compare(const DuplicateCallback& on_duplicate = {},
                             const ChangeCallback& on_change = {});

  // Stores the staged rows as one batch.  On entry `record` has everything but the number, the
  // finish time and the observation counts; observations.refused holds what the caller refused
  // before staging, and the duplicates are added to it.  On return it is what was stored.  Where
  // nothing would be added or changed nothing is stored, number stays 0, state is nothing_new.
  // If the store moved since Compare, it is compared again inside the transaction.
  // Error of ours (Broken) "balance" where rows or observations don't add up.
  Status Commit(BatchRecord& record, const KeptOriginal* original = nullptr);

 private:
  struct Impl;
  explicit Stage(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace rapporteur

#endif  // RAPPORTEUR_STORE_STAGE_H_
