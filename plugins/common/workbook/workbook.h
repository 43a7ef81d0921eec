// A workbook, XLSX or ODS, as rows of cells that stream past, with everything that stands in the
// file beside them: what a person sees in a cell comes as a value, what they do not see comes as
// text to be scanned.
//
// Memory is bounded by the shared texts of an XLSX (96 MiB) and one row.  A sheet may be read any
// number of times.  Files that are damaged, protected, too large or no workbook throw an rpt::Error
// with a sentence; a cell is never quoted.
//
// A workbook and its readers belong to one thread; readers must not outlive it.  At most one reader
// may be open at a time.
//
// Example:
//   auto workbook = common::Workbook::Open(file, beside);
//   auto reader = workbook->Read(0, nullptr);
//   while (reader->Next()) use(reader->row());
#ifndef RAPPORTEUR_PLUGINS_COMMON_WORKBOOK_WORKBOOK_H_
#define RAPPORTEUR_PLUGINS_COMMON_WORKBOOK_WORKBOOK_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <rapporteur/files.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace common {

enum class CellKind : std::uint8_t {
  kText,
  kNumber,   // text: the shortest decimal number; or, `exact` false, its digits as stored
  kPercent,  // text: "12.5%"
  kDate,     // text: ISO 8601
  kBool,     // text: TRUE or FALSE
  kError,    // text: "#DIV/0!" and its kin
  kNoValue   // a formula that was never calculated: there is no value in the file
};

// A cell with content; empty ones are left out.
struct Cell {
  std::uint32_t column = 0;  // 1-based
  CellKind kind = CellKind::kText;
  bool exact = true;    // of kNumber: `number` is the whole truth
  bool scaled = false;  // of kNumber: shown in thousands or millions
  double number = 0;    // of kNumber
  std::string_view text;
};

struct SheetRow {
  std::uint64_t number = 0;   // 1-based
  std::uint64_t repeats = 1;  // the same cells in so many rows
  bool hidden = false;
  std::vector<Cell> cells;  // by column
};

struct Merge {
  std::uint64_t first_row = 0, last_row = 0;
  std::uint32_t first_column = 0, last_column = 0;
};

struct ColumnRange {
  std::uint32_t first = 0, last = 0;
};

struct SheetInfo {
  std::string name;
  bool hidden = false;
};

// Text that stands beside the cells; the kinds are those of rpt::Job::aside.
using Beside = std::function<void(const char* kind, std::string_view sheet, std::uint64_t row,
                                  std::uint64_t column, std::string_view text)>;

class SheetReader {
 public:
  virtual ~SheetReader() = default;
  // Moves to the next row that has cells or is hidden; false behind the last.  Rows come in order.
  virtual bool Next() = 0;
  const SheetRow& row() const { return row_; }
  // Of XLSX complete behind the last row only.
  const std::vector<Merge>& merges() const { return merges_; }
  // Complete behind the last row.
  const std::vector<ColumnRange>& hidden_columns() const { return hidden_columns_; }

 protected:
  SheetRow row_;
  std::vector<Merge> merges_;
  std::vector<ColumnRange> hidden_columns_;
};

// What of the file nobody can read here.
struct Unread {
  std::size_t pictures = 0, objects = 0, macros = 0;
};

class Workbook {
 public:
  static constexpr std::uint32_t kMostColumns = 16'384;
  static constexpr std::uint64_t kMostRows = 1'048'576;

  // Opens what Recognise() calls kXlsx or kOds and refuses the rest with a sentence.  Hands all
  // text that belongs to no sheet, and what stands in parts beside the sheets, to `beside`.
  // `on_read` is called now and then, here and later, with the bytes unpacked so far; it may throw.
  static std::unique_ptr<Workbook> Open(const rpt::InputFile& file, const Beside& beside,
                                        std::function<void(std::uint64_t bytes)> on_read = {});
  virtual ~Workbook() = default;

  // In the order of the tabs; charts are none.
  const std::vector<SheetInfo>& sheets() const { return sheets_; }
  const Unread& unread() const { return unread_; }

  // Reads a sheet; `beside`, where given, gets its comments, headings for print and the like.
  virtual std::unique_ptr<SheetReader> Read(std::size_t sheet, const Beside* beside) = 0;

  // Behind the last reading: texts that the file keeps and no cell read shows.
  virtual void VisitUnused(const Beside& beside) const { (void)beside; }

 protected:
  std::vector<SheetInfo> sheets_;
  Unread unread_;
};

// What the content of a file says it is, whatever it is called.
enum class FileKind {
  kXlsx,
  kXlsb,
  kOds,
  kOtherZip,
  kOle,
  kOldXls,
  kXml2003,
  kFlatOds,
  kHtml,
  kOther
};
FileKind Recognise(const rpt::InputFile& file);

}  // namespace common

#endif  // RAPPORTEUR_PLUGINS_COMMON_WORKBOOK_WORKBOOK_H_
