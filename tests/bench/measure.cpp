// Runs a command and prints what it took: measure NAME COMMAND [ARGUMENT...]
// One line on standard error: NAME, wall seconds, CPU seconds of it and its children, and the
// largest resident memory of one process in MiB.
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  const auto start = std::chrono::steady_clock::now();
  const pid_t child = ::fork();
  if (child == 0) {
    ::execvp(argv[2], argv + 2);
    ::_exit(127);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - start;
  rusage use{};
  ::getrusage(RUSAGE_CHILDREN, &use);
  const double cpu = double(use.ru_utime.tv_sec + use.ru_stime.tv_sec) +
                     double(use.ru_utime.tv_usec + use.ru_stime.tv_usec) / 1e6;
  std::fprintf(stderr, "%s %.3f %.3f %.1f\n", argv[1], wall.count(), cpu,
               double(use.ru_maxrss) / 1024);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
