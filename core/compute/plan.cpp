#include "core/compute/plan.h"

#include <set>
#include <utility>

#include "core/compute/formula_inputs.h"
#include "core/compute/reach.h"

namespace rapporteur {
namespace {

constexpr PeriodRange kAlways{kFirstDate, kLastDate};
// No value lies later; what goes on from period to period ends here.
constexpr Date kLastDay = 21001231;

class Run {
 public:
  Run(const FormulaBook& book, const Reach& reach, CellReader& reader, bool everything)
      : book_(book),
        reach_(reach),
        table_(reader, everything ? CellTable::Computed::kIgnore : CellTable::Computed::kKeep),
        everything_(everything) {}

  Result<ComputedSlices> Go(const ChangedPeriods& changed) {
    for (const auto& [indicator, periods] : changed) {
      for (const Period& period : periods) {
        todo_[indicator].insert(period);
        MarkDependents(indicator, period);
      }
    }
    FindLastUses();
    for (std::size_t i = 0; i < book_.components().size(); ++i) {
      if (Status s = RunComponent(book_.components()[i]); !s.ok()) return s;
      for (const std::string& indicator : InputsOf(book_.components()[i])) {
        if (last_use_[indicator] == i) table_.Forget(indicator);
      }
    }
    // What changed but has no formula (any more) keeps no computed values.
    for (const auto& [indicator, periods] : todo_) {
      for (const Period& period : periods) results_[indicator][period];
    }
    return std::move(results_);
  }

 private:
  // The members themselves and what their formulas read, in any version that can give a value.
  std::set<std::string> InputsOf(const std::vector<std::string>& members) const {
    std::set<std::string> inputs;
    for (const std::string& member : members) {
      for (const FormulaBook::Entry* entry : reach_.EntriesOf(member)) {
        inputs.insert(member);
        for (const CellRef& ref : entry->formula.refs()) inputs.insert(ref.indicator);
      }
    }
    return inputs;
  }

  void FindLastUses() {
    for (std::size_t i = 0; i < book_.components().size(); ++i) {
      for (const std::string& indicator : InputsOf(book_.components()[i])) last_use_[indicator] = i;
    }
  }

  Status RunComponent(const std::vector<std::string>& members) {
    Status status = everything_ ? LoadEverything(members) : LoadWhatIsDue(members);
    while (status.ok()) {
      const std::string* next = NextOf(members);
      if (next == nullptr) break;
      const Period period = *todo_[*next].begin();
      todo_[*next].erase(todo_[*next].begin());
      status = ComputeSlice(*next, period);
    }
    return status;
  }

  Status LoadEverything(const std::vector<std::string>& members) {
    for (const std::string& input : InputsOf(members)) {
      if (Status s = table_.Load(input, kAlways); !s.ok()) return s;
    }
    for (const std::string& member : members) {
      for (const FormulaBook::Entry* entry : reach_.EntriesOf(member)) {
        for (const CellRef& ref : entry->formula.refs()) {
          for (const Period& period : table_.PeriodsOf(ref.indicator)) {
            Mark(member, ref.shift == 0 ? period : Shift(period, -ref.shift));
          }
        }
      }
    }
    return {};
  }

  // One read for each indicator, however many periods are due.
  Status LoadWhatIsDue(const std::vector<std::string>& members) {
    std::map<std::string, PeriodRange> ranges;
    const auto widen = [&](const std::string& indicator, const PeriodRange& range) {
      const auto [it, added] = ranges.emplace(indicator, range);
      if (!added) it->second = Hull(it->second, range);
    };
    const bool goes_on = members.size() > 1 || FeedsItself(members.front());
    for (const std::string& member : members) {
      for (const Period& period : todo_[member]) {
        const FormulaBook::Entry* entry = EntryOn(member, period);
        if (entry == nullptr) continue;
        widen(member, RangeOf(period));
        for (const CellRef& ref : entry->formula.refs()) {
          widen(ref.indicator, RangeOf(InputPeriod(ref, period)));
        }
      }
    }
    for (auto& [indicator, range] : ranges) {
      if (goes_on) range.last_day = kLastDate;
      if (Status s = table_.Load(indicator, range); !s.ok()) return s;
    }
    return {};
  }

  // The formula that may give the indicator a value in the period, else null.
  const FormulaBook::Entry* EntryOn(const std::string& indicator, const Period& period) const {
    const FormulaBook::Entry* entry = book_.On(indicator, period.last_day);
    return entry != nullptr && reach_.Contains(*entry) ? entry : nullptr;
  }

