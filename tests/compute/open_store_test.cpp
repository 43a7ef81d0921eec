#include "core/compute/open_store.h"

#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <csignal>

#include "core/store/audit.h"
#include "core/store/batches.h"
#include "core/store/computed.h"
#include "core/store/documents.h"
#include "core/store/sources.h"
#include "tests/compute/compute_store.h"

namespace rapporteur {
namespace {

using Lines = std::vector<std::string>;

void Open(ComputeStore& fixture, Store::Mode mode = Store::Mode::kWrite) {
  fixture.store.reset();
  Result<std::unique_ptr<Store>> opened = OpenStore(fixture.data, mode, fixture.clock, "local");
  INFO(opened.status().message());
  REQUIRE(opened.ok());
  fixture.store = *std::move(opened);
}

// What is said of an indicator, without the words about the choice.
std::string Said(ComputeStore& fixture, const std::string& indicator) {
  Selection selection;
  selection.indicators = {indicator};
  std::string said;
  for (const std::string& line : fixture.Query(selection, false)) said += line.substr(0, line.find(';'));
  return said;
}

// A store in which nothing is due: 57 of 76.
struct Settled : ComputeStore {
  Settled() {
    Open(*this);
    Import({{"ID.03", "2023", "", "REG/A", "57"}, {"ID.04", "2023", "", "REG/A", "19"}});
    REQUIRE(Said(*this, "ID.10") == "ID.10 RS 2023 computed 75 A");
    REQUIRE_FALSE(*store->computed().AnyDue());
  }
};

TEST_CASE("a change and what is computed from it are seen together") {
  Settled fixture;
  // Another connection, which computes nothing: it sees only what has been committed.
  std::unique_ptr<Store> other = fixture.OpenAnother();
  const auto due_elsewhere = [&] { return *other->computed().AnyDue(); };
  const BatchRecord batch =
      fixture.Import({{"ID.03", "2023", "", "REG/A", "19"}}, "corrected.csv");
  CHECK_FALSE(due_elsewhere());
  CHECK(Said(fixture, "ID.10") == "ID.10 RS 2023 computed 50 A");
  REQUIRE(fixture.store->batches().Undo(batch.number, "local", "wrong file").ok());
  CHECK_FALSE(due_elsewhere());
  CHECK(Said(fixture, "ID.10") == "ID.10 RS 2023 computed 75 A");
  fixture.ActivateWith("3.0.0", "ID.03 - ID.04");
  CHECK_FALSE(due_elsewhere());
  CHECK(Said(fixture, "ID.02") == "ID.02 RS 2023 computed 38 A");
}

TEST_CASE("a change that cannot be computed is not made") {
  Settled fixture;
  const Lines before = fixture.All();
  const std::int64_t journal = fixture.Count("audit");
  fixture.store->FollowChanges([] { return Status::Refused("disk-full", "The disk is full."); });
  std::unique_ptr<Stage> stage = fixture.StageValues({{"ID.03", "2023", "", "REG/A", "19"}});
  BatchRecord record = fixture.RecordFor(1, "corrected.csv");
  CHECK(stage->Commit(record).message() == "The disk is full.");
  stage.reset();
  CHECK(fixture.All() == before);
  CHECK(fixture.Count("audit") == journal);
  CHECK_FALSE(*fixture.store->computed().AnyDue());
}

TEST_CASE("what a process left due when it was killed is computed before anybody reads") {
  for (const Store::Mode mode : {Store::Mode::kRead, Store::Mode::kWrite}) {
    Settled fixture;
    fixture.store.reset();  // a connection must not cross a fork
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
      fixture.Reopen();  // without following, as a program did that computed after its commit
      std::unique_ptr<Stage> stage = fixture.StageValues({{"ID.03", "2023", "", "REG/A", "19"}});
      BatchRecord record = fixture.RecordFor(1, "corrected.csv");
      if (stage->Commit(record).ok()) ::kill(::getpid(), SIGKILL);
      ::_exit(1);
    }
    int state = 0;
    REQUIRE(::waitpid(child, &state, 0) == child);
    REQUIRE(WIFSIGNALED(state));
    // The batch is there, and the computed value is that of the state before.
    fixture.Reopen();
    CHECK(fixture.Count("batch") == 2);
    CHECK(*fixture.store->computed().Due() == std::vector<DueGroup>{{"RS", "ID.03", "2023"}});
    CHECK(Said(fixture, "ID.10") == "ID.10 RS 2023 computed 75 A");
    Open(fixture, mode);
    CHECK(fixture.store->mode() == mode);
    CHECK(Said(fixture, "ID.10") == "ID.10 RS 2023 computed 50 A");
    CHECK_FALSE(*fixture.store->computed().AnyDue());
    CHECK(fixture.store->audit().Verify()->intact);
  }
}

TEST_CASE("values of a country without a document are not due for ever") {
  Settled fixture;
  Source source;
  source.country = "XK";
  source.code = "REG/A";
  source.counted_by = "XK-A";
  REQUIRE(fixture.store->sources().Add(source, "ana").ok());
  fixture.Import({{"ID.03", "2023", "", "REG/A", "1", "", "XK"}}, "foreign.csv");
  CHECK_FALSE(*fixture.store->computed().AnyDue());
}

TEST_CASE("a reader does not wait for a writer where nothing is due") {
  Settled fixture;
  const Result<Transaction> writing = fixture.store->Begin();
  REQUIRE(writing.ok());
  const Result<std::unique_ptr<Store>> reader =
      OpenStore(fixture.data, Store::Mode::kRead, fixture.clock, "local");
  CHECK(reader.ok());
}

}  // namespace
}  // namespace rapporteur
