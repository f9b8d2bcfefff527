#pragma once
// The app over a server, for the organisation that the page's address names: `/?org=SLUG`.

#include <memory>
#include <string>

#include "web/app/app.h"
#include "web/gateway/server_gateway.h"
#include "web/main/browser_transport.h"
#include "web/platform/page.h"
#include "web/platform/system.h"

namespace remit::web_main {

class ServerPage final : public platform::App {
 public:
  ServerPage(const platform::Page::Parts& parts, std::string slug);

  void draw(ui::Ui& ui) override;
  [[nodiscard]] bool has_unsaved_changes() const override;

 private:
  /// Looks at whether the tab is seen and the network there; what has changed decides about the gateway's checks.
  void look_around();

  platform::BrowserHost& host_;
  platform::BrowserRandom random_;
  BrowserTransport transport_;
  const std::string slug_;
  gateway::ServerGateway gateway_;
  app::App app_;
  bool seen_ = false;
  bool online_ = true;
};

}  // namespace remit::web_main
