// The CSV importer over collections of files with known answers.
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <rapporteur/testing.hpp>
#include <string>

#include "core/base/encoding.h"
#include "core/base/fd.h"
#include "core/base/number.h"
#include "plugins/csv_import/csv_import.h"
#include "tests/support/csv_answers.h"
#include "tests/support/shared_data.h"

namespace rapporteur {
namespace {

using rpt::testing::Run;

// As the core hands it to a text importer.
std::string Utf8(const std::string& path) {
  Result<Fd> in = OpenForReading(path);
  REQUIRE(in.ok());
  Result<Fd> out = MemoryFile("utf-8", "");
  REQUIRE(out.ok());
  Result<FoundEncoding> found = FindEncoding(in->get(), {}, path);
  REQUIRE(found.ok());
  REQUIRE(TranscodeToUtf8(in->get(), *found, out->get(), path).ok());
  ::lseek(out->get(), 0, SEEK_SET);
  return *ReadAll(out->get(), 1u << 30, path);
}

Run Import(const std::string& text, const std::string& options = "{}") {
  return rpt::testing::run(CsvImport(), text, options);
}

// Header and rows; missing cells as "", without the row numbers.
CsvRows Rows(const Run& run, bool with_header) {
  CsvRows rows;
  if (with_header) {
    rows.emplace_back();
    for (std::size_t i = 1; i < run.fields.size(); i++) rows[0].push_back(run.fields[i].name);
  }
  for (const rpt::testing::Row& row : run.rows) {
    rows.emplace_back();
    for (std::size_t i = 1; i < row.size(); i++) rows.back().push_back(row[i].value_or(""));
  }
  return rows;
}

void CheckSpectrum(const std::string& folder, std::size_t expected) {
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder + "/csvs")) {
    const std::string name = entry.path().stem().string();
    INFO(name);
    files++;
    const std::string text = ReadTestFile(entry.path().string());
    CsvRows answer = ReadCsvAnswer(folder + "/json/" + name + ".json");
    if (name == "location_coordinates") {
      // A lone quote mark, which sineemore's bad-unescaped-quote wants refused; its answer masks
      // the first cell.
      CHECK(Import(text).error.row == 2);
      CsvRows rows = Rows(Import(text, R"({"quote": "none"})"), true);
      REQUIRE(rows.size() == 2);
      rows[1][0] = answer[1][0];
      CHECK(rows == answer);
      continue;
    }
    CHECK(Rows(Import(text), true) == answer);
  }
  CHECK(files == expected);
}

TEST_CASE("the importer reads csv-spectrum as its answers say") {
  CheckSpectrum(TestData("csv/csv-spectrum"), 8);
  if (const auto folder = SharedData("data/csv/csv-spectrum")) CheckSpectrum(*folder, 12);
}

TEST_CASE(
    "the importer reads sineemore's collection as its answers say and refuses its bad files") {
  const auto folder = SharedData("data/csv/sineemore");
  if (!folder) return;
  const std::pair<const char*, const char*> bad[] = {
      {"bad-missing-quote", "begins with a quote mark that is never closed"},
      {"bad-quotes-with-unescaped-quote", "has text behind its closing quote mark"},
      {"bad-unescaped-quote", "has a quote mark inside"},
      {"bad-header-less-fields", "found 2 cells, expected 3 as in the header in row 1"},
      {"bad-header-more-fields", "found 4 cells, expected 3 as in the header in row 1"},
      {"bad-header-no-header", "the file is empty, expected a table"},
      // The header is another than the collection expects: the mapping's business.
      {"bad-header-wrong-header", "the table has a header and no rows below it"}};
  for (const auto& [name, message] : bad) {
    INFO(name);
    const Run run = Import(ReadTestFile(*folder + "/csv/" + name + ".csv"));
    CHECK(run.code == RPT_BAD_INPUT);
    CHECK(std::string(run.error.message).find(message) != std::string::npos);
    const std::string file = name;
    CHECK(run.error.row == (file == "bad-header-no-header"      ? 0
                            : file == "bad-header-wrong-header" ? 1
                                                                : 2));
  }
  int good = 0;
  for (const auto& entry : std::filesystem::directory_iterator(*folder + "/json")) {
    const std::string name = entry.path().stem().string();
    INFO(name);
    good++;
    const std::string text = ReadTestFile(*folder + "/csv/" + name + ".csv");
    const CsvRows answer = ReadCsvAnswer(entry.path().string());
    if (name == "header-no-rows") {
      CHECK(answer.empty());
      CHECK(std::string(Import(text).error.message) ==
            "the table has a header and no rows below it");
    } else if (name == "header-simple") {
      CHECK(Rows(Import(text), true) == answer);
    } else {
      // The others have no header.
      CHECK(Rows(Import(text, R"({"header_row": "none"})"), false) == answer);
    }
  }
  CHECK(good == 18);
}

// The numbers read with what the importer found out about their column.
void CheckBalkan(const std::string& folder, std::size_t expected) {
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".json" || entry.path().extension() == ".md") continue;
    INFO(entry.path().filename().string());
    files++;
    const Run run = Import(Utf8(entry.path().string()));
    REQUIRE(run.ok());
    REQUIRE(run.fields.size() == 6);
    CHECK(run.fields[4].role == "decimal-comma");
    CHECK(run.fields[2].role.empty());
    CsvRows rows = Rows(run, false);
    for (auto& row : rows) {
      const ParsedNumber number = ParseNumber(row[3], Decimal::kComma);
      CHECK(number.kind == NumberKind::kNumber);
      row[3] = FormatNumber(number.value);
    }
    CsvRows answer = ReadCsvAnswer(entry.path().string() + ".expected.json");
    answer.erase(answer.begin());  // the answers' keys are English names
    CHECK(rows == answer);
  }
  CHECK(files == expected);
}

TEST_CASE("the importer reads the region's encodings and number habits as their answers say") {
  CheckBalkan(TestData("csv/balkan_encodings"), 5);
  if (const auto folder = SharedData("data/csv/balkan_encodings")) CheckBalkan(*folder, 10);
}

TEST_CASE("published tables are read whole") {
  const struct {
    const char* path;
    std::size_t columns, rows;
  } files[] = {{"domain/real_figures.csv", 9, 450},
               {"data/unodc/glotip_five_countries.csv", 13, 1584},
               {"data/eurostat/estat_crim_off_cat.tsv", 16, 1558}};
  for (const auto& file : files) {
    const auto path = SharedData(file.path);
    if (!path) continue;
    INFO(file.path);
    const Run run = Import(Utf8(*path));
    REQUIRE(run.ok());
    CHECK(run.fields.size() == file.columns + 1);
    CHECK(run.rows.size() == file.rows);
    CHECK(run.asides.empty());
  }
}

}  // namespace
}  // namespace rapporteur
