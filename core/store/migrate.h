// Brings a database file to the schema this program knows, by numbered migrations that are compiled
// in.  The number of the last one applied is SQLite's user_version; application_id says that the file
// is ours.
//
// Belongs to the thread of the connection.  Two processes that migrate at once wait for each other.
#ifndef RAPPORTEUR_STORE_MIGRATE_H_
#define RAPPORTEUR_STORE_MIGRATE_H_

#include <span>
#include <string_view>

#include "core/base/status.h"
#include "core/store/database.h"

namespace rapporteur {

struct Migration {
  int number;            // 1, 2, 3, ... without gaps
  std::string_view sql;
};

// From migrations/NNNN_*.sql and migrations/state/NNNN_*.sql.
std::span<const Migration> StoreMigrations();
std::span<const Migration> StateMigrations();

constexpr int kStoreApplicationId = 0x52505452;  // "RPTR"
constexpr int kStateApplicationId = 0x52505453;  // "RPTS"

// Applies what is missing, all in one transaction.  Errors: store-newer, store-corrupt (not ours),
// store-busy, disk-full.
Status Migrate(Connection& connection, int application_id, std::span<const Migration> migrations);

}  // namespace rapporteur

#endif  // RAPPORTEUR_STORE_MIGRATE_H_
