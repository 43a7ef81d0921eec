#include "core/base/json.h"

#include <set>

namespace rapporteur {
namespace {

constexpr int kMaxDepth = 100;

std::string PlaceOf(std::string_view text, std::size_t byte) {
  std::size_t line = 1, column = 1;
  for (std::size_t i = 0; i + 1 < byte && i < text.size(); ++i) {
    if (text[i] == '\n') {
      ++line;
      column = 1;
    } else {
      ++column;
    }
  }
  return "line " + std::to_string(line) + ", column " + std::to_string(column);
}

}  // namespace

Result<Json> ParseJson(std::string_view text, const std::string& what) {
  std::vector<std::set<std::string>> keys;
  std::string problem;
  auto callback = [&](int depth, Json::parse_event_t event, Json& parsed) {
    if (depth > kMaxDepth) problem = "nested deeper than 100 levels";
    if (event == Json::parse_event_t::object_start) keys.emplace_back();
    if (event == Json::parse_event_t::object_end && !keys.empty()) keys.pop_back();
    if (event == Json::parse_event_t::key && !keys.empty() &&
        !keys.back().insert(parsed.get<std::string>()).second) {
      problem = "the member \"" + parsed.get<std::string>() + "\" appears twice in one object";
    }
    return true;
  };
  try {
    Json document = Json::parse(text.begin(), text.end(), callback);
    if (!problem.empty()) return Status::Refused("invalid-json", what + ": " + problem + ".");
    return document;
  } catch (const Json::parse_error& error) {
    return Status::Refused("invalid-json", what + ", " + PlaceOf(text, error.byte) +
                                               ": this is not valid JSON.");
  }
}

std::string GetString(const Json& object, const char* key, const std::string& otherwise) {
  const Json& member = GetMember(object, key);
  return member.is_string() ? member.get<std::string>() : otherwise;
}

std::int64_t GetInt(const Json& object, const char* key, std::int64_t otherwise) {
  const Json& member = GetMember(object, key);
  return member.is_number_integer() ? member.get<std::int64_t>() : otherwise;
}

std::optional<double> GetNumber(const Json& object, const char* key) {
  const Json& member = GetMember(object, key);
  if (!member.is_number()) return std::nullopt;
  return member.get<double>();
}

bool GetBool(const Json& object, const char* key, bool otherwise) {
  const Json& member = GetMember(object, key);
  return member.is_boolean() ? member.get<bool>() : otherwise;
}

std::vector<std::string> GetStrings(const Json& object, const char* key) {
  std::vector<std::string> strings;
  const Json& member = GetMember(object, key);
  if (!member.is_array()) return strings;
  for (const Json& item : member) {
    if (item.is_string()) strings.push_back(item.get<std::string>());
  }
  return strings;
}

const Json& GetMember(const Json& object, const char* key) {
  static const Json kNull;
  if (!object.is_object()) return kNull;
  auto it = object.find(key);
  return it == object.end() ? kNull : *it;
}

Result<std::string> RequireString(const Json& object, const char* key, const std::string& what) {
  const Json& member = GetMember(object, key);
  if (member.is_string()) return member.get<std::string>();
  return Status::Refused("missing-member", what + ": the member \"" + key +
                                               "\" is missing or is not a text.");
}

Json NullIfEmpty(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

std::string DumpJson(const Json& json, int indent) {
  return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}

Json ErrorJson(const Status& status, const Json& more) {
  const Place& place = status.place();
  Json error;
  error["status"] = static_cast<int>(status.failure());
  error["code"] = status.code();
  error["message"] = status.message();
  error["file"] = NullIfEmpty(place.file);
  error["sheet"] = NullIfEmpty(place.sheet);
  error["row"] = place.row == 0 ? Json(nullptr) : Json(place.row);
  error["column"] = NullIfEmpty(place.column);
  error["hint"] = NullIfEmpty(status.hint());
  const Json& findings = GetMember(more, "findings");
  error["findings"] = findings.is_array() ? findings : Json::array();
  Json document;
  document["error"] = std::move(error);
  if (!more.empty()) document["result"] = more;
  return document;
}

}  // namespace rapporteur
