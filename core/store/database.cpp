#include "core/store/database.h"

#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "core/store/row_source.h"

namespace rapporteur {

// ---- Statement

Statement::Statement(Connection* connection, sqlite3_stmt* statement, bool cached, Status status)
    : connection_(connection), statement_(statement), cached_(cached), status_(std::move(status)) {}

Statement::Statement(Statement&& other) noexcept
    : connection_(other.connection_),
      statement_(other.statement_),
      cached_(other.cached_),
      status_(std::move(other.status_)) {
  other.statement_ = nullptr;
}

Statement::~Statement() {
  if (statement_ == nullptr) return;
  if (cached_) {
    connection_->GiveBack(statement_);
  } else {
    sqlite3_finalize(statement_);
  }
}

Statement& Statement::Bind(int index, std::int64_t value) {
  if (statement_ != nullptr) sqlite3_bind_int64(statement_, index, value);
  return *this;
}

Statement& Statement::Bind(int index, std::uint64_t value) {
  return Bind(index, static_cast<std::int64_t>(value));
}

Statement& Statement::Bind(int index, double value) {
  if (statement_ != nullptr) sqlite3_bind_double(statement_, index, value);
  return *this;
}

Statement& Statement::Bind(int index, std::string_view text) {
  if (statement_ != nullptr) {
    sqlite3_bind_text64(statement_, index, text.data() == nullptr ? "" : text.data(), text.size(),
                        SQLITE_TRANSIENT, SQLITE_UTF8);
  }
  return *this;
}

Statement& Statement::BindStatic(int index, std::string_view text) {
  if (statement_ != nullptr) {
    sqlite3_bind_text64(statement_, index, text.data() == nullptr ? "" : text.data(), text.size(),
                        SQLITE_STATIC, SQLITE_UTF8);
  }
  return *this;
}

Statement& Statement::Bind(int index, std::nullopt_t) {
  if (statement_ != nullptr) sqlite3_bind_null(statement_, index);
  return *this;
}

bool Statement::Step() {
  if (!status_.ok()) return false;
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) status_ = connection_->Error(code);
  sqlite3_reset(statement_);
  return false;
}

Status Statement::Run() {
  while (Step()) {
  }
  return status_;
}

void Statement::Reset() {
  if (statement_ == nullptr) return;
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);
}

std::int64_t Statement::Int(int column) const { return sqlite3_column_int64(statement_, column); }

double Statement::Real(int column) const { return sqlite3_column_double(statement_, column); }

