#include "core/import/counter.h"

#include <algorithm>
#include <set>

#include "core/base/number.h"
#include "core/base/text.h"
#include "core/check/value_check.h"

namespace rapporteur {
namespace {

// Different texts of country, indicator and source that nobody knows; they are remembered, so that
// nobody is asked twice.  A file with more has names where codes are due.
constexpr std::size_t kMostStrange = 4096;
constexpr std::size_t kPeriodTexts = 1u << 16;

const char* const kRemarks[] = {"note", "source_ref", "evidence", "law"};
std::string Remarks::*const kRemarkFields[] = {&Remarks::note, &Remarks::source_ref,
                                               &Remarks::evidence, &Remarks::law};

bool IsPlace(const Field& field) { return field.role == "row" || field.role == "sheet"; }

}  // namespace

// What is known of one country of the file.
struct Counter::Country {
  Resolver* resolver = nullptr;
  std::vector<std::unique_ptr<CountCells>> cells;  // by dimension
  struct Place {
    std::uint32_t context = 0;
    std::optional<Problem> problem;
  };
  TextMap<Place> places;  // by indicator, period and source
};

// The row being counted.
struct Counter::Row {
  const Table& table;
  std::size_t row;
  const Place& place;
  RowResult& result;
  Country* country = nullptr;
};

Counter::Counter(const Mapping& mapping, MapperContext context, const CountLimits& limits)
    : mapping_(mapping), rules_(*mapping.count), context_(std::move(context)), limits_(limits) {}

Counter::~Counter() = default;

std::uint64_t Counter::groups() const { return groups_ == nullptr ? 0 : groups_->size(); }

// ---- columns ----

Status Counter::BadMapping(const std::string& what) const {
  return Status::Refused("bad-mapping", "The mapping " + Quote(mapping_.name) + ": " + what);
}

Status Counter::MissingColumn(const std::string& header) const {
  return Status::Refused("missing-column", context_.file + ": the column " + Quote(header) +
                                               ", which the mapping " + Quote(mapping_.name) +
                                               " expects, is not in the file.")
      .WithHint("Use another mapping, or adapt this one to the new layout.");
}

Result<int> Counter::Want(const std::string& header) {
  auto it = std::find(headers_.begin(), headers_.end(), header);
  if (it == headers_.end()) return MissingColumn(header);
  const auto at = static_cast<std::size_t>(it - headers_.begin());
  bound_[header] = at;
  return static_cast<int>(at);  // its place in the table, until all are known
}

// Of two headers that differ in blanks the first is mapped.
bool Counter::IsBound(std::size_t column) const {
  auto it = bound_.find(headers_[column]);
  return it != bound_.end() && it->second == column;
}

// A header may be a cell: a file without a header has a person in its first row.
Status Counter::RefuseUnmapped() const {
  std::vector<std::string> unmapped;
  std::size_t number = 0;
  for (std::size_t i = 0; i < all_.size(); ++i) {
    if (IsPlace(all_[i])) continue;
    ++number;
    if (!IsBound(i) && !mapping_.ignored.contains(headers_[i])) {
      unmapped.push_back(std::to_string(number));
    }
  }
  if (unmapped.empty()) return {};
  return Status::Refused("unmapped-column",
                         context_.file + ": the column number " + List(unmapped) +
                             " is neither mapped nor ignored by the mapping " +
                             Quote(mapping_.name) + ".")
      .WithHint("Map the column, or name it under \"ignored\" in the mapping document; ignored "
                "columns of a table of persons are never read.");
}

Status Counter::Bind(const std::vector<Field>& all) {
  all_ = all;
  for (const Field& field : all) headers_.emplace_back(Trim(field.name));
  if (mapping_.unpivot) return BadMapping("a table of persons can't be a wide one.");
  for (const MappedColumn& column : mapping_.columns) {
    if (!column.also.empty()) {
      return BadMapping("columns." + column.target + ".from: found several headers, expected one; the "
                        "columns of a table of persons are counted one by one.");
    }
  }
  if (Status s = BindColumns(); !s.ok()) return s;
  if (Status s = BindDimensions(); !s.ok()) return s;
  if (Status s = BindSkips(); !s.ok()) return s;
  if (Status s = RefuseUnmapped(); !s.ok()) return s;

  // From here on a column is known by its place among the wanted ones.
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (IsPlace(all[i]) || IsBound(i)) wanted_.push_back(i);
  }
  std::vector<int> place(all.size(), -1);
  for (std::size_t i = 0; i < wanted_.size(); ++i) place[wanted_[i]] = static_cast<int>(i);
  const auto move = [&](int& index) {
    if (index >= 0) index = place[static_cast<std::size_t>(index)];
  };
  codes_.assign(wanted_.size(), false);
  birth_dates_.assign(wanted_.size(), false);
  const auto holds_codes = [&](int index) {
    if (index >= 0) codes_[static_cast<std::size_t>(index)] = true;
  };
  for (Slot* slot : {&country_, &indicator_, &period_, &source_, &counted_by_}) {
    move(slot->index);
    if (*slot && slot->column->lookup.empty()) holds_codes(slot->index);
  }
  for (CountColumn& dimension : dimensions_) {
    move(dimension.index);
    move(dimension.at_index);
    holds_codes(dimension.index);
    holds_codes(dimension.at_index);
    for (auto& [index, code] : dimension.yes_no) {
      move(index);
      holds_codes(index);
    }
    if (dimension.bands != nullptr && dimension.bands->date) {
      birth_dates_[static_cast<std::size_t>(dimension.index)] = true;
    }
  }
  move(person_);
  for (Skip& skip : skips_) {
    for (int& index : skip.columns) move(index);
  }
  for (const std::size_t i : wanted_) {
    types_.push_back(all[i].type);
    data_.push_back(!IsPlace(all[i]));
  }
  scratch_.resize(wanted_.size());
  return BindBreakdowns();
}

