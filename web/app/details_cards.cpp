// The cards of a person's page. Each returns how high it is; 0 if there is nothing to show.

#include <algorithm>

#include "web/app/details_view.h"
#include "web/app/moments.h"
#include "web/app/pieces.h"

namespace remit::app {

using ui::Button;
using ui::ButtonKind;
using ui::Icon;
using ui::Rect;
using ui::TextSize;
using ui::TextStyle;
using ui::Token;
using ui::Weight;

namespace {

Rect sized(Rect at, float height) {
  return {at.x, at.y, at.w, height};
}

}  // namespace

float DetailsView::fields(ui::Ui& ui, Rect at) {
  const std::vector<present::FieldValue>& all = details_.value()->fields;
  if (all.empty()) return 0;
  constexpr float kRow = 36;
  const float height = ui::kCardHeadHeight + kRow * static_cast<float>(all.size()) + 12;
  Rect head;
  Rect body = ui::card(ui, sized(at, height), "Details", {}, head).inset(16, 6);
  for (const present::FieldValue& it : all) {
    std::string value = it.value.empty() ? "–" : it.value;
    if (!it.note.empty()) value += " · " + it.note;
    ui::detail_row(ui, body.cut_top(kRow), std::min(160.0f, body.w / 3), {it.label, value, !it.value.empty()});
  }
  return height;
}

float DetailsView::roles(ui::Ui& ui, Rect at) {
  const present::UserDetails& details = *details_.value();
  const std::vector<present::RoleTag>& all = details.row.roles;
  std::vector<const present::FlagValue*> flags;
  for (const present::FlagValue& it : details.row.flags) flags.push_back(&it);
  constexpr float kFlagRow = 40;
  const float height = ui::kCardHeadHeight + 32 + kCardRowHeight * static_cast<float>(all.size()) +
                       kFlagRow * static_cast<float>(flags.size());
  const std::string note =
      counted(all.size(), "role", "roles") + " · " + counted(details.permissions.size(), "permission", "permissions");
  Rect head;
  Rect body = ui::card(ui, sized(at, height), "Roles", note, head);
  const bool narrow = body.w < 520;
  const float count_w = 96, given_w = narrow ? 0 : 180;
  const auto columns = [&](Rect row, Rect& count, Rect& given) {
    row = row.inset(16, 0);
    if (given_w > 0) given = row.cut_right(given_w, 12);
    count = row.cut_right(count_w, 12);
    return row;
  };
  Rect line = body.cut_top(32), count, given;
  const TextStyle label{TextSize::Small, Weight::Medium, Token::Muted};
  ui::text(ui, columns(line, count, given), "Role", label);
  ui::text(ui, count, "Permissions", label);
  if (given_w > 0) ui::text(ui, given, "Given", label);
  ui::line_bottom(ui, line);
  for (std::size_t i = 0; i < all.size(); ++i) {
    const present::RoleTag& tag = all[i];
    const Rect row = body.cut_top(kCardRowHeight);
    card_row(ui, columns(row, count, given), {Icon::None, tag.label, tag.purpose});
    ui::text(ui, count, std::to_string(tag.permissions),
             {TextSize::Body, Weight::Regular, Token::Text2, ui::Align::Left, ui::Digits::Tabular});
    const std::string day = tag.given_at.ms > 0 ? date(tag.given_at, context_.host) : std::string();
    if (given_w > 0) {
      ui::text(ui, {given.x, row.y + 8, given.w, 18}, tag.given_by, kMuted);
      ui::text(ui, {given.x, row.y + 26, given.w, 18}, day, kMuted);
    }
    if (i + 1 < all.size() || !flags.empty()) ui::line_bottom(ui, row);
  }
  for (std::size_t i = 0; i < flags.size(); ++i) {
    Rect row = body.cut_top(kFlagRow);
    if (i + 1 < flags.size()) ui::line_bottom(ui, row);
    row = row.inset(16, 0);
    const bool on = flags[i]->on;
    const Rect word = row.cut_right(48, 12);
    ui::status(ui, word, on ? Icon::CheckCircle : Icon::Remove, on ? "On" : "Off",
               on ? ui::Tone::Ok : ui::Tone::Neutral);
    ui::text(ui, row, flags[i]->label, {TextSize::Body, Weight::Medium, on ? Token::Text : Token::Muted});
  }
  return height;
}

float DetailsView::scopes(ui::Ui& ui, Rect at) {
  const present::UserDetails& details = *details_.value();
  const std::vector<present::ScopeItem>& all = details.scopes;
  if (all.empty() && details.reaches_everything) return 0;
  const float height =
      ui::kCardHeadHeight + kCardRowHeight * static_cast<float>(std::max<std::size_t>(1, all.size())) + 4;
  Rect head;
  Rect body = ui::card(ui, sized(at, height), details.scopes_label, std::to_string(all.size()), head);
  if (all.empty())
    ui::text(ui, body.cut_top(kCardRowHeight).inset(16, 0), "None: no data is shown to this person.", kMuted);
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Rect row = body.cut_top(kCardRowHeight);
    if (i + 1 < all.size()) ui::line_bottom(ui, row);
    const std::string line = all[i].path.empty() ? all[i].kind : all[i].kind + " · " + all[i].path;
    card_row(ui, row.inset(16, 0), {icon_named(all[i].icon), all[i].name, line});
  }
  return height;
}

