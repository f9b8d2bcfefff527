#include "native/server/app/own_password_routes.h"

#include <utility>

#include "native/server/app/doors.h"
#include "native/server/app/sessions.h"

namespace remit::server::app {
namespace {

account::SetPassword view_of(const Visit& visit) {
  account::SetPassword view = password_view(visit.door, visit.open.name, visit.open.signs_in_as, {});
  view.replaces = true;
  return view;
}

}  // namespace

http::Response own_password_page(const Context& context, const Exchange& exchange) {
  auto visit = visit_of(context, exchange, SessionKind::Whole);
  if (auto* elsewhere = std::get_if<http::Response>(&visit)) return std::move(*elsewhere);
  return account::set_password(view_of(std::get<Visit>(visit)));
}

http::Response change_own_password(const Context& context, const Exchange& exchange) {
  auto came = visit_of(context, exchange, SessionKind::Whole);
  if (auto* elsewhere = std::get_if<http::Response>(&came)) return std::move(*elsewhere);
  Visit& visit = std::get<Visit>(came);
  const std::string& slug = visit.slug();
  account::SetPassword view = view_of(visit);
  auto form = read_form(context, exchange.request);
  if (!form) return error_page(context, form.error());
  auto proved = prove(context, exchange.request, slug, visit.asker, form->get("current"));
  if (!proved) {
    if (proved.error().code == Code::Unavailable) return too_many_attempts(context, proved.error(), slug);
    if (proved.error().code != Code::Denied) return error_page(context, proved.error());
    view.current_error = "This is not your current password. Type it again.";
    return account::set_password(view);
  }
  auto chosen = chosen_password(context, visit.door, view, *form);
  if (auto* again = std::get_if<http::Response>(&chosen)) return std::move(*again);
  directory::Actor& actor = visit.asker.who.actor;
  actor.proved = context.activity.take_proof(visit.asker.who.session->id, context.clock.now());
  directory::Command command;
  command.action =
      directory::CompleteStep{actor.user, scheme::Step::SetPassword, std::move(std::get<std::string>(chosen))};
  auto changed = context.service.execute(slug, actor, {command});
  if (!changed) return error_page(context, changed.error());
  context.log.write("password-set", {{"org", slug}, {"peer", exchange.request.peer}});
  account::Notice notice;
  notice.tone = account::Tone::Ok;
  notice.icon = account::Icon::Check;
  notice.title = "Your password is changed";
  notice.text = "Every other session of yours has ended.";
  notice.actions = {{"Back to the portal", app_path(slug)}};
  return account::notice(notice);
}

}  // namespace remit::server::app
