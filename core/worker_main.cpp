// rapporteur-worker: the process that runs one plugin once.  Started by the core; by hand only
//
//   rapporteur-worker --in-process PLUGIN.so [inspect|sniff|import|describe] [FILE] [OPTIONS]
//
// which runs a plugin without sandbox, for a debugger.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string_view>

#include "core/worker/worker_process.h"

#if defined(__SANITIZE_ADDRESS__)
// The worker leaves by _exit, so nothing would be reported; looking for leaks needs ptrace.
extern "C" const char* __asan_default_options() { return "detect_leaks=0:handle_segv=0:handle_abort=0"; }
#endif

namespace {

// "--name=123" into *number.
bool Take(std::string_view argument, std::string_view name, std::uint64_t* number) {
  if (argument.substr(0, name.size()) != name) return false;
  *number = std::strtoull(argument.data() + name.size(), nullptr, 10);
  return true;
}

int Usage() {
  std::fputs(
      "rapporteur-worker is started by rapporteur.  To debug a plugin:\n"
      "  rapporteur-worker --in-process PLUGIN.so [inspect|sniff|import|describe] [FILE] [OPTIONS]\n",
      stderr);
  return 2;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc >= 3 && std::strcmp(argv[1], "--in-process") == 0) {
    return rapporteur::RunInProcess(argv[2], argc > 3 ? argv[3] : "inspect",
                                    argc > 4 ? argv[4] : nullptr, argc > 5 ? argv[5] : "{}");
  }
  rapporteur::WorkerOptions options;
  std::uint64_t parent = 0;
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    if (argument == "--stop-at-blocked-call") {
      options.stop_at_blocked_call = true;
    } else if (!Take(argument, "--parent=", &parent) &&
               !Take(argument, "--memory=", &options.limits.memory_bytes) &&
               !Take(argument, "--cpu=", &options.limits.cpu_seconds) &&
               !Take(argument, "--output=", &options.limits.output_bytes) &&
               !Take(argument, "--files=", &options.limits.open_files)) {
      return Usage();
    }
  }
  if (parent == 0) return Usage();
  options.parent = static_cast<pid_t>(parent);
  rapporteur::RunWorker(options);
}
