// What the program exports comes back as nothing new, whatever a value is.
#include <catch2/catch.hpp>

#include "core/base/json.h"
#include "tests/support/program.h"
#include "tests/support/temp_dir.h"

namespace rapporteur {
namespace {

Json Parsed(const std::string& text) {
  Result<Json> json = ParseJson(text, "output");
  INFO(text.substr(0, 2000));
  REQUIRE(json.ok());
  return *json;
}

// Exports everything and imports it: into the same store, and into one that has only the documents.
void ComesBack(const std::string& data, const std::string& folder, int values) {
  const std::string file = folder + "/all.csv";
  const Run exported = Rapporteur(data, {"export", "csv-export", "--all-sources", "-o", file});
  INFO(exported.err);
  REQUIRE(exported.status == 0);
  const Run same = Rapporteur(data, {"import", file, "--json"});
  INFO(same.err + same.out.substr(0, 3000));
  REQUIRE(same.status == 0);
  const Json batch = Parsed(same.out);
  CHECK(batch["state"] == "nothing_new");
  CHECK(batch["observations"]["unchanged"] == values);
  CHECK(batch["rows"]["refused"] == 0);

  const std::string fresh = folder + "/fresh";
  MakeDataFolder(fresh);
  const Run into = Rapporteur(fresh, {"import", file, "--json"});
  INFO(into.err + into.out.substr(0, 3000));
  REQUIRE(into.status == 0);
  CHECK(Parsed(into.out)["observations"]["added"] == values);
  const std::string again = folder + "/again.csv";
  REQUIRE(Rapporteur(fresh, {"export", "csv-export", "--all-sources", "-o", again}).status == 0);
  CHECK(ReadWholeFile(again) == ReadWholeFile(file));
}

TEST_CASE("the published figures come back to no difference") {
  TempDir folder;
  const std::string data = folder.path() + "/data";
  MakeDataFolder(data);
  const Run run = Rapporteur(
      data, {"import", SourceFolder() + "/countries/regional/samples/published_figures.csv",
             "--mapping", "published-figures", "--accept-good-rows", "--json"});
  REQUIRE(run.status == 0);
  ComesBack(data, folder.path(), 383);
}

TEST_CASE("every status, flag, breakdown, remark and period comes back to no difference") {
  TempDir folder;
  const std::string data = folder.path() + "/data", file = folder.path() + "/kinds.csv";
  MakeDataFolder(data);
  std::string csv =
      "country,indicator,territory,period,sex,age_group,value,text,status,flags,source,note,"
      "evidence,law,"
      "source_ref,unit,counting_mode\n";
  int values = 0;
  const auto add = [&](const std::string& row) { csv += row + "\n", ++values; };
  add("RS,ID.02,RS,2017,_T,_T,0,,A,,RS-CZZTLJ,,,,,,");
  add("RS,ID.02,RS,2017,F,CHD,12,,P,BU,RS-CZZTLJ,\"a; b, \"\"c\"\"\nline\",dopis 12/3,RS-CC-388,"
      "https://example.org/a?b=1,persons,multi");
  add("RS,ID.02,RS,2017,F,ADT,,<5,Q,,RS-CZZTLJ,ћирилица и латиница č,,,,,");
  add("RS,ID.02,RS,2017,M,,,,O,,RS-CZZTLJ,,,,,,");
  int year = 2018;
  for (const char* status : {"L", "M", "_N", "_R", "_Y"}) {
    add("RS,ID.02,RS," + std::to_string(year++) + ",F,,,," + status + ",D,RS-CZZTLJ,,,,,,");
  }
  add("RS,ID.02,RS-VO,2017,,,3,,E,K,RS-CZZTLJ,,,,,,");
  add("RS,ID.02,RS,2013/2016,,,296,,A,,RS-CZZTLJ,,,,,,");
  add("RS,IP.01,RS,2010-12,,,4,,A,,RS-CZZTLJ,,,,,,");  // December, and no three years
  add("RS,ID.02,RS,2017-Q1,,,5,,A,,RS-CZZTLJ,,,,,,");
  add("RS,ID.02,RS,2017-S2,,,6,,A,,RS-CZZTLJ,,,,,,");
  add("RS,ID.02,RS,2017,_T,_T,20,,A,,RS-MUP,,,,,,");  // disputed
  add("RS,ID.32,RS,2017,,,33.333333333333336,,A,,RS-CZZTLJ,,,,,,");
  add("RS,ID.21,RS,2017,,,1,,A,,RS-CZZTLJ,,,,,,");
  WriteWholeFile(file, csv);
  const Run run = Rapporteur(data, {"import", file, "--json"});
  INFO(run.err + run.out.substr(0, 3000));
  REQUIRE(run.status == 0);
  REQUIRE(Parsed(run.out)["observations"]["added"] == values);
  ComesBack(data, folder.path(), values);
}

}  // namespace
}  // namespace rapporteur
