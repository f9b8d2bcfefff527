#include <doctest/doctest.h>

#include <algorithm>

#include "plugins/scheme_file.h"
#include "tests/support/portal.h"

namespace remit::test {
namespace {

using namespace directory;

const RoleId kUser{"user"}, kSms{"sms"};

struct Inviting : Portal {
  Inviting() : Portal(plugins::scheme_file("wavecell-portal")) {}

  Action invitation(const std::string& address, std::vector<RoleId> roles = {kUser, kSms}) {
    return Invite{{{"email", address}}, std::move(roles), {service->organisation(slug)->root}, {}};
  }
  Result<present::Outcome> batch(const Actor& actor, const std::vector<std::string>& addresses,
                                 const std::string& once = {}) {
    std::vector<Command> commands;
    for (const std::string& it : addresses) {
      Command command;
      command.action = invitation(it);
      command.idempotency_key = commands.empty() ? once : std::string();
      commands.push_back(std::move(command));
    }
    return service->execute(slug, actor, commands);
  }
  UserId invite(const std::string& address, std::vector<RoleId> roles) {
    REQUIRE(run(as(owner), invitation(address, std::move(roles))).ok());
    return found(address);
  }
  UserId add(const std::string& address, std::vector<RoleId> roles) {
    const UserId user = invite(address, std::move(roles));
    complete_steps(user);
    return user;
  }
  UserId found(const std::string& address) { return *service->find_user(slug, address); }
  bool there(const std::string& address) { return service->find_user(slug, address).ok(); }
};

TEST_CASE_FIXTURE(Inviting, "[V066][V067] several addresses are invited at once, with one set of roles") {
  const auto done = batch(as(owner), {"ann@shop.example", "ben@shop.example", "cyd@shop.example"});
  REQUIRE(done.ok());
  CHECK(done->message == "3 of 3 addresses are invited");
  for (const char* address : {"ann@shop.example", "ben@shop.example", "cyd@shop.example"}) {
    const UserId user = found(address);
    CHECK(row(user).state.text == "invited");
    CHECK(details(user).row.roles.size() == 2);
    REQUIRE(links(user).size() == 1);
    CHECK(links(user)[0].purpose.text == "invite");
  }
}

TEST_CASE_FIXTURE(Inviting, "[V134] an invitation is valid for seven days") {
  REQUIRE(run(as(owner), invitation("ann@shop.example")).ok());
  const UserId ann = found("ann@shop.example");
  CHECK(links(ann)[0].expires_at == clock.time + days(7));
  const std::string secret = mailed_secret(ann);
  clock.time = clock.time + days(7);
  CHECK(rule_of(run(self(ann), RedeemLink{secret, {scheme::Step::SetPassword}, "$argon2id$x"})) == "link-expired");
}

TEST_CASE_FIXTURE(Inviting, "[V188] a batch passes over known, pending and disposable addresses, and says so") {
  add("known@shop.example", {kUser});
  invite("pending@shop.example", {kUser});
  const auto done = batch(as(owner), {"KNOWN@shop.example", "pending@shop.example", "x@mailinator.com",
                                      "y@eu.yopmail.com", "new@shop.example", "new@shop.example"});
  REQUIRE(done.ok());
  CHECK(done->message == "1 of 6 addresses are invited");
  REQUIRE(done->notes.size() == 5);
  CHECK(done->notes[0].find("KNOWN@shop.example: ") == 0);
  CHECK(there("new@shop.example"));
  CHECK_FALSE(there("x@mailinator.com"));
}

TEST_CASE_FIXTURE(Inviting, "[V188] one address that is refused refuses the whole batch") {
  CHECK(rule_of(batch(as(owner), {"ann@shop.example", "not an address"})) == "not-an-email");
  CHECK_FALSE(there("ann@shop.example"));
}

TEST_CASE_FIXTURE(Inviting, "a batch sent twice with one idempotency key invites once and answers the same") {
  const std::vector<std::string> addresses{"ann@shop.example", "x@mailinator.com"};
  const auto first = batch(as(owner), addresses, "key-1");
  const auto again = batch(as(owner), addresses, "key-1");
  REQUIRE(first.ok());
  REQUIRE(again.ok());
  CHECK(again->repeated);
  CHECK(again->notes == first->notes);
  CHECK(links(found("ann@shop.example")).size() == 1);
}

TEST_CASE_FIXTURE(Inviting, "[T7] nobody learns who is here by inviting without the right to") {
  const UserId clerk = add("clerk@shop.example", {kUser});
  CHECK(rule_of(run(as(clerk), invitation("owner@shop.example"))) == "may-not-manage");
  CHECK(rule_of(run(as(clerk), invitation("nobody@shop.example"))) == "may-not-manage");
}

TEST_CASE_FIXTURE(Inviting, "the preview of an invitation tells who gets mail and what is gained") {
  const auto preview = plan(as(owner), invitation("ann@shop.example"));
  REQUIRE(preview.ok());
  REQUIRE(preview->mails.size() == 1);
  CHECK(preview->mails[0].recipient == "ann@shop.example");
  REQUIRE(preview->gains.size() == 1);
  CHECK(preview->gains[0].permission.text == "sms.use");
  CHECK_FALSE(there("ann@shop.example"));
}

TEST_CASE_FIXTURE(Inviting, "[V174] a pending invitation is sent again, and the older link dies") {
  REQUIRE(run(as(owner), invitation("ann@shop.example")).ok());
  const UserId ann = found("ann@shop.example");
  const std::string older = mailed_secret(ann);
  REQUIRE(run(as(owner), Resend{ann}).ok());
  REQUIRE(links(ann).size() == 1);
  CHECK(rule_of(run(self(ann), RedeemLink{older, {scheme::Step::SetPassword}, "$argon2id$x"})) == "link-unknown");
  CHECK(rule_of(run(self(ann), RedeemLink{mailed_secret(ann),
                                          {scheme::Step::VerifyEmail, scheme::Step::SetPassword},
                                          "$argon2id$x"})) == "done");
  CHECK(row(ann).state.text == "active");
}

TEST_CASE_FIXTURE(Inviting, "[V173] a pending invitation is taken back: the link dies and the address is free again") {
  REQUIRE(run(as(owner), invitation("ann@shop.example")).ok());
  const UserId ann = found("ann@shop.example");
  const std::string secret = mailed_secret(ann);
  const auto preview = plan(as(owner), CancelInvitation{ann});
  REQUIRE(preview.ok());
  CHECK(preview->links_ended == 1);
  CHECK(preview->losses.size() == 1);
  REQUIRE(run(as(owner), CancelInvitation{ann}).ok());
  CHECK_FALSE(there("ann@shop.example"));
  CHECK(rule_of(run(operating(), CancelInvitation{ann})) == "no-such-user");
  CHECK_FALSE(service->link(slug, secret).ok());
  CHECK(mailed_secret(ann).empty());
  CHECK(run(as(owner), invitation("ann@shop.example")).ok());
}

TEST_CASE_FIXTURE(Inviting, "who has accepted an invitation is not taken back by cancelling it") {
  const UserId ann = add("ann@shop.example", {kUser});
  CHECK(rule_of(run(as(owner), CancelInvitation{ann})) == "wrong-state");
}

TEST_CASE_FIXTURE(Inviting, "invitations stand in the audit with the address, whether sent, passed over or refused") {
  REQUIRE(batch(as(owner), {"ann@shop.example", "x@mailinator.com"}).ok());
  REQUIRE_FALSE(run(as(owner), invitation("nope")).ok());
  const auto activity = service->activity(slug, as(owner), {}, 0);
  REQUIRE(activity.ok());
  CHECK(activity->size() >= 3);
  CHECK(service->verify_audit(slug).ok());
}

}  // namespace
}  // namespace remit::test
