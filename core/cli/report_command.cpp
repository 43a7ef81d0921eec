#include "core/base/json.h"
#include "core/cli/command.h"
#include "core/cli/console.h"
#include "core/export/export.h"
#include "core/report/from_store.h"

namespace rapporteur {
namespace {

Result<Output> Report(Console& console, const CommandArguments& arguments) {
  Result<PeriodRange> periods = ParsePeriodRange(arguments.Get("--period"));
  if (!periods.ok()) return Status::Usage("bad-period", "--period: " + periods.status().message() + ".");
  Result<Store*> store = console.store(Store::Mode::kRead);
  if (!store.ok()) return store.status();
  const std::string format = arguments.Get("--format", "html");
  Result<InstalledPlugin> exporter = console.registry().ExporterFor("report/1", format);
  if (!exporter.ok()) return exporter.status();
  console.Progress("building the report");
  Result<Json> model = ReportFromStore(**store, {console.user(), Viewer::Purpose::kReport},
                                   arguments.Get("CC"), *periods, arguments.Get("--lang"));
  if (!model.ok()) return model.status();
  Result<Written> written = ExportReport(console.workers(), *exporter, Json::object(), model->dump(),
                                         arguments.Get("-o"));
  if (!written.ok()) return written.status();
  return MakeOutput(ToJson(*written), WrittenText(*written));
}

}  // namespace

std::vector<Command> ReportCommands() {
  return {
      {{"report"},
       "Write a country's report",
       {{"CC", "", "Country", true},
        {"--period", "P[:P]", "The periods of the report: 2015:2023", true},
        {"--lang", "TAG", "Language: en, sr-Cyrl, sr-Latn; the country's first where not told"},
        {"--format", "F", "html (others come with their exporters)"},
        {"-o", "FILE", "Where to write", true}},
       "Example: rapporteur report RS --period 2015:2023 --lang sr-Latn -o serbia.html",
       Report},
  };
}

}  // namespace rapporteur
