#include "core/check/store_check.h"

#include <catch2/catch.hpp>

#include "core/base/json.h"
#include "core/compute/compute.h"
#include "tests/compute/compute_store.h"

namespace rapporteur {
namespace {

TEST_CASE("the values of a store are checked, computed ones included") {
  ComputeStore fixture;
  fixture.Import({{"ID.03", "2023", "", "REG/A", "57"},
                  {"ID.04", "2023", "", "REG/A", "19"},
                  {"ID.03", "2023", "sex=X", "REG/A", "1"},
                  {"ID.04", "2022", "", "REG/A", "2"}});
  REQUIRE(Compute(*fixture.store, "RS", "local").ok());
  const auto check = [&](const char* range) {
    Result<CheckReport> report =
        CheckStore(*fixture.store, {}, "", *ParsePeriodRange(range));
    INFO(report.status().message());
    REQUIRE(report.ok());
    return ToJson(*report);
  };
  CHECK(check("2022").dump() == R"({"format":"check/1","errors":0,"warnings":0,"findings_by_rule":{},"findings":[]})");
  const Json found = check("2022:2023");
  CHECK(found["errors"] == 1);
  CHECK(found["findings_by_rule"] == Json({{"codes", 1}}));
  REQUIRE(found["findings"].size() == 1);
  CHECK(found["findings"][0]["rule"] == "codes");
  CHECK(found["findings"][0]["indicator"] == "ID.03");
  CHECK(found["findings"][0]["dimensions"] == Json({{"sex", "X"}}));
}

TEST_CASE("a country without a document is not checked") {
  ComputeStore fixture;
  const Result<CheckReport> report = CheckStore(*fixture.store, {}, "AL");
  REQUIRE_FALSE(report.ok());
  CHECK(report.status().code() == "country-not-enabled");
}

}  // namespace
}  // namespace rapporteur
