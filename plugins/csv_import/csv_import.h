// Imports any delimited text with one table: finds separator, header, notes above and below, and
// the number convention of each column, and hands out every cell as the text it is.
//
// Reads the file twice.  The first reading checks every row, finds where the table ends and how its
// numbers are written; the second hands out the rows.  So a file with a broken row hands out none.
#ifndef RAPPORTEUR_PLUGINS_CSV_IMPORT_CSV_IMPORT_H_
#define RAPPORTEUR_PLUGINS_CSV_IMPORT_CSV_IMPORT_H_

#include <rapporteur/importer.hpp>

class CsvImport {
 public:
  void run(rpt::InputFile& in, rpt::TableWriter& out, rpt::Job& job);

  // 50 for a table of two columns and more, 20 for a list, 0 for what is no text or is JSON or XML:
  // importers that know a format say more.
  static int sniff(rpt::InputFile& in);
};

#endif  // RAPPORTEUR_PLUGINS_CSV_IMPORT_CSV_IMPORT_H_
