/* Needs a host interface later than ours. */
#include <rapporteur/plugin.h>

static const void* interface_for(const char* id) {
  (void)id;
  return 0;
}

const rpt_plugin rpt_plugin_1 = {sizeof(rpt_plugin), 1, 99, 99, 0, "org.x", "1.0.0", interface_for};
