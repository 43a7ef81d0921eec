#include "core/compute/reach.h"

#include <algorithm>
#include <map>
#include <utility>

#include "core/compute/formula_inputs.h"

namespace rapporteur {
namespace {

// A cell of which something has been said.
struct KnownCell {
  std::string territory;
  Dimensions dimensions;
};

class Planner {
 public:
  Planner(const FormulaBook& book, CellReader& reader) : book_(book), reader_(reader) {}

  // Grows until nothing is added: what can be computed makes more possible, also in a circle over
  // several periods.
  Result<std::set<const FormulaBook::Entry*>> Run() {
    for (const std::vector<std::string>& members : book_.components()) {
      for (bool grows = true; grows;) {
        grows = false;
        for (const std::string& member : members) {
          for (const FormulaBook::Entry* entry : book_.EntriesOf(member)) {
            if (possible_.contains(entry)) continue;
            Result<bool> can = CanGiveValue(*entry);
            if (!can.ok()) return can.status();
            if (!*can) continue;
            grows = true;
            possible_.insert(entry);
            computed_.insert(member);
          }
        }
      }
    }
    return std::move(possible_);
  }

 private:
  Result<bool> CanGiveValue(const FormulaBook::Entry& entry) {
    const bool strict = entry.missing == MissingRule::kStrict;
    for (const CellRef& ref : entry.formula.refs()) {
      Result<bool> can = CanBeFilled(ref, *entry.version);
      if (!can.ok()) return can;
      if (*can != strict) return !strict;
    }
    return strict;
  }

  Result<bool> CanBeFilled(const CellRef& ref, const IndicatorVersion& result) {
    // The cells that will be computed are not known yet: any.
    if (computed_.contains(ref.indicator)) return true;
    Result<const std::vector<KnownCell>*> cells = CellsOf(ref.indicator);
    if (!cells.ok()) return cells.status();
    const std::string& country = book_.catalogue().country();
    return std::any_of((*cells)->begin(), (*cells)->end(), [&](const KnownCell& cell) {
      return ResultCell(ref, cell.territory, cell.dimensions, country, result).has_value();
    });
  }

  Result<const std::vector<KnownCell>*> CellsOf(const std::string& indicator) {
    const auto known = cells_.find(indicator);
    if (known != cells_.end()) return &known->second;
    Result<std::vector<CellKey>> keys = reader_.CellsOf(indicator);
    if (!keys.ok()) return keys.status();
    std::vector<KnownCell>& cells = cells_[indicator];
    for (CellKey& key : *keys) {
      cells.push_back({std::move(key.territory), ParseDimensions(key.dimensions)});
    }
    return &cells;
  }

  const FormulaBook& book_;
  CellReader& reader_;
  std::map<std::string, std::vector<KnownCell>> cells_;
  std::set<std::string> computed_;  // indicators with an entry that can give a value
  std::set<const FormulaBook::Entry*> possible_;
};

}  // namespace

Result<Reach> Reach::Plan(const FormulaBook& book, CellReader& reader) {
  Result<std::set<const FormulaBook::Entry*>> entries = Planner(book, reader).Run();
  if (!entries.ok()) return entries.status();
  Reach reach(book);
  reach.entries_ = *std::move(entries);
  return reach;
}

std::vector<const FormulaBook::Entry*> Reach::EntriesOf(const std::string& indicator) const {
  std::vector<const FormulaBook::Entry*> entries = book_->EntriesOf(indicator);
  std::erase_if(entries, [this](const FormulaBook::Entry* entry) { return !Contains(*entry); });
  return entries;
}

}  // namespace rapporteur
