#include "core/web/store_pool.h"

#include "core/compute/open_store.h"

namespace rapporteur {

Result<StorePool::Loan> StorePool::Borrow() {
  std::unique_lock<std::mutex> lock(mutex_);
  freed_.wait(lock, [this] { return lent_ < kMost; });
  ++lent_;
  if (!idle_.empty()) {
    std::unique_ptr<Store> store = std::move(idle_.back());
    idle_.pop_back();
    return Loan(*this, std::move(store));
  }
  lock.unlock();
  Result<std::unique_ptr<Store>> opened =
      OpenStore(folder_, Store::Mode::kRead, SystemClock(), "local");
  if (!opened.ok()) {
    lock.lock();
    --lent_;
    freed_.notify_one();
    return opened.status();
  }
  return Loan(*this, *std::move(opened));
}

void StorePool::GiveBack(std::unique_ptr<Store> store) {
  const std::lock_guard<std::mutex> lock(mutex_);
  idle_.push_back(std::move(store));
  --lent_;
  freed_.notify_one();
}

}  // namespace rapporteur
