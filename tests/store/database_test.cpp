#include "core/store/database.h"

#include <catch2/catch.hpp>

#include "core/base/fd.h"
#include "core/store/migrate.h"
#include "tests/support/temp_dir.h"

namespace rapporteur {
namespace {

std::unique_ptr<Connection> OpenNew(const std::string& path) {
  ConnectionOptions options;
  options.create = true;
  Result<std::unique_ptr<Connection>> connection = Connection::Open(path, options);
  REQUIRE(connection.ok());
  return *std::move(connection);
}

std::int64_t Number(Connection& connection, const std::string& sql) {
  Statement statement = connection.Prepare(sql);
  REQUIRE(statement.Step());
  return statement.Int(0);
}

const std::string kRestore = "Put a backup of the data folder in its place.";

}  // namespace

TEST_CASE("a statement binds and reads every kind of value") {
  TempDir folder;
  auto connection = OpenNew(folder / "a.sqlite");
  REQUIRE(connection->Execute("CREATE TABLE t (i INTEGER, r REAL, t TEXT, n TEXT) STRICT").ok());
  REQUIRE(connection->Prepare("INSERT INTO t VALUES (?1, ?2, ?3, ?4)")
              .With(7, 2.5, std::string("čaj"), std::optional<std::string>())
              .Run()
              .ok());
  Statement read = connection->Prepare("SELECT i, r, t, n FROM t");
  REQUIRE(read.Step());
  CHECK(read.Int(0) == 7);
  CHECK(read.OptionalReal(1) == 2.5);
  CHECK(read.Text(2) == "čaj");
  CHECK(read.IsNull(3));
  CHECK(read.Text(3) == "");
  CHECK_FALSE(read.OptionalReal(3).has_value());
  CHECK_FALSE(read.Step());
  CHECK(read.status().ok());
}

TEST_CASE("the same statement may be in use twice") {
  TempDir folder;
  auto connection = OpenNew(folder / "a.sqlite");
  Statement outer = connection->Prepare("SELECT value FROM json_each('[1,2]')");
  int pairs = 0;
  while (outer.Step()) {
    Statement inner = connection->Prepare("SELECT value FROM json_each('[1,2]')");
    while (inner.Step()) ++pairs;
  }
  CHECK(pairs == 4);
}

TEST_CASE("a transaction that is not committed leaves nothing") {
  TempDir folder;
  auto connection = OpenNew(folder / "a.sqlite");
  REQUIRE(connection->Execute("CREATE TABLE t (i INTEGER)").ok());
  {
    auto transaction = Transaction::Begin(*connection);
    REQUIRE(connection->Execute("INSERT INTO t VALUES (1)").ok());
  }
  CHECK(Number(*connection, "SELECT count(*) FROM t") == 0);
}

TEST_CASE("a transaction inside another is kept or lost with it") {
  TempDir folder;
  auto connection = OpenNew(folder / "a.sqlite");
  REQUIRE(connection->Execute("CREATE TABLE t (i INTEGER)").ok());
  {
    auto outer = Transaction::Begin(*connection);
    {
      auto inner = Transaction::Begin(*connection);
      REQUIRE(connection->Execute("INSERT INTO t VALUES (1)").ok());
      REQUIRE(inner->Commit().ok());
    }
    REQUIRE(outer->Commit().ok());
  }
  CHECK(Number(*connection, "SELECT count(*) FROM t") == 1);
  {
    auto outer = Transaction::Begin(*connection);
    {
      auto inner = Transaction::Begin(*connection);
      REQUIRE(connection->Execute("INSERT INTO t VALUES (2)").ok());
    }
    const Status committed = outer->Commit();
    CHECK(committed.message() ==
          folder / "a.sqlite" + ": a part of the change failed; nothing was stored.");
  }
  CHECK(Number(*connection, "SELECT count(*) FROM t") == 1);
}

TEST_CASE("a second writer waits and then gets a sentence") {
  TempDir folder;
  auto first = OpenNew(folder / "a.sqlite");
  auto second = OpenNew(folder / "a.sqlite");
  second->SetBusyTimeout(10);
  auto held = Transaction::Begin(*first);
  REQUIRE(held.ok());
  const Status refused = Transaction::Begin(*second).status();
  CHECK(refused.code() == "store-busy");
  CHECK(refused.message() ==
        folder / "a.sqlite" +
            ": another command is writing to the data folder and did not finish in time; nothing "
            "was stored.");
  CHECK(refused.hint() == "Wait until the other command has finished and try again.");
}

TEST_CASE("a full disk stores nothing and says so") {
  TempDir folder;
  auto connection = OpenNew(folder / "a.sqlite");
  REQUIRE(connection->Execute("CREATE TABLE t (b BLOB)").ok());
  REQUIRE(connection->SetMaxPageCount(connection->PageCount() + 2).ok());
  {
    auto transaction = Transaction::Begin(*connection);
    const Status full = connection->Execute("INSERT INTO t VALUES (zeroblob(100000))");
    CHECK(full.code() == "disk-full");
    CHECK(full.message() == folder / "a.sqlite" + ": the disk is full; nothing was stored.");
    CHECK(full.hint() ==
          "Free some space on the disk that holds the data folder and repeat the command.");
  }
  CHECK(Number(*connection, "SELECT count(*) FROM t") == 0);
}

TEST_CASE("a file that is no database is called damaged") {
  TempDir folder;
  REQUIRE(WriteFileAtomically(folder / "a.sqlite", std::string(5000, 'x')).ok());
  Result<std::unique_ptr<Connection>> connection = Connection::Open(folder / "a.sqlite", {});
  const Status status =
      connection.ok() ? (*connection)->Execute("SELECT * FROM sqlite_schema") : connection.status();
  CHECK(status.code() == "store-corrupt");
  CHECK(status.message() == folder / "a.sqlite" +
                                " is damaged or not a Rapporteur store (file is not a database).");
  CHECK(status.hint() == kRestore);
}

TEST_CASE("a statement that is wrong is our own fault") {
  TempDir folder;
  auto connection = OpenNew(folder / "a.sqlite");
  const Status status = connection->Prepare("SELECT x FROM y").Run();
  CHECK(status.failure() == Failure::kBroken);
  CHECK(status.message() ==
        folder / "a.sqlite" + ": the database refused a statement of ours (no such table: y).");
}

TEST_CASE("migrations are applied once, in order") {
  TempDir folder;
  auto connection = OpenNew(folder / "a.sqlite");
  const Migration steps[] = {{1, "CREATE TABLE t (i INTEGER)"}, {2, "INSERT INTO t VALUES (2)"}};
  REQUIRE(Migrate(*connection, 77, std::span(steps, 1)).ok());
  CHECK(Number(*connection, "PRAGMA user_version") == 1);
  REQUIRE(Migrate(*connection, 77, steps).ok());
  REQUIRE(Migrate(*connection, 77, steps).ok());
  CHECK(Number(*connection, "SELECT count(*) FROM t") == 1);
  CHECK(Number(*connection, "PRAGMA application_id") == 77);
}

TEST_CASE("a migration that fails leaves the file as it was") {
  TempDir folder;
  auto connection = OpenNew(folder / "a.sqlite");
  const Migration steps[] = {{1, "CREATE TABLE t (i INTEGER)"}, {2, "INSERT INTO u VALUES (2)"}};
  CHECK_FALSE(Migrate(*connection, 77, steps).ok());
  CHECK(Number(*connection, "PRAGMA user_version") == 0);
  CHECK(Number(*connection, "SELECT count(*) FROM sqlite_schema") == 0);
}

}  // namespace rapporteur
