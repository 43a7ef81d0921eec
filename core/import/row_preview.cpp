#include "core/import/row_preview.h"

#include <algorithm>
#include <cmath>

#include "core/base/number.h"
#include "core/base/text.h"
#include "core/base/utf8.h"
#include "core/import/period_cell.h"

namespace rapporteur {
namespace {

constexpr std::size_t kIssues = 1000;        // rows whose issues are remembered
constexpr std::size_t kObservations = 50;    // of one row

std::string Cut(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return std::string(text);
  std::size_t end = bytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return std::string(text.substr(0, end)) + "…";
}

bool IsPeriod(std::string_view cell) {
  if (cell.size() > 20) return false;
  Period period;
  return !ReadPeriodCell(cell, {}, period);
}

}  // namespace

void RowPreview::Begin(const std::vector<Field>& fields) {
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (fields[i].role == "row" || fields[i].role == "sheet") continue;
    fields_.push_back(i);
    ColumnProfile& column = columns_.emplace_back();
    column.name = std::string(Trim(fields[i].name));
  }
  lengths_.assign(columns_.size(), 0);
}

std::string_view RowPreview::CellOf(const Table& table, std::size_t column, std::size_t row) {
  if (table.IsMissing(column, row)) return {};
  switch (table.type(column)) {
    case FieldType::kText:
      return Trim(table.Text(column, row));
    case FieldType::kInt64:
      return number_ = std::to_string(table.Int64(column, row));
    default:
      return number_ = FormatNumber(table.Float64(column, row));
  }
}

void RowPreview::Look(ColumnProfile& column, std::string_view cell) {
  if (cell.empty()) {
    ++column.blank;
    return;
  }
  ++column.filled;
  column.longest = std::max(column.longest, cell.size());
  auto known = column.values.find(cell);
  if (known != column.values.end()) {
    ++known->second;
  } else if (column.values.size() < ColumnProfile::kValues && cell.size() <= 4 * kCell) {
    column.values.emplace(std::string(cell), 1);
    if (column.samples.size() < 3) column.samples.push_back(Cut(cell, kCell));
  } else {
    column.more_values = true;
  }
  if (ParseNumber(cell).kind != NumberKind::kNotANumber) {
    ++column.numbers;
    column.integers += cell.find_first_not_of("0123456789+-") == std::string_view::npos;
  }
  if (cell.front() >= '0' && cell.front() <= '9') column.periods += IsPeriod(cell);
}

void RowPreview::Add(const Table& table, std::size_t row, const Place& place,
                     const RowResult* result) {
  if (withheld_) return;
  PreviewRow shown;
  shown.sheet = place.sheet;
  shown.row = place.row;
  for (std::size_t c = 0; c < columns_.size(); ++c) {
    const std::string_view cell = CellOf(table, fields_[c], row);
    Look(columns_[c], cell);
    lengths_[c] += static_cast<double>(cell.size());
    if (c < kColumns) shown.cells.push_back(Cut(cell, kCell));
  }
  ++rows_;
  if (auto issues = issues_.find({place.sheet, place.row}); issues != issues_.end()) {
    shown.issues = issues->second;
  }
  if (result != nullptr) {
    shown.outcome = result->kind == RowResult::Kind::kMapped    ? "mapped"
                    : result->kind == RowResult::Kind::kSkipped ? "skipped"
                                                                : "refused";
    if (result->kind == RowResult::Kind::kSkipped) shown.issues.push_back(result->skip_reason);
    for (const Finding& finding : result->findings) shown.issues.push_back(finding.message);
    if (first_.size() < kFirst) {
      for (std::size_t i = 0; i < std::min(result->count, kObservations); ++i) {
        const MappedObservation& o = result->observations[i];
        shown.observations.push_back(
            {{o.catalogue->country(), o.definition->code, *o.territory, o.dimensions},
             o.period->code, o.source->code, o.definition->definition, o.value});
      }
    }
  }
  const double score = ScoreOf(shown);
  if (score > 0 && (candidates_.size() < kCandidates || score > lowest_)) {
    candidates_.push_back({score, shown});
    if (candidates_.size() >= 2 * kCandidates) {
      std::stable_sort(candidates_.begin(), candidates_.end(),
                       [](const Candidate& a, const Candidate& b) { return a.score > b.score; });
      candidates_.resize(kCandidates);
      lowest_ = candidates_.back().score;
    }
  }
  last_.push_back(shown);
  if (last_.size() > kLast) last_.pop_front();
  if (first_.size() < kFirst) first_.push_back(std::move(shown));
}

