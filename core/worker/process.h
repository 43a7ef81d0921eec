// Starts worker processes and sees them end.
//
// All workers are started by one thread that lives as long as the Spawner: a worker asks the kernel
// to be killed when its parent dies, and the kernel means the parent's thread.  Spawn may be called
// from any thread; a Child belongs to one.
#ifndef RAPPORTEUR_WORKER_PROCESS_H_
#define RAPPORTEUR_WORKER_PROCESS_H_

#include <sys/types.h>

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "core/base/fd.h"
#include "core/base/status.h"

namespace rapporteur {

struct ProcessEnd {
  bool by_itself = true;  // not because we killed it
  int signal = 0;  // that ended it, 0 if it left by itself
  int exit_status = 0;
  std::chrono::microseconds cpu{0};
  std::uint64_t peak_memory_bytes = 0;
};

// A running process of ours.  It is killed and reaped at the latest when this goes.
class Child {
 public:
  Child() = default;
  Child(pid_t pid, Fd pidfd) : pid_(pid), pidfd_(std::move(pidfd)) {}
  Child(Child&& other) noexcept;
  Child& operator=(Child&& other) noexcept;
  ~Child();

  bool running() const { return pid_ > 0; }
  void Kill();
  // Waits for the end, at most so long, then kills.
  ProcessEnd Wait(std::chrono::milliseconds patience);

 private:
  pid_t pid_ = -1;  // of a process not yet reaped, so never a stranger's
  Fd pidfd_;
};

class Spawner {
 public:
  Spawner();
  ~Spawner();
  Spawner(const Spawner&) = delete;
  Spawner& operator=(const Spawner&) = delete;

  // What a worker gets: see worker_process.h.  A `file` of -1 is absent.
  struct Request {
    std::string path;
    std::vector<std::string> arguments;  // without the name
    int socket = -1, log = -1, file = -1, library = -1;
  };
  Result<Child> Spawn(const Request& request);

 private:
  void Run();

  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> wanted_;
  bool ending_ = false;
  std::thread thread_;
};

}  // namespace rapporteur

#endif  // RAPPORTEUR_WORKER_PROCESS_H_
