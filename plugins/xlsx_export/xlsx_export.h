// Exports the table of a query as a workbook with one sheet: the columns in the first row, texts as
// texts, numbers as numbers.
//
// Nothing is a formula: a text that begins with "=" is a text like any other.  A period stays the
// text it is ("2017-03" is no date).
#ifndef RAPPORTEUR_PLUGINS_XLSX_EXPORT_XLSX_EXPORT_H_
#define RAPPORTEUR_PLUGINS_XLSX_EXPORT_XLSX_EXPORT_H_

#include <rapporteur/exporter.hpp>

class XlsxExport {
 public:
  void run(rpt::TableReader& table, rpt::OutputFile& out, rpt::Job& job);
};

#endif  // RAPPORTEUR_PLUGINS_XLSX_EXPORT_XLSX_EXPORT_H_
