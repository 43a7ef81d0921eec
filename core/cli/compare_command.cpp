#include "core/base/json.h"
#include "core/base/text.h"
#include "core/cli/command.h"
#include "core/cli/console.h"
#include "core/cli/pack.h"
#include "core/cli/table.h"
#include "core/export/export.h"
#include "core/report/comparison.h"
#include "core/report/from_store.h"

namespace rapporteur {
namespace {

// "40 (2017) B", "— X".
std::string CellText(const Json& cell) {
  const std::string period = GetString(cell, "period");
  return GetString(cell, "text", "—") + (period.empty() ? "" : " (" + period + ")") + " " + GetString(cell, "grade");
}

std::string MatrixText(const Json& comparison) {
  std::vector<std::string> headers = {"indicator", "unit"};
  for (const Json& country : comparison["countries"]) headers.push_back(country);
  TextTable table(headers);
  std::vector<std::string> without;
  for (const Json& row : comparison["rows"]) {
    std::vector<std::string> cells = {GetString(row, "indicator"), GetString(row, "unit")};
    bool any = false;
    for (const auto& [country, cell] : row["cells"].items()) {
      any |= GetString(cell, "grade") != "X";
      cells.push_back(CellText(cell));
    }
    if (any) {
      table.Add(std::move(cells));
    } else {
      without.push_back(GetString(row, "indicator"));
    }
  }
  const std::string none =
      without.empty() ? "" : "\nWithout a value in any country: " + List(without, 100) + ".\n";
  return table.Print() + none +
         "\nA as the regional definition, B one documented difference, C several or weightier ones, "
         "X nothing to compare.\nNothing is ranked; --json names the reasons, -o FILE writes the "
         "page.\n";
}

Result<Output> CompareCountries(Console& console, const CommandArguments& arguments) {
  ComparisonRequest request;
  request.period = arguments.Get("--period");
  Result<PeriodRange> periods = ParsePeriodRange(request.period);
  if (!periods.ok()) {
    return Status::Usage("bad-period", "--period: " + periods.status().message() + ".");
  }
  request.periods = *periods;
  if (arguments.Has("--pack")) {
    return WritePack(console, *periods, request.period, arguments.Get("--pack"));
  }
  request.language = arguments.Get("--lang", "en");
  request.indicators = arguments.All("--indicator");
  Result<Store*> store = console.store(Store::Mode::kRead);
  if (!store.ok()) return store.status();
  console.Progress("comparing");
  Result<ComparisonData> data =
      ComparisonFromStore(**store, {console.user(), Viewer::Purpose::kReport}, *periods);
  if (!data.ok()) return data.status();
  if (!arguments.Has("-o")) {
    Result<Json> matrix = ComparisonJson(*data, request);
    if (!matrix.ok()) return matrix.status();
    std::string text = MatrixText(*matrix);
    return MakeOutput(*std::move(matrix), std::move(text));
  }
  Result<InstalledPlugin> exporter = console.registry().ExporterFor("report/1", "html");
  if (!exporter.ok()) return exporter.status();
  Result<Json> page = BuildComparison(*data, request, (*store)->clock());
  if (!page.ok()) return page.status();
  Result<Written> written = ExportReport(console.workers(), *exporter, Json::object(), page->dump(),
                                         arguments.Get("-o"));
  if (!written.ok()) return written.status();
  return MakeOutput(ToJson(*written), WrittenText(*written));
}

}  // namespace

std::vector<Command> CompareCommands() {
  return {
      {{"compare"},
       "Compare the countries",
       {{"--period", "P[:P]", "Each country's newest value within: 2015:2023", true},
        {"--indicator", "CODE", "Only this one", false, true},
        {"--lang", "TAG", "Language of titles, reasons and page; en where not told"},
        {"-o", "FILE", "Write the page with matrix, series and reasons"},
        {"--pack", "DIR", "Write all national reports, the comparison and an index into a folder"}},
       "Example: rapporteur compare --period 2015:2023 --indicator ID.02\n"
       "Every value stands with its own year and a grade that follows from the definitions.",
       CompareCountries},
  };
}

}  // namespace rapporteur
