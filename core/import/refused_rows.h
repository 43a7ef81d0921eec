// The refused rows of an import, kept while it runs so that they can be given back as a copy of the
// file with an error column.  Kept in memory only, up to a limit, and forgotten where the file turns
// out to hold personal data.
#ifndef RAPPORTEUR_IMPORT_REFUSED_ROWS_H_
#define RAPPORTEUR_IMPORT_REFUSED_ROWS_H_

#include <string>
#include <vector>

#include "core/base/status.h"
#include "core/model/finding.h"
#include "core/worker/table.h"

namespace rapporteur {

class RefusedRows {
 public:
  void Begin(const std::vector<Field>& fields);
  void Add(const Table& table, std::size_t row, const std::vector<Finding>& findings);

  // UTF-8 with a byte order mark, commas, the file's columns and "error" (the messages).
  Status Write(const std::string& path) const;

 private:
  static constexpr std::size_t kLimit = 64u << 20;
  std::vector<Field> fields_;
  std::string text_;
  std::uint64_t dropped_ = 0;
};

}  // namespace rapporteur

#endif  // RAPPORTEUR_IMPORT_REFUSED_ROWS_H_
