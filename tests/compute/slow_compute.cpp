#include "tests/compute/slow_compute.h"

#include <catch2/catch.hpp>
#include <map>
#include <set>
#include <tuple>

#include "core/compute/evaluate.h"
#include "core/compute/formula_inputs.h"

namespace rapporteur {
namespace {

bool SaysSomething(const Cell& cell) {
  return cell.value.number || cell.value.status == "Q" || cell.value.status == "M";
}

std::set<CellKey> CellsOf(const FormulaBook::Entry& entry, const CellTable& table,
                          const Period& period, const std::string& country) {
  std::set<CellKey> keys;
  bool any = false, any_now = false, looks_at_now = false;
  for (const CellRef& ref : entry.formula.refs()) {
    looks_at_now |= ref.shift == 0;
    for (const auto& [key, cell] : table.Get(ref.indicator, InputPeriod(ref, period))) {
      if (!SaysSomething(cell)) continue;
      any = true;
      any_now |= ref.shift == 0;
      const auto dimensions = ResultCell(ref, key.territory, ParseDimensions(key.dimensions),
                                         country, *entry.version);
      if (!dimensions) continue;
      keys.insert({ref.territory.empty() ? key.territory : country, DimensionsText(*dimensions)});
    }
  }
  if (any) keys.insert({country, ""});
  const bool too_early = looks_at_now && !any_now && entry.missing == MissingRule::kStrict;
  return too_early ? std::set<CellKey>() : keys;
}

void ComputeSlice(const FormulaBook& book, CellTable& table, const std::string& indicator,
                  const Period& period, ComputedSlices* results) {
  const FormulaBook::Entry* entry = book.On(indicator, period.last_day);
  if (entry == nullptr) return;
  const Result<FormulaInputs> inputs =
      FormulaInputs::Load(entry->formula, book.catalogue(), table, period);
  REQUIRE(inputs.ok());
  Slice slice = table.Get(indicator, period);
  for (const CellKey& key : CellsOf(*entry, table, period, book.catalogue().country())) {
    if (table.IsGiven(indicator, period, key)) continue;
    Outcome outcome = Evaluate(entry->formula, entry->missing, key.territory,
                               ParseDimensions(key.dimensions), *inputs);
    if (outcome.value.status == "O") continue;
    Cell cell;
    cell.value = outcome.value;
    cell.computed = true;
    cell.definition = entry->version->definition;
    slice[key] = cell;
    (*results)[indicator][period].cells[key] = cell;
  }
  table.Put(indicator, period, std::move(slice));
}

}  // namespace

ComputedSlices SlowEverything(const FormulaBook& book, CellReader& reader) {
  ComputedSlices results;
  CellTable table(reader, CellTable::Computed::kIgnore);
  const auto load = [&](const std::string& indicator) {
    REQUIRE(table.Load(indicator, {kFirstDate, kLastDate}).ok());
  };
  for (const std::vector<std::string>& members : book.components()) {
    const EarlierPeriod earlier;
    const auto before = [&](const auto& a, const auto& b) {
      if (!(a.first == b.first)) return earlier(a.first, b.first);
      const auto rank = [&](const auto& of) { return book.Rank(of.second, of.first.last_day); };
      return std::tuple(rank(a), a.second) < std::tuple(rank(b), b.second);
    };
    std::set<std::pair<Period, std::string>, decltype(before)> todo(before);
    for (const std::string& member : members) {
      load(member);
      for (const FormulaBook::Entry* entry : book.EntriesOf(member)) {
        for (const CellRef& ref : entry->formula.refs()) {
          load(ref.indicator);
          for (const Period& period : table.PeriodsOf(ref.indicator)) {
            todo.emplace(ref.shift == 0 ? period : Shift(period, -ref.shift), member);
          }
        }
      }
    }
    for (const auto& [period, member] : todo) {
      ComputeSlice(book, table, member, period, &results);
    }
  }
  return results;
}

}  // namespace rapporteur
