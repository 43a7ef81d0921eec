#include "core/import/entry.h"

#include "core/base/hash.h"
#include "core/base/json.h"
#include "core/import/personal_data.h"
#include "core/import/row_mapper.h"
#include "core/store/documents.h"
#include "core/store/sources.h"
#include "core/store/stage.h"
#include "core/store/store.h"

namespace rapporteur {
namespace {

// The value as a table of one row whose headers are the vocabulary.
Table OneRow(const EnteredValue& value, std::vector<Field>& fields) {
  std::vector<std::pair<std::string, std::string>> cells = {
      {"country", value.country}, {"indicator", value.indicator}, {"period", value.period},
      {"value", value.value},     {"source", value.source},       {"status", value.status},
      {"territory", value.territory}};
  for (const auto& pair : ParseDimensions(value.dimensions)) cells.push_back(pair);
  for (const auto& [name, text] : cells) fields.push_back({name, "", FieldType::kText});
  TableBuilder builder(fields);
  for (const auto& [name, text] : cells) builder.AddText(text);
  builder.EndRow();
  return builder.Take();
}

Status Scan(const EnteredValue& value) {
  PersonalDataScanner scanner;
  const std::pair<std::string_view, ColumnUse> texts[] = {{value.value, ColumnUse::kValueLike},
                                                          {value.reason, ColumnUse::kText}};
  for (const auto& [text, use] : texts) {
    if (const auto hit = scanner.ScanCell(text, use)) {
      return PersonalDataRefusal(*hit, {"the entered value", "", 0, ""});
    }
  }
  return {};
}

}  // namespace

Result<BatchRecord> Enter(Store& store, const EnteredValue& value, const std::string& user) {
  if (Status s = Scan(value); !s.ok()) return s;
  Result<std::shared_ptr<const Catalogue>> catalogue = store.documents().CatalogueOf(value.country);
  if (!catalogue.ok()) return catalogue.status();
  Result<Source> source = store.sources().Resolve(value.country, value.source);
  if (!source.ok()) return source.status();
  Result<std::vector<Source>> sources = store.sources().List(value.country);
  if (!sources.ok()) return sources.status();
  Resolver resolver(*catalogue, *std::move(sources));

  std::vector<Field> fields;
  const Table table = OneRow(value, fields);
  std::vector<std::string> headers;
  for (const Field& field : fields) headers.push_back(field.name);
  const Mapping mapping = Mapping::Identity(headers);
  MapperContext context;
  context.file = "the entered value";
  context.decimal = Decimal::kPoint;
  context.resolver = [&](const std::string&) { return CountryAnswer{&resolver, nullptr}; };
  RowMapper mapper(mapping, std::move(context));
  if (Status s = mapper.Bind(fields); !s.ok()) return s;
  RowResult result;
  mapper.Map(table, 0, {"the entered value", "", 0, ""}, result);
  if (result.kind == RowResult::Kind::kRefused) {
    const Finding& finding = result.findings.front();
    return Status::Refused(finding.code, finding.message).WithHint(finding.hint);
  }
  if (result.count != 1) {
    return Status::Refused("no-value", "The entered value is empty; a blank is not a zero.")
        .WithHint("Write 0 for a stated zero, or ':' for a missing value.");
  }

  Result<std::unique_ptr<Stage>> stage = Stage::Begin(store);
  if (!stage.ok()) return stage.status();
  MappedObservation& mapped = result.observations.front();
  mapped.remarks.note = value.reason;
  StagedRow row;
  row.series = (*stage)->Series(
      {value.country, mapped.definition->code, *mapped.territory, mapped.dimensions});
  row.period = (*stage)->PeriodOf(*mapped.period);
  row.source = (*stage)->Source(value.country, mapped.source->code);
  row.definition = (*stage)->Definition(mapped.definition->definition);
  row.remark = (*stage)->Remark(mapped.remarks);
  row.number = mapped.value.number;
  row.text = mapped.value.text;
  row.status = mapped.value.status;
  row.row = 1;
  if (Status s = (*stage)->Add(row); !s.ok()) return s;
  Result<Difference> difference = (*stage)->Compare();
  if (!difference.ok()) return difference.status();

  BatchRecord record;
  record.origin = "entered";
  record.file.name = "entered by hand";
  record.file.sha256 = Sha256(value.country + "\n" + value.indicator + "\n" + value.period + "\n" +
                              value.dimensions + "\n" + value.value + "\n" + source->code);
  record.user = user;
  record.started = store.Now();
  record.reason = value.reason;
  record.rows = {1, 1, 0, 0};
  if (Status s = (*stage)->Commit(record); !s.ok()) return s;
  return record;
}

}  // namespace rapporteur
