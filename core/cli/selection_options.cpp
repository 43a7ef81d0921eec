#include "core/cli/selection_options.h"

#include <algorithm>

#include "core/base/text.h"

namespace rapporteur {
namespace {

// "sex=F,M" apart.
Result<std::pair<std::string, std::vector<std::string>>> ReadWhere(const std::string& text) {
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos || equals == 0 || equals + 1 == text.size()) {
    return Status::Usage("usage", "--where " + Quote(text) +
                                      ": expected DIMENSION=CODE, such as sex=F.");
  }
  std::vector<std::string> codes;
  for (std::string_view code : Split(std::string_view(text).substr(equals + 1), ',')) {
    codes.emplace_back(Trim(code));
  }
  std::string dimension(Trim(text.substr(0, equals)));
  if (dimension == "region") dimension = "territory";
  return std::pair(dimension, codes);
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
    Result<std::pair<std::string, std::vector<std::string>>> where = ReadWhere(text);
    if (!where.ok()) return where.status();
    auto& codes = selection.where[where->first];
    codes.insert(codes.end(), where->second.begin(), where->second.end());
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
    Result<std::pair<std::string, std::vector<std::string>>> where = ReadWhere(text);
    if (!where.ok()) return where.status();
    if (where->second.size() != 1) {
      return Status::Usage("usage", "--where " + Quote(text) + ": expected one code, for one cell.");
    }
    if (where->first == "territory") {
      cell.territory = where->second.front();
    } else if (where->second.front() != "_T") {
      dimensions.emplace_back(where->first, where->second.front());
    }
  }
  std::sort(dimensions.begin(), dimensions.end());
  cell.dimensions = DimensionsText(dimensions);
  return cell;
}

}  // namespace rapporteur
