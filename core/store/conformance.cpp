#include "core/store/conformance.h"

#include <algorithm>
#include <cstring>
#include <set>

#include "core/directory/audit.h"
#include "core/store/generated_lists.h"

namespace remit::store::conformance {

using namespace directory;  // every second word here is a row or an edit

namespace {

void must_fail(const Result<Done>& result, Code code, std::string_view rule) {
  REQUIRE_FALSE(result.ok());
  CHECK(result.error().code == code);
  CHECK(result.error().rule == rule);
}

Digest digest_of(std::string_view text) {
  return sha256(text);
}

std::vector<std::string> names(const UserPage& page) {
  std::vector<std::string> found;
  for (const User& user : page.users) found.push_back(user.fields.at("name"));
  return found;
}

using Names = std::vector<std::string>;

// ---- rows

void organisations_are_found_by_slug_and_listed_by_name(Store& store) {
  const World zebra(store, "zebra"), acme(store, "acme");
  CHECK(must(store.organisations()).size() == 2);
  CHECK(must(store.organisations()).front().slug == "acme");
  const auto found = must(store.organisation("zebra"));
  REQUIRE(found);
  CHECK(found->id == zebra.org());
  CHECK(found->root == zebra.root());
  CHECK(found->founding);
  CHECK_FALSE(must(store.organisation("other")));
  CHECK(store.read(OrgId{}).error().rule == "no-such-organisation");
}

void a_slug_is_taken_once(Store& store) {
  const World acme(store, "acme");
  auto batch = must(store.write());
  Organisation other = acme.organisation();
  other.id = OrgId{make_uuid_v7({99}, {})};
  const Scope root{other.root, {}, {"company"}, "Other", {}};
  const auto made = batch->create(other, root, "text", {}, small_scheme());
  must_fail(made, Code::Conflict, "taken");
  CHECK(made.error().field == "slug");
}

void a_user_comes_back_as_it_was_put(Store& store) {
  World acme(store);
  User ada = acme.user("Ada@example.com", "Ada Lovelace");
  ada.open_steps = {Step::VerifyEmail, Step::SetPassword};
  ada.pending_email = "new@example.com";
  ada.email_verified = true;
  ada.last_sign_in = Time{-5};
  ada.fields["note"] = "quotes \" and \\ and ### and %s and \xe2\x80\xae";
  must(acme.write({PutUser{ada}}));
  const auto found = must(acme.read()->user(ada.id));
  REQUIRE(found);
  CHECK(found->fields == ada.fields);
  CHECK(found->open_steps == ada.open_steps);
  CHECK(found->pending_email == ada.pending_email);
  CHECK(found->email_verified);
  CHECK(found->last_sign_in == ada.last_sign_in);
  CHECK_FALSE(found->password_changed_at);
  CHECK(found->home == ada.home);
  CHECK(found->created_at == ada.created_at);
  CHECK(found->created_by == ada.created_by);
  ada.fields["email"] = "ada@example.org";
  ada.last_sign_in.reset();
  must(acme.write({PutUser{ada}}));
  CHECK(must(acme.read()->user(ada.id))->fields.at("email") == "ada@example.org");
  CHECK_FALSE(must(acme.read()->user(ada.id))->last_sign_in);
}

void memberships_come_back_and_go(Store& store) {
  World acme(store);
  const User ada = acme.user("ada@example.com", "Ada"), bob = acme.user("bob@example.com", "Bob");
  const Scope shop = acme.scope("Shop", acme.root());
  const ScopeGroup group{acme.next<ScopeGroupId>(), "Shops", {shop.id}};
  RoleMembership held = acme.role(ada.id, "admin");
  held.granted_by = bob.id;
  held.valid_from = {7};
  held.valid_until = {8};
  const ScopeMembership at_shop{ada.id, shop.id, {}, bob.id, {5}, kAlways, kForever};
  const ScopeMembership in_group{ada.id, {}, group.id, {}, {6}, kAlways, {9}};
  must(acme.write({PutUser{ada}, PutUser{bob}, PutScope{shop}, PutScopeGroup{group}, PutRole{held},
                   PutRole{acme.role(bob.id, "admin")}, PutScopeMembership{at_shop}, PutScopeMembership{in_group}}));
  {
    const auto snapshot = acme.read();
    const auto roles = must(snapshot->roles_of(ada.id));
    REQUIRE(roles.size() == 1);
    CHECK(roles[0].granted_by == bob.id);
    CHECK(roles[0].valid_from == Time{7});
    CHECK(roles[0].valid_until == Time{8});
    const auto scopes = must(snapshot->scopes_of(ada.id));
    REQUIRE(scopes.size() == 2);
    CHECK(scopes[0].scope == shop.id);
    CHECK(scopes[1].group == group.id);
    CHECK(scopes[1].valid_until == Time{9});
    CHECK(must(snapshot->scope_group(group.id))->scopes == std::vector{shop.id});
    CHECK(must(snapshot->scope_groups()).size() == 1);
    CHECK(must(snapshot->children(acme.root())).size() == 1);
    CHECK(must(snapshot->scope(shop.id))->features == shop.features);
    std::vector<UserId> holders;
    must(snapshot->holders({"admin"}, [&](UserId user) { return holders.push_back(user), true; }));
    CHECK(holders == std::vector{ada.id, bob.id});
  }
  must(acme.write({DropRole{ada.id, {"admin"}}, DropScopeMembership{ada.id, shop.id, {}}, DropScopeGroup{group.id}}));
  const auto snapshot = acme.read();
  CHECK(must(snapshot->roles_of(ada.id)).empty());
  CHECK(must(snapshot->scopes_of(ada.id)).empty());
  std::vector<UserId> holders;
  must(snapshot->holders({"admin"}, [&](UserId user) { return holders.push_back(user), false; }));
  CHECK(holders == std::vector{bob.id});
}

void secrets_are_found_by_hash_alone(Store& store) {
  World acme(store), other(store, "other");
  const User ada = acme.user("ada@example.com", "Ada");
  Link link{
      acme.next<LinkId>(), ada.id, {"invite"}, {Step::SetPassword}, digest_of("link"), "ada@example.com", {1}, {2}, {}};
  Session session{acme.next<SessionId>(), ada.id, digest_of("token"), true, acme.root(), "Firefox", "127.0.0.1", {3}};
  Credential credential{
      acme.next<CredentialId>(), ada.id, "rk_ab", "wxyz", digest_of("key"), "sealed", {4}, {5}, ada.id};
  must(acme.write({PutUser{ada}, PutLink{link, {}}, PutSession{session, {}}, PutCredential{credential, {}, false, ""},
                   PutPassword{{ada.id, "$argon2id$", true, {6}}}}));
  {
    const auto snapshot = acme.read();
    CHECK(must(snapshot->link_by_secret(digest_of("link")))->id == link.id);
    CHECK(must(snapshot->links_of(ada.id)).at(0).steps == link.steps);
    CHECK_FALSE(must(snapshot->link_by_secret(digest_of("other"))));
    CHECK(must(snapshot->session_by_token(digest_of("token")))->selected == acme.root());
    CHECK(must(snapshot->sessions_of(ada.id)).at(0).steps_only);
    CHECK(must(snapshot->credential_by_secret(digest_of("key")))->sealed == "sealed");
    CHECK(must(snapshot->credentials_of(ada.id)).at(0).expires_at == Time{5});
    CHECK(must(snapshot->password(ada.id))->must_change);
    // [T7] another organisation's secrets open nothing here
    const auto elsewhere = other.read();
    CHECK_FALSE(must(elsewhere->link_by_secret(digest_of("link"))));
    CHECK_FALSE(must(elsewhere->session_by_token(digest_of("token"))));
    CHECK_FALSE(must(elsewhere->credential_by_secret(digest_of("key"))));
    CHECK_FALSE(must(elsewhere->user(ada.id)));
  }
  must(acme.write({DropLink{link.id, ada.id}, DropSession{session.id, ada.id}, DropCredential{credential.id, ada.id},
                   DropPassword{ada.id}}));
  const auto snapshot = acme.read();
  CHECK(must(snapshot->links_of(ada.id)).empty());
  CHECK_FALSE(must(snapshot->session_by_token(digest_of("token"))));
  CHECK(must(snapshot->credentials_of(ada.id)).empty());
  CHECK_FALSE(must(snapshot->password(ada.id)));
}

void nothing_survives_a_removed_user(Store& store) {
  World acme(store);
  const User ada = acme.user("ada@example.com", "Ada");
  must(acme.write({PutUser{ada}, PutRole{acme.role(ada.id, "admin")},
                   PutScopeMembership{{ada.id, acme.root(), {}, {}, {1}, kAlways, kForever}},
                   PutSession{{acme.next<SessionId>(), ada.id, digest_of("token"), false, {}, "", "", {1}}, {}},
                   PutLink{{acme.next<LinkId>(), ada.id, {"invite"}, {}, digest_of("link"), "", {1}, {2}, {}}, {}},
                   PutPassword{{ada.id, "phc", false, kForever}}}));
  must(acme.write({DropUser{ada.id}}));
  const auto snapshot = acme.read();
  CHECK_FALSE(must(snapshot->user(ada.id)));
  CHECK(must(snapshot->roles_of(ada.id)).empty());
  CHECK(must(snapshot->scopes_of(ada.id)).empty());
  CHECK_FALSE(must(snapshot->session_by_token(digest_of("token"))));
  CHECK_FALSE(must(snapshot->link_by_secret(digest_of("link"))));
  CHECK_FALSE(must(snapshot->password(ada.id)));
  CHECK(must(snapshot->users_with({"email"}, "ada@example.com")).empty());
  CHECK(must(snapshot->users({})).total == 0);
  CHECK(must(snapshot->counts()).users == 0);
}

void a_retired_value_stays_retired(Store& store) {
  World acme(store), other(store, "other");
  must(acme.write({RetireValue{{"email"}, digest_of("ada")}}));
  must(acme.write({RetireValue{{"email"}, digest_of("ada")}}));
  const auto snapshot = acme.read();
  CHECK(must(snapshot->retired({"email"}, digest_of("ada"))));
  CHECK_FALSE(must(snapshot->retired({"email"}, digest_of("bob"))));
  CHECK_FALSE(must(snapshot->retired({"name"}, digest_of("ada"))));
  CHECK_FALSE(must(other.read()->retired({"email"}, digest_of("ada"))));
}

void a_mail_keeps_its_secret_only_while_it_waits(Store& store) {
  World acme(store);
  const User ada = acme.user("ada@example.com", "Ada");
  const LinkId link = acme.next<LinkId>();
  Mail first{
      acme.next<MailId>(), ada.id, {"invite"}, "ada@example.com", link, "sealed", MailState::Queued, "Bob", {1}, {2}};
  Mail second = first;
  second.id = acme.next<MailId>();
  second.link.reset();
  second.user.reset();
  must(acme.write({PutUser{ada}, PutMail{first, {}}, PutMail{second, {}}}));
  CHECK(must(acme.read()->mails({})).at(0).id == second.id);
  CHECK(must(acme.read()->mails({ada.id, 10})).size() == 1);
  CHECK(must(acme.read()->mails({ada.id, 10})).at(0).sealed == "sealed");
  second.state = MailState::Sent;
  must(acme.write({WithdrawMail{link}, PutMail{second, {}}}));
  const auto mails = must(acme.read()->mails({}));
  CHECK(mails.at(0).state == MailState::Sent);
  CHECK(mails.at(0).sealed.empty());
  CHECK(mails.at(1).state == MailState::Withdrawn);
  CHECK(mails.at(1).sealed.empty());
}

void rows_are_visited_in_the_order_of_users(Store& store) {
  World acme(store);
  const User ada = acme.user("ada@example.com", "Ada"), bob = acme.user("bob@example.com", "Bob");
  must(acme.write({PutUser{bob}, PutUser{ada}, PutRole{acme.role(bob.id, "user")}, PutRole{acme.role(ada.id, "user")},
                   PutRole{acme.role(ada.id, "pay")}}));
  const auto snapshot = acme.read();
  std::vector<UserId> users, holders;
  must(snapshot->each_user([&](const User& user) -> Result<Done> { return users.push_back(user.id), Done{}; }));
  must(snapshot->each_role(
      [&](const RoleMembership& held) -> Result<Done> { return holders.push_back(held.user), Done{}; }));
  CHECK(users == std::vector{ada.id, bob.id});
  CHECK(holders == std::vector{ada.id, ada.id, bob.id});
  const auto stopped = snapshot->each_user([&](const User&) -> Result<Done> {
    return Error{Code::Internal, "stop", {}, {}};
  });
  CHECK(stopped.error().rule == "stop");
  CHECK(must(snapshot->scheme_text()) == "# small");
}

// ---- unique keys

void a_unique_value_is_taken_once_however_it_is_written(Store& store) {
  World acme(store), other(store, "other");
  User ada = acme.user("ada@example.com", "Ada");
  must(acme.write({PutUser{ada}}));
  const User again = acme.user("ADA@Example.com", "Other");
  const auto taken = acme.write({PutUser{again}});
  must_fail(taken, Code::Conflict, "taken");
  CHECK(taken.error().field == "email");
  CHECK(must(acme.read()->users_with({"email"}, "ada@example.com")) == std::vector{ada.id});
  CHECK_FALSE(must(acme.read()->user(again.id)));
  must(other.write({PutUser{other.user("ada@example.com", "Namesake")}}));
  // a pending address counts
  ada.pending_email = "new@example.com";
  must(acme.write({PutUser{ada}}));
  must_fail(acme.write({PutUser{acme.user("new@example.com", "Bob")}}), Code::Conflict, "taken");
  CHECK(must(acme.read()->users_with({"email"}, "new@example.com")) == std::vector{ada.id});
}

void a_value_given_up_may_be_taken_in_the_same_change(Store& store) {
  World acme(store);
  User ada = acme.user("ada@example.com", "Ada"), bob = acme.user("bob@example.com", "Bob");
  must(acme.write({PutUser{ada}, PutUser{bob}}));
  std::swap(ada.fields["email"], bob.fields["email"]);
  must(acme.write({PutUser{ada}, PutUser{bob}}));
  CHECK(must(acme.read()->users_with({"email"}, "ada@example.com")) == std::vector{bob.id});
}

void a_value_unique_per_scope_is_taken_where_the_scope_is_shared(Store& store) {
  World acme(store);
  const Scope north = acme.scope("North", acme.root()), south = acme.scope("South", acme.root());
  User ada = acme.user("ada@example.com", "Ada"), bob = acme.user("bob@example.com", "Bob");
  ada.fields["nick"] = "Ace";
  bob.fields["nick"] = "ace";
  ada.home = north.id;
  bob.home = south.id;
  must(acme.write({PutScope{north}, PutScope{south}, PutUser{ada}, PutUser{bob}}));
  CHECK(must(acme.read()->users_with({"nick"}, "ace")) == std::vector{ada.id, bob.id});
  const ScopeMembership to_south{ada.id, south.id, {}, {}, {1}, kAlways, kForever};
  const auto taken = acme.write({PutScopeMembership{to_south}});
  must_fail(taken, Code::Conflict, "taken");
  CHECK(taken.error().field == "nick");
  CHECK(must(acme.read()->scopes_of(ada.id)).empty());
}

// ---- lists

/// Ten people, 0 to 9, of whom every third is inactive, every second an admin, and 7 to 9 are in the shop.
struct Ten {
  explicit Ten(Store& store) : acme(store), shop(acme.scope("Shop", acme.root())), till(acme.scope("Till", shop.id)) {
    const Names given{"Émile", "Zoe", "anna", "Bob", "Änne", "carl", "Dora", "Zoe", "bea", "Ann"};
    std::vector<RowEdit> edits{PutScope{shop}, PutScope{till}};
    for (std::size_t i = 0; i < given.size(); ++i) {
      User user = acme.user("user" + std::to_string(i) + "@example.com", given[i], i % 3 == 0 ? "inactive" : "active");
      user.created_at = {1000 + static_cast<std::int64_t>(i)};
      if (i % 4 == 0) user.last_sign_in = Time{5000 - static_cast<std::int64_t>(i)};
      if (i == 7) user.home = till.id;
      edits.push_back(PutUser{user});
      edits.push_back(PutRole{acme.role(user.id, i % 2 == 0 ? "admin" : "user")});
      if (i == 5) edits.push_back(PutRole{acme.role(user.id, "pay")});
      if (i >= 8) edits.push_back(PutScopeMembership{{user.id, shop.id, {}, {}, {1}, kAlways, kForever}});
      users.push_back(user);
    }
    must(acme.write(edits));
  }
  World acme;
  Scope shop, till;
  std::vector<User> users;
};

void a_list_is_sorted_by_what_is_offered(Store& store) {
  Ten ten(store);
  const auto by = [&](const char* sort, bool descending = false) {
    UserQuery query;
    query.sort = {sort, descending};
    return names(must(ten.acme.read()->users(query)));
  };
  CHECK(by("name") == Names{"Ann", "anna", "Änne", "bea", "Bob", "carl", "Dora", "Émile", "Zoe", "Zoe"});
  Names backwards = by("name");
  std::reverse(backwards.begin(), backwards.end());
  CHECK(by("name", true) == backwards);
  CHECK(by("") == by("created"));
  CHECK(by("created").front() == "Émile");
  CHECK(by("created", true).front() == "Ann");
  CHECK(by("role:role") == Names{"Émile", "anna", "Änne", "Dora", "bea", "Zoe", "Bob", "carl", "Zoe", "Ann"});
  CHECK(by("flag:pay", true).front() == "carl");
  CHECK(by("state").front() == "Zoe");
  CHECK(by("state").back() == "Ann");
  CHECK(by("last-sign-in", true).front() == "Émile");
  CHECK(by("last-sign-in").back() == "Émile");
  UserQuery query;
  query.sort.by = "phone";
  const auto refused = ten.acme.read()->users(query);
  CHECK(refused.error().rule == "not-sortable");
}

void pages_follow_each_other_in_every_sort_and_filter(Store& store) {
  Ten ten(store);
  const auto snapshot = ten.acme.read();
  for (const char* sort : {"", "name", "email", "role:role", "flag:pay", "state", "last-sign-in"}) {
    for (const bool descending : {false, true}) {
      for (const int filter : {0, 1, 2, 3, 4}) {
        UserQuery query;
        query.sort = {sort, descending};
        if (filter == 1) query.states = {{"active"}};
        if (filter == 2) query.role = RoleId{"admin"};
        if (filter == 3) query.at = ten.shop.id, query.include_below = true;
        if (filter == 4) query.search = "example.com";
        query.size = 1000;
        const UserPage all = must(snapshot->users(query));
        CHECK(all.total == all.users.size());
        query.size = 3;
        Names forwards, backwards;
        std::uint64_t offset = 0;
        for (UserPage page = must(snapshot->users(query)); !page.users.empty(); page = must(snapshot->users(query))) {
          CHECK(page.offset == offset);
          CHECK(page.total == all.total);
          CHECK(page.roles.size() == page.users.size());
          offset += page.users.size();
          for (std::string& name : names(page)) forwards.push_back(std::move(name));
          query.turn = Turn::Next;
          query.anchor = page.last;
        }
        CHECK(forwards == names(all));
        query.turn = Turn::Last;
        offset = all.total;
        for (UserPage page = must(snapshot->users(query)); !page.users.empty(); page = must(snapshot->users(query))) {
          offset -= page.users.size();
          CHECK(page.offset == offset);
          const Names found = names(page);
          backwards.insert(backwards.begin(), found.begin(), found.end());
          query.turn = Turn::Previous;
          query.anchor = page.first;
        }
        CHECK(backwards == names(all));
      }
    }
  }
}

void filters_hold_together(Store& store) {
  Ten ten(store);
  const auto snapshot = ten.acme.read();
  UserQuery query;
  query.sort.by = "created";
  query.states = {{"active"}};
  query.role = RoleId{"admin"};
  CHECK(names(must(snapshot->users(query))) == Names{"anna", "Änne", "bea"});
  query.at = ten.shop.id;
  CHECK(names(must(snapshot->users(query))) == Names{"bea"});
  query = {};
  query.at = ten.shop.id;
  CHECK(names(must(snapshot->users(query))) == Names{"bea", "Ann"});
  query.include_below = true;
  CHECK(names(must(snapshot->users(query))) == Names{"Zoe", "bea", "Ann"});
  query.at = ten.acme.root();
  CHECK(must(snapshot->users(query)).total == 10);
  query.include_below = false;
  CHECK(must(snapshot->users(query)).total == 9);
  query = {};
  query.only = ten.users[3].id;
  CHECK(names(must(snapshot->users(query))) == Names{"Bob"});
  query.search = "zzz";
  CHECK(must(snapshot->users(query)).total == 0);
  query = {};
  query.states = {{"nonsense"}};
  CHECK(snapshot->users(query).error().rule == "unknown-state");
  query = {};
  query.role = RoleId{"nonsense"};
  CHECK(snapshot->users(query).error().rule == "unknown-role");
  query = {};
  query.at = ScopeId{make_uuid_v7({1}, {})};
  CHECK(snapshot->users(query).error().code == Code::NotFound);
  query = {};
  query.only = UserId{make_uuid_v7({1}, {})};
  CHECK(must(snapshot->users(query)).total == 0);
}

void search_finds_parts_and_beginnings(Store& store) {
  Ten ten(store);
  const auto find = [&](const char* search) {
    UserQuery query;
    query.search = search;
    query.sort.by = "name";
    return names(must(ten.acme.read()->users(query)));
  };
  CHECK(find("ann") == Names{"Ann", "anna", "Änne"});
  CHECK(find("ÄNN") == Names{"Ann", "anna", "Änne"});
  CHECK(find("mil") == Names{"Émile"});
  CHECK(find("a") == Names{"Ann", "anna", "Änne"});
  CHECK(find("Bo") == Names{"Bob"});
  CHECK(find("user7@exam") == Names{"Zoe"});
  CHECK(find("  zoe ") == Names{"Zoe", "Zoe"});
  CHECK(find("oe").empty());
}

void a_search_is_text_and_nothing_else(Store& store) {  // [T21]
  World acme(store);
  must(acme.write(
      {PutUser{acme.user("a@example.com", "say \"hi\" OR *")}, PutUser{acme.user("b@example.com", "100%_off")}}));
  const auto total = [&](const char* search) {
    UserQuery query;
    query.search = search;
    return must(acme.read()->users(query)).total;
  };
  CHECK(total("\"hi\"") == 1);
  CHECK(total("OR *") == 1);
  CHECK(total("a OR b") == 0);
  CHECK(total("100%_") == 1);
  CHECK(total("%_%") == 0);
  CHECK(total("\"; DROP TABLE users; --") == 0);
  CHECK(total("text:say") == 0);
  CHECK(total("off\na@e") == 0);
  UserQuery query;
  query.sort.by = "name; DROP TABLE users";
  CHECK(acme.read()->users(query).error().rule == "not-sortable");
  query = {};
  query.turn = Turn::Next;
  for (const char* forged : {"", "1", "1.0.0.0.0", "2.0.0.1.0.AA", "1.0.0.x.0.AA", "1.7.0.1.0.AA", "1.0.0.1.0.A!"}) {
    query.anchor = forged;
    CHECK(acme.read()->users(query).error().rule == "bad-anchor");
  }
  query.turn = Turn::First;
  query.size = 0;
  CHECK_FALSE(acme.read()->users(query).ok());
  query.size = 1001;
  CHECK_FALSE(acme.read()->users(query).ok());
}

void lists_follow_changes(Store& store) {
  Ten ten(store);
  User anna = ten.users[2];
  anna.fields["name"] = "Yara";
  anna.state = {"inactive"};
  must(ten.acme.write({PutUser{anna}, DropRole{anna.id, {"admin"}}, PutRole{ten.acme.role(anna.id, "user")},
                       PutRole{ten.acme.role(anna.id, "pay")}, DropUser{ten.users[0].id}}));
  const auto snapshot = ten.acme.read();
  UserQuery query;
  query.sort.by = "name";
  query.states = {{"inactive"}};
  CHECK(names(must(snapshot->users(query))) == Names{"Ann", "Bob", "Dora", "Yara"});
  query = {};
  query.role = RoleId{"pay"};
  query.sort.by = "name";
  CHECK(names(must(snapshot->users(query))) == Names{"carl", "Yara"});
  query = {};
  query.search = "anna";
  CHECK(must(snapshot->users(query)).total == 0);
  query.search = "yar";
  CHECK(must(snapshot->users(query)).total == 1);
  query.search = "y";
  CHECK(must(snapshot->users(query)).total == 1);
  const Counts counts = must(snapshot->counts());
  CHECK(counts.users == 9);
  CHECK(counts.by_state ==
        std::vector<std::pair<StateId, std::uint64_t>>{{{"active"}, 5}, {{"inactive"}, 4}, {{"invited"}, 0}});
  CHECK(counts.by_role ==
        std::vector<std::pair<RoleId, std::uint64_t>>{{{"admin"}, 3}, {{"user"}, 6}, {{"pay"}, 2}, {{"reports"}, 0}});
}

void moving_a_scope_moves_who_is_below(Store& store) {
  Ten ten(store);
  ten.till.parent = ten.acme.root();
  must(ten.acme.write({PutScope{ten.till}}));
  UserQuery query;
  query.at = ten.shop.id;
  query.include_below = true;
  CHECK(names(must(ten.acme.read()->users(query))) == Names{"bea", "Ann"});
  query.size = 1;
  CHECK(must(ten.acme.read()->users(query)).total == 2);
}

void a_scope_group_places_its_members(Store& store) {
  Ten ten(store);
  ScopeGroup group{ten.acme.next<ScopeGroupId>(), "Tills", {ten.till.id}};
  must(ten.acme.write(
      {PutScopeGroup{group}, PutScopeMembership{{ten.users[3].id, {}, group.id, {}, {1}, kAlways, kForever}}}));
  UserQuery query;
  query.at = ten.till.id;
  query.sort.by = "name";
  CHECK(names(must(ten.acme.read()->users(query))) == Names{"Bob", "Zoe"});
  group.scopes = {ten.shop.id};
  must(ten.acme.write({PutScopeGroup{group}}));
  CHECK(names(must(ten.acme.read()->users(query))) == Names{"Zoe"});
  must(ten.acme.write({DropScopeGroup{group.id}}));
  query.at = ten.shop.id;
  CHECK(names(must(ten.acme.read()->users(query))) == Names{"Ann", "bea"});
}

// ---- audit and idempotency

void the_audit_is_a_chain_and_stays_one(Store& store) {
  World acme(store);
  auto batch = must(store.write());
  Transaction* transaction = must(batch->in(acme.org()));
  CHECK_FALSE(must(transaction->last_audit()));
  AuditEntry first = acme.audit(nullptr);
  const UserId target = acme.next<UserId>();
  first.target_id = to_string(target);
  chain(first, nullptr);
  must(transaction->append(first));
  const AuditEntry second = acme.audit(&first);
  must(transaction->append(second));
  AuditEntry gap = acme.audit(&second);
  gap.sequence += 1;
  CHECK_FALSE(transaction->append(gap).ok());
  AuditEntry fork = acme.audit(&first);
  fork.sequence = 3;
  CHECK_FALSE(transaction->append(fork).ok());
  CHECK(must(transaction->last_audit())->hash == second.hash);
  must(batch->commit());

  const auto snapshot = acme.read();
  const auto newest = must(snapshot->audit({}));
  REQUIRE(newest.size() == 2);
  CHECK(newest[0].sequence == 2);
  CHECK(newest[1].payload == first.payload);
  CHECK(must(snapshot->audit({{}, 2, 50})).size() == 1);
  CHECK(must(snapshot->audit({target, 0, 50})).size() == 1);
  std::optional<AuditEntry> last;
  must(snapshot->audit_chain([&](const AuditEntry& entry) {
    must(verify(entry, last ? &*last : nullptr));
    last = entry;
    return true;
  }));
  CHECK(last->sequence == 2);
}

void an_idempotency_key_belongs_to_who_used_it(Store& store) {
  World acme(store);
  auto batch = must(store.write());
  Transaction* transaction = must(batch->in(acme.org()));
  must(transaction->remember({"key", "user:a", digest_of("command"), "{}", {5}}));
  const auto known = must(transaction->remembered("key", "user:a"));
  REQUIRE(known);
  CHECK(known->answer == "{}");
  CHECK(known->command_hash == digest_of("command"));
  CHECK_FALSE(must(transaction->remembered("key", "user:b")));
  must_fail(transaction->remember({"key", "user:a", {}, "other", {6}}), Code::Conflict, "idempotency-key-reused");
}

// ---- batches

void a_batch_that_is_not_committed_leaves_nothing(Store& store) {
  World acme(store);
  const User ada = acme.user("ada@example.com", "Ada");
  {
    auto batch = must(store.write());
    Transaction* transaction = must(batch->in(acme.org()));
    must(transaction->apply({PutUser{ada}}));
    CHECK(must(transaction->user(ada.id)));
    CHECK(must(transaction->users({})).total == 1);
    CHECK(must(transaction->users_with({"email"}, "ada@example.com")).size() == 1);
    CHECK_FALSE(must(acme.read()->user(ada.id)));
  }
  CHECK_FALSE(must(acme.read()->user(ada.id)));
  CHECK(must(acme.read()->counts()).users == 0);
}

void a_savepoint_takes_back_one_command_of_several(Store& store) {
  World acme(store);
  const User ada = acme.user("ada@example.com", "Ada"), bob = acme.user("bob@example.com", "Bob");
  const Scope shop = acme.scope("Shop", acme.root());
  User carl = acme.user("carl@example.com", "Carl");
  auto batch = must(store.write());
  Transaction* transaction = must(batch->in(acme.org()));
  must(batch->savepoint());
  must(transaction->apply({PutUser{ada}}));
  must(batch->release());
  must(batch->savepoint());
  must(transaction->apply({PutScope{shop}, PutUser{bob}, PutRole{acme.role(bob.id, "admin")}}));
  CHECK(must(transaction->users({})).total == 2);
  must(batch->roll_back_to_savepoint());
  CHECK(must(batch->in(acme.org())) == transaction);
  must(batch->savepoint());
  must(transaction->apply({PutScope{acme.scope("Other", acme.root())}, PutUser{carl}}));
  must(batch->release());
  must(batch->commit());
  UserQuery query;
  query.sort.by = "name";
  CHECK(names(must(acme.read()->users(query))) == Names{"Ada", "Carl"});
  CHECK(must(acme.read()->counts()).by_role.at(0).second == 0);
  CHECK_FALSE(must(acme.read()->scope(shop.id)));
}

void a_batch_that_has_ended_refuses(Store& store) {
  World acme(store);
  auto batch = must(store.write());
  must(batch->commit());
  CHECK_FALSE(batch->in(acme.org()).ok());
  CHECK_FALSE(batch->commit().ok());
  CHECK_FALSE(batch->savepoint().ok());
}

void a_snapshot_stays_at_its_moment(Store& store) {
  World acme(store);
  const User ada = acme.user("ada@example.com", "Ada");
  auto batch = must(store.write());
  must(must(batch->in(acme.org()))->apply({PutUser{ada}}));
  auto before = acme.read();
  CHECK(must(before->users({})).total == 0);
  before.reset();
  Organisation raised = acme.organisation();
  raised.epoch.value += 1;
  raised.founding = false;
  must(must(batch->in(acme.org()))->apply({PutOrganisation{raised}}));
  must(batch->commit());
  const auto after = acme.read();
  CHECK(must(after->users({})).total == 1);
  CHECK(must(after->organisation()).epoch == raised.epoch);
  CHECK_FALSE(must(after->organisation()).founding);
}

void the_epoch_never_goes_back(Store& store) {  // [T36]
  World acme(store);
  Organisation row = acme.organisation();
  row.epoch.value = 7;
  must(acme.write({PutOrganisation{row}}));
  row.epoch.value = 6;
  CHECK_FALSE(acme.write({PutOrganisation{row}}).ok());
  CHECK(must(acme.read()->organisation()).epoch.value == 7);
}

void pinning_another_scheme_makes_lists_anew(Store& store) {
  Ten ten(store);
  scheme::Definition other = small_scheme();
  other.scheme.version = "2";
  std::reverse(other.lifecycle.states.begin(), other.lifecycle.states.end());
  std::reverse(other.roles.begin(), other.roles.end());
  for (scheme::Field& field : other.fields) field.shown_as_name = field.id.text == "phone";
  scheme::Column phone;
  phone.shows = "phone";
  other.presentation.columns.push_back(phone);
  User ann = ten.users[9];
  ann.fields["phone"] = "0800";
  must(ten.acme.write({PutUser{ann}}));

  auto batch = must(store.write());
  Transaction* transaction = must(batch->in(ten.acme.org()));
  UserQuery query;
  query.sort.by = "phone";
  must(batch->savepoint());
  must(batch->pin(ten.acme.org(), "# two", digest_of("# two"), other));
  CHECK(must(transaction->users(query)).users.back().id == ann.id);
  must(batch->roll_back_to_savepoint());
  CHECK(transaction->users(query).error().rule == "not-sortable");
  CHECK(must(transaction->organisation()).scheme_version == "1");
  must(batch->savepoint());
  must(batch->pin(ten.acme.org(), "# two", digest_of("# two"), other));
  must(batch->release());
  must(batch->commit());
  batch.reset();

  const auto snapshot = ten.acme.read();
  CHECK(must(snapshot->scheme_text()) == "# two");
  CHECK(must(snapshot->organisation()).scheme_version == "2");
  CHECK(must(snapshot->users(query)).users.back().id == ann.id);
  query = {};
  query.search = "0800";
  CHECK(must(snapshot->users(query)).total == 1);
  query.search = "zoe";
  CHECK(must(snapshot->users(query)).total == 0);
  const Counts counts = must(snapshot->counts());
  CHECK(counts.by_state.back() == std::pair<StateId, std::uint64_t>{{"active"}, 6});
  CHECK(counts.by_role.back() == std::pair<RoleId, std::uint64_t>{{"admin"}, 5});
  // a value that is unique now must be so
  for (scheme::Field& field : other.fields) {
    if (field.id.text == "name") field.unique = scheme::Unique::Organisation;
  }
  auto refused = must(store.write());
  must_fail(refused->pin(ten.acme.org(), "# three", digest_of("# three"), other), Code::Conflict, "taken");
}

void rows_of_another_organisation_cannot_be_named(Store& store) {  // [T7]
  World acme(store), other(store, "other");
  const User ada = acme.user("ada@example.com", "Ada");
  must(acme.write({PutUser{ada}}));
  CHECK_FALSE(other.write({PutRole{other.role(ada.id, "admin")}}).ok());
  must(other.write({DropUser{ada.id}}));
  CHECK(must(acme.read()->user(ada.id)));
  User bob = other.user("bob@example.com", "Bob");
  bob.home = acme.root();
  CHECK_FALSE(other.write({PutUser{bob}}).ok());
}

constexpr Promise kPromises[] = {
    {"organisations are found by slug and listed by name", organisations_are_found_by_slug_and_listed_by_name},
    {"a slug is taken once", a_slug_is_taken_once},
    {"a user comes back as it was put", a_user_comes_back_as_it_was_put},
    {"memberships come back and go", memberships_come_back_and_go},
    {"[T9] secrets are found by their hash alone, in their organisation alone", secrets_are_found_by_hash_alone},
    {"nothing survives a removed user", nothing_survives_a_removed_user},
    {"a retired value stays retired, in its organisation", a_retired_value_stays_retired},
    {"a mail keeps its secret only while it waits", a_mail_keeps_its_secret_only_while_it_waits},
    {"rows are visited in the order of users", rows_are_visited_in_the_order_of_users},
    {"[T22] a unique value is taken once however it is written", a_unique_value_is_taken_once_however_it_is_written},
    {"a value given up may be taken in the same change", a_value_given_up_may_be_taken_in_the_same_change},
    {"a value unique per scope is taken where the scope is shared",
     a_value_unique_per_scope_is_taken_where_the_scope_is_shared},
    {"a list is sorted by what is offered", a_list_is_sorted_by_what_is_offered},
    {"pages follow each other in every sort and filter", pages_follow_each_other_in_every_sort_and_filter},
    {"any list answers as a plain filter and sort would", lists_answer_as_a_plain_filter_and_sort_would},
    {"filters hold together", filters_hold_together},
    {"search finds parts from three characters on, and beginnings", search_finds_parts_and_beginnings},
    {"[T21] a search, a sort and an anchor are never SQL", a_search_is_text_and_nothing_else},
    {"lists and counts follow changes", lists_follow_changes},
    {"moving a scope moves who is below", moving_a_scope_moves_who_is_below},
    {"a scope group places its members", a_scope_group_places_its_members},
    {"the audit is a chain without gaps or forks", the_audit_is_a_chain_and_stays_one},
    {"an idempotency key belongs to who used it", an_idempotency_key_belongs_to_who_used_it},
    {"a batch that is not committed leaves nothing", a_batch_that_is_not_committed_leaves_nothing},
    {"a savepoint takes back one command of several", a_savepoint_takes_back_one_command_of_several},
    {"a batch that has ended refuses", a_batch_that_has_ended_refuses},
    {"a snapshot sees what was committed, as of one moment", a_snapshot_stays_at_its_moment},
    {"pinning another scheme makes lists, searches and counts anew", pinning_another_scheme_makes_lists_anew},
    {"[T36] the epoch never goes back", the_epoch_never_goes_back},
    {"[T7] rows of another organisation cannot be named", rows_of_another_organisation_cannot_be_named},
};

}  // namespace

std::span<const Promise> promises() {
  return kPromises;
}

// ---- the world the promises are kept in

scheme::Definition small_scheme() {
  scheme::Definition scheme;
  scheme.scheme.id = "small";
  scheme.scheme.version = "1";
  for (const char* id : {"active", "inactive", "invited"}) {
    scheme::State state;
    state.id = {id};
    scheme.lifecycle.states.push_back(state);
  }
  for (const auto& [id, group] :
       {std::pair{"admin", "role"}, {"user", "role"}, {"pay", "payment"}, {"reports", "module"}}) {
    scheme::Role role;
    role.id = {id};
    role.group = {group};
    scheme.roles.push_back(role);
  }
  const auto field = [&](const char* id) -> scheme::Field& {
    scheme.fields.emplace_back();
    scheme.fields.back().id = {id};
    return scheme.fields.back();
  };
  scheme::Field& email = field("email");
  email.kind = scheme::FieldKind::Email;
  email.unique = scheme::Unique::Organisation;
  email.signs_in = true;
  field("name").shown_as_name = true;
  field("nick").unique = scheme::Unique::Scope;
  field("phone");
  field("note");
  for (const char* shows : {"email", "name", "group:role", "role:pay", "state", "created", "last-sign-in"}) {
    scheme::Column column;
    column.shows = shows;
    scheme.presentation.columns.push_back(column);
  }
  return scheme;
}

World::World(Store& store, std::string slug)
    : store_(&store), slug_number_(static_cast<std::uint32_t>(slug.front()) << 16) {
  organisation_.id = next<OrgId>();
  organisation_.slug = slug;
  organisation_.name = slug + " Ltd";
  organisation_.scheme_id = "small";
  organisation_.scheme_version = "1";
  organisation_.root = next<ScopeId>();
  organisation_.created_at = {1};
  auto batch = must(store_->write());
  const Scope root{organisation_.root, {}, {"company"}, organisation_.name, {}};
  must(batch->create(organisation_, root, "# small", digest_of("# small"), small_scheme()));
  must(batch->commit());
}

Uuid World::next_uuid() {
  std::array<std::uint8_t, 10> counter{};
  const std::uint32_t number = ++slug_number_;
  std::memcpy(counter.data(), &number, sizeof number);
  return make_uuid_v7(Time{number}, counter);
}

User World::user(const std::string& email, const std::string& name, const std::string& state) {
  User user;
  user.id = next<UserId>();
  user.state = {state};
  user.home = organisation_.root;
  user.fields = {{"email", email}, {"name", name}};
  user.created_at = {100};
  user.created_by = "operator";
  return user;
}

RoleMembership World::role(UserId user, const std::string& role) {
  return {user, {role}, {}, {100}, kAlways, kForever};
}

Scope World::scope(const std::string& name, ScopeId parent) {
  return {next<ScopeId>(), parent, {"shop"}, name, {{"refunds", true}, {"links", false}}};
}

AuditEntry World::audit(const AuditEntry* last) {
  AuditEntry entry;
  entry.id = next<AuditId>();
  entry.at = {200};
  entry.actor_kind = "operator";
  entry.action = "edit-user";
  entry.outcome = "done";
  entry.payload = "{}";
  chain(entry, last);
  return entry;
}

Result<Done> World::write(const std::vector<RowEdit>& edits) {
  REMIT_TRY_ASSIGN(auto batch, store_->write());
  REMIT_TRY_ASSIGN(Transaction * transaction, batch->in(org()));
  REMIT_TRY(transaction->apply(edits));
  return batch->commit();
}

std::unique_ptr<Snapshot> World::read() {
  return must(store_->read(org()));
}

}  // namespace remit::store::conformance
