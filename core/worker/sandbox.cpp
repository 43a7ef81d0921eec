#include "core/worker/sandbox.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "core/worker/landlock.h"
#include "core/worker/syscalls.h"

namespace rapporteur {
namespace {

#if defined(__SANITIZE_ADDRESS__)
constexpr bool kSanitized = true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
constexpr bool kSanitized = true;
#else
constexpr bool kSanitized = false;
#endif
#else
constexpr bool kSanitized = false;
#endif

Status Unavailable(const std::string& layer, int error) {
  return Status::Refused("worker-unavailable", layer + " (" + std::strerror(error) + ")");
}

Status Limit(__rlimit_resource resource, std::uint64_t soft, std::uint64_t hard,
             const char* name) {
  const rlimit limit{soft, hard};
  if (::setrlimit(resource, &limit) == 0) return {};
  return Unavailable(std::string("the limit of ") + name + " cannot be set", errno);
}

Status SetLimits(const SandboxLimits& limits) {
  // AddressSanitizer reserves terabytes of address space.
  if (!kSanitized) {
    if (Status s = Limit(RLIMIT_AS, limits.memory_bytes, limits.memory_bytes, "memory"); !s.ok()) {
      return s;
    }
  }
  // At the soft limit a signal, which a plugin could catch; a second later the kernel kills.
  if (Status s = Limit(RLIMIT_CPU, limits.cpu_seconds, limits.cpu_seconds + 1, "processor time");
      !s.ok()) {
    return s;
  }
  if (Status s = Limit(RLIMIT_FSIZE, limits.output_bytes, limits.output_bytes, "output");
      !s.ok()) {
    return s;
  }
  if (Status s = Limit(RLIMIT_NOFILE, limits.open_files, limits.open_files, "open files");
      !s.ok()) {
    return s;
  }
  return Limit(RLIMIT_CORE, 0, 0, "core dumps");
}

// Names the call in the log, then dies of the signal.
void OnBlockedCall(int, siginfo_t* info, void*) {
  char* name = seccomp_syscall_resolve_num_arch(SCMP_ARCH_NATIVE, info->si_syscall);
  char line[96] = "blocked call: ";
  std::strncat(line, name != nullptr ? name : "unknown", 64);
  std::strcat(line, "\n");
  [[maybe_unused]] const ssize_t n = ::write(2, line, std::strlen(line));
  ::signal(SIGSYS, SIG_DFL);
  ::raise(SIGSYS);
}

class Filter {
 public:
  explicit Filter(bool stop_at_blocked_call)
      : context_(seccomp_init(stop_at_blocked_call ? SCMP_ACT_TRAP : SCMP_ACT_ERRNO(EPERM))) {}
  ~Filter() {
    if (context_ != nullptr) seccomp_release(context_);
  }
  Filter(const Filter&) = delete;
  Filter& operator=(const Filter&) = delete;

  template <typename... Conditions>
  void Allow(int call, Conditions... conditions) {
    Add(SCMP_ACT_ALLOW, call, conditions...);
  }
  template <typename... Conditions>
  void Add(std::uint32_t action, int call, Conditions... conditions) {
    if (error_ != 0) return;
    if (context_ == nullptr) {
      error_ = -ENOMEM;
      return;
    }
    if constexpr (sizeof...(conditions) == 0) {
      error_ = seccomp_rule_add_array(context_, action, call, 0, nullptr);
    } else {
      const scmp_arg_cmp compared[] = {conditions...};
      error_ = seccomp_rule_add_array(context_, action, call, sizeof...(conditions), compared);
    }
  }

  Status Load() {
    if (error_ == 0) error_ = seccomp_attr_set(context_, SCMP_FLTATR_CTL_NNP, 0);
    if (error_ == 0) error_ = seccomp_load(context_);
    if (error_ == 0) return {};
    // What libseccomp says is not always why, so it is left out.
    return Status::Refused("worker-unavailable", "the kernel takes no system call filter (seccomp)");
  }

