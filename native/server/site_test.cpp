#include "native/server/site.h"

#include <doctest/doctest.h>

namespace remit::server {
namespace {

http::Request request(http::Method method, std::initializer_list<std::pair<const char*, const char*>> headers) {
  http::Request result;
  result.method = method;
  for (const auto& [name, value] : headers) result.headers.add(name, value);
  return result;
}

}  // namespace

TEST_CASE("[T10] links begin with what was configured, whatever a request says") {
  CHECK(Site("", 8080).base_url() == "http://127.0.0.1:8080");
  CHECK(Site("https://remit.example", 8080).base_url() == "https://remit.example");
  CHECK(*parse_base_url("HTTPS://Remit.Example/") == "https://remit.example");
  CHECK(*parse_base_url("http://localhost:8080") == "http://localhost:8080");
  for (const char* bad : {"", "remit.example", "http://remit.example", "ftp://a", "https://", "https://a/b",
                          "https://a?b", "https://u@a", "https://a\r\nX: y", "http://localhost.evil.example"}) {
    CAPTURE(bad);
    const auto parsed = parse_base_url(bad);
    REQUIRE_FALSE(parsed.ok());
    CHECK(parsed.error().rule == "bad-base-url");
  }
}

TEST_CASE("[T10] a host that somebody else's name server points here is not answered for") {
  const Site site("https://remit.example", 8080);
  CHECK(site.answers_for("remit.example"));
  CHECK(site.answers_for("127.0.0.1:8080"));
  CHECK(site.answers_for("localhost:8080"));
  for (const char* host :
       {"evil.example", "127.0.0.1", "127.0.0.1:80", "remit.example:8080", "remit.example.evil.example"}) {
    CAPTURE(host);
    CHECK_FALSE(site.answers_for(host));
  }
}

TEST_CASE("[T17] a change that another site's page asked for is refused") {
  const Site site("", 8080);
  using http::Method;
  const auto allowed = [&](const http::Request& asked, Caller caller = Caller::Browser) {
    return check_same_origin(asked, site, caller).ok();
  };
  CHECK(allowed(request(Method::Post, {{"origin", "http://127.0.0.1:8080"}})));
  CHECK(allowed(request(Method::Post, {{"sec-fetch-site", "same-origin"}})));
  CHECK_FALSE(allowed(request(Method::Post, {})));
  CHECK_FALSE(allowed(request(Method::Post, {{"origin", "null"}})));
  CHECK_FALSE(allowed(request(Method::Post, {{"origin", "null"}, {"sec-fetch-site", "cross-site"}})));
  CHECK(allowed(request(Method::Post, {{"origin", "null"}, {"sec-fetch-site", "same-origin"}})));
  CHECK_FALSE(allowed(request(Method::Post, {{"origin", "http://evil.example"}, {"sec-fetch-site", "same-origin"}})));
  CHECK_FALSE(allowed(request(Method::Post, {{"origin", "http://127.0.0.1:8081"}})));
  CHECK_FALSE(allowed(request(Method::Post, {{"sec-fetch-site", "same-site"}})));
  CHECK_FALSE(allowed(request(Method::Delete, {{"sec-fetch-site", "none"}})));
  CHECK(allowed(request(Method::Get, {})));
  CHECK_FALSE(allowed(request(Method::Get, {{"origin", "http://evil.example"}})));
  CHECK(allowed(request(Method::Post, {}), Caller::Program));
  CHECK_FALSE(allowed(request(Method::Post, {{"origin", "http://evil.example"}}), Caller::Program));
}

}  // namespace remit::server
