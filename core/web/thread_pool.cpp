#include "core/web/thread_pool.h"

#include <pthread.h>

namespace rapporteur {

ThreadPool::ThreadPool(std::size_t most, std::size_t stack_bytes, std::chrono::milliseconds idle)
    : most_(most), stack_bytes_(stack_bytes), idle_time_(idle) {}

ThreadPool::~ThreadPool() {
  std::unique_lock<std::mutex> lock(mutex_);
  ending_ = true;
  task_.notify_all();
  gone_.wait(lock, [&] { return threads_ == 0; });
}

bool ThreadPool::Run(std::function<void()> task) {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (ending_) return false;
  if (tasks_.size() >= idle_ && !Spawn()) return false;
  tasks_.push_back(std::move(task));
  task_.notify_one();
  return true;
}

// REQUIRES: mutex_ is held.
bool ThreadPool::Spawn() {
  if (threads_ >= most_) return false;
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, stack_bytes_);
  pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  pthread_t thread;
  const bool made = pthread_create(&thread, &attributes, Main, this) == 0;
  pthread_attr_destroy(&attributes);
  if (!made) return false;
  // Idle from the start: the task that is given next is its own.
  ++threads_;
  ++idle_;
  return true;
}

void* ThreadPool::Main(void* self) {
  static_cast<ThreadPool*>(self)->Work();
  return nullptr;
}

void ThreadPool::Work() {
  std::unique_lock<std::mutex> lock(mutex_);
  while (true) {
    task_.wait_for(lock, idle_time_, [&] { return ending_ || !tasks_.empty(); });
    if (tasks_.empty()) break;  // idle for too long, or the end
    std::function<void()> task = std::move(tasks_.front());
    tasks_.pop_front();
    --idle_;
    lock.unlock();
    task();
    task = nullptr;
    lock.lock();
    ++idle_;
  }
  --idle_;
  // Notified under the lock: the pool may be gone the moment it is released.
  if (--threads_ == 0) gone_.notify_all();
}

}  // namespace rapporteur
