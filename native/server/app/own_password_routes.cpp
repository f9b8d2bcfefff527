#include "native/server/app/own_password_routes.h"

#include <utility>

#include "native/server/app/doors.h"
#include "native/server/app/sessions.h"

namespace remit::server::app {
namespace {

struct Visit {
  Door door;
  Asker asker;
  account::SetPassword view;
};

/// `then` with the session and the page; whoever has no session goes to the organisation's page.
template <class Then>
http::Response with_session(const Context& context, const Exchange& exchange, Then then) {
  const std::string& slug = exchange.parameters.text("org");
  auto door = door_of(context, slug);
  if (!door) return error_page(context, door.error());
  auto asker = who_asks(context, exchange.request, slug);
  if (!asker && asker.error().code != Code::Denied) return error_page(context, asker.error());
  if (!asker || !asker->who.session || asker->who.session->steps_only) return account::see_other(path_of(slug));
  auto person = context.service.open_steps(slug, asker->who.actor.user);
  if (!person) return error_page(context, person.error());
  account::SetPassword view = password_view(*door, std::move(person->name), std::move(person->signs_in_as), {});
  view.replaces = true;
  return then(Visit{std::move(*door), std::move(*asker), std::move(view)});
}

}  // namespace

http::Response own_password_page(const Context& context, const Exchange& exchange) {
  return with_session(context, exchange, [](const Visit& visit) { return account::set_password(visit.view); });
}

http::Response change_own_password(const Context& context, const Exchange& exchange) {
  return with_session(context, exchange, [&](Visit visit) {
    const std::string& slug = visit.door.organisation.slug;
    auto form = read_form(context, exchange.request);
    if (!form) return error_page(context, form.error());
    auto proved = prove(context, exchange.request, slug, visit.asker, form->get("current"));
    if (!proved) {
      if (proved.error().code == Code::Unavailable) return too_many_attempts(context, proved.error(), slug);
      if (proved.error().code != Code::Denied) return error_page(context, proved.error());
      visit.view.current_error = "This is not your current password. Type it again.";
      return account::set_password(visit.view);
    }
    auto chosen = chosen_password(context, visit.door, visit.view, *form);
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
  });
}

}  // namespace remit::server::app
