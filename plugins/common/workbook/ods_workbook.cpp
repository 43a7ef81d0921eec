#include "plugins/common/workbook/ods_workbook.h"

#include <utility>

#include "plugins/common/workbook/ods_sheet.h"
#include "plugins/common/workbook/parts.h"

namespace common {
namespace {

constexpr std::size_t kMostSheets = 1024;

bool IsTable(const XmlReader& xml, bool in_spreadsheet) {
  return in_spreadsheet && xml.Starts(kOdfTable, "table");
}

}  // namespace

OdsWorkbook::OdsWorkbook(const rpt::InputFile& file, const Beside& beside,
                         std::function<void(std::uint64_t)> on_read)
    : zip_(file) {
  zip_.OnRead(std::move(on_read));
  RefuseProtected();
  ListSheets(beside);
  VisitParts(beside);
}

void OdsWorkbook::RefuseProtected() {
  const auto manifest = zip_.Find("META-INF/manifest.xml");
  if (!manifest) return;
  // Not read as XML: old files declare a document type there.
  if (zip_.ReadAll(*manifest, std::size_t{16} << 20).find("encryption-data") != std::string::npos) {
    throw rpt::Unsupported(
        "the workbook is protected by a password; save it without one and send it again");
  }
}

std::unique_ptr<XmlReader> OdsWorkbook::OpenContent() {
  const auto part = zip_.Find("content.xml");
  if (!part) {
    throw rpt::BadInput(
        0, {}, "the part content.xml of the workbook is missing; open the file and save it again");
  }
  return std::make_unique<XmlReader>(zip_.Open(*part), "the part content.xml",
                                     SpreadsheetXmlLimits());
}

void OdsWorkbook::ListSheets(const Beside& beside) {
  const auto xml = OpenContent();
  TextVisitor outside([&](std::string_view text) { beside("hidden", {}, 0, 0, text); });
  std::set<std::string> not_displayed;
  std::string style;
  bool in_spreadsheet = false, any_spreadsheet = false;
  while (xml->Next()) {
    if (xml->event() == XmlReader::Event::kStart) {
      if (xml->Starts(kOdfOffice, "spreadsheet")) in_spreadsheet = any_spreadsheet = true;
      if (xml->Starts(kOdfStyle, "style")) {
        style = xml->Attribute(kOdfStyle, "name").value_or("");
      } else if (xml->Starts(kOdfStyle, "table-properties") &&
                 xml->Attribute(kOdfTable, "display") == "false") {
        not_displayed.insert(style);
      } else if (IsTable(*xml, in_spreadsheet)) {
        SheetInfo info;
        info.name = xml->Attribute(kOdfTable, "name").value_or("");
        info.hidden = not_displayed.count(
                          std::string(xml->Attribute(kOdfTable, "style-name").value_or(""))) > 0;
        beside("sheet-name", {}, 0, 0, info.name);
        if (sheets_.size() == kMostSheets) {
          throw rpt::LimitReached(0, "the workbook has more than 1,024 sheets");
        }
        sheets_.push_back(std::move(info));
        xml->Skip();
        continue;
      }
      // Changes that are kept for being undone hold tables of their own.
      if (xml->Starts(kOdfTable, "tracked-changes")) {
        VisitElement(*xml, [&](std::string_view text) { beside("hidden", {}, 0, 0, text); });
        continue;
      }
    }
    outside.Visit(*xml);
  }
  outside.End();
  if (!any_spreadsheet) {
    throw rpt::BadInput(
        0, {}, "the file is an OpenDocument file without a spreadsheet, expected XLSX or ODS");
  }
}

void OdsWorkbook::VisitParts(const Beside& beside) {
  for (const ZipArchive::Entry& part : zip_.entries()) {
    const std::string& name = part.name;
    if (name.starts_with("Pictures/")) {
      unread_.pictures++;
    } else if (name.starts_with("Basic/") && !name.ends_with("-lc.xml") &&
               !name.ends_with("-lb.xml")) {
      unread_.macros++;
    } else if (name.starts_with("Object ") && !name.ends_with(".xml")) {
      unread_.objects++;
    }
    if (!name.ends_with(".xml") || name == "content.xml" || name == "settings.xml" ||
        name.starts_with("META-INF/") || name.starts_with("Configurations2/")) {
      continue;
    }
    const char* const kind = name == "meta.xml"     ? "property"
                             : name == "styles.xml" ? "footer"
                                                    : "hidden";
    VisitText(zip_, part, [&](std::string_view text) { beside(kind, {}, 0, 0, text); });
  }
}

std::unique_ptr<SheetReader> OdsWorkbook::Read(std::size_t sheet, const Beside* beside) {
  if (content_ == nullptr || !between_sheets_ || next_sheet_ > sheet) {
    content_ = OpenContent();
    next_sheet_ = 0;
    bool found = false;
    while (!found && content_->Next()) found = content_->Starts(kOdfOffice, "spreadsheet");
  }
  between_sheets_ = false;
  while (content_->Next()) {
    if (content_->Starts(kOdfTable, "tracked-changes")) {
      content_->Skip();
    } else if (IsTable(*content_, true)) {
      if (next_sheet_++ == sheet) {
        return std::make_unique<OdsSheet>(*content_, sheets_[sheet].name, beside, &between_sheets_);
      }
      content_->Skip();
    }
  }
  throw rpt::Internal("a sheet that was listed is not there");
}

}  // namespace common
