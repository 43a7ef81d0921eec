// The computer may lose its power at any moment of an import: what is stored then is all of a batch
// or nothing of it.
#include <catch2/catch.hpp>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <random>

#include <sys/wait.h>
#include <unistd.h>

#include "core/base/json.h"
#include "core/store/batches.h"
#include "core/store/computed.h"
#include "core/store/stage.h"
#include "core/store/store.h"
#include "tests/support/program.h"
#include "tests/support/temp_dir.h"

namespace rapporteur {
namespace {

// `rows` values of one indicator, in the vocabulary's own columns.
std::string Table(int rows) {
  static const char* const kForms[] = {"SEX", "LAB", "BEG", "CRI", "MAR"};
  static const char* const kSexes[] = {"F", "M", "U"};
  std::string text = "country,indicator,period,sex,form_of_exploitation,age_group,value\n";
  for (int i = 0; i < rows; ++i) {
    const int year = 2013 + i / 45 % 60, month = i / 2700 % 12 + 1;
    text += "RS,ID.02," + std::to_string(year) + (month < 10 ? "-0" : "-") + std::to_string(month) +
            "," + kSexes[i % 3] + "," + kForms[i / 3 % 5] + "," + (i / 15 % 3 == 0 ? "CHD" : i / 15 % 3 == 1 ? "ADT" : "U") +
            "," + std::to_string(i % 97) + "\n";
  }
  return text;
}

int Stored(const std::string& data) {
  const Run run = Rapporteur(data, {"batch", "list", "--json"});
  Result<Json> json = ParseJson(run.out, "batches");
  if (!json.ok()) return -1;
  int sum = 0;
  for (const Json& batch : (*json)["batches"]) sum += batch["observations"]["added"].get<int>();
  return sum;
}

int Observed(const std::string& data, const std::string& indicator = "ID.02") {
  const Run run = Rapporteur(data, {"query", "--country", "RS", "--indicator", indicator, "--all-sources", "--json"});
  Result<Json> json = ParseJson(run.out, "query");
  return json.ok() ? (*json)["count"].get<int>() : -1;
}

// Groups whose computed values are older than they.  Opened so that opening computes nothing.
std::size_t Due(const std::string& data) {
  Result<std::unique_ptr<Store>> store = Store::Open(data, Store::Mode::kRead, SystemClock());
  REQUIRE(store.ok());
  return (*store)->computed().Due()->size();
}

TEST_CASE("a kill at any of a hundred instants of an import leaves no partial batch") {
  constexpr int kRows = 4000, kKills = 100;
  TempDir folder;
  const std::string table = folder.path() + "/table.csv";
  WriteWholeFile(table, Table(kRows));
  const std::string fresh = folder.path() + "/fresh";
  MakeDataFolder(fresh);
  const std::vector<std::string> import = {"import", table, "--source", "RS-CZZTLJ", "--country", "RS"};

  // How long an undisturbed import takes, so that the kills fall inside it.
  const std::string whole = folder.path() + "/whole";
  std::filesystem::copy(fresh, whole, std::filesystem::copy_options::recursive);
  const auto start = std::chrono::steady_clock::now();
  const Run undisturbed = Rapporteur(whole, import);
  INFO(undisturbed.err);
  REQUIRE(undisturbed.status == 0);
  const auto took = std::chrono::duration_cast<std::chrono::microseconds>(
      std::chrono::steady_clock::now() - start);
  REQUIRE(Stored(whole) == kRows);
  // ID.31 is ID.02{sex=F}.
  const int computed = Observed(whole, "ID.31");
  REQUIRE(computed > 1000);

  std::mt19937 random(20231231);
  std::uniform_int_distribution<int> instant(1000, static_cast<int>(took.count()));
  int killed = 0, nothing = 0, everything = 0;
  for (int attempt = 0; killed < kKills && attempt < 3 * kKills; ++attempt) {
    const std::string data = folder.path() + "/kill";
    std::filesystem::remove_all(data);
    std::filesystem::copy(fresh, data, std::filesystem::copy_options::recursive);
    const int after = instant(random);
    const Run run = Rapporteur(data, import, {{}, 0, after});
    if (run.status != 128 + SIGKILL) continue;  // it was done before: not an instant inside
    ++killed;
    INFO("killed after " << after << " microseconds of " << took.count());
    REQUIRE(Due(data) == 0);
    const int stored = Stored(data), observed = Observed(data);
    REQUIRE((stored == 0 || stored == kRows));
    REQUIRE(observed == stored);
    REQUIRE(Observed(data, "ID.31") == (stored == 0 ? 0 : computed));
    (stored == 0 ? nothing : everything) += 1;
    // And the folder is as good as new: the same import gives the same result.
    if (killed % 10 == 0) {
      REQUIRE(Rapporteur(data, import).status == 0);
      REQUIRE(Stored(data) == kRows);
    }
  }
  CHECK(killed == kKills);
  CHECK(nothing > kKills / 4);
}

// An older program computed after its commit.  What it left when it was killed in between is made
// here by a store that does not compute.
void KilledBetweenCommitAndComputing(const std::string& data) {
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    Result<std::unique_ptr<Store>> store = Store::Open(data, Store::Mode::kWrite, SystemClock());
    Result<std::unique_ptr<Stage>> stage = Stage::Begin(**store);
    StagedRow row;
    row.series = (*stage)->Series({"RS", "ID.03", "RS", ""});
    row.period = (*stage)->PeriodOf(*ParsePeriod("2031"));
    row.source = (*stage)->Source("RS", "RS-CZZTLJ/direct");
    row.definition = (*stage)->Definition("RS:ID.03@1");
    row.number = 19;
    row.row = 2;
    BatchRecord record;
    record.file.name = "corrected.csv";
    record.rows.read = record.rows.mapped = 1;
    if ((*stage)->Add(row).ok() && (*stage)->Commit(record).ok()) ::kill(::getpid(), SIGKILL);
    ::_exit(1);
  }
  int state = 0;
  REQUIRE(::waitpid(child, &state, 0) == child);
  REQUIRE(WIFSIGNALED(state));
}

// The share of identified among identified and presumed persons: 100 * ID.03 / (ID.03 + ID.04).
double Share(const std::string& data) {
  const Run run = Rapporteur(data, {"query", "--country", "RS", "--indicator", "ID.10", "--json"});
  const Result<Json> json = ParseJson(run.out, "query");
  REQUIRE(json.ok());
  REQUIRE((*json)["count"] == 1);
  REQUIRE((*json)["observations"][0]["origin"] == "computed");
  return (*json)["observations"][0]["value"].get<double>();
}

TEST_CASE("a kill between commit and computing shows nobody a value of the state before") {
  TempDir folder;
  const std::string data = folder.path() + "/data", page = folder.path() + "/report.html";
  MakeDataFolder(data);
  const auto set = [&](const std::string& indicator, const std::string& value) {
    const Run run = Rapporteur(data, {"set", "RS", indicator, "2031", value, "--source",
                                      "RS-CZZTLJ", "--reason", "test"});
    INFO(run.err);
    REQUIRE(run.status == 0);
  };
  set("ID.03", "57");
  set("ID.04", "19");
  REQUIRE(Share(data) == 75);
  KilledBetweenCommitAndComputing(data);
  // The batch is there, and what follows from it is due.
  CHECK(Due(data) == 1);
  {
    Result<std::unique_ptr<Store>> store = Store::Open(data, Store::Mode::kRead, SystemClock());
    REQUIRE(store.ok());
    CHECK((*store)->batches().List()->size() == 3);
    const auto stale = (*store)->computed().Find({"RS", "ID.10", "RS", ""}, "2031");
    REQUIRE(stale->has_value());
    CHECK((*stale)->value.number == 75);
  }
  const std::string copy = folder.path() + "/copy";
  std::filesystem::copy(data, copy, std::filesystem::copy_options::recursive);
  CHECK(Share(data) == 50);
  CHECK(Due(data) == 0);
  // The report computes as well, if it is the first to read.
  REQUIRE(Due(copy) == 1);
  const Run report = Rapporteur(copy, {"report", "RS", "--period", "2031", "--format", "html", "-o", page});
  INFO(report.err);
  REQUIRE(report.status == 0);
  CHECK(Due(copy) == 0);
}

TEST_CASE("a worker that is killed in the middle of an import leaves nothing behind") {
  TempDir folder;
  const std::string data = folder.path() + "/data", table = folder.path() + "/table.csv";
  MakeDataFolder(data);
  WriteWholeFile(table, Table(4000));
  // A worker of our own that kills itself a moment after it has begun.
  const std::string worker = folder.path() + "/worker";
  WriteWholeFile(worker, "#!/bin/sh\nexec timeout -s KILL 0.02 " + ProgramFolder() +
                             "/rapporteur-worker \"$@\"\n");
  std::filesystem::permissions(worker, std::filesystem::perms::owner_all);
  RunOptions options;
  options.environment["RAPPORTEUR_WORKER"] = worker;
  const Run run = Rapporteur(data, {"import", table, "--source", "RS-CZZTLJ", "--country", "RS",
                                    "--plugin", "csv-import"},
                             options);
  INFO(run.err);
  CHECK(run.status == 1);
  CHECK(run.err.find("org.rapporteur.csv-import") != std::string::npos);
  CHECK(Stored(data) == 0);
  CHECK(Rapporteur(data, {"import", table, "--source", "RS-CZZTLJ", "--country", "RS"}).status == 0);
}

}  // namespace
}  // namespace rapporteur
