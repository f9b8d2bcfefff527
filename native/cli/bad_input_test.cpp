// What a person, a file or a disk can do to the command line: a clear error, and nothing changed.

#include <sys/types.h>
#include <unistd.h>

#include "core/store/sqlite/database.h"
#include "native/cli/cli_support.h"

namespace remit::cli {
namespace {

std::string bytes_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST_CASE("a CSV file with anything wrong in it is refused whole, with each line named") {
  const Shop folder;
  const auto imported = [&](const std::string& text) {
    return run_in(folder, {"user", "import", write(folder, "people.csv", text)});
  };
  const std::string head = "name,email,roles\n";
  CHECK(imported(head + "\"Ana,ana@shop.example,normal_user\n").says("people.csv:2: line 2 has a quote"));
  CHECK(imported(head + "An\"a,ana@shop.example,normal_user\n").says("[csv-quote]"));
  CHECK(imported("name,roles\nAna,normal_user\n").says("the column `email` is missing"));
  CHECK(imported(head + "Ana,ana@shop.example,normal_user\nBen,ANA@shop.example,normal_user\n")
            .says("people.csv:3: email: `ANA@shop.example` stands in line 2 already"));
  CHECK(imported(head + std::string(10 << 20, 'x') + ",a@shop.example,normal_user\n").says("[csv-too-long]"));
  CHECK(imported(std::string(17 << 20, 'x')).says("[file-too-large]"));
  CHECK(imported(head + "A\tna,ana@shop.example,normal_user\nBen,ben,normal_user\n").says("the file has 2 problems"));
  CHECK(run_in(folder, {"user", "import", (folder.path / "nowhere.csv").string()}).status == kTrouble);
  CHECK(done_in(folder, {"user", "list"}).says("1 of 1"));
  CHECK(done_in(folder,
                {"--dry-run", "user", "import", write(folder, "good.csv", head + "Ana,ana@shop.example,normal_user\n")})
            .says("+ Authorise refunds"));
  CHECK(done_in(folder, {"user", "list"}).says("1 of 1"));
}

TEST_CASE("what was exported complete is imported again, and changes nothing") {
  const Shop folder;
  done_in(folder, {"user", "create", "--name", "=SUM(A1)", "--email", "ana@shop.example", "--role", "normal_user"});
  const std::string file = (folder.path / "people.csv").string();
  done_in(folder, {"user", "export", "--complete", "--file", file});
  CHECK(bytes_of(file).find("'=SUM(A1)") != std::string::npos);
  CHECK(done_in(folder, {"user", "import", file}).says("0 added, 2 as they were"));
  CHECK(rule_of(run_in(folder, {"user", "export"})) == "not-offered");
}

TEST_CASE("[T19][T31] names are text: what deceives is refused, all else is shown as it is and never run") {
  const Folder folder;
  done_in(folder, {"org", "create", "Boats", "--scheme", "adyen-platform", "--owner", "mara@shop.example"});
  done_in(folder, {"scope", "add", "Aegean", "--kind", "merchant"});
  const auto named = [&](const std::string& name, const std::string& username) {
    return rule_of(run_in(folder, {"user", "create", "--name", name, "--field", "username=" + username, "--email",
                                   "ana@shop.example", "--role", "merchant_admin", "--scope", "Aegean"}));
  };
  CHECK(named("A\x01", "ana") == "control-character");
  CHECK(named("Ana\xe2\x80\xae", "ana") == "invisible-character");  // right-to-left override
  CHECK(named("\xe2\x80\x8f"
              "Ana",
              "ana") == "invisible-character");          // right-to-left mark
  CHECK(named("Ana", "\xd0\xb0na") == "mixed-scripts");  // a Cyrillic a
  CHECK(named(std::string(300, 'a'), "ana") == "too-long");
  CHECK(named("\xff", "ana") == "not-utf8");
  CHECK(named("%s%n##<b>", "ana") == "");
  CHECK(done_in(folder, {"user", "list"}).says("%s%n##<b>"));
  CHECK(named("Ana", "ANA") == "taken");
  CHECK(rule_of(run_in(folder, {"org", "create", "A\nB", "--scheme", "billpro", "--owner", "a@shop.example"})) ==
        "control-character");
}

TEST_CASE("what has no dry run says so and does nothing") {
  const Folder folder;
  const Ran create =
      run_in(folder, {"--dry-run", "org", "create", "Shop", "--scheme", "billpro", "--owner", "mara@shop.example"});
  CHECK(create.status == kRefused);
  CHECK(rule_of(create) == "no-dry-run");
  CHECK(rule_of(run_in(folder, {"--dry-run", "demo", "--dir", (folder.path / "demo").string()})) == "no-dry-run");
  CHECK(std::filesystem::is_empty(folder.path));
}

TEST_CASE("[T23] apply refuses what is no command, and does all of a file or none") {
  const Shop folder;
  const auto applied = [&](const std::string& text) { return rule_of(run_in(folder, {"apply", "-"}, text)); };
  const std::string nobody = "\"01890000-0000-7000-8000-000000000000\"";
  CHECK(applied("") == "json-syntax");
  CHECK(applied("7") == "wrong-type");
  CHECK(applied(R"([{"action":{"type":"rule-the-world"}}])") == "unknown-value");
  CHECK(applied(R"([{"action":{"type":"deactivate","user":"mara"}}])") == "not-an-id");
  CHECK(applied(R"([{"action":{"type":"deactivate"}}])") == "missing-field");
  CHECK(applied(R"([{"action":{"type":"deactivate","user":)" + nobody + R"(},"version":2}])") == "unknown-version");
  CHECK(applied(R"([{"action":{"type":"deactivate","user":)" + nobody + R"(}}])") == "no-such-user");
  CHECK(applied("[{\"action\":1e999}]") != "");
  CHECK(applied("[\"\xff\"]") == "json-not-utf8");
  CHECK(applied(std::string(17 << 20, ' ')) == "file-too-large");
  const std::string create =
      R"({"action":{"type":"create-user","fields":{"name":"Cleo","email":"c@shop.example"},"roles":["normal_user"]}})";
  CHECK(applied("[" + create + "," + create + "]") == "taken");
  std::string many = create;
  for (int i = 0; i < 100; ++i) many += "," + create;
  CHECK(applied("[" + many + "]") == "too-many");
  CHECK(done_in(folder, {"user", "list"}).says("1 of 1"));
}

TEST_CASE("[T27] scheme files that are hostile are refused with the place, and no organisation is made with them") {
  const Folder folder;
  std::filesystem::create_directory(folder.path / "schemes");
  const auto linted = [&](const std::string& text) {
    const std::string file = write(folder, "schemes/bad.toml", text);
    const Ran ran = run_in(folder, {"scheme", "lint", file});
    CHECK(ran.status == kRefused);
    const Ran used = run_in(folder, {"--schemes", (folder.path / "schemes").string(), "org", "create", "Shop",
                                     "--scheme", "bad", "--owner", "a@shop.example"});
    CHECK(rule_of(used) == "scheme-file");
    return ran.out;
  };
  const std::string head = "[scheme]\nid = \"bad\"\nversion = \"1\"\ntitle = \"Bad\"\n";
  CHECK(linted(head + "x = \"\xff\"\n").find("bad.toml:5:") != std::string::npos);
  CHECK(linted(head + "x = " + std::string(5000, '[') + "\n").find("error:") != std::string::npos);
  CHECK(linted(head + "[roles.a]\nlabel = \"A\"\ngroup = \"g\"\nincludes = [\"b\"]\n"
                      "[roles.b]\nlabel = \"B\"\ngroup = \"g\"\nincludes = [\"a\"]\n")
            .find("a") != std::string::npos);
  CHECK(linted(head + "title = \"Twice\"\n").find("error:") != std::string::npos);
  CHECK_FALSE(std::filesystem::exists(folder.database()));
  const std::string huge = write(folder, "huge.toml", std::string(2 << 20, '#'));
  CHECK(rule_of(run_in(folder, {"scheme", "lint", huge})) == "file-too-large");
}

TEST_CASE("a database that is cut short, foreign or newer is told apart, and not touched") {
  const Shop folder;
  const std::string whole = bytes_of(folder.database());
  REQUIRE(whole.size() > 8192);
  const auto opened = [&](const std::string& bytes) {
    for (const char* more : {"-wal", "-shm"}) std::filesystem::remove(folder.database() + more);
    std::ofstream(folder.database(), std::ios::binary | std::ios::trunc) << bytes;
    const Ran ran = run_in(folder, {"user", "list"});
    CHECK(ran.status == kTrouble);
    CHECK(bytes_of(folder.database()) == bytes);
    return rule_of(ran);
  };
  CHECK(opened(whole.substr(0, whole.size() / 2)) == "store-corrupt");
  std::string newer = whole;
  newer[62] = 0x7f;  // user_version stands big-endian at offset 60
  CHECK(opened(newer) == "store-newer");
  std::string foreign = whole;
  foreign[68] = 0x7f;  // and application_id at 68
  CHECK(opened(foreign) == "store-foreign");
  CHECK(opened("a letter") == "store-foreign");
}

/// Nobody in particular, for whom permissions count; whoever runs the tests may be root, for whom they do not.
class AsNobody {
 public:
  AsNobody() : before_(::geteuid()) {
    if (before_ == 0) REQUIRE(::seteuid(65534) == 0);
  }
  ~AsNobody() { (void)!::seteuid(before_); }
  AsNobody(const AsNobody&) = delete;
  AsNobody& operator=(const AsNobody&) = delete;

