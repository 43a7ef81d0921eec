#include "core/model/finding.h"

#include "core/base/json.h"

namespace rapporteur {
namespace {

Json NumberOrNull(const std::optional<double>& number) {
  return number ? Json(*number) : Json(nullptr);
}

}  // namespace

std::string LevelName(Level level) {
  static constexpr const char* kNames[] = {"info", "warning", "error"};
  return kNames[static_cast<int>(level)];
}

Level ParseLevel(const std::string& name) {
  if (name == "info") return Level::kInfo;
  return name == "warning" ? Level::kWarning : Level::kError;
}

Json ToJson(const Finding& finding) {
  Json json;
  json["level"] = LevelName(finding.level);
  json["code"] = finding.code;
  json["sheet"] = NullIfEmpty(finding.place.sheet);
  json["row"] = finding.place.row == 0 ? Json(nullptr) : Json(finding.place.row);
  json["column"] = NullIfEmpty(finding.place.column);
  json["found"] = NullIfEmpty(finding.found);
  json["expected"] = NullIfEmpty(finding.expected);
  json["hint"] = NullIfEmpty(finding.hint);
  json["message"] = finding.message;
  return json;
}

Json ToJson(const CheckFinding& finding) {
  Json json;
  json["level"] = LevelName(finding.level);
  json["rule"] = finding.rule;
  json["country"] = finding.country;
  json["indicator"] = finding.indicator;
  json["territory"] = finding.territory;
  json["period"] = finding.period;
  json["dimensions"] = Json::object();
  for (const auto& [dimension, code] : ParseDimensions(finding.dimensions)) {
    json["dimensions"][dimension] = code;
  }
  json["found"] = NumberOrNull(finding.found);
  json["expected"] = NumberOrNull(finding.expected);
  json["gap"] = NumberOrNull(finding.gap);
  json["message"] = finding.message;
  json["hint"] = NullIfEmpty(finding.hint);
  return json;
}

void Findings::Add(Finding finding) {
  ++total_;
  ++by_code_[finding.code];
  if (finding.level == Level::kError) {
    ++errors_;
    ++errors_by_code_[finding.code];
  }
  if (kept_.size() < kKept) kept_.push_back(std::move(finding));
}

}  // namespace rapporteur
