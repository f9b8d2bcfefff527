#pragma once
// How the gateway reaches its server: the browser's fetch in the page, a fake in tests.

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace remit::gateway {

/// One request to the server that the page came from; its session cookie goes along by itself.
struct Request {
  std::string method = "GET";
  /// From the server's root: `/api/v1/orgs`.
  std::string path;
  std::vector<std::pair<std::string, std::string>> headers = {};
  std::string body = {};
  /// Nobody waits for it: the answer alone is no reason to draw.
  bool quiet = false;
};

/// `status` 0: no answer came, and whether the server got the question is not known.
struct Reply {
  int status = 0;
  std::string body;
};

class Transport {
 public:
  virtual ~Transport() = default;
  /// `done` is called once, later, from the page's event loop, never inside send().
  virtual void send(Request request, std::function<void(Reply)> done) = 0;
};

}  // namespace remit::gateway
