#include "core/store/migrate.h"

#include <string>

namespace rapporteur {
namespace {

Result<std::int64_t> Pragma(Connection& connection, const char* sql) {
  Statement statement = connection.Prepare(sql);
  if (statement.Step()) return statement.Int(0);
  if (!statement.status().ok()) return statement.status();
  return std::int64_t{0};
}

}  // namespace

Status Migrate(Connection& connection, int application_id, std::span<const Migration> migrations) {
  const int known = migrations.back().number;
  Result<std::int64_t> version = Pragma(connection, "PRAGMA user_version");
  if (!version.ok()) return version.status();
  Result<std::int64_t> owner = Pragma(connection, "PRAGMA application_id");
  if (!owner.ok()) return owner.status();
  Result<std::int64_t> tables = Pragma(connection, "SELECT count(*) FROM sqlite_schema");
  if (!tables.ok()) return tables.status();
  const bool empty = *version == 0 && *owner == 0 && *tables == 0;
  if (!empty && *owner != application_id) {
    return Status::Refused("store-corrupt",
                           connection.path() + " is a database of another program, a Rapporteur "
                                               "store was expected.")
        .WithHint("Name the right data folder with --data, or put a backup of it in its place.");
  }
  if (*version > known) {
    return Status::Refused("store-newer",
                           connection.path() + " was written by a newer Rapporteur (schema " +
                               std::to_string(*version) + ", this program knows 1 to " +
                               std::to_string(known) + ").")
        .WithHint("Install the newer Rapporteur, or restore a backup made with this one.");
  }
  if (*version == known) return {};

  Result<Transaction> transaction = Transaction::Begin(connection);
  if (!transaction.ok()) return transaction.status();
  // Another process may have been faster.
  version = Pragma(connection, "PRAGMA user_version");
  if (!version.ok()) return version.status();
  for (const Migration& migration : migrations) {
    if (migration.number <= *version) continue;
    const Status done = connection.Execute(
        std::string(migration.sql) + "\n;PRAGMA application_id = " + std::to_string(application_id) +
        "; PRAGMA user_version = " + std::to_string(migration.number));
    if (!done.ok()) return done;
  }
  return transaction->Commit();
}

}  // namespace rapporteur
