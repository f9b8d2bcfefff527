#include <doctest/doctest.h>

#include "native/server/session_cookie.h"

namespace remit::server {
namespace {

const std::string kToken(43, 'a');
const SessionId kSession{Uuid{{1}}};

http::Request with_cookie(const std::string& cookie) {
  http::Request request;
  request.headers.add("cookie", cookie);
  return request;
}

}  // namespace

TEST_CASE("[T16] each organisation has a cookie of its own") {
  CHECK(session_cookie_name("acme") == "__Host-remit-acme");
  const http::Request both =
      with_cookie("__Host-remit-acme=" + kToken + "; __Host-remit-nordwind=" + std::string(43, 'b'));
  CHECK(session_token(both, "acme") == kToken);
  CHECK(session_token(both, "nordwind") == std::string(43, 'b'));
  CHECK(session_token(both, "other") == std::nullopt);
  CHECK(session_token(with_cookie("__Host-remit-acme=short"), "acme") == std::nullopt);
  CHECK(session_token(with_cookie("__Host-remit-acme=" + std::string(43, '\'')), "acme") == std::nullopt);
}

TEST_CASE("[T17] a change needs the token that belongs to this very session") {
  http::Request request;
  CHECK(check_csrf(request, kToken).error().rule == "bad-csrf-token");
  request.headers.set("x-remit-csrf", csrf_token(std::string(43, 'b')));
  CHECK_FALSE(check_csrf(request, kToken).ok());
  request.headers.set("x-remit-csrf", csrf_token(kToken).substr(1));
  CHECK_FALSE(check_csrf(request, kToken).ok());
  request.headers.set("x-remit-csrf", csrf_token(kToken));
  CHECK(check_csrf(request, kToken).ok());
  CHECK(csrf_token(kToken).find(kToken) == std::string::npos);
}

TEST_CASE("[T16] a session ends after half an hour without a request, and after twelve hours in any case") {
  SessionActivity activity({minutes(30), hours(12)});
  const Time start{1'000'000'000};
  CHECK(activity.touch(kSession, start, start));
  CHECK(activity.touch(kSession, start, start + minutes(30)));
  CHECK(activity.touch(kSession, start, start + minutes(60)));
  CHECK_FALSE(activity.touch(kSession, start, start + minutes(60) + minutes(30) + milliseconds(1)));

  SessionActivity busy({minutes(30), hours(12)});
  for (int i = 0; i <= 24; ++i) CHECK(busy.touch(kSession, start, start + minutes(30 * i)));
  CHECK_FALSE(busy.touch(kSession, start, start + hours(12) + milliseconds(1)));
}

TEST_CASE("[T16] the absolute limit holds across a restart, which forgets when a session was last used") {
  SessionActivity restarted({minutes(30), hours(12)});
  const Time start{1'000'000'000};
  CHECK(restarted.touch(kSession, start, start + hours(11)));
  CHECK_FALSE(SessionActivity({minutes(30), hours(12)}).touch(kSession, start, start + hours(13)));
}

TEST_CASE("[T16] a page that only looks for news keeps no session alive") {
  SessionActivity activity({minutes(30), hours(12)});
  const Time start{1'000'000'000};
  CHECK(activity.touch(kSession, start, start));
  for (int i = 1; i <= 30; ++i) CHECK(activity.look(kSession, start, start + minutes(i)));
  CHECK_FALSE(activity.look(kSession, start, start + minutes(31)));
  CHECK_FALSE(activity.touch(kSession, start, start + minutes(31)));

  SessionActivity restarted({minutes(30), hours(12)});
  CHECK(restarted.look(kSession, start, start + minutes(5)));
  CHECK_FALSE(restarted.look(kSession, start, start + minutes(36)));
}

TEST_CASE("a proof is good for one change, for two minutes, and dies with its session") {
  SessionActivity activity({minutes(30), hours(12)});
  const Time start{1'000'000'000};
  CHECK_FALSE(activity.take_proof(kSession, start));
  activity.prove(kSession, start);
  CHECK(activity.proved(kSession, start + kProofLasts));
  CHECK(activity.take_proof(kSession, start + kProofLasts));
  CHECK_FALSE(activity.take_proof(kSession, start + kProofLasts));
  activity.prove(kSession, start);
  CHECK_FALSE(activity.take_proof(kSession, start + kProofLasts + milliseconds(1)));
  activity.prove(kSession, start);
  activity.forget(kSession);
  CHECK_FALSE(activity.proved(kSession, start));
}

}  // namespace remit::server
