#include "plugins/xlsx_template/xlsx_template.h"

RPT_EXPORTER(xlsx_template::XlsxTemplate, "org.rapporteur.xlsx-template", "1.0.0")
