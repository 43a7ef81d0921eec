// The store of one data folder: all documents, plugins, sources, values, batches and their history.
// Only core/store knows the tables; everything else speaks in the types of these headers.
//
// A Store belongs to one thread.  Any number of Stores, in threads and processes, may have the same
// folder open; one of them writes at a time, and readers are never blocked by it.
//
// Every change is one transaction that also appends to the audit chain.  A caller that joins several
// changes into one holds a Transaction around them:
//   Result<Transaction> transaction = store.Begin();
//   if (!transaction.ok()) return transaction.status();
//   ... store.documents().Put(...), store.plugins().SetState(...) ...
//   return transaction->Commit();
#ifndef RAPPORTEUR_STORE_STORE_H_
#define RAPPORTEUR_STORE_STORE_H_

#include <functional>
#include <memory>
#include <string>

#include "core/base/clock.h"
#include "core/base/date.h"
#include "core/base/status.h"
#include "core/store/database.h"

namespace rapporteur {

class Audit;
class Batches;
class Choices;
class Computed;
class Documents;
class Mappings;
class Observations;
class Originals;
class Plugins;
class PublisherKeys;
class Sources;
class State;

class Store {
 public:
  enum class Mode { kRead, kWrite };

  // Makes the folder and an empty store in it.  Error store-exists where there is one already.
  static Status Create(const std::string& folder);

  // Errors: store-missing, store-unreadable, store-corrupt, store-newer, store-busy, disk-full.
  // `clock` must outlive the store.
  static Result<std::unique_ptr<Store>> Open(const std::string& folder, Mode mode, Clock& clock);

  // The store as it is now, in memory, for trying a change out: nothing of what happens there stays.
  // Needs as much memory as the file is large.  Not inside a change of this store.
  Result<std::unique_ptr<Store>> CopyInMemory();

  ~Store();

  const std::string& folder() const { return folder_; }
  Mode mode() const { return mode_; }
  Clock& clock() { return clock_; }
  std::string Now() { return FormatUtc(clock_.Now()); }
  Date Today() { return *ParseDate(Now().substr(0, 10)); }

  std::string PluginFolder(const std::string& id, const std::string& version) const;
  std::string TemporaryFolder() const { return folder_ + "/tmp"; }

  Audit& audit() { return *audit_; }
  Batches& batches() { return *batches_; }
  Choices& choices() { return *choices_; }
  Computed& computed() { return *computed_; }
  Documents& documents() { return *documents_; }
  Mappings& mappings() { return *mappings_; }
  Observations& observations() { return *observations_; }
  Originals& originals() { return *originals_; }
  Plugins& plugins() { return *plugins_; }
  PublisherKeys& publisher_keys() { return *publisher_keys_; }
  Sources& sources() { return *sources_; }

  // Sessions, one-time links and jobs: a file of its own, opened at the first call.
  Result<State*> state();

  // Joins the changes made until Commit() into one.
  Result<Transaction> Begin() { return Transaction::Begin(*connection_); }
  // What is read until the Transaction ends is one state of the store.
  Result<Transaction> BeginRead() { return Transaction::BeginRead(*connection_); }

  // What to do inside every change that makes computed values due, before it is committed: then no
  // reader ever finds values without what follows from them.  See core/compute/open_store.h.
  void FollowChanges(std::function<Status()> follow);

  // For core/store only.
  Connection& connection() { return *connection_; }

 private:
  Store(std::string folder, Mode mode, Clock& clock);
  void Use(std::unique_ptr<Connection> connection);

  std::string folder_;
  Mode mode_;
  Clock& clock_;
  std::unique_ptr<Connection> connection_;
  std::unique_ptr<Audit> audit_;
  std::unique_ptr<Batches> batches_;
  std::unique_ptr<Choices> choices_;
  std::unique_ptr<Computed> computed_;
  std::unique_ptr<Documents> documents_;
  std::unique_ptr<Mappings> mappings_;
  std::unique_ptr<Observations> observations_;
  std::unique_ptr<Originals> originals_;
  std::unique_ptr<Plugins> plugins_;
  std::unique_ptr<PublisherKeys> publisher_keys_;
  std::unique_ptr<Sources> sources_;
  std::unique_ptr<State> state_;
};

}  // namespace rapporteur

#endif  // RAPPORTEUR_STORE_STORE_H_
