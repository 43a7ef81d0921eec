#include "core/web/site.h"

#include <catch2/catch.hpp>

#include "core/base/text.h"
#include "core/store/state.h"
#include "core/web/html.h"
#include "core/web/serve.h"
#include "tests/support/temp_dir.h"

namespace rapporteur {
namespace {

struct SiteFixture {
  TempDir folder;
  std::string data = folder / "data";
  Workers workers{DefaultWorkerPath()};
  std::unique_ptr<Site> site;
  SiteFixture() {
    REQUIRE(Store::Create(data).ok());
    site = std::make_unique<Site>(data, workers, false, false);
  }

  static HttpRequest Request(const std::string& method, const std::string& path,
                             const std::string& session = "") {
    HttpRequest request;
    request.method = method;
    if (path != "/") {
      for (std::string_view part : Split(std::string_view(path).substr(1), '/')) request.segments.emplace_back(part);
    }
    if (!session.empty()) request.headers.emplace_back("cookie", "rapporteur_session=" + session);
    return request;
  }
  std::string FirstLink() {
    Result<std::unique_ptr<Store>> store = Store::Open(data, Store::Mode::kWrite, SystemClock());
    return *(*(*store)->state())->CreateFirstLink("local", std::chrono::hours(1));
  }
  std::string SignIn() {
    const HttpResponse response = site->Answer(Request("POST", "/first/" + FirstLink()));
    REQUIRE(response.status == 303);
    const std::string cookie = response.Header("Set-Cookie");
    CHECK(cookie.find("HttpOnly") != std::string::npos);
    CHECK(cookie.find("SameSite=Strict") != std::string::npos);
    const std::size_t from = cookie.find('=') + 1;
    return cookie.substr(from, cookie.find(';') - from);
  }
};

TEST_CASE("without a session every address but three answers how to sign in, and nothing else") {
  SiteFixture f;
  int closed = 0;
  for (const Route& route : Routes()) {
    const std::string pattern = route.pattern;
    INFO(pattern);
    const bool open = pattern == "/style.css" || pattern == "/first/*";
    CHECK((route.access == Route::Access::kAnyone) == open);
    if (open) continue;
    ++closed;
    const HttpResponse response = f.site->Answer(SiteFixture::Request(route.method, pattern));
    CHECK(response.status == (pattern.starts_with("/api/") ? 401 : 403));
    CHECK(response.body.find("<nav") == std::string::npos);
    // Nor with a session nobody has made.
    CHECK(f.site->Answer(SiteFixture::Request(route.method, pattern, "0123456789abcdef")).status ==
          response.status);
  }
  CHECK(closed > 10);
  CHECK(f.site->Answer(SiteFixture::Request("GET", "/unknown")).status == 403);
}

TEST_CASE("the one-time link signs in once, by its button and not by being opened") {
  SiteFixture f;
  const std::string token = f.FirstLink();
  CHECK(f.site->Answer(SiteFixture::Request("GET", "/first/" + token)).status == 200);
  CHECK(f.site->Answer(SiteFixture::Request("GET", "/first/" + token)).status == 200);
  CHECK(f.site->Answer(SiteFixture::Request("POST", "/first/" + token)).status == 303);
  CHECK(f.site->Answer(SiteFixture::Request("POST", "/first/" + token)).status == 403);
  CHECK(f.site->Answer(SiteFixture::Request("POST", "/first/0000")).status == 403);
}

TEST_CASE("who has signed in sees every page, each with its words and its guards") {
  SiteFixture f;
  const std::string session = f.SignIn();
  for (const char* path : {"/", "/modules", "/batches", "/indicators", "/reports", "/audit"}) {
    INFO(path);
    const HttpResponse response = f.site->Answer(SiteFixture::Request("GET", path, session));
    if (std::string(path) != "/indicators") CHECK(response.status == 200);  // no catalogue yet
    CHECK(response.body.find("Working copy, not for publication") != std::string::npos);
    CHECK(response.Header("Content-Security-Policy").starts_with("default-src 'none'"));
  }
  CHECK(f.site->Answer(SiteFixture::Request("GET", "/unknown", session)).status == 404);
  CHECK(f.site->Answer(SiteFixture::Request("GET", "/batches/7", session)).status == 404);
  CHECK(f.site->Answer(SiteFixture::Request("GET", "/batches/x", session)).status == 404);
}

TEST_CASE("text is never taken for markup") {
  HtmlWriter html;
  html.Open("p", {{"title", "\"><script>"}}).Text("<b>&'\"").Close();
  CHECK(html.html() == "<p title=\"&quot;&gt;&lt;script&gt;\">&lt;b&gt;&amp;&#39;&quot;</p>\n");
  SiteFixture f;
  const HttpResponse response =
      f.site->Answer(SiteFixture::Request("GET", "/modules/<script>alert(1)<", f.SignIn()));
  CHECK(response.status == 404);
  CHECK(response.body.find("<script>") == std::string::npos);
}

TEST_CASE("another address than loopback needs encryption or a proxy") {
  SiteFixture f;
  ServeOptions options;
  options.listen = "0.0.0.0:0";
  options.data = f.data;
  const Status status = RunServer(options, f.workers);
  CHECK(status.failure() == Failure::kUsage);
  CHECK(status.message() == "The address 0.0.0.0:0 is not loopback; without encryption anybody on the "
                            "way could read what is shown.");
}

}  // namespace
}  // namespace rapporteur
