// Imports Eurostat's bulk TSV: dimensions packed into the first column, a column per period, a flag
// behind each number.  Hands out one row per observation.
//
// Reads the file once; memory is bounded by the longest line (1 MiB).
#ifndef RAPPORTEUR_PLUGINS_EUROSTAT_IMPORT_EUROSTAT_IMPORT_H_
#define RAPPORTEUR_PLUGINS_EUROSTAT_IMPORT_EUROSTAT_IMPORT_H_

#include <optional>
#include <rapporteur/importer.hpp>
#include <string_view>

namespace eurostat_import {

// What a cell holds.  Both are empty where the cell is.
struct Cell {
  std::string_view value;  // a number as written; empty where it is missing (":")
  std::string_view flag;   // "b", "bp", "c"
};

// "12.5 b", ": c", "0n", ":", "" with blanks around; nothing where the cell is none of it.
std::optional<Cell> ReadCell(std::string_view text);

}  // namespace eurostat_import

class EurostatImport {
 public:
  void run(rpt::InputFile& in, rpt::TableWriter& out, rpt::Job& job);

  // 95 for a header such as "freq,unit,geo\TIME_PERIOD<tab>2008", 10 for a packed file (run says
  // what to do with it), else 0.
  static int sniff(rpt::InputFile& in);
};

#endif  // RAPPORTEUR_PLUGINS_EUROSTAT_IMPORT_EUROSTAT_IMPORT_H_
