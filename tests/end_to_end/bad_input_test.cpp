// Every bad input ends in one clear sentence, status 1, and a store that is as it was before.
#include <catch2/catch.hpp>
#include <filesystem>

#include "core/base/json.h"
#include "tests/end_to_end/data_folder.h"

namespace rapporteur {
namespace {

const char* const kHeader = "country,indicator,period,sex,value,note\n";

TEST_CASE("a bad file is refused with one whole sentence and nothing is stored") {
  struct Case {
    const char* name;
    std::string bytes;
    const char* message;
  };
  const std::string head = kHeader;
  const Case cases[] = {
      {"empty.csv", "", "empty.csv: the file is empty, a table was expected."},
      {"header_only.csv", head, "header_only.csv, row 1: the table has a header and no rows below it. Nothing was stored."},
      {"indicator.csv", head + "RS,ID.99,2017,F,1,\n",
       "indicator.csv, row 2, column indicator: found 'ID.99', expected the code of an indicator of RS "
       "such as LF.01. Nothing was stored."},
      {"country.csv", head + "XX,ID.02,2017,F,1,\n",
       "country.csv, row 2, column country: found 'XX', expected a country whose plugin is enabled; no "
       "country plugin for XX is enabled. Nothing was stored."},
      {"code.csv", head + "RS,ID.02,2017,W,1,\n",
       "code.csv, row 2, column sex: found 'W', expected a code of sex (F, M, O and U). Nothing was "
       "stored."},
      {"text.csv", head + "RS,ID.02,2017,F,several,\n",
       "text.csv, row 2, column value: found 'several', expected a number in persons. Nothing was "
       "stored."},
      {"percent.csv", "country,indicator,period,value\nRS,ID.32,2017,140\n",
       "percent.csv, row 2, column value: found '140', expected at most 100 %. Nothing was stored."},
      {"year.csv", head + "RS,ID.02,20177,F,1,\n",
       "year.csv, row 2, column period: found '20177', expected a year between 1900 and 2100, a "
       "half-year (2017-S1), quarter (2017-Q1), month (2017-03) or range (2013/2016). Nothing was "
       "stored."},
      {"twice.csv", head + "RS,ID.02,2017,F,1,\nRS,ID.02,2017,F,1,\n",
       "twice.csv, row 3: expected one value for RS ID.02 2017 sex=F from RS-CZZTLJ/direct; row 2 says "
       "the same. Nothing was stored."},
      {"column.csv", "country,indicator,period,value,colour\nRS,ID.02,2017,1,red\n",
       "column.csv: the columns are not the observation vocabulary, and no saved mapping has these "
       "headers."},
  };
  DataFolder folder;
  for (const Case& c : cases) {
    INFO(c.name);
    CHECK(folder.Refusal(c.name, c.bytes)["message"] == c.message);
  }
  folder.CheckUntouched();
}

TEST_CASE("a file that is no proper CSV is refused with the row or byte") {
  struct Case {
    const char* name;
    std::string bytes;
    const char* told;
    std::vector<std::string> more = {};
  };
  const std::string head = kHeader;
  std::string mostly_utf8 = head;
  for (int i = 0; i < 20; ++i) mostly_utf8 += "RS,ID.02," + std::to_string(2001 + i) + ",F,1,žrtva\n";
  const Case cases[] = {
      {"quote.csv", head + "RS,ID.02,2017,F,1,fine\nRS,ID.02,2018,F,1,\"open\n",
       "error: quote.csv, row 3, column 6: the cell begins with a quote mark that is never closed. "
       "Nothing was stored.\n"},
      {"fields.csv", head + "RS,ID.02,2017,F,1,\nRS,ID.02,2018,F\n",
       "error: fields.csv, row 3: found 4 cells, expected 6 as in the header in row 1. Nothing was "
       "stored.\n"},
      {"workbook.csv", std::string("PK\x03\x04\x00\x00\x00\x08\x00", 9) + std::string(200, '\0'),
       "error: workbook.csv: this is a ZIP archive, as Excel (.xlsx) and OpenDocument (.ods) write "
       "them, expected a text file.\n"
       "hint: A workbook is imported as it is, by the importer for its kind, or saved as CSV first.\n"},
      {"binary.csv", head + std::string("RS,ID.02,2017,F,1,\0\n", 20),
       "error: binary.csv: byte 59 is NUL, expected a text file.\n"
       "hint: Save the file anew as CSV in the program it comes from.\n"},
      {"told.csv", head + "RS,ID.02,2017,F,1,\xC5\xBErtva \xFF\n",
       "error: told.csv, byte 66 (line 2): 0xFF is not valid UTF-8 here, expected UTF-8 as told.\n"
       "hint: Save the file as UTF-8, or say --option encoding=windows-1250 where it is in that "
       "encoding throughout.\n",
       {"--option", "encoding=utf-8"}},
      {"found.csv", mostly_utf8 + "RS,ID.02,2031,F,1,\xFF\n",
       "error: found.csv, byte 559 (line 22): 0xFF is not valid UTF-8 here, expected UTF-8 as in "
       "most of the file.\n"
       "hint: Save the file as UTF-8, or say --option encoding=windows-1250 where it is in that "
       "encoding throughout.\n"},
      {"marked.csv", "\xEF\xBB\xBF" + head + "RS,ID.02,2031,F,1,\x9A\n",
       "error: marked.csv, byte 62 (line 2): 0x9A is not valid UTF-8 here, expected UTF-8 as the "
       "byte order mark says.\n"
       "hint: Save the file as UTF-8, or say --option encoding=windows-1250 where it is in that "
       "encoding throughout.\n"},
  };
  DataFolder folder;
  for (const Case& c : cases) {
    INFO(c.name);
    // The importer may be named or found by the content; a ZIP archive is found to be no CSV file.
    if (std::string(c.name) != "workbook.csv") {
      CHECK(folder.Told(c.name, c.bytes, c.more) == c.told);
    } else {
      CHECK(folder.Told(c.name, c.bytes, c.more) ==
            "error: workbook.csv: the file is a ZIP archive that is damaged or cut off; send it "
            "again. Nothing was stored.\n");
    }
    std::vector<std::string> named = c.more;
    named.insert(named.end(), {"--plugin", "csv-import"});
    CHECK(folder.Told(c.name, c.bytes, named) == c.told);
  }
  folder.CheckUntouched();
}

TEST_CASE("an encoding that the letters leave open is a warning, on the console and with the batch") {
  DataFolder folder;
  // A lone Ć of windows-1250, which is as well Ж of windows-1251 and Æ of windows-1252.
  const std::string path =
      folder.Write("letter.csv", std::string(kHeader) + "RS,ID.02,2017,F,1,\xC6\n");
  const std::string warning =
      "letter.csv is read as windows-1250, but its letters fit other encodings as well; if letters "
      "look wrong, say --option encoding=NAME (windows-1250, windows-1251, windows-1252, iso-8859-2 "
      "or iso-8859-5).";
  const Run dry = Rapporteur(folder.data, folder.ImportOf(path, {"--dry-run"}));
  CHECK(dry.status == 0);
  CHECK(dry.out ==
        "Dry run: nothing was stored.\n"
        "rows: 1 read = 1 mapped + 0 skipped + 0 refused\n"
        "values: 1 = 1 added + 0 changed + 0 unchanged + 0 refused\n"
        "findings: 1\n  doubtful-encoding: 1\n  warning: " + warning + "\n");
  const Run run = Rapporteur(folder.data, folder.ImportOf(path, {"--json"}));
  REQUIRE(run.status == 0);
  const Json imported = *ParseJson(run.out, "import");
  REQUIRE(imported["findings"].size() == 1);
  CHECK(imported["findings"][0]["level"] == "warning");
  CHECK(imported["findings"][0]["code"] == "doubtful-encoding");
  CHECK(imported["findings"][0]["message"] == warning);
  const Run shown = Rapporteur(folder.data, {"batch", "show", "1", "--json"});
  CHECK((*ParseJson(shown.out, "batch"))["findings"] == imported["findings"]);
  // Told, there is nothing left to warn of.
  const Run told = Rapporteur(
      folder.data, folder.ImportOf(path, {"--json", "--option", "encoding=windows-1250"}));
  CHECK((*ParseJson(told.out, "told"))["findings"] == Json::array());
}

TEST_CASE("a warning stands beside the refusal that it may explain") {
  DataFolder folder;
  const std::string path =
      folder.Write("told.csv", std::string(kHeader) + "RS,ID.02,2017,Ž,1,\n");
  const Run run = Rapporteur(folder.data,
                             folder.ImportOf(path, {"--option", "encoding=windows-1250"}));
  CHECK(run.status == 1);
  CHECK(run.out ==
        "warning: told.csv is read as windows-1250, as told, but is valid UTF-8 throughout (1 "
        "character beyond ASCII); if letters look wrong, say --option encoding=utf-8.\n");
  CHECK(run.err ==
        "error: told.csv, row 2, column sex: found 'Ĺ˝', expected a code of sex (F, M, O and U). "
        "Nothing was stored.\nhint: Translate what the file writes in the mapping's \"codes\".\n");
}

TEST_CASE("a file with a personal number is refused whole, never echoed, never kept") {
  // Synthetic identifiers only: region codes 60 to 69 are not in use.
  const std::pair<const char*, const char*> cases[] = {
      {"0101990600008", "a personal number (JMBG)"},
      {"1506005655000", "a personal number (JMBG)"},
      {"2407975601234", "a personal number (JMBG)"},
      {"J00101999W", "an Albanian identity or taxpayer's number"}};
  for (const auto& [number, what] : cases) {
    DataFolder folder;
    const Json error = folder.Refusal(
        "cases.csv",
        std::string(kHeader) + "RS,ID.02,2017,F,1,fine\nRS,ID.02,2018,F,1,child " + number + "\n",
        {"--accept-good-rows"});
    CHECK(error["message"] ==
          "cases.csv, row 3, column note: this looks like " + std::string(what) +
              "; files with personal data are refused whole, and nothing of it was stored.");
    CHECK(error["hint"] == "Ask the sender for counts instead of persons.");
    CHECK(error["code"] == "personal-data");
    CHECK(error["row"] == 3);
    CHECK(error["column"] == "note");
    CHECK(error.dump().find(number) == std::string::npos);
    folder.CheckUntouched();
    // Not anywhere below the data folder either.
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder.data)) {
      if (!entry.is_regular_file()) continue;
      INFO(entry.path());
      CHECK(ReadWholeFile(entry.path().string()).find(number) == std::string::npos);
    }
  }
}

