#include "core/import/row_mapper.h"

#include <algorithm>
#include <array>
#include <deque>
#include <regex>
#include <set>

#include "core/base/text.h"
#include "core/check/value_check.h"
#include "core/import/look_alike.h"
#include "core/import/value_cell.h"
#include "core/model/computed_source.h"

namespace rapporteur {

// The slots a row fills.  A dimension not named here goes to `dimensions`.
struct RowMapper::Row {
  struct Slot {
    std::string_view text;
    const std::string* header = nullptr;
  };
  // A column of the vocabulary, its place found when this is compiled.
  struct Column {
    std::size_t index;
    consteval Column(const char* name) : index(VocabularyIndex(name)) {
      if (index == kVocabulary.size()) throw "not a column of the vocabulary";
    }
  };
  const Place* place = nullptr;
  std::array<Slot, kVocabulary.size()> slots;
  std::vector<std::pair<const std::string*, Slot>> dimensions;  // dimension -> code
  std::deque<std::string> names;                                // dimensions that a cell named
  std::vector<std::pair<std::string, Problem>> problems;        // header -> what is wrong with it

  const Slot* Find(Column column) const {
    const Slot& slot = slots[column.index];
    return slot.text.empty() ? nullptr : &slot;
  }

  // What is written over all rows: nothing is freed between two of them.
  void Clear() {
    slots.fill({});
    dimensions.clear();
    if (!names.empty()) names.clear();
    problems.clear();
  }
};

namespace {

const std::string kNoHeader;
// Columns whose content is a code, a period, a number or an address.
bool IsCodeColumn(const std::string& target) {
  return target != "note" && target != "evidence" && target != "text";
}

// " The column 'vаlue' looks like it, but letter 2 (а) is Cyrillic.", or nothing.
std::string DrawnAlike(const std::vector<std::string>& headers, const std::string& wanted) {
  for (const std::string& header : headers) {
    if (header == wanted || AsDrawnInLatin(header) != AsDrawnInLatin(wanted)) continue;
    const std::string mixed = MixedLetters(header);
    return " The column " + Quote(header) + " looks like it, but " +
           (mixed.empty() ? "is written in letters of another script" : mixed) + ".";
  }
  return "";
}

Decimal RoleDecimal(const Field& field) {
  if (field.role == "decimal-comma") return Decimal::kComma;
  return field.role == "decimal-point" ? Decimal::kPoint : Decimal::kUnknown;
}

// The convention by what stands highest: the column of the mapping, the importer's option, what the
// importer found in the whole column.  A column of numbers has no convention of the file's: its
// 1.234 is never 1234.
Decimal DecimalOf(Decimal own, Decimal told, const Field& field) {
  if (field.type != FieldType::kText) return Decimal::kPoint;
  if (own != Decimal::kUnknown) return own;
  return told != Decimal::kUnknown ? told : RoleDecimal(field);
}

}  // namespace

RowMapper::RowMapper(const Mapping& mapping, MapperContext context)
    : mapping_(mapping), context_(std::move(context)) {}

Status RowMapper::Bind(const std::vector<Field>& fields) {
  fields_ = fields;
  codes_.assign(fields.size(), false);
  scratch_.resize(fields.size());
  std::set<std::size_t> used;
  for (const Field& field : fields) headers_.emplace_back(Trim(field.name));
  for (const MappedColumn& column : mapping_.columns) {
    if (column.target == "value") value_column_ = &column;
    if (Status s = BindColumn(column, fields); !s.ok()) return s;
  }
  for (const SkipRule& rule : mapping_.skip) {
    Skip skip{&rule, {}};
    for (const SkipRule::Condition& condition : rule.conditions) {
      auto it = std::find(headers_.begin(), headers_.end(), condition.column);
      if (it != headers_.end()) skip.columns.push_back(int(it - headers_.begin()));
    }
    if (skip.columns.size() == rule.conditions.size()) skips_.push_back(std::move(skip));
  }
  for (const Bound& bound : bound_) {
    if (bound.index >= 0) used.insert(static_cast<std::size_t>(bound.index));
    for (int more : bound.also) used.insert(static_cast<std::size_t>(more));
  }
  if (mapping_.unpivot) {
    const std::regex pattern(mapping_.unpivot->headers);
    for (std::size_t i = 0; i < fields.size(); ++i) {
      const bool data = fields[i].role.empty() || fields[i].role.starts_with("decimal");
      if (used.contains(i) || !data) continue;
      if (!std::regex_match(headers_[i], pattern)) continue;
      auto code = mapping_.unpivot->codes.find(headers_[i]);
      const Decimal own = value_column_ == nullptr ? Decimal::kUnknown : value_column_->decimal;
      wide_.push_back({int(i), code == mapping_.unpivot->codes.end() ? headers_[i] : code->second,
                       DecimalOf(own, context_.decimal, fields[i])});
      used.insert(i);
      codes_[i] = true;
    }
    if (wide_.empty()) {
      return Status::Refused("missing-column",
                             context_.file + ": no column header matches " +
                                 Quote(mapping_.unpivot->headers) + ", which the mapping " +
                                 Quote(mapping_.name) + " expects.")
          .WithHint("Use another mapping, or adapt this one to the new layout.");
    }
  }
  std::vector<std::string> unknown;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const bool place_column = fields[i].role == "row" || fields[i].role == "sheet" ||
                              (context_.refused_copy && i + 1 == fields.size());
    if (!place_column && !used.contains(i) && !mapping_.ignored.contains(headers_[i])) {
      unknown.push_back(Quote(headers_[i]));
    }
  }
  if (!unknown.empty()) {
    const std::string by = mapping_.name.empty() ? "part of the observation vocabulary nor a dimension"
                                                 : "mapped nor ignored by the mapping " +
                                                       Quote(mapping_.name);
    return Status::Refused("unmapped-column", context_.file + ": the column " + List(unknown) +
                                                  " is neither " + by + ".")
        .WithHint("Map the column, or name it under \"ignored\" in a mapping document.");
  }
  return {};
}

