// An ODS file.  Opened through Workbook::Open.
//
// All its sheets stand in one part, one after the other, so sheets are best read in their order.
#ifndef RAPPORTEUR_PLUGINS_COMMON_WORKBOOK_ODS_WORKBOOK_H_
#define RAPPORTEUR_PLUGINS_COMMON_WORKBOOK_ODS_WORKBOOK_H_

#include <memory>
#include <set>
#include <string>

#include "plugins/common/workbook/workbook.h"
#include "plugins/common/xml/xml_reader.h"
#include "plugins/common/zip/zip_archive.h"

namespace common {

class OdsWorkbook final : public Workbook {
 public:
  OdsWorkbook(const rpt::InputFile& file, const Beside& beside,
              std::function<void(std::uint64_t)> on_read);

  std::unique_ptr<SheetReader> Read(std::size_t sheet, const Beside* beside) override;

 private:
  void RefuseProtected();
  std::unique_ptr<XmlReader> OpenContent();
  void ListSheets(const Beside& beside);
  void VisitParts(const Beside& beside);

  ZipArchive zip_;
  std::unique_ptr<XmlReader> content_;
  std::size_t next_sheet_ = 0;  // that content_ comes to; wrong while a reader is open
  bool between_sheets_ = false;
};

}  // namespace common

#endif  // RAPPORTEUR_PLUGINS_COMMON_WORKBOOK_ODS_WORKBOOK_H_
