#include "core/import/table_sink.h"

#include <algorithm>

#include "core/base/json.h"
#include "core/base/text.h"
#include "core/check/import_check.h"
#include "core/import/quasi_identifiers.h"
#include "core/store/documents.h"
#include "core/store/mappings.h"
#include "core/store/sources.h"
#include "core/store/store.h"

namespace rapporteur {
namespace {

constexpr std::size_t kPersonalKept = 20;
constexpr std::uint64_t kProgressEvery = 10000;

}  // namespace

TableSink::TableSink(Store& store, Stage& stage, std::optional<Mapping> mapping,
                     TableSinkOptions options)
    : store_(store), stage_(stage), mapping_(std::move(mapping)), options_(std::move(options)) {}

Status TableSink::Begin(const std::vector<Field>& fields) {
  fields_ = fields;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (fields[i].role == "row") row_column_ = int(i);
    if (fields[i].role == "sheet") sheet_column_ = int(i);
  }
  // A table of persons is known by its mapping, or by its headers, before anything of it is looked at.
  if (!mapping_) {
    Result<std::vector<Mapping>> fitting = FittingMappings();
    if (!fitting.ok()) return fitting.status();
    if (fitting->size() == 1 && fitting->front().persons) {
      better_ = std::move(fitting->front());
      return Status::Refused("read-again", "A saved mapping fits the headers.");
    }
  }
  if (Persons()) return BeginPersons(fields);
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (!IsData(i)) continue;
    if (auto hit = scanner_.ScanHeader(fields[i].name)) {
      FoundPersonal(*hit, {options_.file, "", 0, NumberOf(i)});
    }
  }
  if (options_.rows != nullptr) options_.rows->Begin(fields);
  if (personal_total_ > 0) return {};  // the rows are still scanned, nothing else is done with them
  Status s = BindMapping();
  if (!s.ok() && (options_.rows == nullptr || s.code() == "read-again")) return s;
  if (!s.ok()) {  // somebody looks at the file to find out what it is
    map_failure_ = s;
    mapper_ = nullptr;
  }
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const bool codes = mapper_ != nullptr && mapper_->HoldsCodes(i);
    uses_.push_back(codes ? ColumnUse::kValueLike : ColumnUse::kText);
  }
  if (options_.keep_refused) refused_rows_.Begin(fields, options_.copy_separator);
  return {};
}

Status TableSink::BindMapping() {
  if (mapping_) mapping_found_by_ = "told";
  if (Status s = ChooseMapping(); !s.ok()) return s;
  mapper_ = std::make_unique<RowMapper>(*mapping_, Context());
  return mapper_->Bind(fields_);
}

MapperContext TableSink::Context() {
  MapperContext context;
  context.file = options_.file;
  context.country = options_.country;
  context.source = options_.source;
  context.decimal = options_.decimal;
  context.refused_copy = options_.refused_copy;
  context.resolver = [this](const std::string& country) { return ResolverOf(country); };
  return context;
}

Status TableSink::BeginPersons(const std::vector<Field>& all) {
  counter_ = std::make_unique<Counter>(*mapping_, Context());
  if (Status s = counter_->Bind(all); !s.ok()) return s;
  fields_.clear();
  row_column_ = sheet_column_ = -1;
  for (const std::size_t column : counter_->wanted()) {
    if (all[column].role == "row") row_column_ = static_cast<int>(fields_.size());
    if (all[column].role == "sheet") sheet_column_ = static_cast<int>(fields_.size());
    fields_.push_back(all[column]);
  }
  for (std::size_t i = 0; i < fields_.size(); ++i) {
    uses_.push_back(counter_->HoldsCodes(i) ? ColumnUse::kValueLike : ColumnUse::kText);
    if (!IsData(i)) continue;
    const auto hit = scanner_.ScanHeader(fields_[i].name);
    // A day of birth that becomes an age group is what the mapping is for.
    if (!hit || (counter_->IsBirthDate(i) && std::string_view(hit->kind) == "birth-date")) continue;
    FoundPersonal(*hit, {options_.file, "", 0, ColumnOf(i)});
  }
  return {};
}

