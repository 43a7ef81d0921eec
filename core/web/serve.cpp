#include "core/web/serve.h"

#include <signal.h>

#include <cstdio>
#include <thread>

#include "core/web/guarded_server.h"
#include "core/web/site.h"

namespace rapporteur {

Status RunServer(const ServeOptions& options, Workers& workers) {
  Result<ListenAddress> address = ListenAddress::Parse(options.listen);
  if (!address.ok()) return address.status();
  const bool tls = !options.tls_certificate.empty() || !options.tls_key.empty();
  if (!address->loopback && !tls && !options.behind_proxy) {
    return Status::Usage("needs-tls", "The address " + address->Text() +
                                          " is not loopback; without encryption anybody on the way "
                                          "could read what is shown.")
        .WithHint("Give --tls-cert and --tls-key, or --behind-proxy where a proxy speaks TLS for us.");
  }
  GuardOptions guard;
  guard.loopback_host_only = address->loopback && !options.behind_proxy;
  if (tls) {
    Result<std::unique_ptr<TlsContext>> context =
        TlsContext::Load(options.tls_certificate, options.tls_key);
    if (!context.ok()) return context.status();
    guard.tls = *std::move(context);
  }
  if (options.behind_proxy) guard.limits.per_address = 0;
  Site site(options.data, workers, tls || options.behind_proxy, options.safe_mode);
  if (Status s = site.Check(); !s.ok()) return s;

  // Signals are taken by a thread of their own, before any other thread is started.
  sigset_t ends;
  ::sigemptyset(&ends);
  ::sigaddset(&ends, SIGINT);
  ::sigaddset(&ends, SIGTERM);
  ::pthread_sigmask(SIG_BLOCK, &ends, nullptr);
  Result<std::unique_ptr<GuardedServer>> server = GuardedServer::Listen(
      *address, std::move(guard), [&site](const HttpRequest& request) { return site.Answer(request); });
  if (!server.ok()) return server.status();
  ListenAddress shown = *address;
  shown.port = (*server)->port();
  std::printf("Serving %s at %s://%s/ (Ctrl-C ends it).\n", options.data.c_str(), tls ? "https" : "http",
              shown.Text().c_str());
  std::printf("Sign in once with the link that 'rapporteur init' printed.\n");
  std::fflush(stdout);
  std::thread waiter([&] {
    int signal = 0;
    ::sigwait(&ends, &signal);
    (*server)->Stop();
  });
  (*server)->Serve();
  waiter.join();
  return {};
}

}  // namespace rapporteur
