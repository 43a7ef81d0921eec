#include "plugins/csv_import/layout.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <string_view>
#include <vector>

#include "plugins/csv_import/survey.h"

namespace csv_import {
namespace {

constexpr std::size_t kHead = std::size_t{256} << 10;

char OneCharacter(const rpt::Options& options, const char* name, const std::string& none) {
  const std::string text = options.text(name);
  if (text.empty() || text == none) return '\0';
  if (text == "tab") return '\t';
  if (text.size() != 1)
    throw rpt::BadOption(name, "expected one ASCII character or '" + none + "'");
  return text[0];
}

std::uint64_t Count(const rpt::Options& options, const char* name) {
  const std::int64_t count = options.integer(name);
  if (count < 0) throw rpt::BadOption(name, "expected a number of rows, 0 or more");
  return static_cast<std::uint64_t>(count);
}

std::uint64_t HeaderRow(const rpt::Options& options) {
  const std::string text = options.text("header_row", "auto");
  if (text == "auto") return Settings::kFindHeader;
  if (text == "none") return Settings::kNoHeader;
  std::uint64_t row = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), row);
  if (parsed.ec != std::errc() || parsed.ptr != text.data() + text.size() || row == 0) {
    throw rpt::BadOption("header_row", "expected the number of a row, auto or none");
  }
  return row;
}

std::string Text(const rpt::InputFile& in, std::uint64_t offset) {
  std::string text(kHead, '\0');
  text.resize(in.read_at(offset, text.data(), text.size()));
  return text;
}

// "sep=;" in the first line, as Excel writes and reads it; its separator, or '\0'.
char SeparatorLine(std::string_view line) {
  if (line.size() == 7 && line.front() == '"' && line.back() == '"') line = line.substr(1, 5);
  const bool is_one =
      line.size() == 5 && (line.substr(0, 4) == "sep=" || line.substr(0, 4) == "SEP=");
  return is_one ? line[4] : '\0';
}

// Where the last `count` lines begin.  REQUIRES: count > 0
std::uint64_t StartOfLastLines(const rpt::InputFile& in, std::uint64_t count) {
  const char mark = in.head(kHead).find('\n') == std::string::npos ? '\r' : '\n';
  std::uint64_t end = in.size();
  bool last = true;  // the mark that ends the text begins no line
  std::string chunk;
  while (end > 0) {
    const std::uint64_t begin = end > kHead ? end - kHead : 0;
    chunk.resize(static_cast<std::size_t>(end - begin));
    chunk.resize(in.read_at(begin, chunk.data(), chunk.size()));
    for (std::size_t i = chunk.size(); i > 0; i--) {
      if (chunk[i - 1] == mark && !last && --count == 0) return begin + i;
      last = false;
    }
    end = begin;
  }
  throw rpt::BadOption("skip_last_rows", "the file has no more rows than are skipped");
}

}  // namespace

Settings ReadSettings(const rpt::Options& options) {
  Settings settings;
  settings.separator = OneCharacter(options, "separator", "auto");
  settings.decimal = OneCharacter(options, "decimal", "auto");
  settings.quote = options.has("quote") ? OneCharacter(options, "quote", "none") : '"';
  settings.comment = OneCharacter(options, "comment", "none");
  settings.header_row = HeaderRow(options);
  settings.skip_rows = Count(options, "skip_rows");
  settings.skip_last_rows = Count(options, "skip_last_rows");
  return settings;
}

Layout FindLayout(const rpt::InputFile& in, const Settings& settings, const rpt::Job& job) {
  Layout layout;
  layout.format = {settings.separator, settings.quote, settings.comment};
  if (settings.skip_last_rows > 0) layout.end = StartOfLastLines(in, settings.skip_last_rows);
  const auto aside = [&job, &layout](const rpt::CsvReader& line) {
    if (line[0].empty()) return;
    if (layout.first_above == 0) layout.first_above = line.row();
    layout.last_above = line.row();
    job.aside("preamble", {line.row()}, line[0]);
  };

  // What we are told stands above the table.
  rpt::CsvReader lines(in.fd(), layout.format);
  lines.stop_at(layout.end);
  rpt::CsvReader::Position start = lines.position();
  if (lines.next_line()) {
    if (const char separator = SeparatorLine(lines[0])) {
      if (settings.separator == '\0') layout.format.separator = separator;
      start = lines.position();
    }
  }
  const bool told =
      settings.header_row != Settings::kFindHeader && settings.header_row != Settings::kNoHeader;
  const std::uint64_t skipped = std::max(settings.skip_rows, told ? settings.header_row - 1 : 0);
  lines.seek(start);
  while (lines.position().row < skipped) {
    if (!lines.next_line()) {
      throw rpt::BadOption(told ? "header_row" : "skip_rows",
                           "the file has only " + std::to_string(lines.row()) + " rows");
    }
    aside(lines);
  }
  start = lines.position();

  const std::string text = Text(in, start.offset);
  const bool whole = start.offset + text.size() >= in.size();
  const bool any_header = settings.header_row != Settings::kNoHeader;
  if (any_header && whole && text.find_first_not_of("\t;|,: \r\n\"") == text.npos) {
    throw rpt::BadInput(0, {}, "the file holds no table: every row is empty");
  }
  if (layout.format.separator == '\0') {
    layout.format.separator = FindSeparator(text, whole, layout.format);
  }
  const std::vector<Record> records = Survey(text, whole, layout.format, start);
  layout.width = UsualWidth(records).cells;
  layout.table = start;
  if (told || settings.header_row == Settings::kNoHeader) return layout;

  const Record* header = FindHeader(records, layout.width);
  if (header == nullptr) throw rpt::BadInput(0, {}, "the file holds no table: every row is empty");
  layout.table = header->before;
  while (lines.position().offset < layout.table.offset && lines.next_line()) aside(lines);
  return layout;
}

}  // namespace csv_import
