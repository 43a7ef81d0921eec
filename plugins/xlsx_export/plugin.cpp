#include "plugins/xlsx_export/xlsx_export.h"

RPT_EXPORTER(XlsxExport, "org.rapporteur.xlsx-export", "1.0.0")
