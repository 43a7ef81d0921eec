// A data folder that can't be used, or runs full, is named with what is wrong and what to do.
#include <catch2/catch.hpp>
#include <filesystem>

#include "core/base/json.h"
#include "core/import/engine.h"
#include "core/plugin/registry.h"
#include "core/store/database.h"
#include "core/store/store.h"
#include "core/worker/job.h"
#include "tests/end_to_end/data_folder.h"

namespace rapporteur {
namespace {

constexpr const char* kBackup = "hint: Put a backup of the data folder in its place.\n";

// 4,800 values: every month of ten years.
std::string ManyRows() {
  std::string table = "country,indicator,period,sex,form_of_exploitation,value\n";
  for (int i = 0; i < 120; ++i) {
    const int month = i % 12 + 1;
    const std::string row = "RS,ID.02," + std::to_string(2014 + i / 12) +
                            (month < 10 ? "-0" : "-") + std::to_string(month) + ",";
    for (const char* sex : {"F", "M", "O", "U"}) {
      for (const char* form :
           {"SEX", "LAB", "BEG", "CRI", "MAR", "SRV", "ORG", "ADO", "SUR", "OTH"}) {
        table += row + sex + "," + form + ",1\n";
      }
    }
  }
  return table;
}

// The store of a folder in which nothing is written any more, as one file.
struct StoreFile {
  explicit StoreFile(const DataFolder& folder) : path(folder.data + "/rapporteur.sqlite") {
    std::filesystem::remove(path + "-wal");
    std::filesystem::remove(path + "-shm");
    good = ReadWholeFile(path);
  }
  std::string path, good;
};

TEST_CASE("a store that is missing, damaged, of another program or newer is named with what to do") {
  DataFolder folder;
  StoreFile file(folder);
  const std::vector<std::string> query = {"query"};

  std::string newer = file.good;
  newer[63] = 0x7F;  // user_version, big endian, at offset 60 of the header
  std::string other = file.good;
  other.replace(68, 4, "ELSE");  // application_id
  std::string torn = file.good;
  for (std::size_t i = 4096; i < torn.size(); ++i) torn[i] = '\xA5';
  struct Case {
    const char* what;
    std::string bytes, told;
  };
  const Case cases[] = {
      {"overwritten", std::string(file.good.size(), 'x'),
       std::string("error: TEMP/data/rapporteur.sqlite is damaged or not a Rapporteur store (file is "
                   "not a database).\n") + kBackup},
      {"emptied", "",
       std::string("error: TEMP/data/rapporteur.sqlite is empty (0 bytes), a Rapporteur store was "
                   "expected.\n") + kBackup},
      {"torn", torn,
       std::string("error: TEMP/data/rapporteur.sqlite is damaged (database disk image is "
                   "malformed).\n") + kBackup},
      {"newer", newer,
       "error: TEMP/data/rapporteur.sqlite was written by a newer Rapporteur (schema 127, this "
       "program knows 1 to 4).\n"
       "hint: Install the newer Rapporteur, or restore a backup made with this one.\n"},
      {"of another program", other,
       "error: TEMP/data/rapporteur.sqlite is a database of another program, a Rapporteur store was "
       "expected.\n"
       "hint: Name the right data folder with --data, or put a backup of it in its place.\n"},
  };
  for (const Case& c : cases) {
    INFO(c.what);
    WriteWholeFile(file.path, c.bytes);
    CHECK(folder.Told(query) == c.told);
    CHECK(ReadWholeFile(file.path) == c.bytes);  // nothing is mended behind anybody's back
  }
  std::filesystem::remove(file.path);
  CHECK(folder.Told(query) ==
        "error: There is no data folder at TEMP/data; make one with 'rapporteur init --data "
        "TEMP/data'.\n");
  std::filesystem::create_directory(file.path);
  CHECK(folder.Told(query) ==
        "error: TEMP/data/rapporteur.sqlite: the file cannot be opened (Is a directory).\n"
        "hint: Give the account that runs this command the right to read and write the data "
        "folder.\n");
  std::filesystem::remove(file.path);
  WriteWholeFile(file.path, file.good);
  folder.CheckUntouched();
}

TEST_CASE("a store that may not be read or written is named with the right that is missing") {
  using std::filesystem::perms;
  DataFolder folder;
  StoreFile file(folder);
  std::filesystem::permissions(folder.temp.path(), perms(0755));
  std::filesystem::permissions(folder.data, perms(0555));
  RunOptions stranger;
  stranger.as_nobody = true;
  std::filesystem::permissions(file.path, perms(0000));
  CHECK(folder.Told({"query"}, stranger) ==
        "error: TEMP/data/rapporteur.sqlite: the file cannot be opened (Permission denied).\n"
        "hint: Give the account that runs this command the right to read and write the data "
        "folder.\n");
  std::filesystem::permissions(file.path, perms(0444));
  CHECK(folder.Told(folder.ImportOf(folder.Write("a.csv", "country\nRS\n")), stranger) ==
        "error: TEMP/data/rapporteur.sqlite: the file cannot be written (attempt to write a "
        "readonly database); nothing was stored.\n"
        "hint: Give the account that runs this command the right to write the data folder.\n");
  std::filesystem::permissions(folder.data, perms(0755));
  std::filesystem::permissions(file.path, perms(0600));
  folder.CheckUntouched();
}

TEST_CASE("a limit on the size of files stops an import with a sentence, and the store is as it was") {
  DataFolder folder;
  const std::string path = folder.Write("big.csv", ManyRows());
  const std::string wal = folder.data + "/rapporteur.sqlite-wal";
  Result<std::unique_ptr<Connection>> other =
      Connection::Open(folder.data + "/rapporteur.sqlite", ConnectionOptions());
  REQUIRE(other.ok());
  // The log has 32 MiB already, which somebody still reads, and may grow by little more. (The limit
  // also holds for the worker's copy of the plugin, so it can't be small.)
  REQUIRE((*other)->Execute("PRAGMA wal_autocheckpoint = 0; CREATE TABLE filler (x ANY) STRICT;"
                            "INSERT INTO filler VALUES (zeroblob(33554432))").ok());
  REQUIRE((*other)->Execute("BEGIN; SELECT * FROM filler").ok());
  RunOptions options;
  options.file_size_limit = std::filesystem::file_size(wal) + (64 << 10);
  CHECK(folder.Told(folder.ImportOf(path), options) ==
        "error: TEMP/data/rapporteur.sqlite: the disk is full or a size limit is reached; nothing "
        "was stored.\n"
        "hint: Free some space on the disk that holds the data folder and repeat the command.\n");
  // The disk may fill at the very last step; the next command that may write removes the file that
  // was about to be kept.
  CHECK(Rapporteur(folder.data, folder.ImportOf(path, {"--dry-run"})).status == 0);
  folder.CheckUntouched();
  REQUIRE((*other)->Execute("COMMIT").ok());
  const Run again = Rapporteur(folder.data, folder.ImportOf(path, {"--json"}));
  INFO(again.err);
  REQUIRE(again.status == 0);
  CHECK((*ParseJson(again.out, "batch"))["observations"]["added"] == 4800);
}

TEST_CASE("a full disk stops an import with a sentence, and the store is as it was") {
  DataFolder folder;
  ImportRequest request;
  request.path = folder.Write("big.csv", ManyRows());
  request.country = "RS";
  request.source = "RS-CZZTLJ";
  {
    // The engine of the program, its worker and plugins, on a database that may grow no further.
    Result<std::unique_ptr<Store>> store = 
        Store::Open(folder.data, Store::Mode::kWrite, SystemClock());
    REQUIRE(store.ok());
    Connection& connection = (*store)->connection();
    REQUIRE(connection.SetMaxPageCount(connection.PageCount() + 10).ok());
    Workers workers(ProgramFolder() + "/rapporteur-worker");
    Registry registry(**store, workers);
    Result<ImportOutcome> outcome = Engine(**store, registry, workers).Run(request);
    REQUIRE_FALSE(outcome.ok());
    CHECK(outcome.status().code() == "disk-full");
    CHECK(outcome.status().message() ==
          folder.data + "/rapporteur.sqlite: the disk is full; nothing was stored.");
    CHECK(outcome.status().hint() ==
          "Free some space on the disk that holds the data folder and repeat the command.");
  }
  folder.CheckUntouched();
}

}  // namespace
}  // namespace rapporteur
