#include "core/base/json_layout.h"

#include "core/base/json.h"

namespace rapporteur {
namespace {

std::string Named(const std::string& name) { return Json(name).dump() + ": "; }

std::string Lines(const Json& json, std::size_t indent, std::size_t before, std::size_t width) {
  const std::string flat = OnOneLine(json);
  const bool holds = json.is_structured() && !json.empty();
  if (!holds || (indent > 0 && indent + before + flat.size() <= width)) return flat;
  const std::string margin = "\n" + std::string(indent + 1, ' ');
  std::string text = json.is_object() ? "{" : "[";
  const char* comma = "";
  for (const auto& [name, value] : json.items()) {
    const std::string head = json.is_object() ? Named(name) : "";
    text += comma + margin + head + Lines(value, indent + 1, head.size(), width);
    comma = ",";
  }
  return text + "\n" + std::string(indent, ' ') + (json.is_object() ? "}" : "]");
}

}  // namespace

std::string OnOneLine(const Json& json) {
  if (!json.is_structured()) return json.dump();
  std::string text = json.is_object() ? "{" : "[";
  const char* comma = "";
  for (const auto& [name, value] : json.items()) {
    text += comma + (json.is_object() ? Named(name) : "") + OnOneLine(value);
    comma = ", ";
  }
  return text + (json.is_object() ? "}" : "]");
}

std::string LaidOut(const Json& json, std::size_t width) { return Lines(json, 0, 0, width) + "\n"; }

}  // namespace rapporteur
