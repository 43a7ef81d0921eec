#include "plugins/spreadsheet_import/header.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace spreadsheet_import {
namespace {

using common::CellKind;
using common::Merge;

// Line ends and runs of blanks become one blank; a no-break space is one too.
std::string OneLine(const std::string& cell) {
  std::string text;
  for (std::size_t i = 0; i < cell.size(); i++) {
    const bool no_break = cell.compare(i, 2, "\xC2\xA0") == 0;
    const char c = cell[i];
    const bool blank = no_break || c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (!blank) {
      text += c;
    } else if (!text.empty() && text.back() != ' ') {
      text += ' ';
    }
    if (no_break) i++;
  }
  if (!text.empty() && text.back() == ' ') text.pop_back();
  return text;
}

const HeadRow* RowAt(const std::vector<HeadRow>& head, std::uint64_t number) {
  const auto found = std::lower_bound(
      head.begin(), head.end(), number,
      [](const HeadRow& row, std::uint64_t wanted) { return row.number < wanted; });
  return found != head.end() && found->number == number ? &*found : nullptr;
}

const HeadCell* CellAt(const std::vector<HeadRow>& head, std::uint64_t row, std::uint32_t column) {
  const HeadRow* found = RowAt(head, row);
  if (found == nullptr) return nullptr;
  const auto cell =
      std::lower_bound(found->cells.begin(), found->cells.end(), column,
                       [](const HeadCell& c, std::uint32_t wanted) { return c.column < wanted; });
  return cell != found->cells.end() && cell->column == column ? &*cell : nullptr;
}

// Which merged range covers each place of the rows `first` to `last`.
class Covers {
 public:
  Covers(const std::vector<Merge>& merges, std::uint64_t first, std::uint64_t last,
         std::uint32_t columns)
      : first_(first), by_row_(last - first + 1, std::vector<const Merge*>(columns)) {
    for (const Merge& merge : merges) {
      const std::uint64_t end = std::min(merge.last_row, last);
      for (std::uint64_t row = std::max(merge.first_row, first); row <= end; row++) {
        for (std::uint32_t c = merge.first_column; c <= std::min(merge.last_column, columns); c++) {
          const Merge*& place = by_row_[row - first][c - 1];
          if (place != nullptr) {
            throw rpt::BadInput(
                row, {}, "merged cells lie over each other; open the file and save it again");
          }
          place = &merge;
        }
      }
    }
  }
  const Merge* At(std::uint64_t row, std::uint32_t column) const {
    return by_row_[row - first_][column - 1];
  }

 private:
  std::uint64_t first_;
  std::vector<std::vector<const Merge*>> by_row_;
};

// By the place of a merged range's first cell: its last column.
using Spans = std::map<std::pair<std::uint64_t, std::uint32_t>, std::uint32_t>;

struct Shape {
  std::size_t distinct = 0, filled = 0;
  std::uint32_t last = 0;
};

Shape ShapeOf(const HeadRow& row, const Spans& spans) {
  Shape shape;
  for (const HeadCell& cell : row.cells) {
    if (!IsFilled(cell.kind, cell.text)) continue;
    const auto span = spans.find({row.number, cell.column});
    const std::uint32_t last = span == spans.end() ? cell.column : span->second;
    shape.distinct++;
    shape.filled += last - cell.column + 1;
    shape.last = std::max(shape.last, last);
  }
  return shape;
}

// Texts, dates, and numbers that grow from left to right: years, months.
bool LooksLikeHeader(const HeadRow& row) {
  bool text = false;
  double before = -1;
  for (const HeadCell& cell : row.cells) {
    if (!IsFilled(cell.kind, cell.text)) continue;
    if (cell.kind == CellKind::kNumber) {
      if (std::floor(cell.number) != cell.number || cell.number <= before) return false;
      before = cell.number;
    } else if (cell.kind != CellKind::kText && cell.kind != CellKind::kDate) {
      return false;
    } else {
      text = true;
    }
  }
  return text;
}

// May it stand below merged headers?  Then a part of the columns may have no name of its own.
bool LooksLikeSubheader(const HeadRow& row) {
  double before = -1;
  for (const HeadCell& cell : row.cells) {
    if (!IsFilled(cell.kind, cell.text)) continue;
    if (cell.kind == CellKind::kText || cell.kind == CellKind::kDate) continue;
    if (cell.kind != CellKind::kNumber || std::floor(cell.number) != cell.number) return false;
    const bool year = cell.number >= 1900 && cell.number <= 2100;
    if (!year && cell.number <= before) return false;
    before = cell.number;
    if (!year && cell.number > 12) return false;
  }
  return true;
}

// The last row of the header that begins in `first`: merged cells say so.
std::uint64_t LastHeaderRow(const std::vector<HeadRow>& head, const std::vector<Merge>& merges,
                            std::uint64_t first) {
  std::uint64_t last = first;
  for (std::uint64_t row = first; row <= last && row < first + 20; row++) {
    for (const Merge& merge : merges) {
      if (merge.first_row > row || merge.last_row < row) continue;
      last = std::max(last, merge.last_row);
      if (merge.first_row != row || merge.last_column == merge.first_column) continue;
      const HeadRow* below = RowAt(head, merge.last_row + 1);
      if (below != nullptr && LooksLikeSubheader(*below)) last = std::max(last, merge.last_row + 1);
    }
  }
  return last;
}

std::vector<std::string> Names(const std::vector<HeadRow>& head, const std::vector<Merge>& merges,
                               std::uint64_t first, std::uint64_t last, std::uint32_t columns) {
  const Covers covers(merges, first, last, columns);
  std::vector<std::string> names(columns);
  for (std::uint32_t column = 1; column <= columns; column++) {
    std::string& name = names[column - 1];
    const Merge* before = nullptr;
    for (std::uint64_t row = first; row <= last; row++) {
      const Merge* merge = covers.At(row, column);
      if (merge != nullptr && merge == before) continue;
      before = merge;
      const HeadCell* cell = merge == nullptr ? CellAt(head, row, column)
                                              : CellAt(head, merge->first_row, merge->first_column);
      const std::string part = cell == nullptr ? "" : OneLine(cell->text);
      if (part.empty()) continue;
      if (!name.empty()) name += " / ";
      name += part;
    }
  }
  return names;
}

}  // namespace

