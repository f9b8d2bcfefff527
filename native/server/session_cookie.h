#pragma once
// The secrets of a browser's session: its cookie, the token against forged requests, and how long it lasts (T16, T17).

#include <cstddef>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/base/time.h"
#include "native/http/message.h"

namespace remit::server {

/// `__Host-remit-SLUG`: one cookie an organisation, so that several can be open. Precondition: a slug, [a-z0-9-].
[[nodiscard]] std::string session_cookie_name(std::string_view slug);
/// The token in the request's cookie for that organisation, if it looks like one (43 characters base64url: 256 bits).
[[nodiscard]] std::optional<std::string> session_token(const http::Request& request, std::string_view slug);

/// What the app sends as `X-Remit-CSRF` with every change: derived from the session's token, so it dies with it and
/// nothing more need be stored; the token cannot be found from it.
[[nodiscard]] std::string csrf_token(std::string_view session_token);
/// Error: Denied `bad-csrf-token`. Takes the same time wherever the first difference stands.
[[nodiscard]] Result<Done> check_csrf(const http::Request& request, std::string_view session_token);

struct SessionPolicy {
  Duration idle = minutes(30);    ///< without a request (SP 800-63B-4 AAL2: at most an hour; PCI DSS 8.2.8: 15 min)
  Duration absolute = hours(12);  ///< from sign-in, whatever happens (AAL2: at most a day)
};

inline constexpr Duration kProofLasts = minutes(2);

/// When each session was last used, and which have proved themselves. Kept in memory only: a restart counts as use, the
/// absolute limit still holds because the session's creation is stored. Thread-safe.
class SessionActivity {
 public:
  explicit SessionActivity(SessionPolicy policy) : policy_(policy) {}

  /// Notes a request. False: the session is too old or was idle for too long, and must be ended.
  [[nodiscard]] bool touch(SessionId session, Time created_at, Time now);
  /// The same for a request that nobody's hand made (an open page looking for news): no use of the session, so that a
  /// page left open does not keep it alive (T16).
  [[nodiscard]] bool look(SessionId session, Time created_at, Time now);
  /// Forgets what is known of it, proof included.
  void forget(SessionId session);

  /// The person has given their password anew: good for one change within kProofLasts (Rule 1, control on oneself).
  void prove(SessionId session, Time now);
  [[nodiscard]] bool proved(SessionId session, Time now);
  /// The same, and uses it up.
  [[nodiscard]] bool take_proof(SessionId session, Time now);
  [[nodiscard]] const SessionPolicy& policy() const { return policy_; }

 private:
  [[nodiscard]] bool lives(SessionId session, Time created_at, Time now) const;

  const SessionPolicy policy_;
  std::mutex mutex_;
  std::map<SessionId, Time> last_used_;
  std::map<SessionId, Time> proved_at_;
  Time swept_;
};

}  // namespace remit::server
