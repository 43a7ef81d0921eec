// Writing a compared stage: one transaction, values in the order of their table.
#include <algorithm>

#include "core/base/json.h"
#include "core/store/audit.h"
#include "core/store/batches.h"
#include "core/store/originals.h"
#include "core/store/row_source.h"
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
  Json details = {{"batch", stored.number},
                  {"file", stored.file.name},
                  {"sha256", stored.file.sha256},
                  {"added", stored.observations.added},
                  {"changed", stored.observations.changed}};
  if (stored.accepted_good_rows) {  // somebody decided to go on without the others
    details["accepted_good_rows"] = true;
    details["rows_refused"] = stored.rows.refused;
    details["values_refused"] = stored.observations.refused;
  }
  const Status audited = store.audit().Append(
      stored.user, stored.origin == "entered" ? "value.set" : "batch.import", std::move(details));
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

// The compared records as rows of the table; remembers on the way which series and groups there are.
class Stage::Impl::ResultRows : public RowSource {
 public:
  ResultRows(Impl& impl, std::int64_t batch)
      : impl_(impl), batch_(batch), periods_(impl.period_ids.Largest() + 1) {}

  // Those of the rows that were read, in their order.
  const std::vector<std::uint32_t>& series() const { return series_; }
  bool Next() override {
    if (at_ == piece_.size() && !ReadPiece()) return false;
    record_ = &piece_[at_++];
    if (series_.empty() || record_->series != series_.back()) {
      series_.push_back(record_->series);
      status_ = EnterSeries();
    }
    if (status_.ok() && record_->text_size > 0) status_ = impl_.ReadText(*record_, text_);
    periods_[record_->period] = true;
    return status_.ok();
  }

  void Give(int column, ColumnTaker& taker) override {
    const auto id = [&taker](std::uint32_t value) {
      if (value != 0) taker.Int(value);
    };
    switch (column) {
      case 1: return taker.Int(record_->series);
      case 2: return taker.Int(record_->period);
      case 3: return taker.Int(record_->source);
      case 4: return taker.Int(record_->order);
      case 5: return record_->has_number != 0 ? taker.Real(record_->number) : void();
      case 6: return record_->text_size > 0 ? taker.Text(text_) : void();
      case 7: return taker.Text(impl_.statuses.Name(record_->status));
      case 8: return taker.Text(impl_.flags.Name(record_->flags));
      case 9: return id(record_->definition);
      case 10: return id(record_->remark);
      case 11: return taker.Int(batch_);
      case 12: return id(record_->sheet);
      case 13: return taker.Int(static_cast<std::int64_t>(record_->row));
      default: return;
    }
  }

  Status status() const override { return status_; }

  // REQUIRES: all rows have been read.
  const std::vector<Group>& groups() {
    EndPair();
    return groups_;
  }

 private:
  bool ReadPiece() {
    const std::uint64_t left = impl_.result_count - done_;
    piece_.resize(static_cast<std::size_t>(std::min<std::uint64_t>(kPiece, left)));
    at_ = 0;
    if (piece_.empty()) return false;
    status_ = impl_.result->Read(done_ * sizeof(StageRecord),
                                 reinterpret_cast<char*>(piece_.data()),
                                 piece_.size() * sizeof(StageRecord));
    done_ += piece_.size();
    return status_.ok();
  }

  // Series of one pair mostly follow each other.
  Status EnterSeries() {
    pair_of_.With(std::uint64_t{record_->series});
    if (!pair_of_.Step()) return pair_of_.status();
    if (country_ != pair_of_.View(0) || indicator_ != pair_of_.View(1)) {
      EndPair();
      country_ = pair_of_.Text(0);
      indicator_ = pair_of_.Text(1);
    }
    return {};
  }

  void EndPair() {
    for (std::uint32_t period = 0; period < periods_.size(); ++period) {
      if (periods_[period]) groups_.push_back({country_, indicator_, period});
    }
    periods_.assign(periods_.size(), false);
  }

  Impl& impl_;
  const std::int64_t batch_;
  Statement pair_of_ = impl_.main.Prepare("SELECT country, indicator FROM series WHERE id = ?1");
  std::vector<StageRecord> piece_;
  std::size_t at_ = 0;
  std::uint64_t done_ = 0;
  const StageRecord* record_ = nullptr;
  std::string text_, country_, indicator_;
  std::vector<std::uint32_t> series_;
  std::vector<bool> periods_;  // of the pair, by id
  std::vector<Group> groups_;
  Status status_;
};

Status Stage::Impl::InsertObservations(std::int64_t batch) {
  ResultRows values(*this, batch);
  const Status done = main.RunOnRows(
      "INSERT INTO observation SELECT c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, 0, "
      "NULL FROM given_rows",
      values);
  if (!done.ok()) return done;
  Statement insert_series = main.Prepare("INSERT INTO batch_series VALUES (?1, ?2)");
  for (std::uint32_t series : values.series()) {
    if (Status s = insert_series.With(batch, std::uint64_t{series}).Run(); !s.ok()) return s;
  }
  return InsertDirty(values.groups());
}

// Whose computed values are due: the groups of the values just written.
Status Stage::Impl::InsertDirty(const std::vector<Group>& groups) {
  Statement insert = main.Prepare(
      "INSERT OR IGNORE INTO dirty SELECT ?1, ?2, code FROM period WHERE id = ?3");
  for (const Group& group : groups) {
    const Status done =
        insert.With(group.country, group.indicator, std::uint64_t{group.period}).Run();
    if (!done.ok()) return done;
  }
  return {};
}

}  // namespace rapporteur
