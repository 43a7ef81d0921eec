#include "core/import/refused_rows.h"

#include "core/base/fd.h"
#include "core/base/number.h"
#include "core/base/text.h"

namespace rapporteur {
namespace {

std::string Cell(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
  std::string quoted = "\"";
  for (char c : text) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + "\"";
}

std::string CellOf(const Table& table, std::size_t column, std::size_t row) {
  if (table.IsMissing(column, row)) return "";
  switch (table.type(column)) {
    case FieldType::kText:
      return Cell(table.Text(column, row));
    case FieldType::kInt64:
      return std::to_string(table.Int64(column, row));
    default:
      return FormatNumber(table.Float64(column, row));
  }
}

}  // namespace

void RefusedRows::Begin(const std::vector<Field>& fields) {
  fields_ = fields;
  text_ = "\xEF\xBB\xBF";
  for (const Field& field : fields) {
    if (field.role != "row") text_ += Cell(field.name) + ",";
  }
  text_ += "error\r\n";
}

void RefusedRows::Add(const Table& table, std::size_t row, const std::vector<Finding>& findings) {
  if (text_.size() > kLimit) {
    ++dropped_;
    return;
  }
  for (std::size_t c = 0; c < fields_.size(); ++c) {
    if (fields_[c].role != "row") text_ += CellOf(table, c, row) + ",";
  }
  std::string messages;
  for (const Finding& finding : findings) {
    if (!messages.empty()) messages += " ";
    messages += finding.message;
  }
  text_ += Cell(messages) + "\r\n";
}

Status RefusedRows::Write(const std::string& path) const {
  std::string text = text_;
  if (dropped_ > 0) text += Cell(Grouped(dropped_) + " more refused rows are not listed.") + "\r\n";
  return WriteFileAtomically(path, text);
}

}  // namespace rapporteur
