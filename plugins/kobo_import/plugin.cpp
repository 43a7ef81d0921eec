#include "plugins/kobo_import/kobo_import.h"

RPT_IMPORTER(KoboImport, "org.rapporteur.kobo-import", "1.0.0")
