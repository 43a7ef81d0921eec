#include "core/import/preview_fill.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <regex>
#include <set>

#include "core/base/number.h"
#include "core/base/text.h"
#include "core/check/rule_book.h"
#include "core/store/documents.h"
#include "core/store/store.h"

namespace rapporteur {
namespace {

std::string Percent(double percent) {
  const double rounded = std::abs(percent) < 10 ? std::round(percent * 10) / 10 : std::round(percent);
  return (percent > 0 ? "+" : "") + FormatNumber(rounded) + " %";
}

// The column of the file that a mapped column takes, and what is done with it.
MapPart::Column ColumnOf(const MappedColumn& mapped) {
  MapPart::Column column;
  column.from = mapped.constant ? "" : mapped.from;
  column.target = mapped.target;
  column.constant = mapped.constant;
  column.codes = mapped.codes.size();
  for (const auto& [target, codes] : mapped.pair_codes) column.codes += codes.size();
  column.symbols = mapped.symbols.size();
  if (mapped.target == "*") column.note = "pairs of dimension and code";
  if (!mapped.lookup.empty()) column.note = "found by " + mapped.lookup;
  return column;
}

void AddUnpivoted(const Mapping& mapping, const std::set<std::string>& used, const RowPreview& rows,
                  MapPart& part) {
  const std::regex pattern(mapping.unpivot->headers);
  for (const ColumnProfile& column : rows.columns()) {
    if (used.contains(column.name) || !std::regex_match(column.name, pattern)) continue;
    auto code = mapping.unpivot->codes.find(column.name);
    part.columns.push_back({column.name, "value", std::nullopt, 0, 0,
                            mapping.unpivot->to + " " + (code == mapping.unpivot->codes.end()
                                                             ? column.name
                                                             : code->second)});
  }
}

}  // namespace

void FillParse(const TableSink& sink, RowPreview& rows, Preview& preview) {
  if (sink.mapping() != nullptr && sink.mapping()->persons) {
    rows.Withhold();
  } else {
    rows.Finish();
  }
  preview.parse = rows;
  preview.stage = ImportStage::kParse;
}

void FillMap(Store& store, const TableSink& sink, const RowPreview& rows, UnknownCodes& unknown,
             Preview& preview) {
  const Mapping& mapping = *sink.mapping();
  MapPart& part = preview.map.emplace();
  preview.stage = ImportStage::kMap;
  part.name = mapping.name;
  part.version = mapping.version;
  part.found_by = sink.mapping_found_by();
  std::set<std::string> used;
  for (const MappedColumn& column : mapping.columns) {
    if (column.from.empty() && !column.constant) continue;  // says how a wide table's values are written
    part.columns.push_back(ColumnOf(column));
    if (!column.constant) used.insert(column.from);
  }
  if (mapping.unpivot) AddUnpivoted(mapping, used, rows, part);
  for (const ColumnProfile& column : rows.columns()) {
    if (!used.contains(column.name) && mapping.ignored.contains(column.name)) {
      part.columns.push_back({column.name, "", std::nullopt, 0, 0, "ignored"});
    }
  }
  part.rows = sink.rows();
  part.skipped = sink.skipped_by_reason();
  part.unknown_more = unknown.more();
  part.unknown = unknown.Take([&](const std::string& country) {
    Result<std::shared_ptr<const Catalogue>> catalogue = store.documents().CatalogueOf(country);
    return catalogue.ok() ? *catalogue : nullptr;
  });
}

void FillCheck(const Findings& findings, Preview& preview) {
  constexpr std::size_t kShown = 5;
  CheckPart& part = preview.check.emplace();
  preview.stage = ImportStage::kCheck;
  part.errors = findings.errors();
  part.total = findings.total();
  std::map<std::string, CheckPart::Group> groups;
  for (const auto& [code, count] : findings.by_code()) {
    groups[code].code = code;
    groups[code].count = count;
  }
  for (const Finding& finding : findings.kept()) {
    CheckPart::Group& group = groups[finding.code];
    group.level = std::max(group.level, finding.level);
    if (group.first.size() < kShown) group.first.push_back(finding);
  }
  for (auto& [code, group] : groups) part.groups.push_back(std::move(group));
  std::stable_sort(part.groups.begin(), part.groups.end(), [](const auto& a, const auto& b) {
    return a.level != b.level ? a.level > b.level : a.count > b.count;
  });
}

const DifferenceCollector::Jump& DifferenceCollector::JumpOf(const std::string& country) {
  auto it = jumps_.find(country);
  if (it != jumps_.end()) return it->second;
  Jump jump;
  Result<std::shared_ptr<const Catalogue>> catalogue = store_.documents().CatalogueOf(country);
  if (catalogue.ok()) {
    const RuleBook book = RuleBook::Read(**catalogue);
    for (const CheckRule& rule : book.rules()) {
      if (rule.kind == RuleKind::kJump) jump = {rule.percent, rule.absolute};
    }
  }
  return jumps_.emplace(country, jump).first->second;
}

bool DifferenceCollector::Add(const CellChange& change) {
  if (change.kind != CellChange::Kind::kChanged) {
    auto& cells = change.kind == CellChange::Kind::kAdded ? part_.added : part_.unchanged;
    cells.push_back({change, std::nullopt, ""});
    return cells.size() < kShown;
  }
  DifferencePart::Cell cell{change, std::nullopt, ""};
  const std::optional<double>& before = change.old_value->number;
  const std::optional<double>& now = change.new_value.number;
  const Jump& jump = JumpOf(change.key.country);
  if (before && now) {
    const double by = *now - *before;
    if (*before != 0) cell.percent = 100 * by / std::abs(*before);
    const bool far = !cell.percent || std::abs(*cell.percent) > jump.percent;
    if (by != 0 && far && std::abs(by) >= jump.absolute) {
      cell.suspicion = cell.percent ? "changes by " + Percent(*cell.percent) : "was 0";
    }
  } else if (SaysSomething(*change.old_value) && !SaysSomething(change.new_value)) {
    cell.suspicion = "says nothing any more";
  }
  if (!cell.suspicion.empty()) {
    ++part_.suspicious_total;
    const auto size = [](const DifferencePart::Cell& c) {
      return c.percent ? std::abs(*c.percent) : HUGE_VAL;
    };
    auto at = std::upper_bound(part_.suspicious.begin(), part_.suspicious.end(), cell,
                               [&](const auto& a, const auto& b) { return size(a) > size(b); });
    part_.suspicious.insert(at, cell);
    if (part_.suspicious.size() > kSuspicious) part_.suspicious.pop_back();
  }
  if (part_.changed.size() < kShown) part_.changed.push_back(std::move(cell));
  return true;  // the largest change may be the last
}

void DifferenceCollector::Fill(const Difference& counts, const Findings& findings,
                               Preview& preview) {
  part_.counts = counts;
  for (const Finding& finding : findings.kept()) {
    if (part_.refused.size() == kShown) break;
    if (finding.level == Level::kError) part_.refused.push_back(finding);
  }
  preview.difference = std::move(part_);
  preview.stage = ImportStage::kDifference;
}

}  // namespace rapporteur
