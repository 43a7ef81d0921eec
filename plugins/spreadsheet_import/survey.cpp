#include "plugins/spreadsheet_import/survey.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/base/number.h"
#include "plugins/spreadsheet_import/header.h"

namespace spreadsheet_import {
namespace {

using common::Cell;
using common::CellKind;

constexpr std::size_t kMostHeadRows = 1000;
constexpr std::size_t kMostHeadCells = 400'000;
constexpr std::size_t kMostHeadBytes = std::size_t{16} << 20;
constexpr std::size_t kMostTailRows = 500;

HeadRow Keep(const common::SheetRow& row) {
  HeadRow kept{row.number, row.repeats, row.hidden, {}};
  kept.cells.reserve(row.cells.size());
  for (const Cell& cell : row.cells) {
    kept.cells.push_back(
        {cell.column, cell.kind, cell.number, cell.exact, cell.scaled, std::string(cell.text)});
  }
  return kept;
}

// Rows and cells are those of the reader or the kept ones.
template <typename Row>
std::size_t FilledCells(const Row& row) {
  return static_cast<std::size_t>(
      std::count_if(row.cells.begin(), row.cells.end(),
                    [](const auto& cell) { return IsFilled(cell.kind, cell.text); }));
}

HeadRow Keep(HeadRow row) { return row; }

// A sentence or a label, as in "Source: X" and "* provisional".
bool IsProse(std::string_view text) { return text.find_first_of(" :*(") != text.npos; }

class Surveyor {
 public:
  Surveyor(const Settings& settings, const std::string& sheet, const rpt::Job& job)
      : settings_(settings), sheet_(sheet), job_(job) {}

  void Take(const common::SheetRow& row) {
    if (row.number > settings_.last_row) return Below(row);
    const std::size_t filled = FilledCells(row);
    if (filled == 0) return;
    survey_.wide = survey_.wide || filled > 1;
    if (!head_is_full_) {
      head_cells_ += row.cells.size();
      for (const auto& cell : row.cells) head_bytes_ += cell.text.size();
      head_.push_back(Keep(row));
      head_is_full_ = head_.size() == kMostHeadRows || head_cells_ > kMostHeadCells ||
                      head_bytes_ > kMostHeadBytes;
      if (head_is_full_) {
        width_ = FindUsualShape(head_).filled;
        last_taken_ = row.number;
      }
      return;
    }
    const std::uint64_t before = rows_;
    TakeRow(row);
    rows_behind_ += rows_ - before;
  }

  Survey Finish(common::SheetReader& reader) {
    if (!width_) width_ = FindUsualShape(head_).filled;
    survey_.hidden_columns = reader.hidden_columns();
    FoundHeader header = FindHeader(head_, reader.merges(), settings_);
    const bool none = settings_.header_row == Settings::kNoHeader;
    if (head_.empty() || (header.first_row == 0 && !none)) {
      survey_.lacks = head_.empty() ? "every row is empty" : header.problem;
      return std::move(survey_);
    }
    survey_.header_row = header.first_row;
    survey_.names = std::move(header.names);
    // What came behind the head is looked at after it, as it stands.
    std::vector<HeadRow> tail = std::move(tail_);
    tail_.clear();
    const std::uint64_t last_behind = last_taken_;
    const bool behind = rows_behind_ > 0 || !tail.empty();
    last_taken_ = header.last_row;
    for (const HeadRow& row : head_) {
      if (!none && row.number < header.first_row) {
        Above(row);
      } else if (none || row.number > header.last_row) {
        TakeRow(row);
      } else {
        Say("hidden", row);  // names say less than their cells: what merged cells cover, for one
      }
    }
    if (rows_behind_ > 0) {
      Commit();  // rows follow, so nothing of the head was a note below the table
      last_taken_ = std::max(last_taken_, last_behind);
    }
    if (behind) {
      for (const HeadRow& row : tail) TakeRow(row);
    }
    survey_.last_row = last_taken_;
    for (const HeadRow& row : tail_) Below(row);
    survey_.rows = rows_;
    for (const common::Merge& merge : reader.merges()) {
      if (merge.first_row > header.last_row && merge.first_row <= survey_.last_row) {
        survey_.merges.push_back(merge);
      }
    }
    if (survey_.rows == 0) survey_.lacks = "the table has a header and no rows below it";
    return std::move(survey_);
  }

