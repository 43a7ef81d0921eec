#include "plugins/spreadsheet_import/settings.h"

#include <charconv>

namespace spreadsheet_import {
namespace {

std::uint64_t RowNumber(const std::string& option, const std::string& text, const char* others) {
  std::uint64_t row = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), row);
  if (parsed.ec != std::errc() || parsed.ptr != text.data() + text.size() || row == 0) {
    throw rpt::BadOption(option, std::string("expected the number of a row") + others);
  }
  return row;
}

}  // namespace

Settings ReadSettings(const rpt::Options& options) {
  Settings settings;
  settings.sheet = options.text("sheet");
  const std::string header = options.text("header_row", "auto");
  if (header == "none") {
    settings.header_row = Settings::kNoHeader;
  } else if (header != "auto") {
    settings.header_row = RowNumber("header_row", header, ", auto or none");
  }
  const std::string rows = options.text("header_rows", "auto");
  if (rows != "auto") {
    settings.header_rows = RowNumber("header_rows", rows, "s or auto");
    if (settings.header_rows > 20) throw rpt::BadOption("header_rows", "expected 20 rows at most");
  }
  if (const std::int64_t last = options.integer("last_row"); last > 0) {
    settings.last_row = static_cast<std::uint64_t>(last);
  } else if (last < 0) {
    throw rpt::BadOption("last_row", "expected the number of a row, or 0");
  }
  const std::string hidden = options.text("hidden", "auto");
  settings.hidden = hidden == "read"     ? Hidden::kRead
                    : hidden == "skip"   ? Hidden::kSkip
                    : hidden == "refuse" ? Hidden::kRefuse
                                         : Hidden::kAuto;
  settings.errors_are_missing = options.text("errors", "refuse") == "missing";
  const std::string decimal = options.text("decimal", "auto");
  if (decimal != "auto" && !decimal.empty()) settings.decimal = decimal[0];
  return settings;
}

}  // namespace spreadsheet_import
