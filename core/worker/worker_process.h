// The life of a worker: limits, sandbox, load one plugin, tell the core, do one job, end.
//
// Its descriptors are fixed: 0 nothing, 1 and 2 the log, 3 the socket, 4 the file of the job (may be
// absent), 5 the library.
#ifndef RAPPORTEUR_WORKER_WORKER_PROCESS_H_
#define RAPPORTEUR_WORKER_WORKER_PROCESS_H_

#include <sys/types.h>

#include "core/worker/sandbox.h"

namespace rapporteur {

inline constexpr int kSocketFd = 3;
inline constexpr int kFileFd = 4;
inline constexpr int kLibraryFd = 5;

struct WorkerOptions {
  pid_t parent = 0;  // the process that must be our parent still
  SandboxLimits limits;
  bool stop_at_blocked_call = false;
};

// Never returns.
[[noreturn]] void RunWorker(const WorkerOptions& options);

// For a debugger: loads the plugin at `path` into this process, without a sandbox, runs one job
// ("inspect", "sniff", "import" or "describe") on `file`, and prints what it hands over.  Returns
// the exit status.
int RunInProcess(const char* path, const char* job, const char* file, const char* options);

}  // namespace rapporteur

#endif  // RAPPORTEUR_WORKER_WORKER_PROCESS_H_
