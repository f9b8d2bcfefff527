#include "native/cli/cli_support.h"

namespace remit::cli {
namespace {

TEST_CASE("an organisation, a person, their rights: from the command line alone") {
  const Shop folder;
  CHECK(
      run_in(folder, {"user", "create", "--name", "Cleo", "--email", "cleo@shop.example", "--role", "restricted_user"})
          .status == kDone);
  const Ran allowed =
      run_in(folder, {"check", "--user", "cleo@shop.example", "--can", "order.manage", "--owner", "cleo@shop.example"});
  CHECK(allowed.status == kDone);
  CHECK(allowed.out.find("allow") == 0);
  const Ran denied = run_in(folder, {"check", "--user", "cleo@shop.example", "--can", "refund.authorise"});
  CHECK(denied.status == kRefused);
  CHECK(denied.out.find("[not-granted]") != std::string::npos);
  CHECK(run_in(folder, {"explain", "--user", "cleo@shop.example", "--can", "order.manage"}).status == kRefused);
  CHECK(run_in(folder, {"audit", "verify"}).status == kDone);
}

TEST_CASE("--dry-run shows the change and writes nothing") {
  const Shop folder;
  run_in(folder, {"user", "create", "--name", "Cleo", "--email", "cleo@shop.example", "--role", "normal_user"});
  const Ran preview = run_in(folder, {"--dry-run", "user", "grant", "cleo@shop.example", "--role", "accountant_user"});
  CHECK(preview.status == kDone);
  CHECK(preview.out.find("normal_user → accountant_user") != std::string::npos);
  CHECK(preview.out.find("Authorise refunds") != std::string::npos);
  CHECK(run_in(folder, {"user", "show", "cleo@shop.example"}).out.find("normal_user") != std::string::npos);
}

TEST_CASE("--as does what that person may and no more") {
  const Shop folder;
  run_in(folder, {"user", "create", "--name", "Cleo", "--email", "cleo@shop.example", "--role", "normal_user"});
  const Ran refused = run_in(folder, {"--as", "cleo@shop.example", "user", "deactivate", "mara@shop.example"});
  CHECK(refused.status == kRefused);
  CHECK(refused.err.find("[founding]") != std::string::npos);
}

/// Looks at the help of a command and of all below it; how many there are.
int check_help(const Folder& folder, const std::vector<std::string>& words) {
  std::vector<std::string> asked = words;
  asked.emplace_back("--help");
  const Ran help = run_in(folder, asked);
  INFO(help.out, help.err);
  CHECK(help.status == kDone);
  CHECK(help.says("Example"));
  CHECK(help.says("\n  remit "));
  int count = 1;
  std::istringstream lines(help.out);
  bool listed = false;
  for (std::string line; std::getline(lines, line);) {
    if (line == "Subcommands:") {
      listed = true;
    } else if (listed && line.size() > 2 && line[2] != ' ') {
      std::vector<std::string> deeper = words;
      deeper.push_back(line.substr(2, line.find(' ', 2) - 2));
      count += check_help(folder, deeper);
    } else if (line.empty()) {
      listed = false;
    }
  }
  return count;
}

TEST_CASE("every command has help with an example") {
  const Folder folder;
  CHECK(check_help(folder, {}) > 45);
  CHECK_FALSE(std::filesystem::exists(folder.database()));
}

TEST_CASE("a word that is nearly a command gets the nearest one as a hint") {
  const Folder folder;
  const Ran ran = run_in(folder, {"user", "deactivat", "mara"});
  CHECK(ran.status == kUsage);
  CHECK(ran.says("did you mean `deactivate`?"));
  CHECK(ran.says("remit user --help"));
  CHECK(run_in(folder, {"user", "edit", "mara", "--field", "phone"}).status == kUsage);
  CHECK(run_in(folder, {"user", "grant", "mara", "--until", "tomorrow"}).says("2026-11-21T19:31:00Z"));
}

TEST_CASE("colours are for terminals alone") {
  const Shop folder;
  const auto said = [&](bool colours) {
    std::istringstream in;
    std::ostringstream out, err;
    (void)run({"--db", folder.database(), "org", "list"}, {in, out, err, colours});
    return out.str();
  };
  CHECK(said(true).find('\033') != std::string::npos);
  CHECK(said(false).find('\033') == std::string::npos);
}

TEST_CASE("wrong words are told from refusals and from trouble") {
  const Shop folder;
  CHECK(run_in(folder, {"user", "frobnicate"}).status == kUsage);
  CHECK(run_in(folder, {"user", "show"}).status == kUsage);
  CHECK(run_in(folder, {"user", "show", "nobody@shop.example"}).status == kRefused);
  const Folder empty;
  CHECK(run_in(empty, {"user", "list"}).status == kTrouble);
  CHECK(run_in(empty, {"--help"}).status == kDone);
}

TEST_CASE("a foreign file is not touched") {
  const Folder folder;
  write(folder, "remit.db",
        "This is a letter, not a database of Remit's. It is long enough to look like a file of some kind.");
  const Ran refused = run_in(folder, {"org", "list"});
  CHECK(refused.status == kTrouble);
  CHECK(refused.err.find("[store-foreign]") != std::string::npos);
  std::ifstream file(folder.path / "remit.db");
  std::string word;
  file >> word;
  CHECK(word == "This");
}

TEST_CASE("[T23] commands as JSON that are deep, doubled or mistyped are refused whole") {
  const Shop folder;
  const auto rule = [&](const std::string& text) {
    const Ran ran = run_in(folder, {"apply", write(folder, "commands.json", text)});
    CHECK(ran.status == kRefused);
    return ran.err;
  };
  CHECK(rule(std::string(100, '[') + std::string(100, ']')).find("json-too-deep") != std::string::npos);
  CHECK(rule(R"([{"action":{"type":"deactivate","user":"x","user":"y"}}])").find("json-duplicate-key") !=
        std::string::npos);
  CHECK(rule(R"([{"action":{"type":"deactivate","user":7}}])").find("wrong-type") != std::string::npos);
  CHECK(rule(R"([{"action":{"type":"deactivate","user":"01890000-0000-7000-8000-000000000000"},"admin":true}])")
            .find("unknown-field") != std::string::npos);
}

TEST_CASE("names with control characters are refused; `%s` and `##` are just text") {
  const Shop folder;
  const Ran refused =
      run_in(folder, {"user", "create", "--name", "A\tB", "--email", "a@shop.example", "--role", "normal_user"});
  CHECK(refused.status == kRefused);
  CHECK(refused.err.find("[control-character]") != std::string::npos);
  CHECK(run_in(folder, {"user", "create", "--name", "%s###Mara", "--email", "b@shop.example", "--role", "normal_user"})
            .status == kDone);
  CHECK(run_in(folder, {"user", "list"}).out.find("%s###Mara") != std::string::npos);
}

TEST_CASE("lint says what is wrong like a compiler, with line and column") {
  const Folder folder;
  const std::string file = write(folder, "mine.toml", "[scheme]\nid = \"mine\"\nversionn = \"1\"\n");
  const Ran linted = run_in(folder, {"scheme", "lint", file});
  CHECK(linted.status == kRefused);
  CHECK(linted.out.find("mine.toml:3:") != std::string::npos);
  CHECK(linted.out.find("error:") != std::string::npos);
}

TEST_CASE("who can and what can answer each other") {
  const Founded folder("billpro");
  for (const std::string name : {"Cleo", "Ana"}) {
    done_in(folder, {"user", "create", "--name", name, "--email", name + "@shop.example", "--role", "restricted_user"});
  }
  CHECK(done_in(folder, {"who-can", "--can", "refund.authorise"}).says("1 of 1"));
  CHECK(done_in(folder, {"who-can", "--can", "order.manage"}).says("1 of 1"));
  const Ran page = done_in(folder, {"who-can", "--can", "order.manage", "--own", "--size", "1"});
  CHECK(page.says("1 of 3"));
  CHECK(page.says("--after "));
  CHECK(done_in(folder, {"what-can", "--user", "cleo@shop.example"}).says("own"));
  CHECK(rule_of(run_in(folder, {"who-can", "--can", "order.mange"})) == "unknown-permission");
  CHECK(rule_of(run_in(folder, {"--as", "cleo@shop.example", "who-can", "--can", "order.manage"})) == "may-not-manage");
}

TEST_CASE("links are opened on a database for demonstrations alone, and redeemed anywhere") {
  const Shop real;
  CHECK(rule_of(run_in(real, {"link", "open", "mara@shop.example"})) == "demo-only");
  const Folder demo;
  done_in(demo, {"org", "create", "Shop", "--scheme", "icorepay", "--owner", "mara@shop.example", "--demo"});
  const Ran mail = done_in(demo, {"--json", "link", "open", "mara@shop.example"});
  const std::string secret = value_of(mail, "secret");
  CHECK(run_in(demo, {"link", "redeem", secret}, "short\n").status == kRefused);
  CHECK(done_in(demo, {"link", "redeem", secret}, "four quiet herons wade\n").out != "");
  CHECK(rule_of(run_in(demo, {"link", "redeem", secret}, "four quiet herons wade\n")) == "link-unknown");
  CHECK(rule_of(run_in(demo, {"link", "open", "mara@shop.example"})) == "no-such-mail");
}

TEST_CASE("the tree is built, moved, renamed and switched; ids of what is new are printed") {
  const Folder folder;
  done_in(folder, {"org", "create", "Kestrel", "--scheme", "icorepay", "--owner", "mara@shop.example"});
  const Ran made = done_in(folder, {"--json", "scope", "add", "Harbour"});
  const std::string id = value_of(made, "scope_id");
  CHECK(id.size() == 36);
  CHECK(done_in(folder, {"scope", "list"}).says(id));
  done_in(folder, {"scope", "rename", "Harbour", "Mill Lane"});
  done_in(folder, {"scope", "feature", "Mill Lane", "custom_initial_payment", "on"});
  CHECK(done_in(folder, {"scope", "list"}).says("custom_initial_payment on"));
  done_in(folder, {"scope", "feature", id, "custom_initial_payment", "inherit"});
  CHECK(done_in(folder, {"scope", "list"}).says("(from above)"));
  CHECK(rule_of(run_in(folder, {"scope", "add", "X", "--under", "Mill Lane"})) == "no-kind-below");
  CHECK(rule_of(run_in(folder, {"scope", "rename", "Nowhere", "X"})) == "unknown-scope");
  CHECK(rule_of(run_in(folder, {"scope", "feature", id, "nothing", "on"})) == "unknown-feature");
}

TEST_CASE("apply takes one command or a list, from a file or standard input, with or without --dry-run") {
  const Shop folder;
  const std::string create = R"({"action":{"type":"create-user","fields":{"name":"Cleo","email":"c@shop.example"},)"
                             R"("roles":["normal_user"]}})";
  const Ran preview = done_in(folder, {"--dry-run", "apply", "-"}, create);
  CHECK(preview.says("nothing was written"));
  CHECK(preview.says("+ Authorise refunds"));
  CHECK(preview.says("to c@shop.example"));
  CHECK(rule_of(run_in(folder, {"user", "show", "c@shop.example"})) == "no-such-user");
  done_in(folder, {"apply", "-"}, "[" + create + "]");
  CHECK(run_in(folder, {"user", "show", "c@shop.example"}).status == kDone);
}

TEST_CASE("--schemes adds schemes of one's own everywhere") {
  const Folder folder;
  const Ran shown = done_in(folder, {"scheme", "show", "icorepay"});
  std::string text = shown.out;
  text.replace(text.find("\"icorepay\""), 10, "\"mine\"");
  std::filesystem::create_directory(folder.path / "schemes");
  write(folder, "schemes/mine.toml", text);
  const std::string schemes = (folder.path / "schemes").string();
  CHECK(done_in(folder, {"--schemes", schemes, "scheme", "list"}).says("mine"));
  CHECK(done_in(folder, {"--schemes", schemes, "scheme", "diff", "icorepay", "mine"}).says("icorepay 1 → mine 1"));
  done_in(folder, {"--schemes", schemes, "org", "create", "Shop", "--scheme", "mine", "--owner", "a@shop.example"});
  CHECK(done_in(folder, {"org", "list"}).says("mine"));
  write(folder, "schemes/again.toml", text);
  CHECK(rule_of(run_in(folder, {"--schemes", schemes, "scheme", "list"})) == "scheme-twice");
  CHECK(run_in(folder, {"--schemes", "/nowhere/at/all", "scheme", "list"}).status == kTrouble);
}

TEST_CASE("an organisation is upgraded to a new version of its scheme, by the operator, after a look at it") {
  const Founded folder("icorepay");
  std::string text = done_in(folder, {"scheme", "show", "icorepay"}).out;
  const auto replace = [&text](const std::string& what, const std::string& by) {
    REQUIRE(text.find(what) != std::string::npos);
    text.replace(text.find(what), what.size(), by);
  };
  replace("version = \"1\"", "version = \"2\"");
  const std::string file = write(folder, "next.toml", text);
  const Ran preview = done_in(folder, {"--dry-run", "org", "upgrade", "--scheme", file});
  CHECK(preview.says("Scheme: "));
  CHECK(done_in(folder, {"org", "show"}).says("scheme icorepay 1"));
  CHECK(rule_of(run_in(folder, {"--as", folder.owner, "org", "upgrade", "--scheme", file})) == "not-offered");
  done_in(folder, {"org", "upgrade", "--scheme", file});
  CHECK(done_in(folder, {"org", "show"}).says("scheme icorepay 2"));
  CHECK(done_in(folder, {"audit", "verify"}).says("intact"));
  CHECK(run_in(folder, {"org", "recover"}).status == kRefused);  // there is a manager
}

TEST_CASE("scheme diff says what the vendor's later revision changed, in atoms and in its own words") {
  const Folder folder;
  const Ran ran = done_in(folder, {"scheme", "diff", "billpro", "billpro-profiles"});
  CHECK(ran.says("+ Configure currency conversions: currency:configure"));
  CHECK(ran.says("+ Manage customers: customer:manage"));
  CHECK(ran.says("+ Manage orders: order:manage"));
  CHECK(ran.says("+ Authorise refunds: refund:authorise"));
  CHECK(ran.says("- Access dashboard reports: dashboard:view, report:view"));
  CHECK(ran.says("+ permission email.configure \"Configure email notifications\": email:configure"));
  CHECK(done_in(folder, {"--json", "scheme", "diff", "billpro", "billpro"}).says("\"settings\": []"));
}

}  // namespace
}  // namespace remit::cli
