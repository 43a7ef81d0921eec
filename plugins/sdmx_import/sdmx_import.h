// Reads data messages of SDMX: SDMX-CSV 1.0 and 2.0, SDMX-JSON 1.0 and 2.0, SDMX-ML 2.1 and 3.0.
//
// Belongs to the job's thread.
#ifndef RAPPORTEUR_PLUGINS_SDMX_IMPORT_SDMX_IMPORT_H_
#define RAPPORTEUR_PLUGINS_SDMX_IMPORT_SDMX_IMPORT_H_

#include <rapporteur/importer.hpp>

class SdmxImport {
 public:
  void run(rpt::InputFile& in, rpt::TableWriter& out, rpt::Job& job);
  static int sniff(rpt::InputFile& in);
};

#endif  // RAPPORTEUR_PLUGINS_SDMX_IMPORT_SDMX_IMPORT_H_