TEST_CASE("a header that is personal is named by its number, as a person counts columns") {
  DataFolder folder;
  const std::string told =
      "; files with personal data are refused whole, and nothing of it was stored.";
  CHECK(folder.Told("names.csv", "country,indicator,Ime i prezime,period,value\nRS,ID.02,x,2017,1\n") ==
        "error: names.csv, column number 3: this looks like the header of a column about persons" +
            told + "\nhint: Remove the column, or give it another header where it holds no persons.\n");
  // The rows below such a header are counted too; no mapping knows their headers yet.
  CHECK(folder.Told("header.csv",
                    "country,0101990600008,period,note\nRS,x,2017,y\nRS,x,2018,0101990600008\n") ==
        "error: header.csv, column number 2: this looks like a personal number (JMBG)" + told +
            " There is 1 more such place.\nhint: Ask the sender for counts instead of persons.\n");
  folder.CheckUntouched();
}

TEST_CASE("a nine-digit budget is no passport") {
  DataFolder folder;
  const std::string path = folder.Write("budget.csv", "country,indicator,period,value\nRS,LF.18,2022,412600000\n");
  const Run run = Rapporteur(folder.data, {"import", path, "--source", "RS-MUP"});
  INFO(run.err);
  CHECK(run.status == 0);
}

