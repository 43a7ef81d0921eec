// Exports the table of a query as delimited text (RFC 4180): all columns, UTF-8, CR LF.
//
// A missing cell is empty, an empty text is "".  A text that a spreadsheet would take for a formula
// gets an apostrophe before it, unless the option "raw" says otherwise: a file from an institution
// must not run anything on the computer of whoever opens our export of it.
#ifndef RAPPORTEUR_PLUGINS_CSV_EXPORT_CSV_EXPORT_H_
#define RAPPORTEUR_PLUGINS_CSV_EXPORT_CSV_EXPORT_H_

#include <rapporteur/exporter.hpp>

class CsvExport {
 public:
  void run(rpt::TableReader& table, rpt::OutputFile& out, rpt::Job& job);
};

#endif  // RAPPORTEUR_PLUGINS_CSV_EXPORT_CSV_EXPORT_H_
