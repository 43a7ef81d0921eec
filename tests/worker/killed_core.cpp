// A core that is killed in the middle of a job: starts a plugin that never ends, says "running", and
// waits.
//
//   killed_core PLUGIN.so
#include <cstdio>

#include "core/base/hash.h"
#include "core/worker/job.h"

namespace {

using namespace rapporteur;  // NOLINT: a program of one file

struct Announcing : ImportSink {
  Status Begin(const std::vector<Field>&) override {
    std::puts("running");
    std::fflush(stdout);
    return {};
  }
  Status Rows(const Table&) override { return {}; }
  Status Aside(std::string_view, std::string_view, std::uint64_t, std::uint64_t,
               std::string_view) override {
    return {};
  }
};

}  // namespace

int main(int, char** argv) {
  Result<std::string> hash = Sha256OfFile(argv[1]);
  Result<Fd> input = MemoryFile("input", "");
  if (!hash.ok() || !input.ok()) return 1;
  Workers workers(DefaultWorkerPath());
  Announcing sink;
  const Result<JobReport> report = workers.Import({"org.x", "1.0.0", *hash, argv[1]}, *input,
                                                  "{\"do\": \"spin\"}", JobLimits(), sink);
  return report.ok() ? 0 : 1;
}
