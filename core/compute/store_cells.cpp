#include "core/compute/store_cells.h"

#include "core/store/observations.h"
#include "core/store/store.h"

namespace rapporteur {

Result<std::vector<std::string>> StoreCells::Indicators() {
  const auto pairs = store_.observations().Pairs();
  if (!pairs.ok()) return pairs.status();
  std::vector<std::string> indicators;
  for (const auto& [country, indicator] : *pairs) {
    if (country == country_) indicators.push_back(indicator);
  }
  return indicators;
}

Result<std::vector<CellKey>> StoreCells::CellsOf(const std::string& indicator) {
  const auto known = store_.observations().CellsOf(country_, indicator);
  if (!known.ok()) return known.status();
  std::vector<CellKey> cells;
  for (const auto& [territory, dimensions] : *known) cells.push_back({territory, dimensions});
  return cells;
}

Status StoreCells::ForEach(const std::string& indicator, const PeriodRange& range,
                           const std::function<void(const Observation&)>& callback) {
  Selection selection;
  selection.countries = {country_};
  selection.indicators = {indicator};
  selection.periods = range;
  selection.all_sources = true;
  return store_.observations().ForEach(viewer_, selection, [&](const Observation& row) {
    callback(row);
    return true;
  });
}

}  // namespace rapporteur
