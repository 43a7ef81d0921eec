// Which sheets are read and which columns they have together.
#ifndef RAPPORTEUR_PLUGINS_SPREADSHEET_IMPORT_TABLES_H_
#define RAPPORTEUR_PLUGINS_SPREADSHEET_IMPORT_TABLES_H_

#include <cstdint>
#include <rapporteur/job.hpp>
#include <rapporteur/table_writer.hpp>
#include <string>
#include <vector>

#include "plugins/common/workbook/workbook.h"
#include "plugins/spreadsheet_import/settings.h"
#include "plugins/spreadsheet_import/survey.h"

namespace spreadsheet_import {

// A sheet whose table is read.
struct SheetTable {
  std::size_t index = 0;  // in Workbook::sheets()
  Survey survey;
  std::vector<std::uint32_t> places;  // the column of each field, 1-based
};

struct Tables {
  std::vector<SheetTable> sheets;
  std::vector<std::size_t> unread;  // sheets that are only scanned
};

// One column of the table that is handed out.
struct Column {
  rpt::Type type = rpt::Type::text;
  char decimal = '.';  // how numbers are written in a text column
};

struct Layout {
  std::vector<rpt::Field> fields;  // row and sheet first
  std::vector<Column> columns;     // of the other fields
};

// Reads every sheet that may hold a table once, and refuses what is not clear.
Tables FindTables(common::Workbook& workbook, const Settings& settings, const rpt::Job& job,
                  const common::Beside& beside);

// Names and types of the columns; says what is odd about them, and fills the sheets' places.
Layout LayOut(Tables& tables, const common::Workbook& workbook, const Settings& settings,
              const rpt::Job& job);

}  // namespace spreadsheet_import

#endif  // RAPPORTEUR_PLUGINS_SPREADSHEET_IMPORT_TABLES_H_
