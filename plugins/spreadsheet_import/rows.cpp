#include "plugins/spreadsheet_import/rows.h"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace spreadsheet_import {
namespace {

using common::Cell;
using common::CellKind;

constexpr std::uint64_t kRowsBetweenCalls = 4096;

bool IsBlank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == text.npos; }

// The number as a text column writes it.  Three decimals get a fourth, a zero: where a mapping says
// that the column writes 1,234.5 or 1.234,5 for the texts in it, 1.234 must not become 1234.
std::string NumberText(std::string_view text, char decimal) {
  std::string written(text);
  const std::size_t point = written.find('.');
  if (point == written.npos || written.find('e') != written.npos) return written;
  written[point] = decimal;
  std::size_t end = point + 1;
  while (end < written.size() && written[end] >= '0' && written[end] <= '9') end++;
  if (end - point == 4) written.insert(end, 1, '0');
  return written;
}

// A merged range that reaches into the running row.
struct Active {
  common::Merge merge;
  CellKind kind = CellKind::kText;
  bool any = false, exact = true;
  double number = 0;
  std::string text;
};

class Writer {
 public:
  Writer(const common::Workbook& workbook, const SheetTable& table, const Layout& layout,
         const Settings& settings, rpt::TableWriter& out, const rpt::Job& job)
      : sheet_(workbook.sheets()[table.index].name),
        table_(table),
        layout_(layout),
        settings_(settings),
        out_(out),
        job_(job),
        merges_(table.survey.merges) {
    std::sort(merges_.begin(), merges_.end(), [](const common::Merge& a, const common::Merge& b) {
      return a.first_row < b.first_row;
    });
  }

  void Take(const common::SheetRow& row) {
    if (row.hidden && settings_.hidden == Hidden::kSkip) return SetAside(row);
    EnterMerges(row);
    cells_ = &row.cells;
    std::uint64_t number = row.number;
    for (std::uint64_t i = 0; i < row.repeats; i++, number++) {
      if (number < table_.survey.first_row) continue;
      if (number > table_.survey.last_row) return;
      WriteRow(number);
    }
  }

  // What stands in a row that is not read is scanned like what is hidden.
  void SetAside(const common::SheetRow& row) const {
    for (const Cell& cell : row.cells) {
      job_.aside("hidden", {row.number, cell.column, sheet_}, cell.text);
    }
  }

 private:
  void EnterMerges(const common::SheetRow& row) {
    for (auto it = active_.begin(); it != active_.end();) {
      it = it->second.merge.last_row < row.number ? active_.erase(it) : std::next(it);
    }
    for (; next_merge_ < merges_.size() && merges_[next_merge_].first_row <= row.number;
         next_merge_++) {
      const common::Merge& merge = merges_[next_merge_];
      if (merge.last_row < row.number) continue;
      Active active;
      active.merge = merge;
      for (const Cell& cell : row.cells) {
        if (merge.first_row != row.number || cell.column != merge.first_column) continue;
        active.any = !IsBlank(cell.text) || cell.kind == CellKind::kNoValue;
        active.kind = cell.kind;
        active.exact = cell.exact;
        active.number = cell.number;
        active.text = cell.text;
      }
      if (!active.any) continue;
      if (active_.size() > common::Workbook::kMostColumns) continue;
      active_.emplace(merge.first_column, std::move(active));
    }
  }

  // A label is repeated where it is merged downwards, as a reader understands it.  A number is not:
  // it may be the sum of the rows.  Years are labels.
  bool IsLabel(const Active& active) const {
    if (active.merge.first_column != active.merge.last_column) return false;
    if (active.kind == CellKind::kText || active.kind == CellKind::kDate) return true;
    const std::size_t i = active.merge.first_column - 1;
    return active.kind == CellKind::kNumber && active.exact && i < table_.survey.columns.size() &&
           table_.survey.columns[i].only_years;
  }

