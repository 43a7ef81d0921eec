#include "core/cli/command.h"
#include "core/cli/console.h"
#include "core/web/serve.h"

namespace rapporteur {
namespace {

Result<Output> Serve(Console& console, const CommandArguments& arguments) {
  ServeOptions options;
  options.listen = arguments.Get("--listen", "127.0.0.1:8080");
  options.tls_certificate = arguments.Get("--tls-cert");
  options.tls_key = arguments.Get("--tls-key");
  options.behind_proxy = arguments.Has("--behind-proxy");
  options.safe_mode = arguments.Has("--safe-mode");
  options.data = console.data();
  if (Status s = RunServer(options, console.workers()); !s.ok()) return s;
  Output output;
  output.printed = true;
  return output;
}

}  // namespace

std::vector<Command> ServeCommands() {
  return {
      {{"serve"},
       "Show the data folder in a browser",
       {{"--listen", "HOST:PORT", "Where to listen; 127.0.0.1:8080 unless told otherwise"},
        {"--tls-cert", "FILE", "TLS certificate (PEM); needed for other addresses than loopback"},
        {"--tls-key", "FILE", "TLS private key (PEM)"},
        {"--behind-proxy", "", "A reverse proxy on this machine's network speaks TLS for us"},
        {"--safe-mode", "", "Start with every module off"}},
       "Sign in with the one-time link that 'rapporteur init' printed.\n"
       "Example: rapporteur serve --listen 127.0.0.1:8080",
       Serve},
  };
}

}  // namespace rapporteur
