#include "core/compute/plan.h"

#include <catch2/catch.hpp>
#include <random>
#include <set>

#include "core/compute/formula_book.h"
#include "tests/compute/memory_cells.h"
#include "tests/compute/slow_compute.h"
#include "tests/compute/test_catalogue.h"

namespace rapporteur {
namespace {

// What is computed from reported values alone, each value on a line.
std::string Everything(const std::string& indicators, MemoryCells& cells) {
  const FormulaBook book = FormulaBook::Read(TestCatalogue(indicators));
  CHECK(book.problems().empty());
  const Result<ComputedSlices> slices = ComputeEverything(book, cells);
  REQUIRE(slices.ok());
  return ToText(*slices);
}

Period P(const std::string& code) { return *ParsePeriod(code); }

TEST_CASE("what no source gives is computed, what one gives stays") {
  const std::string indicators =
      Persons("ID.02", R"("formula":"ID.03 + ID.08")") + "," + Persons("ID.03") + "," +
      Persons("ID.08") + "," + Persons("ID.09", R"("formula":"ID.03 + ID.04")") + "," +
      Persons("ID.04") + "," + Percent("ID.10", R"("formula":"100 * ID.03 / ID.09")") + "," +
      Persons("CH.01", R"("same_as":"ID.02{age_group=CHD}")");
  MemoryCells cells;
  cells.Set("ID.03", "2023", 57).Set("ID.04", "2023", 19).Set("ID.08", "2023", 9);
  cells.Set("ID.02{age_group=CHD}", "2023", 30).Set("ID.02{age_group=CHD,sex=F}", "2023", 20);
  cells.Set("ID.02", "2022", 62).Set("ID.03", "2022", 50).Set("ID.08", "2022", 1);
  CHECK(Everything(indicators, cells) ==
        "CH.01 2023 = 30 A\n"
        "CH.01{sex=F} 2023 = 20 A\n"
        "ID.02 2023 = 66 A\n"
        "ID.09 2023 = 76 A\n"
        "ID.10 2023 = 75 A\n");
}

TEST_CASE("a formula is applied to each cell that its indicator is broken down to") {
  const std::string indicators =
      Persons("ID.02", R"("formula":"ID.03 + ID.08")") + "," +
      Persons("ID.03", R"("dimensions":["sex","age_group"])") + "," +
      Persons("ID.08", R"("dimensions":["sex"],"by_territory":false)") + "," +
      Percent("ID.32", R"("formula":"100 * ID.02{sex=F} / ID.02","dimensions":["age_group"],
                          "by_territory":false)");
  MemoryCells cells;
  cells.Set("ID.03{sex=F}", "2017", 10).Set("ID.08{sex=F}", "2017", 2);
  cells.Set("ID.03{age_group=CHD}", "2017", 4);            // ID.08 is not broken down by age
  cells.Set("ID.03{territory=RS-VO}", "2017", 3).Set("ID.08{territory=RS-VO}", "2017", 1);
  cells.Set("ID.02", "2018", 20).Set("ID.02{sex=F}", "2018", 15);
  cells.Set("ID.02{age_group=CHD}", "2018", 8).Set("ID.02{age_group=CHD,sex=F}", "2018", 0);
  CHECK(Everything(indicators, cells) ==
        "ID.02{sex=F} 2017 = 12 A\n"
        "ID.02@RS-VO 2017 = 4 A\n"
        "ID.32 2018 = 75 A\n"
        "ID.32{age_group=CHD} 2018 = 0 A\n");
}

TEST_CASE("not applicable and suppressed are stored, missing is not") {
  const std::string indicators = Persons("ID.03") + "," + Persons("ID.09") + "," +
                                 Percent("ID.10", R"("formula":"100 * ID.03 / ID.09")");
  MemoryCells cells;
  cells.Set("ID.03", "2015", 0).Set("ID.09", "2015", 0).Set("ID.03", "2016", 3);
  Value suppressed;
  suppressed.status = "Q";
  suppressed.text = "<5";
  cells.Set("ID.03", "2017", suppressed).Set("ID.09", "2017", 50);
  CHECK(Everything(indicators, cells) == "ID.10 2015 = M\nID.10 2017 = Q\n");
  const FormulaBook book = FormulaBook::Read(TestCatalogue(indicators));
  CHECK(ComputeEverything(book, cells)->at("ID.10").at(P("2016")).missing == 1);
}

TEST_CASE("a spread looks at all sources, everything else at the chosen one") {
  const std::string indicators = Persons("ID.02") + "," +
                                 Percent("DC.18", R"x("formula":"spread(ID.02)")x") + "," +
                                 Persons("ID.99", R"("formula":"2 * ID.02")");
  MemoryCells cells;
  cells.Set("ID.02", "2017", 40, "A").Set("ID.02", "2017", 20, "B");
  CHECK(Everything(indicators, cells) == "DC.18 2017 = 100 A\nID.99 2017 = 80 A\n");
}

TEST_CASE("a source that only says why it knows nothing doesn't hinder computing") {
  const std::string indicators =
      Persons("ID.02", R"("formula":"ID.03 + ID.08")") + "," + Persons("ID.03") + "," +
      Persons("ID.08") + "," + Persons("ID.04", R"("formula":"2 * ID.02")");
  const auto with = [&](const Value& value, const char* source = "A") {
    MemoryCells cells;
    cells.Set("ID.03", "2017", 5).Set("ID.08", "2017", 1);
    cells.Set("ID.02", "2017", Value{std::nullopt, "", "L", ""}, "0");  // the chosen source
    cells.Set("ID.02", "2017", value, source);
    return Everything(indicators, cells);
  };
  CHECK(with({std::nullopt, "", "_N", ""}) == "ID.02 2017 = 6 A\nID.04 2017 = 12 A\n");
  CHECK(with({std::nullopt, "", "Q", ""}) == "");
  CHECK(with({std::nullopt, "", "M", ""}) == "");
  CHECK(with({7, "", "A", ""}) == "");  // not chosen, but given
  CHECK(with({7, "", "A", ""}, "0") == "ID.04 2017 = 14 A\n");
}

TEST_CASE("the period before has the same length") {
  const std::string indicators =
      Persons("ID.02") + "," + Persons("ID.98", R"("formula":"ID.02 - ID.02[-1]")");
  MemoryCells cells;
  cells.Set("ID.02", "2016", 40).Set("ID.02", "2017", 45).Set("ID.02", "2017-Q1", 7);
  cells.Set("ID.02", "2016-Q4", 9).Set("ID.02", "2013/2016", 100);
  CHECK(Everything(indicators, cells) == "ID.98 2017-Q1 = -2 A\nID.98 2017 = 5 A\n");
}

TEST_CASE("a stock goes on as long as the present feeds it") {
  const std::string indicators =
      Persons("ID.01", R"("formula":"ID.01[-1] + ID.03")") + "," + Persons("ID.03");
  MemoryCells cells;
  cells.Set("ID.01", "2014", 100);
  for (const char* year : {"2015", "2016", "2018"}) cells.Set("ID.03", year, 10);
  CHECK(Everything(indicators, cells) == "ID.01 2015 = 110 A\nID.01 2016 = 120 A\n");
  const FormulaBook book = FormulaBook::Read(TestCatalogue(indicators));
  cells.Keep(*ComputeEverything(book, cells));
  cells.Set("ID.03", "2017", 5);
  const Result<ComputedSlices> slices =
      ComputeFollowing(book, cells, {{"ID.03", {P("2017")}}});
  REQUIRE(slices.ok());
  CHECK(ToText(*slices) == "ID.01 2017 = 125 A\nID.01 2018 = 135 A\n");
}

TEST_CASE("only what depends on a change is computed again, and the next period where it reaches") {
  const std::string indicators =
      Persons("ID.02", R"("formula":"ID.03 + ID.08")") + "," + Persons("ID.03") + "," +
      Persons("ID.08") + "," + Persons("ID.98", R"("formula":"ID.02 - ID.02[-1]")") + "," +
      Persons("AS.01", R"("formula":"AS.02")") + "," + Persons("AS.02");
  const FormulaBook book = FormulaBook::Read(TestCatalogue(indicators));
  MemoryCells cells;
  for (const char* year : {"2015", "2016", "2017", "2018"}) {
    cells.Set("ID.03", year, 10).Set("ID.08", year, 1).Set("AS.02", year, 3);
  }
  cells.Keep(*ComputeEverything(book, cells));
  cells.Set("ID.03", "2016", 12);
  const Result<ComputedSlices> slices = ComputeFollowing(book, cells, {{"ID.03", {P("2016")}}});
  REQUIRE(slices.ok());
  CHECK(ToText(*slices) ==
        "ID.02 2016 = 13 A\n"
        "ID.98 2016 = 2 A\n"
        "ID.98 2017 = -2 A\n");
  CHECK_FALSE(slices->contains("AS.01"));
}

TEST_CASE("a change that changes nothing stops there") {
  const std::string indicators = Persons("ID.02", R"("formula":"0 * ID.03")") + "," +
                                 Persons("ID.03") + "," + Persons("ID.04", R"("formula":"ID.02")");
  const FormulaBook book = FormulaBook::Read(TestCatalogue(indicators));
  MemoryCells cells;
  cells.Set("ID.03", "2016", 10);
  cells.Keep(*ComputeEverything(book, cells));
  cells.Set("ID.03", "2016", 12);
  const Result<ComputedSlices> slices = ComputeFollowing(book, cells, {{"ID.03", {P("2016")}}});
  REQUIRE(slices.ok());
  CHECK(slices->contains("ID.02"));
  CHECK_FALSE(slices->contains("ID.04"));
}

// The formulas that the test below draws from: sums, shares, aliases, earlier periods, a loop over
// periods, spreads, and one that changes with its version.
std::string ManyFormulas() {
  const std::string versions =
      R"({"code":"AS.05","versions":[
        {"version":1,"valid_to":"2012-12-31","value_kind":"count","counting_unit":"person",
         "dimensions":["sex"],"formula":"ID.02 + AS.01"},
        {"version":2,"valid_from":"2013-01-01","value_kind":"count","counting_unit":"person",
         "dimensions":["sex","age_group"],"formula":"ID.02 - ID.02[-1]"}]})";
  std::string all = versions;
  for (const char* code : {"ID.03", "ID.04", "ID.08", "AS.01", "CX.01"}) all += "," + Persons(code);
  all += "," + Persons("ID.02", R"("formula":"ID.03 + ID.08")");
  all += "," + Persons("ID.09", R"("formula":"ID.03 + ID.04","missing":"skip")");
  all += "," + Percent("ID.10", R"("formula":"100 * ID.03 / ID.09")");
  all += "," + Persons("CH.01", R"("same_as":"ID.02{age_group=CHD}","dimensions":["sex"])");
  all += "," + Percent("CH.03", R"("formula":"100 * CH.01 / ID.02","dimensions":["sex"])");
  all += "," + Persons("AS.02", R"("formula":"AS.02[-1] + ID.02 - AS.03[-2]")");
  all += "," + Persons("AS.03", R"("formula":"AS.02[-1] + ID.04")");
  all += "," + Percent("DC.18", R"x("formula":"spread(ID.02)")x");
  all += "," + Percent("DC.19", R"("formula":"DC.18 + DC.18[-1]")");
  all += "," + Persons("AS.06", R"("formula":"2 * AS.05")");
  return all;
}

