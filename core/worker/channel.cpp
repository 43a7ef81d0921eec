#include "core/worker/channel.h"

#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace rapporteur {
namespace {

constexpr int kCoreIsGone = 71;  // exit status

// Sends every byte of the parts, some hundred at a time, as sendmsg takes no more than 1,024.
void SendParts(int socket, std::vector<iovec>& parts) {
  std::size_t at = 0;
  while (at < parts.size()) {
    msghdr header{};
    header.msg_iov = parts.data() + at;
    header.msg_iovlen = std::min<std::size_t>(parts.size() - at, 512);
    const ssize_t sent = ::sendmsg(socket, &header, MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0) ::_exit(kCoreIsGone);
    auto left = static_cast<std::size_t>(sent);
    while (at < parts.size() && left >= parts[at].iov_len) left -= parts[at++].iov_len;
    if (left > 0) {
      parts[at].iov_base = static_cast<char*>(parts[at].iov_base) + left;
      parts[at].iov_len -= left;
    }
  }
}

iovec Part(const void* bytes, std::size_t size) { return {const_cast<void*>(bytes), size}; }

}  // namespace

void Channel::Send(wire::Kind kind, std::string_view payload) {
  wire::Header header;
  header.kind = kind;
  header.payload_bytes = payload.size();
  std::vector<iovec> parts{Part(&header, sizeof header), Part(payload.data(), payload.size())};
  const std::lock_guard<std::mutex> lock(sending_);
  SendParts(socket_, parts);
}

void Channel::SendBatch(std::span<const ColumnView> columns, std::uint64_t rows) {
  static constexpr char kZeros[8] = {};
  wire::Header header;
  header.kind = wire::Kind::kBatch;
  header.columns = static_cast<std::uint32_t>(columns.size());
  header.rows = rows;
  std::vector<wire::ColumnHeader> headers(columns.size());
  std::vector<iovec> parts;
  parts.reserve(2 + columns.size() * 6);
  parts.push_back(Part(&header, sizeof header));
  parts.push_back(Part(headers.data(), headers.size() * sizeof headers[0]));
  header.payload_bytes = parts.back().iov_len;
  const auto add = [&](const void* bytes, std::size_t size) {
    header.payload_bytes += wire::Padded(size);
    if (size > 0) parts.push_back(Part(bytes, size));
    if (size % 8 != 0) parts.push_back(Part(kZeros, wire::Padded(size) - size));
  };
  for (std::size_t c = 0; c < columns.size(); ++c) {
    const ColumnView& view = columns[c];
    const bool text = view.type == FieldType::kText;
    const std::size_t bytes = text ? view.offsets[rows] : rows * 8;
    headers[c] = {static_cast<std::uint32_t>(view.type), view.validity != nullptr ? 1u : 0u, bytes};
    if (view.validity != nullptr) add(view.validity, (rows + 7) / 8);
    if (text) add(view.offsets, (rows + 1) * sizeof *view.offsets);
    add(view.values, bytes);
  }
  const std::lock_guard<std::mutex> lock(sending_);
  SendParts(socket_, parts);
}

Result<Message> Channel::Receive() {
  Message message;
  const auto read = [&](void* to, std::size_t size) {
    char* at = static_cast<char*>(to);
    while (size > 0) {
      const ssize_t n = ::recv(socket_, at, size, 0);
      if (n < 0 && errno == EINTR) continue;
      if (n <= 0) ::_exit(kCoreIsGone);
      at += n;
      size -= static_cast<std::size_t>(n);
    }
  };
  read(&message.header, sizeof message.header);
  if (Status s = wire::CheckHeader(message.header); !s.ok()) return s;
  message.payload.resize(static_cast<std::size_t>(message.header.payload_bytes));
  read(message.payload.data(), message.payload.size());
  return message;
}

bool Channel::CancelWaits() {
  wire::Header header;
  const ssize_t n = ::recv(socket_, &header, sizeof header, MSG_DONTWAIT | MSG_PEEK);
  if (n == 0) return true;
  if (n != static_cast<ssize_t>(sizeof header) || header.kind != wire::Kind::kCancel) return false;
  ::recv(socket_, &header, sizeof header, MSG_DONTWAIT);
  return true;
}

}  // namespace rapporteur
