#include "core/store/observations.h"

#include <catch2/catch.hpp>

#include "core/store/choices.h"
#include "core/store/computed.h"
#include "core/store/documents.h"
#include "tests/store/store_fixture.h"

namespace rapporteur {
namespace {

using Lines = std::vector<std::string>;

const std::vector<TestValue> kValues = {
    {"ID.02", "2017", "", "REG/A", "40"},
    {"ID.02", "2017", "sex=F", "REG/A", "30"},
    {"ID.02", "2017", "age_group=CHD;sex=F", "REG/A", "10"},
    {"ID.02", "2017", "", "REG/A", "5", "", "RS", "RS-VO"},
    {"ID.02", "2018", "", "MED/A", "50"},
    {"ID.02", "2017/2018", "", "REG/A", "90"},
    {"ID.01", "2017", "", "REG/A", "100"},
};

// What is left of a line: "ID.02 RS 2017 sex=F".
Lines Cells(StoreFixture& f, const Selection& selection) {
  Lines lines = f.Query(selection);
  for (std::string& line : lines) {
    const std::size_t source = std::min({line.find(" REG/"), line.find(" MED/"),
                                         line.find(" computed")});
    line = line.substr(0, source);
  }
  return lines;
}

Selection Where(std::map<std::string, std::vector<std::string>> where) {
  Selection selection;
  selection.where = std::move(where);
  return selection;
}

}  // namespace

TEST_CASE("rows come by indicator, country, territory, period and dimensions") {
  StoreFixture f;
  f.Import(kValues);
  f.Import({{"ID.02", "2017", "", "MED/A", "1"}}, "other.csv");
  CHECK(Cells(f, {}) ==
        Lines{"ID.01 RS 2017", "ID.02 RS 2017", "ID.02 RS 2017 age_group=CHD;sex=F",
              "ID.02 RS 2017 sex=F", "ID.02 RS 2017/2018", "ID.02 RS 2018", "ID.02 RS-VO 2017"});
  Selection all;
  all.all_sources = true;
  all.totals = true;
  CHECK(f.Query(all, false) ==
        Lines{"ID.01 RS 2017 REG/A 100 A; rule: only source b1:8",
              "ID.02 RS 2017 REG/A 40 A; rule: register before media disputed b1:2",
              "ID.02 RS 2017 MED/A 1 A; - disputed b2:2",
              "ID.02 RS 2017/2018 REG/A 90 A; rule: only source b1:7",
              "ID.02 RS 2018 MED/A 50 A; rule: only source b1:6"});
}

TEST_CASE("a selection narrows by every part of the key") {
  StoreFixture f;
  f.Import(kValues);
  Selection indicator, country, totals, within, range;
  indicator.indicators = {"ID.01"};
  country.countries = {"AL"};
  totals.totals = true;
  within.periods = *ParsePeriodRange("2017");
  range.periods = *ParsePeriodRange("2017:2018");
  CHECK(Cells(f, indicator) == Lines{"ID.01 RS 2017"});
  CHECK(Cells(f, country).empty());
  CHECK(Cells(f, totals) ==
        Lines{"ID.01 RS 2017", "ID.02 RS 2017", "ID.02 RS 2017/2018", "ID.02 RS 2018"});
  CHECK(Cells(f, within).size() == 5);
  CHECK(Cells(f, range).size() == 7);
  CHECK(Cells(f, Where({{"sex", {"F"}}})) ==
        Lines{"ID.02 RS 2017 age_group=CHD;sex=F", "ID.02 RS 2017 sex=F"});
  CHECK(Cells(f, Where({{"sex", {"F"}}, {"age_group", {"_T"}}})) == Lines{"ID.02 RS 2017 sex=F"});
  CHECK(Cells(f, Where({{"sex", {"_T", "F"}}, {"territory", {"_T"}}, {"age_group", {"CHD"}}})) ==
        Lines{"ID.02 RS 2017 age_group=CHD;sex=F"});
  CHECK(Cells(f, Where({{"territory", {"RS-VO"}}})) == Lines{"ID.02 RS-VO 2017"});
  CHECK(Cells(f, Where({{"territory", {"RS"}}, {"sex", {"_T"}}})).size() == 4);
  CHECK(Cells(f, Where({{"sex", {"X"}}})).empty());
}

TEST_CASE("a callback that has seen enough ends the reading") {
  StoreFixture f;
  f.Import(kValues);
  int seen = 0;
  REQUIRE(f.store->observations().ForEach({}, {}, [&](const Observation&) { return ++seen < 3; }).ok());
  CHECK(seen == 3);
}

TEST_CASE("a reader sees one state while another writes") {
  StoreFixture f;
  f.Import(kValues);
  std::unique_ptr<Store> reader = f.OpenAnother();
  int seen = 0;
  REQUIRE(reader->observations().ForEach({}, {}, [&](const Observation& o) {
    if (++seen == 1) f.Import({{"ID.02", "2019", "", "REG/A", "60"}}, "later.csv");
    CHECK(o.period != "2019");
    return true;
  }).ok());
  CHECK(seen == 7);
  CHECK(f.Query().size() == 8);
}

TEST_CASE("nothing may be changed from inside a reading") {
  StoreFixture f;
  f.Import(kValues);
  Status inside;
  REQUIRE(f.store->observations().ForEach({}, {}, [&](const Observation&) {
    inside = f.store->Begin().status();
    return false;
  }).ok());
  CHECK(inside.failure() == Failure::kBroken);
  CHECK(inside.message() == f.data + "/rapporteur.sqlite: a change was begun while reading; nothing "
                                     "was stored.");
}

TEST_CASE("a person's choice is shown with its words until it is withdrawn") {
  StoreFixture f;
  f.Import({{"ID.02", "2017", "", "REG/A", "40"}, {"ID.02", "2017", "sex=F", "REG/A", "30"},
            {"ID.02", "2017", "", "MED/A", "44"}, {"ID.02", "2017", "sex=F", "MED/A", "33"}});
  Choices& choices = f.store->choices();
  REQUIRE(choices.Choose({"RS", "ID.02", "2017", "", "", 0, "MED/A", "the register was late", "ana", ""})
              .ok());
  REQUIRE(choices.Choose({"RS", "ID.02", "2017", "RS", "sex=F", 0, "REG/A", "typo", "ana", ""}).ok());
  CHECK(f.Query({}, false) ==
        Lines{"ID.02 RS 2017 MED/A 44 A; person: the register was late disputed b1:4",
              "ID.02 RS 2017 sex=F REG/A 30 A; person: typo disputed b1:3"});
  REQUIRE(choices.Withdraw({"RS", "ID.02", "2017", "", "", 0, "", "it came", "ana", ""}).ok());
  CHECK(f.Query({}, false) ==
        Lines{"ID.02 RS 2017 REG/A 40 A; rule: register before media disputed b1:2",
              "ID.02 RS 2017 sex=F REG/A 30 A; person: typo disputed b1:3"});
  Lines history;
  const Result<std::vector<ChoiceRecord>> all = choices.History("RS", "ID.02", "2017");
  for (const ChoiceRecord& choice : *all) {
    history.push_back(std::to_string(choice.revision) + " {" + choice.dimensions + "} " +
                      choice.source + ": " + choice.reason);
  }
  CHECK(history == Lines{"1 {} MED/A: the register was late", "2 {} : it came",
                         "1 {sex=F} REG/A: typo"});
}

TEST_CASE("a choice that can't be made says why") {
  StoreFixture f;
  f.Import({{"ID.02", "2017", "", "REG/A", "40"}});
  Choices& choices = f.store->choices();
  CHECK(choices.Choose({"RS", "ID.02", "2017", "", "", 0, "MED/A", "why", "ana", ""}).message() ==
        "RS ID.02 2017: the source 'MED/A' gives no value there; REG/A does.");
  CHECK(choices.Choose({"RS", "ID.02", "2018", "RS", "sex=F", 0, "MED/A", "why", "ana", ""})
            .message() ==
        "RS ID.02 2018 {sex=F}: the source 'MED/A' gives no value there; none does.");
  CHECK(choices.Choose({"RS", "ID.02", "2017", "", "", 0, "REG/A", "", "ana", ""}).message() ==
        "Choosing a source needs a reason.");
  CHECK(choices.Withdraw({"RS", "ID.02", "2017", "", "", 0, "", "", "ana", ""}).message() ==
        "RS ID.02 2017: no person's choice stands there to be withdrawn.");
}

TEST_CASE("computed values are shown where no source gives one") {
  StoreFixture f;
  f.Import({{"ID.02", "2017", "", "REG/A", "40"},
            {"ID.02", "2018", "", "REG/A", "O"},
            {"ID.02", "2020", "", "REG/A", "<5"},
            {"ID.02", "2021", "", "REG/A", "M"}});
  int year = 2016;
  const auto producer = [&](ComputedValue& value) {
    if (++year > 2021) return false;
    value.key = {"RS", "ID.02", "RS", ""};
    value.period = std::to_string(year);
    value.value.number = year;
    value.unit = "persons";
    value.definition = "RS:ID.02@1";
    value.inputs = R"(["ID.01"])";
    return true;
  };
  Result<Computed::Counts> counts =
      f.store->computed().Replace("RS", {"ID.02"}, {}, producer, {}, "local");
  REQUIRE(counts.ok());
  CHECK(counts->computed == 5);
  CHECK(counts->changed == 5);
  Selection all;
  all.all_sources = true;
  CHECK(f.Query(all) == Lines{"ID.02 RS 2017 REG/A 40 A; rule: only source; r1 b1:2",
                              "ID.02 RS 2018 computed 2018 A; rule: computed; r1",
                              "ID.02 RS 2018 REG/A O; -; r1 b1:3",
                              "ID.02 RS 2019 computed 2019 A; rule: computed; r1",
                              "ID.02 RS 2020 REG/A '<5 Q; rule: only source; r1 b1:4",
                              "ID.02 RS 2021 REG/A M; rule: only source; r1 b1:5"});
  Result<std::optional<ComputedValue>> found =
      f.store->computed().Find({"RS", "ID.02", "RS", ""}, "2019");
  REQUIRE(found->has_value());
  CHECK((*found)->value.number == 2019);
  CHECK((*found)->inputs == R"(["ID.01"])");
  CHECK((*found)->unit == "persons");
  CHECK((*found)->definition == "RS:ID.02@1");

  // Again the same for 2017 to 2019 only: the rest of the covered part goes.
  year = 2016;
  counts = f.store->computed().Replace(
      "RS", {"ID.02"}, {"2017", "2018", "2019", "2020"},
      [&](ComputedValue& value) { return year < 2019 && producer(value); }, {}, "local");
  CHECK(counts->unchanged == 3);
  CHECK(counts->removed == 1);
  CHECK_FALSE(f.store->computed().Find({"RS", "ID.02", "RS", ""}, "2020")->has_value());
  CHECK(f.store->computed().Find({"RS", "ID.02", "RS", ""}, "2021")->has_value());
}

TEST_CASE("groups stay due when a value changed while they were computed") {
  StoreFixture f;
  Computed& computed = f.store->computed();
  const auto nothing = [](ComputedValue&) { return false; };
  Result<std::vector<DueGroup>> due = computed.Due("RS");
  f.Import({{"ID.02", "2017", "", "REG/A", "40"}});
  REQUIRE(computed.Replace("RS", {}, {}, nothing, *due, "local").ok());
  due = computed.Due("RS");
  CHECK(due->size() == 2);
  REQUIRE(computed.Replace("RS", {}, {}, nothing, *due, "local").ok());
  CHECK(computed.Due("RS")->empty());
}

TEST_CASE("what a disabled country left stays readable by its own rule") {
  StoreFixture f;
  f.Import({{"ID.02", "2017", "", "REG/A", "40"}, {"ID.02", "2017", "", "MED/A", "40"}});
  REQUIRE(f.store->documents().Deactivate("RS", "ana").ok());
  CHECK(f.Query({}, false) ==
        Lines{"ID.02 RS 2017 REG/A 40 A; rule: register before media b1:2"});
}

}  // namespace rapporteur