// Says which indicators were read.
class WatchedCells : public MemoryCells {
 public:
  std::set<std::string> read;
  Status ForEach(const std::string& indicator, const PeriodRange& range,
                 const std::function<void(const Observation&)>& callback) override {
    read.insert(indicator);
    return MemoryCells::ForEach(indicator, range, callback);
  }
};

TEST_CASE("no value is read for a formula that cannot give one") {
  const FormulaBook book = FormulaBook::Read(TestCatalogue(
      Persons("ID.02") + "," + Percent("ID.11", R"("formula":"100 * ID.02 / CX.01")") + "," +
      Persons("CX.01") + "," + Persons("CH.01", R"("same_as":"ID.02{age_group=CHD}")") + "," +
      Percent("CH.03", R"("formula":"100 * CH.01 / ID.02")")));
  REQUIRE(book.problems().empty());
  WatchedCells cells;
  const auto computed = [&] {
    cells.read.clear();
    const Result<ComputedSlices> slices = ComputeEverything(book, cells);
    REQUIRE(slices.ok());
    return ToText(*slices);
  };
  // Of CX.01 nobody ever said anything, and of no child.
  cells.Set("ID.02", "2017", 40).Set("ID.02{sex=F}", "2017", 30);
  CHECK(computed().empty());
  CHECK(cells.read.empty());
  cells.Set("ID.02{age_group=CHD}", "2018", 10);
  CHECK(computed() == "CH.01 2018 = 10 A\n");
  CHECK(cells.read == std::set<std::string>{"CH.01", "CH.03", "ID.02"});
  // What was said once counts, although it is gone: computed values may still stand on it.
  cells.Withdraw("ID.02{age_group=CHD}", "2018");
  CHECK(computed().empty());
  CHECK(cells.read == std::set<std::string>{"CH.01", "CH.03", "ID.02"});
  cells.Set("CX.01", "2017", 80);
  CHECK(computed() == "ID.11 2017 = 50 A\n");
}

