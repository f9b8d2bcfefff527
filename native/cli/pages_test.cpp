// Each vendor's help page, followed on the command line: what it promises, and what it refuses with the reason.

#include "native/cli/cli_support.h"

namespace remit::cli {
namespace {

/// As the administrator of the page.
struct Page : Founded {
  using Founded::Founded;
  Ran by(std::vector<std::string> words, const std::string& who = "mara@shop.example") const {
    words.insert(words.begin(), {"--as", who});
    return run_in(*this, words);
  }
  void done(const std::vector<std::string>& words, const std::string& who = "mara@shop.example") const {
    const Ran ran = by(words, who);
    INFO(words[0], " ", words[1], ": ", ran.err);
    CHECK(ran.status == kDone);
  }
  [[nodiscard]] std::string shown(const std::string& who) const { return by({"user", "show", who}).out; }
  [[nodiscard]] bool may(const std::string& who, const std::string& what, const std::string& where = {}) const {
    std::vector<std::string> words{"check", "--user", who, "--can", what};
    if (!where.empty()) words.insert(words.end(), {"--on", where});
    return run_in(*this, words).status == kDone;
  }
};

bool says(const std::string& text, const std::string& what) {
  return text.find(what) != std::string::npos;
}

TEST_CASE("BillPro's page: create with switches, change the role, deactivate; nobody is deleted") {
  const Page page("billpro");
  page.done({"user", "create", "--name", "Dev", "--email", "dev@shop.example", "--role", "normal_user", "--role",
             "payment_link", "--role", "api_access"});
  const std::string details = page.shown("dev@shop.example");
  CHECK(says(details, "Active"));
  CHECK(says(details, "API credential"));
  const Ran json = page.by({"--json", "user", "show", "dev@shop.example"});
  const auto at = json.out.find("\"credentials\"");
  REQUIRE(at != std::string::npos);
  const std::string credential = value_of({0, json.out.substr(at), ""}, "id");
  CHECK(page.by({"credential", "reveal", "dev@shop.example", credential}).says("API token: "));
  CHECK(accept(page, "dev@shop.example").status == kDone);
  CHECK(page.may("dev@shop.example", "refund.authorise"));
  const Ran changed = page.by({"user", "grant", "dev@shop.example", "--role", "accountant_user"});
  CHECK(changed.says("refresh"));
  CHECK_FALSE(page.may("dev@shop.example", "refund.authorise"));
  CHECK(page.by({"user", "list"}, "dev@shop.example").says("1 of 1"));  // only themself
  CHECK(rule_of(page.by({"user", "remove", "dev@shop.example"})) == "not-offered");
  const Ran preview = page.by({"--dry-run", "user", "deactivate", "dev@shop.example"});
  CHECK(preview.says("Inactive"));
  CHECK(preview.says("1 API credentials"));
  page.done({"user", "deactivate", "dev@shop.example"});
  CHECK(says(page.shown("dev@shop.example"), "Inactive"));
  CHECK_FALSE(page.may("dev@shop.example", "payment.view"));
  page.done({"user", "reactivate", "dev@shop.example"});
}

TEST_CASE("Adyen's page: create with accounts and roles, resend, duplicate, reset, change, deactivate, reactivate") {
  const Page page("adyen-platform", {"--owner-field", "username=mara"});
  const std::string mara = "mara";
  REQUIRE(run_in(page, {"scope", "add", "Aegean NL", "--kind", "merchant"}).status == kDone);
  page.done({"user", "create", "--field", "username=ana", "--name", "Ana", "--email", "ana@shop.example", "--role",
             "merchant_admin", "--scope", "Aegean NL"},
            mara);
  CHECK(says(page.shown("ana"), "Unverified"));
  page.done({"user", "resend", "ana"}, mara);
  CHECK(accept(page, "ana@shop.example").status == kDone);
  CHECK(says(page.shown("ana"), "Active"));

  const Ran copied = page.by(
      {"user", "duplicate", "ana", "--field", "username=ben", "--name", "Ben", "--email", "ben@shop.example"}, mara);
  CHECK(copied.status == kDone);
  CHECK(says(page.shown("ben"), "Aegean NL"));

  page.done({"user", "reset", "ana"}, mara);
  page.done({"user", "forgot", "ana"}, mara);
  CHECK(accept(page, "ana@shop.example").status == kDone);
  CHECK(rule_of(page.by({"user", "deactivate", "mara"}, mara)) == "not-self");
  page.done({"user", "deactivate", "ana"}, mara);
  CHECK_FALSE(page.may("ana", "user.manage", "Aegean NL"));
  page.done({"user", "reactivate", "ana"}, mara);
}

TEST_CASE("Wavecell's page: invite several with one set, resend, accept, deactivate, remove, invite again") {
  const Page page("wavecell-portal");
  REQUIRE(run_in(page, {"scope", "add", "Alerts"}).status == kDone);
  const std::vector<std::string> rights{"--role", "user", "--role", "sms", "--scope", "Alerts"};
  const auto invite = [&](std::vector<std::string> words) {
    words.insert(words.begin(), {"user", "invite"});
    words.insert(words.end(), rights.begin(), rights.end());
    return page.by(words);
  };
  // What is not named is as the form begins: type User, and every sub-account there is.
  page.done({"user", "invite", "una@shop.example", "--role", "sms"});
  CHECK(says(page.shown("una@shop.example"), "User"));
  CHECK(says(page.shown("una@shop.example"), "Alerts"));
  page.done({"user", "cancel", "una@shop.example"});
  const Ran both = invite({"ana@shop.example", "ben@shop.example"});
  CHECK(both.says("2 of 2 addresses are invited"));
  CHECK(invite({"ana@shop.example"}).says("invitation already"));
  CHECK(says(page.shown("ana@shop.example"), "Invited"));
  page.done({"user", "resend", "ana@shop.example"});
  page.done({"user", "cancel", "ben@shop.example"});
  CHECK(accept(page, "ana@shop.example").status == kDone);
  CHECK(says(page.shown("ana@shop.example"), "Active"));
  CHECK_FALSE(page.may("ana@shop.example", "pricing.view", "Alerts"));
  CHECK(page.by({"user", "list"}, "ana@shop.example").says("1 of 1"));  // only themself
  page.done({"user", "deactivate", "ana@shop.example"});
  CHECK(page.by({"user", "list", "--tab", "deactivated"}).says("ana@shop.example"));
  page.done({"user", "remove", "ana@shop.example"});
  CHECK(rule_of(page.by({"user", "show", "ana@shop.example"})) == "no-such-user");
  CHECK(invite({"ana@shop.example"}).status == kDone);
}

TEST_CASE("iCorePay's page: create, the four roles, edit, reset credentials, remove from all practices") {
  const Page page("icorepay");
  REQUIRE(run_in(page, {"scope", "add", "Harbour"}).status == kDone);
  REQUIRE(run_in(page, {"scope", "add", "Mill Lane"}).status == kDone);
  const auto create = [&](const std::string& role) {
    page.done({"user", "create", "--email", role + "@shop.example", "--field", "first_name=" + role, "--field",
               "last_name=Person", "--role", role, "--scope", "Harbour"});
    CHECK(accept(page, role + "@shop.example").status == kDone);
  };
  for (const char* role : {"read", "create", "write"}) create(role);
  CHECK(page.may("create@shop.example", "invoice.create", "Harbour"));
  CHECK_FALSE(page.may("read@shop.example", "invoice.create", "Harbour"));
  CHECK(page.may("write@shop.example", "invoice.refund", "Harbour"));
  CHECK_FALSE(page.may("create@shop.example", "invoice.refund", "Harbour"));
  CHECK_FALSE(page.may("write@shop.example", "invoice.refund", "Mill Lane"));
  CHECK(page.by({"user", "list"}, "write@shop.example").says("1 of 1"));  // only themself
  page.done({"user", "edit", "read@shop.example", "--field", "first_name=Rhea"});
  page.done({"user", "grant", "read@shop.example", "--role", "write"});
  page.done({"user", "reset", "read@shop.example"});
  page.done({"user", "factor", "read@shop.example", "--reset"});
  CHECK(rule_of(page.by({"user", "revoke", "read@shop.example", "--scope", "Harbour"})) == "not-offered");
  page.done({"user", "remove", "read@shop.example"});
  CHECK(rule_of(page.by({"user", "show", "read@shop.example"})) == "no-such-user");
}

TEST_CASE("ACI's page: create on a level, mails, first sign-in, new password, lock, export, remove") {
  const Folder folder;
  done_in(folder, {"org", "create", "Shop", "--demo", "--scheme", "aci-merchant-portal", "--owner", "mara@shop.example",
                   "--owner-field", "name=Mara"});
  const auto by = [&](const std::string& who, std::vector<std::string> words, const std::string& input = "") {
    words.insert(words.begin(), {"--as", who});
    return run_in(folder, words, input);
  };
  const auto come_in = [&](const std::string& who) {
    const Ran password = by(who, {"user", "complete", "set-password"}, "four quiet herons wade\n");
    INFO(password.err);
    CHECK(password.status == kDone);
    CHECK(by(who, {"user", "complete", "enrol-factor"}).status == kDone);
  };
  come_in("Mara");
  REQUIRE(run_in(folder, {"scope", "add", "Retail", "--kind", "division"}).status == kDone);
  REQUIRE(run_in(folder, {"scope", "add", "Berlin", "--under", "Retail"}).status == kDone);
  REQUIRE(run_in(folder, {"scope", "add", "Wholesale", "--kind", "division"}).status == kDone);
  const Ran made = by("Mara", {"user", "create", "--at", "Retail", "--name", "Nina", "--email", "nina@shop.example",
                               "--role", "operator", "--role", "send", "--scope", "Retail"});
  INFO(made.err);
  REQUIRE(made.status == kDone);
  CHECK(done_in(folder, {"user", "list", "--at", "Retail"}).says("Nina"));
  CHECK_FALSE(done_in(folder, {"user", "list", "--at", "Wholesale"}).says("Nina"));
  CHECK(done_in(folder, {"outbox"}).says("nina@shop.example"));
  come_in("Nina");
  CHECK(by("Mara", {"user", "show", "Nina"}).says("Active"));
  CHECK(run_in(folder, {"what-can", "--user", "Nina", "--on", "Berlin"}).says("any"));
  CHECK_FALSE(run_in(folder, {"what-can", "--user", "Nina", "--on", "Wholesale"}).says("any"));
  CHECK(by("Mara", {"user", "new-password", "Nina"}).status == kDone);
  CHECK(by("Mara", {"user", "show", "Nina"}).says("New"));
  CHECK(by("Mara", {"user", "factor", "Nina"}).status == kDone);
  CHECK(by("Mara", {"user", "export", "--at", "Retail"}).says("Name,Email,Role,State\r\n"));
  CHECK(rule_of(by("Mara", {"user", "remove", "Nina"})) == "still-assigned");
  CHECK(by("Mara", {"user", "revoke", "Nina", "--scope", "Retail"}).status == kDone);
  CHECK(by("Mara", {"user", "remove", "Nina"}).status == kDone);
  CHECK(rule_of(by("Mara", {"user", "deactivate", "Mara"})) == "not-offered");
}

}  // namespace
}  // namespace remit::cli
