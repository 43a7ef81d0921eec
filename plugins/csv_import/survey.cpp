#include "plugins/csv_import/survey.h"

#include <algorithm>
#include <utility>

namespace csv_import {
namespace {

constexpr std::size_t kMostRecords = 1000;
constexpr std::size_t kLongestQuoted = std::size_t{32} << 10;  // or a mark that is never closed

bool EndsLine(char c) { return c == '\n' || c == '\r'; }

// Counts lines: LF, CR LF, CR.
std::uint64_t LineEnds(std::string_view text) {
  std::uint64_t lines = 0;
  for (std::size_t i = 0; i < text.size(); i++) {
    if (text[i] == '\n' || (text[i] == '\r' && text.substr(i, 2) != "\r\n")) lines++;
  }
  return lines;
}

struct Shape {
  std::size_t cells = 1, filled = 0;
  std::size_t end = 0;  // of the record, before its line end
  bool good = false;    // well formed, and it ends within the text
};

Shape WithQuotes(std::string_view text, const rpt::CsvFormat& format) {
  Shape shape;
  std::size_t i = 0;
  while (true) {
    const std::size_t begin = i;
    if (format.quote != '\0' && i < text.size() && text[i] == format.quote) {
      for (i++; i < text.size(); i++) {
        if (i - begin > kLongestQuoted) return shape;
        if (text[i] != format.quote) continue;
        if (i + 1 >= text.size() || text[i + 1] != format.quote) break;
        i++;
      }
      if (i == text.size()) return shape;
      i++;
    }
    while (i < text.size() && text[i] != format.separator && !EndsLine(text[i])) {
      if (format.quote != '\0' && (text[i] == format.quote || text[begin] == format.quote)) {
        return shape;
      }
      i++;
    }
    if (i > begin) shape.filled++;
    if (i == text.size() || EndsLine(text[i])) break;
    shape.cells++;
    i++;
  }
  shape.end = i;
  shape.good = true;
  return shape;
}

Shape WithoutQuotes(std::string_view text, char separator) {
  Shape shape;
  std::size_t begin = 0;
  for (shape.end = 0;; shape.end++) {
    const bool end = shape.end == text.size() || EndsLine(text[shape.end]);
    if (!end && text[shape.end] != separator) continue;
    if (shape.end > begin) shape.filled++;
    if (end) break;
    shape.cells++;
    begin = shape.end + 1;
  }
  return shape;
}

}  // namespace

std::vector<Record> Survey(std::string_view text, bool whole, const rpt::CsvFormat& format,
                           rpt::CsvReader::Position start) {
  std::vector<Record> records;
  while (!text.empty() && records.size() < kMostRecords) {
    Shape shape = WithQuotes(text, format);
    if (!shape.good) shape = WithoutQuotes(text, format.separator);
    if (shape.end == text.size() && !whole) break;
    const bool comment = format.comment != '\0' && text[0] == format.comment;
    if (comment) shape = WithoutQuotes(text, format.separator);
    if (!comment) records.push_back({start, shape.cells, shape.filled});
    start.row++;
    start.line += 1 + LineEnds(text.substr(0, shape.end));
    std::size_t next = std::min(shape.end + 1, text.size());
    if (text.substr(shape.end, 2) == "\r\n") next++;
    start.offset += next;
    text.remove_prefix(next);
  }
  return records;
}

Width UsualWidth(const std::vector<Record>& records) {
  std::vector<Width> widths;  // in the order of their first record
  for (const Record& record : records) {
    if (record.filled == 0) continue;
    auto same = std::find_if(widths.begin(), widths.end(),
                             [&record](const Width& w) { return w.cells == record.cells; });
    if (same == widths.end()) same = widths.insert(same, {record.cells, 0});
    same->records++;
  }
  // A single cell is what titles and notes have; two and more are a table.
  Width usual;
  for (const Width& width : widths) {
    if (width.cells > 1 && width.records > usual.records) usual = width;
  }
  return usual;
}

char FindSeparator(std::string_view text, bool whole, const rpt::CsvFormat& format) {
  char best = ',';
  std::size_t most = 0;
  for (char separator : {'\t', ';', '|', ',', ':'}) {
    rpt::CsvFormat candidate = format;
    candidate.separator = separator;
    const std::vector<Record> records = Survey(text, whole, candidate, {});
    const Width width = UsualWidth(records);
    const auto filled = static_cast<std::size_t>(std::count_if(
        records.begin(), records.end(), [](const Record& r) { return r.filled > 0; }));
    if (separator == ':' && (width.records < 2 || width.records != filled)) continue;
    if (width.records > most) {
      most = width.records;
      best = separator;
    }
  }
  return best;
}

const Record* FindHeader(const std::vector<Record>& records, std::size_t width) {
  for (const Record& record : records) {
    const bool title = width >= 3 && record.filled == 1;
    if (record.cells == width && record.filled > 0 && !title) return &record;
  }
  return nullptr;
}

}  // namespace csv_import
