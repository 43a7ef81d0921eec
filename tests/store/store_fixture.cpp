#include "tests/store/store_fixture.h"

#include <catch2/catch.hpp>
#include <cstdio>

#include "core/base/hash.h"
#include "core/store/documents.h"
#include "core/store/observations.h"

namespace rapporteur {

std::string TestRegionalDocument() {
  return R"({"document": "country/1", "id": "org.rapporteur.regional", "version": "1.0.0",
    "country": "REG", "names": {"en": "Region"}, "languages": ["en"],
    "choice_order": ["register", "report", "media"],
    "codelists": [
      {"id": "sex", "dimension": true, "codes": [{"code": "F", "label": "women"},
                                                 {"code": "M", "label": "men"}]},
      {"id": "age_group", "dimension": true, "codes": [{"code": "CHD", "label": "children"}]}],
    "value_kinds": {"count": {"min": 0, "integer": true}},
    "indicators": [
      {"code": "ID.01", "versions": [{"version": 1, "value_kind": "count", "unit": "persons"}]},
      {"code": "ID.02", "versions": [{"version": 1, "value_kind": "count", "unit": "persons",
                                      "dimensions": ["sex", "age_group"], "by_territory": true}]}]
  })";
}

std::string TestSerbianDocument(const std::string& version) {
  return R"({"document": "country/1", "id": "org.rapporteur.country.rs", "version": ")" + version +
         R"(", "country": "RS", "names": {"en": "Serbia"}, "languages": ["sr-Cyrl", "en"],
    "based_on": {"id": "org.rapporteur.regional", "version": "1.0.0"},
    "territories": [{"code": "RS-VO", "name": "Vojvodina", "level": "region", "parent": "RS"}],
    "institutions": [{"code": "RS-MUP", "kind": "ministry_interior",
                      "name": {"en": "Ministry of Interior"}}],
    "sources": [
      {"code": "REG/A", "counted_by": "RS-MUP", "publication": "REG", "kind": "register",
       "published_on": "2019", "title": "Register"},
      {"code": "MED/A", "counted_by": "RS-MUP", "publication": "MED", "kind": "media",
       "published_on": "2022-03", "title": "Evening paper"}]})";
}

Value ParseTestValue(const std::string& text) {
  Value value;
  if (text[0] == '\'') {
    value.text = text.substr(1);
  } else if (text[0] == '<') {
    value.text = text;
    value.status = "Q";
  } else if (text[0] >= '0' && text[0] <= '9') {
    value.number = std::stod(text);
  } else {
    value.status = text;
  }
  return value;
}

StoreFixture::StoreFixture() : data(folder / "data") {
  REQUIRE(Store::Create(data).ok());
  Reopen();
  Documents& documents = store->documents();
  REQUIRE(documents.Put(TestRegionalDocument(), "local").ok());
  REQUIRE(documents.Put(TestSerbianDocument(), "local").ok());
  REQUIRE(documents.Activate("org.rapporteur.regional", "1.0.0", "local").ok());
  REQUIRE(documents.Activate("org.rapporteur.country.rs", "1.0.0", "local").ok());
}

void StoreFixture::Reopen() {
  store.reset();
  store = OpenAnother();
}

std::unique_ptr<Store> StoreFixture::OpenAnother() {
  Result<std::unique_ptr<Store>> opened = Store::Open(data, Store::Mode::kWrite, clock);
  REQUIRE(opened.ok());
  return *std::move(opened);
}

std::unique_ptr<Stage> StoreFixture::StageValues(const std::vector<TestValue>& values,
                                                 const StageLimits& limits) {
  Result<std::unique_ptr<Stage>> stage = Stage::Begin(*store, limits);
  REQUIRE(stage.ok());
  std::uint64_t row = 1;
  for (const TestValue& value : values) {
    const Value parsed = ParseTestValue(value.value);
    StagedRow staged;
    staged.series = (*stage)->Series({value.country, value.indicator,
                                      value.territory.empty() ? value.country : value.territory,
                                      value.dimensions});
    staged.period = (*stage)->PeriodOf(*ParsePeriod(value.period));
    staged.source = (*stage)->Source(value.country, value.source);
    staged.definition = (*stage)->Definition(value.country + ":" + value.indicator + "@1");
    Remarks remarks;
    remarks.note = value.note;
    staged.remark = (*stage)->Remark(remarks);
    staged.number = parsed.number;
    staged.text = parsed.text;
    staged.status = parsed.status;
    staged.flags = value.flags;
    staged.row = ++row;
    REQUIRE((*stage)->Add(staged).ok());
  }
  return *std::move(stage);
}

BatchRecord StoreFixture::RecordFor(std::size_t rows, const std::string& file) {
  BatchRecord record;
  record.file.name = file;
  record.file.sha256 = Sha256(file);
  record.rows.read = record.rows.mapped = rows;
  record.started = store->Now();
  return record;
}

BatchRecord StoreFixture::Import(const std::vector<TestValue>& values, const std::string& file) {
  std::unique_ptr<Stage> stage = StageValues(values);
  BatchRecord record = RecordFor(values.size(), file);
  const Status committed = stage->Commit(record);
  INFO(committed.message());
  REQUIRE(committed.ok());
  return record;
}

std::vector<std::string> StoreFixture::Query(const Selection& selection, bool revisions) {
  std::vector<std::string> lines;
  const Status read =
      store->observations().ForEach({}, selection, [&](const Observation& o) {
        std::string line = o.key.indicator + " " + o.key.territory + " " + o.period;
        if (!o.key.dimensions.empty()) line += " " + o.key.dimensions;
        line += " " + (o.source.empty() ? o.origin : o.source);
        if (o.value.number) {
          char number[32];
          std::snprintf(number, sizeof number, " %g", *o.value.number);
          line += number;
        }
        if (!o.value.text.empty()) line += " '" + o.value.text;
        line += " " + o.value.status + o.value.flags;
        if (!o.remarks.note.empty()) line += " (" + o.remarks.note + ")";
        line += o.chosen ? "; " + o.choice_by + ": " + o.choice_reason : "; -";
        if (o.disputed) line += " disputed";
        if (!o.current) line += " old";
        if (o.withdrawn) line += " withdrawn";
        if (revisions) line += "; r" + std::to_string(o.revision);
        if (o.batch != 0) line += " b" + std::to_string(o.batch) + ":" + std::to_string(o.row);
        lines.push_back(line);
        return true;
      });
  INFO(read.message());
  REQUIRE(read.ok());
  return lines;
}

std::vector<std::string> StoreFixture::All(bool revisions) {
  Selection selection;
  selection.all_sources = true;
  return Query(selection, revisions);
}

std::vector<std::string> StoreFixture::History() {
  Selection selection;
  selection.history = true;
  return Query(selection);
}

std::int64_t StoreFixture::Count(const std::string& table) {
  Statement count = store->connection().Prepare("SELECT count(*) FROM " + table);
  REQUIRE(count.Step());
  return count.Int(0);
}

}  // namespace rapporteur
