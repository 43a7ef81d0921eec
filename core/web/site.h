// Answers requests: finds the route, decides whether the visitor may see it, and makes the page.
// Deny by default: a route without a session answers nothing but how to sign in.
//
// May be used from any thread.
#ifndef RAPPORTEUR_WEB_SITE_H_
#define RAPPORTEUR_WEB_SITE_H_

#include <memory>
#include <string>
#include <vector>

#include "core/base/messages.h"
#include "core/web/http.h"
#include "core/web/store_pool.h"
#include "core/worker/job.h"

namespace rapporteur {

// What a page is made with.
struct PageContext {
  const HttpRequest& request;
  Store& store;
  Workers& workers;
  std::shared_ptr<const Messages> say;
  std::string user;
  bool safe_mode = false;               // no module runs
  std::vector<std::string> parameters;  // what the route's "*" segments stand for
};

struct Route {
  enum class Access { kAnyone, kSignedIn };
  const char* method;
  const char* pattern;  // "/batches/*"
  Access access;
  HttpResponse (*answer)(PageContext&);
};

inline constexpr const char* kSessionCookie = "rapporteur_session";

// Whether the asker is a program: it gets JSON, also of what went wrong.
bool IsApi(const HttpRequest& request);

// Every address the server knows; a test walks them.
const std::vector<Route>& Routes();

class Site {
 public:
  // `secure` marks cookies for encrypted connections only.
  Site(std::string folder, Workers& workers, bool secure, bool safe_mode)
      : stores_(std::move(folder)), workers_(workers), secure_(secure), safe_mode_(safe_mode) {}

  // Whether the data folder can be opened.
  Status Check();
  HttpResponse Answer(const HttpRequest& request);

 private:
  StorePool stores_;
  Workers& workers_;
  const bool secure_, safe_mode_;
};

}  // namespace rapporteur

#endif  // RAPPORTEUR_WEB_SITE_H_