void RowPreview::AddIssue(const Place& place, const std::string& message) {
  if (withheld_ || place.row == 0) return;
  const std::pair key{place.sheet, place.row};
  if (issues_.size() < kIssues || issues_.contains(key)) issues_[key].push_back(message);
}

// A cell is odd where it is blank in a column that is mostly filled, a text in a column of numbers,
// or far longer than the others.
double RowPreview::ScoreOfCell(const ColumnProfile& column, std::string_view cell) const {
  const double all = static_cast<double>(column.filled + column.blank);
  const double filled = static_cast<double>(column.filled);
  if (cell.empty()) return filled >= 0.8 * all ? 3 : 0;
  if (filled < 3) return 0;
  double score = 0;
  const double numbers = static_cast<double>(column.numbers) / filled;
  if (numbers >= 0.8 && numbers < 1 && ParseNumber(cell).kind == NumberKind::kNotANumber) score += 10;
  const double mean = lengths_[static_cast<std::size_t>(&column - columns_.data())] / filled;
  if (static_cast<double>(cell.size()) > 4 * mean + 8) score += 5;
  return score;
}

double RowPreview::ScoreOf(const PreviewRow& row) const {
  double score = 0;
  const bool refused = row.outcome == "refused";
  if (refused || (row.outcome != "skipped" && !row.issues.empty())) {
    score += 100 + static_cast<double>(row.issues.size());
  }
  for (std::size_t c = 0; c < row.cells.size(); ++c) score += ScoreOfCell(columns_[c], row.cells[c]);
  return score;
}

void RowPreview::Finish() {
  for (ColumnProfile& column : columns_) {
    const auto share = [&](std::uint64_t part) {
      return static_cast<double>(part) >= 0.8 * static_cast<double>(column.filled);
    };
    const bool all_numbers = column.numbers == column.filled;
    column.type = column.filled == 0                        ? "empty"
                  : column.periods == column.filled         ? "period"
                  : column.integers == column.filled        ? "integer"
                  : all_numbers                             ? "number"
                  : share(column.numbers)                   ? "mixed"
                                                            : "text";
  }
  for (const auto& rows : {first_, std::vector<PreviewRow>(last_.begin(), last_.end())}) {
    for (const PreviewRow& row : rows) candidates_.push_back({0, row});
  }
  for (Candidate& candidate : candidates_) {
    if (auto late = issues_.find({candidate.row.sheet, candidate.row.row});
        late != issues_.end() && candidate.row.issues.empty()) {
      candidate.row.issues = late->second;
    }
    candidate.score = ScoreOf(candidate.row);
  }
  std::stable_sort(candidates_.begin(), candidates_.end(), [](const Candidate& a, const Candidate& b) {
    if (a.score != b.score) return a.score > b.score;
    return std::tie(a.row.sheet, a.row.row) < std::tie(b.row.sheet, b.row.row);
  });
  for (Candidate& candidate : candidates_) {
    if (candidate.score <= 0 || worst_.size() == kWorst) break;
    const bool known = std::any_of(worst_.begin(), worst_.end(), [&](const PreviewRow& row) {
      return row.sheet == candidate.row.sheet && row.row == candidate.row.row;
    });
    if (!known) worst_.push_back(std::move(candidate.row));
  }
  candidates_.clear();
}

void RowPreview::Withhold() {
  withheld_ = true;
  for (ColumnProfile& column : columns_) {
    const std::string name = column.name;
    column = ColumnProfile();
    column.name = name;
  }
  first_.clear();
  last_.clear();
  worst_.clear();
  candidates_.clear();
  issues_.clear();
}

}  // namespace rapporteur
