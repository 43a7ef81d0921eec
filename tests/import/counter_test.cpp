#include "core/import/counter.h"

#include <catch2/catch.hpp>

#include "tests/import/counter_fixture.h"

namespace rapporteur {
namespace {

using Texts = std::vector<std::string>;

const char* const kSex = R"("sex": {"from": "sex", "codes": {"female": "F", "male": "M"}})";
const char* const kForms = R"("form": {"from": "forms", "codes": {"work": "LAB"}})";

TEST_CASE("persons are counted in total and by each dimension alone") {
  Counting c;
  REQUIRE(c.Bind("year|sex|name", kSex, R"({"unit": "person"})", R"("ignored": ["name"])").ok());
  CHECK(c.Row("2021|female|a") == "");
  CHECK(c.Row("2021|F|b") == "");
  CHECK(c.Row("2021|male|c") == "");
  CHECK(c.Row("2022|male|d") == "");
  CHECK(c.Counts() == Texts{"2021 sex=F: 2", "2021 sex=M: 1", "2021: 3", "2022 sex=M: 1", "2022: 1"});
  REQUIRE(c.counter->totals().size() == 1);
  CHECK(c.counter->totals()[0].count == 4);
  CHECK(c.counter->groups() == 5);
}

TEST_CASE("only the mapped columns and the row's place are wanted") {
  Counting c;
  REQUIRE(c.Bind("name|year|jmbg|sex", kSex, R"({"unit": "person"})",
                 R"("ignored": ["name", "jmbg"], "skip": [{"column": "sex", "equals": "x"}])")
              .ok());
  CHECK(c.wanted == std::vector<std::size_t>{0, 2, 4});
}

TEST_CASE("a missing cell counts as unknown, is left out or refused, and never becomes a zero") {
  struct Case {
    const char* missing;
    const char* said;
    Texts counts;
  };
  const Case cases[] = {
      {"", "", {"2021 sex=F: 1", "2021 sex=U: 2", "2021: 3"}},
      {R"(, "as": "leave-out")", "", {"2021 sex=F: 1", "2021: 3"}},
      {R"(, "of": {"sex": "leave-out"})", "", {"2021 sex=F: 1", "2021: 3"}},
      {R"(, "as": "refuse")", "cases.csv, row 2, column sex: expected a code of sex.",
       {"2021 sex=F: 1", "2021: 1"}},
  };
  for (const Case& one : cases) {
    Counting c;
    INFO(one.missing);
    REQUIRE(c.Bind("year|sex", kSex,
                   std::string(R"({"unit": "person", "missing": {"values": ["-99", "NA"])") +
                       one.missing + "}}")
                .ok());
    CHECK(c.Row("2021|female") == "");
    CHECK(c.Row("2021|") == one.said);
    c.Row("2021|-99");
    CHECK(c.Counts() == one.counts);
  }
}

TEST_CASE("a person is counted once in each of several forms, and in what they are part of") {
  Counting c;
  REQUIRE(c.Bind("year|forms", kForms, R"({"unit": "person", "multi": {"form": ";"}})").ok());
  CHECK(c.Row("2021|SEX;LAB.CON") == "");
  CHECK(c.Row("2021| SEX ; work; SEX") == "");
  CHECK(c.Row("2021|") == "");
  CHECK(c.Counts() == Texts{"2021 form=LAB.CON: 1 (multi)", "2021 form=LAB: 2 (multi)",
                            "2021 form=SEX: 2 (multi)", "2021 form=U: 1 (multi)", "2021: 3"});
}

TEST_CASE("by the main form a person has one form, or is refused, or counts as several") {
  Counting refused;
  REQUIRE(refused
              .Bind("year|forms", kForms,
                    R"({"unit": "person", "multi": {"form": {"separator": ";", "several": "refuse"}}})")
              .ok());
  CHECK(refused.Row("2021|LAB;LAB.CON") == "");  // the one is part of the other
  CHECK(refused.Row("2021|SEX;LAB") ==
        "cases.csv, row 2, column forms: expected one code of form in the row.");
  CHECK(refused.Counts() == Texts{"2021 form=LAB.CON: 1", "2021 form=LAB: 1", "2021: 1"});

  Counting mixed;
  REQUIRE(mixed
              .Bind("year|forms", kForms,
                    R"({"unit": "person", "multi": {"form": {"separator": ";", "several": "MIX"}}})")
              .ok());
  CHECK(mixed.Row("2021|SEX;LAB") == "");
  CHECK(mixed.Row("2021|SEX") == "");
  CHECK(mixed.Counts() == Texts{"2021 form=MIX: 1", "2021 form=SEX: 1", "2021: 2"});
}

// Section 6 of the CTDC codebook: five persons, of whom the fourth says nothing.
TEST_CASE("columns of yes make one dimension, by the denominator rule of the codebook") {
  const char* const kYes =
      R"({"unit": "person", "multi": {"form": {"columns":
          {"isForcedLabour": "LAB", "isSexualExploit": "SEX", "isOtherExploit": "BEG"}}})";
  for (const bool unknown : {true, false}) {
    Counting c;
    REQUIRE(c.Bind("year|isForcedLabour|isSexualExploit|isOtherExploit", "",
                   std::string(kYes) + (unknown ? "}" : R"(, "missing": {"as": "leave-out"}})"))
                .ok());
    for (const char* row : {"2021|1||", "2021||1|", "2021|||1", "2021|||", "2021|1|1|"}) {
      CHECK(c.Row(row) == "");
    }
    Texts expected = {"2021 form=BEG: 1 (multi)", "2021 form=LAB: 2 (multi)",
                      "2021 form=SEX: 2 (multi)"};
    if (unknown) expected.push_back("2021 form=U: 1 (multi)");
    expected.push_back("2021: 5");
    CHECK(c.Counts() == expected);
  }
}

