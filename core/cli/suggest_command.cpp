#include "core/base/fd.h"
#include "core/base/json.h"
#include "core/base/text.h"
#include "core/cli/command.h"
#include "core/cli/console.h"
#include "core/cli/selection_options.h"
#include "core/cli/table.h"
#include "core/import/engine.h"
#include "core/import/suggest.h"
#include "core/store/documents.h"

namespace rapporteur {
namespace {

// The country of the table: told, the institution's, or the only one there is.
Result<std::string> CountryOf(Store& store, const std::string& told, const std::string& institution) {
  if (!told.empty()) return told;
  Result<std::vector<std::string>> countries = store.documents().ActiveCountries();
  if (!countries.ok()) return countries.status();
  for (const std::string& country : *countries) {
    Result<std::shared_ptr<const Catalogue>> catalogue = store.documents().CatalogueOf(country);
    if (!catalogue.ok()) return catalogue.status();
    if ((*catalogue)->FindInstitution(institution) != nullptr) return country;
  }
  if (!institution.empty()) {
    return Status::Refused("unknown-institution",
                           "--institution: found " + Quote(institution) +
                               ", expected the code of an institution of " + List(*countries) + ".");
  }
  if (countries->size() == 1) return countries->front();
  return Status::Usage("usage", "Say whose table it is with --institution CODE or --country CC.");
}

// "Answer of 2024 (final).xlsx" as a mapping's name: answer-of-2024-final.
std::string NameOf(const std::string& institution, const std::string& file) {
  const std::string folded = FoldLabel(institution.empty() ? file.substr(0, file.rfind('.')) : institution);
  std::string name;
  for (const char c : folded) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      name += c;
    } else if (!name.empty() && name.back() != '-') {
      name += '-';
    }
  }
  while (!name.empty() && name.back() == '-') name.pop_back();
  return name.empty() ? "suggested" : name;
}

std::string SuggestionText(const Suggestion& suggestion) {
  TextTable table({"column", "becomes", "sure>", "why"});
  for (const SuggestedColumn& column : suggestion.columns) {
    const std::string target = column.target.empty() ? "(open)" : column.target == "-" ? "(ignored)"
                                                                                       : column.target;
    table.Add({column.from, target,
               column.target.empty() ? "" : std::to_string(int(100 * column.confidence + 0.5)) + " %",
               column.reason});
  }
  std::string text = table.Print();
  if (suggestion.open.empty()) return text + "Nothing is open.\n";
  text += "Open, to be said before it can be used:\n";
  for (const OpenPoint& point : suggestion.open) {
    text += "  " + point.where;
    if (!point.found.empty()) {
      text += ", " + Quote(point.found) + " in " + Counted(point.count, "row", "rows");
    }
    text += ": " + point.reason;
    std::vector<std::string> codes;
    for (const LabelMatch& match : point.suggestions) codes.push_back(match.code + " (" + match.label + ")");
    text += (codes.empty() ? "" : "; perhaps " + List(codes)) + "\n";
  }
  return text;
}

Result<Output> Suggest(Console& console, const CommandArguments& arguments) {
  const std::string institution = arguments.Get("--institution");
  ImportRequest request;
  request.path = arguments.Get("FILE");
  request.plugin = arguments.Get("--plugin");
  Result<std::shared_ptr<const Json>> read_options = ReadKeyValues(arguments, "--option");
  if (!read_options.ok()) return read_options.status();
  request.options = *read_options;
  Result<std::shared_ptr<const Json>> constants = ReadKeyValues(arguments, "--constant");
  if (!constants.ok()) return constants.status();

  Result<Store*> store = console.store(Store::Mode::kWrite);
  if (!store.ok()) return store.status();
  Result<std::string> country = CountryOf(**store, arguments.Get("--country"), institution);
  if (!country.ok()) return country.status();
  Result<std::shared_ptr<const Catalogue>> catalogue = (*store)->documents().CatalogueOf(*country);
  if (!catalogue.ok()) return catalogue.status();
  request.country = *country;

  Result<std::unique_ptr<ImportSession>> session = ImportSession::Load(request.path);
  if (!session.ok()) return session.status();
  Engine engine(**store, console.registry(), console.workers());
  Result<Preview> preview = engine.Look(**session, request, ImportStage::kParse);
  if (!preview.ok()) return preview.status();
  if (!preview->status.ok()) return preview->status;
  Result<std::vector<EarlierMapping>> earlier = EarlierMappings(**store);
  if (!earlier.ok()) return earlier.status();

  SuggestOptions options;
  options.institution = institution;
  options.plugin = preview->read.chosen;
  options.read_options = request.options;
  options.name = arguments.Has("--name") ? arguments.Get("--name")
                                         : NameOf(institution, (*session)->file().name());
  for (const auto& [target, content] : (*constants)->items()) {
    options.constants[target] = content.get<std::string>();
  }
  const Suggestion suggestion = SuggestMapping(*preview->parse, **catalogue, *earlier, options);
  std::string text = SuggestionText(suggestion);
  const std::string out = arguments.Get("-o");
  if (!out.empty()) {
    if (Status s = WriteFileAtomically(out, DumpJson(*suggestion.document, 1) + "\n"); !s.ok()) return s;
    text += "Wrote " + out + ". " + (suggestion.open.empty() ? "" : "Fill in what is open. ") +
            "Look at it with 'rapporteur import FILE --mapping " + out +
            " --until map', keep it with 'rapporteur mapping save " + out + "'.\n";
  }
  return MakeOutput(ToJson(suggestion), std::move(text));
}

}  // namespace

std::vector<Command> SuggestCommands() {
  return {
      {{"mapping", "suggest"},
       "Suggest a mapping for a file that nobody has mapped yet",
       {{"FILE", "", "The file", true},
        {"--institution", "CODE", "Who sent it; its earlier mappings are looked at first"},
        {"--country", "CC", "The country of the table; the institution's where not told"},
        {"--constant", "COLUMN=TEXT", "What the file does not say: indicator=ID.02", false, true},
        {"--name", "NAME", "The mapping's name"},
        {"--plugin", "ID", "The importer; found by content where not told"},
        {"--option", "K=V", "An option of the importer; may be repeated", false, true},
        {"-o", "FILE", "Write the mapping document there"}},
       "Headers and cells are held against the titles, labels and codes of the catalogue in every\n"
       "language and both scripts, and against earlier mappings. What is not sure stays open and is\n"
       "said; a column that is open refuses the import until somebody has decided.\n"
       "Example: rapporteur mapping suggest answer.csv --institution RS-MUP -o answer.json",
       Suggest},
  };
}

}  // namespace rapporteur
