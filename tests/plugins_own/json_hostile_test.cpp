// JSON that was cut off, mislabelled, or made to exhaust whoever reads it.
#include <catch2/catch.hpp>
#include <filesystem>
#include <rapporteur/testing.hpp>
#include <string>

#include "plugins/json_import/json_import.h"
#include "tests/plugins_own/shown_run.h"
#include "tests/support/csv_answers.h"
#include "tests/support/shared_data.h"

namespace rapporteur {
namespace {

using rpt::testing::Run;

Run Import(const std::string& text, const std::string& options = "{}") {
  return rpt::testing::run(JsonImport(), text, options);
}

struct Case {
  std::string text;
  const char* message;
};

void CheckRefused(const std::vector<Case>& cases) {
  for (const Case& c : cases) {
    INFO(c.text.substr(0, 100));
    const Run run = Import(c.text);
    CHECK(FailureOf(run) == c.message);
    CHECK(run.rows.empty());
    CHECK(run.fields.empty());
    CHECK(BrokenImport(run) == "");
  }
}

TEST_CASE("what is another format is refused by its beginning") {
  CheckRefused({
      {"", "the file is empty, expected JSON"},
      {"\xEF\xBB\xBF", "the file is empty, expected JSON"},
      {" \n\t\n", "the file is empty, expected JSON"},
      {"PK\x03\x04zip", "the file is packed; unpack it and import the .json"},
      {"\x1F\x8B\x08", "the file is packed; unpack it and import the .json"},
      {std::string("\xFF\xFE[\0{\0", 6),
       "the file is in UTF-16, expected UTF-8, which JSON has to be in"},
      {std::string("\0[\0{", 4), "the file is in UTF-16, expected UTF-8, which JSON has to be in"},
      {std::string("[\0{\0", 4), "the file is in UTF-16, expected UTF-8, which JSON has to be in"},
      {"a;b\n1;2\n",
       "the file begins with neither { nor [, expected JSON; is it in another format?"},
      {"<html/>", "the file begins with neither { nor [, expected JSON; is it in another format?"},
      {"\"text\"", "the file begins with neither { nor [, expected JSON; is it in another format?"},
      {"NaN", "the file begins with neither { nor [, expected JSON; is it in another format?"},
  });
}

TEST_CASE("what is no JSON is refused with line and column, and without the text") {
  CheckRefused({
      {"[{\"a\": NaN}]",
       "line 1, column 8: found a sign or word that is no value of JSON (NaN and Infinity are "
       "none)"},
      {"[{\"a\": nan}]",
       "line 1, column 9: found a sign or word that is no value of JSON (NaN and Infinity are "
       "none)"},
      {"[{\"a\": Infinity}]",
       "line 1, column 8: found a sign or word that is no value of JSON (NaN and Infinity are "
       "none)"},
      {"[{'a': 1}]",
       "line 1, column 3: found a sign or word that is no value of JSON (NaN and Infinity are "
       "none)"},
      {"[{a: 1}]",
       "line 1, column 3: found a sign or word that is no value of JSON (NaN and Infinity are "
       "none)"},
      {"[{\"a\": 1e400}]", "line 1, column 13: a number is larger than any that a computer keeps"},
      {"[{\"a\": -1e400}]", "line 1, column 14: a number is larger than any that a computer keeps"},
      {"[{\"a\": 1.}]", "line 1, column 10: a number is not finished"},
      {"[{\"a\": -}]", "line 1, column 9: a number is not finished"},
      {"[{\"a\": 01}]",
       "line 1, column 10: found an unexpected number literal, which JSON has no place for there"},
      {"[{\"a\": 1,}]",
       "line 1, column 10: found an unexpected '}', which JSON has no place for there"},
      {"[{\"a\": 1},\n ]",
       "line 2, column 2: found an unexpected ']', which JSON has no place for there"},
      {"[{\"a\" 1}]",
       "line 1, column 8: found an unexpected number literal, which JSON has no place for there"},
      {"[{\"a\": 1}\n\n\n {\"b\": 2}]",
       "line 4, column 2: found an unexpected '{', which JSON has no place for there"},
      {"[{\"a\": 1}} ",
       "line 1, column 10: found an unexpected '}', which JSON has no place for there"},
      {"[{\"a\": \"x\ny\"}]",
       "line 1, column 10: a line end or control character stands in a text; is a quote mark "
       "missing?"},
      {"[{\"a\": \"\\x\"}]", "line 1, column 10: a text has a backslash without a meaning"},
      {"[{\"a\": \"\\ud800\"}]", "line 1, column 15: a text has a backslash without a meaning"},
      {"[{\"a\": \"\\udc00\"}]", "line 1, column 14: a text has a backslash without a meaning"},
      {"[{\"a\": \"\\u00zz\"}]", "line 1, column 13: a text has a backslash without a meaning"},
      {"[{\"a\": \"\\u0000\"}]", "line 1, column 15: a text holds the character NUL (\\u0000)"},
      {std::string("[{\"a\": \0}]", 10), "line 1, column 8: found a NUL byte, expected JSON"},
      {"[{\"a\": 1}] // note", "line 1, column 12: found text behind the end of the JSON value"},
      {"[{\"a\": \"\xC5\"}]",
       "line 1, column 10: the text is not valid UTF-8, which JSON has to be in"},
      {"[{\"a\": \"Ni\x9A\"}]",
       "line 1, column 11: the text is not valid UTF-8, which JSON has to be in"},
      {"[{\"\xC0\x80\": 1}]",
       "line 1, column 4: the text is not valid UTF-8, which JSON has to be in"},
      {"[{\"a\": \"\xED\xA0\x80\"}]",
       "line 1, column 10: the text is not valid UTF-8, which JSON has to be in"},
      {"[{\"a\": 1}, {\"a\": tru",
       "line 1, column 21: the file ends in the middle of a value; it was cut off, get it again"},
  });
}

TEST_CASE("the place is right far into a file") {
  std::string text = "[\n";
  for (int i = 0; i < 40000; ++i) text += "{\"name\": \"value\", \"number\": 12345},\n";
  CHECK(FailureOf(Import(text + "  {\"a\": x}]")) ==
        "line 40002, column 9: found a sign or word that is no value of JSON (NaN and Infinity are "
        "none)");
  const std::string wide = "[{\"a\": \"" + std::string(600000, 'x') + "\", \"b\": y}]";
  CHECK(FailureOf(Import(wide)).substr(0, 24) == "line 1, column 600017: f");
  std::string lines;
  for (int i = 0; i < 40000; ++i) lines += "{\"number\": 12345}\n\n";
  CHECK(FailureOf(Import(lines + "{\"number\": 1, \"number\": 2}")) ==
        "row 80001: an object has the name number twice");
  CHECK(Import(lines).rows.back()[0] == "79999");
}

TEST_CASE("depth, length and width end at their limits") {
  CheckRefused({
      {std::string(100000, '['), "line 1, column 65: the values are nested deeper than 64 levels"},
      {[] {
         std::string text;
         for (int i = 0; i < 100000; ++i) text += "{\"a\":";
         return text;
       }(),
       "line 1, column 321: the values are nested deeper than 64 levels"},
      {"[{\"a\": \"" + std::string(1048577, 'x') + "\"}]",
       "line 1, column 1048586: a text is longer than 1 MiB"},
      {"[{\"" + std::string(1001, 'x') + "\": 1}]",
       "row 1: a name and those around it are longer than 1,000 bytes"},
      {"[{\"" + std::string(600, 'x') + "\": [{\"" + std::string(400, 'y') + "\": 1}]}]",
       "row 1: a name and those around it are longer than 1,000 bytes"},
      {[] {
         std::string text = "[{";
         for (int i = 0; i < 20000; ++i) {
           text +=
               (i > 0 ? ",\"" : "\"") + std::to_string(100000 + i) + std::string(900, 'x') + "\":1";
         }
         return text + "}]";
       }(),
       "the names in the objects have more than 16 MiB; are these records?"},
      {"[{\"a\": 1" + std::string(100000000, '0') + "}]",
       "line 1, column 1835008: a text, or a run of blanks, is longer than 1 MiB"},
  });
  CHECK(Import("[{\"a\": \"" + std::string(1048576, 'x') + "\"}]").ok());

  std::string nine = "[{";
  for (int i = 0; i < 9; ++i) {
    nine +=
        (i > 0 ? ", \"" : "\"") + std::to_string(i) + "\": \"" + std::string(1000000, 'x') + "\"";
  }
  CHECK(FailureOf(Import(nine + "}]")) == "row 1: the record is longer than 8 MiB");
}

TEST_CASE("a text of 100 MB is refused before it is in memory") {
  const Run run = Import("[{\"a\": \"" + std::string(100000000, 'x') + "\"}]");
  CHECK(FailureOf(run) ==
        "line 1, column 1835008: a text, or a run of blanks, is longer than 1 MiB");
  CHECK(run.code == RPT_LIMIT);
}

TEST_CASE("16,383 columns are read, one more is refused") {
  const auto wide = [](int columns) {
    std::string text = "[{";
    for (int i = 0; i < columns; ++i) text += (i > 0 ? ",\"c" : "\"c") + std::to_string(i) + "\":1";
    return text + "}]";
  };
  const Run run = Import(wide(16383));
  REQUIRE(FailureOf(run) == "no failure");
  CHECK(run.fields.size() == 16384);
  CHECK(FailureOf(Import(wide(16384))) == "the records have more than 16,383 different members");
  CHECK(FailureOf(Import(wide(16385))) == "the records have more than 16,383 different members");
  CHECK(FailureOf(Import(wide(70000))) ==
        "the objects have more than 65,536 different names; are these records?");
}

TEST_CASE("the rows of one record that repeat its cells are bounded") {
  std::string text = R"([{"big": ")" + std::string(1000000, 'x') + R"(", "r": [)";
  for (int i = 0; i < 100; ++i) text += i > 0 ? ", {\"a\": 1}" : "{\"a\": 1}";
  CHECK(FailureOf(Import(text + "]}]", R"({"repeat": "r"})")) ==
        "row 1: the rows of one record would hold more than 64 MiB");
}

TEST_CASE("JSON that is cut anywhere is refused with a sentence") {
  for (const char* name : {"json/submissions.json", "json_fuzz/dataset.json",
                           "json_fuzz/collection.json", "json_fuzz/kobo.json"}) {
    std::string text = ReadTestFile(TestData(name));
    while (text.back() == '\n') text.pop_back();
    INFO(name);
    CHECK(Import(text).ok());
    for (std::size_t i = 0; i < text.size(); ++i) {
      INFO(i);
      const Run run = Import(text.substr(0, i));
      CHECK_FALSE(run.ok());
      CHECK(run.rows.empty());
      CHECK(BrokenImport(run) == "");
      if (i > 3) {
        const std::string failure = FailureOf(run);
        CHECK(failure.substr(failure.find(": ") + 2) ==
              "the file ends in the middle of a value; it was cut off, get it again");
      }
    }
  }
}

TEST_CASE("whatever bytes stand in a JSON file, it is read or refused with a sentence") {
  int samples = 0;
  for (const auto& file : std::filesystem::directory_iterator(TestData("json_fuzz"))) {
    const std::string bytes = ReadTestFile(file.path().string());
    INFO(file.path().filename().string());
    CHECK(BrokenImport(Import(bytes)) == "");
    ++samples;
    if (bytes.size() > 2000) continue;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
      for (const char c : {'\0', '"', '[', '}', ',', '\xFF'}) {
        std::string changed = bytes;
        changed[i] = c;
        CHECK(BrokenImport(Import(changed)) == "");
      }
    }
  }
  CHECK(samples >= 8);
}

}  // namespace
}  // namespace rapporteur
