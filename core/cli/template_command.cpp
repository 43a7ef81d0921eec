#include "core/base/json.h"
#include "core/cli/command.h"
#include "core/cli/console.h"
#include "core/collect/template_document.h"
#include "core/export/export.h"

namespace rapporteur {
namespace {

Result<Output> Template(Console& console, const CommandArguments& arguments) {
  Result<Store*> store = console.store(Store::Mode::kRead);
  if (!store.ok()) return store.status();
  const std::string format = arguments.Get("--format", "xlsx");
  Result<InstalledPlugin> exporter = console.registry().ExporterFor("template/1", format);
  if (!exporter.ok()) return exporter.status();
  const TemplateRequest request = {arguments.Get("CC"), arguments.Get("--institution"),
                                   arguments.Get("--period"), arguments.Get("--lang")};
  Result<Json> document =
      TemplateFromStore(**store, {console.user(), Viewer::Purpose::kExport}, request);
  if (!document.ok()) return document.status();
  Result<Written> written = ExportReport(console.workers(), *exporter, Json::object(),
                                         document->dump(), arguments.Get("-o"));
  if (!written.ok()) return written.status();
  for (const std::string& warning : GetStrings(*document, "warnings")) {
    written->warnings.push_back(warning);
  }
  Json json = ToJson(*written);
  json["rows"] = (*document)["data"]["rows"].size();
  return MakeOutput(std::move(json), WrittenText(*written));
}

}  // namespace

std::vector<Command> TemplateCommands() {
  return {
      {{"template"},
       "Write a spreadsheet for an institution to fill in",
       {{"CC", "", "Country", true},
        {"--institution", "CODE", "Whom it is for: RS-CZZTLJ", true},
        {"--period", "P[:P]", "The periods that are asked for: 2024, 2022:2024", true},
        {"--lang", "TAG", "Language: sr-Cyrl, en; the country's first where not told"},
        {"--format", "F", "xlsx (others come with their exporters)"},
        {"-o", "FILE", "Where to write", true}},
       "The filled file comes back with 'rapporteur import FILE', without a mapping.\n"
       "Example: rapporteur template RS --institution RS-CZZTLJ --period 2024 -o centre.xlsx",
       Template},
  };
}

}  // namespace rapporteur
