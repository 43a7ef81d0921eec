// The rules about what stands beside a value.  Each is run as the document has it and with one
// member of the document changed, and the result changes.
#include <catch2/catch.hpp>

#include "tests/check/run_checks.h"
#include "tests/compute/test_catalogue.h"

namespace rapporteur {
namespace {

std::string Indicator(const std::string& code, const std::string& area,
                      const std::string& version) {
  return R"({"code":")" + code + R"(","area":")" + area + R"(","versions":[{"version":1,)" +
         version + "}]}";
}

const std::string kScale = Indicator("ID.25", "ID", R"("value_kind":"ratio","type":"process")");
const std::string kMoney =
    Indicator("LF.18", "LF", R"("value_kind":"currency","unit":"national currency")");
const std::string kRate = Indicator("CX.03", "CX", R"("value_kind":"ratio")");
const std::string kYes = Indicator("ID.21", "ID", R"("value_kind":"yesno","type":"structure")");
const std::string kConvicted = Indicator("IP.05", "IP", R"("value_kind":"count","unit":"persons")");
const std::string kConvictedUnder =
    Indicator("IP.05", "IP", R"("value_kind":"count","unit":"persons","laws":["RS-CC-388"])");

// The cell with what is said beside it.
Remarks& Beside(MemoryCells& cells, const std::string& cell, const std::string& period) {
  Observation* found = cells.Find(cell, period);
  REQUIRE(found != nullptr);
  return found->remarks;
}

TEST_CASE("a score needs a justification and evidence") {
  const std::string rule =
      R"({"rule":"scale-evidence","level":"warning","needs":{"value_kinds":["ratio"],"note":80,"evidence":1}})";
  MemoryCells cells;
  cells.Set("ID.25", "2023", 2);
  CHECK(RunChecks(kScale, rule, cells) == Lines{"warning scale-evidence: ID.25 2023: the evidence "
                                                "beside the value has 0 characters, expected 1 "
                                                "or more.",
                                                "warning scale-evidence: ID.25 2023: the note "
                                                "beside the value has 0 characters, expected 80 or "
                                                "more."});
  std::string eighty;
  for (int i = 0; i < 79; ++i) eighty += "ž";  // characters, not bytes
  Beside(cells, "ID.25", "2023") = {.note = eighty,
                                    .source_ref = "",
                                    .evidence = "letter 12",
                                    .law = "",
                                    .unit = "",
                                    .counting_mode = ""};
  CHECK(RunChecks(kScale, rule, cells).size() == 1);
  Beside(cells, "ID.25", "2023").note += "ž";
  CHECK(RunChecks(kScale, rule, cells).empty());
  // A document that asks for more finds it wanting.
  CHECK(RunChecks(kScale, R"({"rule":"s","needs":{"note":81}})", cells).size() == 1);
  CHECK(RunChecks(kScale, R"({"rule":"s","needs":{"value_kinds":["count"],"note":81}})", cells)
            .empty());
}

TEST_CASE("a currency is one of those that the document names") {
  const std::string rule = R"({"rule":"currency-code","level":"error",
    "unit":{"value_kinds":["currency"],"one_of":["EUR","RSD"]}})";
  MemoryCells cells;
  cells.Set("LF.18", "2023", 100);
  CHECK(RunChecks(kMoney, rule, cells).empty());  // nothing is said: the national currency
  Beside(cells, "LF.18", "2023").unit = "USD";
  CHECK(RunChecks(kMoney, rule, cells) == Lines{"error currency-code: LF.18 2023: the unit beside "
                                                "the value is 'USD', expected EUR and RSD."});
  Beside(cells, "LF.18", "2023").unit = "EUR";
  CHECK(RunChecks(kMoney, rule, cells).empty());
  CHECK(RunChecks(kMoney, R"({"rule":"c","unit":{"one_of":["RSD"]}})", cells).size() == 1);
}

