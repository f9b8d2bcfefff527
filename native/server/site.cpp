#include "native/server/site.h"

#include <algorithm>
#include <utility>

#include "native/http/request_gate.h"

namespace remit::server {
namespace {

Error bad_base_url(std::string_view text) {
  return Error{Code::Invalid, "bad-base-url", {{"url", std::string(text)}}, "base-url"};
}

bool is_this_machine(std::string_view host) {
  const std::string_view name = host.substr(0, host.rfind(':'));
  return name == "127.0.0.1" || name == "localhost" || name == "[::1]";
}

}  // namespace

Result<std::string> parse_base_url(std::string_view text) {
  const std::string lower = http::lower_ascii(text);
  for (const std::string_view scheme : {"https://", "http://"}) {
    if (lower.compare(0, scheme.size(), scheme) != 0) continue;
    std::string host = lower.substr(scheme.size());
    if (!host.empty() && host.back() == '/') host.pop_back();
    if (!http::parse_host(host)) return bad_base_url(text);
    // SECURITY: a link is a secret; it never travels in clear text over a network.
    if (scheme == "http://" && !is_this_machine(host + ":") && !is_this_machine(host)) return bad_base_url(text);
    return std::string(scheme) + host;
  }
  return bad_base_url(text);
}

Site::Site(std::string base_url, std::uint16_t port) : base_url_(std::move(base_url)) {
  const std::string suffix = ":" + std::to_string(port);
  if (base_url_.empty()) base_url_ = "http://127.0.0.1" + suffix;
  origins_ = {base_url_, "http://127.0.0.1" + suffix, "http://localhost" + suffix};
}

bool Site::answers_for(std::string_view host) const {
  return std::any_of(origins_.begin(), origins_.end(),
                     [&](const std::string& origin) { return origin.substr(origin.find("//") + 2) == host; });
}

bool Site::is_own_origin(std::string_view origin) const {
  return std::find(origins_.begin(), origins_.end(), origin) != origins_.end();
}

Result<Done> check_same_origin(const http::Request& request, const Site& site, Caller caller) {
  const Error refused{Code::Denied, "cross-site", {}, {}};
  const std::string* origin = request.headers.find("origin");
  const bool says_same_origin = request.headers.get("sec-fetch-site") == "same-origin";
  // Browsers hide the origin of a form on a page with `no-referrer`, as ours are; then they say only how near it is.
  if (origin != nullptr && *origin == "null" && says_same_origin) return Done{};
  if (origin != nullptr && !site.is_own_origin(*origin)) return refused;
  if (request.method == http::Method::Get || request.method == http::Method::Head) return Done{};
  if (origin != nullptr || caller == Caller::Program || says_same_origin) return Done{};
  return refused;
}

}  // namespace remit::server
