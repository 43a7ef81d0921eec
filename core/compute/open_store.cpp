#include "core/compute/open_store.h"

#include <utility>

#include "core/compute/compute.h"
#include "core/store/computed.h"

namespace rapporteur {
namespace {

Status ComputeDue(Store& store, const std::string& user) {
  return Compute(store, "", user).status();
}

}  // namespace

Result<std::unique_ptr<Store>> OpenStore(const std::string& folder, Store::Mode mode, Clock& clock,
                                         const std::string& user) {
  Result<std::unique_ptr<Store>> opened = Store::Open(folder, mode, clock);
  if (!opened.ok()) return opened;
  std::unique_ptr<Store> store = *std::move(opened);
  const Result<bool> due = store->computed().AnyDue();
  if (!due.ok()) return due.status();
  if (mode == Store::Mode::kRead) {
    if (*due) {
      Result<std::unique_ptr<Store>> writer = OpenStore(folder, Store::Mode::kWrite, clock, user);
      if (!writer.ok()) return writer.status();
    }
    return store;
  }
  if (*due) {
    if (Status s = ComputeDue(*store, user); !s.ok()) return s;
  }
  Store& here = *store;
  store->FollowChanges([&here, user] { return ComputeDue(here, user); });
  return store;
}

Result<std::unique_ptr<Store>> CopyStore(Store& store, const std::string& user) {
  Result<std::unique_ptr<Store>> copied = store.CopyInMemory();
  if (!copied.ok()) return copied;
  Store& copy = **copied;
  copy.FollowChanges([&copy, user] { return ComputeDue(copy, user); });
  return copied;
}

}  // namespace rapporteur
