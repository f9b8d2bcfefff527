// demo | serve

#include <algorithm>
#include <csignal>
#include <filesystem>

#include "core/base/password.h"
#include "native/cli/desk.h"
#include "native/server/app/app.h"
#include "plugins/demo/demo.h"

namespace remit::cli {

namespace {

namespace fs = std::filesystem;

struct ServeInput {
  std::string directory;
  std::string listen = "127.0.0.1:8080";
  std::string web;
  std::string base_url;
  bool demo = false;
};

/// A password that a person can type: 128 bits.
constexpr const char* kSignIns = "sign-ins.txt";

struct SignIn {
  std::string organisation, name, password, title;
};

/// One line each: organisation, sign-in name, password, title, with tabs between.
std::vector<SignIn> read_sign_ins(const std::string& text) {
  std::vector<SignIn> all;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    std::istringstream parts(line);
    SignIn it;
    if (std::getline(parts, it.organisation, '\t') && std::getline(parts, it.name, '\t') &&
        std::getline(parts, it.password, '\t') && std::getline(parts, it.title)) {
      all.push_back(std::move(it));
    }
  }
  return all;
}

/// The demo's database in `directory`, made where it is missing; a scheme that is new gets its organisation.
Result<std::vector<SignIn>> open_demo(Desk& desk, const std::string& directory, store::sqlite::Use use) {
  std::error_code failed;
  fs::create_directories(directory, failed);
  if (failed) return Error{Code::Unavailable, "cannot-write", {{"path", directory}, {"reason", failed.message()}}, ""};
  fs::permissions(directory, fs::perms::owner_all, failed);
  store::sqlite::Options wanted;
  wanted.path = (fs::path(directory) / "remit.db").string();
  wanted.missing = store::sqlite::Missing::Create;
  wanted.demo = store::sqlite::Demo::Yes;
  wanted.use = use;
  REMIT_TRY(desk.open(wanted));
  if (!desk.opened().database->demo()) {
    return Error{Code::Invalid, "not-a-demo", {{"path", wanted.path}}, ""};
  }
  const fs::path file = fs::path(directory) / kSignIns;
  std::vector<SignIn> known;
  std::string text;
  if (fs::exists(file)) {
    REMIT_TRY_ASSIGN(text, system::read_file(file, 1 << 20));
    known = read_sign_ins(text);
  }
  const Secret password = make_password(desk.random());
  REMIT_TRY_ASSIGN(const std::string hash, hash_password(password.reveal(), desk.random()));
  REMIT_TRY_ASSIGN(const std::vector<scheme::SchemePtr> schemes, desk.schemes());
  REMIT_TRY_ASSIGN(const demo::Organisations made,
                   demo::make_organisations(*desk.opened().database, schemes, hash, desk.clock().now(), desk.random(),
                                            desk.opened().key));
  for (const demo::Failure& it : made.failed) {
    desk.err() << "no whole demo organisation for the scheme " << it.scheme << ":\n";
    desk.fail(it.error);
  }
  if (made.owners.empty()) return known;
  for (const demo::Owner& it : made.owners) {
    known.push_back({it.organisation, it.signs_in_as, std::string(password.reveal()), it.scheme_title});
    text +=
        it.organisation + "\t" + it.signs_in_as + "\t" + std::string(password.reveal()) + "\t" + it.scheme_title + "\n";
  }
  REMIT_TRY(system::write_private_file(file, text));
  return known;
}

void print_sign_ins(Desk& desk, const std::vector<SignIn>& sign_ins, const std::string& base) {
  std::vector<std::vector<std::string>> rows;
  for (const SignIn& it : sign_ins) {
    rows.push_back({it.title, base.empty() ? it.organisation : base + "/o/" + it.organisation, it.name, it.password});
  }
  desk.table({"SCHEME", base.empty() ? "ORGANISATION" : "ADDRESS", "SIGN IN AS", "PASSWORD"}, rows);
}

/// Blocks SIGINT and SIGTERM in every thread started from now on, and waits for one.
class StopSignals {
 public:
  StopSignals() {
    sigemptyset(&set_);
    sigaddset(&set_, SIGINT);
    sigaddset(&set_, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &set_, nullptr);
  }
  void wait() {
    int signal = 0;
    sigwait(&set_, &signal);
  }