Status Counter::BindColumns() {
  for (const MappedColumn& column : mapping_.columns) {
    const std::string& target = column.target;
    Slot slot{&column, -1};
    if (!column.constant) {
      Result<int> index = Want(column.from);
      if (!index.ok()) return index.status();
      slot.index = *index;
    }
    Slot* key = target == "country"     ? &country_
                : target == "indicator" ? &indicator_
                : target == "period"    ? &period_
                : target == "source"    ? &source_
                : target == "counted_by" ? &counted_by_
                                         : nullptr;
    if (key != nullptr) {
      *key = slot;
      continue;
    }
    if (!IsVocabulary(target) || target == "territory") {
      if (!column.constant) {
        CountColumn dimension;
        dimension.dimension = target;
        dimension.header = column.from;
        dimension.column = &column;
        dimension.index = slot.index;
        dimensions_.push_back(std::move(dimension));
      } else if (target == "territory") {
        territory_ = *column.constant;
      } else {
        fixed_.emplace_back(target, *column.constant);
      }
      continue;
    }
    const auto* remark = std::find(std::begin(kRemarks), std::end(kRemarks), target);
    if (column.constant && remark != std::end(kRemarks)) {
      remarks_.emplace_back(&column, kRemarkFields[remark - std::begin(kRemarks)]);
    } else if (column.constant && target == "status") {
      status_ = *column.constant;
    } else if (column.constant && target == "flags") {
      flags_ = *column.constant;
    } else {
      return BadMapping("found the column " + Quote(target) +
                        ", expected country, indicator, period, territory, source, counted_by, a "
                        "dimension, or a constant remark: of persons only their number is stored.");
    }
  }
  return {};
}

