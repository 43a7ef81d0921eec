#include "plugins/xlsx_template/layout.h"

#include <map>
#include <nlohmann/json.hpp>
#include <vector>

namespace xlsx_template {
namespace {

using Json = nlohmann::ordered_json;
using xlsx::Look;
using xlsx::Validation;

constexpr std::size_t kFirstRow = 2;  // below the header

// Rows of the data sheet that have something in common, as "E2:E9 E12".
class Ranges {
 public:
  void Add(std::size_t row) {
    if (!runs_.empty() && runs_.back().second + 1 == row) {
      runs_.back().second = row;
    } else {
      runs_.emplace_back(row, row);
    }
  }
  std::string In(const std::string& column) const {
    std::string cells;
    for (const auto& [first, last] : runs_) {
      if (!cells.empty()) cells += ' ';
      cells += column + std::to_string(first);
      if (last > first) cells += ":" + column + std::to_string(last);
    }
    return cells;
  }

 private:
  std::vector<std::pair<std::size_t, std::size_t>> runs_;
};

std::string ColumnOf(const Json& columns, const std::string& name) {
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (columns[i].at("name") == name) return xlsx::ColumnName(i);
  }
  throw rpt::BadInput(0, "json", "the template has no column " + name);
}

// The cells of a list of the sheet of codes: the lists stand below each other, each under its title
// and above an empty row.
std::string ListCells(const Json& codes, const std::string& name) {
  std::string sheet;
  for (const char c : codes.at("name").get<std::string>()) sheet.append(c == '\'' ? 2 : 1, c);
  std::size_t row = 1;
  for (const Json& list : codes.at("lists")) {
    const std::size_t items = list.at("items").size();
    if (list.at("name") == name) {
      return "'" + sheet + "'!$A$" + std::to_string(row + 1) + ":$A$" + std::to_string(row + items);
    }
    row += items + 2;
  }
  throw rpt::BadInput(0, "json", "the template has no list " + name);
}

std::string NumberText(const Json& number) {
  std::string text = number.dump();
  if (text.ends_with(".0")) text.resize(text.size() - 2);
  return text;
}

Validation ListRule(const std::string& cells, const std::string& list, const Json& document) {
  Validation rule;
  rule.cells = cells;
  rule.type = "list";
  rule.first = list;
  rule.error = document.at("words").at("choose");
  return rule;
}

// What may be written into the cells of a value; false where anything may.
bool ValueRule(const Json& said, Validation& rule, const Json& document) {
  rule.type = said.at("type");
  if (rule.type == "text" || rule.type == "any") return false;
  if (rule.type == "list") {
    std::string allowed;
    for (const Json& value : said.at("allowed")) {
      allowed += (allowed.empty() ? "" : ",") + value.get<std::string>();
    }
    rule.first = "\"" + allowed + "\"";
    rule.error = document.at("words").at("choose");
    return true;
  }
  rule.stop = false;  // "<5" may be kept: it is a hidden small number, and is read as that
  rule.first = NumberText(said.at("min"));
  rule.relation = said.at("max").is_null() ? "greaterThanOrEqual" : "between";
  if (!said.at("max").is_null()) rule.second = NumberText(said.at("max"));
  rule.error = said.at("error");
  return true;
}

std::vector<Validation> RulesOf(const Json& document) {
  const Json& data = document.at("data");
  const Json& codes = document.at("codes");
  std::map<std::size_t, Ranges> by_rule;
  std::map<std::string, Ranges> by_dimension;
  Ranges all;
  std::size_t row = kFirstRow;
  for (const Json& entry : data.at("rows")) {
    all.Add(row);
    by_rule[entry.at("rule")].Add(row);
    if (entry.contains("open")) by_dimension[entry.at("open")].Add(row);
    ++row;
  }
  std::vector<Validation> rules;
  for (const auto& [number, rows] : by_rule) {
    Validation rule;
    if (!ValueRule(data.at("rules").at(number), rule, document)) continue;
    rule.cells = rows.In(ColumnOf(data.at("columns"), "value"));
    rules.push_back(std::move(rule));
  }
  rules.push_back(ListRule(all.In(ColumnOf(data.at("columns"), "status")),
                           ListCells(codes, "status"), document));
  for (const auto& [dimension, rows] : by_dimension) {
    rules.push_back(ListRule(rows.In(ColumnOf(data.at("columns"), "*")),
                             ListCells(codes, dimension), document));
  }
  return rules;
}

xlsx::SheetPlan DataPlan(const Json& document) {
  const Json& data = document.at("data");
  xlsx::SheetPlan sheet;
  sheet.name = data.at("name");
  for (const Json& column : data.at("columns")) {
    sheet.columns.push_back({column.at("width").get<double>(), Look::kGeneral});
  }
  sheet.frozen_rows = 1;
  sheet.frozen_columns = 3;  // the question stays in sight
  sheet.repeated_rows = 1;
  // The codes behind the explanation are not for paper.
  const std::string last = ColumnOf(data.at("columns"), "territory");
  sheet.printed_columns = "A:" + xlsx::ColumnName(last[0] - 'A' - 1u);
  sheet.landscape = true;
  sheet.protect = true;
  // "&" begins a code in the head of a page.
  std::string title;
  for (const char c : document.at("title").get<std::string>()) title.append(c == '&' ? 2 : 1, c);
  sheet.page_head = "&L" + title + "&R" + document.at("period").get<std::string>();
  sheet.page_foot = "&L" + document.at("country").get<std::string>() + " " +
                    document.at("institution").get<std::string>() + "&R&P / &N";
  sheet.validations = RulesOf(document);
  return sheet;
}

}  // namespace

xlsx::BookPlan PlanOf(const Json& document) {
  xlsx::BookPlan plan;
  plan.title = document.at("title");
  plan.language = document.at("language");
  plan.properties = {{document.at("mark").at("name"), document.at("mark").at("text")}};
  plan.sheets.push_back(DataPlan(document));

  xlsx::SheetPlan help;
  help.name = document.at("help").at("name");
  help.columns = {{kHelpWidth, Look::kGeneral}};
  help.protect = true;
  help.page_foot = "&R&P / &N";
  plan.sheets.push_back(std::move(help));

  xlsx::SheetPlan codes;
  codes.name = document.at("codes").at("name");
  codes.columns = {{kHelpWidth, Look::kGeneral}};
  codes.protect = true;
  codes.page_foot = "&R&P / &N";
  plan.sheets.push_back(std::move(codes));
  plan.shown = 1;
  return plan;
}

}  // namespace xlsx_template
