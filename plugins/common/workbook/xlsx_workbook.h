// An XLSX file (also .xlsm; transitional and strict).  Opened through Workbook::Open.
#ifndef RAPPORTEUR_PLUGINS_COMMON_WORKBOOK_XLSX_WORKBOOK_H_
#define RAPPORTEUR_PLUGINS_COMMON_WORKBOOK_XLSX_WORKBOOK_H_

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "plugins/common/workbook/parts.h"
#include "plugins/common/workbook/workbook.h"
#include "plugins/common/workbook/xlsx_sheet.h"
#include "plugins/common/zip/zip_archive.h"

namespace common {

class XlsxWorkbook final : public Workbook {
 public:
  XlsxWorkbook(const rpt::InputFile& file, const Beside& beside,
               std::function<void(std::uint64_t)> on_read);

  std::unique_ptr<SheetReader> Read(std::size_t sheet, const Beside* beside) override;
  void VisitUnused(const Beside& beside) const override;

 private:
  ZipArchive::Entry Part(const std::string& name) const;
  void ReadWorkbook(const std::string& name, const Beside& beside);
  void ReadStyles(const std::string& name);
  void VisitParts(const Beside& beside);
  void VisitComments(const ZipArchive::Entry& part, const std::string& sheet, const Beside& beside);

  ZipArchive zip_;
  XlsxShared shared_;
  std::vector<std::string> sheet_parts_;  // beside sheets_
  std::set<std::string> read_;            // parts that are read as what they are
};

}  // namespace common

#endif  // RAPPORTEUR_PLUGINS_COMMON_WORKBOOK_XLSX_WORKBOOK_H_
