#include "core/store/observations.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "core/store/batches.h"
#include "core/store/pair_reader.h"

namespace rapporteur {
namespace {

constexpr std::size_t kRemarksKept = 10000;

// Which series a selection wants.
class SeriesFilter {
 public:
  SeriesFilter(const Selection& selection, const std::string& country)
      : selection_(selection), country_(country) {}

  bool Wants(const PairSeries& series) const {
    if (selection_.totals && (!series.dimensions.empty() || series.territory != country_)) {
      return false;
    }
    if (selection_.where.empty()) return true;
    const Dimensions dimensions = ParseDimensions(series.dimensions);
    for (const auto& [dimension, codes] : selection_.where) {
      std::string code = "_T";
      if (dimension == "territory") {
        if (series.territory != country_) code = series.territory;
        if (Contains(codes, series.territory)) continue;
      }
      for (const auto& [name, own] : dimensions) {
        if (name == dimension) code = own;
      }
      if (!Contains(codes, code)) return false;
    }
    return true;
  }

 private:
  static bool Contains(const std::vector<std::string>& codes, const std::string& code) {
    return std::find(codes.begin(), codes.end(), code) != codes.end();
  }
  const Selection& selection_;
  const std::string& country_;
};

// Turns the rows of a pair into Observations.
class Emitter {
 public:
  Emitter(Connection& connection, const NamesById& names)
      : connection_(connection), names_(names) {}

  // False where reading failed; see status().
  bool Make(const std::string& country, const std::string& indicator, const PairValues& values,
            std::size_t at, Observation& out) {
    const PairRow& row = values.rows[at];
    const Verdict& verdict = values.verdicts[at];
    const PairSeries& series = values.series[row.series];
    out = {};
    out.key = {country, indicator, series.territory, series.dimensions};
    out.period = names_.periods.at(row.period).period.code;
    out.value = row.value;
    if (row.definition != 0) out.definition = names_.definitions.at(row.definition);
    out.chosen = verdict.chosen;
    if (verdict.chosen) {
      out.choice_by = verdict.by;
      out.choice_reason = verdict.reason;
    }
    out.disputed = verdict.disputed;
    out.revision = row.revision;
    out.current = row.current;
    out.withdrawn = row.withdrawn;
    if (row.source == 0) {
      out.origin = "computed";
      out.remarks.unit = row.unit;
      return true;
    }
    const Source& source = names_.sources.at(row.source).source;
    out.source = source.code;
    out.counted_by = source.counted_by;
    out.publication = source.publication;
    out.batch = row.batch;
    out.row = row.row;
    if (row.sheet != 0) out.sheet = names_.sheets.at(row.sheet);
    return AddBatch(row.batch, out) && (row.remark == 0 || AddRemarks(row.remark, out));
  }
  const Status& status() const { return status_; }

 private:
  struct BatchFile {
    std::string origin, name;
  };

  bool AddBatch(std::int64_t number, Observation& out) {
    auto it = batches_.find(number);
    if (it == batches_.end()) {
      Statement read =
          connection_.Prepare("SELECT origin, file_name FROM batch WHERE number = ?1");
      read.With(number);
      BatchFile file;
      if (read.Step()) file = {read.Text(0), read.Text(1)};
      status_ = read.status();
      if (!status_.ok()) return false;
      it = batches_.emplace(number, std::move(file)).first;
    }
    out.origin = it->second.origin;
    out.file = it->second.name;
    return true;
  }

  bool AddRemarks(std::uint32_t id, Observation& out) {
    auto it = remarks_.find(id);
    if (it == remarks_.end()) {
      if (remarks_.size() == kRemarksKept) remarks_.clear();
      Statement read = connection_.Prepare(
          "SELECT note, source_ref, evidence, law, unit, counting_mode FROM remark WHERE id = ?1");
      read.With(std::uint64_t{id});
      Remarks remarks;
      if (read.Step()) {
        remarks = {read.Text(0), read.Text(1), read.Text(2),
                   read.Text(3), read.Text(4), read.Text(5)};
      }
      status_ = read.status();
      if (!status_.ok()) return false;
      it = remarks_.emplace(id, std::move(remarks)).first;
    }
    out.remarks = it->second;
    return true;
  }