Status Counter::BindDimensions() {
  const auto again = [&](const std::string& dimension) {
    return std::any_of(dimensions_.begin(), dimensions_.end(), [&](const CountColumn& other) {
      return other.dimension == dimension;
    });
  };
  for (const auto& [header, bands] : rules_.bands) {
    if (again(bands.to)) return BadMapping("the dimension " + bands.to + " is mapped twice.");
    CountColumn dimension;
    dimension.dimension = bands.to;
    dimension.header = header;
    dimension.bands = &bands;
    Result<int> index = Want(header);
    if (!index.ok()) return index.status();
    dimension.index = *index;
    if (!bands.at.empty()) {
      Result<int> at = Want(bands.at);
      if (!at.ok()) return at.status();
      dimension.at_index = *at;
    }
    dimensions_.push_back(std::move(dimension));
  }
  for (const auto& [name, multi] : rules_.multi) {
    if (multi.columns.empty()) {
      if (!again(name)) return BadMapping("\"multi\" names " + name + ", which is not mapped.");
      continue;
    }
    if (again(name)) return BadMapping("the dimension " + name + " is mapped twice.");
    CountColumn dimension;
    dimension.dimension = name;
    for (const auto& [header, code] : multi.columns) {
      Result<int> index = Want(header);
      if (!index.ok()) return index.status();
      dimension.yes_no.emplace_back(*index, code);
      if (dimension.header.empty()) dimension.header = header;
    }
    dimensions_.push_back(std::move(dimension));
  }
  for (CountColumn& dimension : dimensions_) {
    auto multi = rules_.multi.find(dimension.dimension);
    if (multi != rules_.multi.end()) dimension.multi = &multi->second;
    dimension.missing = rules_.MissingOf(dimension.dimension);
    dimension.several = rules_.SeveralOf(dimension.dimension);
  }
  if (rules_.person.empty()) return {};
  Result<int> person = Want(rules_.person);
  if (!person.ok()) return person.status();
  person_ = *person;
  return {};
}

Status Counter::BindSkips() {
  for (const SkipRule& rule : mapping_.skip) {
    Skip skip{&rule, {}};
    for (const SkipRule::Condition& condition : rule.conditions) {
      Result<int> index = Want(condition.column);
      if (!index.ok()) return index.status();
      skip.columns.push_back(*index);
    }
    skips_.push_back(std::move(skip));
  }
  return {};
}

Status Counter::BindBreakdowns() {
  std::vector<std::vector<std::size_t>> by;
  std::vector<bool> used(dimensions_.size(), false);
  if (!rules_.by) {
    by.emplace_back();
    for (std::size_t d = 0; d < dimensions_.size(); ++d) by.push_back({d});
    used.assign(dimensions_.size(), true);
  } else {
    for (const std::vector<std::string>& names : *rules_.by) {
      std::vector<std::size_t> breakdown;
      for (const std::string& name : names) {
        auto it = std::find_if(dimensions_.begin(), dimensions_.end(),
                               [&](const CountColumn& d) { return d.dimension == name; });
        if (it == dimensions_.end()) {
          return BadMapping("\"by\" names " + name + ", which no column is mapped to.");
        }
        const auto at = static_cast<std::size_t>(it - dimensions_.begin());
        if (std::find(breakdown.begin(), breakdown.end(), at) != breakdown.end()) {
          return BadMapping("\"by\" names " + name + " twice in one breakdown.");
        }
        breakdown.push_back(at);
        used[at] = true;
      }
      std::sort(breakdown.begin(), breakdown.end());
      if (std::find(by.begin(), by.end(), breakdown) != by.end()) {
        return BadMapping("\"by\" names the same breakdown twice.");
      }
      by.push_back(std::move(breakdown));
    }
  }
  if (by.empty()) return BadMapping("\"by\" names no breakdown; [[]] is the total alone.");
  std::vector<CountDimension> dimensions;
  std::vector<CountSeveral> several;
  for (std::size_t d = 0; d < dimensions_.size(); ++d) {
    const CountColumn& column = dimensions_[d];
    if (!used[d]) {
      return BadMapping("the dimension " + column.dimension +
                        " is mapped, but stands in no breakdown of \"by\"; leave out what is not "
                        "counted.");
    }
    CountDimension dimension;
    dimension.name = column.dimension;
    const bool unknown = column.missing.kind == CountMissing::Kind::kUnknown;
    dimension.unknown = [name = column.dimension, unknown](const Catalogue& catalogue) {
      const Codelist* list = unknown ? catalogue.FindDimension(name) : nullptr;
      return list == nullptr ? std::string() : list->unknown();
    };
    if (column.several.kind == CountSeveral::Kind::kCode) dimension.several = column.several.code;
    dimension.multi = column.several.kind == CountSeveral::Kind::kEach;
    dimensions.push_back(std::move(dimension));
    several.push_back(column.several);
  }
  groups_ = std::make_unique<CountGroups>(std::move(dimensions), std::move(by), limits_);
  if (person_ >= 0) {
    persons_ = std::make_unique<CountPersons>(*groups_, std::move(several), rules_.together, limits_);
  }
  profile_.codes.resize(dimensions_.size());
  return {};
}

