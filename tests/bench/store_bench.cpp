// Prints what storing a million values costs, beside the floor: plain prepared inserts of the same
// ready rows into the same tables, measured in the same run.
//
//   store_bench [ROWS] [shuffled] [import-only]
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <memory>
#include <numeric>
#include <string>
#include <vector>

#include <sys/resource.h>

#include "core/store/batches.h"
#include "core/store/observations.h"
#include "core/store/sources.h"
#include "core/store/stage.h"
#include "core/store/store.h"
#include "tests/support/fake_clock.h"
#include "tests/support/temp_dir.h"

namespace rapporteur {
namespace {

struct Row {
  std::uint32_t series, period;
  double value;
};

// Rows are made when asked for, so that the memory measured is the store's.
struct Data {
  std::vector<SeriesKey> series;
  std::vector<Period> periods;
  std::size_t count = 0, step = 1;

  Row At(std::size_t i) const {
    const std::size_t at = i * step % count;
    const std::size_t of = at / periods.size(), year = at % periods.size();
    return {static_cast<std::uint32_t>(of), static_cast<std::uint32_t>(year),
            static_cast<double>(of % 977 + year)};
  }
};

constexpr std::size_t kPeriods = 20;

void Check(const Status& status) {
  if (status.ok()) return;
  std::fprintf(stderr, "%s\n", status.message().c_str());
  std::exit(1);
}

Data MakeData(std::size_t count, bool shuffled) {
  Data data;
  data.count = count;
  if (shuffled) {  // a step without a common divisor visits every row once, far from the last
    data.step = count * 618 / 1000 + 1;
    while (std::gcd(data.step, count) != 1) ++data.step;
  }
  for (std::size_t year = 0; year < kPeriods; ++year) {
    data.periods.push_back(*ParsePeriod(std::to_string(2001 + year)));
  }
  const char* countries[] = {"AL", "BA", "ME", "MK", "RS"};
  for (std::size_t i = 0; i * kPeriods < count; ++i) {
    const std::string country = countries[i % 5];
    data.series.push_back({country, "ID." + std::to_string(10 + i / 5 % 50),
                           country + "-" + std::to_string(10 + i / 250 % 25),
                           "age_group=A" + std::to_string(i / 6250) + ";sex=F"});
  }
  return data;
}

class Folder {
 public:
  Folder() {
    Check(Store::Create(folder_ / "data"));
    Result<std::unique_ptr<Store>> opened =
        Store::Open(folder_ / "data", Store::Mode::kWrite, clock_);
    Check(opened.status());
    store = *std::move(opened);
    Source source;
    source.code = "BENCH/A";
    source.country = "RS";
    source.counted_by = "RS-MUP";
    Check(store->sources().Add(source, "local"));
  }

 private:
  TempDir folder_;
  FakeClock clock_;

 public:
  std::unique_ptr<Store> store;
};

struct Spent {
  double wall = 0, cpu = 0;
  Spent operator+(const Spent& other) const { return {wall + other.wall, cpu + other.cpu}; }
};

// Processor time beside the clock's, because the machine may be busy with something else.
class Timer {
 public:
  Spent Lap() {
    const Spent now = Now();
    const Spent spent{now.wall - start_.wall, now.cpu - start_.cpu};
    start_ = now;
    return spent;
  }