 private:
  uid_t before_;
};

TEST_CASE("a database that may not be reached, read or written is not called missing, and a missing one is") {
  using std::filesystem::perms;
  const Shop folder;
  const std::string file = folder.database();
  const auto refused = [&folder](const std::vector<std::string>& words) {
    const AsNobody nobody;
    const Ran ran = run_in(folder, words);
    CHECK(ran.status == kTrouble);
    return rule_of(ran);
  };
  const auto allow = [](const std::filesystem::path& path, unsigned mode) {
    std::filesystem::permissions(path, static_cast<perms>(mode));
  };
  const std::vector<std::string> list{"user", "list"};
  const std::vector<std::string> create{"org", "create", "Other", "--scheme", "billpro", "--owner", "a@shop.example"};
  allow(folder.path, 0000);
  CHECK(refused(list) == "store-readonly");
  CHECK(refused(create) == "store-readonly");
  allow(folder.path, 0777);
  allow(file, 0000);
  CHECK(refused(list) == "store-readonly");
  allow(file, 0444);
  CHECK(refused(list) == "store-readonly");
  CHECK(refused(create) == "store-readonly");
  allow(folder.path, 0555);
  allow(file, 0666);
  for (const char* more : {"-wal", "-shm", "-serving"}) std::filesystem::remove(file + more);
  CHECK(refused(list) == "store-readonly");
  CHECK(refused(create) == "store-readonly");
  allow(folder.path, 0700);

  const auto at = [](const std::filesystem::path& path, const std::vector<std::string>& words) {
    const Ran ran = run_on(path, words);
    CHECK(ran.status == kTrouble);
    return rule_of(ran);
  };
  CHECK(at(folder.path / "nowhere.db", list) == "store-missing");
  CHECK_FALSE(std::filesystem::exists(folder.path / "nowhere.db"));
  CHECK(at(folder.path / "no" / "folder.db", create) == "store-no-folder");
  CHECK(at(std::filesystem::path(file) / "below.db", create) == "store-no-folder");
  std::filesystem::create_directory(folder.path / "folder.db");
  CHECK(at(folder.path / "folder.db", list) == "store-foreign");
  CHECK(at(folder.path / "folder.db", create) == "store-foreign");
  std::ofstream(folder.path / "empty.db").flush();
  CHECK(at(folder.path / "empty.db", list) == "store-missing");
  CHECK(done_in(folder, list).says("1 of 1"));
}

TEST_CASE("a second server is refused, and tools only read while there is one") {
  const Shop folder;
  store::sqlite::Options options;
  options.path = folder.database();
  options.use = store::sqlite::Use::Server;
  const auto server = store::sqlite::Database::open(options);
  REQUIRE(server.ok());
  const Ran second = run_in(folder, {"serve", "--listen", "127.0.0.1:0"});
  CHECK(second.status == kTrouble);
  CHECK(rule_of(second) == "store-served");
  CHECK(done_in(folder, {"user", "list"}).says("mara@shop.example"));
  const Ran writing =
      run_in(folder, {"user", "create", "--name", "Ana", "--email", "ana@shop.example", "--role", "normal_user"});
  CHECK(writing.status == kTrouble);
  CHECK(rule_of(writing) == "store-served");
}

}  // namespace
}  // namespace remit::cli
