// Large and hostile JSON through the real worker, within the memory that the package asks for.
#include <catch2/catch.hpp>
#include <string>

#include "core/base/fd.h"
#include "core/base/hash.h"
#include "core/base/json.h"
#include "core/plugin/manifest.h"
#include "core/plugin/registry.h"
#include "core/worker/job.h"
#include "tests/support/csv_answers.h"

namespace rapporteur {
namespace {

// MiB.  AddressSanitizer needs the memory for itself.
#if defined(__SANITIZE_ADDRESS__)
constexpr std::uint64_t kStreaming = 256, kWide = 256;
#else
constexpr std::uint64_t kStreaming = 48, kWide = 96;
#endif

struct CountingSink final : ImportSink {
  Status Begin(const std::vector<Field>& fields) override {
    columns = fields.size();
    return {};
  }
  Status Rows(const Table& table) override {
    rows += table.row_count();
    for (std::size_t r = 0; r < table.row_count(); ++r) {
      for (std::size_t c = 1; c < table.column_count(); ++c) filled += !table.IsMissing(c, r);
    }
    return {};
  }
  Status Aside(std::string_view, std::string_view, std::uint64_t, std::uint64_t,
               std::string_view) override {
    return {};
  }
  std::uint64_t columns = 0, rows = 0, filled = 0;
};

// What a process has had at most is no measure here: it begins with what this one has.
Result<JobReport> Import(const std::string& text, CountingSink& sink, std::uint64_t memory_mib) {
  const std::string folder = std::string(RAPPORTEUR_PACKAGES) + "/org.rapporteur.json-import-1.0.0";
  const Manifest manifest =
      *Manifest::Read(*ParseJson(ReadTestFile(folder + "/manifest.json"), "manifest"), "manifest");
  PluginBinary binary{manifest.id, manifest.version, "", folder + "/" + manifest.library};
  binary.sha256 = *Sha256OfFile(binary.path);
  Result<Fd> input = MemoryFile("input", text);
  REQUIRE(input.ok());
  REQUIRE(Seal(*input).ok());
  static Workers workers(DefaultWorkerPath());
  JobLimits limits = LimitsOf(manifest);
  CHECK(limits.memory_bytes == 256u << 20);
  limits.memory_bytes = memory_mib << 20;
  return workers.Import(binary, *input, ResolveOptions(manifest, {})->dump(), limits, sink);
}

TEST_CASE("any number of records streams through the same memory") {
  for (const int records : {20000, 200000}) {
    std::string text = "[";
    for (int i = 0; i < records; ++i) {
      text += (i > 0 ? ",\n" : "\n") + std::string(R"({"country": "RS", "period": "2023", "n": )") +
              std::to_string(i) + R"(, "by": {"sex": "F", "age": null}})";
    }
    CountingSink sink;
    Result<JobReport> report = Import(text + "]", sink, kStreaming);
    REQUIRE(report.ok());
    CHECK(sink.rows == static_cast<std::uint64_t>(records));
    CHECK(sink.filled == 4 * sink.rows);
  }
}

TEST_CASE("records of 16,383 columns stay within the memory") {
  std::string text = "[{";
  for (int i = 0; i < 16383; ++i) text += (i > 0 ? ",\"c" : "\"c") + std::to_string(i) + "\":1";
  text += "}";
  for (int i = 0; i < 2000; ++i) text += ",{\"c7\":2}";
  CountingSink sink;
  Result<JobReport> report = Import(text + "]", sink, kWide);
  REQUIRE(report.ok());
  CHECK(sink.columns == 16384);
  CHECK(sink.rows == 2001);
  CHECK(sink.filled == 16383 + 2000);
}

TEST_CASE("the largest dataset fits into the memory, a larger one is refused by its sizes") {
  const auto dataset = [](int geo, int time) {
    std::string text = R"({"class": "dataset", "id": ["geo", "time"], "size": [)" +
                       std::to_string(geo) + "," + std::to_string(time) +
                       R"(], "dimension": {"geo": {"category": {"index": [)";
    for (int i = 0; i < geo; ++i) text += (i > 0 ? ",\"G" : "\"G") + std::to_string(i) + "\"";
    text += R"(]}}, "time": {"category": {"index": [)";
    for (int i = 0; i < time; ++i) text += (i > 0 ? ",\"T" : "\"T") + std::to_string(i) + "\"";
    return text + "]}}}";
  };
  std::string text = dataset(2000, 2000) + R"(, "status": "p", "value": [)";
  for (int i = 0; i < 4000000; ++i) text += (i > 0 ? "," : "") + std::to_string(1000000 + i);
  CountingSink sink;
  Result<JobReport> report = Import(text + "]}", sink, 256);
  REQUIRE(report.ok());
  CHECK(sink.rows == 4000000);
  CHECK(sink.filled == 16000000);

  CountingSink none;
  report = Import(dataset(2001, 2000) + R"(, "value": {}})", none, kStreaming);
  REQUIRE_FALSE(report.ok());
  CHECK(report.status().message() ==
        "the dataset has more than 4,000,000 cells; ask for a part of it.");
  CHECK(none.columns == 0);
}

TEST_CASE("a text of 100 MB is refused in the worker before it fills the memory") {
  CountingSink sink;
  Result<JobReport> report =
      Import("[{\"a\": \"" + std::string(100000000, 'x') + "\"}]", sink, kStreaming);
  REQUIRE_FALSE(report.ok());
  CHECK(report.status().message() ==
        "line 1, column 1835008: a text, or a run of blanks, is longer than 1 MiB.");
}

}  // namespace
}  // namespace rapporteur