std::optional<std::vector<std::size_t>> TableSink::Wanted() {
  if (counter_ == nullptr) return std::nullopt;
  return counter_->wanted();
}

Status TableSink::Finish() {
  if (counter_ == nullptr || personal_total_ > 0) return {};
  RowResult group;
  group.observations.resize(1);
  group.count = 1;
  const Status done = counter_->Finish([&](const MappedObservation& observation) {
    group.observations[0] = observation;
    return StageRow(group, {options_.file, "", 0, ""});
  });
  return done.ok() ? done : done.Within(options_.file);
}

bool TableSink::IsData(std::size_t field) const {
  return int(field) != row_column_ && int(field) != sheet_column_;
}

// A person counts the columns of the table; the importer's row and sheet columns are none of it.
std::string TableSink::NumberOf(std::size_t field) const {
  std::size_t number = 0;
  for (std::size_t i = 0; i <= field; ++i) number += IsData(i) ? 1 : 0;
  return "number " + std::to_string(number);
}

// Once the mapping is bound it knows every header, so none of them can be personal; before that a
// header is content like any other, and only its number may be said.
std::string TableSink::ColumnOf(std::size_t field) const {
  return mapper_ || counter_ ? fields_[field].name : NumberOf(field);
}

Status TableSink::ChooseMapping() {
  if (mapping_) return {};
  std::vector<std::string> headers;
  bool vocabulary = true;
  Result<std::shared_ptr<const Catalogue>> regional = store_.documents().CatalogueOf("REG");
  if (!regional.ok()) return regional.status();
  for (const Field& field : fields_) {
    if (field.role == "row" || field.role == "sheet") continue;
    if (options_.refused_copy && &field == &fields_.back()) continue;  // the errors
    headers.emplace_back(Trim(field.name));
    vocabulary = vocabulary && (IsVocabulary(headers.back()) ||
                                (*regional)->FindDimension(headers.back()) != nullptr);
  }
  if (IsForm(headers)) return ReadAsTemplate(headers);
  if (vocabulary) {
    mapping_ = Mapping::Identity(headers);
    mapping_found_by_ = "vocabulary";
    return {};
  }
  Result<std::vector<Mapping>> fitting = FittingMappings();
  if (!fitting.ok()) return fitting.status();
  if (fitting->size() == 1) {
    better_ = std::move(fitting->front());
    return Status::Refused("read-again", "A saved mapping fits the headers.");
  }
  std::vector<std::string> names;
  for (const Mapping& mapping : *fitting) names.push_back(Quote(mapping.name));
  const std::string why = fitting->empty() ? "no saved mapping has these headers"
                                          : "several saved mappings have these headers: " + List(names);
  return Status::Refused("no-mapping",
                         options_.file + ": the columns are not the observation vocabulary, and " +
                             why + ".")
      .WithHint("Name the mapping with --mapping NAME or --mapping FILE.");
}

// The saved mappings that are for a table of these headers.
Result<std::vector<Mapping>> TableSink::FittingMappings() const {
  std::vector<std::string> headers;
  for (const Field& field : fields_) {
    if (field.role != "row" && field.role != "sheet") headers.emplace_back(Trim(field.name));
  }
  Result<std::vector<SavedMapping>> saved = store_.mappings().List();
  if (!saved.ok()) return saved.status();
  std::vector<Mapping> fitting;
  for (const SavedMapping& candidate : *saved) {
    Result<Json> json = ParseJson(candidate.json, "mapping " + candidate.name);
    if (!json.ok()) return json.status();
    Result<Mapping> mapping = Mapping::Read(*json, "mapping " + candidate.name);
    if (!mapping.ok()) return mapping.status();
    mapping->version = candidate.version;
    mapping->saved = true;
    if (!mapping->headers.empty() && mapping->headers == headers) fitting.push_back(*std::move(mapping));
  }
  return fitting;
}

