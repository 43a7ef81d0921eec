// Undoing a batch: each cell it wrote gets a counter-revision, in one transaction.
//
// A cell's revisions are numbered without gaps, and a batch writes a cell at most once.  So the
// revision before the batch's own is what a query said before it, and the newest revision tells who
// stands on it: the batch itself, or one that came later.  A counter-revision carries the batch of
// what it restores; undoing the later batch therefore makes the earlier one undoable again.
#include <optional>
#include <set>
#include <utility>

#include "core/base/json.h"
#include "core/base/text.h"
#include "core/store/audit.h"
#include "core/store/batches.h"
#include "core/store/store.h"

namespace rapporteur {
namespace {

// A revision as it lies in the table.
struct Revision {
  std::int64_t period = 0, source = 0, number = 0;
  std::optional<double> value;
  std::optional<std::string> text;
  std::string status, flags;
  std::optional<std::int64_t> definition, remark, sheet, undo_of;
  std::int64_t batch = 0, row = 0;
  bool withdrawn = false;

  bool SameCell(const Revision& other) const {
    return period == other.period && source == other.source;
  }
};

class Undoing {
 public:
  Undoing(Connection& connection, UndoResult& result)
      : connection_(connection),
        result_(result),
        read_(connection.Prepare(
            "SELECT period, source, revision, value, text, status, flags, definition, remark, "
            "batch, sheet, row, withdrawn, undo_of FROM observation WHERE series = ?1 "
            "ORDER BY period, source, revision")),
        insert_(connection.Prepare("INSERT INTO observation VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, "
                                   "?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)")),
        pair_of_(connection.Prepare("SELECT country, indicator FROM series WHERE id = ?1")),
        due_(connection.Prepare(
            "INSERT OR IGNORE INTO dirty SELECT ?1, ?2, code FROM period WHERE id = ?3")) {}

  // Series after series, because a statement must not read what is being inserted.
  Status Run() {
    Statement series = connection_.Prepare("SELECT series FROM batch_series WHERE batch = ?1");
    series.With(result_.batch);
    while (series.Step()) {
      if (Status s = RunSeries(series.Int(0)); !s.ok()) return s;
    }
    result_.blocked_by.assign(later_.begin(), later_.end());
    return series.status();
  }

 private:
  static std::optional<std::int64_t> OptionalInt(const Statement& row, int column) {
    return row.IsNull(column) ? std::nullopt : std::optional(row.Int(column));
  }

  Status RunSeries(std::int64_t series) {
    revisions_.clear();
    read_.With(series);
    while (read_.Step()) {
      Revision r;
      r.period = read_.Int(0);
      r.source = read_.Int(1);
      r.number = read_.Int(2);
      r.value = read_.OptionalReal(3);
      if (!read_.IsNull(4)) r.text = read_.Text(4);
      r.status = read_.View(5);
      r.flags = read_.View(6);
      r.definition = OptionalInt(read_, 7);
      r.remark = OptionalInt(read_, 8);
      r.batch = read_.Int(9);
      r.sheet = OptionalInt(read_, 10);
      r.row = read_.Int(11);
      r.withdrawn = read_.Int(12) != 0;
      r.undo_of = OptionalInt(read_, 13);
      revisions_.push_back(std::move(r));
    }
    if (!read_.status().ok()) return read_.status();
    pair_of_.With(series);
    if (!pair_of_.Step()) return pair_of_.status();
    std::pair<std::string, std::string> pair{pair_of_.Text(0), pair_of_.Text(1)};
    if (pair != pair_) {
      pair_ = std::move(pair);
      due_periods_.clear();
    }
    for (std::size_t begin = 0, end = 0; begin < revisions_.size(); begin = end) {
      while (end < revisions_.size() && revisions_[end].SameCell(revisions_[begin])) ++end;
      if (Status s = RunCell(series, begin, end); !s.ok()) return s;
    }
    return {};
  }

  Status RunCell(std::int64_t series, std::size_t begin, std::size_t end) {
    std::size_t own = begin;
    while (own < end && (revisions_[own].batch != result_.batch || revisions_[own].undo_of)) ++own;
    if (own == end) return {};  // another cell of the series
    const Revision& newest = revisions_[end - 1];
    if (newest.batch != result_.batch) {
      later_.insert(newest.batch);
      return {};
    }
    // What was said before, with its place; else the value taken back, withdrawn.
    Revision counter = revisions_[own == begin ? own : own - 1];
    if (own == begin) {
      counter.value.reset();
      counter.text.reset();
      counter.withdrawn = true;
    }
    ++(counter.withdrawn ? result_.withdrawn : result_.restored);
    const Status inserted =
        insert_
            .With(series, counter.period, counter.source, newest.number + 1, counter.value,
                  counter.text, counter.status, counter.flags, counter.definition, counter.remark,
                  counter.batch, counter.sheet, counter.row, counter.withdrawn, result_.batch)
            .Run();
    if (!inserted.ok()) return inserted;
    if (!due_periods_.insert(counter.period).second) return {};
    return due_.With(pair_.first, pair_.second, counter.period).Run();
  }

  Connection& connection_;
  UndoResult& result_;
  Statement read_, insert_, pair_of_, due_;
  std::vector<Revision> revisions_;            // of one series
  std::pair<std::string, std::string> pair_;   // its country and indicator
  std::set<std::int64_t> due_periods_;         // of the pair, marked already
  std::set<std::int64_t> later_;
};

}  // namespace

Result<UndoResult> Batches::Undo(std::int64_t number, const std::string& user,
                                 const std::string& reason) {
  UndoResult result;
  result.batch = number;
  result.reason = reason;
  if (Trim(reason).empty()) {
    return Status::Refused("reason-missing", "Undoing a batch needs a reason.")
        .WithHint("Add --reason TEXT.");
  }
  Result<Transaction> transaction = store_.Begin();
  if (!transaction.ok()) return transaction.status();
  Result<BatchRecord> record = Get(number);
  if (!record.ok()) return record.status();
  if (record->state == "undone") {
    return Status::Refused("already-undone", "Batch " + std::to_string(number) +
                                                 " was undone already, on " + record->undone_at +
                                                 " by " + record->undone_by + ".");
  }
  Connection& connection = store_.connection();
  if (Status s = Undoing(connection, result).Run(); !s.ok()) return s;
  if (!result.blocked_by.empty()) {
    result.restored = result.withdrawn = 0;
    return result;  // and the transaction rolls back
  }
  const std::uint64_t written = record->observations.added + record->observations.changed;
  if (result.restored + result.withdrawn != written) {
    return Status::Broken("balance", "Batch " + std::to_string(number) + " wrote " +
                                         std::to_string(written) + " cells, undoing it restores " +
                                         std::to_string(result.restored) + " and withdraws " +
                                         std::to_string(result.withdrawn) + ".");
  }
  Status done =
      connection.Prepare("UPDATE meta SET value = value + 1 WHERE name = 'generation'").Run();
  if (!done.ok()) return done;
  done = connection
             .Prepare("UPDATE batch SET state = 'undone', undone_at = ?2, undone_by = ?3, "
                      "undone_reason = ?4 WHERE number = ?1")
             .With(number, store_.Now(), user, reason)
             .Run();
  if (!done.ok()) return done;
  done = store_.audit().Append(user, "batch.undo",
                               {{"batch", number},
                                {"reason", reason},
                                {"restored", result.restored},
                                {"withdrawn", result.withdrawn}});
  if (!done.ok()) return done;
  if (Status s = transaction->Commit(); !s.ok()) return s;
  return result;
}

}  // namespace rapporteur