float DetailsView::permissions(ui::Ui& ui, Rect at) {
  const std::vector<present::EffectivePermission>& all = details_.value()->permissions;
  constexpr float kGroup = 30;
  std::size_t groups = 0;
  for (std::size_t i = 0; i < all.size(); ++i) groups += i == 0 || all[i].area != all[i - 1].area;
  const float contents =
      all.empty() ? 44 : kPermissionRow * static_cast<float>(all.size()) + kGroup * static_cast<float>(groups) + 8;
  const float height = ui::kCardHeadHeight + contents;
  Rect head;
  const present::UserRow& row_of = details_.value()->row;
  const std::string note =
      counted(all.size(), "permission", "permissions") + (row_of.may_act ? ", each with its role" : ", once active");
  Rect body = ui::card(ui, sized(at, height), "May do", note, head);
  if (all.empty()) {
    ui::text(ui, body.inset(16, 0), "Nothing: no role grants a permission.", kMuted);
    return height;
  }
  for (std::size_t i = 0; i < all.size(); ++i) {
    const present::EffectivePermission& it = all[i];
    if (i == 0 || it.area != all[i - 1].area) {
      const Rect line = body.cut_top(kGroup).inset(16, 0);
      ui::group_label(ui, {line.x, line.y + 10, line.w, 16}, it.area);
    }
    permission_row(ui, body.cut_top(kPermissionRow).inset(16, 0), it.label, it.from, it.own_only);
  }
  return height;
}

float DetailsView::sign_in(ui::Ui& ui, Rect at) {
  const present::UserDetails& details = *details_.value();
  const std::vector<present::SessionItem>& sessions = details.sessions;
  const float height = ui::kCardHeadHeight + kCardRowHeight + 36 +
                       kCardRowHeight * static_cast<float>(std::max<std::size_t>(1, sessions.size()));
  Rect head;
  Rect body = ui::card(ui, sized(at, height), "Sign-in & security", {}, head);
  const Time now = context_.now();

  Rect row = body.cut_top(kCardRowHeight);
  ui::line_bottom(ui, row);
  row = row.inset(16, 0);
  const bool waits = !details.row.waiting_for.empty();
  const present::ActionOffer* send = waits ? offer(directory::Resend::kType) : nullptr;
  for (const std::string_view command : {directory::SendPasswordReset::kType, directory::SendNewPassword::kType}) {
    if (!send || !send->offered) send = offer(command);
  }
  if (send && send->offered) {
    Button button{send->label, "send"};
    if (ui::button_right(ui, row, button)) start(*send);
  }
  std::string waiting;
  for (const std::string& it : details.row.waiting_for) waiting += (waiting.empty() ? "Still open: " : ", ") + it;
  std::string used = "Set";
  if (details.row.last_sign_in) used += " · last sign-in " + ago(*details.row.last_sign_in, now, context_.host);
  card_row(ui, row, {Icon::Password, "Password", waits ? waiting : used, waits ? Token::Warn : Token::Muted});

  Rect line = body.cut_top(36);
  ui::line_bottom(ui, line);
  const std::string title = sessions.empty() ? "Sessions" : "Sessions · " + std::to_string(sessions.size());
  ui::heading(ui, line.inset(16, 0), title, 3, {TextSize::Small, Weight::SemiBold, Token::Text2});
  if (sessions.empty()) ui::text(ui, body.cut_top(kCardRowHeight).inset(16, 0), "Not signed in anywhere", kMuted);
  for (std::size_t i = 0; i < sessions.size(); ++i) {
    const present::SessionItem& it = sessions[i];
    Rect at_row = body.cut_top(kCardRowHeight);
    if (i + 1 < sessions.size()) ui::line_bottom(ui, at_row);
    at_row = at_row.inset(16, 0);
    ui.push_id(to_string(it.id));
    Button end{"End", "end", ButtonKind::DangerOutline};
    end.size = ui::ButtonSize::Small;
    end.description = it.device;
    if (ui::button_right(ui, at_row, end)) {
      Act act;
      act.actions = {directory::EndSession{details.row.id, it.id}};
      context_.acts.start(std::move(act));
    }
    const std::string where = it.address + " · since " + date_time(it.created_at, now, context_.host);
    const bool phone = it.device.find("Android") != std::string::npos || it.device.find("iOS") != std::string::npos;
    const std::string device = it.device.empty() ? "Unknown device" : it.device;
    card_row(ui, at_row,
             {it.device.empty() ? Icon::Public
              : phone           ? Icon::Smartphone
                                : Icon::Laptop,
              it.is_this ? device + " · this one" : device, where});
    ui.pop_id();
  }
  return height;
}

