// Reads the head of an HTTP request, strictly.  What two readers could understand differently is
// refused: two lengths, a length beside "chunked", folded lines, bare line feeds, control
// characters.  What we do not need (ranges, compression) is dropped before anything sees it.
//
// Functions of their arguments; may be called from any thread.
#ifndef RAPPORTEUR_WEB_REQUEST_HEAD_H_
#define RAPPORTEUR_WEB_REQUEST_HEAD_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/status.h"
#include "core/web/http.h"
#include "core/web/limits.h"

namespace rapporteur {

struct RequestHead {
  HttpRequest request;  // without address and body
  int minor = 1;  // HTTP/1.minor
  bool keep_alive = true;
  bool chunked = false;
  std::uint64_t body_length = 0;  // where not chunked
  bool expects_continue = false;

  bool has_body() const { return chunked || body_length > 0; }
};

// `text` is everything up to and with the empty line.  Codes: bad-request, target-too-long,
// head-too-large, bad-version, unsupported-encoding, expectation-failed,
// body-too-large.
Result<RequestHead> ParseRequestHead(std::string_view text, const ServerLimits& limits);

// The HTTP status of a refusal of this folder: 413 for body-too-large.
int HttpStatusOf(const Status& refusal);

// "%C4%8D" decoded; absent where an escape is broken or the result is not UTF-8 or has control
// characters.  `plus` = "+" means a blank.
std::optional<std::string> PercentDecode(std::string_view text, bool plus);

// "127.0.0.1:8080", "[::1]:8080", "localhost": true where the host names this machine's loopback.
bool IsLoopbackHost(std::string_view host);

}  // namespace rapporteur

#endif  // RAPPORTEUR_WEB_REQUEST_HEAD_H_
