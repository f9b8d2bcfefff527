#include "tests/vendors/look.h"

namespace remit::test::aci_merchant_portal {
namespace {

using namespace directory;

const RoleId kAdministrator{"administrator"}, kOperator{"operator"}, kCallCenter{"call_center"}, kSend{"send"},
    kWebApi{"web_api"};

std::vector<NewScope> entities() {
  return {{"Retail", KindId{"division"}, {}, {}},
          {"Travel", KindId{"division"}, {}, {{"customer_data", false}}},
          {"Fashion", KindId{"merchant"}, std::size_t{0}, {}},
          {"Outdoor", KindId{"merchant"}, std::size_t{0}, {}},
          {"Fashion web", KindId{"channel"}, std::size_t{2}, {}},
          {"Tickets", KindId{"merchant"}, std::size_t{1}, {}}};
}

struct Aci : Portal {
  Aci()
      : Portal("aci-merchant-portal", entities()),
        retail(scope("Retail")),
        travel(scope("Travel")),
        fashion(scope("Fashion")),
        web(scope("Fashion web")) {}

  ScopeId retail, travel, fashion, web;

  /// Created at `home`, and assigned to `scopes` or, without any, there.
  UserId add_at(ScopeId home, std::string_view name, const std::vector<RoleId>& roles,
                std::vector<ScopeId> scopes = {}) {
    if (scopes.empty()) scopes = {home};
    Command command;
    command.action = creating(name, roles, scopes);
    command.selected = home;
    const auto made = service->execute(slug, as(owner), {command});
    REQUIRE(made.ok());
    const UserId user = *parse_id<UserTag>(made->user_id);
    complete_steps(user);
    return user;
  }
  Result<present::Outcome> run_at(ScopeId node, UserId actor, Action action) {
    Command command;
    command.action = std::move(action);
    command.selected = node;
    return service->execute(slug, as(actor), {command});
  }
  /// For which purposes mails that still work went to an address, sorted.
  std::vector<std::string> mailed_to(std::string_view address) {
    std::vector<std::string> purposes;
    for (const present::OutboxItem& it : outbox()) {
      if (it.recipient == address && it.usable) purposes.push_back(it.purpose);
    }
    std::sort(purposes.begin(), purposes.end());
    return purposes;
  }
  std::string secret_for(std::string_view address) {
    for (const present::OutboxItem& it : outbox()) {
      if (it.recipient == address && it.usable) return it.secret;
    }
    return {};
  }
  std::vector<std::string> listed(UserId viewer, ScopeId node) {
    present::ListQuery query;
    query.scope = to_string(node);
    return names(*this, viewer, query);
  }
};

TEST_CASE_FIXTURE(Aci, "[V005] [V006] a node's list is who was created at it and who is assigned to it, and no more") {
  add_at(retail, "Created here", {kOperator, kSend}, {travel});
  add_at(travel, "Assigned here", {kOperator, kSend}, {retail});
  add_at(fashion, "Below", {kOperator, kSend});
  add_at(travel, "Elsewhere", {kOperator, kSend});
  CHECK(listed(owner, retail) == std::vector<std::string>{"Assigned here", "Created here"});
  CHECK(listed(owner, fashion) == std::vector<std::string>{"Below"});
}

TEST_CASE_FIXTURE(Aci, "[V007] who is listed, what is offered and where one may assign follow the level") {
  const UserId admin = add_at(retail, "Division admin", {kAdministrator, kSend});
  const UserId near = add_at(fashion, "Near", {kOperator, kSend});
  const UserId far = add_at(travel, "Far", {kOperator, kSend});
  CHECK(listed(admin, fashion) == std::vector<std::string>{"Near"});
  present::ListQuery elsewhere;
  elsewhere.scope = to_string(travel);
  CHECK(rule_of(service->users(slug, as(admin), elsewhere)) == "unknown-scope");
  CHECK(rule_of(service->user(slug, as(admin), far)) == "no-such-user");
  CHECK(rule_of(run(as(admin), EditUser{near, {{"phone", "+49 40 1234"}}})) == "done");

  const auto form = service->form(slug, as(admin), {});
  REQUIRE(form.ok());
  CHECK(node(*form, "Fashion web").may_give);
  CHECK_FALSE(node(*form, "Travel").may_give);
  CHECK(rule_of(run_at(fashion, admin, creating("Here", {kOperator, kSend}, {fashion}))) == "done");
  CHECK(rule_of(run_at(travel, admin, creating("There", {kOperator, kSend}, {travel}))) == "may-not-manage");
  CHECK(rule_of(run(as(admin), Give{near, {}, {travel}, {}, {}})) == "may-not-give");
  CHECK(rule_of(run(as(admin), Give{near, {}, {web}, {}, {}})) == "done");
}

TEST_CASE_FIXTURE(Aci, "who manages the level where a user was created manages the user, wherever assigned") {
  const UserId admin = add_at(retail, "Division admin", {kAdministrator, kSend});
  const UserId guest = add_at(travel, "Guest", {kOperator, kSend}, {retail});
  CHECK(service->user(slug, as(admin), guest).ok());
  CHECK(rule_of(run(as(admin), EditUser{guest, {{"phone", "+49 40 1234"}}})) == "may-not-manage");
  const UserId lent = add_at(retail, "Lent", {kOperator, kSend}, {travel});
  CHECK(rule_of(run(as(admin), EditUser{lent, {{"phone", "+49 40 1234"}}})) == "done");
}

TEST_CASE_FIXTURE(Aci, "[V010] the list is sorted by the columns that offer it, and by no other") {
  add_at(retail, "Anna", {kOperator, kSend});
  add_at(retail, "Zoe", {kCallCenter, kSend});
  const auto first = [&](const std::string& sort) {
    present::ListQuery query;
    query.sort = sort;
    const auto page = service->users(slug, as(owner), query);
    REQUIRE(page.ok());
    return page->rows.front().name;
  };
  CHECK(first("name") == "Anna");
  CHECK(first("-name") == "Zoe");
  CHECK(first("created") == "Owner");
  CHECK(first("-created") == "Zoe");
  for (const present::ColumnModel& it : list().columns) {
    INFO(it.shows);
    present::ListQuery query;
    query.sort = it.shows == "group:role" ? "role:role" : it.shows == "group:type" ? "role:type" : it.shows;
    CHECK(service->users(slug, as(owner), query).ok() == it.sortable);
  }
}

TEST_CASE_FIXTURE(Aci, "[V015] a user's actions depend on the state, and on who looks") {
  const UserId fresh = invite("Fresh", {kOperator, kSend}, {retail});
  const UserId active = add_at(retail, "Active", {kOperator, kSend});
  CHECK(offer(details(fresh), "issue-credential")->rule == "wrong-state");
  CHECK(offer(details(active), "issue-credential")->offered);
  const UserId admin = add_at(travel, "Travel admin", {kAdministrator, kSend});
  REQUIRE(run(as(owner), Give{active, {}, {travel}, {}, {}}).ok());
  const auto seen = service->user(slug, as(admin), active);
  REQUIRE(seen.ok());
  // Who manages some of a person's entities assigns them there; what is about the whole person takes their home.
  REQUIRE(offer(*seen, "give"));
  CHECK(offer(*seen, "give")->offered);
  REQUIRE(offer(*seen, "lock"));
  CHECK_FALSE(offer(*seen, "lock")->offered);
  CHECK_FALSE(offer(*seen, "lock")->reason.empty());
}

TEST_CASE_FIXTURE(Aci, "[V033] the name is nobody else's") {
  add_at(retail, "Anna", {kOperator, kSend});
  CreateUser again = creating("Anna", {kOperator, kSend}, {travel});
  again.fields["email"] = "other@shop.example";
  const auto refused = run(as(owner), again);
  CHECK(rule_of(refused) == "taken");
  CHECK(refused.error().field == "name");
}

TEST_CASE_FIXTURE(Aci, "[V030] [V034] an e-mail is unique on an entity: elsewhere it may stand again") {
  add_at(fashion, "Anna", {kOperator, kSend});
  const auto second = [&](ScopeId node, std::string_view name) {
    CreateUser create = creating(name, {kOperator, kSend}, {node});
    create.fields["email"] = "anna@shop.example";
    return run_at(node, owner, create);
  };
  CHECK(rule_of(second(fashion, "Same place")) == "taken");
  const auto elsewhere = second(travel, "Elsewhere");
  REQUIRE(elsewhere.ok());
  const UserId other = *parse_id<UserTag>(elsewhere->user_id);
  CHECK(rule_of(run(as(owner), Give{other, {}, {fashion}, {}, {}})) == "taken");
  CHECK(rule_of(run(as(owner), Give{other, {}, {retail}, {}, {}})) == "done");
}

TEST_CASE_FIXTURE(Aci, "[V037] [V038] [V088] one role of seven and one type of five, which stays") {
  const present::FormModel form = create_form();
  std::vector<std::string> roles, types;
  for (const present::RoleOption& it : group(form, "role")->options) roles.push_back(it.label);
  for (const present::RoleOption& it : group(form, "type")->options) types.push_back(it.label);
  CHECK(roles == std::vector<std::string>{"Administrator", "Operator", "Call Center", "Analysis", "Accounting Global",
                                          "Account Access", "Call Center Restricted"});
  CHECK(types == std::vector<std::string>{"Send", "Motto", "Web API", "OAuth App", "Automation"});
  CHECK(rule_of(run(as(owner), creating("No role", {kSend}, {retail}))) == "too-few-roles");
  CHECK(rule_of(run(as(owner), creating("No type", {kOperator}, {retail}))) == "too-few-roles");
  const UserId clerk = add_at(retail, "Clerk", {kOperator, kSend});
  REQUIRE(run(as(owner), Give{clerk, {kCallCenter}, {}, {}, {}}).ok());
  CHECK(details(clerk).row.roles.size() == 2);
  CHECK(rule_of(run(as(owner), Give{clerk, {kWebApi}, {}, {}, {}})) == "group-fixed");
}

TEST_CASE_FIXTURE(Aci, "programs have no steps and no sign-in: they are active at once and act by credentials") {
  const UserId robot = invite("Robot", {kOperator, kWebApi}, {fashion});
  CHECK(row(robot).state.text == "active");
  CHECK(row(robot).open_steps.empty());
  CHECK(links(robot).empty());
  CHECK(details(robot).row.is_system);
  CHECK_FALSE(run(self(robot), SignIn{robot, "", ""}).ok());
  const auto issued = run(as(owner), IssueCredential{robot});
  REQUIRE(issued.ok());
  CHECK(service->credential(slug, issued->secret)->has_value());
  const UserId clerk = add_at(retail, "Clerk", {kOperator, kSend});
  CHECK(rule_of(run(as(owner), IssueCredential{clerk})) == "credentials-not-allowed");
}

TEST_CASE_FIXTURE(Aci, "[V041] a user is created New or Locked, and Locked sends nothing") {
  std::vector<std::string> states;
  for (const present::Choice& it : create_form().states) states.push_back(it.label);
  CHECK(states == std::vector<std::string>{"New", "Locked"});
  const UserId fresh = invite("Fresh", {kOperator, kSend}, {retail});
  CHECK(row(fresh).state.text == "new");
  CreateUser create = creating("Later", {kOperator, kSend}, {retail});
  create.state = StateId{"locked"};
  const std::size_t before = outbox().size();
  const auto made = run(as(owner), create);
  REQUIRE(made.ok());
  CHECK(row(*parse_id<UserTag>(made->user_id)).state.text == "locked");
  CHECK(outbox().size() == before);
  create = creating("Never", {kOperator, kSend}, {retail});
  create.state = StateId{"active"};
  CHECK(rule_of(run(as(owner), create)) == "not-a-start-state");
}

TEST_CASE_FIXTURE(Aci, "[V042] a new user is assigned to one entity or more") {
  CreateUser create = creating("Clerk", {kOperator, kSend}, {retail});
  create.scopes.clear();
  CHECK(rule_of(run(as(owner), create)) == "too-few-scopes");
  create.scopes = {fashion, travel};
  CHECK(rule_of(run(as(owner), create)) == "done");
}

TEST_CASE_FIXTURE(Aci, "[V043] phone, mobile phone and description may be left out") {
  const UserId clerk = add_at(retail, "Clerk", {kOperator, kSend});
  const std::map<std::string, std::string> fields{
      {"phone", "+49 40 5550101"}, {"mobile_phone", "+49 170 5550101"}, {"description", "Weekends"}};
  REQUIRE(run(as(owner), EditUser{clerk, fields}).ok());
  for (const auto& [id, value] : fields) CHECK(row(clerk).fields.at(id) == value);
  for (const char* id : {"phone", "mobile_phone", "description"}) CHECK(holds(create_form(), id));
}

TEST_CASE_FIXTURE(Aci, "[V044] the moment of creation is kept and listed") {
  clock.time = clock.time + hours(3);
  const UserId clerk = invite("Clerk", {kOperator, kSend}, {retail});
  clock.time = clock.time + hours(3);
  complete_steps(clerk);
  CHECK(details(clerk).row.created_at == clock.time - hours(3));
  const auto columns = list().columns;
  CHECK(std::any_of(columns.begin(), columns.end(), [](const auto& it) { return it.label == "Created At"; }));
}

TEST_CASE_FIXTURE(Aci, "[V065] one dialog with everything, entities too, and Save") {
  const present::FormModel form = create_form();
  CHECK(form.flow == scheme::CreateFlow::Dialog);
  CHECK(form.submit == "Save");
  REQUIRE(form.steps.size() == 1);
  const auto& shows = form.steps.front().shows;
  for (const char* part : {"name", "email", "state", "group:type", "group:role", "scopes"}) {
    CHECK(std::find(shows.begin(), shows.end(), part) != shows.end());
  }
  std::vector<std::string> tree;
  for (const present::ScopeOption& it : form.scopes) tree.push_back(std::to_string(it.depth) + " " + it.name);
  CHECK(tree == std::vector<std::string>{"0 Shop", "1 Retail", "2 Fashion", "3 Fashion web", "2 Outdoor", "1 Travel",
                                         "2 Tickets"});
}

TEST_CASE_FIXTURE(Aci, "[V077] who somebody is and where they are assigned are two facts") {
  const UserId clerk = add_at(retail, "Clerk", {kOperator, kSend});
  REQUIRE(run(as(owner), Take{clerk, {}, {retail}, {}}).ok());
  CHECK(details(clerk).row.roles.size() == 2);
  CHECK(details(clerk).scopes.empty());
  REQUIRE(run(as(owner), Give{clerk, {}, {travel}, {}, {}}).ok());
  CHECK(allowed_on(travel, clerk, "transaction.view"));
  CHECK_FALSE(allowed_on(retail, clerk, "transaction.view"));
}

TEST_CASE_FIXTURE(Aci, "[V089] an access control feature refines what a role allows on an entity and below it") {
  const UserId agent = add_at(retail, "Agent", {kCallCenter, kSend}, {retail, travel});
  CHECK(allowed_on(fashion, agent, "customer_data.view"));
  CHECK(check(agent, "customer_data.view", {}, travel).rule == "feature-off");
  CHECK(check(agent, "customer_data.view", {}, scope("Tickets")).rule == "feature-off");
  CHECK(allowed_on(scope("Tickets"), agent, "transaction.view"));
}

TEST_CASE_FIXTURE(Aci, "[V098] an assignment gives the entity and all entities and channels below it") {
  const UserId clerk = add_at(retail, "Clerk", {kOperator, kSend});
  for (const ScopeId node : {retail, fashion, web, scope("Outdoor")})
    CHECK(allowed_on(node, clerk, "refund.authorise"));
  for (const ScopeId node : {travel, scope("Tickets"), scope("Shop")}) {
    CHECK(check(clerk, "refund.authorise", {}, node).rule == "outside-scope");
  }
}

TEST_CASE_FIXTURE(Aci, "[V100] the word is Assigned, and Attached is what it was") {
  const scheme::Presentation& presentation = (*service->scheme_of(slug))->definition().presentation;
  CHECK(presentation.words.at("assigned").in() == "Assigned");
  CHECK(presentation.former_words.at("assigned").in() == "Attached");
}

TEST_CASE_FIXTURE(Aci, "[V112] [V113] New until password and second factor are set up, then Active") {
  const UserId clerk = invite("Clerk", {kOperator, kSend}, {retail});
  CHECK(details(clerk).row.state.label == "New");
  CHECK(check(clerk, "entity.view", {}, retail).rule == "state-may-not-act");
  REQUIRE(run(self(clerk), CompleteStep{clerk, scheme::Step::SetPassword, "$argon2id$x"}).ok());
  CHECK(details(clerk).row.state.label == "New");
  REQUIRE(run(self(clerk), CompleteStep{clerk, scheme::Step::EnrolFactor, ""}).ok());
  CHECK(details(clerk).row.state.label == "Active");
  CHECK(allowed_on(retail, clerk, "entity.view"));
  const auto tabs = list().tabs;
  CHECK(std::any_of(tabs.begin(), tabs.end(), [](const auto& it) { return it.label == "Locked"; }));
}

TEST_CASE_FIXTURE(Aci, "[V114] a locked user cannot sign in, may do nothing, and does not get out alone") {
  CreateUser create = creating("Locked", {kOperator, kSend}, {retail});
  create.state = StateId{"locked"};
  const auto made = run(as(owner), create);
  REQUIRE(made.ok());
  const UserId locked = *parse_id<UserTag>(made->user_id);
  CHECK(rule_of(run(self(locked), SignIn{locked, "", ""})) == "may-not-sign-in");
  CHECK_FALSE((*service->sign_in_facts(slug, "Locked"))->may_sign_in);
  CHECK(check(locked, "entity.view", {}, retail).rule == "state-may-not-act");
  CHECK(rule_of(run(self(locked), ForgotPassword{locked})) == "not-offered");
}

TEST_CASE_FIXTURE(Aci, "[V116] State and Status are two columns") {
  std::vector<std::string> labels;
  for (const present::ColumnModel& it : list().columns) labels.push_back(it.label);
  for (const char* label : {"State", "Status"}) {
    CHECK(std::find(labels.begin(), labels.end(), label) != labels.end());
  }
}

TEST_CASE_FIXTURE(Aci, "[V139] two mails go to the address given: the password, and the second factor's link") {
  const UserId clerk = invite("Clerk", {kOperator, kSend}, {retail});
  std::vector<std::string> purposes;
  for (const present::OutboxItem& it : outbox()) {
    if (it.user_id != to_string(clerk)) continue;
    purposes.push_back(it.purpose);
    CHECK(it.recipient == "clerk@shop.example");
  }
  std::sort(purposes.begin(), purposes.end());
  CHECK(purposes == std::vector<std::string>{"factor", "password"});
}

TEST_CASE_FIXTURE(Aci, "[V144] a wrong address is put right at once, and what is open is mailed anew") {
  const UserId clerk = invite("Clerk", {kOperator, kSend}, {retail});
  clock.time = clock.time + minutes(1);
  REQUIRE(run(as(owner), EditUser{clerk, {{"email", "right@shop.example"}}}).ok());
  CHECK(row(clerk).fields.at("email") == "right@shop.example");
  CHECK(row(clerk).pending_email.empty());
  CHECK(mailed_to("right@shop.example") == std::vector<std::string>{"factor", "password"});
  CHECK(mailed_to("clerk@shop.example").empty());
}

TEST_CASE_FIXTURE(Aci, "[V144] once somebody signed in, a new address takes over when its own link is used") {
  const UserId clerk = add_at(retail, "Clerk", {kOperator, kSend});
  REQUIRE(run(self(clerk), SignIn{clerk, "", ""}).ok());
  clock.time = clock.time + minutes(1);
  REQUIRE(run(as(owner), EditUser{clerk, {{"email", "new@shop.example"}}}).ok());
  CHECK(row(clerk).fields.at("email") == "clerk@shop.example");
  CHECK(mailed_to("new@shop.example") == std::vector<std::string>{"email"});
  const std::string secret = mailed_secret(clerk);

  SUBCASE("mails go to the address before, until then") {
    REQUIRE(run(as(owner), SendNewPassword{clerk}).ok());
    CHECK(mailed_to("clerk@shop.example") == std::vector<std::string>{"password"});
    // The state was left, and every link with it: the confirmation was sent anew.
    CHECK(rule_of(run(self(clerk), RedeemLink{secret, {scheme::Step::VerifyEmail}, ""})) == "link-unknown");
    REQUIRE(run(self(clerk), RedeemLink{secret_for("new@shop.example"), {scheme::Step::VerifyEmail}, ""}).ok());
    CHECK(row(clerk).fields.at("email") == "new@shop.example");
    CHECK(row(clerk).pending_email.empty());
    CHECK(mailed_to("clerk@shop.example").empty());
    CHECK(mailed_to("new@shop.example") == std::vector<std::string>{"password"});
  }
  SUBCASE("it counts for uniqueness while it waits") {
    CreateUser other = creating("Other", {kOperator, kSend}, {retail});
    other.fields["email"] = "new@shop.example";
    CHECK(rule_of(run_at(retail, owner, other)) == "taken");
  }
  SUBCASE("the address before is written again: the new one is forgotten, and its link is dead") {
    REQUIRE(run(as(owner), EditUser{clerk, {{"email", "clerk@shop.example"}}}).ok());
    CHECK(row(clerk).pending_email.empty());
    CHECK(rule_of(run(self(clerk), RedeemLink{secret, {scheme::Step::VerifyEmail}, ""})) == "link-unknown");
  }
  SUBCASE("locking kills its link, and unlocking sends it anew") {
    REQUIRE(run(as(owner), Lock{clerk}).ok());
    CHECK(mailed_to("new@shop.example").empty());
    REQUIRE(run(as(owner), Unlock{clerk}).ok());
    CHECK(mailed_to("new@shop.example") == std::vector<std::string>{"email"});
  }
}

TEST_CASE_FIXTURE(Aci, "[V140] the password is generated, goes out by mail, and is shown to nobody") {
  const auto made = run(as(owner), creating("Clerk", {kOperator, kSend}, {retail}));
  REQUIRE(made.ok());
  CHECK(made->secret.empty());
  const UserId clerk = *parse_id<UserTag>(made->user_id);
  std::string password;
  for (const present::OutboxItem& it : outbox()) {
    if (it.user_id == to_string(clerk) && it.purpose == "password") password = it.secret;
  }
  CHECK(password.size() - static_cast<std::size_t>(std::count(password.begin(), password.end(), '-')) == 26);
}

TEST_CASE_FIXTURE(Aci, "[V160] [V161] details are shown, and edited from there") {
  const UserId clerk = add_at(retail, "Clerk", {kOperator, kSend});
  const present::UserDetails shown = details(clerk);
  CHECK(shown.row.name == "Clerk");
  CHECK(shown.fields.size() == 5);
  CHECK(offer(shown, "edit-user")->offered);
}

TEST_CASE_FIXTURE(Aci, "[V162] the edit dialog comes filled in, and can add entities") {
  const UserId clerk = add_at(retail, "Clerk", {kOperator, kSend});
  const present::FormModel form = edit_form(clerk);
  CHECK(form.fields.front().value == "Clerk");
  CHECK(option(form, kOperator).chosen);
  CHECK(node(form, "Retail").chosen);
  CHECK_FALSE(node(form, "Travel").chosen);
  CHECK(node(form, "Travel").may_give);
  REQUIRE(run(as(owner), Give{clerk, {}, {travel}, {}, {}}).ok());
  CHECK(node(edit_form(clerk), "Travel").chosen);
}

TEST_CASE_FIXTURE(Aci, "[V165] the assignments list every entity of a user, with the way to it") {
  const UserId clerk = add_at(retail, "Clerk", {kOperator, kSend}, {web, travel});
  std::map<std::string, std::string> paths;
  for (const present::ScopeItem& it : details(clerk).scopes) paths[it.name] = it.path;
  CHECK(paths == std::map<std::string, std::string>{{"Fashion web", "Shop › Retail › Fashion"}, {"Travel", "Shop"}});
}

TEST_CASE_FIXTURE(Aci,
                  "[V166] the export has all users visible for the entity, created there or assigned, and no others") {
  add_at(retail, "Created", {kOperator, kSend}, {web});
  add_at(travel, "Assigned", {kOperator, kSend}, {retail});
  add_at(travel, "Elsewhere", {kOperator, kSend});
  const UserId admin = add_at(retail, "Division admin", {kAdministrator, kSend});
  const auto names_of = [this](UserId actor, const present::ListQuery& query) {
    const auto csv = service->export_users(slug, as(actor), query, transfer::Format::Vendor);
    REQUIRE(csv.ok());
    std::vector<std::string> found;
    for (std::size_t at = csv->find('\n') + 1; at < csv->size(); at = csv->find('\n', at) + 1) {
      found.push_back(csv->substr(at, csv->find(',', at) - at));
    }
    std::sort(found.begin(), found.end());
    return found;
  };
  present::ListQuery at_retail;
  at_retail.scope = to_string(retail);
  const std::vector<std::string> visible{"Assigned", "Created", "Division admin"};
  CHECK(names_of(owner, at_retail) == visible);
  CHECK(names_of(owner, at_retail) == names(*this, owner, at_retail));
  CHECK(names_of(admin, at_retail) == visible);
  // One's own page has it for the level that is chosen; what lies outside of it is not theirs to see.
  present::ListQuery at_travel;
  at_travel.scope = to_string(travel);
  CHECK(names_of(owner, at_travel) == std::vector<std::string>{"Assigned", "Elsewhere"});
  CHECK(rule_of(service->export_users(slug, as(admin), at_travel, transfer::Format::Vendor)) ==
        rule_of(service->users(slug, as(admin), at_travel)));
  const UserId clerk = add_at(retail, "Clerk", {kOperator, kSend});
  CHECK(rule_of(service->export_users(slug, as(clerk), at_retail, transfer::Format::Vendor)) == "may-not-manage");
}

TEST_CASE_FIXTURE(Aci, "[V167] the export holds name, e-mail, role and state, and says nothing of assignments") {
  const UserId clerk = add_at(retail, "Clerk", {kOperator, kSend}, {web, travel});
  present::ListQuery query;
  query.scope = to_string(retail);
  const auto csv = service->export_users(slug, as(owner), query, transfer::Format::Vendor);
  REQUIRE(csv.ok());
  CHECK(*csv == "Name,Email,Role,State\r\nClerk,clerk@shop.example,Operator,Active\r\n");
  REQUIRE(run(as(owner), Lock{clerk}).ok());
  CHECK(*service->export_users(slug, as(owner), query, transfer::Format::Vendor) ==
        "Name,Email,Role,State\r\nClerk,clerk@shop.example,Operator,Locked\r\n");
  // Remit's own format does hold them, under another name.
  const auto complete = service->export_users(slug, operating(), query, transfer::Format::Complete);
  REQUIRE(complete.ok());
  CHECK(complete->find("/Retail/Fashion/Fashion web; /Travel") != std::string::npos);
}

TEST_CASE_FIXTURE(Aci, "[V176] Remove is offered where it is permitted, and says what is in the way elsewhere") {
  const UserId clerk = add_at(retail, "Clerk", {kOperator, kSend});
  CHECK_FALSE(offer(details(clerk), "remove")->offered);
  CHECK(offer(details(clerk), "remove")->rule == "still-assigned");
  REQUIRE(run(as(owner), Take{clerk, {}, {retail}, {}}).ok());
  CHECK(offer(details(clerk), "remove")->offered);
  CHECK(offer(details(clerk), "remove")->destructive);
  CHECK_FALSE(offer(details(owner), "remove")->offered);

  const UserId guest = add_at(travel, "Guest", {kOperator, kSend}, {retail});
  const UserId admin = add_at(retail, "Division admin", {kAdministrator, kSend});
  const auto seen = service->user(slug, as(admin), guest);
  REQUIRE(seen.ok());
  CHECK_FALSE(offer(*seen, "remove")->offered);
  CHECK(rule_of(run(as(admin), Remove{guest})) == "may-not-manage");
}

TEST_CASE_FIXTURE(Aci, "[V180] without an assignment a user sees no entity's data") {
  const UserId clerk = add_at(retail, "Clerk", {kAdministrator, kSend});
  CHECK(allowed_on(web, clerk, "transaction.view"));
  REQUIRE(run(as(owner), Take{clerk, {}, {retail}, {}}).ok());
  for (const ScopeId node : {scope("Shop"), retail, fashion, web, travel}) {
    CHECK_FALSE(allowed_on(node, clerk, "transaction.view"));
  }
  CHECK_FALSE(service->viewer(slug, as(clerk))->manages);
}

TEST_CASE("[V181] the tree has four levels in their order: organisation, division, merchant, channel") {
  const auto found = [](const std::vector<NewScope>& scopes) {
    Portal portal("aci-merchant-portal");
    NewOrganisation wanted;
    wanted.name = "Second";
    wanted.scheme = *portal.service->scheme_of(portal.slug);
    wanted.owner = {{"name", "Owner"}, {"email", "owner@second.example"}};
    wanted.scopes = scopes;
    return rule_of(portal.service->create_organisation(wanted, portal.operating()));
  };
  const KindId division{"division"}, merchant{"merchant"}, channel{"channel"}, psp{"psp"};
  CHECK(found({{"D", division, {}, {}}, {"M", merchant, std::size_t{0}, {}}, {"C", channel, std::size_t{1}, {}}}) ==
        "done");
  CHECK(found({{"M", merchant, {}, {}}}) == "kind-not-there");
  CHECK(found({{"D", division, {}, {}}, {"C", channel, std::size_t{0}, {}}}) == "kind-not-there");
  CHECK(found({{"D", division, {}, {}}, {"D2", division, std::size_t{0}, {}}}) == "kind-not-there");
  CHECK(found({{"P", psp, {}, {}}}) == "kind-not-there");
}

}  // namespace
}  // namespace remit::test::aci_merchant_portal
