// The parts of a workbook around its rows, as XML.
//
// Functions of their arguments only; may be called from any thread.
#ifndef RAPPORTEUR_PLUGINS_XLSX_EXPORT_WORKBOOK_PARTS_H_
#define RAPPORTEUR_PLUGINS_XLSX_EXPORT_WORKBOOK_PARTS_H_

#include <cstdint>
#include <string>

#include "plugins/xlsx_export/workbook.h"

namespace xlsx {

std::string ContentTypesXml(const BookPlan& plan);
std::string PackageRelationsXml(const BookPlan& plan);
std::string WorkbookRelationsXml(const BookPlan& plan);
std::string WorkbookXml(const BookPlan& plan);
std::string CoreXml(const BookPlan& plan);
std::string CustomXml(const BookPlan& plan);

// What stands before and after the rows of a sheet.
std::string SheetHeadXml(const SheetPlan& sheet, bool shown);
std::string SheetTailXml(const SheetPlan& sheet, std::uint64_t rows, std::size_t columns);

}  // namespace xlsx

#endif  // RAPPORTEUR_PLUGINS_XLSX_EXPORT_WORKBOOK_PARTS_H_
