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

// The cell is not computed then; a status that only says why nothing is known doesn't hinder it.
bool IsAnswer(const Value& value) {
  return value.number || value.status == "Q" || value.status == "M" || !value.text.empty();
}

}  // namespace

bool EarlierPeriod::operator()(const Period& left, const Period& right) const {
  return std::tie(left.last_day, left.first_day, left.code) <
         std::tie(right.last_day, right.first_day, right.code);
}

PeriodRange RangeOf(const Period& period) { return {period.first_day, period.last_day}; }

PeriodRange Hull(const PeriodRange& left, const PeriodRange& right) {
  return {std::min(left.first_day, right.first_day), std::max(left.last_day, right.last_day)};
}

Status CellTable::Load(const std::string& indicator, const PeriodRange& range) {
  Loaded& loaded = loaded_[indicator];
  if (Covers(loaded.range, range)) return {};
  const PeriodRange known = loaded.range;
  loaded.range = Hull(loaded.range, range);
  PeriodParser parser;
  return reader_.ForEach(indicator, loaded.range, [&](const Observation& row) {
    const bool computed = row.origin == "computed";
    if (computed && computed_ == Computed::kIgnore) return;
    const Period* period = parser.Parse(row.period);
    if (period == nullptr || known.Contains(*period)) return;
    Said& said = loaded.said[*period];
    const CellKey key{row.key.territory, row.key.dimensions};
    if (row.chosen) {
      Cell cell{row.value, computed, row.source, row.definition, row.remarks.counting_mode};
      if (!row.remarks.empty()) cell.remarks = std::make_shared<const Remarks>(row.remarks);
      said.chosen.emplace(key, std::move(cell));
    } else if (IsAnswer(row.value)) {
      said.given.insert(key);
      if (row.value.number) said.others[key].push_back({row.source, *row.value.number});
    }
  });
}

void CellTable::Forget(const std::string& indicator) { loaded_.erase(indicator); }

void CellTable::Put(const std::string& indicator, const Period& period, Slice slice) {
  loaded_[indicator].put[period] = std::move(slice);
}

const CellTable::Said* CellTable::Find(const std::string& indicator, const Period& period) const {
  const auto loaded = loaded_.find(indicator);
  if (loaded == loaded_.end()) return nullptr;
  const auto said = loaded->second.said.find(period);
  return said == loaded->second.said.end() ? nullptr : &said->second;
}

const Slice& CellTable::Get(const std::string& indicator, const Period& period) const {
  static const Slice kNothing;
  if (const auto loaded = loaded_.find(indicator); loaded != loaded_.end()) {
    const auto put = loaded->second.put.find(period);
    if (put != loaded->second.put.end()) return put->second;
  }
  const Said* said = Find(indicator, period);
  return said == nullptr ? kNothing : said->chosen;
}

const OtherNumbers& CellTable::OthersIn(const std::string& indicator, const Period& period) const {
  static const OtherNumbers kNothing;
  const Said* said = Find(indicator, period);
  return said == nullptr ? kNothing : said->others;
}

std::vector<double> CellTable::Numbers(const std::string& indicator, const Period& period,
                                       const CellKey& key) const {
  std::vector<double> numbers;
  const Said* said = Find(indicator, period);
  if (said == nullptr) return numbers;
  if (const auto others = said->others.find(key); others != said->others.end()) {
    for (const OtherNumber& other : others->second) numbers.push_back(other.number);
  }
  const auto cell = said->chosen.find(key);
  if (cell != said->chosen.end() && !cell->second.computed && cell->second.value.number) {
    numbers.push_back(*cell->second.value.number);
  }
  return numbers;
}

bool CellTable::IsGiven(const std::string& indicator, const Period& period,
                        const CellKey& key) const {
  const Said* said = Find(indicator, period);
  if (said == nullptr) return false;
  const auto cell = said->chosen.find(key);
  return said->given.contains(key) || (cell != said->chosen.end() && !cell->second.computed &&
                                       IsAnswer(cell->second.value));
}

Periods CellTable::PeriodsOf(const std::string& indicator) const {
  Periods periods;
  const auto loaded = loaded_.find(indicator);
  if (loaded == loaded_.end()) return periods;
  for (const auto& [period, said] : loaded->second.said) {
    if (!said.chosen.empty() || !said.given.empty()) periods.insert(period);
  }
  for (const auto& [period, slice] : loaded->second.put) {
    if (!slice.empty()) periods.insert(period);
  }
  return periods;
}

}  // namespace rapporteur
