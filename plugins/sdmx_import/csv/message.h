// Reads SDMX-CSV 1.0 and 2.0: once to see what the columns hold, once to hand the rows out.
//
// Belongs to the job's thread.
#ifndef RAPPORTEUR_PLUGINS_SDMX_IMPORT_CSV_MESSAGE_H_
#define RAPPORTEUR_PLUGINS_SDMX_IMPORT_CSV_MESSAGE_H_

#include <rapporteur/files.hpp>
#include <rapporteur/job.hpp>
#include <rapporteur/table_writer.hpp>

#include "plugins/sdmx_import/settings.h"

namespace sdmx_import {

void ReadCsvMessage(const rpt::InputFile& in, const Settings& settings, rpt::TableWriter& out,
                    const rpt::Job& job);

}  // namespace sdmx_import

#endif  // RAPPORTEUR_PLUGINS_SDMX_IMPORT_CSV_MESSAGE_H_
