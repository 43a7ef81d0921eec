// Tables as institutions of five countries write them: the suggested mapping imports them right
// without a hand's touch, or says what is open.
#include <catch2/catch.hpp>
#include <set>

#include "core/base/json.h"
#include "tests/end_to_end/data_folder.h"
#include "tests/support/shared_data.h"

namespace rapporteur {
namespace {

Json Parsed(const Run& run) {
  INFO(run.err + run.out.substr(0, 3000));
  Result<Json> json = ParseJson(run.out, "output");
  REQUIRE(json.ok());
  return *json;
}

struct Suggested : DataFolder {
  std::string mapping = temp.path() + "/suggested.json";

  Json Suggest(const std::string& table, std::vector<std::string> more) const {
    std::vector<std::string> command = {"mapping", "suggest", TestData("suggest/" + table),
                                        "-o",      mapping,   "--json"};
    command.insert(command.end(), more.begin(), more.end());
    const Run run = Rapporteur(data, command);
    INFO(run.err);
    REQUIRE(run.status == 0);
    return Parsed(run);
  }
  // Imports by the suggested mapping and gives what is stored: "period territory dimensions = value".
  std::set<std::string> Stored(const std::string& table, const std::string& country) const {
    const Run run =
        Rapporteur(data, {"import", TestData("suggest/" + table), "--mapping", mapping, "--json"});
    INFO(run.err + run.out.substr(0, 2000));
    REQUIRE(run.status == 0);
    std::set<std::string> stored;
    const Json query = Parsed(
        Rapporteur(data, {"query", "--country", country, "--all-sources", "--json"}));
    for (const Json& one : query["observations"]) {
      if (one["origin"] != "imported") continue;
      std::string line = one["indicator"].get<std::string>() + " " + one["period"].get<std::string>() +
                         " " + one["territory"].get<std::string>();
      for (const auto& [dimension, code] : one["dimensions"].items()) {
        line += " " + dimension + "=" + code.get<std::string>();
      }
      line += " " + (one["value"].is_null() ? one["text"].get<std::string>() : one["value"].dump());
      stored.insert(line + " " + one["source"].get<std::string>());
    }
    return stored;
  }
};

using Lines = std::set<std::string>;

TEST_CASE("an Albanian answer with codes, labels and a total is mapped whole") {
  Suggested folder;
  CHECK(folder.Suggest("sq.csv", {"--country", "AL"})["open"].empty());
  CHECK(folder.Stored("sq.csv", "AL") ==
        Lines{"ID.02 2022 AL age_group=CHD sex=F 12 AL-MB/direct",
              "ID.02 2022 AL age_group=ADT sex=F 9 AL-MB/direct",
              "ID.02 2022 AL age_group=CHD sex=M 5 AL-MB/direct",
              "ID.02 2022 AL age_group=ADT sex=M 3 AL-MB/direct",
              "ID.02 2022 AL 29 AL-MB/direct"});
}

TEST_CASE("a Serbian answer in Cyrillic is mapped whole") {
  Suggested folder;
  const Json suggestion = folder.Suggest(
      "sr_Cyrl.csv", {"--institution", "RS-MUP", "--constant", "indicator=ID.02"});
  CHECK(suggestion["open"].empty());
  CHECK(suggestion["columns"][0]["state"] == "ignored");  // it numbers the rows
  CHECK(suggestion["mapping"]["columns"]["sex"]["x_confidence"] > 0.9);
  CHECK_FALSE(suggestion["mapping"]["columns"]["sex"]["x_reason"].get<std::string>().empty());
  const std::string end = " RS-MUP/direct";
  CHECK(folder.Stored("sr_Cyrl.csv", "RS") ==
        Lines{"ID.02 2021 RS age_group=CHD form_of_exploitation=SEX sex=F 14" + end,
              "ID.02 2021 RS age_group=ADT form_of_exploitation=SEX sex=F 8" + end,
              "ID.02 2021 RS age_group=CHD form_of_exploitation=LAB sex=M 2" + end,
              "ID.02 2021 RS age_group=ADT form_of_exploitation=LAB sex=M 11" + end,
              "ID.02 2021 RS 35" + end});
}

TEST_CASE("a Serbian table in Latin with a column for each year is turned") {
  Suggested folder;
  CHECK(folder.Suggest("sr_Latn.csv", {"--institution", "RS-MUP", "--constant", "indicator=ID.02"})["open"]
            .empty());
  const Lines stored = folder.Stored("sr_Latn.csv", "RS");
  CHECK(stored.size() == 12);
  CHECK(stored.contains("ID.02 2020 RS-01 3 RS-MUP/direct"));
  CHECK(stored.contains("ID.02 2021 RS-02 2 RS-MUP/direct"));
  CHECK(stored.contains("ID.02 2022 RS-00 9 RS-MUP/direct"));
  CHECK(stored.contains("ID.02 2022 RS 14 RS-MUP/direct"));
}

TEST_CASE("a Macedonian table with a column for each sex is turned") {
  Suggested folder;
  CHECK(folder.Suggest("mk.csv", {"--institution", "MK-MVR"})["open"].empty());
  const Lines stored = folder.Stored("mk.csv", "MK");
  CHECK(stored.size() == 9);
  CHECK(stored.contains("ID.02 2021 MK sex=M 3 MK-MVR/direct"));
  CHECK(stored.contains("ID.02 2022 MK sex=F 5 MK-MVR/direct"));
  CHECK(stored.contains("ID.02 2023 MK 8 MK-MVR/direct"));
}

TEST_CASE("a Bosnian table in words that no catalogue has is mapped, a suppressed count kept") {
  Suggested folder;
  CHECK(folder.Suggest("bs.csv", {"--institution", "BA-DCT", "--constant", "indicator=ID.02"})["open"]
            .empty());
  const Lines stored = folder.Stored("bs.csv", "BA");
  CHECK(stored.size() == 5);
  CHECK(stored.contains("ID.02 2022 BA age_group=CHD sex=F 10 BA-DCT/direct"));
  CHECK(stored.contains("ID.02 2022 BA age_group=ADT sex=M <3 BA-DCT/direct"));
}

TEST_CASE("a column that may be two things stays open, and the import refuses it until it is said") {
  Suggested folder;
  const Json suggestion = folder.Suggest(
      "ambiguous.csv", {"--institution", "RS-MUP", "--constant", "indicator=ID.02"});
  CHECK(suggestion["columns"][1]["from"] == "Država");
  CHECK(suggestion["columns"][1]["state"] == "open");
  const std::string others = suggestion["columns"][1]["others"].dump();
  CHECK(others.find("citizenship") != std::string::npos);
  CHECK(others.find("country") != std::string::npos);
  CHECK(suggestion["columns"][3]["state"] == "open");  // another number beside the value
  CHECK(suggestion["columns"][2]["target"] == "value");
  CHECK(suggestion["open"].size() == 2);
  const std::string table = TestData("suggest/ambiguous.csv");
  CHECK(folder.Told({"import", table, "--mapping", folder.mapping}).starts_with(
      "error: ambiguous.csv: the column 'Država' and 'Procjena' is neither mapped nor ignored"));

  // Said once, it is known: by hand in the document, then by the headers of what was imported.
  Json document = *ParseJson(ReadWholeFile(folder.mapping), "mapping");
  document["columns"]["citizenship"] = {{"from", "Država"},
                                        {"codes", {{"Srbija", "RS"}, {"Albanija", "AL"}}}};
  document["ignored"] = Json::array({"Procjena"});
  WriteWholeFile(folder.mapping, document.dump());
  const Run run = Rapporteur(folder.data, {"import", table, "--mapping", folder.mapping});
  INFO(run.err);
  REQUIRE(run.status == 0);
  const Json again = folder.Suggest("ambiguous.csv",
                                    {"--institution", "RS-MUP", "--constant", "indicator=ID.02"});
  CHECK(again["columns"][1]["target"] == "citizenship");
  CHECK(again["columns"][1]["reason"] == "same header as batch 1 of the same institution");
}

TEST_CASE("what the file does not say is asked for, and a table with a person is not looked at") {
  Suggested folder;
  const Json suggestion = folder.Suggest("bs.csv", {"--country", "BA"});
  std::set<std::string> open;
  for (const Json& point : suggestion["open"]) open.insert(point["where"].get<std::string>());
  CHECK(open == std::set<std::string>{"indicator", "source"});
  const std::string path =
      folder.Write("persons.csv", "Godina;Broj;Napomena\n2021;4;0101990600008\n");  // synthetic
  const std::string told =
      folder.Told({"mapping", "suggest", path, "--country", "RS", "-o", folder.mapping + "2"});
  CHECK(told.find("this looks like a personal number") != std::string::npos);
  CHECK(told.find("0101990600008") == std::string::npos);
}

}  // namespace
}  // namespace rapporteur
