#include "plugins/kobo_import/columns.h"

#include <algorithm>
#include <map>
#include <set>

#include "core/base/number.h"

namespace kobo_import {

using rapporteur::Decimal;

void ColumnFacts::Take(std::string_view cell) {
  if (cell.empty()) return;
  only_marks_ = only_marks_ && (cell == "0" || cell == "1");
  if (cell.size() > 40 || cell.find_first_of(".,") == cell.npos) return;
  using rapporteur::NumberKind;
  using rapporteur::ParseNumber;
  point_ = point_ || (cell.find('.') != cell.npos && cell.find(',') == cell.npos &&
                      ParseNumber(cell, Decimal::kPoint).kind == NumberKind::kNumber);
  comma_ = comma_ || (cell.find(',') != cell.npos &&
                      (ParseNumber(cell, Decimal::kComma).kind == NumberKind::kNumber ||
                       ParseNumber(cell, Decimal::kPoint).kind == NumberKind::kNumber));
}

Columns ChooseColumns(const std::vector<std::string>& headers, std::size_t parents,
                      const std::vector<ColumnFacts>& facts, Multiple multiple,
                      const std::string& sheet, const rpt::Job& job) {
  std::map<std::string_view, std::size_t> by_name;
  for (std::size_t i = 0; i < headers.size(); i++) by_name.emplace(headers[i], i);
  // A question with several answers: the column "q" holds them all, "q/answer" 0 or 1 for each.
  std::vector<bool> is_each(headers.size()), is_one(headers.size());
  for (std::size_t i = 0; i < headers.size(); i++) {
    for (std::size_t slash = headers[i].find('/'); slash != std::string::npos;
         slash = headers[i].find('/', slash + 1)) {
      const auto question = by_name.find(std::string_view(headers[i]).substr(0, slash));
      if (question == by_name.end() || !facts[i].only_marks()) continue;
      is_each[i] = true;
      is_one[question->second] = true;
    }
  }
  const std::set<std::string> taken(headers.begin(), headers.end());
  std::set<std::string> used;
  const auto free_name = [&taken](std::string name) {
    while (taken.count(name) > 0) name += "_of_file";
    return name;
  };
  Columns columns;
  columns.fields.push_back({free_name("row"), rpt::Type::int64, "row"});
  columns.fields.push_back({free_name("sheet"), rpt::Type::text, "sheet"});
  for (const rpt::Field& field : columns.fields) used.insert(field.name);
  const std::set<std::string> own(headers.begin() + static_cast<std::ptrdiff_t>(parents),
                                  headers.end());
  for (std::size_t i = 0; i < headers.size(); i++) {
    if (multiple == Multiple::kOne && is_each[i]) continue;
    if (multiple == Multiple::kEach && is_one[i]) continue;
    std::string name = headers[i].empty() ? "column_" + std::to_string(i + 1) : headers[i];
    if (i < parents && own.count(name) > 0) name = "parent/" + name;
    const std::string wanted = name;
    for (int n = 2; used.count(name) > 0; n++) name = wanted + " (" + std::to_string(n) + ")";
    if (name != wanted || headers[i].empty()) {
      job.issue(rpt::Level::warning, {1, i < parents ? 0 : i - parents + 1, sheet, name},
                headers[i].empty()
                    ? "the header is empty; the column is called " + name
                    : "the header stands there a second time; the column is called " + name);
    }
    used.insert(name);
    columns.places.push_back(i);
    columns.fields.push_back(
        {name, rpt::Type::text, facts[i].writes_decimals() ? "decimal-point" : ""});
  }
  return columns;
}

}  // namespace kobo_import
