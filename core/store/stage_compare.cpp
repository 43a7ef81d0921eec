// Comparing staged rows with the store: refs become ids, rows are sorted into the order of the
// observation table, and each cell is held against its newest revision.
#include <algorithm>

#include "core/base/text.h"
#include "core/store/stage_impl.h"

namespace rapporteur {
namespace {

constexpr std::size_t kPiece = 16384;  // rows read back at a time

Result<std::uint32_t> MaxId(Connection& connection, const std::string& table) {
  Statement max = connection.Prepare("SELECT coalesce(max(id), 0) FROM " + table);
  if (!max.Step()) return max.status();
  return static_cast<std::uint32_t>(max.Int(0));
}

}  // namespace

Result<std::int64_t> Stage::Impl::Generation() {
  Statement read = main.Prepare("SELECT value FROM meta WHERE name = 'generation'");
  if (!read.Step()) return read.status();
  return read.Int(0);
}

Result<Difference> Stage::Impl::Compare(const DuplicateCallback& on_duplicate,
                                        const ChangeCallback& on_change) {
  if (!failure.ok()) return failure;
  Result<std::int64_t> generation = Generation();
  if (!generation.ok()) return generation.status();
  difference = {};
  difference.staged = staged;
  result = std::make_unique<SpillFile>(store.TemporaryFolder());
  result_count = 0;
  for (bool& want : want_change) want = static_cast<bool>(on_change);
  loaded_series = key_series = 0;
  if (Status s = Resolve(); !s.ok()) return s;

  RecordSorter sorter(store.TemporaryFolder(), limits.rows);
  if (Status s = SortRows(sorter); !s.ok()) return s;
  CellRows cell;
  StageRecord record;
  while (sorter.Next(record)) {
    if (cell.count > 0 && !cell.kept.front().SameCell(record)) {
      if (Status s = CompareRows(cell, on_duplicate, on_change); !s.ok()) return s;
      cell.kept.clear();
      cell.count = 0;
      cell.same = true;
    }
    if (Status s = AddToCell(cell, record); !s.ok()) return s;
  }
  if (!sorter.status().ok()) return sorter.status();
  if (cell.count > 0) {
    if (Status s = CompareRows(cell, on_duplicate, on_change); !s.ok()) return s;
  }
  compared_at = *generation;
  return difference;
}

// ---- refs to ids

Status Stage::Impl::Resolve() {
  if (Status s = ResolveNames(periods, "period", "code", period_ids); !s.ok()) return s;
  if (Status s = ResolveNames(definitions, "definition", "name", definition_ids); !s.ok()) return s;
  if (Status s = ResolveNames(sheets, "sheet", "name", sheet_ids); !s.ok()) return s;
  if (Status s = ResolveSources(); !s.ok()) return s;
  series_refs.Release();
  remark_refs.Release();
  if (Status s = ResolveSeries(); !s.ok()) return s;
  return ResolveRemarks();
}

Status Stage::Impl::ResolveNames(const NameTable& names, const std::string& table,
                                 const std::string& column, Ids& ids) {
  Result<std::uint32_t> max = MaxId(main, table);
  if (!max.ok()) return max.status();
  ids.known = *max;
  ids.of.assign(1, 0);
  std::uint32_t next = *max;
  Statement find = main.Prepare("SELECT id FROM " + table + " WHERE " + column + " = ?1");
  for (std::uint32_t ref = 1; ref <= names.size(); ++ref) {
    find.With(names.Name(ref));
    ids.of.push_back(find.Step() ? static_cast<std::uint32_t>(find.Int(0)) : ++next);
    if (!find.status().ok()) return find.status();
  }
  return {};
}

std::string Stage::Impl::SourceCode(std::uint32_t ref) const {
  const std::string_view name = sources.Name(ref);
  return std::string(name.substr(name.find('\n') + 1));
}

Status Stage::Impl::ResolveSources() {
  source_ids.of.assign(1, 0);
  std::vector<std::string> unknown;
  Statement find = main.Prepare("SELECT id FROM source WHERE country = ?1 AND code = ?2");
  for (std::uint32_t ref = 1; ref <= sources.size(); ++ref) {
    const std::string_view name = sources.Name(ref);
    find.With(name.substr(0, name.find('\n')), SourceCode(ref));
    const bool known = find.Step();
    if (!find.status().ok()) return find.status();
    source_ids.of.push_back(known ? static_cast<std::uint32_t>(find.Int(0)) : 0);
    if (!known) unknown.push_back(Quote(SourceCode(ref)));
  }
  if (unknown.empty()) return {};
  return Status::Refused("unknown-source", "The values name sources that are not registered: " +
                                               List(unknown) + ".")
      .WithHint("Register them with 'rapporteur source add FILE'.");
}

// New series get ids in the order of their keys, so that values that are read together lie
// together.  The same key under two refs (see RefTable) gets one id.
Status Stage::Impl::ResolveSeries() {
  Result<std::uint32_t> max = MaxId(main, "series");
  if (!max.ok()) return max.status();
  series_ids.known = *max;
  series_ids.of.assign(series_refs.last() + 1, 0);
  std::uint32_t next = *max, id = 0;
  std::string key_before;
  Statement keys = scratch->Prepare(
      "SELECT ref, country, indicator, territory, dimensions FROM series "
      "ORDER BY country, indicator, territory, dimensions");
  Statement find = main.Prepare(
      "SELECT id FROM series WHERE country = ?1 AND indicator = ?2 AND territory = ?3 "
      "AND dimensions = ?4");
  while (keys.Step()) {
    key.clear();
    for (int column = 1; column <= 4; ++column) {
      key.append(keys.View(column));
      key += '\n';
    }
    if (key != key_before) {
      find.With(keys.View(1), keys.View(2), keys.View(3), keys.View(4));
      id = find.Step() ? static_cast<std::uint32_t>(find.Int(0)) : ++next;
      if (!find.status().ok()) return find.status();
      key_before.swap(key);
    }
    series_ids.of[static_cast<std::size_t>(keys.Int(0))] = id;
  }
  return keys.status();
}

Status Stage::Impl::ResolveRemarks() {
  Result<std::uint32_t> max = MaxId(main, "remark");
  if (!max.ok()) return max.status();
  remark_ids.known = *max;
  remark_ids.of.assign(remark_refs.last() + 1, 0);
  std::uint32_t next = *max, id = 0;
  std::string digest;
  Statement keys = scratch->Prepare("SELECT ref, digest FROM remark ORDER BY digest");
  Statement find = main.Prepare("SELECT id FROM remark WHERE digest = ?1");
  while (keys.Step()) {
    if (keys.View(1) != digest) {
      digest = keys.Text(1);
      find.With(digest);
      id = find.Step() ? static_cast<std::uint32_t>(find.Int(0)) : ++next;
      if (!find.status().ok()) return find.status();
    }
    remark_ids.of[static_cast<std::size_t>(keys.Int(0))] = id;
  }
  return keys.status();
}

Status Stage::Impl::SortRows(RecordSorter& sorter) {
  std::vector<StageRecord> piece;
  for (std::uint64_t done = 0; done < staged; done += piece.size()) {
    piece.resize(static_cast<std::size_t>(std::min<std::uint64_t>(kPiece, staged - done)));
    const Status read = rows.Read(done * sizeof(StageRecord), reinterpret_cast<char*>(piece.data()),
                                  piece.size() * sizeof(StageRecord));
    if (!read.ok()) return read;
    for (StageRecord& record : piece) {
      record.series = series_ids.of[record.series];
      record.period = period_ids.of[record.period];
      record.source = source_ids.of[record.source];
      record.definition = definition_ids.of[record.definition];
      record.remark = remark_ids.of[record.remark];
      record.sheet = sheet_ids.of[record.sheet];
      if (Status s = sorter.Add(record); !s.ok()) return s;
    }
  }
  return sorter.Sort();
}

// ---- cells

Status Stage::Impl::AddToCell(CellRows& cell, const StageRecord& record) {
  if (cell.count++ > 0 && cell.same) {
    Value first, next;
    if (Status s = ReadValue(cell.kept.front(), first); !s.ok()) return s;
    if (Status s = ReadValue(record, next); !s.ok()) return s;
    cell.same = next == first;
  }
  if (cell.kept.size() < std::max<std::size_t>(limits.duplicates, 2)) cell.kept.push_back(record);
  return {};
}

// Where all rows about a cell say the same the later ones are refused, else all of them: nobody can
// tell which one is right.
Status Stage::Impl::CompareRows(const CellRows& cell, const DuplicateCallback& on_duplicate,
                                const ChangeCallback& on_change) {
  difference.refused += cell.same ? cell.count - 1 : cell.count;
  if (cell.count > 1 && on_duplicate) {
    if (Status s = ReportDuplicates(cell, on_duplicate); !s.ok()) return s;
  }
  return cell.same ? CompareCell(cell.kept.front(), on_change) : Status();
}

Status Stage::Impl::ReportDuplicates(const CellRows& cell, const DuplicateCallback& on_duplicate) {
  const std::vector<StageRecord>& kept = cell.kept;
  Result<SeriesKey> series = KeyOf(kept.front().series);
  if (!series.ok()) return series.status();
  DuplicateRow duplicate;
  duplicate.key = *series;
  duplicate.period = periods.Name(period_ids.RefOf(kept.front().period));
  duplicate.source = SourceCode(source_ids.RefOf(kept.front().source));
  duplicate.same_value = cell.same;
  for (std::size_t i = cell.same ? 1 : 0; i < kept.size(); ++i) {
    const StageRecord& other = kept[i == 0 ? 1 : 0];
    duplicate.sheet = SheetName(kept[i].sheet);
    duplicate.row = kept[i].row;
    duplicate.other_sheet = SheetName(other.sheet);
    duplicate.other_row = other.row;
    on_duplicate(duplicate);
  }
  return {};
}

Status Stage::Impl::CompareCell(StageRecord record, const ChangeCallback& on_change) {
  const StoredCell* stored = nullptr;
  if (!series_ids.is_new(record.series)) {
    if (Status s = LoadSeries(record.series); !s.ok()) return s;
    const auto cell = std::lower_bound(
        loaded.begin(), loaded.end(), record, [](const StoredCell& a, const StageRecord& b) {
          return a.period != b.period ? a.period < b.period : a.source < b.source;
        });
    if (cell != loaded.end() && cell->period == record.period && cell->source == record.source) {
      stored = &*cell;
    }
  }
  const bool is_new = stored == nullptr || stored->withdrawn;
  Value value;
  if (!is_new || want_change[0]) {
    if (Status s = ReadValue(record, value); !s.ok()) return s;
  }
  const bool same_remarks = !is_new && stored->remark == record.remark &&
                            stored->definition == record.definition;
  const StoredCell* old = is_new ? nullptr : stored;
  if (same_remarks && stored->value == value) {
    ++difference.unchanged;
    return ReportChange(CellChange::Kind::kUnchanged, record, old, value, on_change);
  }
  ++(is_new ? difference.added : difference.changed);
  record.order = static_cast<std::uint32_t>(stored == nullptr ? 1 : stored->revision + 1);
  ++result_count;
  if (Status s = result->Append(Bytes(record)); !s.ok()) return s;
  const auto kind = is_new ? CellChange::Kind::kAdded : CellChange::Kind::kChanged;
  return ReportChange(kind, record, old, value, on_change);
}

Status Stage::Impl::ReportChange(CellChange::Kind kind, const StageRecord& record,
                                 const StoredCell* old, const Value& value,
                                 const ChangeCallback& on_change) {
  bool& want = want_change[static_cast<std::size_t>(kind)];
  if (!want) return {};
  CellChange change;
  change.kind = kind;
  if (old != nullptr) change.old_value = old->value;
  change.new_value = value;
  change.remarks_changed =
      old != nullptr && (old->remark != record.remark || old->definition != record.definition);
  Result<SeriesKey> series = KeyOf(record.series);
  if (!series.ok()) return series.status();
  change.key = *series;
  change.period = periods.Name(period_ids.RefOf(record.period));
  change.source = SourceCode(source_ids.RefOf(record.source));
  change.sheet = SheetName(record.sheet);
  change.row = record.row;
  want = on_change(change);
  return {};
}

// The newest revisions of all cells of a series; one query, because a file seldom has only one.
Status Stage::Impl::LoadSeries(std::uint32_t series) {
  if (loaded_series == series) return {};
  loaded.clear();
  loaded_series = series;
  Statement read = main.Prepare(
      "SELECT period, source, revision, value, text, status, flags, definition, remark, withdrawn "
      "FROM observation WHERE series = ?1 ORDER BY period, source, revision");
  read.With(std::uint64_t{series});
  while (read.Step()) {
    StoredCell cell;
    cell.period = static_cast<std::uint32_t>(read.Int(0));
    cell.source = static_cast<std::uint32_t>(read.Int(1));
    cell.revision = static_cast<int>(read.Int(2));
    cell.value = {read.OptionalReal(3), read.Text(4), read.Text(5), read.Text(6)};
    cell.definition = static_cast<std::uint32_t>(read.Int(7));
    cell.remark = static_cast<std::uint32_t>(read.Int(8));
    cell.withdrawn = read.Int(9) != 0;
    if (!loaded.empty() && loaded.back().period == cell.period &&
        loaded.back().source == cell.source) {
      loaded.back() = std::move(cell);
    } else {
      loaded.push_back(std::move(cell));
    }
  }
  return read.status();
}

std::string Stage::Impl::SheetName(std::uint32_t sheet) const {
  return sheet == 0 ? "" : sheets.Name(sheet_ids.RefOf(sheet));
}

Result<SeriesKey> Stage::Impl::KeyOf(std::uint32_t series) {
  if (key_series == series) return key_text;
  Statement read = scratch->Prepare(
      "SELECT country, indicator, territory, dimensions FROM series WHERE ref = ?1");
  read.With(std::uint64_t{series_ids.RefOf(series)});
  if (!read.Step()) return read.status();
  key_series = series;
  key_text = {read.Text(0), read.Text(1), read.Text(2), read.Text(3)};
  return key_text;
}

}  // namespace rapporteur
