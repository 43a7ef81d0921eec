// Reads a request's body, by its length or in chunks, with a cap on its bytes and a floor under its
// rate.  A chunk that is not exactly as the protocol wants it is refused, not guessed at.
//
// Belongs to the thread of its connection.
#ifndef RAPPORTEUR_WEB_BODY_READER_H_
#define RAPPORTEUR_WEB_BODY_READER_H_

#include <cstdint>
#include <string>

#include "core/base/status.h"
#include "core/web/connection.h"
#include "core/web/request_head.h"

namespace rapporteur {

class BodyReader {
 public:
  BodyReader(ClientConnection& connection, const RequestHead& head, const ServerLimits& limits)
      : connection_(connection), head_(head), limits_(limits), pace_(limits) {}

  // Codes: body-too-large, body-too-slow, bad-body, connection-lost.
  Status Read(const ByteSink& sink);
  // True where nothing of the body is left in the connection.
  bool finished() const { return finished_ || !head_.has_body(); }

 private:
  Status ReadKnown(std::uint64_t length, const ByteSink& sink);
  Status ReadChunked(const ByteSink& sink);
  // A line without its end, at most `most` bytes.
  Status ReadLine(std::size_t most, std::string* line);
  Status Fill();

  ClientConnection& connection_;
  const RequestHead& head_;
  const ServerLimits& limits_;
  Pace pace_;
  bool finished_ = false;
  bool wanted_ = true;
};

}  // namespace rapporteur

#endif  // RAPPORTEUR_WEB_BODY_READER_H_
