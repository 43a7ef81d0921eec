#include "core/import/date_cell.h"

#include <catch2/catch.hpp>

namespace rapporteur {
namespace {

Date Day(const std::string& format, const std::string& cell) {
  INFO(format << " " << cell);
  const Result<DateFormat> read = DateFormat::Read(format);
  REQUIRE(read.ok());
  return read->DateOf(cell).value_or(0);
}

TEST_CASE("the format says what the parts of a day are") {
  CHECK(Day("dd.mm.yyyy", "03.04.2020") == 20200403);
  CHECK(Day("dd.mm.yyyy.", "03.04.2020.") == 20200403);
  CHECK(Day("d.m.yyyy", "3.4.2020") == 20200403);
  CHECK(Day("dd.mm.yyyy", " 3. 4. 2020. ") == 20200403);
  CHECK(Day("mm/dd/yyyy", "03/04/2020") == 20200304);
  CHECK(Day("dd/mm/yyyy", "03/04/2020") == 20200403);
  CHECK(Day("yyyy-mm-dd", "2020-04-03") == 20200403);
  CHECK(Day("yyyy-mm-dd", "2020-04-03T23:59:59.000+02:00") == 20200403);
  CHECK(Day("dd.mm.yyyy", "03.04.2020. 10:15") == 20200403);
  CHECK(Day("yyyymmdd", "20200403") == 20200403);
  CHECK(Day("mm.yyyy", "4.2020") == 20200401);
  CHECK(Day("dd mm yyyy", "3 4 2020") == 20200403);
}

TEST_CASE("the number of a spreadsheet is a day of its epoch") {
  CHECK(Day("excel-1900", "43831") == 20200101);
  CHECK(Day("excel-1900", "44196.75") == 20201231);
  CHECK(Day("excel-1900", "61") == 19000301);
  CHECK(Day("excel-1900", "73415") == 21001231);
  CHECK(Day("excel-1904", "42369") == 20200101);
  CHECK(Day("excel-1904", "0") == 19040101);
}

TEST_CASE("what the format does not say is no day") {
  for (const char* cell : {"13/13/2020", "2020-04-03", "03.04.2020", "03/04/20", "03/04/2020x",
                           "/04/2020", "31/04/2020", "29/02/2021", "03/04/1899", "03/04/2101",
                           "3/4", "", "43831", "03/04/2020 at noon", "003/04/2020"}) {
    CHECK(Day("dd/mm/yyyy", cell) == 0);
  }
  for (const char* cell : {"60", "0", "99999", "43831.5.5", "-1", "4e4"}) {
    CHECK(Day("excel-1900", cell) == 0);
  }
  CHECK(Day("yyyymmdd", "2020043") == 0);
}

TEST_CASE("a format is made of d, m, yyyy and marks") {
  for (const char* format : {"", "dd", "dd.mm.yy", "yyyy.dd", "dd.mm.yyyy.dd", "ddd.mm.yyyy",
                             "dmyyyy", "TT.MM.JJJJ", ".dd.mm.yyyy", "dd..mm.yyyy", "excel"}) {
    INFO(format);
    const Result<DateFormat> read = DateFormat::Read(format);
    REQUIRE_FALSE(read.ok());
    CHECK(read.status().message() ==
          "found '" + std::string(format) +
              "', expected dd, mm and yyyy with . / - between them (dd.mm.yyyy, mm/dd/yyyy, "
              "yyyy-mm-dd), excel-1900 or excel-1904");
  }
}

TEST_CASE("a day lies in one period of each length") {
  CHECK(PeriodOf(20200403, PeriodKind::kYear).code == "2020");
  CHECK(PeriodOf(20200630, PeriodKind::kHalf).code == "2020-S1");
  CHECK(PeriodOf(20200701, PeriodKind::kHalf).code == "2020-S2");
  CHECK(PeriodOf(20200331, PeriodKind::kQuarter).code == "2020-Q1");
  CHECK(PeriodOf(20201231, PeriodKind::kQuarter).code == "2020-Q4");
  CHECK(PeriodOf(20200403, PeriodKind::kMonth).code == "2020-04");
  CHECK(PeriodOf(20201003, PeriodKind::kMonth).code == "2020-10");
}

}  // namespace
}  // namespace rapporteur
