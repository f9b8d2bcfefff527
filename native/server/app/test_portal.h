#pragma once
// For tests: a whole server over a database in memory, with one BillPro organisation, and a browser that keeps cookies.

#include <doctest/doctest.h>

#include <atomic>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <sstream>
#include <string>

#include "core/base/catalogue.h"
#include "core/base/fake_random.h"
#include "core/base/secret.h"
#include "core/service/service.h"
#include "core/store/sqlite/database.h"
#include "native/http/target.h"
#include "native/http/test_client.h"
#include "native/server/app/app.h"
#include "plugins/plugins.h"

namespace remit::server::app {

class TestClock final : public Clock {
 public:
  Time now() override { return Time{ms_.load()}; }
  void move(Duration by) { ms_ += by.ms; }

 private:
  std::atomic<std::int64_t> ms_ = 1'795'289'499'000;
};

class LockedRandom final : public Random {
 public:
  void fill(std::span<std::uint8_t> out) override {
    const std::lock_guard lock(mutex_);
    random_.fill(out);
  }

 private:
  std::mutex mutex_;
  FakeRandom random_;
};

/// What came back, taken apart.
struct Answer {
  int status = 0;
  std::string head;
  std::string body;

  [[nodiscard]] std::string header(const std::string& name) const {
    const std::size_t at = head.find("\r\n" + name + ": ");
    if (at == std::string::npos) return {};
    const std::size_t begin = at + name.size() + 4;
    return head.substr(begin, head.find("\r\n", begin) - begin);
  }
  [[nodiscard]] bool says(std::string_view text) const { return body.find(text) != std::string::npos; }
};

/// Sends one request and reads the whole answer.
inline Answer ask_server(std::uint16_t port, const std::string& request) {
  http::TestClient client(port);
  client.send(request);
  const std::string octets = client.read_response();
  const std::size_t end = octets.find("\r\n\r\n");
  REQUIRE(end != std::string::npos);
  return {std::stoi(octets.substr(9, 3)), octets.substr(0, end + 2), octets.substr(end + 4)};
}

class Browser {
 public:
  explicit Browser(std::uint16_t port) : port_(port), origin_("http://127.0.0.1:" + std::to_string(port)) {}

  Answer get(const std::string& path, const std::string& more = {}) { return send("GET", path, more, ""); }
  Answer post_form(const std::string& path, const std::map<std::string, std::string>& fields) {
    std::string body;
    for (const auto& [name, value] : fields) {
      body += (body.empty() ? "" : "&") + name + "=" + http::percent_encode(value);
    }
    return send("POST", path, "Origin: " + origin_ + "\r\nContent-Type: application/x-www-form-urlencoded\r\n", body);
  }
  /// With the CSRF token of the organisation's session, as the app does it.
  Answer json(const std::string& method, const std::string& path, const std::string& body) {
    return send(method, path,
                "Origin: " + origin_ + "\r\nContent-Type: application/json\r\nX-Remit-CSRF: " + csrf("acme") + "\r\n",
                body);
  }
  Answer send(const std::string& method, const std::string& path, const std::string& more, const std::string& body) {
    std::string request = method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(port_) + "\r\n" + more;
    if (!cookies.empty()) {
      request += "Cookie: ";
      for (const auto& [name, value] : cookies) {
        request += (request.substr(request.size() - 8) == "Cookie: " ? "" : "; ") + name + "=" + value;
      }
      request += "\r\n";
    }
    if (method != "GET") request += "Content-Length: " + std::to_string(body.size()) + "\r\n";
    Answer answer = ask_server(port_, request + "\r\n" + body);
    const std::string set = answer.header("Set-Cookie");
    if (!set.empty()) {
      const std::size_t equals = set.find('=');
      const std::string name = set.substr(0, equals);
      cookies[name] = set.substr(equals + 1, set.find(';') - equals - 1);
      if (set.find("Max-Age=0") != std::string::npos) cookies.erase(name);
    }
    return answer;
  }
  std::string csrf(const std::string& slug) {
    const Answer session = get("/api/v1/orgs/" + slug + "/session");
    const std::size_t at = session.body.find("\"csrf\":\"");
    return at == std::string::npos ? "" : session.body.substr(at + 8, 64);
  }

  std::map<std::string, std::string> cookies;

 private:
  std::uint16_t port_;
  std::string origin_;
};

inline const std::string kOwner = "owner@acme.example";
inline const std::string kPassword = "seven brave otters sing";

/// An organisation `acme` whose owner is owner@acme.example and has a link to set a password.
class Portal {
 public:
  explicit Portal(Config config = {}) : seal_key_(SealKey::make(random)), catalogue_(Catalogue::english()) {
    store::sqlite::Options options;
    options.missing = store::sqlite::Missing::Create;
    options.demo = store::sqlite::Demo::Yes;
    auto database = store::sqlite::Database::open(options);
    REQUIRE(database.ok());
    database_ = std::move(*database);
    auto schemes = plugins::load_builtin();
    REQUIRE(schemes.ok());
    auto opened = service::Service::open({*database_, clock, random, seal_key_, *schemes, "en"});
    REQUIRE(opened.ok());
    service_ = std::move(*opened);
    add_organisation("acme", "Acme Payments");

    config.port = 0;
    auto started = App::start(std::move(config), {*service_, clock, random, log, catalogue_, nullptr, {}});
    REQUIRE(started.ok());
    app_ = std::move(*started);
  }

  using Fields = std::map<std::string, std::string>;
  void add_organisation(const std::string& slug, const std::string& name, const std::string& scheme_id = "billpro",
                        const Fields& owner = {{"name", "Olive Owner"}, {"email", "owner@acme.example"}}) {
    auto scheme = plugins::load_builtin(scheme_id);
    REQUIRE(scheme.ok());
    const directory::NewOrganisation fresh{slug, name, *scheme, owner, {}};
    auto created = service_->create_organisation(fresh, directory::operator_actor());
    REQUIRE_MESSAGE(created.ok(), created.error().rule);
  }
  /// The secret of the newest usable mail to that address, of one purpose if that is named.
  std::string link_for(const std::string& recipient, const std::string& slug = "acme",
                       const std::string& purpose = "") {
    auto mails = service_->outbox(slug, directory::operator_actor());
    REQUIRE_MESSAGE(mails.ok(), mails.error().rule);
    for (const present::OutboxItem& mail : *mails) {
      if (mail.recipient == recipient && mail.usable && (purpose.empty() || mail.purpose == purpose)) {
        return mail.secret;
      }
    }
    return {};
  }
  void set_password(const std::string& email, const std::string& password = kPassword) {
    const Answer set = browser().post_form("/o/acme/password",
                                           {{"secret", link_for(email)}, {"password", password}, {"repeat", password}});
    REQUIRE(set.status == 303);
  }
  [[nodiscard]] Browser browser() const { return Browser(app_->port()); }
  /// A browser in which that person is signed in.
  [[nodiscard]] Browser signed_in(const std::string& email) const {
    Browser one = browser();
    const Answer answer = one.post_form("/o/acme/sign-in", {{"identifier", email}, {"password", kPassword}});
    REQUIRE(answer.status == 303);
    return one;
  }
  [[nodiscard]] std::uint16_t port() const { return app_->port(); }
  [[nodiscard]] service::Service& service() { return *service_; }

  TestClock clock;
  LockedRandom random;
  std::ostringstream log;

 private:
  SealKey seal_key_;
  Catalogue catalogue_;
  std::unique_ptr<store::sqlite::Database> database_;
  std::unique_ptr<service::Service> service_;
  std::unique_ptr<App> app_;
};

}  // namespace remit::server::app
