// How fast rows come out of a worker, beside the same importer called directly; and what a job costs
// that does nothing.
//
//   crossing_bench [ROWS]
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <string>
#include <vector>

#include "core/base/hash.h"
#include "core/worker/job.h"
#include "core/worker/wire.h"
#include "tests/bench/crossing_plugin.h"

namespace rapporteur {
namespace {

constexpr int kRuns = 11;

// Touches every value, as somebody who stores them would.
struct Sum {
  std::uint64_t rows = 0, bytes = 0;
  double total = 0;

  void Take(std::span<const ColumnView> columns, std::size_t count) {
    rows += count;
    for (const ColumnView& view : columns) {
      for (std::size_t r = 0; r < count; ++r) {
        if (view.type == FieldType::kText) {
          bytes += view.offsets[r + 1] - view.offsets[r];
        } else {
          double value;
          std::memcpy(&value, view.values + r * 8, 8);
          total += value;
        }
      }
    }
  }
};

struct SumSink : ImportSink {
  Status Begin(const std::vector<Field>&) override { return {}; }
  Status Rows(const Table& table) override {
    sum.Take(table.columns(), table.row_count());
    return {};
  }
  Status Aside(std::string_view, std::string_view, std::uint64_t, std::uint64_t,
               std::string_view) override {
    return {};
  }
  Sum sum;
};

struct Times {
  double best = 0, median = 0;  // milliseconds
};

Times Measure(int runs, const std::function<void()>& body) {
  std::vector<double> times;
  for (int i = 0; i < runs; ++i) {
    const auto begun = std::chrono::steady_clock::now();
    body();
    times.push_back(
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begun).count());
  }
  std::sort(times.begin(), times.end());
  return {times.front(), times[times.size() / 2]};
}

void Print(const char* what, const Times& times, std::uint64_t rows) {
  std::printf("%-34s %8.2f ms best %8.2f ms median", what, times.best, times.median);
  if (rows > 0) {
    std::printf("  %6.1f M rows/s", static_cast<double>(rows) / times.median / 1000);
  }
  std::printf("\n");
}

void Fail(const Status& status) {
  std::fprintf(stderr, "crossing_bench: %s\n", status.message().c_str());
  std::exit(1);
}

// The importer called directly; its batches are checked and touched as the core would.
void CallDirectly(const std::string& options) {
  static Sum sum;
  rpt_host host{};
  host.struct_size = sizeof host;
  host.cancelled = [](void*) -> std::int32_t { return 0; };
  rpt_import_job job{};
  job.struct_size = sizeof job;
  job.input_fd = ::open("/dev/null", O_RDONLY);
  job.options = rpt::str(options);
  job.host = &host;
  job.begin = [](void*, const rpt_field*, std::uint32_t, rpt_error*) -> std::int32_t { return 0; };
  job.emit = [](void*, const rpt_batch* batch, rpt_error*) -> std::int32_t {
    std::vector<ColumnView> views;
    for (std::uint32_t c = 0; c < batch->column_count; ++c) {
      const rpt_column& column = batch->columns[c];
      views.push_back({static_cast<FieldType>(column.type), column.validity,
                       static_cast<const char*>(column.values), column.offsets});
    }
    if (!wire::CheckColumns(views, batch->row_count).ok()) return RPT_INTERNAL;
    sum.Take(views, static_cast<std::size_t>(batch->row_count));
    return RPT_OK;
  };
  Crossing importer;
  rpt::detail::run_importer(importer, &job);
  ::close(job.input_fd);
}

int Main(std::uint64_t rows) {
  PluginBinary binary{"org.example.crossing", "1.0.0", "", RAPPORTEUR_CROSSING_PLUGIN};
  Result<std::string> hash = Sha256OfFile(binary.path);
  if (!hash.ok()) Fail(hash.status());
  binary.sha256 = *hash;
  Workers workers(DefaultWorkerPath());
  Result<Fd> input = MemoryFile("input", "");
  if (!input.ok()) Fail(input.status());

  JobReport last;
  const auto import = [&](std::uint64_t count) {
    SumSink sink;
    Result<JobReport> report = workers.Import(
        binary, *input, "{\"rows\": " + std::to_string(count) + "}", JobLimits(), sink);
    if (!report.ok()) Fail(report.status());
    if (sink.sum.rows != count) Fail(Status::Broken("rows", "Rows are missing."));
    last = *report;
  };
  Print("start, load, empty job, end", Measure(40, [&] { import(0); }), 0);
  std::printf("%-34s %8.2f MB resident at most\n", "memory of that worker",
              static_cast<double>(last.peak_memory_bytes) / 1e6);
  std::printf("%llu rows, built through the SDK:\n", static_cast<unsigned long long>(rows));
  const std::string options = "{\"rows\": " + std::to_string(rows) + "}";
  Print("  called directly", Measure(kRuns, [&] { CallDirectly(options); }), rows);
  Print("  through the worker", Measure(kRuns, [&] { import(rows); }), rows);
  return 0;
}

}  // namespace
}  // namespace rapporteur

int main(int argc, char** argv) {
  return rapporteur::Main(argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 1'000'000);
}
