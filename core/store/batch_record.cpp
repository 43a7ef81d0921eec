#include "core/store/batch_record.h"

#include "core/base/json.h"

namespace rapporteur {

void BatchRecord::SetFindings(const Findings& collected) {
  findings = collected.kept();
  findings_total = collected.total();
  findings_by_code = collected.by_code();
}

Json ToJson(const BatchRecord::Counted& counted) {
  if (counted.unit.empty()) return Json();
  Json json = {{"unit", counted.unit}, {"groups", counted.groups}, {"totals", Json::array()}};
  for (const BatchRecord::Counted::Total& total : counted.totals) {
    json["totals"].push_back(
        {{"country", total.country}, {"indicator", total.indicator}, {"count", total.count}});
  }
  json["skipped"] = Json::object();
  for (const auto& [reason, rows] : counted.skipped) json["skipped"][reason] = rows;
  return json;
}

BatchRecord::Counted ReadCounted(const Json& json) {
  BatchRecord::Counted counted;
  if (!json.is_object()) return counted;
  counted.unit = GetString(json, "unit");
  counted.groups = static_cast<std::uint64_t>(GetInt(json, "groups"));
  for (const Json& total : GetMember(json, "totals")) {
    counted.totals.push_back({GetString(total, "country"), GetString(total, "indicator"),
                              static_cast<std::uint64_t>(GetInt(total, "count"))});
  }
  for (const auto& [reason, rows] : GetMember(json, "skipped").items()) {
    counted.skipped[reason] = rows.get<std::uint64_t>();
  }
  return counted;
}

Json ToJson(const BatchRecord& record, bool brief) {
  Json json;
  json["format"] = "batch/1";
  json["batch"] = record.number == 0 ? Json() : Json(record.number);
  json["dry_run"] = record.dry_run;
  json["state"] = record.state;
  json["origin"] = record.origin;
  json["file"] = {{"name", NullIfEmpty(record.file.name)},
                  {"size", record.file.size},
                  {"sha256", NullIfEmpty(record.file.sha256)},
                  {"kept", record.file.kept},
                  {"encoding", NullIfEmpty(record.file.encoding)}};
  if (!record.counted.unit.empty()) {
    json["file"]["not_kept"] = "The rows are persons or cases; such a file is counted and never kept.";
  }
  json["counted"] = ToJson(record.counted);
  json["plugin"] = record.plugin.id.empty() ? Json()
                                            : Json{{"id", record.plugin.id},
                                                   {"version", record.plugin.version},
                                                   {"sha256", record.plugin.sha256}};
  if (!brief) json["options"] = Json::parse(record.options, nullptr, false);
  json["mapping"] = record.mapping.name.empty() ? Json()
                                                : Json{{"name", record.mapping.name},
                                                       {"version", record.mapping.version}};
  json["user"] = record.user;
  json["started"] = NullIfEmpty(record.started);
  json["finished"] = NullIfEmpty(record.finished);
  json["rows"] = {{"read", record.rows.read},
                  {"mapped", record.rows.mapped},
                  {"skipped", record.rows.skipped},
                  {"refused", record.rows.refused}};
  json["observations"] = {{"added", record.observations.added},
                          {"changed", record.observations.changed},
                          {"unchanged", record.observations.unchanged},
                          {"refused", record.observations.refused}};
  if (!brief) {
    Json findings = Json::array();
    for (const Finding& finding : record.findings) findings.push_back(ToJson(finding));
    json["findings"] = std::move(findings);
  }
  json["findings_total"] = record.findings_total;
  Json by_code = Json::object();
  for (const auto& [code, count] : record.findings_by_code) by_code[code] = count;
  json["findings_by_code"] = std::move(by_code);
  json["accepted_good_rows"] = record.accepted_good_rows;
  json["known_file"] = record.known.number == 0 ? Json()
                                                : Json{{"batch", record.known.number},
                                                       {"finished", record.known.finished},
                                                       {"user", record.known.user}};
  json["undone_at"] = NullIfEmpty(record.undone_at);
  json["undone_by"] = NullIfEmpty(record.undone_by);
  // What was said when it was undone, else when it was entered.
  json["reason"] = NullIfEmpty(record.undone_reason.empty() ? record.reason : record.undone_reason);
  return json;
}

Json ToJson(const std::vector<BatchRecord>& batches) {
  Json json;
  json["format"] = "batches/1";
  json["count"] = batches.size();
  json["batches"] = Json::array();
  for (const BatchRecord& batch : batches) json["batches"].push_back(ToJson(batch, true));
  return json;
}

}  // namespace rapporteur
