// Workbooks that are broken, mislabelled or made to harm: refused with a sentence, or read within
// the limits.
#include <catch2/catch.hpp>
#include <rapporteur/csv.hpp>
#include <string>

#include "plugins/common/zip/zip_archive.h"
#include "plugins/csv_import/csv_import.h"
#include "plugins/spreadsheet_import/spreadsheet_import.h"
#include "tests/plugins_own/spreadsheet_results.h"
#include "tests/support/made_workbook.h"

namespace rapporteur {
namespace {

std::string Table(const std::string& bytes, const std::string& options = "{}") {
  return TableText(rpt::testing::run(SpreadsheetImport(), bytes, options));
}
int Sniff(const std::string& bytes) {
  const rpt::testing::detail::MemoryFile memory(bytes);
  rpt::InputFile file(memory.fd());
  return SpreadsheetImport::sniff(file);
}
MadeXlsx Good() { return {{{"Sheet1", RowsXml({{"a", "b"}, {"x", "#1"}})}}, {}, {}}; }
std::string With(const std::string& part, const std::string& content) {
  MadeXlsx made = Good();
  made.more = {{part, content}};
  return Made(made);
}
std::string Replaced(std::string bytes, const std::string& from, const std::string& to) {
  REQUIRE(from.size() == to.size());
  std::size_t count = 0;
  for (std::size_t at = 0; (at = bytes.find(from, at)) != bytes.npos; count++) {
    bytes.replace(at, from.size(), to);
  }
  REQUIRE(count > 0);
  return bytes;
}

TEST_CASE("a file is known by its content, not by its name") {
  const std::string ole("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + std::string(1000, '\0'));
  const std::string protected_name("E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0", 32);
  struct Case {
    std::string bytes;
    int score;
    const char* message;
  };
  const Case cases[] = {
      {"", 0, "the file is empty, expected an XLSX or ODS workbook"},
      {"a;b\n1;2\n", 0,
       "the file is no XLSX or ODS workbook, whatever its name says; if it is text, read it as "
       "CSV"},
      {ole, 60, "this is a file of an old Office format (XLS), which is not read; save it as XLSX"},
      {std::string("\x09\x08\x10\x00\x00\x06\x05\x00", 8) + std::string(100, '\0'), 60,
       "this is a file of an old Office format (XLS), which is not read; save it as XLSX"},
      {ole + protected_name, 60,
       "the workbook is protected by a password; save it without one and send it again"},
      {"<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?><Workbook/>", 60,
       "this is an Excel 2003 XML file, which is not read; save it as XLSX"},
      {"<html><table><tr><td>1</td></tr></table></html>", 30,
       "this is a web page with the name of a spreadsheet; open it in a spreadsheet program and "
       "save it as XLSX"},
      {"<?xml version=\"1.0\"?><office:document "
       "office:mimetype=\"application/vnd.oasis.opendocument.spreadsheet\"/>",
       60, "this is a flat ODF file (FODS), which is not read; save it as ODS"},
      {MadeZip({{"readme.txt", "x"}}), 0,
       "the file is a ZIP archive without a workbook, expected XLSX or ODS"},
      {MadeZip({{"mimetype", "application/vnd.oasis.opendocument.text"}, {"content.xml", "<a/>"}}),
       0, "the file is a ZIP archive without a workbook, expected XLSX or ODS"},
      {With("_rels/.rels",
            "<Relationships><Relationship Type=\"x/officeDocument\" "
            "Target=\"xl/workbook.bin\"/></Relationships>"),
       60, "this is a binary Excel workbook (XLSB), which is not read; save it as XLSX"},
      {Made(Good()), 80, "a|b#\n2: x|1"},
  };
  for (const Case& c : cases) {
    INFO(c.message);
    CHECK(Sniff(c.bytes) == c.score);
    CHECK(Table(c.bytes) == c.message);
  }
  // A workbook with the name of a CSV file: the CSV importer leaves it alone.
  const std::string workbook = Made(Good());
  const rpt::testing::detail::MemoryFile memory(workbook);
  rpt::InputFile file(memory.fd());
  CHECK(CsvImport::sniff(file) == 0);
}

TEST_CASE("a protected ODS is refused with a sentence") {
  ZipParts parts = OdsParts("<table:table table:name=\"a\"/>");
  parts.back().second = "<!DOCTYPE m><m><file-entry><encryption-data/></file-entry></m>";
  CHECK(Table(MadeZip(parts)) ==
        "the workbook is protected by a password; save it without one and send it again");
  CHECK(Table(MadeEncryptedZip(PartsOf(Good()))) ==
        "the file is protected by a password; save it without one and send it again");
}

TEST_CASE("XML bombs and foreign entities in a workbook are refused") {
  const std::string doctype =
      "found a document type declaration (<!DOCTYPE), which is not read because it can name other "
      "files and grow without end";
  const char* const bombs[] = {
      "<!DOCTYPE a [<!ENTITY b \"bbbbbbbbbb\"><!ENTITY c \"&b;&b;&b;&b;\">]><a>&c;</a>",
      "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>"};
  for (const char* bomb : bombs) {
    for (const char* part : {"xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/sharedStrings.xml",
                             "xl/styles.xml", "xl/_rels/workbook.xml.rels"}) {
      const std::string table = Table(With(part, bomb));
      INFO(part);
      CHECK(table.find("the part " + std::string(part) + ", line 1: " + doctype) !=
            std::string::npos);
    }
  }
  ZipParts parts = OdsParts("");
  parts[1].second = bombs[0];
  CHECK(Table(MadeZip(parts)) == "the part content.xml, line 1: " + doctype);
}

TEST_CASE("a ZIP bomb is refused before it fills the memory") {
  std::string zeros;
  while (zeros.size() < std::size_t{100} << 20) zeros += "<c/><c/><c/><c/><c/><c/><c/><c/>";
  const std::string refusal =
      "the part xl/worksheets/sheet1.xml unpacks to more than 2048 MiB, or to more than 250 times "
      "its size in the file; no honest table does, so it is not read";
  std::string bomb = With("xl/worksheets/sheet1.xml", "<worksheet>" + zeros + "</worksheet>");
  CHECK(bomb.size() < 1'000'000);
  CHECK(Table(bomb) == refusal);
  // It gains nothing by lying about its size in the directory.
  const std::size_t directory = bomb.rfind("PK\x01\x02");
  REQUIRE(directory != std::string::npos);
  std::size_t entry = bomb.find("PK\x01\x02");
  while (bomb.compare(entry + 46, 24, "xl/worksheets/sheet1.xml") != 0) {
    entry = bomb.find("PK\x01\x02", entry + 4);
  }
  bomb.replace(entry + 24, 4, std::string("\x00\x01\x00\x00", 4));
  CHECK(Table(bomb) == "Sheet1: " + refusal);
}

TEST_CASE("entries beyond the limit are refused") {
  ZipParts parts;
  for (int i = 0; i < 20'001; i++) parts.emplace_back("f" + std::to_string(i), "");
  CHECK(Table(MadeZip(parts)) ==
        "the file is a ZIP archive of more than 20000 entries, which no spreadsheet has");
}

TEST_CASE("names that lead out of the archive are no parts") {
  const std::string bytes = MadeZip({{"../evil.xml", "1"},
                                     {"/etc/passwd", "2"},
                                     {"a/../../b", "3"},
                                     {"C:\\x", "4"},
                                     {"a\\b.xml", "5"},
                                     {"a/..b", "6"}});
  const rpt::testing::detail::MemoryFile memory(bytes);
  const rpt::InputFile file(memory.fd());
  common::ZipArchive zip(file);
  CHECK(zip.ignored() == 4);
  CHECK_FALSE(zip.Find("../evil.xml"));
  CHECK_FALSE(zip.Find("/etc/passwd"));
  REQUIRE(zip.Find("A/B.xml"));
  CHECK(zip.ReadAll(*zip.Find("a/b.xml"), 10) == "5");
  CHECK(zip.Find("a/..b"));
  // And a workbook whose sheet is said to lie outside has no such sheet.
  CHECK(Table(With("xl/_rels/workbook.xml.rels",
                   "<Relationships><Relationship Id=\"rId1\" Type=\"x/worksheet\" "
                   "Target=\"../../../../etc/passwd\"/></Relationships>")) ==
        "the part etc/passwd of the workbook is missing; open the file and save it again");
}

TEST_CASE("a part that stands in the archive twice is refused") {
  MadeXlsx made = Good();
  made.more = {{"xl/worksheets/sheeT9.xml", "<worksheet/>"}};
  const std::string bytes =
      Replaced(Made(made), "xl/worksheets/sheeT9.xml", "xl/worksheets/sheet1.xml");
  CHECK(
      Table(bytes) ==
      "the file holds the part xl/worksheets/sheet1.xml twice, so that it can't be said which one "
      "is meant; save it again with the program it was made with");
}

TEST_CASE("a file that was cut off is refused wherever it was cut") {
  const std::string whole = Made(Good());
  REQUIRE(Table(whole) == "a|b#\n2: x|1");
  for (std::size_t size = 1; size < whole.size(); size += 1 + size % 7) {
    INFO(size);
    const auto run = rpt::testing::run(SpreadsheetImport(), whole.substr(0, size));
    CHECK_FALSE(run.ok());
    CHECK(run.rows.empty());
  }
  CHECK(Table(whole.substr(0, whole.size() / 2)) ==
        "the file is a ZIP archive that is damaged or cut off; send it again");
  const std::string ods = MadeOds("<table:table table:name=\"a\"/>");
  for (std::size_t size = 1; size < ods.size(); size += 5) {
    CHECK_FALSE(rpt::testing::run(SpreadsheetImport(), ods.substr(0, size)).ok());
  }
}

TEST_CASE("changed bytes never crash the importer, and a changed sheet is noticed") {
  const std::string whole = Made(Good());
  for (std::size_t at = 0; at < whole.size(); at++) {
    std::string changed = whole;
    changed[at] = static_cast<char>(changed[at] ^ 0x55);
    const auto run = rpt::testing::run(SpreadsheetImport(), changed);
    if (run.ok()) CHECK(run.rows.size() == 1);
  }
}

TEST_CASE("a million empty rows and sixteen thousand columns are read within limits") {
  std::string rows = RowsXml({{"a", "b"}, {"x", "#1"}});
  for (int r = 3; r <= 1'048'576; r++) {
    rows += "<row r=\"" + std::to_string(r) + "\"/>";
  }
  CHECK(Table(Made({{{"Sheet1", rows}}, {}, {}})) == "a|b#\n2: x|1");

  MadeRows wide(2);
  for (int c = 1; c <= 16'382; c++) {
    wide[0].push_back("h" + std::to_string(c));
    wide[1].push_back("#" + std::to_string(c));
  }
  const auto run = rpt::testing::run(SpreadsheetImport(), MadeTable(wide));
  REQUIRE(run.ok());
  CHECK(run.fields.size() == 16'384);
  CHECK(run.rows[0].back() == "16382");
  wide[0].push_back("one");
  wide[1].push_back("too many");
  CHECK(Table(MadeTable(wide)) == "row 1: the table has more than 16,382 columns");
  for (int c = 0; c < 2; c++) wide[1].push_back("#1");
  CHECK(
      Table(MadeTable(wide)) ==
      "Sheet1, row 2, column 16384: the part xl/worksheets/sheet1.xml, line 2: a cell lies beyond "
      "the last column of a sheet, 16,384");
}

TEST_CASE("a cell of 100 MB is refused at its place") {
  std::string rows = RowsXml({{"a", "b"}});
  std::string block, text;  // packs by less than the limit
  for (unsigned i = 1; block.size() < 2000; i = i * 48271 % 2147483647)
    block += std::to_string(i) + " ";
  while (text.size() < 100'000'000) text += block + std::to_string(text.size());
  rows += "<row r=\"2\"><c r=\"B2\" t=\"inlineStr\"><is><t>" + text + "</t></is></c></row>";
  CHECK(Table(Made({{{"Sheet1", rows}}, {}, {}})) ==
        "Sheet1, row 2, column 2: the part xl/worksheets/sheet1.xml, line 2: a text is longer than "
        "1024 KiB");
}

TEST_CASE("an ODS that repeats itself without end is refused") {
  const std::string header =
      "<table:table table:name=\"Sheet1\"><table:table-row><table:table-cell "
      "office:value-type=\"string\"><text:p>a</text:p></table:table-cell>"
      "<table:table-cell "
      "office:value-type=\"string\"><text:p>b</text:p></table:table-cell></table:table-row>";
  const std::string cell =
      "<table:table-cell table:number-columns-repeated=\"16000\" office:value-type=\"float\" "
      "office:value=\"1\"/>";
  CHECK(Table(MadeOds(header + "<table:table-row table:number-rows-repeated=\"1000000\">" + cell +
                      "</table:table-row></table:table>")) ==
        "Sheet1, row 2, column 16000: the sheet repeats its cells more than 200,000,000 times");
  CHECK(
      Table(MadeOds(
          header +
          "<table:table-row table:number-rows-repeated=\"2000000\"><table:table-cell "
          "office:value-type=\"float\" office:value=\"1\"/></table:table-row></table:table>")) ==
      "Sheet1, row 2, column 1: the sheet has cells beyond row 1,048,576, the last one of a sheet");
}

TEST_CASE("sheets that contradict themselves are refused") {
  struct Case {
    std::string rows, behind;
    const char* message;
  };
  const std::string where = "the part xl/worksheets/sheet1.xml, line 2: ";
  const Case cases[] = {
      {"<row r=\"2\"/><row r=\"1\"/>", "",
       "Sheet1, row 2: |the rows don't stand in their order; open the file and save it again"},
      {"<row r=\"1\"><c r=\"A2\"><v>1</v></c></row>", "",
       "Sheet1, row 1: |a cell says another place than its row; open the file and save it again"},
      {"<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"A1\"><v>2</v></c></row>", "",
       "Sheet1, row 1, column 1: |the same cell stands in the file twice; open the file and save "
       "it again"},
      {"<row r=\"1\"><c r=\"A1\" t=\"s\"><v>5</v></c></row>", "",
       "Sheet1, row 1, column 1: |a cell points to a text that the file does not hold; open the "
       "file and save it again"},
      {"<row r=\"1\"><c r=\"A1\"><v>many</v></c></row>", "",
       "Sheet1, row 1, column 1: |a cell says that it holds a number and holds none; open the file "
       "and save it again"},
      {"<row r=\"1048577\"/>", "", "Sheet1: |a row lies beyond the last row of a sheet, 1,048,576"},
      {RowsXml({{"a", "b"}, {"x", "#1"}}), "<mergeCells><mergeCell ref=\"B2:A1\"/></mergeCells>",
       "Sheet1: |merged cells lie where there are no cells; open the file and save it again"},
  };
  for (const Case& c : cases) {
    INFO(c.message);
    std::string message = c.message;
    message.replace(message.find('|'), 1, where);
    CHECK(Table(Made({{{"Sheet1", c.rows, "", c.behind}}, {}, {}})) == message);
  }
  CHECK(Table(Made(
            {{{"Sheet1", RowsXml({{"a", "b"}, {"x", "#1"}}), "",
               "<mergeCells><mergeCell ref=\"A1:B1\"/><mergeCell ref=\"A1:A2\"/></mergeCells>"}},
             {},
             {}})) ==
        "Sheet1, row 1: merged cells lie over each other; open the file and save it again");
}

}  // namespace
}  // namespace rapporteur
