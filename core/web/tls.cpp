#include "core/web/tls.h"

#include <openssl/err.h>
#include <openssl/ssl.h>

namespace rapporteur {
namespace {

std::string Reason() {
  const unsigned long code = ERR_peek_last_error();
  const char* text = code == 0 ? nullptr : ERR_reason_error_string(code);
  ERR_clear_error();
  return text == nullptr ? "it is not valid" : text;
}

Status Bad(const std::string& file, const std::string& expected) {
  return Status::Refused("bad-certificate", file + ": " + Reason() + "; expected " + expected + ".")
      .WithHint("Name the files with --tls-cert and --tls-key.");
}

}  // namespace

void SslDeleter::operator()(ssl_st* session) const { SSL_free(session); }

TlsContext::~TlsContext() { SSL_CTX_free(context_); }

Result<std::unique_ptr<TlsContext>> TlsContext::Load(const std::string& certificate,
                                                     const std::string& key) {
  ERR_clear_error();
  std::unique_ptr<TlsContext> tls(new TlsContext(SSL_CTX_new(TLS_server_method())));
  SSL_CTX* context = tls->context_;
  if (context == nullptr)
    return Status::Broken("no-tls", "TLS can't be started: " + Reason() + ".");
  SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
  SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
  SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER |
                                SSL_MODE_RELEASE_BUFFERS);
  if (SSL_CTX_use_certificate_chain_file(context, certificate.c_str()) != 1) {
    return Bad(certificate, "a certificate, or a chain of them, as PEM");
  }
  if (SSL_CTX_use_PrivateKey_file(context, key.c_str(), SSL_FILETYPE_PEM) != 1) {
    return Bad(key, "the private key of that certificate, as PEM without a password");
  }
  return tls;
}

TlsSession TlsContext::Attach(int socket) const {
  TlsSession session(SSL_new(context_));
  if (session != nullptr) {
    SSL_set_fd(session.get(), socket);
    SSL_set_accept_state(session.get());
  }
  return session;
}

}  // namespace rapporteur