 private:
  scmp_filter_ctx context_;
  int error_ = 0;
};

// `mask` of argument `n` is `value`.
scmp_arg_cmp Masked(unsigned n, std::uint64_t mask, std::uint64_t value) {
  return SCMP_CMP64(n, SCMP_CMP_MASKED_EQ, mask, value);
}
scmp_arg_cmp Equal(unsigned n, std::uint64_t value) { return SCMP_CMP64(n, SCMP_CMP_EQ, value); }

// What both stages have beside the table: calls that are harmless with certain arguments.
void AllowWithArguments(Filter& filter) {
  filter.Allow(SCMP_SYS(tgkill), Equal(0, static_cast<std::uint64_t>(::getpid())));  // abort()
  filter.Allow(SCMP_SYS(ioctl), Equal(1, TCGETS));                                   // isatty()
  filter.Allow(SCMP_SYS(fcntl), Equal(1, F_GETFL));                                  // fdopen()
  filter.Allow(SCMP_SYS(fcntl), Equal(1, F_GETFD));
  filter.Allow(SCMP_SYS(fcntl), Equal(1, F_DUPFD_CLOEXEC));
  filter.Allow(SCMP_SYS(prlimit64), Equal(0, 0), Equal(2, 0));  // asking, not setting
  // Threads: glibc tries clone3 first, and falls back to clone, which is refused, only on ENOSYS.
  filter.Add(SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3));
}

Status LoadFilter(Stage stage, bool stop_at_blocked_call) {
  Filter filter(stop_at_blocked_call);
  for (const AllowedCall& call : kAllowedCalls) {
    if (call.stage == Stage::kBoth || call.stage == stage) filter.Allow(call.number);
  }
  AllowWithArguments(filter);
  if (stage == Stage::kLoading) {
    constexpr std::uint64_t kWriting = O_ACCMODE | O_CREAT | O_TRUNC | (O_TMPFILE & ~O_DIRECTORY);
    filter.Allow(SCMP_SYS(open), Masked(1, kWriting, O_RDONLY));
    filter.Allow(SCMP_SYS(openat), Masked(2, kWriting, O_RDONLY));
  } else {
    // glibc's fstat(); a path is not looked at as no folder can be opened to begin it.
    filter.Allow(SCMP_SYS(newfstatat), Masked(3, AT_EMPTY_PATH, AT_EMPTY_PATH));
    filter.Allow(SCMP_SYS(mmap), Masked(2, PROT_EXEC, 0));
    filter.Allow(SCMP_SYS(mprotect), Masked(2, PROT_EXEC, 0));
  }
  return filter.Load();
}

}  // namespace

Status EnterLoadingSandbox(const SandboxLimits& limits, bool stop_at_blocked_call,
                           std::string* put_up) {
  ::signal(SIGXFSZ, SIG_IGN);  // a write beyond the limit fails, and the plugin can say so
  ::signal(SIGPIPE, SIG_IGN);
  if (stop_at_blocked_call) {
    struct sigaction action {};
    action.sa_sigaction = OnBlockedCall;
    action.sa_flags = SA_SIGINFO;
    ::sigaction(SIGSYS, &action, nullptr);
  }
  // No core dump and no tracer: what is in memory may be personal.
  if (::prctl(PR_SET_DUMPABLE, 0) != 0) return Unavailable("memory cannot be protected", errno);
  if (Status s = SetLimits(limits); !s.ok()) return s;
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) {
    return Unavailable("new privileges cannot be forbidden", errno);
  }
  const int version = LandlockVersion();
  if (version > 0) {
    if (Status s = RestrictFiles(version); !s.ok()) return s;
  }
  *put_up = version > 0 ? "landlock " + std::to_string(version) + ", seccomp"
                        : "seccomp; this kernel offers no Landlock";
  return LoadFilter(Stage::kLoading, stop_at_blocked_call);
}

Status EnterRunningSandbox(bool stop_at_blocked_call) {
  // The second filter stands upon the first: what both allow is allowed.
  return LoadFilter(Stage::kBoth, stop_at_blocked_call);
}

}  // namespace rapporteur
