#include "core/web/connection_table.h"

#include "core/web/connection.h"

namespace rapporteur {

bool ConnectionTable::Enter(const std::string& address, std::size_t most) {
  const std::lock_guard<std::mutex> lock(mutex_);
  std::size_t& count = by_address_[address];
  if (most != 0 && count >= most) return false;
  ++count;
  return true;
}

void ConnectionTable::Leave(const std::string& address) {
  const std::lock_guard<std::mutex> lock(mutex_);
  const auto it = by_address_.find(address);
  if (--it->second == 0) by_address_.erase(it);
}

ConnectionTable::Served::Served(ConnectionTable& table, ClientConnection& connection)
    : table_(table), connection_(connection) {
  const std::lock_guard<std::mutex> lock(table_.mutex_);
  table_.served_.insert(this);
}

ConnectionTable::Served::~Served() {
  const std::lock_guard<std::mutex> lock(table_.mutex_);
  table_.served_.erase(this);
  table_.left_.notify_all();
}

bool ConnectionTable::Served::SetIdle(bool idle) {
  idle_ = idle;
  return !table_.stopping_;
}

void ConnectionTable::Stop(std::chrono::milliseconds patience) {
  std::unique_lock<std::mutex> lock(mutex_);
  stopping_ = true;
  for (Served* served : served_) {
    if (served->idle_) served->connection_.ShutDown();
  }
  left_.wait_for(lock, patience, [&] { return served_.empty(); });
  for (Served* served : served_) served->connection_.ShutDown();
}

}  // namespace rapporteur
