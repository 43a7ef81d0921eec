// What is left when a process dies, the disk is full or the file is damaged.
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <fstream>
#include <functional>

#include "core/base/fd.h"
#include "core/base/hash.h"
#include "core/store/audit.h"
#include "core/store/batches.h"
#include "core/store/observations.h"
#include "core/store/originals.h"
#include "tests/store/store_fixture.h"

namespace rapporteur {
namespace {

const std::string kBytes = "country,year\nRS,2017\n";

std::vector<TestValue> Many(int count) {
  std::vector<TestValue> values;
  for (int i = 0; i < count; ++i) {
    values.push_back({"ID.02", "2017", "sex=" + std::to_string(i), "REG/A", "1"});
  }
  return values;
}

// Runs `work` in a process of its own, which kills itself at the end of it (see Die).
void KilledAfter(const std::function<void()>& work) {
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    work();
    ::_exit(1);
  }
  int state = 0;
  REQUIRE(::waitpid(child, &state, 0) == child);
  REQUIRE(WIFSIGNALED(state));
}

// At once: no destructor runs, nothing is rolled back or flushed.
void Die() { ::kill(::getpid(), SIGKILL); }

bool Exists(const std::string& path) { return ::access(path.c_str(), F_OK) == 0; }

}  // namespace

TEST_CASE("a process killed before its commit leaves nothing, killed after it leaves all") {
  StoreFixture f;
  f.store.reset();  // a connection must not cross a fork
  const std::string hash = Sha256(kBytes);
  for (const bool committed : {false, true}) {
    KilledAfter([&] {
      f.Reopen();
      auto stage = f.StageValues(Many(3000));
      BatchRecord record = f.RecordFor(3000);
      const KeptOriginal original{kBytes, "cases.csv", hash, "restricted"};
      std::optional<Transaction> outer;
      if (!committed) outer.emplace(*f.store->Begin());
      if (stage->Commit(record, &original).ok()) Die();
    });
    f.Reopen();
    CHECK(f.Count("observation") == (committed ? 3000 : 0));
    CHECK(f.Count("series") == (committed ? 3000 : 0));
    CHECK(f.Count("batch") == (committed ? 1 : 0));
    CHECK(f.store->originals().Find(hash)->has_value() == committed);
    CHECK(Exists(f.store->originals().PathOf(hash)) == committed);
    CHECK(f.store->audit().Verify()->intact);
    f.store.reset();
  }
}

TEST_CASE("a limit on the size of files is a full disk") {
  StoreFixture f;
  f.Import(Many(3), "first.csv");
  const auto before = f.All();
  auto stage = f.StageValues(Many(40000));
  rlimit limit{};
  REQUIRE(::getrlimit(RLIMIT_FSIZE, &limit) == 0);
  const rlimit small{1'500'000, limit.rlim_max};
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);  // as main does
  REQUIRE(::setrlimit(RLIMIT_FSIZE, &small) == 0);
  BatchRecord record = f.RecordFor(40000);
  const Status status = stage->Commit(record);
  REQUIRE(::setrlimit(RLIMIT_FSIZE, &limit) == 0);
  std::signal(SIGXFSZ, handler);
  CHECK(status.code() == "disk-full");
  CHECK(status.message() == f.data + "/rapporteur.sqlite: the disk is full or a size limit is "
                                     "reached; nothing was stored.");
  CHECK(f.All() == before);
  f.Reopen();
  CHECK(f.All() == before);
  CHECK(f.Import(Many(5), "second.csv").observations.added == 2);
}

TEST_CASE("a page that is damaged is found when it is read") {
  StoreFixture f;
  f.Import(Many(3000));
  REQUIRE(f.store->connection().Execute("PRAGMA wal_checkpoint(TRUNCATE)").ok());
  const std::int64_t pages = f.store->connection().PageCount();
  f.store.reset();
  {
    std::fstream file(f.data + "/rapporteur.sqlite", std::ios::in | std::ios::out | std::ios::binary);
    const std::string noise(4096, '\xa5');
    for (std::int64_t page = pages / 2; page < pages; ++page) {
      file.seekp(page * 4096);
      file.write(noise.data(), 4096);
    }
  }
  f.Reopen();
  const Status status =
      f.store->observations().ForEach({}, {}, [](const Observation&) { return true; });
  CHECK(status.code() == "store-corrupt");
  CHECK(status.message() ==
        f.data + "/rapporteur.sqlite is damaged (database disk image is malformed).");
  CHECK(status.hint() == "Put a backup of the data folder in its place.");
}

}  // namespace rapporteur