void DetailsView::reveal(const present::CredentialItem& credential) {
  Act act;
  act.actions = {directory::RevealCredential{details_.value()->row.id, credential.id}};
  act.quiet = true;
  act.done = [this, id = to_string(credential.id)](const present::Outcome& outcome) {
    shown_ = {user_, id, outcome.secret};
  };
  context_.acts.start(std::move(act));
}

void DetailsView::credential_row(ui::Ui& ui, Rect row, const present::CredentialItem& credential) {
  const std::string id = to_string(credential.id);
  ui.push_id(id);
  const bool shown = !shown_.secret.empty() && shown_.user == user_ &&
                     (shown_.credential == id ||
                      (shown_.credential.empty() && credential.id == details_.value()->credentials.back().id));
  if (credential.revoke.rule != "not-offered") {
    Button revoke{"Revoke", "revoke", ButtonKind::DangerOutline};
    revoke.size = ui::ButtonSize::Small;
    if (!credential.revoke.offered) revoke.disabled = credential.revoke.reason;
    if (ui::button_right(ui, row, revoke)) {
      Act act;
      act.actions = {directory::RevokeCredential{details_.value()->row.id, credential.id}};
      act.question = credential.revoke.confirm;
      act.text = credential.revoke.hint;
      act.verb = "Revoke";
      context_.acts.start(std::move(act));
    }
  }
  Button eye{shown ? "Hide API token" : "Show API token", "eye", ButtonKind::Ghost, Icon::Visibility};
  eye.size = ui::ButtonSize::Small;
  eye.pressed = ui::tri(shown);
  if (!shown && !credential.reveal.offered) eye.disabled = credential.reveal.reason;
  Button copy{"Copy API token", "copy", ButtonKind::Ghost, Icon::Copy};
  copy.size = ui::ButtonSize::Small;
  if (!shown) copy.disabled = "Show the token first";
  const Rect copy_at = row.cut_right(ui::kButtonSmall, 4), eye_at = row.cut_right(ui::kButtonSmall, 8);
  const std::string title = shown ? shown_.secret : credential.shown;
  const std::string line = "Created " + date_time(credential.created_at, context_.now(), context_.host);
  card_row(ui, row, {Icon::Key, title, line});
  if (ui::icon_button(ui, eye_at, eye)) {
    if (shown) {
      shown_ = {};
    } else {
      reveal(credential);
    }
  }
  if (ui::icon_button(ui, copy_at, copy)) {
    context_.host.set_clipboard(shown_.secret);
    context_.acts.say(ui, "API token copied");
  }
  ui.pop_id();
}

