// A GuardedServer on a free port of loopback that serves in a thread as long as the object lives.
#ifndef RAPPORTEUR_TESTS_WEB_RUNNING_SERVER_H_
#define RAPPORTEUR_TESTS_WEB_RUNNING_SERVER_H_

#include <catch2/catch.hpp>
#include <thread>

#include "core/web/guarded_server.h"

namespace rapporteur {

class RunningServer {
 public:
  RunningServer(HttpHandler handler, GuardOptions options = {}) {
    Result<std::unique_ptr<GuardedServer>> listening = GuardedServer::Listen(
        *ListenAddress::Parse("127.0.0.1:0"), std::move(options), std::move(handler));
    REQUIRE(listening.ok());
    server_ = *std::move(listening);
    thread_ = std::thread([this] { server_->Serve(); });
  }
  ~RunningServer() { Stop(); }

  int port() const { return server_->port(); }
  void Stop() {
    server_->Stop();
    if (thread_.joinable()) thread_.join();
  }

 private:
  std::unique_ptr<GuardedServer> server_;
  std::thread thread_;
};

}  // namespace rapporteur

#endif  // RAPPORTEUR_TESTS_WEB_RUNNING_SERVER_H_