TEST_CASE("a unit beside a count is that of the definition") {
  MemoryCells cells;
  cells.Set("IP.05", "2023", 3);
  Beside(cells, "IP.05", "2023").unit = "judgments";
  CHECK(RunChecks(kConvicted, R"({"rule":"other-unit","unit":{"value_kinds":["count"]}})", cells) ==
        Lines{"error other-unit: IP.05 2023: the unit beside the value is 'judgments', expected "
              "persons."});
  CHECK(RunChecks(kConvicted, R"({"rule":"other-unit","unit":{"value_kinds":["currency"]}})", cells)
            .empty());
}

TEST_CASE("money of a year without its rate can't be converted") {
  const std::string rule = R"({"rule":"exchange-rate","level":"info",
    "rate":{"value_kinds":["currency"],"indicator":"CX.03","one_of":["EUR"]}})";
  MemoryCells cells;
  cells.Set("LF.18", "2023", 100).Set("CX.03", "2022", 117.2);
  CHECK(RunChecks(kMoney + "," + kRate, rule, cells) ==
        Lines{"info exchange-rate: LF.18 2023: 100 can't be converted, because CX.03 has no value "
              "for that "
              "period."});
  Beside(cells, "LF.18", "2023").unit = "EUR";
  CHECK(RunChecks(kMoney + "," + kRate, rule, cells).empty());
  Beside(cells, "LF.18", "2023").unit = "";
  cells.Set("CX.03", "2023", 117.2);
  CHECK(RunChecks(kMoney + "," + kRate, rule, cells).empty());
  CHECK(RunChecks(kMoney, rule, cells).front() ==
        "error exchange-rate: org.rapporteur.regional 1.0.0, check 'exchange-rate': 'CX.03' is no "
        "indicator of "
        "the catalogue.");
}

TEST_CASE("a value of a period that is not over is asked about") {
  const std::string rule = R"({"rule":"not-over","level":"warning","future":true,"unless":"note"})";
  MemoryCells cells;
  cells.Set("IP.05", "2026", 3).Set("IP.05", "2025", 3).Set("IP.05", "2026-Q1", 1);
  const auto on = [&](Date today, const std::string& text) {
    const FormulaBook book = FormulaBook::Read(TestCatalogue(kConvicted, text));
    CheckOptions options;
    options.today = today;
    Result<CheckReport> report = CheckValues(book, cells, options);
    REQUIRE(report.ok());
    Lines lines;
    for (const CheckFinding& f : report->findings) lines.push_back(f.message);
    return lines;
  };
  CHECK(on(20260401, rule) ==
        Lines{"IP.05 2026: there is a value, but on 2026-04-01 the period is not over."});
  CHECK(on(20261231, rule).empty());
  CHECK(on(20260330, rule).size() == 2);
  Beside(cells, "IP.05", "2026").note = "until 1 April";
  CHECK(on(20260401, rule).empty());
  CHECK(on(20260401, R"({"rule":"not-over","future":true})").size() ==
        1);  // the document asks for no note
}

TEST_CASE("an answer that turns from yes to no needs a note") {
  const std::string rule = R"({"rule":"turned-to-no","level":"warning","unless":"note",
    "turn":{"types":["structure"],"value_kinds":["yesno"],"from":1,"to":0}})";
  MemoryCells cells;
  cells.Set("ID.21", "2021", 0).Set("ID.21", "2022", 1).Set("ID.21", "2023", 0);
  CHECK(RunChecks(kYes, rule, cells) ==
        Lines{"warning turned-to-no: ID.21 2023: 0 after 1 in the period before."});
  Beside(cells, "ID.21", "2023").note = "the law was repealed";
  CHECK(RunChecks(kYes, rule, cells).empty());
  // From no to yes where the document asks for that.
  CHECK(RunChecks(kYes, R"({"rule":"t","turn":{"from":0,"to":1}})", cells) ==
        Lines{"error t: ID.21 2022: 1 after 0 in the period before."});
}

