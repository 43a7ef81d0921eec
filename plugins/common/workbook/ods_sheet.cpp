#include "plugins/common/workbook/ods_sheet.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "core/base/number.h"
#include "plugins/common/workbook/number_format.h"
#include "plugins/common/workbook/parts.h"

namespace common {
namespace {

constexpr std::size_t kMostMerges = 200'000;
constexpr std::size_t kLongestRow = std::size_t{16} << 20;
constexpr std::size_t kLongestText = std::size_t{1} << 20;
constexpr std::uint64_t kMostCells = 200'000'000;

std::uint64_t Count(std::optional<std::string_view> text, std::uint64_t otherwise = 1) {
  std::uint64_t number = otherwise;
  if (text) {
    const auto parsed = std::from_chars(text->data(), text->data() + text->size(), number);
    if (parsed.ec != std::errc() || number > 1'000'000'000) return otherwise;
  }
  return number;
}

bool IsHidden(const XmlReader& xml) {
  const auto said = xml.Attribute(kOdfTable, "visibility");
  return said == "collapse" || said == "filter";
}

// What LibreOffice shows where a formula has no result.
bool IsErrorText(std::string_view text) {
  constexpr std::array<std::string_view, 8> kErrors = {
      "#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#GETTING_DATA"};
  if (std::find(kErrors.begin(), kErrors.end(), text) != kErrors.end()) return true;
  return text.size() == 7 && text.starts_with("Err:") &&
         std::all_of(text.begin() + 4, text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// "PT36H15M00S" -> "36:15:00"; nothing where it is no such thing.
std::optional<std::string> ClockText(std::string_view value) {
  double parts[3] = {0, 0, 0};
  const bool negative = value.starts_with('-');
  if (negative) value.remove_prefix(1);
  if (!value.starts_with("PT")) return std::nullopt;
  value.remove_prefix(2);
  while (!value.empty()) {
    double number = 0;
    const auto parsed = std::from_chars(value.data(), value.data() + value.size(), number);
    if (parsed.ec != std::errc() || parsed.ptr == value.data() + value.size()) return std::nullopt;
    const std::size_t which = std::string_view("HMS").find(*parsed.ptr);
    if (which == std::string_view::npos) return std::nullopt;
    parts[which] = number;
    value.remove_prefix(static_cast<std::size_t>(parsed.ptr + 1 - value.data()));
  }
  const double days = (parts[0] * 3600 + parts[1] * 60 + parts[2]) / 86400;
  if (negative) return std::nullopt;
  return DateText(days, NumberFormat::kDuration, false);
}

bool IsLongInteger(std::string_view digits) {
  return digits.size() > 15 &&
         std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

OdsSheet::OdsSheet(XmlReader& xml, const std::string& sheet, const Beside* beside, bool* finished)
    : xml_(xml), sheet_(sheet), beside_(beside), finished_(finished), depth_(xml.depth()) {}

bool OdsSheet::Next() {
  if (done_) return false;
  try {
    return Move();
  } catch (rpt::Error& error) {
    if (error.sheet.empty()) error.sheet = sheet_;
    if (error.row == 0) {
      error.row = row_.number;
      error.column = column_;
    }
    throw;
  }
}

void OdsSheet::Say(const char* kind, std::string_view text) const {
  if (beside_ != nullptr && !text.empty()) (*beside_)(kind, sheet_, row_.number, column_, text);
}

bool OdsSheet::Move() {
  while (xml_.Next()) {
    if (xml_.event() == XmlReader::Event::kEnd) {
      if (xml_.depth() != depth_) continue;
      done_ = true;
      *finished_ = true;
      return false;
    }
    if (xml_.event() != XmlReader::Event::kStart) continue;
    const std::string_view name = xml_.name();
    if (xml_.space() != kOdfTable) {
      VisitElement(xml_, [&](std::string_view text) { Say("hidden", text); });
    } else if (name == "table-row") {
      if (ReadRow()) return true;
    } else if (name == "table-column") {
      ReadColumn();
      xml_.Skip();
    } else if (name != "table-header-rows" && name != "table-row-group" && name != "table-rows" &&
               name != "table-header-columns" && name != "table-column-group" &&
               name != "table-columns") {
      VisitElement(xml_, [&](std::string_view text) { Say("hidden", text); });
    }
  }
  xml_.Fail("the sheet is not whole");
}

void OdsSheet::ReadColumn() {
  const std::uint64_t repeats = Count(xml_.Attribute(kOdfTable, "number-columns-repeated"));
  const std::uint64_t last = std::min<std::uint64_t>(column_ + repeats, Workbook::kMostColumns);
  if (IsHidden(xml_) && last > column_) {
    hidden_columns_.push_back({column_ + 1, static_cast<std::uint32_t>(last)});
  }
  column_ = static_cast<std::uint32_t>(last);
}

bool OdsSheet::ReadRow() {
  row_.number = next_row_;
  row_.repeats =
      std::max<std::uint64_t>(1, Count(xml_.Attribute(kOdfTable, "number-rows-repeated")));
  row_.hidden = IsHidden(xml_);
  row_.cells.clear();
  arena_.clear();
  owned_.clear();
  column_ = 0;
  next_row_ += row_.repeats;
  const std::size_t begun = xml_.depth();
  while (xml_.Next()) {
    if (xml_.event() == XmlReader::Event::kEnd && xml_.depth() == begun) break;
    if (xml_.event() != XmlReader::Event::kStart) continue;
    if (xml_.Starts(kOdfTable, "table-cell")) {
      ReadCell(false);
    } else if (xml_.Starts(kOdfTable, "covered-table-cell")) {
      ReadCell(true);
    } else {
      xml_.Skip();
    }
  }
  if (row_.cells.empty()) return false;
  for (const Owned& owned : owned_) {
    row_.cells[owned.cell].text = std::string_view(arena_).substr(owned.begin, owned.size);
  }
  if (row_.number + row_.repeats - 1 > Workbook::kMostRows) {
    throw rpt::LimitReached(0, "the sheet has cells beyond row 1,048,576, the last one of a sheet");
  }
  cells_ += row_.repeats * row_.cells.size();
  if (cells_ > kMostCells) {
    throw rpt::LimitReached(0, "the sheet repeats its cells more than 200,000,000 times");
  }
  return true;
}

void OdsSheet::ReadCell(bool covered) {
  const std::uint64_t repeats =
      std::max<std::uint64_t>(1, Count(xml_.Attribute(kOdfTable, "number-columns-repeated")));
  const std::uint32_t first = column_ + 1;
  const std::uint64_t rows = Count(xml_.Attribute(kOdfTable, "number-rows-spanned"));
  const std::uint64_t columns = Count(xml_.Attribute(kOdfTable, "number-columns-spanned"));
  column_ = first;
  if (!covered && (rows > 1 || columns > 1)) {
    if (merges_.size() == kMostMerges) {
      throw rpt::LimitReached(0, "the sheet has more than 200,000 merged cells");
    }
    const std::uint64_t last = std::min<std::uint64_t>(
        first + std::max<std::uint64_t>(columns, 1) - 1, Workbook::kMostColumns);
    merges_.push_back({row_.number, row_.number + std::max<std::uint64_t>(rows, 1) - 1, first,
                       static_cast<std::uint32_t>(last)});
  }
  const std::string type(xml_.Attribute(kOdfOffice, "value-type").value_or(""));
  const char* const where = type == "date"      ? "date-value"
                            : type == "time"    ? "time-value"
                            : type == "boolean" ? "boolean-value"
                            : type == "string"  ? "string-value"
                                                : "value";
  const auto said = xml_.Attribute(kOdfOffice, where);
  const bool has_value = said.has_value();
  const std::string value(said.value_or(""));
  const bool formula = xml_.Attribute(kOdfTable, "formula").has_value();
  bool is_error = false;
  for (std::size_t i = 0; i < xml_.attribute_count(); i++) {
    const XmlReader::AttributeView view = xml_.attribute(i);
    is_error = is_error || (view.name == "value-type" && view.value == "error");
  }
  std::string shown;
  ReadContent(&shown);
  value_ = {};
  SetValue(type, type == "string" && (!has_value || is_error) ? shown : value, formula, is_error,
           shown);
  column_ = static_cast<std::uint32_t>(
      std::min<std::uint64_t>(first + repeats - 1, 2 * Workbook::kMostColumns));
  if (!value_.any) return;
  if (column_ > Workbook::kMostColumns) {
    column_ = first;
    xml_.Fail("a cell lies beyond the last column of a sheet, 16,384");
  }
  if (covered) {
    if (!value_.text.empty()) Say("hidden", value_.text);
    return;
  }
  const std::size_t begin = arena_.size();
  arena_ += value_.text;
  if (arena_.size() > kLongestRow)
    throw rpt::LimitReached(0, "a row holds more than 16 MiB of text");
  for (std::uint32_t column = first; column <= column_; column++) {
    owned_.push_back({row_.cells.size(), begin, value_.text.size()});
    Cell& cell = row_.cells.emplace_back();
    cell.column = column;
    cell.kind = value_.kind;
    cell.exact = value_.exact;
    cell.number = value_.number;
  }
}

// The paragraphs of the running cell; what hangs at it goes aside.
void OdsSheet::ReadContent(std::string* shown) {
  const std::size_t begun = xml_.depth();
  bool any = false;
  while (xml_.Next()) {
    if (xml_.event() == XmlReader::Event::kEnd && xml_.depth() == begun) return;
    if (xml_.event() != XmlReader::Event::kStart) continue;
    if (xml_.Starts(kOdfText, "p") || xml_.Starts(kOdfText, "h")) {
      if (any) *shown += '\n';
      any = true;
      ReadParagraph(shown);
    } else {
      const char* const kind = xml_.name() == "annotation" ? "comment" : "hidden";
      VisitElement(xml_, [&](std::string_view text) { Say(kind, text); });
    }
  }
}

void OdsSheet::ReadParagraph(std::string* text) {
  const std::size_t begun = xml_.depth();
  const std::size_t start = text->size();
  bool blank = true;  // runs of blanks become one, and none stands at the beginning
  while (xml_.Next()) {
    if (xml_.event() == XmlReader::Event::kEnd) {
      if (xml_.depth() == begun) break;
    } else if (xml_.event() == XmlReader::Event::kText) {
      for (const char c : xml_.text()) {
        const bool is_blank = c == ' ' || c == '\t' || c == '\n' || c == '\r';
        if (is_blank && blank) continue;
        *text += is_blank ? ' ' : c;
        blank = is_blank;
      }
    } else if (xml_.name() == "s") {
      const std::uint64_t spaces = std::max<std::uint64_t>(1, Count(xml_.Attribute(kOdfText, "c")));
      text->append(static_cast<std::size_t>(std::min<std::uint64_t>(spaces, 4096)), ' ');
      blank = false;
    } else if (xml_.name() == "tab" || xml_.name() == "line-break") {
      *text += xml_.name() == "tab" ? '\t' : '\n';
      blank = false;
    } else if (xml_.name() == "a") {
      for (std::size_t i = 0; i < xml_.attribute_count(); i++) {
        if (xml_.attribute(i).name == "href") Say("comment", xml_.attribute(i).value);
      }
    } else if (xml_.name() == "annotation") {
      VisitElement(xml_, [&](std::string_view said) { Say("comment", said); });
    } else if (xml_.name() == "ruby-text") {
      xml_.Skip();
    }
    if (text->size() - start > kLongestText) {
      throw rpt::LimitReached(0, "a text is longer than 1024 KiB");
    }
  }
}

void OdsSheet::SetValue(std::string_view type, std::string_view value, bool formula, bool is_error,
                        const std::string& shown) {
  value_.any = true;
  if (is_error || (formula && IsErrorText(shown))) {
    value_.kind = CellKind::kError;
    value_.text = shown;
    return;
  }
  if (type.empty()) {
    value_.text = shown;
    value_.any = !shown.empty();
    if (!value_.any && formula) {
      value_.any = true;
      value_.kind = CellKind::kNoValue;
    }
    return;
  }
  if (type == "string") {
    value_.text = value;
    value_.any = !value.empty();
    return;
  }
  if (value.empty()) {
    value_.kind = CellKind::kNoValue;
    return;
  }
  if (type == "date" || type == "time") {
    value_.kind = CellKind::kDate;
    const auto clock = type == "time" ? ClockText(value) : std::nullopt;
    value_.text = clock ? *clock : DateWithoutMidnight(value);
    return;
  }
  if (type == "boolean") {
    value_.kind = CellKind::kBool;
    value_.text = IsTrue(value) ? "TRUE" : "FALSE";
    return;
  }
  double number = 0;
  const auto parsed = std::from_chars(value.data(), value.data() + value.size(), number);
  if (parsed.ec != std::errc() || parsed.ptr != value.data() + value.size() ||
      !std::isfinite(number)) {
    xml_.Fail("a cell says that it holds a number and holds none; open the file and save it again");
  }
  if (type == "percentage") {
    value_.kind = CellKind::kPercent;
    value_.text = PercentText(number);
    return;
  }
  value_.kind = CellKind::kNumber;
  value_.number = number;
  value_.text = rapporteur::FormatNumber(number);
  if (IsLongInteger(value) && value_.text != value) {
    value_.exact = false;
    value_.text = value;
  }
}

}  // namespace common
