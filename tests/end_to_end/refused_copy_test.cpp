// Unknown codes that are mapped where they were found, and refused rows that come back corrected.
#include <catch2/catch.hpp>

#include "core/base/json.h"
#include "tests/end_to_end/data_folder.h"

namespace rapporteur {
namespace {

Json Parsed(const Run& run) {
  INFO(run.err + run.out.substr(0, 3000));
  Result<Json> json = ParseJson(run.out, "output");
  REQUIRE(json.ok());
  return *json;
}

// The file is Windows-1250 with semicolons and a line above the table; the mapping tells it all.
TEST_CASE("refused rows come back as a copy of the file, and corrected they go in") {
  DataFolder folder;
  const std::string mapping = folder.Write("answer.json", R"({"document": "mapping/1",
    "name": "answer", "version": 1, "for": {"headers": ["Godina", "Pol", "Broj", "Napomena"]},
    "read": {"plugin": "org.rapporteur.csv-import",
             "options": {"separator": ";", "encoding": "windows-1250", "skip_rows": 1}},
    "rows": "observations",
    "columns": {"period": {"from": "Godina"}, "sex": {"from": "Pol"}, "value": {"from": "Broj"},
                "note": {"from": "Napomena"}, "indicator": {"constant": "ID.02"}}})");
  // "Odgovor na zahtev", "žene" and "kraj; početak" as Windows-1250 writes them.
  const std::string path = folder.Write(
      "answer.csv",
      "Odgovor na zahtev\nGodina;Pol;Broj;Napomena\n2021;F;10;\n2021;\x9E" "ene;1.200;\x9E" "ene\n"
      "2022;F;3;\n2022;mu\x9Aki;4;\"kraj; po\xE8" "etak\"\n");
  const std::string copy = folder.temp.path() + "/refused.csv";
  const Run first = Rapporteur(
      folder.data, folder.ImportOf(path, {"--mapping", mapping, "--accept-good-rows", "--refused", copy,
                                          "--json"}));
  CHECK(Parsed(first)["rows"] == Json({{"read", 4}, {"mapped", 2}, {"skipped", 0}, {"refused", 2}}));
  std::string text = ReadWholeFile(copy);
  CHECK(text.starts_with("\xEF\xBB\xBFGodina;Pol;Broj;Napomena;rapporteur_error\r\n2021;žene;1.200;žene;"));
  CHECK(text.find("\r\n2022;muški;4;\"kraj; početak\";") != std::string::npos);

  // Not corrected it is refused again, with the errors of now.
  const std::string second = folder.temp.path() + "/second.csv";
  CHECK(Rapporteur(folder.data, folder.ImportOf(copy, {"--mapping", mapping, "--refused", second}))
            .status == 1);
  CHECK(ReadWholeFile(second).starts_with("\xEF\xBB\xBFGodina;Pol;Broj;Napomena;rapporteur_error\r\n2021;žene;"));

