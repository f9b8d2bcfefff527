#include <doctest/doctest.h>

#include "native/server/app/test_portal.h"

namespace remit::server::app {
namespace {

const std::string kApi = "/api/v1/orgs/acme";

std::string commands(const std::string& action) {
  return R"({"commands":[{"action":)" + action + "}]}";
}

std::string create_user(const std::string& email, const std::string& role) {
  return commands(R"({"type":"create-user","fields":{"name":"Nora","email":")" + email + R"("},"roles":[")" + role +
                  R"("]})");
}

/// The text after `"name":"` up to the next quote; the first one there is.
std::string text_of(const Answer& answer, const std::string& name) {
  const std::size_t at = answer.body.find("\"" + name + "\":\"");
  if (at == std::string::npos) return {};
  const std::size_t begin = at + name.size() + 4;
  return answer.body.substr(begin, answer.body.find('"', begin) - begin);
}

/// The owner is signed in.
struct Office {
  Portal portal;
  Browser owner;
  Office() : owner(portal.browser()) {
    portal.set_password(kOwner);
    owner = portal.signed_in(kOwner);
  }
};

}  // namespace

TEST_CASE("the app learns who looks, lists people, and creates one whose link then works") {
  Office office;
  const Answer session = office.owner.get(kApi + "/session");
  CHECK(session.status == 200);
  CHECK(session.says("\"email\":\"owner@acme.example\""));
  CHECK(session.header("Content-Type") == "application/json");

  const Answer created =
      office.owner.json("POST", kApi + "/execute", create_user("nora@acme.example", "restricted_user"));
  CHECK_MESSAGE(created.status == 200, created.body);
  const Answer list = office.owner.get(kApi + "/users?search=nora");
  CHECK_MESSAGE(list.status == 200, list.body);
  CHECK(list.says("nora@acme.example"));
  CHECK(list.says("\"total\":1"));
  for (const char* path : {"/list-model", "/matrix", "/form", "/outbox", "/activity"}) {
    CAPTURE(path);
    const Answer answer = office.owner.get(kApi + path);
    CHECK_MESSAGE(answer.status == 200, answer.body);
  }
  const std::string id = text_of(created, "user_id");
  CHECK(office.owner.get(kApi + "/users/" + id).says("nora@acme.example"));
  CHECK(office.owner.get(kApi + "/users/" + id + "/form").status == 200);
  office.portal.set_password("nora@acme.example");
  CHECK(office.portal.signed_in("nora@acme.example").get(kApi + "/session").says("Nora"));
}

TEST_CASE("a preview is agreed to by its digest, and does nothing by itself") {
  Office office;
  const Answer preview = office.owner.json("POST", kApi + "/plan", create_user("nora@acme.example", "normal_user"));
  CHECK_MESSAGE(preview.status == 200, preview.body);
  CHECK_FALSE(text_of(preview, "digest").empty());
  CHECK(office.owner.get(kApi + "/users?search=nora").says("\"total\":0"));
}

TEST_CASE("whoever is deactivated loses their session and every right from the next request on") {
  Office office;
  const Answer created = office.owner.json("POST", kApi + "/execute", create_user("nora@acme.example", "normal_user"));
  const std::string id = text_of(created, "user_id");
  office.portal.set_password("nora@acme.example");
  Browser nora = office.portal.signed_in("nora@acme.example");
  const std::string question = R"({"user":")" + id + R"(","permission":"refund.authorise"})";
  CHECK(office.owner.json("POST", kApi + "/check", question).says("\"allowed\":true"));
  CHECK(nora.get(kApi + "/session").status == 200);

  const Answer done =
      office.owner.json("POST", kApi + "/execute", commands(R"({"type":"deactivate","user":")" + id + "\"}"));
  CHECK_MESSAGE(done.status == 200, done.body);
  CHECK(nora.get(kApi + "/session").status == 401);
  CHECK(office.owner.json("POST", kApi + "/check", question).says("\"allowed\":false"));
  CHECK(nora.post_form("/o/acme/sign-in", {{"identifier", "nora@acme.example"}, {"password", kPassword}}).status ==
        401);
}

