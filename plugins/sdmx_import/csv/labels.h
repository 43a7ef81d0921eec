// Tells the name of a code from the code: in "A: Annual", and in two columns side by side.
//
// SDMX-CSV doesn't say which columns are coded, and "Note: revised" in a column of texts looks like
// a code with its name.  So the whole column is looked at first: it holds codes with names only if
// each filled cell has both and each code has the same name everywhere.
//
// Belongs to the job's thread.
#ifndef RAPPORTEUR_PLUGINS_SDMX_IMPORT_CSV_LABELS_H_
#define RAPPORTEUR_PLUGINS_SDMX_IMPORT_CSV_LABELS_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>

namespace sdmx_import {

class CodeNames {
 public:
  // One more cell of the column; empty ones say nothing.
  void TakeCell(std::string_view cell, std::string_view label_separator);
  // One more pair of cells: a code and its name.
  void TakePair(std::string_view code, std::string_view name);

  bool all() const { return all_ && !names_.empty(); }
  // True where no cell speaks against it, an empty column too.
  bool possible() const { return all_; }
  const std::unordered_map<std::string, std::string>& names() const { return names_; }

 private:
  std::unordered_map<std::string, std::string> names_;
  std::string last_code_, last_name_;
  std::size_t bytes_ = 0;
  bool all_ = true;
};

// The code of "A: Annual", the whole cell where there is no name.
std::string_view CodeOf(std::string_view cell, std::string_view label_separator);

}  // namespace sdmx_import

#endif  // RAPPORTEUR_PLUGINS_SDMX_IMPORT_CSV_LABELS_H_
