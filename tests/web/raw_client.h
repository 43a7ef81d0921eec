// A client that sends whatever bytes a test wants and says how the server took them.  Loopback
// only; every wait ends.
#ifndef RAPPORTEUR_TESTS_WEB_RAW_CLIENT_H_
#define RAPPORTEUR_TESTS_WEB_RAW_CLIENT_H_

#include <chrono>
#include <string>
#include <string_view>

#include "core/base/fd.h"

namespace rapporteur {

class RawClient {
 public:
  explicit RawClient(int port);

  // False once the server has closed the connection, or takes nothing for five seconds.
  bool Send(std::string_view bytes);
  void FinishSending();
  // What arrives until `bytes` have come, the server closes or the time is over.
  std::string Receive(std::size_t bytes, std::chrono::milliseconds most = std::chrono::seconds(5));
  // Everything until the server closes; "(still open)" is added where it does not.
  std::string ReceiveAll(std::chrono::milliseconds most = std::chrono::seconds(5));
  // One answer with its Content-Length body.
  std::string ReceiveAnswer();
  // How long until the server closes.
  std::chrono::milliseconds TimeToClose(std::chrono::milliseconds most);
  int socket() const { return socket_.get(); }

 private:
  Fd socket_;
  std::string rest_;
};

// One request on a connection of its own: everything the server sends.
std::string Ask(int port, std::string_view request);
// "HTTP/1.1 413 Payload Too Large".
std::string StatusLine(const std::string& answer);
std::string BodyOf(const std::string& answer);
// "" where the header is absent.
std::string HeaderOf(const std::string& answer, const std::string& name);

}  // namespace rapporteur

#endif  // RAPPORTEUR_TESTS_WEB_RAW_CLIENT_H_
