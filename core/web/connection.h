// One client's connection, plain or TLS, on which every wait has an end.
//
// Reading is buffered, so that a head can be looked at whole before anything reads it; writing is
// buffered, so that a small answer is one packet.  A connection belongs to the thread that serves
// it; only ShutDown() may be called from another.
#ifndef RAPPORTEUR_WEB_CONNECTION_H_
#define RAPPORTEUR_WEB_CONNECTION_H_

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/fd.h"
#include "core/web/limits.h"
#include "core/web/tls.h"

namespace rapporteur {

using Deadline = std::chrono::steady_clock::time_point;

// How long the next bytes of a body may take: the whole must keep the floor of the limits, and no
// pause may be longer than the grace.  (What has been sent counts before the client has it, so the
// floor alone would let a client that takes nothing live on a full send buffer for minutes.)
class Pace {
 public:
  explicit Pace(const ServerLimits& limits);
  void Add(std::uint64_t bytes);
  Deadline Until() const;

 private:
  std::chrono::milliseconds grace_;
  std::uint64_t bytes_per_second_, bytes_ = 0;
  Deadline began_, moved_;
};

class ClientConnection {
 public:
  // `socket` is non-blocking; `tls` null for plain HTTP.
  ClientConnection(Fd socket, const TlsContext* tls, const ServerLimits& limits);
  ~ClientConnection();

  // True where there is nothing to shake or it worked in time.
  bool Handshake(Deadline deadline);

  enum class Wait { kReady, kClosed, kTimeout };
  // Waits until at least one byte lies in the buffer.
  Wait WaitForByte(Deadline deadline);
  // Reads until the buffer holds "\r\n\r\n" or `most` bytes.  `end` is the length of the head, 0
  // where `most` came first.
  Wait ReadHead(std::size_t most, Deadline deadline, std::size_t* end);
  std::string_view buffered() const { return std::string_view(in_).substr(taken_); }
  void Take(std::size_t bytes);
  // Reads more into the buffer.
  Wait Fill(Deadline deadline);

  // Queues bytes, sending as the queue fills.  False once the client is gone or too slow.
  bool Write(std::string_view bytes);
  bool Flush();
  // The client's time to take an answer begins anew.
  void BeginAnswer();

  // Sends what is queued, says goodbye and waits a moment for the client to see it, so that an
  // answer to a request we did not read to its end is not lost.
  void Close();
  // Ends every wait of the serving thread.
  void ShutDown();

 private:
  enum class Step { kDone, kWantRead, kWantWrite, kClosed };
  Step ReadSome(char* bytes, std::size_t size, std::size_t* done);
  Step WriteSome(const char* bytes, std::size_t size, std::size_t* done);
  Step TlsStep(int result, std::size_t* done);
  Wait Poll(short events, Deadline deadline);

  Fd socket_;
  TlsSession tls_;
  const ServerLimits& limits_;
  std::string in_, out_;
  std::size_t taken_ = 0;
  bool broken_ = false;
  bool shaken_ = false;
  Pace pace_;
};

}  // namespace rapporteur

#endif  // RAPPORTEUR_WEB_CONNECTION_H_