bool IsFilled(CellKind kind, std::string_view text) {
  if (kind == CellKind::kNoValue) return true;
  return text.find_first_not_of(" \t\r\n") != text.npos && text != "\xC2\xA0";
}

UsualShape FindUsualShape(const std::vector<HeadRow>& head) {
  std::map<std::size_t, std::uint64_t> filled;
  std::map<std::uint32_t, std::uint64_t> last;
  for (const HeadRow& row : head) {
    const Shape shape = ShapeOf(row, {});
    if (shape.distinct < 2) continue;
    filled[shape.distinct] += row.repeats;
    last[shape.last] += row.repeats;
  }
  UsualShape usual;
  std::uint64_t most = 0;
  for (const auto& [count, rows] : filled) {
    if (rows >= most) {
      most = rows;
      usual.filled = count;
    }
  }
  most = 0;
  for (const auto& [column, rows] : last) {
    if (rows >= most) {
      most = rows;
      usual.last = column;
    }
  }
  return usual;
}

FoundHeader FindHeader(const std::vector<HeadRow>& head, const std::vector<Merge>& all,
                       const Settings& settings) {
  FoundHeader found;
  if (head.empty()) return found;
  std::vector<Merge> merges;
  for (const Merge& merge : all) {
    if (merge.first_row <= head.back().number) merges.push_back(merge);
  }
  std::uint32_t columns = 1;
  for (const HeadRow& row : head) {
    if (!row.cells.empty()) columns = std::max(columns, row.cells.back().column);
  }
  for (const Merge& merge : merges) {
    // A title merged far beyond the table makes no columns: names are only given where cells are.
    if (merge.last_column <= columns + 64) columns = std::max(columns, merge.last_column);
  }
  if (settings.header_row == Settings::kNoHeader) {
    found.names.resize(columns);
    return found;
  }
  Spans spans;
  for (const Merge& merge : merges) {
    spans[{merge.first_row, merge.first_column}] = merge.last_column;
  }
  const HeadRow* header = nullptr;
  if (settings.header_row != Settings::kFindHeader) {
    header = RowAt(head, settings.header_row);
    if (header == nullptr) {
      found.problem = "row " + std::to_string(settings.header_row) +
                      ", which the option header_row names, is empty or lies too far down";
      return found;
    }
  } else {
    const UsualShape usual = FindUsualShape(head);
    for (const HeadRow& row : head) {
      const Shape shape = ShapeOf(row, spans);
      if (usual.filled == 1 && shape.distinct == 1) {
        header = &row;
        break;
      }
      const bool most = 3 * shape.filled >= 2 * usual.filled;
      const bool wide = shape.last >= usual.last || 4 * shape.filled >= 3 * usual.filled;
      if (shape.distinct >= 2 && most && wide) {
        header = &row;
        break;
      }
    }
    if (header == nullptr) {
      found.problem = "no row could be taken for the header; name it with the option header_row";
      return found;
    }
    if (!LooksLikeHeader(*header)) {
      found.problem = "row " + std::to_string(header->number) +
                      " is the first one as wide as the table, and it holds numbers where a header "
                      "was expected; name the header with the option header_row, or say none";
      return found;
    }
  }
  found.first_row = header->number;
  found.last_row = settings.header_rows > 0 ? header->number + settings.header_rows - 1
                                            : LastHeaderRow(head, merges, header->number);
  found.names = Names(head, merges, found.first_row, found.last_row, columns);
  return found;
}

}  // namespace spreadsheet_import
