#include "core/base/period.h"

#include <catch2/catch.hpp>

namespace rapporteur {
namespace {

TEST_CASE("a period is a year, half-year, quarter, month or range of years") {
  struct Case {
    const char* text;
    const char* code;
    Date first, last;
  };
  const Case cases[] = {
      {"2017", "2017", 20170101, 20171231},
      {" 2017 ", "2017", 20170101, 20171231},
      {"2017-S2", "2017-S2", 20170701, 20171231},
      {"2017-Q1", "2017-Q1", 20170101, 20170331},
      {"2016-02", "2016-02", 20160201, 20160229},
      {"2013/2016", "2013/2016", 20130101, 20161231},
      {"2013-2016", "2013/2016", 20130101, 20161231},
  };
  for (const Case& c : cases) {
    INFO(c.text);
    Result<Period> period = ParsePeriod(c.text);
    REQUIRE(period.ok());
    CHECK(period->code == c.code);
    CHECK(period->first_day == c.first);
    CHECK(period->last_day == c.last);
  }
}

TEST_CASE("what is not a period is refused with what was expected") {
  for (const char* text : {"", "20177", "1899", "2101", "2017-13", "2017-Q5", "2017-S3", "2016/2013",
                           "17", "2017-1", "2017-03-01", "abcd"}) {
    INFO(text);
    CHECK_FALSE(ParsePeriod(text).ok());
  }
  CHECK(ParsePeriod("20177").status().message() ==
        "found '20177', expected a year between 1900 and 2100, a half-year (2017-S1), quarter "
        "(2017-Q1), month (2017-03) or range (2013/2016)");
}

TEST_CASE("the previous period has the same length") {
  struct Case {
    const char *from, *to;
  };
  for (const Case& c : {Case{"2017", "2016"}, {"2017-S1", "2016-S2"}, {"2017-Q1", "2016-Q4"},
                        {"2017-01", "2016-12"}, {"2013/2016", "2009/2012"}}) {
    INFO(c.from);
    CHECK(Shift(*ParsePeriod(c.from), -1).code == c.to);
    CHECK(Shift(*ParsePeriod(c.to), 1) == *ParsePeriod(c.from));
  }
}

TEST_CASE("a selection holds the periods within it, and a range of years only as a whole") {
  Result<PeriodRange> range = ParsePeriodRange("2015:2017");
  REQUIRE(range.ok());
  CHECK(range->Contains(*ParsePeriod("2015")));
  CHECK(range->Contains(*ParsePeriod("2017-12")));
  CHECK_FALSE(range->Contains(*ParsePeriod("2013/2016")));
  CHECK_FALSE(ParsePeriodRange("2015")->Contains(*ParsePeriod("2013/2016")));
  CHECK_FALSE(ParsePeriodRange("2017:2015").ok());
}

}  // namespace
}  // namespace rapporteur
