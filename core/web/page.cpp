#include "core/web/page.h"

#include "core/base/json.h"
#include "core/store/publisher_keys.h"
#include "core/store/store.h"
#include "core/web/error_document.h"

namespace rapporteur {
namespace {

constexpr const char* kPolicy =
    "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'";

}  // namespace

void Protect(HttpResponse& response, const std::string& policy) {
  response.SetHeader("Content-Security-Policy", policy);
  response.SetHeader("X-Content-Type-Options", "nosniff");
  response.SetHeader("Referrer-Policy", "no-referrer");
  response.SetHeader("Cache-Control", "no-store");
}

namespace {

void Navigation(PageContext& context, HtmlWriter& html) {
  struct Item {
    const char* address;
    const char* name;
  };
  static const Item kItems[] = {{"/", Translatable("Overview")},
                                {"/indicators", Translatable("Indicators")},
                                {"/batches", Translatable("Batches")},
                                {"/reports", Translatable("Reports")},
                                {"/modules", Translatable("Modules")},
                                {"/audit", Translatable("Journal")}};
  html.Open("nav", {{"aria-label", context.say->Say("Pages")}}).Open("ul");
  const std::string here = context.request.segments.empty() ? "/" : "/" + context.request.segments[0];
  for (const Item& item : kItems) {
    HtmlAttributes attributes = {{"href", item.address}};
    if (here == item.address) attributes.emplace_back("aria-current", "page");
    html.Open("li").Leaf("a", context.say->Say(item.name), attributes).Close();
  }
  html.Close().Close();
}

void Languages(PageContext& context, HtmlWriter& html) {
  html.Open("p", {{"class", "languages"}});
  static const std::pair<const char*, const char*> kLanguages[] = {
      {"en", "English"}, {"sr-Cyrl", "Српски"}, {"sr-Latn", "Srpski"}};
  for (const auto& [tag, name] : kLanguages) {
    HtmlAttributes attributes = {{"href", "?lang=" + std::string(tag)}, {"lang", tag}};
    if (context.say->language() == tag) attributes.emplace_back("aria-current", "true");
    html.Leaf("a", name, attributes).Text(" ");
  }
  html.Close();
}

}  // namespace

HttpResponse Page(PageContext& context, const std::string& title,
                  const std::function<void(HtmlWriter&)>& content) {
  const Messages& say = *context.say;
  HtmlWriter html;
  html.Open("html", {{"lang", say.language()}}).Open("head");
  html.Void("meta", {{"charset", "utf-8"}});
  html.Void("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
  html.Leaf("title", title + " · Rapporteur");
  html.Void("link", {{"rel", "stylesheet"}, {"href", "/style.css"}});
  html.Void("link", {{"rel", "icon"}, {"href", "data:,"}});
  html.Close().Open("body");
  html.Leaf("a", say.Say("To the content"), {{"class", "skip"}, {"href", "#content"}});
  html.Open("header").Leaf("p", "Rapporteur", {{"class", "brand"}});
  html.Leaf("p", say.Say("Working copy, not for publication"), {{"class", "working"}});
  Languages(context, html);
  if (!context.user.empty()) Navigation(context, html);
  html.Close().Open("main", {{"id", "content"}});
  if (context.safe_mode) {
    html.Leaf("p", say.Say("Safe mode: all modules are off."), {{"class", "warning"}});
  }
  const Result<bool> development = context.store.publisher_keys().Development();
  if (development.ok() && *development) {
    html.Leaf("p", say.Say("Development setting: modules need no signature here. Not for real data."),
              {{"class", "warning"}});
  }
  html.Leaf("h1", title);
  content(html);
  html.Close().Close().Close();
  HttpResponse response;
  response.content_type = "text/html; charset=utf-8";
  response.body = "<!DOCTYPE html>\n" + html.html();
  Protect(response, kPolicy);
  return response;
}

HttpResponse SignInPage(PageContext& context) {
  const Messages& say = *context.say;
  HttpResponse response = Page(context, say.Say("Sign in"), [&](HtmlWriter& html) {
    html.Leaf("p", say.Say("This page is shown to people who have signed in."));
    html.Leaf("p", say.Say("Open the one-time link that 'rapporteur init' printed. It works once, "
                           "within a week."));
  });
  response.status = 403;
  return response;
}

HttpResponse NotFound(PageContext& context) {
  if (IsApi(context.request)) {
    return ApiError(404, Status::Refused("not-found", "There is nothing at this address."));
  }
  HttpResponse response = Page(context, context.say->Say("Not found"), [&](HtmlWriter& html) {
    html.Leaf("p", context.say->Say("There is nothing at this address."));
  });
  response.status = 404;
  return response;
}

HttpResponse Failed(PageContext& context, const Status& status) {
  HttpResponse response = Page(context, context.say->Say("This did not work"), [&](HtmlWriter& html) {
    html.Leaf("p", status.message(), {{"lang", "en"}});
    if (!status.hint().empty()) html.Leaf("p", status.hint(), {{"lang", "en"}});
  });
  response.status = status.failure() == Failure::kBroken ? 500 : 404;
  return response;
}

HttpResponse Redirect(const std::string& address) {
  HttpResponse response;
  response.status = 303;
  response.SetHeader("Location", address);
  Protect(response, kPolicy);
  return response;
}

HttpResponse ApiJson(const Json& document) {
  HttpResponse response;
  response.content_type = "application/json";
  response.body = DumpJson(document, 2) + "\n";
  Protect(response, kPolicy);
  return response;
}

HttpResponse ApiError(int http_status, const Status& status) {
  HttpResponse response;
  response.status = http_status;
  response.content_type = "application/json";
  response.body = ErrorDocument(status);
  Protect(response, kPolicy);
  return response;
}

}  // namespace rapporteur
