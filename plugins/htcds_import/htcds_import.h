// Imports a table of cases in the Human Trafficking Case Data Standard 2.0 as institutions export it
// to text: recognises it by its columns, checks types and picklist values against the standard, and
// hands out typed columns under the standard's names.  What is counted of it, and that nothing else
// leaves the worker, is the business of a mapping.
#ifndef RAPPORTEUR_PLUGINS_HTCDS_IMPORT_HTCDS_IMPORT_H_
#define RAPPORTEUR_PLUGINS_HTCDS_IMPORT_HTCDS_IMPORT_H_

#include <rapporteur/importer.hpp>

class HtcdsImport {
 public:
  void run(rpt::InputFile& in, rpt::TableWriter& out, rpt::Job& job);

  // 90 for a table with four fields of the standard that few others have, else 0.
  static int sniff(rpt::InputFile& in);
};

#endif  // RAPPORTEUR_PLUGINS_HTCDS_IMPORT_HTCDS_IMPORT_H_
