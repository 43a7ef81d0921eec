// The second reading of records: hands out the rows.
//
// Memory is bounded by the longest record (8 MiB).
#ifndef RAPPORTEUR_PLUGINS_JSON_IMPORT_RECORDS_H_
#define RAPPORTEUR_PLUGINS_JSON_IMPORT_RECORDS_H_

#include <rapporteur/importer.hpp>

#include "plugins/json_import/plan.h"

namespace json_import {

// Hands what stands outside of the columns over as asides.
void ReadRecords(Reader& reader, Shape& shape, const Plan& plan, const Settings& settings,
                 rpt::TableWriter& out, const rpt::Job& job);

}  // namespace json_import

#endif  // RAPPORTEUR_PLUGINS_JSON_IMPORT_RECORDS_H_
