#include "core/base/json.h"
#include "core/base/text.h"
#include "core/export/observation_json.h"
#include "core/export/units.h"
#include "core/plugin/registry.h"
#include "core/store/batches.h"
#include "core/store/observations.h"
#include "core/web/pages.h"

namespace rapporteur {
namespace {

// The same options as `rapporteur query`, as parameters.
Result<Selection> ReadSelection(const HttpRequest& request) {
  Selection selection;
  selection.countries = request.QueryAll("country");
  selection.indicators = request.QueryAll("indicator");
  if (const auto period = request.Query("period")) {
    Result<PeriodRange> range = ParsePeriodRange(*period);
    if (!range.ok()) return range.status();
    selection.periods = *range;
  }
  for (const std::string& text : request.QueryAll("where")) {
    Result<WhereOneOf> where = ParseWhere(text);
    if (!where.ok()) return where.status().Within("where");
    auto& codes = selection.where[where->dimension];
    codes.insert(codes.end(), where->codes.begin(), where->codes.end());
  }
  selection.totals = request.Query("totals").has_value();
  selection.history = request.Query("history").has_value();
  selection.all_sources = selection.history || request.Query("all_sources").has_value();
  return selection;
}

}  // namespace

HttpResponse PluginsApi(PageContext& context) {
  Result<Json> list = Registry(context.store, context.workers).List();
  return list.ok() ? ApiJson(*list) : ApiError(500, list.status());
}

HttpResponse BatchesApi(PageContext& context) {
  Result<std::vector<BatchRecord>> batches = context.store.batches().List();
  if (!batches.ok()) return ApiError(500, batches.status());
  return ApiJson(ToJson(*batches));
}

HttpResponse BatchApi(PageContext& context) {
  const std::optional<std::int64_t> number = ParseBatchNumber(context.parameters[0]);
  if (!number) return NotFound(context);
  Result<BatchRecord> batch = context.store.batches().Get(*number);
  return batch.ok() ? ApiJson(ToJson(*batch)) : ApiError(404, batch.status());
}

HttpResponse ObservationsApi(PageContext& context) {
  Result<Selection> selection = ReadSelection(context.request);
  if (!selection.ok()) return ApiError(400, selection.status());
  constexpr std::size_t kMost = 50000;
  Json json;
  json["format"] = "query/1";
  json["count"] = 0;
  json["observations"] = Json::array();
  Units units(context.store);
  bool too_many = false;
  Status filled;
  Status read = context.store.observations().ForEach(
      {context.user, Viewer::Purpose::kExport}, *selection, [&](const Observation& observation) {
        too_many = json["observations"].size() >= kMost;
        if (too_many) return false;
        Observation shown = observation;
        if (filled = units.Fill(shown); !filled.ok()) return false;
        json["observations"].push_back(ToJson(shown));
        return true;
      });
  if (!read.ok()) return ApiError(500, read);
  if (!filled.ok()) return ApiError(500, filled);
  if (too_many) {
    return ApiError(413, Status::Refused("too-many", "More than 50,000 values fit; ask for fewer, or "
                                                     "use 'rapporteur export'."));
  }
  json["count"] = json["observations"].size();
  return ApiJson(json);
}

HttpResponse HealthApi(PageContext& context) {
  Json json;
  json["format"] = "health/1";
  json["store"] = "open";
  json["time"] = context.store.Now();
  return ApiJson(json);
}

}  // namespace rapporteur
