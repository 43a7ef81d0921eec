// What becomes of batches: a known file is named, the next file is read like the last, what somebody
// decided is in the journal.
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

// A table in an institution's own words, and the mapping document for it.
const std::string kAnswer = "Godina;Pol;Broj\n2021;Z;10\n2021;M;4\n";
const std::string kMapping = R"({"document": "mapping/1", "name": "answer", "version": 1,
  "read": {"plugin": "org.rapporteur.csv-import"}, "rows": "observations",
  "columns": {"period": {"from": "Godina"}, "sex": {"from": "Pol", "codes": {"Z": "F"}},
              "value": {"from": "Broj"}, "indicator": {"constant": "ID.02"}}})";

TEST_CASE("an import of a file that was loaded before names the batch and stores nothing") {
  DataFolder folder;
  const std::string path = folder.Write("cases.csv", "indicator,period,value\nID.02,2021,14\n");
  CHECK(Parsed(Rapporteur(folder.data, folder.ImportOf(path, {"--json"})))["known_file"].is_null());
  const std::string copy = folder.Write("a copy.csv", "indicator,period,value\nID.02,2021,14\n");
  const Json again = Parsed(Rapporteur(folder.data, folder.ImportOf(copy, {"--json"})));
  CHECK(again["state"] == "nothing_new");
  CHECK(again["known_file"]["batch"] == 1);
  CHECK(again["known_file"]["user"] == "local");
  const Run run = Rapporteur(folder.data, folder.ImportOf(copy));
  CHECK(run.out.find("a copy.csv: this very file was loaded as batch 1 on 20") == 0);
  // What is taken back is not loaded any more.
  REQUIRE(Rapporteur(folder.data, {"batch", "undo", "1", "--reason", "test"}).status == 0);
  CHECK(Parsed(Rapporteur(folder.data, folder.ImportOf(copy, {"--json"})))["state"] == "stored");
}

TEST_CASE("a batch is repeated with a new file, in the same way") {
  DataFolder folder;
  const std::string mapping = folder.Write("answer.json", kMapping);
  const std::string first = folder.Write("2021.csv", kAnswer);
  const Json stored =
      Parsed(Rapporteur(folder.data, folder.ImportOf(first, {"--mapping", mapping, "--json"})));
  REQUIRE(stored["state"] == "stored");
  folder.Write("answer.json", "{}");  // the file of the mapping is somebody else's by now

  const std::string next = folder.Write("2022.csv", "Godina;Pol;Broj\n2021;Z;11\n2022;Z;7\n");
  const Json dry = Parsed(
      Rapporteur(folder.data, {"batch", "repeat", "1", next, "--dry-run", "--json"}));
  CHECK(dry["dry_run"] == true);
  CHECK(dry["observations"] == Json({{"added", 1}, {"changed", 1}, {"unchanged", 0}, {"refused", 0}}));
  const Json second = Parsed(Rapporteur(folder.data, {"batch", "repeat", "1", next, "--json"}));
  CHECK(second["batch"] == 2);
  CHECK(second["mapping"]["name"] == "answer");
  CHECK(second["plugin"] == stored["plugin"]);
  CHECK(second["observations"] == dry["observations"]);
  // A repetition can be repeated.
  CHECK(Parsed(Rapporteur(folder.data, {"batch", "repeat", "2", first, "--json"}))["batch"] == 3);
}

TEST_CASE("a batch that is no file is not repeated") {
  DataFolder folder;
  REQUIRE(Rapporteur(folder.data, {"set", "RS", "ID.02", "2020", "5", "--source", "RS-CZZTLJ",
                                   "--reason", "letter"})
              .status == 0);
  const std::string path = folder.Write("cases.csv", "indicator,period,value\nID.02,2021,14\n");
  CHECK(folder.Told({"batch", "repeat", "1", path}) ==
        "error: Batch 1 is a value entered by hand, not a file.\n"
        "hint: Enter the next value with 'rapporteur set'.\n");
  CHECK(Rapporteur(folder.data, {"batch", "repeat", "one", path}).err ==
        "error: found 'one', expected the number of a batch.\n");
}

TEST_CASE("the journal says that the good rows were stored without the others") {
  DataFolder folder;
  const std::string path =
      folder.Write("cases.csv", "indicator,period,value\nID.02,2021,14\nID.02,2022,many\n");
  REQUIRE(Rapporteur(folder.data, folder.ImportOf(path, {"--accept-good-rows"})).status == 0);
  const Json audit = Parsed(Rapporteur(folder.data, {"audit", "list", "--json"}));
  const std::string all = audit.dump();
  CHECK(all.find(R"("accepted_good_rows":true,"rows_refused":1,"values_refused":0)") != all.npos);
}

}  // namespace
}  // namespace rapporteur
