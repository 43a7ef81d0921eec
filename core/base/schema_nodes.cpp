#include "core/base/schema_nodes.h"

#include <algorithm>
#include <regex>

#include "core/base/json.h"

namespace rapporteur {
namespace {

constexpr int kMaxReferences = 20;  // a schema that refers to itself must not lead us round

bool HasType(const Json& value, const std::string& type) {
  if (type == "object") return value.is_object();
  if (type == "array") return value.is_array();
  if (type == "string") return value.is_string();
  if (type == "integer") return value.is_number_integer();
  if (type == "number") return value.is_number();
  if (type == "boolean") return value.is_boolean();
  return type == "null" && value.is_null();
}

bool TypeFits(const Json& type, const Json& value) {
  if (type.is_string()) return HasType(value, type.get<std::string>());
  return std::any_of(type.begin(), type.end(), [&](const Json& one) {
    return one.is_string() && HasType(value, one.get<std::string>());
  });
}

bool Matches(const std::string& pattern, const std::string& name) {
  return std::regex_search(name, std::regex(pattern));
}

}  // namespace

SchemaNodes::Nodes SchemaNodes::Root(const Json& document) const {
  Nodes nodes;
  Add(schema_, document, 0, nodes);
  return nodes;
}

SchemaNodes::Nodes SchemaNodes::Member(const Nodes& nodes, const std::string& name,
                                       const Json& value) const {
  Nodes found;
  for (const Json* node : nodes) {
    bool named = false;
    const Json& properties = GetMember(*node, "properties");
    if (auto it = properties.find(name); properties.is_object() && it != properties.end()) {
      Add(*it, value, 0, found);
      named = true;
    }
    for (const auto& [pattern, member] : GetMember(*node, "patternProperties").items()) {
      if (!Matches(pattern, name)) continue;
      Add(member, value, 0, found);
      named = true;
    }
    if (!named) Add(GetMember(*node, "additionalProperties"), value, 0, found);
  }
  return found;
}

SchemaNodes::Nodes SchemaNodes::Item(const Nodes& nodes, std::size_t index,
                                     const Json& value) const {
  Nodes found;
  for (const Json* node : nodes) {
    const Json& items = GetMember(*node, "items");
    if (items.is_array() && index < items.size()) Add(items[index], value, 0, found);
    if (items.is_object()) Add(items, value, 0, found);
  }
  return found;
}

bool SchemaNodes::KnowsMember(const Nodes& nodes, const std::string& name) {
  for (const Json* node : nodes) {
    if (GetMember(*node, "properties").contains(name)) return true;
    if (GetMember(*node, "additionalProperties").is_object()) return true;
    for (const auto& [pattern, member] : GetMember(*node, "patternProperties").items()) {
      if (Matches(pattern, name)) return true;
    }
  }
  return false;
}

bool SchemaNodes::AcceptsType(const Nodes& nodes, const Json& value) {
  for (const Json* node : nodes) {
    if (auto it = node->find("type"); it != node->end() && TypeFits(*it, value)) return true;
    for (const Json& one : GetMember(*node, "enum")) {
      if (one.type() == value.type()) return true;
    }
    if (auto it = node->find("const"); it != node->end() && it->type() == value.type()) return true;
  }
  return false;
}

void SchemaNodes::Add(const Json& node, const Json& value, int depth, Nodes& into) const {
  if (!node.is_object() || depth > kMaxReferences) return;
  if (node.contains("$ref")) return Add(Follow(node), value, depth + 1, into);
  into.push_back(&node);
  for (const char* branches : {"allOf", "anyOf", "oneOf"}) {
    for (const Json& branch : GetMember(node, branches)) Add(branch, value, depth + 1, into);
  }
  if (const Json& condition = GetMember(node, "if"); condition.is_object()) {
    Add(GetMember(node, Holds(condition, value) ? "then" : "else"), value, depth + 1, into);
  }
}

const Json& SchemaNodes::Follow(const Json& node) const {
  static const Json kNothing;
  const std::string reference = GetString(node, "$ref"), prefix = "#/definitions/";
  if (!reference.starts_with(prefix)) return kNothing;
  return GetMember(GetMember(schema_, "definitions"), reference.c_str() + prefix.size());
}

bool SchemaNodes::Holds(const Json& condition, const Json& value) const {
  if (auto it = condition.find("type"); it != condition.end() && !TypeFits(*it, value))
    return false;
  if (auto it = condition.find("const"); it != condition.end() && *it != value) return false;
  if (const Json& allowed = GetMember(condition, "enum");
      allowed.is_array() && std::find(allowed.begin(), allowed.end(), value) == allowed.end()) {
    return false;
  }
  for (const Json& name : GetMember(condition, "required")) {
    if (!value.is_object() || !value.contains(name.get<std::string>())) return false;
  }
  for (const auto& [name, member] : GetMember(condition, "properties").items()) {
    if (value.is_object() && value.contains(name) && !Holds(member, value[name])) return false;
  }
  return true;
}

}  // namespace rapporteur
