#include "tests/compute/memory_cells.h"

#include <catch2/catch.hpp>
#include <set>

#include "core/base/number.h"
#include "core/compute/formula.h"

namespace rapporteur {
namespace {

constexpr const char* kCountry = "RS";

std::string Line(const std::string& indicator, const std::string& territory,
                 const std::string& dimensions, const std::string& period, const Value& value) {
  std::string cell = indicator;
  if (territory != kCountry) cell += "@" + territory;
  if (!dimensions.empty()) cell += "{" + dimensions + "}";
  std::string text = cell + " " + period + " =";
  if (value.number) text += " " + FormatNumber(*value.number);
  text += " " + value.status;
  if (!value.flags.empty()) text += " " + value.flags;
  return text + "\n";
}

}  // namespace

MemoryCells::Key MemoryCells::KeyOf(const std::string& cell, const std::string& period,
                                    const std::string& source) {
  const Result<Formula> parsed = Formula::Parse(cell);
  REQUIRE(parsed.ok());
  const CellRef& ref = parsed->refs().at(0);
  return {ref.indicator, ref.territory.empty() ? kCountry : ref.territory, period,
          DimensionsText(ref.dimensions), source};
}

Observation MemoryCells::RowOf(const Key& key, const Value& value, const std::string& origin) {
  Observation row;
  row.key = {kCountry, std::get<0>(key), std::get<1>(key), std::get<3>(key)};
  row.period = std::get<2>(key);
  row.value = value;
  row.origin = origin;
  row.source = std::get<4>(key);
  row.chosen = true;
  return row;
}

MemoryCells& MemoryCells::Set(const std::string& cell, const std::string& period, double number,
                              const std::string& source) {
  Value value;
  value.number = number;
  return Set(cell, period, value, source);
}

MemoryCells& MemoryCells::Set(const std::string& cell, const std::string& period,
                              const Value& value, const std::string& source) {
  const Key key = KeyOf(cell, period, source);
  reported_[key] = RowOf(key, value, "imported");
  ever_[std::get<0>(key)].insert({std::get<1>(key), std::get<3>(key)});
  return *this;
}

Observation* MemoryCells::Find(const std::string& cell, const std::string& period,
                               const std::string& source) {
  const auto it = reported_.find(KeyOf(cell, period, source));
  return it == reported_.end() ? nullptr : &it->second;
}

void MemoryCells::Withdraw(const std::string& cell, const std::string& period,
                           const std::string& source) {
  reported_.erase(KeyOf(cell, period, source));
}

void MemoryCells::Keep(const ComputedSlices& slices) {
  for (const auto& [indicator, periods] : slices) {
    for (const auto& [period, slice] : periods) {
      const auto same = [&, &code = indicator, &when = period](const auto& entry) {
        return std::get<0>(entry.first) == code && std::get<2>(entry.first) == when.code;
      };
      std::erase_if(computed_, same);
      for (const auto& [cell, value] : slice.cells) {
        const Key key{indicator, cell.territory, period.code, cell.dimensions, ""};
        computed_[key] = RowOf(key, value.value, "computed");
        ever_[indicator].insert(cell);
      }
    }
  }
}

std::string MemoryCells::ComputedText() const {
  std::string text;
  for (const auto& [key, row] : computed_) {
    text += Line(row.key.indicator, row.key.territory, row.key.dimensions, row.period, row.value);
  }
  return text;
}

Result<std::vector<std::string>> MemoryCells::Indicators() {
  std::set<std::string> codes;
  for (const auto& [key, row] : reported_) codes.insert(row.key.indicator);
  for (const auto& [key, row] : computed_) codes.insert(row.key.indicator);
  return std::vector<std::string>(codes.begin(), codes.end());
}

Result<std::vector<CellKey>> MemoryCells::CellsOf(const std::string& indicator) {
  const std::set<CellKey>& cells = ever_[indicator];
  return std::vector<CellKey>(cells.begin(), cells.end());
}

Status MemoryCells::ForEach(const std::string& indicator, const PeriodRange& range,
                            const std::function<void(const Observation&)>& callback) {
  std::map<Key, std::vector<Observation>> cells;
  for (const auto* from : {&reported_, &computed_}) {
    for (auto it = from->lower_bound({indicator, "", "", "", ""});
         it != from->end() && std::get<0>(it->first) == indicator; ++it) {
      const Result<Period> period = ParsePeriod(it->second.period);
      if (!period.ok() || !range.Contains(*period)) continue;
      Key cell = it->first;
      std::get<4>(cell) = "";
      cells[cell].push_back(it->second);
    }
  }
  for (auto& [key, rows] : cells) {
    bool given = false;
    for (Observation& row : rows) {
      row.chosen = &row == &rows.front();
      if (row.origin == "computed") continue;
      given |= row.value.number || row.value.status == "Q" || row.value.status == "M";
    }
    const bool computed = rows.back().origin == "computed" && !given;
    if (computed) rows.front().chosen = false;
    for (Observation& row : rows) {
      if (row.origin == "computed") row.chosen = computed;
      if (row.origin != "computed" || computed) callback(row);
    }
  }
  return {};
}

std::string ToText(const ComputedSlices& slices) {
  std::string text;
  for (const auto& [indicator, periods] : slices) {
    for (const auto& [period, slice] : periods) {
      for (const auto& [key, cell] : slice.cells) {
        text += Line(indicator, key.territory, key.dimensions, period.code, cell.value);
      }
    }
  }
  return text;
}

}  // namespace rapporteur
