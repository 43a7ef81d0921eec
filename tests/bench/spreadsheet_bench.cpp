// How fast the rows of an XLSX come out of the worker, and in how much memory, beside a bare reader
// that walks through the same file with the same libraries (libzip, expat) and keeps nothing.
//
//   spreadsheet_bench PACKAGES [ROWS]
#include <expat.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <xlsxwriter.h>
#include <zip.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

#include "core/base/fd.h"
#include "core/base/hash.h"
#include "core/worker/job.h"

namespace rapporteur {
namespace {

constexpr int kRuns = 3;
constexpr std::uint64_t kMemory = std::uint64_t{256} << 20;

// Ten columns as institutions have them: four texts, a year, five numbers.  In a process of its
// own: a worker's peak counts what its parent has when it is started.
void Make(const char* path, int rows, bool inline_texts) {
  if (const pid_t child = ::fork(); child != 0) {
    int status = 0;
    ::waitpid(child, &status, 0);
    return;
  }
  lxw_workbook_options options{};
  options.constant_memory = inline_texts ? 1 : 0;  // then texts stand in their cells
  lxw_workbook* workbook = workbook_new_opt(path, &options);
  lxw_worksheet* sheet = workbook_add_worksheet(workbook, "Cases");
  const char* const headers[] = {"Region",  "Sex",      "Age group", "Note", "Year",
                                 "Victims", "Children", "Share",     "Days", "Amount"};
  for (lxw_col_t c = 0; c < 10; c++) worksheet_write_string(sheet, 0, c, headers[c], nullptr);
  for (int r = 1; r <= rows; r++) {
    const auto row = static_cast<lxw_row_t>(r);
    const std::string note = "entry " + std::to_string(r % 50'000);
    worksheet_write_string(sheet, row, 0, r % 3 == 0 ? "North" : "South and East", nullptr);
    worksheet_write_string(sheet, row, 1, r % 2 == 0 ? "F" : "M", nullptr);
    worksheet_write_string(sheet, row, 2, r % 5 == 0 ? "under 18" : "18 and over", nullptr);
    worksheet_write_string(sheet, row, 3, note.c_str(), nullptr);
    worksheet_write_number(sheet, row, 4, 2010 + r % 15, nullptr);
    for (lxw_col_t c = 5; c < 10; c++) {
      worksheet_write_number(sheet, row, c, (r * (c + 1)) % 10'000 / (c == 7 ? 100.0 : 1.0),
                             nullptr);
    }
  }
  ::_exit(workbook_close(workbook) == LXW_NO_ERROR ? 0 : 1);
}

double Seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

struct Spent {
  double wall = 1e9, cpu = 1e9;
  void Keep(const Spent& other) {
    if (other.cpu < cpu) *this = other;
  }
};

template <typename Work>
Spent Measure(Work work) {
  rusage before{}, after{};
  ::getrusage(RUSAGE_SELF, &before);
  const auto begin = std::chrono::steady_clock::now();
  work();
  const auto end = std::chrono::steady_clock::now();
  ::getrusage(RUSAGE_SELF, &after);
  return {std::chrono::duration<double>(end - begin).count(),
          Seconds(after.ru_utime) + Seconds(after.ru_stime) - Seconds(before.ru_utime) -
              Seconds(before.ru_stime)};
}

struct Walked {
  std::uint64_t cells = 0, bytes = 0;
};

// Every part that the importer reads, once, with handlers that count.
Walked Walk(const char* path) {
  Walked walked;
  int error = 0;
  zip_t* zip = zip_open(path, ZIP_RDONLY, &error);
  for (const char* part : {"xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"}) {
    zip_file_t* file = zip_fopen(zip, part, 0);
    if (file == nullptr) continue;
    XML_Parser parser = XML_ParserCreate(nullptr);
    XML_SetUserData(parser, &walked);
    XML_SetElementHandler(
        parser,
        [](void* data, const char* name, const char**) {
          if (std::strcmp(name, "c") == 0) static_cast<Walked*>(data)->cells++;
        },
        [](void*, const char*) {});
    XML_SetCharacterDataHandler(parser, [](void* data, const char*, int size) {
      static_cast<Walked*>(data)->bytes += static_cast<std::uint64_t>(size);
    });
    char buffer[1 << 16];
    for (zip_int64_t n = 0; (n = zip_fread(file, buffer, sizeof buffer)) > 0;) {
      XML_Parse(parser, buffer, static_cast<int>(n), 0);
    }
    XML_Parse(parser, "", 0, 1);
    XML_ParserFree(parser);
    zip_fclose(file);
  }
  zip_discard(zip);
  return walked;
}

struct CountingSink : ImportSink {
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

int Run(const std::string& packages, int rows) {
  const std::string library =
      packages + "/org.rapporteur.spreadsheet-import-1.0.0/spreadsheet_import.so";
  Workers workers(DefaultWorkerPath());
  const PluginBinary plugin{"org.rapporteur.spreadsheet-import", "1.0.0", *Sha256OfFile(library),
                            library};
  JobLimits limits;
  limits.memory_bytes = kMemory;
  char path[] = "/tmp/spreadsheet_bench_XXXXXX";
  ::close(::mkstemp(path));
  for (const bool inline_texts : {true, false}) {
    Make(path, rows, inline_texts);
    Spent floor, spent;
    Walked walked;
    std::uint64_t memory = 0;
    Result<std::string> bytes = ReadFile(path, std::size_t{1} << 30);
    if (!bytes.ok()) return 1;
    const std::size_t size = bytes->size();
    Result<Fd> input = MemoryFile("input", *bytes);
    if (!input.ok() || !Seal(*input).ok()) return 1;
    *bytes = std::string();
    for (int run = 0; run < kRuns; run++) {
      floor.Keep(Measure([&] { walked = Walk(path); }));
      CountingSink sink;
      Result<JobReport> report = workers.Import(plugin, *input, "{}", limits, sink);
      if (!report.ok() || sink.rows != static_cast<std::uint64_t>(rows)) {
        std::printf("failed: %s\n",
                    report.ok() ? "rows are missing" : report.status().message().c_str());
        return 1;
      }
      spent.Keep({std::chrono::duration<double>(report->elapsed).count(),
                  std::chrono::duration<double>(report->cpu).count()});
      memory = std::max(memory, report->peak_memory_bytes);
    }
    std::printf("%d rows of 10 cells, %s, %.1f MiB packed\n", rows,
                inline_texts ? "texts in their cells" : "shared texts",
                static_cast<double>(size) / (1 << 20));
    std::printf(
        "  worker, two readings %8.0f rows/s (%.2f s, %.2f s of processor), %.0f MiB of at most "
        "%.0f\n",
        rows / spent.wall, spent.wall, spent.cpu, static_cast<double>(memory) / (1 << 20),
        static_cast<double>(kMemory) / (1 << 20));
    std::printf("  floor, one reading   %8.0f rows/s (%.2f s, %.2f s of processor), %llu cells\n",
                rows / floor.wall, floor.wall, floor.cpu,
                static_cast<unsigned long long>(walked.cells));
    std::printf("  worker against floor: %.2f by the processor; of two floors: %.2f\n",
                floor.cpu / spent.cpu, 2 * floor.cpu / spent.cpu);
  }
  ::unlink(path);
  return 0;
}

}  // namespace
}  // namespace rapporteur

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "spreadsheet_bench PACKAGES [ROWS]\n");
    return 2;
  }
  return rapporteur::Run(argv[1], argc > 2 ? std::atoi(argv[2]) : 200'000);
}
