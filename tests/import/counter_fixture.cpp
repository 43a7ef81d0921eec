#include "tests/import/counter_fixture.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "core/base/json.h"
#include "core/base/text.h"

namespace rapporteur {
namespace {

constexpr const char* kBase = R"json({
 "document": "country/1", "id": "org.rapporteur.regional", "version": "1.0.0", "country": "REG",
 "names": {"en": "Region"}, "languages": ["en"], "choice_order": ["register"],
 "areas": [{"code": "ID", "title": {"en": "Identification"}}],
 "value_kinds": {"count": {"min": 0, "integer": true}, "percent": {"min": 0, "max": 100}},
 "value_statuses": [{"code": "A", "has_value": true}, {"code": "P", "has_value": true}],
 "flags": [{"code": "U"}],
 "codelists": [
  {"id": "sex", "dimension": true, "unknown": "U",
   "codes": [{"code": "F"}, {"code": "M"}, {"code": "U"}]},
  {"id": "age_group", "dimension": true, "unknown": "U",
   "codes": [{"code": "CHD"}, {"code": "ADT"}, {"code": "U"}]},
  {"id": "stage", "dimension": true, "codes": [{"code": "REP"}, {"code": "INV"}]},
  {"id": "sentence_band", "dimension": true, "unknown": "U",
   "codes": [{"code": "LT36"}, {"code": "12-35"}, {"code": "60+"}, {"code": "U"}]},
  {"id": "form", "dimension": true, "unknown": "U",
   "codes": [{"code": "SEX"}, {"code": "LAB"}, {"code": "LAB.CON", "parent": "LAB"},
             {"code": "BEG"}, {"code": "MIX"}, {"code": "U"}]}],
 "indicators": [
  {"code": "ID.02", "area": "ID", "versions": [
   {"version": 1, "valid_from": "2000-01-01", "value_kind": "count", "unit": "persons",
    "counting_unit": "person", "dimensions": ["sex", "age_group", "form"], "by_territory": true,
    "question": {"en": "Identified?"}}]},
  {"code": "ID.19", "area": "ID", "versions": [
   {"version": 1, "valid_from": "2000-01-01", "value_kind": "count", "counting_unit": "decision",
    "dimensions": ["stage", "sentence_band"]}]},
  {"code": "ID.14", "area": "ID", "versions": [
   {"version": 1, "valid_from": "2000-01-01", "value_kind": "percent", "dimensions": []}]}]})json";

constexpr const char* kCountry = R"json({
 "document": "country/1", "id": "org.rapporteur.country.rs", "version": "1.0.0", "country": "RS",
 "based_on": {"id": "org.rapporteur.regional", "version": "1.0.0"},
 "names": {"en": "Serbia"}, "languages": ["en"],
 "territories": [{"code": "RS-VO", "name": {"en": "Vojvodina"}, "level": "region", "parent": "RS"},
  {"code": "RS-01", "name": {"en": "North"}, "level": "district", "parent": "RS-VO"}],
 "institutions": [{"code": "RS-A", "kind": "identification_body", "name": {"en": "Centre"}}]})json";

}  // namespace

std::shared_ptr<const Catalogue> CountedCatalogue() {
  Result<Json> base = ParseJson(kBase, "base"), country = ParseJson(kCountry, "country");
  REQUIRE(base.ok());
  REQUIRE(country.ok());
  Result<std::shared_ptr<const Catalogue>> built = Catalogue::Build(*base, &*country);
  REQUIRE(built.ok());
  return *built;
}

Status Counting::Bind(const std::string& headers, const std::string& columns,
                      const std::string& count, const std::string& more,
                      const CountLimits& limits) {
  std::string all = R"("source": {"constant": "RS-A"})";
  if (columns.find("\"country\"") == std::string::npos) all += R"(, "country": {"constant": "RS"})";
  if (columns.find("\"indicator\"") == std::string::npos) {
    all += R"(, "indicator": {"constant": "ID.02"})";
  }
  if (columns.find("\"period\"") == std::string::npos) all += R"(, "period": {"from": "year"})";
  if (!columns.empty()) all += ", " + columns;
  Result<Json> json =
      ParseJson(R"({"document": "mapping/1", "name": "m", "version": 1, "rows": "persons",)"
                R"("columns": {)" + all + R"(}, "count": )" + count + (more.empty() ? "" : ", ") +
                    more + "}",
                "mapping");
  REQUIRE(json.ok());
  Result<Mapping> read = Mapping::Read(*json, "m.json");
  if (!read.ok()) return read.status();
  mapping = *std::move(read);
  std::vector<Field> table = {{"row", "row", FieldType::kInt64}};
  for (std::string_view name : Split(headers, '|')) {
    table.push_back({std::string(name), "", FieldType::kText});
  }
  MapperContext context;
  context.file = "cases.csv";
  context.resolver = [this](const std::string& country) {
    return country == "RS" ? CountryAnswer{&resolver, nullptr} : CountryAnswer();
  };
  counter = std::make_unique<Counter>(*mapping, context, limits);
  if (Status s = counter->Bind(table); !s.ok()) return s;
  wanted = counter->wanted();
  for (const std::size_t column : wanted) kept.push_back(table[column]);
  return {};
}

std::string Counting::Row(const std::string& cells) {
  std::vector<std::string_view> all = Split(cells, '|');
  TableBuilder builder(kept);
  builder.AddInt64(static_cast<std::int64_t>(++rows));
  for (std::size_t i = 1; i < wanted.size(); ++i) {
    const std::string_view cell = all.at(wanted[i] - 1);
    if (cell.empty()) {
      builder.AddMissing();
    } else {
      builder.AddText(cell);
    }
  }
  builder.EndRow();
  const Status s = counter->Add(builder.Take(), 0, {"cases.csv", "", rows, ""}, result);
  if (!s.ok()) return s.code() + ": " + s.message();
  if (result.kind == RowResult::Kind::kSkipped) return "skipped: " + result.skip_reason;
  return result.findings.empty() ? "" : result.findings.front().message;
}

std::vector<std::string> Counting::Counts() {
  std::vector<std::string> counts;
  const Status s = counter->Finish([&](const MappedObservation& o) -> Status {
    std::string text = o.period->code;
    if (*o.territory != "RS") text += " " + *o.territory;
    if (!o.dimensions.empty()) text += " " + o.dimensions;
    text += ": " + std::to_string(static_cast<int>(*o.value.number));
    if (!o.remarks.counting_mode.empty()) text += " (" + o.remarks.counting_mode + ")";
    counts.push_back(text);
    return {};
  });
  if (!s.ok()) return {s.code() + ": " + s.message()};
  std::sort(counts.begin(), counts.end());
  return counts;
}

}  // namespace rapporteur
