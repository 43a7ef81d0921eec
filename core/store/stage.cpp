#include "core/store/stage.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "core/base/hash.h"
#include "core/store/stage_impl.h"

namespace rapporteur {

std::uint32_t NameTable::Ref(std::string_view name) {
  auto it = refs_.find(name);
  if (it != refs_.end()) return it->second;
  names_.emplace_back(name);
  return refs_.emplace(names_.back(), size()).first->second;
}

Stage::Impl::Impl(Store& its_store, const StageLimits& its_limits)
    : store(its_store),
      main(its_store.connection()),
      limits(its_limits),
      series_refs(its_limits.texts),
      remark_refs(its_limits.texts),
      rows(its_store.TemporaryFolder()),
      texts(its_store.TemporaryFolder()) {}

// The texts of series and remarks go to a database of their own, because they must be sorted and
// found by number; it is removed from its folder at once, so that it ends with the process.
Status Stage::Impl::OpenScratch() {
  std::string path = store.TemporaryFolder() + "/stage-XXXXXX";
  Fd made(::mkostemp(path.data(), O_CLOEXEC));
  if (!made.valid()) {
    return Status::Refused("cannot-write-file", store.TemporaryFolder() +
                                                    ": no temporary file can be made there (" +
                                                    std::strerror(errno) +
                                                    "); nothing was stored.");
  }
  Result<std::unique_ptr<Connection>> opened = Connection::Open(path, {});
  if (opened.ok()) {
    scratch = *std::move(opened);
    failure = scratch->Execute(
        "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE;"
        "PRAGMA temp_store = FILE; BEGIN;"
        "CREATE TABLE series (ref INTEGER PRIMARY KEY, country TEXT, indicator TEXT,"
        " territory TEXT, dimensions TEXT);"
        "CREATE TABLE remark (ref INTEGER PRIMARY KEY, digest TEXT, note TEXT, source_ref TEXT,"
        " evidence TEXT, law TEXT, unit TEXT, counting_mode TEXT);");
  }
  ::unlink(path.c_str());
  if (!opened.ok()) return opened.status();
  if (!failure.ok()) return failure;
  add_series.emplace(scratch->Prepare("INSERT INTO series VALUES (?1, ?2, ?3, ?4, ?5)"));
  add_remark.emplace(
      scratch->Prepare("INSERT INTO remark VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"));
  return {};
}

Status Stage::Impl::ReadText(const StageRecord& record, std::string& text) {
  text.resize(record.text_size);
  if (text.empty()) return {};
  return texts.Read(record.text, text.data(), text.size());
}

Status Stage::Impl::ReadValue(const StageRecord& record, Value& value) {
  value.number.reset();
  if (record.has_number != 0) value.number = record.number;
  value.status = statuses.Name(record.status);
  value.flags = flags.Name(record.flags);
  return ReadText(record, value.text);
}

Stage::Stage(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Stage::~Stage() = default;

Result<std::unique_ptr<Stage>> Stage::Begin(Store& store, const StageLimits& limits) {
  auto impl = std::make_unique<Impl>(store, limits);
  if (Status s = impl->OpenScratch(); !s.ok()) return s;
  return std::unique_ptr<Stage>(new Stage(std::move(impl)));
}

namespace {

// Texts side by side with their lengths, so that no two lists of texts give the same bytes.
void AppendPart(std::string& key, std::string_view part) {
  const std::uint32_t size = static_cast<std::uint32_t>(part.size());
  key.append(reinterpret_cast<const char*>(&size), sizeof size);
  key.append(part);
}

}  // namespace

SeriesRef Stage::Series(const SeriesKey& series) {
  Impl& impl = *impl_;
  impl.key.clear();
  for (std::string_view part :
       {series.country, series.indicator, series.territory, series.dimensions}) {
    AppendPart(impl.key, part);
  }
  const RefTable::Found found = impl.series_refs.FindOrAdd(impl.key);
  if (found.added) {
    const Status added = impl.add_series
                             ->With(std::uint64_t{found.ref}, series.country, series.indicator,
                                    series.territory, series.dimensions)
                             .Run();
    if (!added.ok()) impl.failure = added;
  }
  return found.ref;
}

RemarkRef Stage::Remark(const Remarks& remarks) {
  if (remarks.empty()) return 0;
  Impl& impl = *impl_;
  impl.key.clear();
  for (std::string_view part : {remarks.note, remarks.source_ref, remarks.evidence, remarks.law,
                                remarks.unit, remarks.counting_mode}) {
    AppendPart(impl.key, part);
  }
  const RefTable::Found found = impl.remark_refs.FindOrAdd(impl.key);
  if (found.added) {
    // Half of the hash is plenty against chance, and nobody gains by making two remarks collide.
    const Status added =
        impl.add_remark
            ->With(std::uint64_t{found.ref}, Sha256(impl.key).substr(7, 32), remarks.note,
                   remarks.source_ref, remarks.evidence, remarks.law, remarks.unit,
                   remarks.counting_mode)
            .Run();
    if (!added.ok()) impl.failure = added;
  }
  return found.ref;
}

PeriodRef Stage::PeriodOf(const Period& period) {
  const PeriodRef ref = impl_->periods.Ref(period.code);
  if (ref > impl_->period_days.size()) impl_->period_days.push_back(period);
  return ref;
}

SourceRef Stage::Source(std::string_view country, std::string_view code) {
  return impl_->sources.Ref(std::string(country).append("\n").append(code));
}

DefinitionRef Stage::Definition(std::string_view name) {
  return name.empty() ? 0 : impl_->definitions.Ref(name);
}

SheetRef Stage::Sheet(std::string_view name) { return name.empty() ? 0 : impl_->sheets.Ref(name); }

std::uint64_t Stage::size() const { return impl_->staged; }

Status Stage::Add(const StagedRow& row) {
  Impl& impl = *impl_;
  if (!impl.failure.ok()) return impl.failure;
  if (row.series == 0 || row.period == 0 || row.source == 0) {
    return Status::Broken("bad-staged-row", "A staged row lacks its series, period or source.");
  }
  const std::uint32_t status = impl.statuses.Ref(row.status), flags = impl.flags.Ref(row.flags);
  if (status > UINT16_MAX || flags > UINT16_MAX) {
    return Status::Broken("bad-staged-row", "A stage got more statuses or flags than there can be.");
  }
  if (impl.staged >= UINT32_MAX) {
    return Status::Refused("too-many-rows",
                           "The file gives more than 4,294,967,295 values; split it.");
  }
  StageRecord record;
  record.series = row.series;
  record.period = row.period;
  record.source = row.source;
  record.order = static_cast<std::uint32_t>(impl.staged);
  record.definition = row.definition;
  record.remark = row.remark;
  record.sheet = row.sheet;
  record.status = static_cast<std::uint16_t>(status);
  record.flags = static_cast<std::uint16_t>(flags);
  record.row = row.row;
  record.has_number = row.number.has_value() ? 1 : 0;
  record.number = row.number.value_or(0);
  if (!row.text.empty()) {
    record.text = impl.texts.size();
    record.text_size = static_cast<std::uint32_t>(row.text.size());
    if (Status s = impl.texts.Append(row.text); !s.ok()) return s;
  }
  ++impl.staged;
  return impl.rows.Append(Bytes(record));
}

Result<Difference> Stage::Compare(const DuplicateCallback& on_duplicate,
                                  const ChangeCallback& on_change) {
  Result<Transaction> one_state = impl_->store.BeginRead();
  if (!one_state.ok()) return one_state.status();
  return impl_->Compare(on_duplicate, on_change);
}

Status Stage::Commit(BatchRecord& record, const KeptOriginal* original) {
  return impl_->Commit(record, original);
}

}  // namespace rapporteur
