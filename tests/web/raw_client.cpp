#include "tests/web/raw_client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

#include "core/base/text.h"

namespace rapporteur {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

RawClient::RawClient(int port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const timeval patience{5, 0};
  ::setsockopt(socket_.get(), SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  if (::connect(socket_.get(), reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
    socket_.Close();
  }
}

bool RawClient::Send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

void RawClient::FinishSending() { ::shutdown(socket_.get(), SHUT_WR); }

std::string RawClient::Receive(std::size_t bytes, milliseconds most) {
  const auto end = steady_clock::now() + most;
  while (rest_.size() < bytes) {
    const auto left = std::chrono::ceil<milliseconds>(end - steady_clock::now()).count();
    pollfd entry{socket_.get(), POLLIN, 0};
    if (left <= 0 || ::poll(&entry, 1, static_cast<int>(left)) <= 0) break;
    char buffer[65536];
    const ssize_t got = ::recv(socket_.get(), buffer, sizeof buffer, 0);
    if (got <= 0) break;
    rest_.append(buffer, static_cast<std::size_t>(got));
  }
  const std::string received = rest_.substr(0, bytes);
  rest_.erase(0, bytes);
  return received;
}

std::string RawClient::ReceiveAll(milliseconds most) {
  const auto end = steady_clock::now() + most;
  std::string all = Receive(std::string::npos, most);
  if (steady_clock::now() >= end) all += "(still open)";
  return all;
}

std::string RawClient::ReceiveAnswer() {
  std::string answer;
  while (answer.find("\r\n\r\n") == std::string::npos) {
    const std::string more = Receive(1);
    if (more.empty()) return answer;
    answer += more;
  }
  const std::string length = HeaderOf(answer, "Content-Length");
  return answer + (length.empty() ? "" : Receive(std::stoul(length)));
}

milliseconds RawClient::TimeToClose(milliseconds most) {
  const auto begin = steady_clock::now();
  Receive(std::string::npos, most);
  return std::chrono::floor<milliseconds>(steady_clock::now() - begin);
}

std::string Ask(int port, std::string_view request) {
  RawClient client(port);
  client.Send(request);
  return client.ReceiveAll();
}

std::string StatusLine(const std::string& answer) { return answer.substr(0, answer.find("\r\n")); }

std::string BodyOf(const std::string& answer) {
  const std::size_t end = answer.find("\r\n\r\n");
  return end == std::string::npos ? "" : answer.substr(end + 4);
}

std::string HeaderOf(const std::string& answer, const std::string& name) {
  const std::string head = answer.substr(0, answer.find("\r\n\r\n"));
  for (std::string_view line : Split(head, '\n')) {
    const std::size_t colon = line.find(':');
    if (colon != line.npos && AsciiLower(line.substr(0, colon)) == AsciiLower(name)) {
      return std::string(Trim(line.substr(colon + 1)));
    }
  }
  return "";
}

}  // namespace rapporteur
