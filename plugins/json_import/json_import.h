// Imports JSON: an array of records, an object that holds one, JSON Lines, what Kobo answers, and
// datasets of JSON-stat 2.0.
//
// Reads the file twice: the first reading checks it to its end and finds the columns.  A file that
// is broken at its end hands out no row.
#ifndef RAPPORTEUR_PLUGINS_JSON_IMPORT_JSON_IMPORT_H_
#define RAPPORTEUR_PLUGINS_JSON_IMPORT_JSON_IMPORT_H_

#include <rapporteur/importer.hpp>

class JsonImport {
 public:
  void run(rpt::InputFile& in, rpt::TableWriter& out, rpt::Job& job);

  // 95 for JSON-stat, 80 for an array or lines of objects, 60 for another object, 5 for SDMX-JSON
  // (an importer that knows it says more), 0 for what is no JSON.
  static int sniff(rpt::InputFile& in);
};

#endif  // RAPPORTEUR_PLUGINS_JSON_IMPORT_JSON_IMPORT_H_
