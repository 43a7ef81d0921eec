#include "core/worker/process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <future>

#include "core/worker/worker_process.h"

namespace rapporteur {
namespace {

std::chrono::microseconds Micros(const timeval& time) {
  return std::chrono::seconds(time.tv_sec) + std::chrono::microseconds(time.tv_usec);
}

// Copies of descriptors, high enough that none stands where a worker's is put.
class HighFds {
 public:
  // Returns -1 for -1.
  int Lift(int fd) {
    if (fd < 0) return -1;
    fds_.emplace_back(::fcntl(fd, F_DUPFD_CLOEXEC, 10));
    good_ = good_ && fds_.back().valid();
    return fds_.back().get();
  }
  bool good() const { return good_; }

 private:
  std::vector<Fd> fds_;
  bool good_ = true;
};

Status CannotStart(const std::string& path, int error) {
  return Status::Refused("worker-unavailable", path + ": the worker cannot be started (" +
                                                   std::strerror(error) + ").")
      .WithHint("rapporteur-worker belongs beside rapporteur, or where $RAPPORTEUR_WORKER says.");
}

Result<Child> SpawnNow(const Spawner::Request& request) {
  HighFds high;
  const int log = high.Lift(request.log), socket = high.Lift(request.socket);
  const int file = high.Lift(request.file), library = high.Lift(request.library);
  if (!high.good()) return CannotStart(request.path, errno);

  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&files, log, 1);
  posix_spawn_file_actions_adddup2(&files, log, 2);
  posix_spawn_file_actions_adddup2(&files, socket, kSocketFd);
  if (file >= 0) posix_spawn_file_actions_adddup2(&files, file, kFileFd);
  posix_spawn_file_actions_adddup2(&files, library, kLibraryFd);
  // Whatever a library of ours forgot to close on exec.
  if (file < 0) posix_spawn_file_actions_addopen(&files, kFileFd, "/dev/null", O_RDONLY, 0);
  if (file < 0) posix_spawn_file_actions_addclose(&files, kFileFd);
  posix_spawn_file_actions_addclosefrom_np(&files, kLibraryFd + 1);
  posix_spawn_file_actions_addchdir_np(&files, "/");

  // Signals as they are at birth, and a group of its own: Ctrl-C at a terminal is for the core.
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t none, all;
  sigemptyset(&none);
  sigfillset(&all);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setsigdefault(&attributes, &all);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF |
                                            POSIX_SPAWN_SETPGROUP);

  std::vector<std::string> arguments{"rapporteur-worker"};
  arguments.insert(arguments.end(), request.arguments.begin(), request.arguments.end());
  std::vector<char*> argv;
  for (std::string& argument : arguments) argv.push_back(argument.data());
  argv.push_back(nullptr);
  char language[] = "LANG=C.UTF-8";
  char zone[] = "TZ=UTC0";  // what a plugin writes must not depend on where the machine stands
  char* environment[] = {language, zone, nullptr};

  pid_t pid = -1;
  const int error =
      ::posix_spawn(&pid, request.path.c_str(), &files, &attributes, argv.data(), environment);
  posix_spawn_file_actions_destroy(&files);
  posix_spawnattr_destroy(&attributes);
  if (error != 0) return CannotStart(request.path, error);
  return Child(pid, Fd(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0))));
}

}  // namespace

Child::Child(Child&& other) noexcept : pid_(other.pid_), pidfd_(std::move(other.pidfd_)) {
  other.pid_ = -1;
}

Child& Child::operator=(Child&& other) noexcept {
  if (this != &other) {
    if (pid_ > 0) Wait(std::chrono::milliseconds(0));
    pid_ = other.pid_;
    pidfd_ = std::move(other.pidfd_);
    other.pid_ = -1;
  }
  return *this;
}

Child::~Child() {
  if (pid_ > 0) Wait(std::chrono::milliseconds(0));
}

void Child::Kill() {
  if (pid_ > 0) ::kill(pid_, SIGKILL);
}

ProcessEnd Child::Wait(std::chrono::milliseconds patience) {
  ProcessEnd end;
  if (pid_ <= 0) return end;
  // Readable once the process has ended.
  pollfd ended{pidfd_.get(), POLLIN, 0};
  const auto deadline = std::chrono::steady_clock::now() + patience;
  int ready = 0;
  while (true) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        deadline - std::chrono::steady_clock::now());
    ready = ::poll(&ended, 1, static_cast<int>(std::max<std::int64_t>(0, left.count())));
    if (ready >= 0 || errno != EINTR) break;
  }
  end.by_itself = ready > 0;
  if (ready <= 0) Kill();
  int status = 0;
  rusage usage{};
  while (::wait4(pid_, &status, 0, &usage) < 0 && errno == EINTR) {
  }
  pid_ = -1;
  if (WIFSIGNALED(status)) end.signal = WTERMSIG(status);
  if (WIFEXITED(status)) end.exit_status = WEXITSTATUS(status);
  end.cpu = Micros(usage.ru_utime) + Micros(usage.ru_stime);
  end.peak_memory_bytes = static_cast<std::uint64_t>(usage.ru_maxrss) * 1024;
  return end;
}

Spawner::Spawner() : thread_([this] { Run(); }) {}

Spawner::~Spawner() {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    ending_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

void Spawner::Run() {
  std::unique_lock<std::mutex> lock(mutex_);
  while (true) {
    wake_.wait(lock, [this] { return ending_ || !wanted_.empty(); });
    if (wanted_.empty()) return;
    const std::function<void()> spawn = std::move(wanted_.front());
    wanted_.pop_front();
    lock.unlock();
    spawn();
    lock.lock();
  }
}

Result<Child> Spawner::Spawn(const Request& request) {
  std::promise<Result<Child>> made;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    wanted_.emplace_back([&] { made.set_value(SpawnNow(request)); });
  }
  wake_.notify_one();
  return made.get_future().get();
}

}  // namespace rapporteur
