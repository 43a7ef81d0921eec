// The program with which the build checks the documents: a broken one stops it, with file, place
// and reason.
#include <catch2/catch.hpp>

#include "tests/support/program.h"
#include "tests/support/temp_dir.h"

namespace rapporteur {
namespace {

Run Check(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), ProgramFolder() + "/rapporteur-check-document");
  return RunProgram(std::move(arguments));
}

std::string Source(const std::string& relative) {
  return ReadWholeFile(SourceFolder() + "/countries/" + relative);
}

std::string Replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

// Copies of the documents in a folder of their own.
struct Copies {
  TempDir folder;
  std::string base = folder / "regional.json", serbia = folder / "serbia.json",
              mapping = folder / "mapping.json";
  Copies() {
    WriteWholeFile(base, Source("regional/regional.json"));
    WriteWholeFile(serbia, Source("serbia/serbia.json"));
    WriteWholeFile(mapping, Source("serbia/mappings/czztlj_funnel.json"));
  }
};

TEST_CASE("the documents of the tree pass the check of the build and print nothing") {
  const Copies copies;
  const Run regional = Check({copies.base});
  CHECK(regional.status == 0);
  CHECK(regional.out + regional.err == "");
  const Run serbia = Check({"--base", copies.base, copies.serbia});
  CHECK(serbia.status == 0);
  CHECK(serbia.out + serbia.err == "");
  const Run mapping = Check({"--base", copies.base, "--country", copies.serbia, copies.mapping});
  CHECK(mapping.status == 0);
  CHECK(mapping.out + mapping.err == "");
}

TEST_CASE("a broken document stops the build with file, place and reason") {
  struct Case {
    const char* from;
    const char* to;
    const char* said;  // after the file's name
  };
  const Case cases[] = {
      // Not the schema's.
      {"\"decision\": \"taken_over\"", "\"decision\": \"takenover\"",
       ", indicators[0].versions[0].decision: found 'takenover', expected 'taken_over', 'adapted', "
       "'replaced', 'dropped' or 'national'.\n  Did you mean 'taken_over'?\n"},
      {"\"currency\": \"RSD\"", "\"curency\": \"RSD\"",
       ": the member 'curency' is unknown, expected one of $schema, document, id, version, "
       "country, "
       "based_on, names, languages, latin_words, formats, currency, access_to_information, "
       "disclosure, "
       "choice_order, labels, areas, value_kinds, value_statuses, flags, sdmx_order, institution_kinds, "
       "codelists, territories, institutions, laws, sources, indicators, breaks, notes, checks, "
       "translated, "
       "samples, note and review.\n  Did you mean 'currency'?\n"},
      // Not in the base.
      {"\"version\": \"1.0.0\"}", "\"version\": \"1.1.0\"}",
       ": org.rapporteur.country.rs 1.0.0 is based on org.rapporteur.regional 1.1.0, but was laid "
       "over "
       "org.rapporteur.regional 1.0.0.\n"},
      // Refers to nothing.
      {"\"kind\": \"identification_body\"", "\"kind\": \"identification\"",
       ", institutions[3].kind: found 'identification', expected a kind of institution of the "
       "regional "
       "catalogue.\n"},
      // Latin letters that look Cyrillic.
      {"\"sr-Cyrl\": \"Србија\"", "\"sr-Cyrl\": \"Cpбија\"",
       ", names.sr-Cyrl: the word 'Cpбија' mixes Cyrillic with the Latin 'Cp'.\n  Letters that "
       "look "
       "alike sort and are found as others; write the word anew.\n"},
  };
  for (const Case& one : cases) {
    const Copies copies;
    WriteWholeFile(copies.serbia, Replaced(Source("serbia/serbia.json"), one.from, one.to));
    const Run run = Check({"--base", copies.base, copies.serbia});
    CHECK(run.status == 1);
    CHECK(run.err == copies.serbia + one.said);
    CHECK(run.out == "");
  }
}

TEST_CASE("a formula that can't be read or leads back to itself stops the build") {
  const Copies copies;
  const std::string text = Source("regional/regional.json");
  WriteWholeFile(copies.base, Replaced(text, "\"100 * LF.13 / LF.12\"", "\"100 * LF.13 / )\""));
  Run run = Check({copies.base});
  CHECK(run.status == 1);
  CHECK(run.err ==
        copies.base +
            ": org.rapporteur.regional 1.0.0, indicator REG:LF.14@1: formula '100 * LF.13 / "
            ")', character 15: found ')', expected a number, an indicator code, 'spread' or "
            "'('.\n");
  WriteWholeFile(copies.base, Replaced(Replaced(text, "\"ID.03 + ID.04\"", "\"ID.02 - ID.08\""),
                                       "\"ID.03 + ID.08\"", "\"ID.09 + ID.08\""));
  run = Check({copies.base});
  CHECK(run.status == 1);
  CHECK(run.err.starts_with(
      copies.base +
      ": org.rapporteur.regional 1.0.0, indicator REG:ID.02@1: its formula leads "
      "back to itself: ID.02 -> ID.09 -> ID.02.\n"));
}

TEST_CASE("a file that is no JSON, or no document, is refused with a sentence") {
  const Copies copies;
  WriteWholeFile(copies.serbia, "{\n \"document\": country\n}");
  Run run = Check({"--base", copies.base, copies.serbia});
  CHECK(run.status == 1);
  CHECK(run.err == copies.serbia + ", line 2, column 14: this is not valid JSON.\n");
  WriteWholeFile(copies.serbia, "{\"document\": \"note/1\"}");
  run = Check({"--base", copies.base, copies.serbia});
  CHECK(run.status == 1);
  CHECK(run.err == copies.serbia +
                       ", document: found 'note/1', expected 'country/1' or 'mapping/1'.\n"
                       "  The member says what kind of document it is.\n");
}

TEST_CASE("a broken mapping stops the build") {
  const Copies copies;
  WriteWholeFile(copies.mapping,
                 Replaced(Source("serbia/mappings/czztlj_funnel.json"), "\"ID.08\"", "\"ID.88\""));
  const Run run = Check({"--base", copies.base, "--country", copies.serbia, copies.mapping});
  CHECK(run.status == 1);
  CHECK(run.err == copies.mapping +
                       ", columns.indicator.codes: found 'ID.88', expected the code of an "
                       "indicator.\n");
}

TEST_CASE("a changed source text warns that its translation is stale, until it is recorded anew") {
  const Copies copies;
  WriteWholeFile(copies.base,
                 Replaced(Source("regional/regional.json"),
                          "Was a national anti-trafficking strategy in force on 31 December?",
                          "Was a strategy in force on 31 December?"));
  Run run = Check({"--base", copies.base, copies.serbia});
  CHECK(run.status == 0);
  CHECK(run.err == "Warning: " + copies.serbia +
                       ", LF.10/1/question/sr-Cyrl: the English text has changed since it was "
                       "translated.\n  Read the translation again, then record it with "
                       "--write-translated.\n");
  run = Check({"--base", copies.base, "--write-translated", copies.serbia});
  CHECK(run.status == 0);
  CHECK(run.err == "");
  run = Check({"--base", copies.base, copies.serbia});
  CHECK(run.status == 0);
  CHECK(run.err == "");
}

TEST_CASE("the check without a file, or with a word it does not know, says how it is used") {
  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>{}, std::vector<std::string>{"--quick", "x"},
        std::vector<std::string>{"--base"}}) {
    const Run run = Check(arguments);
    CHECK(run.status == 2);
    CHECK(run.err.starts_with("Usage: rapporteur-check-document "));
  }
}

}  // namespace
}  // namespace rapporteur
