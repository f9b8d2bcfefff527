#include "native/server/session_cookie.h"

#include <algorithm>

#include "core/base/hash.h"
#include "native/http/cookie.h"
#include "native/http/octets.h"

namespace remit::server {
namespace {

constexpr std::size_t kTokenLength = 43;

bool looks_like_token(std::string_view text) {
  return text.size() == kTokenLength && std::all_of(text.begin(), text.end(), [](char c) {
           return http::is_letter(c) || http::is_digit(c) || c == '-' || c == '_';
         });
}

}  // namespace

std::string session_cookie_name(std::string_view slug) {
  return "__Host-remit-" + std::string(slug);
}

std::optional<std::string> session_token(const http::Request& request, std::string_view slug) {
  auto token = http::cookie_value(request.headers.get("cookie"), session_cookie_name(slug));
  if (!token || !looks_like_token(*token)) return std::nullopt;
  return token;
}

std::string csrf_token(std::string_view session_token) {
  return to_hex(sha256("remit csrf v1\n" + std::string(session_token)));
}

Result<Done> check_csrf(const http::Request& request, std::string_view session_token) {
  if (!equal_in_constant_time(request.headers.get("x-remit-csrf"), csrf_token(session_token))) {
    return Error{Code::Denied, "bad-csrf-token", {}, {}};
  }
  return Done{};
}

bool SessionActivity::touch(SessionId session, Time created_at, Time now) {
  const std::lock_guard lock(mutex_);
  if (now - swept_ > policy_.idle) {
    // What is older than both limits can only be refused, and is refused without being remembered.
    std::erase_if(last_used_, [&](const auto& entry) { return now - entry.second > policy_.absolute; });
    swept_ = now;
  }
  if (!lives(session, created_at, now)) return false;
  last_used_[session] = now;
  return true;
}

bool SessionActivity::look(SessionId session, Time created_at, Time now) {
  const std::lock_guard lock(mutex_);
  if (!lives(session, created_at, now)) return false;
  // After a restart nothing is known: the time begins to run now, not with each look.
  last_used_.try_emplace(session, now);
  return true;
}

bool SessionActivity::lives(SessionId session, Time created_at, Time now) const {
  if (now - created_at > policy_.absolute) return false;
  const auto found = last_used_.find(session);
  return found == last_used_.end() || now - found->second <= policy_.idle;
}

void SessionActivity::prove(SessionId session, Time now) {
  const std::lock_guard lock(mutex_);
  std::erase_if(proved_at_, [&](const auto& entry) { return now - entry.second > kProofLasts; });
  proved_at_[session] = now;
}

bool SessionActivity::proved(SessionId session, Time now) {
  const std::lock_guard lock(mutex_);
  const auto found = proved_at_.find(session);
  return found != proved_at_.end() && now - found->second <= kProofLasts;
}

bool SessionActivity::take_proof(SessionId session, Time now) {
  const bool good = proved(session, now);
  const std::lock_guard lock(mutex_);
  return proved_at_.erase(session) != 0 && good;
}

void SessionActivity::forget(SessionId session) {
  const std::lock_guard lock(mutex_);
  last_used_.erase(session);
  proved_at_.erase(session);
}

}  // namespace remit::server