TEST_CASE("what a column of yes and no may say is named by the mapping") {
  Counting c;
  REQUIRE(c.Bind("year|a|b", "",
                 R"({"unit": "person", "missing": {"values": ["-99"]}, "multi": {"form":
                     {"columns": {"a": "LAB", "b": "SEX"}, "yes": ["da"], "no": ["ne"], "none": "BEG"}}})")
              .ok());
  CHECK(c.Row("2021|da|-99") == "");
  CHECK(c.Row("2021|ne|ne") == "");
  CHECK(c.Row("2021|ne|") == "");
  CHECK(c.Row("2021|da|Petar") ==
        "cases.csv, row 4, column b: expected da and ne, or a missing cell.");
  CHECK(c.Counts() == Texts{"2021 form=BEG: 1 (multi)", "2021 form=LAB: 1 (multi)",
                            "2021 form=U: 1 (multi)", "2021: 3"});
}

TEST_CASE("ages become the age groups that the code list says") {
  Counting c;
  REQUIRE(c.Bind("year|age", "",
                 R"({"unit": "person", "bands": {"age": "age_group"}, "missing": {"values": ["-99"]}})")
              .ok());
  for (const char* row : {"2021|0", "2021|17", "2021|17.9", "2021|18", "2021|130", "2021|-99"}) {
    CHECK(c.Row(row) == "");
  }
  for (const char* row : {"2021|131", "2021|-1", "2021|seventeen"}) {
    const std::string said = c.Row(row);
    CHECK(said.ends_with("column age: expected a number that lies in a band of age_group."));
  }
  CHECK(c.Counts() == Texts{"2021 age_group=ADT: 2", "2021 age_group=CHD: 3", "2021 age_group=U: 1",
                            "2021: 6"});
}

TEST_CASE("bands are named where the code list doesn't say them") {
  const char* const kIndicator = R"("indicator": {"constant": "ID.19"})";
  Counting silent;
  REQUIRE(silent.Bind("year|months", kIndicator,
                      R"({"unit": "decision", "bands": {"months": "sentence_band"}})")
              .ok());
  CHECK(silent.Row("2021|7") ==
        "cases.csv, row 1, column months: expected the bands of sentence_band in the mapping, for its "
        "codes don't say where they begin and end.");
  Counting c;
  REQUIRE(c.Bind("year|months", kIndicator,
                 R"({"unit": "decision", "bands": {"months": {"to": "sentence_band",
                     "bands": {"LT36": [null, 35], "60+": [60, null]}}}})")
              .ok());
  CHECK(c.Row("2021|7") == "");
  CHECK(c.Row("2021|600") == "");
  CHECK(c.Row("2021|40") ==
        "cases.csv, row 3, column months: expected a number that lies in a band of sentence_band.");
  CHECK(c.Counts() == Texts{"2021 sentence_band=60+: 1", "2021 sentence_band=LT36: 1", "2021: 2"});
}