 private:
  sigset_t set_{};
};

Result<int> serve(Desk& desk, const ServeInput& input) {
  REMIT_TRY(desk.no_dry_run("serve"));
  const auto colon = input.listen.rfind(':');
  server::app::Config config;
  const std::string port = colon == std::string::npos ? std::string() : input.listen.substr(colon + 1);
  const bool number = !port.empty() && port.size() <= 5 &&
                      std::all_of(port.begin(), port.end(), [](char c) { return c >= '0' && c <= '9'; }) &&
                      std::stoul(port) <= 65535;
  if (!number) return Error{Code::Invalid, "not-an-address", {{"text", input.listen}}, "listen"};
  config.address = input.listen.substr(0, colon);
  config.port = static_cast<std::uint16_t>(std::stoul(port));
  config.base_url = input.base_url;
  config.web = input.web;
  config.demo = input.demo;

  StopSignals stop;
  std::vector<SignIn> sign_ins;
  if (input.demo) {
    REMIT_TRY_ASSIGN(sign_ins, open_demo(desk, input.directory, store::sqlite::Use::Server));
  } else {
    store::sqlite::Options wanted;
    wanted.path = desk.options.database;
    wanted.use = store::sqlite::Use::Server;
    REMIT_TRY(desk.open(wanted));
  }
  REMIT_TRY(desk.opened().service->load_indexes());
  REMIT_TRY_ASSIGN(
      const std::unique_ptr<server::app::App> app,
      server::app::App::start(
          config, {*desk.opened().service, desk.clock(), desk.random(), desk.err(), desk.catalogue(), nullptr, {}}));
  desk.out() << "Remit serves " << desk.paint("1", app->base_url()) << (input.demo ? " (demo)" : "") << "\n";
  if (input.demo) {
    desk.out() << "Without signing in: " << app->base_url() << "/?sandbox\n\n";
    print_sign_ins(desk, sign_ins, app->base_url());
    desk.out() << "\nThese are kept in " << (fs::path(input.directory) / kSignIns).string()
               << ", which only you can read. Ctrl-C stops the server.\n";
  }
  desk.out().flush();
  stop.wait();
  app->stop();
  return kDone;
}

}  // namespace

void add_server_commands(CLI::App& program, Desk& desk, const Assign& assign) {
  const auto input = std::make_shared<ServeInput>();  // shared with the parser, which fills it
  input->directory = "remit-demo";

  CLI::App* const demo =
      add_command(program, "demo", "Make a database with an organisation for every scheme, and print the sign-ins",
                  "demo --dir demo");
  demo->add_option("--dir", input->directory, "Where it goes")->capture_default_str();
  assign(demo, [&desk, input]() -> Result<int> {
    REMIT_TRY(desk.no_dry_run("demo"));
    REMIT_TRY_ASSIGN(const std::vector<SignIn> sign_ins, open_demo(desk, input->directory, store::sqlite::Use::Tool));
    print_sign_ins(desk, sign_ins, "");
    return kDone;
  });

  CLI::App* const serve_command = add_command(program, "serve", "Serve the app, the API and the account pages",
                                              "serve --demo\n--db remit.db serve --web build/web");
  serve_command->add_flag("--demo", input->demo, "Make and serve the demo organisations; offers the sandbox");
  serve_command->add_option("--dir", input->directory, "Where the demo's database is")->capture_default_str();
  serve_command->add_option("--listen", input->listen, "An address of this machine")->capture_default_str();
  serve_command->add_option("--web", input->web, "The app's files (build/web)");
  serve_command->add_option("--base-url", input->base_url, "What links in mails begin with");
  assign(serve_command, [&desk, input] { return serve(desk, *input); });
}

}  // namespace remit::cli
