#include "core/base/json.h"
#include "core/base/text.h"
#include "core/cli/command.h"
#include "core/cli/console.h"
#include "core/cli/draft_base.h"
#include "core/draft/document_faults.h"
#include "core/draft/draft.h"
#include "core/export/export.h"
#include "core/report/from_store.h"

namespace rapporteur {
namespace {

// The report under a document that is not installed; what is wrong with it comes as warnings.
Result<Json> OfDraft(Console& console, Store& store, const CommandArguments& arguments,
                     const PeriodRange& periods, std::vector<std::string>& warnings) {
  Result<Draft> draft = Draft::Open(arguments.Get("--draft"));
  if (!draft.ok()) return draft.status();
  const std::string country = arguments.Get("CC");
  if (draft->country() != country) {
    return Status::Usage("bad-country", draft->file + " is the document of " + draft->country() +
                                            ", found " + Quote(country) + " on the command line.");
  }
  Result<Json> base = BaseOf(console, *draft);
  if (!base.ok()) return base.status();
  const DocumentFaults faults = FaultsOf(*draft->document, &*base, draft->file);
  if (faults.catalogue == nullptr) return AsStatus(faults.shape);
  for (const auto* part : {&faults.references, &faults.letters, &faults.formulas}) {
    for (const DocumentFault& fault : *part) warnings.push_back(fault.message);
  }
  Result<std::shared_ptr<const Catalogue>> regional = Catalogue::Build(*base, nullptr);
  if (!regional.ok()) return regional.status();
  return ReportOnDraft(store, {console.user(), Viewer::Purpose::kReport},
                       {faults.catalogue, *regional}, periods, arguments.Get("--lang"));
}

Result<Output> Report(Console& console, const CommandArguments& arguments) {
  Result<PeriodRange> periods = ParsePeriodRange(arguments.Get("--period"));
  if (!periods.ok()) return Status::Usage("bad-period", "--period: " + periods.status().message() + ".");
  Result<Store*> store = console.store(Store::Mode::kRead);
  if (!store.ok()) return store.status();
  const std::string format = arguments.Get("--format", "html");
  Result<InstalledPlugin> exporter = console.registry().ExporterFor("report/1", format);
  if (!exporter.ok()) return exporter.status();
  console.Progress("building the report");
  std::vector<std::string> warnings;
  Result<Json> model =
      arguments.Has("--draft")
          ? OfDraft(console, **store, arguments, *periods, warnings)
          : ReportFromStore(**store, {console.user(), Viewer::Purpose::kReport},
                            arguments.Get("CC"), *periods, arguments.Get("--lang"));
  if (!model.ok()) return model.status();
  Result<Written> written = ExportReport(console.workers(), *exporter, Json::object(), model->dump(),
                                         arguments.Get("-o"));
  if (!written.ok()) return written.status();
  written->warnings.insert(written->warnings.begin(), warnings.begin(), warnings.end());
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
        {"--draft", "DIR", "Under the document in this folder, without installing it"},
        {"-o", "FILE", "Where to write", true}},
       "Example: rapporteur report RS --period 2015:2023 --lang sr-Latn -o serbia.html",
       Report},
  };
}

}  // namespace rapporteur
