#include "core/compute/compute.h"

#include <catch2/catch.hpp>
#include <random>
#include <set>

#include "core/base/json.h"
#include "core/store/batches.h"
#include "core/store/choices.h"
#include "core/store/computed.h"
#include "tests/compute/compute_store.h"

namespace rapporteur {
namespace {

using Lines = std::vector<std::string>;

std::string Computed(ComputeStore& fixture, ComputeScope scope = ComputeScope::kDue) {
  const Result<ComputeReport> report = Compute(*fixture.store, "RS", "local", scope);
  INFO(report.status().message());
  REQUIRE(report.ok());
  return ToJson(*report).dump();
}

// The computed values, without the words about their choice.
Lines ComputedValues(ComputeStore& fixture) {
  Lines lines;
  for (std::string line : fixture.Query({}, false)) {
    if (line.find(" computed ") != std::string::npos) lines.push_back(line.substr(0, line.find(';')));
  }
  return lines;
}

TEST_CASE("computed values follow what was imported and say that they are computed") {
  ComputeStore fixture;
  fixture.Import({{"ID.03", "2023", "", "REG/A", "57"},
                  {"ID.04", "2023", "", "REG/A", "19"},
                  {"ID.08", "2023", "", "REG/A", "9"}});
  CHECK(Computed(fixture) ==
        R"({"format":"compute/1","computed":3,"changed":3,"unchanged":0,"removed":0,"missing":3})");
  CHECK(ComputedValues(fixture) ==
        Lines{"ID.02 RS 2023 computed 66 A", "ID.09 RS 2023 computed 76 A",
              "ID.10 RS 2023 computed 75 A"});
  CHECK(fixture.store->computed().Due("RS")->empty());
  // Nothing is due, so nothing is looked at.
  CHECK(Computed(fixture) ==
        R"({"format":"compute/1","computed":0,"changed":0,"unchanged":0,"removed":0,"missing":0})");
  CHECK(Computed(fixture, ComputeScope::kEverything) ==
        R"({"format":"compute/1","computed":3,"changed":0,"unchanged":3,"removed":0,"missing":3})");
}

TEST_CASE("a reported value takes the place of the computed one, and gives it back when undone") {
  ComputeStore fixture;
  fixture.Import({{"ID.03", "2023", "", "REG/A", "57"}, {"ID.08", "2023", "", "REG/A", "9"}});
  Computed(fixture);
  const BatchRecord batch = fixture.Import({{"ID.02", "2023", "", "REG/A", "70"}}, "other.csv");
  CHECK(Computed(fixture) ==
        R"({"format":"compute/1","computed":1,"changed":1,"unchanged":0,"removed":1,"missing":2})");
  CHECK(ComputedValues(fixture) == Lines{"DC.18 RS 2023 computed M"});
  REQUIRE(fixture.store->batches().Undo(batch.number, "local", "wrong file").ok());
  Computed(fixture);
  CHECK(ComputedValues(fixture) == Lines{"ID.02 RS 2023 computed 66 A"});
}

TEST_CASE("a change reaches the next period where a formula looks back") {
  ComputeStore fixture;
  fixture.Import({{"ID.02", "2021", "", "REG/A", "40"},
                  {"ID.02", "2022", "", "REG/A", "50"},
                  {"AS.02", "2020", "", "REG/A", "100"}});
  Computed(fixture);
  CHECK(ComputedValues(fixture) ==
        Lines{"AS.02 RS 2021 computed 140 A", "AS.02 RS 2022 computed 190 A",
              "DC.18 RS 2021 computed M", "DC.18 RS 2022 computed M",
              "ID.98 RS 2022 computed 10 A"});
  fixture.Import({{"ID.02", "2021", "", "REG/A", "45"}}, "corrected.csv");
  Computed(fixture);
  CHECK(ComputedValues(fixture) ==
        Lines{"AS.02 RS 2021 computed 145 A", "AS.02 RS 2022 computed 195 A",
              "DC.18 RS 2021 computed M", "DC.18 RS 2022 computed M",
              "ID.98 RS 2022 computed 5 A"});
}

TEST_CASE("a new formula computes the country again") {
  ComputeStore fixture;
  fixture.Import({{"ID.03", "2023", "", "REG/A", "57"}, {"ID.08", "2023", "", "REG/A", "9"}});
  Computed(fixture);
  fixture.ActivateWith("3.0.0", "ID.03 - ID.08");
  Computed(fixture);
  CHECK(ComputedValues(fixture) == Lines{"ID.02 RS 2023 computed 48 A"});
  fixture.ActivateWith("4.0.0", "");
  Computed(fixture);
  CHECK(ComputedValues(fixture).empty());
}

TEST_CASE("another choice of source computes again") {
  ComputeStore fixture;
  fixture.Import({{"ID.03", "2023", "", "REG/A", "57"},
                  {"ID.03", "2023", "", "MED/A", "50"},
                  {"ID.08", "2023", "", "REG/A", "9"}});
  Computed(fixture);
  CHECK(ComputedValues(fixture) == Lines{"ID.02 RS 2023 computed 66 A"});
  ChoiceRecord choice;
  choice.country = "RS";
  choice.indicator = "ID.03";
  choice.period = "2023";
  choice.source = "MED/A";
  choice.reason = "the register was late";
  choice.user = "local";
  REQUIRE(fixture.store->choices().Choose(choice).ok());
  Computed(fixture);
  CHECK(ComputedValues(fixture) == Lines{"ID.02 RS 2023 computed 59 A"});
}

TEST_CASE("what is due after random imports and undos equals everything") {
  ComputeStore fixture;
  std::mt19937 random(20260131);
  const auto pick = [&](std::initializer_list<const char*> from) {
    return std::string(std::data(from)[random() % from.size()]);
  };
  std::vector<std::int64_t> batches;
  std::size_t values = 0;
  for (int round = 0; round < 60; ++round) {
    if (!batches.empty() && random() % 5 == 0) {
      REQUIRE(fixture.store->batches().Undo(batches.back(), "local", "test").ok());
      batches.pop_back();
    } else {
      std::vector<TestValue> rows;
      std::set<std::string> keys;
      for (std::size_t i = 0; i < 1 + random() % 6; ++i) {
        TestValue row{pick({"ID.02", "ID.03", "ID.04", "ID.08", "AS.02", "CH.01"}),
                      pick({"2020", "2021", "2022", "2022-Q4", "2023"}),
                      pick({"", "", "sex=F", "age_group=CHD", "age_group=CHD;sex=F"}),
                      pick({"REG/A", "REG/A", "MED/A"}),
                      pick({"0", "1", "2", "3", "O", "Q", "M", "_N"})};
        if (random() % 4 == 0) row.territory = "RS-VO";
        const std::string key = row.indicator + row.period + row.dimensions + row.source +
                                row.territory;
        if (keys.insert(key).second) rows.push_back(row);
      }
      const BatchRecord batch = fixture.Import(rows, "file" + std::to_string(round) + ".csv");
      if (batch.number != 0) batches.push_back(batch.number);
    }
    Computed(fixture);
    const Lines due = fixture.Query({}, false);
    Computed(fixture, ComputeScope::kEverything);
    INFO("round " << round);
    REQUIRE(due == fixture.Query({}, false));
    values += ComputedValues(fixture).size();
  }
  CHECK(values > 500);
}

}  // namespace
}  // namespace rapporteur
