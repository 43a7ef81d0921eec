// Where the server listens: "127.0.0.1:8080", "[::1]:8080", "localhost:8080", "0.0.0.0:443".
#ifndef RAPPORTEUR_WEB_LISTEN_ADDRESS_H_
#define RAPPORTEUR_WEB_LISTEN_ADDRESS_H_

#include <string>

#include "core/base/fd.h"
#include "core/base/status.h"

namespace rapporteur {

struct ListenAddress {
  std::string host;  // an address in digits
  int port = 0;      // 0 = any free one
  bool ipv6 = false;
  bool loopback = false;

  // Error bad-address.
  static Result<ListenAddress> Parse(const std::string& text);
  // "127.0.0.1:8080", "[::1]:8080".
  std::string Text() const;
};

// A listening, non-blocking socket; `port` is the one it got.  Errors: port-taken, cannot-listen.
Result<Fd> ListenOn(const ListenAddress& address, int* port);

}  // namespace rapporteur

#endif  // RAPPORTEUR_WEB_LISTEN_ADDRESS_H_
