#include "plugins/xlsx_export/xlsx_export.h"

#include <algorithm>
#include <string>

#include "plugins/xlsx_export/workbook.h"

namespace {

using xlsx::Look;
using xlsx::Workbook;

constexpr std::uint64_t kRowsBetweenCalls = 4096;
constexpr std::int64_t kLargestExact = std::int64_t{1} << 53;  // in a spreadsheet's numbers

double WidthOf(const rpt::Field& field) {
  if (field.type != rpt::Type::text) return 12;
  if (field.name == "note" || field.name == "source_ref" || field.name == "source") return 32;
  return std::max(12.0, static_cast<double>(field.name.size()) + 2);
}

xlsx::BookPlan PlanOf(const std::vector<rpt::Field>& fields, const rpt::Options& options) {
  xlsx::SheetPlan sheet;
  sheet.name = options.text("sheet", "data");
  sheet.frozen_rows = 1;
  sheet.repeated_rows = 1;
  sheet.landscape = true;
  sheet.filter = true;
  for (const rpt::Field& field : fields) {
    sheet.columns.push_back(
        {WidthOf(field), field.type == rpt::Type::text ? Look::kText : Look::kGeneral});
  }
  xlsx::BookPlan plan;
  plan.title = sheet.name;
  plan.sheets.push_back(std::move(sheet));
  return plan;
}

void CheckSheetName(const std::string& name) {
  const bool quoted = !name.empty() && (name.front() == '\'' || name.back() == '\'');
  if (name.empty() || name.size() > 31 || quoted ||
      name.find_first_of("[]:*?/\\\n\r\t") != name.npos) {
    throw rpt::BadOption("sheet", "expected at most 31 letters, none of them [ ] : * ? / \\");
  }
}

}  // namespace

void XlsxExport::run(rpt::TableReader& table, rpt::OutputFile& out, rpt::Job& job) {
  const std::vector<rpt::Field>& fields = table.fields();
  CheckSheetName(job.options().text("sheet", "data"));
  if (fields.size() > Workbook::kMostColumns) {
    throw rpt::LimitReached(0, "a sheet holds 16,384 columns; ask for fewer dimensions");
  }
  Workbook book(out, PlanOf(fields, job.options()));
  book.BeginSheet();
  for (const rpt::Field& field : fields) book.Text(Look::kHeader, field.name);
  book.EndRow();
  std::uint64_t rows = 0;
  while (table.next()) {
    if (++rows % kRowsBetweenCalls == 0) job.progress(rows);
    for (std::size_t i = 0; i < fields.size(); ++i) {
      if (table.missing(i)) {
        book.Skip();
      } else if (fields[i].type == rpt::Type::text) {
        book.Text(Look::kText, table.text(i));
      } else if (fields[i].type == rpt::Type::float64) {
        book.Number(Look::kGeneral, table.number(i));
      } else if (const std::int64_t number = table.integer(i);
                 number <= kLargestExact && number >= -kLargestExact) {
        book.Number(Look::kGeneral, static_cast<double>(number));
      } else {
        book.Text(Look::kText, std::to_string(number));
      }
    }
    book.EndRow();
  }
  book.EndSheet();
  book.Finish();
}
