#include "plugins/csv_import/csv_import.h"

#include <algorithm>
#include <cstdint>
#include <rapporteur/csv.hpp>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "plugins/common/text/utf8_input.h"
#include "plugins/csv_import/layout.h"
#include "plugins/csv_import/profile.h"
#include "plugins/csv_import/survey.h"

namespace csv_import {
namespace {

constexpr std::size_t kMostColumns = 16383;  // the table has one more, for the row
constexpr std::uint64_t kRowsBetweenCalls = 4096;

struct Header {
  std::vector<std::string> names;  // as written, blanks made single; "" where the cell is empty
  std::uint64_t row = 0;           // 0: the table has none
};

// Line ends and runs of blanks become one blank.
std::string OneLine(std::string_view cell) {
  std::string text;
  for (char c : cell) {
    const bool blank = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (!blank) {
      text += c;
    } else if (!text.empty() && text.back() != ' ') {
      text += ' ';
    }
  }
  if (!text.empty() && text.back() == ' ') text.pop_back();
  return text;
}

Header ReadHeader(rpt::CsvReader& csv, const Settings& settings, const Layout& layout,
                  const rpt::Job& job) {
  Header header;
  if (settings.header_row == Settings::kNoHeader) {
    header.names.resize(layout.width);
    return header;
  }
  while (csv.next() && csv.comment()) job.aside("comment", {csv.row()}, csv[0]);
  header.row = csv.row();
  for (std::size_t i = 0; i < csv.size(); i++) header.names.push_back(OneLine(csv[i]));
  const bool empty = std::all_of(header.names.begin(), header.names.end(),
                                 [](const std::string& name) { return name.empty(); });
  if (empty) throw rpt::BadInput(header.row, {}, "the row is empty, expected the header");
  if (header.names.size() > kMostColumns) {
    throw rpt::LimitReached(header.row, "the header has more than 16,383 columns");
  }
  return header;
}

// The columns that are handed out: all but those without header and content.
struct Columns {
  std::vector<std::size_t> places;
  std::vector<rpt::Field> fields;
};

Columns ChooseColumns(const Header& header, const Profile& profile, const Settings& settings,
                      const rpt::Job& job) {
  Columns columns;
  std::set<std::string> taken(header.names.begin(), header.names.end());
  std::set<std::string> used;
  std::string row = "row";
  while (taken.count(row) > 0) row += "_of_file";
  columns.fields.push_back({row, rpt::Type::int64, "row"});
  used.insert(row);
  for (std::size_t i = 0; i < header.names.size(); i++) {
    const ColumnProfile& column = profile.columns[i];
    std::string name = header.names[i];
    const bool no_name = name.empty();
    if (no_name && header.row > 0 && column.filled == 0) continue;
    if (no_name) name = "column_" + std::to_string(i + 1);
    for (int n = 2; used.count(name) > 0 || (no_name && taken.count(name) > 0); n++) {
      name = (no_name ? "column_" + std::to_string(i + 1) : header.names[i]) + " (" +
             std::to_string(n) + ")";
    }
    if (header.row > 0 && name != header.names[i]) {
      job.issue(rpt::Level::warning, {header.row, i + 1, {}, name},
                no_name ? "the header is empty; the column is called " + name
                        : "the header stands there a second time; the column is called " + name);
    }
    std::string role;
    if (settings.decimal != '\0') {
      role = settings.decimal == ',' ? "decimal-comma" : "decimal-point";
    } else if (column.comma_row > 0 && column.point_row > 0) {
      job.issue(rpt::Level::warning,
                {std::max(column.comma_row, column.point_row), i + 1, {}, name},
                "numbers are written with a decimal comma (row " +
                    std::to_string(column.comma_row) + ") and with a decimal point (row " +
                    std::to_string(column.point_row) + "); one such as 1.234 can't be read");
    } else if (column.comma_row > 0 || column.point_row > 0) {
      role = column.comma_row > 0 ? "decimal-comma" : "decimal-point";
    }
    used.insert(name);
    columns.places.push_back(i);
    columns.fields.push_back({name, rpt::Type::text, role});
  }
  return columns;
}

void HandOut(rpt::CsvReader& csv, const Header& header, const Profile& profile,
             const Columns& columns, rpt::TableWriter& out, const rpt::Job& job) {
  std::uint64_t count = 0;
  while (csv.position().offset < profile.end.offset && csv.next()) {
    if (++count % kRowsBetweenCalls == 0) {
      job.progress(csv.file_size() + csv.position().offset, 2 * csv.file_size());
    }
    if (csv.comment() || IsEmptyRow(csv, header.names.size())) continue;
    out.integer(static_cast<std::int64_t>(csv.row()));
    for (const std::size_t place : columns.places) {
      if (csv[place].empty() && !csv.quoted(place)) {
        out.missing();
      } else {
        out.text(csv[place]);
      }
    }
    out.end_row();
  }
}

// What is not read as table is said once, so that a row that was taken for a note is noticed.
void Mention(const rpt::Job& job, std::uint64_t first, std::uint64_t last, const char* where) {
  if (first == 0) return;
  job.issue(rpt::Level::info, {first},
            (first == last
                 ? "row " + std::to_string(first) + " stands "
                 : "rows " + std::to_string(first) + " to " + std::to_string(last) + " stand ") +
                where + " the table and are not read as rows");
}

void HandOverFooter(const rpt::InputFile& in, const rpt::CsvReader::Position& from, char separator,
                    const rpt::Job& job) {
  rpt::CsvReader lines(in.fd());
  lines.seek(from);
  std::uint64_t first = 0, last = 0;
  while (lines.next_line()) {
    if (lines[0].find_first_not_of(separator) == std::string_view::npos) continue;
    if (first == 0) first = lines.row();
    last = lines.row();
    job.aside("footer", {lines.row()}, lines[0]);
  }
  Mention(job, first, last, "below");
}

}  // namespace
}  // namespace csv_import

