// A workbook (Office Open XML) written from front to end: first what it holds, then its sheets row by
// row.  Only the running part is in memory.
//
// Belongs to one thread.
//
// Example:
//   Workbook book(out, {.title = "Figures", .sheets = {{.name = "data"}}});
//   book.BeginSheet();
//   book.Text(Look::kHeader, "country");
//   book.EndRow();
//   book.EndSheet();
//   book.Finish();
#ifndef RAPPORTEUR_PLUGINS_XLSX_EXPORT_WORKBOOK_H_
#define RAPPORTEUR_PLUGINS_XLSX_EXPORT_WORKBOOK_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "plugins/xlsx_export/styles.h"
#include "plugins/xlsx_export/zip_writer.h"

namespace xlsx {

// What may stand in some cells.  Formulas are as a workbook holds them, without "=".
struct Validation {
  std::string cells;       // "H2:H40", several parted by blanks
  std::string type;        // list, decimal, whole, textLength
  std::string relation;    // between, greaterThanOrEqual; "" for a list
  std::string first, second;
  bool stop = true;        // false: the person may keep what was typed
  std::string prompt_title, prompt, error_title, error;
};

struct SheetColumn {
  double width = 12;
  Look look = Look::kGeneral;  // of its empty cells
};

struct SheetPlan {
  std::string name;
  bool hidden = false;          // very hidden: not offered by "Unhide"
  std::vector<SheetColumn> columns;
  int frozen_rows = 0, frozen_columns = 0;
  int repeated_rows = 0;        // on every printed page
  std::string printed_columns;  // "A:K"; "" = all
  bool landscape = false, filter = false, protect = false;
  std::string page_head, page_foot;  // as a workbook holds them: "&L…&R…"
  std::vector<Validation> validations;
};

struct BookPlan {
  std::string title, language;
  std::vector<std::pair<std::string, std::string>> properties;  // custom ones, as texts
  std::vector<SheetPlan> sheets;
  std::size_t shown = 0;  // the sheet on which it opens
};

// "A", "Z", "AA" of the column with this position.
std::string ColumnName(std::size_t position);

class Workbook {
 public:
  static constexpr std::uint64_t kMostRows = 1048576;
  static constexpr std::size_t kMostColumns = 16384;
  static constexpr std::size_t kLongestText = 32767;

  Workbook(rpt::OutputFile& out, BookPlan plan);

  // The sheets in the order of the plan, each begun, filled and ended.
  void BeginSheet();
  // The height of the next row in points; 0 = as the program likes.
  void RowHeight(double points) { height_ = points; }
  void Text(Look look, std::string_view text);
  // The same with a bold beginning.
  void Text(Look look, std::string_view bold, std::string_view text);
  void Number(Look look, double number);
  void Empty(Look look);
  void Skip() { ++column_; }
  void EndRow();
  void EndSheet();
  void Finish();

  // The row that is written, counted from 1.
  std::uint64_t row() const { return row_; }

 private:
  void BeginRow();
  void OpenCell(Look look);
  void CheckLength(std::string_view text) const;
  void Part(const std::string& name, const std::string& xml);
  void Flush(bool all);
  const SheetPlan& plan() const { return plan_.sheets[sheet_]; }

  ZipWriter zip_;
  const BookPlan plan_;
  std::string xml_;  // not yet handed to the archive
  std::size_t sheet_ = 0, column_ = 0, widest_ = 0;
  std::uint64_t row_ = 0;
  double height_ = 0;
  bool in_row_ = false;
};

}  // namespace xlsx

#endif  // RAPPORTEUR_PLUGINS_XLSX_EXPORT_WORKBOOK_H_