  // What is wrong with the row; "" where nothing is.
  std::string FindWrong(std::uint32_t* column) const {
    for (const auto& [first, active] : active_) {
      if (IsLabel(active)) continue;
      *column = first;
      return active.merge.first_column != active.merge.last_column
                 ? "a cell is merged across several columns, so that it can't be said to which one "
                   "it belongs; unmerge it and fill in the cells"
                 : "a number is merged over several rows, and may be that of one of them or the "
                   "sum; unmerge it and fill in the cells";
    }
    if (settings_.errors_are_missing) return "";
    for (const Cell& cell : *cells_) {
      if (!std::binary_search(table_.places.begin(), table_.places.end(), cell.column)) continue;
      *column = cell.column;
      if (cell.kind == CellKind::kError) {
        return "the formula in the cell has an error instead of a value; correct it, or leave such "
               "cells out with the option errors=missing";
      }
      if (cell.kind == CellKind::kNoValue) {
        return "the cell holds a formula without a result; open the file in a spreadsheet program, "
               "let it calculate and save it";
      }
    }
    return "";
  }

  void WriteRow(std::uint64_t number) {
    const bool blank = std::all_of(cells_->begin(), cells_->end(), [](const Cell& cell) {
      return IsBlank(cell.text) && cell.kind != CellKind::kNoValue;
    });
    if (blank) return;
    std::uint32_t wrong_column = 0;
    if (const std::string wrong = FindWrong(&wrong_column); !wrong.empty()) {
      std::string_view field;
      const auto place = std::lower_bound(table_.places.begin(), table_.places.end(), wrong_column);
      if (place != table_.places.end() && *place == wrong_column) {
        field = layout_.fields[2 + static_cast<std::size_t>(place - table_.places.begin())].name;
      }
      job_.issue(rpt::Level::error, {number, wrong_column, sheet_, field}, wrong);
      for (const Cell& cell : *cells_) {
        job_.aside("hidden", {number, cell.column, sheet_}, cell.text);
      }
      return;
    }
    out_.integer(static_cast<std::int64_t>(number));
    out_.text(sheet_);
    auto cell = cells_->begin();
    auto active = active_.begin();
    for (std::size_t i = 0; i < layout_.columns.size(); i++) {
      const std::uint32_t place = table_.places[i];
      while (cell != cells_->end() && cell->column < place) {
        if (!Reads(cell->column)) Hide(*cell, number);
        ++cell;
      }
      while (active != active_.end() && active->first < place) ++active;
      const bool here = cell != cells_->end() && cell->column == place;
      if (active != active_.end() && active->first == place) {
        // What stands below a merged cell is not seen.
        if (here && active->second.merge.first_row != number) Hide(*cell, number);
        Write(active->second, i);
      } else if (here && cell->kind != CellKind::kError && cell->kind != CellKind::kNoValue) {
        Write(*cell, i);
      } else {
        out_.missing();
      }
    }
    for (; cell != cells_->end(); ++cell) {
      if (!Reads(cell->column)) Hide(*cell, number);
    }
    out_.end_row();
    if (out_.count() % kRowsBetweenCalls == 0) job_.throw_if_cancelled();
  }

  bool Reads(std::uint32_t column) const {
    return std::binary_search(table_.places.begin(), table_.places.end(), column);
  }
  void Hide(const Cell& cell, std::uint64_t row) const {
    job_.aside("hidden", {row, cell.column, sheet_}, cell.text);
  }

  template <typename AnyCell>
  void Write(const AnyCell& cell, std::size_t i) {
    const Column& column = layout_.columns[i];
    if (IsBlank(cell.text)) {
      out_.missing();
    } else if (column.type == rpt::Type::float64) {
      out_.number(cell.number);
    } else if (cell.kind == CellKind::kNumber || cell.kind == CellKind::kPercent) {
      out_.text(NumberText(cell.text, column.decimal));
    } else {
      out_.text(cell.text);
    }
  }

  const std::string& sheet_;
  const SheetTable& table_;
  const Layout& layout_;
  const Settings& settings_;
  rpt::TableWriter& out_;
  const rpt::Job& job_;
  std::vector<common::Merge> merges_;
  std::size_t next_merge_ = 0;
  std::map<std::uint32_t, Active> active_;  // by column
  const std::vector<Cell>* cells_ = nullptr;
};

}  // namespace

void HandOut(common::Workbook& workbook, const SheetTable& table, const Layout& layout,
             const Settings& settings, rpt::TableWriter& out, const rpt::Job& job) {
  Writer writer(workbook, table, layout, settings, out, job);
  const auto reader = workbook.Read(table.index, nullptr);
  while (reader->Next()) {
    const common::SheetRow& row = reader->row();
    if (row.number > table.survey.last_row) break;
    if (row.number + row.repeats > table.survey.first_row) writer.Take(row);
  }
}

}  // namespace spreadsheet_import
