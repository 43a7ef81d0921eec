// Workers as processes: many at once, none left behind.
#include <signal.h>
#include <sys/wait.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <thread>

#include "core/worker/job.h"
#include "tests/worker/support.h"

namespace rapporteur {
namespace {

const std::string kBin = RAPPORTEUR_BIN;

// What a command prints.
std::string OutputOf(const std::string& command) {
  std::string output;
  FILE* pipe = ::popen(command.c_str(), "r");
  char buffer[4096];
  while (const std::size_t n = std::fread(buffer, 1, sizeof buffer, pipe)) output.append(buffer, n);
  ::pclose(pipe);
  return output;
}

// The processes whose parent is `pid`.
std::vector<pid_t> ChildrenOf(pid_t pid) {
  std::vector<pid_t> found;
  for (const auto& task :
       std::filesystem::directory_iterator("/proc/" + std::to_string(pid) + "/task")) {
    std::ifstream children(task.path() / "children");
    pid_t child = 0;
    while (children >> child) found.push_back(child);
  }
  return found;
}

bool Lives(pid_t pid) {
  std::ifstream stat("/proc/" + std::to_string(pid) + "/stat");
  std::string number, name, state;
  return (stat >> number >> name >> state) && state != "Z";
}

Result<JobReport> GoodImport(CollectingSink& sink) {
  return TestWorkers().Import(Example("org.example.police-report-1.0.0", "police_report.so"),
                              InputOf("h\nNorth;2023;m;c;1\n"), "{}", JobLimits(), sink);
}

}  // namespace

TEST_CASE("many threads run jobs at the same time, and may end while others work") {
  std::atomic<int> good = 0;
  const Fd input = InputOf("h\nNorth;2023;m;c;1\nSouth;2024;f;c;\n");
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 10; ++i) {
        CollectingSink sink;
        const Result<JobReport> report = TestWorkers().Import(
            Example("org.example.police-report-1.0.0", "police_report.so"), input, "{}",
            JobLimits(), sink);
        if (report.ok() && sink.rows.size() == 2) ++good;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(good == 80);
  CHECK(ChildProcesses() == 0);
  CollectingSink sink;
  CHECK(GoodImport(sink).ok());
}

TEST_CASE("a worker dies with the core") {
  FILE* core = ::popen(
      ("exec " + kBin + "/killed_core " + std::string(kBadPlugins) + "/misbehaves.so").c_str(), "r");
  char line[64] = "";
  REQUIRE(std::fgets(line, sizeof line, core) != nullptr);
  REQUIRE(std::string(line) == "running\n");
  const std::vector<pid_t> ours = ChildrenOf(::getpid());
  REQUIRE(ours.size() == 1);
  const std::vector<pid_t> workers = ChildrenOf(ours[0]);
  REQUIRE(workers.size() == 1);
  CHECK(Lives(workers[0]));
  ::kill(ours[0], SIGKILL);
  ::pclose(core);
  for (int i = 0; i < 200 && Lives(workers[0]); ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  CHECK_FALSE(Lives(workers[0]));
}

TEST_CASE("a plugin may use the shared libraries of the system") {
  CollectingSink sink;
  const Result<JobReport> report =
      TestWorkers().Import(Bad("uses_library"), InputOf(""), "{}", JobLimits(), sink);
  REQUIRE(Said(report.status()) == "");
  CHECK(report->log.substr(0, 2) == "1.");
}

TEST_CASE("the worker runs a plugin without sandbox for a debugger") {
  const std::string worker = kBin + "/rapporteur-worker --in-process ";
  const std::string importer = std::string(kExamples) + "/org.example.police-report-1.0.0/";
  CHECK(OutputOf(worker + importer + "police_report.so") ==
        "plugin   org.example.police-report 1.0.0\noffers   rpt.importer/1\n");
  CHECK(OutputOf(worker + importer + "police_report.so import " + importer +
                 "samples/bad.csv | tail -n 2") ==
        "done     code 2, 0 rows, score 0\nerror    row 4, year: cannot read '19x4'\n");
  CHECK(OutputOf(worker + importer + "police_report.so import " + importer +
                 "samples/ok.csv | grep ^row | head -n 1") ==
        "row      2\tNorth\t2023\tmale\tcases_opened\t12\t(missing)\n");
  CHECK(OutputOf(worker + "/nowhere.so 2>&1") ==
        "rapporteur-worker: /nowhere.so: cannot open shared object file: No such file or "
        "directory\n");
  CHECK(OutputOf(kBin + "/rapporteur-worker 2>&1 | head -n 1") ==
        "rapporteur-worker is started by rapporteur.  To debug a plugin:\n");
}

}  // namespace rapporteur
