#include "plugins/common/workbook/workbook.h"

#include <utility>

#include "plugins/common/workbook/ods_workbook.h"
#include "plugins/common/workbook/xlsx_workbook.h"

namespace common {
namespace {

// A protected XLSX is an old container too; its entries are named in UTF-16.
bool IsProtected(const rpt::InputFile& file) {
  const std::string name("E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0", 32);
  constexpr std::size_t kStep = 1 << 18;
  std::string chunk(kStep + name.size(), '\0');
  for (std::uint64_t at = 0; at < file.size(); at += kStep) {
    const std::size_t size = file.read_at(at, chunk.data(), chunk.size());
    if (std::string_view(chunk.data(), size).find(name) != std::string_view::npos) return true;
  }
  return false;
}

}  // namespace

std::unique_ptr<Workbook> Workbook::Open(const rpt::InputFile& file, const Beside& beside,
                                         std::function<void(std::uint64_t)> on_read) {
  switch (Recognise(file)) {
    case FileKind::kXlsx:
      return std::make_unique<XlsxWorkbook>(file, beside, std::move(on_read));
    case FileKind::kOds:
      return std::make_unique<OdsWorkbook>(file, beside, std::move(on_read));
    case FileKind::kXlsb:
      throw rpt::Unsupported(
          "this is a binary Excel workbook (XLSB), which is not read; save it as XLSX");
    case FileKind::kOle:
      if (IsProtected(file)) {
        throw rpt::Unsupported(
            "the workbook is protected by a password; save it without one and send it again");
      }
      [[fallthrough]];
    case FileKind::kOldXls:
      throw rpt::Unsupported(
          "this is a file of an old Office format (XLS), which is not read; save it as XLSX");
    case FileKind::kXml2003:
      throw rpt::Unsupported("this is an Excel 2003 XML file, which is not read; save it as XLSX");
    case FileKind::kFlatOds:
      throw rpt::Unsupported("this is a flat ODF file (FODS), which is not read; save it as ODS");
    case FileKind::kHtml:
      throw rpt::Unsupported(
          "this is a web page with the name of a spreadsheet; open it in a spreadsheet program and "
          "save it as XLSX");
    case FileKind::kOtherZip:
      throw rpt::BadInput(0, {},
                          "the file is a ZIP archive without a workbook, expected XLSX or ODS");
    case FileKind::kOther:
      break;
  }
  throw rpt::BadInput(0, {},
                      file.size() == 0
                          ? "the file is empty, expected an XLSX or ODS workbook"
                          : "the file is no XLSX or ODS workbook, whatever its name says; if it is "
                            "text, read it as CSV");
}

}  // namespace common
