#pragma once
// The gateway's way to its server: the browser's fetch.

#include "web/gateway/transport.h"
#include "web/platform/fetch.h"

namespace remit::web_main {

class BrowserTransport final : public gateway::Transport {
 public:
  explicit BrowserTransport(platform::Fetch& fetch) : fetch_(fetch) {}

  void send(gateway::Request request, std::function<void(gateway::Reply)> done) override {
    fetch_.send({std::move(request.method), std::move(request.path), std::move(request.headers),
                 std::move(request.body), request.quiet},
                [done = std::move(done)](platform::Response response) {
                  done({response.status, std::move(response.body)});
                });
  }

 private:
  platform::Fetch& fetch_;
};

}  // namespace remit::web_main
