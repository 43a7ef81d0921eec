// Where the table of a workbook is found, and what stands beside it.
#include <catch2/catch.hpp>
#include <string>

#include "plugins/spreadsheet_import/spreadsheet_import.h"
#include "tests/plugins_own/spreadsheet_results.h"
#include "tests/support/made_workbook.h"

namespace rapporteur {
namespace {

using rpt::testing::Run;

Run Import(const std::string& bytes, const std::string& options = "{}") {
  return rpt::testing::run(SpreadsheetImport(), bytes, options);
}
Run Import(const MadeXlsx& made, const std::string& options = "{}") {
  return Import(Made(made), options);
}
MadeXlsx OneSheet(const MadeRows& rows, const std::string& behind = {},
                  const std::string& before = {}) {
  return {{{"Sheet1", RowsXml(rows), before, behind}}, {}, {}};
}
std::string Merged(const std::vector<std::string>& ranges) {
  std::string xml = "<mergeCells>";
  for (const std::string& range : ranges) xml += "<mergeCell ref=\"" + range + "\"/>";
  return xml + "</mergeCells>";
}

TEST_CASE("a header is found below a preamble, and notes below the table are left out") {
  const Run run = Import(OneSheet({{"Ministry of the Interior"},
                                   {"Table 1", "", "", "", "page 1"},
                                   {},
                                   {"Region", "Year", "Victims", "Note"},
                                   {"North", "#2023", "#12"},
                                   {"South", "#2023", "#4", "late"},
                                   {},
                                   {"Source: register"},
                                   {"* provisional"}}));
  CHECK(TableText(run) == "Region|Year#|Victims#|Note\n5: North|2023|12|-\n6: South|2023|4|late");
  CHECK(AsideText(run).find("preamble Sheet1 1/1: Ministry of the Interior\n") !=
        std::string::npos);
  CHECK(AsideText(run).find("preamble Sheet1 2/5: page 1\n") != std::string::npos);
  CHECK(AsideText(run).find("footer Sheet1 9/1: * provisional\n") != std::string::npos);
  CHECK(IssueText(run) ==
        "info Sheet1 1/0: rows 1 to 2 stand above the table and are not read as rows\n"
        "info Sheet1 8/0: rows 8 to 9 stand below the table and are not read as rows\n");
}

TEST_CASE("a row behind a note shows that the note was a row") {
  CHECK(TableText(Import(OneSheet(
            {{"a", "b", "c"}, {"x", "#1", "#1"}, {}, {"North East"}, {"y", "#2", "#2"}}))) ==
        "a|b#|c#\n2: x|1|1\n4: North East|-|-\n5: y|2|2");
  // Two cells are no note.
  CHECK(TableText(Import(OneSheet({{"a", "b", "c"}, {"x", "#1", "#1"}, {}, {"Total", "#1"}}))) ==
        "a|b#|c#\n2: x|1|1\n4: Total|1|-");
}

TEST_CASE("notes below a long table are found as well") {
  MadeRows rows = {{"a", "b", "c"}};
  for (int i = 0; i < 1500; i++) rows.push_back({"x", "#1", "#2"});
  rows.push_back({});
  rows.push_back({"Source: y"});
  const Run run = Import(OneSheet(rows));
  REQUIRE(run.ok());
  CHECK(run.rows.size() == 1500);
  CHECK(IssueText(run) ==
        "info Sheet1 1503/0: row 1503 stands below the table and is not read as a row\n");
}

TEST_CASE("merged headers are joined with those below them") {
  const Run run = Import(OneSheet({{"Report", "", "", "", ""},
                                   {"Region", "Victims", "", "Year", ""},
                                   {"", "male", "female", "#2022", "#2023"},
                                   {"North", "#1", "#2", "#3", "#4"}},
                                  Merged({"A1:E1", "A2:A3", "B2:C2", "D2:E2"})));
  CHECK(TableText(run) ==
        "Region|Victims / male#|Victims / female#|Year / 2022#|Year / 2023#\n4: North|1|2|3|4");
}

TEST_CASE("numbers right below a merged header are no header") {
  const Run run = Import(
      OneSheet({{"Region", "Victims", ""}, {"North", "#1050", "#2060"}, {"South", "#3", "#4"}},
               Merged({"B1:C1"})));
  CHECK(TableText(run) == "Region|Victims#|Victims (2)#\n2: North|1050|2060\n3: South|3|4");
}

TEST_CASE("the header's place and height can be said") {
  const MadeXlsx made =
      OneSheet({{"Region", "Victims", "Victims"}, {"", "male", "female"}, {"North", "#1", "#2"}});
  CHECK(TableText(Import(made, R"({"header_rows": "2"})")) ==
        "Region|Victims / male#|Victims / female#\n3: North|1|2");
  CHECK(TableText(Import(made, R"({"header_row": "2", "last_row": 3})")) ==
        "column_1|male#|female#\n3: North|1|2");
  CHECK(TableText(Import(made, R"({"header_row": "none"})")) ==
        "column_1|column_2|column_3\n1: Region|Victims|Victims\n2: -|male|female\n3: North|1|2");
  CHECK(TableText(Import(made, R"({"header_row": "7"})")) ==
        "Sheet1: row 7, which the option header_row names, is empty or lies too far down");
  CHECK(TableText(Import(made, R"({"header_row": "first"})")) ==
        "header_row: expected the number of a row, auto or none");
}

TEST_CASE("a table without a header is refused, for its first row would be lost") {
  CHECK(TableText(Import(OneSheet({{"North", "#12.5", "#3"}, {"South", "#1", "#3"}}))) ==
        "Sheet1: row 1 is the first one as wide as the table, and it holds numbers where a header "
        "was expected; name the header with the option header_row, or say none");
}

TEST_CASE("years and months may be headers") {
  CHECK(TableText(Import(OneSheet({{"Region", "#2021", "#2022"}, {"North", "#5", "#6"}}))) ==
        "Region|2021#|2022#\n2: North|5|6");
}

TEST_CASE("a label merged downwards counts for each row, other merged cells refuse theirs") {
  const Run run = Import(OneSheet({{"Region", "Year", "Sex", "Victims"},
                                   {"North", "#2022", "M", "#7"},
                                   {"", "", "F", ""},
                                   {"", "#2023", "M", "#3"},
                                   {"South", "#2023", "all", ""},
                                   {"East", "#2023", "F", "#9"}},
                                  Merged({"A2:A4", "B2:B3", "D2:D3", "C5:D5"})));
  CHECK(TableText(run) == "Region|Year#|Sex|Victims#\n4: North|2023|M|3\n6: East|2023|F|9");
  CHECK(
      IssueText(run) ==
      "info Sheet1 2/0: 4 merged cells below the header; a label that is merged downwards counts "
      "for each of its rows\n"
      "error Sheet1 2/4 Victims: a number is merged over several rows, and may be that of one of "
      "them or the sum; unmerge it and fill in the cells\n"
      "error Sheet1 3/4 Victims: a number is merged over several rows, and may be that of one of "
      "them or the sum; unmerge it and fill in the cells\n"
      "error Sheet1 5/3 Sex: a cell is merged across several columns, so that it can't be said to "
      "which one it belongs; unmerge it and fill in the cells\n");
}

TEST_CASE("what a merged cell covers is scanned and not read") {
  const Run run = Import(
      OneSheet({{"Region", "Victims"}, {"North", "#7"}, {"covered", "#8"}}, Merged({"A2:A3"})));
  CHECK(TableText(run) == "Region|Victims#\n2: North|7\n3: North|8");
  CHECK(AsideText(run).find("hidden Sheet1 3/1: covered\n") != std::string::npos);
}

TEST_CASE("odd headers get names, and the row and sheet columns step aside") {
  const Run run = Import(
      OneSheet({{"row", "sheet", "a", "a", "", "b\nb"}, {"#1", "#2", "#3", "#4", "#5", "#6"}}));
  REQUIRE(run.ok());
  CHECK(run.fields[0].name == "row_of_file");
  CHECK(run.fields[1].name == "sheet_of_file");
  CHECK(run.fields[1].role == "sheet");
  CHECK(TableText(run) == "row#|sheet#|a#|a (2)#|column_5#|b b#\n2: 1|2|3|4|5|6");
  CHECK(IssueText(run) ==
        "warning Sheet1 1/4 a (2): the header stands there a second time; the column is called a "
        "(2)\n"
        "warning Sheet1 1/5 column_5: the header is empty; the column is called column_5\n");
}

TEST_CASE("sheets with the same header are read together, others are asked about") {
  MadeXlsx made;
  made.sheets = {{"Sheet1", RowsXml({{"a", "b"}, {"x", "#1"}})},
                 {"2023", RowsXml({{}, {"a", "b"}, {"y", "#2"}})},
                 {"empty", ""},
                 {"notes", RowsXml({{"How to fill this in"}, {"Write numbers"}})}};
  const Run run = Import(made);
  CHECK(TableText(run) == "a|b#\n2: x|1\n2023 3: y|2");
  CHECK(IssueText(run) ==
        "warning notes 0/0: sheet 4 holds single cells only, no table, and is not read\n");
  CHECK(AsideText(run).find("hidden notes 1/1: How to fill this in\n") != std::string::npos);

  made.sheets[1].rows = RowsXml({{"a", "c"}, {"y", "#2"}});
  CHECK(
      TableText(Import(made)) ==
      "the workbook holds 2 tables with different headers; say with the option sheet which one is "
      "meant: sheet 1 'Sheet1' begins with 'a'; sheet 2 '2023' begins with 'a'");
  const Run second = Import(made, R"({"sheet": "2"})");
  CHECK(TableText(second) == "a|c#\n2023 2: y|2");
  CHECK(AsideText(second).find("hidden Sheet1 2/1: x\n") != std::string::npos);
  CHECK(TableText(Import(made, R"({"sheet": "2023"})")) == "a|c#\n2023 2: y|2");
  CHECK(TableText(Import(made, R"({"sheet": "7"})")) ==
        "sheet: the workbook has no sheet of this name or number; it has 4 sheets");
  CHECK(TableText(Import(made, R"({"sheet": "empty"})")) ==
        "the sheet holds no table: every row is empty");
}

TEST_CASE("hidden rows are asked about") {
  MadeXlsx made = OneSheet({});
  made.sheets[0].rows =
      RowsXml({{"a", "b"}, {"x", "#1"}}) +
      "<row r=\"3\" hidden=\"1\"><c r=\"A3\" t=\"inlineStr\"><is><t>y</t></is></c>"
      "<c r=\"B3\"><v>2</v></c></row><row r=\"4\" ht=\"0\"><c r=\"B4\"><v>3</v></c></row>";
  CHECK(TableText(Import(made)) ==
        "Sheet1, row 3: 2 rows from here to row 4 are hidden (was the table filtered?); say with "
        "the option hidden whether they are to be read (read) or left out (skip)");
  const Run read = Import(made, R"({"hidden": "read"})");
  CHECK(TableText(read) == "a|b#\n2: x|1\n3: y|2\n4: -|3");
  CHECK(IssueText(read) == "warning Sheet1 3/0: 2 rows from here to row 4 are hidden, and read\n");
  const Run skipped = Import(made, R"({"hidden": "skip"})");
  CHECK(TableText(skipped) == "a|b#\n2: x|1");
  CHECK(IssueText(skipped) ==
        "warning Sheet1 3/0: 2 rows from here to row 4 are hidden, and not read\n");
  CHECK(AsideText(skipped).find("hidden Sheet1 3/1: y\n") != std::string::npos);
}

TEST_CASE("hidden columns are read unless told otherwise, and always mentioned") {
  const MadeXlsx made = OneSheet({{"a", "b", "c"}, {"x", "#1", "secret"}}, "",
                                 "<cols><col min=\"3\" max=\"3\" hidden=\"1\"/></cols>");
  const Run read = Import(made);
  CHECK(TableText(read) == "a|b#|c\n2: x|1|secret");
  CHECK(IssueText(read) == "warning Sheet1 1/3 c: the column is hidden, and is read\n");
  const Run skipped = Import(made, R"({"hidden": "skip"})");
  CHECK(TableText(skipped) == "a|b#\n2: x|1");
  CHECK(IssueText(skipped) == "warning Sheet1 1/3 c: the column is hidden and is not read\n");
  CHECK(AsideText(skipped).find("hidden Sheet1 2/3: secret\n") != std::string::npos);
  CHECK(
      TableText(Import(made, R"({"hidden": "refuse"})")) ==
      "Sheet1, row 1, column 3, c: the column is hidden; say with the option hidden whether it is "
      "to be read (read) or left out (skip)");
}

TEST_CASE("hidden sheets are not read unless told, and their text is scanned") {
  MadeXlsx made = OneSheet({{"a", "b"}, {"x", "#1"}});
  made.sheets.push_back({"codes", RowsXml({{"c", "d"}, {"secret", "#1"}}), "", "", "veryHidden"});
  made.sheets.push_back({"nothing", "", "", "", "hidden"});
  const Run run = Import(made);
  CHECK(TableText(run) == "a|b#\n2: x|1");
  CHECK(IssueText(run) == "warning codes 0/0: sheet 2 is hidden and is not read\n");
  CHECK(AsideText(run).find("hidden codes 2/1: secret\n") != std::string::npos);
  CHECK(TableText(Import(made, R"({"sheet": "codes"})")) == "c|d#\ncodes 2: secret|1");
  CHECK(TableText(Import(made, R"({"hidden": "refuse"})")) ==
        "sheet 2 'codes' is hidden; say with the option hidden whether it is to be read (read) or "
        "left out (skip)");
}

TEST_CASE("all text beside the cells of an XLSX goes to the scan") {
  MadeXlsx made =
      OneSheet({{"a", "b"}, {"x", "#1"}},
               "<dataValidations><dataValidation sqref=\"B2\" prompt=\"enter a "
               "name\"><formula1>\"Yes,No\"</formula1>"
               "</dataValidation></dataValidations>"
               "<hyperlinks><hyperlink ref=\"A2\" tooltip=\"write to her\"/></hyperlinks>"
               "<headerFooter><oddHeader>&amp;LPrepared by X</oddHeader></headerFooter>");
  made.shared = {"<t>nobody shows this</t>"};
  made.workbook =
      "<definedNames><definedName name=\"victim_name\">Sheet1!$A$1</definedName></definedNames>";
  const std::string relations =
      "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
      "<Relationship Id=\"rId1\" "
      "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments\" "
      "Target=\"../comments1.xml\"/>"
      "<Relationship Id=\"rId2\" "
      "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink\" "
      "Target=\"mailto:someone@example.org\" TargetMode=\"External\"/>"
      "</Relationships>";
  made.more = {{"xl/worksheets/_rels/sheet1.xml.rels", relations},
               {"xl/comments1.xml",
                "<comments "
                "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/"
                "main\"><authors><author>The author</author></authors>"
                "<commentList><comment ref=\"B2\"><text><r><t>said "
                "</t></r><r><t>twice</t></r></text></comment></commentList></comments>"},
               {"docProps/core.xml", "<p><creator>The creator</creator></p>"},
               {"xl/drawings/drawing1.xml",
                "<d><sp><cNvPr descr=\"a photo of X\"/><p><r><t>box "
                "</t></r><r><t>text</t></r></p></sp></d>"},
               {"xl/drawings/vmlDrawing1.vml", "<xml><br>not well formed<v:x></xml>"},
               {"xl/pivotCache/pivotCacheRecords1.xml", "<r><s v=\"cached name\"/></r>"},
               {"xl/media/image1.png", "PNG"},
               {"xl/embeddings/oleObject1.bin", "x"},
               {"xl/vbaProject.bin", "x"}};
  const Run run = Import(made);
  CHECK(TableText(run) == "a|b#\n2: x|1");
  const std::string asides = AsideText(run);
  for (const char* expected :
       {"sheet-name  0/0: Sheet1\n", "comment Sheet1 2/2: enter a name\n",
        "hidden Sheet1 0/0: \"Yes,No\"\n", "comment Sheet1 2/1: write to her\n",
        "footer Sheet1 0/0: &LPrepared by X\n", "hidden  0/0: nobody shows this\n",
        "property  0/0: victim_name\n", "property Sheet1 0/0: The author\n",
        "comment Sheet1 2/2: said twice\n", "hidden  0/0: mailto:someone@example.org\n",
        "property  0/0: The creator\n", "hidden  0/0: a photo of X\n", "hidden  0/0: box text\n",
        "hidden  0/0: not well formed\n", "hidden  0/0: cached name\n"}) {
    INFO(expected);
    CHECK(asides.find(expected) != std::string::npos);
  }
  CHECK(IssueText(run) ==
        "warning  0/0: the workbook holds 1 picture, 1 embedded file, 1 part with macros, which "
        "can't be searched for personal data; look at them yourself\n");
}

TEST_CASE("all text beside the cells of an ODS goes to the scan") {
  const auto cell = [](const std::string& text) {
    return "<table:table-cell office:value-type=\"string\"><text:p>" + text +
           "</text:p></table:table-cell>";
  };
  const std::string number = "<table:table-cell office:value-type=\"float\" office:value=\"1\"/>";
  ZipParts parts = OdsParts(
      "<table:content-validations><table:help-message>help</table:help-message></"
      "table:content-validations>"
      "<table:table table:name=\"Sheet1\"><table:table-column/><table:table-column "
      "table:visibility=\"collapse\"/>"
      "<table:shapes><draw:frame><text:p>in a box</text:p></draw:frame></table:shapes>"
      "<table:table-row>" +
          cell("a") + cell("b") +
          "</table:table-row><table:table-row>"
          "<table:table-cell office:value-type=\"string\"><office:annotation><dc:creator>The "
          "author</dc:creator>"
          "<text:p>a note</text:p></office:annotation><text:p><text:a "
          "xlink:href=\"mailto:someone@example.org\">x</text:a></text:p></table:table-cell>" +
          number +
          "</table:table-row></table:table>"
          "<table:table table:name=\"codes\" table:style-name=\"ta2\"><table:table-row>" +
          cell("secret") + cell("c") + "</table:table-row></table:table>",
      "<style:style style:name=\"ta2\" style:family=\"table\"><style:table-properties "
      "table:display=\"false\"/></style:style>");
  parts.emplace_back("meta.xml", "<m><creator>The creator</creator></m>");
  parts.emplace_back("styles.xml", "<s><p>a heading</p></s>");
  parts.emplace_back("Pictures/1.png", "PNG");
  const Run run = Import(MadeZip(parts));
  CHECK(TableText(run) == "a|b#\n2: x|1");
  const std::string asides = AsideText(run);
  for (const char* expected :
       {"sheet-name  0/0: codes\n", "hidden  0/0: help\n", "hidden Sheet1 0/2: in a box\n",
        "comment Sheet1 2/1: The author\n", "comment Sheet1 2/1: a note\n",
        "comment Sheet1 2/1: mailto:someone@example.org\n", "property  0/0: The creator\n",
        "footer  0/0: a heading\n", "hidden codes 1/1: secret\n"}) {
    INFO(expected);
    CHECK(asides.find(expected) != std::string::npos);
  }
  CHECK(IssueText(run) ==
        "warning codes 0/0: sheet 2 is hidden and is not read\n"
        "warning Sheet1 1/2 b: the column is hidden, and is read\n"
        "warning  0/0: the workbook holds 1 picture, which can't be searched for personal data; "
        "look at them yourself\n");
}

}  // namespace
}  // namespace rapporteur
