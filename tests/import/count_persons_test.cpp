// One person in several rows.
#include <catch2/catch.hpp>

#include "tests/import/counter_fixture.h"

namespace rapporteur {
namespace {

using Texts = std::vector<std::string>;

const char* const kColumns = R"("sex": {"from": "sex"}, "form": {"from": "form"})";

std::string Count(bool together, const std::string& several = "each") {
  return R"({"unit": "person", "multi": {"form": {"separator": ";", "several": ")" + several +
         R"("}}, "person": {"from": "id", "together": )" + (together ? "true" : "false") + "}}";
}

TEST_CASE("the rows of one id are one person, who counts once in each form") {
  for (const bool together : {true, false}) {
    Counting c;
    REQUIRE(c.Bind("id|year|sex|form", kColumns, Count(together)).ok());
    CHECK(c.Row("a|2021|F|SEX") == "");
    CHECK(c.Row("a|2021|F|LAB") == "");
    CHECK(c.Row("a|2021||SEX") == "");  // a blank contradicts nothing
    CHECK(c.Row("b|2021|M|") == "");
    CHECK(c.Row("b|2021|M|BEG") == "");
    CHECK(c.Row("c|2021|F|LAB.CON") == "");
    CHECK(c.Row("|2021|F|LAB") ==
          "cases.csv, row 7, column id: expected the number of the person in the row.");
    CHECK(c.Counts() ==
          Texts{"2021 form=BEG: 1 (multi)", "2021 form=LAB.CON: 1 (multi)", "2021 form=LAB: 2 (multi)",
                "2021 form=SEX: 1 (multi)", "2021 sex=F: 2", "2021 sex=M: 1", "2021: 3"});
    CHECK(c.counter->totals()[0].count == 3);
  }
}

TEST_CASE("a person of two years is one person in each") {
  for (const bool together : {true, false}) {
    Counting c;
    REQUIRE(c.Bind("id|year|sex|form", kColumns, Count(together)).ok());
    CHECK(c.Row("a|2021|F|SEX") == "");
    CHECK(c.Row("a|2022|F|SEX") == "");
    CHECK(c.Row("a|2021|F|LAB") == "");
    CHECK(c.Counts() == Texts{"2021 form=LAB: 1 (multi)", "2021 form=SEX: 1 (multi)", "2021 sex=F: 1",
                              "2021: 1", "2022 form=SEX: 1 (multi)", "2022 sex=F: 1", "2022: 1"});
  }
}

TEST_CASE("rows of one person that contradict each other are refused without a letter of them") {
  for (const bool together : {true, false}) {
    Counting c;
    REQUIRE(c.Bind("id|year|sex|form", kColumns, Count(together)).ok());
    CHECK(c.Row("a|2021|F|SEX") == "");
    CHECK(c.Row("a|2021|M|LAB") ==
          "cases.csv, row 2, column sex: expected the same sex as in the other rows of the person.");
    CHECK(c.Counts() == Texts{"2021 form=SEX: 1 (multi)", "2021 sex=F: 1", "2021: 1"});
  }
}

TEST_CASE("by the main form several rows are several forms too") {
  for (const bool together : {true, false}) {
    Counting mixed, refused;
    REQUIRE(mixed.Bind("id|year|sex|form", kColumns, Count(together, "MIX")).ok());
    REQUIRE(refused.Bind("id|year|sex|form", kColumns, Count(together, "refuse")).ok());
    for (Counting* c : {&mixed, &refused}) {
      CHECK(c->Row("a|2021|F|SEX") == "");
      CHECK(c->Row("b|2021|F|LAB") == "");
      CHECK(c->Row("b|2021|F|LAB.CON") == "");
    }
    if (!together) {
      CHECK(mixed.Row("a|2021|F|LAB") == "");
      CHECK(refused.Row("a|2021|F|LAB") ==
            "cases.csv, row 4, column form: expected the same form as in the other rows of the "
            "person.");
      CHECK(mixed.Counts() == Texts{"2021 form=LAB.CON: 1", "2021 form=LAB: 1", "2021 form=MIX: 1",
                                    "2021 sex=F: 2", "2021: 2"});
    }
  }
}

TEST_CASE("a person who comes back where rows stand together is noticed") {
  Counting c;
  REQUIRE(c.Bind("id|year|sex|form", kColumns, Count(true)).ok());
  CHECK(c.Row("a|2021|F|SEX") == "");
  CHECK(c.Row("b|2021|F|SEX") == "");
  const char* const said =
      "cases.csv, row 3, column id: expected the rows of a person one after the other.";
  CHECK(c.Row("a|2021|F|LAB") == said);
  CHECK(c.Row("a|2021|F|LAB").find("one after the other") != std::string::npos);
  CHECK(c.Row("d|2021|F|LAB") == "");
  CHECK(c.Counts() == Texts{"2021 form=LAB: 1 (multi)", "2021 form=SEX: 2 (multi)", "2021 sex=F: 3",
                            "2021: 3"});
}

TEST_CASE("a hundred thousand persons apart are told apart") {
  for (const bool together : {true, false}) {
    Counting c;
    REQUIRE(c.Bind("id|year|sex|form", kColumns, Count(together)).ok());
    for (int i = 0; i < 100000; ++i) {
      const std::string id = "case-" + std::to_string(i);
      if (!c.Row(id + "|2021|F|SEX").empty()) FAIL(i);
      if (i % 100 == 0 && !c.Row(id + "|2021||LAB").empty()) FAIL(i);
    }
    CHECK(c.Counts() == Texts{"2021 form=LAB: 1000 (multi)", "2021 form=SEX: 100000 (multi)",
                              "2021 sex=F: 100000", "2021: 100000"});
  }
}

TEST_CASE("persons are bounded, and the hint says how more can be counted") {
  CountLimits limits;
  limits.persons = limits.rows_together = 2;
  for (const bool together : {true, false}) {
    Counting c;
    REQUIRE(c.Bind("id|year|sex|form", kColumns, Count(together), "", limits).ok());
    CHECK(c.Row("a|2021|F|SEX") == "");
    CHECK(c.Row("b|2021|F|SEX") == "");
    CHECK(c.Row("c|2021|F|SEX") ==
          "too-many-persons: The rows name more than 2 different persons; nothing was stored.");
  }
}

}  // namespace
}  // namespace rapporteur
