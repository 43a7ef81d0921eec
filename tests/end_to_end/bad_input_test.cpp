// Every bad input ends in one clear sentence, status 1, and a store that is as it was before.
#include <catch2/catch.hpp>
#include <filesystem>

#include "core/base/json.h"
#include "tests/support/program.h"
#include "tests/support/temp_dir.h"

namespace rapporteur {
namespace {

const char* const kHeader = "country,indicator,period,sex,value,note\n";

struct Folder {
  TempDir temp;
  std::string data = temp.path() + "/data";
  Folder() { MakeDataFolder(data); }

  // Imports the bytes as NAME and gives the error document.
  Json Import(const std::string& name, const std::string& bytes,
              const std::vector<std::string>& more = {}) {
    const std::string path = temp.path() + "/" + name;
    WriteWholeFile(path, bytes);
    std::vector<std::string> command = {"import",  path,       "--country", "RS",
                                        "--source", "RS-CZZTLJ", "--json"};
    command.insert(command.end(), more.begin(), more.end());
    const Run run = Rapporteur(data, command);
    Result<Json> json = ParseJson(run.out, "output");
    INFO(run.out << run.err);
    REQUIRE(json.ok());
    REQUIRE(run.status == 1);
    CHECK(run.err.find("0101990600008") == std::string::npos);
    return (*json)["error"];
  }
  std::string Message(const std::string& name, const std::string& bytes,
                      const std::vector<std::string>& more = {}) {
    return Import(name, bytes, more)["message"].get<std::string>();
  }
  // No batch, no value, no kept file.
  void CheckUntouched() const {
    const Run batches = Rapporteur(data, {"batch", "list", "--json"});
    CHECK((*ParseJson(batches.out, "batches"))["count"] == 0);
    const Run values = Rapporteur(data, {"query", "--all-sources", "--json"});
    CHECK((*ParseJson(values.out, "query"))["count"] == 0);
    std::error_code none;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(data + "/originals", none)) {
      CHECK_FALSE(entry.is_regular_file());
    }
  }
};

TEST_CASE("a bad file is refused with one whole sentence and nothing is stored") {
  struct Case {
    const char* name;
    std::string bytes;
    const char* message;
  };
  const std::string head = kHeader;
  const Case cases[] = {
      {"empty.csv", "", "empty.csv: the file is empty, a table was expected."},
      {"header_only.csv", head, "header_only.csv, row 1: the table has a header and no rows below it. Nothing was stored."},
      {"indicator.csv", head + "RS,ID.99,2017,F,1,\n",
       "indicator.csv, row 2, column indicator: found 'ID.99', expected the code of an indicator of RS "
       "such as LF.01. Nothing was stored."},
      {"country.csv", head + "XX,ID.02,2017,F,1,\n",
       "country.csv, row 2, column country: found 'XX', expected a country whose plugin is enabled; no "
       "country plugin for XX is enabled. Nothing was stored."},
      {"code.csv", head + "RS,ID.02,2017,W,1,\n",
       "code.csv, row 2, column sex: found 'W', expected a code of sex (F, M, O and U). Nothing was "
       "stored."},
      {"text.csv", head + "RS,ID.02,2017,F,several,\n",
       "text.csv, row 2, column value: found 'several', expected a number in persons. Nothing was "
       "stored."},
      {"percent.csv", "country,indicator,period,value\nRS,ID.32,2017,140\n",
       "percent.csv, row 2, column value: found '140', expected at most 100 %. Nothing was stored."},
      {"year.csv", head + "RS,ID.02,20177,F,1,\n",
       "year.csv, row 2, column period: found '20177', expected a year between 1900 and 2100, a "
       "half-year (2017-S1), quarter (2017-Q1), month (2017-03) or range (2013/2016). Nothing was "
       "stored."},
      {"twice.csv", head + "RS,ID.02,2017,F,1,\nRS,ID.02,2017,F,1,\n",
       "twice.csv, row 3: expected one value for RS ID.02 2017 sex=F from RS-CZZTLJ/direct; row 2 says "
       "the same. Nothing was stored."},
      {"column.csv", "country,indicator,period,value,colour\nRS,ID.02,2017,1,red\n",
       "column.csv: the columns are not the observation vocabulary, and no saved mapping has these "
       "headers."},
  };
  Folder folder;
  for (const Case& c : cases) {
    INFO(c.name);
    CHECK(folder.Message(c.name, c.bytes) == c.message);
  }
  folder.CheckUntouched();
}

TEST_CASE("a file that is no proper CSV is refused with the row or byte") {
  struct Case {
    const char* name;
    std::string bytes;
    const char* message;
  };
  const std::string head = kHeader;
  std::string mostly_utf8 = head;
  for (int i = 0; i < 20; ++i) mostly_utf8 += "RS,ID.02," + std::to_string(2001 + i) + ",F,1,žrtva\n";
  const Case cases[] = {
      {"quote.csv", head + "RS,ID.02,2017,F,1,fine\nRS,ID.02,2018,F,1,\"open\n",
       "quote.csv, row 3, column 6: the cell begins with a quote mark that is never closed. Nothing was "
       "stored."},
      {"fields.csv", head + "RS,ID.02,2017,F,1,\nRS,ID.02,2018,F\n",
       "fields.csv, row 3: found 4 cells, expected 6 as in the header in row 1. Nothing was stored."},
  };
  Folder folder;
  for (const Case& c : cases) {
    INFO(c.name);
    CHECK(folder.Message(c.name, c.bytes, {"--plugin", "csv-import"}) == c.message);
  }
  const std::string binary =
      folder.Message("binary.csv", std::string("PK\x03\x04\x00\x00\x00\x08\x00", 9) + std::string(200, '\0'),
                     {"--plugin", "csv-import"});
  INFO(binary);
  CHECK(binary.starts_with("binary.csv"));
  const std::string told = folder.Message("told.csv", head + "RS,ID.02,2017,F,1,\xC5\xBErtva \xFF\n",
                                          {"--plugin", "csv-import", "--option", "encoding=utf-8"});
  INFO(told);
  CHECK(told.starts_with("told.csv, byte 66 (line 2): 0xFF is not valid UTF-8 here"));
  const std::string found =
      folder.Message("found.csv", mostly_utf8 + "RS,ID.02,2031,F,1,\xFF\n", {"--plugin", "csv-import"});
  INFO(found);
  CHECK(found.starts_with("found.csv, byte 559 (line 22): 0xFF is not valid UTF-8 here"));
  folder.CheckUntouched();
}

TEST_CASE("a file with a personal number is refused whole, never echoed, never kept") {
  // Synthetic identifiers only: region codes 60 to 69 are not in use.
  for (const char* number : {"0101990600008", "1506005655000", "2407975601234", "J00101999W"}) {
    Folder folder;
    const Json error = folder.Import(
        "cases.csv", std::string(kHeader) + "RS,ID.02,2017,F,1,fine\nRS,ID.02,2018,F,1,child " + number + "\n",
        {"--accept-good-rows"});
    const std::string message = error["message"].get<std::string>();
    CHECK(error["code"] == "personal-data");
    CHECK(message.starts_with("cases.csv, row 3, column "));
    CHECK(error.dump().find(number) == std::string::npos);
    folder.CheckUntouched();
    // Not anywhere below the data folder either.
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder.data)) {
      if (!entry.is_regular_file()) continue;
      INFO(entry.path());
      CHECK(ReadWholeFile(entry.path().string()).find(number) == std::string::npos);
    }
  }
}