Status TableSink::ReadAsTemplate(const std::vector<std::string>& headers) {
  Result<std::vector<std::string>> countries = store_.documents().ActiveCountries();
  if (!countries.ok()) return countries.status();
  std::vector<std::shared_ptr<const Catalogue>> catalogues;
  for (const std::string& country : *countries) {
    Result<std::shared_ptr<const Catalogue>> catalogue = store_.documents().CatalogueOf(country);
    if (!catalogue.ok()) return catalogue.status();
    catalogues.push_back(*catalogue);
  }
  mapping_ = FormMapping(headers, catalogues);
  mapping_found_by_ = "template";
  template_ = std::make_unique<TemplateReturn>(store_, options_.file, fields_);
  template_->OnAside(mark_);
  return {};
}

CountryAnswer TableSink::ResolverOf(const std::string& country) {
  auto it = countries_.find(country);
  if (it == countries_.end()) {
    Country entry;
    Result<std::shared_ptr<const Catalogue>> catalogue = store_.documents().CatalogueOf(country);
    Result<std::vector<Source>> sources = store_.sources().List(country);
    if (country != "REG" && catalogue.ok() && sources.ok()) {
      entry.resolver = std::make_unique<Resolver>(*catalogue, *std::move(sources));
    } else {
      entry.problem = std::make_shared<const Problem>(
          Problem{"country-not-enabled", country,
                  "a country whose plugin is enabled; no country plugin for " + country + " is enabled",
                  "List the plugins with 'rapporteur plugin list'."});
    }
    it = countries_.emplace(country, std::move(entry)).first;
  }
  return {it->second.resolver.get(), it->second.problem};
}

Status TableSink::Rows(const Table& table) {
  for (std::size_t row = 0; row < table.row_count(); ++row) {
    Place place{options_.file, "", rows_.read + 1, ""};
    if (row_column_ >= 0 && !table.IsMissing(static_cast<std::size_t>(row_column_), row)) {
      place.row = static_cast<std::uint64_t>(table.Int64(static_cast<std::size_t>(row_column_), row));
    }
    if (sheet_column_ >= 0 && !table.IsMissing(static_cast<std::size_t>(sheet_column_), row)) {
      const std::string_view name = table.Text(static_cast<std::size_t>(sheet_column_), row);
      if (name != sheet_) EnterSheet(name);
      place.sheet = sheet_place_;
    }
    ++rows_.read;
    ScanRow(table, row, place);
    if (personal_total_ > 0) continue;
    if (counter_ != nullptr) {
      if (!options_.map) continue;
      if (Status s = counter_->Add(table, row, place, result_); !s.ok()) {
        return s.Within(options_.file);
      }
    } else if (mapper_ == nullptr || !options_.map) {
      if (options_.rows != nullptr) options_.rows->Add(table, row, place, nullptr);
      continue;
    } else {
      if (Status s = MapRow(table, row, place); !s.ok()) return s;
      if (options_.rows != nullptr) options_.rows->Add(table, row, place, &result_);
    }
    switch (result_.kind) {
      case RowResult::Kind::kMapped:
        ++rows_.mapped;
        if (Status s = StageRow(result_, place); !s.ok()) return s;
        break;
      case RowResult::Kind::kSkipped:
        ++rows_.skipped;
        ++skipped_[result_.skip_reason];
        for (Finding& finding : result_.findings) findings_.Add(std::move(finding));
        break;
      case RowResult::Kind::kRefused:
        ++rows_.refused;
        if (options_.keep_refused && counter_ == nullptr) {
          refused_rows_.Add(table, row, result_.findings);
        }
        for (Finding& finding : result_.findings) {
          if (options_.unknown != nullptr && counter_ == nullptr) {
            options_.unknown->Add(finding, result_.country);
          }
          findings_.Add(std::move(finding));
        }
        break;
    }
    if (on_rows && rows_.read % kProgressEvery == 0) on_rows(rows_.read);
  }
  return {};
}

Status TableSink::MapRow(const Table& table, std::size_t row, const Place& place) {
  if (template_ == nullptr) {
    mapper_->Map(table, row, place, result_);
    return {};
  }
  result_.count = 0;
  result_.findings.clear();
  Result<TemplateReturn::Answer> answer = template_->Look(table, row, place, result_.findings);
  if (!answer.ok()) return answer.status();
  switch (*answer) {
    case TemplateReturn::Answer::kGiven:
      mapper_->Map(table, row, place, result_);
      break;
    case TemplateReturn::Answer::kLeftEmpty:
      result_.kind = RowResult::Kind::kSkipped;
      result_.skip_reason = "left empty";
      break;
    case TemplateReturn::Answer::kRefused:
      result_.kind = RowResult::Kind::kRefused;
      break;
  }
  return {};
}

