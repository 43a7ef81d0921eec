#include "core/base/fd.h"
#include "core/base/json.h"
#include "core/base/text.h"
#include "core/cli/command.h"
#include "core/cli/indicator_json.h"
#include "core/cli/samples.h"
#include "core/cli/console.h"
#include "core/cli/table.h"
#include "core/model/indicator_search.h"
#include "core/store/documents.h"
#include "core/store/mappings.h"
#include "core/store/sources.h"

namespace rapporteur {
namespace {

Result<Output> ListMappings(Console& console, const CommandArguments&) {
  Result<Store*> store = console.store(Store::Mode::kRead);
  if (!store.ok()) return store.status();
  Result<std::vector<SavedMapping>> mappings = (*store)->mappings().List();
  if (!mappings.ok()) return mappings.status();
  Json json;
  json["format"] = "mappings/1";
  json["mappings"] = Json::array();
  TextTable table({"name", "version>", "saved", "user"});
  for (const SavedMapping& mapping : *mappings) {
    Json entry;
    entry["name"] = mapping.name;
    entry["version"] = mapping.version;
    entry["sha256"] = mapping.sha256;
    entry["saved"] = mapping.saved_at;
    json["mappings"].push_back(std::move(entry));
    table.Add({mapping.name, std::to_string(mapping.version), mapping.saved_at, mapping.user});
  }
  return MakeOutput(std::move(json), table.empty() ? "No mapping is saved.\n" : table.Print());
}

Result<Output> ShowMapping(Console& console, const CommandArguments& arguments) {
  Result<Store*> store = console.store(Store::Mode::kRead);
  if (!store.ok()) return store.status();
  Result<SavedMapping> mapping = (*store)->mappings().Get(arguments.Get("NAME"));
  if (!mapping.ok()) return mapping.status();
  Result<Json> json = ParseJson(mapping->json, "mapping " + mapping->name);
  if (!json.ok()) return json.status();
  std::string text = json->dump(1) + "\n";
  return MakeOutput(*std::move(json), std::move(text));
}

Result<Output> SaveMappingFile(Console& console, const CommandArguments& arguments) {
  const std::string path = arguments.Get("FILE");
  Result<std::string> text = ReadFile(path, 4u << 20);
  if (!text.ok()) return text.status();
  Result<Store*> store = console.store();
  if (!store.ok()) return store.status();
  std::string name;
  int version = 0;
  Status s = SaveMapping(**store, *text, path, console.user(), &name, &version);
  if (!s.ok()) return s;
  Json json;
  json["format"] = "mapping-saved/1";
  json["name"] = name;
  json["version"] = version;
  return MakeOutput(std::move(json),
                    "Saved the mapping " + name + " as version " + std::to_string(version) + ".\n");
}

Json SourceJson(const Source& source) {
  Json json;
  json["code"] = source.code;
  json["country"] = source.country;
  json["counted_by"] = source.counted_by;
  json["publication"] = source.publication;
  json["kind"] = source.kind;
  json["published_on"] = NullIfEmpty(source.published_on);
  json["url"] = NullIfEmpty(source.url);
  json["title"] = source.title;
  return json;
}

Result<Output> ListSources(Console& console, const CommandArguments& arguments) {
  Result<Store*> store = console.store(Store::Mode::kRead);
  if (!store.ok()) return store.status();
  Result<std::vector<Source>> sources = (*store)->sources().List(arguments.Get("--country"));
  if (!sources.ok()) return sources.status();
  Json json;
  json["format"] = "sources/1";
  json["sources"] = Json::array();
  TextTable table({"code", "counted by", "kind", "published", "title"});
  for (const Source& source : *sources) {
    json["sources"].push_back(SourceJson(source));
    table.Add({source.code, source.counted_by, source.kind, source.published_on, source.title});
  }
  return MakeOutput(std::move(json), table.empty() ? "No source is registered.\n" : table.Print());
}

Result<Output> AddSources(Console& console, const CommandArguments& arguments) {
  const std::string path = arguments.Get("FILE");
  Result<std::string> text = ReadFile(path, 4u << 20);
  if (!text.ok()) return text.status();
  Result<Json> json = ParseJson(*text, path);
  if (!json.ok()) return json.status();
  Result<Store*> store = console.store();
  if (!store.ok()) return store.status();
  Result<Transaction> transaction = (*store)->Begin();
  if (!transaction.ok()) return transaction.status();
  const Json list = json->is_array() ? *json : Json::array({*json});
  for (const Json& item : list) {
    Source source{GetString(item, "code"),        GetString(item, "country"),
                  GetString(item, "counted_by"),  GetString(item, "publication"),
                  GetString(item, "kind"),        GetString(item, "published_on"),
                  GetString(item, "url"),         GetString(item, "title"),
                  GetBool(item, "main")};
    if (source.country.empty()) source.country = source.counted_by.substr(0, 2);
    if (Status s = (*store)->sources().Add(source, console.user()); !s.ok()) return s.Within(path);
  }
  if (Status s = transaction->Commit(); !s.ok()) return s;
  Json result;
  result["format"] = "sources-added/1";
  result["count"] = list.size();
  return MakeOutput(std::move(result),
                    "Registered " + Counted(list.size(), "source", "sources") + ".\n");
}

Result<Output> ListIndicators(Console& console, const CommandArguments& arguments) {
  Result<Store*> store = console.store(Store::Mode::kRead);
  if (!store.ok()) return store.status();
  const std::string country = arguments.Get("CC", "REG");
  Result<std::shared_ptr<const Catalogue>> catalogue = (*store)->documents().CatalogueOf(country);
  if (!catalogue.ok()) return catalogue.status();
  const std::string language = arguments.Get("--lang", "en");
  Json json;
  json["format"] = "indicators/1";
  json["country"] = country;
  json["indicators"] = Json::array();
  TextTable table({"code", "core", "kind", "decision", "question"});
  IndicatorSearch search(**catalogue, arguments.Get("--search"));
  for (const Indicator& indicator : (*catalogue)->indicators()) {
    const IndicatorVersion& version = indicator.newest();
    if (arguments.Has("--core") && !version.core) continue;
    if (!search.Finds(version)) continue;
    json["indicators"].push_back(IndicatorJson(indicator, false));
    table.Add({version.code, version.core ? "core" : "", version.value_kind, version.decision,
               version.question.In(language)});
  }
  return MakeOutput(std::move(json), table.empty() ? "No indicator is found.\n" : table.Print());
}

Result<Output> ShowIndicator(Console& console, const CommandArguments& arguments) {
  Result<Store*> store = console.store(Store::Mode::kRead);
  if (!store.ok()) return store.status();
  const std::string country = arguments.Get("CC"), code = arguments.Get("CODE");
  Result<std::shared_ptr<const Catalogue>> catalogue = (*store)->documents().CatalogueOf(country);
  if (!catalogue.ok()) return catalogue.status();
  const Indicator* indicator = (*catalogue)->FindIndicator(code);
  if (indicator == nullptr) {
    return Status::Refused("unknown-indicator", "found " + Quote(code) +
                                                    ", expected the code of an indicator of " + country +
                                                    ".")
        .WithHint("List the codes with 'rapporteur indicator list " + country + "'.");
  }
  Json json = IndicatorJson(*indicator, true);
  json["format"] = "indicator/1";
  json["country"] = country;
  return MakeOutput(std::move(json), IndicatorText(*indicator, arguments.Get("--lang", "en")));
}

}  // namespace

std::vector<Command> DocumentCommands() {
  const Option lang{"--lang", "TAG", "Language of the texts: en, sr-Cyrl, sr-Latn"};
  return {
      {{"mapping", "list"}, "List the saved mappings", {}, "", ListMappings},
      {{"mapping", "show"}, "Show a saved mapping", {{"NAME", "", "Its name", true}}, "", ShowMapping},
      {{"mapping", "save"},
       "Save a mapping document",
       {{"FILE", "", "A mapping document (JSON)", true}},
       "The same text again makes no new version.",
       SaveMappingFile},
      {{"source", "list"},
       "List the registered sources",
       {{"--country", "CC", "Only those of this country"}},
       "",
       ListSources},
      {{"source", "add"},
       "Register sources from a file",
       {{"FILE", "", "One source or a list of them (JSON), as in a country document", true}},
       "A source is who counted and where it was published.",
       AddSources},
      {{"indicator", "list"},
       "List the indicators of a country",
       {{"CC", "", "Country; the regional catalogue where not told"},
        {"--core", "", "Only the core indicators"},
        {"--search", "TEXT", "Only those with these words in question, definition or labels"},
        lang},
       "Words are found in every language of the country, with or without the marks on letters and\n"
       "in both scripts: zrtva, žrtva and жртва find the same.",
       ListIndicators},
      {{"indicator", "show"},
       "Show one indicator: definition, versions, deviations",
       {{"CC", "", "Country, or REG", true}, {"CODE", "", "Indicator code", true}, lang},
       "Example: rapporteur indicator show RS ID.02 --lang sr-Cyrl",
       ShowIndicator},
  };
}

}  // namespace rapporteur