// ---- rows ----

std::string_view Counter::CellText(int index, const Table& table, std::size_t row) {
  const auto column = static_cast<std::size_t>(index);
  if (table.IsMissing(column, row)) return {};
  switch (types_[column]) {
    case FieldType::kText:
      return Trim(table.Text(column, row));
    case FieldType::kInt64:
      return scratch_[column] = std::to_string(table.Int64(column, row));
    default:
      return scratch_[column] = FormatNumber(table.Float64(column, row));
  }
}

std::string_view Counter::SlotText(const Slot& slot, const Table& table, std::size_t row) {
  if (!slot) return {};
  if (slot.index < 0) return *slot.column->constant;
  std::string_view text = CellText(slot.index, table, row);
  if (auto it = slot.column->codes.find(std::string(text)); it != slot.column->codes.end()) {
    return it->second;
  }
  if (text.empty() || rules_.missing.contains(std::string(text))) text = slot.column->otherwise;
  return text;
}

std::optional<std::string> Counter::SkipReason(const Table& table, std::size_t row) {
  for (const Skip& skip : skips_) {
    bool all = true;
    for (std::size_t i = 0; all && i < skip.columns.size(); ++i) {
      all = skip.rule->conditions[i].Holds(CellText(skip.columns[i], table, row));
    }
    if (all) return skip.rule->reason;
  }
  return std::nullopt;
}

bool Counter::SaysNothing(const Table& table, std::size_t row) {
  for (std::size_t c = 0; c < data_.size(); ++c) {
    if (data_[c] && !CellText(static_cast<int>(c), table, row).empty()) return false;
  }
  return true;
}

bool Counter::IsStrange(char kind, std::string_view text) {
  return strange_.contains(std::string(1, kind).append(text));
}

void Counter::MarkStrange(char kind, std::string_view text) {
  strange_.emplace(std::string(1, kind).append(text), true);
  if (strange_.size() <= kMostStrange) return;
  too_strange_ = Status::Refused("too-many-unknown",
                                 "More than " + Grouped(kMostStrange) +
                                     " different countries, indicators or sources are unknown; "
                                     "nothing was stored.")
                     .WithHint("Look whether the mapping takes the right columns.");
}

bool Counter::Fail(Row& row, const std::string& header, Problem problem) {
  problem.found.clear();
  Place place = row.place;
  place.column = header;
  row.result.findings.push_back(MakeFinding(problem, place));
  row.result.kind = RowResult::Kind::kRefused;
  return false;
}

Status Counter::Add(const Table& table, std::size_t row_index, const Place& place,
                    RowResult& result) {
  result.kind = RowResult::Kind::kMapped;
  result.count = 0;
  result.findings.clear();
  if (std::optional<std::string> reason = SkipReason(table, row_index)) {
    result.kind = RowResult::Kind::kSkipped;
    result.skip_reason = *std::move(reason);
    return {};
  }
  Row row{table, row_index, place, result};
  if (SaysNothing(table, row_index)) {
    Fail(row, "",
         {"empty-row", "", "a row that says something in a mapped column",
          "It may be an empty line, or a person of whom nothing is known. Skip such rows by a rule "
          "of the mapping, or map a column that every person has."});
    return {};
  }
  if (!ReadContext(row) || !ReadDimensions(row)) return too_strange_;
  if (persons_ == nullptr) return groups_->Add(profile_);
  const std::string_view id = CellText(person_, table, row_index);
  if (id.empty() || rules_.missing.contains(std::string(id))) {
    Fail(row, rules_.person, {"missing-person", "", "the number of the person in the row", ""});
    return {};
  }
  Result<CountedRow> counted = persons_->Add(id, profile_);
  if (!counted.ok()) return counted.status();
  if (counted->kind == CountedRow::Kind::kDisagrees) {
    const CountColumn& column = dimensions_[counted->dimension];
    Fail(row, column.header,
         {"rows-disagree", "",
          "the same " + column.dimension + " as in the other rows of the person",
          "Say in \"several\" of the mapping's \"multi\" where a person may have several."});
  } else if (counted->kind == CountedRow::Kind::kReturns) {
    Fail(row, rules_.person,
         {"person-returns", "", "the rows of a person one after the other",
          "Sort the file by person, or say \"together\": false in the mapping's \"person\"."});
  }
  return {};
}