TEST_CASE("a day of birth becomes the age on another day") {
  Counting c;
  REQUIRE(c.Bind("born|found",
                 R"("period": {"from": "found", "date": "yyyy-mm-dd", "period": "year"})",
                 R"({"unit": "person", "bands": {"born": {"to": "age_group", "date": "dd.mm.yyyy",
                     "at": {"from": "found", "date": "yyyy-mm-dd"}}}})")
              .ok());
  CHECK(c.counter->IsBirthDate(1));
  CHECK(!c.counter->IsBirthDate(2));
  CHECK(c.Row("2.3.2003|2021-03-01") == "");   // 17
  CHECK(c.Row("01.03.2003|2021-03-01") == "");  // 18
  CHECK(c.Row("|2021-03-01") == "");
  CHECK(c.Row("02.03.2022|2021-03-01") ==
        "cases.csv, row 4, column born: expected a date written as dd.mm.yyyy, not after the one in "
        "found, written as yyyy-mm-dd.");
  CHECK(c.Row("03/04/2003|2021-03-01").find("expected a date written as") != std::string::npos);
  CHECK(c.Counts() == Texts{"2021 age_group=ADT: 1", "2021 age_group=CHD: 1", "2021 age_group=U: 1",
                            "2021: 3"});
}

TEST_CASE("a date that could be two days is refused") {
  Counting c;
  REQUIRE(c.Bind("year|sex", kSex, R"({"unit": "person"})").ok());
  CHECK(c.Row("03/04/2020|F").find("cases.csv, row 1, column year: expected a period; this is a day") ==
        0);
  CHECK(c.result.findings[0].found.empty());
  CHECK(c.Counts() == Texts{});
}

TEST_CASE("crossings are counted only where they are named") {
  Counting c;
  REQUIRE(c.Bind("year|sex|forms|place",
                 std::string(kSex) + ", " + kForms + R"(, "territory": {"from": "place"})",
                 R"({"unit": "person", "multi": {"form": ";"},
                     "by": [["sex", "form"], ["territory"]]})")
              .ok());
  CHECK(c.Row("2021|F|SEX;LAB|RS-01") == "");
  CHECK(c.Row("2021|F|SEX|") == "");
  CHECK(c.Counts() == Texts{"2021 RS-01: 1", "2021 RS-VO: 1", "2021 form=LAB;sex=F: 1 (multi)",
                            "2021 form=SEX;sex=F: 2 (multi)"});
}

TEST_CASE("constants are part of every value") {
  Counting c;
  REQUIRE(c.Bind("year|sex",
                 std::string(kSex) + R"(, "age_group": {"constant": "CHD"},
                     "territory": {"constant": "RS-VO"}, "note": {"constant": "Centre"},
                     "status": {"constant": "P"})",
                 R"({"unit": "person"})")
              .ok());
  CHECK(c.Row("2021|F") == "");
  Texts notes;
  REQUIRE(c.counter->Finish([&](const MappedObservation& o) -> Status {
             notes.push_back(*o.territory + " " + o.dimensions + " " + o.remarks.note + " " +
                             o.value.status);
             return {};
           }).ok());
  CHECK(notes == Texts{"RS-VO age_group=CHD Centre P", "RS-VO age_group=CHD;sex=F Centre P"});
}

TEST_CASE("what is wrong with a row is said without a letter of it") {
  struct Case {
    const char* row;
    const char* said;
  };
  const Case cases[] = {
      {"RS|2021|Petra", "column sex: expected a code of sex (F, M and U)."},
      {"RS|Petra|F",
       "column year: expected a year between 1900 and 2100, a half-year (2017-S1), quarter (2017-Q1), "
       "month (2017-03) or range (2013/2016)."},
      {"RS|1980|F",
       "column year: expected an indicator with a definition valid on the last day of the period."},
      {"Petra|2021|F", "column land: expected a country whose plugin is enabled."},
      {"|2021|F", "column land: expected a country in the row."},
      {"RS||F", "column year: expected a period in the row."},
  };
  Counting c;
  REQUIRE(c.Bind("land|year|sex",
                 std::string(kSex) + R"(, "country": {"from": "land"})", R"({"unit": "person"})")
              .ok());
  std::uint64_t row = 0;
  for (const Case& one : cases) {
    const std::string said = c.Row(one.row);
    const std::string place = "cases.csv, row " + std::to_string(++row) + ", ";
    // A definition's problem belongs to the indicator, which is a constant here.
    if (std::string(one.row) == "RS|1980|F") {
      CHECK(said == "cases.csv, row 3: expected an indicator with a definition valid on the last day "
                    "of the period.");
    } else {
      CHECK(said == place + one.said);
    }
    CHECK(c.result.findings[0].found.empty());
    CHECK((said + c.result.findings[0].hint).find("Petra") == std::string::npos);
  }
  CHECK(c.Row("||") == "cases.csv, row 7: expected a row that says something in a mapped column.");
}

