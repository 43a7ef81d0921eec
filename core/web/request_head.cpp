#include "core/web/request_head.h"

#include <array>
#include <charconv>

#include "core/base/text.h"
#include "core/base/utf8.h"

namespace rapporteur {
namespace {

Status Bad(std::string message) { return Status::Refused("bad-request", std::move(message)); }

bool IsTokenByte(char c) {
  if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) return true;
  return std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}

bool IsToken(std::string_view text) {
  for (char c : text) {
    if (!IsTokenByte(c)) return false;
  }
  return !text.empty();
}

bool HasControl(std::string_view text) {
  for (char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte < 0x20 && c != '\t') || byte == 0x7F) return true;
  }
  return false;
}

int HexValue(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

Status ReadTarget(std::string_view target, RequestHead& head) {
  if (target.empty() || target.front() != '/') {
    return Bad("The request target must begin with '/'.");
  }
  for (char c : target) {
    if (c <= ' ' || static_cast<unsigned char>(c) >= 0x7F || c == '#') {
      return Bad("The request target has a character that must be percent-encoded.");
    }
  }
  const std::size_t mark = target.find('?');
  std::string_view path = target.substr(1, mark == target.npos ? mark : mark - 1);
  if (path.ends_with('/')) path.remove_suffix(1);
  if (!path.empty()) {
    for (std::string_view segment : Split(path, '/')) {
      if (segment.empty()) return Bad("The path has two slashes where one is expected.");
      std::optional<std::string> decoded = PercentDecode(segment, false);
      if (!decoded) return Bad("The path is not valid percent-encoded UTF-8.");
      head.request.segments.push_back(*std::move(decoded));
    }
  }
  if (mark == target.npos || mark + 1 == target.size()) return {};
  for (std::string_view pair : Split(target.substr(mark + 1), '&')) {
    if (pair.empty()) continue;
    const std::size_t equals = pair.find('=');
    std::optional<std::string> name = PercentDecode(pair.substr(0, equals), true);
    std::optional<std::string> value =
        PercentDecode(equals == pair.npos ? "" : pair.substr(equals + 1), true);
    if (!name || !value) return Bad("The query is not valid percent-encoded UTF-8.");
    head.request.query.emplace_back(*std::move(name), *std::move(value));
  }
  return {};
}

Status ReadRequestLine(std::string_view line, const ServerLimits& limits, RequestHead& head) {
  const std::size_t first = line.find(' '), last = line.rfind(' ');
  if (first == line.npos || first == last || line.find(' ', first + 1) != last) {
    return Bad("The request line must be METHOD TARGET VERSION.");
  }
  const std::string_view version = line.substr(last + 1);
  if (version != "HTTP/1.1" && version != "HTTP/1.0") {
    return Status::Refused("bad-version", "This server speaks HTTP/1.1 and HTTP/1.0.");
  }
  head.minor = version.back() - '0';
  head.keep_alive = head.minor == 1;
  head.request.method = line.substr(0, first);
  if (!IsToken(head.request.method)) return Bad("The method is not a token.");
  const std::string_view target = line.substr(first + 1, last - first - 1);
  if (target.size() > limits.target_bytes) {
    return Status::Refused(
        "target-too-long",
        "The request target is longer than " + Counted(limits.target_bytes, "byte", "bytes") + ".");
  }
  return ReadTarget(target, head);
}

// Headers that would let a client speak for the server or that we do not serve.
bool IsDropped(std::string_view name) {
  static constexpr std::array<std::string_view, 8> kDropped = {
      "remote_addr", "remote_port", "local_addr", "local_port",
      "range",       "if-range",    "te",         "accept-encoding"};
  for (std::string_view dropped : kDropped) {
    if (name == dropped) return true;
  }
  return false;
}

Status ReadHeader(std::string_view line, RequestHead& head) {
  if (line.front() == ' ' || line.front() == '\t') return Bad("Folded header lines are refused.");
  const std::size_t colon = line.find(':');
  if (colon == line.npos || !IsToken(line.substr(0, colon))) {
    return Bad("A header line must be NAME: VALUE.");
  }
  std::string name = AsciiLower(line.substr(0, colon));
  const std::string_view value = Trim(line.substr(colon + 1));
  if (!IsDropped(name)) head.request.headers.emplace_back(std::move(name), std::string(value));
  return {};
}

std::vector<std::string> All(const HttpRequest& request, std::string_view name) {
  std::vector<std::string> values;
  for (const auto& [key, value] : request.headers) {
    if (key == name) values.push_back(value);
  }
  return values;
}

Status ReadBodyLength(const ServerLimits& limits, RequestHead& head) {
  const std::vector<std::string> lengths = All(head.request, "content-length");
  const std::vector<std::string> codings = All(head.request, "transfer-encoding");
  if (!lengths.empty() && !codings.empty()) {
    return Bad("Content-Length and Transfer-Encoding must not stand together.");
  }
  if (lengths.size() > 1) return Bad("There is more than one Content-Length.");
  if (!codings.empty()) {
    if (codings.size() > 1 || AsciiLower(codings[0]) != "chunked" || head.minor == 0) {
      return Bad("The only Transfer-Encoding this server reads is 'chunked'.");
    }
    head.chunked = true;
  }
  if (!lengths.empty()) {
    const std::string& text = lengths[0];
    const auto [end, error] =
        std::from_chars(text.data(), text.data() + text.size(), head.body_length);
    if (error != std::errc() || end != text.data() + text.size() || text[0] == '-') {
      return Bad("Content-Length is not a number.");
    }
    if (head.body_length > limits.body_bytes) {
      return Status::Refused(
          "body-too-large",
          "The body is larger than " + Counted(limits.body_bytes, "byte", "bytes") + ".");
    }
  }
  if (head.has_body() && (head.request.method == "GET" || head.request.method == "HEAD")) {
    return Bad("A " + head.request.method + " request has no body.");
  }
  return {};
}

Status ReadConnection(RequestHead& head) {
  for (const std::string& value : All(head.request, "connection")) {
    for (std::string_view option : Split(value, ',')) {
      const std::string lower = AsciiLower(Trim(option));
      if (lower == "close") head.keep_alive = false;
      if (lower == "keep-alive" && head.minor == 0) head.keep_alive = true;
    }
  }
  const std::vector<std::string> expectations = All(head.request, "expect");
  if (expectations.empty()) return {};
  if (expectations.size() > 1 || AsciiLower(expectations[0]) != "100-continue") {
    return Status::Refused("expectation-failed", "The only expectation known is 100-continue.");
  }
  head.expects_continue = head.minor == 1;
  return {};
}

Status CheckHost(const RequestHead& head) {
  const std::vector<std::string> hosts = All(head.request, "host");
  if (hosts.size() > 1 || (hosts.empty() && head.minor == 1)) {
    return Bad("A request names one Host.");
  }
  return {};
}

}  // namespace

