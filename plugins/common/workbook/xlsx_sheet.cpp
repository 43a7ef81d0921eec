#include "plugins/common/workbook/xlsx_sheet.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "core/base/number.h"
#include "plugins/common/workbook/parts.h"

namespace common {
namespace {

constexpr std::size_t kMostMerges = 200'000;
constexpr std::size_t kLongestRow = std::size_t{16} << 20;

std::string_view Trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\n' || text.front() == '\r' ||
                           text.front() == '\t')) {
    text.remove_prefix(1);
  }
  while (!text.empty() && (text.back() == ' ' || text.back() == '\n' || text.back() == '\r' ||
                           text.back() == '\t')) {
    text.remove_suffix(1);
  }
  return text;
}

template <typename T>
bool ParseAll(std::string_view text, T* number) {
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), *number);
  return parsed.ec == std::errc() && parsed.ptr == text.data() + text.size() && !text.empty();
}

bool IsZero(std::optional<std::string_view> value) {
  double number = 1;
  return value && ParseAll(*value, &number) && number == 0;
}

// An integer whose digits no double holds: a code, not a quantity.
bool IsLongInteger(std::string_view digits) {
  const std::size_t sign = digits.starts_with('-') ? 1 : 0;
  if (digits.size() - sign < 16) return false;
  return std::all_of(digits.begin() + static_cast<std::ptrdiff_t>(sign), digits.end(),
                     [](char c) { return c >= '0' && c <= '9'; });
}

bool IsColumnFormat(NumberFormat format) {
  return format == NumberFormat::kDate || format == NumberFormat::kDateTime ||
         format == NumberFormat::kTime || format == NumberFormat::kDuration;
}

}  // namespace

XlsxSheet::XlsxSheet(ByteSource source, const std::string& what, const std::string& sheet,
                     XlsxShared& shared, const Beside* beside)
    : xml_(std::move(source), what, SpreadsheetXmlLimits()),
      sheet_(sheet),
      shared_(shared),
      beside_(beside) {}

bool XlsxSheet::Next() {
  try {
    return Move();
  } catch (rpt::Error& error) {
    if (error.sheet.empty()) error.sheet = sheet_;
    if (error.row == 0) {
      error.row = row_number_;
      error.column = column_;
    }
    throw;
  }
}

void XlsxSheet::Damaged(const std::string& what) const { xml_.Fail(what); }

void XlsxSheet::Say(const char* kind, std::uint64_t row, std::uint64_t column,
                    std::string_view text) const {
  if (beside_ != nullptr && !text.empty()) (*beside_)(kind, sheet_, row, column, text);
}

bool XlsxSheet::Move() {
  if (at_ == At::kBefore) at_ = ReadBefore() ? At::kRows : At::kEnd;
  while (at_ == At::kRows) {
    if (!xml_.Next() || xml_.Ends("sheetData")) {
      at_ = At::kBehind;
      row_number_ = 0;
      column_ = 0;
      break;
    }
    if (xml_.event() != XmlReader::Event::kStart) continue;
    if (xml_.name() != "row") {
      xml_.Skip();
    } else if (ReadRow()) {
      return true;
    }
  }
  if (at_ == At::kBehind) {
    ReadBehind();
    at_ = At::kEnd;
  }
  return false;
}

bool XlsxSheet::ReadBefore() {
  while (xml_.Next()) {
    if (xml_.event() != XmlReader::Event::kStart) continue;
    if (xml_.depth() == 1 && xml_.name() != "worksheet") {
      Damaged("found no worksheet where the workbook says there is one; save the file again");
    }
    if (xml_.name() == "sheetData") return true;
    if (xml_.name() == "sheetFormatPr") {
      rows_hidden_ = IsTrue(xml_.Attribute("zeroHeight").value_or(""));
    } else if (xml_.name() == "col") {
      const bool hidden =
          IsTrue(xml_.Attribute("hidden").value_or("")) || IsZero(xml_.Attribute("width"));
      ColumnRange range;
      if (hidden && ParseAll(xml_.Attribute("min").value_or(""), &range.first) &&
          ParseAll(xml_.Attribute("max").value_or(""), &range.last) &&
          hidden_columns_.size() < Workbook::kMostColumns) {
        hidden_columns_.push_back(range);
      }
    }
  }
  return false;
}