  bool FeedsItself(const std::string& indicator) const {
    for (const FormulaBook::Dependent& dependent : book_.Dependents(indicator)) {
      if (dependent.indicator == indicator) return true;
    }
    return false;
  }

  // The member with the earliest period to compute; within a period inputs come first.
  const std::string* NextOf(const std::vector<std::string>& members) {
    const EarlierPeriod earlier;
    const std::string* next = nullptr;
    for (const std::string& member : members) {
      if (todo_[member].empty()) continue;
      if (next != nullptr) {
        const Period& best = *todo_[*next].begin();
        const Period& mine = *todo_[member].begin();
        if (earlier(best, mine)) continue;
        if (best == mine &&
            book_.Rank(*next, best.last_day) <= book_.Rank(member, mine.last_day)) {
          continue;
        }
      }
      next = &member;
    }
    return next;
  }

  void Mark(const std::string& indicator, const Period& period) {
    if (period.last_day <= kLastDay) todo_[indicator].insert(period);
  }

  void MarkDependents(const std::string& indicator, const Period& period) {
    for (const FormulaBook::Dependent& dependent : book_.Dependents(indicator)) {
      Mark(dependent.indicator,
           dependent.steps == 0 ? period : Shift(period, dependent.steps));
    }
  }

  Status ComputeSlice(const std::string& indicator, const Period& period) {
    const FormulaBook::Entry* entry = EntryOn(indicator, period);
    if (entry == nullptr) {  // whatever was computed is taken away
      results_[indicator][period];
      return {};
    }
    if (Status s = table_.Load(indicator, RangeOf(period)); !s.ok()) return s;
    ComputedSlice computed;
    Slice after, before;
    for (const auto& [key, cell] : table_.Get(indicator, period)) {
      (cell.computed ? before : after).emplace(key, cell);
    }
    Result<FormulaInputs> inputs =
        FormulaInputs::Load(entry->formula, book_.catalogue(), table_, period);
    if (!inputs.ok()) return inputs.status();
    for (const CellKey& key : inputs->Cells(*entry->version, entry->missing)) {
      if (!table_.IsGiven(indicator, period, key)) ComputeCell(*entry, *inputs, key, &computed);
    }
    const bool changed = !SameValues(before, computed.cells);
    // A computed value stands above a status that only says why nothing is known.
    for (const auto& [key, cell] : computed.cells) after.insert_or_assign(key, cell);
    table_.Put(indicator, period, std::move(after));
    if (changed && !everything_) MarkDependents(indicator, period);
    results_[indicator][period] = std::move(computed);
    return {};
  }

  static void ComputeCell(const FormulaBook::Entry& entry, const FormulaInputs& inputs,
                          const CellKey& key, ComputedSlice* computed) {
    Outcome outcome = Evaluate(entry.formula, entry.missing, key.territory,
                               ParseDimensions(key.dimensions), inputs);
    if (outcome.value.status == "O") {
      ++computed->missing;
      return;
    }
    Cell cell;
    cell.value = std::move(outcome.value);
    cell.computed = true;
    cell.definition = entry.version->definition;
    computed->cells.emplace(key, std::move(cell));
  }

  static bool SameValues(const Slice& left, const Slice& right) {
    if (left.size() != right.size()) return false;
    for (auto l = left.begin(), r = right.begin(); l != left.end(); ++l, ++r) {
      if (l->first != r->first || l->second.value != r->second.value) return false;
    }
    return true;
  }

  const FormulaBook& book_;
  const Reach& reach_;
  CellTable table_;
  const bool everything_;
  ChangedPeriods todo_;
  std::map<std::string, std::size_t> last_use_;  // the last component that reads an indicator
  ComputedSlices results_;
};

}  // namespace

Result<ComputedSlices> ComputeEverything(const FormulaBook& book, CellReader& reader) {
  Result<Reach> reach = Reach::Plan(book, reader);
  if (!reach.ok()) return reach.status();
  return Run(book, *reach, reader, /*everything=*/true).Go({});
}

Result<ComputedSlices> ComputeFollowing(const FormulaBook& book, CellReader& reader,
                                        const ChangedPeriods& changed) {
  Result<Reach> reach = Reach::Plan(book, reader);
  if (!reach.ok()) return reach.status();
  return Run(book, *reach, reader, /*everything=*/false).Go(changed);
}

}  // namespace rapporteur
