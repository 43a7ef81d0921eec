#include "core/report/mask.h"

#include <algorithm>
#include <bit>

namespace rapporteur::report {
namespace {

constexpr int kDepth = 8;  // same_as of same_as ends somewhere

const IndicatorVersion* VersionOf(const Catalogue& catalogue, const std::string& indicator) {
  const Indicator* found = catalogue.FindIndicator(indicator);
  return found == nullptr ? nullptr : &found->newest();
}

}  // namespace

CellName ParseCellName(const std::string& text) {
  const std::size_t open = text.find('{'), close = text.rfind('}');
  if (open == std::string::npos || close == std::string::npos) return {text, {}};
  std::string pairs = text.substr(open + 1, close - open - 1);
  std::replace(pairs.begin(), pairs.end(), ',', ';');
  CellName name{text.substr(0, open), ParseDimensions(pairs)};
  std::sort(name.dimensions.begin(), name.dimensions.end());
  return name;
}

MaskedCells::MaskedCells(const Catalogue& catalogue, const std::vector<Observation>& observations)
    : catalogue_(catalogue), limits_(catalogue.mask()) {
  if (limits_.max < limits_.min || limits_.when == "never") return;
  // By indicator, period and source: what one table of one source shows.
  std::map<std::vector<std::string>, Table> tables;
  for (const Observation& o : observations) {
    if (!o.value.number || !o.current || o.withdrawn) continue;
    const IndicatorVersion* version = VersionOf(catalogue, o.key.indicator);
    if (version == nullptr ||
        std::find(limits_.counting_units.begin(), limits_.counting_units.end(),
                  version->counting_unit) == limits_.counting_units.end()) {
      continue;
    }
    const Key key = Root(o.key.indicator, o.key.territory, o.key.dimensions, o.period);
    if (Covered(key) && IsSmall(*o.value.number)) hidden_[key] = Hiding::kSmall;
    tables[{key.indicator, key.period, o.source}][key] = *o.value.number;
  }
  bool changed = true;
  while (changed) {
    changed = false;
    for (const auto& [name, table] : tables) changed |= Protect(table);
  }
}

MaskedCells::Key MaskedCells::Root(const std::string& indicator, const std::string& territory,
                                   const std::string& dimensions, const std::string& period) const {
  Key key{indicator, period, territory, ParseDimensions(dimensions)};
  for (int depth = 0; depth < kDepth; ++depth) {
    const IndicatorVersion* version = VersionOf(catalogue_, key.indicator);
    if (version == nullptr || version->same_as.empty()) break;
    const CellName same = ParseCellName(version->same_as);
    if (catalogue_.FindIndicator(same.indicator) == nullptr) break;
    key.indicator = same.indicator;
    key.dimensions.insert(key.dimensions.end(), same.dimensions.begin(), same.dimensions.end());
    std::sort(key.dimensions.begin(), key.dimensions.end());
  }
  return key;
}

bool MaskedCells::Covered(const Key& key) const {
  return limits_.when == "always" || key.dimensions.size() >= 2 ||
         key.territory != catalogue_.country();
}

Hiding MaskedCells::State(const Key& key) const {
  auto it = hidden_.find(key);
  return it == hidden_.end() ? Hiding::kNone : it->second;
}

std::string MaskedCells::ParentIn(const Table& table, const Key& cell,
                                  std::size_t dimension) const {
  const auto& [name, value] = cell.dimensions[dimension];
  const Codelist* list = catalogue_.FindDimension(name);
  const Code* code = list == nullptr ? nullptr : list->Find(value);
  if (code == nullptr || code->parent.empty()) return "";
  Key whole = cell;
  whole.dimensions[dimension].second = code->parent;
  return table.contains(whole) ? code->parent : "";
}

// Looks at every line (a total and its parts along one dimension) that a hidden cell lies in.
bool MaskedCells::Protect(const Table& table) {
  bool changed = false;
  for (const auto& [cell, value] : table) {
    if (State(cell) == Hiding::kNone) continue;
    for (std::size_t i = 0; i < cell.dimensions.size(); ++i) {
      const std::string parent = ParentIn(table, cell, i);
      Key total = cell;
      if (parent.empty()) {
        total.dimensions.erase(total.dimensions.begin() + static_cast<std::ptrdiff_t>(i));
      } else {
        total.dimensions[i].second = parent;
      }
      std::vector<Key> parts;
      for (const auto& [other, unused] : table) {
        if (other.territory != cell.territory || other.dimensions.size() != cell.dimensions.size())
          continue;
        Key like_cell = other;
        like_cell.dimensions[i].second = cell.dimensions[i].second;
        if (like_cell == cell && ParentIn(table, other, i) == parent) parts.push_back(other);
      }
      changed |= ProtectLine(table, total, parts);
    }
    changed |= ProtectCrossing(table, cell);
    const Territory* territory = catalogue_.FindTerritory(cell.territory);
    if (territory == nullptr || cell.territory == catalogue_.country()) continue;
    Key total = cell;
    total.territory = territory->parent.empty() ? catalogue_.country() : territory->parent;
    std::vector<Key> parts;
    for (const auto& [other, unused] : table) {
      const Territory* sibling = catalogue_.FindTerritory(other.territory);
      if (sibling != nullptr && other.territory != catalogue_.country() &&
          sibling->parent == territory->parent && other.dimensions == cell.dimensions) {
        parts.push_back(other);
      }
    }
    changed |= ProtectLine(table, total, parts);
  }
  return changed;
}

// A crossing that is given whole sums to the total over two dimensions or more at once, also where
// neither dimension's own totals are given.
bool MaskedCells::ProtectCrossing(const Table& table, const Key& cell) {
  bool changed = false;
  const std::size_t count = cell.dimensions.size();
  for (unsigned taken = 1; taken < 1u << count; ++taken) {
    if (std::popcount(taken) < 2) continue;
    Key total = cell;
    total.dimensions.clear();
    for (std::size_t i = 0; i < count; ++i) {
      if ((taken >> i & 1) == 0) total.dimensions.push_back(cell.dimensions[i]);
    }
    std::vector<Key> parts;
    for (const auto& [other, unused] : table) {
      if (other.territory != cell.territory || other.dimensions.size() != count) continue;
      bool fits = true;
      for (std::size_t i = 0; fits && i < count; ++i) {
        fits = other.dimensions[i].first == cell.dimensions[i].first &&
               ((taken >> i & 1) != 0 ? ParentIn(table, other, i).empty()
                                      : other.dimensions[i] == cell.dimensions[i]);
      }
      if (fits) parts.push_back(other);
    }
    changed |= ProtectLine(table, total, parts);
  }
  return changed;
}

bool MaskedCells::ProtectLine(const Table& table, const Key& total, const std::vector<Key>& parts) {
  auto whole = table.find(total);
  if (whole == table.end() || State(total) != Hiding::kNone) return false;
  double rest = whole->second;  // what the hidden parts sum to, for whoever subtracts
  std::vector<Key> hidden;
  const Key* smallest = nullptr;
  for (const Key& part : parts) {
    if (State(part) != Hiding::kNone) {
      hidden.push_back(part);
      continue;
    }
    const double value = table.at(part);
    rest -= value;
    // A zero protects too, but says less when it is hidden; so the smallest other comes first.
    auto rank = [](double v) { return std::pair(v == 0, v); };
    if (smallest == nullptr || rank(value) < rank(table.at(*smallest))) smallest = &part;
  }
  if (hidden.empty() || smallest == nullptr) return false;
  bool given_away = hidden.size() == 1;
  for (const Key& cell : hidden) {
    if (State(cell) != Hiding::kSmall) continue;
    double low = limits_.min, high = limits_.max, others_min = 0, others_max = 0;
    for (const Key& other : hidden) {
      if (other == cell) continue;
      const bool small = State(other) == Hiding::kSmall;
      others_min += small ? limits_.min : 0;
      others_max += small ? limits_.max : rest;
    }
    low = std::max(low, rest - others_max);
    high = std::min(high, rest - others_min);
    given_away |= low >= high;
  }
  if (!given_away) return false;
  hidden_[*smallest] = Hiding::kProtecting;
  return true;
}

Hiding MaskedCells::Of(const std::string& indicator, const std::string& territory,
                       const std::string& dimensions, const std::string& period) const {
  if (const Hiding own = State(Root(indicator, territory, dimensions, period));
      own != Hiding::kNone) {
    return own;
  }
  const IndicatorVersion* version = VersionOf(catalogue_, indicator);
  if (version == nullptr) return Hiding::kNone;
  for (const std::string& input : {version->numerator, version->denominator}) {
    if (input.empty()) continue;
    CellName name = ParseCellName(input);
    for (const auto& pair : ParseDimensions(dimensions)) name.dimensions.push_back(pair);
    std::sort(name.dimensions.begin(), name.dimensions.end());
    if (State(Root(name.indicator, territory, DimensionsText(name.dimensions), period)) !=
        Hiding::kNone) {
      return Hiding::kProtecting;
    }
  }
  return Hiding::kNone;
}

bool MaskedCells::AnyOf(const std::string& indicator, const std::string& period) const {
  const std::string root = Root(indicator, catalogue_.country(), "", period).indicator;
  for (const auto& [key, hiding] : hidden_) {
    if (key.indicator == root && key.period == period) return true;
  }
  return false;
}

Hiding MaskedCells::Of(const Observation& observation) const {
  return Of(observation.key.indicator, observation.key.territory, observation.key.dimensions,
            observation.period);
}

}  // namespace rapporteur::report
