// Prints what computing the whole catalogue of five countries costs: every indicator with a number in
// every year, by the real documents, and the same with two, four and more values of each, to show
// that it grows with the number of values.  Aim: five countries, 286 indicators and 15 years within
// a second.
//
//   compute_bench [SOURCE_FOLDER]     the tree with countries/
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "core/base/fd.h"
#include "core/compute/compute.h"
#include "core/store/documents.h"
#include "core/store/stage.h"
#include "core/store/store.h"
#include "tests/support/fake_clock.h"
#include "tests/support/temp_dir.h"

namespace rapporteur {
namespace {

constexpr int kFirstYear = 2010, kYears = 15;

void Check(const Status& status) {
  if (status.ok()) return;
  std::fprintf(stderr, "%s\n", status.message().c_str());
  std::exit(1);
}

// The total first, then one cell for each code of each dimension, `wanted` cells at most.
std::vector<std::string> CellsOf(const Catalogue& catalogue, const IndicatorVersion& version,
                                 std::size_t wanted) {
  std::vector<std::string> cells = {""};
  for (const std::string& dimension : version.dimensions) {
    const Codelist* list = catalogue.FindDimension(dimension);
    if (list == nullptr) continue;
    for (const Code& code : list->codes()) {
      if (cells.size() >= wanted) return cells;
      cells.push_back(DimensionsText({{dimension, code.code}}));
    }
  }
  return cells;
}

// Indicators without a formula get a value; the others are what is computed.
std::size_t Fill(Store& store, const std::vector<std::string>& countries, std::size_t cells) {
  Result<std::unique_ptr<Stage>> stage = Stage::Begin(store);
  Check(stage.status());
  std::size_t count = 0;
  for (const std::string& country : countries) {
    Result<std::shared_ptr<const Catalogue>> catalogue = store.documents().CatalogueOf(country);
    Check(catalogue.status());
    const std::string source = (*catalogue)->sources().front().code;
    for (const Indicator& indicator : (*catalogue)->indicators()) {
      for (int year = kFirstYear; year < kFirstYear + kYears; ++year) {
        const IndicatorVersion* version = indicator.On(year * 10000 + 1231);
        if (version == nullptr || version->dropped() || version->bounds.text) continue;
        if (!version->formula.empty() || !version->same_as.empty()) continue;
        for (const std::string& dimensions : CellsOf(**catalogue, *version, cells)) {
          StagedRow row;
          row.series = (*stage)->Series({country, indicator.code, country, dimensions});
          row.period = (*stage)->PeriodOf(*ParsePeriod(std::to_string(year)));
          row.source = (*stage)->Source(country, source);
          row.definition = (*stage)->Definition(version->definition);
          row.number = static_cast<double>(count % 97 + 1);
          row.row = ++count;
          Check((*stage)->Add(row));
        }
      }
    }
  }
  BatchRecord record;
  record.rows.read = record.rows.mapped = count;
  Check((*stage)->Commit(record));
  return count;
}

struct Spent {
  double wall = 0, cpu = 0;
};

template <typename Work>
Spent Measure(Work work) {
  const auto start = std::chrono::steady_clock::now();
  const std::clock_t cpu = std::clock();
  work();
  const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - start;
  return {wall.count(), static_cast<double>(std::clock() - cpu) / CLOCKS_PER_SEC};
}

void Run(const std::vector<std::string>& texts, std::size_t cells) {
  TempDir folder;
  FakeClock clock;
  Check(Store::Create(folder / "data"));
  Result<std::unique_ptr<Store>> opened =
      Store::Open(folder / "data", Store::Mode::kWrite, clock);
  Check(opened.status());
  std::unique_ptr<Store> store = *std::move(opened);
  std::vector<std::string> countries;
  for (const std::string& text : texts) {
    Result<DocumentName> document = store->documents().Put(text, "local");
    Check(document.status());
    Check(store->documents().Activate(document->id, document->version, "local"));
    if (document->country != "REG") countries.push_back(document->country);
  }
  const std::size_t values = Fill(*store, countries, cells);
  ComputeReport report;
  const Spent spent = Measure([&] {
    Result<ComputeReport> computed = Compute(*store, "", "local", ComputeScope::kEverything);
    Check(computed.status());
    report = *computed;
  });
  std::printf("| %9zu | %9zu | %9llu | %7.3f | %7.3f | %9.2f |\n", cells, values,
              static_cast<unsigned long long>(report.computed), spent.wall, spent.cpu,
              1e6 * spent.cpu / static_cast<double>(values + report.computed));
}

int Main(int argc, char** argv) {
  const std::string tree = std::string(argc > 1 ? argv[1] : ".") + "/countries/";
  std::vector<std::string> texts;
  for (const char* file : {"regional/regional.json", "albania/albania.json",
                           "bosnia_and_herzegovina/bosnia_and_herzegovina.json",
                           "montenegro/montenegro.json", "north_macedonia/north_macedonia.json",
                           "serbia/serbia.json"}) {
    Result<std::string> text = ReadFile(tree + file);
    Check(text.status());
    texts.push_back(*std::move(text));
  }
  std::printf("five countries, %d years, every formula computed from nothing\n\n"
              "| cells of  | values    | computed  | s       | cpu s   | us a      |\n"
              "| indicator |           | values    |         |         | value     |\n"
              "|-----------|-----------|-----------|---------|---------|-----------|\n",
              kYears);
  for (const std::size_t cells : {1, 2, 4, 8, 16}) Run(texts, cells);
  return 0;
}

}  // namespace
}  // namespace rapporteur

int main(int argc, char** argv) { return rapporteur::Main(argc, argv); }
