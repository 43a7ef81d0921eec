// A million JSON records and a million Eurostat cells through the worker, beside what a bare reader
// of the same bytes takes: the SAX of the library with nobody listening, a walk with memchr.
//
//   import_bench [ROWS]
#include <sys/mman.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <nlohmann/json.hpp>
#include <string>

#include "core/base/fd.h"
#include "core/base/hash.h"
#include "core/base/json.h"
#include "core/plugin/manifest.h"
#include "core/plugin/registry.h"
#include "core/worker/job.h"

namespace rapporteur {
namespace {

struct CountingSink final : ImportSink {
  Status Begin(const std::vector<Field>&) override { return {}; }
  Status Rows(const Table& table) override {
    rows += table.row_count();
    return {};
  }
  Status Aside(std::string_view, std::string_view, std::uint64_t, std::uint64_t,
               std::string_view) override {
    return {};
  }
  std::uint64_t rows = 0;
};

double Processor() {
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return double(time.tv_sec) + double(time.tv_nsec) / 1e9;
}

void Line(const std::string& what, double rows, double seconds, const std::string& more) {
  std::printf("%-58s %.0f rows/s (%.2f s of processor)%s\n", what.c_str(), rows / seconds, seconds,
              more.c_str());
}

void Import(const std::string& folder, const std::string& what, const Fd& input) {
  Result<std::string> manifest_text = ReadFile(folder + "/manifest.json", 1u << 20);
  const Manifest manifest =
      *Manifest::Read(*ParseJson(*manifest_text, "manifest"), "manifest.json");
  PluginBinary binary{manifest.id, manifest.version, "", folder + "/" + manifest.library};
  binary.sha256 = *Sha256OfFile(binary.path);
  Workers workers(DefaultWorkerPath());
  CountingSink sink;
  Result<JobReport> report =
      workers.Import(binary, input, ResolveOptions(manifest, {})->dump(), LimitsOf(manifest), sink);
  if (!report.ok()) {
    std::printf("%s\n", report.status().message().c_str());
    std::exit(1);
  }
  char more[100];
  std::snprintf(more, sizeof more, ", %.2f s by the clock, %.0f MiB",
                double(report->elapsed.count()) / 1e6,
                double(report->peak_memory_bytes) / (1 << 20));
  Line(what, double(sink.rows), double(report->cpu.count()) / 1e6, more);
}

// Nobody listens.
struct Deaf {
  using Json = nlohmann::json;
  bool null() { return true; }
  bool boolean(bool) { return true; }
  bool number_integer(Json::number_integer_t) { return true; }
  bool number_unsigned(Json::number_unsigned_t) { return true; }
  bool number_float(Json::number_float_t, const std::string&) { return true; }
  bool string(std::string&) { return true; }
  bool binary(Json::binary_t&) { return true; }
  bool start_object(std::size_t) { return true; }
  bool key(std::string&) { return true; }
  bool end_object() { return true; }
  bool start_array(std::size_t) { return true; }
  bool end_array() { return true; }
  bool parse_error(std::size_t, const std::string&, const Json::exception&) { return false; }
};

// The bytes stay out of this process until the workers are done: each begins with its memory.
class Input {
 public:
  Input() : fd_(*MemoryFile("input", "")) {}
  void Add(const std::string& text) {
    buffer_ += text;
    if (buffer_.size() > 1u << 20) Write();
  }
  const Fd& Finish() {
    Write();
    if (!Seal(fd_).ok()) std::exit(1);
    return fd_;
  }
  std::uint64_t size() const { return size_; }
  std::string_view Map() const {
    void* bytes = ::mmap(nullptr, size_, PROT_READ, MAP_PRIVATE | MAP_POPULATE, fd_.get(), 0);
    if (bytes == MAP_FAILED) std::exit(1);
    return {static_cast<const char*>(bytes), size_};
  }

 private:
  void Write() {
    const ssize_t n = ::write(fd_.get(), buffer_.data(), buffer_.size());
    if (n != static_cast<ssize_t>(buffer_.size())) std::exit(1);
    size_ += buffer_.size();
    buffer_.clear();
  }
  Fd fd_;
  std::string buffer_;
  std::uint64_t size_ = 0;
};

void WriteRecords(int rows, Input& input) {
  input.Add("[");
  for (int i = 0; i < rows; ++i) {
    input.Add(std::string(i > 0 ? "," : "") + "\n{\"country\": \"RS\", \"indicator\": \"ID.02\", " +
              "\"period\": \"" + std::to_string(1950 + i % 80) + "\", \"sex\": \"" +
              (i % 2 == 0 ? "F" : "M") + "\", \"value\": " + std::to_string(i) +
              ".5, \"note\": null}");
  }
  input.Add("]\n");
}

void WriteCells(int rows, Input& input) {
  constexpr int kPeriods = 20;
  input.Add("freq,iccs,unit,geo\\TIME_PERIOD");
  for (int i = 0; i < kPeriods; ++i) input.Add("\t" + std::to_string(2000 + i) + " ");
  for (int i = 0; i < rows; ++i) {
    if (i % kPeriods == 0) input.Add("\nA,ICCS0101,NR,G" + std::to_string(i / kPeriods));
    input.Add("\t" + (i % 7 == 0 ? std::string(": ") : std::to_string(i) + " ") +
              (i % 5 == 0 ? "b" : ""));
  }
  input.Add("\n");
}

double SaxFloor(std::string_view text) {
  const double before = Processor();
  Deaf deaf;
  if (!nlohmann::json::sax_parse(text, &deaf)) std::exit(1);
  return Processor() - before;
}

double WalkFloor(std::string_view text) {
  const double before = Processor();
  std::size_t found = 0;
  const char* at = text.data();
  const char* const end = at + text.size();
  while ((at = static_cast<const char*>(std::memchr(at, '\t', std::size_t(end - at)))) != nullptr) {
    ++at;
    ++found;
  }
  if (found == 0) std::exit(1);
  return Processor() - before;
}

void Run(int rows) {
  const std::string packages = RAPPORTEUR_PACKAGES;
  Input records, cells;
  WriteRecords(rows, records);
  WriteCells(rows, cells);
  Import(packages + "/org.rapporteur.json-import-1.0.0", "JSON records through the worker",
         records.Finish());
  Import(packages + "/org.rapporteur.eurostat-import-1.0.0", "Eurostat cells through the worker",
         cells.Finish());
  const auto mib = [](const Input& input) {
    return ", " + std::to_string(input.size() >> 20) + " MiB of text";
  };
  Line("floor for JSON: the library's SAX, nobody listens", rows, SaxFloor(records.Map()),
       mib(records));
  Line("floor for Eurostat: memchr from tab to tab", rows, WalkFloor(cells.Map()), mib(cells));
}

}  // namespace
}  // namespace rapporteur

int main(int argc, char** argv) { rapporteur::Run(argc > 1 ? std::atoi(argv[1]) : 1000000); }
