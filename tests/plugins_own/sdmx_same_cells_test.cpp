// The same ten cells in every format of SDMX are the same rows, and the same values in the store.
#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "plugins/sdmx_import/sdmx_import.h"
#include "tests/plugins_own/shown_run.h"
#include "tests/support/program.h"
#include "tests/support/temp_dir.h"

namespace rapporteur {
namespace {

const std::string kFolder = SourceFolder() + "/plugins/sdmx_import/";

const char* const kSamples[] = {"cells_csv_1.csv",          "cells_csv_2.csv",
                                "cells_csv_2_labels.csv",   "cells_csv_2_names.csv",
                                "cells_json_1_series.json", "cells_json_2_cross.json",
                                "cells_json_2_flat.json",   "cells_ml_21_cross.xml",
                                "cells_ml_21_generic.xml",  "cells_ml_21_generic_flat.xml",
                                "cells_ml_21_specific.xml", "cells_ml_30_specific.xml"};

// Rows of "COLUMN=cell" in the order of their names, without what is missing and without places.
std::vector<std::string> RowsOf(const rpt::testing::Run& run) {
  std::vector<std::string> rows;
  for (const rpt::testing::Row& row : run.rows) {
    std::vector<std::string> cells;
    for (std::size_t i = 1; i < row.size(); i++) {
      if (row[i]) cells.push_back(run.fields[i].name + "=" + *row[i]);
    }
    std::sort(cells.begin(), cells.end());
    std::string text;
    for (const std::string& cell : cells) text += cell + " ";
    rows.push_back(text);
  }
  std::sort(rows.begin(), rows.end());
  return rows;
}

std::string Row(const char* age, const char* sex, const char* period, const char* value,
                const char* obs_status, const char* status, const char* flag, const char* source) {
  const auto cell = [](const char* name, const std::string& text) {
    return text.empty() ? std::string() : name + ("=" + text) + " ";
  };
  return cell("AGE_GROUP", age) + "DECIMALS=0 FREQ=A INDICATOR=ID_02 " + cell("OBS_FLAG", flag) +
         cell("OBS_STATUS", obs_status) + cell("OBS_VALUE", value) + "REF_AREA=RS " +
         cell("SEX", sex) + cell("SOURCE", source + std::string("/RS-CZZTLJ")) +
         cell("TIME_PERIOD", period) + cell("VALUE_STATUS", status);
}

TEST_CASE("the same cells in each format of SDMX are the same rows") {
  const std::vector<std::string> expected = {
      Row("CHD", "_T", "2015", "22", "A", "A", "", "USTIP-2017"),
      Row("CHD", "_T", "2016", "21", "A", "A", "", "USTIP-2017"),
      Row("CHD", "_T", "2017", "18", "A", "A", "", "USTIP-2018"),
      Row("_T", "F", "2016", "", "O", "O", "", "USTIP-2017"),
      Row("_T", "F", "2017", "36", "U", "A", "U", "USTIP-2019"),
      Row("_T", "F", "2040", "", "O", "_Y", "", "USTIP-2019"),
      Row("_T", "M", "2017", "4", "P", "P", "", "USTIP-2019"),
      Row("_T", "_T", "2015", "36", "A", "A", "", "USTIP-2017"),
      Row("_T", "_T", "2016", "49", "A", "A", "", "USTIP-2017"),
      Row("_T", "_T", "2017", "40", "B", "A", "B", "USTIP-2018")};
  std::vector<std::string> sorted = expected;
  std::sort(sorted.begin(), sorted.end());
  for (const char* sample : kSamples) {
    INFO(sample);
    const auto run = rpt::testing::run(SdmxImport(), ReadWholeFile(kFolder + "samples/" + sample));
    INFO(FailureOf(run));
    CHECK(RowsOf(run) == sorted);
    CHECK(IssuesOf(run) == "");
  }
}

Json Parsed(const std::string& text) {
  Result<Json> json = ParseJson(text, "output");
  REQUIRE(json.ok());
  return *json;
}

// What the store holds of Serbia after an import, without which file and row it came from.
std::string Stored(const std::string& sample, const std::string& mapping) {
  TempDir temp;
  const std::string data = temp.path() + "/data";
  MakeDataFolder(data);
  const Run import = Rapporteur(data, {"import", kFolder + "samples/" + sample, "--mapping",
                                       kFolder + "mappings/" + mapping, "--json"});
  INFO(sample << import.out << import.err);
  REQUIRE(import.status == 0);
  const Json batch = Parsed(import.out);
  CHECK(batch["plugin"]["id"] == "org.rapporteur.sdmx-import");
  CHECK(batch["observations"]["added"] == 10);
  const Run query = Rapporteur(data, {"query", "--country", "RS", "--all-sources", "--json"});
  REQUIRE(query.status == 0);
  std::string stored;
  Json all = Parsed(query.out);
  for (Json& one : all["observations"]) {
    if (one["origin"] != "imported") continue;
    one.erase("place");
    stored += one.dump() + "\n";
  }
  return stored;
}

TEST_CASE("the same cells in each format of SDMX are the same values in the store") {
  const std::string expected = Stored("cells_csv_2.csv", "sdmx_value_status.json");
  INFO(expected);
  for (const char* part :
       {R"("period":"2040","dimensions":{"sex":"F"},"value":null,"text":null,"status":"_Y")",
        R"("period":"2017","dimensions":{},"value":40,"text":null,"status":"A","flags":["B"])",
        R"("status":"P")", R"("flags":["U"])"}) {
    INFO(part);
    CHECK(expected.find(part) != std::string::npos);
  }
  for (const char* sample : kSamples) {
    INFO(sample);
    CHECK(Stored(sample, "sdmx_value_status.json") == expected);
  }
}

TEST_CASE("the letters of CL_OBS_STATUS become our statuses and flags") {
  std::string expected = Stored("cells_csv_2.csv", "sdmx_value_status.json");
  // Only VALUE_STATUS knows that the missing value of 2040 is not yet due.
  const std::size_t at = expected.find(R"("status":"_Y")");
  REQUIRE(at != std::string::npos);
  expected.replace(at, 13, R"("status":"O")");
  CHECK(Stored("cells_csv_2.csv", "sdmx_obs_status.json") == expected);
  CHECK(Stored("cells_ml_30_specific.xml", "sdmx_obs_status.json") == expected);
}

TEST_CASE("the same cell twice in a message refuses it, in each format") {
  struct Case {
    const char *sample, *before, *again;
  };
  const Case cases[] = {
      {"cells_csv_2.csv", "dataflow,RPT:INDICATORS(1.0.0),M,A,RS,ID_02,_T,F,2016",
       "dataflow,RPT:INDICATORS(1.0.0),M,A,RS,ID_02,_T,_T,2015,37,A,A,,USTIP-2017/RS-CZZTLJ,0,0\n"},
      {"cells_json_1_series.json", "\"observations\": {", "\"0\": [37, 0, 0, null, 0],"},
      {"cells_ml_21_specific.xml", "<Obs ",
       "<Obs TIME_PERIOD=\"2015\" OBS_VALUE=\"37\" OBS_STATUS=\"A\" VALUE_STATUS=\"A\" "
       "SOURCE=\"USTIP-2017/RS-CZZTLJ\"/>"}};
  for (const Case& c : cases) {
    INFO(c.sample);
    TempDir temp;
    const std::string data = temp.path() + "/data";
    MakeDataFolder(data);
    std::string text = ReadWholeFile(kFolder + "samples/" + c.sample);
    const std::size_t at = text.find(c.before);
    REQUIRE(at != std::string::npos);
    const bool behind = c.before[0] == '"';
    text.insert(at + (behind ? std::string(c.before).size() : 0), c.again);
    WriteWholeFile(temp.path() + "/twice", text);
    const Run import = Rapporteur(data, {"import", temp.path() + "/twice", "--mapping",
                                         kFolder + "mappings/sdmx_value_status.json", "--json"});
    INFO(import.out << import.err);
    CHECK(import.status == 1);
    CHECK(import.out.find("ID.02") != std::string::npos);
  }
}

}  // namespace
}  // namespace rapporteur
