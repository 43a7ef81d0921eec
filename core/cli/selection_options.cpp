#include "core/cli/selection_options.h"

#include <algorithm>

#include "core/base/json.h"
#include "core/base/text.h"

namespace rapporteur {
namespace {

Result<WhereOneOf> ReadWhere(const std::string& text) {
  Result<WhereOneOf> where = ParseWhere(text);
  if (!where.ok()) return where.status().Within("--where");
  return where;
}

}  // namespace

Option WhereOption() {
  return {"--where", "DIM=CODE", "One cell of a breakdown, such as sex=F; may be repeated", false, true};
}

std::vector<Option> SelectionOptions() {
  return {
      {"--country", "CC", "Only this country (RS); may be repeated", false, true},
      {"--indicator", "CODE", "Only this indicator (ID.02); may be repeated", false, true},
      {"--period", "P[:P]", "Only periods within: 2017, 2015:2023"},
      {"--where", "DIM=A,B", "Only these codes of a dimension; _T is 'not broken down'", false, true},
      {"--totals", "", "Only values that are not broken down"},
      {"--all-sources", "", "All sources of a value, not only the chosen one"},
      {"--history", "", "Every revision, withdrawn ones too"},
  };
}

Result<Selection> ReadSelection(const CommandArguments& arguments) {
  Selection selection;
  selection.countries = arguments.All("--country");
  selection.indicators = arguments.All("--indicator");
  if (arguments.Has("--period")) {
    Result<PeriodRange> range = ParsePeriodRange(arguments.Get("--period"));
    if (!range.ok()) {
      return Status::Usage("bad-period", "--period: " + range.status().message() + ".");
    }
    selection.periods = *range;
  }
  for (const std::string& text : arguments.All("--where")) {
    Result<WhereOneOf> where = ReadWhere(text);
    if (!where.ok()) return where.status();
    auto& codes = selection.where[where->dimension];
    codes.insert(codes.end(), where->codes.begin(), where->codes.end());
  }
  selection.totals = arguments.Has("--totals");
  selection.all_sources = arguments.Has("--all-sources") || arguments.Has("--history");
  selection.history = arguments.Has("--history");
  return selection;
}

Result<CellOption> ReadCell(const CommandArguments& arguments) {
  CellOption cell;
  Dimensions dimensions;
  for (const std::string& text : arguments.All("--where")) {
    Result<WhereOneOf> where = ReadWhere(text);
    if (!where.ok()) return where.status();
    if (where->codes.size() != 1) {
      return Status::Usage("usage", "--where " + Quote(text) + ": expected one code, for one cell.");
    }
    if (where->dimension == "territory") {
      cell.territory = where->codes.front();
    } else if (where->codes.front() != "_T") {
      dimensions.emplace_back(where->dimension, where->codes.front());
    }
  }
  std::sort(dimensions.begin(), dimensions.end());
  cell.dimensions = DimensionsText(dimensions);
  return cell;
}

Result<std::shared_ptr<const Json>> ReadKeyValues(const CommandArguments& arguments,
                                                  const std::string& option) {
  Json pairs = Json::object();
  for (const std::string& text : arguments.All(option)) {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos || equals == 0) {
      return Status::Usage("usage", option + " " + Quote(text) + ": expected NAME=VALUE.");
    }
    pairs[text.substr(0, equals)] = text.substr(equals + 1);
  }
  return std::make_shared<const Json>(std::move(pairs));
}

}  // namespace rapporteur
