#include "native/server/hygiene.h"

#include <doctest/doctest.h>

#include <boost/json/value.hpp>
#include <sstream>

#include "native/server/html.h"
#include "native/server/json_body.h"
#include "native/server/log.h"
#include "native/server/problem.h"

namespace remit::server {
namespace {

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

http::Request json_request(const std::string& type, const std::string& body) {
  http::Request request;
  request.method = http::Method::Post;
  if (!type.empty()) request.headers.add("content-type", type);
  request.body = body;
  return request;
}

}  // namespace

TEST_CASE("[T18] the app may run its own scripts and WebAssembly, account pages none, and nobody inline ones") {
  http::Response app;
  harden(app, Surface::App);
  CHECK(contains(app.headers.get("content-security-policy"), "script-src 'self' 'wasm-unsafe-eval';"));
  http::Response account;
  harden(account, Surface::AccountPage);
  CHECK_FALSE(contains(account.headers.get("content-security-policy"), "script-src"));
  for (const Surface surface : {Surface::App, Surface::AccountPage, Surface::LinkPage, Surface::Api, Surface::Asset}) {
    http::Response response;
    harden(response, surface);
    const std::string_view policy = response.headers.get("content-security-policy");
    CHECK(contains(policy, "default-src 'none'"));
    CHECK(contains(policy, "frame-ancestors 'none'"));
    CHECK(contains(policy, "base-uri 'none'"));
    CHECK_FALSE(contains(policy, "unsafe-inline"));
    CHECK_FALSE(contains(policy, "'unsafe-eval'"));
    CHECK(response.headers.get("x-content-type-options") == "nosniff");
    CHECK(response.headers.get("cross-origin-opener-policy") == "same-origin");
  }
}

TEST_CASE("[T9] no page tells another site where it was, and none but files is stored") {
  for (const Surface surface : {Surface::App, Surface::AccountPage, Surface::LinkPage, Surface::Api}) {
    http::Response response;
    harden(response, surface);
    CHECK(response.headers.get("referrer-policy") == "no-referrer");
    CHECK(response.headers.get("cache-control") == "no-store");
  }
}

TEST_CASE("errors become problem documents with one status for each code") {
  CHECK(status_of({Code::NotFound, "x", {}, {}}) == 404);
  CHECK(status_of({Code::Conflict, "x", {}, {}}) == 409);
  CHECK(status_of({Code::Invalid, "x", {}, {}}) == 422);
  CHECK(status_of({Code::Invalid, "json-syntax", {}, {}}) == 400);
  CHECK(status_of({Code::Denied, "last-manager", {}, {}}) == 403);
  CHECK(status_of({Code::Denied, "signed-out", {}, {}}) == 401);
  CHECK(status_of({Code::Unavailable, "x", {}, {}}) == 503);
  CHECK(status_of({Code::Internal, "x", {}, {}}) == 500);

  const http::Response response =
      problem({Code::Invalid, "too-long", {{"max", "255"}}, "fields.email"}, "the e-mail is too long");
  CHECK(response.status == 422);
  CHECK(response.headers.get("content-type") == "application/problem+json");
  CHECK(response.body.view() ==
        "{\"type\":\"urn:remit:problem:too-long\",\"title\":\"Unprocessable Content\",\"status\":422,"
        "\"detail\":\"the e-mail is too long\",\"code\":\"invalid\",\"rule\":\"too-long\",\"args\":{\"max\":\"255\"},"
        "\"field\":\"fields.email\"}\n");
}

TEST_CASE("[T18] what a person typed cannot leave the string it stands in, nor a defect show its inside") {
  const http::Response typed = problem({Code::Invalid, "x", {{"text", "\"</script>\r\n\x01"}}, {}}, "");
  CHECK(contains(typed.body.view(), R"("text":"\"</script>\r\n\u0001")"));
  const http::Response defect = problem({Code::Internal, "x", {{"path", "/var/lib/secret"}}, "f"}, "");
  CHECK_FALSE(contains(defect.body.view(), "secret"));
}

TEST_CASE("[T26] an answer that asks to come back says when") {
  const http::Response later = problem(come_back_later("busy", milliseconds(1500)), "");
  CHECK(later.status == 503);
  CHECK(later.headers.get("retry-after") == "2");
  CHECK(problem(come_back_later("too-many-attempts", seconds(30)), "").status == 429);
  CHECK(come_back_later("too-many-attempts", seconds(91)).args.at(1).second == "2 minutes");
  CHECK(problem(503, "too-slow", "").headers.get("retry-after") == "1");
}

TEST_CASE("[T17] only a body that says it is JSON is read as JSON") {
  CHECK(read_json_body(json_request("application/json", "{}")).ok());
  CHECK(read_json_body(json_request("Application/JSON; charset=UTF-8", "{}")).ok());
  for (const char* type : {"", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data",
                           "application/jsonp", "application/json; charset=latin-1", "text/plain; application/json"}) {
    CAPTURE(type);
    CHECK(status_of(read_json_body(json_request(type, "{}")).error()) == 415);
  }
}

TEST_CASE("[T23] JSON that is deep, doubled or not whole is refused with a 400") {
  for (const std::string& body : {std::string(100, '[') + std::string(100, ']'), std::string(R"({"a":1,"a":2})"),
                                  std::string(R"({"a":)"), std::string("{\"a\":\"\xFF\"}"), std::string()}) {
    CHECK(status_of(read_json_body(json_request("application/json", body)).error()) == 400);
  }
}

TEST_CASE("[T18] HTML text and attributes are escaped, and links stay on this server") {
  using html::element;
  CHECK(element("p", {}, {"<b>&\"'\x01"}).markup() == "<p>&lt;b&gt;&amp;&quot;&#39;‹U+0001›</p>");
  CHECK(element("input", {{"value", "\"><script>"}, {"required"}}).markup() ==
        "<input value=\"&quot;&gt;&lt;script&gt;\" required>");
  for (const char* target :
       {"javascript:alert(1)", "https://evil.example", "//evil.example", "/\\evil.example", "", "a"}) {
    CAPTURE(target);
    CHECK(element("a", {{"href", target}}).markup() == "<a href=\"#\"></a>");
  }
  CHECK(element("a", {{"href", "/o/acme?x=1&y=2"}}).markup() == "<a href=\"/o/acme?x=1&amp;y=2\"></a>");
}

TEST_CASE("[T31] a log line is one line of JSON, whatever stands in it") {
  class FixedClock final : public Clock {
   public:
    Time now() override { return Time{0}; }
  } clock;
  std::ostringstream out;
  Log log(out, clock);
  log.write("request", {{"agent", "x\n{\"event\":\"forged\"}\r\x1b[2J"}, {"user", ""}});
  CHECK(out.str() ==
        "{\"time\":\"1970-01-01T00:00:00.000Z\",\"event\":\"request\","
        "\"agent\":\"x\\n{\\\"event\\\":\\\"forged\\\"}\\r\\u001b[2J\"}\n");
}

}  // namespace remit::server
