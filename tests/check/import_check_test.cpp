#include "core/check/import_check.h"

#include <catch2/catch.hpp>

#include "tests/compute/compute_store.h"

namespace rapporteur {
namespace {

Observation Row(const std::string& indicator, const std::string& dimensions, double number,
                std::uint64_t row, const std::string& source = "REG/A") {
  Observation o;
  o.key = {"RS", indicator, "RS", dimensions};
  o.period = "2023";
  o.value.number = number;
  o.source = source;
  o.origin = "imported";
  o.definition = "RS:" + indicator + "@1";
  o.row = row;
  return o;
}

std::vector<std::string> Said(ImportCheck& check) {
  const Result<std::vector<Finding>> findings = check.Run();
  INFO(findings.status().message());
  REQUIRE(findings.ok());
  std::vector<std::string> said;
  for (const Finding& f : *findings)
    said.push_back(LevelName(f.level) + " " + f.code + ": " + f.message);
  return said;
}

using Lines = std::vector<std::string>;

TEST_CASE("an import is held against itself and against the store before it is stored") {
  ComputeStore fixture;
  fixture.Import({{"ID.03", "2023", "", "REG/A", "57"}, {"ID.08", "2023", "", "REG/A", "9"}});
  ImportCheck check(*fixture.store, "cases.csv");
  check.Add(Row("ID.02", "", 67, 5));
  CHECK(Said(check) ==
        Lines{"warning formula: cases.csv, row 5: ID.02 2023: 67 is reported, ID.03 + ID.08 gives "
              "66: +1."});
  ImportCheck right(*fixture.store, "cases.csv");
  right.Add(Row("ID.02", "", 66, 5));
  CHECK(Said(right).empty());
}

TEST_CASE("what the store had wrong before is no finding of the import") {
  ComputeStore fixture;
  fixture.Import({{"ID.03", "2023", "", "REG/A", "57"},
                  {"ID.08", "2023", "", "REG/A", "9"},
                  {"ID.02", "2023", "", "REG/A", "67"}});
  ImportCheck check(*fixture.store, "cases.csv");
  check.Add(Row("ID.02", "", 67, 5));
  CHECK(Said(check).empty());
  ImportCheck worse(*fixture.store, "cases.csv");
  worse.Add(Row("ID.03", "", 50, 6));
  CHECK(Said(worse) == Lines{"warning formula: cases.csv: ID.02 2023: 67 is reported, ID.03 + "
                             "ID.08 gives 59: +8."});
}

TEST_CASE("more rows than are held in memory are left to the check of the store") {
  ComputeStore fixture;
  ImportCheck check(*fixture.store, "cases.csv", 1);
  check.Add(Row("ID.02", "", 67, 5));
  check.Add(Row("ID.03", "", 50, 6));
  CHECK(Said(check) == Lines{"info not-checked: cases.csv: the values were not held against each "
                             "other, because there are 2 of them."});
}

}  // namespace
}  // namespace rapporteur
