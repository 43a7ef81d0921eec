// Parts of a breakdown add up to their total; codes that are part of another code ("of which") stay
// below it.
#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "core/base/messages.h"
#include "core/base/text.h"
#include "core/check/checker.h"

namespace rapporteur {

// The sum over the codes below `parent` ("" = the top).
struct Checker::PartSum {
  double sum = 0;
  std::size_t values = 0;   // parts with a number
  bool incomplete = false;  // a part without a number may hold the rest
  bool reported = false;    // at least one part is not computed
  std::set<std::string> sources;
  std::vector<std::string> shown;  // "F 58"
};

std::string Checker::ParentOf(const std::string& dimension, const std::string& code) const {
  if (dimension != "territory") {
    const Codelist* list = catalogue_.FindDimension(dimension);
    const Code* known = list == nullptr ? nullptr : list->Find(code);
    return known == nullptr ? "" : known->parent;
  }
  const Territory* territory = catalogue_.FindTerritory(code);
  if (territory == nullptr || territory->parent == catalogue_.country()) return "";
  return territory->parent;
}

Checker::PartSum Checker::SumOf(const Breakdown& breakdown, const std::string& parent) const {
  PartSum total;
  // The codes below `parent`, and those between it and what has a value.
  std::set<std::string> codes;
  for (const auto& [leaf, unused] : breakdown.parts) {
    std::string code = leaf;
    for (int depth = 0; depth < 10 && !code.empty(); ++depth) {
      const std::string above = ParentOf(breakdown.dimension, code);
      if (above == parent) {
        codes.insert(code);
        break;
      }
      code = above;
    }
  }
  for (const std::string& code : codes) {
    const auto part = breakdown.parts.find(code);
    if (part == breakdown.parts.end()) {
      // Only its own parts are known: they stand for it, though it may be more.
      PartSum below = SumOf(breakdown, code);
      total.sum += below.sum;
      total.values += below.values;
      total.incomplete |= below.incomplete;
      total.reported |= below.reported;
      total.sources.merge(below.sources);
      total.shown.insert(total.shown.end(), below.shown.begin(), below.shown.end());
      continue;
    }
    const Cell& cell = *part->second;
    total.reported |= !cell.computed;
    if (!cell.value.number) {
      total.incomplete = true;
      continue;
    }
    total.sum += *cell.value.number;
    ++total.values;
    if (!cell.source.empty()) total.sources.insert(cell.source);
    total.shown.push_back(catalogue_.Label(breakdown.dimension, code, language_) + " " +
                          RoundedNumber(*cell.value.number));
  }
  return total;
}

void Checker::CheckSum(const CheckRule& rule, const CheckSubject& subject,
                       const Breakdown& breakdown, const CellKey& whole_key, const Cell& whole,
                       const std::string& parent) {
  if (!whole.value.number) return;
  const PartSum parts = SumOf(breakdown, parent);
  if (parts.values == 0 || (whole.computed && !parts.reported)) return;
  const double total = *whole.value.number;
  if (!Differ(parts.sum, total)) return;
  const bool over = parts.sum > total;
  // "Of which" need not be all, one part alone is no breakdown, and a part without a number may
  // hold the rest.
  if (!over && (!parent.empty() || parts.values < 2 || parts.incomplete)) return;
  std::string gap = SignedNumber(parts.sum - total);
  if (!over) gap = Messages::In(language_)->Say("{gap} not classified", {{"gap", gap}});
  const Codelist* list = catalogue_.FindDimension(breakdown.dimension);
  const std::string title = list == nullptr ? "" : list->title().In(language_);
  CheckFinding& finding = Add(rule, subject, whole_key, parts.sum, total,
                              {{"gap", gap},
                               {"dimension", title.empty() ? breakdown.dimension : title},
                               {"parts", Join(parts.shown, " + ")}})
                              .finding;
  finding.level = over ? rule.over : rule.under;
  if (!whole.source.empty() &&
      (parts.sources.size() != 1 || !parts.sources.contains(whole.source))) {
    if (!finding.hint.empty()) finding.hint += " ";
    finding.hint += "The total is of " + whole.source + ", the parts are of " +
                    List({parts.sources.begin(), parts.sources.end()}) + ".";
  }
}

// Where a person may stand in several categories, the sum says nothing; each part alone still is a
// part.
void Checker::CheckEachPart(const CheckRule& rule, const CheckSubject& subject,
                            const Breakdown& breakdown) {
  const Cell& whole = subject.slice->at(breakdown.total);
  for (const auto& part : breakdown.parts) {
    CheckSum(rule, subject, {breakdown.dimension, breakdown.total, {part}}, breakdown.total, whole,
             ParentOf(breakdown.dimension, part.first));
  }
}

void Checker::CheckBreakdown(const CheckRule& rule, const CheckSubject& subject,
                             const Breakdown& breakdown) {
  const auto whole = subject.slice->find(breakdown.total);
  const bool whole_known = whole != subject.slice->end();
  const auto skipped = [&](const std::string& mode) {
    return rule.skip_counting_modes.contains(mode);
  };
  const IndicatorVersion& version = *subject.version;
  // Where the definition names the dimensions in which a person may stand twice, only those.
  const bool named = !version.multi_dimensions.empty() && version.counting_mode == "multi";
  bool multi =
      (skipped(version.counting_mode) && (!named || version.MayOverlap(breakdown.dimension))) ||
      (whole_known && skipped(whole->second.counting_mode));
  for (const auto& [code, cell] : breakdown.parts) multi |= skipped(cell->counting_mode);
  if (multi) {
    if (whole_known) CheckEachPart(rule, subject, breakdown);
    return;
  }
  if (whole_known) CheckSum(rule, subject, breakdown, breakdown.total, whole->second, "");
  std::set<std::string> parents;
  for (const auto& [code, cell] : breakdown.parts) {
    parents.insert(ParentOf(breakdown.dimension, code));
  }
  for (const auto& [code, cell] : breakdown.parts) {
    if (!parents.contains(code)) continue;
    CellKey key = breakdown.total;
    if (breakdown.dimension == "territory") {
      key.territory = code;
    } else {
      Dimensions dimensions = ParseDimensions(key.dimensions);
      dimensions.emplace_back(breakdown.dimension, code);
      std::sort(dimensions.begin(), dimensions.end());
      key.dimensions = DimensionsText(dimensions);
    }
    CheckSum(rule, subject, breakdown, key, *cell, code);
  }
}

void Checker::Parts(const CheckRule& rule, const CheckSubject& subject) {
  if (!rule.value_kinds.contains(subject.version->value_kind)) return;
  const auto wanted = [&](const std::string& dimension) {
    return rule.all_dimensions || rule.dimensions.contains(dimension);
  };
  std::map<std::pair<std::string, CellKey>, Breakdown> breakdowns;
  const auto add = [&](const std::string& dimension, const CellKey& total, const std::string& code,
                       const Cell& cell) {
    Breakdown& breakdown = breakdowns[{dimension, total}];
    breakdown.dimension = dimension;
    breakdown.total = total;
    breakdown.parts.emplace(code, &cell);
  };
  for (const auto& [key, cell] : *subject.slice) {
    const Dimensions dimensions = ParseDimensions(key.dimensions);
    for (std::size_t i = 0; i < dimensions.size(); ++i) {
      if (!wanted(dimensions[i].first)) continue;
      Dimensions rest = dimensions;
      rest.erase(rest.begin() + static_cast<Dimensions::difference_type>(i));
      const CellKey total{key.territory, DimensionsText(rest)};
      if (Concerns(rule, total)) add(dimensions[i].first, total, dimensions[i].second, cell);
    }
    if (key.territory != catalogue_.country() && wanted("territory")) {
      const CellKey total{catalogue_.country(), key.dimensions};
      if (Concerns(rule, total)) add("territory", total, key.territory, cell);
    }
  }
  for (const auto& [unused, breakdown] : breakdowns) CheckBreakdown(rule, subject, breakdown);
}

}  // namespace rapporteur
