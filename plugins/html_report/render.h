// Lays a report document ("report/1") out as one HTML page that needs no script and no other file.
#ifndef HTML_REPORT_RENDER_H_
#define HTML_REPORT_RENDER_H_

#include <string>

#include <nlohmann/json_fwd.hpp>

namespace html_report {

// Throws rpt::BadInput where the document is not a report.
std::string RenderHtml(const nlohmann::ordered_json& report);

}  // namespace html_report

#endif  // HTML_REPORT_RENDER_H_