Result<RequestHead> ParseRequestHead(std::string_view text, const ServerLimits& limits) {
  RequestHead head;
  std::size_t lines = 0;
  while (true) {
    const std::size_t end = text.find("\r\n");
    if (end == text.npos) return Bad("The head must end with an empty line.");
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end + 2);
    if (HasControl(line)) return Bad("The head has a control character.");
    if (lines > 0 && line.empty()) break;
    if (++lines > limits.head_lines + 1) {
      return Status::Refused(
          "head-too-large",
          "There are more than " + Counted(limits.head_lines, "header", "headers") + ".");
    }
    Status s = lines == 1 ? ReadRequestLine(line, limits, head) : ReadHeader(line, head);
    if (!s.ok()) return s;
  }
  if (!text.empty()) return Bad("Something follows the head.");
  if (Status s = CheckHost(head); !s.ok()) return s;
  const std::string encoding = AsciiLower(head.request.Header("content-encoding"));
  if (!encoding.empty() && encoding != "identity") {
    return Status::Refused("unsupported-encoding",
                           "Compressed bodies are not read; send the file "
                           "as it is.");
  }
  if (Status s = ReadBodyLength(limits, head); !s.ok()) return s;
  if (Status s = ReadConnection(head); !s.ok()) return s;
  return head;
}

int HttpStatusOf(const Status& refusal) {
  static constexpr std::pair<std::string_view, int> kStatuses[] = {
      {"target-too-long", 414},      {"head-too-large", 431}, {"bad-version", 505},
      {"unsupported-encoding", 415}, {"body-too-large", 413}, {"expectation-failed", 417},
      {"body-too-slow", 408},        {"head-too-slow", 408},  {"too-busy", 503},
      {"wrong-host", 421},
  };
  for (const auto& [code, status] : kStatuses) {
    if (refusal.code() == code) return status;
  }
  return 400;
}

std::optional<std::string> PercentDecode(std::string_view text, bool plus) {
  std::string decoded;
  decoded.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%') {
      const int high = i + 2 < text.size() ? HexValue(text[i + 1]) : -1;
      const int low = high < 0 ? -1 : HexValue(text[i + 2]);
      if (low < 0) return std::nullopt;
      decoded += static_cast<char>(high * 16 + low);
      i += 2;
    } else {
      decoded += plus && text[i] == '+' ? ' ' : text[i];
    }
  }
  for (char c : decoded) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7F) return std::nullopt;
  }
  if (!IsValidUtf8(decoded)) return std::nullopt;
  return decoded;
}

bool IsLoopbackHost(std::string_view host) {
  if (host.starts_with('[')) {
    const std::size_t close = host.find(']');
    if (close == host.npos) return false;
    const std::string_view rest = host.substr(close + 1);
    return host.substr(1, close - 1) == "::1" && (rest.empty() || rest.front() == ':');
  }
  const std::string name = AsciiLower(host.substr(0, host.find(':')));
  return name == "localhost" || name == "127.0.0.1";
}

}  // namespace rapporteur
