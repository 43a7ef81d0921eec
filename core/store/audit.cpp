#include "core/store/audit.h"

#include "core/base/hash.h"
#include "core/base/json.h"
#include "core/store/store.h"

namespace rapporteur {
namespace {

// The hash covers the entry as a JSON array: unambiguous whatever the texts contain.
std::string HashOf(const AuditEntry& entry) {
  return Sha256(DumpJson(Json::array({entry.number, entry.at, entry.user, entry.action,
                                      entry.details, entry.previous_hash})));
}

struct LastEntry {
  std::int64_t entries = 0;
  std::string hash;
};

Result<LastEntry> ReadHead(Connection& connection) {
  Statement read = connection.Prepare(
      "SELECT (SELECT value FROM meta WHERE name = 'audit_entries'),"
      " (SELECT value FROM meta WHERE name = 'audit_head')");
  if (!read.Step()) return read.status();
  return LastEntry{read.Int(0), read.Text(1)};
}

}  // namespace

Result<std::string> Audit::Head() {
  Result<LastEntry> head = ReadHead(store_.connection());
  if (!head.ok()) return head.status();
  return head->hash;
}

Status Audit::Append(const std::string& user, const std::string& action, const Json& details) {
  Connection& connection = store_.connection();
  if (!connection.in_transaction()) {
    return Status::Broken("audit-outside", "The audit entry '" + action +
                                               "' was written outside a transaction.");
  }
  Result<LastEntry> head = ReadHead(connection);
  if (!head.ok()) return head.status();
  AuditEntry entry{head->entries + 1,
                   store_.Now(),
                   user,
                   action,
                   DumpJson(details),
                   head->hash,
                   ""};
  entry.hash = HashOf(entry);
  Status done = connection.Prepare("INSERT INTO audit VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")
                    .With(entry.number, entry.at, entry.user, entry.action, entry.details,
                          entry.previous_hash, entry.hash)
                    .Run();
  if (!done.ok()) return done;
  Statement update = connection.Prepare("UPDATE meta SET value = ?2 WHERE name = ?1");
  if (Status s = update.With("audit_entries", entry.number).Run(); !s.ok()) return s;
  return update.With("audit_head", entry.hash).Run();
}

Status Audit::ForEach(std::int64_t first, const std::function<bool(const AuditEntry&)>& callback) {
  Statement read = store_.connection().Prepare(
      "SELECT n, at, user, action, details, previous_hash, hash FROM audit WHERE n >= ?1 "
      "ORDER BY n");
  read.With(first);
  while (read.Step()) {
    const AuditEntry entry{read.Int(0),  read.Text(1), read.Text(2), read.Text(3),
                           read.Text(4), read.Text(5), read.Text(6)};
    if (!callback(entry)) return {};
  }
  return read.status();
}

Result<AuditVerdict> Audit::Verify() {
  Result<Transaction> one_state = store_.BeginRead();
  if (!one_state.ok()) return one_state.status();
  Result<LastEntry> head = ReadHead(store_.connection());
  if (!head.ok()) return head.status();
  AuditVerdict verdict;
  std::string previous;
  const auto broken = [&](std::int64_t number, const std::string& message) {
    verdict.intact = false;
    verdict.broken_at = number;
    verdict.message = "Entry " + std::to_string(number) + " of the audit trail " + message;
  };
  const Status read = ForEach(0, [&](const AuditEntry& entry) {
    const std::int64_t expected = verdict.entries + 1;
    if (entry.number != expected) {
      broken(expected, "is missing.");
    } else if (entry.previous_hash != previous) {
      broken(expected, "does not follow the one before it.");
    } else if (entry.hash != HashOf(entry)) {
      broken(expected, "was changed after it was written.");
    } else {
      previous = entry.hash;
      verdict.entries = entry.number;
    }
    return verdict.intact;
  });
  if (!read.ok()) return read;
  if (verdict.intact && verdict.entries < head->entries) {
    broken(verdict.entries + 1, "is missing.");
  } else if (verdict.intact && previous != head->hash) {
    broken(verdict.entries, "is not the one the store remembers as its last.");
  }
  Statement count = store_.connection().Prepare("SELECT count(*) FROM audit");
  if (!count.Step()) return count.status();
  verdict.entries = count.Int(0);
  return verdict;
}

}  // namespace rapporteur
