// The connections that are open: how many one address has, and a way to end them all.
//
// May be used from any thread.
#ifndef RAPPORTEUR_WEB_CONNECTION_TABLE_H_
#define RAPPORTEUR_WEB_CONNECTION_TABLE_H_

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <map>
#include <mutex>
#include <set>
#include <string>

namespace rapporteur {

class ClientConnection;

class ConnectionTable {
 public:
  // Counts a connection of the address; false where it has `most` already (0 = no cap).
  bool Enter(const std::string& address, std::size_t most);
  void Leave(const std::string& address);

  // One connection while it is served.  Waits that its client lets pass are Idle: when the server
  // stops they end at once, while an answer under way may be finished.
  class Served {
   public:
    Served(ConnectionTable& table, ClientConnection& connection);
    ~Served();
    // False where the server stops.
    bool SetIdle(bool idle);

   private:
    friend class ConnectionTable;
    ConnectionTable& table_;
    ClientConnection& connection_;
    std::atomic<bool> idle_{true};
  };

  // Ends idle connections, waits for the others at most so long, then ends those too.
  void Stop(std::chrono::milliseconds patience);

 private:
  std::mutex mutex_;
  std::condition_variable left_;
  std::map<std::string, std::size_t> by_address_;
  std::set<Served*> served_;
  std::atomic<bool> stopping_{false};
};

}  // namespace rapporteur

#endif  // RAPPORTEUR_WEB_CONNECTION_TABLE_H_
