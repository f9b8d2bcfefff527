#include <array>

#include "core/directory/act_on.h"
#include "core/directory/plan.h"
#include "core/present/context.h"
#include "core/scheme/command_ids.h"

namespace remit::present {

namespace {

bool ends_something(std::string_view command) {
  return command == "deactivate" || command == "lock" || command == "remove" || command == "cancel-invitation" ||
         command == "revoke-credential";
}

/// What stands in somebody's menu: what somebody else does to them and needs nothing more, and copying them.
bool in_menus(std::string_view command, UserId user) {
  const scheme::CommandKind* const kind = scheme::command_kind(command);
  if (!kind || kind->about != scheme::About::Someone) return false;
  return command == directory::Duplicate::kType || directory::act_on(command, user);
}

std::string with_name(std::string text, std::string_view name) {
  const std::string_view slot = "{name}";
  if (const auto at = text.find(slot); at != std::string::npos) text.replace(at, slot.size(), name);
  return text;
}

}  // namespace

Result<ActionOffer> offer(const Context& context, std::string_view command, std::optional<UserId> user,
                          std::string_view name) {
  ActionOffer offer;
  offer.command = command;
  if (const scheme::CommandSpec* const spec = context.scheme.command(command)) {
    offer.label = context.text(spec->label);
    offer.hint = context.text(spec->hint);
    offer.confirm = with_name(context.text(spec->confirm), name);
    if (!offer.confirm.empty()) offer.confirm_text = offer.hint;
  }
  if (offer.label.empty()) offer.label = command;
  offer.destructive = ends_something(command);
  if (offer.destructive && offer.confirm.empty() && user) offer.confirm = offer.label + " " + std::string(name) + "?";

  const directory::Command nothing;
  const auto allowed =
      directory::offered({context.rows, context.scheme, context.actor, nothing, context.now}, command, user);
  offer.offered = allowed.ok();
  if (!allowed) {
    if (allowed.error().code != Code::Denied && allowed.error().code != Code::NotFound) return allowed.error();
    offer.rule = allowed.error().rule;
    offer.reason = sentence(context, allowed.error());
  }
  return offer;
}

Result<ActionOffer> edit_offer(const Context& context, UserId user, std::string_view name) {
  std::optional<ActionOffer> first;
  for (const std::string_view command :
       {directory::EditUser::kType, directory::Give::kType, directory::Take::kType, directory::SetFlag::kType}) {
    if (!context.scheme.command(command)) continue;
    REMIT_TRY_ASSIGN(ActionOffer it, offer(context, command, user, name));
    if (it.offered) return it;
    if (!first) first = std::move(it);
  }
  if (first) return *first;
  return offer(context, directory::EditUser::kType, user, name);
}

std::optional<scheme::PermissionIndex> managing(const Context& context, std::string_view command) {
  const scheme::CommandSpec* const spec = context.scheme.command(command);
  return spec && spec->needs ? context.scheme.permission(spec->needs->text) : std::nullopt;
}

std::string_view creating(const Context& context) {
  const bool invites =
      !context.scheme.command(directory::CreateUser::kType) && context.scheme.command(directory::Invite::kType);
  return invites ? directory::Invite::kType : directory::CreateUser::kType;
}

Result<std::vector<ActionOffer>> offers(const Context& context, UserId user, std::string_view name) {
  std::vector<ActionOffer> all;
  REMIT_TRY_ASSIGN(ActionOffer edit, edit_offer(context, user, name));
  if (edit.offered || edit.rule != "not-offered") all.push_back(std::move(edit));
  for (const scheme::CommandSpec& spec : context.definition().commands) {
    if (!in_menus(spec.id, user)) continue;
    REMIT_TRY_ASSIGN(ActionOffer it, offer(context, spec.id, user, name));
    // What a scheme has for the operator or the person alone is not shown to others (design §1, offered_to).
    if (it.offered || it.rule != "not-offered") all.push_back(std::move(it));
  }
  return all;
}

Result<bool> manages(const Context& context) {
  REMIT_TRY_ASSIGN(const ActionOffer list, offer(context, "list", std::nullopt));
  return list.offered;
}

}  // namespace remit::present
