// The refused rows of an import, kept while it runs so that they can be given back as a copy of the
// file with an error column: the same columns in the same order, rows in the order of the file, cells
// as the file writes them.  Corrected, the copy is imported with the same mapping; its error column
// is left alone.  Kept in memory only, up to a limit, and forgotten where the file turns out to hold
// personal data.
#ifndef RAPPORTEUR_IMPORT_REFUSED_ROWS_H_
#define RAPPORTEUR_IMPORT_REFUSED_ROWS_H_

#include <string>
#include <string_view>
#include <vector>

#include "core/base/json_fwd.h"
#include "core/base/status.h"
#include "core/model/finding.h"
#include "core/worker/table.h"

namespace rapporteur {

class RefusedRows {
 public:
  void Begin(const std::vector<Field>& fields, char separator);
  void Add(const Table& table, std::size_t row, const std::vector<Finding>& findings);

  // UTF-8 with a byte order mark, the separator of the file, its columns and "rapporteur_error" (the
  // messages).
  Status Write(const std::string& path) const;

 private:
  static constexpr std::size_t kLimit = 64u << 20;
  void AddCell(std::string_view text);
  void AddColumn(const Table& table, std::size_t column, std::size_t row);

  std::vector<Field> fields_;
  char separator_ = ',';
  std::string text_;
  std::uint64_t dropped_ = 0;
};

// True where the first line is that of such a copy, also after a spreadsheet program has saved it:
// text whose last header is "rapporteur_error".
bool IsRefusedCopy(std::string_view bytes);

// What stands between the cells of a copy: the importer's option where it says so, else the mark
// that is commonest in the first line of the file.
char CopySeparator(const Json& options, std::string_view bytes);

}  // namespace rapporteur

#endif  // RAPPORTEUR_IMPORT_REFUSED_ROWS_H_