void CsvImport::run(rpt::InputFile& in, rpt::TableWriter& out, rpt::Job& job) {
  using namespace csv_import;
  const Settings settings = ReadSettings(job.options());
  const std::string head = in.head(std::size_t{64} << 10);
  if (head.empty() || head == "\xEF\xBB\xBF") {
    throw rpt::BadInput(0, {}, "the file is empty, expected a table");
  }
  if (const std::size_t nul = head.find('\0'); nul != head.npos) {
    throw rpt::BadInput(0, {}, "byte " + std::to_string(nul + 1) + " is NUL, expected a text file");
  }
  common::CheckUtf8(in);  // the core hands over UTF-8; whoever runs the plugin by itself learns it here
  const Layout layout = FindLayout(in, settings, job);
  rpt::CsvReader csv(in.fd(), layout.format);
  csv.stop_at(layout.end);
  csv.seek(layout.table);
  const Header header = ReadHeader(csv, settings, layout, job);
  Mention(job, layout.first_above, layout.last_above, "above");
  const rpt::CsvReader::Position first_row = csv.position();
  const Profile profile = ReadProfile(csv, header.names.size(), header.row, job);
  if (profile.rows == 0) {
    throw rpt::BadInput(header.row, {}, "the table has a header and no rows below it");
  }
  const Columns columns = ChooseColumns(header, profile, settings, job);
  HandOverFooter(in, profile.end, layout.format.separator, job);
  out.begin(columns.fields);
  csv.seek(first_row);
  HandOut(csv, header, profile, columns, out, job);
}

int CsvImport::sniff(rpt::InputFile& in) {
  using namespace csv_import;
  std::string head = in.head(std::size_t{64} << 10);
  if (head.find('\0') != head.npos) return 0;
  if (head.compare(0, 3, "\xEF\xBB\xBF") == 0) head.erase(0, 3);
  const std::size_t first = head.find_first_not_of(" \t\r\n");
  if (first == head.npos || head[first] == '{' || head[first] == '[' || head[first] == '<')
    return 0;
  const bool whole = in.size() <= head.size() + 3;
  rpt::CsvFormat format;
  format.separator = FindSeparator(head, whole, format);
  const std::vector<Record> records = Survey(head, whole, format, {});
  const Width width = UsualWidth(records);
  const auto wide = static_cast<std::size_t>(
      std::count_if(records.begin(), records.end(), [](const Record& r) { return r.cells > 1; }));
  return width.records > 1 && 2 * width.records >= wide ? 50 : 20;
}
