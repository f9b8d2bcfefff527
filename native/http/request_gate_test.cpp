#include "native/http/request_gate.h"

#include <doctest/doctest.h>

namespace remit::http {
namespace {

int status_of(const std::string& octets, const GateLimits& limits = {}) {
  const auto checked = check_head(octets, limits);
  const auto* refusal = std::get_if<Refusal>(&checked);
  return refusal != nullptr ? refusal->status : 200;
}

std::string get(const std::string& fields) {
  return "GET / HTTP/1.1\r\n" + fields + "\r\n";
}
std::string post(const std::string& fields) {
  return "POST / HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n";
}

}  // namespace

TEST_CASE("[T24] exactly one valid Host is taken") {
  CHECK(status_of(get("Host: example.org\r\n")) == 200);
  CHECK(status_of(get("host:127.0.0.1:8080\r\n")) == 200);
  CHECK(status_of(get("Host: [::1]:8080\r\n")) == 200);
  CHECK(status_of(get("")) == 400);
  CHECK(status_of("GET / HTTP/1.0\r\n\r\n") == 400);
  CHECK(status_of(get("Host: a\r\nHost: a\r\n")) == 400);
  for (const char* host : {"", "a b", "a,b", "user@a", "a/b", "a:", "a:0", "a:65536", "a:12x", "[::1", "[g]", "..a",
                           "a..b", "a?b", "a#b", "a\\b", "%61"}) {
    CAPTURE(host);
    CHECK(status_of(get(std::string("Host: ") + host + "\r\n")) == 400);
  }
  CHECK(status_of(get("Host: caf\xC3\xA9.example\r\n")) == 400);
}

TEST_CASE("[T24] Transfer-Encoding is `chunked` or nothing, and never beside Content-Length") {
  CHECK(status_of(post("Transfer-Encoding: chunked\r\n")) == 200);
  CHECK(status_of(post("Transfer-Encoding: CHUNKED\r\n")) == 200);
  for (const char* coding : {",chunked", "chunked,", "gzip, chunked", "chunked, chunked", "identity", "", "xchunked",
                             "\"chunked\"", "chunked;q=1",
                             "\x0b"
                             "chunked"}) {
    CAPTURE(coding);
    CHECK(status_of(post(std::string("Transfer-Encoding: ") + coding + "\r\n")) == 400);
  }
  CHECK(status_of(post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n")) == 400);
  CHECK(status_of(post("Transfer-Encoding: chunked\r\nContent-Length: 3\r\n")) == 400);
  CHECK(status_of(post("Content-Length: 3\r\nTransfer-Encoding: chunked\r\n")) == 400);
  CHECK(status_of(post("Transfer-Encoding : chunked\r\n")) == 400);
  CHECK(status_of("POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n") == 400);
}

TEST_CASE("[T24] Content-Length is one number in plain digits") {
  CHECK(status_of(post("Content-Length: 0\r\n")) == 200);
  CHECK(status_of(post("Content-Length: 12\r\n")) == 200);
  for (const char* length : {"010", "+1", "-1", "1 2", "0x10", "1,1", "1;1", "", "1e3", "\xB2", "00"}) {
    CAPTURE(length);
    CHECK(status_of(post(std::string("Content-Length: ") + length + "\r\n")) == 400);
  }
  CHECK(status_of(post("Content-Length: 3\r\nContent-Length: 3\r\n")) == 400);
}

TEST_CASE("[T25] a body that announces more than the limit is refused before it is read") {
  GateLimits limits;
  limits.body_octets = 10;
  CHECK(status_of(post("Content-Length: 10\r\n"), limits) == 200);
  CHECK(status_of(post("Content-Length: 11\r\n"), limits) == 413);
  CHECK(status_of(post("Content-Length: 18446744073709551617\r\n"), limits) == 413);
}

TEST_CASE("[T24] folded lines, control characters and 8-bit octets in names are refused") {
  CHECK(status_of(get("Host: a\r\nX: b\r\n c\r\n")) == 400);
  CHECK(status_of(get("Host: a\r\nX: b\r\n\tc\r\n")) == 400);
  CHECK(status_of(get(" Host: a\r\n")) == 400);
  CHECK(status_of(get("Host: a\nX: b\r\n")) == 400);
  CHECK(status_of(get("Host: a\rX: b\r\n")) == 400);
  CHECK(status_of(get(std::string("Host: a\r\nX: b\0c\r\n", 18))) == 400);
  CHECK(status_of(get("Host: a\r\nX: b\x01\r\n")) == 400);
  CHECK(status_of(get("Host: a\r\nX: b\x7F\r\n")) == 400);
  CHECK(status_of(get("Host: a\r\nX\xC3\xA9: b\r\n")) == 400);
  CHECK(status_of(get("Host: a\r\nX y: b\r\n")) == 400);
  CHECK(status_of(get("Host: a\r\nX\r\n")) == 400);
  CHECK(status_of(get("Host: a\r\n: b\r\n")) == 400);
  CHECK(status_of(get("Host: a\r\nConnection: clos\xC3\xA9\r\n")) == 400);
  CHECK(status_of(get("Host: a\r\nUser-Agent: caf\xC3\xA9\r\n")) == 200);
}

TEST_CASE("[T24] a second Origin, Cookie, Content-Type or Authorization is refused") {
  for (const std::string name : {"Origin", "Cookie", "Content-Type", "Authorization", "X-Remit-CSRF"}) {
    CAPTURE(name);
    CHECK(status_of(get("Host: a\r\n" + name + ": x\r\n")) == 200);
    CHECK(status_of(get("Host: a\r\n" + name + ": x\r\n" + name + ": x\r\n")) == 400);
  }
}

TEST_CASE("[T24] only HTTP/1.1 and 1.0, and only the methods that are served") {
  CHECK(status_of("GET / HTTP/1.0\r\nHost: a\r\n\r\n") == 200);
  CHECK(status_of("GET / HTTP/2.0\r\nHost: a\r\n\r\n") == 505);
  CHECK(status_of("GET / HTTP/1.2\r\nHost: a\r\n\r\n") == 505);
  CHECK(status_of("GET / http/1.1\r\nHost: a\r\n\r\n") == 400);
  CHECK(status_of("GET / HTTP/1.1 \r\nHost: a\r\n\r\n") == 400);
  CHECK(status_of("GET /\r\nHost: a\r\n\r\n") == 400);
  CHECK(status_of("GET  / HTTP/1.1\r\nHost: a\r\n\r\n") == 400);
  CHECK(status_of(" GET / HTTP/1.1\r\nHost: a\r\n\r\n") == 400);
  CHECK(status_of("G(T / HTTP/1.1\r\nHost: a\r\n\r\n") == 400);
  for (const char* method : {"TRACE", "CONNECT", "OPTIONS", "get", "PROPFIND"}) {
    CAPTURE(method);
    CHECK(status_of(std::string(method) + " / HTTP/1.1\r\nHost: a\r\n\r\n") == 405);
  }
}

TEST_CASE("[T24] a body with GET or HEAD is refused") {
  CHECK(status_of(get("Host: a\r\nContent-Length: 0\r\n")) == 200);
  CHECK(status_of(get("Host: a\r\nContent-Length: 1\r\n")) == 400);
  CHECK(status_of(get("Host: a\r\nTransfer-Encoding: chunked\r\n")) == 400);
}

TEST_CASE("[T25] more header fields than the limit are refused") {
  std::string fields = "Host: a\r\n";
  for (int i = 0; i < 63; ++i) fields += "X: y\r\n";
  CHECK(status_of(get(fields)) == 200);
  CHECK(status_of(get(fields + "X: y\r\n")) == 431);
}

TEST_CASE("[T24] targets are in origin form, decode to UTF-8 and climb nowhere") {
  const auto path_of = [](std::string_view text) {
    const auto target = parse_target(text);
    REQUIRE(target);
    return target->path;
  };
  using Path = std::vector<std::string>;
  CHECK(path_of("/") == Path{});
  CHECK(path_of("/a/b") == Path{"a", "b"});
  CHECK(path_of("/a/") == Path{"a", ""});
  CHECK(path_of("/nord%20wind/caf%C3%A9") == Path{"nord wind", "caf\xC3\xA9"});
  CHECK(path_of("/a+b") == Path{"a+b"});
  for (const char* bad :
       {"",          "*",       "a",          "http://a/", "//a",    "/a//b", "/a/../b", "/..",
        "/%2e%2e/a", "/.%2E",   "/a/./b",     "/a%2fb",    "/a%5Cb", "/a\\b", "/a%00",   "/a%0d%0ab",
        "/a%7f",     "/%",      "/%4",        "/%zz",      "/a#b",   "/a b",  "/<a>",    "/caf\xC3\xA9",
        "/%C3",      "/%C0%AF", "/%ED%A0%80", "/?a=%00",   "/?a=%FF"}) {
    CAPTURE(bad);
    CHECK_FALSE(parse_target(bad));
  }
}

TEST_CASE("query and form values are decoded, and a value that is there twice is an error") {
  const auto target = parse_target("/?q=a+b%26c&x&page=2&page=3");
  REQUIRE(target);
  CHECK(target->has_query);
  CHECK(**single_value(target->query, "q") == "a b&c");
  CHECK(**single_value(target->query, "x") == "");
  CHECK_FALSE((*single_value(target->query, "y")).has_value());
  CHECK(single_value(target->query, "page").error().rule == "duplicate-parameter");
  CHECK(parse_form("a=%zz").error().rule == "bad-form");
  CHECK((*parse_form("e-mail=a%40b.example&password=p%C3%A4ss+word")).at(1).value == "p\xC3\xA4ss word");
}

TEST_CASE("the end of a head is found, and one that can never be good ends at once") {
  CHECK_FALSE(find_head_end("GET / HTTP/1.1\r\nHost: a\r\n"));
  CHECK(find_head_end("GET / HTTP/1.1\r\nHost: a\r\n\r\nbody") == 27);
  CHECK(find_head_end("\x16\x03\x01") == 3);
  CHECK(find_head_end("GET / HTTP/1.1\nHost") == 15);
  CHECK(find_head_end(std::string_view("G\0T", 3)) == 3);
  const std::string whole = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  for (std::size_t seen = 0; seen < whole.size(); ++seen) CHECK(find_head_end(whole, seen) == whole.size());
}

}  // namespace remit::http