  const auto correct = [&](const std::string& from, const std::string& to) {
    REQUIRE(text.find(from) != std::string::npos);
    text.replace(text.find(from), from.size(), to);
  };
  correct("2021;žene;1.200;", "2021;M;1200;");
  correct("2022;muški;", "2022;M;");
  WriteWholeFile(copy, text);
  const Json corrected = Parsed(
      Rapporteur(folder.data, folder.ImportOf(copy, {"--mapping", mapping, "--json"})));
  CHECK(corrected["state"] == "stored");
  CHECK(corrected["rows"] == Json({{"read", 2}, {"mapped", 2}, {"skipped", 0}, {"refused", 0}}));
  const Json all = Parsed(Rapporteur(folder.data, {"query", "--country", "RS", "--json"}));
  int imported = 0;
  for (const Json& one : all["observations"]) imported += one["origin"] == "imported";
  CHECK(imported == 4);
}

TEST_CASE("a copy of a table in the vocabulary goes in without a mapping") {
  DataFolder folder;
  const std::string path =
      folder.Write("cases.csv", "indicator,period,value\nID.02,2021,14\nID.02,2022,many\n");
  const std::string copy = folder.temp.path() + "/refused.csv";
  REQUIRE(Rapporteur(folder.data, folder.ImportOf(path, {"--accept-good-rows", "--refused", copy}))
              .status == 0);
  std::string text = ReadWholeFile(copy);
  REQUIRE(text.find("2022,many") != std::string::npos);
  text.replace(text.find("many"), 4, "7");
  WriteWholeFile(copy, text);
  CHECK(Parsed(Rapporteur(folder.data, folder.ImportOf(copy, {"--json"})))["observations"]["added"] == 1);
}

TEST_CASE("a last column 'error' of somebody else's is a column like any other") {
  DataFolder folder;
  CHECK(folder.Told("cases.csv", "indicator,period,value,error\nID.02,2021,14,x\n") ==
        "error: cases.csv: the columns are not the observation vocabulary, and no saved mapping has "
        "these headers.\n"
        "hint: Name the mapping with --mapping NAME or --mapping FILE.\n");
}

TEST_CASE("an unknown code is mapped where it was found, and the mapping is saved with it") {
  DataFolder folder;
  const std::string mapping = folder.Write("answer.json", R"json({"document": "mapping/1",
    "name": "answer", "version": 1, "for": {"headers": ["Godina", "Pol: (z/m)", "Broj"]},
    "read": {"plugin": "org.rapporteur.csv-import"}, "rows": "observations",
    "columns": {"period": {"from": "Godina"}, "sex": {"from": "Pol: (z/m)"},
                "value": {"from": "Broj"}, "indicator": {"constant": "ID.02"}}})json");
  REQUIRE(Rapporteur(folder.data, {"mapping", "save", mapping}).status == 0);
  const std::string path =
      folder.Write("answer.csv", "Godina;Pol: (z/m);Broj\n2021;z;10\n2021;m;4\n");
  const auto import = [&](std::vector<std::string> more) {
    more.push_back("--json");
    return Rapporteur(folder.data, folder.ImportOf(path, more));
  };
  CHECK(import({}).status == 1);
  CHECK(import({"--map-code", "sex:z=F"}).status == 1);  // the other is still unknown
  CHECK(Parsed(Rapporteur(folder.data, {"mapping", "list", "--json"}))["mappings"][0]["version"] == 1);

  const Json stored = Parsed(import({"--map-code", "Pol: (z/m):z=F", "--map-code", "sex:m=M"}));
  CHECK(stored["state"] == "stored");
  CHECK(stored["mapping"] == Json({{"name", "answer"}, {"version", 2}}));
  const Json saved = Parsed(Rapporteur(folder.data, {"mapping", "show", "answer", "--json"}));
  CHECK(saved["columns"]["sex"]["codes"] == Json({{"z", "F"}, {"m", "M"}}));
  CHECK(saved["version"] == 2);
  // The next file needs to be told nothing; the same again makes no new version.
  const std::string next = folder.Write("next.csv", "Godina;Pol: (z/m);Broj\n2022;z;1\n");
  CHECK(Parsed(Rapporteur(folder.data, folder.ImportOf(next, {"--json"})))["state"] == "stored");
  CHECK(Parsed(import({"--map-code", "sex:z=F"}))["mapping"]["version"] == 2);

  CHECK(Rapporteur(folder.data, folder.ImportOf(path, {"--map-code", "Spol:z=F"})).err.starts_with(
      "error: --map-code 'Spol:z=F': no such column is mapped; the mapping has period, Godina, sex, "
      "Pol: (z/m), value and Broj."));
  CHECK(Rapporteur(folder.data, folder.ImportOf(path, {"--map-code", "sex"})).status == 2);
}

}  // namespace
}  // namespace rapporteur
