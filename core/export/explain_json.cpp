#include "core/export/explain_json.h"

#include "core/base/json.h"
#include "core/export/observation_json.h"

namespace rapporteur {
namespace {

Json NodeJson(const ExplainNode& node) {
  // A cell without an observation has the same members.
  Observation empty;
  empty.key = node.key;
  empty.period = node.period;
  empty.value = node.value;
  const Json cell = ToJson(node.observation ? *node.observation : empty);
  Json json;
  for (const char* member : {"country", "indicator", "territory", "period", "dimensions", "value",
                             "text", "status", "flags"}) {
    json[member] = cell[member];
  }
  json["ref"] = NullIfEmpty(node.ref);
  json["title"] = NullIfEmpty(node.title);
  json["unit"] = NullIfEmpty(node.unit);
  json["definition"] = NullIfEmpty(node.definition);
  json["formula"] = NullIfEmpty(node.formula);
  json["rule"] = NullIfEmpty(node.rule);
  json["formula_value"] = node.formula_value ? Json(*node.formula_value) : Json(nullptr);
  json["left_out"] = node.left_out;
  json["reason"] = NullIfEmpty(node.reason);
  json["place"] = node.observation ? cell["place"] : Json(nullptr);
  json["observation"] = node.observation ? cell : Json::object();
  json["others"] = Json::array();
  for (const Observation& other : node.others) json["others"].push_back(ToJson(other));
  json["repeated"] = node.repeated;
  json["inputs"] = Json::array();
  for (const ExplainNode& input : node.inputs) json["inputs"].push_back(NodeJson(input));
  return json;
}

}  // namespace

Json ToJson(const ExplainNode& node) {
  Json json;
  json["format"] = "explain/1";
  json["node"] = NodeJson(node);
  return json;
}

}  // namespace rapporteur
