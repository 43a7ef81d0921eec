#include "html_report.h"

#include <string>

#include <nlohmann/json.hpp>

#include "render.h"

namespace html_report {

void HtmlReport::run(rpt::TableReader& table, rpt::OutputFile& out) {
  const std::size_t column = table.column("json");
  if (table.fields()[column].type != rpt::Type::text) {
    throw rpt::BadInput(0, "json", "expected a column of text");
  }
  std::string document;
  while (table.next()) {
    if (!table.missing(column)) document += table.text(column);
  }
  nlohmann::ordered_json report;
  try {
    report = nlohmann::ordered_json::parse(document);
  } catch (const nlohmann::json::exception&) {
    throw rpt::BadInput(0, "json", "the rows put together are not a JSON document");
  }
  out.write(RenderHtml(report));
}

}  // namespace html_report
