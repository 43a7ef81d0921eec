#include "plugins/xlsx_export/xlsx_export.h"

#include <catch2/catch.hpp>
#include <rapporteur/testing.hpp>
#include <string>
#include <vector>

#include "plugins/xlsx_export/xml_text.h"
#include "plugins/xlsx_export/workbook.h"
#include "tests/support/workbook_file.h"

namespace {

using rapporteur::WorkbookFile;
using rpt::testing::Row;
using rpt::testing::Run;

const std::vector<rpt::Field> kFields = {{"country"},
                                         {"period"},
                                         {"row", rpt::Type::int64},
                                         {"value", rpt::Type::float64},
                                         {"note"}};

Run Export(const std::vector<Row>& rows, const std::string& options = "{}") {
  return rpt::testing::run_exporter(XlsxExport(), kFields, rows, options);
}

bool Contains(const std::string& text, const std::string& piece) {
  return text.find(piece) != std::string::npos;
}

TEST_CASE("a table becomes one sheet, its columns in the first row") {
  const Run run = Export({{"RS", "2017", "-3", "1204.5", std::nullopt},
                          {"BA", "2013/2016", std::nullopt, std::nullopt, "one, \"two\"\nthree"},
                          {"ME", "2017-03", "0", "0", "жртве <5 & \u00E7"}});
  REQUIRE(run.ok());
  const WorkbookFile file = WorkbookFile::Read(run.output);
  CHECK(file.PartNames() ==
        std::vector<std::string>{"[Content_Types].xml", "_rels/.rels", "docProps/core.xml",
                                 "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml",
                                 "xl/worksheets/sheet1.xml"});
  CHECK(file.Cells(1) == std::vector<WorkbookFile::Row>{
                             {"country", "period", "row", "value", "note"},
                             {"RS", "2017", "-3", "1204.5"},
                             {"BA", "2013/2016", "", "", "one, \"two\"\nthree"},
                             {"ME", "2017-03", "0", "0", "жртве <5 & \u00E7"}});
  CHECK(Contains(file.Part("xl/workbook.xml"), "<sheet name=\"data\" sheetId=\"1\" r:id=\"rId1\"/>"));
}

TEST_CASE("numbers are numbers, periods and what looks like a formula are texts") {
  const Run run = Export({{"=1+1", "2017-03", "9007199254740993", "0.1", "@SUM(A1)"},
                          {"+1", "-2", "9007199254740992", "1e-9", "=HYPERLINK(\"http://a\")"}});
  REQUIRE(run.ok());
  const std::string& xml = WorkbookFile::Read(run.output).Part("xl/worksheets/sheet1.xml");
  const auto text = [](const std::string& cell, const std::string& content) {
    return "<c r=\"" + cell + "\" s=\"1\" t=\"inlineStr\"><is><t xml:space=\"preserve\">" + content +
           "</t></is></c>";
  };
  CHECK_FALSE(Contains(xml, "<f>"));
  CHECK(Contains(xml, text("A2", "=1+1") + text("B2", "2017-03") + text("C2", "9007199254740993") +
                          "<c r=\"D2\"><v>0.1</v></c>" + text("E2", "@SUM(A1)")));
  CHECK(Contains(xml, text("A3", "+1") + text("B3", "-2") +
                          "<c r=\"C3\"><v>9007199254740992</v></c><c r=\"D3\"><v>1e-09</v></c>" +
                          text("E3", "=HYPERLINK(&quot;http://a&quot;)")));
}

TEST_CASE("the header stays in sight, is printed on every page, and can be filtered by") {
  const WorkbookFile file = WorkbookFile::Read(Export({{"RS", "2017", "1", "1", "n"}}).output);
  const std::string& xml = file.Part("xl/worksheets/sheet1.xml");
  CHECK(Contains(xml, "<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" "
                      "state=\"frozen\"/>"));
  CHECK(Contains(xml, "<autoFilter ref=\"A1:E2\"/>"));
  CHECK(Contains(xml, "orientation=\"landscape\" fitToWidth=\"1\" fitToHeight=\"0\"/>"));
  CHECK(Contains(file.Part("xl/workbook.xml"),
                 "<definedName name=\"_xlnm.Print_Titles\" localSheetId=\"0\">'data'!$1:$1<"));
}

TEST_CASE("the same table gives the same bytes") {
  const std::vector<Row> rows = {{"RS", "2017", "1", "2", "n"}};
  CHECK(Export(rows).output == Export(rows).output);
}

TEST_CASE("a sheet has the name that is asked for, if a sheet can have it") {
  const Run run = Export({}, R"({"sheet": "Подаци"})");
  REQUIRE(run.ok());
  const WorkbookFile file = WorkbookFile::Read(run.output);
  CHECK(Contains(file.Part("xl/workbook.xml"), "<sheet name=\"Подаци\""));
  CHECK(file.Cells(1).size() == 1);
  for (const char* name : {"", "a/b", "[1]", "'x", "0123456789012345678901234567890x"}) {
    INFO(name);
    const Run bad = Export({}, R"({"sheet": ")" + std::string(name) + R"("})");
    CHECK(bad.code == RPT_BAD_OPTION);
    CHECK(std::string(bad.error.field) == "sheet");
    CHECK(std::string(bad.error.message) ==
          "expected at most 31 letters, none of them [ ] : * ? / \\");
  }
}

TEST_CASE("what a cell or a sheet can't hold is refused") {
  CHECK(Export({{"RS", "2017", "1", "1", std::string(32767, 'x')}}).ok());
  const Run run = Export({{"RS", "2017", "1", "1", std::string(32768, 'x')}});
  CHECK(run.code == RPT_LIMIT);
  CHECK(run.error.row == 2);
  CHECK(std::string(run.error.message) == "a cell holds 32,767 characters, a text is longer");
  // Two bytes a letter, one unit; four bytes a letter, two units.
  std::string cyrillic, emoji;
  for (int i = 0; i < 32767; ++i) cyrillic += "ж";
  for (int i = 0; i < 16384; ++i) emoji += "\xF0\x9F\x98\x80";
  CHECK(Export({{"RS", "2017", "1", "1", cyrillic}}).ok());
  CHECK(Export({{"RS", "2017", "1", "1", emoji}}).code == RPT_LIMIT);
}

TEST_CASE("characters that XML can't hold are escaped as workbooks do") {
  CHECK(xlsx::XmlText("a\tb\nc") == "a&#9;b&#10;c");
  CHECK(xlsx::XmlText("a\rb\x01") == "a_x000D_b_x0001_");
  CHECK(xlsx::XmlText("_x0041_ and _x41_") == "_x005F_x0041_ and _x41_");
  CHECK(xlsx::XmlText("\xEF\xBF\xBF\xEF\xBF\xBD") == "_xFFFF_\xEF\xBF\xBD");
}

TEST_CASE("columns are named as spreadsheets name them") {
  CHECK(xlsx::ColumnName(0) == "A");
  CHECK(xlsx::ColumnName(25) == "Z");
  CHECK(xlsx::ColumnName(26) == "AA");
  CHECK(xlsx::ColumnName(701) == "ZZ");
  CHECK(xlsx::ColumnName(702) == "AAA");
  CHECK(xlsx::ColumnName(16383) == "XFD");
}

}  // namespace
