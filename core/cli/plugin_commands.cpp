#include "core/base/json.h"
#include "core/base/text.h"
#include "core/cli/command.h"
#include "core/cli/samples.h"
#include "core/cli/console.h"
#include "core/cli/table.h"

namespace rapporteur {
namespace {

Result<Output> ListPlugins(Console& console, const CommandArguments&) {
  Result<Store*> store = console.store(Store::Mode::kRead);
  if (!store.ok()) return store.status();
  Result<Json> list = console.registry().List();
  if (!list.ok()) return list.status();
  TextTable table({"id", "kind", "version", "state", "signature"});
  for (const Json& plugin : (*list)["plugins"]) {
    table.Add({GetString(plugin, "id"), GetString(plugin, "kind"), GetString(plugin, "version"),
               GetString(plugin, "state"), GetString(plugin, "signature")});
  }
  std::string text = table.empty() ? "No plugin is installed.\n" : table.Print();
  if (GetBool(*list, "development")) text += DevelopmentLine();
  return MakeOutput(*std::move(list), std::move(text));
}

Result<Output> Show(Console& console, const CommandArguments& arguments) {
  Result<Store*> store = console.store(Store::Mode::kRead);
  if (!store.ok()) return store.status();
  Result<Json> plugin = console.registry().Show(arguments.Get("ID"));
  if (!plugin.ok()) return plugin.status();
  std::string text;
  for (const char* member : {"id", "kind", "version", "state", "publisher", "signature", "sha256"}) {
    text += std::string(member) + ": " + GetString(*plugin, member, "-") + "\n";
  }
  text += "interfaces: " + Join(GetStrings(*plugin, "interfaces"), ", ") + "\n";
  for (const std::string& line : GetStrings(*plugin, "permissions")) text += "may: " + line + "\n";
  const Json& options = GetMember(GetMember(*plugin, "manifest"), "options");
  for (const auto& [name, option] : options.items()) {
    text += "option " + name + ": default " + GetMember(option, "default").dump() + "\n";
  }
  return MakeOutput(*std::move(plugin), std::move(text));
}

Result<Output> Shown(Console& console, const std::string& id, const std::string& sentence) {
  Result<Json> plugin = console.registry().Show(id);
  if (!plugin.ok()) return plugin.status();
  return MakeOutput(*std::move(plugin), sentence + "\n");
}

Result<Output> Install(Console& console, const CommandArguments& arguments) {
  Result<Store*> store = console.store();
  if (!store.ok()) return store.status();
  Result<PluginRow> row = console.registry().Install(arguments.Get("PATH"), console.user());
  if (!row.ok()) return row.status();
  const std::string folder = (*store)->PluginFolder(row->id, row->version);
  if (Status s = SaveMappings(**store, folder, console.user()); !s.ok()) return s;
  return Shown(console, row->id,
               "Installed " + row->id + " " + row->version + "; enable it with 'rapporteur plugin "
               "enable " + row->id + "'.");
}

Result<Output> Enable(Console& console, const CommandArguments& arguments) {
  Result<Store*> store = console.store();
  if (!store.ok()) return store.status();
  Result<std::string> id = console.registry().FullId(arguments.Get("ID"));
  if (!id.ok()) return id.status();
  if (Status s = console.registry().Enable(*id, console.user()); !s.ok()) return s;
  return Shown(console, *id, "Enabled " + *id + "; the next job uses it.");
}

Result<Output> Disable(Console& console, const CommandArguments& arguments) {
  Result<Store*> store = console.store();
  if (!store.ok()) return store.status();
  Result<std::string> id = console.registry().FullId(arguments.Get("ID"));
  if (!id.ok()) return id.status();
  if (Status s = console.registry().Disable(*id, console.user()); !s.ok()) return s;
  return Shown(console, *id, "Disabled " + *id + "; its data stay readable.");
}

Result<Output> Rollback(Console& console, const CommandArguments& arguments) {
  Result<Store*> store = console.store();
  if (!store.ok()) return store.status();
  Result<std::string> id = console.registry().FullId(arguments.Get("ID"));
  if (!id.ok()) return id.status();
  Result<Registry::Versions> versions = console.registry().Rollback(*id, console.user());
  if (!versions.ok()) return versions.status();
  return Shown(console, *id, "Rolled " + *id + " back from " + versions->from + " to " +
                                 versions->to + "; the next job uses it. " + versions->from +
                                 " stays installed.");
}

Result<Output> Remove(Console& console, const CommandArguments& arguments) {
  Result<Store*> store = console.store();
  if (!store.ok()) return store.status();
  Result<std::string> id = console.registry().FullId(arguments.Get("ID"));
  if (!id.ok()) return id.status();
  if (Status s = console.registry().Remove(*id, console.user()); !s.ok()) return s;
  Json json;
  json["format"] = "removed/1";
  json["id"] = *id;
  return MakeOutput(std::move(json), "Removed " + *id + "; its data and their history stay.\n");
}

}  // namespace

std::vector<Command> PluginCommands() {
  const Option id{"ID", "", "The whole id, or its last part where that is unique (csv-import)", true};
  return {
      {{"plugin", "list"}, "List the installed modules", {}, "", ListPlugins},
      {{"plugin", "show"}, "Show one module: publisher, options, what it may do", {id}, "", Show},
      {{"plugin", "install"},
       "Install a package (a folder with manifest.json, or a .tar of it)",
       {{"PATH", "", "The package", true}},
       "The package, its signature and what the plugin says about itself are proved before anything is "
       "stored.",
       Install},
      {{"plugin", "enable"}, "Enable a module, from the next job on", {id}, "", Enable},
      {{"plugin", "rollback"},
       "Go back to the version before",
       {id},
       "The only way back to an older version: 'plugin upgrade' takes newer ones.",
       Rollback},
      {{"plugin", "remove"}, "Remove a disabled module's files, never its data", {id}, "", Remove},
      {{"plugin", "disable"}, "Disable a module; data are never touched", {id}, "", Disable},
  };
}

}  // namespace rapporteur
