#include "core/cli/indicator_json.h"

#include "core/base/json.h"
#include "core/base/text.h"

namespace rapporteur {
namespace {

Json TextJson(const LocalText& text) {
  Json json = Json::object();
  for (const auto& [language, value] : text.texts()) json[language] = value;
  return json;
}

Json VersionJson(const IndicatorVersion& v) {
  Json json;
  json["definition_id"] = v.definition;
  json["version"] = v.version;
  json["valid_from"] = v.valid_from == kFirstDate ? Json(nullptr) : Json(FormatDate(v.valid_from));
  json["valid_to"] = v.valid_to == kLastDate ? Json(nullptr) : Json(FormatDate(v.valid_to));
  json["decision"] = v.decision;
  json["type"] = v.type;
  json["value_kind"] = v.value_kind;
  json["unit"] = v.unit;
  json["person_status"] = v.person_status;
  json["counting_unit"] = v.counting_unit;
  json["counting_mode"] = v.counting_mode;
  json["age_reference"] = v.age_reference;
  json["reference"] = v.reference;
  json["dimensions"] = v.dimensions;
  json["by_territory"] = v.by_territory;
  json["question"] = TextJson(v.question);
  json["definition"] = TextJson(v.definition_text);
  json["formula"] = NullIfEmpty(v.formula);
  json["subset_of"] = NullIfEmpty(v.subset_of);
  json["same_as"] = NullIfEmpty(v.same_as);
  json["base"] = v.base_code.empty() ? Json(nullptr)
                                     : Json("REG:" + v.base_code + "@" + std::to_string(v.base_version));
  json["changes"] = Json::array();
  for (const Change& change : v.changes) {
    Json entry;
    entry["field"] = change.field;
    entry["to"] = change.to;
    entry["reason"] = TextJson(change.reason);
    json["changes"].push_back(std::move(entry));
  }
  json["reason"] = TextJson(v.reason);
  json["asked_from"] = v.asked_from;
  json["laws"] = v.laws;
  json["review"] = v.review;
  return json;
}

void AddLine(std::string& text, const std::string& name, const std::string& value) {
  if (!value.empty()) text += name + ": " + value + "\n";
}

}  // namespace

Json IndicatorJson(const Indicator& indicator, bool all) {
  const IndicatorVersion& newest = indicator.newest();
  Json json;
  json["code"] = indicator.code;
  json["area"] = newest.area;
  json["core"] = newest.core;
  if (all) {
    json["versions"] = Json::array();
    for (const IndicatorVersion& version : indicator.versions) {
      json["versions"].push_back(VersionJson(version));
    }
    return json;
  }
  json["definition"] = newest.definition;
  json["decision"] = newest.decision;
  json["value_kind"] = newest.value_kind;
  json["unit"] = newest.unit;
  json["question"] = TextJson(newest.question);
  return json;
}

std::string IndicatorText(const Indicator& indicator, const std::string& language) {
  std::string text;
  for (const IndicatorVersion& v : indicator.versions) {
    text += v.definition + (v.core ? " (core)" : "") + "\n";
    text += v.question.In(language) + "\n";
    AddLine(text, "definition", v.definition_text.In(language));
    AddLine(text, "kind", v.type + ", " + v.value_kind + ", " + v.unit);
    AddLine(text, "counts", "persons: " + v.person_status + "; unit: " + v.counting_unit + "; mode: " +
                                v.counting_mode + "; age at: " + v.age_reference + "; reference: " +
                                v.reference);
    AddLine(text, "broken down by",
            Join(v.dimensions, ", ") + (v.by_territory ? ", territory" : ""));
    AddLine(text, "formula", v.formula);
    AddLine(text, "part of", v.subset_of);
    AddLine(text, "same as", v.same_as);
    AddLine(text, "decision", v.decision +
                                  (v.base_code.empty() ? "" : " from REG:" + v.base_code + "@" +
                                                                  std::to_string(v.base_version)));
    AddLine(text, "reason", v.reason.In(language));
    for (const Change& change : v.changes) {
      AddLine(text, "differs in " + change.field, change.to + " - " + change.reason.In(language));
    }
    AddLine(text, "asked from", Join(v.asked_from, ", "));
    AddLine(text, "laws", Join(v.laws, ", "));
    AddLine(text, "review needed", Join(v.review, ", "));
    text += "\n";
  }
  return text;
}

}  // namespace rapporteur
