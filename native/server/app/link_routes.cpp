#include "native/server/app/link_routes.h"

#include <algorithm>
#include <utility>

#include "core/base/catalogue.h"
#include "native/server/app/doors.h"

namespace remit::server::app {
namespace {

using account::Icon;
using account::Tone;
using scheme::Step;

bool contains(const std::vector<Step>& steps, Step step) {
  return std::find(steps.begin(), steps.end(), step) != steps.end();
}

/// A link that cannot be used, in words that say what to do about it.
http::Response link_problem(const Context& context, const Error& error, const account::Organisation& organisation) {
  account::Notice notice;
  notice.status = error.rule == "link-expired" ? 410 : status_of(error);
  notice.tone = Tone::Warn;
  notice.icon = error.rule == "link-expired" ? Icon::Clock : Icon::Lock;
  notice.title = error.rule == "link-expired"         ? "This link has expired"
                 : error.rule == "granter-lost-right" ? "This invitation cannot be accepted"
                                                      : "This link does not work";
  notice.text = sentences(error, context.catalogue) + " An administrator of " + organisation.name + " can help.";
  notice.actions = {{"Go to sign-in", path_of(organisation.slug)}};
  return account::notice(notice);
}

/// The page for what went wrong with a link, or with this server.
http::Response link_error(const Context& context, const Error& error, const Door& door) {
  const bool about_the_link =
      error.code == Code::NotFound || error.code == Code::Conflict || error.code == Code::Denied;
  return about_the_link ? link_problem(context, error, door.organisation) : error_page(context, error);
}

/// A form that brings a link's secret, and what that link is for.
struct Holder {
  Door door;
  Form form;
  std::string secret;
  present::LinkView link;
};

/// `then` with what the form brings, or the page that says why not.
template <class Then>
http::Response with_link(const Context& context, const Exchange& exchange, Then then) {
  const std::string& slug = exchange.parameters.text("org");
  auto door = door_of(context, slug);
  if (!door) return error_page(context, door.error());
  auto form = read_form(context, exchange.request);
  if (!form) return error_page(context, form.error());
  std::string secret = form->get("secret");
  auto link = context.service.link(slug, secret);
  if (!link) return link_error(context, link.error(), *door);
  return then(Holder{std::move(*door), std::move(*form), std::move(secret), std::move(*link)});
}

Result<Done> redeem(const Context& context, const http::Request& request, const Holder& holder, std::vector<Step> steps,
                    std::string password_hash = {}) {
  directory::Command command;
  command.action = directory::RedeemLink{holder.secret, std::move(steps), std::move(password_hash)};
  auto redeemed = context.service.execute(holder.door.organisation.slug, nobody_yet(request), {command});
  if (!redeemed) return std::move(redeemed).error();
  return Done{};
}

/// Everything that a form does at once. A second factor is a step of its own: nothing here enrols it by the way.
std::vector<Step> without_factor(std::vector<Step> steps) {
  std::erase(steps, Step::EnrolFactor);
  return steps;
}

http::Response factor_page(const Context& context, const Holder& holder) {
  return account::enrol_factor({holder.door.organisation, holder.link.name, holder.secret, context.demo});
}

/// What comes after `steps` were done by a link: its factor, else the sign-in page.
http::Response go_on(const Context& context, const Holder& holder, std::string_view notice) {
  if (contains(holder.link.steps, Step::EnrolFactor)) return factor_page(context, holder);
  return account::see_other(path_of(holder.door.organisation.slug, notice));
}

}  // namespace

http::Response link_page(const Context& context, const Exchange& exchange) {
  auto door = door_of(context, exchange.parameters.text("org"));
  if (!door) return error_page(context, door.error());
  return account::open_link(door->organisation);
}

http::Response look_at_link(const Context& context, const Exchange& exchange) {
  return with_link(context, exchange, [&](const Holder& holder) {
    const present::LinkView& link = holder.link;
    if (contains(link.steps, Step::SetPassword)) {
      return account::set_password(password_view(holder.door, link.name, link.signs_in_as, holder.secret));
    }
    if (without_factor(link.steps).empty()) return factor_page(context, holder);
    return account::confirm({holder.door.organisation, link.name, link.email, holder.secret});
  });
}

http::Response set_password(const Context& context, const Exchange& exchange) {
  return with_link(context, exchange, [&](const Holder& holder) {
    const present::LinkView& link = holder.link;
    if (!contains(link.steps, Step::SetPassword)) {
      return link_error(context, Error{Code::NotFound, "link-unknown", {}, {}}, holder.door);
    }
    auto chosen = chosen_password(context, holder.door,
                                  password_view(holder.door, link.name, link.signs_in_as, holder.secret), holder.form);
    if (auto* again = std::get_if<http::Response>(&chosen)) return std::move(*again);
    auto redeemed =
        redeem(context, exchange.request, holder, without_factor(link.steps), std::move(std::get<std::string>(chosen)));
    if (!redeemed) return link_error(context, redeemed.error(), holder.door);
    context.log.write("password-set", {{"org", holder.door.organisation.slug}, {"peer", exchange.request.peer}});
    return go_on(context, holder, "?set");
  });
}

http::Response confirm(const Context& context, const Exchange& exchange) {
  return with_link(context, exchange, [&](const Holder& holder) {
    std::vector<Step> steps = without_factor(holder.link.steps);
    std::erase(steps, Step::SetPassword);
    auto redeemed = redeem(context, exchange.request, holder, std::move(steps));
    if (!redeemed) return link_error(context, redeemed.error(), holder.door);
    return go_on(context, holder, "?confirmed");
  });
}

http::Response enrol_by_link(const Context& context, const Exchange& exchange) {
  return with_link(context, exchange, [&](const Holder& holder) {
    if (!context.demo) return factor_page(context, holder);
    auto redeemed = redeem(context, exchange.request, holder, {Step::EnrolFactor});
    if (!redeemed) return link_error(context, redeemed.error(), holder.door);
    context.log.write("factor-stood-in", {{"org", holder.door.organisation.slug}, {"peer", exchange.request.peer}});
    return account::see_other(path_of(holder.door.organisation.slug, "?ready"));
  });
}

}  // namespace remit::server::app
