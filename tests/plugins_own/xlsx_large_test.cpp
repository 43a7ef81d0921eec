// A large table through the real worker, within the memory that the package asks for.
#include <catch2/catch.hpp>
#include <chrono>
#include <cstdio>

#include "core/base/fd.h"
#include "core/base/hash.h"
#include "core/base/json.h"
#include "core/plugin/manifest.h"
#include "core/plugin/registry.h"
#include "core/worker/job.h"
#include "tests/support/csv_answers.h"

namespace rapporteur {
namespace {

// Eight texts and two numbers a row, as a query has them.
class Observations final : public ExportSource {
 public:
  explicit Observations(int rows) : left_(rows) {
    for (const char* name : {"country", "indicator", "territory", "period", "sex", "source",
                             "status", "definition"}) {
      fields_.push_back({name, "", FieldType::kText});
    }
    fields_.push_back({"value", "", FieldType::kFloat64});
    fields_.push_back({"batch", "", FieldType::kInt64});
  }
  const std::vector<Field>& Fields() override { return fields_; }
  Result<const Table*> Next() override {
    if (left_ == 0) return static_cast<const Table*>(nullptr);
    TableBuilder builder(fields_);
    for (int i = 0; i < 4096 && left_ > 0; ++i, --left_) {
      const std::string number = std::to_string(left_);
      for (const std::string& text :
           {std::string("RS"), "ID." + number, "RS-" + number, std::to_string(1950 + left_ % 80),
            std::string(left_ % 2 == 0 ? "F" : "M"), "RS-CZZTLJ/direct " + number,
            std::string("A"), "RS:ID." + number + "@1"}) {
        builder.AddText(text);
      }
      builder.AddFloat64(left_ / 7.0);
      builder.AddInt64(left_);
      builder.EndRow();
    }
    table_ = builder.Take();
    return &table_;
  }

 private:
  std::vector<Field> fields_;
  Table table_;
  int left_;
};

TEST_CASE("a hundred thousand rows of ten columns are written within 256 MiB") {
  const std::string folder = std::string(RAPPORTEUR_PACKAGES) + "/org.rapporteur.xlsx-export-1.0.0";
  const Manifest manifest =
      *Manifest::Read(*ParseJson(ReadTestFile(folder + "/manifest.json"), "manifest"), "manifest");
  PluginBinary binary{manifest.id, manifest.version, "", folder + "/" + manifest.library};
  binary.sha256 = *Sha256OfFile(binary.path);
  const JobLimits limits = LimitsOf(manifest);
  CHECK(limits.memory_bytes == 256u << 20);
  constexpr int kRows = 100000;
  Observations source(kRows);
  Result<Fd> out = MemoryFile("output", "");
  REQUIRE(out.ok());
  Workers workers(DefaultWorkerPath());
  const auto began = std::chrono::steady_clock::now();
  Result<JobReport> report = workers.Export(binary, "{}", limits, source, out->get());
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
  INFO((report.ok() ? "" : report.status().message()));
  REQUIRE(report.ok());
  const Result<std::string> bytes =
      ReadFile("/proc/self/fd/" + std::to_string(out->get()), 64u << 20);
  REQUIRE(bytes.ok());
  // It streams: the memory does not grow with the rows.
  CHECK(report->peak_memory_bytes < 64u << 20);
  std::printf("xlsx-export: %d rows of 10 columns in %.2f s (%.0f rows/s), %.1f MiB written, %.0f MiB "
              "of memory\n", kRows,
              took.count(), kRows / took.count(), double(bytes->size()) / (1 << 20),
              double(report->peak_memory_bytes) / (1 << 20));
}

}  // namespace
}  // namespace rapporteur
