#include <algorithm>
#include <array>
#include <variant>

#include "core/directory/plan.h"
#include "core/present/context.h"

namespace remit::present {

namespace {

/// Commands that are no menu entry for somebody else: they start with the person's own doing, or stand in a form.
constexpr std::array kNotInMenus{"create-user",
                                 "invite",
                                 "give",
                                 "take",
                                 "set-flag",
                                 "redeem",
                                 "complete-step",
                                 "sign-in",
                                 "end-session",
                                 "list",
                                 "show",
                                 "export",
                                 "reveal-credential",
                                 "revoke-credential",
                                 "forgot-password"};

bool ends_something(std::string_view command) {
  return command == "deactivate" || command == "lock" || command == "remove" || command == "cancel-invitation" ||
         command == "revoke-credential";
}

template <class... Commands>
bool one_of(std::string_view type, const std::variant<Commands...>*) {
  return ((type == Commands::kType) || ...);
}

/// A scheme may name commands that this version does not carry out yet: they are no menu entries.
bool carried_out(std::string_view type) {
  const directory::Action* const none = nullptr;
  return one_of(type, none);
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

Result<std::vector<ActionOffer>> offers(const Context& context, UserId user, std::string_view name) {
  std::vector<ActionOffer> all;
  for (const scheme::CommandSpec& spec : context.definition().commands) {
    if (std::find(kNotInMenus.begin(), kNotInMenus.end(), spec.id) != kNotInMenus.end()) continue;
    if (!carried_out(spec.id)) continue;
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
