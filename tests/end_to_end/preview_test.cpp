// The stages at which a person may stop, on the command line.
#include <catch2/catch.hpp>

#include "core/base/json.h"
#include "tests/end_to_end/data_folder.h"

namespace rapporteur {
namespace {

const std::string kMapping = R"({"document": "mapping/1", "name": "answer", "version": 1,
  "for": {"headers": ["Godina", "Pol", "Broj", "Strana"]},
  "read": {"plugin": "org.rapporteur.csv-import"}, "rows": "observations",
  "columns": {"period": {"from": "Godina"}, "sex": {"from": "Pol", "codes": {"Z": "F"}},
              "value": {"from": "Broj"}, "indicator": {"constant": "ID.02"}},
  "ignored": ["Strana"]})";
const std::string kAnswer =
    "Godina;Pol;Broj;Strana\n2021;Z;10;1\n2021;M;4;1\n2021;Muskii;4;1\n2022;Muskii;9;2\n";

struct Previews : DataFolder {
  std::string mapping = Write("answer.json", kMapping);
  Json Until(const std::string& stage, const std::string& bytes, int status = 0) const {
    const std::string path = Write("answer.csv", bytes);
    const Run run = Rapporteur(
        data, ImportOf(path, {"--mapping", mapping, "--until", stage, "--json"}));
    INFO(run.err + run.out);
    CHECK(run.status == status);
    CheckUntouched();
    return Shown(run);
  }
  // Beside an error the preview stands as its result.
  static Json Shown(const Run& run) {
    Json json = *ParseJson(run.out, "preview");
    if (!json.contains("error")) return json;
    Json result = json["result"];
    result["error"] = json["error"];
    return result;
  }
};

TEST_CASE("read says what the file is before anything of it is understood") {
  Previews folder;
  const Json preview = folder.Until("read", kAnswer);
  CHECK(preview["format"] == "preview/1");
  CHECK(preview["stage"] == "read");
  const Json& read = preview["read"];
  CHECK(read["name"] == "answer.csv");
  CHECK(read["size"] == kAnswer.size());
  CHECK(read["encoding"]["name"] == "utf-8");
  CHECK(read["encoding"]["by"] == "valid");
  CHECK(read["importers"][0]["id"] == "org.rapporteur.csv-import");
  CHECK(read["importers"][0]["score"] > 0);
  CHECK(read["importer_by"] == "mapping");
  CHECK(read["known_file"].is_null());
  CHECK(preview["parse"].is_null());
}

TEST_CASE("read knows a file that was loaded before") {
  DataFolder folder;
  const std::string path = folder.Write("cases.csv", "indicator,period,value\nID.02,2021,14\n");
  REQUIRE(Rapporteur(folder.data, folder.ImportOf(path)).status == 0);
  const Run run = Rapporteur(folder.data, {"import", path, "--until", "read"});
  CHECK(run.out.find("  this very file was loaded as batch 1 on ") != std::string::npos);
}

TEST_CASE("parse shows columns and rows, also where no mapping fits") {
  Previews folder;
  const Json parse = folder.Until("parse", kAnswer)["parse"];
  CHECK(parse["rows"] == 4);
  CHECK(parse["columns_total"] == 4);
  CHECK(parse["columns"][0] == Json({{"name", "Godina"},
                                     {"type", "period"},
                                     {"samples", {"2021", "2022"}},
                                     {"filled", 4},
                                     {"blank", 0},
                                     {"different", 2}}));
  CHECK(parse["first"].size() == 4);
  CHECK(parse["first"][0]["row"] == 2);
  CHECK(parse["first"][0]["cells"] == Json({"2021", "Z", "10", "1"}));
  CHECK(parse["first"][0]["outcome"].is_null());

  const std::string other = folder.Write("other.csv", "A;B\n1;x\n");
  const Run run = Rapporteur(folder.data, {"import", other, "--until", "parse", "--json"});
  CHECK(run.status == 0);
  CHECK((*ParseJson(run.out, "preview"))["parse"]["first"][0]["cells"] == Json({"1", "x"}));
  const Run map = Rapporteur(folder.data, {"import", other, "--until", "map", "--json"});
  CHECK(map.status == 1);
  const Json refused = Previews::Shown(map);
  CHECK(refused["error"]["code"] == "no-mapping");
  CHECK(refused["stage"] == "parse");
  CHECK(refused["parse"]["rows"] == 1);
}