TEST_CASE("a file whose name is not UTF-8 imports, and is named with a sign for the byte") {
  // As an archive from an old Windows leaves it: izveštaj in windows-1250.
  DataFolder folder;
  const std::string path = folder.Write("izve\x9Ataj.csv", std::string(kHeader) + "RS,ID.02,2017,F,1,\n");
  const Run run = Rapporteur(folder.data, folder.ImportOf(path, {"--json"}));
  INFO(run.err);
  REQUIRE(run.status == 0);
  const std::string shown = "izve\xEF\xBF\xBDtaj.csv";
  CHECK((*ParseJson(run.out, "import"))["file"]["name"] == shown);
  const Run query = Rapporteur(folder.data, {"query", "--json"});
  REQUIRE(query.status == 0);
  CHECK((*ParseJson(query.out, "query"))["observations"][0]["place"]["file"] == shown);
  const Run missing = Rapporteur(folder.data, {"import", path + "x", "--json"});
  CHECK(missing.status == 1);
  CHECK((*ParseJson(missing.out, "missing"))["error"]["code"] == "cannot-read-file");
}

TEST_CASE("an argument that is not UTF-8 is wrong usage, for it could not be shown again") {
  DataFolder folder;
  const Run run = Rapporteur(folder.data, {"set", "RS", "ID.02", "2024", "70", "--source",
                                           "RS-CZZTLJ", "--reason", "pismo Ni\x9A"});
  CHECK(run.status == 2);
  CHECK(run.err ==
        "error: --reason: found bytes that are not UTF-8, expected a text in UTF-8.\n"
        "hint: Set the terminal to UTF-8.\n");
  folder.CheckUntouched();
}

}  // namespace
}  // namespace rapporteur
