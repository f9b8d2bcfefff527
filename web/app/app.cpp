#include "web/app/app.h"

#include <utility>

#include "web/app/activity_view.h"
#include "web/app/create_view.h"
#include "web/app/details_view.h"
#include "web/app/edit_panel.h"
#include "web/app/outbox_view.h"
#include "web/app/pieces.h"
#include "web/app/roles_view.h"
#include "web/app/scopes_view.h"
#include "web/app/shell.h"
#include "web/app/start_view.h"
#include "web/app/users_view.h"
#include "web/ui/gallery.h"

namespace remit::app {

using ui::Rect;

namespace {

/// `a Profile`, `an Entity`: the schemes' words are capitalised.
std::string with_article(const std::string& word) {
  const bool vowel = !word.empty() && std::string_view("AEIOaeio").find(word.front()) != std::string_view::npos;
  return (vowel ? "an " : "a ") + word;
}

bool creates(Place place) {
  return place == Place::New || place == Place::Duplicate;
}

}  // namespace

struct App::Impl {
  explicit Impl(Parts p)
      : context(p),
        shell(context),
        link(context),
        users(context),
        details(context),
        edit(context),
        create(context, [this](const present::Outcome& outcome) { created(outcome); }),
        scopes(context),
        roles(context),
        outbox(context, link),
        activity(context),
        start(context) {}

  void draw(ui::Ui& ui);
  void follow_gateway();
  void follow_address();
  void page(ui::Ui& ui, Rect rect);
  void choose_scope(ui::Ui& ui, Rect rect);
  void users_page(ui::Ui& ui, Rect rect);
  void leave(ui::Ui& ui);
  void open(std::string slug);
  void forget();
  void refresh();
  void created(const present::Outcome& outcome);
  [[nodiscard]] bool unsaved() const;
  [[nodiscard]] std::string title() const;

