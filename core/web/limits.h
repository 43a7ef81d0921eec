// What one client may take of the server: bytes, time, connections.  The defaults suit a small
// machine on an office network; tests set tighter ones.
#ifndef RAPPORTEUR_WEB_LIMITS_H_
#define RAPPORTEUR_WEB_LIMITS_H_

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace rapporteur {

struct ServerLimits {
  // Connections at once; each has a thread.  One address gets a part of them, so that a single
  // client can't take all (0 = no such cap, behind a proxy, which is one address).
  std::size_t connections = 256;
  std::size_t per_address = 64;
  std::size_t stack_bytes = 512 * 1024;

  std::size_t target_bytes = 8 * 1024;
  std::size_t head_bytes = 16 * 1024;
  std::size_t head_lines = 100;
  std::uint64_t body_bytes = 1 << 20;
  int requests_per_connection = 1000;

  std::chrono::milliseconds handshake{10'000};
  std::chrono::milliseconds idle{15'000};  // until the first byte of the next request
  std::chrono::milliseconds head{10'000};  // from the first to the last byte of a head
  // Bodies, both ways, must have moved this many bytes a second since they began, after `grace`.
  std::uint64_t bytes_per_second = 2 * 1024;
  std::chrono::milliseconds grace{10'000};
  std::chrono::milliseconds stop{3'000};  // what is under way when the server stops
};

}  // namespace rapporteur

#endif  // RAPPORTEUR_WEB_LIMITS_H_
