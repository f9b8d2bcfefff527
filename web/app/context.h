#pragma once
// What every view is given: the gateway, where one is, who looks, and the way to change things.

#include <optional>
#include <string>

#include "core/base/catalogue.h"
#include "web/app/acts.h"
#include "web/app/app.h"
#include "web/app/router.h"

namespace remit::app {

struct Context {
  explicit Context(Parts p)
      : parts(p), gateway(p.gateway), sandbox(p.sandbox), host(p.host), acts(p.gateway, p.random, catalogue) {}

  Parts parts;
  service::Gateway& gateway;
  service::Sandbox* sandbox;
  ui::Host& host;
  const Catalogue catalogue = Catalogue::english();
  Acts acts;
  Route route;
  present::Viewer viewer;  ///< known before any view is drawn

  /// The node of one's own that one works on; none where there is nothing to choose. Narrows lists, gives no right.
  [[nodiscard]] std::string selected() const {
    if (viewer.scopes.size() < 2) return {};
    const std::string kept = host.setting(selected_key());
    for (const present::Choice& it : viewer.scopes) {
      if (it.id == kept) return kept;
    }
    return {};
  }
  void select(std::string_view scope) {
    host.set_setting(selected_key(), scope);
    host.request_frames(2);
  }
  [[nodiscard]] std::string selected_key() const { return "selected:" + viewer.organisation + ":" + viewer.user_id; }

  [[nodiscard]] Time now() const { return sandbox ? sandbox->now() : host.now(); }
  [[nodiscard]] std::string say(const Error& error) const { return sentences(error, catalogue); }
  /// Goes there at the end of this frame.
  void go(Route where, ui::History history = ui::History::Push) {
    next = std::move(where);
    next_history = history;
    host.request_frames(2);
  }
  void go_to(Place place, std::string user = {}) { go(Route{place, std::move(user), {}}); }

  std::optional<Route> next;
  ui::History next_history = ui::History::Push;
};

/// Narrow canvases (LOOK.md, breakpoints).
enum class Breadth : std::uint8_t { Phone, Small, Medium, Wide };
[[nodiscard]] inline Breadth breadth(float canvas_width) {
  if (canvas_width < 768) return Breadth::Phone;
  if (canvas_width < 1024) return Breadth::Small;
  return canvas_width < 1280 ? Breadth::Medium : Breadth::Wide;
}

}  // namespace remit::app
