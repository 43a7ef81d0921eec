// A table of persons is counted, and no letter of a row is left anywhere: the tests search every byte
// that the program leaves behind for the marks that the rows are full of.
#include <catch2/catch.hpp>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <set>

#include "core/base/hash.h"
#include "core/base/json.h"
#include "tests/end_to_end/data_folder.h"

namespace rapporteur {
namespace {

namespace fs = std::filesystem;

// Every cell has it that stands in no mapping; a mapping is kept with the batch.
const std::string kMark = "ZQXMARK";

const char* const kColumns = R"({
 "document": "mapping/1", "name": "marked-cases", "version": 1,
 "for": {"headers": ["Prezime", "JMBG", "case", "year", "sex", "age", "forms", "kind", "remark"]},
 "read": {"plugin": "org.rapporteur.csv-import", "options": {"separator": ","}},
 "rows": "persons",
 "skip": [{"column": "kind", "equals": "witness", "reason": "witness"}],
 "columns": {"country": {"constant": "RS"}, "indicator": {"constant": "ID.02"},
  "period": {"from": "year"}, "sex": {"from": "sex", "codes": {"zena": "F"}},
  "form_of_exploitation": {"from": "forms"}},
 "count": {"unit": "person", "multi": {"form_of_exploitation": ";"}, "bands": {"age": "age_group"},
  "missing": {"values": ["none"]}, "person": {"from": "case"}},
 "ignored": ["Prezime", "JMBG", "remark"]})";

const std::string kHeader = "Prezime,JMBG,case,year,sex,age,forms,kind,remark\n";

// Rows that are good, and marked in every column, mapped or not.
std::string Good(int rows) {
  std::string text = kHeader;
  for (int i = 0; i < rows; ++i) {
    const std::string n = std::to_string(i);
    text += "ZQXMARKsurname" + n + ",0101990600008,ZQXMARKcase" + n + "," +
            std::to_string(2015 + i % 5) + ",zena," + std::to_string(i % 60) +
            (i % 3 == 0 ? ",SEX;LAB," : ",none,") +
            (i % 10 == 9 ? "witness" : "") + ",ZQXMARKremark\n";
  }
  return text;
}

// Where a mark is found below the folder, in the bytes of files and in their names.
std::vector<std::string> Marked(const std::string& folder, const std::set<std::string>& but) {
  std::vector<std::string> found;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    const std::string path = entry.path().string();
    if (but.contains(path)) continue;
    if (path.find(kMark) != std::string::npos) found.push_back(path);
    if (!entry.is_regular_file()) continue;
    std::string bytes = ReadWholeFile(path);
    if (bytes.find(kMark) != std::string::npos) found.push_back(path);
    // In UTF-16, and in base64 of any alignment.
    std::string wide;
    for (const char c : kMark) wide += {c, '\0'};
    if (bytes.find(wide) != std::string::npos) found.push_back(path + " (UTF-16)");
    for (const char* coded : {"WlFYTUFSS", "pRWE1BUk", "aUVhNQVJL"}) {
      if (bytes.find(coded) != std::string::npos) found.push_back(path + " (base64)");
    }
  }
  return found;
}

struct Persons : DataFolder {
  std::string mapping, csv;
  std::string tmp = temp.path() + "/tmp";
  RunOptions options;

  Persons() {
    fs::create_directories(tmp);
    options.environment["TMPDIR"] = tmp;
    mapping = Write("mapping.json", kColumns);
  }
  Run Import(const std::string& bytes, const std::vector<std::string>& more = {}) {
    csv = Write("cases.csv", bytes);
    std::vector<std::string> command = {"import", csv, "--source", "RS-CZZTLJ", "--json"};
    const bool told = std::find(more.begin(), more.end(), "--mapping") != more.end();
    if (!told) command.insert(command.end(), {"--mapping", mapping});
    command.insert(command.end(), more.begin(), more.end());
    return Rapporteur(data, command, options);
  }
  void CheckNothingLeft(const Run& run) {
    CHECK(run.out.find(kMark) == std::string::npos);
    CHECK(run.err.find(kMark) == std::string::npos);
    CHECK(Marked(temp.path(), {csv, mapping}) == std::vector<std::string>{});
  }
};

