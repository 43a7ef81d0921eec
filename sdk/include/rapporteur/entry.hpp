// The one symbol a plugin exports, as RPT_IMPORTER, RPT_EXPORTER and RPT_COUNTRY make it.
#ifndef RAPPORTEUR_ENTRY_HPP_
#define RAPPORTEUR_ENTRY_HPP_

#include <rapporteur/plugin.h>

// Once per library, outside any namespace.  `glue` is a class with a static interface_for.
#define RPT_PLUGIN_ENTRY(glue, plugin_id, plugin_version)        \
  const rpt_plugin rpt_plugin_1 = {sizeof(rpt_plugin),           \
                                   RPT_ABI_MAJOR,                \
                                   RPT_ABI_MINOR,                \
                                   0, /* needs_minor */          \
                                   0,                            \
                                   plugin_id,                    \
                                   plugin_version,               \
                                   &glue::interface_for};

#endif  // RAPPORTEUR_ENTRY_HPP_