TEST_CASE("rows are skipped with a reason that says nothing of the row") {
  Counting c;
  REQUIRE(c.Bind("land|year|sex|kind",
                 R"("country": {"from": "land", "unknown": "skip"},
                    "sex": {"from": "sex", "unknown": "empty"})",
                 R"({"unit": "person"})",
                 R"("skip": [{"column": "kind", "equals": "witness"},
                             {"column": "year", "empty": true, "reason": "no year"}])")
              .ok());
  CHECK(c.Row("RS|2021|F|witness") == "skipped: skip rule on column kind");
  CHECK(c.Row("RS||F|") == "skipped: no year");
  CHECK(c.Row("KH|2021|F|") == "skipped: a country without an enabled plugin");
  CHECK(c.Row("RS|2021|woman|") == "");
  CHECK(c.Counts() == Texts{"2021 sex=U: 1", "2021: 1"});
}

TEST_CASE("units are not mixed and what is no count is not counted") {
  const auto first = [](const char* indicator, const char* unit, const std::string& columns) {
    Counting c;
    REQUIRE(c.Bind("year|sex",
                   "\"indicator\": {\"constant\": \"" + std::string(indicator) + "\"}" + columns,
                   "{\"unit\": \"" + std::string(unit) + "\"}",
                   columns.empty() ? R"("ignored": ["sex"])" : "")
                .ok());
    return c.Row("2021|F");
  };
  CHECK(first("ID.19", "person", "") ==
        "cases.csv, row 1: expected an indicator that counts the unit 'person'; RS:ID.19@1 counts the "
        "unit 'decision'.");
  CHECK(first("ID.14", "person", "") ==
        "cases.csv, row 1: expected an indicator that counts; RS:ID.14@1 does not.");
  CHECK(first("ID.19", "decision", R"(, "sex": {"from": "sex"})") ==
        "cases.csv, row 1: expected a breakdown of RS:ID.19@1 (stage and sentence_band); sex is none.");
  CHECK(first("ID.77", "person", "") ==
        "cases.csv, row 1: expected the code of an indicator of RS.");
}

TEST_CASE("a column that is neither mapped nor ignored is named by its number, for it may be a person") {
  Counting c;
  const Status s = c.Bind("year|sex|Petra|Petrović", kSex, R"({"unit": "person"})");
  CHECK(s.code() == "unmapped-column");
  CHECK(s.message() ==
        "cases.csv: the column number 3 and 4 is neither mapped nor ignored by the mapping 'm'.");
}

