// The header of an SDMX-CSV message: which column is which.
//
// A function of its arguments only.
#ifndef RAPPORTEUR_PLUGINS_SDMX_IMPORT_CSV_HEADER_H_
#define RAPPORTEUR_PLUGINS_SDMX_IMPORT_CSV_HEADER_H_

#include <cstddef>
#include <cstdint>
#include <rapporteur/csv.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace sdmx_import {

inline constexpr std::size_t kNowhere = ~std::size_t{0};

// A component, or a column of the sender's own.
struct CsvColumn {
  std::size_t place = 0;               // in the file, 0-based
  std::string name;                    // without label and brackets
  bool several = false;                // ATTR[], ATTR[en;fr]: cells hold several values
  std::size_t names_place = kNowhere;  // labels=name: the column with the names of its codes
};

struct CsvHeader {
  bool version_2 = false;
  std::uint64_t row = 0;
  std::size_t width = 0;
  char several_separator = ';';  // between the values of a cell
  std::string label_separator;   // ": " or ":" where ids and names stand in one cell, else ""
  std::size_t id_place = 0;      // of STRUCTURE_ID or DATAFLOW
  std::size_t action_place = kNowhere;
  std::size_t structure_name_place = kNowhere;
  std::vector<CsvColumn> columns;
  std::vector<std::string> labels;  // that stood in the header
};

// Reads the running record.  Throws BadInput for a header that breaks the rules of the format.
CsvHeader ReadCsvHeader(const rpt::CsvReader& csv);

// The letters, digits and signs that an id of a code may have.
bool IsCode(std::string_view text);

}  // namespace sdmx_import

#endif  // RAPPORTEUR_PLUGINS_SDMX_IMPORT_CSV_HEADER_H_
