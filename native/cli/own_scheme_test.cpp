// Someone who has read docs/scheme-language.md and nothing else: a food market with stalls, written by the document.

#include "native/cli/cli_support.h"

namespace remit::cli {
namespace {

constexpr const char* kMarket = R"(
email_change = "at-once"

[scheme]
id = "market"
version = "1"
title = "Market hall"

[permissions."stall.staff"]
label = "Manage the staff of a stall"
means = ["user:manage"]
sensitivity = "high"

[permissions."sale.view"]
label = "See sales"
means = ["order:view"]

[permissions."sale.refund"]
label = "Give money back"
means = ["refund:authorise"]
sensitivity = "high"
needs_feature = "refunds"

[permissions."note.write"]
label = "Write notes on a sale"
means = ["order:manage"]

[groups.job]
label = "Job"
min = 1
max = 1

[groups.extra]
label = "Extra"
style = "flag"
max = 1

[roles.helper]
label = "Helper"
group = "job"
grants = ["sale.view"]
grants_own = ["note.write"]

[roles.seller]
label = "Seller"
group = "job"
includes = ["helper"]
grants = ["note.write"]

[roles.keeper]
label = "Keeper"
group = "job"
includes = ["seller"]
grants = ["stall.staff"]
is_admin = true

[roles.refunds]
label = "May refund"
group = "extra"
grants = ["sale.refund"]
requires_any = ["seller", "keeper"]

[scopes]
without = "nothing"
min_at_creation = 1

[scopes.kinds.hall]
label = "Hall"

[scopes.kinds.stall]
label = "Stall"
parents = ["hall"]

[scopes.features.refunds]
label = "Refunds"
initially = false

[delegation]
managed_at = "scopes"
may_give = "all"

[commands.list]
needs = "stall.staff"

[commands.show]
needs = "stall.staff"

[commands.create-user]
needs = "stall.staff"
sends = ["welcome"]

[commands.give]
needs = "stall.staff"

[commands.take]
needs = "stall.staff"

[commands.set-flag]
needs = "stall.staff"

[commands.resend]
needs = "stall.staff"
in_states = ["new"]

[commands.lock]
needs = "stall.staff"
in_states = ["working"]
to = "out"
guards = ["not-self"]

[commands.unlock]
needs = "stall.staff"
in_states = ["out"]

[commands.create-scope]
needs = "stall.staff"

[commands.switch-feature]
needs = "stall.staff"

[commands.redeem]
offered_to = ["self"]

[commands.sign-in]
offered_to = ["self"]

[lifecycle]
start = "new"
steps = ["verify-email", "set-password"]

[lifecycle.states.new]
label = "New"
when_steps_complete = "working"

[lifecycle.states.working]
label = "Working"
may_act = true
may_sign_in = "yes"

[lifecycle.states.out]
label = "Out"
allows_links = false

[links.welcome]
completes = ["verify-email", "set-password"]
lifetime = "3d"
when_expired = "resend"

[fields.email]
label = "E-mail"
kind = "email"
required = true
unique = "organisation"
signs_in = true
shown_as_name = true

[presentation]
product = "Market hall"
list_title = "Staff"
create_button = "Take somebody on"
columns = [{ shows = "email", label = "E-mail" }, { shows = "group:job", label = "Job" }, { shows = "scopes", label = "Stalls" }]
)";

TEST_CASE("a scheme written by the document alone lints, makes an organisation, and decides rightly") {
  const Folder folder;
  std::filesystem::create_directory(folder.path / "schemes");
  const std::string file = write(folder, "schemes/market.toml", kMarket);
  const Ran linted = run_in(folder, {"scheme", "lint", file});
  INFO(linted.out);
  CHECK(linted.status == kDone);
  CHECK_FALSE(linted.says("warning"));

  const auto ran = [&](std::vector<std::string> words) {
    words.insert(words.begin(), {"--schemes", (folder.path / "schemes").string()});
    return run_in(folder, words);
  };
  const auto done = [&](const std::vector<std::string>& words) {
    const Ran result = ran(words);
    INFO(words.front(), " ", words[1], ": ", result.err);
    CHECK(result.status == kDone);
  };
  const auto may = [&](const std::string& who, const std::string& what, const std::string& where,
                       const std::string& owner = {}) {
    std::vector<std::string> words{"check", "--user", who, "--can", what, "--on", where};
    if (!owner.empty()) words.insert(words.end(), {"--owner", owner});
    return ran(words).status == kDone;
  };
  done({"org", "create", "Old Hall", "--scheme", "market", "--owner", "kay@hall.example", "--demo"});
  CHECK(accept(folder, "kay@hall.example").status == kDone);
  done({"--as", "kay@hall.example", "scope", "add", "Cheese"});
  done({"--as", "kay@hall.example", "scope", "add", "Bread"});
  done({"--as", "kay@hall.example", "user", "create", "--email", "hal@hall.example", "--role", "helper", "--scope",
        "Cheese"});
  done({"--as", "kay@hall.example", "user", "create", "--email", "sal@hall.example", "--role", "seller", "--role",
        "refunds", "--scope", "Cheese"});
  CHECK_FALSE(may("sal@hall.example", "sale.view", "Cheese"));  // has not come in yet
  CHECK(accept(folder, "sal@hall.example").status == kDone);
  CHECK(accept(folder, "hal@hall.example").status == kDone);

  CHECK(may("hal@hall.example", "sale.view", "Cheese"));
  CHECK_FALSE(may("hal@hall.example", "sale.view", "Bread"));
  CHECK_FALSE(may("hal@hall.example", "note.write", "Cheese"));
  CHECK(may("hal@hall.example", "note.write", "Cheese", "hal@hall.example"));
  CHECK(may("sal@hall.example", "note.write", "Cheese"));
  CHECK_FALSE(may("sal@hall.example", "sale.refund", "Cheese"));
  done({"--as", "kay@hall.example", "scope", "feature", "Cheese", "refunds", "on"});
  CHECK(may("sal@hall.example", "sale.refund", "Cheese"));

  CHECK(rule_of(ran({"user", "flag", "hal@hall.example", "refunds", "on"})) == "role-requires");
  CHECK(rule_of(ran({"--as", "sal@hall.example", "user", "grant", "sal@hall.example", "--role", "keeper"})) ==
        "may-not-give");
  CHECK(rule_of(ran({"--as", "kay@hall.example", "user", "lock", "kay@hall.example"})) == "not-self");
  CHECK(rule_of(ran({"user", "remove", "hal@hall.example"})) == "not-offered");
  done({"--as", "kay@hall.example", "user", "lock", "sal@hall.example"});
  CHECK_FALSE(may("sal@hall.example", "sale.view", "Cheese"));
  done({"--as", "kay@hall.example", "user", "unlock", "sal@hall.example"});
  CHECK(may("sal@hall.example", "sale.view", "Cheese"));
}

}  // namespace
}  // namespace remit::cli