TEST_CASE("[T4] a change answers with its revision, and no decision is given from before one that is named") {
  Office office;
  const Answer created = office.owner.json("POST", kApi + "/execute", create_user("nora@acme.example", "normal_user"));
  const std::string id = text_of(created, "user_id");
  const auto number_of = [](const Answer& answer) {
    const std::size_t at = answer.body.find("\"revision\":");
    REQUIRE(at != std::string::npos);
    return std::stoull(answer.body.substr(at + 11));
  };
  const std::uint64_t revision = number_of(created);
  const auto check = [&](std::uint64_t at_least) {
    return office.owner.json("POST", kApi + "/check",
                             R"({"user":")" + id + R"(","permission":"refund.authorise","at_least_as_fresh":)" +
                                 std::to_string(at_least) + "}");
  };
  const Answer now = check(revision);
  CHECK(now.status == 200);
  CHECK(number_of(now) >= revision);
  const Answer early = check(number_of(now) + 1);
  CHECK(early.status == 503);
  CHECK(text_of(early, "rule") == "not-so-fresh");
  CHECK_FALSE(early.says("allowed"));
}

TEST_CASE("[T7] an organisation that is not there, not yours or signed out of is one answer") {
  Office office;
  office.portal.add_organisation("nordwind", "Nordwind");
  const Answer foreign = office.owner.get("/api/v1/orgs/nordwind/users");
  const Answer missing = office.owner.get("/api/v1/orgs/nothing-here/users");
  const Answer stranger = office.portal.browser().get(kApi + "/users");
  CHECK(foreign.status == 401);
  CHECK(foreign.body == missing.body);
  CHECK(foreign.body == stranger.body);
  Browser moved = office.owner;
  moved.cookies["__Host-remit-nordwind"] = moved.cookies["__Host-remit-acme"];
  CHECK(moved.get("/api/v1/orgs/nordwind/users").status == 401);
  CHECK(office.owner.get("/api/v1/orgs").says("\"acme\""));
  CHECK_FALSE(office.owner.get("/api/v1/orgs").says("nordwind"));
}

TEST_CASE("[T8] a key that the command does not have is refused, with its place") {
  Office office;
  const Answer answer = office.owner.json(
      "POST", kApi + "/execute", R"({"commands":[{"action":{"type":"create-user","fields":{},"is_admin":true}}]})");
  CHECK(answer.status == 422);
  CHECK(text_of(answer, "rule") == "unknown-field");
  CHECK(text_of(answer, "field") == "commands[0].action.is_admin");
  CHECK(answer.header("Content-Type") == "application/problem+json");
  CHECK(office.owner.get(kApi + "/users?serach=x").status == 422);
}

TEST_CASE("[T17] a change needs the session's token, JSON and our own origin") {
  Office office;
  const std::string body = create_user("nora@acme.example", "normal_user");
  const std::string own = "Origin: http://127.0.0.1:" + std::to_string(office.portal.port()) + "\r\n";
  const std::string json = "Content-Type: application/json\r\n";
  const std::string token = "X-Remit-CSRF: " + office.owner.csrf("acme") + "\r\n";
  const auto send = [&](const std::string& headers) {
    return office.owner.send("POST", kApi + "/execute", headers, body).status;
  };
  CHECK(send(own + json) == 403);
  CHECK(send(own + json + "X-Remit-CSRF: " + std::string(64, '0') + "\r\n") == 403);
  CHECK(send("Origin: http://evil.example\r\n" + json + token) == 403);
  CHECK(send(json + token) == 403);
  CHECK(send(own + token + "Content-Type: text/plain\r\n") == 415);
  CHECK(office.owner.get(kApi + "/users?search=nora").says("\"total\":0"));
  CHECK(send(own + json + token) == 200);
}

TEST_CASE("[T23] JSON that is broken, doubled or too large changes nothing") {
  Office office;
  for (const std::string& body :
       {std::string("{"), std::string(R"({"commands":[],"commands":[]})"), std::string(200, '['), std::string()}) {
    CHECK(office.owner.json("POST", kApi + "/execute", body).status == 400);
  }
  CHECK(office.owner.json("POST", kApi + "/execute", R"({"commands":[]})").status == 422);
}

TEST_CASE("what belongs to the account pages is not offered over the API") {
  Office office;
  const std::string user = text_of(office.owner.get(kApi + "/session"), "user_id");
  for (const std::string& action :
       {R"({"type":"sign-in","user":")" + user + "\"}",
        R"({"type":"complete-step","user":")" + user + R"(","step":"set-password","password_hash":"$argon2id$x"})",
        std::string(R"({"type":"redeem","secret":"x","steps":["set-password"],"password_hash":"x"})")}) {
    const Answer answer = office.owner.json("POST", kApi + "/execute", commands(action));
    CHECK(answer.status == 403);
    CHECK(text_of(answer, "rule") == "not-offered");
  }
}

TEST_CASE("[T7] a person whose id is made up, broken or hidden is not found") {
  Office office;
  CHECK(office.owner.get(kApi + "/users/0197a1b2-c3d4-7e5f-8a9b-000000000000").status == 404);
  CHECK(office.owner.get(kApi + "/users/1").status == 404);
}

