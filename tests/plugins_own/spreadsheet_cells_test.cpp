// What the cells of a workbook become, XLSX and ODS.
#include <catch2/catch.hpp>
#include <string>

#include "plugins/common/workbook/number_format.h"
#include "plugins/common/workbook/parts.h"
#include "plugins/spreadsheet_import/spreadsheet_import.h"
#include "tests/plugins_own/spreadsheet_results.h"
#include "tests/support/made_workbook.h"

namespace rapporteur {
namespace {

using common::NumberFormat;

std::string Table(const std::string& bytes, const std::string& options = "{}") {
  return TableText(rpt::testing::run(SpreadsheetImport(), bytes, options));
}

TEST_CASE("a number format says whether a number is a date, a share or a number") {
  struct Case {
    const char* code;
    NumberFormat format;
  };
  const Case cases[] = {{"General", NumberFormat::kNumber},
                        {"0.00", NumberFormat::kNumber},
                        {"#,##0.00\\ \"din.\"", NumberFormat::kNumber},
                        {"[Red]0", NumberFormat::kNumber},
                        {"0.00E+00", NumberFormat::kNumber},
                        {"\"dd\"0", NumberFormat::kNumber},
                        {"_-* #,##0.00\\ _k_n_-;@", NumberFormat::kNumber},
                        {"dd.mm.yyyy;@", NumberFormat::kDate},
                        {"[$-41A]d. mmmm yyyy.", NumberFormat::kDate},
                        {"mmm\\-yy", NumberFormat::kDate},
                        {"yyyy\\-mm\\-dd\\ hh:mm", NumberFormat::kDateTime},
                        {"d/m/yy h:mm AM/PM", NumberFormat::kDateTime},
                        {"h:mm:ss", NumberFormat::kTime},
                        {"mm:ss.0", NumberFormat::kTime},
                        {"[h]:mm", NumberFormat::kDuration},
                        {"[mm]:ss", NumberFormat::kDuration},
                        {"0%", NumberFormat::kPercent},
                        {"0.0\\ %", NumberFormat::kPercent},
                        {"0\"%\"", NumberFormat::kNumber},
                        {"#,##0,", NumberFormat::kScaled},
                        {"0.0,,\"M\"", NumberFormat::kScaled},
                        {"#,##0", NumberFormat::kNumber},
                        {"", NumberFormat::kNumber},
                        {"\"", NumberFormat::kNumber},
                        {"[", NumberFormat::kNumber}};
  for (const Case& c : cases) {
    INFO(c.code);
    CHECK(common::ClassifyFormat(c.code) == c.format);
  }
  CHECK(common::BuiltInFormat(14) == NumberFormat::kDate);
  CHECK(common::BuiltInFormat(9) == NumberFormat::kPercent);
  CHECK(common::BuiltInFormat(2) == NumberFormat::kNumber);
  CHECK(common::BuiltInFormat(163) == NumberFormat::kNumber);
}

TEST_CASE("a date comes as ISO 8601 in both epochs") {
  struct Case {
    double days;
    NumberFormat format;
    bool epoch_1904;
    const char* text;
  };
  const Case cases[] = {{1, NumberFormat::kDate, false, "1900-01-01"},
                        {59, NumberFormat::kDate, false, "1900-02-28"},
                        {60, NumberFormat::kDate, false, "-"},
                        {61, NumberFormat::kDate, false, "1900-03-01"},
                        {44197, NumberFormat::kDate, false, "2021-01-01"},
                        {44197.5, NumberFormat::kDate, false, "2021-01-01T12:00:00"},
                        {44197, NumberFormat::kDateTime, false, "2021-01-01"},
                        {44197.999999999, NumberFormat::kDateTime, false, "2021-01-02"},
                        {0, NumberFormat::kDate, false, "-"},
                        {-1, NumberFormat::kDate, false, "-"},
                        {2958465, NumberFormat::kDate, false, "9999-12-31"},
                        {2958466, NumberFormat::kDate, false, "-"},
                        {0, NumberFormat::kDate, true, "1904-01-01"},
                        {42735, NumberFormat::kDate, true, "2021-01-01"},
                        {0.5, NumberFormat::kTime, false, "12:00:00"},
                        {0.25, NumberFormat::kTime, true, "06:00:00"},
                        {1.5, NumberFormat::kDuration, false, "36:00:00"}};
  for (const Case& c : cases) {
    INFO(c.days << " " << c.text);
    CHECK(common::DateText(c.days, c.format, c.epoch_1904).value_or("-") == c.text);
  }
}

TEST_CASE("a share keeps its sign and its digits") {
  CHECK(common::PercentText(0.12) == "12%");
  CHECK(common::PercentText(0.125) == "12.5%");
  CHECK(common::PercentText(1) == "100%");
  CHECK(common::PercentText(0) == "0%");
  CHECK(common::PercentText(-0.005) == "-0.5%");
  CHECK(common::PercentText(0.29) == "29%");
  CHECK(common::PercentText(12.345) == "1234.5%");
  CHECK(common::PercentText(0.07) == "7%");
}

TEST_CASE("a reference and an escape are read as Excel writes them") {
  std::uint32_t column = 0;
  std::uint64_t row = 0;
  CHECK(common::ParseReference("XFD1048576", &column, &row));
  CHECK(column == 16384);
  CHECK(row == 1048576);
  CHECK(common::ParseReference("$B$7", &column, &row));
  CHECK((column == 2 && row == 7));
  CHECK_FALSE(common::ParseReference("B7x", &column, &row));
  CHECK_FALSE(common::ParseReference("", &column, &row));
  CHECK_FALSE(common::ParseReference("AAAAAAAAAAAA1", &column, &row));
  CHECK(common::Unescape("a_x000D_\nb_x005F_c_xZZZZ__x0000_") == "a\r\nb_c_xZZZZ__x0000_");
}

TEST_CASE("cells of every kind come out as a person reads them") {
  MadeXlsx made;
  made.sheets = {
      {"Sheet1",
       "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c></row>"
       "<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>inline</t></is></c><c "
       "r=\"B2\"><v>1</v></c></row>"
       "<row r=\"3\"><c r=\"A3\" t=\"s\"><v>2</v></c><c r=\"B3\" s=\"1\"><v>0.12</v></c></row>"
       "<row r=\"4\"><c r=\"A4\" t=\"str\"><f>A1</f><v>formula</v></c><c r=\"B4\" "
       "s=\"2\"><v>44197</v></c></row>"
       "<row r=\"5\"><c t=\"s\"><v>3</v></c><c t=\"b\"><v>1</v></c></row>"
       "<row><c t=\"inlineStr\"><is><r><t>a </t></r><r><rPr/><t>b</t></r></is></c>"
       "<c t=\"n\"><f>1+1</f><v>2</v></c></row>"
       "<row r=\"7\"><c r=\"A7\" t=\"d\"><v>2021-01-01T00:00:00</v></c><c "
       "r=\"B7\"><v>1.5E3</v></c></row>"
       "<row r=\"8\"><c r=\"B8\"><v>101990600008</v></c></row>"
       "<row r=\"9\"><c r=\"B9\" s=\"3\"><v>0101990600008</v></c><c r=\"A9\" "
       "t=\"str\"><f>x</f><v></v></c></row>"
       "<row r=\"10\"><c r=\"B10\"><v>12345678901234567890</v></c></row>"}};
  made.shared = {"<t>text</t>", "<t>value</t>",
                 "<r><rPr><b/></rPr><t>rich </t></r><r><t "
                 "xml:space=\"preserve\">text</t></r><rPh><t>no</t></rPh>",
                 "<t>two_x000D_\nlines</t>"};
  made.formats = {"0%", "dd.mm.yyyy", "0.00E+00"};
  CHECK(Table(Made(made)) ==
        "text|value\n2: inline|1\n3: rich text|12%\n4: formula|2021-01-01\n5: two\r\nlines|TRUE\n"
        "6: a b|2\n7: 2021-01-01|1500\n8: -|101990600008\n9: -|101990600008\n"
        "10: -|12345678901234567890");
}

TEST_CASE("numbers alone are numbers, with every digit of a 13-digit one") {
  const auto run = rpt::testing::run(
      SpreadsheetImport(),
      MadeTable({{"id", "x", "y"}, {"#2407975601234", "#0.1", "#1"}, {"#1", "#1234.5", "#-7"}}));
  CHECK(TableText(run) == "id#|x#|y#\n2: 2407975601234|0.1|1\n3: 1|1234.5|-7");
}

TEST_CASE("numbers among texts are written so that no convention misreads them") {
  struct Case {
    MadeRows rows;
    const char *options, *table, *issues;
  };
  const Case cases[] = {
      {{{"a", "b"}, {"x", "#1.5"}, {"y", "<5"}}, "{}", "a|b.\n2: x|1.5\n3: y|<5", ""},
      {{{"a", "b"}, {"x", "#1.234"}, {"y", ":"}}, "{}", "a|b.\n2: x|1.2340\n3: y|:", ""},
      {{{"a", "b"}, {"x", "#1.5"}, {"y", "2,75"}}, "{}", "a|b,\n2: x|1,5\n3: y|2,75", ""},
      {{{"a", "b"}, {"x", "#12"}, {"y", "1.234"}}, "{}", "a|b\n2: x|12\n3: y|1.234", ""},
      {{{"a", "b"}, {"x", "#1.5"}, {"y", "1.234"}},
       "{}",
       "a|b\n2: x|1.5\n3: y|1.234",
       "warning Sheet1 3/2 b: a number stands as text, and its mark may part thousands or "
       "decimals; say which with the option decimal\n"},
      {{{"a", "b"}, {"x", "#1.5"}, {"y", "1.234"}},
       R"({"decimal": ","})",
       "a,|b,\n2: x|1,5\n3: y|1.234",
       ""},
      {{{"a", "b"}, {"x", "1,25"}, {"y", "1.25"}},
       "{}",
       "a|b\n2: x|1,25\n3: y|1.25",
       "warning Sheet1 3/2 b: numbers that stand as text are written with a decimal comma (row 2) "
       "and with a decimal point (row 3); one such as 1.234 can't be read\n"},
  };
  for (const Case& c : cases) {
    INFO(c.table);
    const auto run = rpt::testing::run(SpreadsheetImport(), MadeTable(c.rows), c.options);
    CHECK(TableText(run) == c.table);
    CHECK(IssueText(run) == c.issues);
  }
}

TEST_CASE("shares beside numbers, and numbers shown in thousands, are mentioned") {
  MadeXlsx made;
  made.sheets = {
      {"Sheet1",
       RowsXml({{"a", "b", "c"}}) +
           "<row r=\"2\"><c r=\"A2\"><v>1</v></c><c r=\"B2\" s=\"1\"><v>0.5</v></c><c r=\"C2\" "
           "s=\"2\"><v>12345</v></c></row>"
           "<row r=\"3\"><c r=\"B3\"><v>0.5</v></c><c r=\"C3\" s=\"2\"><v>1000</v></c></row>"}};
  made.formats = {"0%", "#,##0,"};
  const auto run = rpt::testing::run(SpreadsheetImport(), Made(made));
  CHECK(TableText(run) == "a#|b.|c#\n2: 1|50%|12345\n3: -|0.5|1000");
  CHECK(IssueText(run) ==
        "warning Sheet1 3/2 b: some numbers are shown as shares with % (row 2) and some are not "
        "(row 3)\n"
        "warning Sheet1 2/3 c: the numbers are shown in thousands or millions; they are read as "
        "they are stored\n");
}

TEST_CASE("an error and a formula without a result refuse their row, at the cell") {
  MadeXlsx made;
  made.sheets = {{"Sheet1", RowsXml({{"a", "b", "c"}, {"x", "#1", "#1"}}) +
                                "<row r=\"3\"><c r=\"A3\" t=\"inlineStr\"><is><t>y</t></is></c>"
                                "<c r=\"B3\" t=\"e\"><f>1/0</f><v>#DIV/0!</v></c><c r=\"C3\" "
                                "t=\"e\"><v>#N/A</v></c></row>"
                                "<row r=\"4\"><c r=\"C4\"><f>A1</f></c></row>"
                                "<row r=\"5\"><c r=\"A5\" t=\"inlineStr\"><is><t>z</t></is></c><c "
                                "r=\"B5\"><v>2</v></c></row>"}};
  const auto run = rpt::testing::run(SpreadsheetImport(), Made(made));
  CHECK(TableText(run) == "a|b#|c#\n2: x|1|1\n5: z|2|-");
  CHECK(
      IssueText(run) ==
      "error Sheet1 3/2 b: the formula in the cell has an error instead of a value; correct it, or "
      "leave such cells out with the option errors=missing\n"
      "error Sheet1 4/3 c: the cell holds a formula without a result; open the file in a "
      "spreadsheet program, let it calculate and save it\n");
  CHECK(AsideText(run).find("hidden Sheet1 3/1: y\n") != std::string::npos);
  const auto missing =
      rpt::testing::run(SpreadsheetImport(), Made(made), R"({"errors": "missing"})");
  CHECK(TableText(missing) == "a|b#|c#\n2: x|1|1\n3: y|-|-\n4: -|-|-\n5: z|2|-");
}

TEST_CASE("the epoch of 1904, strict files and prefixed names are read") {
  MadeXlsx made;
  made.sheets = {{"Sheet1", RowsXml({{"day", "x"}}) +
                                "<row r=\"2\"><c r=\"A2\" s=\"1\"><v>42735</v></c>"
                                "<c r=\"B2\"><v>1</v></c></row>"}};
  made.formats = {"yyyy-mm-dd"};
  made.workbook = "<workbookPr date1904=\"true\"/>";
  CHECK(Table(Made(made)) == "day|x#\n2: 2021-01-01|1");

  ZipParts parts = PartsOf(made);
  for (auto& [name, content] : parts) {
    for (const auto& [from, to] :
         {std::pair<std::string, std::string>(
              "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
              "http://purl.oclc.org/ooxml/spreadsheetml/main"),
          {"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
           "http://purl.oclc.org/ooxml/officeDocument/relationships"}}) {
      for (std::size_t at = 0; (at = content.find(from, at)) != content.npos;) {
        content.replace(at, from.size(), to);
      }
    }
  }
  CHECK(Table(MadeZip(parts)) == "day|x#\n2: 2021-01-01|1");

  made.more = {
      {"xl/worksheets/sheet1.xml",
       "<x:worksheet xmlns:x=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">"
       "<x:sheetData><x:row><x:c t=\"inlineStr\"><x:is><x:t>a</x:t></x:is></x:c>"
       "<x:c t=\"inlineStr\"><x:is><x:t>b</x:t></x:is></x:c></x:row>"
       "<x:row><x:c><x:v>1</x:v></x:c><x:c><x:v>2</x:v></x:c></x:row>"
       "</x:sheetData></x:worksheet>"}};
  CHECK(Table(Made(made)) == "a#|b#\n2: 1|2");
}

const char kOdsTable[] =
    "<table:table table:name=\"Sheet1\">"
    "<table:table-row><table:table-cell "
    "office:value-type=\"string\"><text:p>text</text:p></table:table-cell>"
    "<table:table-cell office:value-type=\"string\"><text:p>value</text:p></table:table-cell>"
    "<table:table-cell table:number-columns-repeated=\"16382\"/></table:table-row>";

TEST_CASE("ODS cells of every kind come out as a person reads them") {
  const std::string table =
      std::string(kOdsTable) +
      "<table:table-row><table:table-cell office:value-type=\"string\"><text:p>a<text:s "
      "text:c=\"2\"/>b</text:p><text:p>c</text:p></table:table-cell>"
      "<table:table-cell office:value-type=\"float\" "
      "office:value=\"1.5\"><text:p>1,5</text:p></table:table-cell></table:table-row>"
      "<table:table-row><table:table-cell office:value-type=\"string\" "
      "office:string-value=\"said\"><text:p>shown</text:p></table:table-cell>"
      "<table:table-cell office:value-type=\"percentage\" "
      "office:value=\"0.125\"><text:p>13%</text:p></table:table-cell></table:table-row>"
      "<table:table-row table:number-rows-repeated=\"2\"><table:table-cell "
      "office:value-type=\"boolean\" office:boolean-value=\"true\"/>"
      "<table:table-cell office:value-type=\"currency\" office:value=\"1200\" "
      "office:currency=\"EUR\"/></table:table-row>"
      "<table:table-row><table:table-cell/><table:table-cell office:value-type=\"date\" "
      "office:date-value=\"2021-01-01\"/></table:table-row>"
      "<table:table-row><table:table-cell/><table:table-cell office:value-type=\"time\" "
      "office:time-value=\"PT36H15M00S\"/></table:table-row>"
      "<table:table-row><table:table-cell table:number-columns-repeated=\"2\" "
      "office:value-type=\"float\" office:value=\"2407975601234\"/></table:table-row>"
      "<table:table-row table:number-rows-repeated=\"1048567\"><table:table-cell "
      "table:number-columns-repeated=\"16384\"/></table:table-row>"
      "</table:table>";
  CHECK(Table(MadeOds(table)) ==
        "text|value.\n2: a  b\nc|1.5\n3: said|12.5%\n4: TRUE|1200\n5: TRUE|1200\n6: -|2021-01-01\n"
        "7: -|36:15:00\n8: 2407975601234|2407975601234");
}

TEST_CASE("ODS errors and formulas without a result refuse their row") {
  const std::string table =
      std::string(kOdsTable) +
      "<table:table-row><table:table-cell office:value-type=\"float\" "
      "office:value=\"1\"/><table:table-cell table:formula=\"of:=1/0\" "
      "office:value-type=\"string\" office:string-value=\"\" "
      "calcext:value-type=\"error\"><text:p>#DIV/0!</text:p></table:table-cell></table:table-row>"
      "<table:table-row><table:table-cell office:value-type=\"float\" "
      "office:value=\"1\"/><table:table-cell table:formula=\"of:=x\" "
      "office:value-type=\"float\" "
      "office:value=\"0\"><text:p>Err:502</text:p></table:table-cell></table:table-row>"
      "<table:table-row><table:table-cell office:value-type=\"float\" "
      "office:value=\"1\"/><table:table-cell table:formula=\"of:=x\"/></table:table-row>"
      "<table:table-row><table:table-cell office:value-type=\"float\" "
      "office:value=\"1\"/><table:table-cell office:value-type=\"float\" "
      "office:value=\"2\"/></table:table-row>"
      "</table:table>";
  const auto run = rpt::testing::run(SpreadsheetImport(), MadeOds(table));
  CHECK(TableText(run) == "text#|value#\n5: 1|2");
  REQUIRE(run.issues.size() == 3);
  for (std::size_t i = 0; i < 3; i++) {
    CHECK(run.issues[i].row == i + 2);
    CHECK(run.issues[i].column == 2);
    CHECK(run.issues[i].level == rpt::Level::error);
  }
}

}  // namespace
}  // namespace rapporteur
