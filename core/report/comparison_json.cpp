// compare/1: the matrix for machines.
#include <map>

#include "core/base/json.h"
#include "core/report/compared.h"
#include "core/report/shown.h"

namespace rapporteur {

using namespace report;
namespace {

Json CellOf(const Compared& compared, const ComparedRow& row, std::size_t column) {
  const ComparedCell& cell = row.cells[column];
  Json json = {{"grade", GradeName(cell.comparability.grade)}, {"value", nullptr}};
  Json flags = Json::array();
  std::string status = "O";
  bool disputed = false;
  if (cell.cell != nullptr) {
    const Observation& value = *cell.cell->shown;
    const Shown shown = Show(*compared.countries()[column], value);
    if (shown.number) json["value"] = *shown.number;
    json["text"] = shown.text;  // as the reader of the language sees it: "0.08", "3 of 5", "1–4"
    status = shown.hiding == Hiding::kNone ? value.value.status : "Q";
    for (const char flag : value.value.flags) flags.push_back(std::string(1, flag));
    disputed = cell.cell->disputed;
  }
  json["status"] = status;
  json["period"] = cell.period.empty() ? Json() : Json(cell.period);
  json["unit"] = cell.comparability.unit.empty() ? Json() : Json(cell.comparability.unit);
  json["flags"] = std::move(flags);
  json["disputed"] = disputed;
  json["definition"] =
      cell.cell == nullptr || cell.version == nullptr ? Json() : Json(cell.version->definition);
  json["reasons"] = Json::array();
  for (const Json& reason : ReasonsOf(compared, row, column)) {
    json["reasons"].push_back(TextOf(reason));
  }
  return json;
}

}  // namespace

Result<Json> ComparisonJson(const ComparisonData& data, const ComparisonRequest& request) {
  Result<std::unique_ptr<Compared>> built = Compared::Build(data, request);
  if (!built.ok()) return built.status();
  Compared& compared = **built;
  // Machines get the countries by their codes, whatever the language.
  std::map<std::string, std::size_t> columns;
  for (std::size_t i = 0; i < compared.countries().size(); ++i) {
    columns[compared.countries()[i]->catalogue.country()] = i;
  }
  Json json = {{"format", "compare/1"}, {"period", request.period}, {"countries", Json::array()}};
  for (const auto& [code, column] : columns) json["countries"].push_back(code);
  json["rows"] = Json::array();
  for (const ComparedRow& row : compared.rows()) {
    Json entry = {{"indicator", row.regional->code},
                  {"title", row.regional->question.In(request.language)},
                  {"unit", row.regional->unit},
                  {"regional", row.regional->definition},
                  {"cells", Json::object()},
                  {"pairs", Json::object()}};
    for (const auto& [code, column] : columns) {
      entry["cells"][code] = CellOf(compared, row, column);
      for (const auto& [other, other_column] : columns) {
        if (other <= code) continue;
        entry["pairs"][code + "-" + other] =
            GradeName(PairGrade(row.cells[column].comparability,
                                row.cells[other_column].comparability));
      }
    }
    json["rows"].push_back(std::move(entry));
  }
  return json;
}

}  // namespace rapporteur
