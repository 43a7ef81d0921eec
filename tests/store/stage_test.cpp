#include "core/store/stage.h"

#include <catch2/catch.hpp>

#include "core/base/fd.h"
#include "core/base/hash.h"
#include "core/store/observations.h"
#include "core/store/originals.h"
#include "tests/store/store_fixture.h"

namespace rapporteur {
namespace {

using Lines = std::vector<std::string>;

const std::vector<TestValue> kThree = {{"ID.02", "2017", "", "REG/A", "40"},
                                       {"ID.02", "2017", "sex=F", "REG/A", "30", "seen"},
                                       {"ID.02", "2017", "sex=M", "REG/A", "O"}};

Lines Duplicates(Stage& stage, Difference& difference) {
  Lines lines;
  Result<Difference> compared = stage.Compare([&](const DuplicateRow& row) {
    lines.push_back(row.key.indicator + " " + row.period + " " + row.source + ": row " +
                    std::to_string(row.row) + ", as row " + std::to_string(row.other_row) +
                    (row.same_value ? " says" : " contradicts"));
  });
  REQUIRE(compared.ok());
  difference = *compared;
  return lines;
}

}  // namespace

TEST_CASE("imported values are read back with their place") {
  StoreFixture f;
  const BatchRecord record = f.Import(kThree);
  CHECK(record.number == 1);
  CHECK(record.state == "stored");
  CHECK(record.observations.added == 3);
  CHECK(f.Query() == Lines{"ID.02 RS 2017 REG/A 40 A; rule: only source; r1 b1:2",
                           "ID.02 RS 2017 sex=F REG/A 30 A (seen); rule: only source; r1 b1:3",
                           "ID.02 RS 2017 sex=M REG/A O; rule: only source; r1 b1:4"});
}

TEST_CASE("what is read is what was staged") {
  StoreFixture f;
  Result<std::unique_ptr<Stage>> stage = Stage::Begin(*f.store);
  StagedRow row;
  row.series = (*stage)->Series({"RS", "ID.02", "RS-VO", "age_group=CHD;sex=F"});
  row.period = (*stage)->PeriodOf(*ParsePeriod("2013/2016"));
  row.source = (*stage)->Source("RS", "REG/A");
  row.definition = (*stage)->Definition("RS:ID.02@1");
  row.sheet = (*stage)->Sheet("Table 3");
  const Remarks remarks{"a note", "https://example.org", "page 3", "RS-CC-388", "persons", "multi"};
  row.remark = (*stage)->Remark(remarks);
  row.number = 12.25;
  row.text = "around twelve";
  row.status = "E";
  row.flags = "BU";
  row.row = 4'000'000'000;
  REQUIRE((*stage)->Add(row).ok());
  BatchRecord record = f.RecordFor(1, "tables.xlsx");
  record.origin = "entered";
  REQUIRE((*stage)->Commit(record).ok());
  Selection selection;
  std::vector<Observation> read;
  REQUIRE(f.store->observations().ForEach({}, selection, [&](const Observation& o) {
    read.push_back(o);
    return true;
  }).ok());
  REQUIRE(read.size() == 1);
  const Observation& o = read[0];
  CHECK(o.key == SeriesKey{"RS", "ID.02", "RS-VO", "age_group=CHD;sex=F"});
  CHECK(o.period == "2013/2016");
  CHECK(o.value == Value{12.25, "around twelve", "E", "BU"});
  CHECK(o.remarks == remarks);
  CHECK(o.origin == "entered");
  CHECK(o.source == "REG/A");
  CHECK(o.counted_by == "RS-MUP");
  CHECK(o.publication == "REG");
  CHECK(o.definition == "RS:ID.02@1");
  CHECK(o.file == "tables.xlsx");
  CHECK(o.sheet == "Table 3");
  CHECK(o.row == 4'000'000'000);
}

TEST_CASE("importing the same file again stores nothing") {
  StoreFixture f;
  f.Import(kThree);
  const std::int64_t audit = f.Count("audit");
  const BatchRecord again = f.Import(kThree);
  CHECK(again.state == "nothing_new");
  CHECK(again.number == 0);
  CHECK(again.observations.unchanged == 3);
  CHECK(f.Count("batch") == 1);
  CHECK(f.Count("observation") == 3);
  CHECK(f.Count("audit") == audit);
}

TEST_CASE("a correction is a new revision, the old one stays") {
  StoreFixture f;
  f.Import(kThree);
  const BatchRecord second = f.Import({{"ID.02", "2017", "", "REG/A", "41"},
                                       {"ID.02", "2017", "sex=F", "REG/A", "30", "seen"},
                                       {"ID.02", "2018", "", "REG/A", "50"}},
                                      "corrected.csv");
  CHECK(second.observations.added == 1);
  CHECK(second.observations.changed == 1);
  CHECK(second.observations.unchanged == 1);
  CHECK(f.History() == Lines{"ID.02 RS 2017 REG/A 41 A; rule: only source; r2 b2:2",
                             "ID.02 RS 2017 REG/A 40 A; - old; r1 b1:2",
                             "ID.02 RS 2017 sex=F REG/A 30 A (seen); rule: only source; r1 b1:3",
                             "ID.02 RS 2017 sex=M REG/A O; rule: only source; r1 b1:4",
                             "ID.02 RS 2018 REG/A 50 A; rule: only source; r1 b2:4"});
}

TEST_CASE("everything that is said about a value makes a revision") {
  const TestValue base = {"ID.02", "2017", "", "REG/A", "40"};
  TestValue changed[6] = {base, base, base, base, base, base};
  changed[0].value = "41";
  changed[1].value = "E";
  changed[2].value = "'40";
  changed[3].note = "provisional";
  changed[4].flags = "U";
  changed[5].value = "<5";
  for (const TestValue& value : changed) {
    StoreFixture f;
    f.Import({base});
    INFO(value.value << value.note << value.flags);
    CHECK(f.Import({value}, "other.csv").observations.changed == 1);
  }
}

TEST_CASE("rows of a file that say the same about a cell: the later ones are refused") {
  StoreFixture f;
  auto stage = f.StageValues({{"ID.02", "2017", "", "REG/A", "40"},
                              {"ID.01", "2017", "", "REG/A", "1"},
                              {"ID.02", "2017", "", "REG/A", "40"},
                              {"ID.02", "2017", "", "REG/A", "40"}});
  Difference difference;
  CHECK(Duplicates(*stage, difference) ==
        Lines{"ID.02 2017 REG/A: row 4, as row 2 says", "ID.02 2017 REG/A: row 5, as row 2 says"});
  CHECK(difference.added == 2);
  CHECK(difference.refused == 2);
  BatchRecord record = f.RecordFor(4);
  REQUIRE(stage->Commit(record).ok());
  CHECK(record.observations.refused == 2);
  CHECK(f.Count("observation") == 2);
}

TEST_CASE("rows of a file that contradict each other are all refused") {
  StoreFixture f;
  auto stage = f.StageValues({{"ID.02", "2017", "", "REG/A", "40"},
                              {"ID.02", "2017", "", "REG/A", "40"},
                              {"ID.02", "2017", "", "REG/A", "41"},
                              {"ID.02", "2017", "", "MED/A", "41"}});
  Difference difference;
  CHECK(Duplicates(*stage, difference) == Lines{"ID.02 2017 REG/A: row 2, as row 3 contradicts",
                                                "ID.02 2017 REG/A: row 3, as row 2 contradicts",
                                                "ID.02 2017 REG/A: row 4, as row 2 contradicts"});
  CHECK(difference.added == 1);
  CHECK(difference.refused == 3);
}

TEST_CASE("of very many rows about one cell all are refused and the first are reported") {
  StoreFixture f;
  StageLimits limits;
  limits.duplicates = 3;
  for (const bool same : {true, false}) {
    std::vector<TestValue> values(10, {"ID.02", same ? "2017" : "2018", "", "REG/A", "40"});
    if (!same) values.back().value = "41";
    auto stage = f.StageValues(values, limits);
    Difference difference;
    CHECK(Duplicates(*stage, difference).size() == (same ? 2 : 3));
    CHECK(difference.refused == (same ? 9 : 10));
    CHECK(difference.added == (same ? 1 : 0));
  }
}

TEST_CASE("a preview says what would change and stores nothing") {
  StoreFixture f;
  f.Import(kThree);
  auto stage = f.StageValues({{"ID.02", "2017", "", "REG/A", "41"},
                              {"ID.02", "2017", "sex=F", "REG/A", "30"},
                              {"ID.02", "2018", "", "REG/A", "50"}});
  Lines lines;
  Result<Difference> difference = stage->Compare({}, [&](const CellChange& change) {
    lines.push_back(change.period + " " + change.key.dimensions + " row " +
                    std::to_string(change.row) + ": " +
                    (change.old_value ? std::to_string(*change.old_value->number) : "new") + " to " +
                    std::to_string(*change.new_value.number) +
                    (change.remarks_changed ? ", other remarks" : ""));
    return lines.size() < 3;
  });
  REQUIRE(difference.ok());
  CHECK(lines == Lines{"2017  row 2: 40.000000 to 41.000000", "2018  row 4: new to 50.000000",
                       "2017 sex=F row 3: 30.000000 to 30.000000, other remarks"});
  CHECK(difference->changed == 2);
  CHECK(f.Count("batch") == 1);
}

TEST_CASE("sources that are not registered are named") {
  StoreFixture f;
  auto stage = f.StageValues({{"ID.02", "2017", "", "REG/A", "40"},
                              {"ID.02", "2017", "", "NEWS/B", "40"}});
  const Status status = stage->Compare().status();
  CHECK(status.code() == "unknown-source");
  CHECK(status.message() == "The values name sources that are not registered: 'NEWS/B'.");
  CHECK(status.hint() == "Register them with 'rapporteur source add FILE'.");
}

TEST_CASE("a stage is compared again when the store moved in between") {
  StoreFixture f;
  auto stage = f.StageValues(kThree);
  Result<Difference> before = stage->Compare();
  REQUIRE(before->added == 3);
  // Another import brings two of the values, a new series, a new period and another remark.
  f.Import({{"ID.02", "2017", "", "REG/A", "40"},
            {"ID.01", "2015", "", "MED/A", "7", "other"},
            {"ID.02", "2017", "sex=F", "REG/A", "29"}});
  BatchRecord record = f.RecordFor(3);
  REQUIRE(stage->Commit(record).ok());
  CHECK(record.number == 2);
  CHECK(record.observations.added == 1);
  CHECK(record.observations.changed == 1);
  CHECK(record.observations.unchanged == 1);
  CHECK(f.Query() == Lines{"ID.01 RS 2015 MED/A 7 A (other); rule: only source; r1 b1:3",
                           "ID.02 RS 2017 REG/A 40 A; rule: only source; r1 b1:2",
                           "ID.02 RS 2017 sex=F REG/A 30 A (seen); rule: only source; r2 b2:3",
                           "ID.02 RS 2017 sex=M REG/A O; rule: only source; r1 b2:4"});
}

TEST_CASE("rows that do not add up are our own fault and store nothing") {
  StoreFixture f;
  auto stage = f.StageValues(kThree);
  BatchRecord record = f.RecordFor(3);
  record.rows.skipped = 1;
  const Status status = stage->Commit(record);
  CHECK(status.failure() == Failure::kBroken);
  CHECK(status.message() ==
        "The rows do not add up: 3 read, 3 mapped, 1 skipped, 0 refused.");
  CHECK(f.Count("observation") == 0);
}

TEST_CASE("a commit that meets a full disk stores nothing") {
  StoreFixture f;
  std::vector<TestValue> many;
  for (int i = 0; i < 2000; ++i) {
    many.push_back({"ID.02", "2017", "sex=" + std::to_string(i), "REG/A", "1"});
  }
  auto stage = f.StageValues(many);
  Connection& connection = f.store->connection();
  REQUIRE(connection.SetMaxPageCount(connection.PageCount() + 10).ok());
  BatchRecord record = f.RecordFor(many.size());
  const std::string bytes = "a file";
  const KeptOriginal original{bytes, "cases.csv", Sha256(bytes), "restricted"};
  const Status status = stage->Commit(record, &original);
  CHECK(status.code() == "disk-full");
  CHECK(status.message() ==
        f.data + "/rapporteur.sqlite: the disk is full; nothing was stored.");
  CHECK(record.number == 0);
  CHECK(f.Count("observation") == 0);
  CHECK(f.Count("series") == 0);
  CHECK(f.Count("batch") == 0);
  CHECK(f.Count("original") == 0);
  // With room again the same stage may be committed.
  REQUIRE(connection.SetMaxPageCount(1'000'000).ok());
  REQUIRE(stage->Commit(record, &original).ok());
  CHECK(f.Count("observation") == 2000);
}

TEST_CASE("a commit that is interrupted leaves nothing") {
  StoreFixture f;
  {
    auto transaction = f.store->Begin();
    f.Import(kThree);
    CHECK(f.Count("observation") == 3);
    // The process ends here: the connection closes without a commit.
  }
  f.Reopen();
  for (const char* table : {"observation", "batch", "series", "batch_series"}) {
    CHECK(f.Count(table) == 0);
  }
  CHECK(f.Import(kThree).number == 1);
}

TEST_CASE("a file is kept with its batch and read back whole") {
  StoreFixture f;
  const std::string bytes = "country,year\nRS,2017\n";
  const std::string hash = Sha256(bytes);
  auto stage = f.StageValues(kThree);
  BatchRecord record = f.RecordFor(3);
  const KeptOriginal original{bytes, "cases.csv", hash, "restricted"};
  REQUIRE(stage->Commit(record, &original).ok());
  CHECK(record.file.kept);
  CHECK(*f.store->originals().Read(hash) == bytes);
  CHECK((*f.store->originals().Find(hash))->access_class == "restricted");
  REQUIRE(WriteFileAtomically(f.store->originals().PathOf(hash), "country,year\nRS,2018\n").ok());
  const Status damaged = f.store->originals().Read(hash).status();
  CHECK(damaged.message() ==
        "The kept original 'cases.csv' (" + f.store->originals().PathOf(hash) +
            ") is missing or was changed since it was kept.");
}

TEST_CASE("a kept file without a batch is removed at the next opening, a known one stays") {
  StoreFixture f;
  const std::string hash = Sha256("bytes");
  const std::string path = f.store->originals().PathOf(hash);
  {
    auto pending = PendingOriginal::Write(
        f.store->originals(), {hash, "a.csv", "restricted", "2026-01-31T12:00:00Z", 5}, "bytes");
    REQUIRE(pending.ok());
    auto transaction = f.store->Begin();
    REQUIRE(pending->Place().ok());
    REQUIRE(OpenForReading(path).ok());
    // Killed before the commit.
  }
  REQUIRE(OpenForReading(path).ok());
  f.Reopen();
  CHECK_FALSE(OpenForReading(path).ok());
  {
    auto pending = PendingOriginal::Write(
        f.store->originals(), {hash, "a.csv", "restricted", "2026-01-31T12:00:00Z", 5}, "bytes");
    auto transaction = f.store->Begin();
    REQUIRE(pending->Place().ok());
    REQUIRE(transaction->Commit().ok());
    // Killed after the commit, before the marker was removed.
  }
  f.Reopen();
  CHECK(*f.store->originals().Read(hash) == "bytes");
}

TEST_CASE("many rows in any order give the same store as few at a time") {
  StoreFixture f;
  std::vector<TestValue> values;
  for (int i = 0; i < 500; ++i) {
    values.push_back({i % 3 == 0 ? "ID.01" : "ID.02", std::to_string(2000 + i * 7 % 20),
                      i % 2 == 0 ? "" : "sex=F", i % 5 == 0 ? "MED/A" : "REG/A",
                      std::to_string(i), i % 4 == 0 ? "note " + std::to_string(i % 9) : ""});
  }
  // One value per cell, in file order.
  std::vector<TestValue> unique;
  for (const TestValue& value : values) {
    bool seen = false;
    for (const TestValue& other : unique) {
      seen = seen || (other.indicator == value.indicator && other.period == value.period &&
                      other.dimensions == value.dimensions && other.source == value.source);
    }
    if (!seen) unique.push_back(value);
  }
  f.Import(unique);
  StoreFixture g;
  for (const TestValue& value : unique) g.Import({value}, value.value);
  // And the same with hardly any memory: series under several numbers, rows sorted in many runs.
  StoreFixture h;
  auto stage = h.StageValues(unique, {7, 10, 10});
  BatchRecord record = h.RecordFor(unique.size());
  REQUIRE(stage->Commit(record).ok());
  CHECK(h.All() == f.All());
  CHECK(h.Count("series") == f.Count("series"));
  CHECK(h.Count("remark") == f.Count("remark"));
  const auto without_place = [](Lines lines) {
    for (std::string& line : lines) line = line.substr(0, line.find("; r1"));
    return lines;
  };
  CHECK(without_place(f.All()) == without_place(g.All()));
}

}  // namespace rapporteur
