// A country without a compiler: begin a folder, check it, pack it.
#include <filesystem>

#include "core/base/fd.h"
#include "core/base/hash.h"
#include "core/base/json.h"
#include "core/base/messages.h"
#include "core/base/text.h"
#include "core/cli/command.h"
#include "core/cli/console.h"
#include "core/cli/draft_base.h"
#include "core/draft/check_draft.h"
#include "core/draft/draft.h"
#include "core/draft/new_draft.h"
#include "core/draft/pack_draft.h"
#include "core/draft/text_table.h"
#include "core/model/translation.h"

namespace rapporteur {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> Listed(const std::string& text) {
  std::vector<std::string> pieces;
  for (std::string_view piece : Split(text, ',')) {
    if (!Trim(piece).empty()) pieces.emplace_back(Trim(piece));
  }
  return pieces;
}

Status WriteNew(const std::string& folder, const std::map<std::string, std::string>& files) {
  std::error_code error;
  if (fs::exists(folder, error) && !fs::is_empty(folder, error)) {
    return Status::Refused("folder-not-empty",
                           folder + ": this is there already; a new folder was expected.")
        .WithHint("Name another folder with --dir.");
  }
  for (const auto& [name, bytes] : files) {
    const std::string path = folder + "/" + name;
    fs::create_directories(fs::path(path).parent_path(), error);
    if (error) {
      return Status::Refused("cannot-write-file",
                             path + ": the folder cannot be made (" + error.message() + ").");
    }
    if (Status s = WriteFileAtomically(path, bytes); !s.ok()) return s;
  }
  return {};
}

Result<Output> New(Console& console, const CommandArguments& arguments) {
  const std::string kind = arguments.Get("KIND");
  if (kind != "country") {
    return Status::Usage("bad-kind", "KIND: found " + Quote(kind) + ", expected country.");
  }
  Result<Json> base = BaseForNew(console);
  if (!base.ok()) return base.status();
  NewDraft wanted{arguments.Get("ID"), arguments.Get("--name"),
                  Listed(arguments.Get("--languages")), arguments.Get("--publisher", "unknown"),
                  arguments.Get("--licence", "MIT")};
  Result<std::map<std::string, std::string>> files = FilesOf(wanted, *base);
  if (!files.ok()) return files.status();
  const std::string id = wanted.id.substr(wanted.id.rfind('.') + 1);
  const std::string folder = arguments.Get("--dir", AsciiLower(id));
  if (Status s = WriteNew(folder, *files); !s.ok()) return s;
  Result<Draft> draft = Draft::Open(folder);
  if (!draft.ok()) return draft.status();
  Json json;
  json["format"] = "plugin-new/1";
  json["id"] = draft->id();
  json["folder"] = draft->folder;
  json["document"] = draft->file;
  json["files"] = Json::array();
  std::string text = "Wrote " + draft->folder + ":\n";
  for (const auto& [name, bytes] : *files) {
    json["files"].push_back(name);
    text += "  " + name + "\n";
  }
  for (const std::string& language : GetStrings(*draft->document, "languages")) {
    if (Messages::In(language)->translated()) continue;
    text += "The sentences of reports are not translated into " + language + " yet.\n";
  }
  text += "Edit " + draft->file + ", then: rapporteur plugin check " + draft->folder + "\n";
  return MakeOutput(std::move(json), std::move(text));
}

// Writes anew what the translations of the document were made from.
Status RecordTranslations(const Draft& draft, const Json& base) {
  Result<std::shared_ptr<const Catalogue>> catalogue =
      Catalogue::Build(base, draft.document.get());
  if (!catalogue.ok()) return catalogue.status();
  Result<std::string> text =
      WithTranslated(draft.text, *draft.document, **catalogue, draft.file);
  return text.ok() ? WriteFileAtomically(draft.file, *text) : text.status();
}

Result<DraftReport> Checked(Console& console, const Draft& draft, const DraftCheckOptions& options) {
  Result<Json> base = BaseOf(console, draft);
  return base.ok() ? CheckDraft(draft, *base, options) : Result<DraftReport>(base.status());
}

Status Failure(const DraftReport& report, const Draft& draft) {
  if (report.failed() == 0) return {};
  return Status::Refused("check-failed", draft.file + ": " +
                                             Counted(report.failed(), "check", "checks") +
                                             " failed.");
}

Result<Output> Check(Console& console, const CommandArguments& arguments) {
  const std::string path = arguments.Get("PATH");
  Result<Draft> draft = Draft::Open(path);
  if (!draft.ok()) return draft.status();
  const DraftCheckOptions options{arguments.Get("--only"), arguments.Has("--complete")};
  Result<DraftReport> report = Checked(console, *draft, options);
  if (!report.ok()) return report.status();
  if (arguments.Has("--record-translations") && report->failed() == 0) {
    Result<Json> base = BaseOf(console, *draft);
    if (!base.ok()) return base.status();
    if (Status s = RecordTranslations(*draft, *base); !s.ok()) return s;
    if (draft = Draft::Open(path); !draft.ok()) return draft.status();
    if (report = Checked(console, *draft, options); !report.ok()) return report.status();
  }
  Output output = MakeOutput(ToJson(*report, path), ToText(*report));
  output.failure = Failure(*report, *draft);
  return output;
}

Result<Output> Pack(Console& console, const CommandArguments& arguments) {
  Result<Draft> draft = Draft::Open(arguments.Get("DIR"));
  if (!draft.ok()) return draft.status();
  Result<DraftReport> report = Checked(console, *draft, {});
  if (!report.ok()) return report.status();
  if (Status failed = Failure(*report, *draft); !failed.ok()) {
    Output output = MakeOutput(ToJson(*report, draft->folder), ToText(*report));
    output.failure = failed;
    return output;
  }
  Result<std::string> package = PackDraft(*draft, DeliveredCarrier(), arguments.Get("-o", "."));
  if (!package.ok()) return package.status();
  const std::string shown = fs::path(*package).lexically_normal().string();
  Result<std::string> manifest = ReadFile(*package + "/manifest.json");
  if (!manifest.ok()) return manifest.status();
  Json json;
  json["format"] = "packed/1";
  json["folder"] = shown;
  json["id"] = draft->id();
  json["version"] = draft->version();
  json["sha256"] = Sha256(*manifest);
  return MakeOutput(std::move(json), "Packed " + draft->id() + " " + draft->version() + " in " +
                                         shown + ".\nInstall it with: rapporteur plugin install " +
                                         shown + "\n");
}

Result<Output> TableOfTexts(Console& console, const CommandArguments& arguments) {
  Result<Draft> draft = Draft::Open(arguments.Get("DIR"));
  if (!draft.ok()) return draft.status();
  Result<Json> base = BaseOf(console, *draft);
  if (!base.ok()) return base.status();
  Json json;
  json["format"] = "text-table/1";
  json["document"] = draft->file;
  if (arguments.Has("--read") == arguments.Has("-o")) {
    return Status::Usage("usage", "plugin table: expected either -o FILE or --read FILE.");
  }
  if (arguments.Has("--read")) {
    const std::string file = arguments.Get("--read");
    Result<std::string> bytes = ReadFile(file, 64u << 20);
    if (!bytes.ok()) return bytes.status();
    Result<ReadTable> read = ReadTextTable(*draft, *base, *bytes, file);
    if (!read.ok()) return read.status();
    if (read->text != draft->text) {
      if (Status s = WriteFileAtomically(draft->file, read->text); !s.ok()) return s;
    }
    json["changed"] = read->changed;
    json["added"] = read->added;
    return MakeOutput(std::move(json), "Changed " + Counted(read->changed, "text", "texts") +
                                           " and added " + std::to_string(read->added) + " in " +
                                           draft->file + ".\n");
  }
  Result<std::string> table = TextTable(*draft, *base);
  if (!table.ok()) return table.status();
  const std::string file = arguments.Get("-o");
  if (Status s = WriteFileAtomically(file, *table); !s.ok()) return s;
  json["file"] = file;
  json["size"] = table->size();
  return MakeOutput(std::move(json), "Wrote " + file + " (" + Grouped(table->size()) + " bytes).\n");
}

}  // namespace

