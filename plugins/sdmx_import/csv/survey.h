// The first reading of an SDMX-CSV message: are the rows whole, which columns hold codes with
// names, how are numbers written, and is there anything that is no observation?
//
// Belongs to the job's thread.
#ifndef RAPPORTEUR_PLUGINS_SDMX_IMPORT_CSV_SURVEY_H_
#define RAPPORTEUR_PLUGINS_SDMX_IMPORT_CSV_SURVEY_H_

#include <cstdint>
#include <rapporteur/csv.hpp>
#include <rapporteur/job.hpp>
#include <vector>

#include "plugins/csv_import/profile.h"
#include "plugins/sdmx_import/csv/header.h"
#include "plugins/sdmx_import/settings.h"

namespace sdmx_import {

struct CsvSurvey {
  std::vector<bool> labelled;  // per column of the header: cells are "code: name"
  std::vector<bool> named;     // per column: names_place really holds the names of its codes
  std::vector<csv_import::ColumnProfile> numbers;
  bool labelled_ids = false;  // "ESTAT:NA_MAIN(1.6.0): National Accounts"
  bool several_structures = false;
  std::uint64_t rows = 0;
};

// Reads to the end; `csv` stands behind the header.  Hands names over as asides.
CsvSurvey SurveyCsv(rpt::CsvReader& csv, const CsvHeader& header, const Settings& settings,
                    const rpt::Job& job);

Action ActionOf(const rpt::CsvReader& csv, const CsvHeader& header);

// Does the row give attributes of several observations at once: a dimension switched off ("~"), or
// no period where the message has periods?
bool HasPartialKey(const rpt::CsvReader& csv, const CsvHeader& header);

// Without the name behind it.
std::string_view StructureOf(const rpt::CsvReader& csv, const CsvHeader& header);

}  // namespace sdmx_import

#endif  // RAPPORTEUR_PLUGINS_SDMX_IMPORT_CSV_SURVEY_H_
