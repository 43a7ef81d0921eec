#include "core/compute/formula_inputs.h"

#include <algorithm>
#include <cassert>
#include <optional>
#include <utility>

namespace rapporteur {
namespace {

// A value that a formula could take; a cell that is only missing makes no cell of the result.
bool SaysSomething(const Value& value) {
  return value.number || value.status == "Q" || value.status == "M";
}

// The cell of the result that the cell of an input leads to: without what the reference pins.
// Nothing where the input's cell is not one that the reference can mean.
std::optional<Dimensions> WithoutPinned(Dimensions cell, const Dimensions& pinned) {
  for (const auto& [dimension, code] : pinned) {
    const auto found = std::find_if(cell.begin(), cell.end(),
                                    [&](const auto& d) { return d.first == dimension; });
    if ((found == cell.end()) != (code == "_T")) return std::nullopt;
    if (found == cell.end()) continue;
    if (found->second != code) return std::nullopt;
    cell.erase(found);
  }
  return cell;
}

}  // namespace

Period InputPeriod(const CellRef& ref, const Period& period) {
  return ref.shift == 0 ? period : Shift(period, ref.shift);
}

Result<FormulaInputs> FormulaInputs::Load(const Formula& formula, const Catalogue& catalogue,
                                          CellTable& table, const Period& period) {
  FormulaInputs inputs(formula, table, catalogue.country());
  for (const CellRef& ref : formula.refs()) {
    Input input;
    input.period = InputPeriod(ref, period);
    if (Status s = table.Load(ref.indicator, RangeOf(input.period)); !s.ok()) return s;
    input.slice = &table.Get(ref.indicator, input.period);
    const Indicator* indicator = catalogue.FindIndicator(ref.indicator);
    if (indicator != nullptr) input.version = indicator->On(input.period.last_day);
    if (input.version != nullptr && input.version->dropped()) input.version = nullptr;
    inputs.inputs_.push_back(std::move(input));
  }
  return inputs;
}

const FormulaInputs::Input& FormulaInputs::InputOf(const CellRef& ref) const {
  const auto index = static_cast<std::size_t>(&ref - formula_->refs().data());
  assert(index < inputs_.size());
  return inputs_[index];
}

const Value* FormulaInputs::Find(const CellRef& ref, const std::string& territory,
                                 const std::string& dimensions) const {
  const Slice& slice = *InputOf(ref).slice;
  const auto cell = slice.find({territory, dimensions});
  return cell == slice.end() ? nullptr : &cell->second.value;
}

std::vector<double> FormulaInputs::Numbers(const CellRef& ref, const std::string& territory,
                                           const std::string& dimensions) const {
  return table_->Numbers(ref.indicator, InputOf(ref).period, {territory, dimensions});
}

bool FormulaInputs::Declares(const CellRef& ref, const std::string& dimension) const {
  const Input& input = InputOf(ref);
  return input.version != nullptr && input.version->HasDimension(dimension);
}

bool FormulaInputs::PresentSaysSomething() const {
  bool looks_at_present = false;
  for (std::size_t i = 0; i < inputs_.size(); ++i) {
    if (formula_->refs()[i].shift != 0) continue;
    looks_at_present = true;
    for (const auto& [key, cell] : *inputs_[i].slice) {
      if (SaysSomething(cell.value)) return true;
    }
  }
  return !looks_at_present;
}

std::set<CellKey> FormulaInputs::Cells(const IndicatorVersion& result, MissingRule missing) const {
  std::set<CellKey> keys;
  if (missing == MissingRule::kStrict && !PresentSaysSomething()) return keys;
  bool any = false;
  for (std::size_t i = 0; i < inputs_.size(); ++i) {
    const CellRef& ref = formula_->refs()[i];
    for (const auto& [key, cell] : *inputs_[i].slice) {
      if (!SaysSomething(cell.value)) continue;
      any = true;
      const bool of_country = key.territory == country_;
      if (!ref.territory.empty() ? ref.territory != key.territory
                                 : !of_country && !result.by_territory) {
        continue;
      }
      std::optional<Dimensions> dimensions =
          WithoutPinned(ParseDimensions(key.dimensions), ref.dimensions);
      if (!dimensions) continue;
      const bool declared =
          std::all_of(dimensions->begin(), dimensions->end(),
                      [&](const auto& d) { return result.HasDimension(d.first); });
      if (!declared) continue;
      keys.insert({ref.territory.empty() ? key.territory : country_, DimensionsText(*dimensions)});
    }
  }
  if (any) keys.insert({country_, ""});
  return keys;
}

const Cell* FormulaInputs::CellOf(std::size_t ref, const CellKey& key) const {
  const ResolvedRef resolved =
      Resolve(formula_->refs()[ref], key.territory, ParseDimensions(key.dimensions), *this);
  const auto cell = inputs_[ref].slice->find({resolved.territory, resolved.dimensions});
  return cell == inputs_[ref].slice->end() ? nullptr : &cell->second;
}

}  // namespace rapporteur
