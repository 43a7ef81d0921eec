// Each hole of the HTTP library that core/doc/web.md lists has a test here that fails without the
// guard.  All over loopback, all with an end.
#include "core/web/guarded_server.h"

#include <sys/socket.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <stdexcept>

#include "core/web/connection.h"
#include "core/web/request_head.h"
#include "tests/web/raw_client.h"
#include "tests/web/running_server.h"

namespace rapporteur {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr char kGet[] = "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

// Answers with what it was asked, in one line.
HttpResponse Echo(const HttpRequest& request) {
  HttpResponse response;
  if (request.Path() == "/throw") throw std::runtime_error("secret of the program");
  if (request.Path() == "/large") {
    response.body = std::string(100'000, 'x');
    return response;
  }
  if (request.Path() == "/stream" || request.Path() == "/broken") {
    response.stream = [broken = request.Path() == "/broken"](const ByteSink& sink) {
      for (int i = 0; i < 3; ++i) sink("piece " + std::to_string(i) + "\n");
      if (broken) throw std::runtime_error("secret of the program");
      return Status();
    };
    return response;
  }
  response.body = request.method + " " + request.Path() + " from " + request.remote_address;
  if (request.read_body != nullptr && request.Path() != "/unread") {
    std::string body;
    const Status s = request.read_body([&](std::string_view bytes) {
      body += bytes;
      return true;
    });
    if (!s.ok()) response.status = HttpStatusOf(s);
    response.body = s.ok() ? body : s.code();
  }
  return response;
}

// Limits that make slowness short.
GuardOptions Quick() {
  GuardOptions options;
  options.limits.idle = milliseconds(400);
  options.limits.head = milliseconds(400);
  options.limits.grace = milliseconds(400);
  options.limits.bytes_per_second = 64 * 1024;
  options.limits.body_bytes = 100'000;
  options.limits.stop = milliseconds(1000);
  return options;
}

std::string Post(const std::string& lines, const std::string& body) {
  return "POST /post HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + lines + "\r\n" + body;
}

TEST_CASE("a request is answered, a second one on the same connection too") {
  RunningServer server(Echo);
  RawClient client(server.port());
  for (int i = 0; i < 3; ++i) {
    client.Send("GET /a HTTP/1.1\r\nHost: localhost\r\n\r\n");
    const std::string answer = client.ReceiveAnswer();
    CHECK(StatusLine(answer) == "HTTP/1.1 200 OK");
    CHECK(BodyOf(answer) == "GET /a from 127.0.0.1");
  }
  // Two at once, before the first is answered.
  client.Send("GET /b HTTP/1.1\r\nHost: a\r\n\r\nGET /c HTTP/1.1\r\nHost: a\r\n\r\n");
  CHECK(BodyOf(client.ReceiveAnswer()) == "GET /b from 127.0.0.1");
  CHECK(BodyOf(client.ReceiveAnswer()) == "GET /c from 127.0.0.1");
}

TEST_CASE("HEAD gets the head, an old client a connection that ends") {
  RunningServer server(Echo);
  const std::string head =
      Ask(server.port(), "HEAD /a HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  CHECK(HeaderOf(head, "Content-Length") == "22");
  CHECK(BodyOf(head).empty());
  const std::string old = Ask(server.port(), "GET /stream HTTP/1.0\r\n\r\n");
  CHECK(HeaderOf(old, "Transfer-Encoding").empty());
  CHECK(BodyOf(old) == "piece 0\npiece 1\npiece 2\n");
}

TEST_CASE("an answer of unknown length comes in chunks, and a broken one has no last chunk") {
  RunningServer server(Echo);
  const std::string whole =
      Ask(server.port(), "GET /stream HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  CHECK(HeaderOf(whole, "Transfer-Encoding") == "chunked");
  CHECK(whole.ends_with("\r\n8\r\npiece 2\n\r\n0\r\n\r\n"));
  const std::string broken = Ask(server.port(), "GET /broken HTTP/1.1\r\nHost: a\r\n\r\n");
  CHECK(broken.ends_with("8\r\npiece 2\n\r\n"));
  CHECK(broken.find("secret") == broken.npos);
}

TEST_CASE("a body is read by its length and in chunks") {
  RunningServer server(Echo, Quick());
  CHECK(BodyOf(Ask(server.port(), Post("Content-Length: 5\r\n", "hello"))) == "hello");
  CHECK(BodyOf(Ask(server.port(), Post("Transfer-Encoding: chunked\r\n",
                                       "3;note=x\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n"))) == "hello");
  const std::string continued =
      Ask(server.port(), Post("Content-Length: 5\r\nExpect: 100-continue\r\n", "hello"));
  CHECK(StatusLine(continued) == "HTTP/1.1 100 Continue");
  CHECK(continued.ends_with("\r\n\r\nhello"));
}

TEST_CASE("the cap on bodies holds for a length and for chunks") {
  RunningServer server(Echo, Quick());
  CHECK(StatusLine(Ask(server.port(), Post("Content-Length: 100001\r\n", ""))) ==
        "HTTP/1.1 413 Payload Too Large");
  std::string chunks;
  for (int i = 0; i < 11; ++i) chunks += "2710\r\n" + std::string(10'000, 'x') + "\r\n";
  const std::string many = Ask(server.port(), Post("Transfer-Encoding: chunked\r\n", chunks));
  CHECK(StatusLine(many) == "HTTP/1.1 413 Payload Too Large");
  CHECK(BodyOf(many) == "body-too-large");
  CHECK(StatusLine(
            Ask(server.port(), Post("Transfer-Encoding: chunked\r\n", "FFFFFFFFFFFFFFFE\r\n"))) ==
        "HTTP/1.1 413 Payload Too Large");
}

TEST_CASE("chunks that are not exactly chunks are refused") {
  RunningServer server(Echo, Quick());
  for (const char* body :
       {"-2\r\nab\r\n0\r\n\r\n", "0x2\r\nab\r\n0\r\n\r\n", "\r\n", "g\r\n", "2\r\nabc\r\n0\r\n\r\n",
        "2\r\nab0\r\n\r\n", "0\r\nTrailer: x\r\n\r\n", "10000000000000000\r\n"}) {
    INFO(body);
    const std::string answer = Ask(server.port(), Post("Transfer-Encoding: chunked\r\n", body));
    CHECK(StatusLine(answer) == "HTTP/1.1 400 Bad Request");
    CHECK(BodyOf(answer) == "bad-body");
  }
}

TEST_CASE("a compressed body is refused before a byte of it is unpacked") {
  RunningServer server(Echo);
  CHECK(StatusLine(Ask(server.port(), Post("Content-Encoding: gzip\r\nContent-Length: 3\r\n",
                                           "abc"))) == "HTTP/1.1 415 Unsupported Media Type");
}

TEST_CASE("a head without end is cut at its limit") {
  RunningServer server(Echo);
  RawClient endless(server.port());
  endless.Send("GET / HTTP/1.1\r\nHost: a\r\nX: ");
  bool sent = true;
  std::size_t bytes = 0;
  for (; sent && bytes < (64u << 20); bytes += 65536) sent = endless.Send(std::string(65536, 'x'));
  CHECK_FALSE(sent);  // the server hung up
  CHECK(bytes < (32u << 20));
  CHECK(StatusLine(Ask(server.port(), "GET / HTTP/1.1\r\nX: " + std::string(20'000, 'x'))) ==
        "HTTP/1.1 431 Request Header Fields Too Large");
  CHECK(StatusLine(Ask(server.port(), "GET /" + std::string(20'000, 'x'))) ==
        "HTTP/1.1 414 URI Too Long");
  std::string many = "GET / HTTP/1.1\r\nHost: a\r\n";
  for (int i = 0; i < 200; ++i) many += "A: b\r\n";
  CHECK(StatusLine(Ask(server.port(), many + "\r\n")) ==
        "HTTP/1.1 431 Request Header Fields Too Large");
}

TEST_CASE("two lengths, and a length beside chunks, are refused and end the connection") {
  RunningServer server(Echo);
  for (const char* lines :
       {"Content-Length: 5\r\nContent-Length: 6\r\n",
        "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "Content-Length: abc\r\n"}) {
    RawClient client(server.port());
    client.Send("POST / HTTP/1.1\r\nHost: a\r\n" + std::string(lines) +
                "\r\n0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n");
    const std::string all = client.ReceiveAll();
    CHECK(StatusLine(all) == "HTTP/1.1 400 Bad Request");
    CHECK(HeaderOf(all, "Connection") == "close");
    CHECK(all.find("smuggled") == all.npos);
  }
}

TEST_CASE("a body nobody read is never taken for the next request") {
  RunningServer server(Echo);
  const std::string all = Ask(server.port(),
                              "POST /unread HTTP/1.1\r\nHost: a\r\nContent-Length: 46\r\n\r\n"
                              "GET /smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n....");
  CHECK(BodyOf(all) == "POST /unread from 127.0.0.1");
  CHECK(HeaderOf(all, "Connection") == "close");
  CHECK(HeaderOf(all, "Keep-Alive").empty());
}

TEST_CASE("ranges are not served, so that they can't multiply an answer") {
  RunningServer server(Echo);
  std::string ranges = "0-";
  for (int i = 0; i < 300; ++i) ranges += ",0-";
  const std::string answer = Ask(
      server.port(),
      "GET /large HTTP/1.1\r\nHost: a\r\nConnection: close\r\nRange: bytes=" + ranges + "\r\n\r\n");
  CHECK(StatusLine(answer) == "HTTP/1.1 200 OK");
  CHECK(BodyOf(answer).size() == 100'000);
}

TEST_CASE("answers are never compressed while they are written") {
  RunningServer server(Echo);
  const std::string answer = Ask(
      server.port(),
      "GET /large HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAccept-Encoding: br, gzip\r\n\r\n");
  CHECK(HeaderOf(answer, "Content-Encoding").empty());
  CHECK(BodyOf(answer).size() == 100'000);
}

TEST_CASE("the text of an exception stays in the program") {
  RunningServer server(Echo);
  const std::string answer =
      Ask(server.port(), "GET /throw HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  CHECK(StatusLine(answer) == "HTTP/1.1 500 Internal Server Error");
  CHECK(HeaderOf(answer, "EXCEPTION_WHAT").empty());
  CHECK(answer.find("secret") == answer.npos);
}

TEST_CASE("nobody can claim another address in a header") {
  RunningServer server([](const HttpRequest& request) {
    HttpResponse response;
    response.body = request.remote_address + "|" + request.Header("remote_addr");
    return response;
  });
  CHECK(BodyOf(Ask(
            server.port(),
            "GET / HTTP/1.1\r\nHost: a\r\nREMOTE_ADDR: 10.9.8.7\r\nConnection: close\r\n\r\n")) ==
        "127.0.0.1|");
}

TEST_CASE("a head that drips is cut off while others are served") {
  RunningServer server(Echo, Quick());
  std::vector<std::unique_ptr<RawClient>> drips;
  for (int i = 0; i < 20; ++i) {
    drips.push_back(std::make_unique<RawClient>(server.port()));
    drips.back()->Send("GET / HT");
  }
  CHECK(StatusLine(Ask(server.port(), kGet)) == "HTTP/1.1 200 OK");
  const auto begin = steady_clock::now();
  bool open = true;
  while (open && steady_clock::now() - begin < std::chrono::seconds(5)) {
    for (auto& drip : drips) open = drip->Send("T") && open;
    std::this_thread::sleep_for(milliseconds(50));
  }
  CHECK_FALSE(open);
  CHECK(StatusLine(drips[0]->ReceiveAll()) == "HTTP/1.1 408 Request Timeout");
}

TEST_CASE("a connection that says nothing is closed after a while") {
  RunningServer server(Echo, Quick());
  RawClient silent(server.port());
  const milliseconds open = silent.TimeToClose(milliseconds(5000));
  CHECK(open >= milliseconds(300));
  CHECK(open < milliseconds(2500));
}

TEST_CASE("fifty idle connections stop nobody") {
  RunningServer server(Echo);
  std::vector<std::unique_ptr<RawClient>> idle;
  for (int i = 0; i < 50; ++i) idle.push_back(std::make_unique<RawClient>(server.port()));
  const auto begin = steady_clock::now();
  CHECK(StatusLine(Ask(server.port(), kGet)) == "HTTP/1.1 200 OK");
  CHECK(steady_clock::now() - begin < std::chrono::seconds(2));
}

TEST_CASE("one address gets a part of the connections, and all get no more than there are") {
  GuardOptions options;
  options.limits.per_address = 4;
  RunningServer server(Echo, std::move(options));
  std::vector<std::unique_ptr<RawClient>> four;
  for (int i = 0; i < 4; ++i) {
    four.push_back(std::make_unique<RawClient>(server.port()));
    four.back()->Send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    CHECK(StatusLine(four.back()->ReceiveAnswer()) == "HTTP/1.1 200 OK");
  }
  const std::string fifth = RawClient(server.port()).ReceiveAll();
  CHECK(StatusLine(fifth) == "HTTP/1.1 503 Service Unavailable");
  CHECK(BodyOf(fifth).find("\"code\":\"too-busy\"") != std::string::npos);
  four.pop_back();
  std::string next;  // the server needs a moment to see that one left
  for (int i = 0; i < 100 && StatusLine(next) != "HTTP/1.1 200 OK"; ++i) {
    std::this_thread::sleep_for(milliseconds(20));
    next = Ask(server.port(), kGet);
  }
  CHECK(StatusLine(next) == "HTTP/1.1 200 OK");

  GuardOptions few;
  few.limits.connections = 2;
  RunningServer small(Echo, std::move(few));
  RawClient first(small.port()), second(small.port());
  for (RawClient* client : {&first, &second}) {
    client->Send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    client->ReceiveAnswer();
  }
  CHECK(StatusLine(RawClient(small.port()).ReceiveAll()) == "HTTP/1.1 503 Service Unavailable");
}

TEST_CASE("a body that drips is cut off") {
  RunningServer server(Echo, Quick());
  RawClient client(server.port());
  client.Send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n");
  const auto begin = steady_clock::now();
  while (client.Send("x") && steady_clock::now() - begin < std::chrono::seconds(5)) {
    std::this_thread::sleep_for(milliseconds(20));
  }
  CHECK(steady_clock::now() - begin < std::chrono::seconds(3));
  CHECK(StatusLine(client.ReceiveAll()) == "HTTP/1.1 408 Request Timeout");
}

TEST_CASE("a client that does not take its answer is let go") {
  std::atomic<bool> ended{false};
  RunningServer server(
      [&](const HttpRequest&) {
        HttpResponse response;
        response.stream = [&](const ByteSink& sink) {
          const std::string piece(65536, 'x');
          while (sink(piece)) {
          }
          ended = true;
          return Status();
        };
        return response;
      },
      Quick());
  RawClient client(server.port());
  client.Send(kGet);
  for (int i = 0; i < 500 && !ended; ++i) std::this_thread::sleep_for(milliseconds(20));
  CHECK(ended);
}

TEST_CASE("on loopback only the names of loopback are answered") {
  GuardOptions options;
  options.loopback_host_only = true;
  RunningServer server(Echo, std::move(options));
  CHECK(StatusLine(Ask(server.port(), kGet)) == "HTTP/1.1 200 OK");
  const std::string rebound =
      Ask(server.port(), "GET / HTTP/1.1\r\nHost: evil.example:8080\r\nConnection: close\r\n\r\n");
  CHECK(StatusLine(rebound) == "HTTP/1.1 421 Misdirected Request");
  CHECK(StatusLine(Ask(server.port(), "GET / HTTP/1.0\r\n\r\n")) ==
        "HTTP/1.1 421 Misdirected Request");
}

TEST_CASE("a connection serves so many requests and no more") {
  GuardOptions options;
  options.limits.requests_per_connection = 2;
  RunningServer server(Echo, std::move(options));
  RawClient client(server.port());
  const std::string request = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  client.Send(request + request + request);
  CHECK(HeaderOf(client.ReceiveAnswer(), "Connection").empty());
  CHECK(HeaderOf(client.ReceiveAnswer(), "Connection") == "close");
  CHECK(client.ReceiveAll().empty());
}

TEST_CASE("a header a page sets can't bring another one with it") {
  RunningServer server([](const HttpRequest&) {
    HttpResponse response;
    response.SetHeader("X-Note", "a\r\nX-Evil: b");
    response.SetHeader("X-Good", "c");
    response.body = "body";
    return response;
  });
  const std::string answer = Ask(server.port(), kGet);
  CHECK(HeaderOf(answer, "X-Evil").empty());
  CHECK(HeaderOf(answer, "X-Note").empty());
  CHECK(HeaderOf(answer, "X-Good") == "c");
}

TEST_CASE("a server that stops finishes what is under way and lets the idle go") {
  std::atomic<bool> asked{false};
  RunningServer server(
      [&](const HttpRequest&) {
        asked = true;
        std::this_thread::sleep_for(milliseconds(200));
        HttpResponse response;
        response.body = "done";
        return response;
      },
      Quick());
  RawClient idle(server.port()), busy(server.port());
  busy.Send(kGet);
  while (!asked) std::this_thread::sleep_for(milliseconds(1));
  server.Stop();
  CHECK(BodyOf(busy.ReceiveAll()) == "done");
  CHECK(idle.ReceiveAll().empty());
  CHECK_FALSE(RawClient(server.port()).Send("x"));
}

}  // namespace
}  // namespace rapporteur
