// Runs the real program as a person would, and keeps what it printed.
//
// Example:
//   Run run = Rapporteur(folder, {"query", "--country", "RS", "--json"});
//   CHECK(run.status == 0);
#ifndef RAPPORTEUR_TESTS_SUPPORT_PROGRAM_H_
#define RAPPORTEUR_TESTS_SUPPORT_PROGRAM_H_

#include <sys/types.h>

#include <map>
#include <string>
#include <vector>

namespace rapporteur {

struct Run {
  int status = -1;   // exit status; 128 + signal where it was killed
  std::string out, err;
};

struct RunOptions {
  std::map<std::string, std::string> environment;  // added
  std::uint64_t file_size_limit = 0;               // RLIMIT_FSIZE in bytes, 0 = none
  int kill_after_microseconds = -1;                // SIGKILL then; -1 = never
  bool as_nobody = false;           // root gives up its rights, others have none to give up
};

// The folder with rapporteur and rapporteur-worker, and the one with the packages beside it.
std::string ProgramFolder();
// The source tree.
std::string SourceFolder();

// rapporteur ARGUMENTS with --data FOLDER.
Run Rapporteur(const std::string& data, std::vector<std::string> arguments,
               const RunOptions& options = {});
Run RunProgram(std::vector<std::string> command, const RunOptions& options = {});

// A data folder as 'rapporteur init' makes it, copied from one that is made once per test run.
void MakeDataFolder(const std::string& data);

std::string ReadWholeFile(const std::string& path);
void WriteWholeFile(const std::string& path, const std::string& bytes);

}  // namespace rapporteur

#endif  // RAPPORTEUR_TESTS_SUPPORT_PROGRAM_H_
