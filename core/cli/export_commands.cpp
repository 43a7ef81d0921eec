#include "core/base/json.h"
#include "core/base/text.h"
#include "core/cli/command.h"
#include "core/cli/selection_options.h"
#include "core/cli/console.h"
#include "core/export/export.h"

namespace rapporteur {

std::string WrittenText(const Written& written) {
  std::string text = "Wrote " + written.file + " (" + Grouped(written.size) + " bytes).\n";
  for (const std::string& warning : written.warnings) text += "note: " + warning + "\n";
  return text;
}

namespace {

Result<Output> Export(Console& console, const CommandArguments& arguments) {
  Result<Selection> selection = ReadSelection(arguments);
  if (!selection.ok()) return selection.status();
  Result<Store*> store = console.store(Store::Mode::kRead);
  if (!store.ok()) return store.status();
  Result<InstalledPlugin> exporter = console.registry().Enabled(arguments.Get("PLUGIN"));
  if (!exporter.ok()) return exporter.status();
  if (exporter->row.kind != "exporter" || !exporter->manifest.takes.empty()) {
    return Status::Usage("not-an-exporter", "The plugin " + exporter->row.id +
                                                " does not export tables of values.");
  }
  Json options = Json::object();
  for (const std::string& text : arguments.All("--option")) {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos) {
      return Status::Usage("usage", "--option " + Quote(text) + ": expected NAME=VALUE.");
    }
    options[text.substr(0, equals)] = text.substr(equals + 1);
  }
  Result<Written> written =
      ExportObservations(**store, console.workers(), *exporter, options,
                         {console.user(), Viewer::Purpose::kExport}, *selection, arguments.Get("-o"));
  if (!written.ok()) return written.status();
  return MakeOutput(ToJson(*written), WrittenText(*written));
}

}  // namespace

std::vector<Command> ExportCommands() {
  std::vector<Option> export_options = {{"PLUGIN", "", "The exporter: csv-export", true}};
  for (Option& option : SelectionOptions()) export_options.push_back(std::move(option));
  export_options.push_back({"--option", "K=V", "An option of the exporter; may be repeated", false, true});
  export_options.push_back({"-o", "FILE", "Where to write", true});
  return {
      {{"export"},
       "Write values with an exporter",
       export_options,
       "Example: rapporteur export csv-export --country RS -o serbia.csv",
       Export},
  };
}

}  // namespace rapporteur