std::string_view Statement::View(int column) const {
  const void* bytes = sqlite3_column_type(statement_, column) == SQLITE_BLOB
                          ? sqlite3_column_blob(statement_, column)
                          : sqlite3_column_text(statement_, column);
  if (bytes == nullptr) return {};
  return {static_cast<const char*>(bytes),
          static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

bool Statement::IsNull(int column) const {
  return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

std::optional<double> Statement::OptionalReal(int column) const {
  if (IsNull(column)) return std::nullopt;
  return Real(column);
}

// ---- Connection

namespace {

Status OpenFailure(const std::string& path, int code, int error) {
  if (::access(path.c_str(), F_OK) != 0 && errno == ENOENT) {
    return Status::Refused("store-missing", path + ": there is no such file.");
  }
  if (code == SQLITE_CANTOPEN || code == SQLITE_PERM || code == SQLITE_READONLY) {
    return Status::Refused("store-unreadable", path + ": the file cannot be opened (" +
                                                   std::strerror(error) + ").")
        .WithHint("Give the account that runs this command the right to read and write the data "
                  "folder.");
  }
  return {};
}

}  // namespace

Result<std::unique_ptr<Connection>> Connection::Open(const std::string& path,
                                                     const ConnectionOptions& options) {
  std::unique_ptr<Connection> connection(new Connection(path));
  int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  if (options.create) flags |= SQLITE_OPEN_CREATE;
  int code = sqlite3_open_v2(path.c_str(), &connection->db_, flags, nullptr);
  if (code != SQLITE_OK) {
    const int error = sqlite3_system_errno(connection->db_);
    if (Status s = OpenFailure(path, code & 0xff, error); !s.ok()) return s;
    return connection->Error(code);
  }
  connection->SetBusyTimeout(options.busy_timeout_ms);
  if (options.read_only) {
    if (Status s = connection->Execute("PRAGMA query_only = ON"); !s.ok()) return s;
  }
  // FULL syncs the log at each commit: what was reported as stored is there after a power cut too.
  // NORMAL would save one fsync per command and could lose the last ones.
  const std::string set_up = "PRAGMA foreign_keys = ON; PRAGMA synchronous = " +
                             std::string(options.durable ? "FULL" : "NORMAL") +
                             "; PRAGMA temp_store = FILE; PRAGMA trusted_schema = OFF;"
                             "PRAGMA journal_size_limit = 67108864;"
                             "PRAGMA cache_size = -" + std::to_string(options.cache_kib);
  if (Status s = connection->Execute(set_up); !s.ok()) return s;
  code = RegisterGivenRows(connection->db_, &connection->given_rows_);
  if (code != SQLITE_OK) return connection->Error(code);
  return connection;
}

Result<std::unique_ptr<Connection>> Connection::CopyInMemory() {
  ConnectionOptions options;
  options.create = true;
  Result<std::unique_ptr<Connection>> copy = Open(":memory:", options);
  if (!copy.ok()) return copy;
  sqlite3_backup* backup = sqlite3_backup_init((*copy)->db_, "main", db_, "main");
  if (backup == nullptr) return (*copy)->Error(sqlite3_errcode((*copy)->db_));
  // In one step, so that nobody can write in between.
  sqlite3_backup_step(backup, -1);
  const int code = sqlite3_backup_finish(backup);
  if (code != SQLITE_OK) return Error(code);
  return copy;
}

Connection::~Connection() {
  for (auto& [sql, cached] : cache_) sqlite3_finalize(cached.statement);
  sqlite3_close_v2(db_);
}

Statement Connection::Prepare(const std::string& sql) {
  auto it = cache_.find(sql);
  if (it != cache_.end() && !it->second.in_use) {
    it->second.in_use = true;
    return Statement(this, it->second.statement, true, {});
  }
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v3(db_, sql.c_str(), static_cast<int>(sql.size() + 1), SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
  if (code != SQLITE_OK) return Statement(this, nullptr, false, Error(code));
  if (it != cache_.end()) return Statement(this, statement, false, {});
  it = cache_.emplace(sql, Cached{statement, true}).first;
  by_statement_[statement] = &it->second;  // nodes of an unordered_map stay where they are
  return Statement(this, statement, true, {});
}

void Connection::GiveBack(sqlite3_stmt* statement) {
  sqlite3_reset(statement);
  sqlite3_clear_bindings(statement);
  by_statement_.at(statement)->in_use = false;
}

Status Connection::RunOnRows(const std::string& sql, RowSource& rows) {
  given_rows_ = &rows;
  const Status done = Prepare(sql).Run();
  given_rows_ = nullptr;
  return rows.status().ok() ? done : rows.status();
}

Status Connection::Execute(const std::string& sql) {
  const int code = sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, nullptr);
  return code == SQLITE_OK ? Status() : Error(code);
}

std::int64_t Connection::last_id() const { return sqlite3_last_insert_rowid(db_); }
std::int64_t Connection::changes() const { return sqlite3_changes64(db_); }

Status Connection::SetMaxPageCount(std::int64_t pages) {
  return Execute("PRAGMA max_page_count = " + std::to_string(pages));
}

void Connection::SetBusyTimeout(int milliseconds) { sqlite3_busy_timeout(db_, milliseconds); }

std::int64_t Connection::PageCount() {
  Statement count = Prepare("PRAGMA page_count");
  return count.Step() ? count.Int(0) : 0;
}

Status Connection::Error(int code) const {
  const std::string said = db_ == nullptr ? sqlite3_errstr(code) : sqlite3_errmsg(db_);
  switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return Status::Refused("store-busy", path_ + ": another command is writing to the data folder "
                                                   "and did not finish in time; nothing was stored.")
          .WithHint("Wait until the other command has finished and try again.");
    case SQLITE_FULL:
      return Status::Refused("disk-full", path_ + ": the disk is full; nothing was stored.")
          .WithHint("Free some space on the disk that holds the data folder and repeat the command.");
    case SQLITE_CORRUPT:
      return Status::Refused("store-corrupt", path_ + " is damaged (" + said + ").")
          .WithHint("Put a backup of the data folder in its place.");
    case SQLITE_NOTADB:
      return Status::Refused("store-corrupt", path_ + " is damaged or not a Rapporteur store (" +
                                                  said + ").")
          .WithHint("Put a backup of the data folder in its place.");
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return Status::Refused("store-unreadable", path_ + ": the file cannot be written (" + said +
                                                     "); nothing was stored.")
          .WithHint("Give the account that runs this command the right to write the data folder.");
    case SQLITE_CANTOPEN:
      return Status::Refused("store-unreadable", path_ + ": the file cannot be opened (" + said +
                                                     ").")
          .WithHint("Give the account that runs this command the right to read and write the data "
                    "folder.");
    case SQLITE_NOMEM:
      return Status::Refused("no-memory", path_ + ": there is not enough memory for this; nothing "
                                                  "was stored.");
    case SQLITE_IOERR:
      switch (code) {
        case SQLITE_IOERR_WRITE:
        case SQLITE_IOERR_FSYNC:
        case SQLITE_IOERR_TRUNCATE:
        case SQLITE_IOERR_SHMSIZE:
        case SQLITE_IOERR_DIR_FSYNC:
          return Status::Refused("disk-full",
                                 path_ + ": the disk is full or a size limit is reached; nothing "
                                         "was stored.")
              .WithHint("Free some space on the disk that holds the data folder and repeat the "
                        "command.");
        case SQLITE_IOERR_CORRUPTFS:
          return Status::Refused("store-corrupt", path_ + " is damaged (" + said + ").")
              .WithHint("Put a backup of the data folder in its place.");
        default:
          return Status::Refused("store-unreadable",
                                 path_ + ": the disk reported an error (" +
                                     sqlite3_errstr(SQLITE_IOERR) + ", " + std::to_string(code) +
                                     "); nothing was stored.")
              .WithHint("Check the disk that holds the data folder.");
      }
    default:
      return Status::Broken("store-broken", path_ + ": the database refused a statement of ours (" +
                                                said + ").");
  }
}

// ---- Transaction

Result<Transaction> Transaction::Start(Connection& connection, bool writes) {
  if (connection.depth_ == 0) {
    if (Status s = connection.Execute(writes ? "BEGIN IMMEDIATE" : "BEGIN"); !s.ok()) return s;
    connection.writing_ = writes;
    connection.doomed_ = false;
  } else if (writes && !connection.writing_) {
    return Status::Broken("write-in-read",
                          connection.path_ + ": a change was begun while reading; nothing was "
                                             "stored.");
  }
  ++connection.depth_;
  return Transaction(&connection, writes);
}

Result<Transaction> Transaction::Begin(Connection& connection) { return Start(connection, true); }

Result<Transaction> Transaction::BeginRead(Connection& connection) {
  return Start(connection, false);
}

Transaction::~Transaction() {
  if (connection_ == nullptr) return;
  if (writes_) connection_->doomed_ = true;
  // SQLite has already rolled back by itself after some errors (full disk); that is no failure.
  if (--connection_->depth_ == 0 && !sqlite3_get_autocommit(connection_->db_)) {
    sqlite3_exec(connection_->db_, "ROLLBACK", nullptr, nullptr, nullptr);
  }
}

Status Transaction::Commit() {
  if (!writes_) return {};
  if (connection_->depth_ == 1 && connection_->before_commit_ && !connection_->doomed_) {
    if (Status s = connection_->before_commit_(); !s.ok()) return s;
  }
  if (connection_->doomed_ || sqlite3_get_autocommit(connection_->db_)) {
    return Status::Broken("rolled-back",
                          connection_->path_ + ": a part of the change failed; nothing was stored.");
  }
  if (connection_->depth_ == 1) {
    if (Status s = connection_->Execute("COMMIT"); !s.ok()) return s;
  }
  --connection_->depth_;
  connection_ = nullptr;
  return {};
}

}  // namespace rapporteur
