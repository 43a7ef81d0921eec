#include "tests/web/request_head_properties.h"

#include "core/base/utf8.h"
#include "core/web/request_head.h"

namespace rapporteur {
namespace {

bool IsClean(std::string_view text) {
  for (char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte < 0x20 && c != '\t') || byte == 0x7F) return false;
  }
  return true;
}

}  // namespace

std::string BrokenHeadProperty(std::string_view text) {
  const ServerLimits limits;
  const Result<RequestHead> head = ParseRequestHead(text, limits);
  if (!head.ok()) {
    if (!head.status().message().ends_with('.')) return "A refusal is no sentence.";
    return HttpStatusOf(head.status()) < 400 ? "A refusal has no status." : "";
  }
  if (!text.ends_with("\r\n\r\n")) return "A head without end was accepted.";
  const HttpRequest& request = head->request;
  if (request.headers.size() > limits.head_lines) return "Too many headers were accepted.";
  if (head->body_length > limits.body_bytes) return "Too long a body was accepted.";
  if (head->chunked && head->body_length > 0) return "A body has two lengths.";
  for (const auto& [name, value] : request.headers) {
    if (name.empty() || !IsClean(name) || !IsClean(value)) return "A header is not clean.";
    if (name == "range" || name == "remote_addr") return "A header that is dropped came through.";
  }
  for (const std::string& segment : request.segments) {
    if (!IsClean(segment) || !IsValidUtf8(segment)) return "A segment is not clean.";
  }
  for (const auto& [name, value] : request.query) {
    if (!IsClean(name + value) || !IsValidUtf8(name + value)) return "A query is not clean.";
  }
  const std::string again = "GET " + request.Path() + " HTTP/1.1\r\nHost: a\r\n\r\n";
  if (request.Path().size() > limits.target_bytes) return "";
  const Result<RequestHead> second = ParseRequestHead(again, limits);
  if (!second.ok()) return "A path that was printed is refused.";
  return second->request.segments == request.segments
             ? ""
             : "A path that was printed reads differently.";
}

}  // namespace rapporteur
