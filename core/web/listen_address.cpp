#include "core/web/listen_address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <cerrno>
#include <charconv>
#include <cstring>

#include "core/base/text.h"

namespace rapporteur {
namespace {

constexpr int kBacklog = 256;

Status Bad(const std::string& text) {
  return Status::Usage("bad-address", "--listen: found " + Quote(text) +
                                          ", expected ADDRESS:PORT such as 127.0.0.1:8080, "
                                          "[::1]:8080 or 0.0.0.0:443.");
}

}  // namespace

Result<ListenAddress> ListenAddress::Parse(const std::string& text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string::npos) return Bad(text);
  ListenAddress address;
  const char* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data() + colon + 1, end, address.port);
  if (error != std::errc() || rest != end || address.port < 0 || address.port > 65535) {
    return Bad(text);
  }
  address.host = text.substr(0, colon);
  if (address.host == "localhost") address.host = "127.0.0.1";
  if (address.host.starts_with('[') && address.host.ends_with(']')) {
    address.host = address.host.substr(1, address.host.size() - 2);
    address.ipv6 = true;
  }
  in_addr four{};
  in6_addr six{};
  const bool valid = address.ipv6 ? ::inet_pton(AF_INET6, address.host.c_str(), &six) == 1
                                  : ::inet_pton(AF_INET, address.host.c_str(), &four) == 1;
  if (!valid) return Bad(text);
  address.loopback = address.ipv6 ? IN6_IS_ADDR_LOOPBACK(&six) : (ntohl(four.s_addr) >> 24) == 127;
  return address;
}

std::string ListenAddress::Text() const {
  return (ipv6 ? "[" + host + "]" : host) + ":" + std::to_string(port);
}

Result<Fd> ListenOn(const ListenAddress& address, int* port) {
  sockaddr_storage storage{};
  socklen_t size = 0;
  if (address.ipv6) {
    auto* six = reinterpret_cast<sockaddr_in6*>(&storage);
    six->sin6_family = AF_INET6;
    six->sin6_port = htons(static_cast<std::uint16_t>(address.port));
    ::inet_pton(AF_INET6, address.host.c_str(), &six->sin6_addr);
    size = sizeof *six;
  } else {
    auto* four = reinterpret_cast<sockaddr_in*>(&storage);
    four->sin_family = AF_INET;
    four->sin_port = htons(static_cast<std::uint16_t>(address.port));
    ::inet_pton(AF_INET, address.host.c_str(), &four->sin_addr);
    size = sizeof *four;
  }
  Fd socket(::socket(storage.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  const int on = 1;
  if (socket.valid()) {
    // A restart need not wait for the connections of the server before.
    ::setsockopt(socket.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (address.ipv6) ::setsockopt(socket.get(), IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on);
  }
  auto* name = reinterpret_cast<sockaddr*>(&storage);
  if (!socket.valid() || ::bind(socket.get(), name, size) != 0 ||
      ::listen(socket.get(), kBacklog) != 0) {
    if (errno == EADDRINUSE) {
      return Status::Refused("port-taken",
                             "Another program listens on " + address.Text() + " already.")
          .WithHint("Stop that program, or choose another port with --listen " +
                    ListenAddress{address.host, address.port % 65535 + 1, address.ipv6}.Text() +
                    ".");
    }
    return Status::Refused("cannot-listen", "The server can't listen on " + address.Text() + ": " +
                                                std::strerror(errno) + ".")
        .WithHint("Choose an address of this machine with --listen; ports below 1024 need rights.");
  }
  ::getsockname(socket.get(), name, &size);
  *port = ntohs(address.ipv6 ? reinterpret_cast<sockaddr_in6*>(&storage)->sin6_port
                             : reinterpret_cast<sockaddr_in*>(&storage)->sin_port);
  return socket;
}

}  // namespace rapporteur
