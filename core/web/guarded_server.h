// cpp-httplib's server behind a guard of our own.  The library answers requests; the guard accepts
// connections, caps what one client may take, and reads head and body itself, strictly, so that
// nothing a stranger wrote reaches the library's parser.  core/doc/web.md lists the holes this
// closes.
//
// Serve() belongs to one thread; the handler is called from many at once; Stop() may be called from
// any thread.
//
// Example:
//   Result<std::unique_ptr<GuardedServer>> server =
//       GuardedServer::Listen(address, std::move(options), handler);
//   if (!server.ok()) return server.status();
//   (*server)->Serve();
#ifndef RAPPORTEUR_WEB_GUARDED_SERVER_H_
#define RAPPORTEUR_WEB_GUARDED_SERVER_H_

#include <functional>
#include <memory>
#include <string>

#include "core/base/status.h"
#include "core/web/http.h"
#include "core/web/limits.h"
#include "core/web/listen_address.h"
#include "core/web/tls.h"

namespace rapporteur {

using HttpHandler = std::function<HttpResponse(const HttpRequest&)>;

struct GuardOptions {
  ServerLimits limits;
  std::unique_ptr<TlsContext> tls;  // null = plain HTTP
  // Refuses a Host header that names anything but this machine: a page elsewhere whose name was
  // made to point here (DNS rebinding) can't speak to a server on loopback.
  bool loopback_host_only = false;
};

class GuardedServer {
 public:
  // Errors: port-taken, cannot-listen.
  static Result<std::unique_ptr<GuardedServer>> Listen(const ListenAddress& address,
                                                       GuardOptions options, HttpHandler handler);
  ~GuardedServer();

  int port() const;  // the one chosen where the address said 0
  // Until Stop(); then requests under way get limits.stop to end.
  void Serve();
  void Stop();

 private:
  struct Rep;
  explicit GuardedServer(std::unique_ptr<Rep> rep);
  std::unique_ptr<Rep> rep_;
};

}  // namespace rapporteur

#endif  // RAPPORTEUR_WEB_GUARDED_SERVER_H_
