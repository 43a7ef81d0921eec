// A value by itself: against the period before, its unit, the code lists and its definition.
#include <cmath>
#include <optional>

#include "core/base/text.h"
#include "core/check/checker.h"
#include "core/check/value_check.h"

namespace rapporteur {

// The later value is another thing.
std::vector<const Break*> Checker::BreaksBetween(const std::string& indicator, const Period& before,
                                                 const Period& now) const {
  std::vector<const Break*> between;
  for (const Break& item : catalogue_.breaks()) {
    const std::optional<Date> from = ParseDate(item.from);
    if (item.indicator == indicator && from && *from > before.last_day && *from <= now.last_day) {
      between.push_back(&item);
    }
  }
  return between;
}

Status Checker::Jump(const CheckRule& rule, const CheckSubject& subject) {
  const IndicatorVersion& version = *subject.version;
  if (version.value_kind != "count" && version.value_kind != "currency") return {};
  if (!rule.counting_units.empty() && !rule.counting_units.contains(version.counting_unit)) {
    return {};
  }
  const Period previous = Shift(subject.period, -1);
  if (!BreaksBetween(version.code, previous, subject.period).empty()) return {};
  const Status loaded = table_.Load(version.code, RangeOf(previous));
  if (!loaded.ok()) return loaded;
  const Slice& before = table_.Get(version.code, previous);
  for (const auto& [key, cell] : *subject.slice) {
    if (!cell.value.number || !Concerns(rule, key)) continue;
    if (cell.value.flags.find('B') != std::string::npos) continue;
    const auto earlier = before.find(key);
    if (earlier == before.end() || !earlier->second.value.number) continue;
    if (cell.computed && earlier->second.computed) continue;
    const double now = *cell.value.number, then = *earlier->second.value.number;
    const double change = std::fabs(now - then);
    if (change <= rule.absolute || 100 * change <= rule.percent * std::fabs(then)) continue;
    Add(rule, subject, key, now, then);
  }
  return {};
}

// The version that the value says it was collected under; a row may name another than that of its
// period.
const IndicatorVersion& Checker::DefinitionOf(const Cell& cell, const CheckSubject& subject) const {
  const IndicatorVersion* named = catalogue_.FindDefinition(cell.definition);
  return named == nullptr ? *subject.version : *named;
}

void Checker::BoundsHold(const CheckRule& rule, const CheckSubject& subject) {
  for (const auto& [key, cell] : *subject.slice) {
    if (!Concerns(rule, key)) continue;
    const std::optional<ValueFault> fault =
        CheckValue(DefinitionOf(cell, subject), cell.value);
    if (!fault) continue;
    CheckFinding& finding =
        Add(rule, subject, key, cell.value.number, std::nullopt,
            {{"found", fault->found}, {"expected", fault->expected}})
            .finding;
    if (finding.hint.empty()) finding.hint = fault->hint;
  }
}

void Checker::CodesAreKnown(const CheckRule& rule, const CheckSubject& subject) {
  for (const auto& [key, cell] : *subject.slice) {
    if (cell.computed || !Concerns(rule, key)) continue;
    std::vector<std::string> unknown;
    for (const auto& [dimension, code] : ParseDimensions(key.dimensions)) {
      const Codelist* list = catalogue_.FindDimension(dimension);
      if (list == nullptr) {
        unknown.push_back("the dimension " + Quote(dimension));
      } else if (list->Find(code) == nullptr) {
        unknown.push_back("the code " + Quote(code) + " of " + dimension);
      }
    }
    if (catalogue_.FindTerritory(key.territory) == nullptr) {
      unknown.push_back("the territory " + Quote(key.territory));
    }
    if (!catalogue_.statuses().empty() && catalogue_.FindStatus(cell.value.status) == nullptr) {
      unknown.push_back("the status " + Quote(cell.value.status));
    }
    if (!unknown.empty()) {
      Add(rule, subject, key, std::nullopt, std::nullopt, {{"other", List(unknown)}});
    }
  }
}

void Checker::BreakdownIsDeclared(const CheckRule& rule, const CheckSubject& subject) {
  for (const auto& [key, cell] : *subject.slice) {
    if (cell.computed || !Concerns(rule, key)) continue;
    const IndicatorVersion& definition = DefinitionOf(cell, subject);
    std::vector<std::string> undeclared;
    for (const auto& [dimension, code] : ParseDimensions(key.dimensions)) {
      if (!definition.HasDimension(dimension)) undeclared.push_back(dimension);
    }
    if (key.territory != catalogue_.country() && !definition.by_territory) {
      undeclared.push_back("territory");
    }
    if (!undeclared.empty()) {
      Add(rule, subject, key, std::nullopt, std::nullopt, {{"dimension", List(undeclared)}});
    }
  }
}

}  // namespace rapporteur