void TableSink::EnterSheet(std::string_view name) {
  sheet_ = name;
  ++sheets_;
  sheet_place_ = SheetPlace(name);
  if (auto hit = scanner_.ScanFreeText(name)) FoundPersonal(*hit, {options_.file, sheet_place_, 0, ""});
}

// A sheet's name is content too, and stands in every message about its rows.
std::string TableSink::SheetPlace(std::string_view name) {
  if (Persons() && !name.empty()) {  // a sheet may be called after a person
    return name == sheet_ ? "number " + std::to_string(sheets_) : "(name withheld)";
  }
  return scanner_.ScanFreeText(name) ? "(name withheld)" : std::string(name);
}

void TableSink::ScanRow(const Table& table, std::size_t row, const Place& place) {
  for (std::size_t c = 0; c < fields_.size(); ++c) {
    if (!IsData(c) || table.IsMissing(c, row)) continue;
    const ColumnUse use = c < uses_.size() ? uses_[c] : ColumnUse::kText;
    std::optional<Hit> hit;
    if (fields_[c].type == FieldType::kText) {
      hit = scanner_.ScanCell(table.Text(c, row), use);
    } else if (fields_[c].type == FieldType::kInt64) {
      hit = scanner_.ScanCell(std::to_string(table.Int64(c, row)), use);
    } else {
      hit = scanner_.ScanCell(FormatNumber(table.Float64(c, row)), use);
    }
    if (hit) {
      Place cell = place;
      cell.column = ColumnOf(c);
      FoundPersonal(*hit, cell);
    } else if (use == ColumnUse::kText && fields_[c].type == FieldType::kText && mapper_ &&
               !mapper_->HoldsEvidence(c)) {
      WarnOfQuasiIdentifier(table.Text(c, row), c, place);
    }
  }
}

// Evidence may name a case: it stays with the national office.
void TableSink::WarnOfQuasiIdentifier(std::string_view text, std::size_t field, const Place& place) {
  const QuasiIdentifier kind = FindQuasiIdentifier(text);
  if (kind == QuasiIdentifier::kNone) return;
  Place cell = place;
  cell.column = ColumnOf(field);
  findings_.Add(QuasiIdentifierFinding(kind, cell));
}

void TableSink::FoundPersonal(const Hit& hit, const Place& place) {
  ++personal_total_;
  if (personal_.size() >= kPersonalKept) return;
  Finding finding;
  finding.code = "personal-data";
  finding.place = place;
  finding.expected = "a table without personal data";
  const Status refusal = PersonalDataRefusal(hit, place);
  finding.message = refusal.message();
  finding.hint = refusal.hint();
  personal_.push_back(std::move(finding));
}

Status TableSink::StageRow(const RowResult& result, const Place& place) {
  for (std::size_t i = 0; i < result.count; ++i) {
    const MappedObservation& o = result.observations[i];
    if (o.definition->bounds.text && !o.value.text.empty()) {
      // A value that is a text is scanned like one, though its column holds values.
      Place cell = place;
      cell.column = "value";
      if (auto hit = scanner_.ScanFreeText(o.value.text)) FoundPersonal(*hit, cell);
    }
    key_.assign(o.catalogue->country()).push_back('\n');
    key_.append(o.definition->code).push_back('\n');
    key_.append(*o.territory).push_back('\n');
    key_.append(o.dimensions);
    auto series = series_.find(key_);
    if (series == series_.end()) {
      const SeriesRef ref = stage_.Series(
          {o.catalogue->country(), o.definition->code, *o.territory, o.dimensions});
      series = series_.emplace(key_, ref).first;
    }
    StagedRow row;
    row.series = series->second;
    PeriodRef& period = periods_[o.period];
    if (period == 0) period = stage_.PeriodOf(*o.period);
    row.period = period;
    SourceRef& source = sources_[o.source];
    if (source == 0) source = stage_.Source(o.source->country, o.source->code);
    row.source = source;
    DefinitionRef& definition = definitions_[o.definition];
    if (definition == 0) definition = stage_.Definition(o.definition->definition);
    row.definition = definition;
    if (!o.remarks.empty()) {
      if (last_remark_ == 0 || !(o.remarks == last_remarks_)) {
        last_remark_ = stage_.Remark(o.remarks);
        last_remarks_ = o.remarks;
      }
      row.remark = last_remark_;
    }
    if (!place.sheet.empty()) row.sheet = stage_.Sheet(place.sheet);
    row.number = o.value.number;
    row.text = o.value.text;
    row.status = o.value.status;
    row.flags = o.value.flags;
    row.row = place.row;
    if (Status s = stage_.Add(row); !s.ok()) return s;
    if (options_.check != nullptr && checked_ <= ImportCheck::kMost) GiveToCheck(o, place);
  }
  return {};
}

