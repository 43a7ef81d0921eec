#include "core/compute/formula_book.h"

#include <utility>

#include "core/compute/formula_reader.h"

namespace rapporteur {

FormulaBook FormulaBook::Read(std::shared_ptr<const Catalogue> catalogue) {
  return FormulaReader::Read(std::move(catalogue));
}

const FormulaBook::Entry* FormulaBook::Find(const Entries& entries, const std::string& indicator,
                                            Date day) {
  const auto it = entries.find(indicator);
  if (it == entries.end()) return nullptr;
  for (const Entry& entry : it->second) {
    if (entry.version->valid_from <= day && day <= entry.version->valid_to) return &entry;
  }
  return nullptr;
}

const FormulaBook::Entry* FormulaBook::On(const std::string& indicator, Date day) const {
  const Entry* formula = FormulaOn(indicator, day);
  return formula != nullptr ? formula : AliasOn(indicator, day);
}

const FormulaBook::Entry* FormulaBook::FormulaOn(const std::string& indicator, Date day) const {
  return Find(formulas_, indicator, day);
}

const FormulaBook::Entry* FormulaBook::AliasOn(const std::string& indicator, Date day) const {
  return Find(aliases_, indicator, day);
}

std::vector<const FormulaBook::Entry*> FormulaBook::EntriesOf(const std::string& indicator) const {
  std::vector<const Entry*> found;
  for (const Entries* entries : {&formulas_, &aliases_}) {
    const auto it = entries->find(indicator);
    if (it == entries->end()) continue;
    for (const Entry& entry : it->second) found.push_back(&entry);
  }
  return found;
}

const std::vector<FormulaBook::Dependent>& FormulaBook::Dependents(
    const std::string& indicator) const {
  static const std::vector<Dependent> kNone;
  const auto it = dependents_.find(indicator);
  return it == dependents_.end() ? kNone : it->second;
}

std::size_t FormulaBook::Rank(const std::string& indicator, Date day) const {
  auto it = ranks_.upper_bound(day);
  if (it == ranks_.begin()) return 0;
  const auto& ranks = (--it)->second;
  const auto rank = ranks.find(indicator);
  return rank == ranks.end() ? 0 : rank->second;
}

}  // namespace rapporteur