TEST_CASE("a mapping that can't be counted by is refused before a row is read") {
  struct Case {
    const char* columns;
    const char* count;
    const char* said;
  };
  const Case cases[] = {
      {R"("value": {"from": "sex"})", R"({"unit": "person"})",
       "The mapping 'm': found the column 'value', expected country, indicator, period, territory, "
       "source, counted_by, a dimension, or a constant remark: of persons only their number is stored."},
      {R"("note": {"from": "sex"})", R"({"unit": "person"})",
       "The mapping 'm': found the column 'note', expected country, indicator, period, territory, "
       "source, counted_by, a dimension, or a constant remark: of persons only their number is stored."},
      {R"("sex": {"from": "sex"})", R"({"unit": "person", "by": [["age_group"]]})",
       "The mapping 'm': \"by\" names age_group, which no column is mapped to."},
      {R"("sex": {"from": "sex"})", R"({"unit": "person", "by": [[]]})",
       "The mapping 'm': the dimension sex is mapped, but stands in no breakdown of \"by\"; leave out "
       "what is not counted."},
      {R"("sex": {"from": "sex"})", R"({"unit": "person", "bands": {"sex": "sex"}})",
       "The mapping 'm': the dimension sex is mapped twice."},
      {R"("sex": {"from": "gender"})", R"({"unit": "person"})",
       "cases.csv: the column 'gender', which the mapping 'm' expects, is not in the file."},
      {R"("sex": {"from": "sex"})", R"({"unit": "person", "multi": {"form": ";"}})",
       "The mapping 'm': \"multi\" names form, which is not mapped."},
      {R"("sex": {"from": "sex"})", R"({"unit": "person", "person": {"from": "id"}})",
       "cases.csv: the column 'id', which the mapping 'm' expects, is not in the file."},
      {R"("sex": {"from": "sex"})",
       R"({"unit": "person", "bands": {"year": {"to": "age_group", "date": "yyyy"}}})",
       "m.json, count.bands.year: a date becomes an age on a day; \"at\" says in which column that day "
       "stands, and how it is written."},
  };
  for (const Case& one : cases) {
    Counting c;
    CHECK(c.Bind("year|sex", one.columns, one.count).message() == one.said);
  }
}

TEST_CASE("groups are bounded, and the file that comes to more is refused") {
  CountLimits limits;
  limits.groups = 3;
  limits.profiles = 2;  // groups are made while rows come
  Counting c;
  REQUIRE(c.Bind("year|sex", kSex, R"({"unit": "person"})", "", limits).ok());
  std::string said;
  for (int i = 0; i < 6 && said.empty(); ++i) {
    said = c.Row(std::to_string(2010 + i) + "|F");
  }
  CHECK(said == "too-many-groups: The rows come to more than 3 different groups; nothing was stored.");
}

TEST_CASE("a country that comes after many others is still found") {
  const std::string columns = std::string(kSex) + R"(, "country": {"from": "land", "unknown": "skip"})";
  Counting c;
  REQUIRE(c.Bind("land|year|sex", columns, R"({"unit": "person"})").ok());
  for (int i = 0; i < 6000; ++i) {
    if (c.Row("X" + std::to_string(i % 200) + "|2021|F").find("skipped") != 0) FAIL(i);
  }
  CHECK(c.Row("RS|2021|F") == "");
  CHECK(c.Counts() == Texts{"2021 sex=F: 1", "2021: 1"});
  // But names in its place end the import.
  Counting names;
  REQUIRE(names.Bind("land|year|sex", columns, R"({"unit": "person"})").ok());
  std::string said = "skipped";
  for (int i = 0; i < 6000 && said.find("skipped") == 0; ++i) {
    said = names.Row("name " + std::to_string(i) + "|2021|F");
  }
  CHECK(said ==
        "too-many-unknown: More than 4,096 different countries, indicators or sources are unknown; "
        "nothing was stored.");
}

TEST_CASE("of two headers that differ in blanks only the mapped one is wanted") {
  Counting c;
  const Status s = c.Bind("year|sex|sex ", kSex, R"({"unit": "person"})");
  CHECK(s.message() ==
        "cases.csv: the column number 3 is neither mapped nor ignored by the mapping 'm'.");
}

TEST_CASE("profiles that are forgotten in between change no count") {
  CountLimits small;
  small.profiles = 2;
  Counting a, b;
  REQUIRE(a.Bind("year|sex|forms", std::string(kSex) + ", " + kForms,
                 R"({"unit": "person", "multi": {"form": ";"}})", "", small)
              .ok());
  REQUIRE(b.Bind("year|sex|forms", std::string(kSex) + ", " + kForms,
                 R"({"unit": "person", "multi": {"form": ";"}})")
              .ok());
  const char* const sexes[] = {"F", "M", ""};
  const char* const forms[] = {"SEX", "LAB;SEX", "", "LAB.CON"};
  for (int i = 0; i < 500; ++i) {
    const std::string row = std::to_string(2015 + i % 7) + "|" + sexes[i % 3] + "|" + forms[i % 4];
    CHECK(a.Row(row) == "");
    CHECK(b.Row(row) == "");
  }
  const Texts counts = a.Counts();
  CHECK(counts.size() > 50);
  CHECK(counts == b.Counts());
}

}  // namespace
}  // namespace rapporteur
