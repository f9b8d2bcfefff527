#include "web/main/server_page.h"

#include <utility>

#include "web/gateway/query.h"

namespace remit::web_main {

ServerPage::ServerPage(const platform::Page::Parts& parts, std::string slug)
    : host_(parts.host),
      transport_(parts.fetch),
      slug_(slug),
      gateway_({.transport = transport_,
                .wake = [this] { host_.request_frames(2); },
                .call_later = [this](Duration delay) { host_.call_later(delay, [this] { gateway_.tick(); }); }},
               std::move(slug)),
      app_({.gateway = gateway_, .sandbox = nullptr, .host = host_, .random = random_}) {}

void ServerPage::look_around() {
  const bool seen = host_.visible();
  const bool online = host_.online();
  if (seen && (!seen_ || online != online_)) gateway_.watch();
  if (!seen && seen_) gateway_.rest();
  seen_ = seen;
  online_ = online;
}

void ServerPage::draw(ui::Ui& ui) {
  look_around();
  app_.draw(ui);
  // The address, the cookie and what a reload shows belong to one organisation: another one is another page.
  if (gateway_.opened() != slug_) host_.open_link("/?org=" + gateway::percent_encode(gateway_.opened()));
}

bool ServerPage::has_unsaved_changes() const {
  return app_.has_unsaved_changes();
}

}  // namespace remit::web_main
