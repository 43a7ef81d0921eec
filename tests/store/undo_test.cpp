#include <catch2/catch.hpp>

#include "core/base/json.h"
#include "core/store/batches.h"
#include "core/store/choices.h"
#include "core/store/computed.h"
#include "tests/store/store_fixture.h"

namespace rapporteur {
namespace {

using Lines = std::vector<std::string>;

const std::vector<TestValue> kFirst = {{"ID.02", "2017", "", "REG/A", "40", "seen"},
                                       {"ID.02", "2017", "sex=F", "REG/A", "30"},
                                       {"ID.02", "2017", "", "MED/A", "44"}};
const std::vector<TestValue> kSecond = {{"ID.02", "2017", "", "REG/A", "41"},
                                        {"ID.02", "2018", "", "REG/A", "50"},
                                        {"ID.01", "2017", "", "REG/A", "99"}};

UndoResult Undo(StoreFixture& f, std::int64_t number) {
  Result<UndoResult> result = f.store->batches().Undo(number, "ana", "wrong file");
  INFO(result.status().message());
  REQUIRE(result.ok());
  return *result;
}

}  // namespace

TEST_CASE("after an undo a query says exactly what it said before") {
  StoreFixture f;
  f.Import(kFirst, "first.csv");
  const Lines before = f.All(false);
  f.Import(kSecond, "second.csv");
  REQUIRE(f.All(false) != before);
  const UndoResult result = Undo(f, 2);
  CHECK(result.restored == 1);
  CHECK(result.withdrawn == 2);
  CHECK(result.blocked_by.empty());
  CHECK(f.All(false) == before);
  CHECK(f.History() ==
        Lines{"ID.01 RS 2017 REG/A 99 A; - old; r1 b2:4",
              "ID.01 RS 2017 REG/A A; - withdrawn; r2 b2:4",
              "ID.02 RS 2017 REG/A 40 A (seen); rule: register before media disputed; r3 b1:2",
              "ID.02 RS 2017 MED/A 44 A; - disputed; r1 b1:4",
              "ID.02 RS 2017 REG/A 40 A (seen); - old; r1 b1:2",
              "ID.02 RS 2017 REG/A 41 A; - old; r2 b2:2",
              "ID.02 RS 2017 sex=F REG/A 30 A; rule: register before media; r1 b1:3",
              "ID.02 RS 2018 REG/A 50 A; - old; r1 b2:3",
              "ID.02 RS 2018 REG/A A; - withdrawn; r2 b2:3"});
}

TEST_CASE("an undone batch keeps its counts and its file may be imported again") {
  StoreFixture f;
  const BatchRecord first = f.Import(kFirst, "first.csv");
  const Lines before = f.All(false);
  CHECK(*f.store->batches().FindByFile(first.file.sha256) == 1);
  Undo(f, 1);
  CHECK(f.All().empty());
  const BatchRecord undone = *f.store->batches().Get(1);
  CHECK(undone.state == "undone");
  CHECK(undone.observations.added == 3);
  CHECK(undone.undone_by == "ana");
  CHECK(undone.undone_at == "2026-01-31T12:00:00Z");
  CHECK(undone.undone_reason == "wrong file");
  CHECK(*f.store->batches().FindByFile(first.file.sha256) == 0);
  const BatchRecord again = f.Import(kFirst, "first.csv");
  CHECK(again.number == 2);
  CHECK(again.observations.added == 3);
  Lines expected = before;
  for (std::string& line : expected) line.replace(line.find(" b1:"), 4, " b2:");
  CHECK(f.All(false) == expected);
  Undo(f, 2);
  CHECK(f.All().empty());
}

TEST_CASE("a batch on which a later one stands is not undone, and the later ones are listed") {
  StoreFixture f;
  f.Import(kFirst, "first.csv");
  f.Import(kSecond, "second.csv");
  f.Import({{"ID.02", "2017", "sex=F", "REG/A", "31"}}, "third.csv");
  const Lines before = f.History();
  const UndoResult blocked = Undo(f, 1);
  CHECK(blocked.blocked_by == std::vector<std::int64_t>{2, 3});
  CHECK(blocked.restored == 0);
  CHECK(f.History() == before);
  CHECK(f.store->batches().Get(1)->state == "stored");
  Undo(f, 3);
  CHECK(Undo(f, 1).blocked_by == std::vector<std::int64_t>{2});
  Undo(f, 2);
  CHECK(Undo(f, 1).withdrawn == 3);
  CHECK(f.All().empty());
}

TEST_CASE("undoing says what is wrong") {
  StoreFixture f;
  f.Import(kFirst);
  CHECK(f.store->batches().Undo(7, "ana", "why").status().message() == "There is no batch 7.");
  const Status silent = f.store->batches().Undo(1, "ana", "  ").status();
  CHECK(silent.message() == "Undoing a batch needs a reason.");
  CHECK(silent.hint() == "Add --reason TEXT.");
  Undo(f, 1);
  CHECK(f.store->batches().Undo(1, "ana", "again").status().message() ==
        "Batch 1 was undone already, on 2026-01-31T12:00:00Z by ana.");
}

TEST_CASE("a choice that was made on an undone batch sleeps, the one before it counts again") {
  StoreFixture f;
  f.Import({{"ID.02", "2017", "", "REG/A", "40"}}, "first.csv");
  REQUIRE(f.store->choices().Choose({"RS", "ID.02", "2017", "", "", 0, "REG/A", "seen it", "ana", ""})
              .ok());
  const Lines before = f.All(false);
  f.Import({{"ID.02", "2017", "", "MED/A", "44"}}, "second.csv");
  REQUIRE(f.store->choices().Choose({"RS", "ID.02", "2017", "", "", 0, "MED/A", "better", "ana", ""})
              .ok());
  CHECK(f.Query({}, false) == Lines{"ID.02 RS 2017 MED/A 44 A; person: better disputed b2:2"});
  Undo(f, 2);
  CHECK(f.All(false) == before);
  f.Import({{"ID.02", "2017", "", "MED/A", "44"}}, "second.csv");
  CHECK(f.Query({}, false) == Lines{"ID.02 RS 2017 MED/A 44 A; person: better disputed b3:2"});
}

TEST_CASE("imports, choices and undoing make computed values due") {
  StoreFixture f;
  Computed& computed = f.store->computed();
  const auto settle = [&] {
    auto due = computed.Due();
    REQUIRE(computed.Replace("RS", {}, {}, [](ComputedValue&) { return false; }, *due, "local").ok());
    REQUIRE(computed.Due()->size() <= 1);  // the regional catalogue's
  };
  const auto due = [&] {
    Lines lines;
    const Result<std::vector<DueGroup>> groups = computed.Due("RS");
    for (const DueGroup& group : *groups) {
      lines.push_back(group.indicator + " " + group.period);
    }
    return lines;
  };
  CHECK(due() == Lines{" "});  // the country was enabled
  settle();
  f.Import(kSecond);
  CHECK(due() == Lines{"ID.01 2017", "ID.02 2017", "ID.02 2018"});
  settle();
  Undo(f, 1);
  CHECK(due() == Lines{"ID.01 2017", "ID.02 2017", "ID.02 2018"});
  f.Import(kFirst);
  settle();
  REQUIRE(f.store->choices().Choose({"RS", "ID.02", "2017", "", "", 0, "MED/A", "why", "ana", ""}).ok());
  CHECK(due() == Lines{"ID.02 2017"});
}

TEST_CASE("batches are listed newest first and shown with what they said") {
  StoreFixture f;
  f.Import(kFirst, "first.csv");
  auto stage = f.StageValues(kSecond);
  BatchRecord record = f.RecordFor(3, "second.csv");
  record.rows = {5, 3, 1, 1};
  record.plugin = {"org.rapporteur.csv-import", "1.0.0", "sha256:00"};
  record.options = R"({"separator": ";"})";
  record.mapping = {"published-figures", 2};
  record.user = "ana";
  Findings findings;
  Finding finding;
  finding.code = "unknown-code";
  finding.place = {"second.csv", "", 19, "breakdown"};
  finding.found = "goverment";
  finding.expected = "a code of referral_source";
  finding.message = "second.csv, row 19: ...";
  finding.hint = "Did you mean government?";
  findings.Add(finding);
  record.SetFindings(findings);
  record.accepted_good_rows = true;
  REQUIRE(stage->Commit(record).ok());
  f.Reopen();

  Result<std::vector<BatchRecord>> list = f.store->batches().List();
  REQUIRE(list->size() == 2);
  CHECK((*list)[0].number == 2);
  CHECK((*list)[0].findings.empty());
  CHECK((*list)[0].findings_by_code.at("unknown-code") == 1);
  Result<BatchRecord> shown = f.store->batches().Get(2);
  CHECK(ToJson(*shown) == ToJson(record));
  CHECK(ToJson(*shown).dump() ==
        R"({"format":"batch/1","batch":2,"dry_run":false,"state":"stored","origin":"imported",)"
        R"("file":{"name":"second.csv","size":0,"sha256":")" +
            record.file.sha256 +
            R"(","kept":false,"encoding":null},"counted":null,)"
            R"("plugin":{"id":"org.rapporteur.csv-import","version":"1.0.0","sha256":"sha256:00"},)"
            R"("options":{"separator":";"},"mapping":{"name":"published-figures","version":2},)"
            R"("user":"ana","started":"2026-01-31T12:00:00Z","finished":"2026-01-31T12:00:00Z",)"
            R"("rows":{"read":5,"mapped":3,"skipped":1,"refused":1},)"
            R"("observations":{"added":2,"changed":1,"unchanged":0,"refused":0},)"
            R"("findings":[{"level":"error","code":"unknown-code","sheet":null,"row":19,)"
            R"("column":"breakdown","found":"goverment","expected":"a code of referral_source",)"
            R"("hint":"Did you mean government?","message":"second.csv, row 19: ..."}],)"
            R"("findings_total":1,"findings_by_code":{"unknown-code":1},"accepted_good_rows":true,)"
            R"("known_file":null,"undone_at":null,"undone_by":null,"reason":null})");
}

}  // namespace rapporteur
