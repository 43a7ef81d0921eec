// A request and a response as the pages see them, free of any server library, so that a page can be
// tested without a socket.
//
// A request is read by the thread that answers it.
#ifndef RAPPORTEUR_WEB_HTTP_H_
#define RAPPORTEUR_WEB_HTTP_H_

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/status.h"

namespace rapporteur {

// Takes the next piece; false = no more is wanted.
using ByteSink = std::function<bool(std::string_view)>;

struct HttpRequest {
  std::string method;                 // GET, HEAD, POST
  std::vector<std::string> segments;  // "/batches/3" = {"batches", "3"}; decoded, "/" is empty
  std::vector<std::pair<std::string, std::string>> query;    // decoded, in the order of the target
  std::vector<std::pair<std::string, std::string>> headers;  // names in lower case
  std::string remote_address;  // the peer's, never what a header claims

  // Reads the body to its end; false from the sink ends it early.  Codes: body-too-large,
  // body-too-slow, bad-body, connection-lost.  Null where there is no body.
  std::function<Status(const ByteSink&)> read_body;

  // "" where there is none.
  std::string Header(std::string_view name) const;
  std::string Cookie(std::string_view name) const;
  // The first of that name, absent where there is none.
  std::optional<std::string> Query(std::string_view name) const;
  std::vector<std::string> QueryAll(std::string_view name) const;
  // "/batches/3", encoded again.
  std::string Path() const;
};

struct HttpResponse {
  int status = 200;
  std::string content_type = "text/plain; charset=utf-8";
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  // Where set, writes the body piece by piece.  A Status that is not ok breaks the connection, so
  // that no reader takes half a document for a whole one.
  std::function<Status(const ByteSink&)> stream;

  void SetHeader(std::string name, std::string value);
  // "" where there is none.
  std::string Header(std::string_view name) const;
};

// Percent-encodes all but the unreserved characters.
std::string PercentEncode(std::string_view text);

}  // namespace rapporteur

#endif  // RAPPORTEUR_WEB_HTTP_H_
