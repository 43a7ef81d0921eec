#include "core/web/guarded_server.h"

#include <arpa/inet.h>
#include <httplib.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>

#include <atomic>
#include <cerrno>
#include <new>

#include "core/base/log.h"
#include "core/web/body_reader.h"
#include "core/web/connection.h"
#include "core/web/connection_table.h"
#include "core/web/error_document.h"
#include "core/web/request_head.h"
#include "core/web/thread_pool.h"

namespace rapporteur {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds kThreadIdle{30'000};

// What the library calls back with while it answers; one per thread that is answering.
struct Exchange {
  const HttpHandler& handler;
  HttpRequest& request;
  const BodyReader& body;
  bool http_1_0 = false;
  bool close = false;  // after this answer
};
thread_local Exchange* current = nullptr;

// What the library reads is a head we wrote ourselves; what it writes goes to the client.
class LibraryStream : public httplib::Stream {
 public:
  LibraryStream(ClientConnection& connection, std::string head)
      : connection_(connection), head_(std::move(head)) {}
  bool is_readable() const override { return read_ < head_.size(); }
  bool is_writable() const override { return true; }
  ssize_t read(char* bytes, size_t size) override {
    const std::size_t count = head_.copy(bytes, size, read_);
    read_ += count;
    return static_cast<ssize_t>(count);
  }
  ssize_t write(const char* bytes, size_t size) override {
    return connection_.Write({bytes, size}) ? static_cast<ssize_t>(size) : -1;
  }
  void get_remote_ip_and_port(std::string&, int&) const override {}
  void get_local_ip_and_port(std::string&, int&) const override {}
  // The library refuses numbers select() can't take; nothing here selects.
  socket_t socket() const override { return INVALID_SOCKET; }

 private:
  ClientConnection& connection_;
  const std::string head_;
  std::size_t read_ = 0;
};

// False for a text that would bring another header with it.
bool IsHeaderText(const std::string& text) {
  for (char c : text) {
    if (static_cast<unsigned char>(c) < 0x20) return false;
  }
  return true;
}

HttpResponse Failure() {
  HttpResponse response;
  response.status = 500;
  response.content_type = "application/json";
  response.body =
      ErrorDocument(Status::Broken("internal",
                                   "The request could not be answered because of a fault in the "
                                   "program; nothing was changed."));
  return response;
}

// `what` is never the text of an exception: that could hold anything.
HttpResponse CallHandler(const Exchange& exchange) {
  try {
    return exchange.handler(exchange.request);
  } catch (...) {
    Log(LogLevel::kError, "web: an exception ended a request");
    return Failure();
  }
}

httplib::ContentProviderWithoutLength ProviderOf(std::function<Status(const ByteSink&)> stream) {
  return [stream = std::move(stream)](size_t, httplib::DataSink& sink) {
    try {
      const Status s =
          stream([&](std::string_view bytes) { return sink.write(bytes.data(), bytes.size()); });
      if (!s.ok()) Log(LogLevel::kError, "web: an answer was broken off: " + s.message());
      if (s.ok()) sink.done();
      return s.ok();
    } catch (...) {
      Log(LogLevel::kError, "web: an exception ended an answer");
      return false;
    }
  };
}

class Library : public httplib::Server {
 public:
  explicit Library(int listening) {
    svr_sock_ = listening;  // "not shutting down"
    set_pre_routing_handler([](const httplib::Request&, httplib::Response& response) {
      Answer(*current, response);
      return HandlerResponse::Handled;
    });
    set_exception_handler([](const httplib::Request&, httplib::Response& response,
                             std::exception_ptr) { response.status = 500; });
    set_post_routing_handler([](const httplib::Request&, httplib::Response& response) {
      if (response.get_header_value("Connection") == "close") response.headers.erase("Keep-Alive");
    });
  }

  void Announce(const ServerLimits& limits) {
    set_keep_alive_max_count(static_cast<size_t>(limits.requests_per_connection));
    set_keep_alive_timeout(std::chrono::duration_cast<std::chrono::seconds>(limits.idle).count());
  }

  // False where the connection is of no more use.
  bool Process(ClientConnection& connection, Exchange& exchange) {
    const std::string method = exchange.request.method == "HEAD" ? "HEAD" : "GET";
    LibraryStream stream(connection, method + " / HTTP/1.1\r\n\r\n");
    bool closed = false;
    current = &exchange;
    const bool written = process_request(stream, exchange.close, closed, nullptr);
    current = nullptr;
    return written && connection.Flush() && !exchange.close;
  }