bool XlsxSheet::ReadRow() {
  std::uint64_t number = row_number_ + 1;
  if (const auto said = xml_.Attribute("r")) {
    if (!ParseAll(*said, &number) || number <= row_number_) {
      Damaged("the rows don't stand in their order; open the file and save it again");
    }
  }
  if (number > Workbook::kMostRows) Damaged("a row lies beyond the last row of a sheet, 1,048,576");
  row_number_ = number;
  column_ = 0;
  const auto hidden = xml_.Attribute("hidden");
  row_.hidden = hidden ? IsTrue(*hidden) : rows_hidden_;
  row_.hidden = row_.hidden || IsZero(xml_.Attribute("ht"));
  row_.number = number;
  row_.cells.clear();
  arena_.clear();
  owned_.clear();
  while (xml_.Next()) {
    if (xml_.event() == XmlReader::Event::kEnd) break;
    if (xml_.event() != XmlReader::Event::kStart) continue;
    if (xml_.name() == "c") {
      ReadCell();
    } else {
      xml_.Skip();
    }
  }
  if (row_.cells.empty()) return false;
  for (const Owned& owned : owned_) {
    row_.cells[owned.cell].text = std::string_view(arena_).substr(owned.begin, owned.size);
  }
  const auto by_column = [](const Cell& a, const Cell& b) { return a.column < b.column; };
  if (!std::is_sorted(row_.cells.begin(), row_.cells.end(), by_column)) {
    std::stable_sort(row_.cells.begin(), row_.cells.end(), by_column);
  }
  for (std::size_t i = 1; i < row_.cells.size(); i++) {
    if (row_.cells[i].column == row_.cells[i - 1].column) {
      column_ = row_.cells[i].column;
      Damaged("the same cell stands in the file twice; open the file and save it again");
    }
  }
  return true;
}

void XlsxSheet::ReadCell() {
  std::uint32_t column = column_ + 1;
  if (const auto said = xml_.Attribute("r")) {
    std::uint64_t row = 0;
    if (!ParseReference(*said, &column, &row) || column == 0 || (row != 0 && row != row_number_)) {
      Damaged("a cell says another place than its row; open the file and save it again");
    }
  }
  if (column > Workbook::kMostColumns) {
    Damaged("a cell lies beyond the last column of a sheet, 16,384");
  }
  column_ = column;
  char type[12] = {};
  const std::string_view said_type = xml_.Attribute("t").value_or("n");
  const std::size_t type_size = said_type.copy(type, sizeof type - 1);
  unsigned style = 0;
  if (const auto said = xml_.Attribute("s")) ParseAll(*said, &style);
  bool formula = false, has_value = false, has_inline = false;
  value_.clear();
  const std::size_t begun = xml_.depth();
  while (xml_.Next()) {
    if (xml_.event() == XmlReader::Event::kEnd && xml_.depth() == begun) break;
    if (xml_.event() != XmlReader::Event::kStart) continue;
    if (xml_.name() == "v") {
      value_ = xml_.ReadText();
      has_value = true;
    } else if (xml_.name() == "f") {
      formula = true;
      xml_.Skip();
    } else if (xml_.name() == "is") {
      inline_text_ = ReadRichText(xml_);
      has_inline = true;
    } else {
      xml_.Skip();
    }
  }
  const std::string_view kind(type, type_size);
  // Some writers say "inlineStr" and put the text into <v>.
  if (has_inline && (kind == "inlineStr" || !has_value)) {
    MakeCell("inlineStr", style, formula, true, inline_text_);
  } else if (kind == "inlineStr") {
    MakeCell("str", style, formula, has_value, value_);
  } else {
    MakeCell(kind, style, formula, has_value, value_);
  }
}

void XlsxSheet::Own(std::string_view text) {
  owned_.push_back({row_.cells.size() - 1, arena_.size(), text.size()});
  arena_ += text;
  if (arena_.size() > kLongestRow)
    throw rpt::LimitReached(0, "a row holds more than 16 MiB of text");
}

