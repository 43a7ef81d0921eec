#include "core/store/pair_reader.h"

#include <algorithm>
#include <numeric>

#include "core/store/choices.h"
#include "core/store/documents.h"

namespace rapporteur {

Result<NamesById> NamesById::Load(Connection& connection) {
  NamesById names;
  std::uint32_t order = 0;
  Statement periods =
      connection.Prepare("SELECT id, code, first_day, last_day FROM period ORDER BY code");
  while (periods.Step()) {
    names.periods[static_cast<std::uint32_t>(periods.Int(0))] = {
        {periods.Text(1), static_cast<Date>(periods.Int(2)), static_cast<Date>(periods.Int(3))},
        ++order};
  }
  if (!periods.status().ok()) return periods.status();
  Statement sources = connection.Prepare(
      "SELECT id, code, country, counted_by, publication, kind, published_on, url, title, main "
      "FROM source ORDER BY code");
  while (sources.Step()) {
    names.sources[static_cast<std::uint32_t>(sources.Int(0))] = {
        {sources.Text(1), sources.Text(2), sources.Text(3), sources.Text(4), sources.Text(5),
         sources.Text(6), sources.Text(7), sources.Text(8), sources.Int(9) != 0},
        ++order};
  }
  if (!sources.status().ok()) return sources.status();
  for (auto [sql, texts] : {std::pair("SELECT id, name FROM definition", &names.definitions),
                            std::pair("SELECT id, name FROM sheet", &names.sheets)}) {
    Statement rows = connection.Prepare(sql);
    while (rows.Step()) (*texts)[static_cast<std::uint32_t>(rows.Int(0))] = rows.Text(1);
    if (!rows.status().ok()) return rows.status();
  }
  return names;
}

Result<PairValues> PairReader::Read(const std::string& country, const std::string& indicator) {
  out_ = {};
  position_.clear();
  if (Status s = LoadSeries(country, indicator); !s.ok()) return s;
  if (out_.series.empty()) return std::move(out_);
  if (Status s = LoadRows(country, indicator); !s.ok()) return s;
  if (Status s = LoadComputed(country, indicator); !s.ok()) return s;
  std::stable_sort(out_.rows.begin(), out_.rows.end(), [](const PairRow& a, const PairRow& b) {
    return a.period < b.period;
  });
  if (Status s = Choose(country, indicator); !s.ok()) return s;
  return std::move(out_);
}

Status PairReader::LoadSeries(const std::string& country, const std::string& indicator) {
  Statement rows = store_.connection().Prepare(
      "SELECT id, territory, dimensions FROM series WHERE country = ?1 AND indicator = ?2 "
      "ORDER BY territory, dimensions");
  rows.With(country, indicator);
  std::vector<PairSeries>& series = out_.series;
  while (rows.Step()) {
    PairSeries next{static_cast<std::uint32_t>(rows.Int(0)), rows.Text(1), rows.Text(2), 0, 0};
    if (!series.empty()) {
      next.territory_order =
          series.back().territory_order + (series.back().territory == next.territory ? 0 : 1);
    }
    position_[next.id] = static_cast<std::uint32_t>(series.size());
    series.push_back(std::move(next));
  }
  if (!rows.status().ok()) return rows.status();
  std::vector<std::size_t> by_dimensions(series.size());
  std::iota(by_dimensions.begin(), by_dimensions.end(), std::size_t{0});
  std::sort(by_dimensions.begin(), by_dimensions.end(), [&](std::size_t a, std::size_t b) {
    return series[a].dimensions < series[b].dimensions;
  });
  for (std::size_t i = 1; i < by_dimensions.size(); ++i) {
    const PairSeries& before = series[by_dimensions[i - 1]];
    PairSeries& here = series[by_dimensions[i]];
    here.dimensions_order =
        before.dimensions_order + (before.dimensions == here.dimensions ? 0 : 1);
  }
  return {};
}

Status PairReader::LoadRows(const std::string& country, const std::string& indicator) {
  Statement read = store_.connection().Prepare(
      "SELECT o.series, o.period, o.source, o.revision, o.value, o.text, o.status, o.flags, "
      "o.definition, o.remark, o.batch, o.sheet, o.row, o.withdrawn "
      "FROM series s CROSS JOIN observation o ON o.series = s.id "
      "WHERE s.country = ?1 AND s.indicator = ?2 ORDER BY o.series, o.period, o.source, "
      "o.revision");
  read.With(country, indicator);
  std::uint32_t skipped_period = 0;
  while (read.Step()) {
    PairRow row;
    row.period = static_cast<std::uint32_t>(read.Int(1));
    if (row.period == skipped_period) continue;
    if (!periods_.Contains(names_.periods.at(row.period).period)) {
      skipped_period = row.period;
      continue;
    }
    row.series = position_.at(static_cast<std::uint32_t>(read.Int(0)));
    row.source = static_cast<std::uint32_t>(read.Int(2));
    row.revision = static_cast<int>(read.Int(3));
    row.value.number = read.OptionalReal(4);
    row.value.text = read.View(5);
    row.value.status = read.View(6);
    row.value.flags = read.View(7);
    row.definition = static_cast<std::uint32_t>(read.Int(8));
    row.remark = static_cast<std::uint32_t>(read.Int(9));
    row.batch = read.Int(10);
    row.sheet = static_cast<std::uint32_t>(read.Int(11));
    row.row = read.Unsigned(12);
    row.withdrawn = read.Int(13) != 0;
    if (!out_.rows.empty()) {
      PairRow& before = out_.rows.back();
      if (before.series == row.series && before.period == row.period &&
          before.source == row.source) {
        before.current = false;
        if (!history_) out_.rows.pop_back();
      } else if (!history_ && before.withdrawn) {
        out_.rows.pop_back();
      }
    }
    out_.rows.push_back(std::move(row));
  }
  if (!history_ && !out_.rows.empty() && out_.rows.back().withdrawn) out_.rows.pop_back();
  return read.status();
}

Status PairReader::LoadComputed(const std::string& country, const std::string& indicator) {
  Statement read = store_.connection().Prepare(
      "SELECT c.series, c.period, c.value, c.text, c.status, c.flags, c.unit, c.definition "
      "FROM series s CROSS JOIN computed c ON c.series = s.id "
      "WHERE s.country = ?1 AND s.indicator = ?2");
  read.With(country, indicator);
  while (read.Step()) {
    PairRow row;
    row.period = static_cast<std::uint32_t>(read.Int(1));
    if (!periods_.Contains(names_.periods.at(row.period).period)) continue;
    row.series = position_.at(static_cast<std::uint32_t>(read.Int(0)));
    row.value = {read.OptionalReal(2), read.Text(3), read.Text(4), read.Text(5)};
    row.unit = read.Text(6);
    row.definition = static_cast<std::uint32_t>(read.Int(7));
    out_.rows.push_back(std::move(row));
  }
  return read.status();
}

Status PairReader::Choose(const std::string& country, const std::string& indicator) {
  out_.verdicts.assign(out_.rows.size(), {});
  Result<std::shared_ptr<const Catalogue>> catalogue =
      store_.documents().CatalogueForReading(country);
  if (!catalogue.ok()) return catalogue.status();
  static const std::vector<std::string> kNoOrder;
  const std::vector<std::string>& order = *catalogue ? (*catalogue)->choice_order() : kNoOrder;
  Result<std::vector<ChoiceRecord>> choices = store_.choices().OfPair(country, indicator);
  if (!choices.ok()) return choices.status();
  for (std::size_t begin = 0, end = 0; begin < out_.rows.size(); begin = end) {
    while (end < out_.rows.size() && out_.rows[end].period == out_.rows[begin].period) ++end;
    ChooseGroup(begin, end, country, order, *choices);
    ShowComputed(begin, end);
  }
  return {};
}

// The rows from begin to end are those of one period.
void PairReader::ChooseGroup(std::size_t begin, std::size_t end, const std::string& country,
                             const std::vector<std::string>& order,
                             const std::vector<ChoiceRecord>& choices) {
  ChoiceGroup group;
  std::unordered_map<std::uint32_t, std::size_t> cells, sources;  // by the store's ids
  std::vector<std::size_t> rows;                                  // of the candidates
  for (std::size_t i = begin; i < end; ++i) {
    const PairRow& row = out_.rows[i];
    if (row.source == 0 || !row.current || row.withdrawn) continue;
    const auto [cell, new_cell] = cells.emplace(row.series, cells.size());
    const auto [source, new_source] = sources.emplace(row.source, sources.size());
    if (new_source) group.sources.push_back(&names_.sources.at(row.source).source);
    const PairSeries& series = out_.series[row.series];
    if (new_cell && series.territory == country && series.dimensions.empty()) {
      group.total = cell->second;
    }
    group.candidates.push_back({cell->second, source->second, &row.value});
    rows.push_back(i);
  }
  group.cells = cells.size();
  if (!choices.empty() && !rows.empty()) AddPersons(choices, rows, group);
  std::vector<Verdict> verdicts = rapporteur::Choose(group, order);
  for (std::size_t i = 0; i < rows.size(); ++i) out_.verdicts[rows[i]] = std::move(verdicts[i]);
}

// Of each scope the newest choice whose source gives something there; a withdrawal ends the search.
void PairReader::AddPersons(const std::vector<ChoiceRecord>& choices,
                            const std::vector<std::size_t>& rows, ChoiceGroup& group) const {
  const std::string& period = names_.periods.at(out_.rows[rows.front()].period).period.code;
  const ChoiceRecord* settled = nullptr;
  for (const ChoiceRecord& choice : choices) {  // by scope, newest first
    const bool same_scope = settled != nullptr && settled->territory == choice.territory &&
                            settled->dimensions == choice.dimensions;
    if (choice.period != period || same_scope) continue;
    bool stands = choice.source.empty();
    for (std::size_t i = 0; i < rows.size() && !stands; ++i) {
      const ChoiceCandidate& candidate = group.candidates[i];
      const PairSeries& series = out_.series[out_.rows[rows[i]].series];
      const bool whole_group = choice.territory.empty();
      if (group.sources[candidate.source]->code != choice.source) continue;
      if (!whole_group && (series.territory != choice.territory ||
                           series.dimensions != choice.dimensions)) {
        continue;
      }
      stands = true;
      group.persons.push_back({whole_group ? std::nullopt : std::optional(candidate.cell),
                               candidate.source, choice.reason});
    }
    if (stands) settled = &choice;
  }
}

// A computed value stands where no source gives one.  Suppressed (Q) and not applicable (M) are
// answers about the value itself: computing it would undo the one and contradict the other.
void PairReader::ShowComputed(std::size_t begin, std::size_t end) {
  std::unordered_map<std::uint32_t, bool> computed;  // series -> shown
  for (std::size_t i = begin; i < end; ++i) {
    if (out_.rows[i].source == 0) computed[out_.rows[i].series] = true;
  }
  if (computed.empty()) return;
  for (std::size_t i = begin; i < end; ++i) {
    const PairRow& row = out_.rows[i];
    if (row.source == 0 || !row.current || row.withdrawn) continue;
    if (HasValue(row.value) || row.value.status == "Q" || row.value.status == "M") {
      computed.erase(row.series);
    }
  }
  for (std::size_t i = begin; i < end; ++i) {
    PairRow& row = out_.rows[i];
    const bool shown = computed.contains(row.series);
    if (row.source == 0) {
      row.current = shown;  // not current: shown nowhere
      if (shown) out_.verdicts[i] = {true, "rule", "computed", false};
    } else if (shown) {
      out_.verdicts[i].chosen = false;
    }
  }
}

}  // namespace rapporteur
