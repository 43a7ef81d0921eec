#include <catch2/catch.hpp>
#include <filesystem>
#include <set>

#include "core/base/text.h"
#include "core/cli/command.h"
#include "core/cli/table.h"
#include "tests/support/program.h"

namespace rapporteur {
namespace {

TEST_CASE("every command and option says in a sentence what it is for") {
  std::set<std::string> names;
  for (const Command& command : AllCommands()) {
    const std::string name = Join(command.words, " ");
    INFO(name);
    CHECK(names.insert(name).second);
    CHECK(command.help.size() > 10);
    CHECK_FALSE(command.help.ends_with("."));
    std::set<std::string> options;
    for (const Option& option : command.options) {
      INFO(option.name);
      CHECK(options.insert(option.name).second);
      CHECK_FALSE(option.help.empty());
    }
  }
}

TEST_CASE("every command of the plan is there, done or announced") {
  std::set<std::string> names;
  for (const Command& command : AllCommands()) names.insert(Join(command.words, " "));
  for (const char* name :
       {"init", "serve", "plugin list", "plugin show", "plugin install", "plugin enable",
        "plugin disable", "plugin upgrade", "plugin rollback", "plugin remove", "plugin check",
        "plugin new", "plugin pack", "plugin sign", "import", "set", "batch list", "batch show",
        "batch undo", "batch repeat", "choose", "mapping list", "mapping show", "mapping save",
        "mapping suggest", "source list",
        "source add", "indicator list", "indicator show", "template", "query", "explain", "compute",
        "check", "compare", "report", "export", "release", "backup", "restore", "rehearse",
        "audit list", "audit verify", "user"}) {
    INFO(name);
    CHECK(names.contains(name));
  }
}

TEST_CASE("a table's columns are as wide as their widest cell, in characters") {
  TextTable table({"what", "n>"});
  table.Add({"žrtve", "5"});
  table.Add({"ab", "1,234"});
  CHECK(table.Print() ==
        "what       n\n"
        "žrtve      5\n"
        "ab     1,234\n");
}

TEST_CASE("the map of the tree in the README names every folder, and every folder it names is there") {
  namespace fs = std::filesystem;
  const std::string readme = ReadWholeFile(SourceFolder() + "/README.md");
  for (const char* folder : {"core", "sdk", "plugins", "countries", "tests"}) {
    CHECK(readme.find("| `" + std::string(folder) + "/` |") != std::string::npos);
  }
  for (const auto& entry : fs::directory_iterator(SourceFolder() + "/core")) {
    if (!entry.is_directory()) continue;
    const std::string name = entry.path().filename().string();
    INFO(name);
    CHECK(readme.find("`" + name + "`") != std::string::npos);
  }
}

}  // namespace
}  // namespace rapporteur
