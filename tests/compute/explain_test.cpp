#include "core/compute/explain.h"

#include <catch2/catch.hpp>

#include "core/base/json.h"
#include "core/compute/compute.h"
#include "core/export/explain_json.h"
#include "tests/compute/compute_store.h"

namespace rapporteur {
namespace {

ExplainNode Explained(ComputeStore& fixture, const std::string& indicator,
                      const std::string& period, const std::string& dimensions = "") {
  Result<ExplainNode> node =
      Explain(*fixture.store, {}, {"RS", indicator, "", dimensions}, period);
  INFO(node.status().message());
  REQUIRE(node.ok());
  return *std::move(node);
}

void ComputeNow(ComputeStore& fixture) {
  REQUIRE(Compute(*fixture.store, "RS", "local").ok());
}

TEST_CASE("a share is explained down to file and row") {
  ComputeStore fixture;
  fixture.Import({{"ID.03", "2023", "", "REG/A", "57"},
                  {"ID.04", "2023", "", "REG/A", "19"},
                  {"ID.03", "2023", "", "MED/A", "50"}});
  ComputeNow(fixture);
  CHECK(ToText(Explained(fixture, "ID.10", "2023")) ==
        "ID.10 2023: 75 %\n"
        "  definition RS:ID.10@1\n"
        "  computed as 100 * ID.03 / ID.09 (strict)\n"
        "  ID.03 2023: 57 persons\n"
        "    source REG/A; cases.csv, row 2 (batch 1)\n"
        "    chosen by rule: register before media\n"
        "    not chosen: 50 persons, source MED/A; cases.csv, row 4 (batch 1)\n"
        "    definition RS:ID.03@1\n"
        "  ID.09 2023: 76 persons\n"
        "    definition RS:ID.09@1\n"
        "    computed as ID.03 + ID.04 (strict)\n"
        "    ID.03 2023: 57 persons\n"
        "      source REG/A; cases.csv, row 2 (batch 1)\n"
        "      chosen by rule: register before media\n"
        "      not chosen: 50 persons, source MED/A; cases.csv, row 4 (batch 1)\n"
        "      definition RS:ID.03@1\n"
        "    ID.04 2023: 19 persons\n"
        "      source REG/A; cases.csv, row 3 (batch 1)\n"
        "      chosen by rule: only source\n"
        "      definition RS:ID.04@1\n");
}

TEST_CASE("the tree has the shape that programs rely on") {
  ComputeStore fixture;
  fixture.Import({{"ID.03", "2023", "", "REG/A", "57"}, {"ID.04", "2023", "", "REG/A", "19"}});
  ComputeNow(fixture);
  const Json json = ToJson(Explained(fixture, "ID.10", "2023"));
  CHECK(json["format"] == "explain/1");
  const Json& node = json["node"];
  CHECK(node["indicator"] == "ID.10");
  CHECK(node["value"] == 75);
  CHECK(node["formula"] == "100 * ID.03 / ID.09");
  CHECK(node["rule"] == "strict");
  CHECK(node["observation"]["origin"] == "computed");
  REQUIRE(node["inputs"].size() == 2);
  CHECK(node["inputs"][0]["indicator"] == "ID.03");
  CHECK(node["inputs"][0]["ref"] == "ID.03");
  CHECK(node["inputs"][0]["value"] == 57);
  CHECK(node["inputs"][0]["place"] ==
        Json({{"batch", 1}, {"file", "cases.csv"}, {"sheet", nullptr}, {"row", 2}}));
  CHECK(node["inputs"][0]["observation"]["source"] == "REG/A");
  const Json missing = ToJson(Explained(fixture, "ID.02", "2023"))["node"];
  CHECK(missing["value"].is_null());
  CHECK(missing["status"] == "O");
  CHECK(missing["observation"] == Json::object());
  CHECK(missing["reason"] == "ID.08 is missing");
}

TEST_CASE("what is missing, not applicable or suppressed is said") {
  ComputeStore fixture;
  fixture.Import({{"ID.03", "2023", "", "REG/A", "0"},
                  {"ID.04", "2023", "", "REG/A", "0"},
                  {"ID.03", "2022", "", "REG/A", "<5"},
                  {"ID.04", "2022", "", "REG/A", "12"},
                  {"ID.08", "2022", "", "REG/A", "_R", "the ministry refused"}});
  ComputeNow(fixture);
  CHECK(ToText(Explained(fixture, "ID.02", "2023")) ==
        "ID.02 2023: no value (O)\n"
        "  definition RS:ID.02@1\n"
        "  computed as ID.03 + ID.08 (strict)\n"
        "  because ID.08 is missing\n"
        "  ID.03 2023: 0 persons\n"
        "    source REG/A; cases.csv, row 2 (batch 1)\n"
        "    chosen by rule: only source\n"
        "    definition RS:ID.03@1\n"
        "  ID.08 2023: no value (O)\n"
        "    definition RS:ID.08@1\n"
        "    because no source gives a value\n");
  const ExplainNode share = Explained(fixture, "ID.10", "2023");
  CHECK(share.value.status == "M");
  CHECK(share.reason == "the division is by zero");
  CHECK(Explained(fixture, "ID.10", "2022").reason == "ID.03 is suppressed");
  const ExplainNode refused = Explained(fixture, "ID.02", "2022");
  CHECK(refused.reason == "ID.08 is missing");
  CHECK(ToText(refused.inputs[1]) ==
        "ID.08 2022: no value (_R)\n"
        "  source REG/A; cases.csv, row 6 (batch 1)\n"
        "  chosen by rule: only source\n"
        "  note: the ministry refused\n"
        "  definition RS:ID.08@1\n");
}

TEST_CASE("of a reported value the tree shows what it is checked against") {
  ComputeStore fixture;
  fixture.Import({{"ID.02", "2023", "", "REG/A", "66"},
                  {"ID.03", "2023", "", "REG/A", "57"},
                  {"ID.08", "2023", "", "REG/A", "8"}});
  ComputeNow(fixture);
  const ExplainNode node = Explained(fixture, "ID.02", "2023");
  CHECK(node.value.number == 66);
  CHECK(node.formula_value == 65);
  CHECK(node.inputs.size() == 2);
  CHECK(ToText(node).find("  checked against ID.03 + ID.08 (strict) = 65\n") != std::string::npos);
}

TEST_CASE("a cell of another indicator and earlier periods are followed") {
  ComputeStore fixture;
  fixture.Import({{"ID.02", "2022", "age_group=CHD;sex=F", "REG/A", "12"},
                  {"AS.02", "2020", "", "REG/A", "100"},
                  {"ID.02", "2021", "", "REG/A", "40"},
                  {"ID.02", "2022", "", "REG/A", "50"}});
  ComputeNow(fixture);
  const ExplainNode child = Explained(fixture, "CH.01", "2022", "sex=F");
  CHECK(child.value.number == 12);
  CHECK(child.rule == "same as");
  REQUIRE(child.inputs.size() == 1);
  CHECK(child.inputs[0].ref == "ID.02{age_group=CHD}");
  CHECK(child.inputs[0].key.dimensions == "age_group=CHD;sex=F");
  CHECK(child.inputs[0].observation->row == 2);
  const ExplainNode stock = Explained(fixture, "AS.02", "2022");
  CHECK(stock.value.number == 190);
  CHECK(stock.inputs[0].ref == "AS.02[-1]");
  CHECK(stock.inputs[0].period == "2021");
  CHECK(stock.inputs[0].value.number == 140);
  CHECK(stock.inputs[0].inputs[0].observation->row == 3);
}

TEST_CASE("a stored value whose inputs have changed is said to be due") {
  ComputeStore fixture;
  fixture.Import({{"ID.03", "2023", "", "REG/A", "57"}, {"ID.08", "2023", "", "REG/A", "9"}});
  CHECK(Explained(fixture, "ID.02", "2023").reason == "the value is due to be computed");
  CHECK(Explained(fixture, "ID.02", "2023").value.number == 66);
  ComputeNow(fixture);
  CHECK(Explained(fixture, "ID.02", "2023").reason == "");
  fixture.Import({{"ID.08", "2023", "", "REG/A", "10"}}, "corrected.csv");
  CHECK(Explained(fixture, "ID.02", "2023").reason ==
        "the inputs have changed, the value is due to be computed again");
}

TEST_CASE("what can't be explained is refused with the reason") {
  ComputeStore fixture;
  const auto refused = [&](const SeriesKey& key, const std::string& period) {
    const Result<ExplainNode> node = Explain(*fixture.store, {}, key, period);
    REQUIRE_FALSE(node.ok());
    return node.status().code() + ": " + node.status().message();
  };
  CHECK(refused({"RS", "ID.77", "", ""}, "2023") ==
        "unknown-indicator: There is no indicator 'ID.77' in the catalogue of RS.");
  CHECK(refused({"RS", "ID.02", "", ""}, "20233").substr(0, 11) == "bad-period:");
  CHECK(refused({"AL", "ID.02", "", ""}, "2023").substr(0, 20) == "country-not-enabled:");
}

}  // namespace
}  // namespace rapporteur
