// Reads SDMX-JSON 1.0 and 2.0: once for the structures, once for the observations.
//
// Belongs to the job's thread.
#ifndef RAPPORTEUR_PLUGINS_SDMX_IMPORT_JSON_MESSAGE_H_
#define RAPPORTEUR_PLUGINS_SDMX_IMPORT_JSON_MESSAGE_H_

#include <rapporteur/files.hpp>
#include <rapporteur/job.hpp>
#include <rapporteur/table_writer.hpp>

#include "plugins/sdmx_import/settings.h"

namespace sdmx_import {

void ReadJsonMessage(const rpt::InputFile& in, const Settings& settings, rpt::TableWriter& out,
                     const rpt::Job& job);

}  // namespace sdmx_import

#endif  // RAPPORTEUR_PLUGINS_SDMX_IMPORT_JSON_MESSAGE_H_