Counter::Country* Counter::FindCountry(Row& row) {
  const std::string_view said = SlotText(country_, row.table, row.row);
  const std::string code(country_ ? said : std::string_view(context_.country));
  const std::string header = country_ ? country_.column->from : "";
  if (auto it = countries_.find(code); it != countries_.end()) return it->second.get();
  if (code.empty()) {
    Fail(row, header,
         {"missing-country", "", "a country in the row",
          "Say --country CC, map the column, or skip such rows."});
    return nullptr;
  }
  const CountryAnswer answer = IsStrange('c', code) ? CountryAnswer() : context_.resolver(code);
  if (answer.resolver == nullptr) {
    MarkStrange('c', code);
    if (country_ && country_.column->unknown == "skip") {
      row.result.kind = RowResult::Kind::kSkipped;
      row.result.skip_reason = "a country without an enabled plugin";
      return nullptr;
    }
    Fail(row, header,
         {"country-not-enabled", "", "a country whose plugin is enabled",
          "Translate the column in the mapping's \"codes\", or say \"unknown\": \"skip\" where the "
          "other countries are meant to be left out."});
    return nullptr;
  }
  auto country = std::make_unique<Country>();
  country->resolver = answer.resolver;
  for (const CountColumn& column : dimensions_) {
    country->cells.push_back(std::make_unique<CountCells>(
        rules_, column, answer.resolver->catalogue(), *groups_));
  }
  return countries_.emplace(code, std::move(country)).first->second.get();
}

const Period* Counter::FindPeriod(std::string_view text) {
  if (auto it = period_texts_.find(text); it != period_texts_.end()) return it->second;
  Period period;
  if (ReadPeriodCell(text, mapping_.period_cells, period)) return nullptr;
  auto [it, added] = periods_.try_emplace(period.code);
  if (added) it->second = std::make_unique<Period>(period);
  if (period_texts_.size() >= kPeriodTexts) period_texts_.clear();
  period_texts_.emplace(std::string(text), it->second.get());
  return it->second.get();
}

const Source* Counter::FindSource(Row& row, Country& country) {
  const std::string_view text =
      source_ ? SlotText(source_, row.table, row.row) : std::string_view(context_.source);
  const std::string_view by = SlotText(counted_by_, row.table, row.row);
  if (text.empty()) {
    Fail(row, source_ ? source_.column->from : "",
         {"missing-source", "", "the source of the counts",
          "Say --source CODE, or map the column that names the source."});
    return nullptr;
  }
  const bool title = source_ && source_.column->lookup == "sources.title";
  Resolved<Source> found;
  const std::string asked = std::string(text) + "\n" + std::string(by);
  if (!IsStrange('s', asked)) {
    found = title ? country.resolver->FindSourceByTitle(text, by)
                  : country.resolver->FindSource(text);
  }
  if (found.value != nullptr) return found.value;
  MarkStrange('s', asked);
  Fail(row, source_ ? source_.column->from : "",
       {"unknown-source", "",
        "a registered source or institution of " + country.resolver->catalogue().country(),
        "List the sources with 'rapporteur source list', add one with 'rapporteur source add "
        "FILE'."});
  return nullptr;
}