std::uint64_t Batches(const std::string& data) {
  return (*ParseJson(Rapporteur(data, {"batch", "list", "--json"}).out, "b"))["count"];
}

TEST_CASE("the search finds a mark that is there") {
  Persons p;
  WriteWholeFile(p.data + "/left", "xx" + kMark + "xx");
  CHECK(Marked(p.data, {}).size() == 1);
}

TEST_CASE("a table of persons is counted and nothing of it is left") {
  Persons p;
  const Run run = p.Import(Good(200));
  INFO(run.out << run.err);
  REQUIRE(run.status == 0);
  p.CheckNothingLeft(run);
  const Json batch = *ParseJson(run.out, "batch");
  CHECK(batch["rows"] == Json({{"read", 200}, {"mapped", 180}, {"skipped", 20}, {"refused", 0}}));
  CHECK(batch["file"]["kept"] == false);
  CHECK(batch["file"]["not_kept"] ==
        "The rows are persons or cases; such a file is counted and never kept.");
  CHECK(batch["counted"]["unit"] == "person");
  CHECK(batch["counted"]["totals"] ==
        Json::array({{{"country", "RS"}, {"indicator", "ID.02"}, {"count", 180}}}));
  CHECK(batch["counted"]["skipped"] == Json({{"witness", 20}}));
  CHECK(batch["counted"]["groups"] == batch["observations"]["added"]);
  // The stored batch says the same, to a script and to a person.
  const Run shown = Rapporteur(p.data, {"batch", "show", "1", "--json"});
  CHECK((*ParseJson(shown.out, "batch"))["counted"] == batch["counted"]);
  const std::string text = Rapporteur(p.data, {"batch", "show", "1"}).out;
  CHECK(text.find("counted: the unit 'person' in ") != std::string::npos);
  CHECK(text.find("RS ID.02 180\nskipped: 20 rows, witness\nThe file was not kept, and nothing of its "
                  "rows: they are persons or cases.\n") != std::string::npos);
  // The same file again brings nothing new; undone, it is gone.
  CHECK((*ParseJson(p.Import(Good(200)).out, "again"))["state"] == "nothing_new");
  CHECK(Rapporteur(p.data, {"batch", "undo", "1", "--reason", "test"}).status == 0);
  const Run left = Rapporteur(p.data, {"query", "--indicator", "ID.02", "--json"});
  CHECK((*ParseJson(left.out, "query"))["count"] == 0);
  p.CheckNothingLeft(left);
}

TEST_CASE("a dry run shows what would be counted and leaves nothing") {
  Persons p;
  const Run run = p.Import(Good(50), {"--dry-run"});
  REQUIRE(run.status == 0);
  CHECK((*ParseJson(run.out, "batch"))["counted"]["totals"][0]["count"] == 45);
  p.CheckNothingLeft(run);
  CHECK(Batches(p.data) == 0);
}

TEST_CASE("refused rows of persons are named by their place only") {
  Persons p;
  std::string bytes = Good(30);
  bytes += "a,b,ZQXMARKid,2019,ZQXMARKunknownsex,30,SEX,,\n";
  bytes += "a,b,ZQXMARKid2,ZQXMARKyear,zena,30,SEX,,\n";
  bytes += "a,b,ZQXMARKid3,2019,zena,ZQXMARKage,SEX;zenaorm,,\n";
  const Run refused = p.Import(bytes);
  CHECK(refused.status == 1);
  p.CheckNothingLeft(refused);
  const Json json = (*ParseJson(refused.out, "error"))["result"];
  CHECK(json["findings_total"] == 3);
  CHECK(json["findings"][0]["message"] ==
        "cases.csv, row 32, column sex: expected a code of sex (F, M, O and U).");
  for (const Json& finding : json["findings"]) CHECK(finding["found"] == nullptr);
  const Run accepted = p.Import(bytes, {"--accept-good-rows"});
  INFO(accepted.out << accepted.err);
  CHECK(accepted.status == 0);
  CHECK((*ParseJson(accepted.out, "batch"))["rows"]["refused"] == 3);
  p.CheckNothingLeft(accepted);
}

