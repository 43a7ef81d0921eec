#include "core/export/observation_table.h"

#include <algorithm>
#include <map>
#include <set>

#include "core/model/computed_source.h"
#include "core/store/documents.h"
#include "core/store/observations.h"
#include "core/store/store.h"

namespace rapporteur {
namespace {

constexpr std::size_t kRowsPerTable = 4096;

bool Wanted(const std::vector<std::string>& list, const std::string& item) {
  return list.empty() || std::find(list.begin(), list.end(), item) != list.end();
}

}  // namespace

Status ObservationTable::Begin() {
  Result<std::vector<std::pair<std::string, std::string>>> pairs = store_.observations().Pairs();
  if (!pairs.ok()) return pairs.status();
  for (const auto& pair : *pairs) {
    if (Wanted(selection_.countries, pair.first) && Wanted(selection_.indicators, pair.second)) {
      pairs_.push_back(pair);
    }
  }
  std::sort(pairs_.begin(), pairs_.end(), [](const auto& a, const auto& b) {
    return std::tie(a.second, a.first) < std::tie(b.second, b.first);
  });
  // The dimensions that the definitions of these indicators allow, in the catalogue's order.
  std::set<std::string> dimensions;
  for (const auto& [country, indicator] : pairs_) {
    Result<std::shared_ptr<const Catalogue>> catalogue =
        store_.documents().CatalogueForReading(country);
    if (!catalogue.ok()) return catalogue.status();
    const Indicator* found = *catalogue == nullptr ? nullptr : (*catalogue)->FindIndicator(indicator);
    if (found == nullptr) continue;
    for (const IndicatorVersion& version : found->versions) {
      dimensions.insert(version.dimensions.begin(), version.dimensions.end());
    }
  }
  dimensions_.assign(dimensions.begin(), dimensions.end());
  for (const char* name : {"country", "indicator", "territory", "period"}) {
    fields_.push_back({name, "", FieldType::kText});
  }
  for (const std::string& dimension : dimensions_) fields_.push_back({dimension, "", FieldType::kText});
  for (const char* name : {"source", "counted_by"}) fields_.push_back({name, "", FieldType::kText});
  fields_.push_back({"value", "", FieldType::kFloat64});
  for (const char* name : {"text", "status", "flags", "unit", "note", "source_ref", "evidence", "law",
                           "counting_mode", "definition"}) {
    fields_.push_back({name, "", FieldType::kText});
  }
  return {};
}

Result<const Table*> ObservationTable::Next() {
  while (ready_.empty() && !pairs_.empty()) {
    const auto pair = pairs_.front();
    pairs_.pop_front();
    if (Status s = LoadPair(pair); !s.ok()) return s;
  }
  if (ready_.empty()) return static_cast<const Table*>(nullptr);
  given_ = std::move(ready_.front());
  ready_.pop_front();
  return &given_;
}

Status ObservationTable::LoadPair(const std::pair<std::string, std::string>& pair) {
  Selection one = selection_;
  one.countries = {pair.first};
  one.indicators = {pair.second};
  TableBuilder builder(fields_);
  std::size_t rows = 0;
  Status filled;
  Status read = store_.observations().ForEach(viewer_, one, [&](const Observation& observation) {
    Observation shown = observation;
    filled = units_.Fill(shown);
    if (!filled.ok()) return false;
    AddRow(builder, shown);
    if (++rows % kRowsPerTable == 0) {
      ready_.push_back(builder.Take());
      builder = TableBuilder(fields_);
    }
    return true;
  });
  if (!read.ok()) return read;
  if (!filled.ok()) return filled;
  if (rows % kRowsPerTable != 0) ready_.push_back(builder.Take());
  return {};
}

void ObservationTable::AddRow(TableBuilder& builder, const Observation& o) {
  std::map<std::string, std::string> codes;
  for (auto& [dimension, code] : ParseDimensions(o.key.dimensions)) codes[dimension] = code;
  for (const std::string& text : {o.key.country, o.key.indicator, o.key.territory, o.period}) {
    builder.AddText(text);
  }
  for (const std::string& dimension : dimensions_) {
    auto it = codes.find(dimension);
    builder.AddText(it == codes.end() ? "_T" : it->second);
  }
  builder.AddText(o.origin == "computed" ? kComputedSource : std::string_view(o.source));
  builder.AddText(o.counted_by);
  if (o.value.number) {
    builder.AddFloat64(*o.value.number);
  } else {
    builder.AddMissing();
  }
  for (const std::string& text :
       {o.value.text, o.value.status, o.value.flags, o.remarks.unit, o.remarks.note,
        o.remarks.source_ref, o.remarks.evidence, o.remarks.law, o.remarks.counting_mode,
        o.definition}) {
    if (text.empty()) {
      builder.AddMissing();
    } else {
      builder.AddText(text);
    }
  }
  builder.EndRow();
}

}  // namespace rapporteur