Result<int> RowMapper::IndexOf(const std::string& header) const {
  const auto it = std::find(headers_.begin(), headers_.end(), header);
  if (it != headers_.end()) return int(it - headers_.begin());
  return Status::Refused("missing-column", context_.file + ": the column " + Quote(header) +
                                               ", which the mapping " + Quote(mapping_.name) +
                                               " expects, is not in the file." +
                                               DrawnAlike(headers_, header))
      .WithHint("Use another mapping, or adapt this one to the new layout.");
}

Status RowMapper::BindColumn(const MappedColumn& column, const std::vector<Field>& fields) {
  Bound bound;
  bound.column = &column;
  bound.vocabulary = VocabularyIndex(column.target);
  if (!column.constant && !column.from.empty()) {
    const Result<int> first = IndexOf(column.from);
    if (!first.ok()) return first.status();
    bound.index = *first;
    for (const std::string& header : column.also) {
      const Result<int> more = IndexOf(header);
      if (!more.ok()) return more.status();
      bound.also.push_back(*more);
      codes_[static_cast<std::size_t>(*more)] = true;
    }
    const auto index = static_cast<std::size_t>(bound.index);
    bound.decimal = DecimalOf(column.decimal, context_.decimal, fields[index]);
    codes_[index] = codes_[index] || (IsCodeColumn(column.target) && column.lookup.empty());
  } else if (!column.constant) {
    return {};  // only says how the values of a wide table are written
  }
  bound_.push_back(bound);
  return {};
}

bool RowMapper::HoldsCodes(std::size_t index) const { return index < codes_.size() && codes_[index]; }

bool RowMapper::HoldsEvidence(std::size_t index) const {
  return std::any_of(bound_.begin(), bound_.end(), [index](const Bound& bound) {
    return bound.index == int(index) && bound.column->target == "evidence";
  });
}

std::string_view RowMapper::CellText(int index, const Table& table, std::size_t row) {
  const auto column = static_cast<std::size_t>(index);
  if (table.IsMissing(column, row)) return {};
  switch (fields_[column].type) {
    case FieldType::kText:
      return Trim(table.Text(column, row));
    case FieldType::kInt64:
      return scratch_[column] = std::to_string(table.Int64(column, row));
    default:
      return scratch_[column] = FormatNumber(table.Float64(column, row));
  }
}

