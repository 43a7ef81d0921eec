// Undoing a batch: each cell it wrote gets a counter-revision, in one transaction.
//
// A cell's revisions are numbered without gaps, and a batch writes a cell at most once.  So the
// revision before the batch's own is what a query said before it, and the newest revision tells who
// stands on it: the batch itself, or one that came later.  A counter-revision carries the batch of
// what it restores; undoing the later batch therefore makes the earlier one undoable again.
#include "core/base/json.h"
#include "core/base/text.h"
#include "core/store/audit.h"
#include "core/store/batches.h"
#include "core/store/store.h"

namespace rapporteur {
namespace {

// The cells a batch wrote (w: its own revision) and their newest revisions (n).
const std::string kCells =
    " FROM batch_series b CROSS JOIN observation w ON w.series = b.series AND w.batch = b.batch "
    "AND w.undo_of IS NULL CROSS JOIN observation n ON n.series = w.series "
    "AND n.period = w.period AND n.source = w.source AND n.revision = ("
    "SELECT max(revision) FROM observation m WHERE m.series = w.series AND m.period = w.period "
    "AND m.source = w.source) ";
const std::string kOfBatch = "WHERE b.batch = ?1 ";

}  // namespace

Result<std::vector<std::int64_t>> Batches::StandingOn(std::int64_t number) {
  Statement rows = store_.connection().Prepare("SELECT DISTINCT n.batch" + kCells +
                                               kOfBatch + "AND n.batch <> ?1 ORDER BY 1");
  rows.With(number);
  std::vector<std::int64_t> later;
  while (rows.Step()) later.push_back(rows.Int(0));
  if (!rows.status().ok()) return rows.status();
  return later;
}

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
  Result<std::vector<std::int64_t>> later = StandingOn(number);
  if (!later.ok()) return later.status();
  result.blocked_by = *std::move(later);
  if (!result.blocked_by.empty()) return result;

  Connection& connection = store_.connection();
  // What was said before, with its place, so that a query says the same again.
  Status done =
      connection
          .Prepare("INSERT INTO observation SELECT p.series, p.period, p.source, n.revision + 1, "
                   "p.value, p.text, p.status, p.flags, p.definition, p.remark, p.batch, p.sheet, "
                   "p.row, p.withdrawn, ?1" +
                   kCells +
                   "CROSS JOIN observation p ON p.series = w.series AND p.period = w.period "
                   "AND p.source = w.source AND p.revision = w.revision - 1 " + kOfBatch)
          .With(number)
          .Run();
  if (!done.ok()) return done;
  // Where nothing was said before: withdrawn, with the batch that is taken back.
  done = connection
             .Prepare("INSERT INTO observation SELECT w.series, w.period, w.source, "
                      "n.revision + 1, NULL, NULL, w.status, w.flags, w.definition, w.remark, "
                      "w.batch, w.sheet, w.row, 1, ?1" +
                      kCells + kOfBatch + "AND w.revision = 1")
             .With(number)
             .Run();
  if (!done.ok()) return done;
  {
    Statement count = connection.Prepare(
        "SELECT sum(o.withdrawn = 0), sum(o.withdrawn) FROM batch_series b CROSS JOIN observation "
        "o ON o.series = b.series AND o.undo_of = ?1 WHERE b.batch = ?1");
    count.With(number);
    if (!count.Step()) return count.status();
    result.restored = count.Unsigned(0);
    result.withdrawn = count.Unsigned(1);
  }
  const std::uint64_t written = record->observations.added + record->observations.changed;
  if (result.restored + result.withdrawn != written) {
    return Status::Broken("balance", "Batch " + std::to_string(number) + " wrote " +
                                         std::to_string(written) + " cells, undoing it restores " +
                                         std::to_string(result.restored) + " and withdraws " +
                                         std::to_string(result.withdrawn) + ".");
  }
  // The values restored carry another batch; its series are those that batch wrote already.
  for (const char* sql :
       {"INSERT OR IGNORE INTO dirty SELECT DISTINCT s.country, s.indicator, p.code "
        "FROM batch_series b CROSS JOIN series s ON s.id = b.series CROSS JOIN observation o "
        "ON o.series = s.id AND o.undo_of = ?1 CROSS JOIN period p ON p.id = o.period "
        "WHERE b.batch = ?1",
        "UPDATE meta SET value = value + 1 WHERE name = 'generation' AND ?1 > 0"}) {
    if (Status s = connection.Prepare(sql).With(number).Run(); !s.ok()) return s;
  }
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
