// SQLite as the store uses it: a Connection to one file, Statements that are prepared once and kept,
// and a Transaction that rolls back unless it is committed.  Every error of SQLite becomes a Status
// sentence that says which file, what happened and what to do.
//
// A Connection and everything made from it belong to one thread.  Several connections, threads and
// processes may have the same file open.
//
// Example:
//   Statement find = connection.Prepare("SELECT code FROM source WHERE country = ?1");
//   find.With(country);
//   while (find.Step()) Use(find.Text(0));
//   if (!find.status().ok()) return find.status();
#ifndef RAPPORTEUR_STORE_DATABASE_H_
#define RAPPORTEUR_STORE_DATABASE_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "core/base/status.h"

struct sqlite3;
struct sqlite3_stmt;

namespace rapporteur {

class Connection;
class RowSource;

// One prepared statement.  A failure sticks: Step() is false from then on and status() says why.
class Statement {
 public:
  Statement(Statement&& other) noexcept;
  Statement& operator=(Statement&&) = delete;
  ~Statement();

  // Parameters count from 1.  Text is copied, except by BindStatic, whose text must live until the
  // next Reset() or Run().
  Statement& Bind(int index, std::int64_t value);
  Statement& Bind(int index, int value) { return Bind(index, std::int64_t{value}); }
  Statement& Bind(int index, bool value) { return Bind(index, std::int64_t{value}); }
  Statement& Bind(int index, std::uint64_t value);
  Statement& Bind(int index, double value);
  Statement& Bind(int index, std::string_view text);
  Statement& Bind(int index, const std::string& text) {
    return Bind(index, std::string_view(text));
  }
  Statement& Bind(int index, const char* text) { return Bind(index, std::string_view(text)); }
  Statement& Bind(int index, std::nullopt_t);
  template <typename T>
  Statement& Bind(int index, const std::optional<T>& value) {
    return value ? Bind(index, *value) : Bind(index, std::nullopt);
  }
  Statement& BindStatic(int index, std::string_view text);

  // Binds all parameters in order, forgetting those bound before.
  template <typename... Values>
  Statement& With(const Values&... values) {
    Reset();
    int index = 0;
    (Bind(++index, values), ...);
    return *this;
  }

  bool Step();     // true: a row is there to read
  Status Run();    // steps to the end, ready to be bound again
  void Reset();
  const Status& status() const { return status_; }

  // Columns count from 0.  Text is valid until the next Step().  NULL reads as 0 and "".
  std::int64_t Int(int column) const;
  std::uint64_t Unsigned(int column) const { return static_cast<std::uint64_t>(Int(column)); }
  double Real(int column) const;
  std::string_view View(int column) const;
  std::string Text(int column) const { return std::string(View(column)); }
  bool IsNull(int column) const;
  std::optional<double> OptionalReal(int column) const;

 private:
  friend class Connection;
  Statement(Connection* connection, sqlite3_stmt* statement, bool cached, Status status);

  Connection* connection_;
  sqlite3_stmt* statement_;
  bool cached_;
  Status status_;
};

struct ConnectionOptions {
  bool create = false;      // make the file where it is missing
  bool read_only = false;   // refuse to write
  bool durable = true;      // a commit survives a power cut, not only a killed process
  int busy_timeout_ms = 10000;
  int cache_kib = 16 * 1024;
};

class Connection {
 public:
  // Errors: store-missing, store-unreadable, store-corrupt, store-busy, disk-full.
  static Result<std::unique_ptr<Connection>> Open(const std::string& path,
                                                  const ConnectionOptions& options);
  // The whole database as it is now, in memory: no other connection ever sees what is changed there.
  Result<std::unique_ptr<Connection>> CopyInMemory();
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // A statement from the cache, or a new one.  A failure shows at the first Step() or Run().
  // REQUIRES: sql is one statement.
  Statement Prepare(const std::string& sql);
  // Runs one statement that reads "given_rows" (core/store/row_source.h).
  Status RunOnRows(const std::string& sql, RowSource& rows);
  // Runs one or more statements without parameters.
  Status Execute(const std::string& sql);

  std::int64_t last_id() const;
  std::int64_t changes() const;   // rows the last statement changed
  const std::string& path() const { return path_; }
  bool in_transaction() const { return depth_ > 0; }

  // Called inside every outermost writing Transaction that is about to commit; it may change more.
  // Where it fails, nothing is committed.
  void SetBeforeCommit(std::function<Status()> before_commit) {
    before_commit_ = std::move(before_commit);
  }

  // Tests set these to see what a full disk and a busy store do.
  Status SetMaxPageCount(std::int64_t pages);
  void SetBusyTimeout(int milliseconds);
  // The number of 4096-byte pages in the file.
  std::int64_t PageCount();

  // The sentence for SQLite's result code.
  Status Error(int code) const;

 private:
  friend class Statement;
  friend class Transaction;
  struct Cached {
    sqlite3_stmt* statement = nullptr;
    bool in_use = false;
  };
  explicit Connection(std::string path) : path_(std::move(path)) {}
  void GiveBack(sqlite3_stmt* statement);

  std::string path_;
  sqlite3* db_ = nullptr;
  std::unordered_map<std::string, Cached> cache_;
  std::unordered_map<sqlite3_stmt*, Cached*> by_statement_;
  std::function<Status()> before_commit_;
  RowSource* given_rows_ = nullptr;  // while RunOnRows runs
  int depth_ = 0;         // open Transactions, the inner ones join the outermost
  bool writing_ = false;  // the outermost may write
  bool doomed_ = false;   // an inner one was rolled back
};

// BEGIN IMMEDIATE ... COMMIT.  A Transaction begun inside another joins it: its changes are kept when
// the outermost commits.  Destroyed without Commit() it rolls all of it back.
class Transaction {
 public:
  // Errors: store-busy after the busy timeout; Broken inside a read transaction.
  static Result<Transaction> Begin(Connection& connection);
  // What is read until it ends is one state of the store.  It needs no Commit.
  static Result<Transaction> BeginRead(Connection& connection);
  Transaction(Transaction&& other) noexcept
      : connection_(other.connection_), writes_(other.writes_) {
    other.connection_ = nullptr;
  }
  Transaction& operator=(Transaction&&) = delete;
  ~Transaction();

  Status Commit();

 private:
  Transaction(Connection* connection, bool writes) : connection_(connection), writes_(writes) {}
  static Result<Transaction> Start(Connection& connection, bool writes);
  Connection* connection_;
  bool writes_;
};

}  // namespace rapporteur

#endif  // RAPPORTEUR_STORE_DATABASE_H_
