#include "core/cli/main.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/base/secrecy.h"
#include "core/base/utf8.h"
#include "core/cli/command.h"
#include "core/cli/error.h"
#include "core/cli/console.h"

namespace rapporteur {
namespace {

struct Globals {
  std::string data, user = "local";
  bool json = false;
};

Status NotUtf8(const std::string& option) {
  return Status::Usage("usage", option + ": found bytes that are not UTF-8, expected a text in UTF-8.")
      .WithHint("Set the terminal to UTF-8.");
}

bool IsPath(const Option& option) {
  for (const std::string& said : {option.name, option.value}) {
    if (said.ends_with("FILE") || said == "PATH" || said == "DIR") return true;
  }
  return false;
}

// One command while it is parsed.
struct Bound {
  const Command* command = nullptr;
  CLI::App* app = nullptr;
  std::vector<std::pair<const Option*, CLI::Option*>> options;

  Result<CommandArguments> Read() const {
    std::map<std::string, std::vector<std::string>> values;
    for (const auto& [option, parsed] : options) {
      if (parsed->count() == 0) continue;
      std::vector<std::string>& texts = values[option->name] = parsed->results();
      // A path is bytes; every other argument may be stored and shown.
      if (IsPath(*option) || std::all_of(texts.begin(), texts.end(), IsValidUtf8)) continue;
      return NotUtf8(option->name);
    }
    return CommandArguments(std::move(values));
  }
};

std::string DefaultData() {
  const char* folder = std::getenv("RAPPORTEUR_DATA");
  return folder != nullptr && *folder != '\0' ? folder : "rapporteur-data";
}

void AddGlobals(CLI::App& app, Globals& globals) {
  app.add_option("--data", globals.data,
                 "The data folder; else $RAPPORTEUR_DATA, else ./rapporteur-data")
      ->type_name("DIR");
  app.add_option("--user", globals.user, "Who does it: 'local' or a known user")->type_name("NAME");
  app.add_flag("--json", globals.json, "Print one JSON document on standard output");
}

void AddOption(Bound& bound, const Option& option) {
  if (option.name.starts_with("-") && option.value.empty()) {
    bound.options.emplace_back(&option, bound.app->add_flag(option.name, option.help));
    return;
  }
  CLI::Option* added = bound.app->add_option(option.name)->description(option.help);
  added->type_name(option.value)->type_size(1);
  added->expected(1, option.repeated ? 1 << 20 : 1)->allow_extra_args(false);
  added->required(option.required);
  bound.options.emplace_back(&option, added);
}

CLI::App* FindOrAdd(CLI::App& parent, const std::string& word, const std::string& help) {
  for (CLI::App* child : parent.get_subcommands({})) {
    if (child->get_name() == word) return child;
  }
  return parent.add_subcommand(word, help);
}

std::string GroupHelp(const std::string& word) {
  static const std::map<std::string, std::string> helps = {
      {"plugin", "List, install, enable and disable modules"},
      {"batch", "List, show, undo and repeat what imports have stored"},
      {"mapping", "List, show, save and suggest mapping documents"},
      {"source", "List and add registered sources"},
      {"indicator", "List and show indicators of a country"},
      {"audit", "List the journal of changes, or prove it unbroken"},
      {"release", "Make and verify releases"},
      {"user", "People and rights"}};
  auto it = helps.find(word);
  return it == helps.end() ? "" : it->second;
}

void Print(const std::string& text, FILE* to = stdout) { std::fwrite(text.data(), 1, text.size(), to); }

int Fail(const Status& status, const Globals& globals, const Json& more = Json::object()) {
  if (globals.json) {
    Print(DumpJson(ErrorJson(status, more), 2) + "\n");
  } else {
    Print(ErrorText(status), stderr);
  }
  return static_cast<int>(status.failure());
}

int Run(const Bound& bound, const Globals& globals) {
  if (!bound.command->run) {
    return Fail(Status::Usage("not-yet", "'rapporteur " + bound.app->get_name() +
                                             "' comes in a later version."),
                globals);
  }
  Console console(globals.data.empty() ? DefaultData() : globals.data, globals.user, globals.json);
  if (!IsValidUtf8(globals.user)) return Fail(NotUtf8("--user"), globals);
  Result<CommandArguments> arguments = bound.Read();
  if (!arguments.ok()) return Fail(arguments.status(), globals);
  Result<Output> output = bound.command->run(console, *arguments);
  console.EndProgress();
  if (!output.ok()) return Fail(output.status(), globals);
  if (!output->failure.ok()) {
    if (!globals.json && !output->text.empty()) Print(output->text);
    return Fail(output->failure, globals, output->json ? *output->json : Json::object());
  }
  if (output->printed) return 0;
  if (globals.json && output->json) Print(DumpJson(*output->json, 2) + "\n");
  if (!globals.json) Print(output->text);
  return 0;
}

}  // namespace

int RunCommandLine(int argc, char** argv) {
  LeaveNoCoreDump();  // an import may have persons in memory
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);  // a size limit then shows as a failed write, with a sentence
  Globals globals;
  CLI::App app("Rapporteur: national monitoring of anti-trafficking policy.", "rapporteur");
  app.require_subcommand(1);
  app.set_version_flag("--version", std::string("rapporteur ") + RAPPORTEUR_VERSION);
  AddGlobals(app, globals);
  std::deque<Bound> bounds;
  for (const Command& command : AllCommands()) {
    CLI::App* parent = &app;
    for (std::size_t i = 0; i + 1 < command.words.size(); ++i) {
      parent = FindOrAdd(*parent, command.words[i], GroupHelp(command.words[i]));
      parent->require_subcommand(1);
    }
    Bound& bound = bounds.emplace_back();
    bound.command = &command;
    bound.app = FindOrAdd(*parent, command.words.back(),
                          command.help + (command.run ? "" : " (in a later version)"));
    bound.app->footer(command.more);
    if (!command.run) bound.app->allow_extras();
    AddGlobals(*bound.app, globals);
    for (const Option& option : command.options) AddOption(bound, option);
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& wanted_help) {
    return app.exit(wanted_help);
  } catch (const CLI::ParseError& error) {
    for (int i = 1; i < argc; ++i) globals.json = globals.json || std::string(argv[i]) == "--json";
    return Fail(Status::Usage("usage", std::string(error.what()) + ".")
                    .WithHint("'rapporteur COMMAND --help' says what a command takes."),
                globals);
  }
  for (const Bound& bound : bounds) {
    if (bound.app->parsed() && bound.app->get_subcommands().empty()) return Run(bound, globals);
  }
  return 2;
}

}  // namespace rapporteur
