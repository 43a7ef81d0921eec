// Imports XLSX and ODS workbooks: finds the table and its header, hands out what a person sees in
// its cells, and all other text of the file to be scanned.
//
// Reads each sheet twice.  The first reading finds header, end, types and what is hidden or merged;
// the second hands out the rows.
#ifndef RAPPORTEUR_PLUGINS_SPREADSHEET_IMPORT_SPREADSHEET_IMPORT_H_
#define RAPPORTEUR_PLUGINS_SPREADSHEET_IMPORT_SPREADSHEET_IMPORT_H_

#include <rapporteur/importer.hpp>

class SpreadsheetImport {
 public:
  void run(rpt::InputFile& in, rpt::TableWriter& out, rpt::Job& job);

  // 80 for a workbook, 60 for what is one in a format that is refused or a damaged ZIP archive, so
  // that the right sentence is said; 0 for all else.
  static int sniff(rpt::InputFile& in);
};

#endif  // RAPPORTEUR_PLUGINS_SPREADSHEET_IMPORT_SPREADSHEET_IMPORT_H_
