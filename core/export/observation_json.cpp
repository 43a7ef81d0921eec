#include "core/export/observation_json.h"

#include <cmath>

#include "core/base/json.h"

namespace rapporteur {
namespace {

// Whole numbers without ".0".
Json NumberJson(double number) {
  if (std::nearbyint(number) == number && std::abs(number) < 9e15) {
    return static_cast<std::int64_t>(number);
  }
  return number;
}

}  // namespace

Json ToJson(const Observation& o) {
  Json json;
  json["country"] = o.key.country;
  json["indicator"] = o.key.indicator;
  json["territory"] = o.key.territory;
  json["period"] = o.period;
  json["dimensions"] = Json::object();
  for (const auto& [dimension, code] : ParseDimensions(o.key.dimensions)) {
    json["dimensions"][dimension] = code;
  }
  json["value"] = o.value.number ? NumberJson(*o.value.number) : Json(nullptr);
  json["text"] = NullIfEmpty(o.value.text);
  json["status"] = o.value.status;
  json["flags"] = Json::array();
  for (char flag : o.value.flags) json["flags"].push_back(std::string(1, flag));
  json["unit"] = NullIfEmpty(o.remarks.unit);
  json["origin"] = o.origin;
  json["source"] = NullIfEmpty(o.source);
  json["counted_by"] = NullIfEmpty(o.counted_by);
  json["publication"] = NullIfEmpty(o.publication);
  json["chosen"] = o.chosen;
  json["choice"] = nullptr;
  if (o.chosen && !o.choice_by.empty()) {
    json["choice"] = Json::object();
    json["choice"]["by"] = o.choice_by;
    json["choice"]["reason"] = o.choice_reason;
  }
  json["disputed"] = o.disputed;
  json["revision"] = o.revision;
  json["current"] = o.current;
  json["withdrawn"] = o.withdrawn;
  json["definition"] = NullIfEmpty(o.definition);
  json["note"] = NullIfEmpty(o.remarks.note);
  json["source_ref"] = NullIfEmpty(o.remarks.source_ref);
  json["evidence"] = NullIfEmpty(o.remarks.evidence);
  json["law"] = NullIfEmpty(o.remarks.law);
  json["counting_mode"] = NullIfEmpty(o.remarks.counting_mode);
  json["place"] = nullptr;
  if (o.batch > 0) {
    json["place"] = Json::object();
    json["place"]["batch"] = o.batch;
    json["place"]["file"] = NullIfEmpty(o.file);
    json["place"]["sheet"] = NullIfEmpty(o.sheet);
    json["place"]["row"] = o.row == 0 ? Json(nullptr) : Json(o.row);
  }
  return json;
}

}  // namespace rapporteur
