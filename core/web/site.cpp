#include "core/web/site.h"

#include "core/base/text.h"
#include "core/store/state.h"
#include "core/web/error_document.h"
#include "core/web/page.h"

namespace rapporteur {
namespace {

// Whether `segments` fit the pattern; fills what its stars stand for.
bool Fits(std::string_view pattern, const std::vector<std::string>& segments,
          std::vector<std::string>& parameters) {
  parameters.clear();
  std::vector<std::string_view> parts;
  if (pattern != "/") parts = Split(pattern.substr(1), '/');
  if (parts.size() != segments.size()) return false;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts[i] == "*") {
      parameters.push_back(segments[i]);
    } else if (parts[i] != segments[i]) {
      return false;
    }
  }
  return true;
}

std::string LanguageOf(const HttpRequest& request) {
  const std::string wanted = request.Query("lang").value_or(request.Cookie("lang"));
  for (const char* known : {"sr-Cyrl", "sr-Latn"}) {
    if (wanted == known) return known;
  }
  return "en";
}

}  // namespace

bool IsApi(const HttpRequest& request) {
  return !request.segments.empty() && request.segments.front() == "api";
}

Status Site::Check() {
  Result<StorePool::Loan> store = stores_.Borrow();
  return store.ok() ? Status() : store.status();
}

HttpResponse Site::Answer(const HttpRequest& request) {
  Result<StorePool::Loan> loan = stores_.Borrow();
  if (!loan.ok()) return ApiError(503, loan.status());
  Store& store = **loan;
  PageContext context{request, store, workers_, Messages::In(LanguageOf(request)), "",
                      safe_mode_, {}};
  Result<State*> state = store.state();
  if (!state.ok()) return ApiError(503, state.status());
  if (const std::string token = request.Cookie(kSessionCookie); !token.empty()) {
    Result<std::optional<Session>> session = (*state)->FindSession(token);
    if (session.ok() && session->has_value()) context.user = (*session)->user;
  }
  const std::string method = request.method == "HEAD" ? "GET" : request.method;
  HttpResponse response;
  bool found = false;
  for (const Route& route : Routes()) {
    if (method != route.method || !Fits(route.pattern, request.segments, context.parameters)) continue;
    found = true;
    // The one place where access is decided.
    if (route.access == Route::Access::kSignedIn && context.user.empty()) {
      response = IsApi(request)
                     ? ApiError(401, Status::Refused("not-signed-in", "Sign in with the one-time link "
                                                                      "first."))
                     : SignInPage(context);
    } else {
      response = route.answer(context);
    }
    break;
  }
  if (!found) {
    // A stranger is not told which addresses there are.
    response = context.user.empty() && !IsApi(request) ? SignInPage(context) : NotFound(context);
  }
  for (auto& [name, value] : response.headers) {
    if (name == "Set-Cookie" && secure_) value += "; Secure";
  }
  if (request.Query("lang")) {
    response.headers.emplace_back("Set-Cookie", "lang=" + LanguageOf(request) +
                                                    "; Path=/; SameSite=Strict; Max-Age=31536000");
  }
  return response;
}

}  // namespace rapporteur
