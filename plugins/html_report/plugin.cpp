#include "html_report.h"

RPT_EXPORTER(html_report::HtmlReport, "org.rapporteur.html-report", "1.0.0")
