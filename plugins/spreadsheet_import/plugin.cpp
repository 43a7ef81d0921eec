#include "plugins/spreadsheet_import/spreadsheet_import.h"

RPT_IMPORTER(SpreadsheetImport, "org.rapporteur.spreadsheet-import", "1.0.0")
