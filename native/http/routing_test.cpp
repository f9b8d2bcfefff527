#include <doctest/doctest.h>

#include "native/http/content_coding.h"
#include "native/http/cookie.h"
#include "native/http/route_table.h"

namespace remit::http {

TEST_CASE("a route is found by method and path, with what stood in the braces") {
  RouteTable table;
  const std::size_t list = table.add(Method::Get, "/orgs/{org}/users");
  const std::size_t create = table.add(Method::Post, "/orgs/{org}/users");
  const std::size_t me = table.add(Method::Get, "/orgs/{org}/users/me");
  const std::size_t show = table.add(Method::Get, "/orgs/{org}/users/{id}");

  const auto found = table.find(Method::Post, {"orgs", "nord wind", "users"});
  const auto* match = std::get_if<RouteTable::Match>(&found);
  REQUIRE(match != nullptr);
  CHECK(match->route == create);
  CHECK(match->pattern == "/orgs/{org}/users");
  CHECK(match->parameters.text("org") == "nord wind");
  CHECK(match->parameters.id<UserTag>("org").error() == Error{Code::NotFound, "no-such-page", {}, {}});

  CHECK(std::get<RouteTable::Match>(table.find(Method::Head, {"orgs", "a", "users"})).route == list);
  CHECK(std::get<RouteTable::Match>(table.find(Method::Get, {"orgs", "a", "users", "me"})).route == me);
  CHECK(std::get<RouteTable::Match>(table.find(Method::Get, {"orgs", "a", "users", "b"})).route == show);
  CHECK(std::holds_alternative<RouteTable::NoPath>(table.find(Method::Get, {"orgs", "a", "users", ""})));
  CHECK(std::holds_alternative<RouteTable::NoPath>(table.find(Method::Get, {"orgs"})));
}

TEST_CASE("a path that exists under another method says which methods it has") {
  RouteTable table;
  table.add(Method::Get, "/a/{b}");
  table.add(Method::Post, "/a/{b}");
  const auto found = table.find(Method::Delete, {"a", "b"});
  REQUIRE(std::holds_alternative<RouteTable::WrongMethod>(found));
  CHECK(std::get<RouteTable::WrongMethod>(found).allow == "GET, HEAD, POST");
}

TEST_CASE("[T16] a session cookie is bound to host, path and secure transport, and out of reach of scripts") {
  CHECK(host_cookie("__Host-remit-acme", "abc_-1") ==
        "__Host-remit-acme=abc_-1; Path=/; Secure; HttpOnly; SameSite=Strict");
  CHECK(expired_host_cookie("__Host-remit-acme") ==
        "__Host-remit-acme=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0");
}

TEST_CASE("[T16] a cookie is read by its whole name, and not at all if it is there twice") {
  CHECK(cookie_value("a=1; __Host-remit-acme=token; b=2", "__Host-remit-acme") == "token");
  CHECK(cookie_value("x__Host-remit-acme=1; __Host-remit-acme2=2", "__Host-remit-acme") == std::nullopt);
  CHECK(cookie_value("s=1; s=2", "s") == std::nullopt);
  CHECK(cookie_value("", "s") == std::nullopt);
  CHECK(cookie_value(";;s;=;s=", "s") == "");
}

TEST_CASE("a coding is used only where the client takes it") {
  CHECK(takes("gzip, deflate, br", Coding::Brotli));
  CHECK(takes("gzip;q=0.5 , BR;q=1", Coding::Brotli));
  CHECK_FALSE(takes("gzip, br;q=0", Coding::Brotli));
  CHECK_FALSE(takes("gzip, br; q=0.000", Coding::Brotli));
  CHECK_FALSE(takes("brotli, x-br", Coding::Brotli));
  CHECK_FALSE(takes("", Coding::Gzip));
  CHECK(takes("", Coding::Identity));
}

}  // namespace remit::http
