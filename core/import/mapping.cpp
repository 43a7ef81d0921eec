#include "core/import/mapping.h"

#include "core/base/json.h"
#include "core/base/text.h"

namespace rapporteur {
namespace {

std::map<std::string, std::string> ReadCodes(const Json& json) {
  std::map<std::string, std::string> codes;
  if (!json.is_object()) return codes;
  for (const auto& [from, to] : json.items()) {
    if (to.is_string()) codes[from] = to.get<std::string>();
  }
  return codes;
}

// `status` is what a symbol means where it doesn't say it; a mark leaves the number's.
Symbol ReadSymbol(const Json& json, const std::string& status) {
  Symbol symbol;
  symbol.status = status;
  if (json.is_string()) {
    const std::string word = json.get<std::string>();
    symbol.refuse = word == "refuse";
    if (word != "refuse" && word != "ignore") symbol.status = word;
    return symbol;
  }
  symbol.status = GetString(json, "status", status);
  symbol.text = GetString(json, "text");
  symbol.flags = GetString(json, "flags");
  symbol.note = GetString(json, "note");
  symbol.value = GetNumber(json, "value");
  return symbol;
}

Result<std::regex> Pattern(const std::string& text, const std::string& where) {
  try {
    return std::regex(text);
  } catch (const std::regex_error&) {
    return Status::Refused("bad-mapping",
                           where + ": found " + Quote(text) + ", expected a regular expression.");
  }
}

Decimal ReadDecimal(const Json& json) {
  const std::string mark = GetString(json, "decimal"), group = GetString(json, "group");
  if (mark == "," || (mark.empty() && group == ".")) return Decimal::kComma;
  return mark == "." || (mark.empty() && group == ",") ? Decimal::kPoint : Decimal::kUnknown;
}

MappedColumn ReadColumn(const std::string& target, const Json& json) {
  MappedColumn column;
  column.target = target;
  column.also = GetStrings(json, "from");
  if (column.also.empty()) {
    column.from = GetString(json, "from");
  } else {
    column.from = column.also.front();
    column.also.erase(column.also.begin());
  }
  if (json.contains("constant")) column.constant = GetString(json, "constant");
  column.decimal = ReadDecimal(json);
  column.otherwise = GetString(json, "default");
  column.lookup = GetString(json, "lookup");
  column.unknown = GetString(json, "unknown");
  for (const auto& [text, symbol] : GetMember(json, "symbols").items()) {
    column.symbols[text] = ReadSymbol(symbol, "O");
  }
  for (const auto& [text, mark] : GetMember(json, "marks").items()) {
    column.marks[text] = ReadSymbol(mark, "");
  }
  const std::string brackets = GetString(json, "brackets");
  if (brackets == "minus") column.brackets = Brackets::kMinus;
  if (brackets == "unreliable") column.brackets = Brackets::kUnreliable;
  const std::string group = GetString(json, "group", ".");
  column.blank_groups = group != "." && group != ",";
  for (const std::string& none : GetStrings(json, "none")) column.none.insert(none);
  if (target != "*") {
    column.codes = ReadCodes(GetMember(json, "codes"));
    return column;
  }
  column.split = GetString(json, "split", ";");
  column.pair = GetString(json, "pair", "=");
  column.rename = ReadCodes(GetMember(json, "rename"));
  for (const auto& [dimension, codes] : GetMember(json, "codes").items()) {
    column.pair_codes[dimension] = ReadCodes(codes);
  }
  return column;
}

Status ReadCondition(const Json& json, const std::string& what, SkipRule* skip) {
  SkipRule::Condition condition;
  condition.column = GetString(json, "column");
  if (json.contains("equals")) condition.equals = GetString(json, "equals");
  if (GetBool(json, "empty")) condition.equals = "";
  if (json.contains("matches")) {
    Result<std::regex> pattern = Pattern(GetString(json, "matches"), what + ", skip.matches");
    if (!pattern.ok()) return pattern.status();
    condition.matches = *std::move(pattern);
  }
  skip->conditions.push_back(std::move(condition));
  return {};
}

// "date" and "period", which a column of periods and a wide table whose headers are periods may say.
Status ReadPeriodCells(const Json& json, const std::string& where, PeriodCells* cells) {
  const std::string kind = GetString(json, "period"), format = GetString(json, "date");
  cells->kind = ReadPeriodKind(kind);
  if (format.empty()) return {};
  Result<DateFormat> date = DateFormat::Read(format);
  if (!date.ok()) {
    return Status::Refused("bad-mapping", where + ".date: " + date.status().message() + ".");
  }
  if (cells->kind == PeriodKind::kAny || cells->kind == PeriodKind::kRange) {
    return Status::Refused("bad-mapping", where + ".period: found " + Quote(kind) +
                                              ", expected 'year', 'half', 'quarter' or 'month' beside "
                                              "\"date\".");
  }
  cells->date = *std::move(date);
  return {};
}

}  // namespace

bool SkipRule::Condition::Holds(std::string_view cell) const {
  return equals ? cell == *equals : matches && std::regex_match(cell.begin(), cell.end(), *matches);
}

Result<Mapping> Mapping::Read(const Json& document, const std::string& what) {
  Mapping mapping;
  if (GetString(document, "document") != "mapping/1") {
    return Status::Refused("bad-mapping", what + ": found " +
                                              Quote(GetString(document, "document")) +
                                              " as \"document\", expected 'mapping/1'.");
  }
  Result<std::string> name = RequireString(document, "name", what);
  if (!name.ok()) return name.status();
  mapping.name = *name;
  mapping.version = static_cast<int>(GetInt(document, "version", 1));
  const Json& target = GetMember(document, "for");
  mapping.institution = GetString(target, "institution");
  mapping.headers = GetStrings(target, "headers");
  const Json& read = GetMember(document, "read");
  mapping.plugin = GetString(read, "plugin");
  const Json& options = GetMember(read, "options");
  mapping.options = std::make_shared<const Json>(options.is_object() ? options : Json::object());
  mapping.persons = GetString(document, "rows", "observations") != "observations";
  mapping.persons_only = GetString(document, "rows") == "persons";
  if (mapping.persons) {
    Result<CountRules> count = CountRules::Read(GetMember(document, "count"), what + ", count");
    if (!count.ok()) return count.status();
    mapping.count = *std::move(count);
  }
  for (const Json& rule : GetMember(document, "skip")) {
    SkipRule skip;
    Status first = ReadCondition(rule, what, &skip);
    for (const Json& more : GetMember(rule, "and")) {
      if (first.ok()) first = ReadCondition(more, what, &skip);
    }
    if (!first.ok()) return first;
    skip.reason = GetString(rule, "reason", "skip rule on column " + skip.conditions[0].column);
    mapping.skip.push_back(std::move(skip));
  }
  for (const auto& [column, body] : GetMember(document, "columns").items()) {
    mapping.columns.push_back(ReadColumn(column, body));
    if (column != "period") continue;
    Status s = ReadPeriodCells(body, what + ", columns.period", &mapping.period_cells);
    if (!s.ok()) return s;
  }
  const Json& unpivot = GetMember(document, "unpivot");
  if (unpivot.is_object()) {
    mapping.unpivot = Unpivot{GetString(unpivot, "headers"), GetString(unpivot, "to", "period"),
                              ReadCodes(GetMember(unpivot, "codes"))};
    Result<std::regex> pattern = Pattern(mapping.unpivot->headers, what + ", unpivot.headers");
    if (!pattern.ok()) return pattern.status();
    if (mapping.unpivot->to == "period") {
      Status s = ReadPeriodCells(unpivot, what + ", unpivot", &mapping.period_cells);
      if (!s.ok()) return s;
    }
  }
  mapping.document = std::make_shared<const Json>(document);
  for (const std::string& ignored : GetStrings(document, "ignored")) {
    mapping.ignored.insert(ignored);
  }
  return mapping;
}

Mapping Mapping::Identity(const std::vector<std::string>& headers) {
  Mapping mapping;
  mapping.options = std::make_shared<const Json>(Json::object());
  mapping.period_cells.vocabulary = true;
  for (const std::string& header : headers) {
    MappedColumn column;
    column.target = header;
    column.from = header;
    mapping.columns.push_back(std::move(column));
  }
  return mapping;
}

}  // namespace rapporteur
