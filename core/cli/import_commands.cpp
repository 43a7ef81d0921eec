#include <sys/stat.h>

#include "core/base/json.h"
#include "core/base/text.h"
#include "core/cli/command.h"
#include "core/cli/selection_options.h"
#include "core/cli/console.h"
#include "core/cli/preview_text.h"
#include "core/cli/table.h"
#include "core/import/engine.h"
#include "core/import/entry.h"
#include "core/store/batches.h"

namespace rapporteur {
namespace {

std::string FindingLine(const Finding& finding) {
  return (finding.level == Level::kError ? "" : LevelName(finding.level) + ": ") + finding.message + "\n";
}

// What is printed beside the error: a warning may be the cause of the refusal.
std::string Warnings(const BatchRecord& record) {
  std::string text;
  for (const Finding& finding : record.findings) {
    if (finding.level == Level::kWarning) text += FindingLine(finding);
  }
  return text;
}

std::string Summary(const BatchRecord& record) {
  std::string text;
  const auto& rows = record.rows;
  const auto& cells = record.observations;
  if (record.dry_run) text += "Dry run: nothing was stored.\n";
  if (record.state == "stored" && !record.dry_run) {
    text += "Stored as batch " + std::to_string(record.number) + ".\n";
  }
  if (record.known.number != 0) {
    text += record.file.name + ": this very file was loaded as batch " +
            std::to_string(record.known.number) + " on " + record.known.finished + " by " +
            record.known.user + ".\n";
  }
  if (record.state == "nothing_new") {
    text += record.file.name +
            (cells.total() == 0 ? ": no value came of it" : ": every value is stored already") +
            "; nothing was stored.\n";
  }
  text += "rows: " + Grouped(rows.read) + " read = " + Grouped(rows.mapped) + " mapped + " +
          Grouped(rows.skipped) + " skipped + " + Grouped(rows.refused) + " refused\n";
  text += "values: " + Grouped(cells.total()) + " = " + Grouped(cells.added) + " added + " +
          Grouped(cells.changed) + " changed + " + Grouped(cells.unchanged) + " unchanged + " +
          Grouped(cells.refused) + " refused\n";
  if (!record.counted.unit.empty()) {
    text += "counted: the unit " + Quote(record.counted.unit) + " in " +
            Counted(record.counted.groups, "group", "groups");
    for (const auto& total : record.counted.totals) {
      text += ", " + total.country + " " + total.indicator + " " + Grouped(total.count);
    }
    for (const auto& [reason, number] : record.counted.skipped) {
      text += "\nskipped: " + Counted(number, "row", "rows") + ", " + reason;
    }
    text += "\nThe file was not kept, and nothing of its rows: they are persons or cases.\n";
  }
  if (record.findings_total > 0) {
    text += "findings: " + Grouped(record.findings_total) + "\n";
    for (const auto& [code, count] : record.findings_by_code) {
      text += "  " + code + ": " + Grouped(count) + "\n";
    }
    std::size_t shown = 0;
    for (const Finding& finding : record.findings) {
      if (++shown > 5) break;
      text += "  " + FindingLine(finding);
    }
    if (record.findings_total > 5) text += "  ... (all of them with 'rapporteur batch show' or --json)\n";
  }
  return text;
}

// What both an import and a repetition say of the file.
void ReadFileOptions(Console& console, const CommandArguments& arguments, ImportRequest& request) {
  request.path = arguments.Get("FILE");
  request.dry_run = arguments.Has("--dry-run");
  request.accept_good_rows = arguments.Has("--accept-good-rows");
  request.refused_path = arguments.Get("--refused");
  request.user = console.user();
}

Result<Output> LookAt(Console& console, Store& store, const ImportRequest& request,
                      const std::string& until) {
  const std::optional<ImportStage> stage = ParseImportStage(until);
  if (!stage) {
    return Status::Usage("usage", "--until: found " + Quote(until) +
                                      ", expected read, parse, map, check or difference.");
  }
  Result<std::unique_ptr<ImportSession>> session = ImportSession::Load(request.path);
  if (!session.ok()) return session.status();
  Engine engine(store, console.registry(), console.workers());
  Result<Preview> preview =
      engine.Look(**session, request, *stage, [&](const ImportProgress& progress) {
        console.Progress(progress.phase + ": " + Grouped(progress.rows) + " rows");
      });
  if (!preview.ok()) return preview.status();
  Output output = MakeOutput(ToJson(*preview), PreviewText(*preview));
  output.failure = preview->status;
  return output;
}

Result<Output> RunImport(Console& console, Store& store, const ImportRequest& request) {
  Engine engine(store, console.registry(), console.workers());
  Result<ImportOutcome> outcome = engine.Run(request, [&](const ImportProgress& progress) {
    console.Progress(progress.phase + ": " + Grouped(progress.rows) + " rows");
  });
  if (!outcome.ok()) return outcome.status();
  Output output = MakeOutput(ToJson(outcome->record), "");
  output.failure = outcome->status;
  const bool saved = !request.map_codes.empty() && outcome->status.ok() && !request.dry_run;
  const std::string mapping =
      saved ? "The mapping " + outcome->record.mapping.name + " is saved as version " +
                  std::to_string(outcome->record.mapping.version) + ".\n"
            : "";
  output.text = outcome->status.ok() ? Summary(outcome->record) + mapping
                                     : Warnings(outcome->record);
  return output;
}

Result<Output> Import(Console& console, const CommandArguments& arguments) {
  ImportRequest request;
  ReadFileOptions(console, arguments, request);
  request.plugin = arguments.Get("--plugin");
  request.country = arguments.Get("--country");
  request.source = arguments.Get("--source");
  request.mapping = arguments.Get("--mapping");
  Result<std::shared_ptr<const Json>> options = ReadKeyValues(arguments, "--option");
  if (!options.ok()) return options.status();
  request.options = *options;
  request.map_codes = arguments.All("--map-code");
  Result<Store*> store = console.store();
  if (!store.ok()) return store.status();
  if (arguments.Has("--until")) return LookAt(console, **store, request, arguments.Get("--until"));
  return RunImport(console, **store, request);
}

Result<std::int64_t> BatchNumber(const CommandArguments& arguments);

Result<Output> RepeatBatch(Console& console, const CommandArguments& arguments) {
  Result<std::int64_t> number = BatchNumber(arguments);
  if (!number.ok()) return number.status();
  Result<Store*> store = console.store();
  if (!store.ok()) return store.status();
  Result<BatchRecord> batch = (*store)->batches().Get(*number);
  if (!batch.ok()) return batch.status();
  Result<ImportRequest> request = RepeatOf(*batch);
  if (!request.ok()) return request.status();
  ReadFileOptions(console, arguments, *request);
  return RunImport(console, **store, *request);
}

Result<Output> Set(Console& console, const CommandArguments& arguments) {
  Result<CellOption> cell = ReadCell(arguments);
  if (!cell.ok()) return cell.status();
  Result<Store*> store = console.store();
  if (!store.ok()) return store.status();
  EnteredValue value;
  value.country = arguments.Get("CC");
  value.indicator = arguments.Get("INDICATOR");
  value.period = arguments.Get("PERIOD");
  value.value = arguments.Get("VALUE");
  value.source = arguments.Get("--source");
  value.status = arguments.Get("--status");
  value.reason = arguments.Get("--reason");
  value.territory = cell->territory;
  value.dimensions = cell->dimensions;
  Result<BatchRecord> record = Enter(**store, value, console.user());
  if (!record.ok()) return record.status();
  return MakeOutput(ToJson(*record), Summary(*record));
}

Result<Output> ListBatches(Console& console, const CommandArguments&) {
  Result<Store*> store = console.store(Store::Mode::kRead);
  if (!store.ok()) return store.status();
  Result<std::vector<BatchRecord>> batches = (*store)->batches().List();
  if (!batches.ok()) return batches.status();
  TextTable table({"batch>", "state", "file", "rows>", "added>", "changed>", "unchanged>", "refused>",
                   "when", "user"});
  for (const BatchRecord& batch : *batches) {
    table.Add({std::to_string(batch.number), batch.state, batch.file.name, Grouped(batch.rows.read),
               Grouped(batch.observations.added), Grouped(batch.observations.changed),
               Grouped(batch.observations.unchanged),
               Grouped(batch.rows.refused + batch.observations.refused), batch.finished, batch.user});
  }
  return MakeOutput(ToJson(*batches), table.empty() ? "No batch is stored.\n" : table.Print());
}

Result<std::int64_t> BatchNumber(const CommandArguments& arguments) {
  const std::string text = arguments.Get("N");
  const std::optional<std::int64_t> number = ParseBatchNumber(text);
  if (number) return *number;
  return Status::Usage("usage", "found " + Quote(text) + ", expected the number of a batch.");
}

Result<Output> ShowBatch(Console& console, const CommandArguments& arguments) {
  Result<std::int64_t> number = BatchNumber(arguments);
  if (!number.ok()) return number.status();
  Result<Store*> store = console.store(Store::Mode::kRead);
  if (!store.ok()) return store.status();
  Result<BatchRecord> batch = (*store)->batches().Get(*number);
  if (!batch.ok()) return batch.status();
  std::string text = "Batch " + std::to_string(batch->number) + ", " + batch->state + ", " +
                     batch->finished + ", " + batch->user + "\n";
  text += "file: " + batch->file.name + ", " + Grouped(batch->file.size) + " bytes, " +
          batch->file.sha256 + "\n";
  text += "plugin: " + batch->plugin.id + " " + batch->plugin.version + "; mapping: " +
          (batch->mapping.name.empty()
               ? "none"
               : batch->mapping.name + " " + std::to_string(batch->mapping.version)) + "\n";
  return MakeOutput(ToJson(*batch), text + Summary(*batch));
}

Result<Output> UndoBatch(Console& console, const CommandArguments& arguments) {
  Result<std::int64_t> number = BatchNumber(arguments);
  if (!number.ok()) return number.status();
  Result<Store*> store = console.store();
  if (!store.ok()) return store.status();
  Result<UndoResult> undone =
      (*store)->batches().Undo(*number, console.user(), arguments.Get("--reason"));
  if (!undone.ok()) return undone.status();
  Output output = MakeOutput(ToJson(*undone), "");
  if (!undone->blocked_by.empty()) {
    std::vector<std::string> numbers;
    for (std::int64_t other : undone->blocked_by) numbers.push_back(std::to_string(other));
    output.failure =
        Status::Refused("undo-blocked", "Batch " + std::to_string(*number) +
                                            " can't be undone: later batches changed the same values (" +
                                            List(numbers) + ").")
            .WithHint("Undo those first, the newest first.");
    return output;
  }
  output.text = "Undid batch " + std::to_string(*number) + ": " +
                Counted(undone->restored, "value says", "values say") + " again what was said before, " +
                Grouped(undone->withdrawn) + " withdrawn.\n";
  return output;
}

}  // namespace

std::vector<Command> ImportCommands() {
  const Option number{"N", "", "The batch's number ('rapporteur batch list')", true};
  return {
      {{"import"},
       "Import an institution's file",
       {{"FILE", "", "The file", true},
        {"--plugin", "ID", "The importer; found by content where not told"},
        {"--country", "CC", "The country of rows that don't say it"},
        {"--source", "CODE", "The source of rows that don't say it: a source or an institution"},
        {"--mapping", "NAME|FILE", "A saved mapping or a mapping document; found by headers else"},
        {"--option", "K=V", "An option of the importer; may be repeated", false, true},
        {"--map-code", "COLUMN:FROM=TO",
         "What FROM in this column means; saved with the mapping as its next version", false, true},
        {"--until", "STAGE", "Stop there and show it: read, parse, map, check or difference"},
        {"--dry-run", "", "Do everything but store; the same as --until difference, in figures"},
        {"--accept-good-rows", "", "Store the good rows although others are refused"},
        {"--refused", "FILE", "Write the refused rows there, with the reasons"}},
       "All or nothing, unless --accept-good-rows. A file with personal data is refused whole.\n"
       "The refused rows are a copy of the file with an error column; corrected, it is imported with\n"
       "the same mapping, and the error column is left alone.\n"
       "--until read says what the file is, parse shows columns and rows, map where they go and the\n"
       "codes nobody knows, check what is wrong, difference the old and the new values.\n"
       "Example: rapporteur import figures.csv --mapping published-figures --dry-run",
       Import},
      {{"set"},
       "Enter one value by hand (a batch of one)",
       {{"CC", "", "Country", true},
        {"INDICATOR", "", "Indicator code", true},
        {"PERIOD", "", "Period: 2017, 2017-S1, 2013/2016", true},
        {"VALUE", "", "The value, or a symbol that stands for a missing one", true},
        {"--source", "CODE", "A registered source, or an institution that answered itself", true},
        {"--reason", "TEXT", "Why it is entered", true},
        {"--status", "S", "Value status: P provisional, E estimated, ..."},
        WhereOption()},
       "Example: rapporteur set RS ID.02 2024 70 --source RS-CZZTLJ --reason \"letter 12/2025\"",
       Set},
      {{"batch", "repeat"},
       "Import the next file of the same kind as a batch",
       {number,
        {"FILE", "", "The new file", true},
        {"--dry-run", "", "Do everything but store"},
        {"--accept-good-rows", "", "Store the good rows although others are refused"},
        {"--refused", "FILE", "Write the refused rows there, with the reasons"}},
       "The same importer, options, mapping, country and source as the batch.\n"
       "Example: rapporteur batch repeat 3 answer_2026.csv --dry-run",
       RepeatBatch},
      {{"batch", "list"}, "List the batches, newest first", {}, "", ListBatches},
      {{"batch", "show"}, "Show one batch with its balances and findings", {number}, "", ShowBatch},
      {{"batch", "undo"},
       "Take a whole batch back; the history keeps it",
       {number, {"--reason", "TEXT", "Why it is undone", true}},
       "Every cell says again what it said before the batch.",
       UndoBatch},
  };
}

}  // namespace rapporteur
