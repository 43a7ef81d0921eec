#include "core/model/document_text.h"

#include <algorithm>
#include <cstddef>

#include "core/base/json.h"
#include "core/base/json_layout.h"

namespace rapporteur {
namespace {

constexpr std::size_t kLine = 150;       // an object or a list of plain values
constexpr std::size_t kListLine = 220;   // a list of plain values alone
constexpr std::size_t kEntryLine = 330;  // an entry of a list: one institution, one source

// In characters, as an editor shows it.
std::size_t Length(const std::string& text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

int Depth(const Json& value) {
  if (!value.is_structured()) return 0;
  int depth = 0;
  for (const Json& item : value) depth = std::max(depth, Depth(item));
  return depth + 1;
}

bool HasObjects(const Json& value) {
  return value.is_array() &&
         std::any_of(value.begin(), value.end(), [](const Json& item) { return item.is_object(); });
}

// A version of an indicator is always on lines of its own, however short it is.
bool IsShortEntry(const Json& item, const std::string& line) {
  return item.is_object() && Depth(item) <= 3 && Length(line) <= kEntryLine &&
         !item.contains("versions") && !item.contains("version");
}

void Append(const Json& value, std::size_t indent, std::string& out) {
  const std::string line = OnOneLine(value);
  const bool objects = HasObjects(value);
  if (!value.is_structured() || value.empty()) {
    out += line;
    return;
  }
  const int depth = Depth(value);
  const bool plain_list = value.is_array() && depth == 1;
  if (!objects && ((depth <= 2 && Length(line) + indent <= kLine) ||
                   (plain_list && Length(line) <= kListLine))) {
    out += line;
    return;
  }
  const std::string margin = "\n" + std::string(indent + 1, ' ');
  out += value.is_object() ? '{' : '[';
  const char* comma = "";
  for (const auto& [key, item] : value.items()) {
    out += comma + margin;
    comma = ",";
    if (value.is_object()) out += Json(key).dump() + ": ";
    const std::string entry = value.is_array() ? OnOneLine(item) : "";
    if (value.is_array() && IsShortEntry(item, entry)) {
      out += entry;
    } else {
      Append(item, indent + 1, out);
    }
  }
  out += "\n" + std::string(indent, ' ') + (value.is_object() ? '}' : ']');
}

}  // namespace

std::string DocumentText(const Json& document) {
  std::string text;
  Append(document, 0, text);
  return text + "\n";
}

std::string InLayoutOf(const std::string& original, const Json& was, const Json& document) {
  return original == LaidOut(was) ? LaidOut(document) : DocumentText(document);
}

}  // namespace rapporteur
