// What a running server needs and nobody misses after a restore: one-time links, sessions.  It lives
// in state.sqlite, so that a long import blocks nobody.  Tokens are stored as hashes; who has the
// file can't sign in with it.
//
// A State belongs to one thread.
#ifndef RAPPORTEUR_STORE_STATE_H_
#define RAPPORTEUR_STORE_STATE_H_

#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "core/base/clock.h"
#include "core/base/status.h"
#include "core/store/database.h"

namespace rapporteur {

struct Session {
  std::string user, created_at, expires_at;
};

class State {
 public:
  static Status Create(const std::string& folder);
  static Result<std::unique_ptr<State>> Open(const std::string& folder, Clock& clock);

  // A token that signs its holder in once, as `user`.
  Result<std::string> CreateFirstLink(const std::string& user, std::chrono::seconds lifetime);
  // The user, or absent where the token is unknown, used or too old.  A second call gives absent.
  Result<std::optional<std::string>> ConsumeFirstLink(const std::string& token);

  // A session token.
  Result<std::string> CreateSession(const std::string& user, std::chrono::seconds lifetime);
  Result<std::optional<Session>> FindSession(const std::string& token);
  Status EndSession(const std::string& token);

 private:
  State(std::unique_ptr<Connection> connection, Clock& clock)
      : connection_(std::move(connection)), clock_(clock) {}
  std::unique_ptr<Connection> connection_;
  Clock& clock_;
};

}  // namespace rapporteur

#endif  // RAPPORTEUR_STORE_STATE_H_
