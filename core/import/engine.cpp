#include "core/import/engine.h"

#include <algorithm>
#include <filesystem>

#include "core/base/encoding.h"
#include "core/base/hash.h"
#include "core/base/json.h"
#include "core/base/schema.h"
#include "core/base/text.h"
#include "core/import/personal_data.h"
#include "core/import/table_sink.h"
#include "core/store/batches.h"
#include "core/store/mappings.h"
#include "core/store/sources.h"
#include "core/store/stage.h"
#include "core/store/store.h"

namespace rapporteur {
namespace {

Decimal OptionDecimal(const Json& options) {
  const std::string mark = GetString(options, "decimal");
  if (mark == ",") return Decimal::kComma;
  return mark == "." ? Decimal::kPoint : Decimal::kUnknown;
}

// The file as the importer receives it: text importers get UTF-8.
struct Input {
  const Fd* fd = nullptr;
  Fd transcoded;
  std::string encoding;  // "" where the importer reads bytes
  std::string warning;   // where the encoding deserves a second look
};

Result<Input> PrepareInput(const SourceFile& file, const Manifest& manifest,
                           const EncodingHints& hints) {
  Input input;
  input.fd = &file.fd();
  if (manifest.input != "text") return input;
  Result<FoundEncoding> found = FindEncoding(file.fd().get(), hints, file.name());
  if (!found.ok()) return found.status();
  input.encoding = found->name;
  input.warning = found->warning;
  if (found->name == "utf-8" && found->bom_bytes == 0) return input;
  Result<Fd> memory = MemoryFile("utf-8", "");
  if (!memory.ok()) return memory.status();
  input.transcoded = *std::move(memory);
  Status s = TranscodeToUtf8(file.fd().get(), *found, input.transcoded.get(), file.name());
  if (!s.ok()) return s;
  if (s = Seal(input.transcoded); !s.ok()) return s;
  input.fd = nullptr;  // the transcoded one; a moved Input must not point into its old self
  return input;
}

const Fd& FdOf(const Input& input) { return input.fd != nullptr ? *input.fd : input.transcoded; }

// The options by what stands lower: the mapping's, then the person's.
std::vector<Json> LayersOf(const ImportRequest& request, const Mapping* mapping) {
  std::vector<Json> layers;
  if (mapping != nullptr) layers.push_back(*mapping->options);
  if (request.options) layers.push_back(*request.options);
  return layers;
}

// Takes "encoding" out of the layers: it is the core's own option, for text importers.
std::string TakeEncoding(const Manifest& manifest, std::vector<Json>& layers) {
  std::string told;
  if (manifest.input != "text" || GetMember(*manifest.options, "encoding").is_object()) return told;
  for (Json& layer : layers) {
    if (!layer.contains("encoding")) continue;
    told = GetString(layer, "encoding");
    layer.erase("encoding");
  }
  return told == "auto" ? "" : told;
}

// "not-a-pair 20, unknown-code 61"
std::string KindsOf(const Findings& findings) {
  std::vector<std::string> kinds;
  for (const auto& [code, count] : findings.by_code()) {
    kinds.push_back(code + " " + Grouped(count));
  }
  return Join(kinds, ", ");
}

const Finding* FirstError(const Findings& findings) {
  for (const Finding& finding : findings.kept()) {
    if (finding.level == Level::kError) return &finding;
  }
  return nullptr;
}

// Why a file whose rows have errors is refused whole.
Status RefusedForErrors(const std::string& file, const Findings& findings) {
  const Finding& first = *FirstError(findings);
  std::string message = first.message;
  if (findings.errors() > 1) {
    message = file + ": " + Grouped(findings.errors()) + " errors were found (" + KindsOf(findings) +
              "); nothing was stored. The first: " + first.message;
  } else {
    message += " Nothing was stored.";
  }
  std::string hint = first.hint;
  if (findings.errors() > 1) {
    hint = "Correct the file or the mapping; --refused FILE gives the refused rows back with the "
           "reasons, --accept-good-rows stores the others.";
  }
  return Status::Refused(findings.errors() > 1 ? "rows-refused" : first.code, message)
      .WithHint(hint)
      .At(first.place);
}

Status RefusedForPersonalData(const TableSink& sink) {
  std::string message = sink.personal().front().message;
  if (sink.personal_total() > 1) {
    const std::uint64_t more = sink.personal_total() - 1;
    message += more == 1 ? " There is 1 more such place."
                         : " There are " + Grouped(more) + " more such places.";
  }
  return Status::Refused("personal-data", message)
      .WithHint(sink.personal().front().hint)
      .At(sink.personal().front().place);
}

// What an importer says about its input names row and column; the core knows the file.
Status InFile(const Status& status, const std::string& file) {
  Place place = status.place();
  if (!place.file.empty()) return status;
  place.file = file;
  if (status.code() != "bad-input") return status.At(place);
  const std::string& said = status.message();
  const bool begins_with_place =
      said.starts_with("row ") || said.starts_with("sheet ") || said.starts_with("column ");
  return Status::Refused(status.code(),
                         file + (begins_with_place ? ", " : ": ") + said + " Nothing was stored.")
      .WithHint(status.hint())
      .At(place);
}

// An importer that gives up may quote the cell at which it did.
Status WithoutPersonalData(const Status& status, const std::string& file) {
  PersonalDataScanner scanner;
  const Place& place = status.place();
  for (const std::string& said : {status.message(), status.hint(), place.sheet, place.column}) {
    if (auto hit = scanner.ScanMessage(said)) {
      return PersonalDataRefusal(*hit, {file, "", place.row, ""});
    }
  }
  return InFile(status, file);
}

Finding EncodingFinding(const std::string& file, const std::string& warning) {
  Finding finding;
  finding.level = Level::kWarning;
  finding.code = "doubtful-encoding";
  finding.place.file = file;
  finding.message = warning;
  return finding;
}

Finding DuplicateFinding(const std::string& file, const DuplicateRow& row) {
  Problem problem;
  problem.code = "duplicate-key";
  problem.expected = "one value for " + row.key.country + " " + row.key.indicator + " " + row.period +
                     (row.key.dimensions.empty() ? "" : " " + row.key.dimensions) + " from " +
                     row.source + "; row " + std::to_string(row.other_row) +
                     (row.same_value ? " says the same" : " says another one");
  problem.hint = "Keep one of the rows, or map the column in which they differ.";
  return MakeFinding(problem, {file, row.sheet, row.row, ""});
}

// What was asked, for the batch to keep.  A mapping document that is not saved is kept whole: its
// file may be gone tomorrow.
std::string RequestText(const ImportRequest& request, const Mapping* mapping) {
  Json json;
  json["country"] = NullIfEmpty(request.country);
  json["source"] = NullIfEmpty(request.source);
  json["plugin"] = NullIfEmpty(request.plugin);
  json["options"] = request.options ? *request.options : Json::object();
  json["mapping"] = Json();
  if (mapping != nullptr && mapping->saved) {
    json["mapping"] = {{"name", mapping->name}, {"version", mapping->version}};
  } else if (mapping != nullptr && mapping->document) {
    json["mapping"] = {{"document", *mapping->document}};
  }
  return DumpJson(json);
}

}  // namespace

Result<ImportRequest> RepeatOf(const BatchRecord& batch) {
  const std::string which = "Batch " + std::to_string(batch.number);
  if (batch.origin != "imported") {
    return Status::Refused("not-a-file", which + " is a value entered by hand, not a file.")
        .WithHint("Enter the next value with 'rapporteur set'.");
  }
  const Json asked = Json::parse(batch.request, nullptr, false);
  if (!asked.is_object() || asked.empty()) {
    return Status::Refused("request-not-kept",
                           which + " does not say with which country, source and mapping it was "
                                   "read; an earlier version of the program stored it.")
        .WithHint("Import the file with 'rapporteur import' and the options themselves.");
  }
  ImportRequest request;
  request.plugin = batch.plugin.id;
  request.country = GetString(asked, "country");
  request.source = GetString(asked, "source");
  request.options = std::make_shared<const Json>(GetMember(asked, "options"));
  const Json& mapping = GetMember(asked, "mapping");
  if (mapping.is_object() && mapping.contains("document")) {
    request.mapping_document = std::make_shared<const Json>(mapping["document"]);
  } else {
    request.mapping = GetString(mapping, "name");
    request.mapping_version = static_cast<int>(GetInt(mapping, "version"));
  }
  return request;
}

Status Engine::FindKnown(BatchRecord& record) {
  Result<std::int64_t> number = store_.batches().FindByFile(record.file.sha256);
  if (!number.ok() || *number == 0) return number.status();
  Result<BatchRecord> batch = store_.batches().Get(*number);
  if (!batch.ok()) return batch.status();
  record.known = {batch->number, batch->finished, batch->user};
  return {};
}

Result<std::optional<Mapping>> Engine::FindMapping(const ImportRequest& request) {
  if (request.mapping_document) {
    const std::string what = "mapping " + GetString(*request.mapping_document, "name");
    if (Status s = AsStatus(CheckDocument(*request.mapping_document, what)); !s.ok()) return s;
    Result<Mapping> mapping = Mapping::Read(*request.mapping_document, what);
    if (!mapping.ok()) return mapping.status();
    return std::optional<Mapping>(*std::move(mapping));
  }
  const std::string& wanted = request.mapping;
  if (wanted.empty()) return std::optional<Mapping>();
  const bool is_file = wanted.find('/') != std::string::npos || wanted.ends_with(".json") ||
                       std::filesystem::exists(wanted);
  if (is_file) {
    Result<std::string> text = ReadFile(wanted, 4u << 20);
    if (!text.ok()) return text.status();
    Result<Json> json = ParseJson(*text, wanted);
    if (!json.ok()) return json.status();
    if (Status s = AsStatus(CheckDocument(*json, wanted)); !s.ok()) return s;
    Result<Mapping> mapping = Mapping::Read(*json, wanted);
    if (!mapping.ok()) return mapping.status();
    return std::optional<Mapping>(*std::move(mapping));
  }
  Result<SavedMapping> saved = store_.mappings().Get(wanted, request.mapping_version);
  if (!saved.ok()) return saved.status();
  Result<Json> json = ParseJson(saved->json, "mapping " + wanted);
  if (!json.ok()) return json.status();
  Result<Mapping> mapping = Mapping::Read(*json, "mapping " + wanted);
  if (!mapping.ok()) return mapping.status();
  mapping->version = saved->version;
  mapping->saved = true;
  return std::optional<Mapping>(*std::move(mapping));
}

Result<InstalledPlugin> Engine::ChoosePlugin(const ImportRequest& request, const Mapping* mapping,
                                             const SourceFile& file) {
  if (!request.plugin.empty()) return registry_.Enabled(request.plugin);
  if (mapping != nullptr && !mapping->plugin.empty()) return registry_.Enabled(mapping->plugin);
  Result<std::vector<InstalledPlugin>> importers = registry_.EnabledOfKind("importer");
  if (!importers.ok()) return importers.status();
  int best = 0;
  Status no_answer;  // why an importer could not be asked, the first one
  std::vector<const InstalledPlugin*> winners;
  for (const InstalledPlugin& importer : *importers) {
    Result<Json> resolved = ResolveOptions(importer.manifest, {});
    if (!resolved.ok()) return resolved.status();
    std::vector<Json> layers = LayersOf(request, mapping);
    const EncodingHints hints{TakeEncoding(importer.manifest, layers), request.country};
    Result<Input> input = PrepareInput(file, importer.manifest, hints);
    if (!input.ok()) {  // its bytes are no text: this importer can't read them
      if (input.status().failure() != Failure::kRefused) return input.status();
      if (no_answer.ok()) no_answer = input.status();
      continue;
    }
    Result<int> score = workers_.Sniff(importer.binary, FdOf(*input), resolved->dump());
    if (!score.ok() && no_answer.ok()) no_answer = score.status();
    if (!score.ok() || *score <= 0 || *score < best) continue;
    if (*score > best) winners.clear();
    best = *score;
    winners.push_back(&importer);
  }
  if (winners.size() == 1) return *winners.front();
  if (winners.empty() && !no_answer.ok()) return no_answer;
  if (winners.empty()) {
    return Status::Refused("no-importer",
                           file.name() + ": no enabled importer recognises the content of this file.")
        .WithHint("Name one with --plugin ID ('rapporteur plugin list' shows them), or save the "
                  "file as CSV.");
  }
  std::vector<std::string> ids;
  for (const InstalledPlugin* winner : winners) ids.push_back(winner->row.id);
  return Status::Refused("several-importers", file.name() + ": several importers could read this file: " +
                                                  List(ids) + ".")
      .WithHint("Name one with --plugin ID.");
}

Result<ImportOutcome> Engine::Run(const ImportRequest& request,
                                  const std::function<void(const ImportProgress&)>& progress) {
  Result<std::unique_ptr<SourceFile>> file = SourceFile::Load(request.path);
  if (!file.ok()) return file.status();
  Result<std::optional<Mapping>> mapping = FindMapping(request);
  if (!mapping.ok()) return mapping.status();
  if (*mapping && (*mapping)->persons) {
    return Status::Usage("not-yet", "The mapping " + Quote((*mapping)->name) +
                                        " counts persons; this version imports counts only.");
  }
  if (!request.source.empty() && !request.country.empty()) {
    Result<Source> source = store_.sources().Resolve(request.country, request.source);
    if (!source.ok()) return source.status().Within("--source");
  }
  return RunOnce(request, **file, *std::move(mapping), progress);
}

Result<ImportOutcome> Engine::RunOnce(const ImportRequest& request, const SourceFile& file,
                                      std::optional<Mapping> mapping,
                                      const std::function<void(const ImportProgress&)>& progress) {
  const std::string started = store_.Now();
  Result<InstalledPlugin> plugin = ChoosePlugin(request, mapping ? &*mapping : nullptr, file);
  if (!plugin.ok()) return plugin.status();
  std::vector<Json> layers = LayersOf(request, mapping ? &*mapping : nullptr);
  const EncodingHints hints{TakeEncoding(plugin->manifest, layers), request.country};
  Result<Json> options = ResolveOptions(plugin->manifest, layers);
  if (!options.ok()) return options.status();
  Result<Input> input = PrepareInput(file, plugin->manifest, hints);
  if (!input.ok()) return input.status();

  Result<std::unique_ptr<Stage>> stage = Stage::Begin(store_);
  if (!stage.ok()) return stage.status();
  const bool told_mapping = mapping.has_value();
  TableSink sink(store_, **stage, std::move(mapping),
                 {file.name(), request.country, request.source, OptionDecimal(*options),
                  !request.refused_path.empty()});
  if (!input->warning.empty()) sink.findings().Add(EncodingFinding(file.name(), input->warning));
  if (progress) sink.on_rows = [&](std::uint64_t rows) { progress({rows, "reading"}); };
  Result<JobReport> report = workers_.Import(plugin->binary, FdOf(*input), options->dump(),
                                             LimitsOf(plugin->manifest), sink);
  if (!report.ok() && sink.better_mapping() && !told_mapping) {
    return RunOnce(request, file, *sink.better_mapping(), progress);
  }

  ImportOutcome outcome;
  BatchRecord& record = outcome.record;
  record.dry_run = request.dry_run;
  record.file = {file.name(), Sha256(file.bytes()), input->encoding, file.bytes().size(), false};
  record.plugin = {plugin->row.id, plugin->row.version, plugin->binary.sha256};
  record.options = options->dump();
  if (sink.mapping() != nullptr) record.mapping = {sink.mapping()->name, sink.mapping()->version};
  record.request = RequestText(request, sink.mapping());
  if (Status s = FindKnown(record); !s.ok()) return s;
  record.user = request.user;
  record.started = started;
  record.accepted_good_rows = request.accept_good_rows;
  record.rows = sink.rows();
  record.state = "refused";
  record.finished = store_.Now();
  if (sink.personal_total() > 0) {
    for (const Finding& finding : sink.personal()) record.findings.push_back(finding);
    record.findings_total = sink.personal_total();
    record.findings_by_code["personal-data"] = sink.personal_total();
    outcome.status = RefusedForPersonalData(sink);
    return outcome;
  }
  if (!report.ok()) {
    if (report.status().failure() != Failure::kRefused) return report.status();
    record.SetFindings(sink.findings());
    outcome.status = WithoutPersonalData(report.status(), file.name());
    return outcome;
  }
  if (!request.refused_path.empty() && sink.rows().refused > 0) {
    if (Status s = sink.refused_rows().Write(request.refused_path); !s.ok()) return s;
  }

  sink.CountUnseenIssues(report->issue_total);
  if (progress) progress({sink.rows().read, "comparing"});
  Findings& findings = sink.findings();
  Result<Difference> difference = (*stage)->Compare(
      [&](const DuplicateRow& row) { findings.Add(DuplicateFinding(file.name(), row)); });
  if (!difference.ok()) return difference.status();
  record.observations = {difference->added, difference->changed, difference->unchanged,
                         difference->refused};
  record.SetFindings(findings);
  if (findings.errors() > 0 && !request.accept_good_rows) {
    outcome.status = RefusedForErrors(file.name(), findings);
    return outcome;
  }
  if (sink.rows().read == 0) {
    outcome.status = Status::Refused("no-rows", file.name() +
                                                    ": the file has a header but no row below it.")
                         .At({file.name(), "", 0, ""});
    return outcome;
  }
  record.state = difference->added + difference->changed == 0 ? "nothing_new" : "stored";
  if (request.dry_run || record.state == "nothing_new") return outcome;

  if (progress) progress({sink.rows().read, "storing"});
  record.observations.refused = 0;  // Commit adds the duplicates
  KeptOriginal original{file.bytes(), file.name(), record.file.sha256};
  record.file.kept = true;
  if (Status s = (*stage)->Commit(record, &original); !s.ok()) return s;
  return outcome;
}

}  // namespace rapporteur