std::optional<Problem> Counter::CheckDefinition(const Catalogue& catalogue,
                                                const IndicatorVersion& definition) const {
  if (definition.dropped()) {
    return Problem{"indicator-dropped", "",
                   "an indicator that " + catalogue.country() + " has not dropped", ""};
  }
  if (definition.value_kind != "count") {
    return Problem{"not-a-count", "",
                   "an indicator that counts; " + definition.definition + " does not", ""};
  }
  if (!definition.counting_unit.empty() && definition.counting_unit != rules_.unit) {
    return Problem{"other-unit", "",
                   "an indicator that counts the unit " + Quote(rules_.unit) + "; " +
                       definition.definition + " counts the unit " +
                       Quote(definition.counting_unit),
                   "Persons, cases and decisions are never added to each other."};
  }
  std::vector<std::string> dimensions;
  for (const auto& [dimension, code] : fixed_) dimensions.push_back(dimension);
  for (const CountColumn& column : dimensions_) dimensions.push_back(column.dimension);
  for (const std::string& dimension : dimensions) {
    if (dimension == "territory" || definition.HasDimension(dimension)) continue;
    return Problem{"dimension-not-in-definition", "",
                   definition.dimensions.empty()
                       ? "no breakdown, for " + definition.definition + " has none"
                       : "a breakdown of " + definition.definition + " (" +
                             List(definition.dimensions, 15) + "); " + dimension + " is none",
                   "Leave the column out of the mapping's \"columns\" and \"count\"."};
  }
  for (const auto& [dimension, code] : fixed_) {
    const Codelist* list = catalogue.FindDimension(dimension);
    if (list == nullptr || list->Find(code) == nullptr) {
      return Problem{"unknown-code", "", "a code of " + dimension + " as constant", ""};
    }
  }
  if (!territory_.empty() && catalogue.FindTerritory(territory_) == nullptr) {
    return Problem{"unknown-territory", "",
                   "a territorial unit of " + catalogue.country() + " as constant", ""};
  }
  return std::nullopt;
}

// Country, indicator, period and source.
bool Counter::ReadContext(Row& row) {
  row.country = FindCountry(row);
  if (row.country == nullptr) return false;
  Country& country = *row.country;
  for (std::size_t d = 0; d < dimensions_.size(); ++d) {
    if (const auto& problem = country.cells[d]->problem()) {
      return Fail(row, dimensions_[d].header, *problem);
    }
  }
  const Catalogue& catalogue = country.resolver->catalogue();
  const std::string_view period_text = SlotText(period_, row.table, row.row);
  const std::string period_header = period_ ? period_.column->from : "";
  if (period_text.empty()) {
    return Fail(row, period_header,
                {"missing-period", "", "a period in the row",
                 "Map the column, or skip the rows without one by a rule of the mapping."});
  }
  const Period* period = FindPeriod(period_text);
  if (period == nullptr) {
    Period unread;
    return Fail(row, period_header, *ReadPeriodCell(period_text, mapping_.period_cells, unread));
  }
  const std::string_view indicator_text = SlotText(indicator_, row.table, row.row);
  std::string key = period->code;
  key.append("\n").append(indicator_text).append("\n");
  key.append(source_ ? SlotText(source_, row.table, row.row) : std::string_view(context_.source));
  key.append("\n").append(SlotText(counted_by_, row.table, row.row));
  auto known = country.places.find(key);
  if (known == country.places.end()) {
    const std::string indicator_header = indicator_ ? indicator_.column->from : "";
    Resolved<Indicator> indicator;
    if (!indicator_text.empty() && !IsStrange('i', indicator_text)) {
      indicator = country.resolver->FindIndicator(indicator_text);
    }
    if (indicator.value == nullptr) {
      MarkStrange('i', indicator_text);
      return Fail(row, indicator_header,
                  {"unknown-indicator", "", "the code of an indicator of " + catalogue.country(),
                   "List the codes with 'rapporteur indicator list " + catalogue.country() + "'."});
    }
    const IndicatorVersion* definition = indicator.value->On(period->last_day);
    if (definition == nullptr) {
      return Fail(row, indicator_header,
                  {"no-definition", "",
                   "an indicator with a definition valid on the last day of the period", ""});
    }
    const Source* source = FindSource(row, country);
    if (source == nullptr) return false;
    Country::Place place;
    place.problem = CheckDefinition(catalogue, *definition);
    if (!place.problem) {
      place.context = groups_->ContextRef({&catalogue, definition, period, source});
    }
    known = country.places.emplace(key, std::move(place)).first;
  }
  if (known->second.problem) {
    return Fail(row, indicator_ ? indicator_.column->from : "", *known->second.problem);
  }
  profile_.context = known->second.context;
  return true;
}

