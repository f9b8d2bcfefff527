#include "native/server/app/doors.h"

#include <utility>

#include "core/base/catalogue.h"
#include "native/server/json_body.h"

namespace remit::server::app {
namespace {

using account::Icon;
using account::Tone;

PasswordPolicy policy_of(const scheme::CompiledScheme& scheme) {
  return scheme.definition().sign_in.policy == scheme::Policy::Pci ? pci_password_policy() : PasswordPolicy{};
}

}  // namespace

std::string path_of(std::string_view slug, std::string_view rest) {
  return "/o/" + http::percent_encode(slug) + std::string(rest);
}

std::string app_path(std::string_view slug) {
  return "/?org=" + http::percent_encode(slug);
}

bool Door::identifier_is_email() const {
  return scheme->sign_in_field().kind == scheme::FieldKind::Email;
}

Result<Door> door_of(const Context& context, std::string_view slug) {
  REMIT_TRY_ASSIGN(const directory::Organisation organisation, context.service.organisation(slug));
  REMIT_TRY_ASSIGN(scheme::SchemePtr scheme, context.service.scheme_of(slug));
  const scheme::Definition& definition = scheme->definition();
  std::string product = definition.presentation.product.in();
  return Door{{organisation.slug, organisation.name, std::move(product)}, std::move(scheme)};
}

std::string Form::get(std::string_view name) const {
  for (const http::Parameter& field : fields) {
    if (field.name == name) return field.value;
  }
  return {};
}

Result<Form> read_form(const Context& context, const http::Request& request) {
  REMIT_TRY(check_same_origin(request, context.site, Caller::Browser));
  if (!is_form(request))
    return Error{Code::Invalid, "unsupported-media-type", {{"type", request.headers.get("content-type")}}, {}};
  REMIT_TRY_ASSIGN(std::vector<http::Parameter> fields, http::parse_form(request.body));
  for (const http::Parameter& field : fields) {
    auto once = http::single_value(fields, field.name);
    if (!once) return std::move(once).error();
  }
  return Form{std::move(fields)};
}

directory::Actor nobody_yet(const http::Request& request) {
  directory::Actor actor;
  actor.kind = scheme::ActorKind::Self;
  actor.origin = request.peer;
  return actor;
}

account::SetPassword password_view(const Door& door, std::string name, std::string signs_in_as, std::string secret) {
  account::SetPassword view;
  view.organisation = door.organisation;
  view.name = std::move(name);
  view.identifier_label = door.identifier_label();
  view.identifier = std::move(signs_in_as);
  view.secret = std::move(secret);
  view.min_length = policy_of(*door.scheme).min;
  return view;
}

std::variant<Visit, http::Response> visit_of(const Context& context, const Exchange& exchange, SessionKind kind) {
  const std::string& slug = exchange.parameters.text("org");
  auto door = door_of(context, slug);
  if (!door) return error_page(context, door.error());
  auto asker = who_asks(context, exchange.request, slug);
  if (!asker && asker.error().code != Code::Denied) return error_page(context, asker.error());
  const bool steps_only = kind == SessionKind::StepsOnly;
  if (!asker || !asker->who.session || asker->who.session->steps_only != steps_only) {
    return account::see_other(path_of(slug));
  }
  auto open = context.service.open_steps(slug, asker->who.actor.user);
  if (!open) return error_page(context, open.error());
  return Visit{std::move(*door), std::move(*asker), std::move(*open)};
}

std::variant<std::string, http::Response> chosen_password(const Context& context, const Door& door,
                                                          account::SetPassword view, const Form& form) {
  const std::string password = form.get("password");
  auto good = check_password(password, policy_of(*door.scheme), Factors::PasswordOnly,
                             {view.name, view.identifier, door.organisation.name, door.organisation.product});
  if (!good) {
    view.password_error = sentences(good.error(), context.catalogue);
    return account::set_password(view);
  }
  if (password != form.get("repeat")) {
    view.repeat_error = "The two are not the same. Type both again.";
    return account::set_password(view);
  }
  auto hash = hash_password(password, context.random);
  if (!hash) return error_page(context, hash.error());
  return std::move(*hash);
}

http::Response not_found_page() {
  account::Notice notice;
  notice.status = 404;
  notice.icon = Icon::Search;
  notice.title = "There is nothing at this address";
  notice.text = "It may be misspelt, or what was here is gone.";
  notice.actions = {{"Go to the start page", "/"}};
  return account::notice(notice);
}

http::Response error_page(const Context& context, const Error& error) {
  if (error.code == Code::NotFound) return not_found_page();
  if (error.code == Code::Internal) context.log.write("defect", {{"rule", error.rule}});
  account::Notice notice;
  notice.status = status_of(error);
  notice.tone = Tone::Bad;
  notice.title = error.code == Code::Unavailable ? "The server is busy" : "That did not work";
  notice.text = error.code == Code::Unavailable ? "Nothing was changed. Try again in a moment."
                : error.rule == "cross-site"    ? "The form came from another site. Open the page anew and try again."
                : error.code == Code::Internal  ? "Nothing was changed. The operator finds the reason in the log."
                                                : "Nothing was changed. Go back, check what you typed and try again.";
  notice.actions = {{"Go to the start page", "/"}};
  http::Response response = account::notice(notice);
  if (notice.status == 503) response.headers.set("Retry-After", "1");
  return response;
}

http::Response too_many_attempts(const Context& context, const Error& error, std::string_view slug) {
  account::Notice notice;
  notice.status = status_of(error);
  notice.tone = Tone::Warn;
  notice.icon = Icon::Clock;
  notice.title = "Too many attempts";
  notice.text = sentences(error, context.catalogue);
  notice.actions = {{"Back to sign-in", path_of(slug)}};
  http::Response response = account::notice(notice);
  response.headers.set("Retry-After", retry_after(error));
  return response;
}

}  // namespace remit::server::app
