#include "plugins/csv_import/csv_import.h"

#include <catch2/catch.hpp>
#include <rapporteur/testing.hpp>
#include <string>

namespace {

using rpt::testing::Run;

Run Import(const std::string& text, const std::string& options = "{}") {
  return rpt::testing::run(CsvImport(), text, options);
}

// "row 3, column 2: message" of a failure.
std::string Failure(const Run& run) {
  if (run.ok()) return "no failure";
  std::string place;
  if (run.error.row > 0) place += "row " + std::to_string(run.error.row);
  if (run.error.column > 0) place += ", column " + std::to_string(run.error.column);
  if (run.error.field[0] != '\0')
    place += (place.empty() ? "" : ", ") + std::string(run.error.field);
  return (place.empty() ? "" : place + ": ") + run.error.message;
}

// Columns and rows: "a b, | 2: 1|-", a decimal-comma as "b,", a decimal-point as "b.".
std::string Table(const Run& run) {
  if (!run.ok()) return Failure(run);
  std::string text;
  for (std::size_t i = 1; i < run.fields.size(); i++) {
    const std::string& role = run.fields[i].role;
    text += (i > 1 ? "|" : "") + run.fields[i].name +
            (role == "decimal-comma"   ? ","
             : role == "decimal-point" ? "."
                                       : "");
  }
  for (const rpt::testing::Row& row : run.rows) {
    text += "\n" + row[0].value_or("?") + ": ";
    for (std::size_t i = 1; i < row.size(); i++) text += (i > 1 ? "|" : "") + row[i].value_or("-");
  }
  return text;
}

std::string Asides(const Run& run) {
  std::string text;
  for (const auto& aside : run.asides) {
    text += aside.kind + " " + std::to_string(aside.row) + ": " + aside.text + "\n";
  }
  return text;
}

std::string Issues(const Run& run) {
  std::string text;
  for (const auto& issue : run.issues) {
    text += std::string(issue.level == rpt::Level::info ? "info" : "warning") + " " +
            std::to_string(issue.row) + "/" + std::to_string(issue.column) + ": " + issue.text +
            "\n";
  }
  return text;
}

TEST_CASE("the separator is found by the rows, not by the first line") {
  struct Case {
    const char *text, *table;
  };
  const Case cases[] = {
      {"a,b\n1,2\n", "a|b\n2: 1|2"},
      {"a;b\n1;2\n", "a|b\n2: 1|2"},
      {"a\tb\n1\t2\n", "a|b\n2: 1|2"},
      {"a|b\n1|2\n", "a|b\n2: 1|2"},
      {"a:b\n1:2\n", "a|b\n2: 1|2"},
      {"a;b\n1,5;2,5\n3,5;4,5\n", "a,|b,\n2: 1,5|2,5\n3: 3,5|4,5"},
      {"a,b;c\n1;2\n3;4\n", "a,b|c\n2: 1|2\n3: 3|4"},
      {"time,value\n10:30,1\n11:30,2\n", "time|value\n2: 10:30|1\n3: 11:30|2"},
      {"freq,geo\\TIME\t2019\t2020\nA,AL\t1 \t2 \n", "freq,geo\\TIME|2019|2020\n2: A,AL|1 |2 "},
      {"a,b\n\"x;y;z\",\"1;2;3\"\n", "a|b\n2: x;y;z|1;2;3"},
      {"sep=|\na|b\n1;2;3|4;5;6\n", "a|b\n3: 1;2;3|4;5;6"},
      {"\xEF\xBB\xBFsep=;\r\na;b\r\n1,5;2\r\n", "a,|b\n3: 1,5|2"},
      {"name\nNorth\nSouth\n", "name\n2: North\n3: South"},
      {"name\n\nSouth", "name\n2: -\n3: South"},
      {"a;b", "row 1: the table has a header and no rows below it"},
  };
  for (const Case& c : cases) {
    INFO(c.text);
    CHECK(Table(Import(c.text)) == c.table);
  }
  CHECK(Table(Import("a,b;c\n1;2,5\n", R"({"separator": ";"})")) == "a,b|c,\n2: 1|2,5");
  CHECK(Table(Import("a;b\tc\n1\t2\n", R"({"separator": "tab"})")) == "a;b|c\n2: 1|2");
  CHECK(Table(Import("sep=;\na,b\n1,2\n", R"({"separator": ","})")) == "a|b\n3: 1|2");
}

TEST_CASE("what stands above and below the table is scanned, mentioned and not read") {
  const Run run = Import(
      "Republički zavod\nTabela 1. \"BDP, po "
      "oblastima\n\nŠifra;Naziv;Vrednost\nRS211;Zlatiborska;1,5\n"
      "RS212;Kolubarska;2,5\n\nIzvor: Eurostat; obrada: ASTRA\n* p - privremeni podatak\n");
  CHECK(Table(run) == "Šifra|Naziv|Vrednost,\n5: RS211|Zlatiborska|1,5\n6: RS212|Kolubarska|2,5");
  CHECK(Asides(run) ==
        "preamble 1: Republički zavod\npreamble 2: Tabela 1. \"BDP, po oblastima\n"
        "footer 8: Izvor: Eurostat; obrada: ASTRA\nfooter 9: * p - privremeni podatak\n");
  CHECK(Issues(run) ==
        "info 1/0: rows 1 to 2 stand above the table and are not read as rows\n"
        "info 8/0: rows 8 to 9 stand below the table and are not read as rows\n");
}

TEST_CASE("a spreadsheet pads titles and notes with separators") {
  const Run run = Import("Title;;;\n;;;\na;b;c;\n1;2;3;\n4;;;\n;;;\nSource: X;;;\n;;;\n");
  CHECK(Table(run) == "a|b|c\n4: 1|2|3\n5: 4|-|-");
  CHECK(Asides(run) == "preamble 1: Title;;;\npreamble 2: ;;;\nfooter 7: Source: X;;;\n");
  // A filled row behind it shows that it was a row of the table.
  CHECK(Table(Import("a;b;c\n1;2;3\n;;\nNorth;;\n4;5;6\n")) ==
        "a|b|c\n2: 1|2|3\n4: North|-|-\n5: 4|5|6");
}

TEST_CASE("notes straight behind the rows are prose, a row that was cut off is not") {
  struct Case {
    const char *text, *table;
  };
  const Case cases[] = {
      {"a;b;c\n1;2;3\nSource: X\n", "a|b|c\n2: 1|2|3"},
      {"a;b;c\n1;2;3\n* provisional", "a|b|c\n2: 1|2|3"},
      {"a;b;c\n1;2;3\nRS21", "row 3: found 1 cell, expected 3 as in the header in row 1"},
      {"a;b;c\n1;2;3\nNorth East;5", "row 3: found 2 cells, expected 3 as in the header in row 1"},
      {"a;b\n1;2\nNorth East", "row 3: found 1 cell, expected 2 as in the header in row 1"},
      {"a;b\n1;2\n\nSource: X", "a|b\n2: 1|2"},
      {"a;b;c\n1;2;3\nSource: X\n4;5;6\n",
       "row 3: found 1 cell, expected 3 as in the header in row 1"},
      {"a;b;c\n1;2;3\n\nSource: X\n4;5;6\n",
       "row 4: found 1 cell, expected 3 as in the header in row 1"},
  };
  for (const Case& c : cases) {
    INFO(c.text);
    CHECK(Table(Import(c.text)) == c.table);
  }
}

TEST_CASE("what is no table is refused with a sentence") {
  struct Case {
    std::string text;
    const char* message;
  };
  const Case cases[] = {
      {"", "the file is empty, expected a table"},
      {"\xEF\xBB\xBF", "the file is empty, expected a table"},
      {"\n\n \n", "the file holds no table: every row is empty"},
      {"\n\n", "the file holds no table: every row is empty"},
      {";;\n;;\n", "the file holds no table: every row is empty"},
      {"a;b\n", "row 1: the table has a header and no rows below it"},
      {"a;b\n\nSource: X\n", "row 1: the table has a header and no rows below it"},
      {"a;b\n1;2\n3;4;5\n", "row 3: found 3 cells, expected 2 as in the header in row 1"},
      {"Title\n\na;b\n1;2\n3\n5;6\n", "row 5: found 1 cell, expected 2 as in the header in row 3"},
      {"a;b\n\"1\n2\";3\n4;\"5\n6;7\n",
       "row 3, column 2: the cell begins with a quote mark that is never closed (the row begins in "
       "line 4)"},
      {"a;b\n1;x \"y\"\n",
       "row 2, column 2: the cell has a quote mark inside, expected marks around the whole cell "
       "and "
       "the inner one doubled"},
      {std::string("a;b\n1;\0\n", 8), "byte 7 is NUL, expected a text file"},
      {"a;b\nNi\x9A;1\n", "byte 7 is not valid UTF-8, expected a text file in UTF-8"},
      {"a;b\n" + std::string(70000, '\n') + std::string("1;\0\n", 4),
       "row 70002, column 2: the cell holds a NUL byte, expected text"},
  };
  for (const Case& c : cases) {
    INFO(c.text.substr(0, 100));
    const Run run = Import(c.text);
    CHECK(Failure(run) == c.message);
    CHECK(run.code == RPT_BAD_INPUT);
    CHECK(run.rows.empty());
  }
}

TEST_CASE("a broken row at the end hands out no row at all") {
  std::string text = "a;b\n";
  for (int i = 0; i < 20000; i++) text += "1;2\n";
  const Run run = Import(text + "1;2;3\n");
  CHECK(Failure(run) == "row 20002: found 3 cells, expected 2 as in the header in row 1");
  CHECK(run.rows.empty());
  CHECK(run.fields.empty());
}

TEST_CASE("a column's own numbers show how it writes them") {
  struct Case {
    const char *text, *header;
  };
  const Case cases[] = {
      {"n;v\na;40\nb;7\n", "n|v"},
      {"n;v\na;1.234\nb;7\n", "n|v"},  // ambiguous, and nothing decides
      {"n;v\na;1.234\nb;12,5\n", "n|v,"},
      {"n;v\na;1.327,4\nb;825,84\n", "n|v,"},
      {"n;v\na;1,234.5\n", "n|v."},
      {"n;v\na;0.123\n", "n|v."},
      {"n;v;w\na;1,5;1.5\n", "n|v,|w."},
      {"n;v\na;31.12.2020.\nb;1,5,6\n", "n|v"},
  };
  for (const Case& c : cases) {
    INFO(c.text);
    const std::string table = Table(Import(c.text));
    CHECK(table.substr(0, table.find('\n')) == c.header);
  }
  const Run mixed = Import("n;v\na;1,5\nb;7\nc;1.5\n");
  CHECK(Table(mixed) == "n|v\n2: a|1,5\n3: b|7\n4: c|1.5");
  CHECK(
      Issues(mixed) ==
      "warning 4/2: numbers are written with a decimal comma (row 2) and with a decimal point (row "
      "4); one such as 1.234 can't be read\n");
  CHECK(Table(Import("n;v\na;1.234\n", R"({"decimal": ","})")) == "n,|v,\n2: a|1.234");
  CHECK(Table(Import("n;v\na;1.234\n", R"({"decimal": "."})")) == "n.|v.\n2: a|1.234");
}

TEST_CASE("headers are made unique and empty ones named, with a warning") {
  const Run run = Import(" a  b ;value;;value;\"two\nlines\";;row\n1;2;3;4;5;;6\n");
  CHECK(Table(run) == "a b|value|column_3|value (2)|two lines|row\n2: 1|2|3|4|5|6");
  CHECK(Issues(run) ==
        "warning 1/3: the header is empty; the column is called column_3\n"
        "warning 1/4: the header stands there a second time; the column is called value (2)\n");
  CHECK(run.fields[0].name == "row_of_file");  // the table has a "row" of its own
  CHECK(run.fields[0].role == "row");
  CHECK(Table(Import("value;value (2);value;;column_4\n1;2;3;4;5\n")) ==
        "value|value (2)|value (3)|column_4 (2)|column_4\n2: 1|2|3|4|5");
}

TEST_CASE("an empty cell is missing, an empty text is a text, other blanks stay") {
  CHECK(Table(Import("a;b;c\n;\"\"; \n")) == "a|b|c\n2: -|| ");
  const Run run = Import("a;b\n1;\n;2\n;\n3;4\n");
  CHECK(Table(run) == "a|b\n2: 1|-\n3: -|2\n5: 3|4");
  CHECK(Table(Import("a;b\n1;2;\n3;4;;\n")) == "a|b\n2: 1|2\n3: 3|4");
}

TEST_CASE("options say where the table stands") {
  const std::string text = "x;y\n1;2\na;b\n3;4\n5;6\ntotal;10\nend;\"of it\n";
  CHECK(Table(Import(text, R"({"header_row": "3", "skip_last_rows": 2})")) ==
        "a|b\n4: 3|4\n5: 5|6");
  CHECK(Table(Import(text, R"({"skip_rows": 2, "skip_last_rows": 2})")) == "a|b\n4: 3|4\n5: 5|6");
  CHECK(Table(Import("1;2\n3;4\n", R"({"header_row": "none"})")) ==
        "column_1|column_2\n1: 1|2\n2: 3|4");
  CHECK(Asides(Import(text, R"({"header_row": "3", "skip_last_rows": 2})")) ==
        "preamble 1: x;y\npreamble 2: 1;2\nfooter 6: total;10\nfooter 7: end;\"of it\n");
  struct Case {
    const char *options, *message;
  };
  const Case cases[] = {
      {R"({"header_row": "9"})", "header_row: the file has only 7 rows"},
      {R"({"skip_rows": 9})", "skip_rows: the file has only 7 rows"},
      {R"({"skip_last_rows": 9})", "skip_last_rows: the file has no more rows than are skipped"},
      {R"({"skip_rows": -1})", "skip_rows: expected a number of rows, 0 or more"},
      {R"({"header_row": "first"})", "header_row: expected the number of a row, auto or none"},
      {R"({"header_row": "0"})", "header_row: expected the number of a row, auto or none"},
      {R"({"separator": "::"})", "separator: expected one ASCII character or 'auto'"},
      {R"({"comment": "//"})", "comment: expected one ASCII character or 'none'"},
  };
  for (const Case& c : cases) {
    const Run run = Import(text, c.options);
    CHECK(Failure(run) == c.message);
    CHECK(run.code == RPT_BAD_OPTION);
  }
}

TEST_CASE("quote marks and comments are what the options say") {
  CHECK(Table(Import("a;b\n5'6\";\"x\n", R"({"quote": "none"})")) == "a|b\n2: 5'6\"|\"x");
  CHECK(Table(Import("a;b\n'1;2';3\n", R"({"quote": "'"})")) == "a|b\n2: 1;2|3");
  const Run run = Import("# made \"by hand\na;b\n1;2\n# half-way\n3;4\n#\n", R"({"comment": "#"})");
  CHECK(Table(run) == "a|b\n3: 1|2\n5: 3|4");
  CHECK(Asides(run) == "preamble 1: # made \"by hand\ncomment 4: # half-way\ncomment 6: #\n");
}

TEST_CASE("a table of many rows comes out whole and in order") {
  std::string text = "n;v\n";
  for (int i = 0; i < 50000; i++)
    text += std::to_string(i) + ";\"" + std::string(i % 90, 'x') + "\"\n";
  const Run run = Import(text);
  REQUIRE(run.rows.size() == 50000);
  for (std::size_t i = 0; i < run.rows.size(); i++) {
    if (run.rows[i][0] != std::to_string(i + 2) || run.rows[i][1] != std::to_string(i) ||
        run.rows[i][2]->size() != i % 90) {
      FAIL(i);
    }
  }
}

TEST_CASE("an importer that knows the format is surer than this one") {
  const auto sniff = [](const std::string& text) {
    rpt::testing::detail::MemoryFile file(text);
    rpt::InputFile in(file.fd());
    return CsvImport::sniff(in);
  };
  CHECK(sniff("a;b\n1;2\n") == 50);
  CHECK(sniff("Title\n\na;b\n1;2\n3;4\n") == 50);
  CHECK(sniff("name\nNorth\n") == 20);
  CHECK(sniff("") == 0);
  CHECK(sniff("\xEF\xBB\xBF {\"a\": 1}") == 0);
  CHECK(sniff("<html>") == 0);
  CHECK(sniff("[1, 2]") == 0);
  CHECK(sniff(std::string("a;b\n\0", 5)) == 0);
}

}  // namespace
