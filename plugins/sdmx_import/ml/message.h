// Reads SDMX-ML 2.1 and 3.0: once for the components and groups, once for the observations.
//
// Belongs to the job's thread.
#ifndef RAPPORTEUR_PLUGINS_SDMX_IMPORT_ML_MESSAGE_H_
#define RAPPORTEUR_PLUGINS_SDMX_IMPORT_ML_MESSAGE_H_

#include <rapporteur/files.hpp>
#include <rapporteur/job.hpp>
#include <rapporteur/table_writer.hpp>

#include "plugins/sdmx_import/settings.h"

namespace sdmx_import {

void ReadMlMessage(const rpt::InputFile& in, const Settings& settings, rpt::TableWriter& out,
                   const rpt::Job& job);

}  // namespace sdmx_import

#endif  // RAPPORTEUR_PLUGINS_SDMX_IMPORT_ML_MESSAGE_H_
