/* Never comes back from a constructor. */
#include <rapporteur/plugin.h>

__attribute__((constructor)) static void early(void) {
  for (;;) __asm__ volatile("");
}

const rpt_plugin rpt_plugin_1 = {sizeof(rpt_plugin), 1, 0, 0, 0, "org.x", "1.0.0", 0};
