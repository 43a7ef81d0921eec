#include "core/base/fd.h"
#include "core/base/json.h"
#include "core/base/schema.h"
#include "core/base/text.h"
#include "core/cli/command.h"
#include "core/cli/console.h"
#include "core/cli/samples.h"
#include "core/model/document_text.h"
#include "core/model/merge.h"
#include "core/upgrade/upgrade.h"

namespace rapporteur {
namespace {

Status Take(Console& console, Store& store, const ProvedPackage& proved,
            const UpgradeReport& report, const std::string& correction) {
  Result<Transaction> transaction = store.Begin();
  if (!transaction.ok()) return transaction.status();
  Status s = TakeUpgrade(store, console.registry(), proved, report, correction, console.user());
  if (!s.ok()) return s;
  s = SaveMappings(store, proved.package.folder, console.user());
  if (!s.ok()) return s;
  return transaction->Commit();
}

Result<Output> Upgrade(Console& console, const CommandArguments& arguments) {
  const bool dry_run = arguments.Has("--dry-run");
  Result<Store*> store = console.store(dry_run ? Store::Mode::kRead : Store::Mode::kWrite);
  if (!store.ok()) return store.status();
  Result<ProvedPackage> proved = console.registry().Prove(arguments.Get("PATH"));
  if (!proved.ok()) return proved.status();
  Result<UpgradeReport> report = TryUpgrade(**store, *proved, console.user());
  if (!report.ok()) return report.status();
  std::string text = ToText(*report, dry_run);
  Status taken;
  if (dry_run) {
    text += "Dry run: nothing was changed.\n";
  } else {
    taken = Take(console, **store, *proved, *report, arguments.Get("--correction"));
    if (taken.ok()) text += "Upgraded; the next job uses " + report->to + ".\n";
  }
  Output output = MakeOutput(ToJson(*report, dry_run), std::move(text));
  output.failure = taken;
  return output;
}

// ---- plugin merge

struct ReadDocument {
  std::string text;
  Json json;
};

Result<ReadDocument> Read(const std::string& path) {
  Result<std::string> text = ReadFile(path, std::uint64_t{64} << 20);
  if (!text.ok()) return text.status();
  Result<Json> json = ParseJson(*text, path);
  if (!json.ok()) return json.status();
  if (Status s = AsStatus(CheckDocument(*json, path)); !s.ok()) return s;
  return ReadDocument{*std::move(text), *std::move(json)};
}

const char* NameOf(MergeKind kind) {
  switch (kind) {
    case MergeKind::kTaken: return "taken";
    case MergeKind::kAgreed: return "agreed";
    case MergeKind::kUnresolved: return "unresolved";
    case MergeKind::kRemoved: return "removed";
    case MergeKind::kToDecide: break;
  }
  return "to_decide";
}

Json MergeJson(const MergeResult& result, const std::string& from, const std::string& to) {
  Json json;
  json["format"] = "merge/1";
  json["old_base"] = from;
  json["new_base"] = to;
  json["open"] = result.open();
  for (MergeKind kind : {MergeKind::kUnresolved, MergeKind::kRemoved, MergeKind::kToDecide,
                         MergeKind::kTaken, MergeKind::kAgreed}) {
    Json& list = json[NameOf(kind)] = Json::array();
    for (const MergeItem& item : result.items) {
      if (item.kind != kind) continue;
      list.push_back({{"path", item.path},
                      {"old_base", *item.old_base},
                      {"new_base", *item.new_base},
                      {"national", *item.national},
                      {"note", NullIfEmpty(item.note)}});
    }
  }
  json["stale"] = result.stale;
  json["faults"] = Json::array();
  for (const DocumentFault& fault : result.faults) json["faults"].push_back(fault.message);
  return json;
}

// A value on one line; a whole indicator or version only by its size.
std::string Shown(const Json& value) {
  if (value.is_null()) return "(nothing)";
  if (value.is_object() && (value.contains("versions") || value.contains("version"))) {
    return "(see the document)";
  }
  return value.is_string() ? value.get<std::string>() : value.dump();
}

std::string MergeSection(const MergeResult& result, MergeKind kind, const std::string& title) {
  const std::size_t count = result.Count(kind);
  if (count == 0) return "";
  std::string text = title + ": " + Grouped(count) + ".\n";
  for (const MergeItem& item : result.items) {
    if (item.kind != kind) continue;
    text += "  " + item.path + (item.note.empty() ? "" : ": " + item.note) + "\n";
    if (kind == MergeKind::kToDecide || kind == MergeKind::kRemoved) continue;
    text += "    old base: " + Shown(*item.old_base) + "\n";
    text += "    new base: " + Shown(*item.new_base) + "\n";
    if (kind == MergeKind::kUnresolved) text += "    national: " + Shown(*item.national) + "\n";
  }
  return text;
}

std::string MergeText(const MergeResult& result) {
  std::string text =
      MergeSection(result, MergeKind::kTaken, "Taken over from the new base") +
      MergeSection(result, MergeKind::kAgreed, "Changed in both to the same") +
      MergeSection(result, MergeKind::kUnresolved,
                   "Unresolved, changed in both and left as the country has it") +
      MergeSection(result, MergeKind::kRemoved, "Gone from the base, used by the country") +
      MergeSection(result, MergeKind::kToDecide, "To be decided");
  if (!result.stale.empty()) {
    text += "Translations whose English has changed: " + Grouped(result.stale.size()) + ".\n";
    for (const std::string& key : result.stale) text += "  " + key + "\n";
  }
  if (!result.faults.empty()) text += "Still lacking:\n";
  for (const DocumentFault& fault : result.faults) text += "  " + fault.message + "\n";
  return text.empty() ? "Nothing in the new base concerns this document.\n" : text;
}

Result<Output> Merge(Console&, const CommandArguments& arguments) {
  Result<ReadDocument> old_base = Read(arguments.Get("--old-base"));
  if (!old_base.ok()) return old_base.status();
  Result<ReadDocument> new_base = Read(arguments.Get("--new-base"));
  if (!new_base.ok()) return new_base.status();
  Result<ReadDocument> national = Read(arguments.Get("FILE"));
  if (!national.ok()) return national.status();
  Result<MergeResult> merged = MergeBase(old_base->json, new_base->json, national->json);
  if (!merged.ok()) return merged.status();
  std::string text = MergeText(*merged);
  if (arguments.Has("-o")) {
    const std::string path = arguments.Get("-o");
    Status written = WriteFileAtomically(
        path, InLayoutOf(national->text, national->json, *merged->document));
    if (!written.ok()) return written;
    text += "Wrote " + path + ", based on " + GetString(new_base->json, "version") +
            ". Give it a new version before it is packed.\n";
  } else {
    text += "Nothing was written; -o FILE writes the merged document.\n";
  }
  Output output = MakeOutput(
      MergeJson(*merged, GetString(old_base->json, "version"), GetString(new_base->json, "version")),
      std::move(text));
  if (merged->open()) {
    output.failure =
        Status::Refused("unresolved", "The merged document is not finished: a person must decide "
                                      "what is listed as unresolved, gone, to be decided or "
                                      "lacking.");
  }
  return output;
}

}  // namespace

std::vector<Command> UpgradeCommands() {
  return {
      {{"plugin", "upgrade"},
       "Install a newer version and switch to it, showing what it changes",
       {{"PATH", "", "The new version's folder", true},
        {"--dry-run", "", "Only show what would change; the data folder stays as it is"},
        {"--correction", "REASON",
         "Accept that a definition in use gets another meaning, because it was wrong"}},
       "Of a country module it shows which indicators change, which stored values no longer fit and\n"
       "which figures will move.  Values keep the definition they were given under.\n"
       "Example: rapporteur plugin upgrade serbia-1.1.0 --dry-run",
       Upgrade},
      {{"plugin", "merge"},
       "Take a country's document from one version of the regional catalogue to the next",
       {{"FILE", "", "The country's document (JSON)", true},
        {"--old-base", "FILE", "The regional document it is based on", true},
        {"--new-base", "FILE", "The regional document it is to be based on", true},
        {"-o", "FILE", "Where to write the merged document"}},
       "What only the catalogue changed is taken over, what only the country changed stays; what both\n"
       "changed stays as the country has it and is listed, never guessed.  Exit status 1 while\n"
       "something is left to decide.",
       Merge},
  };
}

}  // namespace rapporteur