void XlsxSheet::MakeCell(std::string_view type, unsigned style, bool formula, bool has_value,
                         std::string_view value) {
  const bool text = type == "s" || type == "str" || type == "inlineStr";
  const std::string_view bare = text && type != "s" ? value : Trim(value);
  if (!has_value || (bare.empty() && !text)) {
    if (!formula) return;
    Cell& cell = row_.cells.emplace_back();
    cell.column = column_;
    cell.kind = CellKind::kNoValue;
    return;
  }
  if (type == "s") {
    std::size_t index = 0;
    if (bare.empty()) return;
    if (!ParseAll(bare, &index) || index >= shared_.texts.size()) {
      Damaged(
          "a cell points to a text that the file does not hold; open the file and save it again");
    }
    const std::string_view found = shared_.texts.Use(index);
    if (found.empty()) return;
    Cell& cell = row_.cells.emplace_back();
    cell.column = column_;
    cell.text = found;
    return;
  }
  if (bare.empty()) return;
  Cell& cell = row_.cells.emplace_back();
  cell.column = column_;
  if (type == "str") {
    Own(bare.find("_x") == bare.npos ? std::string(bare) : Unescape(bare));
  } else if (type == "inlineStr") {
    Own(bare);
  } else if (type == "b") {
    cell.kind = CellKind::kBool;
    cell.text = IsTrue(bare) ? "TRUE" : "FALSE";
  } else if (type == "e") {
    cell.kind = CellKind::kError;
    Own(bare);
  } else if (type == "d") {
    cell.kind = CellKind::kDate;
    Own(DateWithoutMidnight(bare));
  } else {
    MakeNumber(cell, bare, style);
  }
}

void XlsxSheet::MakeNumber(Cell& cell, std::string_view digits, unsigned style) {
  double number = 0;
  if (!ParseAll(digits.starts_with('+') ? digits.substr(1) : digits, &number) ||
      !std::isfinite(number)) {
    Damaged("a cell says that it holds a number and holds none; open the file and save it again");
  }
  const NumberFormat format =
      style < shared_.formats.size() ? shared_.formats[style] : NumberFormat::kNumber;
  if (IsColumnFormat(format)) {
    if (const auto date = DateText(number, format, shared_.epoch_1904)) {
      cell.kind = CellKind::kDate;
      return Own(*date);
    }
  }
  if (format == NumberFormat::kPercent) {
    cell.kind = CellKind::kPercent;
    return Own(PercentText(number));
  }
  cell.kind = CellKind::kNumber;
  cell.number = number;
  cell.scaled = format == NumberFormat::kScaled;
  if (IsLongInteger(digits) && rapporteur::FormatNumber(number) != digits) {
    cell.exact = false;
    return Own(digits);
  }
  Own(rapporteur::FormatNumber(number));
}

void XlsxSheet::ReadBehind() {
  bool heading = false;
  while (xml_.Next()) {
    if (xml_.event() == XmlReader::Event::kText) {
      if (heading) Say("footer", 0, 0, xml_.text());
      continue;
    }
    if (xml_.name() == "headerFooter") heading = xml_.event() == XmlReader::Event::kStart;
    if (xml_.event() != XmlReader::Event::kStart) continue;
    if (xml_.name() == "mergeCell") {
      const std::string_view range = xml_.Attribute("ref").value_or("");
      const std::size_t colon = range.find(':');
      Merge merge;
      if (colon == range.npos ||
          !ParseReference(range.substr(0, colon), &merge.first_column, &merge.first_row) ||
          !ParseReference(range.substr(colon + 1), &merge.last_column, &merge.last_row)) {
        continue;  // one cell merged with itself
      }
      if (merge.first_row == 0 || merge.first_column == 0 || merge.last_row < merge.first_row ||
          merge.last_column < merge.first_column) {
        Damaged("merged cells lie where there are no cells; open the file and save it again");
      }
      if (merges_.size() == kMostMerges) {
        throw rpt::LimitReached(0, "the sheet has more than 200,000 merged cells");
      }
      merges_.push_back(merge);
    } else if (xml_.name() == "hyperlink" || xml_.name() == "dataValidation") {
      std::uint32_t column = 0;
      std::uint64_t row = 0;
      const bool link = xml_.name() == "hyperlink";
      const std::string_view place = xml_.Attribute(link ? "ref" : "sqref").value_or("");
      ParseReference(place.substr(0, place.find_first_of(": ")), &column, &row);
      for (const char* name :
           {"tooltip", "display", "promptTitle", "prompt", "errorTitle", "error"}) {
        if (const auto text = xml_.Attribute(name)) Say("comment", row, column, *text);
      }
    } else if (xml_.name() == "formula1" || xml_.name() == "formula2") {
      Say("hidden", 0, 0, xml_.ReadText());
    }
  }
}

}  // namespace common
