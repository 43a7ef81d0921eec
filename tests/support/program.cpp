#include "tests/support/program.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include "tests/support/temp_dir.h"

namespace rapporteur {
namespace {

// Reads both pipes to their ends, so that neither fills up.
void ReadBoth(int out, int err, Run& run) {
  pollfd fds[2] = {{out, POLLIN, 0}, {err, POLLIN, 0}};
  std::string* texts[2] = {&run.out, &run.err};
  int open = 2;
  char buffer[1 << 16];
  while (open > 0) {
    ::poll(fds, 2, -1);
    for (int i = 0; i < 2; ++i) {
      if (fds[i].fd < 0 || fds[i].revents == 0) continue;
      const ssize_t n = ::read(fds[i].fd, buffer, sizeof buffer);
      if (n > 0) {
        texts[i]->append(buffer, static_cast<std::size_t>(n));
      } else {
        ::close(fds[i].fd);
        fds[i].fd = -1;
        --open;
      }
    }
  }
}

}  // namespace

std::string ProgramFolder() {
  return (std::filesystem::read_symlink("/proc/self/exe").parent_path()).string();
}

std::string SourceFolder() { return RAPPORTEUR_SOURCE_DIR; }

Run RunProgram(std::vector<std::string> command, const RunOptions& options) {
  int out[2], err[2];
  if (::pipe2(out, O_CLOEXEC) != 0 || ::pipe2(err, O_CLOEXEC) != 0) std::abort();
  std::vector<char*> argv;
  for (std::string& word : command) argv.push_back(word.data());
  argv.push_back(nullptr);
  const pid_t child = ::fork();
  if (child == 0) {
    ::dup2(out[1], 1);
    ::dup2(err[1], 2);
    if (options.file_size_limit > 0) {
      const rlimit limit{options.file_size_limit, options.file_size_limit};
      ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    if (options.as_nobody && ::getuid() == 0 && (::setgid(65534) != 0 || ::setuid(65534) != 0)) {
      ::_exit(126);
    }
    for (const auto& [name, value] : options.environment) {
      ::setenv(name.c_str(), value.c_str(), 1);
    }
    ::execv(argv[0], argv.data());
    ::_exit(127);
  }
  ::close(out[1]);
  ::close(err[1]);
  std::thread killer;
  if (options.kill_after_microseconds >= 0) {
    killer = std::thread([&] {
      std::this_thread::sleep_for(std::chrono::microseconds(options.kill_after_microseconds));
      ::kill(child, SIGKILL);  // not yet waited for: the number can't be anybody else's
    });
  }
  Run run;
  ReadBoth(out[0], err[0], run);
  if (killer.joinable()) killer.join();
  int status = 0;
  ::waitpid(child, &status, 0);
  run.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return run;
}

Run Rapporteur(const std::string& data, std::vector<std::string> arguments,
               const RunOptions& options) {
  arguments.insert(arguments.begin(), ProgramFolder() + "/rapporteur");
  arguments.push_back("--data");
  arguments.push_back(data);
  return RunProgram(std::move(arguments), options);
}

void MakeDataFolder(const std::string& data) {
  static const TempDir made;
  static const bool ready = Rapporteur(made.path() + "/data", {"init"}).status == 0;
  if (!ready) std::abort();
  std::filesystem::copy(made.path() + "/data", data, std::filesystem::copy_options::recursive);
}

std::string ReadWholeFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

void WriteWholeFile(const std::string& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

}  // namespace rapporteur
