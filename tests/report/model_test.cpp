#include "core/report/model.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "core/base/json.h"
#include "tests/report/small_country.h"

namespace rapporteur {
namespace {

bool Has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

std::vector<Observation> Years() {
  return {Counted("ID.02", "2015", "", 36), Counted("ID.02", "2016", "", 49),
          Counted("ID.02", "2017", "", 40), Counted("ID.02", "2020", "", 48)};
}

TEST_CASE("a report says what it is, of which country, period and day") {
  const Json report = Report(SmallData(Years()), "sr-Latn");
  CHECK(report["format"] == "report/1");
  CHECK(report["language"] == "sr-Latn");
  CHECK(report["country"] == "RS");
  CHECK(report["date"] == "2026-01-31T12:00:00Z");
  const Json& cover = report["cover"];
  CHECK(cover["title"] == "Trgovina ljudima");
  CHECK(cover["country"]["text"] == "Srbija");
  CHECK(cover["period"] == "2015–2023");
  CHECK(cover["notice"] == "Radna verzija, nije za objavljivanje");
  CHECK(cover["facts"][0]["texts"][0]["text"] == "31.01.2026.");
  CHECK(cover["facts"][1]["texts"][0]["text"] == "org.rapporteur.country.rs 1.2.0");
}

TEST_CASE("the same data make the same bytes") {
  ReportData data = SmallData(Years());
  const std::string once = Report(data).dump();
  CHECK(Report(data).dump() == once);
  std::reverse(data.observations.begin(), data.observations.end());
  CHECK(Report(data).dump() == once);
}

TEST_CASE("a report in a language without a translation is refused") {
  FixedClock clock;
  Result<Json> report = BuildReport(SmallData({}), {"xx", {}}, clock);
  REQUIRE_FALSE(report.ok());
  CHECK(report.status().message() == "There is no translation of the report into 'xx'.");
  CHECK(report.status().hint() ==
        "English (en) is always there; org.rapporteur.country.rs names sr-Cyrl, sr-Latn and en.");
}

TEST_CASE("a report without any value is a report of gaps") {
  const Json report = Report(SmallData({}));
  CHECK(PiecesOf(report, "trend").empty());
  CHECK(PiecesOf(report, "gaps").size() == 4);  // a paragraph and a table in two areas
}

TEST_CASE("missing years stand in one row and are no points") {
  const Json report = Report(SmallData(Years()));
  const Json table = PiecesOf(report, "values").at(0);
  CHECK(RowTexts(table) ==
        std::vector<std::string>{
            "2015 | 36 | Register 2023", "2016 | 49 | Register 2023", "2017 | 40 | Register 2023",
            "2018 – 2019 | — | no value has been entered", "2020 | 48 | Register 2023",
            "2021 – 2023 | — | no value has been entered"});
  CHECK(table["notes"][0]["text"] == "All counted by: The Centre.");
  CHECK(table["rows"][0]["cells"][2]["refs"] == Json({1}));
}

TEST_CASE("a break interrupts the line and its reason stands beside the chart") {
  std::vector<Observation> years = Years();
  years.push_back(Counted("ID.02", "2018", "", 76));
  years.push_back(Counted("ID.02", "2019", "", 39));
  const Json figure = PiecesOf(Report(SmallData(years)), "trend").at(0);
  REQUIRE(figure["notes"].size() == 2);
  CHECK(figure["notes"][0]["mark"] == "1");
  CHECK(figure["notes"][0]["text"]["text"] == "Break from 2017 on: The Centre takes over.");
  CHECK(figure["notes"][1]["text"] ==
        "Break from 2019 on: another version of the definition applies.");
  const std::string svg = figure["svg"];
  std::size_t lines = 0;
  for (std::size_t at = svg.find("stroke-linejoin"); at != svg.npos;
       at = svg.find("stroke-linejoin", at + 1)) {
    ++lines;
  }
  CHECK(lines == 3);  // 2015-2016, 2017-2018, 2019-2020
}

TEST_CASE("remarks of the country's document stand at the figures of the years reported") {
  auto remarks = [](const std::string& language, const std::string& periods) {
    const Json callout =
        PiecesOf(Report(SmallData(Years()), language, periods), "remark").at(0);
    std::vector<std::string> texts = {callout.at("title")};
    for (const Json& text : callout.at("texts")) texts.push_back(text.at("text"));
    return texts;
  };
  using Texts = std::vector<std::string>;
  CHECK(remarks("en", "2015:2023") == Texts{"Remarks on the figures",
                                            "2020: The Centre prints 48 and 49.",
                                            "Read with care."});
  CHECK(remarks("sr-Cyrl", "2015:2016") == Texts{"Напомене уз податке", "Читати пажљиво."});
}

TEST_CASE("sources that differ stand side by side with the reason for the one that is used") {
  std::vector<Observation> rows = {Counted("ID.02", "2023", "", 66),
                                   Counted("ID.02", "2023", "", 70),
                                   Counted("ID.02", "2023", "", 66)};
  rows[1].source = "NEWS-2023/RS-CZ";
  rows[1].chosen = false;
  rows[2].source = "OLD-2016/RS-CZ";
  rows[2].chosen = false;
  const Json report = Report(SmallData(rows));
  const Json table = PiecesOf(report, "conflict").at(0);
  CHECK(RowTexts(table) ==
        std::vector<std::string>{"2023, total | 66 | Register 2023 | The Centre | 1 March 2024 | "
                                 "used: the newest publication",
                                 " | 70 | A newspaper | The Centre | May 2024 | ",
                                 " | 66 | Register 2016 | The Centre | 2016 | "});
  CHECK(Has(RowTexts(PiecesOf(report, "values").at(0)).back(), "66 ≠"));

  rows.pop_back();
  CHECK(Has(RowTexts(PiecesOf(Report(SmallData(rows)), "conflict").at(0))[0],
            "used: the kind “register” comes before “media”"));
  rows[0].choice_by = "person";
  rows[0].choice_reason = "the Centre says so";
  CHECK(Has(RowTexts(PiecesOf(Report(SmallData(rows)), "conflict").at(0))[0],
            "used, chosen by hand: the Centre says so"));
}

TEST_CASE("sources that agree are no conflict") {
  std::vector<Observation> rows = {Counted("ID.02", "2023", "", 66),
                                   Counted("ID.02", "2023", "", 66)};
  rows[1].source = "NEWS-2023/RS-CZ";
  rows[1].chosen = false;
  CHECK(PiecesOf(Report(SmallData(rows)), "conflict").empty());
}

TEST_CASE("a gap names who is asked and why there is nothing") {
  Observation silent = Counted("CM.02", "2021", "", 0);
  silent.value = {{}, "", "_N", ""};
  const Json report = Report(SmallData({silent}));
  const Json section = SectionOf(report, "gaps-CM");
  const std::vector<std::string> rows = RowTexts(section["blocks"][1]);
  CHECK(rows ==
        std::vector<std::string>{
            "CM.02 | Is there a fund? | structure | Higher courts;  | asked, no answer (2021); ",
            "CM.05 | What share is paid? | outcome | Higher courts;  | is computed from 100 × "
            "CM.04 / CM.03; without a value: CM.04 and CM.03; ",
            "CM.04 | How many are paid? | outcome | Higher courts;  | not used in this country: "
            "Nobody pays.; "});
}

TEST_CASE("a breakdown has its total, what is not classified, and its sources") {
  std::vector<Observation> rows = {
      Counted("ID.02", "2022", "", 30), Counted("ID.02", "2022", "form=SEX", 15),
      Counted("ID.02", "2022", "form=LAB", 10), Counted("ID.02", "2022", "form=LAB.BEG", 4),
      Counted("ID.02", "2023", "form=SEX", 20)};
  const Json table = PiecesOf(Report(SmallData(rows)), "breakdown").at(0);
  CHECK(table["caption"] == "ID.02 (persons), broken down: Form");
  CHECK(RowTexts(table) == std::vector<std::string>{"labour | 10 | ", "of which: begging | 4 | ",
                                                    "sexual | 15 | 20", "Not classified | +5 | ",
                                                    "Total | 30 | ", "Source |  | "});
  CHECK(table["rows"][5]["cells"][1]["refs"] == Json({1}));
}

TEST_CASE("parts without their whole count towards the total") {
  const Json table = PiecesOf(Report(SmallData({Counted("ID.02", "2022", "", 30),
                                                Counted("ID.02", "2022", "form=SEX", 15),
                                                Counted("ID.02", "2022", "form=LAB.BEG", 4)})),
                              "breakdown")
                         .at(0);
  CHECK(RowTexts(table)[2] == "Not classified | +11");
}

TEST_CASE("small crossed cells are intervals, and what would give them away is hidden") {
  const std::vector<Observation> rows = {Counted("ID.02", "2021", "", 43),
                                         Counted("ID.02", "2021", "age_group=CHD", 14),
                                         Counted("ID.02", "2021", "age_group=CHD;sex=F", 13),
                                         Counted("ID.02", "2021", "age_group=CHD;sex=M", 1)};
  const Json report = Report(SmallData(rows));
  const std::vector<Json> tables = PiecesOf(report, "breakdown");
  REQUIRE(tables.size() == 2);
  CHECK(RowTexts(tables[1]) == std::vector<std::string>{"children · female | • Q",
                                                        "children · male | 1–4 Q", "Total | 43",
                                                        "Source | "});
  CHECK_FALSE(tables[1]["rows"][1]["cells"][1].contains("number"));
  CHECK(Has(PiecesOf(report, "care").at(0).dump(), "2 cells are hidden"));
}

TEST_CASE("a share of fewer than ten is printed as counts") {
  std::vector<Observation> rows = {
      Counted("ID.03", "2021", "", 4),     Counted("ID.02", "2021", "", 7),
      Counted("ID.32", "2021", "", 57.14), Counted("ID.03", "2022", "", 5),
      Counted("ID.02", "2022", "", 20),    Counted("ID.32", "2022", "", 25)};
  const Json section = SectionOf(Report(SmallData(rows), "en", "2021:2022"), "indicator-ID.32");
  for (const Json& block : section["blocks"]) {
    if (GetString(block, "role") != "values") continue;
    CHECK(Has(RowTexts(block)[0], "2021 | 4 of 7 #"));
    CHECK(Has(RowTexts(block)[1], "2022 | 25"));
  }
}

TEST_CASE("what the checks found is said in the reader's language, without hidden numbers") {
  ReportData data = SmallData(Years());
  CheckFinding finding{Level::kError,         "sum", "RS", "ID.02", "RS", "2016", "", 50, 49, 1,
                       "2016: 50 is not 49.", ""};
  data.findings = {finding};
  CHECK(PiecesOf(Report(data, "sr-Cyrl"), "finding").at(0)["texts"][0]["text"] ==
        "2016: 50 није 49.");
  data.observations.push_back(Counted("ID.02", "2016", "age_group=CHD;sex=M", 1));
  data.findings[0].dimensions = "age_group=CHD";
  const Json hidden = PiecesOf(Report(data), "finding").at(0)["texts"][0];
  CHECK(hidden["text"] ==
        "ID.02 2016: a check on a breakdown found a difference; its numbers are hidden, they would "
        "give away a small one.");
}

TEST_CASE("one rule is one callout: each message once, the hint once, the worst level") {
  ReportData data = SmallData(Years());
  const CheckFinding finding{
      Level::kWarning,       "sum", "RS", "ID.02", "RS", "2016", "", 50, 49, 1,
      "2016: 50 is not 49.", ""};
  data.findings = {finding, finding, finding, finding};
  data.findings[1].period = "2017";
  data.findings[1].level = Level::kError;
  data.findings[3].rule = "another";
  const std::vector<Json> callouts = PiecesOf(Report(data), "finding");
  REQUIRE(callouts.size() == 2);
  CHECK(callouts[0]["title"] == "Check failed");
  CHECK(callouts[0]["level"] == "error");
  REQUIRE(callouts[0]["texts"].size() == 2);
  CHECK(callouts[0]["texts"][0]["text"] == "2016: 50 is not 49.");
  CHECK(callouts[0]["texts"][1]["text"] == "2017: 50 is not 49.");
  CHECK(callouts[0]["hint"]["text"] == "Look at the parts.");
  CHECK(callouts[1]["title"] == "To be explained");
  CHECK_FALSE(callouts[1].contains("hint"));
}

TEST_CASE("who counted is a column where several did, else a note") {
  std::vector<Observation> rows = Years();
  rows[1].counted_by = "RS-VTS";
  const Json table = PiecesOf(Report(SmallData(rows)), "values").at(0);
  CHECK(table["columns"][3]["label"] == "Counted by");
  CHECK(Has(RowTexts(table)[0], "| The Centre"));
  CHECK_FALSE(Has(table.value("notes", Json()).dump(), "All counted by"));
}

TEST_CASE("a computed value has no counter and shows its formula as people write it") {
  std::vector<Observation> rows = {Counted("ID.32", "2021", "", 40),
                                   Counted("ID.32", "2022", "", 50)};
  for (Observation& row : rows) {
    row.origin = "computed";
    row.source.clear();
    row.counted_by.clear();
  }
  const Json section = SectionOf(Report(SmallData(rows)), "indicator-ID.32");
  for (const Json& block : section["blocks"]) {
    if (GetString(block, "role") != "values") continue;
    CHECK(block["columns"].size() == 3);
    CHECK(RowTexts(block)[1] == "2021 | 40.0 | computed: 100 × ID.03 / ID.02");
  }
}

TEST_CASE("what we computed keeps its decimals, what a source printed stays as it is") {
  std::vector<Observation> rows = {Counted("ID.32", "2021", "", 40),
                                   Counted("ID.32", "2022", "", 45.5)};
  rows[0].origin = "computed";
  const Json section = SectionOf(Report(SmallData(rows)), "indicator-ID.32");
  CHECK(Has(section.dump(), "\"text\":\"40.0\""));
  rows[0].origin = "imported";
  CHECK_FALSE(Has(SectionOf(Report(SmallData(rows)), "indicator-ID.32").dump(), "\"text\":\"40.0\""));
  rows = {Counted("ID.02", "2021", "", 40)};
  rows[0].origin = "computed";
  CHECK_FALSE(Has(SectionOf(Report(SmallData(rows)), "indicator-ID.02").dump(), "\"text\":\"40.0\""));
}

TEST_CASE("the summary and its table count the same values") {
  std::vector<Observation> rows = Years();
  rows.push_back(Counted("ID.02", "2021", "", 0));
  rows.back().value = {{}, "", "M", ""};  // a cell without a value
  rows.push_back(Counted("ID.02", "2020", "", 48));
  rows.back().source = "NEWS-2023/RS-CZ";  // another source of the same cell
  rows.back().chosen = false;
  const Json report = Report(SmallData(rows));
  CHECK(Has(PiecesOf(report, "lead").at(0).dump(), "4 values"));
  for (const Json& table : PiecesOf(report, "coverage")) {
    if (GetString(table, "type") == "table") CHECK(Has(RowTexts(table).back(), "| 4"));
  }
}

TEST_CASE("a deviation shows both definitions and the reason, in short where both read alike") {
  const Json table = PiecesOf(Report(SmallData(Years())), "deviation").at(0);
  CHECK(RowTexts(table) ==
        std::vector<std::string>{"age at | at exploitation | at identification | "
                                 "The register knows no other age.",
                                 "definition | Persons with a positive decision. | as of 31 "
                                 "December | Cases are carried on."});
}

TEST_CASE("national indicators are marked, untranslated and unreviewed texts too") {
  const Json report =
      Report(SmallData({Counted("RS.ID.01", "2023", "", 3), Counted("ID.03", "2023", "", 5),
                        Counted("ID.02", "2023", "", 5)}),
             "sr-Cyrl");
  const Json national = SectionOf(report, "indicator-RS.ID.01");
  CHECK(national["national"] == true);
  CHECK(national["tags"][0] == "национални индикатор");
  CHECK_FALSE(national["title"].contains("lang"));
  const Json untranslated = SectionOf(report, "indicator-ID.03");
  CHECK(untranslated["title"]["text"] == "How many of the year?");
  CHECK(untranslated["title"]["lang"] == "en");
  CHECK(untranslated["title"]["mark"] == "untranslated");
  CHECK(SectionOf(report, "indicator-ID.02")["title"]["mark"] == "review");
}

TEST_CASE("a whole and its parts are drawn for the newest period that has all of them") {
  const std::vector<Observation> rows = {
      Counted("ID.02", "2022", "", 62), Counted("ID.02", "2023", "", 66),
      Counted("ID.03", "2023", "", 57), Counted("ID.08", "2023", "", 9)};
  const Json figure = PiecesOf(Report(SmallData(rows)), "composition").at(0);
  CHECK(figure["caption"] == "ID.02 (persons), 2023: the whole and its parts");
  CHECK(Has(figure["svg"], "ID.03  How many of the year?: 57"));
}

TEST_CASE("a value for several years is neither a year's value nor left out") {
  std::vector<Observation> rows = Years();
  rows.push_back(Counted("ID.02", "2013/2016", "", 296));
  const Json report = Report(SmallData(rows), "en", "2013:2023");
  CHECK(RowTexts(PiecesOf(report, "values").at(0)).back() == "2013–2016 | 296 | Register 2023");
  CHECK(Has(PiecesOf(report, "trend").at(0)["svg"], ">2013–2016: 296</text>"));
  CHECK_FALSE(Has(Report(SmallData(rows), "en", "2015:2023").dump(), "296"));
}

TEST_CASE("every source of the report is listed with what was taken from it") {
  const Json item = PiecesOf(Report(SmallData(Years())), "sources").at(0)["items"].at(0);
  CHECK(item["number"] == 1);
  CHECK(item["title"]["text"] == "Register 2023");
  CHECK(item["url"] == "https://example.org/register");
  const std::string facts = item["facts"].dump();
  CHECK(Has(facts, "ID.02: 2015, 2016, 2017, 2020"));
  CHECK(Has(facts, "register.csv, rows 7"));
}

TEST_CASE("notes of hidden values and values of other countries stay out") {
  std::vector<Observation> rows = {Counted("ID.02", "2021", "", 3)};
  rows[0].key.territory = "RS-VO";
  rows[0].remarks.note = "three sisters";
  CHECK_FALSE(Has(Report(SmallData(rows)).dump(), "three sisters"));
  rows[0].key.country = "ME";
  FixedClock clock;
  Result<Json> report = BuildReport(SmallData(rows), {"en", {}}, clock);
  REQUIRE_FALSE(report.ok());
  CHECK(report.status().message() == "A report on RS was given a value of ME.");
}

}  // namespace
}  // namespace rapporteur
