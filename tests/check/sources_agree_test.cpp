// Where sources, and years, do not go together.
#include <catch2/catch.hpp>

#include "tests/check/run_checks.h"
#include "tests/compute/test_catalogue.h"

namespace rapporteur {
namespace {

constexpr const char* kSources = R"({"rule":"sources","level":"warning","sources":true})";
constexpr const char* kRanges = R"({"rule":"ranges","level":"warning","ranges":true})";
constexpr const char* kBreaks = R"({"rule":"breaks","level":"info","breaks":true})";

TEST_CASE("two bodies that say another number of one cell are named, both with theirs") {
  MemoryCells cells;
  cells.Set("ID.02", "2017", 40, "CENTRE").Set("ID.02", "2017", 20, "POLICE");
  cells.Set("ID.02", "2018", 76, "CENTRE").Set("ID.02", "2018", 76, "POLICE");
  CHECK(RunChecks(Persons("ID.02"), kSources, cells) ==
        Lines{"warning sources: ID.02 2017: POLICE says 20, CENTRE says 40."});
  CHECK(RunChecks(Persons("ID.02"), R"({"rule":"sources","level":"off","sources":true})", cells)
            .empty());
  CHECK(RunChecks(Persons("ID.02"),
                  R"({"rule":"x","level":"info","sources":true,"message":{"en":"{gap} of {other}"}})",
                  cells) == Lines{"info x: -20 of POLICE"});
}

TEST_CASE("the parts of one source can't be more than the whole of another") {
  MemoryCells cells;
  cells.Set("ID.02{age_group=CHD}", "2020", 17, "A");
  cells.Set("ID.02{age_group=CHD,sex=F}", "2020", 15, "B");
  CHECK(RunChecks(Persons("ID.02"), kSources, cells).empty());  // girls alone fit in
  cells.Set("ID.02{age_group=CHD,sex=M}", "2020", 8, "B");
  CHECK(RunChecks(Persons("ID.02"), kSources, cells) ==
        Lines{"warning sources: ID.02{age_group=CHD} 2020: B says 23, A says 17."});
  // The source's own whole is compared instead of its parts.
  cells.Set("ID.02{age_group=CHD}", "2020", 23, "B");
  CHECK(RunChecks(Persons("ID.02"), kSources, cells) ==
        Lines{"warning sources: ID.02{age_group=CHD} 2020: B says 23, A says 17."});
}

TEST_CASE("a number for several years is the sum of the single ones, where all are known") {
  MemoryCells cells;
  cells.Set("ID.02", "2017/2019", 306);
  cells.Set("ID.02", "2017", 82).Set("ID.02", "2018", 36);
  CHECK(RunChecks(Persons("ID.02"), kRanges, cells).empty());
  cells.Set("ID.02", "2019", 202);
  CHECK(RunChecks(Persons("ID.02"), kRanges, cells) ==
        Lines{"warning ranges: ID.02 2017/2019: 306 for the years together, the single years sum "
              "to 320: -14."});
  cells.Set("ID.02", "2019", 188);
  CHECK(RunChecks(Persons("ID.02"), kRanges, cells).empty());
}

TEST_CASE("a break that the document declares is said with both values and its reason") {
  MemoryCells cells;
  cells.Set("ID.02", "2018", 0).Set("ID.02", "2019", 39).Set("ID.02", "2020", 48);
  const std::string broken =
      R"("breaks":[{"indicator":"ID.02","from":"2019","text":{"en":"A team decides now."}}])";
  CHECK(RunChecks(Persons("ID.02"), kBreaks, cells, "", broken) ==
        Lines{"info breaks: ID.02 2019: 39 after 0, but the series breaks here: A team decides now."});
  CHECK(RunChecks(Persons("ID.02"), kBreaks, cells).empty());
}

}  // namespace
}  // namespace rapporteur
