#include "tests/plugins_own/shown_run.h"

#include "core/base/utf8.h"

namespace rapporteur {

std::string FailureOf(const rpt::testing::Run& run) {
  if (run.ok()) return "no failure";
  std::string place;
  if (run.error.row > 0) place += "row " + std::to_string(run.error.row);
  if (run.error.column > 0) place += ", column " + std::to_string(run.error.column);
  if (run.error.field[0] != '\0')
    place += (place.empty() ? "" : ", ") + std::string(run.error.field);
  return (place.empty() ? "" : place + ": ") + run.error.message;
}

std::string TableOf(const rpt::testing::Run& run) {
  if (!run.ok()) return FailureOf(run);
  std::string text;
  for (std::size_t i = 1; i < run.fields.size(); i++) {
    const std::string& role = run.fields[i].role;
    text += (i > 1 ? "|" : "") + run.fields[i].name +
            (role == "decimal-comma"   ? ","
             : role == "decimal-point" ? "."
                                       : "");
  }
  for (const rpt::testing::Row& row : run.rows) {
    text += "\n" + row[0].value_or("?") + ": ";
    for (std::size_t i = 1; i < row.size(); i++) text += (i > 1 ? "|" : "") + row[i].value_or("-");
  }
  return text;
}

std::string AsidesOf(const rpt::testing::Run& run) {
  std::string text;
  for (const auto& aside : run.asides) {
    text += aside.kind + " " + std::to_string(aside.row) + ": " + aside.text + "\n";
  }
  return text;
}

std::string IssuesOf(const rpt::testing::Run& run) {
  std::string text;
  for (const auto& issue : run.issues) {
    text += std::string(issue.level == rpt::Level::info ? "info" : "warning") + " " +
            std::to_string(issue.row) + "/" + std::to_string(issue.column) + ": " + issue.text +
            "\n";
  }
  return text;
}

std::string BrokenImport(const rpt::testing::Run& run) {
  if (!run.ok()) {
    const bool theirs = run.code == RPT_BAD_INPUT || run.code == RPT_BAD_OPTION ||
                        run.code == RPT_UNSUPPORTED || run.code == RPT_LIMIT;
    const std::string message = run.error.message;
    if (!theirs) return "code " + std::to_string(run.code) + ": " + message;
    if (message.empty()) return "a failure without a sentence";
    return IsValidUtf8(message) ? "" : "a message that is no UTF-8";
  }
  for (const rpt::Field& field : run.fields) {
    if (!IsValidUtf8(field.name)) return "a header that is no UTF-8";
  }
  for (const rpt::testing::Row& row : run.rows) {
    if (row.size() != run.fields.size()) return "a row of another width";
    if (!row[0]) return "a row without its place";
    for (const auto& cell : row) {
      if (cell && !IsValidUtf8(*cell)) return "a cell that is no UTF-8";
    }
  }
  return "";
}

}  // namespace rapporteur