TEST_CASE("map shows where columns go, what rows become, and the codes nobody knows") {
  Previews folder;
  const Json map = folder.Until("map", kAnswer)["map"];
  CHECK(map["mapping"]["name"] == "answer");
  CHECK(map["found_by"] == "told");
  std::map<std::string, std::string> targets;
  for (const Json& column : map["columns"]) {
    targets[column["from"].is_null() ? "-" : column["from"].get<std::string>()] =
        column["target"].is_null() ? "ignored" : column["target"].get<std::string>();
  }
  CHECK(targets == std::map<std::string, std::string>{{"Godina", "period"},
                                                      {"Pol", "sex"},
                                                      {"Broj", "value"},
                                                      {"-", "indicator"},
                                                      {"Strana", "ignored"}});
  CHECK(map["rows"] == Json({{"read", 4}, {"mapped", 2}, {"skipped", 0}, {"refused", 2}}));
  REQUIRE(map["unknown_codes"].size() == 1);
  const Json& code = map["unknown_codes"][0];
  CHECK(code["column"] == "Pol");
  CHECK(code["target"] == "sex");
  CHECK(code["found"] == "Muskii");
  CHECK(code["count"] == 2);
  CHECK(code["first"]["row"] == 4);
  CHECK(code["suggestions"][0]["code"] == "M");
  CHECK(code["actions"] == Json({"map", "reject", "ask"}));

  const Json first = folder.Until("map", kAnswer)["parse"]["first"];
  CHECK(first[0]["outcome"] == "mapped");
  CHECK(first[0]["observations"][0]["dimensions"] == Json({{"sex", "F"}}));
  CHECK(first[0]["observations"][0]["value"] == 10);
  CHECK(first[2]["outcome"] == "refused");
}

TEST_CASE("check groups what is wrong by code, difference shows old and new") {
  Previews folder;
  const Json refused = folder.Until("check", kAnswer, 1);
  CHECK(refused["error"]["code"] == "rows-refused");
  CHECK(refused["check"]["groups"][0]["code"] == "unknown-code");
  CHECK(refused["check"]["groups"][0]["count"] == 2);
  CHECK(refused["check"]["groups"][0]["first"][0]["row"] == 4);

  const std::string before = folder.Write("before.csv", "indicator,period,sex,value\nID.02,2021,F,8\n"
                                                        "ID.02,2021,M,100\nID.02,2020,M,3\n");
  REQUIRE(Rapporteur(folder.data, folder.ImportOf(before)).status == 0);
  const std::string path =
      folder.Write("answer.csv", "Godina;Pol;Broj;Strana\n2021;Z;10;1\n2021;M;400;1\n2020;M;3;1\n"
                                 "2022;M;9;2\n");
  const auto command = [&](const std::string& last) {
    return folder.ImportOf(path, {"--mapping", folder.mapping, last, "--json"});
  };
  std::vector<std::string> until = command("--until");
  until.insert(until.end() - 1, "difference");
  const Json preview = *ParseJson(Rapporteur(folder.data, until).out, "preview");
  const Json& difference = preview["difference"];
  CHECK(difference["counts"] ==
        Json({{"added", 1}, {"changed", 2}, {"unchanged", 1}, {"refused", 0}}));
  REQUIRE(difference["changed"].size() == 2);
  const Json& f = difference["changed"][0]["dimensions"]["sex"] == "F" ? difference["changed"][0]
                                                                       : difference["changed"][1];
  CHECK(f["old"]["value"] == 8);
  CHECK(f["new"]["value"] == 10);
  CHECK(f["percent"] == 25);
  CHECK(f["suspicious"].is_null());
  CHECK(f["place"]["row"] == 2);
  CHECK(difference["suspicious_total"] == 1);
  CHECK(difference["suspicious"][0]["suspicious"] == "changes by +300 %");
  CHECK(difference["added"][0]["period"] == "2022");
  CHECK(difference["unchanged"][0]["period"] == "2020");

  // A dry run says the same in figures.
  const Json dry = *ParseJson(Rapporteur(folder.data, command("--dry-run")).out, "batch");
  CHECK(dry["observations"] == preview["batch"]["observations"]);
  CHECK(dry["rows"] == preview["batch"]["rows"]);
}

TEST_CASE("a file with a personal number is refused at every stage that looks at cells, unseen") {
  Previews folder;
  const std::string bytes =
      "Godina;Pol;Broj;Strana\n2021;Z;10;1\n2021;M;4;0101990600008\n";  // synthetic: no such region
  CHECK(folder.Until("read", bytes)["read"]["name"] == "answer.csv");
  for (const char* stage : {"parse", "map", "check", "difference"}) {
    const Json preview = folder.Until(stage, bytes, 1);
    CHECK(preview["error"]["code"] == "personal-data");
    CHECK(preview["error"]["row"] == 3);
    CHECK(preview["parse"].is_null());
    CHECK(preview.dump().find("0101990600008") == std::string::npos);
    CHECK(preview.dump().find("\"Z\"") == std::string::npos);
  }
}

TEST_CASE("a stage that does not exist is named with those that do") {
  Previews folder;
  const Run run = Rapporteur(folder.data, {"import", folder.mapping, "--until", "store"});
  CHECK(run.status == 2);
  CHECK(run.err == "error: --until: found 'store', expected read, parse, map, check or difference.\n");
}

}  // namespace
}  // namespace rapporteur
