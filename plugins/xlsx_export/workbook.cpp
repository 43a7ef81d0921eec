#include "plugins/xlsx_export/workbook.h"

#include <algorithm>
#include <rapporteur/guard.hpp>

#include "core/base/number.h"
#include "plugins/xlsx_export/workbook_parts.h"
#include "plugins/xlsx_export/xml_text.h"

namespace xlsx {
namespace {

constexpr std::size_t kPiece = 1 << 16;

}  // namespace

std::string ColumnName(std::size_t position) {
  std::string name;
  for (std::size_t rest = position + 1; rest > 0; rest = (rest - 1) / 26) {
    name.insert(name.begin(), static_cast<char>('A' + (rest - 1) % 26));
  }
  return name;
}

Workbook::Workbook(rpt::OutputFile& out, BookPlan plan) : zip_(out), plan_(std::move(plan)) {
  Part("[Content_Types].xml", ContentTypesXml(plan_));
  Part("_rels/.rels", PackageRelationsXml(plan_));
  Part("docProps/core.xml", CoreXml(plan_));
  if (!plan_.properties.empty()) Part("docProps/custom.xml", CustomXml(plan_));
  Part("xl/workbook.xml", WorkbookXml(plan_));
  Part("xl/_rels/workbook.xml.rels", WorkbookRelationsXml(plan_));
  Part("xl/styles.xml", StylesXml());
}

void Workbook::Part(const std::string& name, const std::string& xml) {
  zip_.Begin(name);
  zip_.Write(xml);
}

void Workbook::BeginSheet() {
  zip_.Begin("xl/worksheets/sheet" + std::to_string(sheet_ + 1) + ".xml");
  row_ = 1;
  widest_ = 0;
  xml_ = SheetHeadXml(plan(), sheet_ == plan_.shown);
}

void Workbook::BeginRow() {
  if (in_row_) return;
  if (row_ > kMostRows) {
    throw rpt::LimitReached(row_, "a sheet holds 1,048,576 rows; ask for fewer values");
  }
  xml_ += "<row r=\"" + std::to_string(row_) + "\"";
  if (height_ > 0) {
    xml_ += " ht=\"" + rapporteur::FormatNumber(height_) + "\" customHeight=\"1\"";
  }
  xml_ += ">";
  height_ = 0;
  in_row_ = true;
}

void Workbook::OpenCell(Look look) {
  BeginRow();
  xml_ += "<c r=\"" + ColumnName(column_) + std::to_string(row_) + "\"";
  if (look != Look::kGeneral) xml_ += " s=\"" + std::to_string(static_cast<int>(look)) + "\"";
  widest_ = std::max(widest_, ++column_);
}

void Workbook::CheckLength(std::string_view text) const {
  if (text.size() > kLongestText && LengthInUtf16(text) > kLongestText) {
    throw rpt::LimitReached(row_, "a cell holds 32,767 characters, a text is longer");
  }
}

void Workbook::Text(Look look, std::string_view bold, std::string_view text) {
  CheckLength(std::string(bold) + std::string(text));
  OpenCell(look);
  xml_ += " t=\"inlineStr\"><is><r><rPr><b/><sz val=\"11\"/><rFont val=\"Calibri\"/></rPr>"
          "<t xml:space=\"preserve\">";
  AddText(xml_, bold);
  xml_ += "</t></r><r><rPr><sz val=\"11\"/><rFont val=\"Calibri\"/></rPr><t xml:space=\"preserve\">";
  AddText(xml_, text);
  xml_ += "</t></r></is></c>";
}

void Workbook::Text(Look look, std::string_view text) {
  CheckLength(text);
  OpenCell(look);
  xml_ += " t=\"inlineStr\"><is><t xml:space=\"preserve\">";
  AddText(xml_, text);
  xml_ += "</t></is></c>";
}

void Workbook::Number(Look look, double number) {
  OpenCell(look);
  xml_ += "><v>" + rapporteur::FormatNumber(number) + "</v></c>";
}

void Workbook::Empty(Look look) {
  OpenCell(look);
  xml_ += "/>";
}

void Workbook::EndRow() {
  BeginRow();
  xml_ += "</row>";
  in_row_ = false;
  column_ = 0;
  ++row_;
  Flush(false);
}

void Workbook::Flush(bool all) {
  if (!all && xml_.size() < kPiece) return;
  zip_.Write(xml_);
  xml_.clear();
}

void Workbook::EndSheet() {
  xml_ += SheetTailXml(plan(), row_ - 1, widest_);
  Flush(true);
  ++sheet_;
}

void Workbook::Finish() { zip_.Finish(); }

}  // namespace xlsx
