#include "native/http/server.h"

#include <doctest/doctest.h>

#include <atomic>
#include <future>

#include "native/http/response_head.h"
#include "native/http/test_client.h"

namespace remit::http {
namespace {

class FixedClock final : public Clock {
 public:
  Time now() override { return Time{1'795'289'499'000}; }
};

/// Answers with what it got, so that a test sees what passed the gate.
void echo(const Request& request, const Responder& respond) {
  Response response;
  response.headers.add("Content-Type", "text/plain; charset=utf-8");
  response.body = std::string(to_string(request.method)) + " " + request.raw_path + " " + request.body;
  respond(std::move(response));
}

Response refused(const Refusal& refusal, std::string_view) {
  Response response;
  response.status = refusal.status;
  response.body = std::string(refusal.rule);
  return response;
}

struct Fixture {
  FixedClock clock;
  std::unique_ptr<Server> server;

  explicit Fixture(Limits limits = {}, Handler handler = echo) {
    Options options;
    options.limits = limits;
    auto started = Server::start(options, std::move(handler), refused, clock);
    REQUIRE(started);
    server = std::move(*started);
  }
  [[nodiscard]] std::string answer_to(std::string_view octets) const {
    TestClient client(server->port());
    client.send(octets);
    return client.read_to_end();
  }
};

bool starts_with(const std::string& text, std::string_view prefix) {
  return text.compare(0, prefix.size(), prefix) == 0;
}
bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("several requests share one connection, also when sent at once") {
  const Fixture fixture;
  TestClient client(fixture.server->port());
  client.send("GET /a HTTP/1.1\r\nHost: a\r\n\r\nPOST /b HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nxyz");
  const std::string first = client.read_response();
  CHECK(starts_with(first, "HTTP/1.1 200 OK\r\nDate: Sat, 21 Nov 2026 19:31:39 GMT\r\n"));
  CHECK(contains(first, "GET /a "));
  CHECK(contains(client.read_response(), "POST /b xyz"));
  client.send("POST /c HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n");
  CHECK(contains(client.read_response(), "POST /c abc"));
}

TEST_CASE("HEAD is answered like GET, without the body") {
  const Fixture fixture;
  const std::string answer = fixture.answer_to("HEAD /a HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  CHECK(contains(answer, "Content-Length: 8\r\n"));
  CHECK(answer.substr(answer.size() - 4) == "\r\n\r\n");
}

TEST_CASE("[T24] what the gate refuses is answered and closed, and what follows is not read as a request") {
  const Fixture fixture;
  for (const char* bad :
       {"GET / HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 010\r\n\r\n0123456789",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: ,chunked\r\n\r\n0\r\n\r\n", "\x16\x03\x01\x02",
        "GET / HTTP/1.1\nHost: a\n\n", "nonsense\r\n\r\n"}) {
    CAPTURE(bad);
    const std::string answer = fixture.answer_to(std::string(bad) + "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n");
    CHECK(starts_with(answer, "HTTP/1.1 400 Bad Request\r\n"));
    CHECK(contains(answer, "Connection: close\r\n"));
    CHECK_FALSE(contains(answer, "smuggled"));
  }
}

TEST_CASE("[T24] a broken chunk, a chunk extension and a trailer never reach the handler as headers") {
  const Fixture fixture;
  const std::string head = "POST /c HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n";
  CHECK(starts_with(fixture.answer_to(head + "zz\r\nab\r\n0\r\n\r\n"), "HTTP/1.1 400 "));
  CHECK(starts_with(fixture.answer_to(head + "2;a=b\r\nab\r\n0\r\n\r\n"), "HTTP/1.1 400 "));
  CHECK(starts_with(fixture.answer_to(head + "2\r\nabX0\r\n\r\n"), "HTTP/1.1 400 "));
  const Fixture shows_headers({}, [](const Request& request, const Responder& respond) {
    Response response;
    response.body = std::string(request.headers.get("x-admin"));
    respond(std::move(response));
  });
  CHECK_FALSE(contains(shows_headers.answer_to(head + "0\r\nX-Admin: yes\r\n\r\n"), "yes"));
}

TEST_CASE("[T25] heads and bodies that are too large are refused") {
  Limits limits;
  limits.gate.body_octets = 10;
  const Fixture fixture(limits);
  CHECK(starts_with(fixture.answer_to("GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(20000, 'x') + "\r\n\r\n"),
                    "HTTP/1.1 431 "));
  CHECK(starts_with(fixture.answer_to("GET /" + std::string(5000, 'x') + " HTTP/1.1\r\nHost: a\r\n\r\n"),
                    "HTTP/1.1 414 "));
  CHECK(starts_with(fixture.answer_to("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 11\r\n\r\nhello world"),
                    "HTTP/1.1 413 "));
  CHECK(starts_with(fixture.answer_to("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                                      "b\r\nhello world\r\n0\r\n\r\n"),
                    "HTTP/1.1 413 "));
}

TEST_CASE("[T25] a head or body that does not come to its end in time is dropped") {
  Limits limits;
  limits.idle = limits.head = limits.body = milliseconds(50);
  const Fixture fixture(limits);
  for (const char* part :
       {"", "GET / HTTP/1.1\r\nHost:", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab"}) {
    CAPTURE(part);
    CHECK(fixture.answer_to(part) == "");
  }
}

TEST_CASE("[T25] one source may not hold more connections than its share") {
  Limits limits;
  limits.connections_per_source = 2;
  const Fixture fixture(limits);
  TestClient first(fixture.server->port());
  TestClient second(fixture.server->port());
  first.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  second.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  CHECK(starts_with(first.read_response(), "HTTP/1.1 200 "));
  CHECK(starts_with(second.read_response(), "HTTP/1.1 200 "));
  CHECK(starts_with(fixture.answer_to(""), "HTTP/1.1 503 "));
}

TEST_CASE("[T25] beyond the total, connections wait until another ends") {
  Limits limits;
  limits.connections = 1;
  const Fixture fixture(limits);
  auto first = std::make_unique<TestClient>(fixture.server->port());
  first->send("GET /1 HTTP/1.1\r\nHost: a\r\n\r\n");
  CHECK(contains(first->read_response(), "/1"));
  TestClient second(fixture.server->port());
  second.send("GET /2 HTTP/1.1\r\nHost: a\r\n\r\n");
  first.reset();
  CHECK(contains(second.read_response(), "/2"));
}

TEST_CASE("a handler may answer later and from another thread") {
  std::promise<Responder> later;
  const Fixture fixture({}, [&](const Request&, Responder respond) { later.set_value(std::move(respond)); });
  TestClient client(fixture.server->port());
  client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  const Responder respond = later.get_future().get();
  respond(Response{204, {}, {}, false});
  respond(Response{200, {}, {}, false});
  CHECK(starts_with(client.read_response(), "HTTP/1.1 204 No Content\r\n"));
}

TEST_CASE("a handler that throws or forgets to answer is answered for: 500; one that is too slow: 503") {
  CHECK(starts_with(Fixture({}, [](const Request&, const Responder&) {})
                        .answer_to("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"),
                    "HTTP/1.1 500 "));
  CHECK(starts_with(Fixture({}, [](const Request&, const Responder&) { throw std::runtime_error("x"); })
                        .answer_to("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"),
                    "HTTP/1.1 500 "));
  Limits limits;
  limits.answer = milliseconds(50);
  std::vector<Responder> kept;
  CHECK(starts_with(Fixture(limits, [&](const Request&, Responder respond) { kept.push_back(std::move(respond)); })
                        .answer_to("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"),
                    "HTTP/1.1 503 "));
}

TEST_CASE("an answer that comes after the server has gone is harmless") {
  std::promise<Responder> later;
  Limits limits;
  limits.drain = milliseconds(20);
  auto fixture = std::make_unique<Fixture>(
      limits, [&](const Request&, Responder respond) { later.set_value(std::move(respond)); });
  TestClient client(fixture->server->port());
  client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  const Responder respond = later.get_future().get();
  fixture.reset();
  respond(Response{});
}

TEST_CASE("stopping lets a request under way finish and closes idle connections") {
  std::promise<Responder> later;
  Fixture fixture({}, [&](const Request&, Responder respond) { later.set_value(std::move(respond)); });
  TestClient idle(fixture.server->port());
  TestClient busy(fixture.server->port());
  busy.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  const Responder respond = later.get_future().get();
  auto stopped = std::async(std::launch::async, [&] { fixture.server->stop(); });
  CHECK(idle.closed());
  respond(Response{});
  CHECK(starts_with(busy.read_response(), "HTTP/1.1 200 "));
  CHECK(busy.closed());
  stopped.get();
  CHECK_FALSE(TestClient(fixture.server->port()).connected());
}

TEST_CASE("a port in use, and any address but 127.0.0.1, is a clear error") {
  const Fixture fixture;
  FixedClock clock;
  Options options;
  options.port = fixture.server->port();
  const auto second = Server::start(options, echo, refused, clock);
  REQUIRE_FALSE(second.ok());
  CHECK(second.error() == Error{Code::Unavailable, "port-in-use", {{"port", std::to_string(options.port)}}, "port"});
  for (const char* address : {"0.0.0.0", "::1", "localhost", "192.168.0.1", ""}) {
    CAPTURE(address);
    options.address = address;
    CHECK(Server::start(options, echo, refused, clock).error().rule == "not-loopback");
  }
}

TEST_CASE("a client that asks before sending its body is told to go on") {
  const Fixture fixture;
  TestClient client(fixture.server->port());
  client.send("POST /e HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
  CHECK(client.read_response() == "HTTP/1.1 100 Continue\r\n\r\n");
  client.send("ok");
  CHECK(contains(client.read_response(), "POST /e ok"));
}

TEST_CASE("[T18] a header value with a line end is left out, never sent") {
  Response response;
  response.headers.add("Location", "/a\r\nSet-Cookie: x=y");
  response.headers.add("X-Good", "yes");
  const std::string head = response_head(response, Time{0}, KeepAlive::Yes);
  CHECK_FALSE(contains(head, "Set-Cookie"));
  CHECK(contains(head, "X-Good: yes\r\n"));
  CHECK(contains(head, "Date: Thu, 01 Jan 1970 00:00:00 GMT\r\n"));
}

}  // namespace remit::http