  Connection& connection_;
  const NamesById& names_;
  std::map<std::int64_t, BatchFile> batches_;
  std::unordered_map<std::uint32_t, Remarks> remarks_;
  Status status_;
};

// Who names both asks for few pairs, mostly for one: no need to look at what else there is.  A pair
// without values reads as nothing.
std::vector<std::pair<std::string, std::string>> Crossed(const std::set<std::string>& countries,
                                                         const std::set<std::string>& indicators) {
  std::vector<std::pair<std::string, std::string>> pairs;
  for (const std::string& country : countries) {
    for (const std::string& indicator : indicators) pairs.emplace_back(country, indicator);
  }
  return pairs;
}

// The rows a selection wants, in the order of query/1.
std::vector<std::size_t> Wanted(const Selection& selection, const std::string& country,
                                const PairValues& values, const NamesById& names) {
  const SeriesFilter filter(selection, country);
  std::vector<bool> series(values.series.size());
  for (std::size_t i = 0; i < series.size(); ++i) series[i] = filter.Wants(values.series[i]);
  std::vector<std::size_t> wanted;
  for (std::size_t i = 0; i < values.rows.size(); ++i) {
    const PairRow& row = values.rows[i];
    const bool computed = row.source == 0;
    if (!series[row.series] || (computed && !row.current)) continue;
    if (selection.history || values.verdicts[i].chosen || selection.all_sources) {
      wanted.push_back(i);
    }
  }
  const auto key = [&](std::size_t i) {
    const PairRow& row = values.rows[i];
    const PairSeries& of = values.series[row.series];
    const std::uint32_t source = row.source == 0 ? 0 : names.sources.at(row.source).order;
    return std::tuple(of.territory_order, names.periods.at(row.period).order, of.dimensions_order,
                      !values.verdicts[i].chosen, source, row.revision);
  };
  std::sort(wanted.begin(), wanted.end(),
            [&](std::size_t a, std::size_t b) { return key(a) < key(b); });
  return wanted;
}

}  // namespace

Status Observations::ForEach(const Viewer&, const Selection& selection,
                             const std::function<bool(const Observation&)>& callback) {
  Result<Transaction> one_state = store_.BeginRead();
  if (!one_state.ok()) return one_state.status();
  Connection& connection = store_.connection();
  Result<NamesById> names = NamesById::Load(connection);
  if (!names.ok()) return names.status();
  const std::set<std::string> countries(selection.countries.begin(), selection.countries.end());
  const std::set<std::string> indicators(selection.indicators.begin(),
                                         selection.indicators.end());
  Result<std::vector<std::pair<std::string, std::string>>> pairs =
      countries.empty() || indicators.empty() ? Pairs() : Crossed(countries, indicators);
  if (!pairs.ok()) return pairs.status();
  std::sort(pairs->begin(), pairs->end(), [](const auto& a, const auto& b) {
    return std::tie(a.second, a.first) < std::tie(b.second, b.first);
  });
  PairReader reader(store_, *names, selection.periods, selection.history);
  Emitter emitter(connection, *names);
  Observation observation;
  for (const auto& [country, indicator] : *pairs) {
    if (!countries.empty() && !countries.contains(country)) continue;
    if (!indicators.empty() && !indicators.contains(indicator)) continue;
    Result<PairValues> values = reader.Read(country, indicator);
    if (!values.ok()) return values.status();
    for (std::size_t at : Wanted(selection, country, *values, *names)) {
      if (!emitter.Make(country, indicator, *values, at, observation)) return emitter.status();
      if (!callback(observation)) return {};
    }
  }
  return {};
}

Result<std::vector<Observation>> Observations::Read(const Viewer& viewer,
                                                    const Selection& selection) {
  std::vector<Observation> all;
  const Status read = ForEach(viewer, selection, [&](const Observation& observation) {
    all.push_back(observation);
    return true;
  });
  if (!read.ok()) return read;
  return all;
}

Result<std::vector<std::pair<std::string, std::string>>> Observations::Pairs() {
  // Jumps from pair to pair in the index instead of walking through all series.
  Statement next = store_.connection().Prepare(
      "SELECT country, indicator FROM series WHERE (country, indicator) > (?1, ?2) "
      "ORDER BY country, indicator LIMIT 1");
  std::vector<std::pair<std::string, std::string>> pairs;
  std::string country, indicator;
  while (next.With(country, indicator).Step()) {
    country = next.Text(0);
    indicator = next.Text(1);
    pairs.emplace_back(country, indicator);
  }
  if (!next.status().ok()) return next.status();
  return pairs;
}

Result<std::vector<std::pair<std::string, std::string>>> Observations::CellsOf(
    const std::string& country, const std::string& indicator) {
  Statement rows = store_.connection().Prepare(
      "SELECT territory, dimensions FROM series WHERE country = ?1 AND indicator = ?2 "
      "ORDER BY territory, dimensions");
  rows.With(country, indicator);
  std::vector<std::pair<std::string, std::string>> cells;
  while (rows.Step()) cells.emplace_back(rows.Text(0), rows.Text(1));
  if (!rows.status().ok()) return rows.status();
  return cells;
}

Result<std::vector<std::string>> Observations::Periods() {
  Statement rows = store_.connection().Prepare("SELECT code FROM period ORDER BY code");
  std::vector<std::string> codes;
  while (rows.Step()) codes.push_back(rows.Text(0));
  if (!rows.status().ok()) return rows.status();
  return codes;
}

}  // namespace rapporteur
