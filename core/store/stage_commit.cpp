// Writing a compared stage: one transaction, values in the order of their table.
#include <unordered_set>

#include "core/base/json.h"
#include "core/store/audit.h"
#include "core/store/batches.h"
#include "core/store/originals.h"
#include "core/store/stage_impl.h"

namespace rapporteur {
namespace {

constexpr std::size_t kPiece = 16384;  // records read back at a time

}  // namespace

Status Stage::Impl::CheckBalance(const BatchRecord& record) const {
  const BatchRecord::Rows& rows_of = record.rows;
  if (rows_of.read != rows_of.mapped + rows_of.skipped + rows_of.refused) {
    return Status::Broken("balance", "The rows do not add up: " + std::to_string(rows_of.read) +
                                         " read, " + std::to_string(rows_of.mapped) + " mapped, " +
                                         std::to_string(rows_of.skipped) + " skipped, " +
                                         std::to_string(rows_of.refused) + " refused.");
  }
  const Difference& d = difference;
  if (d.staged != d.added + d.changed + d.unchanged + d.refused ||
      result_count != d.added + d.changed) {
    return Status::Broken("balance", "The values do not add up: " + std::to_string(d.staged) +
                                         " staged, " + std::to_string(d.added) + " added, " +
                                         std::to_string(d.changed) + " changed, " +
                                         std::to_string(d.unchanged) + " unchanged, " +
                                         std::to_string(d.refused) + " refused.");
  }
  return {};
}

Status Stage::Impl::Commit(BatchRecord& record, const KeptOriginal* original) {
  if (!compared_at) {
    Result<Transaction> one_state = store.BeginRead();
    if (!one_state.ok()) return one_state.status();
    Result<Difference> compared = Compare({}, {});
    if (!compared.ok()) return compared.status();
  }
  std::optional<PendingOriginal> pending;
  const auto write_original = [&]() -> Status {
    if (original == nullptr || result_count == 0 || pending) return {};
    Result<PendingOriginal> written = PendingOriginal::Write(
        store.originals(),
        {original->sha256, original->name, original->access_class, store.Now(),
         original->bytes.size()},
        original->bytes);
    if (!written.ok()) return written.status();
    pending.emplace(*std::move(written));
    return {};
  };
  // The slow part of keeping the file (its bytes on the disk) comes before the write lock.
  if (Status s = write_original(); !s.ok()) return s;

  Result<Transaction> transaction = store.Begin();
  if (!transaction.ok()) return transaction.status();
  Result<std::int64_t> generation = Generation();
  if (!generation.ok()) return generation.status();
  if (*generation != *compared_at) {
    Result<Difference> compared = Compare({}, {});
    if (!compared.ok()) return compared.status();
    if (Status s = write_original(); !s.ok()) return s;
  }
  if (Status s = CheckBalance(record); !s.ok()) return s;
  BatchRecord stored = record;
  stored.finished = store.Now();
  if (stored.started.empty()) stored.started = stored.finished;
  stored.observations.added = difference.added;
  stored.observations.changed = difference.changed;
  stored.observations.unchanged = difference.unchanged;
  stored.observations.refused += difference.refused;
  if (result_count == 0) {
    stored.state = "nothing_new";
    record = std::move(stored);
    return {};
  }
  stored.state = "stored";
  stored.file.kept = pending.has_value();
  if (Status s = store.batches().Insert(stored); !s.ok()) return s;
  if (Status s = InsertPeriods(); !s.ok()) return s;
  if (Status s = InsertNew(definitions, definition_ids, "INSERT INTO definition VALUES (?1, ?2)");
      !s.ok()) {
    return s;
  }
  if (Status s = InsertNew(sheets, sheet_ids, "INSERT INTO sheet VALUES (?1, ?2)"); !s.ok()) {
    return s;
  }
  if (Status s = InsertSeries(); !s.ok()) return s;
  if (Status s = InsertRemarks(); !s.ok()) return s;
  if (Status s = InsertObservations(stored.number); !s.ok()) return s;
  if (Status s = main.Prepare("UPDATE meta SET value = value + 1 WHERE name = 'generation'").Run();
      !s.ok()) {
    return s;
  }
  const Status audited =
      store.audit().Append(stored.user, stored.origin == "entered" ? "value.set" : "batch.import",
                           {{"batch", stored.number},
                            {"file", stored.file.name},
                            {"sha256", stored.file.sha256},
                            {"added", stored.observations.added},
                            {"changed", stored.observations.changed}});
  if (!audited.ok()) return audited;
  if (pending) {
    if (Status s = pending->Place(); !s.ok()) return s;
  }
  if (Status s = transaction->Commit(); !s.ok()) return s;
  // Inside a caller's transaction the marker stays: nobody knows yet whether it will be kept.
  if (pending && !main.in_transaction()) pending->Done();
  record = std::move(stored);
  return {};
}

Status Stage::Impl::InsertNew(const NameTable& names, const Ids& ids, const std::string& sql) {
  Statement insert = main.Prepare(sql);
  for (std::uint32_t ref = 1; ref <= names.size(); ++ref) {
    if (!ids.is_new(ids.of[ref])) continue;
    if (Status s = insert.With(std::uint64_t{ids.of[ref]}, names.Name(ref)).Run(); !s.ok()) {
      return s;
    }
  }
  return {};
}

Status Stage::Impl::InsertPeriods() {
  Statement insert = main.Prepare("INSERT INTO period VALUES (?1, ?2, ?3, ?4)");
  for (std::uint32_t ref = 1; ref <= periods.size(); ++ref) {
    if (!period_ids.is_new(period_ids.of[ref])) continue;
    const Period& period = period_days[ref - 1];
    const Status done = insert
                            .With(std::uint64_t{period_ids.of[ref]}, period.code, period.first_day,
                                  period.last_day)
                            .Run();
    if (!done.ok()) return done;
  }
  return {};
}

Status Stage::Impl::InsertSeries() {
  Statement keys = scratch->Prepare(
      "SELECT ref, country, indicator, territory, dimensions FROM series "
      "ORDER BY country, indicator, territory, dimensions");
  Statement insert = main.Prepare("INSERT INTO series VALUES (?1, ?2, ?3, ?4, ?5)");
  std::uint32_t before = series_ids.known;
  while (keys.Step()) {
    const std::uint32_t id = series_ids.of[static_cast<std::size_t>(keys.Int(0))];
    if (id <= before) continue;  // known, or the same key under another ref
    before = id;
    const Status done = insert
                            .With(std::uint64_t{id}, keys.View(1), keys.View(2), keys.View(3),
                                  keys.View(4))
                            .Run();
    if (!done.ok()) return done;
  }
  return keys.status();
}

Status Stage::Impl::InsertRemarks() {
  Statement keys = scratch->Prepare(
      "SELECT ref, digest, note, source_ref, evidence, law, unit, counting_mode FROM remark "
      "ORDER BY digest");
  Statement insert =
      main.Prepare("INSERT INTO remark VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");
  std::uint32_t before = remark_ids.known;
  while (keys.Step()) {
    const std::uint32_t id = remark_ids.of[static_cast<std::size_t>(keys.Int(0))];
    if (id <= before) continue;
    before = id;
    const Status done = insert
                            .With(std::uint64_t{id}, keys.View(1), keys.View(2), keys.View(3),
                                  keys.View(4), keys.View(5), keys.View(6), keys.View(7))
                            .Run();
    if (!done.ok()) return done;
  }
  return keys.status();
}

Status Stage::Impl::InsertObservations(std::int64_t batch) {
  Statement insert = main.Prepare(
      "INSERT INTO observation VALUES "
      "(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, 0, NULL)");
  Statement insert_series = main.Prepare("INSERT INTO batch_series VALUES (?1, ?2)");
  const auto optional = [](std::uint32_t id) {
    return id == 0 ? std::optional<std::uint64_t>() : std::optional<std::uint64_t>(id);
  };
  Statement pair_of = main.Prepare("SELECT country, indicator FROM series WHERE id = ?1");
  std::vector<std::pair<std::string, std::string>> pairs;
  std::unordered_set<std::uint64_t> groups;  // position in pairs, period
  std::uint32_t series = 0;
  std::string text;
  std::vector<StageRecord> piece;
  for (std::uint64_t done = 0; done < result_count; done += piece.size()) {
    piece.resize(static_cast<std::size_t>(std::min<std::uint64_t>(kPiece, result_count - done)));
    const Status read =
        result->Read(done * sizeof(StageRecord), reinterpret_cast<char*>(piece.data()),
                     piece.size() * sizeof(StageRecord));
    if (!read.ok()) return read;
    for (const StageRecord& record : piece) {
      insert.Reset();
      insert.Bind(1, std::uint64_t{record.series});
      insert.Bind(2, std::uint64_t{record.period});
      insert.Bind(3, std::uint64_t{record.source});
      insert.Bind(4, std::uint64_t{record.order});
      if (record.has_number != 0) insert.Bind(5, record.number);
      if (record.text_size > 0) {
        if (Status s = ReadText(record, text); !s.ok()) return s;
        insert.BindStatic(6, text);
      }
      insert.BindStatic(7, statuses.Name(record.status));
      insert.BindStatic(8, flags.Name(record.flags));
      insert.Bind(9, optional(record.definition));
      insert.Bind(10, optional(record.remark));
      insert.Bind(11, batch);
      insert.Bind(12, optional(record.sheet));
      insert.Bind(13, record.row);
      if (Status s = insert.Run(); !s.ok()) return s;
      if (record.series != series) {
        series = record.series;
        if (Status s = insert_series.With(batch, std::uint64_t{series}).Run(); !s.ok()) return s;
        pair_of.With(std::uint64_t{series});
        if (!pair_of.Step()) return pair_of.status();
        if (pairs.empty() || pairs.back().first != pair_of.View(0) ||
            pairs.back().second != pair_of.View(1)) {
          pairs.emplace_back(pair_of.Text(0), pair_of.Text(1));
        }
      }
      groups.insert((pairs.size() - 1) << 32 | record.period);
    }
  }
  return InsertDirty(pairs, groups);
}

// Whose computed values are due: the groups of the values just written.
Status Stage::Impl::InsertDirty(const std::vector<std::pair<std::string, std::string>>& pairs,
                                const std::unordered_set<std::uint64_t>& groups) {
  Statement insert = main.Prepare(
      "INSERT OR IGNORE INTO dirty SELECT ?1, ?2, code FROM period WHERE id = ?3");
  for (std::uint64_t group : groups) {
    const auto& [country, indicator] = pairs[group >> 32];
    const Status done = insert.With(country, indicator, group & UINT32_MAX).Run();
    if (!done.ok()) return done;
  }
  return {};
}

}  // namespace rapporteur
