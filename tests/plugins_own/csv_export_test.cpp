#include "plugins/csv_export/csv_export.h"

#include <catch2/catch.hpp>
#include <rapporteur/testing.hpp>
#include <string>
#include <vector>

#include "plugins/csv_import/csv_import.h"

namespace {

using rpt::testing::Row;
using rpt::testing::Run;

const std::vector<rpt::Field> kFields = {{"country"},
                                         {"sex"},
                                         {"row", rpt::Type::int64},
                                         {"value", rpt::Type::float64},
                                         {"note, in short"}};

Run Export(const std::vector<Row>& rows, const std::string& options = "{}") {
  return rpt::testing::run_exporter(CsvExport(), kFields, rows, options);
}

TEST_CASE("a table is written as RFC 4180 says") {
  const Run run = Export({{"RS", "_T", "-3", "1204.5", std::nullopt},
                          {"BA", "F", std::nullopt, std::nullopt, "one, \"two\"\nthree"},
                          {"ME", "", "0", "0", "жртве"}});
  CHECK(run.ok());
  CHECK(run.output ==
        "country,sex,row,value,\"note, in short\"\r\n"
        "RS,_T,-3,1204.5,\r\n"
        "BA,F,,,\"one, \"\"two\"\"\nthree\"\r\n"
        "ME,\"\",0,0,жртве\r\n");
  CHECK(Export({}).output == "country,sex,row,value,\"note, in short\"\r\n");
}

TEST_CASE("separator, decimal mark and byte order mark are what the options say") {
  const std::vector<Row> rows = {{"R;S", "F,M", "1", "0.5", "a|b\tc"}};
  CHECK(Export(rows, R"({"separator": ";", "decimal": ",", "bom": true})").output ==
        "\xEF\xBB\xBF"
        "country;sex;row;value;note, in short\r\n\"R;S\";F,M;1;0,5;a|b\tc\r\n");
  CHECK(Export(rows, R"({"decimal": ","})").output ==
        "country,sex,row,value,\"note, in short\"\r\nR;S,\"F,M\",1,\"0,5\",a|b\tc\r\n");
  CHECK(Export(rows, R"({"separator": "tab"})").output ==
        "country\tsex\trow\tvalue\tnote, in short\r\nR;S\tF,M\t1\t0.5\t\"a|b\tc\"\r\n");
  CHECK(Export(rows, R"({"separator": "|"})").output ==
        "country|sex|row|value|note, in short\r\nR;S|F,M|1|0.5|\"a|b\tc\"\r\n");
  const Run run = Export(rows, R"({"decimal": ""})");
  CHECK(run.code == RPT_BAD_OPTION);
  CHECK(std::string(run.error.field) == "decimal");
  CHECK(std::string(run.error.message) == "expected one character");
}

TEST_CASE("a text that a spreadsheet would run gets an apostrophe, a number does not") {
  struct Case {
    const char *text, *written, *raw;
  };
  const Case cases[] = {
      {"=1+1", "\"'=1+1\"", "=1+1"},
      {"=cmd|' /C calc'!A0", "\"'=cmd|' /C calc'!A0\"", "=cmd|' /C calc'!A0"},
      {"+SUM(A1)", "\"'+SUM(A1)\"", "+SUM(A1)"},
      {"-2+3", "\"'-2+3\"", "-2+3"},
      {"@SUM(1)", "\"'@SUM(1)\"", "@SUM(1)"},
      {"\tx", "\"'\tx\"", "\tx"},
      {"\rx", "\"'\rx\"", "\"\rx\""},
      {"=\"a\"", "\"'=\"\"a\"\"\"", "\"=\"\"a\"\"\""},
      {"-", "\"'-\"", "-"},
      {"-5", "-5", "-5"},
      {"+5", "+5", "+5"},
      {"-1.234", "-1.234", "-1.234"},
      {"a=b", "a=b", "a=b"},
      {"'=1", "'=1", "'=1"},
  };
  for (const Case& c : cases) {
    INFO(c.text);
    const auto cell = [&c](const char* options) {
      const std::string out =
          rpt::testing::run_exporter(CsvExport(), {{"n"}}, {{c.text}}, options).output;
      return out.substr(3, out.size() - 5);
    };
    CHECK(cell("{}") == c.written);
    CHECK(cell(R"({"raw": true})") == c.raw);
  }
  CHECK(rpt::testing::run_exporter(CsvExport(), {{"=x"}}, {{"1"}}).output == "\"'=x\"\r\n1\r\n");
}

TEST_CASE("what is exported raw is imported the same") {
  const std::vector<Row> rows = {{"RS", "_T", "1", "1204.5", std::nullopt},
                                 {"BA", "", "2", std::nullopt, "one, \"two\"\r\nthree"},
                                 {" ME ", "=F", "3", "-0.25", "; tab\t|"}};
  for (const char* separator : {",", ";", "tab", "|"}) {
    const std::string options = std::string(R"({"raw": true, "separator": ")") + separator + "\"}";
    const Run back = rpt::testing::run(CsvImport(), Export(rows, options).output);
    INFO(separator);
    REQUIRE(back.ok());
    REQUIRE(back.rows.size() == rows.size());
    for (std::size_t r = 0; r < rows.size(); r++) {
      CHECK(Row(back.rows[r].begin() + 1, back.rows[r].end()) == rows[r]);
    }
  }
}

}  // namespace