float DetailsView::credentials(ui::Ui& ui, Rect at) {
  const std::vector<present::CredentialItem>& all = details_.value()->credentials;
  const present::ActionOffer* const issue = offer(directory::IssueCredential::kType);
  if (all.empty() && !issue) return 0;
  const float height =
      ui::kCardHeadHeight + kCardRowHeight * static_cast<float>(std::max<std::size_t>(1, all.size())) + 4;
  Rect head;
  const std::string count = all.empty() ? std::string() : std::to_string(all.size());
  Rect body = ui::card(ui, sized(at, height), "API credentials", count, head);
  if (!all.empty()) {
    for (std::size_t i = 0; i < all.size(); ++i) {
      const Rect row = body.cut_top(kCardRowHeight);
      if (i + 1 < all.size()) ui::line_bottom(ui, row);
      credential_row(ui, row.inset(16, 0), all[i]);
    }
    return height;
  }
  Rect row = body.cut_top(kCardRowHeight).inset(16, 0);
  Button create{"Create", "create", ButtonKind::Secondary, Icon::Add};
  create.description = issue->label;
  if (issue->offered && ui::button_right(ui, row, create)) start(*issue);
  card_row(ui, row,
           {Icon::Key, "No API credential",
            issue->offered ? "Create one to let a system act as this user." : issue->reason});
  return height;
}

float DetailsView::links(ui::Ui& ui, Rect at) {
  const std::vector<present::LinkItem>& all = details_.value()->links;
  if (all.empty()) return 0;
  const float height = ui::kCardHeadHeight + kCardRowHeight * static_cast<float>(all.size()) + 4;
  Rect head;
  Rect body = ui::card(ui, sized(at, height), "Links waiting", std::to_string(all.size()), head);
  for (std::size_t i = 0; i < all.size(); ++i) {
    const present::LinkItem& it = all[i];
    const Rect row = body.cut_top(kCardRowHeight);
    if (i + 1 < all.size()) ui::line_bottom(ui, row);
    const std::string until = date_time(it.expires_at, context_.now(), context_.host);
    const std::string line = "To " + it.email + (it.expired ? " · expired " : " · valid until ") + until;
    card_row(ui, row.inset(16, 0), {Icon::Link, it.label, line, it.expired ? Token::Warn : Token::Muted});
  }
  return height;
}

float DetailsView::activity(ui::Ui& ui, Rect at) {
  const std::vector<present::ActivityItem>& all = details_.value()->activity;
  if (all.empty()) return 0;
  constexpr float kRow = 46;
  const std::size_t shown = std::min<std::size_t>(all.size(), 8);
  const float height = ui::kCardHeadHeight + kRow * static_cast<float>(shown) + 12;
  Rect head;
  Rect body = ui::card(ui, sized(at, height), "Activity", "latest first", head).inset(16, 6);
  for (std::size_t i = 0; i < shown; ++i) {
    const present::ActivityItem& it = all[i];
    Rect row = body.cut_top(kRow);
    const Rect dot = Rect{row.x, row.y, 24, row.h}.middle(24);
    row.cut_left(24, 12);
    if (i + 1 < shown) ui::fill(ui, {dot.x + 11.5f, dot.bottom(), 1, kRow - 24}, Token::Border);
    const ui::Tint tint = ui::tint(tone_of(it.tone));
    ui::circle(ui, dot.centre(), 12, tint.fill);
    const Icon glyph = it.outcome != "done" ? Icon::Block : Icon::Edit;
    ui::icon(ui, dot, glyph, 14, tint.text);
    const std::string when = date_time(it.at, context_.now(), context_.host);
    const TextStyle right{TextSize::Small, Weight::Regular, Token::Muted, ui::Align::Right, ui::Digits::Tabular};
    const float when_w = std::ceil(ui::text_width(ui, when, right)) + 2;
    ui::text(ui, Rect{row.x, row.y + 4, row.w, 20}.cut_right(when_w), when, right);
    ui::text(ui, {row.x, row.y + 4, row.w - when_w - 12, 20}, it.what, {TextSize::Small, Weight::Medium, Token::Text});
    const std::string line = it.reason.empty() ? it.actor : it.actor + " · " + it.reason;
    ui::text(ui, {row.x, row.y + 24, row.w, 16}, line, kMuted);
  }
  return height;
}

}  // namespace remit::app
