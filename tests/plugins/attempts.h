// What a plugin might try and must not be able to: each attempt says what came of it.
#ifndef RAPPORTEUR_TESTS_PLUGINS_ATTEMPTS_H_
#define RAPPORTEUR_TESTS_PLUGINS_ATTEMPTS_H_

#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string>

struct Attempt {
  const char* name;
  std::string (*make)();
};

// "done", or the name of the error.
inline std::string Came(long result) {
  return result >= 0 ? "done" : std::string(strerrorname_np(errno));
}

inline const Attempt kAttempts[] = {
    {"read a file", [] { return Came(open("/etc/passwd", O_RDONLY)); }},
    {"read a file of the host", [] { return Came(open("/proc/self/environ", O_RDONLY)); }},
    {"write a file", [] { return Came(open("/tmp/rpt-test", O_WRONLY | O_CREAT, 0600)); }},
    {"make an unnamed file", [] { return Came(open("/tmp", O_RDWR | O_TMPFILE, 0600)); }},
    {"list a folder", [] { return Came(open("/", O_RDONLY | O_DIRECTORY)); }},
    {"delete a file", [] { return Came(unlink("/tmp/rpt-test")); }},
    {"change folder", [] { return Came(chdir("/tmp")); }},
    {"make a socket", [] { return Came(socket(AF_INET, SOCK_STREAM, 0)); }},
    {"make a local socket", [] { return Came(socket(AF_UNIX, SOCK_STREAM, 0)); }},
    {"make a pair of sockets",
     [] {
       int pair[2];
       return Came(socketpair(AF_UNIX, SOCK_STREAM, 0, pair));
     }},
    {"fork",
     [] {
       const pid_t child = fork();
       if (child == 0) _exit(0);
       return Came(child);
     }},
    {"start a program",
     [] {
       char name[] = "/bin/true";
       char* const arguments[] = {name, nullptr};
       return Came(execve(name, arguments, nullptr));
     }},
    {"start a thread",
     [] {
       pthread_t thread;
       errno = pthread_create(&thread, nullptr, [](void*) -> void* { return nullptr; }, nullptr);
       return errno == 0 ? std::string("done") : Came(-1);
     }},
    {"ask whether clone3 exists", [] { return Came(syscall(SYS_clone3, nullptr, 0)); }},
    {"kill the core", [] { return Came(kill(getppid() > 1 ? getppid() : 1, SIGKILL)); }},
    {"signal a thread elsewhere", [] { return Came(syscall(SYS_tgkill, 1, 1, SIGTERM)); }},
    {"trace the core", [] { return Came(ptrace(PTRACE_ATTACH, 1, nullptr, nullptr)); }},
    {"read memory of the core",
     [] { return Came(syscall(SYS_process_vm_readv, 1, nullptr, 0, nullptr, 0, 0)); }},
    {"allow a core dump", [] { return Came(prctl(PR_SET_DUMPABLE, 1)); }},
    {"raise a limit",
     [] {
       const rlimit more{RLIM_INFINITY, RLIM_INFINITY};
       return Came(setrlimit(RLIMIT_AS, &more));
     }},
    {"become another user", [] { return Came(setuid(65534)); }},
    {"make a file in memory", [] { return Came(memfd_create("x", 0)); }},
    {"use io_uring", [] { return Came(syscall(SYS_io_uring_setup, 1, nullptr)); }},
    {"load a kernel program", [] { return Came(syscall(SYS_bpf, 0, nullptr, 0)); }},
    {"make a namespace", [] { return Came(syscall(SYS_unshare, 0x10000000)); }},
    {"map code",
     [] {
       void* page = mmap(nullptr, 4096, PROT_READ | PROT_WRITE | PROT_EXEC,
                         MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
       return Came(page == MAP_FAILED ? -1 : 0);
     }},
};

#endif  // RAPPORTEUR_TESTS_PLUGINS_ATTEMPTS_H_
