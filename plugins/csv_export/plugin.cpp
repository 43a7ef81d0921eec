#include "plugins/csv_export/csv_export.h"

RPT_EXPORTER(CsvExport, "org.rapporteur.csv-export", "1.0.0")
