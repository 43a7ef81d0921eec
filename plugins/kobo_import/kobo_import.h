// Imports what KoboToolbox exports: CSV and XLSX, with names or labels, groups, repeated groups and
// questions with several answers.
#ifndef RAPPORTEUR_PLUGINS_KOBO_IMPORT_KOBO_IMPORT_H_
#define RAPPORTEUR_PLUGINS_KOBO_IMPORT_KOBO_IMPORT_H_

#include <rapporteur/importer.hpp>

class KoboImport {
 public:
  void run(rpt::InputFile& in, rpt::TableWriter& out, rpt::Job& job);

  // 95 where the header has a column that only Kobo writes (_uuid, _submission_time, ...), else 0:
  // an export without any is like any other table.
  static int sniff(rpt::InputFile& in);
};

#endif  // RAPPORTEUR_PLUGINS_KOBO_IMPORT_KOBO_IMPORT_H_
