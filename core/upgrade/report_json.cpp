#include <cstdint>

#include "core/base/json.h"
#include "core/export/observation_json.h"
#include "core/upgrade/upgrade.h"

namespace rapporteur {
namespace {

Json FieldJson(const FieldDifference& field) {
  Json json;
  json["field"] = field.name;
  json["old"] = NullIfEmpty(field.before);
  json["new"] = NullIfEmpty(field.after);
  json["meaning"] = field.meaning;
  return json;
}

const char* KindName(ChangeKind kind) {
  return kind == ChangeKind::kAdded ? "added" : kind == ChangeKind::kRemoved ? "removed" : "changed";
}

Json DefinitionJson(const DefinitionChange& definition) {
  Json json;
  json["definition"] = definition.definition;
  json["change"] = KindName(definition.kind);
  json["values"] = definition.values;
  json["redefined"] = definition.redefined();
  json["grade"] = {{"old", NullIfEmpty(definition.grade_before)},
                   {"new", NullIfEmpty(definition.grade_after)}};
  json["fields"] = Json::array();
  for (const FieldDifference& field : definition.fields) json["fields"].push_back(FieldJson(field));
  return json;
}

Json IndicatorsJson(const DocumentChanges& changes) {
  Json json;
  for (const char* kind : {"added", "removed", "changed"}) json[kind] = Json::array();
  for (const IndicatorChange& change : changes.indicators) {
    Json entry;
    entry["code"] = change.code;
    entry["title"] = change.title.In("en");
    entry["values"] = change.values();
    entry["definitions"] = Json::array();
    for (const DefinitionChange& definition : change.definitions) {
      entry["definitions"].push_back(DefinitionJson(definition));
    }
    json[KindName(change.kind)].push_back(std::move(entry));
  }
  json["unchanged"] = changes.unchanged;
  return json;
}

Json MisfitsJson(const UpgradeReport& report) {
  Json json;
  json["total"] = report.misfit_total();
  json["by_kind"] = Json::object();
  for (const auto& [kind, count] : report.misfit_counts) json["by_kind"][kind] = count;
  json["values"] = Json::array();
  for (const MisfittingValue& one : report.misfits) {
    Json entry;
    entry["kind"] = one.misfit.kind;
    entry["reason"] = one.misfit.reason;
    entry["observation"] = ToJson(one.value);
    json["values"].push_back(std::move(entry));
  }
  return json;
}

Json FigureJson(const std::optional<Observation>& figure) {
  return figure ? ToJson(*figure) : Json(nullptr);
}

Json FiguresJson(const UpgradeReport& report) {
  Json json;
  json["total"] = report.moved_count;
  json["moved"] = Json::array();
  for (const MovedFigure& one : report.moved) {
    Json entry;
    entry["reason"] = one.reason;
    entry["old"] = FigureJson(one.before);
    entry["new"] = FigureJson(one.after);
    json["moved"].push_back(std::move(entry));
  }
  return json;
}

}  // namespace

Json ToJson(const UpgradeReport& report, bool dry_run) {
  Json json;
  json["format"] = "upgrade/1";
  json["plugin"] = report.id;
  json["kind"] = report.kind;
  json["country"] = NullIfEmpty(report.country);
  json["dry_run"] = dry_run;
  json["from"] = report.from;
  json["to"] = report.to;
  if (!report.has_document) return json;
  json["base"] = {{"from", NullIfEmpty(report.base_from)}, {"to", NullIfEmpty(report.base_to)}};
  json["indicators"] = IndicatorsJson(report.changes);
  json["lists"] = Json::array();
  for (const ListChange& list : report.changes.lists) {
    json["lists"].push_back(
        {{"list", list.list}, {"added", list.added}, {"removed", list.removed}});
  }
  json["settings"] = Json::array();
  for (const SettingChange& setting : report.changes.settings) {
    json["settings"].push_back(
        {{"setting", setting.name}, {"old", setting.before}, {"new", setting.after}});
  }
  json["redefined"] = Json::array();
  for (const DefinitionChange* one : report.redefined()) json["redefined"].push_back(one->definition);
  json["misfits"] = MisfitsJson(report);
  json["figures"] = FiguresJson(report);
  json["grades"] = Json::array();
  for (const GradeChange& grade : report.grades) {
    json["grades"].push_back({{"country", grade.country},
                              {"indicator", grade.indicator},
                              {"definition", grade.definition},
                              {"old", NullIfEmpty(grade.before)},
                              {"new", NullIfEmpty(grade.after)}});
  }
  json["based_on_old"] = report.based_on_old;
  return json;
}

}  // namespace rapporteur