TEST_CASE("computing what follows from random changes equals computing everything") {
  const FormulaBook book = FormulaBook::Read(TestCatalogue(ManyFormulas()));
  REQUIRE(book.problems().empty());
  const std::vector<std::string> codes = {"ID.02", "ID.03", "ID.04", "ID.08", "AS.01", "CX.01",
                                          "CH.01", "AS.02", "AS.05", "ID.09"};
  const std::vector<std::string> cells_of = {
      "", "", "{sex=F}", "{sex=M}", "{age_group=CHD}", "{age_group=CHD,sex=F}",
      "{territory=RS-VO}", "{sex=F,territory=RS-VO}"};
  const std::vector<std::string> periods = {"2010", "2011", "2012", "2013", "2014", "2015",
                                            "2014-Q4", "2015-Q1", "2013/2014"};
  std::mt19937 random(20260131);
  const auto pick = [&](const std::vector<std::string>& from) {
    return from[random() % from.size()];
  };
  MemoryCells cells;
  std::uint64_t compared = 0;
  for (int round = 0; round < 400; ++round) {
    ChangedPeriods changed;
    for (std::size_t i = 0; i < 1 + random() % 4; ++i) {
      const std::string code = pick(codes), cell = code + pick(cells_of), period = pick(periods);
      const std::string source = random() % 3 == 0 ? "B" : "A";
      if (random() % 4 == 0) {
        cells.Withdraw(cell, period, source);
      } else {
        Value value;
        const char* const statuses[] = {"A", "A", "A", "A", "E", "P", "O", "Q", "M"};
        value.status = statuses[random() % 9];
        if (std::string("AEP").find(value.status) != std::string::npos) value.number = random() % 5;
        if (random() % 5 == 0) value.flags = "B";
        cells.Set(cell, period, value, source);
      }
      changed[code].insert(P(period));
    }
    const Result<ComputedSlices> following = ComputeFollowing(book, cells, changed);
    REQUIRE(following.ok());
    cells.Keep(*following);
    // What the store would show: computed values of cells that a source now gives are gone.
    const Result<ComputedSlices> everything = ComputeEverything(book, cells);
    REQUIRE(everything.ok());
    MemoryCells fresh;
    fresh.Keep(*everything);
    INFO("round " << round);
    REQUIRE(cells.ComputedText() == fresh.ComputedText());
    REQUIRE(ToText(*everything) == ToText(SlowEverything(book, cells)));
    compared += static_cast<std::uint64_t>(fresh.ComputedText().size());
  }
  CHECK(compared > 100'000);  // the comparison is of something
}

}  // namespace
}  // namespace rapporteur
