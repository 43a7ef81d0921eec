// The rows of the tables above a table of repeats, kept to be put beside its rows.
//
// Memory is bounded: above 96 MiB the tables are not joined.
#ifndef RAPPORTEUR_PLUGINS_KOBO_IMPORT_PARENTS_H_
#define RAPPORTEUR_PLUGINS_KOBO_IMPORT_PARENTS_H_

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <rapporteur/job.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "plugins/kobo_import/kobo_table.h"

namespace kobo_import {

// The place of a header; nothing where it is absent.
std::optional<std::size_t> Find(const std::vector<std::string>& headers, std::string_view name);

// Which sheet `_parent_table_name` means: sheets' names are cut at 31 characters, with "...", and
// what Excel forbids in them is "_".  Nothing where none or several fit.
std::optional<std::size_t> FindParentSheet(const common::Workbook& workbook, std::string_view name);

class Parents {
 public:
  // Reads `table` and, where it is itself a table of repeats, the one above it.
  Parents(common::Workbook& workbook, std::size_t sheet, const common::Beside& beside,
          const rpt::Job& job, std::size_t depth = 1);

  // All columns, those of the table above first.
  const std::vector<std::string>& headers() const { return headers_; }
  const std::vector<std::size_t>& sheets() const { return sheets_; }  // that were read
  // The row whose `_index` is `index`; nullptr where there is none.
  const std::vector<std::string>* Row(std::string_view index) const;

 private:
  std::vector<std::string> headers_;
  std::vector<std::size_t> sheets_;
  std::map<std::string, std::vector<std::string>, std::less<>> rows_;
  std::size_t bytes_ = 0;
};

}  // namespace kobo_import

#endif  // RAPPORTEUR_PLUGINS_KOBO_IMPORT_PARENTS_H_