  Context context;
  Shell shell;
  LinkDialog link;
  UsersView users;
  DetailsView details;
  EditPanel edit;
  CreateView create;
  ScopesView scopes;
  RolesView roles;
  OutboxView outbox;
  ActivityView activity;
  StartView start;
  ui::Gallery gallery;
  Question<present::Viewer> viewer;
  Question<std::vector<present::OrganisationCard>> organisations;
  std::optional<std::uint64_t> revision;
  std::string address, viewed;
  bool addressed = false, over_details = false;
  std::optional<Route> held_back;  // where one wants to go while something is unsaved
};

void App::Impl::forget() {
  users.forget();
  details.forget();
  edit.forget();
  create.forget();
  scopes.forget();
  roles.forget();
  outbox.forget();
  activity.forget();
}

void App::Impl::refresh() {
  users.refresh();
  details.refresh();
  edit.refresh();
  scopes.refresh();
  roles.refresh();
  outbox.refresh();
  activity.refresh();
}

void App::Impl::follow_gateway() {
  if (revision != context.gateway.revision()) {
    const bool first = !revision;
    revision = context.gateway.revision();
    viewer.ask(context.gateway.viewer());
    organisations.ask(context.gateway.organisations());
    if (!first) refresh();
  }
  organisations.look();
  if (!viewer.look() || !viewer.value() || viewer.error()) return;
  context.viewer = *viewer.value();
  const std::string eyes = context.viewer.organisation + "/" + context.viewer.user_id;
  // Other eyes see other things: nothing that was shown before may stay.
  if (eyes != viewed && !viewed.empty()) forget();
  viewed = eyes;
}

// The address is the truth: Back, a bookmark and a click all end here.
void App::Impl::follow_address() {
  std::string now = context.host.address();
  if (addressed && now == address) return;
  const Route before = context.route;
  const Route wanted = parse_route(now);
  // Back out of a form that was changed asks like any other way out of it; until then one stays.
  if (addressed && unsaved() && !(wanted.place == before.place && wanted.user == before.user)) {
    held_back = wanted;
    return context.host.set_address(address, ui::History::Push);
  }
  context.route = now.empty() && context.sandbox && !addressed ? Route{Place::Start, {}, {}} : wanted;
  if (context.route.place == Place::Start && !context.sandbox) context.route = {};
  if (context.route.place == Place::Edit && !(before.place == Place::Edit && before.user == context.route.user)) {
    over_details = before.place == Place::User && before.user == context.route.user;
  }
  if (before.place == Place::Edit && context.route.place != Place::Edit) edit.forget();
  // Whom nobody looks at is not asked about any more: they may be gone by then.
  if (context.route.place != Place::User && context.route.place != Place::Edit) details.forget();
  if (creates(before.place) && !creates(context.route.place)) create.forget();
  address = std::move(now);
  addressed = true;
}

void App::Impl::open(std::string slug) {
  if (slug != context.gateway.opened()) {
    context.gateway.open(std::move(slug));
    forget();
    viewed.clear();
    viewer.forget();
  }
  context.go_to(Place::Users);
}

void App::Impl::created(const present::Outcome& outcome) {
  if (outcome.user_id.empty()) return context.go_to(Place::Users);
  if (!outcome.secret.empty()) details.show_secret(outcome.user_id, outcome.secret);
  context.go_to(Place::User, outcome.user_id);
}

bool App::Impl::unsaved() const {
  return (context.route.place == Place::Edit && edit.unsaved()) || (creates(context.route.place) && create.unsaved());
}

std::string App::Impl::title() const {
  switch (context.route.place) {
    case Place::Scopes:
      return context.viewer.scopes_word;
    case Place::Roles:
      return "Roles";
    case Place::Outbox:
      return "Outbox";
    case Place::Activity:
      return "Activity";
    case Place::Start:
      return "Start";
    case Place::New:
    case Place::Duplicate:
      return "New user";
    default:
      return "Users";
  }
}

void App::Impl::draw(ui::Ui& ui) {
  Shell::follow_theme(ui);
  follow_address();
  if (context.route.place == Place::Components) return gallery.draw(ui);
  follow_gateway();
  if (viewer.error()) {
    ui::fill(ui, ui.canvas(), ui::Token::Bg);
    if (failure(ui, ui.canvas(), context, *viewer.error(), "Remit didn’t load")) revision.reset();
    return;
  }
  if (!viewer.value()) {
    ui::fill(ui, ui.canvas(), ui::Token::Bg);
    return;
  }
  static const std::vector<present::OrganisationCard> kNone;
  const std::vector<present::OrganisationCard>& all = organisations.value() ? *organisations.value() : kNone;
  const bool starting = context.route.place == Place::Start;
  const Rect rest = starting ? shell.draw_start(ui) : shell.draw(ui, all);
  {
    const ui::Landmark main(ui, ui::Role::Main, title(), rest);
    if (starting) {
      if (std::string slug = start.draw(ui, rest, all); !slug.empty()) open(std::move(slug));
    } else {
      page(ui, rest);
    }
  }
  if (!starting) shell.draw_menus(ui, all);
  link.draw(ui);
  Rect above_footer = rest;
  above_footer.cut_bottom(ui::kTableFooterHeight);
  context.acts.draw_toast(ui, above_footer);
  context.acts.draw(ui);
  if (std::string slug = shell.take_opened(); !slug.empty()) open(std::move(slug));
  leave(ui);
}

// Whoever has several works on one at a time, and changes it without signing out (V099, V182).
void App::Impl::choose_scope(ui::Ui& ui, Rect rect) {
  const present::Viewer& me = context.viewer;
  Flow flow(ui, "choose-scope", rect, 24, 32);
  Rect& at = flow.rest();
  const float width = std::min(at.w, 420.0f);
  at.x += std::floor((at.w - width) / 2);
  at.w = width;
  const std::string title = "Choose " + with_article(me.scope_word);
  ui::heading(ui, at.cut_top(28, 4), title, 1, {ui::TextSize::Title, ui::Weight::SemiBold, ui::Token::Text});
  ui::text(ui, at.cut_top(20, 20), "You can switch at any time, from the menu with your name.",
           {ui::TextSize::Body, ui::Weight::Regular, ui::Token::Muted});
  for (const present::Choice& it : me.scopes) {
    ui::Button choice{it.label, it.id, ui::ButtonKind::Secondary, ui::Icon::Domain};
    choice.size = ui::ButtonSize::Large;
    if (!ui::button(ui, at.cut_top(40, 8), choice)) continue;
    context.select(it.id);
    forget();
  }
}

void App::Impl::page(ui::Ui& ui, Rect rect) {
  const present::Viewer& me = context.viewer;
  if (me.scopes.size() > 1 && context.selected().empty()) return choose_scope(ui, rect);
  if (!me.manages) return details.draw(ui, rect, me.user_id);
  switch (context.route.place) {
    case Place::Users:
    case Place::Edit:
      return users_page(ui, rect);
    case Place::User:
      return details.draw(ui, rect, context.route.user);
    case Place::New:
    case Place::Duplicate:
      create.follow(context.route.user);
      if (create.over_page(ui)) users.draw(ui, rect, {});
      return create.draw(ui, rect);
    case Place::Scopes:
      return me.scopes_word.empty() ? users_page(ui, rect) : scopes.draw(ui, rect);
    case Place::Roles:
      return roles.draw(ui, rect);
    case Place::Outbox:
      return outbox.draw(ui, rect);
    case Place::Activity:
      return activity.draw(ui, rect);
    case Place::Start:
    case Place::Components:
      return;
  }
}

// The panel stands beside the list, or beside the page it was opened from.
void App::Impl::users_page(ui::Ui& ui, Rect rect) {
  const bool editing = context.route.place == Place::Edit;
  const std::string user = context.route.user;
  const bool beside = editing && breadth(ui.canvas().w) == Breadth::Wide;
  Rect rest = rect;
  const Rect panel = beside ? rest.cut_right(372) : Rect{};
  if (editing && over_details) {
    details.draw(ui, rest, user);
  } else {
    users.draw(ui, rest, editing ? std::string_view(user) : std::string_view());
  }
  if (!editing) return;
  const bool close = beside ? edit.draw(ui, panel, user) : edit.draw_drawer(ui, user);
  if (!close) return;
  Route back = context.route;
  back.place = over_details ? Place::User : Place::Users;
  if (!over_details) back.user.clear();
  context.go(std::move(back));
}

// At the end of the frame, so that a view is never pulled away under itself. What is unsaved is asked about first.
void App::Impl::leave(ui::Ui& ui) {
  if (context.next) {
    Route next = *std::exchange(context.next, std::nullopt);
    const bool same_form = next.place == context.route.place && next.user == context.route.user;
    if (unsaved() && !same_form) {
      held_back = std::move(next);
    } else if (to_address(next) != context.host.address() || !addressed || context.route != next) {
      context.host.set_address(to_address(next), context.next_history);
      context.host.set_title(title() + " · " + context.viewer.organisation_name + " · Remit");
    }
  }
  if (!held_back) return;
  const ui::Answer answer = ui::confirm(ui, {"discard", "Discard the changes?",
                                             "What was changed here is not submitted yet.", "Discard", ui::Icon::Undo});
  if (answer == ui::Answer::None) return;
  ui.host().request_frames(2);
  const Route next = *std::exchange(held_back, std::nullopt);
  if (answer != ui::Answer::Confirm) return;
  edit.forget();
  create.forget();
  context.host.set_address(to_address(next), ui::History::Push);
}

App::App(Parts parts) : impl_(std::make_unique<Impl>(parts)) {}
App::~App() = default;

void App::draw(ui::Ui& ui) {
  impl_->draw(ui);
}

bool App::has_unsaved_changes() const {
  return impl_->unsaved();
}

}  // namespace remit::app