TEST_CASE("a nine-digit budget is no passport") {
  Folder folder;
  const std::string path = folder.temp.path() + "/budget.csv";
  WriteWholeFile(path, "country,indicator,period,value\nRS,LF.18,2022,412600000\n");
  const Run run = Rapporteur(folder.data, {"import", path, "--source", "RS-MUP"});
  INFO(run.err);
  CHECK(run.status == 0);
}

TEST_CASE("a store that is missing, damaged or newer is named with what to do") {
  TempDir temp;
  const std::string data = temp.path() + "/data";
  auto message = [&] {
    const Run run = Rapporteur(data, {"query", "--json"});
    CHECK(run.status == 1);
    return (*ParseJson(run.out, "output"))["error"]["message"].get<std::string>();
  };
  CHECK(message().find(data) != std::string::npos);
  MakeDataFolder(data);
  const std::string file = data + "/rapporteur.sqlite";
  std::filesystem::remove(file + "-wal");
  const std::string good = ReadWholeFile(file);
  WriteWholeFile(file, std::string(good.size(), 'x'));
  CHECK(message().find("rapporteur.sqlite") != std::string::npos);
  std::string newer = good;
  newer[60] = 0x7F;  // user_version, big endian, at offset 60 of the header
  WriteWholeFile(file, newer);
  CHECK(message().find("newer") != std::string::npos);
}

TEST_CASE("a full disk stops an import with a sentence, and leaves the store as it was") {
  Folder folder;
  static const char* const kSexes[] = {"F", "M", "O", "U"};
  static const char* const kForms[] = {"SEX", "LAB", "BEG", "CRI", "MAR", "SRV", "ORG", "ADO", "SUR", "OTH"};
  std::string table = "country,indicator,period,sex,form_of_exploitation,value\n";
  for (int i = 0; i < 40000; ++i) {
    table += "RS,ID.02," + std::to_string(2000 + i / 400) + "-0" + std::to_string(1 + i / 40 % 9) + "," +
             kSexes[i % 4] + "," + kForms[i / 4 % 10] + "," + std::to_string(i) + "\n";
  }
  const std::string path = folder.temp.path() + "/big.csv";
  WriteWholeFile(path, table);
  RunOptions options;
  options.file_size_limit = 1 << 20;
  const Run run = Rapporteur(folder.data, {"import", path, "--source", "RS-CZZTLJ", "--country", "RS",
                                           "--accept-good-rows", "--json"},
                             options);
  INFO(run.out << run.err);
  CHECK(run.status == 1);
  Result<Json> json = ParseJson(run.out, "output");
  REQUIRE(json.ok());
  CHECK((*json)["error"]["code"] == "disk-full");
  folder.CheckUntouched();
}

TEST_CASE("a plugin that is none is refused when it is installed") {
  Folder folder;
  const std::string package = folder.temp.path() + "/org.example.none-1.0.0";
  std::filesystem::create_directories(package);
  WriteWholeFile(package + "/none.so", "this is not a library");
  WriteWholeFile(package + "/manifest.json",
                 R"({"manifest": 1, "id": "org.example.none", "version": "1.0.0", "kind": "importer",
                     "files": {"none.so": "sha256:)" +
                     std::string("00") + R"("}})");
  Run run = Rapporteur(folder.data, {"plugin", "install", package});
  CHECK(run.status == 1);
  CHECK(run.err.find("none.so: the file differs from what the manifest says") != std::string::npos);
}

}  // namespace
}  // namespace rapporteur
