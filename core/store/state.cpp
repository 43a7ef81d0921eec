#include "core/store/state.h"

#include <sys/stat.h>

#include "core/base/hash.h"
#include "core/store/migrate.h"

namespace rapporteur {
namespace {

std::int64_t Seconds(TimePoint time) { return time.time_since_epoch().count(); }

std::string Utc(std::int64_t seconds) {
  return FormatUtc(TimePoint(std::chrono::seconds(seconds)));
}

constexpr std::size_t kTokenBytes = 32;

}  // namespace

Status State::Create(const std::string& folder) {
  const std::string path = folder + "/state.sqlite";
  ConnectionOptions options;
  options.create = true;
  Result<std::unique_ptr<Connection>> connection = Connection::Open(path, options);
  if (!connection.ok()) return connection.status();
  ::chmod(path.c_str(), 0600);
  if (Status s = (*connection)->Execute("PRAGMA journal_mode = WAL"); !s.ok()) return s;
  return Migrate(**connection, kStateApplicationId, StateMigrations());
}

Result<std::unique_ptr<State>> State::Open(const std::string& folder, Clock& clock) {
  // It may be missing after a restore: nothing in it is worth a backup.
  if (Status s = Create(folder); !s.ok()) return s;
  ConnectionOptions options;
  options.durable = false;  // many small writes, none of them worth a wait for the disk
  Result<std::unique_ptr<Connection>> connection =
      Connection::Open(folder + "/state.sqlite", options);
  if (!connection.ok()) return connection.status();
  return std::unique_ptr<State>(new State(*std::move(connection), clock));
}

Result<std::string> State::CreateFirstLink(const std::string& user,
                                           std::chrono::seconds lifetime) {
  const std::string token = RandomHex(kTokenBytes);
  const TimePoint now = clock_.Now();
  const Status done =
      connection_->Prepare("INSERT INTO first_link VALUES (?1, ?2, ?3, ?4, NULL)")
          .With(Sha256(token), user, Seconds(now), Seconds(now + lifetime))
          .Run();
  if (!done.ok()) return done;
  return token;
}

Result<std::optional<std::string>> State::ConsumeFirstLink(const std::string& token) {
  // One statement, so that of two who come at once only one gets in.
  Statement use = connection_->Prepare(
      "UPDATE first_link SET used_at = ?2 WHERE token_hash = ?1 AND used_at IS NULL "
      "AND expires_at > ?2 RETURNING user");
  use.With(Sha256(token), Seconds(clock_.Now()));
  std::optional<std::string> user;
  while (use.Step()) user = use.Text(0);
  if (!use.status().ok()) return use.status();
  return user;
}

Result<std::string> State::CreateSession(const std::string& user, std::chrono::seconds lifetime) {
  const std::string token = RandomHex(kTokenBytes);
  const TimePoint now = clock_.Now();
  Result<Transaction> transaction = Transaction::Begin(*connection_);
  if (!transaction.ok()) return transaction.status();
  Status done = connection_->Prepare("DELETE FROM session WHERE expires_at <= ?1")
                    .With(Seconds(now))
                    .Run();
  if (!done.ok()) return done;
  done = connection_->Prepare("INSERT INTO session VALUES (?1, ?2, ?3, ?4)")
             .With(Sha256(token), user, Seconds(now), Seconds(now + lifetime))
             .Run();
  if (!done.ok()) return done;
  if (Status s = transaction->Commit(); !s.ok()) return s;
  return token;
}

Result<std::optional<Session>> State::FindSession(const std::string& token) {
  Statement find = connection_->Prepare(
      "SELECT user, created_at, expires_at FROM session WHERE token_hash = ?1 AND expires_at > ?2");
  find.With(Sha256(token), Seconds(clock_.Now()));
  std::optional<Session> session;
  while (find.Step()) session = Session{find.Text(0), Utc(find.Int(1)), Utc(find.Int(2))};
  if (!find.status().ok()) return find.status();
  return session;
}

Status State::EndSession(const std::string& token) {
  return connection_->Prepare("DELETE FROM session WHERE token_hash = ?1")
      .With(Sha256(token))
      .Run();
}

}  // namespace rapporteur
