#include "core/import/period_cell.h"

#include <catch2/catch.hpp>

namespace rapporteur {
namespace {

// The code of the period, or the kind of the problem.
std::string Read(const std::string& cell, const std::string& kind = "",
                 const std::string& date = "") {
  PeriodCells cells;
  cells.kind = ReadPeriodKind(kind);
  if (!date.empty()) cells.date = *DateFormat::Read(date);
  Period period;
  const std::optional<Problem> problem = ReadPeriodCell(cell, cells, period);
  return problem ? problem->code : period.code;
}

struct Case {
  const char* cell;
  const char* code;
};

TEST_CASE("a period that can be read in one way needs no setting") {
  for (const Case& c : {Case{"2020", "2020"},
                        {" 2020. ", "2020"},
                        {"2020-S1", "2020-S1"},
                        {"2020-Q4", "2020-Q4"},
                        {"2020Q4", "2020-Q4"},
                        {"Q4 2020", "2020-Q4"},
                        {"2020M03", "2020-03"},
                        {"2020-M03", "2020-03"},
                        {"2020-H2", "2020-S2"},
                        {"II kvartal 2020.", "2020-Q2"},
                        {"II тромесечје 2020", "2020-Q2"},
                        {"I polugodište 2020", "2020-S1"},
                        {"2013/2016", "2013/2016"},
                        {"2013–2016", "2013/2016"},
                        {"2013-2016", "2013/2016"},
                        {"2017-03", "2017-03"},
                        {"2020-12", "2020-12"}}) {
    INFO(c.cell);
    CHECK(Read(c.cell) == c.code);
  }
}

TEST_CASE("a period that can be read in two ways is refused until the mapping decides") {
  struct Decided {
    const char* cell;
    const char* kind;
    const char* code;
  };
  for (const Decided& c : {Decided{"2017/18", "range", "2017/2018"},
                           {"2020-21", "range", "2020/2021"},
                           {"2010-12", "range", "2010/2012"},
                           {"2010-12", "month", "2010-12"},
                           {"2003-04", "month", "2003-04"},
                           {"1/2020", "quarter", "2020-Q1"},
                           {"1/2020", "month", "2020-01"},
                           {"1/2020", "half", "2020-S1"},
                           {"IV/2020", "quarter", "2020-Q4"},
                           {"IV/2020", "month", "2020-04"},
                           {"2020-II", "quarter", "2020-Q2"},
                           {"XI 2020", "month", "2020-11"},
                           {"03.2020", "month", "2020-03"},
                           {"1999/00", "range", "1999/2000"}}) {
    INFO(c.cell << " " << c.kind);
    CHECK(Read(c.cell) == "ambiguous-period");
    CHECK(Read(c.cell, c.kind) == c.code);
  }
}

TEST_CASE("a day is a period where the mapping says format and length") {
  for (const char* cell : {"03/04/2020", "3.4.2020", "3.4.2020.", "2020-04-03", "03.04.20"}) {
    INFO(cell);
    CHECK(Read(cell) == "ambiguous-period");
  }
  CHECK(Read("03/04/2020", "quarter", "dd/mm/yyyy") == "2020-Q2");
  CHECK(Read("03/04/2020", "quarter", "mm/dd/yyyy") == "2020-Q1");
  CHECK(Read("43831", "year", "excel-1900") == "2020");
  CHECK(Read("43831") == "bad-period");
  CHECK(Read("2020", "year", "dd/mm/yyyy") == "not-a-date");
  CHECK(Read("13/13/2020", "year", "dd/mm/yyyy") == "not-a-date");
}

TEST_CASE("what is no period, or none of the declared kind, is refused") {
  for (const char* cell :
       {"", "20", "2020-13", "2020-00", "1899", "2101", "IV", "5/2020/1", "2016-2013", "2020*",
        "2020 1)", "god. 2020", "2020-Q5", "2020-S3", "Jan 2020"}) {
    INFO(cell);
    CHECK(Read(cell) == "bad-period");
  }
  CHECK(Read("2020-Q1", "year") == "bad-period");
  CHECK(Read("2020", "quarter") == "bad-period");
  CHECK(Read("5/2020", "quarter") == "bad-period");
  CHECK(Read("Q1 2020", "month") == "bad-period");
  CHECK(Read("20", "year") == "bad-period");
  CHECK(Read("2020-21", "year") == "bad-period");
  CHECK(Read("2020-21", "month") == "bad-period");
  CHECK(Read("2020", "range") == "2020");
}

TEST_CASE("our own vocabulary says a month as it always did") {
  PeriodCells cells;
  cells.vocabulary = true;
  Period period;
  CHECK_FALSE(ReadPeriodCell("2010-12", cells, period));
  CHECK(period.code == "2010-12");
}

TEST_CASE("the refusal of a period names the setting that decides") {
  Period period;
  const std::optional<Problem> day = ReadPeriodCell("03/04/2020", {}, period);
  REQUIRE(day);
  CHECK(day->found == "03/04/2020");
  CHECK(day->expected ==
        "a period; this is a day, which counts for a year, a quarter or a month only where the "
        "mapping "
        "says so, and whose day and month may stand in either order");
  CHECK(day->hint ==
        "Say how days are written and what they count for in the mapping's column: \"date\": "
        "\"dd.mm.yyyy\", \"period\": \"year\".");
  CHECK(
      ReadPeriodCell("2017/18", {}, period)->hint ==
      "Say \"period\": \"range\" or \"month\" for the column in the mapping, or write 2013/2016.");
  CHECK(ReadPeriodCell("IV/2020", {}, period)->hint ==
        "Say \"period\": \"month\", \"quarter\" or \"half\" for the column in the mapping.");
  CHECK(ReadPeriodCell("20", {}, period)->hint == "Write the year with four digits.");
}

}  // namespace
}  // namespace rapporteur
