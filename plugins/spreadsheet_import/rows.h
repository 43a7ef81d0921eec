// The second reading of a sheet: its rows, cell by cell, into the table.
#ifndef RAPPORTEUR_PLUGINS_SPREADSHEET_IMPORT_ROWS_H_
#define RAPPORTEUR_PLUGINS_SPREADSHEET_IMPORT_ROWS_H_

#include <rapporteur/job.hpp>
#include <rapporteur/table_writer.hpp>

#include "plugins/common/workbook/workbook.h"
#include "plugins/spreadsheet_import/settings.h"
#include "plugins/spreadsheet_import/tables.h"

namespace spreadsheet_import {

// A row with a cell that has no value worth the name (an error, a formula that was never
// calculated, a merged number) is not handed out: it gets one issue of level error, at that cell,
// and its texts go aside so that they are scanned.
void HandOut(common::Workbook& workbook, const SheetTable& table, const Layout& layout,
             const Settings& settings, rpt::TableWriter& out, const rpt::Job& job);

}  // namespace spreadsheet_import

#endif  // RAPPORTEUR_PLUGINS_SPREADSHEET_IMPORT_ROWS_H_
