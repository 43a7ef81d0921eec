/* Crashes in a constructor, before anybody has called it. */
#include <rapporteur/plugin.h>

static int* volatile nowhere;

__attribute__((constructor)) static void early(void) { *nowhere = 1; }

const rpt_plugin rpt_plugin_1 = {sizeof(rpt_plugin), 1, 0, 0, 0, "org.x", "1.0.0", 0};
