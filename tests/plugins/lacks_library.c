/* Depends on a library that no longer exists when the plugin is loaded. */
#include <rapporteur/plugin.h>

extern int answer(void);

static const void* interface_for(const char* id) {
  (void)id;
  return answer() ? 0 : &rpt_plugin_1;
}

const rpt_plugin rpt_plugin_1 = {sizeof(rpt_plugin), 1, 0, 0, 0, "org.x", "1.0.0", interface_for};
