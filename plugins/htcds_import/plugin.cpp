#include "plugins/htcds_import/htcds_import.h"

RPT_IMPORTER(HtcdsImport, "org.rapporteur.htcds-import", "1.0.0")