std::vector<Command> DraftCommands() {
  return {
      {{"plugin", "new"},
       "Begin a country of your own, without a compiler",
       {{"KIND", "", "country", true},
        {"ID", "", "Two letters (HR), or an id that ends in them (org.example.country.hr)", true},
        {"--dir", "DIR", "The folder to write; the two letters where not told"},
        {"--name", "NAME", "The country's name in English; that of the Unicode CLDR where not told"},
        {"--languages", "TAG,TAG", "The national languages; the most spoken one where not told"},
        {"--publisher", "NAME", "Who publishes the module"},
        {"--licence", "NAME", "Its licence; MIT where not told"}},
       "The document takes every core indicator over as the region defines it; it can be checked,\n"
       "reported from and packed at once.  Example: rapporteur plugin new country HR --dir croatia",
       New},
      {{"plugin", "check"},
       "Check the folder or package of a country, and how far its languages are",
       {{"PATH", "", "The folder with the document", true},
        {"--only", "NAME", "Only the check of this name"},
        {"--complete", "", "A missing or stale translation is an error too"},
        {"--record-translations", "",
         "Record that all translations have been read against their present English text"}},
       "Errors name the file, the place in it and what was expected; the exit status is 1 then.",
       Check},
      {{"plugin", "pack"},
       "Make a package of a country's folder, without a compiler",
       {{"DIR", "", "The folder with the document", true},
        {"-o", "DIR", "Where to write the folder ID-VERSION; here where not told"}},
       "A folder with errors is not packed.",
       Pack},
      {{"plugin", "table"},
       "Write the texts of a country for a spreadsheet program, or read them back",
       {{"DIR", "", "The folder with the document", true},
        {"-o", "FILE", "Write them: a row for each text, a column for each language (CSV)"},
        {"--read", "FILE", "Put the cells that were changed into the document"}},
       "A table that comes back unchanged changes no byte of the document.",
       TableOfTexts},
  };
}

}  // namespace rapporteur
