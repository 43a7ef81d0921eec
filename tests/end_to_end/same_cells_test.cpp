// The same cells, written as Eurostat's TSV, as SDMX-CSV and as JSON-stat, are the same values in
// the store: published figures of two countries, with flags that were made up for the test.
#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "tests/end_to_end/data_folder.h"
#include "tests/support/program.h"
#include "tests/support/shared_data.h"

namespace rapporteur {
namespace {

struct Written {
  const char* plugin;
  std::string file, mapping;
};

std::vector<Written> AllForms() {
  const std::string plugins = SourceFolder() + "/plugins/";
  return {{"org.rapporteur.eurostat-import", plugins + "eurostat_import/samples/cells.tsv",
           plugins + "eurostat_import/mappings/eurostat_flags.json"},
          {"org.rapporteur.json-import", plugins + "json_import/samples/cells.json",
           plugins + "json_import/mappings/json_stat_flags.json"},
          {"org.rapporteur.sdmx-import", TestData("same_cells/sdmx.csv"),
           TestData("same_cells/sdmx_mapping.json")}};
}

Json Parsed(const std::string& text) {
  Result<Json> json = ParseJson(text, "output");
  INFO(text.substr(0, 2000));
  REQUIRE(json.ok());
  return *json;
}

// What was imported, all that a query says but from which file and row.
std::vector<Json> Stored(const DataFolder& folder) {
  const Run query = Rapporteur(folder.data, {"query", "--all-sources", "--json"});
  REQUIRE(query.status == 0);
  Json all = Parsed(query.out);
  std::vector<Json> values;
  for (Json& one : all["observations"]) {
    if (one["origin"] != "imported") continue;
    one.erase("place");
    values.push_back(std::move(one));
  }
  return values;
}

std::string Text(const Json& json, const char* member) {
  const Json& value = json[member];
  return value.is_string() ? value.get<std::string>() : value.dump();
}

// "RS 2020 FOR 5 P B"
std::vector<std::string> Short(const std::vector<Json>& values) {
  std::vector<std::string> lines;
  for (const Json& one : values) {
    std::string flags;
    for (const Json& flag : one["flags"]) flags += flag.get<std::string>();
    const Json& dimensions = one["dimensions"];
    lines.push_back(Text(one, "country") + " " + Text(one, "period") + " " +
                    (dimensions.empty() ? "_T" : Text(dimensions, "citizenship_group")) + " " +
                    Text(one, "value") + " " + Text(one, "status") + (flags.empty() ? "" : " ") +
                    flags);
  }
  std::sort(lines.begin(), lines.end());
  return lines;
}

TEST_CASE("the same cells as Eurostat TSV, JSON-stat and SDMX-CSV are the same values") {
  // Suppressed, provisional, a stated zero, both a break and provisional, missing, not applicable,
  // estimated, of low reliability, of another definition.
  const std::vector<std::string> expected = {
      "MK 2018 FOR null Q",   "MK 2018 STL 0 A",    "MK 2018 _T 9 A",     "MK 2019 FOR 3 P",
      "MK 2019 STL null Q",   "MK 2019 _T 6 A B",   "MK 2020 FOR 0 A",    "MK 2020 STL null M",
      "MK 2020 _T 7 A D",     "RS 2018 FOR 5 A",    "RS 2018 STL null M", "RS 2018 _T null O",
      "RS 2019 FOR 2 A",      "RS 2019 STL null O", "RS 2019 _T 36 E",    "RS 2020 FOR 5 P B",
      "RS 2020 STL null O B", "RS 2020 _T 48 A U"};
  std::vector<Json> first;
  for (const Written& form : AllForms()) {
    INFO(form.file);
    const DataFolder folder;
    const Run import =
        Rapporteur(folder.data, {"import", form.file, "--mapping", form.mapping, "--json"});
    INFO(import.out << import.err);
    REQUIRE(import.status == 0);
    const Json batch = Parsed(import.out);
    CHECK(batch["plugin"]["id"] == form.plugin);
    CHECK(batch["rows"]["mapped"] == 18);
    CHECK(batch["findings_total"] == 0);
    const std::vector<Json> values = Stored(folder);
    CHECK(Short(values) == expected);
    if (first.empty()) first = values;
    CHECK(Json(values).dump(1) == Json(first).dump(1));

    // Each of the others brings nothing new.
    for (const Written& other : AllForms()) {
      INFO(other.file);
      const Run again = Rapporteur(
          folder.data, {"import", other.file, "--mapping", other.mapping, "--dry-run", "--json"});
      INFO(again.out << again.err);
      REQUIRE(again.status == 0);
      CHECK(Parsed(again.out)["observations"]["unchanged"] == 18);
    }
  }
}

TEST_CASE("each form is known by its content among all importers") {
  const DataFolder folder;
  for (const Written& form : AllForms()) {
    INFO(form.file);
    // Under a name that says nothing.
    const std::string path = folder.Write("cells", ReadWholeFile(form.file));
    const Run import = Rapporteur(folder.data, {"import", path, "--json"});
    INFO(import.out);
    CHECK(import.status == 1);
    CHECK(Parsed(import.out)["error"]["code"] == "no-mapping");
  }
}

TEST_CASE("records of JSON in the words of the vocabulary need no mapping") {
  const DataFolder folder;
  const std::string path = folder.Write("values.json", R"([
    {"country": "RS", "indicator": "ID.02", "period": "2019", "value": 36, "sex": null},
    {"country": "RS", "indicator": "ID.02", "period": "2019", "value": 29, "sex": "F"},
    {"country": "RS", "indicator": "ID.02", "period": "2020", "value": null, "status": "Q"},
    {"country": "RS", "indicator": "ID.02", "period": "2020", "value": "<5", "sex": "M"}])");
  const Run import = Rapporteur(folder.data, folder.ImportOf(path, {"--json"}));
  INFO(import.out << import.err);
  REQUIRE(import.status == 0);
  CHECK(Parsed(import.out)["observations"]["added"] == 4);

  const Json error = folder.Refusal("page.json", R"({"count": 9, "next": "https://x", "results": [
    {"country": "RS", "indicator": "ID.02", "period": "2019", "value": 37}]})");
  CHECK(
      error["message"] ==
      "page.json: the file is one page of a longer answer, as its member next says: 1 record of 9 "
      "are here. Download all of them, as an export or with a higher limit. Nothing was stored.");
}

}  // namespace
}  // namespace rapporteur
