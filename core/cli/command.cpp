#include "core/cli/command.h"

#include "core/base/json.h"

namespace rapporteur {

std::string CommandArguments::Get(const std::string& name, const std::string& otherwise) const {
  auto it = values_.find(name);
  return it == values_.end() || it->second.empty() ? otherwise : it->second.back();
}

std::vector<std::string> CommandArguments::All(const std::string& name) const {
  auto it = values_.find(name);
  return it == values_.end() ? std::vector<std::string>() : it->second;
}

Output MakeOutput(Json json, std::string text) {
  Output output;
  output.json = std::make_shared<const Json>(std::move(json));
  output.text = std::move(text);
  return output;
}

const std::vector<Command>& AllCommands() {
  static const std::vector<Command> commands = [] {
    std::vector<Command> all;
    for (auto part : {DataCommands, ServeCommands, PluginCommands, KeyCommands, DraftCommands,
                      UpgradeCommands, ImportCommands, SuggestCommands, DocumentCommands,
                      QueryCommands, FormulaCommands, ReportCommands, CompareCommands,
                      ExportCommands, AuditCommands, TemplateCommands, LaterCommands}) {
      for (Command& command : part()) all.push_back(std::move(command));
    }
    return all;
  }();
  return commands;
}

}  // namespace rapporteur