// One more than it takes tells the check that it does not see everything.
void TableSink::GiveToCheck(const MappedObservation& o, const Place& place) {
  ++checked_;
  Observation incoming;
  incoming.key = {o.catalogue->country(), o.definition->code, *o.territory, o.dimensions};
  incoming.period = o.period->code;
  incoming.value = o.value;
  incoming.remarks = o.remarks;
  incoming.source = o.source->code;
  incoming.definition = o.definition->definition;
  incoming.sheet = place.sheet;
  incoming.row = place.row;
  options_.check->Add(incoming);
}

Status TableSink::Aside(std::string_view kind, std::string_view sheet, std::uint64_t row,
                        std::uint64_t column, std::string_view text) {
  if (kind == "property" && FindMark(text)) {
    mark_ = text;
    if (template_) template_->OnAside(mark_);
  }
  if (auto hit = scanner_.ScanFreeText(text)) {
    Place place{options_.file, SheetPlace(sheet), row, std::string(kind)};
    if (column > 0) place.column = "number " + std::to_string(column) + " (" + std::string(kind) + ")";
    FoundPersonal(*hit, place);
  }
  return {};
}

void TableSink::Finish(std::uint64_t issue_total) {
  for (; issues_seen_ < issue_total; ++issues_seen_) {
    Finding finding;
    finding.code = "importer-issue";
    finding.place.file = options_.file;
    finding.message = options_.file + ": one more row could not be read.";
    findings_.Add(std::move(finding));
    ++rows_.read;
    ++rows_.refused;
  }
  if (template_) template_->Finish(findings_);
}

void TableSink::OnIssue(const Issue& issue) {
  ++issues_seen_;
  // A sentence of the importer may quote a cell that it could not hand over.
  for (const std::string_view said : {std::string_view(issue.text), std::string_view(issue.field)}) {
    if (auto hit = scanner_.ScanMessage(said)) {
      FoundPersonal(*hit, {options_.file, SheetPlace(issue.sheet), issue.row,
                           issue.column == 0 ? "" : "number " + std::to_string(issue.column)});
      return;
    }
  }
  Finding finding;
  finding.level = issue.level == Issue::Level::kError     ? Level::kError
                  : issue.level == Issue::Level::kWarning ? Level::kWarning
                                                          : Level::kInfo;
  finding.code = "importer-issue";
  finding.place = {options_.file, SheetPlace(issue.sheet), issue.row, issue.field};
  if (Persons()) {
    finding.place.column = issue.column == 0 ? "" : "number " + std::to_string(issue.column);
    finding.message = PlaceText(finding.place) +
                      ": the importer said something about this place that is not repeated, because "
                      "the table holds persons.";
  } else {
    finding.message = PlaceText(finding.place) + ": " + issue.text;
  }
  if (finding.level == Level::kError) {
    ++rows_.read;
    ++rows_.refused;
  }
  if (options_.rows != nullptr) options_.rows->AddIssue(finding.place, finding.message);
  findings_.Add(std::move(finding));
}

void TableSink::OnProgress(std::uint64_t, std::uint64_t) {
  if (on_rows) on_rows(rows_.read);
}

}  // namespace rapporteur
