// A few open Stores for many request threads: a request borrows one and gives it back.
//
// May be used from any thread.
#ifndef RAPPORTEUR_WEB_STORE_POOL_H_
#define RAPPORTEUR_WEB_STORE_POOL_H_

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "core/store/store.h"

namespace rapporteur {

class StorePool {
 public:
  explicit StorePool(std::string folder) : folder_(std::move(folder)) {}

  class Loan {
   public:
    Loan(StorePool& pool, std::unique_ptr<Store> store) : pool_(&pool), store_(std::move(store)) {}
    Loan(Loan&&) = default;
    Loan& operator=(Loan&&) = delete;
    ~Loan() {
      if (store_ != nullptr) pool_->GiveBack(std::move(store_));
    }
    Store& operator*() { return *store_; }

   private:
    StorePool* pool_;
    std::unique_ptr<Store> store_;
  };

  // Waits where all are lent.  The errors of Store::Open.
  Result<Loan> Borrow();

 private:
  static constexpr int kMost = 8;
  void GiveBack(std::unique_ptr<Store> store);
  const std::string folder_;
  std::mutex mutex_;
  std::condition_variable freed_;
  std::vector<std::unique_ptr<Store>> idle_;
  int lent_ = 0;
};

}  // namespace rapporteur

#endif  // RAPPORTEUR_WEB_STORE_POOL_H_
