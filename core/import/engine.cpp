#include "core/import/engine.h"

#include <algorithm>
#include <filesystem>

#include "core/base/json.h"
#include "core/check/import_check.h"
#include "core/base/schema.h"
#include "core/base/secrecy.h"
#include "core/base/text.h"
#include "core/import/map_code.h"
#include "core/import/personal_data.h"
#include "core/import/preview_fill.h"
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

// The importer of the copies that --refused writes.
const char* const kCopyImporter = "org.rapporteur.csv-import";

// The options by what stands lower: the mapping's, then the person's.  Of a corrected copy of refused
// rows only how numbers are written is as in the file it comes from.
std::vector<Json> LayersOf(const SourceFile& file, const ImportRequest& request,
                           const Mapping* mapping) {
  std::vector<Json> layers;
  if (mapping != nullptr && IsRefusedCopy(file.bytes())) {
    Json of_copy = Json::object();
    if (mapping->options->contains("decimal")) of_copy["decimal"] = (*mapping->options)["decimal"];
    layers.push_back(std::move(of_copy));
  } else if (mapping != nullptr) {
    layers.push_back(*mapping->options);
  }
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
  for (const auto& [code, count] : findings.errors_by_code()) {
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
Status RefusedForErrors(const std::string& file, const Findings& findings, bool persons) {
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
    if (persons) hint = "Correct the file or the mapping; --accept-good-rows counts the others.";
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
  if (status.code() != "bad-input" && status.code() != "unsupported-input" &&
      status.code() != "limit-reached") {
    return status.At(place);
  }
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

BatchRecord::Counted CountedOf(const TableSink& sink) {
  const Counter& counter = *sink.counter();
  BatchRecord::Counted counted{counter.unit(), counter.groups(), {}, sink.skipped_by_reason()};
  for (const Counter::Total& total : counter.totals()) {
    counted.totals.push_back({total.country, total.indicator, total.count});
  }
  return counted;
}

Status NoCopyOfPersons(const std::string& file) {
  return Status::Refused("no-copy-of-persons",
                         file + ": the rows of this table are persons; refused rows of it are not "
                                "given back as a file.")
      .WithHint("Leave out --refused; the findings name the rows by their place.");
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

Result<BatchRecord::Known> Engine::FindKnown(const std::string& sha256) {
  Result<std::int64_t> number = store_.batches().FindByFile(sha256);
  if (!number.ok()) return number.status();
  if (*number == 0) return BatchRecord::Known();
  Result<BatchRecord> batch = store_.batches().Get(*number);
  if (!batch.ok()) return batch.status();
  return BatchRecord::Known{batch->number, batch->finished, batch->user};
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

Result<Mapping> Engine::Extended(const Mapping& mapping, const ImportRequest& request) {
  if (!mapping.document) {
    return Status::Usage("usage", "--map-code: the columns of the file are the vocabulary already, "
                                  "there is no mapping to extend.")
        .WithHint("Correct the code in the file.");
  }
  Json document = *mapping.document;
  for (const std::string& text : request.map_codes) {
    if (Status s = MapCode(text, document); !s.ok()) return s;
  }
  if (document == *mapping.document) return mapping;  // it says so already
  Result<SavedMapping> newest = store_.mappings().Get(mapping.name);
  const int version = newest.ok() ? newest->version : 0;
  document["version"] = version + 1;
  const std::string what = "mapping " + mapping.name;
  if (Status s = AsStatus(CheckDocument(document, what)); !s.ok()) return s;
  Result<Mapping> extended = Mapping::Read(document, what);
  if (extended.ok()) extended->extended = true;
  return extended;
}

Status Engine::SaveExtended(const Mapping& mapping, const ImportRequest& request,
                            BatchRecord& record) {
  Result<SavedMapping> saved =
      store_.mappings().Save(mapping.name, DumpJson(*mapping.document, 1), request.user);
  if (!saved.ok()) return saved.status();
  Mapping stored = mapping;
  stored.version = saved->version;
  stored.saved = true;
  record.mapping = {stored.name, stored.version};
  record.request = RequestText(request, &stored);
  return {};
}

Result<std::vector<Engine::Answer>> Engine::AskImporters(ImportSession& session,
                                                         const ImportRequest& request,
                                                         const Mapping* mapping) {
  Result<std::vector<InstalledPlugin>> importers = registry_.EnabledOfKind("importer");
  if (!importers.ok()) return importers.status();
  std::vector<Answer> answers;
  for (InstalledPlugin& importer : *importers) {
    std::vector<Json> layers = LayersOf(session.file(), request, mapping);
    const EncodingHints hints{TakeEncoding(importer.manifest, layers), request.country};
    Result<ImportSession::Input> input = session.InputFor(importer.manifest, hints);
    if (!input.ok()) {  // its bytes are no text: this importer can't read them
      if (input.status().failure() != Failure::kRefused) return input.status();
      answers.push_back({std::move(importer), input.status(), std::nullopt});
      continue;
    }
    Result<int> score = session.Score(workers_, importer, *input);
    answers.push_back({std::move(importer), std::move(score), input->encoding});
  }
  return answers;
}

Result<InstalledPlugin> Engine::ChoosePlugin(ImportSession& session, const ImportRequest& request,
                                             const Mapping* mapping) {
  const SourceFile& file = session.file();
  if (!request.plugin.empty()) return registry_.Enabled(request.plugin);
  if (mapping != nullptr && !mapping->plugin.empty()) {
    return registry_.Enabled(IsRefusedCopy(file.bytes()) ? kCopyImporter : mapping->plugin);
  }
  Result<std::vector<Answer>> answers = AskImporters(session, request, mapping);
  if (!answers.ok()) return answers.status();
  int best = 0;
  Status no_answer;  // why an importer could not be asked, the first one
  std::vector<const InstalledPlugin*> winners;
  for (const Answer& answer : *answers) {
    if (!answer.score.ok() && no_answer.ok()) no_answer = answer.score.status();
    if (!answer.score.ok() || *answer.score <= 0 || *answer.score < best) continue;
    if (*answer.score > best) winners.clear();
    best = *answer.score;
    winners.push_back(&answer.importer);
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

Status Engine::CheckRequest(const ImportRequest& request) {
  if (request.source.empty() || request.country.empty()) return {};
  Result<Source> source = store_.sources().Resolve(request.country, request.source);
  return source.ok() ? Status() : source.status().Within("--source");
}

Result<ImportOutcome> Engine::Run(const ImportRequest& request,
                                  const std::function<void(const ImportProgress&)>& progress) {
  Result<std::unique_ptr<ImportSession>> session = ImportSession::Load(request.path);
  if (!session.ok()) return session.status();
  return Run(**session, request, progress);
}

Result<ImportOutcome> Engine::Run(ImportSession& session, const ImportRequest& request,
                                  const std::function<void(const ImportProgress&)>& progress) {
  Result<std::optional<Mapping>> mapping = FindMapping(request);
  if (!mapping.ok()) return mapping.status();
  if (Status s = CheckRequest(request); !s.ok()) return s;
  return RunOnce(session, request, *std::move(mapping), nullptr, progress);
}

Result<Preview> Engine::Look(ImportSession& session, const ImportRequest& request,
                             ImportStage until,
                             const std::function<void(const ImportProgress&)>& progress) {
  Result<std::optional<Mapping>> mapping = FindMapping(request);
  if (!mapping.ok()) return mapping.status();
  if (Status s = CheckRequest(request); !s.ok()) return s;
  Looking looking{until, {}, {}, {}};
  const Mapping* told = *mapping ? &**mapping : nullptr;
  if (Status s = FillRead(session, request, told, looking.preview.read); !s.ok()) return s;
  if (until == ImportStage::kRead) return std::move(looking.preview);
  ImportRequest dry = request;
  dry.dry_run = true;
  dry.refused_path.clear();
  Result<ImportOutcome> outcome =
      RunOnce(session, dry, *std::move(mapping), &looking, progress);
  Preview& preview = looking.preview;
  if (outcome.ok()) {
    preview.record = std::move(outcome->record);
    preview.status = outcome->status;
  } else if (outcome.status().failure() == Failure::kRefused) {
    preview.status = outcome.status();
  } else {
    return outcome.status();
  }
  return std::move(preview);
}

Status Engine::FillRead(ImportSession& session, const ImportRequest& request,
                        const Mapping* mapping, ReadPart& part) {
  part.name = session.file().name();
  part.size = session.file().bytes().size();
  part.sha256 = session.sha256();
  Result<BatchRecord::Known> known = FindKnown(part.sha256);
  if (!known.ok()) return known.status();
  part.known = *std::move(known);
  Result<std::vector<Answer>> answers = AskImporters(session, request, mapping);
  if (!answers.ok()) return answers.status();
  for (const Answer& answer : *answers) {
    if (answer.encoding) part.encoding = answer.encoding;
    part.importers.push_back({answer.importer.row.id, answer.score.ok() ? *answer.score : 0,
                              answer.score.ok() ? "" : answer.score.status().message()});
  }
  std::stable_sort(part.importers.begin(), part.importers.end(),
                   [](const auto& a, const auto& b) { return a.score > b.score; });
  Result<InstalledPlugin> chosen = ChoosePlugin(session, request, mapping);
  if (chosen.ok()) part.chosen = chosen->row.id;
  const bool by_mapping = mapping != nullptr && !mapping->plugin.empty();
  part.chosen_by = !request.plugin.empty() ? "told" : by_mapping ? "mapping" : "content";
  return {};
}

Result<ImportOutcome> Engine::RunOnce(ImportSession& session, const ImportRequest& request,
                                      std::optional<Mapping> mapping, Looking* looking,
                                      const std::function<void(const ImportProgress&)>& progress) {
  const std::string started = store_.Now();
  const SourceFile& file = session.file();
  if (!request.map_codes.empty() && mapping && !mapping->extended) {
    Result<Mapping> extended = Extended(*mapping, request);
    if (!extended.ok()) return extended.status();
    mapping = *std::move(extended);
  }
  const bool persons = mapping && mapping->persons;
  if (persons && !request.refused_path.empty()) return NoCopyOfPersons(file.name());
  Result<InstalledPlugin> plugin = ChoosePlugin(session, request, mapping ? &*mapping : nullptr);
  if (!plugin.ok()) return plugin.status();
  std::vector<Json> layers = LayersOf(file, request, mapping ? &*mapping : nullptr);
  const EncodingHints hints{TakeEncoding(plugin->manifest, layers), request.country};
  Result<Json> options = ResolveOptions(plugin->manifest, layers);
  if (!options.ok()) return options.status();
  Result<ImportSession::Input> input = session.InputFor(plugin->manifest, hints);
  if (!input.ok()) return input.status();

  const HeldInMemory file_held(persons ? file.fd().get() : -1);
  const HeldInMemory text_held(persons && input->fd != &file.fd() ? input->fd->get() : -1);
  Result<std::unique_ptr<Stage>> stage = Stage::Begin(store_);
  if (!stage.ok()) return stage.status();
  const bool told_mapping = mapping.has_value();
  ImportCheck check(store_, file.name());
  TableSink sink(store_, **stage, std::move(mapping),
                 {file.name(), request.country, request.source, OptionDecimal(*options),
                  !request.refused_path.empty(), looking != nullptr ? &looking->rows : nullptr,
                  looking != nullptr ? &looking->unknown : nullptr, &check,
                  looking == nullptr || looking->until >= ImportStage::kMap,
                  IsRefusedCopy(file.bytes()), CopySeparator(*options, file.bytes())});
  if (input->encoding && !input->encoding->warning.empty()) {
    sink.findings().Add(EncodingFinding(file.name(), input->encoding->warning));
  }
  if (progress) sink.on_rows = [&](std::uint64_t rows) { progress({rows, "reading"}); };
  Result<JobReport> report = workers_.Import(plugin->binary, *input->fd, options->dump(),
                                             LimitsOf(plugin->manifest), sink);
  if (!report.ok() && sink.better_mapping() && !told_mapping) {
    if (looking != nullptr) looking->rows = RowPreview();
    return RunOnce(session, request, *sink.better_mapping(), looking, progress);
  }

  ImportOutcome outcome;
  BatchRecord& record = outcome.record;
  record.dry_run = request.dry_run;
  record.file = {file.name(), session.sha256(), input->encoding ? input->encoding->name : "",
                 file.bytes().size(), false};
  record.plugin = {plugin->row.id, plugin->row.version, plugin->binary.sha256};
  record.options = options->dump();
  const bool extended = sink.mapping() != nullptr && sink.mapping()->extended;
  if (!request.map_codes.empty() && sink.mapping() != nullptr && !sink.mapping()->document) {
    return Extended(*sink.mapping(), request).status();  // a vocabulary has no mapping to extend
  }
  if (sink.mapping() != nullptr) record.mapping = {sink.mapping()->name, sink.mapping()->version};
  record.request = RequestText(request, sink.mapping());
  Result<BatchRecord::Known> known = FindKnown(record.file.sha256);
  if (!known.ok()) return known.status();
  record.known = *std::move(known);
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

  sink.Finish(report->issue_total);
  if (looking != nullptr) {
    FillParse(sink, looking->rows, looking->preview);
    record.SetFindings(sink.findings());
    if (looking->until == ImportStage::kParse) return outcome;
    if (outcome.status = sink.map_failure(); !outcome.status.ok()) return outcome;
    FillMap(store_, sink, looking->rows, looking->unknown, looking->preview);
  }
  if (Status s = sink.Finish(); !s.ok()) {
    record.SetFindings(sink.findings());
    outcome.status = InFile(s, file.name());
    return outcome;
  }
  if (sink.counter() != nullptr) record.counted = CountedOf(sink);
  if (looking != nullptr && looking->until == ImportStage::kMap) return outcome;
  if (progress) progress({sink.rows().read, "comparing"});
  Findings& findings = sink.findings();
  std::optional<DifferenceCollector> collector;
  if (looking != nullptr && looking->until == ImportStage::kDifference) collector.emplace(store_);
  Result<Difference> difference = (*stage)->Compare(
      [&](const DuplicateRow& row) { findings.Add(DuplicateFinding(file.name(), row)); },
      collector ? ChangeCallback([&](const CellChange& change) { return collector->Add(change); })
                : ChangeCallback());
  if (!difference.ok()) return difference.status();
  const bool whole = findings.errors() == 0 || request.accept_good_rows;
  if (whole && difference->added + difference->changed > 0) {
    Result<std::vector<Finding>> found = check.Run();
    if (!found.ok()) return found.status();
    for (Finding& finding : *found) findings.Add(std::move(finding));
  }
  if (looking != nullptr) FillCheck(findings, looking->preview);
  if (collector) collector->Fill(*difference, findings, looking->preview);
  record.observations = {difference->added, difference->changed, difference->unchanged,
                         difference->refused};
  record.SetFindings(findings);
  if (findings.errors() > 0 && !request.accept_good_rows) {
    outcome.status = RefusedForErrors(file.name(), findings, persons);
    return outcome;
  }
  if (sink.rows().read == 0) {
    outcome.status = Status::Refused("no-rows", file.name() +
                                                    ": the file has a header but no row below it.")
                         .At({file.name(), "", 0, ""});
    return outcome;
  }
  record.state = difference->added + difference->changed == 0 ? "nothing_new" : "stored";
  if (request.dry_run || (record.state == "nothing_new" && !extended)) return outcome;

  if (progress) progress({sink.rows().read, "storing"});
  std::optional<Transaction> together;  // the mapping, and what was read with it
  if (extended) {
    Result<Transaction> begun = store_.Begin();
    if (!begun.ok()) return begun.status();
    together.emplace(*std::move(begun));
    if (Status s = SaveExtended(*sink.mapping(), request, record); !s.ok()) return s;
  }
  if (record.state != "nothing_new") {
    record.observations.refused = 0;  // Commit adds the duplicates
    KeptOriginal original{file.bytes(), file.name(), record.file.sha256};
    record.file.kept = !persons;
    if (Status s = (*stage)->Commit(record, persons ? nullptr : &original); !s.ok()) return s;
  }
  if (together) {
    if (Status s = together->Commit(); !s.ok()) return s;
  }
  return outcome;
}

}  // namespace rapporteur