std::string_view RowMapper::Cell(Bound& bound, const Table& table, std::size_t row) {
  std::string_view text =
      bound.index < 0 ? std::string_view(*bound.column->constant) : CellText(bound.index, table, row);
  if (!bound.also.empty()) {
    bound.joined.assign(text);
    for (int more : bound.also) bound.joined.append(" | ").append(CellText(more, table, row));
    text = bound.joined;
  }
  if (text.empty()) text = bound.column->otherwise;
  if (!bound.column->none.empty() && bound.column->none.contains(std::string(text))) return {};
  if (!bound.column->codes.empty()) {
    auto it = bound.column->codes.find(std::string(text));
    if (it == bound.column->codes.end()) it = bound.column->codes.find("*");
    if (it != bound.column->codes.end()) return it->second;
  }
  return text;
}

std::optional<std::string> RowMapper::SkipReason(const Table& table, std::size_t row) {
  bool blank = true;
  for (std::size_t c = 0; blank && c < headers_.size(); ++c) {
    if (fields_[c].role == "row" || fields_[c].role == "sheet") continue;
    blank = CellText(int(c), table, row).empty();
  }
  if (blank) return "blank row";
  for (const Skip& skip : skips_) {
    bool all = true;
    for (std::size_t i = 0; all && i < skip.columns.size(); ++i) {
      all = skip.rule->conditions[i].Holds(CellText(skip.columns[i], table, row));
    }
    if (all) return skip.rule->reason;
  }
  return std::nullopt;
}

void RowMapper::Set(Row& row, const std::string& target, std::size_t vocabulary,
                    std::string_view text, const std::string& header) {
  if (vocabulary < kVocabulary.size()) {
    row.slots[vocabulary] = {text, &header};
    return;
  }
  for (auto& [dimension, slot] : row.dimensions) {
    if (*dimension == target && slot.text != text && !text.empty()) {
      row.problems.push_back({header, {"dimension-twice", target, "each dimension once in a row", ""}});
      return;
    }
  }
  row.dimensions.push_back({&target, {text, &header}});
}

void RowMapper::ReadPairs(const Bound& bound, std::string_view cell, Row& out) {
  const MappedColumn& column = *bound.column;
  const std::string& header = column.from;
  while (!cell.empty()) {
    const std::size_t end = cell.find(column.split);
    const std::string_view part = Trim(cell.substr(0, end));
    cell = end == std::string_view::npos ? std::string_view() : cell.substr(end + column.split.size());
    if (part.empty() || column.none.contains(std::string(part))) continue;
    const std::size_t at = part.find(column.pair);
    if (at == std::string_view::npos) {
      out.problems.push_back({header,
                              {"not-a-pair", std::string(part),
                               "pairs of the form dimension" + column.pair + "code",
                               "Rows that are not a cell of an indicator can't be stored as one."}});
      continue;
    }
    std::string target(Trim(part.substr(0, at)));
    std::string_view code = Trim(part.substr(at + column.pair.size()));
    if (auto it = column.rename.find(target); it != column.rename.end()) target = it->second;
    if (auto codes = column.pair_codes.find(target); codes != column.pair_codes.end()) {
      auto it = codes->second.find(std::string(code));
      if (it != codes->second.end()) code = it->second;
    }
    const std::string& name = out.names.emplace_back(std::move(target));
    Set(out, name, VocabularyIndex(name), code, header);
  }
}

void RowMapper::ReadRow(const Table& table, std::size_t row, Row& out) {
  out.Clear();
  for (Bound& bound : bound_) {
    const std::string& header = bound.column->from;
    const std::string_view cell = Cell(bound, table, row);
    if (bound.column->target == "*") {
      ReadPairs(bound, cell, out);
    } else {
      Set(out, bound.column->target, bound.vocabulary, cell, header);
    }
  }
}