 private:
  static Spent Now() {
    const auto clock = std::chrono::steady_clock::now().time_since_epoch();
    return {std::chrono::duration<double>(clock).count(),
            static_cast<double>(std::clock()) / CLOCKS_PER_SEC};
  }
  Spent start_ = Now();
};

void Print(const char* what, const Spent& spent, std::size_t rows, const Spent& floor) {
  std::printf("| %-36s | %7.3f | %7.3f | %9.0f | %6.2f |\n", what, spent.wall, spent.cpu,
              static_cast<double>(rows) / spent.cpu, spent.cpu / floor.cpu);
}

// Everything the store would have to write, known beforehand.
Spent Floor(const Data& data) {
  Folder folder;
  Connection& connection = folder.store->connection();
  Check(connection.Execute("INSERT INTO definition VALUES (1, 'RS:ID.02@1')"));
  for (std::size_t i = 0; i < data.periods.size(); ++i) {
    Check(connection.Prepare("INSERT INTO period VALUES (?1, ?2, ?3, ?4)")
              .With(std::uint64_t{i + 1}, data.periods[i].code, data.periods[i].first_day,
                    data.periods[i].last_day)
              .Run());
  }
  BatchRecord record;
  Check(connection.Execute(
      "INSERT INTO batch SELECT 1, 'stored', 'imported', '', 0, '', 0, '', '', '', '', '{}', '', "
      "0, '', '', '', 0, 0, 0, 0, 0, 0, 0, 0, '', 0, '', 0, '', NULL, NULL, NULL, '{}', 'null'"));
  Timer timer;
  Result<Transaction> transaction = folder.store->Begin();
  Check(transaction.status());
  Statement series = connection.Prepare("INSERT INTO series VALUES (?1, ?2, ?3, ?4, ?5)");
  for (std::size_t i = 0; i < data.series.size(); ++i) {
    const SeriesKey& key = data.series[i];
    series.Reset();
    series.Bind(1, std::uint64_t{i + 1});
    series.BindStatic(2, key.country);
    series.BindStatic(3, key.indicator);
    series.BindStatic(4, key.territory);
    series.BindStatic(5, key.dimensions);
    Check(series.Run());
  }
  Statement insert = connection.Prepare(
      "INSERT INTO observation VALUES (?1, ?2, 1, 1, ?3, NULL, ?4, ?5, 1, NULL, 1, NULL, ?6, 0, "
      "NULL)");
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < data.count; ++i) {
    const Row row = data.At(i);
    insert.Reset();
    insert.Bind(1, std::uint64_t{row.series + 1});
    insert.Bind(2, std::uint64_t{row.period + 1});
    insert.Bind(3, row.value);
    insert.BindStatic(4, "A");
    insert.BindStatic(5, "");
    insert.Bind(6, ++number);
    Check(insert.Run());
  }
  Check(transaction->Commit());
  return timer.Lap();
}

// Interned and staged as an import does it, row by row.
std::unique_ptr<Stage> StageAll(Store& store, const Data& data, double change) {
  Result<std::unique_ptr<Stage>> stage = Stage::Begin(store);
  Check(stage.status());
  StagedRow staged;
  for (std::size_t i = 0; i < data.count; ++i) {
    const Row row = data.At(i);
    staged.series = (*stage)->Series(data.series[row.series]);
    staged.period = (*stage)->PeriodOf(data.periods[row.period]);
    staged.source = (*stage)->Source("RS", "BENCH/A");
    staged.definition = (*stage)->Definition("RS:ID.02@1");
    staged.number = row.value + change;
    ++staged.row;
    Check((*stage)->Add(staged));
  }
  return *std::move(stage);
}

void Import(Store& store, const Data& data, double change, const Spent& floor, const char* what) {
  Timer timer;
  std::unique_ptr<Stage> stage = StageAll(store, data, change);
  const Spent staged = timer.Lap();
  Check(stage->Compare().status());
  const Spent compared = timer.Lap();
  BatchRecord record;
  record.rows.read = record.rows.mapped = data.count;
  Check(stage->Commit(record));
  const Spent committed = timer.Lap();
  stage.reset();
  std::printf("| %-36s | %7s | %7s | %9s | %6s |\n", what, "", "", "", "");
  Print("  stage", staged, data.count, floor);
  Print("  compare", compared, data.count, floor);
  Print("  commit (write lock held)", committed, data.count, floor);
  Print("  together", staged + compared + committed, data.count, floor);
}

void Read(Store& store, const Spent& floor, const Selection& selection, const char* what) {
  Timer timer;
  std::size_t seen = 0;
  Check(store.observations().ForEach({}, selection, [&](const Observation&) { return ++seen > 0; }));
  Print(what, timer.Lap(), seen, floor);
}

long MemoryMib() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss / 1024;
}

int PrintMemory(long own) {
  std::printf("\nlargest memory: %ld MiB beyond the test's own data\n", MemoryMib() - own);
  return 0;
}

int Main(int argc, char** argv) {
  const std::size_t count = argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 1'000'000;
  bool shuffled = false, import_only = false;
  for (int i = 2; i < argc; ++i) {
    shuffled = shuffled || std::strcmp(argv[i], "shuffled") == 0;
    import_only = import_only || std::strcmp(argv[i], "import-only") == 0;
  }
  const Data data = MakeData(count, shuffled);
  const long own = MemoryMib();
  std::printf("%zu values of %zu series%s\n\n| %-36s | %7s | %7s | %9s | %6s |\n|%s|\n",
              data.count, data.series.size(), shuffled ? ", shuffled" : "", "", "s", "cpu s",
              "rows/s", "floors", std::string(79, '-').c_str());
  const Spent floor = import_only ? Spent{1, 1} : Floor(data);
  if (!import_only) Print("floor: plain prepared inserts", floor, count, floor);
  Folder folder;
  Store& store = *folder.store;
  Import(store, data, 0, floor, "import into an empty store");
  std::printf("| %-36s | %7.0f |\n", "size of the file, MiB",
              static_cast<double>(store.connection().PageCount()) * 4096 / (1 << 20));
  if (import_only) return PrintMemory(own);
  Import(store, data, 0, floor, "the same file again");
  Import(store, data, 1, floor, "every value corrected");
  Timer timer;
  Result<UndoResult> undone = store.batches().Undo(2, "local", "bench");
  Check(undone.status());
  Print("undo of the corrections", timer.Lap(), undone->restored, floor);
  Selection one;
  one.countries = {"RS"};
  one.indicators = {"ID.12"};
  Read(store, floor, {}, "read all chosen values");
  Read(store, floor, one, "read one indicator of one country");
  return PrintMemory(own);
}

}  // namespace
}  // namespace rapporteur

int main(int argc, char** argv) { return rapporteur::Main(argc, argv); }
