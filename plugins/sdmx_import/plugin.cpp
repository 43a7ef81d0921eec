#include "plugins/sdmx_import/sdmx_import.h"

RPT_IMPORTER(SdmxImport, "org.rapporteur.sdmx-import", "1.0.0")