bool Counter::ReadDimensions(Row& row) {
  for (std::size_t d = 0; d < dimensions_.size(); ++d) {
    const CountColumn& column = dimensions_[d];
    CountCells& cells = *row.country->cells[d];
    CodeRefs& codes = profile_.codes[d];
    codes.clear();
    const auto refused = [&](const CountCells::Answer& answer, const std::string& header) {
      if (answer.kind == CountCells::Answer::Kind::kRefused) {
        return !Fail(row, header, *answer.problem);
      }
      if (answer.kind == CountCells::Answer::Kind::kSkipped) {
        row.result.kind = RowResult::Kind::kSkipped;
        row.result.skip_reason = "a code of " + column.dimension + " that is not counted";
        return true;
      }
      codes.insert(codes.end(), answer.codes.begin(), answer.codes.end());
      return false;
    };
    if (column.index >= 0) {
      const std::string_view text = CellText(column.index, row.table, row.row);
      const std::string_view at = column.at_index < 0
                                      ? std::string_view()
                                      : CellText(column.at_index, row.table, row.row);
      if (refused(cells.Read(text, at), column.header)) return false;
    } else {
      bool all_no = true;
      for (std::size_t i = 0; i < column.yes_no.size(); ++i) {
        bool no = false;
        const std::string_view text = CellText(column.yes_no[i].first, row.table, row.row);
        const CountCells::Answer answer = cells.ReadYesNo(text, i, no);
        const auto index = static_cast<std::size_t>(column.yes_no[i].first);
        if (refused(answer, headers_[wanted_[index]])) return false;
        all_no = all_no && no;
      }
      if (all_no) codes = cells.none();
    }
    std::sort(codes.begin(), codes.end());
    codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
    if (codes.empty() && column.missing.kind == CountMissing::Kind::kRefuse) {
      return Fail(row, column.header, {"missing-code", "", "a code of " + column.dimension, ""});
    }
    if (codes.size() > 1 && column.several.kind == CountSeveral::Kind::kRefuse &&
        groups_->Narrow(profile_.context, d, codes).size() > 1) {
      return Fail(row, column.header,
                  {"several-codes", "", "one code of " + column.dimension + " in the row",
                   "Say in \"several\" of the mapping's \"multi\" what a person with several "
                   "counts as."});
    }
  }
  return true;
}

// ---- the end ----

Status Counter::Finish(const std::function<Status(const MappedObservation&)>& emit) {
  if (persons_ != nullptr) {
    if (Status s = persons_->Finish(); !s.ok()) return s;
  }
  MappedObservation out;
  const Status done = groups_->Finish([&](const CountGroups::Group& group) -> Status {
    const CountContext& context = *group.context;
    out.catalogue = context.catalogue;
    out.definition = context.definition;
    out.period = context.period;
    out.source = context.source;
    const std::string& territory = group.territory.empty() ? territory_ : group.territory;
    out.territory = territory.empty() ? &context.catalogue->country()
                                      : &context.catalogue->FindTerritory(territory)->code;
    Dimensions dimensions;
    for (const auto& [name, code] : group.dimensions) dimensions.emplace_back(name, code);
    dimensions.insert(dimensions.end(), fixed_.begin(), fixed_.end());
    std::sort(dimensions.begin(), dimensions.end());
    out.dimensions = DimensionsText(dimensions);
    out.value = Value();
    out.value.number = static_cast<double>(group.count);
    out.value.status = status_;
    out.value.flags = flags_;
    out.remarks = Remarks();
    for (const auto& [column, field] : remarks_) out.remarks.*field = *column->constant;
    if (group.multi) out.remarks.counting_mode = "multi";
    if (const std::optional<ValueFault> fault = CheckValue(*out.definition, out.value)) {
      return Status::Refused(fault->code, "A count of " + out.definition->definition + ": expected " +
                                              fault->expected + ".");
    }
    return emit(out);
  });
  if (!done.ok()) return done;
  std::map<std::pair<std::string, std::string>, std::uint64_t> totals;
  for (std::uint32_t i = 0; i < groups_->contexts(); ++i) {
    const CountContext& context = groups_->context(i);
    totals[{context.catalogue->country(), context.definition->code}] += groups_->persons(i);
  }
  for (const auto& [key, count] : totals) totals_.push_back({key.first, key.second, count});
  return {};
}

}  // namespace rapporteur
