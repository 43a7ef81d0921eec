// What several sources, or several years, say of one number: every value is kept, and this says
// where they do not go together.
#include <algorithm>
#include <map>
#include <set>

#include "core/base/text.h"
#include "core/check/checker.h"

namespace rapporteur {
namespace {

const SaidNumber* ChosenOf(const std::vector<SaidNumber>& said) {
  const auto chosen = std::find_if(said.begin(), said.end(),
                                   [](const SaidNumber& one) { return one.chosen; });
  return chosen == said.end() ? nullptr : &*chosen;
}

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

}  // namespace

// Two sources give one cell another number, or the parts one source gives are more than the whole
// that the other gives: both can't be true of the same persons.
void Checker::Sources(const CheckRule& rule, const CheckSubject& subject) {
  for (const auto& [key, said] : *subject.said) {
    const SaidNumber* chosen = ChosenOf(said);
    if (chosen == nullptr || !Concerns(rule, key)) continue;
    for (const SaidNumber& other : said) {
      if (&other == chosen || !Differ(other.number, chosen->number)) continue;
      Add(rule, subject, key, other.number, chosen->number,
          {{"other", other.source}, {"source", chosen->source}});
    }
    PartsOfOthers(rule, subject, key, *chosen);
  }
}

void Checker::PartsOfOthers(const CheckRule& rule, const CheckSubject& subject,
                            const CellKey& whole, const SaidNumber& chosen) {
  if (subject.version->value_kind != "count") return;
  const Dimensions known = ParseDimensions(whole.dimensions);
  // By source and dimension: the sum of the codes that are no part of another.
  std::map<std::pair<std::string, std::string>, double> sums;
  for (const auto& [key, said] : *subject.said) {
    if (key.territory != whole.territory) continue;
    Dimensions more = ParseDimensions(key.dimensions);
    if (more.size() != known.size() + 1) continue;
    for (const auto& pair : known) more.erase(std::remove(more.begin(), more.end(), pair), more.end());
    if (more.size() != 1) continue;
    const auto& [dimension, code] = more.front();
    if (subject.version->MayOverlap(dimension) || !ParentOf(dimension, code).empty()) continue;
    for (const SaidNumber& one : said) sums[{one.source, dimension}] += one.number;
  }
  for (const auto& [part, sum] : sums) {
    const auto& [source, dimension] = part;
    // Its own parts are the business of part sums; a source that gives the whole too is compared
    // there.
    if (source == chosen.source || sum <= chosen.number || !Differ(sum, chosen.number)) continue;
    const auto& said = subject.said->at(whole);
    if (std::any_of(said.begin(), said.end(),
                    [&](const SaidNumber& one) { return one.source == source; })) {
      continue;
    }
    Add(rule, subject, whole, sum, chosen.number, {{"other", source}, {"source", chosen.source}});
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
  for (const Break& item : catalogue_.breaks()) {
    const std::optional<Date> from = ParseDate(item.from);
    if (item.indicator != subject.version->code || !from || *from <= previous.last_day ||
        *from > subject.period.last_day) {
      continue;
    }
    if (Status s = table_.Load(item.indicator, RangeOf(previous)); !s.ok()) return s;
    const Slice& before = table_.Get(item.indicator, previous);
    const CellKey whole{item.territory.empty() ? catalogue_.country() : item.territory, ""};
    const auto now = subject.slice->find(whole);
    const auto then = before.find(whole);
    if (now == subject.slice->end() || then == before.end()) continue;
    if (!now->second.value.number || !then->second.value.number) continue;
    Add(rule, subject, whole, *now->second.value.number, *then->second.value.number,
        {{"other", item.text.In(language_)}});
  }
  return {};
}

}  // namespace rapporteur
