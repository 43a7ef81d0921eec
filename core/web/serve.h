// Serves the pages of a data folder.  Read-only, and only to who came through the one-time link.
#ifndef RAPPORTEUR_WEB_SERVE_H_
#define RAPPORTEUR_WEB_SERVE_H_

#include <string>

#include "core/base/status.h"
#include "core/worker/job.h"

namespace rapporteur {

struct ServeOptions {
  std::string listen = "127.0.0.1:8080";
  std::string tls_certificate, tls_key;  // PEM files
  bool behind_proxy = false;
  bool safe_mode = false;
  std::string data;
};

// Until SIGINT or SIGTERM.  Another address than loopback needs TLS or the proxy switch: error
// needs-tls.  Errors of the store, port-taken, bad-certificate.
Status RunServer(const ServeOptions& options, Workers& workers);

}  // namespace rapporteur

#endif  // RAPPORTEUR_WEB_SERVE_H_
