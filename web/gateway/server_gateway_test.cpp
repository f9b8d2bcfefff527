#include "web/gateway/server_gateway.h"

#include <doctest/doctest.h>

#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include "core/base/describe_json.h"
#include "web/gateway/problem.h"
#include "web/gateway/query.h"

namespace remit::gateway {
namespace {

/// Keeps what was sent, and answers when told to.
class FakeTransport final : public Transport {
 public:
  void send(Request request, std::function<void(Reply)> done) override {
    requests.push_back(std::move(request));
    waiting_.push_back(std::move(done));
  }
  /// Answers the oldest question that is still open.
  void answer(int status, std::string body = {}) {
    REQUIRE_FALSE(waiting_.empty());
    const auto done = std::move(waiting_.front());
    waiting_.erase(waiting_.begin());
    done({status, std::move(body)});
  }
  [[nodiscard]] std::size_t open() const { return waiting_.size(); }

  std::vector<Request> requests;

 private:
  std::vector<std::function<void(Reply)>> waiting_;
};

struct Desk {
  FakeTransport transport;
  int woken = 0;
  std::vector<std::int64_t> timers;
  ServerGateway gateway{{transport, [this] { ++woken; }, [this](Duration delay) { timers.push_back(delay.ms); }},
                        "acme"};
};

std::string session_body(std::uint64_t revision, const std::string& csrf = "token") {
  present::Viewer viewer;
  viewer.name = "Mira";
  viewer.revision = revision;
  return R"({"viewer":)" + boost::json::serialize(to_json(viewer)) + R"(,"csrf":")" + csrf +
         R"(","idle_ms":1800000,"ends_at":"2030-01-01T00:00:00Z"})";
}

std::string problem(const std::string& rule, const std::string& code) {
  return R"({"type":"urn:remit:problem:x","title":"t","status":400,"code":")" + code + R"(","rule":")" + rule +
         R"(","args":{"name":"Mira"},"field":"email"})";
}

const std::string kSignedOut = problem("signed-out", "denied");

std::string header(const Request& request, const std::string& name) {
  for (const auto& [key, value] : request.headers) {
    if (key == name) return value;
  }
  return {};
}

directory::Command deactivate() {
  directory::Command command;
  command.action = directory::Deactivate{UserId{}};
  return command;
}

TEST_CASE("a question becomes one request, and its answer arrives with a frame") {
  Desk desk;
  present::ListQuery query;
  query.search = "łuc & co";
  query.size = 20;
  auto ticket = desk.gateway.users(query);
  REQUIRE(desk.transport.requests.size() == 1);
  CHECK(desk.transport.requests[0].path == "/api/v1/orgs/acme/users?search=%C5%82uc%20%26%20co&size=20");
  CHECK_FALSE(ticket.ready());
  present::UsersPage page;
  page.total = 7;
  page.revision = 5;
  desk.transport.answer(200, boost::json::serialize(to_json(page)));
  REQUIRE(ticket.ready());
  CHECK(ticket.take()->total == 7);
  CHECK(desk.woken == 1);
}

TEST_CASE("a problem document becomes the error that it was made of") {
  Desk desk;
  auto ticket = desk.gateway.matrix();
  desk.transport.answer(422, problem("not-a-name", "invalid"));
  const auto answer = ticket.take();
  REQUIRE_FALSE(answer.ok());
  CHECK(answer.error() == Error{Code::Invalid, "not-a-name", {{"name", "Mira"}}, "email"});
  CHECK(desk.gateway.connected());
}

TEST_CASE("[T17] a change carries the session's token, asked for once, and anew when it has become another's") {
  Desk desk;
  auto first = desk.gateway.execute({deactivate()});
  CHECK(desk.transport.requests[0].path == "/api/v1/orgs/acme/session");
  desk.transport.answer(200, session_body(3, "one"));
  REQUIRE(desk.transport.requests.size() == 2);
  CHECK(desk.transport.requests[1].path == "/api/v1/orgs/acme/execute");
  CHECK(header(desk.transport.requests[1], "X-Remit-CSRF") == "one");
  CHECK(header(desk.transport.requests[1], "Content-Type") == "application/json");
  desk.transport.answer(200, R"({"message":"done","user_id":"","user_name":"","revision":4})");
  CHECK(first.take().ok());

  auto second = desk.gateway.execute({deactivate()});
  CHECK(header(desk.transport.requests[2], "X-Remit-CSRF") == "one");
  desk.transport.answer(403, problem("bad-csrf-token", "denied"));
  desk.transport.answer(200, session_body(4, "two"));
  CHECK(header(desk.transport.requests[4], "X-Remit-CSRF") == "two");
  desk.transport.answer(403, problem("bad-csrf-token", "denied"));
  REQUIRE(second.ready());
  CHECK(second.take().error().rule == "bad-csrf-token");
  CHECK(desk.transport.open() == 0);
}

TEST_CASE("commands travel in the one JSON form that they have") {
  Desk desk;
  const auto ticket = desk.gateway.plan({deactivate()});
  desk.transport.answer(200, session_body(3));
  CHECK(desk.transport.requests[1].body ==
        R"({"commands":[{"action":{"type":"deactivate","user":"00000000-0000-0000-0000-000000000000"},"expect":"",)"
        R"("idempotency_key":"","reason":"","version":1}]})");
}

