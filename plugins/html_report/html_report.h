// The exporter: takes a table with one text column "json", whose rows put together are the report
// document, and writes the page.
#ifndef HTML_REPORT_HTML_REPORT_H_
#define HTML_REPORT_HTML_REPORT_H_

#include <rapporteur/exporter.hpp>

namespace html_report {

class HtmlReport {
 public:
  void run(rpt::TableReader& table, rpt::OutputFile& out);
};

}  // namespace html_report

#endif  // HTML_REPORT_HTML_REPORT_H_
