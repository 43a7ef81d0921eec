// The main job: a file of published figures becomes stored values, a choice, a check, a report.
#include <algorithm>
#include <catch2/catch.hpp>
#include <map>

#include "core/base/json.h"
#include "tests/support/program.h"
#include "tests/support/temp_dir.h"

namespace rapporteur {
namespace {

const std::string kSamples = SourceFolder() + "/countries/regional/samples";
const std::string kFigures = kSamples + "/published_figures.csv";

Json Parsed(const std::string& text) {
  Result<Json> json = ParseJson(text, "output");
  INFO(text.substr(0, 2000));
  REQUIRE(json.ok());
  return *json;
}

// A data folder with the sample figures in it.
struct Sample {
  TempDir folder;
  std::string data = folder.path() + "/data";
  Sample() {
    MakeDataFolder(data);
    const Run run = Rapporteur(data, {"import", kFigures, "--mapping", "published-figures",
                                      "--accept-good-rows", "--json"});
    INFO(run.err + run.out.substr(0, 3000));
    REQUIRE(run.status == 0);
    batch = Parsed(run.out);
  }
  Json batch;

  Json Query(std::vector<std::string> options) const {
    options.insert(options.begin(), "query");
    options.push_back("--json");
    const Run run = Rapporteur(data, options);
    REQUIRE(run.status == 0);
    return Parsed(run.out)["observations"];
  }
  Json Totals2017() const {
    return Query({"--country", "RS", "--indicator", "ID.02", "--period", "2017", "--totals",
                  "--all-sources"});
  }
};

TEST_CASE("the published figures import with both balances, refused rows counted by reason") {
  Sample sample;
  const Json& rows = sample.batch["rows"];
  CHECK(rows["read"] == 450);
  CHECK(rows["read"].get<int>() ==
        rows["mapped"].get<int>() + rows["skipped"].get<int>() + rows["refused"].get<int>());
  CHECK(rows["mapped"] == 383);
  CHECK(sample.batch["observations"]["added"] == 383);
  // Free texts, and sums of codes: no single cell of an indicator.
  CHECK(sample.batch["findings_by_code"]["not-a-pair"] == 36);
  CHECK(sample.batch["findings_by_code"]["unknown-code"] == 31);
  // What the rules of the countries say of the rest is kept with the batch, and refuses nothing.
  CHECK(sample.batch["findings_by_code"]["part-sums"] > 0);
  for (const auto& [country, values] : {std::pair{"AL", 84}, {"BA", 77}, {"ME", 37}, {"MK", 71}, {"RS", 114}}) {
    INFO(country);
    const Run run = Rapporteur(sample.data, {"query", "--country", country, "--all-sources", "--json"});
    int imported = 0;
    const Json all = Parsed(run.out);
    for (const Json& one : all["observations"]) imported += one["origin"] == "imported";
    CHECK(imported == values);
  }
  CHECK(sample.batch["file"]["kept"] == true);
}

TEST_CASE("two published totals stand side by side, one chosen with a reason") {
  Sample sample;
  const Json totals = sample.Totals2017();
  REQUIRE(totals.size() == 2);
  CHECK(totals[0]["value"] == 40);
  CHECK(totals[0]["counted_by"] == "RS-CZZTLJ");
  CHECK(totals[0]["chosen"] == true);
  CHECK(totals[0]["disputed"] == true);
  CHECK_FALSE(totals[0]["choice"]["reason"].get<std::string>().empty());
  CHECK(totals[0]["place"]["file"] == "published_figures.csv");
  CHECK(totals[1]["value"] == 20);
  CHECK(totals[1]["counted_by"] == "RS-MUP");
  CHECK(totals[1]["chosen"] == false);
}

TEST_CASE("a person's choice stands above the rule, the report follows, the history shows both") {
  Sample sample;
  Run run = Rapporteur(sample.data, {"choose", "RS", "ID.02", "2017", "--source",
                                     "ONOFF-2018/RS-MUP", "--reason", "test of the choice"});
  REQUIRE(run.status == 0);
  Json totals = sample.Totals2017();
  CHECK(totals[0]["value"] == 20);
  CHECK(totals[0]["choice"]["by"] == "person");
  CHECK(totals[0]["choice"]["reason"] == "test of the choice");

  const std::string report = sample.folder.path() + "/report.html";
  run = Rapporteur(sample.data, {"report", "RS", "--period", "2017", "--lang", "en", "-o", report});
  INFO(run.err);
  REQUIRE(run.status == 0);
  const std::string html = ReadWholeFile(report);
  CHECK(html.find("test of the choice") != std::string::npos);
  CHECK(html.find("Working copy, not for publication") != std::string::npos);

  run = Rapporteur(sample.data, {"choose", "RS", "ID.02", "2017", "--withdraw", "--reason", "back"});
  REQUIRE(run.status == 0);
  CHECK(sample.Totals2017()[0]["value"] == 40);
}

TEST_CASE("importing the same file again stores nothing and says so") {
  Sample sample;
  const Run run = Rapporteur(sample.data, {"import", kFigures, "--mapping", "published-figures",
                                           "--accept-good-rows", "--json"});
  REQUIRE(run.status == 0);
  const Json batch = Parsed(run.out);
  CHECK(batch["state"] == "nothing_new");
  CHECK(batch["batch"].is_null());
  CHECK(batch["observations"]["unchanged"] == 383);
  CHECK(Parsed(Rapporteur(sample.data, {"batch", "list", "--json"}).out)["count"] == 1);
}

// Without the revision numbers, which an undo rightly raises.
std::string Said(Json observations) {
  for (Json& observation : observations) observation.erase("revision");
  return observations.dump();
}

TEST_CASE("undo restores exactly what a query said before, and the history shows both") {
  Sample sample;
  const std::string before = Said(sample.Query({"--country", "RS"}));
  std::string changed = ReadWholeFile(kFigures);
  const std::string row = "RS,2017,ID.02,total,40,";
  REQUIRE(changed.find(row) != std::string::npos);
  changed.replace(changed.find(row), row.size(), "RS,2017,ID.02,total,41,");
  const std::string path = sample.folder.path() + "/changed.csv";
  WriteWholeFile(path, changed);
  Run run = Rapporteur(sample.data, {"import", path, "--mapping", "published-figures",
                                     "--accept-good-rows", "--json"});
  REQUIRE(run.status == 0);
  CHECK(Parsed(run.out)["observations"]["changed"] == 1);
  CHECK(Said(sample.Query({"--country", "RS"})) != before);

  run = Rapporteur(sample.data, {"batch", "undo", "2", "--reason", "typing error", "--json"});
  INFO(run.err + run.out);
  REQUIRE(run.status == 0);
  CHECK(Parsed(run.out)["restored"] == 1);
  CHECK(Said(sample.Query({"--country", "RS"})) == before);
  const Json history = sample.Query({"--country", "RS", "--indicator", "ID.02", "--period", "2017",
                                     "--totals", "--history"});
  std::map<int, int> values;
  for (const Json& revision : history) {
    if (revision["source"] != "USTIP-2018/RS-CZZTLJ") continue;
    values[revision["revision"].get<int>()] = revision["value"].get<int>();
  }
  CHECK(values == std::map<int, int>{{1, 40}, {2, 41}, {3, 40}});
  CHECK(Parsed(Rapporteur(sample.data, {"audit", "verify", "--json"}).out)["intact"] == true);
}

TEST_CASE("the 2023 funnel passes its checks; one number off by one is named with rule and gap") {
  Sample sample;
  auto errors = [&] {
    const Run run = Rapporteur(sample.data, {"check", "--country", "RS", "--period", "2023", "--json"});
    Json document = Parsed(run.out);
    if (document.contains("result")) document = document["result"];
    std::vector<std::string> found;
    for (const Json& finding : document["findings"]) {
      if (finding["level"] == "error") {
        found.push_back(finding["rule"].get<std::string>() + " " + finding["gap"].dump());
      }
    }
    return found;
  };
  CHECK(errors().empty());
  const Run run = Rapporteur(sample.data, {"set", "RS", "ID.05", "2023", "32", "--source",
                                           "CPTV-2023/RS-CZZTLJ", "--reason", "one off"});
  INFO(run.err);
  REQUIRE(run.status == 0);
  const std::vector<std::string> found = errors();
  REQUIRE_FALSE(found.empty());
  CHECK(std::find_if(found.begin(), found.end(), [](const std::string& f) {
          return f.starts_with("funnel ") && f.find('1') != std::string::npos;
        }) != found.end());
}

TEST_CASE("explain goes down to file and row") {
  Sample sample;
  const Run run = Rapporteur(sample.data, {"explain", "RS", "ID.10", "2023", "--json"});
  INFO(run.err);
  REQUIRE(run.status == 0);
  const Json node = Parsed(run.out)["node"];
  CHECK(node["value"].get<double>() == Approx(75.0));
  const std::string text = node.dump();
  CHECK(text.find("published_figures.csv") != std::string::npos);
}

TEST_CASE("a second, unrelated table imports with nothing but a new mapping") {
  Sample sample;
  const std::string table = SourceFolder() + "/countries/serbia/samples/astra_court_practice.csv";
  const Run run = Rapporteur(sample.data, {"import", table, "--json"});
  INFO(run.err + run.out.substr(0, 2000));
  REQUIRE(run.status == 0);
  const Json batch = Parsed(run.out);
  CHECK(batch["mapping"]["name"] == "astra-duration");
  CHECK(batch["observations"]["added"].get<int>() > 0);
  CHECK(batch["rows"]["refused"] == 0);
}

TEST_CASE("a dry run differs in nothing but that nothing is stored") {
  TempDir folder;
  const std::string data = folder.path() + "/data";
  MakeDataFolder(data);
  std::vector<std::string> command = {"import", kFigures, "--mapping", "published-figures",
                                      "--accept-good-rows", "--json"};
  command.push_back("--dry-run");
  Json dry = Parsed(Rapporteur(data, command).out);
  command.pop_back();
  Json real = Parsed(Rapporteur(data, command).out);
  CHECK(dry["dry_run"] == true);
  CHECK(dry["batch"].is_null());
  for (Json* document : {&dry, &real}) {
    for (const char* member : {"dry_run", "batch", "started", "finished"}) document->erase(member);
    (*document)["file"].erase("kept");
  }
  CHECK(dry.dump() == real.dump());
}

TEST_CASE("refused rows come back as a copy of the file with an error column") {
  Sample sample;
  const std::string refused = sample.folder.path() + "/refused.csv";
  const Run run = Rapporteur(sample.data, {"import", kFigures, "--mapping", "published-figures",
                                           "--accept-good-rows", "--refused", refused});
  REQUIRE(run.status == 0);
  const std::string text = ReadWholeFile(refused);
  CHECK(text.find("country,year,indicator,breakdown,value,source,basis,source_url,note,rapporteur_error") !=
        std::string::npos);
  CHECK(text.find("referral_source=NGO+INT") != std::string::npos);
  CHECK(std::count(text.begin(), text.end(), '\n') == 67 + 1);
}

TEST_CASE("one command writes every report in its languages, the comparison and an index") {
  Sample sample;
  const std::string folder = sample.folder.path() + "/pack";
  const Run run =
      Rapporteur(sample.data, {"compare", "--period", "2015:2023", "--pack", folder, "--json"});
  INFO(run.err);
  REQUIRE(run.status == 0);
  const Json pack = Parsed(run.out);
  CHECK(pack["format"] == "pack/1");
  CHECK(pack["files"].size() == 17);
  const std::string index = ReadWholeFile(folder + "/index.html");
  for (const char* name : {"al-sq", "al-en", "ba-bs", "ba-hr", "ba-sr-Cyrl", "ba-sr-Latn", "ba-en",
                           "me-cnr-Cyrl", "me-cnr-Latn", "me-en", "mk-mk", "mk-sq", "mk-en",
                           "rs-sr-Cyrl", "rs-sr-Latn", "rs-en", "comparison-en"}) {
    INFO(name);
    CHECK(index.find("href=\"" + std::string(name) + ".html\"") != index.npos);
    CHECK(ReadWholeFile(folder + "/" + name + ".html").size() > 100'000);
  }
}

TEST_CASE("the comparison says of every country its value, year, grade and reasons") {
  Sample sample;
  const Run run = Rapporteur(sample.data, {"compare", "--period", "2015:2023", "--indicator", "ID.02", "--json"});
  REQUIRE(run.status == 0);
  const Json matrix = Parsed(run.out);
  CHECK(matrix["countries"] == Json({"AL", "BA", "ME", "MK", "RS"}));
  REQUIRE(matrix["rows"].size() == 1);
  const Json& cells = matrix["rows"][0]["cells"];
  CHECK(cells["RS"]["value"] == 66);
  CHECK(cells["RS"]["period"] == "2023");
  CHECK(cells["RS"]["grade"] == "B");
  CHECK(cells["RS"]["reasons"].size() == 1);
  CHECK(cells["ME"]["period"] == "2022");
  CHECK(cells["ME"]["grade"] == "A");
  CHECK(cells["BA"]["grade"] == "X");
  CHECK(cells["BA"]["reasons"] == Json({"no value in 2015–2023"}));
}

TEST_CASE("a disabled country's values and report stay readable and comparable") {
  Sample sample;
  const std::string before = sample.folder.path() + "/before.html", after = sample.folder.path() + "/after.html";
  const std::vector<std::string> report = {"report", "MK", "--period", "2015:2023", "--lang", "en", "-o"};
  auto write = [&](const std::string& path) {
    std::vector<std::string> words = report;
    words.push_back(path);
    return Rapporteur(sample.data, words).status;
  };
  REQUIRE(write(before) == 0);
  REQUIRE(Rapporteur(sample.data, {"plugin", "disable", "org.rapporteur.country.mk"}).status == 0);
  REQUIRE(write(after) == 0);
  CHECK(ReadWholeFile(before) == ReadWholeFile(after));
  const Run run = Rapporteur(sample.data, {"compare", "--period", "2015:2023", "--indicator", "ID.02", "--json"});
  CHECK(Parsed(run.out)["rows"][0]["cells"]["MK"]["value"] == 7);
}

}  // namespace
}  // namespace rapporteur
