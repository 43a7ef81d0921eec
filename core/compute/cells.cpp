#include "core/compute/cells.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace rapporteur {
namespace {

bool Covers(const PeriodRange& outer, const PeriodRange& inner) {
  return outer.first_day <= inner.first_day && inner.last_day <= outer.last_day;
}

// Period codes of the store are canonical; rows come in runs of the same period.
class PeriodParser {
 public:
  const Period* Parse(const std::string& code) {
    if (code != period_.code) {
      Result<Period> parsed = ParsePeriod(code);
      if (!parsed.ok()) return nullptr;
      period_ = *std::move(parsed);
    }
    return &period_;
  }

 private:
  Period period_;
};

}  // namespace

bool EarlierPeriod::operator()(const Period& left, const Period& right) const {
  return std::tie(left.last_day, left.first_day, left.code) <
         std::tie(right.last_day, right.first_day, right.code);
}

PeriodRange Hull(const PeriodRange& left, const PeriodRange& right) {
  return {std::min(left.first_day, right.first_day), std::max(left.last_day, right.last_day)};
}

Status CellTable::Load(const std::string& indicator, const PeriodRange& range) {
  Loaded& loaded = loaded_[indicator];
  if (Covers(loaded.range, range)) return {};
  const PeriodRange known = loaded.range;
  loaded.range = Hull(loaded.range, range);
  PeriodParser parser;
  return reader_.ForEach(indicator, loaded.range, false, [&](const Observation& row) {
    const bool computed = row.origin == "computed";
    if (computed && computed_ == Computed::kIgnore) return;
    const Period* period = parser.Parse(row.period);
    if (period == nullptr || known.Contains(*period)) return;
    loaded.slices[*period].emplace(
        CellKey{row.key.territory, row.key.dimensions},
        Cell{row.value, computed, row.source, row.definition, row.remarks.counting_mode});
  });
}

Status CellTable::LoadSources(const std::string& indicator, const PeriodRange& range) {
  Sources& sources = sources_[indicator];
  if (Covers(sources.range, range)) return {};
  const PeriodRange known = sources.range;
  sources.range = Hull(sources.range, range);
  PeriodParser parser;
  return reader_.ForEach(indicator, sources.range, true, [&](const Observation& row) {
    if (row.origin == "computed" || !row.value.number) return;
    const Period* period = parser.Parse(row.period);
    if (period == nullptr || known.Contains(*period)) return;
    sources.numbers[*period][{row.key.territory, row.key.dimensions}].push_back(*row.value.number);
  });
}

void CellTable::Forget(const std::string& indicator) {
  loaded_.erase(indicator);
  sources_.erase(indicator);
}

void CellTable::Put(const std::string& indicator, const Period& period, Slice slice) {
  loaded_[indicator].put[period] = std::move(slice);
}

const Slice& CellTable::Get(const std::string& indicator, const Period& period) const {
  static const Slice kNothing;
  const auto loaded = loaded_.find(indicator);
  if (loaded == loaded_.end()) return kNothing;
  for (const auto* slices : {&loaded->second.put, &loaded->second.slices}) {
    if (const auto slice = slices->find(period); slice != slices->end()) return slice->second;
  }
  return kNothing;
}

std::vector<double> CellTable::Numbers(const std::string& indicator, const Period& period,
                                       const CellKey& key) const {
  const auto sources = sources_.find(indicator);
  if (sources == sources_.end()) return {};
  const auto cells = sources->second.numbers.find(period);
  if (cells == sources->second.numbers.end()) return {};
  const auto numbers = cells->second.find(key);
  return numbers == cells->second.end() ? std::vector<double>() : numbers->second;
}

Periods CellTable::PeriodsOf(const std::string& indicator) const {
  Periods periods;
  const auto loaded = loaded_.find(indicator);
  if (loaded == loaded_.end()) return periods;
  for (const auto* slices : {&loaded->second.slices, &loaded->second.put}) {
    for (const auto& [period, slice] : *slices) {
      if (!slice.empty()) periods.insert(period);
    }
  }
  return periods;
}

}  // namespace rapporteur
