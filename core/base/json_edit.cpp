#include "core/base/json_edit.h"

#include <string_view>

#include "core/base/json.h"
#include "core/base/json_layout.h"

namespace rapporteur {
namespace {

bool IsSpace(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

// Finds where values of a valid document begin and end.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  std::size_t SkipSpace(std::size_t i) const {
    while (i < text_.size() && IsSpace(text_[i])) ++i;
    return i;
  }

  std::size_t SkipString(std::size_t i) const {
    for (++i; i < text_.size() && text_[i] != '"'; ++i) {
      if (text_[i] == '\\') ++i;
    }
    return i + 1;
  }

  // Behind the value that begins at `i`.
  std::size_t SkipValue(std::size_t i) const {
    if (text_[i] == '"') return SkipString(i);
    std::size_t depth = 0;
    while (i < text_.size()) {
      const char c = text_[i];
      if (c == '"') {
        i = SkipString(i);
        continue;
      }
      if (depth == 0 && (c == ',' || c == '}' || c == ']' || IsSpace(c))) return i;
      if (c == '{' || c == '[') ++depth;
      if (c == '}' || c == ']') --depth;
      ++i;
      if (depth == 0 && (c == '}' || c == ']')) return i;
    }
    return i;
  }

  std::string_view text() const { return text_; }

 private:
  std::string_view text_;
};

// `value` within the objects that the rest of the path names.
Json Nested(const JsonPath& path, std::size_t from, const Json& value) {
  if (from == path.size()) return value;
  return Json{{path[from].member, Nested(path, from + 1, value)}};
}

Status NoPlace(const std::string& what, const JsonPath& path) {
  std::string shown;
  for (const JsonStep& step : path) {
    if (step.in_array) {
      shown += "[" + std::to_string(step.index) + "]";
    } else {
      shown += (shown.empty() ? "" : ".") + step.member;
    }
  }
  return Status::Refused("no-such-place", what + ", " + shown + ": the document has no such place.");
}

// The object that begins at `open` with one member more.
std::string WithNewMember(const Scanner& scan, std::size_t open, const std::string& member) {
  const std::string text(scan.text());
  std::size_t i = scan.SkipSpace(open + 1);
  if (text[i] == '}') return text.substr(0, open + 1) + member + text.substr(i);
  const std::string before = text.substr(open + 1, i - open - 1);
  const std::string between = before.find('\n') == std::string::npos ? " " : before;
  std::size_t end = i;
  while (text[i] != '}') {
    i = scan.SkipSpace(scan.SkipString(i)) + 1;  // behind the colon
    end = scan.SkipValue(scan.SkipSpace(i));
    i = scan.SkipSpace(end);
    if (text[i] == ',') i = scan.SkipSpace(i + 1);
  }
  return text.substr(0, end) + "," + between + member + text.substr(end);
}

}  // namespace

Result<std::string> WithMember(const std::string& text, const JsonPath& path, const Json& value,
                               const std::string& what) {
  const Scanner scan(text);
  std::size_t at = scan.SkipSpace(0);
  for (std::size_t step = 0; step < path.size(); ++step) {
    if (text[at] != (path[step].in_array ? '[' : '{')) return NoPlace(what, path);
    const std::size_t open = at;
    bool found = false;
    std::size_t position = 0;
    for (std::size_t i = scan.SkipSpace(open + 1); text[i] != '}' && text[i] != ']';) {
      bool wanted = path[step].in_array && position++ == path[step].index;
      if (!path[step].in_array) {
        const std::size_t end = scan.SkipString(i);
        const Json name = Json::parse(text.substr(i, end - i), nullptr, false);
        wanted = name.is_string() && name.get<std::string>() == path[step].member;
        i = scan.SkipSpace(scan.SkipSpace(end) + 1);
      }
      if (wanted) {
        at = i;
        found = true;
        break;
      }
      i = scan.SkipSpace(scan.SkipValue(i));
      if (text[i] == ',') i = scan.SkipSpace(i + 1);
    }
    if (found) continue;
    if (path[step].in_array) return NoPlace(what, path);
    for (std::size_t rest = step; rest < path.size(); ++rest) {
      if (path[rest].in_array) return NoPlace(what, path);
    }
    return WithNewMember(scan, open,
                         Json(path[step].member).dump() + ": " +
                             OnOneLine(Nested(path, step + 1, value)));
  }
  return text.substr(0, at) + OnOneLine(value) + text.substr(scan.SkipValue(at));
}

}  // namespace rapporteur
