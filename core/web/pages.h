// The pages, one function each; site.h says how they are reached.
#ifndef RAPPORTEUR_WEB_PAGES_H_
#define RAPPORTEUR_WEB_PAGES_H_

#include "core/model/local_text.h"
#include "core/web/page.h"

namespace rapporteur {

HttpResponse StyleSheet(PageContext& context);
HttpResponse FirstLinkPage(PageContext& context);  // asks before the link is used up
HttpResponse UseFirstLink(PageContext& context);

HttpResponse HomePage(PageContext& context);
HttpResponse ModulesPage(PageContext& context);
HttpResponse ModulePage(PageContext& context);
HttpResponse BatchesPage(PageContext& context);
HttpResponse BatchPage(PageContext& context);
HttpResponse IndicatorsPage(PageContext& context);
HttpResponse IndicatorPage(PageContext& context);
HttpResponse ReportsPage(PageContext& context);
HttpResponse ReportPage(PageContext& context);
HttpResponse AuditPage(PageContext& context);

HttpResponse PluginsApi(PageContext& context);
HttpResponse BatchesApi(PageContext& context);
HttpResponse BatchApi(PageContext& context);
HttpResponse ObservationsApi(PageContext& context);
HttpResponse HealthApi(PageContext& context);

// A number in English digits with group marks, as the tables of the pages show it.
std::string Shown(double number);
// Around a table that may be wider than the window: the keyboard reaches it, so that it can scroll.
HtmlAttributes Scrolling(const std::string& name);
// `attributes`, with the language where the text is not in the reader's.
HtmlAttributes InLanguageOf(const LocalText& text, const Messages& say,
                            HtmlAttributes attributes = {});
void HeadRow(HtmlWriter& html, const std::vector<std::string>& headers);
void Row(HtmlWriter& html, const std::vector<std::string>& cells);

}  // namespace rapporteur

#endif  // RAPPORTEUR_WEB_PAGES_H_
