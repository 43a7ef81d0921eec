#include "core/web/body_reader.h"

#include <algorithm>
#include <charconv>

#include "core/base/text.h"

namespace rapporteur {
namespace {

constexpr std::size_t kChunkLineBytes = 256;

Status Bad(std::string message) { return Status::Refused("bad-body", std::move(message)); }

}  // namespace

Status BodyReader::Fill() {
  const std::size_t before = connection_.buffered().size();
  switch (connection_.Fill(pace_.Until())) {
    case ClientConnection::Wait::kReady:
      pace_.Add(connection_.buffered().size() - before);
      return {};
    case ClientConnection::Wait::kTimeout:
      return Status::Refused("body-too-slow",
                             "The body came too slowly; at least " +
                                 Counted(limits_.bytes_per_second, "byte", "bytes") +
                                 " a second are expected.");
    case ClientConnection::Wait::kClosed:
      break;
  }
  return Status::Refused("connection-lost", "The client went away before the body's end.");
}

Status BodyReader::ReadKnown(std::uint64_t length, const ByteSink& sink) {
  while (length > 0 && wanted_) {
    if (connection_.buffered().empty()) {
      if (Status s = Fill(); !s.ok()) return s;
    }
    const std::string_view bytes = connection_.buffered().substr(0, length);
    wanted_ = sink(bytes);
    length -= bytes.size();
    connection_.Take(bytes.size());
  }
  return {};
}

Status BodyReader::ReadLine(std::size_t most, std::string* line) {
  while (true) {
    const std::string_view bytes = connection_.buffered();
    const std::size_t end = bytes.find("\r\n");
    if (end != bytes.npos && end <= most) {
      *line = bytes.substr(0, end);
      connection_.Take(end + 2);
      return {};
    }
    if (bytes.size() > most + 1) return Bad("A chunk begins with a line that is too long.");
    if (Status s = Fill(); !s.ok()) return s;
  }
}

Status BodyReader::ReadChunked(const ByteSink& sink) {
  std::uint64_t total = 0;
  std::string line;
  while (wanted_) {
    if (Status s = ReadLine(kChunkLineBytes, &line); !s.ok()) return s;
    std::uint64_t size = 0;
    const char* const begin = line.data();
    const auto [end, error] = std::from_chars(begin, begin + line.size(), size, 16);
    const bool extension = end != begin + line.size() && *end == ';';
    if (error != std::errc() || line[0] == '-' || (end != begin + line.size() && !extension)) {
      return Bad("A chunk must begin with its size in hexadecimal digits.");
    }
    if (size > limits_.body_bytes - total) {
      return Status::Refused(
          "body-too-large",
          "The body is larger than " + Counted(limits_.body_bytes, "byte", "bytes") + ".");
    }
    total += size;
    if (Status s = ReadKnown(size, sink); !s.ok()) return s;
    if (!wanted_) return {};
    if (Status s = ReadLine(kChunkLineBytes, &line); !s.ok()) return s;
    if (!line.empty()) {
      return Bad(size == 0 ? "Trailers after the last chunk are not read."
                           : "A chunk must end with an empty line.");
    }
    if (size == 0) return {};
  }
  return {};
}

Status BodyReader::Read(const ByteSink& sink) {
  if (finished_) return {};
  if (head_.expects_continue) {
    if (!connection_.Write("HTTP/1.1 100 Continue\r\n\r\n") || !connection_.Flush()) {
      return Status::Refused("connection-lost", "The client went away before the body's end.");
    }
  }
  pace_ = Pace(limits_);
  const Status s = head_.chunked ? ReadChunked(sink) : ReadKnown(head_.body_length, sink);
  finished_ = s.ok() && wanted_;
  return s;
}

}  // namespace rapporteur
