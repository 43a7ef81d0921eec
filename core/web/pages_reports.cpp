#include "core/base/json.h"
#include "core/export/export.h"
#include "core/report/from_store.h"
#include "core/store/documents.h"
#include "core/web/pages.h"

namespace rapporteur {

HttpResponse ReportsPage(PageContext& context) {
  const Messages& say = *context.say;
  Result<std::vector<std::string>> countries = context.store.documents().ActiveCountries();
  if (!countries.ok()) return Failed(context, countries.status());
  return Page(context, say.Say("Reports"), [&](HtmlWriter& html) {
    for (const std::string& country : *countries) {
      Result<std::shared_ptr<const Catalogue>> catalogue =
          context.store.documents().CatalogueOf(country);
      if (!catalogue.ok()) continue;
      const LocalText& name = (*catalogue)->name();
      html.Leaf("h2", name.In(say.language()), InLanguageOf(name, say));
      html.Open("form", {{"method", "get"}, {"action", "/reports/" + country}, {"class", "filter"}});
      html.Leaf("label", say.Say("From"), {{"for", "from-" + country}});
      html.Void("input", {{"id", "from-" + country}, {"name", "from"}, {"value", "2015"}, {"size", "6"}});
      html.Leaf("label", say.Say("To"), {{"for", "to-" + country}});
      html.Void("input", {{"id", "to-" + country}, {"name", "to"}, {"value", "2023"}, {"size", "6"}});
      html.Leaf("label", say.Say("Language"), {{"for", "in-" + country}});
      html.Open("select", {{"id", "in-" + country}, {"name", "in"}});
      for (const std::string& language : (*catalogue)->languages()) {
        html.Leaf("option", language, {{"value", language}});
      }
      html.Close().Leaf("button", say.Say("Show"), {{"type", "submit"}}).Close();
    }
  });
}

HttpResponse ReportPage(PageContext& context) {
  if (context.safe_mode) {
    return Failed(context, Status::Refused("safe-mode", "Reports need a module, and in safe mode all "
                                                        "modules are off."));
  }
  const std::string period =
      context.request.Query("from").value_or("") + ":" + context.request.Query("to").value_or("");
  Result<PeriodRange> range = ParsePeriodRange(period);
  if (!range.ok()) return Failed(context, range.status());
  Registry registry(context.store, context.workers);
  Result<InstalledPlugin> exporter = registry.ExporterFor("report/1", "html");
  if (!exporter.ok()) return Failed(context, exporter.status());
  Result<Json> model =
      ReportFromStore(context.store, {context.user, Viewer::Purpose::kReport}, context.parameters[0],
                      *range, context.request.Query("in").value_or(""));
  if (!model.ok()) return Failed(context, model.status());
  Result<std::string> html = RenderReport(context.workers, *exporter, model->dump());
  if (!html.ok()) return Failed(context, html.status());
  HttpResponse response;
  response.content_type = "text/html; charset=utf-8";
  response.body = *std::move(html);
  // The report carries its own style and nothing else.
  Protect(response,
          "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'");
  return response;
}

}  // namespace rapporteur
