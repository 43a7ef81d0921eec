#include "plugins/kobo_import/kobo_import.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <map>
#include <rapporteur/testing.hpp>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "tests/plugins_own/spreadsheet_results.h"
#include "tests/support/csv_answers.h"
#include "tests/support/made_workbook.h"
#include "tests/support/shared_data.h"

namespace rapporteur {
namespace {

using rpt::testing::Run;

Run Import(const std::string& bytes, const std::string& options = "{}") {
  return rpt::testing::run(KoboImport(), bytes, options);
}
int Sniff(const std::string& bytes) {
  const rpt::testing::detail::MemoryFile memory(bytes);
  rpt::InputFile file(memory.fd());
  return KoboImport::sniff(file);
}

// A form with a group, a question with several answers and a repeated group within a repeated one.
std::string Export() {
  MadeXlsx made;
  made.sheets = {
      {"Shelter visit of the year_ l...",
       RowsXml({{"start", "visit/place", "visit/needs", "visit/needs/food", "visit/needs/law",
                 "visit/share", "_uuid", "_index"},
                {"2023-05-01T10:00:00", "North", "food law", "1", "1", "0.5", "u-1", "#1"},
                {"2023-05-02T10:00:00", "South", "food", "1", "0", "", "u-2", "#2"}})},
      {"guests", RowsXml({{"guests/age", "_index", "_parent_table_name", "_parent_index"},
                          {"adult", "#1", "Shelter visit of the year: long name", "#1"},
                          {"child", "#2", "Shelter visit of the year: long name", "#1"},
                          {"adult", "#3", "Shelter visit of the year: long name", "#2"},
                          {"adult", "#4", "Shelter visit of the year: long name", "#9"}})},
      {"nights", RowsXml({{"guests/nights/count", "_parent_table_name", "_parent_index"},
                          {"#3", "guests", "#2"},
                          {"#5", "guests", "#3"}})}};
  return Made(made);
}

const char kCsv[] =
    "\"start\";\"visit/place\";\"visit/needs\";\"visit/needs/food\";\"visit/needs/law\";\"visit/"
    "share\";\"_uuid\";\"_index\"\n"
    "\"2023-05-01T10:00:00\";\"North\";\"food law\";\"1\";\"1\";\"0.5\";\"u-1\";\"1\"\n"
    "\"2023-05-02T10:00:00\";\"South\";\"food\";\"1\";\"0\";\"\";\"u-2\";\"2\"\n";

const char kTable[] =
    "start|visit/place|visit/needs|visit/needs/food|visit/needs/law|visit/share.|_uuid|_index\n"
    "2: 2023-05-01T10:00:00|North|food law|1|1|0.5|u-1|1\n"
    "3: 2023-05-02T10:00:00|South|food|1|0|-|u-2|2";

// Without the sheets' names.
std::string Table(const Run& run) {
  std::string text = TableText(run);
  if (!run.ok() || run.rows.empty()) return text;
  for (const std::string& sheet : {run.rows[0][1].value_or("?")}) {
    for (std::size_t at = 0; (at = text.find("\n" + sheet + " ", at)) != text.npos; at++) {
      text.erase(at + 1, sheet.size() + 1);
    }
  }
  return text;
}

TEST_CASE("a Kobo export reads the same as CSV and as XLSX") {
  CHECK(Table(Import(kCsv)) == kTable);
  const Run run = Import(Export());
  CHECK(Table(run) == kTable);
  CHECK(
      IssueText(run) ==
      "warning guests 0/0: sheet 2 holds a repeated group and is not read; the option sheet reads "
      "it\n"
      "warning nights 0/0: sheet 3 holds a repeated group and is not read; the option sheet reads "
      "it\n");
  CHECK(AsideText(run).find("hidden guests 2/1: adult\n") != std::string::npos);
  CHECK(Sniff(kCsv) == 95);
  CHECK(Sniff(Export()) == 95);
  std::string commas = kCsv;
  std::replace(commas.begin(), commas.end(), ';', ',');
  CHECK(Table(Import("\xEF\xBB\xBF" + commas)) == kTable);
}

TEST_CASE("a repeated group is joined to its submission, or read alone") {
  const Run run = Import(Export(), R"({"sheet": "guests"})");
  CHECK(Table(run) ==
        "start|visit/place|visit/needs|visit/needs/food|visit/needs/law|visit/share.|_uuid|parent/"
        "_index|guests/age|_index|_parent_table_name|_parent_index\n"
        "2: 2023-05-01T10:00:00|North|food law|1|1|0.5|u-1|1|adult|1|Shelter visit of the year: "
        "long name|1\n"
        "3: 2023-05-01T10:00:00|North|food law|1|1|0.5|u-1|1|child|2|Shelter visit of the year: "
        "long name|1\n"
        "4: 2023-05-02T10:00:00|South|food|1|0|-|u-2|2|adult|3|Shelter visit of the year: long "
        "name|2");
  CHECK(IssueText(run).find("error guests 5/4 _parent_index: the table above has no row of this "
                            "number\n") != std::string::npos);
  CHECK(Table(Import(Export(), R"({"sheet": "2", "join": false})")) ==
        "guests/age|_index|_parent_table_name|_parent_index\n"
        "2: adult|1|Shelter visit of the year: long name|1\n"
        "3: child|2|Shelter visit of the year: long name|1\n"
        "4: adult|3|Shelter visit of the year: long name|2\n"
        "5: adult|4|Shelter visit of the year: long name|9");
}

TEST_CASE("a group within a repeated group is joined to both above it") {
  const Run run = Import(Export(), R"({"sheet": "nights"})");
  REQUIRE(run.ok());
  REQUIRE(run.rows.size() == 2);
  std::map<std::string, std::string> row;
  for (std::size_t i = 0; i < run.fields.size(); i++)
    row[run.fields[i].name] = run.rows[0][i].value_or("-");
  CHECK(row["visit/place"] == "North");
  CHECK(row["guests/age"] == "child");
  CHECK(row["guests/nights/count"] == "3");
  CHECK(row["_parent_index"] == "2");
  CHECK(run.rows[1][0] == "3");
}

TEST_CASE("questions with several answers keep one column, or one for each answer") {
  CHECK(Table(Import(kCsv, R"({"multiple": "one"})")) ==
        "start|visit/place|visit/needs|visit/share.|_uuid|_index\n"
        "2: 2023-05-01T10:00:00|North|food law|0.5|u-1|1\n"
        "3: 2023-05-02T10:00:00|South|food|-|u-2|2");
  const Run each = Import(kCsv, R"({"multiple": "each"})");
  CHECK(Table(each) ==
        "start|visit/place|visit/needs/food|visit/needs/law|visit/share.|_uuid|_index\n"
        "2: 2023-05-01T10:00:00|North|1|1|0.5|u-1|1\n"
        "3: 2023-05-02T10:00:00|South|1|0|-|u-2|2");
  CHECK(AsideText(each).find("hidden  2/3: food law\n") != std::string::npos);
}

TEST_CASE("labels, empty and second headers, tags and empty submissions are read") {
  const Run run = Import(
      "\"Regioni\";\"Sa viktima?\";\"Sa viktima?\";\"\";\"_uuid\"\n"
      "\"#region\";\"#affected+f\";\"#affected+m\";\"\";\"\"\n"
      "\"\";\"\";\"\";\"\";\"\"\n"
      "\"Tirana\";\"1,5\";\"2.5\";\"x\ny\";\"u\"\n");
  CHECK(Table(run) ==
        "Regioni|Sa viktima?|Sa viktima? (2).|column_4|_uuid\n4: Tirana|1,5|2.5|x\ny|u");
  CHECK(IssueText(run) ==
        "warning  1/3 Sa viktima? (2): the header stands there a second time; the column is called "
        "Sa viktima? (2)\n"
        "warning  1/4 column_4: the header is empty; the column is called column_4\n");
  CHECK(AsideText(run).find("preamble  2/0: #region\n") != std::string::npos);
}

TEST_CASE(
    "a file that is no Kobo export is left to others, and one that was worked in is refused") {
  CHECK(Sniff("") == 0);
  CHECK(Sniff("\"a\";\"b\"\n\"1\";\"2\"\n") == 0);
  CHECK(Sniff("<html>") == 0);
  CHECK(Sniff(MadeTable({{"a", "b"}, {"#1", "#2"}})) == 0);
  CHECK(Sniff(MadeZip({{"x", "y"}})) == 0);
  CHECK(Sniff(MadeOds("")) == 0);
  struct Case {
    std::string rows, behind, before;
    const char* message;
  };
  const std::string good = RowsXml({{"a", "_uuid"}, {"x", "u"}});
  const char* const end =
      ", which Kobo never writes; somebody has worked in the file: import the export itself, or "
      "the "
      "file with the plugin spreadsheet-import";
  const Case cases[] = {
      {RowsXml({{"a", "_uuid"}}) + "<row r=\"2\" hidden=\"1\"><c r=\"A2\"><v>1</v></c></row>", "",
       "", "Sheet1, row 2: the sheet has a hidden row"},
      {good, "<mergeCells><mergeCell ref=\"A1:A2\"/></mergeCells>", "",
       "Sheet1, row 1: the sheet has merged cells"},
      {good, "", "<cols><col min=\"2\" max=\"2\" hidden=\"1\"/></cols>",
       "Sheet1, row 1: the sheet has a hidden column"},
      {RowsXml({{"a", "_uuid"}}) + "<row r=\"2\"><c r=\"A2\" t=\"e\"><v>#N/A</v></c></row>", "", "",
       "Sheet1, row 2: the sheet has a formula without a result"},
      {RowsXml({{}, {"a", "_uuid"}, {"x", "u"}}), "", "",
       "Sheet1, row 2: the sheet has no header in row 1"},
      {RowsXml({{"a", "_uuid"}, {"x", "u", "z"}}), "", "",
       "Sheet1, row 2: the sheet has a cell beyond the header"}};
  for (const Case& c : cases) {
    INFO(c.message);
    CHECK(TableText(Import(Made({{{"Sheet1", c.rows, c.before, c.behind}}, {}, {}}))) ==
          std::string(c.message) + end);
  }
  CHECK(TableText(Import("")) == "the file is empty, expected an export of Kobo");
  CHECK(TableText(Import("\"a\";\"_uuid\"\n")) ==
        "row 1: the export has a header and no submission below it");
  CHECK(TableText(Import("\"a\";\"_uuid\"\n\"1\"\n")) ==
        "row 2: found 1 cell, expected 2 as in the header");
  CHECK(TableText(Import("\"a\";\"b\"\n\"1\";\"\xFF\"\n")) ==
        "byte 14 is not valid UTF-8, expected a text file in UTF-8");
  CHECK(TableText(Import(kCsv, R"({"sheet": "2"})")) ==
        "sheet: a CSV file has no sheets; repeated groups are in Kobo's XLSX export");
  CHECK(TableText(Import(Export(), R"({"sheet": "9"})")) ==
        "sheet: the export has no sheet of this name or number; it has 3 sheets");
}

TEST_CASE("no cut or changed Kobo export crashes the importer") {
  const std::string whole = Export();
  for (std::size_t at = 0; at < whole.size(); at += 3) {
    std::string changed = whole;
    changed[at] = static_cast<char>(changed[at] ^ 0x55);
    Import(changed, R"({"sheet": "nights"})");
    CHECK_FALSE(Import(whole.substr(0, at)).ok());
  }
}

// ---- the exports of the real exporter ----------------------------------------------------------

std::string TextOf(const Json& value) {
  if (value.is_string()) return value.get<std::string>();
  return value.dump();
}

// What the submission says under the column's name stands in the row.
void CompareRow(const Run& run, std::size_t r, const Json& submission, std::size_t* compared) {
  for (std::size_t c = 2; c < run.fields.size(); c++) {
    const auto member = submission.find(run.fields[c].name);
    if (member == submission.end() || member->is_structured()) continue;
    INFO(run.fields[c].name);
    CHECK(run.rows[r][c].value_or("") == TextOf(*member));
    ++*compared;
  }
}

void CheckForm(const std::string& base, std::size_t* cells, std::size_t* repeats) {
  INFO(base);
  const Result<Json> submissions = ParseJson(ReadTestFile(base + ".submissions.json"), base);
  REQUIRE(submissions.ok());
  for (const char* kind : {".xml", ".labels"}) {
    const Run csv = Import(ReadTestFile(base + kind + ".csv"));
    const Run xlsx = Import(ReadTestFile(base + kind + ".xlsx"));
    if (submissions->empty()) {
      CHECK_FALSE(csv.ok());
      CHECK_FALSE(xlsx.ok());
      return;
    }
    REQUIRE(csv.ok());
    CHECK(Table(xlsx) == Table(csv));
    if (std::string(kind) == ".labels") {
      // Answers are labels there: as many submissions, and the columns that have no labels.
      CHECK(csv.rows.size() <= submissions->size());
      continue;
    }
    std::size_t compared = 0;
    for (std::size_t r = 0; r < csv.rows.size(); r++) {
      const std::size_t number = std::stoul(csv.rows[r][0].value_or("0")) - 2;
      REQUIRE(number < submissions->size());
      CompareRow(csv, r, (*submissions)[number], &compared);
    }
    CHECK(compared > 0);
    *cells += compared;
    for (int sheet = 2;; sheet++) {
      const Run joined = Import(ReadTestFile(base + kind + ".xlsx"),
                                "{\"sheet\": \"" + std::to_string(sheet) + "\"}");
      if (!joined.ok()) {
        CHECK(joined.code == RPT_BAD_OPTION);
        break;
      }
      // The submissions' repeats, one after the other, each beside what its submission says.
      const std::string last = joined.fields[joined.fields.size() - 3].name;
      const std::string path = last.substr(0, last.rfind('/'));
      std::size_t r = 0;
      for (const Json& submission : *submissions) {
        const auto group = submission.find(path);
        if (group == submission.end()) continue;
        for (const Json& repeat : *group) {
          REQUIRE(r < joined.rows.size());
          CompareRow(joined, r, repeat, repeats);
          CompareRow(joined, r, submission, cells);
          r++;
        }
      }
      CHECK(r == joined.rows.size());
    }
  }
}

TEST_CASE("exports of the real exporter agree as CSV, XLSX and JSON") {
  const auto folder = SharedData("data/kobo/exports");
  if (!folder) return;
  std::size_t forms = 0, cells = 0, repeats = 0;
  for (const auto& entry : std::filesystem::directory_iterator(*folder)) {
    const std::string path = entry.path().string();
    if (!path.ends_with(".form.json")) continue;
    forms++;
    CheckForm(path.substr(0, path.size() - 10), &cells, &repeats);
  }
  std::printf("kobo: %zu forms, %zu cells and %zu of repeats agree with the submissions\n", forms,
              cells, repeats);
  CHECK(forms == 16);
  CHECK(cells > 200);
  CHECK(repeats > 20);
}

}  // namespace
}  // namespace rapporteur
