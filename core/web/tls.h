// The TLS side of the server: one context made from a certificate and its key, one session per
// connection.
//
// A TlsContext may be used from any thread.
#ifndef RAPPORTEUR_WEB_TLS_H_
#define RAPPORTEUR_WEB_TLS_H_

#include <memory>
#include <string>

#include "core/base/status.h"

struct ssl_ctx_st;
struct ssl_st;

namespace rapporteur {

struct SslDeleter {
  void operator()(ssl_st* session) const;
};
using TlsSession = std::unique_ptr<ssl_st, SslDeleter>;

class TlsContext {
 public:
  // PEM files.  TLS 1.2 and newer.  Error bad-certificate names the file and what is wrong.
  static Result<std::unique_ptr<TlsContext>> Load(const std::string& certificate,
                                                  const std::string& key);
  ~TlsContext();
  // The server's side of a session over a connected socket; null where memory is out.
  TlsSession Attach(int socket) const;

 private:
  explicit TlsContext(ssl_ctx_st* context) : context_(context) {}
  ssl_ctx_st* context_;
};

}  // namespace rapporteur

#endif  // RAPPORTEUR_WEB_TLS_H_