void RowMapper::Map(const Table& table, std::size_t row_index, const Place& place,
                    RowResult& result) {
  result.kind = RowResult::Kind::kMapped;
  result.count = 0;
  result.findings.clear();
  if (std::optional<std::string> reason = SkipReason(table, row_index)) {
    result.kind = RowResult::Kind::kSkipped;
    result.skip_reason = *std::move(reason);
    return;
  }
  static thread_local Row row;
  row.place = &place;
  ReadRow(table, row_index, row);
  if (const Row::Slot* source = row.Find("source");
      source != nullptr && source->text == kComputedSource) {
    result.kind = RowResult::Kind::kSkipped;
    result.skip_reason = "computed by a formula";
    return;
  }
  Resolver* resolver = FindResolver(row, result);
  if (resolver == nullptr) {
    result.kind = RowResult::Kind::kRefused;
    return;
  }
  for (const auto& [header, problem] : row.problems) Fail(row, header, problem, result);
  row.problems.clear();
  if (wide_.empty()) {
    const Row::Slot* value = row.Find("value");
    Decimal decimal = Decimal::kUnknown;
    for (const Bound& bound : bound_) {
      if (bound.column == value_column_) decimal = bound.decimal;
    }
    MapOne(row, *resolver, value == nullptr ? std::string_view() : value->text, decimal,
           value == nullptr ? kNoHeader : *value->header, result);
  } else {
    for (const Wide& wide : wide_) {
      const std::string_view cell = CellText(wide.index, table, row_index);
      if (cell.empty()) continue;
      const std::string& header = headers_[static_cast<std::size_t>(wide.index)];
      MapWide(row, *resolver, cell, wide, header, result);
    }
  }
  if (!result.findings.empty()) {
    result.kind = RowResult::Kind::kRefused;
    result.count = 0;
  } else if (result.count == 0) {
    result.kind = RowResult::Kind::kSkipped;
    result.skip_reason = "no value in the row";
  }
}

// One cell of a wide table: the row says what its header says too, until the cell is mapped.
void RowMapper::MapWide(Row& row, Resolver& resolver, std::string_view cell, const Wide& wide,
                        const std::string& header, RowResult& result) {
  const std::size_t to = VocabularyIndex(mapping_.unpivot->to);
  const Row::Slot before = to < kVocabulary.size() ? row.slots[to] : Row::Slot();
  const std::size_t dimensions = row.dimensions.size();
  Set(row, mapping_.unpivot->to, to, wide.to, header);
  if (row.problems.empty()) {
    MapOne(row, resolver, cell, wide.decimal, header, result);
  } else {  // the row says something else of that dimension; its own problems are told already
    for (const auto& [column, problem] : row.problems) Fail(row, column, problem, result);
    row.problems.clear();
  }
  row.dimensions.resize(dimensions);
  if (to < kVocabulary.size()) row.slots[to] = before;
}

Resolver* RowMapper::FindResolver(const Row& row, RowResult& result) {
  const Row::Slot* country = row.Find("country");
  const std::string_view code = country != nullptr ? country->text : context_.country;
  const std::string& header = country != nullptr ? *country->header : kNoHeader;
  result.country.clear();
  if (code.empty()) {
    Fail(row, header,
         {"missing-country", "", "a country in the row", "Say --country CC, or map the column."},
         result);
    return nullptr;
  }
  result.country.assign(code);
  const CountryAnswer answer = context_.resolver(result.country);
  if (answer.resolver == nullptr) {
    Problem problem = *answer.problem;
    SayLookAlike(code, problem);
    Fail(row, header, problem, result);
  }
  return answer.resolver;
}

void RowMapper::MapOne(Row& row, Resolver& resolver, std::string_view value_cell, Decimal decimal,
                       const std::string& header, RowResult& result) {
  const Row::Slot* text = row.Find("text");
  const bool says_status = row.Find("status") != nullptr && row.Find("status")->text != "A";
  if (value_cell.empty() && text == nullptr && !says_status &&
      (value_column_ == nullptr || !value_column_->symbols.contains(""))) {
    return;  // a blank is not a zero and not a value
  }
  if (result.observations.size() <= result.count) result.observations.emplace_back();
  MappedObservation& out = result.observations[result.count];
  out.value = Value();
  const bool good = MapKey(row, resolver, out, result) && MapSource(row, resolver, out, result) &&
                    MapValue(row, value_cell, decimal, header, out, result) &&
                    MapFlags(row, out, result);
  if (good) ++result.count;
}