TEST_CASE("there is no file of refused persons") {
  Persons p;
  const Run run = p.Import(Good(3), {"--refused", p.temp.path() + "/refused.csv"});
  CHECK(run.status == 1);
  CHECK((*ParseJson(run.out, "error"))["error"]["message"] ==
        "cases.csv: the rows of this table are persons; refused rows of it are not given back as a "
        "file.");
  CHECK_FALSE(fs::exists(p.temp.path() + "/refused.csv"));
  p.CheckNothingLeft(run);
}

TEST_CASE("personal data in a mapped column refuses the file, in an ignored one it is never seen") {
  Persons p;
  const Run good = p.Import(Good(20));  // JMBG holds personal numbers, Prezime is headed as a surname
  CHECK(good.status == 0);
  const Run bad = p.Import(kHeader + "a,b,0101990600008,2019,zena,30,SEX,,\n");
  CHECK(bad.status == 1);
  CHECK((*ParseJson(bad.out, "error"))["error"]["message"] ==
        "cases.csv, row 2, column case: this looks like a personal number (JMBG); files with personal "
        "data are refused whole, and nothing of it was stored.");
  p.CheckNothingLeft(bad);
  // A header that names persons refuses the file where it is mapped.
  Json mapping = *ParseJson(kColumns, "m");
  mapping["count"]["person"]["from"] = "JMBG";
  mapping["ignored"] = {"Prezime", "case", "remark"};
  const std::string other = p.Write("other.json", mapping.dump());
  const Run header = p.Import(Good(3), {"--mapping", other});
  CHECK(header.status == 1);
  CHECK((*ParseJson(header.out, "error"))["error"]["code"] == "personal-data");
  fs::remove(other);
  p.CheckNothingLeft(header);
}

TEST_CASE("a mapping of persons is found by headers that name persons") {
  Persons p;
  REQUIRE(Rapporteur(p.data, {"mapping", "save", p.mapping}).status == 0);
  p.csv = p.Write("cases.csv", Good(20));
  const Run run = Rapporteur(p.data, {"import", p.csv, "--source", "RS-CZZTLJ", "--json"}, p.options);
  INFO(run.out << run.err);
  CHECK(run.status == 0);
  CHECK((*ParseJson(run.out, "batch"))["mapping"]["name"] == "marked-cases");
  p.CheckNothingLeft(run);
}

TEST_CASE("a file without a header has a person in its first row, who is not named") {
  Persons p;
  Json mapping = *ParseJson(kColumns, "m");
  mapping["columns"] = {{"country", {{"constant", "RS"}}}, {"indicator", {{"constant", "ID.02"}}},
                        {"period", {{"constant", "2019"}}}};
  mapping["count"] = {{"unit", "person"}};
  mapping["skip"] = Json::array();
  mapping["ignored"] = Json::array();
  mapping.erase("for");
  const std::string other = p.Write("other.json", mapping.dump());
  const Run run = p.Import("ZQXMARKa,ZQXMARKb\nZQXMARKc,ZQXMARKd\n", {"--mapping", other});
  CHECK(run.status == 1);
  CHECK((*ParseJson(run.out, "error"))["error"]["message"] ==
        "cases.csv: the column number 1 and 2 is neither mapped nor ignored by the mapping "
        "'marked-cases'.");
  p.CheckNothingLeft(run);
}

