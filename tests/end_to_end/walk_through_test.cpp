// countries/README.md shows a new user how a country is made without a compiler.  What it shows is
// run here: its commands, its members of the document, what it says the commands print.
#include <catch2/catch.hpp>

#include "core/base/json.h"
#include "core/base/json_layout.h"
#include "core/base/text.h"
#include "tests/end_to_end/data_folder.h"

namespace rapporteur {
namespace {

struct Block {
  std::string kind;  // sh, json, text
  std::string text;
};

// The fenced blocks below a heading of countries/README.md, up to the next one.
std::vector<Block> BlocksBelow(const std::string& heading) {
  std::vector<Block> blocks;
  bool here = false, open = false;
  const std::string readme = ReadWholeFile(SourceFolder() + "/countries/README.md");
  for (std::string_view line : Split(readme, '\n')) {
    if (line.starts_with("## ")) here = line == "## " + heading;
    if (!here) continue;
    if (line.starts_with("```")) {
      open = !open;
      if (open) blocks.push_back({std::string(line.substr(3)), ""});
    } else if (open) {
      blocks.back().text += std::string(line) + "\n";
    }
  }
  return blocks;
}

// The lines as a person types them in an empty folder; the first that fails ends them.
Run Typed(const std::string& folder, const std::string& lines) {
  return RunProgram({"/bin/sh", "-ec", "cd " + folder + "\n" + lines},
                    {.environment = {{"PATH", ProgramFolder() + ":/usr/bin:/bin"},
                                     {"RAPPORTEUR_DATA", folder + "/data"}}});
}

void PutMembers(const std::string& file, const std::string& members) {
  Json document = *ParseJson(ReadWholeFile(file), file);
  const Result<Json> said = ParseJson(members, "README.md");
  REQUIRE(said.ok());
  for (const auto& [name, value] : said->items()) {
    CHECK(document.contains(name));
    document[name] = value;
  }
  WriteWholeFile(file, LaidOut(document));
}

std::string Without(std::string text, const std::string& piece) {
  for (std::size_t at; (at = text.find(piece)) != std::string::npos;) text.erase(at, piece.size());
  return text;
}

TEST_CASE("the walk-through makes Croatia as it says, in five commands to the first report") {
  const TempDir temp;
  std::string out;
  int commands = 0;
  for (const Block& block : BlocksBelow("A country without a compiler: Croatia")) {
    INFO(block.text);
    if (block.kind == "json") PutMembers(temp / "croatia/croatia.json", block.text);
    if (block.kind == "text") {
      for (std::string_view line : Split(block.text, '\n')) {
        INFO(out << "\n--- expected: " << line);
        CHECK(out.find(line) != std::string::npos);
      }
    }
    if (block.kind != "sh") continue;
    const Run run = Typed(temp.path(), block.text);
    INFO(run.out << run.err);
    REQUIRE(run.status == 0);
    out = run.out;
    for (std::string_view line : Split(block.text, '\n')) {
      if (line.starts_with("rapporteur ")) ++commands;
    }
  }
  CHECK(commands == 5 + 4 + 2);  // to the first report, to the installed one, the table

  const std::string preview = ReadWholeFile(temp / "croatia.html");
  CHECK(preview.find("<html lang=\"hr\"") != std::string::npos);
  CHECK(preview.find("Hrvatska") != std::string::npos);
  const std::string draft = ", nacrt koji nije instaliran";
  CHECK(preview.find(draft) != std::string::npos);
  // Every page is the same once the draft is installed.
  CHECK(Without(preview, draft) == ReadWholeFile(temp / "croatia_installed.html"));
}

TEST_CASE("a draft with errors is told them, not packed and not installed, but can be looked at") {
  const TempDir temp;
  REQUIRE(Typed(temp.path(), "rapporteur init; rapporteur plugin new country HR --dir croatia").status == 0);
  const std::string file = temp / "croatia/croatia.json";
  std::string text = ReadWholeFile(file);
  const std::string from = "\"institutions\": []";
  text.replace(text.find(from), from.size(),
               "\"institutions\": [{\"code\": \"HR-MUP\", \"kind\": \"polis\", \"name\": {\"en\": \"Police\"}}]");
  WriteWholeFile(file, text);
  const std::string said =
      "error: croatia/croatia.json, institutions[0].kind: found 'polis', expected a kind of "
      "institution of the regional catalogue.\n";
  const std::string failed = "error: croatia/croatia.json: 1 check failed.\n";
  for (const char* command : {"rapporteur plugin check croatia", "rapporteur plugin pack croatia"}) {
    INFO(command);
    const Run run = Typed(temp.path(), command);
    CHECK(run.status == 1);
    CHECK(run.out.starts_with(said));
    CHECK(run.out.find("\ncodes-known            fail  1 error\n") != std::string::npos);
    CHECK(run.err == failed);
  }
  CHECK(Typed(temp.path(), "test ! -e org.rapporteur.country.hr-0.1.0").status == 0);

  Run run = Typed(temp.path(), "rapporteur plugin check croatia --json");
  CHECK(run.status == 1);
  const Json error = (*ParseJson(run.out, "output"))["error"];
  CHECK(error["code"] == "check-failed");

  run = Typed(temp.path(), "rapporteur report HR --draft croatia --period 2020 --lang en -o hr.html");
  CHECK(run.status == 0);
  CHECK(run.out.find("note: croatia/croatia.json, institutions[0].kind: found 'polis'") !=
        std::string::npos);
}

TEST_CASE("the delivered documents, the regional one too, pass with every translation") {
  const TempDir temp;
  for (const char* folder : {"regional", "albania", "bosnia_and_herzegovina", "montenegro",
                             "north_macedonia", "serbia"}) {
    const Run run = Typed(temp.path(), "rapporteur plugin check --complete " + SourceFolder() +
                                           "/countries/" + folder);
    INFO(run.out << run.err);
    CHECK(run.status == 0);
    CHECK(run.out.find("translations-complete  pass\ntranslations-current   pass\n") != std::string::npos);
  }
}

TEST_CASE("what is no draft is refused with the reason and what to do") {
  const TempDir temp;
  REQUIRE(Typed(temp.path(), "mkdir empty two; echo '{}' > two/a.json; echo '{}' > two/b.json; "
                             "mkdir torn; echo '{' > torn/a.json; mkdir code; "
                             "echo '{}' > code/manifest.json").status == 0);
  const std::string hint = "hint: Begin one with 'rapporteur plugin new country CC --dir DIR'.\n";
  struct Case {
    const char* command;
    int status;
    std::string said;
  };
  const Case cases[] = {
      {"rapporteur plugin check nowhere", 1,
       "error: nowhere: this is not a folder, the folder of a country was expected.\n" + hint},
      {"rapporteur plugin check empty", 1,
       "error: empty: there is no country document in this folder, one file such as croatia.json "
       "was expected.\n" + hint},
      {"rapporteur plugin pack two", 1,
       "error: two: there are several documents in this folder, a.json and b.json; one was "
       "expected.\n" + hint},
      {"rapporteur plugin check code", 1,
       "error: code: this package has no country document, and only countries are looked at here.\n"},
      {"rapporteur plugin check torn", 1, "error: torn/a.json, line 2, column 1: this is not valid JSON.\n"},
      {"rapporteur plugin new country Croatia", 2,
       "error: found 'Croatia', expected two letters (ISO 3166-1) such as HR, or an id that ends in "
       "them.\n"},
      {"rapporteur plugin new importer HR", 2, "error: KIND: found 'importer', expected country.\n"},
      {"rapporteur plugin new country HR --dir two", 1,
       "error: two: this is there already; a new folder was expected.\nhint: Name another folder "
       "with --dir.\n"},
      {"rapporteur plugin new country HR --languages hrvatski", 2,
       "error: --languages: found 'hrvatski', expected a language tag such as hr or sr-Cyrl.\n"},
  };
  for (const Case& one : cases) {
    INFO(one.command);
    const Run run = Typed(temp.path(), one.command);
    CHECK(run.status == one.status);
    CHECK(run.err == one.said);
    CHECK(run.out == "");
  }
}

}  // namespace
}  // namespace rapporteur
