#pragma once
// Requests to the server that the page came from. The page's thread only.

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "web/platform/pending.h"

namespace remit::platform {

using Headers = std::vector<std::pair<std::string, std::string>>;

struct Request {
  std::string method = "GET";
  /// Relative to the page; other origins are refused. Never with a secret in it (ASVS 14.2.1).
  std::string url;
  /// The session cookie goes along by itself; what proves that it is us (the CSRF header) is put here by the caller.
  Headers headers;
  std::string body;
  /// The answer alone draws no frame: who asked asks for frames if there is something to see.
  bool quiet = false;
};

struct Response {
  /// The HTTP status; 0 when no answer came: offline, refused, or nothing within 30 s.
  int status = 0;
  Headers headers;  ///< names in lower case
  std::string body;

  /// The first of that name (lower case); empty if there is none.
  [[nodiscard]] std::string_view header(std::string_view name) const;
};

/// Any number of requests at once; each is answered once, from the page's event loop, never inside send().
class Fetch {
 public:
  using Done = std::function<void(Response)>;

  std::uint32_t send(const Request& request, Done done);
  /// `done` will not be called.
  void cancel(std::uint32_t id);

  /// For events.cpp. `headers` are lines `name: value`. Says whether to draw.
  [[nodiscard]] bool replied(std::uint32_t id, int status, std::string_view headers, std::string_view body);

 private:
  Pending<Response> pending_;
  std::unordered_set<std::uint32_t> quiet_;
};

/// Lines `name: value`; a line without a colon is dropped.
[[nodiscard]] Headers parse_headers(std::string_view lines);

}  // namespace remit::platform
