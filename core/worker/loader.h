// Loads one plugin and never unloads it: C++ libraries do not truly unload, the process ends instead.
//
// Once per process, in its only thread.
#ifndef RAPPORTEUR_WORKER_LOADER_H_
#define RAPPORTEUR_WORKER_LOADER_H_

#include <rapporteur/plugin.h>

#include <string>
#include <vector>

#include "core/worker/wire.h"

namespace rapporteur {

struct Loaded {
  const rpt_plugin* plugin = nullptr;  // lives as long as the process
  wire::Refused refused;               // why there is none
};

// `path` may be /proc/self/fd/N.  Constructors in the library run in here: put the sandbox up first.
Loaded LoadPlugin(const std::string& path);

// The ids of the interfaces we know that the plugin has.
std::vector<std::string> InterfacesOf(const rpt_plugin& plugin);

}  // namespace rapporteur

#endif  // RAPPORTEUR_WORKER_LOADER_H_
