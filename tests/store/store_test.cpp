#include "core/store/store.h"

#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <filesystem>

#include "core/base/fd.h"
#include "core/store/migrate.h"
#include "core/store/state.h"
#include "tests/support/fake_clock.h"
#include "tests/support/shared_data.h"
#include "tests/support/temp_dir.h"

namespace rapporteur {
namespace {

Status OpenStatus(const std::string& folder) {
  FakeClock clock;
  return Store::Open(folder, Store::Mode::kWrite, clock).status();
}

}  // namespace

TEST_CASE("a new data folder opens for reading and writing") {
  TempDir folder;
  FakeClock clock;
  REQUIRE(Store::Create(folder / "data").ok());
  for (Store::Mode mode : {Store::Mode::kWrite, Store::Mode::kRead}) {
    Result<std::unique_ptr<Store>> store = Store::Open(folder / "data", mode, clock);
    REQUIRE(store.ok());
    CHECK((*store)->Now() == "2026-01-31T12:00:00Z");
  }
  struct stat info {};
  REQUIRE(::stat((folder / "data").c_str(), &info) == 0);
  CHECK((info.st_mode & 0777) == 0700);
}

TEST_CASE("a store that is opened for reading refuses to write") {
  TempDir folder;
  FakeClock clock;
  REQUIRE(Store::Create(folder / "data").ok());
  Result<std::unique_ptr<Store>> store = Store::Open(folder / "data", Store::Mode::kRead, clock);
  REQUIRE(store.ok());
  CHECK_FALSE((*store)->connection().Execute("DELETE FROM dirty").ok());
}

TEST_CASE("a data folder is not made twice") {
  TempDir folder;
  REQUIRE(Store::Create(folder / "data").ok());
  const Status again = Store::Create(folder / "data");
  CHECK(again.code() == "store-exists");
  CHECK(again.message() == "There is a data folder at " + folder / "data" + " already.");
}

TEST_CASE("a missing data folder is named with the command that makes one") {
  TempDir folder;
  const Status missing = OpenStatus(folder / "none");
  CHECK(missing.code() == "store-missing");
  CHECK(missing.message() == "There is no data folder at " + folder / "none" +
                                 "; make one with 'rapporteur init --data " + folder / "none" +
                                 "'.");
}

TEST_CASE("an unreadable store says why") {
  TempDir folder;
  // A folder in its place: unreadable for the super-user too.
  std::filesystem::create_directories(folder / "rapporteur.sqlite");
  const Status unreadable = OpenStatus(folder.path());
  CHECK(unreadable.code() == "store-unreadable");
  CHECK(unreadable.message() ==
        folder / "rapporteur.sqlite" + ": the file cannot be opened (Is a directory).");
}

TEST_CASE("a damaged store names the file and the backup") {
  TempDir folder;
  REQUIRE(WriteFileAtomically(folder / "rapporteur.sqlite", std::string(8192, '?')).ok());
  const Status damaged = OpenStatus(folder.path());
  CHECK(damaged.code() == "store-corrupt");
  CHECK(damaged.message() == folder / "rapporteur.sqlite" +
                                 " is damaged or not a Rapporteur store (file is not a database).");
  CHECK(damaged.hint() == "Put a backup of the data folder in its place.");
}

TEST_CASE("a newer store is left alone") {
  TempDir folder;
  FakeClock clock;
  REQUIRE(Store::Create(folder / "data").ok());
  {
    Result<std::unique_ptr<Store>> store = Store::Open(folder / "data", Store::Mode::kWrite, clock);
    REQUIRE((*store)->connection().Execute("PRAGMA user_version = 7").ok());
  }
  const Status newer = OpenStatus(folder / "data");
  CHECK(newer.code() == "store-newer");
  CHECK(newer.message() == folder / "data/rapporteur.sqlite" +
                               " was written by a newer Rapporteur (schema 7, this program knows 1 "
                               "to " +
                               std::to_string(StoreMigrations().back().number) + ").");
  CHECK(newer.hint() ==
        "Install the newer Rapporteur, or restore a backup made with this one.");
}

TEST_CASE("a database of another program is not taken for a store") {
  TempDir folder;
  {
    ConnectionOptions options;
    options.create = true;
    auto other = Connection::Open(folder / "rapporteur.sqlite", options);
    REQUIRE((*other)->Execute("CREATE TABLE recipes (name TEXT)").ok());
  }
  const Status other = OpenStatus(folder.path());
  CHECK(other.code() == "store-corrupt");
  CHECK(other.message() == folder / "rapporteur.sqlite" +
                               " is a database of another program, a Rapporteur store was "
                               "expected.");
}

TEST_CASE("every table is explained in core/doc/store.md") {
  TempDir folder;
  REQUIRE(Store::Create(folder / "data").ok());
  const Result<std::string> page = ReadFile(TestData("../../core/doc/store.md"));
  REQUIRE(page.ok());
  for (const char* file : {"data/rapporteur.sqlite", "data/state.sqlite"}) {
    Result<std::unique_ptr<Connection>> connection = Connection::Open(folder / file, {});
    REQUIRE(connection.ok());
    Statement tables = (*connection)->Prepare(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'");
    int count = 0;
    for (; tables.Step(); ++count) {
      INFO(tables.Text(0));
      CHECK(page->find("`" + tables.Text(0) + "`") != std::string::npos);
    }
    CHECK(count > 3);
  }
}

TEST_CASE("a one-time link works once and in time") {
  TempDir folder;
  FakeClock clock;
  REQUIRE(State::Create(folder.path()).ok());
  Result<std::unique_ptr<State>> state = State::Open(folder.path(), clock);
  REQUIRE(state.ok());
  const std::string token = *(*state)->CreateFirstLink("admin", std::chrono::hours(1));
  CHECK(*(*state)->ConsumeFirstLink("guess") == std::nullopt);
  CHECK(*(*state)->ConsumeFirstLink(token) == "admin");
  CHECK(*(*state)->ConsumeFirstLink(token) == std::nullopt);
  const std::string late = *(*state)->CreateFirstLink("admin", std::chrono::hours(1));
  clock.now += std::chrono::hours(2);
  CHECK(*(*state)->ConsumeFirstLink(late) == std::nullopt);
}

TEST_CASE("a session is found until it ends or is too old, and its token is not in the file") {
  TempDir folder;
  FakeClock clock;
  REQUIRE(State::Create(folder.path()).ok());
  Result<std::unique_ptr<State>> state = State::Open(folder.path(), clock);
  REQUIRE(state.ok());
  const std::string token = *(*state)->CreateSession("ana", std::chrono::hours(8));
  Result<std::optional<Session>> session = (*state)->FindSession(token);
  REQUIRE(session->has_value());
  CHECK((*session)->user == "ana");
  CHECK((*session)->expires_at == "2026-01-31T20:00:00Z");
  REQUIRE((*state)->EndSession(token).ok());
  CHECK_FALSE((*state)->FindSession(token)->has_value());
  const std::string second = *(*state)->CreateSession("ana", std::chrono::hours(8));
  clock.now += std::chrono::hours(9);
  CHECK_FALSE((*state)->FindSession(second)->has_value());
  for (const char* file : {"state.sqlite", "state.sqlite-wal"}) {
    Result<std::string> bytes = ReadFile(folder / file);
    if (bytes.ok()) CHECK(bytes->find(second) == std::string::npos);
  }
}

}  // namespace rapporteur
