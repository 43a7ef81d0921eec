// The system calls a plugin may make, one line each with the reason.  What is not in the table fails
// with "operation not permitted".
//
// Found by running every plugin of this tree and its tests; core/doc/sandbox.md says how to see a
// call that is missing.
#ifndef RAPPORTEUR_WORKER_SYSCALLS_H_
#define RAPPORTEUR_WORKER_SYSCALLS_H_

#include <seccomp.h>

namespace rapporteur {

enum class Stage {
  kBoth,     // while the plugin is loaded and while it runs
  kLoading,  // only while it is loaded
};

struct AllowedCall {
  int number;
  Stage stage;
  const char* why;
};

inline constexpr AllowedCall kAllowedCalls[] = {
    {SCMP_SYS(read), Stage::kBoth, "the input"},
    {SCMP_SYS(readv), Stage::kBoth, "the input"},
    {SCMP_SYS(pread64), Stage::kBoth, "the input"},
    {SCMP_SYS(preadv), Stage::kBoth, "the input"},
    {SCMP_SYS(write), Stage::kBoth, "the output and the log"},
    {SCMP_SYS(writev), Stage::kBoth, "the output and the log"},
    {SCMP_SYS(pwrite64), Stage::kBoth, "formats that go back to write a length"},
    {SCMP_SYS(pwritev), Stage::kBoth, "formats that go back to write a length"},
    {SCMP_SYS(lseek), Stage::kBoth, "input and output"},
    {SCMP_SYS(ftruncate), Stage::kBoth, "the output"},
    {SCMP_SYS(fsync), Stage::kBoth, "libraries that sync what they wrote"},
    {SCMP_SYS(fstat), Stage::kBoth, "the size of the input"},
    {SCMP_SYS(close), Stage::kBoth, "descriptors it has doubled"},
    {SCMP_SYS(dup), Stage::kBoth, "libraries that close what they are given"},
    {SCMP_SYS(sendmsg), Stage::kBoth, "messages to the core"},
    {SCMP_SYS(recvfrom), Stage::kBoth, "messages from the core"},
    {SCMP_SYS(munmap), Stage::kBoth, "memory"},
    {SCMP_SYS(mremap), Stage::kBoth, "memory"},
    {SCMP_SYS(madvise), Stage::kBoth, "memory"},
    {SCMP_SYS(brk), Stage::kBoth, "memory"},
    {SCMP_SYS(futex), Stage::kBoth, "locks and one-time initialisation"},
    {SCMP_SYS(rt_sigaction), Stage::kBoth, "abort()"},
    {SCMP_SYS(rt_sigprocmask), Stage::kBoth, "abort()"},
    {SCMP_SYS(rt_sigreturn), Stage::kBoth, "signal handlers of sanitizers"},
    {SCMP_SYS(sigaltstack), Stage::kBoth, "signal handlers of sanitizers"},
    {SCMP_SYS(getpid), Stage::kBoth, "abort()"},
    {SCMP_SYS(gettid), Stage::kBoth, "abort()"},
    {SCMP_SYS(getrandom), Stage::kBoth, "the memory allocator, hash tables"},
    {SCMP_SYS(clock_gettime), Stage::kBoth, "where the kernel gives no fast clock"},
    {SCMP_SYS(gettimeofday), Stage::kBoth, "where the kernel gives no fast clock"},
    {SCMP_SYS(clock_nanosleep), Stage::kBoth, "waiting harms nobody, the watchdog sees it"},
    {SCMP_SYS(nanosleep), Stage::kBoth, "waiting harms nobody, the watchdog sees it"},
    {SCMP_SYS(sched_yield), Stage::kBoth, "locks"},
    {SCMP_SYS(sched_getaffinity), Stage::kBoth, "libraries that count processors"},
    {SCMP_SYS(sysinfo), Stage::kBoth, "qsort() asks for the size of memory"},
    {SCMP_SYS(restart_syscall), Stage::kBoth, "the kernel's own"},
    {SCMP_SYS(exit), Stage::kBoth, "the end"},
    {SCMP_SYS(exit_group), Stage::kBoth, "the end"},
    {SCMP_SYS(newfstatat), Stage::kLoading, "the loader looks at libraries"},
    {SCMP_SYS(access), Stage::kLoading, "the loader looks at libraries"},
    {SCMP_SYS(faccessat), Stage::kLoading, "the loader looks at libraries"},
    {SCMP_SYS(readlink), Stage::kLoading, "the loader resolves $ORIGIN"},
    {SCMP_SYS(readlinkat), Stage::kLoading, "the loader resolves $ORIGIN"},
    {SCMP_SYS(mmap), Stage::kLoading, "code of the library"},
    {SCMP_SYS(mprotect), Stage::kLoading, "code of the library"},
    {SCMP_SYS(seccomp), Stage::kLoading, "the second filter"},
};

}  // namespace rapporteur

#endif  // RAPPORTEUR_WORKER_SYSCALLS_H_
