// Each forbidden thing is tried, by a plugin that runs and by one that is still being loaded.
#include <catch2/catch.hpp>
#include <map>

#include "core/base/text.h"
#include "core/worker/job.h"
#include "tests/worker/support.h"

namespace rapporteur {
namespace {

// What came of each attempt.
std::map<std::string, std::string> Attempts(const PluginBinary& binary,
                                             Workers& workers = TestWorkers()) {
  CollectingSink sink;
  const Result<JobReport> report = workers.Import(
      binary, InputOf(""), "{\"do\": \"attempts\"}", JobLimits(), sink);
  REQUIRE(Said(report.status()) == "");
  std::map<std::string, std::string> came;
  for (std::string_view line : Split(report->log, '\n')) {
    if (const std::size_t colon = line.find(": "); colon != line.npos) {
      came[std::string(line.substr(0, colon))] = std::string(line.substr(colon + 2));
    }
  }
  return came;
}

bool HasLandlock() {
  return TestWorkers().Inspect(Bad("misbehaves"))->sandbox.find("landlock") == 0;
}

}  // namespace

TEST_CASE("a running plugin can open nothing, start nothing and reach nobody") {
  const std::map<std::string, std::string> came = Attempts(Bad("misbehaves"));
  CHECK(came.size() == 26);
  for (const auto& [attempt, result] : came) {
    INFO(attempt);
    // glibc falls back from clone3 to clone only on ENOSYS, so that is what clone3 must say.
    CHECK(result == (attempt == "ask whether clone3 exists" ? "ENOSYS" : "EPERM"));
  }
}

TEST_CASE("a constructor of a plugin can do no more than load code") {
  const std::map<std::string, std::string> came = Attempts(Bad("early_constructor"));
  CHECK(came.size() == 26);
  for (const auto& [attempt, result] : came) {
    INFO(attempt);
    if (attempt == "map code") continue;  // that is what loading is
    const bool reads = attempt == "read a file" || attempt == "read a file of the host" ||
                       attempt == "list a folder";
    if (reads && !HasLandlock()) continue;  // the loader must open libraries; see sandbox.md
    CHECK(result == (reads                                    ? "EACCES"
                     : attempt == "ask whether clone3 exists" ? "ENOSYS"
                                                              : "EPERM"));
  }
}

TEST_CASE("without Landlock a plugin runs, says so, and can do no more when it runs") {
  Workers workers(std::string(RAPPORTEUR_BIN) + "/worker_without_landlock");
  const Result<Inspection> inspection = workers.Inspect(Bad("misbehaves"));
  REQUIRE(Said(inspection.status()) == "");
  CHECK(inspection->sandbox == "seccomp; this kernel offers no Landlock");
  for (const auto& [attempt, result] : Attempts(Bad("misbehaves"), workers)) {
    INFO(attempt);
    CHECK(result == (attempt == "ask whether clone3 exists" ? "ENOSYS" : "EPERM"));
  }
  std::map<std::string, std::string> early = Attempts(Bad("early_constructor"), workers);
  CHECK(early["read a file"] == "done");  // what Landlock is for
  for (const char* reads : {"read a file", "read a file of the host", "list a folder", "map code"}) {
    early.erase(reads);
  }
  for (const auto& [attempt, result] : early) {
    INFO(attempt);
    CHECK(result == (attempt == "ask whether clone3 exists" ? "ENOSYS" : "EPERM"));
  }
}

TEST_CASE("without any other layer no plugin runs, and the reason is said") {
  const auto said = [](const std::string& layer) {
    Workers workers(std::string(RAPPORTEUR_BIN) + "/worker_without_" + layer);
    return workers.Inspect(Bad("misbehaves")).status();
  };
  if (!kSanitized) {  // AddressSanitizer itself does not start without
    CHECK(Said(said("limits")) ==
          "worker-unavailable: No plugin can run here: the sandbox is not complete: the limit of "
          "memory cannot be set (Operation not permitted).");
  }
  CHECK(Said(said("seccomp")) ==
        "worker-unavailable: No plugin can run here: the sandbox is not complete: the kernel takes "
        "no system call filter (seccomp).");
  CHECK(said("seccomp").hint() ==
        "Plugins run only inside a sandbox of resource limits and seccomp; a container must not "
        "forbid them.");
}

TEST_CASE("a plugin sees one variable and the descriptors of its job") {
  CollectingSink sink;
  const auto log = [&](const std::string& what) {
    const Result<JobReport> report = TestWorkers().Import(
        Bad("misbehaves"), InputOf("x"), "{\"do\": \"" + what + "\"}", JobLimits(), sink);
    return report.ok() ? report->log : Said(report.status());
  };
  CHECK(log("environment") == "LANG=C.UTF-8\nTZ=UTC0\n");
  CHECK(log("descriptors") == "0\n1\n2\n3\n4\n");
  CHECK(log("write the input") == "EBADF\n");
}

TEST_CASE("a blocked call can be made to end the plugin and is named") {
  CollectingSink sink;
  JobLimits limits;
  limits.stop_at_blocked_call = true;
  JobReport partial;
  const Result<JobReport> report =
      TestWorkers().Import(Bad("misbehaves"), InputOf(""), "{\"do\": \"attempts\"}", limits, sink,
                           &partial);
  CHECK(Said(report.status()) ==
        "plugin-crashed: The plugin org.x 1.0.0 crashed (signal 31, forbidden system call) before "
        "the first row; nothing was stored.");
  CHECK(partial.log == "blocked call: openat\n");
}

}  // namespace rapporteur
