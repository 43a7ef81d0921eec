// Submissions as Kobo's exporter was given them, against what it wrote as CSV.
#include <catch2/catch.hpp>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <rapporteur/testing.hpp>
#include <set>
#include <string>

#include "plugins/json_import/json_import.h"
#include "tests/plugins_own/shown_run.h"
#include "tests/support/csv_answers.h"
#include "tests/support/shared_data.h"

namespace rapporteur {
namespace {

using Json = nlohmann::json;
using rpt::testing::Run;

// The plain cells of a submission, by another library's tree and a loop of its own.
void Flatten(const Json& object, const std::string& before,
             std::map<std::string, std::string>& cells) {
  for (const auto& [name, value] : object.items()) {
    if (value.is_object()) {
      Flatten(value, before + name + ".", cells);
    } else if (value.is_array()) {
      std::string joined;
      bool plain = false;
      for (const Json& item : value) {
        if (item.is_object() || item.is_null()) continue;
        joined += (plain ? ";" : "") + (item.is_string() ? item.get<std::string>() : item.dump());
        plain = true;
      }
      if (plain) cells[before + name] = joined;
    } else if (!value.is_null()) {
      cells[before + name] = value.is_string() ? value.get<std::string>() : value.dump();
    }
  }
}

int CheckSubmissions(const std::string& path) {
  const std::string text = ReadTestFile(path);
  const Json submissions = Json::parse(text);
  const Run run = rpt::testing::run(JsonImport(), text);
  if (submissions.empty()) {
    CHECK(FailureOf(run) == "the array is empty, expected objects, one for each record");
    return 0;
  }
  REQUIRE(FailureOf(run) == "no failure");
  REQUIRE(run.rows.size() == submissions.size());
  for (std::size_t i = 0; i < run.rows.size(); ++i) {
    std::map<std::string, std::string> expected, found;
    Flatten(submissions[i], "", expected);
    for (std::size_t c = 1; c < run.fields.size(); ++c) {
      if (run.rows[i][c]) found[run.fields[c].name] = *run.rows[i][c];
    }
    CHECK(found == expected);
  }
  return static_cast<int>(submissions.size());
}

TEST_CASE("every submission of the Kobo exports comes out whole") {
  CheckSubmissions(TestData("json/submissions.json"));
  const auto folder = SharedData("data/kobo/exports");
  if (!folder) return;
  int files = 0, submissions = 0;
  for (const auto& file : std::filesystem::directory_iterator(*folder)) {
    if (file.path().string().find(".submissions.json") == std::string::npos) continue;
    INFO(file.path().filename().string());
    submissions += CheckSubmissions(file.path().string());
    ++files;
  }
  CHECK(files == 16);
  CHECK(submissions > 40);
}

TEST_CASE("a repeat of the Kobo exports becomes rows beside its submission") {
  const std::string options = R"({"repeat": "household_visit/houshold_member_repeat"})";
  const auto path = SharedData("data/kobo/exports/grouped_repeatable_alias.submissions.json");
  if (!path) return;
  const std::string text = ReadTestFile(*path);
  const Run run = rpt::testing::run(JsonImport(), text, options);
  REQUIRE(FailureOf(run) == "no failure");
  std::size_t members = 0;
  for (const Json& submission : Json::parse(text)) {
    members += submission["household_visit/houshold_member_repeat"].size();
  }
  CHECK(run.rows.size() == members);
  std::set<std::string> names;
  for (const rpt::Field& field : run.fields) names.insert(field.name);
  CHECK(names.count("household_visit/houshold_member_repeat/household_member_name") == 1);
  CHECK(names.count("household_visit/household_location") == 1);
}

TEST_CASE("metadata of DHIS2 holds several arrays, of which one is named") {
  const auto path = SharedData("data/dhis2/metadata/metadata_with_indicators.json");
  if (!path) return;
  const std::string text = ReadTestFile(*path);
  const std::string failure = FailureOf(rpt::testing::run(JsonImport(), text));
  CHECK(failure.substr(0, 45) == "the file holds several arrays of objects: dat");
  const Run run = rpt::testing::run(JsonImport(), text, R"({"path": "indicators"})");
  CHECK(FailureOf(run) == "no failure");
  CHECK(run.rows.size() == Json::parse(text)["indicators"].size());
}

}  // namespace
}  // namespace rapporteur