TEST_CASE("[T16] a session that has ended says so once, asks nothing more, and the checks are no use of it") {
  Desk desk;
  desk.gateway.watch();
  REQUIRE(desk.transport.requests.size() == 1);
  CHECK(header(desk.transport.requests[0], "X-Remit-Background") == "check");
  CHECK(desk.transport.requests[0].quiet);
  const std::uint64_t before = desk.gateway.revision();
  desk.transport.answer(401, kSignedOut);
  CHECK(desk.gateway.signed_out());
  CHECK(desk.gateway.revision() == before + 1);
  CHECK(desk.woken == 1);
  CHECK(desk.timers.empty());
  desk.gateway.tick();
  desk.gateway.watch();
  CHECK(desk.transport.requests.size() == 1);

  auto ticket = desk.gateway.viewer();
  desk.transport.answer(401, kSignedOut);
  CHECK(ticket.take().error().rule == "signed-out");
}

TEST_CASE("a check that finds nothing new draws nothing, one that finds a commit changes the revision") {
  Desk desk;
  desk.gateway.watch();
  desk.transport.answer(200, session_body(10));
  CHECK(desk.woken == 0);
  CHECK(desk.timers == std::vector<std::int64_t>{kCheckInterval.ms});
  desk.gateway.tick();
  desk.transport.answer(200, session_body(10));
  CHECK(desk.woken == 0);
  const std::uint64_t before = desk.gateway.revision();
  desk.gateway.tick();
  desk.transport.answer(200, session_body(11));
  CHECK(desk.gateway.revision() == before + 1);
  CHECK(desk.woken == 1);
}

TEST_CASE("a hidden tab asks nothing, and one that is shown again asks at once") {
  Desk desk;
  desk.gateway.watch();
  desk.gateway.rest();
  desk.transport.answer(200, session_body(10));
  CHECK(desk.timers.empty());
  desk.gateway.tick();
  CHECK(desk.transport.requests.size() == 1);
  desk.gateway.watch();
  CHECK(desk.transport.requests.size() == 2);
}

TEST_CASE("a lost connection is said, tried again at longer and longer intervals, and said when it is back") {
  Desk desk;
  desk.gateway.watch();
  const std::uint64_t before = desk.gateway.revision();
  desk.transport.answer(0);
  CHECK_FALSE(desk.gateway.connected());
  CHECK(desk.woken == 1);
  CHECK(desk.gateway.revision() == before);
  for (int i = 0; i < 6; ++i) {
    desk.gateway.tick();
    desk.transport.answer(502, "<html>bad gateway</html>");
  }
  CHECK(desk.timers == std::vector<std::int64_t>{1000, 2000, 4000, 8000, 16000, 30000, 30000});
  auto ticket = desk.gateway.matrix();
  desk.transport.answer(0);
  CHECK(ticket.take().error().rule == "no-connection");
  desk.gateway.tick();
  desk.transport.answer(200, session_body(10));
  CHECK(desk.gateway.connected());
  CHECK(desk.gateway.revision() == before + 1);
  CHECK(desk.timers.back() == kCheckInterval.ms);
}

TEST_CASE("what was asked of one organisation is not answered for the next") {
  Desk desk;
  const auto ticket = desk.gateway.matrix();
  desk.gateway.open("other");
  desk.transport.answer(200, "{}");
  CHECK_FALSE(ticket.ready());
  const auto next = desk.gateway.form({});
  CHECK(desk.transport.requests.back().path == "/api/v1/orgs/other/form");
  CHECK(desk.gateway.sign_in_address() == "/o/other");
  CHECK(desk.gateway.link_address("rl_x-1") == "/o/other/link#rl_x-1");
}

TEST_CASE("an answer that cannot be read comes from another version of the server") {
  Desk desk;
  for (const char* body : {"{\"total\":", "{\"more\":1}", "[]"}) {
    auto ticket = desk.gateway.users({});
    desk.transport.answer(200, body);
    CHECK(ticket.take().error().rule == "app-outdated");
  }
}

TEST_CASE("signing out is a change too, and has an empty answer") {
  Desk desk;
  auto ticket = desk.gateway.sign_out();
  desk.transport.answer(200, session_body(3));
  CHECK(desk.transport.requests[1].method == "DELETE");
  CHECK(header(desk.transport.requests[1], "X-Remit-CSRF") == "token");
  desk.transport.answer(204);
  CHECK(ticket.take().ok());
}

TEST_CASE("the page's address says which organisation, or that nobody need sign in") {
  CHECK(query_value("?org=acme", "org") == "acme");
  CHECK(query_value("?a=1&org=%61cm%65&b", "org") == "acme");
  CHECK(query_value("?sandbox", "sandbox") == "");
  CHECK_FALSE(query_value("?sandboxed=1", "sandbox").has_value());
  CHECK_FALSE(query_value("", "org").has_value());
  CHECK(query_value("?org=100%", "org") == "100%");
}

TEST_CASE("what is no problem document of Remit's is none") {
  CHECK_FALSE(read_problem("").has_value());
  CHECK_FALSE(read_problem("<html>").has_value());
  CHECK_FALSE(read_problem(R"({"code":"denied"})").has_value());
  CHECK_FALSE(read_problem(R"({"code":"unheard-of","rule":"x"})").has_value());
  CHECK(read_problem(R"({"code":"not-found","rule":"x"})") == Error{Code::NotFound, "x", {}, ""});
}

}  // namespace
}  // namespace remit::gateway
