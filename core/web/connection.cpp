#include "core/web/connection.h"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>

namespace rapporteur {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr std::size_t kReadBytes = 16 * 1024;
constexpr std::size_t kQueueBytes = 32 * 1024;
constexpr milliseconds kLinger{500};
constexpr std::size_t kLingerBytes = 1 << 20;

}  // namespace

Pace::Pace(const ServerLimits& limits)
    : grace_(limits.grace),
      bytes_per_second_(limits.bytes_per_second),
      began_(steady_clock::now()),
      moved_(began_) {}

void Pace::Add(std::uint64_t bytes) {
  bytes_ += bytes;
  moved_ = steady_clock::now();
}

Deadline Pace::Until() const {
  const milliseconds earned(bytes_ * 1000 / bytes_per_second_);
  return std::min(began_ + earned, moved_) + grace_;
}

ClientConnection::ClientConnection(Fd socket, const TlsContext* tls, const ServerLimits& limits)
    : socket_(std::move(socket)), limits_(limits), pace_(limits) {
  if (tls == nullptr) {
    shaken_ = true;
    return;
  }
  tls_ = tls->Attach(socket_.get());
  broken_ = tls_ == nullptr;
}

ClientConnection::~ClientConnection() = default;

ClientConnection::Wait ClientConnection::Poll(short events, Deadline deadline) {
  while (true) {
    const auto left = std::chrono::ceil<milliseconds>(deadline - steady_clock::now());
    if (left.count() <= 0) return Wait::kTimeout;
    pollfd entry{socket_.get(), events, 0};
    const int timeout = static_cast<int>(std::min<std::int64_t>(left.count(), 60'000));
    const int ready = ::poll(&entry, 1, timeout);
    if (ready > 0) return Wait::kReady;  // an error shows at the next read or write
    if (ready < 0 && errno != EINTR) return Wait::kClosed;
  }
}

ClientConnection::Step ClientConnection::TlsStep(int result, std::size_t* done) {
  if (result > 0) {
    *done = static_cast<std::size_t>(result);
    return Step::kDone;
  }
  const int error = SSL_get_error(tls_.get(), result);
  ERR_clear_error();
  if (error == SSL_ERROR_WANT_READ) return Step::kWantRead;
  if (error == SSL_ERROR_WANT_WRITE) return Step::kWantWrite;
  return Step::kClosed;
}

ClientConnection::Step ClientConnection::ReadSome(char* bytes, std::size_t size,
                                                  std::size_t* done) {
  if (tls_ != nullptr) {
    return TlsStep(SSL_read(tls_.get(), bytes, static_cast<int>(size)), done);
  }
  const ssize_t got = ::recv(socket_.get(), bytes, size, 0);
  if (got > 0) {
    *done = static_cast<std::size_t>(got);
    return Step::kDone;
  }
  const bool again = got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR);
  return again ? Step::kWantRead : Step::kClosed;
}

ClientConnection::Step ClientConnection::WriteSome(const char* bytes, std::size_t size,
                                                   std::size_t* done) {
  if (tls_ != nullptr) {
    return TlsStep(SSL_write(tls_.get(), bytes,
                             static_cast<int>(std::min<std::size_t>(size, kQueueBytes * 2))),
                   done);
  }
  const ssize_t sent = ::send(socket_.get(), bytes, size, MSG_NOSIGNAL);
  if (sent >= 0) {
    *done = static_cast<std::size_t>(sent);
    return Step::kDone;
  }
  const bool again = errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
  return again ? Step::kWantWrite : Step::kClosed;
}

bool ClientConnection::Handshake(Deadline deadline) {
  while (!shaken_ && !broken_) {
    std::size_t unused = 0;
    const Step step = TlsStep(SSL_do_handshake(tls_.get()), &unused);
    if (step == Step::kDone) {
      shaken_ = true;
    } else if (step == Step::kClosed ||
               Poll(step == Step::kWantRead ? POLLIN : POLLOUT, deadline) != Wait::kReady) {
      broken_ = true;
    }
  }
  return !broken_;
}

ClientConnection::Wait ClientConnection::Fill(Deadline deadline) {
  if (taken_ > 0) {
    in_.erase(0, taken_);
    taken_ = 0;
  }
  const std::size_t before = in_.size();
  in_.resize(before + kReadBytes);
  std::size_t got = 0;
  Wait outcome = Wait::kReady;
  while (true) {
    const Step step = ReadSome(in_.data() + before, kReadBytes, &got);
    if (step == Step::kDone) break;
    outcome = step == Step::kClosed ? Wait::kClosed
                                    : Poll(step == Step::kWantRead ? POLLIN : POLLOUT, deadline);
    if (outcome != Wait::kReady) break;
  }
  in_.resize(before + got);
  return outcome;
}

ClientConnection::Wait ClientConnection::WaitForByte(Deadline deadline) {
  return buffered().empty() ? Fill(deadline) : Wait::kReady;
}

ClientConnection::Wait ClientConnection::ReadHead(std::size_t most, Deadline deadline,
                                                  std::size_t* end) {
  *end = 0;
  std::size_t searched = 0;
  while (true) {
    const std::string_view bytes = buffered();
    const std::size_t found = bytes.find("\r\n\r\n", searched);
    if (found != bytes.npos && found + 4 <= most) {
      *end = found + 4;
      return Wait::kReady;
    }
    if (bytes.size() >= most) return Wait::kReady;
    searched = bytes.size() < 3 ? 0 : bytes.size() - 3;
    if (const Wait wait = Fill(deadline); wait != Wait::kReady) return wait;
  }
}

void ClientConnection::Take(std::size_t bytes) { taken_ += bytes; }

void ClientConnection::BeginAnswer() { pace_ = Pace(limits_); }

bool ClientConnection::Write(std::string_view bytes) {
  if (broken_) return false;
  out_ += bytes;
  return out_.size() < kQueueBytes || Flush();
}

bool ClientConnection::Flush() {
  std::size_t sent = 0;
  while (sent < out_.size() && !broken_) {
    std::size_t step_bytes = 0;
    const Step step = WriteSome(out_.data() + sent, out_.size() - sent, &step_bytes);
    if (step == Step::kDone) {
      sent += step_bytes;
      pace_.Add(step_bytes);
      continue;
    }
    const Deadline deadline = pace_.Until();
    broken_ = step == Step::kClosed ||
              Poll(step == Step::kWantRead ? POLLIN : POLLOUT, deadline) != Wait::kReady;
  }
  out_.clear();
  return !broken_;
}

void ClientConnection::Close() {
  if (Flush() && tls_ != nullptr && shaken_) SSL_shutdown(tls_.get());
  ERR_clear_error();
  if (broken_) return;
  ::shutdown(socket_.get(), SHUT_WR);
  const Deadline deadline = steady_clock::now() + kLinger;
  char unread[4096];
  for (std::size_t total = 0; total < kLingerBytes;) {
    const ssize_t got = ::recv(socket_.get(), unread, sizeof unread, 0);
    if (got > 0) {
      total += static_cast<std::size_t>(got);
    } else if (got == 0 || (errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR) ||
               Poll(POLLIN, deadline) != Wait::kReady) {
      return;
    }
  }
}

void ClientConnection::ShutDown() { ::shutdown(socket_.get(), SHUT_RDWR); }

}  // namespace rapporteur
