#include "core/web/request_head.h"

#include <catch2/catch.hpp>

namespace rapporteur {
namespace {

Result<RequestHead> Parse(const std::string& text) { return ParseRequestHead(text, {}); }

// "code: message" of a refusal, or "accepted".
std::string Verdict(const std::string& text) {
  const Result<RequestHead> head = Parse(text);
  return head.ok() ? "accepted" : head.status().code() + ": " + head.status().message();
}

// A POST with these header lines.
std::string Post(const std::string& lines) {
  return "POST / HTTP/1.1\r\nHost: localhost\r\n" + lines + "\r\n";
}

TEST_CASE("a head is taken apart into segments, query and headers") {
  const auto head = Parse(
      "GET /indicators/RS/ID.02/?where=sex%3DF%2CM&q=%C4%8Da%C4%8D+ak&flag HTTP/1.1\r\n"
      "Host: 127.0.0.1:8080\r\nCookie: a=1; rapporteur=xyz\r\nX-Note:  two words \r\n\r\n");
  REQUIRE(head.ok());
  CHECK(head->request.method == "GET");
  CHECK(head->request.segments == std::vector<std::string>{"indicators", "RS", "ID.02"});
  CHECK(head->request.Query("where") == "sex=F,M");
  CHECK(head->request.Query("q") == "čač ak");
  CHECK(head->request.Query("flag") == "");
  CHECK_FALSE(head->request.Query("absent").has_value());
  CHECK(head->request.Header("x-note") == "two words");
  CHECK(head->request.Cookie("rapporteur") == "xyz");
  CHECK(head->request.Cookie("b").empty());
  CHECK(head->request.Path() == "/indicators/RS/ID.02");
  CHECK(head->keep_alive);
  CHECK_FALSE(head->has_body());
}

TEST_CASE("a slash inside a segment stays inside it") {
  const auto head = Parse("GET /sources/USTIP-2018%2FRS-MUP HTTP/1.1\r\nHost: a\r\n\r\n");
  REQUIRE(head.ok());
  CHECK(head->request.segments == std::vector<std::string>{"sources", "USTIP-2018/RS-MUP"});
  CHECK(head->request.Path() == "/sources/USTIP-2018%2FRS-MUP");
}

TEST_CASE("who closes the connection follows version and header") {
  struct Case {
    const char *version, *connection;
    bool keep_alive;
  };
  for (const Case& c : {Case{"1.1", "", true}, Case{"1.1", "Connection: close\r\n", false},
                        Case{"1.1", "Connection: keep-alive, Close\r\n", false},
                        Case{"1.0", "", false}, Case{"1.0", "Connection: Keep-Alive\r\n", true}}) {
    const auto head =
        Parse(std::string("GET / HTTP/") + c.version + "\r\nHost: a\r\n" + c.connection + "\r\n");
    REQUIRE(head.ok());
    CHECK(head->keep_alive == c.keep_alive);
  }
}

TEST_CASE("a body is announced by one length or by chunks") {
  const auto length = Parse(Post("Content-Length: 12\r\n"));
  REQUIRE(length.ok());
  CHECK(length->body_length == 12);
  CHECK(length->has_body());
  const auto chunked = Parse(Post("Transfer-Encoding: Chunked\r\nExpect: 100-continue\r\n"));
  REQUIRE(chunked.ok());
  CHECK(chunked->chunked);
  CHECK(chunked->expects_continue);
  CHECK_FALSE(Parse(Post("Content-Length: 0\r\n"))->has_body());
  CHECK(Parse(Post("Content-Encoding: identity\r\n")).ok());
}

TEST_CASE("headers that speak for the server, ranges and compression are dropped") {
  const auto head = Parse(
      "GET / HTTP/1.1\r\nHost: a\r\nREMOTE_ADDR: 10.0.0.1\r\nLocal_Port: 1\r\nRange: bytes=0-1\r\n"
      "Accept-Encoding: br\r\n\r\n");
  REQUIRE(head.ok());
  CHECK(head->request.headers.size() == 1);
}

TEST_CASE("what two readers could understand differently is refused") {
  const std::string get = "GET / HTTP/1.1\r\nHost: a\r\n";
  struct Case {
    std::string text;
    const char* verdict;
  };
  const std::vector<Case> cases = {
      {get, "bad-request: The head must end with an empty line."},
      {get + "\r\nmore", "bad-request: Something follows the head."},
      {"\r\n\r\n", "bad-request: The request line must be METHOD TARGET VERSION."},
      {"GET /\r\nHost: a\r\n\r\n", "bad-request: The request line must be METHOD TARGET VERSION."},
      {"GET  / HTTP/1.1\r\nHost: a\r\n\r\n",
       "bad-request: The request line must be METHOD TARGET VERSION."},
      {"GET / HTTP/2\r\nHost: a\r\n\r\n", "bad-version: This server speaks HTTP/1.1 and HTTP/1.0."},
      {"G(T / HTTP/1.1\r\nHost: a\r\n\r\n", "bad-request: The method is not a token."},
      {"GET http://a/ HTTP/1.1\r\nHost: a\r\n\r\n",
       "bad-request: The request target must begin with '/'."},
      {"GET /č HTTP/1.1\r\nHost: a\r\n\r\n",
       "bad-request: The request target has a character that must be percent-encoded."},
      {"GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n",
       "bad-request: The path is not valid percent-encoded UTF-8."},
      {"GET /%00 HTTP/1.1\r\nHost: a\r\n\r\n",
       "bad-request: The path is not valid percent-encoded UTF-8."},
      {"GET /%C4 HTTP/1.1\r\nHost: a\r\n\r\n",
       "bad-request: The path is not valid percent-encoded UTF-8."},
      {"GET /a//b HTTP/1.1\r\nHost: a\r\n\r\n",
       "bad-request: The path has two slashes where one is expected."},
      {"GET /?a=%4 HTTP/1.1\r\nHost: a\r\n\r\n",
       "bad-request: The query is not valid percent-encoded UTF-8."},
      {"GET / HTTP/1.1\r\n\r\n", "bad-request: A request names one Host."},
      {get + "Host: b\r\n\r\n", "bad-request: A request names one Host."},
      {get + "Name : x\r\n\r\n", "bad-request: A header line must be NAME: VALUE."},
      {get + "no colon\r\n\r\n", "bad-request: A header line must be NAME: VALUE."},
      {get + "A: b\r\n c\r\n\r\n", "bad-request: Folded header lines are refused."},
      {get + "A: b\nC: d\r\n\r\n", "bad-request: The head has a control character."},
      {get + std::string("A: \0\r\n\r\n", 7), "bad-request: The head has a control character."},
      {get + "Content-Length: 3\r\n\r\n", "bad-request: A GET request has no body."},
      {Post("Content-Length: 3\r\nTransfer-Encoding: chunked\r\n"),
       "bad-request: Content-Length and Transfer-Encoding must not stand together."},
      {Post("Content-Length: 3\r\nContent-Length: 3\r\n"),
       "bad-request: There is more than one Content-Length."},
      {Post("Content-Length: abc\r\n"), "bad-request: Content-Length is not a number."},
      {Post("Content-Length: -1\r\n"), "bad-request: Content-Length is not a number."},
      {Post("Content-Length: +1\r\n"), "bad-request: Content-Length is not a number."},
      {Post("Content-Length: 1, 1\r\n"), "bad-request: Content-Length is not a number."},
      {Post("Content-Length:\r\n"), "bad-request: Content-Length is not a number."},
      {Post("Content-Length: 99999999999999999999\r\n"),
       "bad-request: Content-Length is not a number."},
      {Post("Content-Length: 1048577\r\n"),
       "body-too-large: The body is larger than 1,048,576 bytes."},
      {Post("Transfer-Encoding: gzip, chunked\r\n"),
       "bad-request: The only Transfer-Encoding this server reads is 'chunked'."},
      {Post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"),
       "bad-request: The only Transfer-Encoding this server reads is 'chunked'."},
      {"POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n",
       "bad-request: The only Transfer-Encoding this server reads is 'chunked'."},
      {Post("Content-Encoding: gzip\r\n"),
       "unsupported-encoding: Compressed bodies are not read; send the file as it is."},
      {Post("Expect: tea\r\n"), "expectation-failed: The only expectation known is 100-continue."},
      {"GET /" + std::string(8192, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n",
       "target-too-long: The request target is longer than 8,192 bytes."},
  };
  for (const Case& c : cases) {
    INFO(c.text);
    CHECK(Verdict(c.text) == c.verdict);
  }
  std::string many = get;
  for (int i = 0; i < 100; ++i) many += "A: b\r\n";
  CHECK(Verdict(many + "\r\n") == "head-too-large: There are more than 100 headers.");
}

TEST_CASE("a host is loopback by its name alone") {
  for (const char* host :
       {"localhost", "LOCALHOST:8080", "127.0.0.1", "127.0.0.1:80", "[::1]", "[::1]:8080"}) {
    CHECK(IsLoopbackHost(host));
  }
  for (const char* host : {"", "evil.example", "localhost.evil.example", "127.0.0.1.evil.example",
                           "[::2]", "[::1", "[::1]x", "10.0.0.1"}) {
    CHECK_FALSE(IsLoopbackHost(host));
  }
}

TEST_CASE("percent-encoding leaves unreserved characters and reads back") {
  CHECK(PercentEncode("a b/č~") == "a%20b%2F%C4%8D~");
  CHECK(PercentDecode(PercentEncode("a b/č~&=?"), false) == "a b/č~&=?");
  CHECK(PercentDecode("%", false) == std::nullopt);
  CHECK(PercentDecode("%4", false) == std::nullopt);
  CHECK(PercentDecode("%41", false) == "A");
}

}  // namespace
}  // namespace rapporteur
