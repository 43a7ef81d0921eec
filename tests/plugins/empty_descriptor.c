/* Exports the symbol with nothing in it. */
#include <rapporteur/plugin.h>

const rpt_plugin rpt_plugin_1 = {0, 0, 0, 0, 0, 0, 0, 0};
