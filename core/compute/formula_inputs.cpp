#include "core/compute/formula_inputs.h"

#include <algorithm>
#include <cassert>
#include <optional>
#include <utility>

namespace rapporteur {
namespace {

// A value that a formula could take; a cell that is only missing makes no cell of the result.
bool ValueSaysSomething(const Value& value) {
  return value.number || value.status == "Q" || value.status == "M";
}

// Without what the reference pins; nothing where the cell is not one that the reference can mean.
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

std::optional<Dimensions> ResultCell(const CellRef& ref, const std::string& territory,
                                     const Dimensions& cell, const std::string& country,
                                     const IndicatorVersion& result) {
  const bool of_country = territory == country;
  if (!ref.territory.empty() ? ref.territory != territory : !of_country && !result.by_territory) {
    return std::nullopt;
  }
  std::optional<Dimensions> dimensions = WithoutPinned(cell, ref.dimensions);
  if (!dimensions) return std::nullopt;
  const bool declared =
      std::all_of(dimensions->begin(), dimensions->end(),
                  [&](const auto& d) { return result.HasDimension(d.first); });
  return declared ? dimensions : std::nullopt;
}

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
    if (SaysSomething(*inputs_[i].slice)) return true;
  }
  return !looks_at_present;
}

bool FormulaInputs::SaysSomething(const Slice& slice) {
  return std::any_of(slice.begin(), slice.end(),
                     [](const auto& cell) { return ValueSaysSomething(cell.second.value); });
}

std::set<CellKey> FormulaInputs::Cells(const IndicatorVersion& result, MissingRule missing) const {
  std::set<CellKey> keys;
  if (missing == MissingRule::kStrict && !PresentSaysSomething()) return keys;
  bool any = false, every = true;
  for (const Input& input : inputs_) {
    const bool says = SaysSomething(*input.slice);
    any = any || says;
    every = every && says;
  }
  if (any) keys.insert({country_, ""});
  // Every other cell would lack that input too.
  if (missing == MissingRule::kStrict && !every) return keys;
  for (std::size_t i = 0; i < inputs_.size(); ++i) {
    const CellRef& ref = formula_->refs()[i];
    for (const auto& [key, cell] : *inputs_[i].slice) {
      if (!ValueSaysSomething(cell.value)) continue;
      const std::optional<Dimensions> dimensions =
          ResultCell(ref, key.territory, ParseDimensions(key.dimensions), country_, result);
      if (!dimensions) continue;
      keys.insert({ref.territory.empty() ? key.territory : country_, DimensionsText(*dimensions)});
    }
  }
  return keys;
}

const Cell* FormulaInputs::CellOf(std::size_t ref, const CellKey& key) const {
  const ResolvedRef resolved =
      Resolve(formula_->refs()[ref], key.territory, ParseDimensions(key.dimensions), *this);
  const auto cell = inputs_[ref].slice->find({resolved.territory, resolved.dimensions});
  return cell == inputs_[ref].slice->end() ? nullptr : &cell->second;
}

}  // namespace rapporteur
