#include "plugins/eurostat_import/eurostat_import.h"

RPT_IMPORTER(EurostatImport, "org.rapporteur.eurostat-import", "1.0.0")
