#include "plugins/spreadsheet_import/spreadsheet_import.h"

#include <string>

#include "plugins/common/workbook/workbook.h"
#include "plugins/spreadsheet_import/rows.h"
#include "plugins/spreadsheet_import/settings.h"
#include "plugins/spreadsheet_import/tables.h"

namespace spreadsheet_import {
namespace {

std::string Count(std::uint64_t count, const char* one, const char* many) {
  return std::to_string(count) + " " + (count == 1 ? one : many);
}

// Pictures and the like may show what a scan can't find.
void MentionUnread(const common::Unread& unread, const rpt::Job& job) {
  std::string what;
  const auto add = [&what](const std::string& more) { what += (what.empty() ? "" : ", ") + more; };
  if (unread.pictures > 0) add(Count(unread.pictures, "picture", "pictures"));
  if (unread.objects > 0) add(Count(unread.objects, "embedded file", "embedded files"));
  if (unread.macros > 0) add(Count(unread.macros, "part with macros", "parts with macros"));
  if (what.empty()) return;
  job.issue(rpt::Level::warning, {},
            "the workbook holds " + what +
                ", which can't be searched for personal data; look at them yourself");
}

// What is not read as table is said once, so that a row that was taken for a note is noticed.
void Mention(const rpt::Job& job, const std::string& sheet, std::uint64_t first, std::uint64_t last,
             const char* where) {
  if (first == 0) return;
  job.issue(rpt::Level::info, {first, 0, sheet},
            first == last ? "row " + std::to_string(first) + " stands " + where +
                                " the table and is not read as a row"
                          : "rows " + std::to_string(first) + " to " + std::to_string(last) +
                                " stand " + where + " the table and are not read as rows");
}

void CheckHiddenRows(const SheetTable& table, const std::string& sheet, const Settings& settings,
                     const rpt::Job& job) {
  const Survey& survey = table.survey;
  if (survey.hidden_rows == 0) return;
  const std::string where = survey.hidden_rows == 1
                                ? "the row is hidden"
                                : Count(survey.hidden_rows, "row", "rows") + " from here to row " +
                                      std::to_string(survey.last_hidden) + " are hidden";
  if (settings.hidden == Hidden::kAuto || settings.hidden == Hidden::kRefuse) {
    rpt::BadInput error(survey.first_hidden, {},
                        where +
                            " (was the table filtered?); say with the option hidden whether they "
                            "are to be read (read) or left out (skip)");
    error.sheet = sheet;
    throw error;
  }
  job.issue(rpt::Level::warning, {survey.first_hidden, 0, sheet},
            where + (settings.hidden == Hidden::kRead ? ", and read" : ", and not read"));
}

void MentionMerges(const SheetTable& table, const std::string& sheet, const rpt::Job& job) {
  if (table.survey.merges.empty()) return;
  job.issue(rpt::Level::info, {table.survey.merges.front().first_row, 0, sheet},
            Count(table.survey.merges.size(), "merged cell", "merged cells") +
                " below the header; a label that is merged downwards counts for each of its rows");
}

void ScanSheet(common::Workbook& workbook, std::size_t index, const common::Beside& beside,
               const rpt::Job& job) {
  const auto reader = workbook.Read(index, &beside);
  std::uint64_t count = 0;
  while (reader->Next()) {
    if (++count % 4096 == 0) job.throw_if_cancelled();
    for (const common::Cell& cell : reader->row().cells) {
      beside("hidden", workbook.sheets()[index].name, reader->row().number, cell.column, cell.text);
    }
  }
}

}  // namespace
}  // namespace spreadsheet_import

void SpreadsheetImport::run(rpt::InputFile& in, rpt::TableWriter& out, rpt::Job& job) {
  using namespace spreadsheet_import;
  const Settings settings = ReadSettings(job.options());
  const common::Beside beside = [&job](const char* kind, std::string_view sheet, std::uint64_t row,
                                       std::uint64_t column, std::string_view text) {
    job.aside(kind, {row, column, sheet}, text);
  };
  const auto workbook = common::Workbook::Open(in, beside, [&job](std::uint64_t bytes) {
    job.throw_if_cancelled();
    job.progress(bytes);
  });
  Tables tables = FindTables(*workbook, settings, job, beside);
  const Layout layout = LayOut(tables, *workbook, settings, job);
  for (const SheetTable& table : tables.sheets) {
    const std::string& sheet = workbook->sheets()[table.index].name;
    Mention(job, sheet, table.survey.first_above, table.survey.last_above, "above");
    Mention(job, sheet, table.survey.first_below, table.survey.last_below, "below");
    CheckHiddenRows(table, sheet, settings, job);
    MentionMerges(table, sheet, job);
  }
  MentionUnread(workbook->unread(), job);
  out.begin(layout.fields);
  for (const SheetTable& table : tables.sheets) {
    HandOut(*workbook, table, layout, settings, out, job);
  }
  for (const std::size_t index : tables.unread) ScanSheet(*workbook, index, beside, job);
  workbook->VisitUnused(beside);
}

namespace {

common::FileKind KindOf(const rpt::InputFile& in) {
  try {
    return common::Recognise(in);
  } catch (const rpt::Error&) {
    return common::FileKind::kOle;  // a ZIP archive that is damaged: run() says so
  }
}

}  // namespace

int SpreadsheetImport::sniff(rpt::InputFile& in) {
  switch (KindOf(in)) {
    case common::FileKind::kXlsx:
    case common::FileKind::kOds:
      return 80;
    case common::FileKind::kOtherZip:
    case common::FileKind::kOther:
      return 0;
    case common::FileKind::kHtml:
      return 30;
    default:
      return 60;
  }
}
