#include "plugins/kobo_import/kobo_table.h"

#include <algorithm>
#include <array>

namespace kobo_import {
namespace {

// Line ends and runs of blanks become one blank.
std::string OneLine(std::string_view cell) {
  std::string text;
  for (const char c : cell) {
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

// All cells are quoted, so the mark behind the first closing quote parts them.
char SeparatorOf(std::string_view head) {
  if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
  std::size_t end = head.find_first_of(";,\t\r\n");
  if (head.starts_with('"')) {
    for (end = 1; end < head.size(); end++) {
      if (head[end] != '"') continue;
      if (end + 1 < head.size() && head[end + 1] == '"') {
        end++;
        continue;
      }
      end++;
      break;
    }
  }
  const bool known =
      end < head.size() && (head[end] == ';' || head[end] == ',' || head[end] == '\t');
  return known ? head[end] : ';';
}

class CsvTable final : public KoboTable {
 public:
  explicit CsvTable(const rpt::InputFile& file)
      : csv_(file.fd(), {SeparatorOf(file.head(std::size_t{64} << 10))}) {
    if (!csv_.next()) throw rpt::BadInput(0, {}, "the file is empty, expected an export of Kobo");
    for (std::size_t i = 0; i < csv_.size(); i++) headers_.push_back(OneLine(csv_[i]));
    first_ = csv_.position();
  }

  bool Next() override {
    while (csv_.next()) {
      if (csv_.blank()) continue;
      if (csv_.size() != headers_.size()) {
        throw rpt::BadInput(csv_.row(), {},
                            "found " + std::to_string(csv_.size()) + (csv_.size() == 1 ? " cell" : " cells") + ", expected " +
                                std::to_string(headers_.size()) + " as in the header");
      }
      row_ = csv_.row();
      cells_.clear();
      bool any = false;
      for (std::size_t i = 0; i < csv_.size(); i++) {
        cells_.push_back(csv_[i]);
        any = any || !csv_[i].empty();
      }
      if (any) return true;
    }
    return false;
  }
  void Rewind() override { csv_.seek(first_); }

 private:
  rpt::CsvReader csv_;
  rpt::CsvReader::Position first_;
};

class SheetTable final : public KoboTable {
 public:
  SheetTable(common::Workbook& workbook, std::size_t index, const common::Beside* beside)
      : workbook_(workbook), index_(index) {
    sheet_ = workbook.sheets()[index].name;
    Start(beside);
    for (const common::ColumnRange& range : reader_->hidden_columns()) {
      if (range.first <= headers_.size()) Edited(1, "has a hidden column");
    }
  }

  bool Next() override {
    while (reader_->Next()) {
      const common::SheetRow& row = reader_->row();
      row_ = row.number;
      if (row.hidden) Edited(row_, "has a hidden row");
      if (row.repeats > 1) Edited(row_, "repeats a row");
      cells_.assign(headers_.size(), {});
      bool any = false;
      for (const common::Cell& cell : row.cells) {
        if (cell.kind == common::CellKind::kError || cell.kind == common::CellKind::kNoValue) {
          Edited(row_, "has a formula without a result");
        }
        if (cell.text.empty()) continue;
        if (cell.column > headers_.size()) Edited(row_, "has a cell beyond the header");
        cells_[cell.column - 1] = cell.text;
        any = true;
      }
      if (any) return true;
    }
    if (!reader_->merges().empty()) Edited(reader_->merges()[0].first_row, "has merged cells");
    return false;
  }
  void Rewind() override { Start(nullptr); }

 private:
  void Start(const common::Beside* beside) {
    reader_.reset();
    reader_ = workbook_.Read(index_, beside);
    headers_.clear();
    if (!reader_->Next()) return;
    if (reader_->row().number != 1) Edited(reader_->row().number, "has no header in row 1");
    for (const common::Cell& cell : reader_->row().cells) {
      headers_.resize(cell.column);
      headers_[cell.column - 1] = OneLine(cell.text);
    }
  }

  [[noreturn]] void Edited(std::uint64_t row, const std::string& what) const {
    rpt::BadInput error(
        row, {},
        "the sheet " + what +
            ", which Kobo never writes; somebody has worked in the file: import the "
            "export itself, or the file with the plugin spreadsheet-import");
    error.sheet = sheet_;
    throw error;
  }

  common::Workbook& workbook_;
  const std::size_t index_;
  std::unique_ptr<common::SheetReader> reader_;
};

}  // namespace

std::unique_ptr<KoboTable> OpenCsv(const rpt::InputFile& file) {
  return std::make_unique<CsvTable>(file);
}

std::unique_ptr<KoboTable> OpenSheet(common::Workbook& workbook, std::size_t sheet,
                                     const common::Beside* beside) {
  return std::make_unique<SheetTable>(workbook, sheet, beside);
}

bool HasKoboHeader(const std::vector<std::string>& headers) {
  constexpr std::array<std::string_view, 8> kMarks = {
      "_uuid",           "_submission_time", "_submission__uuid", "_parent_table_name",
      "_submission__id", "meta/instanceID",  "__version__",       "_validation_status"};
  const auto has = [&headers](std::string_view name) {
    return std::find(headers.begin(), headers.end(), name) != headers.end();
  };
  if (std::any_of(kMarks.begin(), kMarks.end(), has)) return true;
  return has("_index") && (has("start") || has("end") || has("_id") || has("_parent_index"));
}

}  // namespace kobo_import
