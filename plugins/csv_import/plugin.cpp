#include "plugins/csv_import/csv_import.h"

RPT_IMPORTER(CsvImport, "org.rapporteur.csv-import", "1.0.0")
