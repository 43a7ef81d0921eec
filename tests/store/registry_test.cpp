// Mappings, plugin rows and the audit trail.
#include <catch2/catch.hpp>

#include "core/base/json.h"
#include "core/store/audit.h"
#include "core/store/batches.h"
#include "core/store/mappings.h"
#include "core/store/plugins.h"
#include "tests/store/store_fixture.h"

namespace rapporteur {
namespace {

using Lines = std::vector<std::string>;

PluginRow MakePlugin(const std::string& id, const std::string& version) {
  PluginRow row;
  row.id = id;
  row.version = version;
  row.kind = "importer";
  row.publisher = "ASTRA";
  row.sha256 = "sha256:aa";
  row.folder = "plugins/" + id + "/" + version;
  return row;
}

Lines Shown(const std::vector<PluginRow>& rows) {
  Lines lines;
  for (const PluginRow& row : rows) {
    lines.push_back(row.id + " " + row.version + " " + row.state + (row.active ? " active" : "") +
                    (row.reason.empty() ? "" : ": " + row.reason));
  }
  return lines;
}

}  // namespace

TEST_CASE("a mapping's versions are kept, the same text makes none") {
  StoreFixture f;
  Mappings& mappings = f.store->mappings();
  CHECK(mappings.Save("figures", R"({"version": 1})", "ana")->version == 1);
  CHECK(mappings.Save("figures", R"({"version": 1})", "ana")->version == 1);
  CHECK(mappings.Save("figures", R"({"version": 2})", "ana")->version == 2);
  CHECK(mappings.Save("police", "{}", "ana")->version == 1);
  CHECK(mappings.Get("figures")->json == R"({"version": 2})");
  CHECK(mappings.Get("figures", 1)->json == R"({"version": 1})");
  CHECK(mappings.List()->size() == 2);
  CHECK((*mappings.List())[0].version == 2);
  const Status unknown = mappings.Get("court").status();
  CHECK(unknown.code() == "unknown-mapping");
  CHECK(unknown.message() == "There is no mapping 'court'; there is figures and police.");
  CHECK(mappings.Get("figures", 3).status().message() ==
        "There is no mapping 'figures' version 3; there is figures (versions 1 to 2) and police.");
}

TEST_CASE("versions of a plugin lie side by side, one is active") {
  StoreFixture f;
  Plugins& plugins = f.store->plugins();
  REQUIRE(plugins.Put(MakePlugin("org.a.csv", "1.0.0"), "ana").ok());
  REQUIRE(plugins.Put(MakePlugin("org.a.csv", "1.1.0"), "ana").ok());
  REQUIRE(plugins.SetState("org.a.csv", "1.0.0", "enabled", "", "ana").ok());
  REQUIRE(plugins.SetActive("org.a.csv", "1.0.0", "ana").ok());
  CHECK(Shown(*plugins.List()) ==
        Lines{"org.a.csv 1.1.0 installed", "org.a.csv 1.0.0 enabled active"});
  REQUIRE(plugins.SetActive("org.a.csv", "1.1.0", "ana").ok());
  CHECK((*plugins.FindActive("org.a.csv"))->version == "1.1.0");
  REQUIRE(plugins.SetState("org.a.csv", "1.1.0", "quarantined", "crashed on 3 inputs", "ana").ok());
  CHECK(Shown(*plugins.List()) ==
        Lines{"org.a.csv 1.1.0 quarantined active: crashed on 3 inputs", "org.a.csv 1.0.0 enabled"});
  REQUIRE(plugins.SetState("org.a.csv", "1.1.0", "removed", "", "ana").ok());
  CHECK(Shown(*plugins.List()) == Lines{"org.a.csv 1.0.0 enabled"});
  CHECK(plugins.List(true)->size() == 2);
  CHECK_FALSE(plugins.FindActive("org.a.csv")->has_value());
  CHECK((*plugins.Find("org.a.csv", "1.0.0"))->folder == "plugins/org.a.csv/1.0.0");
  CHECK((*plugins.Find("org.a.csv", "1.0.0"))->installed_at == "2026-01-31T12:00:00Z");
  const Status unknown = plugins.SetState("org.b", "1.0.0", "enabled", "", "ana");
  CHECK(unknown.message() == "No plugin org.b 1.0.0 is installed.");
  CHECK(plugins.SetActive("org.a.csv", "1.1.0", "ana").message() ==
        "No plugin org.a.csv 1.1.0 is installed.");
}

TEST_CASE("a plugin's incidents are kept, newest first") {
  StoreFixture f;
  Plugins& plugins = f.store->plugins();
  REQUIRE(plugins.AddIncident({"org.a", "1.0.0", "", "crash", "sha256:1", "signal 11"}).ok());
  f.clock.now += std::chrono::minutes(1);
  REQUIRE(plugins.AddIncident({"org.a", "1.0.0", "", "watchdog", "sha256:2", "30 s"}).ok());
  Result<std::vector<PluginIncident>> incidents = plugins.Incidents("org.a");
  REQUIRE(incidents->size() == 2);
  CHECK((*incidents)[0].what == "watchdog");
  CHECK((*incidents)[0].at == "2026-01-31T12:01:00Z");
  CHECK((*incidents)[1].input_sha256 == "sha256:1");
  CHECK(plugins.Incidents("org.b")->empty());
}

TEST_CASE("every change appends to the audit trail, in its own transaction") {
  StoreFixture f;
  const std::int64_t before = f.Count("audit");
  {
    auto transaction = f.store->Begin();
    f.Import({{"ID.02", "2017", "", "REG/A", "40"}});
  }
  CHECK(f.Count("audit") == before);
  f.Import({{"ID.02", "2017", "", "REG/A", "40"}});
  REQUIRE(f.store->batches().Undo(1, "ana", "wrong").ok());
  Lines actions;
  REQUIRE(f.store->audit().ForEach(before + 1, [&](const AuditEntry& entry) {
    actions.push_back(entry.user + " " + entry.action + " " + entry.details);
    return true;
  }).ok());
  REQUIRE(actions.size() == 2);
  CHECK(actions[0].starts_with(R"(local batch.import {"batch":1,"file":"cases.csv")"));
  CHECK(actions[1] == R"(ana batch.undo {"batch":1,"reason":"wrong","restored":0,"withdrawn":1})");
  Result<AuditVerdict> verdict = f.store->audit().Verify();
  REQUIRE(verdict.ok());
  CHECK(verdict->intact);
  CHECK(verdict->entries == before + 2);
  CHECK_FALSE(verdict->broken_at.has_value());
  CHECK(f.store->audit().Append("ana", "x", Json::object()).message() ==
        "The audit entry 'x' was written outside a transaction.");
}

TEST_CASE("an audit trail that was tampered with names the first entry that does not fit") {
  const struct {
    const char* tamper;
    std::int64_t broken_at;
    const char* message;
  } cases[] = {
      {"UPDATE audit SET details = '{}' WHERE n = 2", 2,
       "Entry 2 of the audit trail was changed after it was written."},
      {"UPDATE audit SET user = 'eve' WHERE n = 3", 3,
       "Entry 3 of the audit trail was changed after it was written."},
      {"UPDATE audit SET hash = 'sha256:00' WHERE n = 1", 1,
       "Entry 1 of the audit trail was changed after it was written."},
      {"DELETE FROM audit WHERE n = 2", 2, "Entry 2 of the audit trail is missing."},
      {"DELETE FROM audit WHERE n = 4", 4, "Entry 4 of the audit trail is missing."},
      {"DELETE FROM audit", 1, "Entry 1 of the audit trail is missing."},
      {"INSERT INTO audit SELECT 5, at, user, action, details, hash, 'sha256:00' FROM audit WHERE "
       "n = 4",
       5, "Entry 5 of the audit trail was changed after it was written."},
      {"UPDATE audit SET previous_hash = '' WHERE n = 3", 3,
       "Entry 3 of the audit trail does not follow the one before it."},
  };
  for (const auto& c : cases) {
    StoreFixture f;
    REQUIRE(f.Count("audit") == 4);
    REQUIRE(f.store->connection().Execute(c.tamper).ok());
    Result<AuditVerdict> verdict = f.store->audit().Verify();
    INFO(c.tamper);
    CHECK_FALSE(verdict->intact);
    CHECK(verdict->broken_at == c.broken_at);
    CHECK(verdict->message == c.message);
  }
}

}  // namespace rapporteur