TEST_CASE("a wrong method says which are right, and an unknown address is a problem document") {
  Office office;
  const Answer wrong = office.owner.json("DELETE", kApi + "/users", "");
  CHECK(wrong.status == 405);
  CHECK(wrong.header("Allow") == "GET, HEAD");
  const Answer unknown = office.owner.get("/api/v1/nothing");
  CHECK(unknown.status == 404);
  CHECK(unknown.header("Content-Type") == "application/problem+json");
  CHECK(ask_server(office.portal.port(), "TRACE / HTTP/1.1\r\nHost: a\r\n\r\n").status == 405);
}

TEST_CASE("signing out over the API ends the session on the server") {
  Office office;
  Browser copy = office.owner;
  CHECK(office.owner.json("DELETE", kApi + "/session", "").status == 204);
  CHECK(office.owner.cookies.empty());
  CHECK(copy.get(kApi + "/session").status == 401);
}

TEST_CASE("[T6] where something changed since the preview, the conflict brings the new one") {
  Office office;
  const Answer made = office.owner.json("POST", kApi + "/execute", create_user("nora@acme.example", "normal_user"));
  const std::string nora = text_of(made, "user_id");
  const auto give = [&](const std::string& role, const std::string& expect) {
    std::string body = commands(R"({"type":"give","user":")" + nora + R"(","roles":[")" + role + R"("]})");
    if (!expect.empty()) body.insert(body.size() - 3, R"(,"expect":")" + expect + "\"");
    return body;
  };
  const Answer preview = office.owner.json("POST", kApi + "/plan", give("accountant_user", ""));
  REQUIRE_MESSAGE(preview.status == 200, preview.body);
  REQUIRE(office.owner.json("POST", kApi + "/execute", give("restricted_user", "")).status == 200);
  const Answer refused =
      office.owner.json("POST", kApi + "/execute", give("accountant_user", text_of(preview, "digest")));
  CHECK_MESSAGE(refused.status == 409, refused.body);
  CHECK(refused.says("\"rule\":\"preview-changed\""));
  CHECK(refused.says("\"preview\":{"));
  const std::string digest = text_of(refused, "digest");
  CHECK(digest.size() == 64);
  CHECK(office.owner.json("POST", kApi + "/execute", give("accountant_user", digest)).status == 200);
}

TEST_CASE("[T2] over the API nobody gives what they may not give") {
  Office office;
  const Answer made = office.owner.json("POST", kApi + "/execute", create_user("nora@acme.example", "normal_user"));
  const std::string nora = text_of(made, "user_id");
  office.portal.set_password("nora@acme.example");
  Browser clerk = office.portal.signed_in("nora@acme.example");
  const std::string raise = commands(R"({"type":"give","user":")" + nora + R"(","roles":["admin_user"]})");
  CHECK(clerk.json("POST", kApi + "/execute", raise).says("\"rule\":\"may-not-give\""));
  const Answer created = clerk.json("POST", kApi + "/execute", create_user("twin@acme.example", "admin_user"));
  CHECK(created.status == 403);
  CHECK(created.says("\"rule\":\"may-not-manage\""));
  CHECK_FALSE(office.owner.get(kApi + "/users?search=twin").says("twin@acme.example"));
  // Not even what nobody is asked for by name: keys of another command, a role beside the others.
  const std::string mixed =
      commands(R"({"type":"edit-user","user":")" + nora + R"(","fields":{"name":"Nora"},"roles":["admin_user"]})");
  CHECK(clerk.json("POST", kApi + "/execute", mixed).status == 422);
}

TEST_CASE("[T21] over the API a query is text, and a sort one that is offered") {
  Office office;
  for (const char* query : {"search=%27%3B+DROP+TABLE+users%3B+--", "search=%22+OR+1%3D1", "search=%25",
                            "search=name%3A*", "search=NEAR%28a+b%29"}) {
    CAPTURE(query);
    const Answer answer = office.owner.get(kApi + "/users?" + query);
    CHECK_MESSAGE((answer.status == 422 || answer.says("\"total\":0")), answer.body);
  }
  for (const char* query : {"sort=name%3B+DROP+TABLE+users", "sort=%28SELECT+1%29", "sort=rowid", "sort=password",
                            "turn=next&anchor=%27+OR+1%3D1", "tab=%27", "role=%27", "scope=%27"}) {
    CAPTURE(query);
    const Answer answer = office.owner.get(kApi + "/users?" + query);
    CHECK_MESSAGE((answer.status == 422 || answer.status == 400), answer.body);
  }
  CHECK(office.owner.get(kApi + "/users").says(kOwner));
}

}  // namespace remit::server::app
