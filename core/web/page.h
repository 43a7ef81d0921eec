// The frame around every page, and the answers that are none.
#ifndef RAPPORTEUR_WEB_PAGE_H_
#define RAPPORTEUR_WEB_PAGE_H_

#include <functional>
#include <string>

#include "core/base/json_fwd.h"
#include "core/web/html.h"
#include "core/web/site.h"

namespace rapporteur {

// A whole page: head, navigation, the words "Working copy", and what `content` writes.
HttpResponse Page(PageContext& context, const std::string& title,
                  const std::function<void(HtmlWriter&)>& content);
// 403, and how to sign in.
HttpResponse SignInPage(PageContext& context);
HttpResponse NotFound(PageContext& context);
// A failure as a page: 404 for what is unknown, 500 for what is ours.
HttpResponse Failed(PageContext& context, const Status& status);
// The headers that no answer goes without; `policy` is its Content-Security-Policy.
void Protect(HttpResponse& response, const std::string& policy);

HttpResponse Redirect(const std::string& address);

HttpResponse ApiJson(const Json& document);
HttpResponse ApiError(int http_status, const Status& status);

}  // namespace rapporteur

#endif  // RAPPORTEUR_WEB_PAGE_H_
