#include "plugins/json_import/json_import.h"

RPT_IMPORTER(JsonImport, "org.rapporteur.json-import", "1.0.0")
