// Threads with small stacks that are made when they are needed and end when nobody has needed them
// for a while, so that a server for two hundred connections costs nothing while it is idle.
//
// May be used from any thread.
#ifndef RAPPORTEUR_WEB_THREAD_POOL_H_
#define RAPPORTEUR_WEB_THREAD_POOL_H_

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>

namespace rapporteur {

class ThreadPool {
 public:
  ThreadPool(std::size_t most, std::size_t stack_bytes, std::chrono::milliseconds idle);
  ~ThreadPool();  // waits for what is running
  ThreadPool(const ThreadPool&) = delete;
  ThreadPool& operator=(const ThreadPool&) = delete;

  // Runs the task now, in a thread of its own.  False where all threads are busy or none can be
  // made: nothing ever waits in a queue.  Tasks throw nothing.
  bool Run(std::function<void()> task);

 private:
  static void* Main(void* self);
  void Work();
  bool Spawn();

  const std::size_t most_, stack_bytes_;
  const std::chrono::milliseconds idle_time_;
  std::mutex mutex_;
  std::condition_variable task_, gone_;
  std::deque<std::function<void()>> tasks_;  // given, not yet taken by an idle thread
  std::size_t threads_ = 0, idle_ = 0;
  bool ending_ = false;
};

}  // namespace rapporteur

#endif  // RAPPORTEUR_WEB_THREAD_POOL_H_
