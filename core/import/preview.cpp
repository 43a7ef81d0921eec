#include "core/import/preview.h"

#include <array>

#include "core/base/json.h"

namespace rapporteur {
namespace {

constexpr std::array<const char*, 5> kStages = {"read", "parse", "map", "check", "difference"};

Json PlaceJson(const std::string& sheet, std::uint64_t row) {
  return {{"sheet", NullIfEmpty(sheet)}, {"row", row == 0 ? Json() : Json(row)}};
}

Json ValueJson(const Value& value) {
  return {{"value", value.number ? Json(*value.number) : Json()},
          {"text", NullIfEmpty(value.text)},
          {"status", value.status},
          {"flags", value.flags}};
}

Json KeyJson(const SeriesKey& key, const std::string& period, const std::string& source) {
  Json dimensions = Json::object();
  for (const auto& [dimension, code] : ParseDimensions(key.dimensions)) dimensions[dimension] = code;
  return {{"country", key.country},   {"indicator", key.indicator}, {"territory", key.territory},
          {"period", period},         {"dimensions", dimensions},   {"source", source}};
}

Json ToJson(const ReadPart& part) {
  Json importers = Json::array();
  for (const ReadPart::Importer& importer : part.importers) {
    importers.push_back({{"id", importer.id},
                         {"score", importer.score},
                         {"problem", NullIfEmpty(importer.problem)}});
  }
  Json encoding;
  if (part.encoding) {
    encoding = {{"name", part.encoding->name},
                {"by", EncodingByName(part.encoding->by)},
                {"confidence", part.encoding->confidence},
                {"warning", NullIfEmpty(part.encoding->warning)}};
  }
  Json known;
  if (part.known.number != 0) {
    known = {{"batch", part.known.number},
             {"finished", part.known.finished},
             {"user", part.known.user}};
  }
  return {{"name", part.name},
          {"size", part.size},
          {"sha256", part.sha256},
          {"encoding", std::move(encoding)},
          {"importers", std::move(importers)},
          {"importer", NullIfEmpty(part.chosen)},
          {"importer_by", part.chosen_by},
          {"known_file", std::move(known)}};
}

Json ToJson(const PreviewRow& row) {
  Json json = PlaceJson(row.sheet, row.row);
  json["cells"] = row.cells;
  json["issues"] = row.issues;
  json["outcome"] = NullIfEmpty(row.outcome);
  Json observations = Json::array();
  for (const PreviewRow::Cell& cell : row.observations) {
    Json one = KeyJson(cell.key, cell.period, cell.source);
    one.update(ValueJson(cell.value));
    one["definition"] = cell.definition;
    observations.push_back(std::move(one));
  }
  json["observations"] = std::move(observations);
  return json;
}

template <typename Rows>
Json RowsJson(const Rows& rows) {
  Json json = Json::array();
  for (const PreviewRow& row : rows) json.push_back(ToJson(row));
  return json;
}

Json ToJson(const RowPreview& part) {
  Json columns = Json::array();
  for (const ColumnProfile& column : part.columns()) {
    columns.push_back({{"name", column.name},
                       {"type", NullIfEmpty(column.type)},
                       {"samples", column.samples},
                       {"filled", column.filled},
                       {"blank", column.blank},
                       {"different", column.more_values ? Json() : Json(column.values.size())}});
  }
  return {{"rows", part.rows()},
          {"columns_total", part.columns().size()},
          {"withheld", part.withheld()},
          {"columns", std::move(columns)},
          {"first", RowsJson(part.first())},
          {"last", RowsJson(part.last())},
          {"worst", RowsJson(part.worst())}};
}

Json ToJson(const UnknownCode& code) {
  Json suggestions = Json::array();
  for (const LabelMatch& match : code.suggestions) {
    suggestions.push_back(
        {{"code", match.code}, {"label", match.label}, {"likeness", match.likeness}});
  }
  return {{"column", NullIfEmpty(code.column)},
          {"target", code.target},
          {"found", code.found},
          {"count", code.count},
          {"first", PlaceJson(code.first.sheet, code.first.row)},
          {"actions", {"map", "reject", "ask"}},
          {"suggestions", std::move(suggestions)}};
}

Json ToJson(const MapPart& part) {
  Json columns = Json::array();
  for (const MapPart::Column& column : part.columns) {
    columns.push_back({{"from", NullIfEmpty(column.from)},
                       {"target", NullIfEmpty(column.target)},
                       {"constant", column.constant ? Json(*column.constant) : Json()},
                       {"codes", column.codes},
                       {"symbols", column.symbols},
                       {"note", NullIfEmpty(column.note)}});
  }
  Json skipped = Json::object();
  for (const auto& [reason, count] : part.skipped) skipped[reason] = count;
  Json unknown = Json::array();
  for (const UnknownCode& code : part.unknown) unknown.push_back(ToJson(code));
  return {{"mapping", part.name.empty() ? Json()
                                        : Json{{"name", part.name}, {"version", part.version}}},
          {"found_by", part.found_by},
          {"columns", std::move(columns)},
          {"rows", {{"read", part.rows.read},
                    {"mapped", part.rows.mapped},
                    {"skipped", part.rows.skipped},
                    {"refused", part.rows.refused}}},
          {"skipped", std::move(skipped)},
          {"unknown_codes", std::move(unknown)},
          {"unknown_codes_more", part.unknown_more}};
}

Json ToJson(const CheckPart& part) {
  Json groups = Json::array();
  for (const CheckPart::Group& group : part.groups) {
    Json first = Json::array();
    for (const Finding& finding : group.first) first.push_back(ToJson(finding));
    groups.push_back({{"code", group.code},
                      {"level", LevelName(group.level)},
                      {"count", group.count},
                      {"first", std::move(first)}});
  }
  return {{"errors", part.errors}, {"findings_total", part.total}, {"groups", std::move(groups)}};
}

Json ToJson(const std::vector<DifferencePart::Cell>& cells) {
  Json json = Json::array();
  for (const DifferencePart::Cell& cell : cells) {
    const CellChange& change = cell.change;
    Json one = KeyJson(change.key, change.period, change.source);
    one["place"] = PlaceJson(change.sheet, change.row);
    one["old"] = change.old_value ? ValueJson(*change.old_value) : Json();
    one["new"] = ValueJson(change.new_value);
    one["percent"] = cell.percent ? Json(*cell.percent) : Json();
    one["remarks_changed"] = change.remarks_changed;
    one["suspicious"] = NullIfEmpty(cell.suspicion);
    json.push_back(std::move(one));
  }
  return json;
}

Json ToJson(const DifferencePart& part) {
  Json refused = Json::array();
  for (const Finding& finding : part.refused) refused.push_back(ToJson(finding));
  return {{"counts", {{"added", part.counts.added},
                      {"changed", part.counts.changed},
                      {"unchanged", part.counts.unchanged},
                      {"refused", part.counts.refused}}},
          {"added", ToJson(part.added)},
          {"changed", ToJson(part.changed)},
          {"unchanged", ToJson(part.unchanged)},
          {"refused", std::move(refused)},
          {"suspicious_total", part.suspicious_total},
          {"suspicious", ToJson(part.suspicious)}};
}

}  // namespace

const char* ImportStageName(ImportStage stage) { return kStages[static_cast<std::size_t>(stage)]; }

std::optional<ImportStage> ParseImportStage(std::string_view name) {
  for (std::size_t i = 0; i < kStages.size(); ++i) {
    if (name == kStages[i]) return static_cast<ImportStage>(i);
  }
  return std::nullopt;
}

Json ToJson(const Preview& preview) {
  Json json;
  json["format"] = "preview/1";
  json["stage"] = ImportStageName(preview.stage);
  json["read"] = ToJson(preview.read);
  json["parse"] = preview.parse ? ToJson(*preview.parse) : Json();
  json["map"] = preview.map ? ToJson(*preview.map) : Json();
  json["check"] = preview.check ? ToJson(*preview.check) : Json();
  json["difference"] = preview.difference ? ToJson(*preview.difference) : Json();
  json["batch"] = preview.record.file.sha256.empty() ? Json() : ToJson(preview.record);
  return json;
}

}  // namespace rapporteur
