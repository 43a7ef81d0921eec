#include "core/store/plugins.h"

#include "core/base/json.h"
#include "core/store/audit.h"
#include "core/store/store.h"

namespace rapporteur {
namespace {

const std::string kSelect =
    "SELECT id, version, kind, state, reason, active, title, publisher, signature, sha256, folder, "
    "country, manifest, inspection, installed_at FROM plugin ";

PluginRow Read(const Statement& row) {
  return {row.Text(0),     row.Text(1), row.Text(2),  row.Text(3),  row.Text(4),
          row.Int(5) != 0, row.Text(6), row.Text(7),  row.Text(8),  row.Text(9),
          row.Text(10),    row.Text(11), row.Text(12), row.Text(13), row.Text(14)};
}

Result<std::optional<PluginRow>> ReadOne(Statement& rows) {
  std::optional<PluginRow> found;
  while (rows.Step()) found = Read(rows);
  if (!rows.status().ok()) return rows.status();
  return found;
}

Status Unknown(const std::string& id, const std::string& version) {
  return Status::Refused("unknown-plugin", "No plugin " + id + " " + version + " is installed.")
      .WithHint("'rapporteur plugin list' shows the installed ones.");
}

}  // namespace

Result<std::vector<PluginRow>> Plugins::List(bool removed) {
  Statement rows = store_.connection().Prepare(
      kSelect + "WHERE ?1 OR state <> 'removed' ORDER BY id, rowid DESC");
  rows.With(removed);
  std::vector<PluginRow> list;
  while (rows.Step()) list.push_back(Read(rows));
  if (!rows.status().ok()) return rows.status();
  return list;
}

Result<std::optional<PluginRow>> Plugins::Find(const std::string& id, const std::string& version) {
  Statement rows = store_.connection().Prepare(kSelect + "WHERE id = ?1 AND version = ?2");
  rows.With(id, version);
  return ReadOne(rows);
}

Result<std::optional<PluginRow>> Plugins::FindActive(const std::string& id) {
  Statement rows = store_.connection().Prepare(kSelect + "WHERE id = ?1 AND active = 1");
  rows.With(id);
  return ReadOne(rows);
}

Status Plugins::Put(const PluginRow& row, const std::string& user) {
  Result<Transaction> transaction = store_.Begin();
  if (!transaction.ok()) return transaction.status();
  Status done =
      store_.connection()
          .Prepare("INSERT INTO plugin (id, version, kind, state, reason, title, publisher, "
                   "signature, sha256, folder, country, manifest, inspection, installed_at) "
                   "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14) "
                   "ON CONFLICT (id, version) DO UPDATE SET kind = excluded.kind, "
                   "state = excluded.state, reason = excluded.reason, title = excluded.title, "
                   "publisher = excluded.publisher, signature = excluded.signature, "
                   "sha256 = excluded.sha256, folder = excluded.folder, "
                   "country = excluded.country, manifest = excluded.manifest, "
                   "inspection = excluded.inspection, installed_at = excluded.installed_at")
          .With(row.id, row.version, row.kind, row.state, row.reason, row.title, row.publisher,
                row.signature, row.sha256, row.folder, row.country, row.manifest, row.inspection,
                store_.Now())
          .Run();
  if (!done.ok()) return done;
  done = store_.audit().Append(user, "plugin.put",
                               {{"id", row.id},
                                {"version", row.version},
                                {"state", row.state},
                                {"sha256", row.sha256}});
  if (!done.ok()) return done;
  return transaction->Commit();
}

Status Plugins::SetState(const std::string& id, const std::string& version,
                         const std::string& state, const std::string& reason,
                         const std::string& user) {
  Result<Transaction> transaction = store_.Begin();
  if (!transaction.ok()) return transaction.status();
  Connection& connection = store_.connection();
  Status done = connection
                    .Prepare("UPDATE plugin SET state = ?3, reason = ?4, "
                             "active = CASE ?3 WHEN 'removed' THEN 0 ELSE active END "
                             "WHERE id = ?1 AND version = ?2")
                    .With(id, version, state, reason)
                    .Run();
  if (!done.ok()) return done;
  if (connection.changes() == 0) return Unknown(id, version);
  done = store_.audit().Append(
      user, "plugin.state",
      {{"id", id}, {"version", version}, {"state", state}, {"reason", reason}});
  if (!done.ok()) return done;
  return transaction->Commit();
}

Status Plugins::SetActive(const std::string& id, const std::string& version,
                          const std::string& user) {
  Result<Transaction> transaction = store_.Begin();
  if (!transaction.ok()) return transaction.status();
  Connection& connection = store_.connection();
  Status done = connection.Prepare("UPDATE plugin SET active = 0 WHERE id = ?1").With(id).Run();
  if (!done.ok()) return done;
  if (!version.empty()) {
    done = connection
               .Prepare("UPDATE plugin SET active = 1 WHERE id = ?1 AND version = ?2 "
                        "AND state <> 'removed'")
               .With(id, version)
               .Run();
    if (!done.ok()) return done;
    if (connection.changes() == 0) return Unknown(id, version);
  }
  done = store_.audit().Append(user, "plugin.active", {{"id", id}, {"version", version}});
  if (!done.ok()) return done;
  return transaction->Commit();
}

Status Plugins::AddIncident(const PluginIncident& incident) {
  Result<Transaction> transaction = store_.Begin();
  if (!transaction.ok()) return transaction.status();
  Status done = store_.connection()
                    .Prepare("INSERT INTO incident (id, version, at, what, input_sha256, message) "
                             "VALUES (?1, ?2, ?3, ?4, ?5, ?6)")
                    .With(incident.id, incident.version, store_.Now(), incident.what,
                          incident.input_sha256, incident.message)
                    .Run();
  if (!done.ok()) return done;
  done = store_.audit().Append(
      "local", "plugin.incident",
      {{"id", incident.id}, {"version", incident.version}, {"what", incident.what}});
  if (!done.ok()) return done;
  return transaction->Commit();
}

Result<std::vector<PluginIncident>> Plugins::Incidents(const std::string& id) {
  Statement rows = store_.connection().Prepare(
      "SELECT id, version, at, what, input_sha256, message FROM incident WHERE id = ?1 "
      "ORDER BY number DESC");
  rows.With(id);
  std::vector<PluginIncident> list;
  while (rows.Step()) {
    list.push_back({rows.Text(0), rows.Text(1), rows.Text(2), rows.Text(3), rows.Text(4),
                    rows.Text(5)});
  }
  if (!rows.status().ok()) return rows.status();
  return list;
}

}  // namespace rapporteur
