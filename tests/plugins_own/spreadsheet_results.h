// What an importer of spreadsheets did, as text that a test can compare whole.
#ifndef RAPPORTEUR_TESTS_PLUGINS_OWN_SPREADSHEET_RESULTS_H_
#define RAPPORTEUR_TESTS_PLUGINS_OWN_SPREADSHEET_RESULTS_H_

#include <rapporteur/testing.hpp>
#include <string>

namespace rapporteur {

// "Sheet1, row 3, column 2, name: message" of a failure.
inline std::string FailureText(const rpt::testing::Run& run) {
  if (run.ok()) return "no failure";
  std::string place = run.error.sheet;
  const auto add = [&place](const std::string& part) {
    place += (place.empty() ? "" : ", ") + part;
  };
  if (run.error.row > 0) add("row " + std::to_string(run.error.row));
  if (run.error.column > 0) add("column " + std::to_string(run.error.column));
  if (run.error.field[0] != '\0') add(run.error.field);
  return (place.empty() ? "" : place + ": ") + run.error.message;
}

// Columns and rows: "a|b#|c,\n2: x|1|-"; "#" marks a column of numbers, "," and "." a decimal mark.
// The sheet stands before the row where it is another one than "Sheet1".
inline std::string TableText(const rpt::testing::Run& run) {
  if (!run.ok()) return FailureText(run);
  std::string text;
  for (std::size_t i = 2; i < run.fields.size(); i++) {
    const rpt::Field& field = run.fields[i];
    text += (i > 2 ? "|" : "") + field.name +
            (field.type == rpt::Type::float64 ? "#"
             : field.role == "decimal-comma"  ? ","
             : field.role == "decimal-point"  ? "."
                                              : "");
  }
  for (const rpt::testing::Row& row : run.rows) {
    const std::string sheet = row[1].value_or("?");
    text += "\n" + (sheet == "Sheet1" ? "" : sheet + " ") + row[0].value_or("?") + ": ";
    for (std::size_t i = 2; i < row.size(); i++) text += (i > 2 ? "|" : "") + row[i].value_or("-");
  }
  return text;
}

inline std::string AsideText(const rpt::testing::Run& run) {
  std::string text;
  for (const auto& aside : run.asides) {
    text += aside.kind + " " + aside.sheet + " " + std::to_string(aside.row) + "/" +
            std::to_string(aside.column) + ": " + aside.text + "\n";
  }
  return text;
}

inline std::string IssueText(const rpt::testing::Run& run) {
  std::string text;
  for (const auto& issue : run.issues) {
    text += std::string(issue.level == rpt::Level::info      ? "info "
                        : issue.level == rpt::Level::warning ? "warning "
                                                             : "error ") +
            issue.sheet + " " + std::to_string(issue.row) + "/" + std::to_string(issue.column) +
            (issue.field.empty() ? "" : " " + issue.field) + ": " + issue.text + "\n";
  }
  return text;
}

}  // namespace rapporteur

#endif  // RAPPORTEUR_TESTS_PLUGINS_OWN_SPREADSHEET_RESULTS_H_