TEST_CASE("a zero is stated by its source") {
  const std::string rule =
      R"({"rule":"stated-zero","level":"warning","zero":{"value_kinds":["count"],"one_of":["A"]}})";
  MemoryCells cells;
  cells.Set("IP.05", "2022", 0).Set("IP.05", "2023", Value{0, "", "E", ""});
  CHECK(RunChecks(kConvicted, rule, cells) ==
        Lines{"warning stated-zero: IP.05 2023: a zero has the status E, expected A."});
  CHECK(RunChecks(kConvicted, R"({"rule":"z","zero":{"one_of":["A","E"]}})", cells).empty());
}

TEST_CASE("a value about convictions names the article, and not that on smuggling") {
  const std::string named = R"({"rule":"law-article","level":"warning","law":{"areas":["IP"]}})";
  const std::string smuggling =
      R"({"rule":"smuggling","law":{"areas":["IP"],"reject":["RS-CC-350"]}})";
  MemoryCells cells;
  cells.Set("IP.05", "2023", 3);
  CHECK(RunChecks(kConvicted, named, cells) ==
        Lines{"warning law-article: IP.05 2023: the article of law is nothing."});
  CHECK(RunChecks(kConvictedUnder, named, cells).empty());
  Beside(cells, "IP.05", "2023").law = "RS-CC-388; RS-CC-350";
  CHECK(RunChecks(kConvicted, named, cells).empty());
  CHECK(RunChecks(kConvictedUnder, smuggling, cells) ==
        Lines{"error smuggling: IP.05 2023: the article of law is RS-CC-350."});
  Beside(cells, "IP.05", "2023").law = "RS-CC-388";
  CHECK(RunChecks(kConvictedUnder, smuggling, cells).empty());
  CHECK(
      RunChecks(kConvictedUnder, R"({"rule":"s","law":{"reject":["RS-CC-388"]}})", cells).size() ==
      1);
  CHECK(RunChecks(kConvictedUnder,
                  R"({"rule":"s","law":{"except":["IP.05"],"reject":["RS-CC-388"]}})", cells)
            .empty());
}

TEST_CASE("a text is of bounded length and holds nothing personal") {
  const std::string rule = R"({"rule":"texts","texts":{"most":20}})";
  MemoryCells cells;
  cells.Set("IP.05", "2023", 3);
  Beside(cells, "IP.05", "2023").note = "čččččččččččččččččččč";  // twenty characters
  CHECK(RunChecks(kConvicted, rule, cells).empty());
  Beside(cells, "IP.05", "2023").note += "č";
  CHECK(RunChecks(kConvicted, rule, cells) ==
        Lines{"error texts: IP.05 2023: the note has 21, expected at most 20."});
  CHECK(RunChecks(kConvicted, R"({"rule":"texts","texts":{"most":21}})", cells).empty());
  Beside(cells, "IP.05", "2023").note = "0101990600008";  // nobody's
  CHECK(
      RunChecks(kConvicted, rule, cells) ==
      Lines{"error texts: IP.05 2023: the note has personal data (jmbg), expected at most none."});
}

TEST_CASE("an equation that is explained in a note is not found where the document says so") {
  const std::string indicators = Persons("ID.01") + "," + Persons("ID.03");
  MemoryCells cells;
  cells.Set("ID.01", "2023", 5).Set("ID.03", "2023", 4);
  const std::string rule = R"({"rule":"sums","equal":["ID.01","ID.03"],"unless":"note"})";
  CHECK(RunChecks(indicators, rule, cells).size() == 1);
  Beside(cells, "ID.01", "2023").note = "one case was transferred to the Federation";
  CHECK(RunChecks(indicators, rule, cells).empty());
  CHECK(RunChecks(indicators, R"({"rule":"sums","equal":["ID.01","ID.03"]})", cells).size() == 1);
}

}  // namespace
}  // namespace rapporteur
