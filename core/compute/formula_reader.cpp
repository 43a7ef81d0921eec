#include "core/compute/formula_reader.h"

#include <algorithm>
#include <utility>

#include "core/base/text.h"
#include "core/compute/units.h"

namespace rapporteur {
namespace {

// The definition of an input at the time the formula is first valid.
DefinitionOf DefinitionsOn(const Catalogue& catalogue, Date day) {
  return [&catalogue, day](const std::string& code) -> const IndicatorVersion* {
    const Indicator* indicator = catalogue.FindIndicator(code);
    if (indicator == nullptr) return nullptr;
    const IndicatorVersion* version = indicator->On(day);
    return version != nullptr ? version : &indicator->newest();
  };
}

// The day after, in the order of Date; need not exist in the calendar to part two intervals.
Date After(Date day) { return day == kLastDate ? kLastDate : day + 1; }

bool AnyVersionHas(const Indicator& indicator, const std::string& dimension) {
  return std::any_of(indicator.versions.begin(), indicator.versions.end(),
                     [&](const auto& version) { return version.HasDimension(dimension); });
}

}  // namespace

std::string RefProblem(const CellRef& ref, const Catalogue& catalogue) {
  const Indicator* indicator = catalogue.FindIndicator(ref.indicator);
  if (indicator == nullptr) return ref.indicator + " is no indicator of the catalogue";
  for (const auto& [dimension, code] : ref.dimensions) {
    if (!AnyVersionHas(*indicator, dimension)) {
      return ToText(ref) + ": " + ref.indicator + " is not broken down by " + Quote(dimension);
    }
    const Codelist* list = catalogue.FindDimension(dimension);
    if (code != "_T" && (list == nullptr || list->Find(code) == nullptr)) {
      return ToText(ref) + ": " + Quote(code) + " is no code of " + dimension;
    }
  }
  if (!ref.territory.empty() && catalogue.FindTerritory(ref.territory) == nullptr) {
    return ToText(ref) + ": " + Quote(ref.territory) + " is no territory of the catalogue";
  }
  return "";
}

FormulaBook FormulaReader::Read(std::shared_ptr<const Catalogue> catalogue) {
  FormulaReader reader;
  reader.book_.catalogue_ = std::move(catalogue);
  for (const Indicator& indicator : reader.book_.catalogue_->indicators()) {
    for (const IndicatorVersion& version : indicator.versions) {
      if (!version.dropped()) reader.ReadVersion(version);
    }
    if (reader.book_.formulas_.contains(indicator.code) ||
        reader.book_.aliases_.contains(indicator.code)) {
      reader.book_.computed_.push_back(indicator.code);
    }
  }
  for (const Date day : reader.Days()) {
    reader.BreakCycles(day);
    while (reader.BreakEndless(day)) reader.BreakCycles(day);
  }
  reader.FillDependents();
  reader.FillComponents();
  return std::move(reader.book_);
}

void FormulaReader::Complain(const IndicatorVersion& version, const std::string& code,
                        const std::string& what) {
  book_.problems_.push_back(
      {version.definition, code,
       book_.catalogue_->id() + " " + book_.catalogue_->version() + ", indicator " +
           version.definition + ": " + what});
}

void FormulaReader::ReadVersion(const IndicatorVersion& version) {
  const std::optional<MissingRule> missing = ParseMissingRule(version.missing);
  if (!missing) {
    Complain(version, "bad-missing-rule",
        "the rule for missing inputs is " + Quote(version.missing) +
            ", expected \"strict\" or \"skip\".");
    return;
  }
  for (const bool alias : {false, true}) {
    const std::string& text = alias ? version.same_as : version.formula;
    if (text.empty()) continue;
    Result<Formula> formula = Formula::Parse(text);
    if (!formula.ok()) {
      Complain(version, "bad-formula", formula.status().message());
      continue;
    }
    if (alias && !formula->IsCell()) {
      Complain(version, "bad-formula",
          "same_as is " + Quote(text) + ", expected one cell such as ID.02{age_group=CHD}.");
      continue;
    }
    if (formula->refs().empty()) {
      Complain(version, "bad-formula", "the formula " + Quote(text) + " takes no indicator.");
      continue;
    }
    std::string problem;
    for (const CellRef& ref : formula->refs()) {
      if (problem.empty()) problem = RefProblem(ref, *book_.catalogue_);
    }
    if (!problem.empty()) {
      Complain(version, "bad-reference", "formula " + Quote(text) + ": " + problem + ".");
      continue;
    }
    FormulaBook::Entry entry{&version, *std::move(formula), alias, *missing};
    if (CheckUnits(entry)) (alias ? book_.aliases_ : book_.formulas_)[version.code].push_back(std::move(entry));
  }
}

bool FormulaReader::CheckUnits(const FormulaBook::Entry& entry) {
  const IndicatorVersion& version = *entry.version;
  const DefinitionOf definition_of = DefinitionsOn(*book_.catalogue_, version.valid_from);
  const std::string formula = "formula " + Quote(entry.formula.text()) + ": ";
  if (const std::string mismatch = UnitMismatch(entry.formula, definition_of); !mismatch.empty()) {
    Complain(version, "unit-mismatch", formula + mismatch + "; only like is added to like.");
    return false;
  }
  const std::string found = ResultUnit(entry.formula, definition_of);
  const std::string own = CountedUnit(version);
  if (found.empty() || found == own) return true;
  if (own.empty() && version.value_kind != "percent") return true;
  Complain(version, "unit-mismatch",
      formula + "the result counts " + found + ", " + version.code +
          (own.empty() ? " is a share in %." : " counts " + own + "."));
  return false;
}

std::set<Date> FormulaReader::Days() const {
  std::set<Date> days;
  for (const FormulaBook::Entries* entries : {&book_.formulas_, &book_.aliases_}) {
    for (const auto& [code, versions] : *entries) {
      for (const FormulaBook::Entry& entry : versions) {
        days.insert(entry.version->valid_from);
        if (entry.version->valid_to != kLastDate) days.insert(After(entry.version->valid_to));
      }
    }
  }
  return days;
}

Graph FormulaReader::GraphOn(Date day, bool with_shifted) const {
  Graph graph;
  for (const std::string& code : book_.computed_) {
    const FormulaBook::Entry* entry = book_.On(code, day);
    if (entry == nullptr) continue;
    graph.Add(code);
    for (const CellRef& ref : entry->formula.refs()) {
      if (with_shifted || ref.shift == 0) graph.Add(code, ref.indicator);
    }
  }
  return graph;
}

void FormulaReader::Drop(const std::string& indicator, Date day, const std::string& code,
                         const std::string& message) {
  const FormulaBook::Entry* entry = book_.On(indicator, day);
  if (entry == nullptr) return;
  Complain(*entry->version, code, message);
  std::vector<FormulaBook::Entry>& entries =
      (entry->alias ? book_.aliases_ : book_.formulas_)[indicator];
  entries.erase(entries.begin() + (entry - entries.data()));
}

// Every indicator of a cycle loses its formula: which of them to trust is not for us to say.
void FormulaReader::BreakCycles(Date day) {
  while (true) {
    const Graph graph = GraphOn(day, /*with_shifted=*/false);
    const std::vector<std::string> cycle = graph.FindCycle();
    if (cycle.empty()) {
      book_.ranks_[day] = graph.Ranks();
      return;
    }
    for (std::size_t i = 0; i + 1 < cycle.size(); ++i) {
      Drop(cycle[i], day, "formula-cycle",
           "its formula leads back to itself: " + Join(cycle, " -> ") + ".");
    }
  }
}

// A formula that lives on its own past only ("1.02 * CX.01[-1]") would go on for ever.
bool FormulaReader::BreakEndless(Date day) {
  bool dropped = false;
  for (const auto& [code, loop] : GraphOn(day, /*with_shifted=*/true).Loops()) {
    const FormulaBook::Entry* entry = book_.On(code, day);
    const bool anchored = entry->missing == MissingRule::kStrict &&
                          std::any_of(entry->formula.refs().begin(), entry->formula.refs().end(),
                                      [&, &members = loop](const CellRef& ref) {
                                        return ref.shift == 0 && !members.contains(ref.indicator);
                                      });
    if (anchored) continue;
    dropped = true;
    Drop(code, day, "formula-endless",
         "formula " + Quote(entry->formula.text()) +
             " goes on from its own earlier values; it needs the missing rule \"strict\" and an "
             "input of the same period that does not depend on it.");
  }
  return dropped;
}

void FormulaReader::FillDependents() {
  for (const FormulaBook::Entries* entries : {&book_.formulas_, &book_.aliases_}) {
    for (const auto& [code, versions] : *entries) {
      for (const FormulaBook::Entry& entry : versions) {
        for (const CellRef& ref : entry.formula.refs()) {
          book_.dependents_[ref.indicator].push_back({code, -ref.shift});
        }
      }
    }
  }
  for (auto& [code, dependents] : book_.dependents_) {
    std::sort(dependents.begin(), dependents.end());
    dependents.erase(std::unique(dependents.begin(), dependents.end()), dependents.end());
  }
}

void FormulaReader::FillComponents() {
  Graph graph;
  for (const auto& [input, dependents] : book_.dependents_) {
    for (const FormulaBook::Dependent& dependent : dependents) {
      graph.Add(dependent.indicator, input);
    }
  }
  book_.components_ = graph.Components();
}

}  // namespace rapporteur
