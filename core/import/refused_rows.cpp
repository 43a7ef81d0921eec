#include "core/import/refused_rows.h"

#include <algorithm>

#include "core/base/fd.h"
#include "core/base/json.h"
#include "core/base/number.h"
#include "core/base/text.h"

namespace rapporteur {
namespace {

constexpr std::string_view kMark = "\xEF\xBB\xBF";
constexpr std::string_view kHeader = "rapporteur_error";

std::string_view FirstLine(std::string_view bytes) {
  if (bytes.starts_with(kMark)) bytes.remove_prefix(kMark.size());
  return bytes.substr(0, std::min(bytes.find_first_of("\r\n"), std::size_t{1} << 16));
}

bool IsPlace(const Field& field) { return field.role == "row" || field.role == "sheet"; }

}  // namespace

void RefusedRows::AddCell(std::string_view text) {
  const char special[] = {separator_, '"', '\r', '\n'};
  if (text.find_first_of(std::string_view(special, sizeof special)) == std::string_view::npos) {
    text_ += text;
    return;
  }
  text_ += '"';
  for (char c : text) {
    if (c == '"') text_ += '"';
    text_ += c;
  }
  text_ += '"';
}

void RefusedRows::AddColumn(const Table& table, std::size_t column, std::size_t row) {
  if (table.IsMissing(column, row)) return;
  switch (table.type(column)) {
    case FieldType::kText:
      return AddCell(table.Text(column, row));
    case FieldType::kInt64:
      return AddCell(std::to_string(table.Int64(column, row)));
    default: {
      std::string number = FormatNumber(table.Float64(column, row));
      if (fields_[column].role == "decimal-comma") std::replace(number.begin(), number.end(), '.', ',');
      return AddCell(number);
    }
  }
}

void RefusedRows::Begin(const std::vector<Field>& fields, char separator) {
  fields_ = fields;
  // Of a copy that is refused again the errors of before are not kept.
  if (!fields_.empty() && fields_.back().name == kHeader) fields_.pop_back();
  separator_ = separator;
  text_ = kMark;
  for (const Field& field : fields_) {
    if (IsPlace(field)) continue;
    AddCell(field.name);
    text_ += separator_;
  }
  text_ += kHeader;
  text_ += "\r\n";
}

void RefusedRows::Add(const Table& table, std::size_t row, const std::vector<Finding>& findings) {
  if (text_.size() > kLimit) {
    ++dropped_;
    return;
  }
  for (std::size_t c = 0; c < fields_.size(); ++c) {
    if (IsPlace(fields_[c])) continue;
    AddColumn(table, c, row);
    text_ += separator_;
  }
  std::string messages;
  for (const Finding& finding : findings) {
    if (!messages.empty()) messages += " ";
    messages += finding.message;
  }
  AddCell(messages);
  text_ += "\r\n";
}

Status RefusedRows::Write(const std::string& path) const {
  std::string text = text_;
  if (dropped_ > 0) text += Grouped(dropped_) + " more refused rows are not listed.\r\n";
  return WriteFileAtomically(path, text);
}

bool IsRefusedCopy(std::string_view bytes) {
  std::string_view line = FirstLine(bytes);
  if (line.ends_with('"')) line.remove_suffix(1);
  if (!line.ends_with(kHeader)) return false;
  line.remove_suffix(kHeader.size());
  if (line.ends_with('"')) line.remove_suffix(1);
  return !line.empty() && std::string_view(",;\t|").find(line.back()) != std::string_view::npos;
}

char CopySeparator(const Json& options, std::string_view bytes) {
  const std::string told = GetString(options, "separator");
  if (told == "tab") return '\t';
  if (told.size() == 1) return told[0];
  const std::string_view line = FirstLine(bytes);
  char best = ',';
  std::ptrdiff_t most = std::count(line.begin(), line.end(), ',');
  for (const char mark : {';', '\t'}) {
    const std::ptrdiff_t count = std::count(line.begin(), line.end(), mark);
    if (count > most) {
      best = mark;
      most = count;
    }
  }
  return best;
}

}  // namespace rapporteur
