// Each way in which a document or a catalogue of sentences is known to go wrong stops the build
// with file, place and reason.
#include <algorithm>
#include <catch2/catch.hpp>
#include <functional>

#include "core/base/json.h"
#include "tests/support/program.h"
#include "tests/support/temp_dir.h"

namespace rapporteur {
namespace {

Json Document(const std::string& name) {
  return *ParseJson(ReadWholeFile(SourceFolder() + "/countries/" + name), name);
}

Json& At(Json& list, const std::string& code) {
  for (Json& item : list) {
    if (item.value("code", "") == code) return item;
  }
  FAIL("there is no " + code);
  return list;
}

Json& Version(Json& document, const std::string& code) {
  return At(document["indicators"], code)["versions"][0];
}

TEST_CASE("a document that goes wrong in a known way is refused with file, path and reason") {
  struct Case {
    const char* what;
    std::function<void(Json& serbia)> spoil;
    const char* said;  // after the file's name
  };
  const Case cases[] = {
      {"a duplicate code of an indicator",
       [](Json& d) { d["indicators"].push_back(d["indicators"][0]); },
       ", indicators[93]: the code 'LF.01' stands already in indicators[0].\n"},
      {"a duplicate code of an institution",
       [](Json& d) { d["institutions"].push_back(d["institutions"][3]); },
       ", institutions[36]: the code 'RS-CZZTLJ' stands already in institutions[3].\n"},
      {"a regional base of another version",
       [](Json& d) { d["based_on"]["version"] = "7.0.0"; },
       ": org.rapporteur.country.rs 1.0.0 is based on org.rapporteur.regional 7.0.0, but was laid "
       "over org.rapporteur.regional 1.0.0.\n"},
      {"a base indicator that is not in the catalogue",
       [](Json& d) { Version(d, "ID.02")["base"]["code"] = "ID.99"; },
       ": org.rapporteur.country.rs 1.0.0, indicator ID.02: the base ID.99 version 1 does not exist "
       "in the regional catalogue.\n"},
      {"a base version that is not in the catalogue",
       [](Json& d) { Version(d, "ID.02")["base"]["version"] = 4; },
       ": org.rapporteur.country.rs 1.0.0, indicator ID.02: the base ID.02 version 4 does not exist "
       "in the regional catalogue.\n"},
      {"a formula that leads back to itself",
       [](Json& d) {
         Version(d, "RS.DC.01")["formula"] = "RS.DC.01 + 1";
       },
       ": org.rapporteur.country.rs 1.0.0, indicator RS:RS.DC.01@1: its formula leads back to "
       "itself: RS.DC.01 -> RS.DC.01.\n"},
      {"a core indicator without its text in a language of the country",
       [](Json& d) { Version(d, "ID.02")["question"].erase("sr-Cyrl"); },
       ", ID.02, version 1, question: there is no text in sr-Cyrl.\n"
       "FILE, ID.02, version 1, question: there is no text in sr-Latn.\n"},
      {"a territory whose parent is not there",
       [](Json& d) { d["territories"][5]["parent"] = "RS-XX"; },
       ", territories[5].parent: found 'RS-XX', expected a territory of the document.\n"},
      {"territories that are parts of each other",
       [](Json& d) {
         d["territories"][0]["parent"] = d["territories"][1]["code"];
         d["territories"][1]["parent"] = d["territories"][0]["code"];
       },
       ", territories[0].parent: 'RS11' is a part of itself: RS11 -> RS-VO -> RS11.\n"},
      {"a territory that is a part of itself",
       [](Json& d) { d["territories"][2]["parent"] = d["territories"][2]["code"]; },
       ", territories[2].parent: 'RS21' is a part of itself: RS21 -> RS21.\n"},
      {"an institution that is a part of itself",
       [](Json& d) { d["institutions"][3]["part_of"] = "RS-CZZTLJ"; },
       ", institutions[3].part_of: 'RS-CZZTLJ' is a part of itself: RS-CZZTLJ -> RS-CZZTLJ.\n"},
      {"two versions that are valid on the same day",
       [](Json& d) {
         Json& versions = At(d["indicators"], "ID.02")["versions"];
         Json second = versions[0];
         second["version"] = 2;
         second["valid_from"] = "2019-01-01";
         versions[0]["valid_to"] = "2019-06-30";
         versions.push_back(second);
       },
       ": org.rapporteur.country.rs 1.0.0, indicator ID.02: version 2 begins on 2019-01-01, but "
       "version 1 is valid until 2019-06-30; versions must not overlap.\n"},
      {"a Latin letter inside a Cyrillic word",
       [](Json& d) { d["territories"][1]["name"]["sr-Cyrl"] = "Срем и Бaчка"; },
       ", territories[1].name.sr-Cyrl: the word 'Бaчка' mixes Cyrillic with the Latin 'a'.\n"
       "  Letters that look alike sort and are found as others; write the word anew.\n"},
  };
  const Json serbia = Document("serbia/serbia.json");
  const std::string base = SourceFolder() + "/countries/regional/regional.json";
  for (const Case& one : cases) {
    INFO(one.what);
    const TempDir folder;
    const std::string file = folder / "serbia.json";
    Json spoiled = serbia;
    one.spoil(spoiled);
    WriteWholeFile(file, spoiled.dump());
    const Run run =
        RunProgram({ProgramFolder() + "/rapporteur-check-document", "--base", base, file});
    CHECK(run.status == 1);
    std::string said = run.err;
    for (std::size_t at; (at = said.find(file)) != std::string::npos;) said.replace(at, file.size(), "FILE");
    CHECK(said == std::string("FILE") + one.said);
    CHECK(run.out == "");
  }
}

// The build compiles the sentences with msgfmt -c, which refuses what is missing or too much.
Run Compile(const std::string& file) {
  RunOptions english;
  english.environment["LC_ALL"] = "C";
  return RunProgram({"/usr/bin/env", "msgfmt", "-c", "-o", "/dev/null", file}, english);
}

TEST_CASE("plural forms that are not the language's stop the build with file and line") {
  const std::string text = ReadWholeFile(SourceFolder() + "/core/po/sr.po");
  const TempDir folder;
  const std::string file = folder / "sr.po";
  WriteWholeFile(file, text);
  CHECK(Compile(file).err == "");

  const std::size_t third = text.find("msgstr[2]");
  REQUIRE(third != std::string::npos);
  std::string missing = text;
  missing.erase(third, missing.find('\n', third) - third + 1);
  WriteWholeFile(file, missing);
  Run run = Compile(file);
  CHECK(run.status == 1);
  // It names the line of the first form.
  const auto line = std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(third), '\n');
  CHECK(run.err == file + ":3: nplurals = 3...\n" + file + ":" +
                       std::to_string(line - 1) +
                       ": ...but some messages have only 2 plural forms\n"
                       "msgfmt: found 1 fatal error\n");

  std::string formula = text;
  const std::size_t count = formula.find("nplurals=3");
  REQUIRE(count != std::string::npos);
  formula.replace(count, 10, "nplurals=2");
  WriteWholeFile(file, formula);
  run = Compile(file);
  CHECK(run.status == 1);
  CHECK(run.err == file +
                       ":3: nplurals = 2 but plural expression can produce values as large as 2\n"
                       "msgfmt: found 1 fatal error\n");
}

TEST_CASE("every catalogue of sentences has as many plural forms as its language") {
  const std::pair<const char*, const char*> forms[] = {{"bs", "nplurals=3;"}, {"cnr", "nplurals=3;"},
                                                       {"hr", "nplurals=3;"}, {"mk", "nplurals=2;"},
                                                       {"sq", "nplurals=2;"}, {"sr", "nplurals=3;"}};
  for (const auto& [language, expected] : forms) {
    INFO(language);
    const std::string text =
        ReadWholeFile(SourceFolder() + "/core/po/" + std::string(language) + ".po");
    CHECK(text.find(std::string("Plural-Forms: ") + expected) != std::string::npos);
  }
}

}  // namespace
}  // namespace rapporteur
