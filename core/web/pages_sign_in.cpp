#include <chrono>

#include "core/store/state.h"
#include "core/web/pages.h"

namespace rapporteur {
namespace {

constexpr std::chrono::hours kSessionLifetime{12};

}  // namespace

// A mail scanner or a preview may open the link; only the button uses it up.
HttpResponse FirstLinkPage(PageContext& context) {
  const Messages& say = *context.say;
  return Page(context, say.Say("Sign in"), [&](HtmlWriter& html) {
    html.Leaf("p", say.Say("This link signs you in once, as the first administrator."));
    html.Open("form", {{"method", "post"}, {"action", context.request.Path()}});
    html.Leaf("button", say.Say("Sign in"), {{"type", "submit"}});
    html.Close();
  });
}

HttpResponse UseFirstLink(PageContext& context) {
  const Messages& say = *context.say;
  Result<State*> state = context.store.state();
  if (!state.ok()) return Failed(context, state.status());
  Result<std::optional<std::string>> user = (*state)->ConsumeFirstLink(context.parameters[0]);
  if (!user.ok()) return Failed(context, user.status());
  if (!user->has_value()) {
    HttpResponse response = Page(context, say.Say("This link can't be used"), [&](HtmlWriter& html) {
      html.Leaf("p", say.Say("It was used before, is too old, or never was one."));
    });
    response.status = 403;
    return response;
  }
  Result<std::string> session = (*state)->CreateSession(**user, kSessionLifetime);
  if (!session.ok()) return Failed(context, session.status());
  HttpResponse response = Redirect("/");
  response.headers.emplace_back("Set-Cookie", kSessionCookie + ("=" + *session) +
                                                  "; Path=/; HttpOnly; SameSite=Strict");
  return response;
}

}  // namespace rapporteur
