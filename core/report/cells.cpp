#include "core/report/cells.h"

#include <algorithm>

namespace rapporteur::report {
namespace {

bool SayTheSame(const Observation& a, const Observation& b) {
  if (a.value.number && b.value.number) return *a.value.number == *b.value.number;
  return a.value.number.has_value() == b.value.number.has_value() && a.value.text == b.value.text;
}

}  // namespace

Cells::Cells(const std::vector<Observation>& observations, const PeriodRange& periods) {
  for (const Observation& observation : observations) {
    if (!observation.current || observation.withdrawn) continue;
    const Result<Period> period = ParsePeriod(observation.period);
    if (!period.ok() || !periods.Contains(*period)) continue;
    country_ = observation.key.country;
    Cell& cell = by_indicator_[observation.key.indicator][{
        observation.key.territory, observation.key.dimensions}][period->code];
    cell.all.push_back(&observation);
  }
  for (auto& [indicator, rows] : by_indicator_) {
    for (auto& [key, series] : rows) {
      for (auto& [period, cell] : series) {
        std::stable_sort(cell.all.begin(), cell.all.end(),
                         [](const Observation* a, const Observation* b) {
                           if (a->chosen != b->chosen) return a->chosen;
                           return a->source < b->source;
                         });
        cell.shown = cell.all.front();
        values_ += SaysSomething(cell.shown->value) ? 1 : 0;
        for (const Observation* other : cell.all) {
          if (!SaysSomething(other->value) || !SaysSomething(cell.shown->value)) continue;
          cell.disputed |= !SayTheSame(*cell.shown, *other);
        }
      }
    }
  }
}

const Cell* Cells::Find(const std::string& indicator, const CellKey& key,
                        const std::string& period) const {
  const auto& rows = Of(indicator);
  auto row = rows.find(key);
  if (row == rows.end()) return nullptr;
  auto cell = row->second.find(period);
  return cell == row->second.end() ? nullptr : &cell->second;
}

const std::map<CellKey, Series>& Cells::Of(const std::string& indicator) const {
  static const std::map<CellKey, Series> kNone;
  auto it = by_indicator_.find(indicator);
  return it == by_indicator_.end() ? kNone : it->second;
}

const Series& Cells::TotalsOf(const std::string& indicator) const {
  static const Series kNone;
  const auto& rows = Of(indicator);
  auto it = rows.find({country_, ""});
  return it == rows.end() ? kNone : it->second;
}

bool Cells::HasData(const std::string& indicator) const {
  for (const auto& [key, series] : Of(indicator)) {
    for (const auto& [period, cell] : series) {
      if (SaysSomething(cell.shown->value)) return true;
    }
  }
  return false;
}

}  // namespace rapporteur::report