bool RowMapper::MapKey(Row& row, Resolver& resolver, MappedObservation& out, RowResult& result) {
  out.catalogue = &resolver.catalogue();

  const Row::Slot* indicator_slot = row.Find("indicator");
  if (indicator_slot == nullptr) {
    Fail(row, kNoHeader, {"missing-indicator", "", "the code of an indicator in the row", ""}, result);
    return false;
  }
  const Resolved<Indicator> indicator = resolver.FindIndicator(indicator_slot->text);
  if (indicator.value == nullptr) {
    Fail(row, *indicator_slot->header, *indicator.problem, result);
    return false;
  }
  const Row::Slot* period_slot = row.Find("period");
  const FoundPeriod& period =
      FindPeriod(period_slot == nullptr ? std::string_view() : period_slot->text);
  out.period = period.period.get();
  if (out.period == nullptr) {
    Fail(row, period_slot == nullptr ? kNoHeader : *period_slot->header, *period.problem, result);
    return false;
  }
  if (const Row::Slot* wanted = row.Find("definition")) {
    out.definition = out.catalogue->FindDefinition(std::string(wanted->text));
  } else {
    out.definition = indicator.value->On(out.period->last_day);
  }
  if (out.definition == nullptr || out.definition->dropped()) {
    const bool dropped = out.definition != nullptr;
    Fail(row, *indicator_slot->header,
         {dropped ? "indicator-dropped" : "no-definition", std::string(indicator_slot->text),
          dropped ? "an indicator that " + out.catalogue->country() + " has not dropped"
                  : "an indicator with a definition valid on " + FormatDate(out.period->last_day),
          ""},
         result);
    return false;
  }
  const Row::Slot* territory_slot = row.Find("territory");
  const Resolved<std::string> territory =
      resolver.FindTerritory(territory_slot == nullptr ? std::string_view() : territory_slot->text);
  if (territory.value == nullptr) {
    Fail(row, *territory_slot->header, *territory.problem, result);
    return false;
  }
  out.territory = territory.value;

  std::vector<std::pair<const std::string*, const std::string*>>& pairs = pairs_;
  pairs.clear();
  for (const auto& [dimension, slot] : row.dimensions) {
    const Resolved<std::string> found = resolver.FindCode(*dimension, slot.text);
    if (found.value == nullptr) {
      Fail(row, *slot.header, *found.problem, result);
      return false;
    }
    if (found.value->empty()) continue;
    if (!out.definition->HasDimension(*dimension)) {
      Fail(row, *slot.header,
           {"dimension-not-in-definition", *dimension,
            out.definition->dimensions.empty()
                ? "no breakdown, for " + out.definition->definition + " has none"
                : "a breakdown of " + out.definition->definition + " (" +
                      List(out.definition->dimensions, 15) + ")",
            ""},
           result);
      return false;
    }
    pairs.emplace_back(dimension, found.value);
  }
  std::sort(pairs.begin(), pairs.end(), [](const auto& a, const auto& b) { return *a.first < *b.first; });
  out.dimensions.clear();
  for (const auto& [dimension, value] : pairs) {
    if (!out.dimensions.empty()) out.dimensions += ';';
    out.dimensions.append(*dimension).append("=").append(*value);
  }
  return true;
}

bool RowMapper::MapSource(Row& row, Resolver& resolver, MappedObservation& out, RowResult& result) {
  const Row::Slot* counted = row.Find("counted_by");
  if (counted != nullptr) {
    const Resolved<std::string> body = resolver.FindInstitution(counted->text);
    if (body.value == nullptr) {
      Fail(row, *counted->header, *body.problem, result);
      return false;
    }
  }
  const Row::Slot* slot = row.Find("source");
  const std::string_view text = slot != nullptr ? slot->text : context_.source;
  const std::string& header = slot != nullptr ? *slot->header : kNoHeader;
  if (text.empty()) {
    Fail(row, header,
         {"missing-source", "", "the source of the value",
          "Say --source CODE, or map the column that names the source."},
         result);
    return false;
  }
  bool by_title = false;
  for (const Bound& bound : bound_) {
    by_title = by_title || (slot != nullptr && bound.column->target == "source" &&
                            bound.column->lookup == "sources.title");
  }
  const Resolved<Source> source =
      by_title ? resolver.FindSourceByTitle(text, counted == nullptr ? "" : counted->text)
               : resolver.FindSource(text);
  if (source.value == nullptr) {
    Fail(row, header, *source.problem, result);
    return false;
  }
  out.source = source.value;
  return true;
}

