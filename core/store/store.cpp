#include "core/store/store.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "core/store/audit.h"
#include "core/store/batches.h"
#include "core/store/choices.h"
#include "core/store/computed.h"
#include "core/store/documents.h"
#include "core/store/mappings.h"
#include "core/store/migrate.h"
#include "core/store/observations.h"
#include "core/store/originals.h"
#include "core/store/plugins.h"
#include "core/store/publisher_keys.h"
#include "core/store/sources.h"
#include "core/store/state.h"

namespace rapporteur {
namespace {

std::string FileOf(const std::string& folder) { return folder + "/rapporteur.sqlite"; }

// Makes the folder and those above it, readable by their owner only.
Status MakeFolder(const std::string& path) {
  for (std::size_t slash = path.find('/', 1);; slash = path.find('/', slash + 1)) {
    const std::string part = path.substr(0, slash);
    if (::mkdir(part.c_str(), 0700) != 0 && errno != EEXIST) {
      return Status::Refused("cannot-make-folder", part + ": the folder cannot be made (" +
                                                       std::strerror(errno) + ").")
          .WithHint("Name a folder that you may write to with --data.");
    }
    if (slash == std::string::npos) return {};
  }
}

}  // namespace

Status Store::Create(const std::string& folder) {
  if (::access(FileOf(folder).c_str(), F_OK) == 0) {
    return Status::Refused("store-exists", "There is a data folder at " + folder + " already.")
        .WithHint("Use it, or name another folder with --data.");
  }
  for (const char* part : {"", "/plugins", "/originals", "/originals/pending", "/tmp"}) {
    if (Status s = MakeFolder(folder + part); !s.ok()) return s;
  }
  ConnectionOptions options;
  options.create = true;
  Result<std::unique_ptr<Connection>> connection = Connection::Open(FileOf(folder), options);
  if (!connection.ok()) return connection.status();
  ::chmod(FileOf(folder).c_str(), 0600);
  if (Status s = (*connection)->Execute("PRAGMA journal_mode = WAL"); !s.ok()) return s;
  if (Status s = Migrate(**connection, kStoreApplicationId, StoreMigrations()); !s.ok()) return s;
  return State::Create(folder);
}

Store::Store(std::string folder, Mode mode, Clock& clock)
    : folder_(std::move(folder)), mode_(mode), clock_(clock) {}

Store::~Store() = default;

Result<std::unique_ptr<Store>> Store::Open(const std::string& folder, Mode mode, Clock& clock) {
  // SQLite takes an empty file for a new database, which would pass for a store without values.
  struct stat info {};
  if (::stat(FileOf(folder).c_str(), &info) == 0 && S_ISREG(info.st_mode) && info.st_size == 0) {
    return Status::Refused("store-corrupt", FileOf(folder) +
                                                " is empty (0 bytes), a Rapporteur store was expected.")
        .WithHint("Put a backup of the data folder in its place.");
  }
  ConnectionOptions options;
  options.cache_kib = mode == Mode::kWrite ? 64 * 1024 : 32 * 1024;
  Result<std::unique_ptr<Connection>> connection = Connection::Open(FileOf(folder), options);
  if (!connection.ok()) {
    if (connection.status().code() != "store-missing") return connection.status();
    return Status::Refused("store-missing", "There is no data folder at " + folder +
                                                "; make one with 'rapporteur init --data " +
                                                folder + "'.");
  }
  if (Status s = Migrate(**connection, kStoreApplicationId, StoreMigrations()); !s.ok()) return s;
  if (mode == Mode::kRead) {
    if (Status s = (*connection)->Execute("PRAGMA query_only = ON"); !s.ok()) return s;
  }
  std::unique_ptr<Store> store(new Store(folder, mode, clock));
  store->Use(*std::move(connection));
  if (mode == Mode::kWrite) {
    if (Status s = store->originals_->RemoveOrphans(); !s.ok()) return s;
  }
  return store;
}

void Store::Use(std::unique_ptr<Connection> connection) {
  connection_ = std::move(connection);
  audit_ = std::make_unique<Audit>(*this);
  batches_ = std::make_unique<Batches>(*this);
  choices_ = std::make_unique<Choices>(*this);
  computed_ = std::make_unique<Computed>(*this);
  documents_ = std::make_unique<Documents>(*this);
  mappings_ = std::make_unique<Mappings>(*this);
  observations_ = std::make_unique<Observations>(*this);
  originals_ = std::make_unique<Originals>(*this);
  plugins_ = std::make_unique<Plugins>(*this);
  publisher_keys_ = std::make_unique<PublisherKeys>(*this);
  sources_ = std::make_unique<Sources>(*this);
}

Result<std::unique_ptr<Store>> Store::CopyInMemory() {
  Result<std::unique_ptr<Connection>> connection = connection_->CopyInMemory();
  if (!connection.ok()) return connection.status();
  std::unique_ptr<Store> copy(new Store(folder_, Mode::kWrite, clock_));
  copy->Use(*std::move(connection));
  return copy;
}

std::string Store::PluginFolder(const std::string& id, const std::string& version) const {
  return folder_ + "/plugins/" + id + "/" + version;
}

void Store::FollowChanges(std::function<Status()> follow) {
  connection_->SetBeforeCommit([this, follow = std::move(follow)]() -> Status {
    Result<bool> due = computed_->AnyDue();
    if (!due.ok()) return due.status();
    return *due ? follow() : Status();
  });
}

Result<State*> Store::state() {
  if (state_ == nullptr) {
    Result<std::unique_ptr<State>> opened = State::Open(folder_, clock_);
    if (!opened.ok()) return opened.status();
    state_ = *std::move(opened);
  }
  return state_.get();
}

}  // namespace rapporteur
