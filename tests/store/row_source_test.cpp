#include "core/store/row_source.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "core/store/database.h"
#include "tests/support/temp_dir.h"

namespace rapporteur {
namespace {

// (id, name) rows; fails after `good` of them where told.
class Names : public RowSource {
 public:
  explicit Names(std::vector<std::string> names, std::size_t good = 1000)
      : names_(std::move(names)), good_(good) {}
  bool Next() override {
    if (at_ == good_) status_ = Status::Refused("disk-full", "The disk is full.");
    return status_.ok() && ++at_ <= names_.size();
  }
  void Give(int column, ColumnTaker& taker) override {
    if (column == 1) taker.Int(static_cast<std::int64_t>(at_));
    if (column == 2 && !names_[at_ - 1].empty()) taker.Text(names_[at_ - 1]);
    if (column == 3) taker.Real(0.5);
  }
  Status status() const override { return status_; }

 private:
  std::vector<std::string> names_;
  std::size_t good_, at_ = 0;
  Status status_;
};

struct Database {
  TempDir folder;
  std::unique_ptr<Connection> connection;
  Database() {
    ConnectionOptions options;
    options.create = true;
    connection = *Connection::Open(folder / "test.sqlite", options);
    REQUIRE(connection
                ->Execute("CREATE TABLE unit (id INTEGER PRIMARY KEY) STRICT;"
                          "INSERT INTO unit VALUES (1), (2), (3);"
                          "CREATE TABLE name (id INTEGER REFERENCES unit (id),"
                          " name TEXT, share REAL, more TEXT, UNIQUE (name)) STRICT")
                .ok());
  }
  Status Insert(RowSource& rows) {
    return connection->RunOnRows("INSERT INTO name SELECT c1, c2, c3, c4 FROM given_rows", rows);
  }
  std::string All() {
    Statement rows = connection->Prepare(
        "SELECT id || ' ' || coalesce(name, 'NULL') || ' ' || share || ' ' || coalesce(more, 'NULL') "
        "FROM name ORDER BY id");
    std::string all;
    while (rows.Step()) all += rows.Text(0) + "\n";
    return all;
  }
};

TEST_CASE("given rows are stored in their order, what is not given is NULL") {
  Database database;
  Names names({"a", "", "c"});
  REQUIRE(database.Insert(names).ok());
  CHECK(database.All() == "1 a 0.5 NULL\n2 NULL 0.5 NULL\n3 c 0.5 NULL\n");
  Names none({});
  CHECK(database.Insert(none).ok());
}

TEST_CASE("where given rows break a constraint or end in a failure none of them is stored") {
  Database database;
  Names twice({"a", "a"});
  CHECK_FALSE(database.Insert(twice).ok());
  CHECK(database.All().empty());
  Names beyond({"a", "b", "c", "d"});  // there is no unit 4
  CHECK_FALSE(database.Insert(beyond).ok());
  CHECK(database.All().empty());
  Names failing({"a", "b", "c"}, 2);
  CHECK(database.Insert(failing).message() == "The disk is full.");
  CHECK(database.All().empty());
  // The connection is as good as before.
  Names good({"a", "b"});
  CHECK(database.Insert(good).ok());
  CHECK(database.All() == "1 a 0.5 NULL\n2 b 0.5 NULL\n");
}

TEST_CASE("without rows to give the table cannot be read") {
  Database database;
  CHECK_FALSE(database.connection->Execute("SELECT * FROM given_rows").ok());
}

}  // namespace
}  // namespace rapporteur
