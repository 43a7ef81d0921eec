#include "core/store/publisher_keys.h"

#include "core/base/json.h"
#include "core/base/text.h"
#include "core/store/audit.h"
#include "core/store/store.h"

namespace rapporteur {
namespace {

constexpr char kSelect[] =
    "SELECT id, line, prefix, publisher, added_at, revoked_at, reason FROM publisher_key ";

PublisherKey Read(const Statement& row) {
  return {row.Text(0), row.Text(1), row.Text(2), row.Text(3),
          row.Text(4), row.Text(5), row.Text(6)};
}

Status Revoked(const PublisherKey& key) {
  return Status::Refused("key-revoked", "The key " + key.id + " of " + key.publisher +
                                            " was revoked at " + key.revoked_at + ": " + key.reason)
      .WithHint("The publisher needs a new key; a revoked one is never believed again.");
}

}  // namespace

Result<std::vector<PublisherKey>> PublisherKeys::List() {
  Statement rows = store_.connection().Prepare(std::string(kSelect) + "ORDER BY prefix, id");
  std::vector<PublisherKey> list;
  while (rows.Step()) list.push_back(Read(rows));
  if (!rows.status().ok()) return rows.status();
  return list;
}

Result<std::optional<PublisherKey>> PublisherKeys::Find(const std::string& id) {
  Statement row = store_.connection().Prepare(std::string(kSelect) + "WHERE id = ?1");
  row.With(id);
  std::optional<PublisherKey> found;
  if (row.Step()) found = Read(row);
  if (!row.status().ok()) return row.status();
  return found;
}

Status PublisherKeys::Add(const PublisherKey& key, const std::string& user) {
  Result<Transaction> transaction = store_.Begin();
  if (!transaction.ok()) return transaction.status();
  Result<std::optional<PublisherKey>> known = Find(key.id);
  if (!known.ok()) return known.status();
  if (*known && !(*known)->revoked_at.empty()) return Revoked(**known);
  if (*known && (*known)->line == key.line && (*known)->prefix == key.prefix) {
    return transaction->Commit();
  }
  if (*known) {
    return Status::Refused("key-exists", "The key " + key.id + " is known already: of " +
                                             (*known)->publisher + ", for ids that begin with " +
                                             (*known)->prefix + " .")
        .WithHint("One key signs for one prefix; ask the publisher for another key.");
  }
  Status done = store_.connection()
                    .Prepare("INSERT INTO publisher_key (id, line, prefix, publisher, added_at) "
                             "VALUES (?1, ?2, ?3, ?4, ?5)")
                    .With(key.id, key.line, key.prefix, key.publisher, store_.Now())
                    .Run();
  if (!done.ok()) return done;
  done = store_.audit().Append(
      user, "key.add", {{"id", key.id}, {"prefix", key.prefix}, {"publisher", key.publisher}});
  if (!done.ok()) return done;
  return transaction->Commit();
}

Status PublisherKeys::Revoke(const std::string& id, const std::string& reason,
                             const std::string& user) {
  Result<Transaction> transaction = store_.Begin();
  if (!transaction.ok()) return transaction.status();
  Result<std::optional<PublisherKey>> known = Find(id);
  if (!known.ok()) return known.status();
  if (!*known) {
    return Status::Refused("unknown-key", "No key " + Quote(id) + " is known.")
        .WithHint("'rapporteur key list' shows the known ones.");
  }
  if (!(*known)->revoked_at.empty()) return Revoked(**known);
  Status done = store_.connection()
                    .Prepare("UPDATE publisher_key SET revoked_at = ?2, reason = ?3 WHERE id = ?1")
                    .With(id, store_.Now(), reason)
                    .Run();
  if (!done.ok()) return done;
  done = store_.audit().Append(user, "key.revoke", {{"id", id}, {"reason", reason}});
  if (!done.ok()) return done;
  return transaction->Commit();
}

Result<bool> PublisherKeys::Development() {
  Statement row = store_.connection().Prepare("SELECT value FROM meta WHERE name = 'development'");
  const bool on = row.Step() && row.Int(0) != 0;
  if (!row.status().ok()) return row.status();
  return on;
}

Status PublisherKeys::SetDevelopment(bool on, const std::string& user) {
  Result<Transaction> transaction = store_.Begin();
  if (!transaction.ok()) return transaction.status();
  Result<bool> before = Development();
  if (!before.ok()) return before.status();
  if (*before == on) return transaction->Commit();
  Status done = store_.connection()
                    .Prepare("UPDATE meta SET value = ?1 WHERE name = 'development'")
                    .With(on ? 1 : 0)
                    .Run();
  if (!done.ok()) return done;
  done = store_.audit().Append(user, "setting.development", {{"on", on}});
  if (!done.ok()) return done;
  return transaction->Commit();
}

}  // namespace rapporteur