TEST_CASE("a kill at any instant of counting leaves nothing of the rows") {
  Persons p;
  const std::string many = Good(20000);
  const std::string fresh = p.temp.path() + "/fresh";
  fs::copy(p.data, fresh, fs::copy_options::recursive);
  int killed = 0;
  for (int after = 4000; after < 400000 && killed < 24; after = after * 5 / 4) {
    fs::remove_all(p.data);
    fs::copy(fresh, p.data, fs::copy_options::recursive);
    p.options.kill_after_microseconds = after;
    const Run run = p.Import(many);
    if (run.status != 128 + SIGKILL) break;
    ++killed;
    INFO("killed after " << after << " microseconds");
    p.CheckNothingLeft(run);
  }
  CHECK(killed > 8);
}

// A package of the importer that quotes every cell, installed beside the others.
TEST_CASE("an importer that quotes cells everywhere is not repeated, whatever it does then") {
  Persons p;
  const std::string library = ReadWholeFile(ProgramFolder() + "/../bad_plugins/quotes.so");
  const std::string package = p.temp.path() + "/package";
  fs::create_directories(package);
  WriteWholeFile(package + "/x.so", library);
  Json manifest = *ParseJson(R"({"manifest": 1, "id": "org.x", "version": "1.0.0", "kind": "importer",
      "title": {"en": "X"}, "publisher": "A maker", "licence": "MIT",
      "abi": {"major": 1, "needs_minor": 0},
      "options": {"then": {"type": "string", "default": "", "title": {"en": "Then"}}}, "files": {}})",
                             "manifest");
  manifest["files"]["x.so"] = Sha256(library);
  WriteWholeFile(package + "/manifest.json", manifest.dump());
  REQUIRE(Rapporteur(p.data, {"development", "on"}).status == 0);
  REQUIRE(Rapporteur(p.data, {"plugin", "install", package}).status == 0);
  REQUIRE(Rapporteur(p.data, {"plugin", "enable", "org.x"}).status == 0);
  const std::string mapping = p.Write("quoted.json", R"({
      "document": "mapping/1", "name": "quoted", "version": 1, "read": {"plugin": "org.x"},
      "rows": "persons", "columns": {"country": {"constant": "RS"}, "indicator": {"constant": "ID.02"},
      "period": {"constant": "2019"}, "sex": {"from": "sex"}}, "count": {"unit": "person"},
      "ignored": ["name"]})");
  const std::string rows = "ZQXMARKone;F\nZQXMARKtwo;M\n";
  struct Case {
    const char* then;
    int status;
    const char* said;
  };
  const Case cases[] = {
      {"", 0, ""},
      {"remark", 0, ""},
      {"crash", 1,
       "The plugin org.x 1.0.0 crashed (signal 11, segmentation fault) after 2 rows; nothing was "
       "stored."},
      {"crash early", 1,
       "The plugin org.x 1.0.0 crashed (signal 11, segmentation fault) before the first row; nothing "
       "was stored."},
      {"fail", 1,
       "cases.csv, row 2: the importer gave up here; what it says is not repeated, because the table "
       "holds persons. Nothing was stored."},
  };
  for (const Case& one : cases) {
    INFO(one.then);
    std::vector<std::string> more = {"--mapping", mapping};
    if (*one.then != '\0') more.insert(more.end(), {"--option", "then=" + std::string(one.then)});
    const Run run = p.Import(rows, more);
    INFO(run.out << run.err);
    CHECK(run.status == one.status);
    p.CheckNothingLeft(run);
    const Json json = *ParseJson(run.out, "output");
    if (one.status != 0) CHECK(json["error"]["message"] == one.said);
    if (std::string(one.then) == "remark") {
      CHECK(json["findings"][0]["message"] ==
            "cases.csv, sheet (name withheld), row 1, column number 1: the importer said something "
            "about this place that is not repeated, because the table holds persons.");
    }
  }
}

}  // namespace
}  // namespace rapporteur
