// A table of a Kobo export, CSV or a sheet of an XLSX, as rows of texts: the header in the first
// row, everything written as Kobo writes it.
//
// What Kobo does not write (merged cells, hidden rows, errors) is refused: somebody has worked in
// the file, and then plugins for spreadsheets and text read it with more care.
//
// Belongs to one thread.
#ifndef RAPPORTEUR_PLUGINS_KOBO_IMPORT_KOBO_TABLE_H_
#define RAPPORTEUR_PLUGINS_KOBO_IMPORT_KOBO_TABLE_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <rapporteur/csv.hpp>
#include <rapporteur/job.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "plugins/common/workbook/workbook.h"

namespace kobo_import {

class KoboTable {
 public:
  virtual ~KoboTable() = default;
  // Moves to the next row that is not empty; false behind the last.
  virtual bool Next() = 0;
  // Back to the first row below the header.
  virtual void Rewind() = 0;

  const std::string& sheet() const { return sheet_; }
  const std::vector<std::string>& headers() const { return headers_; }  // as written, on one line
  std::uint64_t row() const { return row_; }
  // One for each header; "" where the cell is empty.
  const std::vector<std::string_view>& cells() const { return cells_; }

 protected:
  std::string sheet_;
  std::vector<std::string> headers_;
  std::uint64_t row_ = 0;
  std::vector<std::string_view> cells_;
};

std::unique_ptr<KoboTable> OpenCsv(const rpt::InputFile& file);

// `beside`, where given, gets the comments and the like of the sheet at its first reading.  Only
// one table of a workbook may be read at a time.
std::unique_ptr<KoboTable> OpenSheet(common::Workbook& workbook, std::size_t sheet,
                                     const common::Beside* beside);

// Is it one that only Kobo writes?  Of a table that is joined to another, too.
bool HasKoboHeader(const std::vector<std::string>& headers);

}  // namespace kobo_import

#endif  // RAPPORTEUR_PLUGINS_KOBO_IMPORT_KOBO_TABLE_H_
