#pragma once
// The commands that a scheme may offer. Their content is core/directory/command.h's; here stand only the names, for
// lint and for the scheme language's document.

#include <array>
#include <cstdint>
#include <string_view>

namespace remit::scheme {

/// Whom a command is about, and with it whether it needs a managing permission.
enum class About : std::uint8_t {
  Someone,  ///< a person who is managed: `needs` must name a permission
  Oneself,  ///< the actor's own steps, links and sessions: no permission, offered to self or user
  Node,     ///< a scope: `needs` is asked for there
};

struct CommandKind {
  std::string_view id;
  About about;
  std::string_view does;
};

inline constexpr std::array kCommandKinds{
    CommandKind{"list", About::Someone, "see the list of users"},
    CommandKind{"show", About::Someone, "see one user's details"},
    CommandKind{"export", About::Someone, "write the list as CSV"},
    CommandKind{"import", About::Someone, "create users from CSV"},
    CommandKind{"create-user", About::Someone, "create a user"},
    CommandKind{"invite", About::Someone, "invite several addresses with one set of rights"},
    CommandKind{"duplicate", About::Someone, "create a user with the roles and scopes of another"},
    CommandKind{"edit-user", About::Someone, "change fields"},
    CommandKind{"give", About::Someone, "give roles and scopes"},
    CommandKind{"take", About::Someone, "take roles and scopes"},
    CommandKind{"set-flag", About::Someone, "turn a flag on or off"},
    CommandKind{"deactivate", About::Someone, "lead to the state `to`, which may not act"},
    CommandKind{"reactivate", About::Someone, "lead back to the start state"},
    CommandKind{"lock", About::Someone, "lead to the state `to`, which may not act"},
    CommandKind{"unlock", About::Someone, "lead back to the start state"},
    CommandKind{"remove", About::Someone, "remove the user for good"},
    CommandKind{"cancel-invitation", About::Someone, "remove a user who never signed in"},
    CommandKind{"resend", About::Someone, "send the link of the open steps anew"},
    CommandKind{"send-password-reset", About::Someone, "send a link that replaces the password"},
    CommandKind{"send-new-password", About::Someone, "send a generated password"},
    CommandKind{"send-factor", About::Someone, "send a link that enrols a second factor"},
    CommandKind{"reset-factor", About::Someone, "send a link that replaces the second factor"},
    CommandKind{"issue-credential", About::Someone, "issue an API credential"},
    CommandKind{"reveal-credential", About::Someone, "show an API credential's secret again"},
    CommandKind{"revoke-credential", About::Someone, "revoke an API credential"},
    CommandKind{"end-session", About::Someone, "end a session; one's own without the permission"},
    CommandKind{"create-scope", About::Node, "create a node"},
    CommandKind{"move-scope", About::Node, "move a node"},
    CommandKind{"rename-scope", About::Node, "rename a node"},
    CommandKind{"define-scope-group", About::Node, "name a set of nodes"},
    CommandKind{"switch-feature", About::Node, "switch a feature of a node"},
    CommandKind{"redeem", About::Oneself, "complete steps with a link"},
    CommandKind{"complete-step", About::Oneself, "complete an open step, or change one's own password"},
    CommandKind{"forgot-password", About::Oneself, "ask for a link that replaces one's own password"},
    CommandKind{"sign-in", About::Oneself, "begin a session"},
    CommandKind{"select-scope", About::Oneself, "choose the node to work on"},
};

/// Null: there is no such command.
[[nodiscard]] constexpr const CommandKind* command_kind(std::string_view id) {
  for (const CommandKind& kind : kCommandKinds) {
    if (kind.id == id) return &kind;
  }
  return nullptr;
}

}  // namespace remit::scheme
