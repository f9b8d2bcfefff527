#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "native/cli/program.h"

namespace remit::cli {
namespace {

namespace fs = std::filesystem;

/// A folder of its own, gone afterwards.
struct Folder {
  fs::path path;
  Folder() {
    std::string name = (fs::temp_directory_path() / "remit-cli-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    path = name;
  }
  ~Folder() { fs::remove_all(path); }
};

struct Ran {
  int status;
  std::string out, err;
};

Ran run_in(const Folder& folder, std::vector<std::string> arguments, const std::string& input = "") {
  std::istringstream in(input);
  std::ostringstream out, err;
  arguments.insert(arguments.begin(), {"--db", (folder.path / "remit.db").string()});
  const int status = run(arguments, {in, out, err, false});
  return {status, out.str(), err.str()};
}

std::string write(const Folder& folder, const std::string& name, const std::string& text) {
  const fs::path file = folder.path / name;
  std::ofstream(file) << text;
  return file.string();
}

Folder with_shop() {
  Folder folder;
  const Ran made = run_in(folder, {"org", "create", "Shop", "--scheme", "billpro", "--owner", "mara@shop.example"});
  INFO(made.err);
  REQUIRE(made.status == kDone);
  return folder;
}

TEST_CASE("an organisation, a person, their rights: from the command line alone") {
  const Folder folder = with_shop();
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
  const Folder folder = with_shop();
  run_in(folder, {"user", "create", "--name", "Cleo", "--email", "cleo@shop.example", "--role", "normal_user"});
  const Ran preview = run_in(folder, {"--dry-run", "user", "grant", "cleo@shop.example", "--role", "accountant_user"});
  CHECK(preview.status == kDone);
  CHECK(preview.out.find("normal_user → accountant_user") != std::string::npos);
  CHECK(preview.out.find("Authorise refunds") != std::string::npos);
  CHECK(run_in(folder, {"user", "show", "cleo@shop.example"}).out.find("normal_user") != std::string::npos);
}

TEST_CASE("--as does what that person may and no more") {
  const Folder folder = with_shop();
  run_in(folder, {"user", "create", "--name", "Cleo", "--email", "cleo@shop.example", "--role", "normal_user"});
  const Ran refused = run_in(folder, {"--as", "cleo@shop.example", "user", "deactivate", "mara@shop.example"});
  CHECK(refused.status == kRefused);
  CHECK(refused.err.find("[founding]") != std::string::npos);
}

TEST_CASE("wrong words are told from refusals and from trouble") {
  const Folder folder = with_shop();
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
  const Folder folder = with_shop();
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
  const Folder folder = with_shop();
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

}  // namespace
}  // namespace remit::cli
