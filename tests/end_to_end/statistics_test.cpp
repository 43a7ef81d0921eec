// Files of statistical offices and of UNODC under the mappings that the catalogue and the country
// bring: fixtures of the same layout always, the real files where they are at hand.
#include <catch2/catch.hpp>
#include <filesystem>
#include <map>

#include "core/base/json.h"
#include "core/base/text.h"
#include "tests/support/program.h"
#include "tests/support/shared_data.h"
#include "tests/support/temp_dir.h"

namespace rapporteur {
namespace {

struct Folder {
  TempDir temp;
  std::string data = temp.path() + "/data";
  Folder() { MakeDataFolder(data); }

  Json Parsed(const std::vector<std::string>& command, int status = 0) const {
    const Run run = Rapporteur(data, command);
    INFO(run.err + run.out.substr(0, 3000));
    CHECK(run.status == status);
    const Result<Json> json = ParseJson(run.out, "output");
    REQUIRE(json.ok());
    return *json;
  }
  // "2017 sex=F 40 A K": period, dimensions, value or text, status, flags.
  std::vector<std::string> Values(const std::string& country, const std::string& indicator,
                                  const std::string& period) const {
    std::vector<std::string> lines;
    const Json all = Parsed({"query", "--country", country, "--indicator", indicator, "--period",
                             period, "--all-sources", "--json"});
    for (const Json& row : all["observations"]) {
      std::string line = GetString(row, "period");
      for (const auto& [dimension, code] : row["dimensions"].items()) {
        line += " " + dimension + "=" + code.get<std::string>();
      }
      line += " " + (row["value"].is_null() ? GetString(row, "text") : row["value"].dump());
      line += " " + GetString(row, "status");
      for (const Json& flag : row["flags"]) line += " " + flag.get<std::string>();
      lines.push_back(line);
    }
    return lines;
  }
};

using Lines = std::vector<std::string>;

// The cells of a CSV file without line ends in cells, by header.
std::vector<std::map<std::string, std::string>> Rows(const std::string& path) {
  std::vector<std::map<std::string, std::string>> rows;
  std::vector<std::string> headers;
  std::string bytes = ReadWholeFile(path);
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.erase(0, 3);
  for (std::string_view line : Split(bytes, '\n')) {
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    if (line.empty()) continue;
    std::vector<std::string> cells(1);
    bool quoted = false;
    for (char c : line) {
      if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        cells.emplace_back();
      } else {
        cells.back() += c;
      }
    }
    if (headers.empty()) {
      headers = cells;
      continue;
    }
    std::map<std::string, std::string>& row = rows.emplace_back();
    for (std::size_t i = 0; i < headers.size() && i < cells.size(); ++i) row[headers[i]] = cells[i];
  }
  return rows;
}

TEST_CASE(
    "UNODC's layout is stored where the catalogue has the cell, and refused where it doesn't say") {
  Folder folder;
  const Json batch = folder.Parsed({"import", TestData("unodc/glotip.csv"), "--mapping",
                                    "unodc-glotip", "--accept-good-rows", "--json"});
  CHECK(batch["rows"] == Json({{"read", 16}, {"mapped", 11}, {"skipped", 4}, {"refused", 1}}));
  CHECK(batch["findings_by_code"]["unknown-code"] == 1);   // Atlantis is nobody's guess
  CHECK(batch["findings_by_code"]["duplicate-key"] == 2);  // two different numbers for one cell
  CHECK(batch["observations"]["added"] == 9);
  CHECK(folder.Values("RS", "ID.02", "2017:2018") ==
        Lines{"2017 40 A", "2017 age_group=CHD 18 A", "2017 citizenship=RS 36 A",
              "2017 form_of_exploitation=SEX 17 A", "2017 sex=M <5 Q",
              "2018 form_of_exploitation=OTH 9 A K"});
  CHECK(folder.Values("AL", "ID.12", "2017") ==
        Lines{"2017 105 A", "2017 citizenship_group=NAT 1282 A"});
  CHECK(folder.Values("BA", "IP.05", "2019") == Lines{"2019 34 A"});
}

TEST_CASE("the UNODC extract imports: hidden counts as such, duplicates reported, nothing forced") {
  const auto file = SharedData("data/unodc/glotip_five_countries.csv");
  if (!file) return;
  Folder folder;
  const Json refused = folder.Parsed({"import", *file, "--mapping", "unodc-glotip", "--json"}, 1);
  CHECK(refused["error"]["code"] == "rows-refused");
  const Json batch =
      folder.Parsed({"import", *file, "--mapping", "unodc-glotip", "--accept-good-rows", "--json"});

  // What the file itself says, read without the program.
  const auto rows = Rows(*file);
  std::map<std::string, int> said;
  std::map<std::string, std::vector<std::string>> other_forms;
  for (auto row : rows) {
    ++said["rows"];
    if (row["Dimension"] == "by country of repatriation") ++said["repatriation"];
    if (row["Category"] == "Other forms of exploitation") {
      other_forms[row["Iso3_code"] + row["Indicator"] + row["Sex"] + row["Age"] + row["Year"]]
          .push_back(row["txtVALUE"]);
    }
  }
  int several = 0, repeated = 0;
  for (const auto& [key, values] : other_forms) {
    if (values.size() < 2) continue;
    bool same = true;
    for (const std::string& value : values) same = same && value == values[0];
    // Where they all say the same the first stands, else none does.
    (same ? repeated : several) += int(values.size()) - (same ? 1 : 0);
  }
  CHECK(said["rows"] == 1584);
  CHECK(batch["rows"]["read"] == said["rows"]);
  CHECK(batch["findings_by_code"]["duplicate-key"] == several + repeated);
  CHECK(several + repeated == 44);
  const int mapped = batch["rows"]["mapped"].get<int>(),
            skipped = batch["rows"]["skipped"].get<int>();
  CHECK(mapped == 1318);
  CHECK(skipped == 174);
  // Serbia's identified victims are defined from 2013 on, when the Centre took over.
  CHECK(batch["rows"]["refused"] == 92);
  CHECK(batch["findings_by_code"]["no-definition"] == 92);
  CHECK(batch["observations"]["added"] == mapped - several - repeated);

  // A handful of cells, and every total of detected victims.
  const std::map<std::string, std::pair<std::string, std::string>> detected = {
      {"ALB", {"AL", "ID.12"}},
      {"BIH", {"BA", "ID.12"}},
      {"MNE", {"ME", "ID.12"}},
      {"MKD", {"MK", "ID.02"}},
      {"SRB", {"RS", "ID.02"}}};
  for (const auto& [iso3, cell] : detected) {
    Lines expected, found;
    for (auto row : rows) {
      if (row["Iso3_code"] != iso3 || row["Indicator"] != "Detected trafficking victims" ||
          row["Dimension"] != "Total" || row["Sex"] != "Total" || row["Age"] != "Total") {
        continue;
      }
      if (iso3 == "SRB" && row["Year"] < "2013") continue;
      const bool hidden = row["txtVALUE"] == "<5";
      expected.push_back(row["Year"] + " " + row["txtVALUE"] + (hidden ? " Q" : " A"));
    }
    for (const std::string& line : folder.Values(cell.first, cell.second, "2000:2025")) {
      if (line.find('=') == std::string::npos) found.push_back(line);
    }
    std::sort(expected.begin(), expected.end());
    CHECK(found == expected);
  }
}

TEST_CASE("an indicator of an Open SDG site keeps counts and rates apart") {
  Folder folder;
  const Json batch = folder.Parsed({"import", TestData("open_sdg/indicator_16-2-2.csv"),
                                    "--accept-good-rows", "--json"});  // found by its headers
  CHECK(batch["mapping"]["name"] == "monstat-sdg-16-2-2");
  CHECK(batch["rows"] == Json({{"read", 7}, {"mapped", 4}, {"skipped", 2}, {"refused", 1}}));
  CHECK(batch["findings_by_code"]["unknown-indicator"] == 1);  // "percent" is neither
  CHECK(folder.Values("ME", "ID.12", "2019") ==
        Lines{"2019 39 A", "2019 form_of_exploitation=LAB 37 A", "2019 sex=F 12 A"});
  CHECK(folder.Values("ME", "ID.11", "2021") == Lines{"2021 0.48 A"});
}

TEST_CASE(
    "Montenegro's indicator 16.2.2 imports, and no other file of the folder goes in by mistake") {
  const auto shared = SharedData("data/sdg_montenegro/data");
  if (!shared) return;
  Folder folder;
  const Json batch = folder.Parsed({"import", *shared + "/indicator_16-2-2.csv", "--json"});
  CHECK(batch["rows"] == Json({{"read", 14}, {"mapped", 5}, {"skipped", 9}, {"refused", 0}}));
  CHECK(folder.Values("ME", "ID.12", "2000:2025") ==
        Lines{"2012 9 A", "2017 10 A", "2018 12 A", "2020 52 A"});
  CHECK(folder.Values("ME", "ID.11", "2025") == Lines{"2025 6.89 A"});
  // Under the mapping of 16.2.2 every other layout is refused for its columns, not read as victims.
  int files = 0, refused = 0;
  for (const auto& file : std::filesystem::directory_iterator(*shared)) {
    if (file.path().extension() != ".csv" || file.path().filename() == "indicator_16-2-2.csv")
      continue;
    if (++files % 12 != 0) continue;  // each takes a process; a dozen of them tell
    const Run run = Rapporteur(folder.data, {"import", file.path(), "--dry-run", "--mapping",
                                             "monstat-sdg-16-2-2", "--json"});
    const Result<Json> said = ParseJson(run.out, "output");
    INFO(file.path() << run.out.substr(0, 500));
    REQUIRE(said.ok());
    CHECK(run.status == 1);
    const std::string code = GetString(GetMember(*said, "error"), "code");
    CHECK((code == "missing-column" || code == "unmapped-column"));
    ++refused;
  }
  CHECK(files == 168);
  CHECK(refused == 14);
}

}  // namespace
}  // namespace rapporteur
