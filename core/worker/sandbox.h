// What keeps a plugin in: limits, no new privileges, Landlock, and two system call filters, one for
// loading and a tighter one for running.  core/doc/sandbox.md says what is forbidden and why.
//
// Once per process, in its only thread.
#ifndef RAPPORTEUR_WORKER_SANDBOX_H_
#define RAPPORTEUR_WORKER_SANDBOX_H_

#include <cstdint>
#include <string>

#include "core/base/status.h"

namespace rapporteur {

struct SandboxLimits {
  std::uint64_t memory_bytes = 0;
  std::uint64_t cpu_seconds = 0;
  std::uint64_t output_bytes = 0;
  std::uint64_t open_files = 0;
};

// Before the plugin is loaded, as its constructors run while it is.  `put_up` receives the layers
// that stand ("landlock 4, seccomp").  A kernel without Landlock is no failure; anything else is.
Status EnterLoadingSandbox(const SandboxLimits& limits, bool stop_at_blocked_call,
                           std::string* put_up);

// After it is loaded: no file can be opened from here on, no code mapped.
Status EnterRunningSandbox(bool stop_at_blocked_call);

}  // namespace rapporteur

#endif  // RAPPORTEUR_WORKER_SANDBOX_H_
