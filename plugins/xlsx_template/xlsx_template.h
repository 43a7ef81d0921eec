// The exporter: takes a table with one text column "json", whose rows put together are a template
// (template/1), and writes the workbook that is sent to the institution.
#ifndef RAPPORTEUR_PLUGINS_XLSX_TEMPLATE_XLSX_TEMPLATE_H_
#define RAPPORTEUR_PLUGINS_XLSX_TEMPLATE_XLSX_TEMPLATE_H_

#include <rapporteur/exporter.hpp>

namespace xlsx_template {

class XlsxTemplate {
 public:
  void run(rpt::TableReader& table, rpt::OutputFile& out);
};

}  // namespace xlsx_template

#endif  // RAPPORTEUR_PLUGINS_XLSX_TEMPLATE_XLSX_TEMPLATE_H_
