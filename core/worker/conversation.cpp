#include "core/worker/conversation.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "core/base/utf8.h"

namespace rapporteur {
namespace {

constexpr std::size_t kLogKept = 64 << 10;
constexpr std::uint64_t kLogMost = 8 << 20;
constexpr std::chrono::milliseconds kLook{50};      // between looks at clock, log and caller
constexpr std::chrono::milliseconds kPatience{2000};  // after CANCEL

}  // namespace

Conversation::Conversation(Fd socket, Fd log, const JobLimits& limits,
                           std::function<bool()> cancelled)
    : socket_(std::move(socket)),
      log_(std::move(log)),
      limits_(limits),
      cancelled_(std::move(cancelled)) {
  ::fcntl(log_.get(), F_SETFL, O_NONBLOCK);
}

Event Conversation::LookAround(Clock::time_point now) {
  looked_ = now;
  DrainLog();
  if (log_total_ > kLogMost) return Event::kLoud;
  if (now - begun_ > limits_.whole_job) return Event::kOverdue;
  if (now - heard_ > limits_.silence) return Event::kSilent;
  if (!cancelling_ && cancelled_ && cancelled_()) {
    cancelling_ = true;
    asked_to_stop_ = now;
    wire::Header cancel;
    cancel.kind = wire::Kind::kCancel;
    // If the socket is full the worker does not listen; then patience decides.
    ::send(socket_.get(), &cancel, sizeof cancel, MSG_NOSIGNAL | MSG_DONTWAIT);
  }
  if (cancelling_ && now - asked_to_stop_ > kPatience) return Event::kCancelled;
  return Event::kMessage;
}

Event Conversation::Move(char* bytes, std::size_t size, bool sending) {
  while (size > 0) {
    const Clock::time_point now = Clock::now();
    if (now - looked_ >= kLook) {
      if (const Event event = LookAround(now); event != Event::kMessage) return event;
    }
    const ssize_t n = sending ? ::send(socket_.get(), bytes, size, MSG_DONTWAIT | MSG_NOSIGNAL)
                              : ::recv(socket_.get(), bytes, size, MSG_DONTWAIT);
    if (n > 0) {
      bytes += n;
      size -= static_cast<std::size_t>(n);
      continue;
    }
    if (n == 0 || (errno != EAGAIN && errno != EINTR)) return Event::kClosed;
    // The log is watched too: a worker that waits for its log to be read sends nothing.
    pollfd waits[] = {{socket_.get(), static_cast<short>(sending ? POLLOUT : POLLIN), 0},
                      {log_.get(), POLLIN, 0}};
    const auto soonest = std::min<std::chrono::milliseconds>(kLook, limits_.silence);
    ::poll(waits, log_.valid() ? 2 : 1, static_cast<int>(std::max<std::int64_t>(1, soonest.count())));
    if ((waits[1].revents & (POLLIN | POLLHUP)) != 0) DrainLog();
    if (log_total_ > kLogMost) return Event::kLoud;
  }
  return Event::kMessage;
}

Event Conversation::Receive() {
  heard_ = Clock::now();  // the time the caller took is not the worker's silence
  Event event = Move(reinterpret_cast<char*>(&header_), sizeof header_, false);
  if (event != Event::kMessage) return event;
  if (Status s = wire::CheckHeader(header_); !s.ok()) {
    reason_ = s.message();
    return Event::kBroken;
  }
  payload_.resize(static_cast<std::size_t>(header_.payload_bytes));
  return Move(payload_.data(), payload_.size(), false);
}

Event Conversation::Send(wire::Kind kind, std::string_view payload) {
  heard_ = Clock::now();
  wire::Header header;
  header.kind = kind;
  header.payload_bytes = payload.size();
  std::string message(reinterpret_cast<const char*>(&header), sizeof header);
  message += payload;
  return Move(message.data(), message.size(), true);
}

Event Conversation::SendBatch(const Table& table) {
  heard_ = Clock::now();
  wire::Header header;
  header.kind = wire::Kind::kBatch;
  header.columns = static_cast<std::uint32_t>(table.column_count());
  header.rows = table.row_count();
  header.payload_bytes = table.payload().size();
  if (Event event = Move(reinterpret_cast<char*>(&header), sizeof header, true);
      event != Event::kMessage) {
    return event;
  }
  return Move(const_cast<char*>(table.payload().data()), table.payload().size(), true);
}

void Conversation::AddToLog(std::string_view text) {
  log_total_ += text.size() + 1;
  log_text_ += text;
  if (!text.empty() && text.back() != '\n') log_text_ += '\n';
  if (log_text_.size() > 2 * kLogKept) log_text_.erase(0, log_text_.size() - kLogKept);
}

void Conversation::DrainLog() {
  char buffer[1 << 14];
  while (log_.valid()) {
    const ssize_t n = ::read(log_.get(), buffer, sizeof buffer);
    if (n < 0 && errno == EINTR) continue;
    if (n == 0) log_.Close();
    if (n <= 0) return;
    log_total_ += static_cast<std::uint64_t>(n);
    log_text_.append(buffer, static_cast<std::size_t>(n));
    if (log_text_.size() > 2 * kLogKept) log_text_.erase(0, log_text_.size() - kLogKept);
    if (log_total_ > kLogMost) return;
  }
}

std::string Conversation::Log() const {
  std::string text = log_text_.size() > kLogKept ? log_text_.substr(log_text_.size() - kLogKept)
                                                 : log_text_;
  if (IsValidUtf8(text)) return text;
  for (char& c : text) c = static_cast<unsigned char>(c) < 0x80 ? c : '?';
  return text;
}

}  // namespace rapporteur
