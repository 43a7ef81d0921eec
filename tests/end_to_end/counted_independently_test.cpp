// The counts of a table equal those of a second count, which shares no code with the first: it reads
// the raw file line by line and adds up in maps.
#include <catch2/catch.hpp>

#include <algorithm>
#include <map>
#include <set>

#include "core/base/json.h"
#include "tests/end_to_end/data_folder.h"
#include "tests/support/shared_data.h"

namespace rapporteur {
namespace {

using Row = std::map<std::string, std::string>;
// "2018 sex=F" -> 60
using Counts = std::map<std::string, int>;

// No cell of these files holds a quote or a line end.
std::vector<Row> RowsOf(const std::string& bytes) {
  std::vector<std::string> header;
  std::vector<Row> rows;
  std::size_t at = 0;
  while (at < bytes.size()) {
    const std::size_t end = std::min(bytes.find('\n', at), bytes.size());
    std::vector<std::string> cells(1);
    for (const char c : bytes.substr(at, end - at)) {
      if (c == ',') {
        cells.emplace_back();
      } else {
        cells.back() += c;
      }
    }
    at = end + 1;
    if (header.empty()) {
      header = cells;
      continue;
    }
    REQUIRE(cells.size() == header.size());
    Row& row = rows.emplace_back();
    for (std::size_t i = 0; i < cells.size(); ++i) row[header[i]] = cells[i];
  }
  return rows;
}

Counts Stored(const std::string& data, const std::string& country, const std::string& indicator) {
  const Run run = Rapporteur(data, {"query", "--country", country, "--indicator", indicator,
                                    "--all-sources", "--json"});
  Counts counts;
  const Json json = *ParseJson(run.out, "query");
  for (const Json& o : json["observations"]) {
    std::string key = o["period"].get<std::string>();
    for (const auto& [dimension, code] : o["dimensions"].items()) {
      key += " " + dimension + "=" + code.get<std::string>();
    }
    counts[key] = o["value"].get<int>();
  }
  return counts;
}

std::string Code(const std::map<std::string, std::string>& codes, const std::string& cell) {
  return codes.contains(cell) ? codes.at(cell) : "U";
}

const std::map<std::string, std::string> kSexes = {
    {"Female", "F"}, {"Male", "M"}, {"Woman", "F"}, {"Man", "M"}, {"Transgender", "O"}};
const std::map<std::string, std::string> kMajority = {{"Minor", "CHD"}, {"Adult", "ADT"}};

Json Mapping(const std::string& name) {
  return *ParseJson(ReadWholeFile(SourceFolder() + "/countries/regional/mappings/" + name), name);
}

// Counts the k-anonymised sample, whose countries are none of the five: the same mapping with two of
// its countries placed, as an exercise.
void CountKAnonymised(const std::string& bytes) {
  DataFolder folder;
  const Json mapping = Mapping("ctdc_k_anonymised_2020.json");
  const std::map<std::string, std::string> places = {{"KH", "RS"}, {"UA", "RS"}, {"US", "AL"}};
  std::map<std::string, Counts> expected;
  int skipped = 0, read = 0;
  for (Row& row : RowsOf(bytes)) {
    ++read;
    const auto place = places.find(row["country_of_exploitation"]);
    if (place == places.end()) {
      ++skipped;
      continue;
    }
    Counts& counts = expected[place->second];
    const std::string year = row["registration_year"];
    const std::string sex = Code(kSexes, row["gender"]), age = Code(kMajority, row["majority_status"]);
    ++counts[year];
    ++counts[year + " sex=" + sex];
    ++counts[year + " age_group=" + age];
    ++counts[year + " age_group=" + age + " sex=" + sex];
  }
  REQUIRE(expected.size() == 2);
  for (const auto& [country, counts] : expected) {
    Json one = mapping;
    Json codes = Json::object();
    for (const auto& [from, to] : places) {
      if (to == country) codes[from] = to;
    }
    one["columns"]["country"]["codes"] = codes;
    one["name"] = "exercise";
    const std::string file = folder.Write("one.json", one.dump());
    const Json institutions = *ParseJson(
        Rapporteur(folder.data, {"source", "list", "--json"}).out, "sources");
    std::string source;
    for (const Json& each : institutions["sources"]) {
      const std::string code = each["code"].get<std::string>();
      if (source.empty() && code.starts_with(country + "-")) source = code;
    }
    REQUIRE_FALSE(source.empty());
    const Run run = Rapporteur(folder.data, {"import", folder.Write("sample.csv", bytes), "--mapping",
                                             file, "--source", source, "--json"});
    INFO(run.out << run.err);
    REQUIRE(run.status == 0);
    const Json batch = *ParseJson(run.out, "batch");
    CHECK(batch["rows"]["read"] == read);
    int total = 0;
    for (const auto& [key, count] : counts) total += key.find(' ') == std::string::npos ? count : 0;
    CHECK(batch["rows"]["mapped"] == total);
    CHECK(batch["rows"]["skipped"] == read - total);
    CHECK(Stored(folder.data, country, "ID.12") == counts);
  }
  CHECK(skipped > 0);
}

// "2014-2018" is one period.
std::string PeriodOf(const std::string& cell) {
  std::string period = cell;
  std::replace(period.begin(), period.end(), '-', '/');
  return period;
}

void CountVictimPerpetrator(const std::string& bytes) {
  DataFolder folder;
  Counts expected;
  int read = 0, total = 0;
  for (Row& row : RowsOf(bytes)) {
    ++read;
    if (row["yearRegister"].empty()) continue;
    ++total;
    const std::string year = PeriodOf(row["yearRegister"]), sex = Code(kSexes, row["gender"]);
    std::set<std::string> forms;
    if (row["isForcedLabour"] == "1") forms.insert("LAB");
    if (row["isSexualExploit"] == "1") forms.insert("SEX");
    if (forms.empty()) forms.insert("U");  // no information, no zero
    ++expected[year];
    ++expected[year + " sex=" + sex];
    ++expected[year + " age_group=" + Code(kMajority, row["majorityStatus"])];
    for (const std::string& form : forms) {
      ++expected[year + " form_of_exploitation=" + form];
      ++expected[year + " form_of_exploitation=" + form + " sex=" + sex];
    }
  }
  // It names no country; as an exercise it is told one.  The mapping is found by the headers.
  const Run run = Rapporteur(folder.data, {"import", folder.Write("sample.csv", bytes), "--country",
                                           "RS", "--source", "RS-CZZTLJ", "--json"});
  INFO(run.out << run.err);
  REQUIRE(run.status == 0);
  const Json batch = *ParseJson(run.out, "batch");
  CHECK(batch["mapping"]["name"] == "ctdc-victim-perpetrator");
  CHECK(batch["rows"]["read"] == read);
  CHECK(batch["rows"]["mapped"] == total);
  CHECK(batch["counted"]["totals"][0]["count"] == total);
  CHECK(Stored(folder.data, "RS", "ID.12") == expected);
  // Persons stand under several forms, and the values say so.
  const Run query = Rapporteur(folder.data, {"query", "--indicator", "ID.12", "--json"});
  const Json values = *ParseJson(query.out, "query");
  for (const Json& o : values["observations"]) {
    const bool multi = o["dimensions"].contains("form_of_exploitation");
    CHECK(o["counting_mode"] == (multi ? Json("multi") : Json()));
  }
}

TEST_CASE("tables of the shape of CTDC's are counted as a second count says") {
  CountKAnonymised(ReadWholeFile(TestData("counting/k_anonymised.csv")));
  CountVictimPerpetrator(ReadWholeFile(TestData("counting/victim_perpetrator.csv")));
}

TEST_CASE("the samples of CTDC are counted as a second count says") {
  if (const auto path = SharedData("data/ctdc/ctdc_2020_sample_minus99.csv")) {
    CountKAnonymised(ReadWholeFile(*path));
  }
  if (const auto path = SharedData("data/ctdc/ctdc_victim_perpetrator_first_2000.csv")) {
    CountVictimPerpetrator(ReadWholeFile(*path));
  }
}

TEST_CASE("a table of the shape of the global synthetic dataset is counted, forms within forms") {
  DataFolder folder;
  const std::string bytes = ReadWholeFile(TestData("counting/global_synthetic.csv"));
  Counts expected;
  int total = 0;
  for (Row& row : RowsOf(bytes)) {
    if (row["CountryOfExploitation"] != "SRB" || row["yearOfRegistration"].empty()) continue;
    ++total;
    const std::string year = row["yearOfRegistration"], age = row["ageBroad"];
    std::set<std::string> forms;
    const auto yes = [&](const char* column) { return row[column] == "1"; };
    if (yes("isOtherExploit")) forms.insert("OTH");
    if (yes("isForcedLabour")) forms.insert("LAB");
    if (yes("isSexualExploit")) forms.insert("SEX");
    for (const auto& [column, code] : std::map<std::string, std::string>{
             {"typeOfLabourAgriculture", "LAB.AGR"}, {"typeOfLabourConstruction", "LAB.CON"},
             {"typeOfLabourDomesticWork", "LAB.DOM"}, {"typeOfLabourHospitality", "LAB.HOS"},
             {"typeOfSexProstitution", "SEX.PRO"}, {"typeOfSexPornography", "SEX.POR"}}) {
      if (yes(column.c_str())) forms.insert({code, code.substr(0, 3)});
    }
    if (forms.empty()) forms.insert("U");
    ++expected[year];
    ++expected[year + " sex=" + Code(kSexes, row["gender"])];
    ++expected[year + " age_group=" +
               (age.empty() ? "U" : age == "0--8" || age == "9--17" ? "CHD" : "ADT")];
    for (const std::string& form : forms) ++expected[year + " form_of_exploitation=" + form];
  }
  REQUIRE(total > 10);
  const Run run = Rapporteur(folder.data, {"import", folder.Write("sample.csv", bytes), "--source",
                                           "RS-CZZTLJ", "--json"});
  INFO(run.out << run.err);
  REQUIRE(run.status == 0);
  CHECK((*ParseJson(run.out, "batch"))["rows"]["mapped"] == total);
  CHECK(Stored(folder.data, "RS", "ID.12") == expected);
}

TEST_CASE("cases in HTCDS are counted into two indicators, as a second count says") {
  DataFolder folder;
  const std::string bytes = ReadWholeFile(TestData("counting/htcds_cases.csv"));
  const std::map<std::string, std::string> genders = {
      {"Feminine", "F"}, {"TransgenderFeminine", "F"}, {"Masculine", "M"}, {"NonConforming", "O"}};
  const std::map<std::string, std::string> types = {
      {"ForcedLabour", "LAB"}, {"SexualExploitation", "SEX"}, {"ForcedBegging", "BEG"},
      {"ForcedMarriage", "MAR"}, {"Other", "OTH"}};
  Counts identified, referred;
  for (Row& row : RowsOf(bytes)) {
    const std::string date = row["cas_IncomingReferralDate"];
    if (date.empty()) continue;
    const std::string year = date.substr(0, 4), sex = Code(genders, row["prs_Gender"]);
    std::set<std::string> forms;
    std::string cell = row["vic_TypeOfExploitation"] + ";";
    for (std::size_t at = 0; cell.size() > 1 && at < cell.size(); at = cell.find(';', at) + 1) {
      forms.insert(types.at(cell.substr(at, cell.find(';', at) - at)));
    }
    if (forms.empty()) forms.insert("U");
    ++referred[year];
    ++referred[year + " sex=" + sex];
    for (const std::string& form : forms) ++referred[year + " form_of_exploitation=" + form];
    std::string at_referral = "U";
    if (const std::string born = row["prs_Birthdate"]; !born.empty()) {
      const int age = std::stoi(year) - std::stoi(born.substr(0, 4)) -
                      (date.substr(5) < born.substr(5) ? 1 : 0);
      at_referral = age < 18 ? "CHD" : "ADT";
    }
    ++referred[year + " age_group=" + at_referral];
    if (row["vic_TraffickingStatus"] != "ActualVictimOfTrafficking") continue;
    ++identified[year];
    ++identified[year + " sex=" + sex];
    for (const std::string& form : forms) ++identified[year + " form_of_exploitation=" + form];
    const std::string age = row["vic_AgeWhenTrafficked"];
    ++identified[year + " age_group=" + (age.empty() ? "U" : std::stoi(age) < 18 ? "CHD" : "ADT")];
    std::string countries = row["prs_Citizenship"];
    if (countries.empty()) countries = "XU";
    ++identified[year + " citizenship=" + countries.substr(0, 2)];
    if (countries.size() > 2) ++identified[year + " citizenship=" + countries.substr(3)];
    if (const std::string sector = row["vic_ForcedLabourIndustry"]; !sector.empty()) {
      ++identified[year + " sector=" + sector.substr(0, 1)];
    }
  }
  REQUIRE(identified.size() > 15);
  const std::string path = folder.Write("cases.csv", bytes);
  for (const char* mapping : {"htcds-identified", "htcds-referred"}) {
    const Run run = Rapporteur(folder.data, {"import", path, "--mapping", mapping, "--country", "RS",
                                             "--source", "RS-CZZTLJ", "--json"});
    INFO(run.out << run.err);
    REQUIRE(run.status == 0);
  }
  CHECK(Stored(folder.data, "RS", "ID.02") == identified);
  CHECK(Stored(folder.data, "RS", "ID.01") == referred);
  // The columns about persons never left the worker.
  const Run all = Rapporteur(folder.data, {"query", "--all-sources", "--json"});
  CHECK(all.out.find("T-00") == std::string::npos);
}

}  // namespace
}  // namespace rapporteur
