#pragma once
// What this server is called from outside: which hosts it answers for, which origins are its own, and what links begin
// with. All of it comes from configuration, never from a request (T10).

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"
#include "native/http/message.h"

namespace remit::server {

/// `scheme://host[:port]`, lower case, without a slash at the end. Error: Invalid `bad-base-url`, field `base-url`, for
/// anything else, and for `http` to a host that is not this machine.
[[nodiscard]] Result<std::string> parse_base_url(std::string_view text);

class Site {
 public:
  /// `base_url` as parse_base_url gives it; empty: `http://127.0.0.1:PORT`. The loopback names of the port are always
  /// answered for.
  Site(std::string base_url, std::uint16_t port);

  /// Links in mails begin with it (T10).
  [[nodiscard]] const std::string& base_url() const { return base_url_; }
  /// False for a Host we are not called by: a name that somebody pointed at this machine (DNS rebinding).
  [[nodiscard]] bool answers_for(std::string_view host) const;
  [[nodiscard]] bool is_own_origin(std::string_view origin) const;

 private:
  std::string base_url_;
  std::vector<std::string> origins_;
};

enum class Caller {
  Browser,  ///< the request carries a cookie or is a form: a browser must say where it comes from
  Program,  ///< the request carries a credential of its own: nobody's browser can be tricked into that
};

/// Refuses a request that another site made a browser send (T17, ASVS 3.5.1): Origin, where there is one, must be our
/// own; without Origin, or with `null`, Sec-Fetch-Site must be `same-origin`; a browser must send one of the two with
/// everything but GET and HEAD. Error: Denied `cross-site`.
[[nodiscard]] Result<Done> check_same_origin(const http::Request& request, const Site& site, Caller caller);

}  // namespace remit::server
