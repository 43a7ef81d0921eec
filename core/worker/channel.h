// The worker's end of the socket: sends and receives whole messages, and waits while the core is
// behind.  If the core is gone the process ends at once: nobody would hear it.
//
// Send may be called from any thread, the rest belongs to the job's.
#ifndef RAPPORTEUR_WORKER_CHANNEL_H_
#define RAPPORTEUR_WORKER_CHANNEL_H_

#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/status.h"
#include "core/worker/wire.h"

namespace rapporteur {

struct Message {
  wire::Header header;
  std::vector<char> payload;
};

class Channel {
 public:
  explicit Channel(int socket) : socket_(socket) {}

  void Send(wire::Kind kind, std::string_view payload);
  // Straight from the plugin's memory.  REQUIRES: wire::CheckColumns() found nothing.
  void SendBatch(std::span<const ColumnView> columns, std::uint64_t rows);

  // Waits for the next message.
  Result<Message> Receive();
  // Takes a CANCEL from the socket if one waits there; true also if the core has closed it.
  bool CancelWaits();

 private:
  int socket_;
  std::mutex sending_;
};

}  // namespace rapporteur

#endif  // RAPPORTEUR_WORKER_CHANNEL_H_
