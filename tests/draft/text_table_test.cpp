#include "core/draft/text_table.h"

#include "core/base/hash.h"
#include "core/base/text.h"
#include "tests/draft/drafts.h"

namespace rapporteur {
namespace {

std::string Replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  INFO(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

std::string TableOf(const DraftFolder& folder) {
  Result<std::string> table = TextTable(folder.Open(), folder.base);
  REQUIRE(table.ok());
  return *table;
}

ReadTable MustRead(const DraftFolder& folder, const std::string& table) {
  Result<ReadTable> read = ReadTextTable(folder.Open(), folder.base, table, "t.csv");
  INFO((read.ok() ? "" : read.status().message()));
  REQUIRE(read.ok());
  return *read;
}

// Where the row of LF.10's question begins.
const std::string kRow = "indicators;LF.10;1;question;";

TEST_CASE("a table that comes back unchanged changes no byte, for each delivered country") {
  const Json base = RegionalDocument();
  for (const char* country :
       {"albania", "bosnia_and_herzegovina", "montenegro", "north_macedonia", "serbia"}) {
    INFO(country);
    Result<Draft> draft = Draft::Open(SourceFolder() + "/countries/" + country);
    REQUIRE(draft.ok());
    Result<std::string> table = TextTable(*draft, base);
    REQUIRE(table.ok());
    CHECK(table->starts_with("\xEF\xBB\xBFpart;code;version;field;"));
    Result<ReadTable> read = ReadTextTable(*draft, base, *table, "t.csv");
    INFO((read.ok() ? "" : read.status().message()));
    REQUIRE(read.ok());
    CHECK(read->changed + read->added == 0);
    CHECK(read->text == draft->text);
  }
}

TEST_CASE("a cell that is filled in or changed changes just this text, and its record") {
  const DraftFolder folder;
  const std::string table = TableOf(folder);
  const std::string english = "Was a national anti-trafficking strategy in force on 31 December?";
  const std::string filled = Replaced(table, kRow + ";" + english, kRow + "Je li strategija „žive“?;" + english);
  const ReadTable read = MustRead(folder, filled);
  CHECK(read.added == 1);
  CHECK(read.changed == 0);
  const std::string before = folder.Open().text;
  Json expected = *ParseJson(before, "before");
  for (Json& indicator : expected["indicators"]) {
    if (indicator["code"] == "LF.10") indicator["versions"][0]["question"]["hr"] = "Je li strategija „žive“?";
  }
  expected["translated"]["LF.10/1/question/hr"] = Sha256(english);
  CHECK(*ParseJson(read.text, "after") == expected);

  WriteWholeFile(folder.temp / "croatia.json", read.text);
  CHECK(MustRead(folder, filled).text == read.text);
  const ReadTable again = MustRead(folder, Replaced(filled, "„žive“", "na snazi"));
  CHECK(again.changed == 1);
  CHECK(again.text == Replaced(read.text, "„žive“", "na snazi"));
}

TEST_CASE("labels of the catalogue and names of the country are in the table too") {
  const DraftFolder folder;
  std::string table = TableOf(folder);
  table = Replaced(table, "labels.areas;LF;;;;", "labels.areas;LF;;;Pravni okvir;");
  table = Replaced(table, "names;;;;Hrvatska;", "names;;;;Republika Hrvatska;");
  table = Replaced(table, "labels.codelists;sex;;codes.F;;", "labels.codelists;sex;;codes.F;\"Ženski; \"\"Ž\"\"\";");
  const ReadTable read = MustRead(folder, table);
  CHECK(read.added == 2);
  CHECK(read.changed == 1);
  const Json document = *ParseJson(read.text, "after");
  CHECK(document["labels"]["areas"]["LF"]["hr"] == "Pravni okvir");
  CHECK(document["labels"]["codelists"]["sex"]["codes"]["F"]["hr"] == "Ženski; \"Ž\"");
  CHECK(document["names"]["hr"] == "Republika Hrvatska");
  CHECK(document["translated"].contains("labels.areas.LF/hr"));
}

TEST_CASE("what spreadsheet programs make of the table is understood") {
  const DraftFolder folder;
  const std::string head = "part;code;version;field;hr;en\r\n", row = "names;;;;Lijepa naša;Croatia";
  const std::string expected = MustRead(folder, head + row + "\r\n").text;
  CHECK(expected.find("Lijepa naša") != std::string::npos);
  for (std::string table : {
           "\xEF\xBB\xBF" + head + row, std::string("part,code,version,field,hr,en\nnames,,,,Lijepa naša,Croatia\n"),
           std::string("part\tcode\tversion\tfield\ten\thr\nnames\t\t\t\tCroatia\tLijepa naša\n"),
           std::string("part;code;version;field;hr\nnames;;;;\"Lijepa naša\"\n"),
           head + ";;;;;\r\n" + row + ";;;\r\n",                                    // empty rows and columns
           std::string("part;code;version;field;hr;en\r\nnames;;;;Lijepa na\x9A" "a;Croatia\r\n")}) {  // Windows-1250
    INFO(table);
    CHECK(MustRead(folder, table).text == expected);
  }
}

TEST_CASE("what is not of the table is refused with row and column, and nothing is changed") {
  const DraftFolder folder;
  const std::string head = "part;code;version;field;hr;en\n";
  struct Case {
    std::string table;
    const char *code, *said;
  };
  const Case cases[] = {
      {"part;code;version;field;hr;de\n", "unknown-column",
       "t.csv, row 1, column 6: found 'de', expected one of hr and en."},
      {"part;code;version;field;hr;hr\n", "unknown-column",
       "t.csv, row 1, column 6: found 'hr' a second time, expected one of hr and en."},
      {"code;part;version;field;hr\n", "bad-table", "t.csv, row 1, column 1: found 'code', expected 'part'."},
      {head + "indicators;LF.99;1;question;A;B\n", "unknown-row",
       "t.csv, row 2: the document has no text 'indicators LF.99 1 question'."},
      {head + "names;;;;Hrvatska;Croatia\nnames;;;;Hrvatska;Croatia\n", "bad-table",
       "t.csv, row 3: this text stands already in row 2."},
      {head + "names;;;;;Croatia\n", "emptied-cell",
       "t.csv, row 2, column hr: this cell is empty, the document has a text here."},
      {head + "names;;;;Hrvatska;Croatia;Kroatien\n", "unknown-column",
       "t.csv, row 2, column 7: this column has no language."},
      {head + "names;;;;\"Hrvatska;Croatia\n", "bad-table",
       "t.csv, row 2, column 5: the cell begins with a quote mark that is never closed."},
  };
  for (const Case& one : cases) {
    INFO(one.table);
    Result<ReadTable> read = ReadTextTable(folder.Open(), folder.base, one.table, "t.csv");
    REQUIRE_FALSE(read.ok());
    CHECK(read.status().code() == one.code);
    CHECK(read.status().message() == one.said);
  }
}

TEST_CASE("Latin that is derived from Cyrillic has no column") {
  const DraftFolder folder("ME");
  CHECK(TableOf(folder).starts_with("\xEF\xBB\xBFpart;code;version;field;cnr-Cyrl;en\r\n"));
}

}  // namespace
}  // namespace rapporteur