 private:
  // Single cells of text below the table are notes, unless a row of the table follows.
  template <typename Row>
  void TakeRow(const Row& row) {
    const std::size_t filled = FilledCells(row);
    if (filled == 1 && *width_ >= 3 && tail_.size() < kMostTailRows) {
      const auto cell = std::find_if(row.cells.begin(), row.cells.end(),
                                     [](const auto& c) { return IsFilled(c.kind, c.text); });
      if (cell->kind == CellKind::kText &&
          (!tail_.empty() || row.number > last_taken_ + 1 || IsProse(cell->text))) {
        tail_.push_back(Keep(row));
        return;
      }
    }
    Commit();
    Profile(row, filled);
  }

  void Commit() {
    for (const HeadRow& row : tail_) Profile(row, 1);
    tail_.clear();
  }

  template <typename Row>
  void Profile(const Row& row, std::size_t filled) {
    if (filled == 0) return;
    First(&survey_.first_row, row.number);
    rows_ += row.repeats;
    last_taken_ = row.number + row.repeats - 1;
    if (row.hidden) {
      survey_.hidden_rows += row.repeats;
      First(&survey_.first_hidden, row.number);
      survey_.last_hidden = std::max(survey_.last_hidden, last_taken_);
    }
    for (const auto& cell : row.cells) {
      if (!IsFilled(cell.kind, cell.text)) continue;
      if (survey_.columns.size() < cell.column) survey_.columns.resize(cell.column);
      ProfileCell(cell, row.number, &survey_.columns[cell.column - 1]);
    }
  }

  // The rows of the head are looked at after those behind it.
  static void First(std::uint64_t* place, std::uint64_t row) {
    if (*place == 0 || row < *place) *place = row;
  }

  template <typename AnyCell>
  static void ProfileCell(const AnyCell& cell, std::uint64_t row, ColumnProfile* column) {
    column->filled++;
    if (cell.kind == CellKind::kNumber && cell.exact) {
      column->numbers++;
      const bool whole = std::floor(cell.number) == cell.number;
      First(&column->plain_row, row);
      if (!whole) First(&column->fraction_row, row);
      if (!whole || cell.number < 1900 || cell.number > 2100) column->only_years = false;
      if (cell.scaled) First(&column->scaled_row, row);
      return;
    }
    if (cell.kind == CellKind::kError || cell.kind == CellKind::kNoValue) return;
    column->others++;
    if (cell.kind == CellKind::kPercent) {
      column->only_years = false;
      First(&column->percent_row, row);
      if (cell.text.find('.') != cell.text.npos) First(&column->fraction_row, row);
    }
    if (cell.kind != CellKind::kText || cell.text.size() > 64 ||
        cell.text.find_first_of(",.") == cell.text.npos) {
      return;
    }
    std::string_view text = cell.text;
    if (text.ends_with('%')) text.remove_suffix(1);
    const rapporteur::Decimal evidence = rapporteur::Evidence(text);
    if (evidence == rapporteur::Decimal::kComma) First(&column->comma_row, row);
    if (evidence == rapporteur::Decimal::kPoint) First(&column->point_row, row);
    if (rapporteur::ParseNumber(text).kind == rapporteur::NumberKind::kAmbiguous) {
      First(&column->ambiguous_row, row);
    }
  }

  void Above(const HeadRow& row) {
    if (survey_.first_above == 0) survey_.first_above = row.number;
    survey_.last_above = row.number;
    Say("preamble", row);
  }
  template <typename Row>
  void Below(const Row& row) {
    if (FilledCells(row) == 0) return;
    if (survey_.first_below == 0) survey_.first_below = row.number;
    survey_.last_below = row.number;
    Say("footer", row);
  }
  template <typename Row>
  void Say(const char* kind, const Row& row) const {
    for (const auto& cell : row.cells) {
      job_.aside(kind, {row.number, cell.column, sheet_}, cell.text);
    }
  }

  const Settings& settings_;
  const std::string& sheet_;
  const rpt::Job& job_;
  Survey survey_;
  std::vector<HeadRow> head_;
  std::size_t head_cells_ = 0, head_bytes_ = 0;
  bool head_is_full_ = false;
  std::optional<std::size_t> width_;
  std::vector<HeadRow> tail_;
  std::uint64_t rows_ = 0, rows_behind_ = 0, last_taken_ = 0;
};

}  // namespace

bool Survey::IsHidden(std::uint32_t column) const {
  return std::any_of(
      hidden_columns.begin(), hidden_columns.end(),
      [column](const common::ColumnRange& r) { return column >= r.first && column <= r.last; });
}

Survey SurveySheet(common::SheetReader& reader, const std::string& sheet, const Settings& settings,
                   const rpt::Job& job) {
  Surveyor surveyor(settings, sheet, job);
  std::uint64_t count = 0;
  while (reader.Next()) {
    if (++count % 4096 == 0) job.throw_if_cancelled();
    surveyor.Take(reader.row());
  }
  return surveyor.Finish(reader);
}

}  // namespace spreadsheet_import
