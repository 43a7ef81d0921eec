// A command of the program as data: its words, what it takes, what it does.  One table of them makes
// the command line, its help and the test that every command is documented.
#ifndef RAPPORTEUR_CLI_COMMAND_H_
#define RAPPORTEUR_CLI_COMMAND_H_

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/base/json_fwd.h"
#include "core/base/status.h"

namespace rapporteur {

class Console;

struct Option {
  std::string name;         // "--country", or "FILE" for a positional argument
  std::string value;        // what stands after it, for help: "CC"; "" = a switch
  std::string help;
  bool required = false;
  bool repeated = false;
};

// What the person typed, by option name.
class CommandArguments {
 public:
  explicit CommandArguments(std::map<std::string, std::vector<std::string>> values)
      : values_(std::move(values)) {}
  bool Has(const std::string& name) const { return values_.contains(name); }
  std::string Get(const std::string& name, const std::string& otherwise = "") const;
  std::vector<std::string> All(const std::string& name) const;

 private:
  std::map<std::string, std::vector<std::string>> values_;
};

// What a command prints: one document with --json, else the text.  `failure` is set where something
// was printed and the exit status is not 0 all the same.
struct Output {
  std::shared_ptr<const Json> json;
  std::string text;
  Status failure;
  bool printed = false;  // the command has streamed its output itself
};

Output MakeOutput(Json json, std::string text);

struct Command {
  std::vector<std::string> words;  // {"plugin", "list"}
  std::string help;                // one line
  std::vector<Option> options;
  std::string more;                // examples and explanations below the options
  std::function<Result<Output>(Console&, const CommandArguments&)> run;  // null: comes in a later version
};

// What lists of modules say while unsigned packages are allowed.
std::string DevelopmentLine();

struct Written;
// "Wrote FILE (12 bytes)." and the warnings.
std::string WrittenText(const Written& written);

// Every command, in the order of the help.
const std::vector<Command>& AllCommands();

// The parts of that table, by file.
std::vector<Command> DataCommands();      // init
std::vector<Command> ServeCommands();
std::vector<Command> PluginCommands();
std::vector<Command> DraftCommands();     // plugin new, check, pack, table
std::vector<Command> ImportCommands();    // import, set, batch
std::vector<Command> SuggestCommands();   // mapping suggest
std::vector<Command> DocumentCommands();  // mapping, source, indicator
std::vector<Command> QueryCommands();     // query, choose
std::vector<Command> FormulaCommands();   // explain, compute, check
std::vector<Command> ReportCommands();
std::vector<Command> CompareCommands();
std::vector<Command> ExportCommands();
std::vector<Command> AuditCommands();
std::vector<Command> UpgradeCommands();   // plugin upgrade, plugin merge
std::vector<Command> KeyCommands();       // key, plugin sign, development
std::vector<Command> TemplateCommands();
std::vector<Command> LaterCommands();

}  // namespace rapporteur

#endif  // RAPPORTEUR_CLI_COMMAND_H_