 private:
  static void Answer(Exchange& exchange, httplib::Response& out) {
    HttpResponse response = CallHandler(exchange);
    out.status = response.status;
    for (const auto& [name, value] : response.headers) {
      if (IsHeaderText(name) && IsHeaderText(value)) out.headers.emplace(name, value);
    }
    // What is left of a body would be read as the next request.
    exchange.close |= !exchange.body.finished();
    if (response.stream == nullptr) {
      out.body = std::move(response.body);
      if (!out.body.empty()) out.set_header("Content-Type", response.content_type);
    } else if (exchange.http_1_0) {
      exchange.close = true;
      out.set_content_provider(response.content_type, ProviderOf(std::move(response.stream)));
    } else {
      out.set_chunked_content_provider(response.content_type,
                                       ProviderOf(std::move(response.stream)));
    }
    if (exchange.close) out.set_header("Connection", "close");
  }
};

// The peer's address in digits, and what it is counted under: a /64 is one IPv6 client.
struct Peer {
  std::string address, counted_as;
};

Peer PeerOf(const sockaddr_storage& storage) {
  char text[INET6_ADDRSTRLEN] = "";
  if (storage.ss_family == AF_INET6) {
    const auto* six = reinterpret_cast<const sockaddr_in6*>(&storage);
    ::inet_ntop(AF_INET6, &six->sin6_addr, text, sizeof text);
    return {text, std::string(reinterpret_cast<const char*>(&six->sin6_addr), 8)};
  }
  const auto* four = reinterpret_cast<const sockaddr_in*>(&storage);
  ::inet_ntop(AF_INET, &four->sin_addr, text, sizeof text);
  return {text, text};
}

const char* ReasonOf(int status) {
  switch (status) {
    case 408:
      return "Request Timeout";
    case 413:
      return "Payload Too Large";
    case 414:
      return "URI Too Long";
    case 415:
      return "Unsupported Media Type";
    case 417:
      return "Expectation Failed";
    case 421:
      return "Misdirected Request";
    case 431:
      return "Request Header Fields Too Large";
    case 503:
      return "Service Unavailable";
    case 505:
      return "HTTP Version Not Supported";
    default:
      return "Bad Request";
  }
}

std::string RefusalText(const Status& refusal) {
  const int status = HttpStatusOf(refusal);
  const std::string body = ErrorDocument(refusal);
  return "HTTP/1.1 " + std::to_string(status) + " " + ReasonOf(status) +
         "\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) +
         "\r\nConnection: close\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n"
         "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\n" +
         (status == 503 ? "Retry-After: 5\r\n" : "") + "\r\n" + body;
}

}  // namespace

struct GuardedServer::Rep {
  Rep(Fd listening_socket, int chosen_port, GuardOptions given, HttpHandler called)
      : listening(std::move(listening_socket)),
        wake(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
        port(chosen_port),
        options(std::move(given)),
        handler(std::move(called)),
        library(listening.get()),
        pool(options.limits.connections, options.limits.stack_bytes, kThreadIdle) {
    library.Announce(options.limits);
  }

  void Accept();
  void ServeClient(ClientConnection& connection, const Peer& peer);
  bool AnswerOne(ClientConnection& connection, const Peer& peer, bool last);
  void TurnAway(int socket);

  Fd listening, wake;
  const int port;
  const GuardOptions options;
  const HttpHandler handler;
  Library library;
  ConnectionTable table;
  ThreadPool pool;  // last: its end waits for what uses the others
};

// One connection more than there is room for: say so without a thread.
void GuardedServer::Rep::TurnAway(int socket) {
  if (options.tls != nullptr) return;
  const std::string text = RefusalText(Status::Refused(
      "too-busy", "The server has as many connections as it can serve; try again in a moment."));
  [[maybe_unused]] const ssize_t sent =
      ::send(socket, text.data(), text.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
  ::shutdown(socket, SHUT_WR);
}

void GuardedServer::Rep::Accept() {
  sockaddr_storage storage{};
  socklen_t size = sizeof storage;
  Fd socket(::accept4(listening.get(), reinterpret_cast<sockaddr*>(&storage), &size,
                      SOCK_CLOEXEC | SOCK_NONBLOCK));
  if (!socket.valid()) {
    // Out of descriptors: let others end before the next try.
    if (errno == EMFILE || errno == ENFILE) ::poll(nullptr, 0, 10);
    return;
  }
  const int on = 1;
  ::setsockopt(socket.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  const Peer peer = PeerOf(storage);
  if (!table.Enter(peer.counted_as, options.limits.per_address)) return TurnAway(socket.get());
  auto client = std::make_shared<Fd>(std::move(socket));
  const bool running = pool.Run([this, client, peer] {
    try {
      ClientConnection connection(std::move(*client), options.tls.get(), options.limits);
      ServeClient(connection, peer);
    } catch (const std::bad_alloc&) {
      Log(LogLevel::kError, "web: a connection was dropped because memory is out");
    }
    table.Leave(peer.counted_as);
  });
  if (running) return;
  TurnAway(client->get());
  table.Leave(peer.counted_as);
}

void GuardedServer::Rep::ServeClient(ClientConnection& connection, const Peer& peer) {
  const ServerLimits& limits = options.limits;
  ConnectionTable::Served served(table, connection);
  connection.BeginAnswer();
  if (!connection.Handshake(steady_clock::now() + limits.handshake)) return;
  for (int count = 1; count <= limits.requests_per_connection; ++count) {
    if (!served.SetIdle(true) || connection.WaitForByte(steady_clock::now() + limits.idle) !=
                                     ClientConnection::Wait::kReady) {
      break;
    }
    served.SetIdle(false);
    if (!AnswerOne(connection, peer, count == limits.requests_per_connection)) break;
  }
  connection.Close();
}

bool GuardedServer::Rep::AnswerOne(ClientConnection& connection, const Peer& peer, bool last) {
  const ServerLimits& limits = options.limits;
  const auto refuse = [&](const Status& refusal) {
    connection.BeginAnswer();
    connection.Write(RefusalText(refusal));
    return false;
  };
  std::size_t end = 0;
  const auto wait = connection.ReadHead(limits.head_bytes, steady_clock::now() + limits.head, &end);
  if (wait == ClientConnection::Wait::kClosed) return false;
  if (wait == ClientConnection::Wait::kTimeout) {
    return refuse(Status::Refused("head-too-slow", "The request's head came too slowly."));
  }
  if (end == 0) {
    const std::string_view first_line =
        connection.buffered().substr(0, connection.buffered().find('\r'));
    const bool target = first_line.size() > limits.target_bytes;
    return refuse(Status::Refused(
        target ? "target-too-long" : "head-too-large",
        target ? "The request target is too long." : "The request's head is too large."));
  }
  Result<RequestHead> head = ParseRequestHead(connection.buffered().substr(0, end), limits);
  if (!head.ok()) return refuse(head.status());
  connection.Take(end);
  if (options.loopback_host_only && !IsLoopbackHost(head->request.Header("host"))) {
    return refuse(Status::Refused("wrong-host",
                                  "This server answers only to 127.0.0.1 and "
                                  "localhost; open it under that name."));
  }
  connection.BeginAnswer();
  BodyReader body(connection, *head, limits);
  head->request.remote_address = peer.address;
  if (head->has_body()) {
    head->request.read_body = [&](const ByteSink& sink) {
      const Status s = body.Read(sink);
      connection.BeginAnswer();
      return s;
    };
  }
  Exchange exchange{handler, head->request, body, head->minor == 0, last || !head->keep_alive};
  return library.Process(connection, exchange);
}

GuardedServer::GuardedServer(std::unique_ptr<Rep> rep) : rep_(std::move(rep)) {}

GuardedServer::~GuardedServer() { rep_->table.Stop(milliseconds(0)); }

Result<std::unique_ptr<GuardedServer>> GuardedServer::Listen(const ListenAddress& address,
                                                             GuardOptions options,
                                                             HttpHandler handler) {
  int port = 0;
  Result<Fd> socket = ListenOn(address, &port);
  if (!socket.ok()) return socket.status();
  return std::unique_ptr<GuardedServer>(new GuardedServer(
      std::make_unique<Rep>(*std::move(socket), port, std::move(options), std::move(handler))));
}

int GuardedServer::port() const { return rep_->port; }

void GuardedServer::Serve() {
  while (true) {
    pollfd entries[] = {{rep_->listening.get(), POLLIN, 0}, {rep_->wake.get(), POLLIN, 0}};
    if (::poll(entries, 2, -1) < 0) continue;
    if (entries[1].revents != 0) break;
    if (entries[0].revents != 0) rep_->Accept();
  }
  rep_->listening.Close();
  rep_->table.Stop(rep_->options.limits.stop);
}

// Writing to an eventfd is all that happens here, so that a signal handler may call it.
void GuardedServer::Stop() {
  const std::uint64_t one = 1;
  [[maybe_unused]] const ssize_t written = ::write(rep_->wake.get(), &one, sizeof one);
}

}  // namespace rapporteur
