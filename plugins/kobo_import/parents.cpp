#include "plugins/kobo_import/parents.h"

#include <algorithm>

namespace kobo_import {
namespace {

constexpr std::size_t kMostBytes = std::size_t{96} << 20;
constexpr std::size_t kDeepest = 8;

// As Kobo's exporter makes a sheet's name of a title.
std::string SheetName(std::string_view title) {
  std::string name(title);
  for (char& c : name) {
    if (std::string_view("[]:*?/\\").find(c) != std::string_view::npos) c = '_';
  }
  return name;
}

bool MayBe(const std::string& sheet, const std::string& title) {
  if (sheet == title) return true;
  std::string begin = sheet;
  // "Victor_... (1)": the second one that was cut to the same.
  if (begin.ends_with(')')) {
    const std::size_t number = begin.rfind(" (");
    if (number != begin.npos) begin.erase(number);
  }
  if (begin == title) return true;
  if (!begin.ends_with("...")) return false;
  begin.erase(begin.size() - 3);
  return title.starts_with(begin);
}

}  // namespace

std::optional<std::size_t> Find(const std::vector<std::string>& headers, std::string_view name) {
  const auto found = std::find(headers.begin(), headers.end(), name);
  if (found == headers.end()) return std::nullopt;
  return static_cast<std::size_t>(found - headers.begin());
}

std::optional<std::size_t> FindParentSheet(const common::Workbook& workbook,
                                           std::string_view name) {
  const std::string title = SheetName(name);
  std::optional<std::size_t> found;
  for (std::size_t i = 0; i < workbook.sheets().size(); i++) {
    const std::string& sheet = workbook.sheets()[i].name;
    if (sheet == title) return i;
    if (!MayBe(sheet, title)) continue;
    if (found) return std::nullopt;
    found = i;
  }
  return found;
}

Parents::Parents(common::Workbook& workbook, std::size_t sheet, const common::Beside& beside,
                 const rpt::Job& job, std::size_t depth) {
  if (depth > kDeepest) throw rpt::LimitReached(0, "repeats stand within repeats more than 8 deep");
  std::unique_ptr<Parents> above;
  std::vector<std::string> own;
  std::optional<std::size_t> parent_index, index;
  // The table above is read first: only one can be read at a time.
  {
    const auto table = OpenSheet(workbook, sheet, &beside);
    own = table->headers();
    index = Find(own, "_index");
    parent_index = Find(own, "_parent_index");
    const auto parent_name = Find(own, "_parent_table_name");
    if (parent_index && parent_name && table->Next()) {
      if (const auto parent = FindParentSheet(workbook, table->cells()[*parent_name]);
          parent && *parent != sheet) {
        above = std::make_unique<Parents>(workbook, *parent, beside, job, depth + 1);
      }
    }
  }
  sheets_.push_back(sheet);
  if (!index) {
    rpt::BadInput error(1, "_index",
                        "the column is missing by which the rows of a repeated group are joined to "
                        "this table; export again, or read the group alone with join=false");
    error.sheet = workbook.sheets()[sheet].name;
    throw error;
  }
  if (above != nullptr) {
    headers_ = above->headers();
    sheets_.insert(sheets_.end(), above->sheets().begin(), above->sheets().end());
  }
  const std::size_t before = headers_.size();
  for (const std::string& header : own) headers_.push_back(header);
  const auto table = OpenSheet(workbook, sheet, nullptr);
  std::uint64_t count = 0;
  while (table->Next()) {
    if (++count % 4096 == 0) job.throw_if_cancelled();
    std::vector<std::string> row(before);
    if (above != nullptr) {
      if (const auto* higher = above->Row(table->cells()[*parent_index])) row = *higher;
    }
    for (const std::string_view cell : table->cells()) row.emplace_back(cell);
    for (const std::string& cell : row) bytes_ += sizeof(std::string) + cell.size();
    if (bytes_ > kMostBytes) {
      throw rpt::LimitReached(0,
                              "the table above the repeated group is larger than 96 MiB; read the "
                              "group alone with join=false");
    }
    if (!rows_.emplace(table->cells()[*index], std::move(row)).second) {
      rpt::BadInput error(table->row(), "_index", "the number stands in the table twice");
      error.sheet = table->sheet();
      throw error;
    }
  }
}

const std::vector<std::string>* Parents::Row(std::string_view index) const {
  const auto found = rows_.find(index);
  return found == rows_.end() ? nullptr : &found->second;
}

}  // namespace kobo_import
