#include <doctest/doctest.h>

#include <algorithm>

#include "plugins/scheme_file.h"
#include "tests/rules/adyen_roles.h"
#include "tests/support/portal.h"

namespace remit::test {
namespace {

using namespace directory;

/// `head` manages East alone; `near` is there and `far` is not.
struct Seeing : Portal {
  Seeing() : Portal("adyen-platform", {{"East", KindId{"merchant"}, {}, {}}, {"West", KindId{"merchant"}, {}, {}}}) {
    head = add("Head", {kMerchantAdmin, kBase}, {scope("East")});
    near = invite("Near", {kBase}, {scope("East")});
    far = invite("Far", {kBase}, {scope("West")});
  }
  UserId head, near, far;
};

TEST_CASE_FIXTURE(Seeing, "[T7] who manages one part is told of nobody else, by no command and no view") {
  const Actor actor = as(head);
  const std::vector<Action> all{EditUser{far, {{"name", "Mine"}}},
                                Give{far, {kBase}, {}, {}, {}},
                                Take{far, {kBase}, {}, {}},
                                Resend{far},
                                Deactivate{far},
                                Reactivate{far},
                                Remove{far},
                                SendPasswordReset{far},
                                Duplicate{far, creating("Twin", {}).fields},
                                EndSession{far, SessionId{far.uuid}}};
  for (const Action& it : all) {
    CAPTURE(type_of(it));
    CHECK(rule_of(run(actor, it)) == "no-such-user");
  }
  CHECK(rule_of(service->user(slug, actor, far)) == "no-such-user");
  CHECK(rule_of(service->form(slug, actor, far)) == "no-such-user");
  CHECK(rule_of(service->duplicate_form(slug, actor, far)) == "no-such-user");
  CHECK(rule_of(service->activity(slug, actor, far, 0)) == "no-such-user");
  CHECK(rule_of(service->check(slug, actor, far, "platform.view", {}, {})) == "no-such-user");
  CHECK(rule_of(service->explain(slug, actor, far, "platform.view", {}, {})) == "no-such-user");
  CHECK(rule_of(service->what_can(slug, actor, far, {})) == "no-such-user");
  CHECK(rule_of(service->who_can(slug, actor, "platform.view", {}, access::Reach::Any, {})) == "may-not-manage");
  CHECK(rule_of(run(actor, Deactivate{near})) == "done");
}

TEST_CASE_FIXTURE(Seeing, "[T7] lists, counts, mails and the record hold only whom the viewer may know of") {
  const auto names = [](const present::UsersPage& page) {
    std::vector<std::string> all;
    for (const present::UserRow& it : page.rows) all.push_back(it.name);
    std::sort(all.begin(), all.end());
    return all;
  };
  const Actor actor = as(head);
  const auto page = service->users(slug, actor, {});
  REQUIRE(page.ok());
  CHECK(names(*page) == std::vector<std::string>{"Head", "Near"});
  CHECK(page->tabs.front().count == 2);
  CHECK(service->list_model(slug, actor)->tabs.front().count == 2);
  CHECK(service->users(slug, as(owner), {})->tabs.front().count == 4);
  present::ListQuery elsewhere;
  elsewhere.scope = to_string(scope("West"));
  CHECK(rule_of(service->users(slug, actor, elsewhere)) == "unknown-scope");

  const auto mails = service->outbox(slug, actor);
  REQUIRE(mails.ok());
  CHECK(std::all_of(mails->begin(), mails->end(), [&](const auto& it) { return it.user_id != to_string(far); }));
  CHECK(std::any_of(mails->begin(), mails->end(), [&](const auto& it) { return it.user_id == to_string(near); }));
  const auto activity = service->activity(slug, actor, {}, 0);
  REQUIRE(activity.ok());
  CHECK_FALSE(activity->empty());
  for (const present::ActivityItem& it : *activity) CHECK((it.target == "Near" || it.target == "Head"));
  CHECK(service->activity(slug, as(owner), {}, 0)->size() > activity->size());
}

TEST_CASE_FIXTURE(Seeing, "[T7] who manages nobody has their own page and no other") {
  complete_steps(near);
  const Actor actor = as(near);
  CHECK(service->users(slug, actor, {})->total == 1);
  CHECK(service->user(slug, actor, near).ok());
  CHECK(rule_of(service->user(slug, actor, head)) == "no-such-user");
  for (const std::string& rule : {rule_of(service->outbox(slug, actor)), rule_of(service->activity(slug, actor, {}, 0)),
                                  rule_of(service->list_model(slug, actor)), rule_of(service->matrix(slug, actor)),
                                  rule_of(service->tree(slug, actor))}) {
    CHECK(rule == "may-not-manage");
  }
}

TEST_CASE_FIXTURE(Seeing, "[T21] what is searched for is text, whatever it looks like") {
  const std::uint64_t all = service->users(slug, as(owner), {})->total;
  const std::vector<std::string> tries{"'; DROP TABLE users; --",
                                       "\" OR 1=1 --",
                                       "* OR name:a*",
                                       "NEAR(near far)",
                                       "near\" OR \"far",
                                       "%",
                                       "_",
                                       "near%",
                                       "(near",
                                       "^near",
                                       "{name}: near",
                                       "-near",
                                       "near AND far",
                                       "far NOT near",
                                       std::string("near\0far", 8),
                                       "\\",
                                       "''",
                                       "\"\"\""};
  for (const std::string& it : tries) {
    CAPTURE(it);
    present::ListQuery query;
    query.search = it;
    const auto found = service->users(slug, as(owner), query);
    // Found nobody, or refused as a text; never everybody, and never a failure of the store.
    if (found) {
      CHECK(found->total == 0);
    } else {
      CHECK(found.error().code == Code::Invalid);
    }
    CHECK(service->users(slug, as(head), query).ok() == found.ok());
  }
  REQUIRE(run(as(owner), EditUser{near, {{"name", "O'Near \"%_*\" --"}}}).ok());
  for (const char* const it : {"O'Near", "\"%_*\"", "%_*"}) {
    CAPTURE(it);
    present::ListQuery query;
    query.search = it;
    CHECK(service->users(slug, as(owner), query)->total == 1);
  }
  CHECK(service->users(slug, as(owner), {})->total == all);
}

TEST_CASE_FIXTURE(Seeing, "[T21] lists are sorted, filtered and paged by what they offer and nothing else") {
  const auto rule = [this](auto change) {
    present::ListQuery query;
    change(query);
    return rule_of(service->users(slug, as(owner), query));
  };
  const std::vector<std::string> tries{"name; DROP TABLE users",
                                       "name DESC",
                                       "(SELECT 1)",
                                       "rowid",
                                       "--name",
                                       "name,email",
                                       "1",
                                       "password",
                                       "\"",
                                       "secret_hash"};
  for (const std::string& it : tries) {
    CAPTURE(it);
    CHECK(rule([&](present::ListQuery& q) { q.sort = it; }) != "done");
    CHECK(rule([&](present::ListQuery& q) { q.tab = it; }) != "done");
    CHECK(rule([&](present::ListQuery& q) { q.role = it; }) != "done");
    CHECK(rule([&](present::ListQuery& q) { q.scope = it; }) != "done");
    CHECK(rule([&](present::ListQuery& q) { q.turn = it; }) != "done");
    CHECK(rule([&](present::ListQuery& q) {
            q.turn = "next";
            q.anchor = it;
          }) != "done");
  }
  const auto first = service->users(slug, as(owner), {});
  REQUIRE(first.ok());
  for (std::size_t i = 0; i < first->last.size(); ++i) {
    std::string forged = first->last;
    forged[i] = forged[i] == 'z' ? 'y' : 'z';
    present::ListQuery query;
    query.turn = "next";
    query.anchor = forged;
    const auto page = service->users(slug, as(owner), query);
    CHECK((page.ok() || page.error().code == Code::Invalid));
  }
  CHECK(service->users(slug, as(owner), {})->total == first->total);
}

}  // namespace
}  // namespace remit::test
