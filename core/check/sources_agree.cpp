// What several sources, or several years, say of one number: every value is kept, and this says
// where they do not go together.
#include <algorithm>
#include <map>
#include <tuple>

#include "core/base/text.h"
#include "core/check/checker.h"

namespace rapporteur {
namespace {

// The single years of a range of years; empty where it is none.
std::vector<Period> YearsOf(const Period& range) {
  std::vector<Period> years;
  if (range.code.find('/') == std::string::npos) return years;
  for (Date year = range.first_day / 10000; year <= range.last_day / 10000; ++year) {
    Result<Period> period = ParsePeriod(std::to_string(year));
    if (!period.ok()) return {};
    years.push_back(*std::move(period));
  }
  return years;
}

bool IsReported(const Cell& cell) { return !cell.computed && cell.value.number; }

// True where the source gives the cell itself: then that is compared, not its parts.
bool Gives(const OtherNumbers& others, const CellKey& key, const std::string& source) {
  const auto said = others.find(key);
  return said != others.end() &&
         std::any_of(said->second.begin(), said->second.end(),
                     [&](const OtherNumber& other) { return other.source == source; });
}

}  // namespace

// Two sources give one cell another number, or the parts one source gives are more than the whole
// that the other gives: both can't be true of the same persons.
void Checker::Sources(const CheckRule& rule, const CheckSubject& subject) {
  const OtherNumbers& others = table_.OthersIn(subject.version->code, subject.period);
  for (const auto& [key, said] : others) {
    const auto chosen = subject.slice->find(key);
    if (chosen == subject.slice->end() || !IsReported(chosen->second)) continue;
    if (!Concerns(rule, key)) continue;
    const double number = *chosen->second.value.number;
    for (const OtherNumber& other : said) {
      if (!Differ(other.number, number)) continue;
      Add(rule, subject, key, other.number, number,
          {{"other", other.source}, {"source", chosen->second.source}});
    }
  }
  PartsOfOthers(rule, subject, others);
}

void Checker::PartsOfOthers(const CheckRule& rule, const CheckSubject& subject,
                            const OtherNumbers& others) {
  if (subject.version->value_kind != "count") return;
  // By whole, source and dimension: the sum of the codes that are no part of another.
  std::map<std::tuple<CellKey, std::string, std::string>, double> sums;
  const auto add = [&](const CellKey& key, const std::string& source, double number) {
    const Dimensions dimensions = ParseDimensions(key.dimensions);
    for (std::size_t i = 0; i < dimensions.size(); ++i) {
      const auto& [dimension, code] = dimensions[i];
      if (subject.version->MayOverlap(dimension) || !ParentOf(dimension, code).empty()) continue;
      Dimensions rest = dimensions;
      rest.erase(rest.begin() + static_cast<Dimensions::difference_type>(i));
      sums[{{key.territory, DimensionsText(rest)}, source, dimension}] += number;
    }
  };
  for (const auto& [key, said] : others) {
    for (const OtherNumber& other : said) add(key, other.source, other.number);
  }
  for (const auto& [key, cell] : *subject.slice) {
    if (IsReported(cell)) add(key, cell.source, *cell.value.number);
  }
  for (const auto& [part, sum] : sums) {
    const auto& [key, source, dimension] = part;
    const auto whole = subject.slice->find(key);
    if (whole == subject.slice->end() || !IsReported(whole->second)) continue;
    const double number = *whole->second.value.number;
    // Its own parts are the business of part sums.
    if (source == whole->second.source || sum <= number || !Differ(sum, number)) continue;
    if (!Concerns(rule, key) || Gives(others, key, source)) continue;
    Add(rule, subject, key, sum, number, {{"other", source}, {"source", whole->second.source}});
  }
}

// A number for several years together against those of the single years.
Status Checker::Ranges(const CheckRule& rule, const CheckSubject& subject) {
  const std::vector<Period> years = YearsOf(subject.period);
  if (years.empty() || subject.version->value_kind != "count") return {};
  if (Status s = table_.Load(subject.version->code, RangeOf(subject.period)); !s.ok()) return s;
  for (const auto& [key, cell] : *subject.slice) {
    if (!cell.value.number || !Concerns(rule, key)) continue;
    double sum = 0;
    bool all = true;
    for (const Period& year : years) {
      const Slice& slice = table_.Get(subject.version->code, year);
      const auto it = slice.find(key);
      all = all && it != slice.end() && it->second.value.number;
      if (all) sum += *it->second.value.number;
    }
    if (all && Differ(*cell.value.number, sum)) Add(rule, subject, key, *cell.value.number, sum);
  }
  return {};
}

// The first value after a break beside the last one before: no development.
Status Checker::Breaks(const CheckRule& rule, const CheckSubject& subject) {
  const Period previous = Shift(subject.period, -1);
  const std::string& code = subject.version->code;
  for (const Break* item : BreaksBetween(code, previous, subject.period)) {
    if (Status s = table_.Load(code, RangeOf(previous)); !s.ok()) return s;
    const Slice& before = table_.Get(code, previous);
    const CellKey whole{item->territory.empty() ? catalogue_.country() : item->territory, ""};
    const auto now = subject.slice->find(whole);
    const auto then = before.find(whole);
    if (now == subject.slice->end() || then == before.end()) continue;
    if (!now->second.value.number || !then->second.value.number) continue;
    Add(rule, subject, whole, *now->second.value.number, *then->second.value.number,
        {{"other", item->text.In(language_)}});
  }
  return {};
}

}  // namespace rapporteur