bool RowMapper::MapValue(Row& row, std::string_view cell, Decimal decimal, const std::string& header,
                         MappedObservation& out, RowResult& result) {
  value_note_.clear();
  static const MappedColumn kPlain;
  const MappedColumn& column = value_column_ == nullptr ? kPlain : *value_column_;
  const Row::Slot* status = row.Find("status");
  const Row::Slot* text = row.Find("text");
  std::optional<Problem> problem =
      ReadValueCell(*out.catalogue, *out.definition, cell, decimal, column,
                    {status == nullptr ? std::string_view() : status->text,
                     text == nullptr ? std::string_view() : text->text},
                    out.value, value_note_);
  if (!problem) {
    if (std::optional<ValueFault> fault = CheckValue(*out.definition, out.value)) {
      problem = Problem{fault->code, fault->found, fault->expected, fault->hint};
    }
  }
  if (problem) {
    Fail(row, header, *problem, result);
    return false;
  }
  return true;
}

bool RowMapper::MapFlags(Row& row, MappedObservation& out, RowResult& result) {
  if (const Row::Slot* slot = row.Find("flags")) {
    std::set<char> letters(out.value.flags.begin(), out.value.flags.end());
    for (char c : slot->text) {
      if (c == ' ' || c == ';' || c == ',' || c == '+') continue;
      const auto& flags = out.catalogue->flags();
      const bool known = std::any_of(flags.begin(), flags.end(), [c](const ValueStatus& flag) {
        return flag.code.size() == 1 && flag.code[0] == c;
      });
      if (!known) {
        Fail(row, *slot->header,
             {"unknown-flag", std::string(slot->text), "flags of the catalogue (B, D, U, K)", ""}, result);
        return false;
      }
      letters.insert(c);
    }
    out.value.flags.assign(letters.begin(), letters.end());
  }
  struct RemarkColumn {
    Row::Column column;
    std::string Remarks::*member;
  };
  static constexpr RemarkColumn kRemarks[] = {
      {"note", &Remarks::note}, {"source_ref", &Remarks::source_ref},
      {"evidence", &Remarks::evidence}, {"law", &Remarks::law},
      {"unit", &Remarks::unit}, {"counting_mode", &Remarks::counting_mode}};
  for (const auto& [column, member] : kRemarks) {
    const Row::Slot* slot = row.Find(column);
    (out.remarks.*member).assign(slot == nullptr ? std::string_view() : slot->text);
  }
  // What the definition says need not be said again: our own exports name the unit of every value.
  // A currency is kept with its value, for a country's can change.
  std::string& unit = out.remarks.unit;
  if (out.definition->value_kind == "currency") {
    if (unit.empty()) unit = out.catalogue->currency();
  } else if (unit == out.definition->unit) {
    unit.clear();
  }
  if (!value_note_.empty()) {
    if (!out.remarks.note.empty()) out.remarks.note += "; ";
    out.remarks.note += value_note_;
  }
  return true;
}

void RowMapper::Fail(const Row& row, const std::string& header, const Problem& problem,
                     RowResult& result) {
  Place place = *row.place;
  place.column = header;
  result.findings.push_back(MakeFinding(problem, place));
}

const RowMapper::FoundPeriod& RowMapper::FindPeriod(std::string_view text) {
  auto it = periods_.find(text);
  if (it != periods_.end()) return it->second;
  FoundPeriod found;
  Period period;
  found.problem = ReadPeriodCell(text, mapping_.period_cells, period);
  if (!found.problem) found.period = std::make_unique<Period>(std::move(period));
  return periods_.emplace(std::string(text), std::move(found)).first->second;
}

}  // namespace rapporteur
