#include <algorithm>

#include "core/base/describe_enum.h"
#include "core/scheme/command_ids.h"
#include "core/scheme/lint_context.h"

namespace remit::scheme {
namespace {

bool offered_to(const CommandSpec& command, ActorKind kind) {
  return std::find(command.offered_to.begin(), command.offered_to.end(), kind) != command.offered_to.end();
}

void lint_needs(LintContext& context, const CommandSpec& command, About about, const std::string& path) {
  if (about == About::Oneself) {
    if (command.needs.has_value()) {
      context.findings.error("needs-nothing", path + ".needs",
                             in_quotes(command.id) + " is about oneself and takes no permission", "leave `needs` out");
    }
    for (const ActorKind kind : command.offered_to) {
      if (kind == ActorKind::Self || kind == ActorKind::User) continue;
      context.findings.error(
          "offered-to", path + ".offered_to",
          in_quotes(command.id) + " is about oneself and cannot be offered to `" + enum_name(kind) + "`",
          "write `offered_to = [\"self\"]`");
      break;
    }
    return;
  }
  if (command.needs.has_value()) {
    context.refers(context.permissions, "permission", command.needs->text, path + ".needs");
  } else if (offered_to(command, ActorKind::User) || offered_to(command, ActorKind::Credential)) {
    context.findings.error("needs-missing", path,
                           in_quotes(command.id) + " is offered to people but needs no permission",
                           "name the managing permission under `needs`");
  }
}

void lint_target_state(LintContext& context, const CommandSpec& command, const std::string& path) {
  const bool puts_out = command.id == "deactivate" || command.id == "lock";
  const bool brings_back = command.id == "reactivate" || command.id == "unlock";
  if (puts_out && !command.to.has_value()) {
    context.findings.error("to-missing", path, in_quotes(command.id) + " leads to no state", "name it under `to`");
  }
  if (!command.to.has_value()) return;
  if (!context.refers(context.states, "state", command.to->text, path + ".to")) return;
  const State& state = context.definition.lifecycle.states[context.states.position(command.to->text)];
  if (puts_out && state.may_act) {
    context.findings.error("to-acts", path + ".to",
                           in_quotes(command.id) + " leads to " + in_quotes(state.id.text) + ", whose people may act");
  } else if (brings_back && *command.to != context.definition.lifecycle.start) {
    context.findings.error("to-not-start", path + ".to", in_quotes(command.id) + " leads to the start state",
                           "leave `to` out");
  } else if (command.id == "send-new-password" && !state.when_steps_complete.has_value()) {
    context.findings.error("no-way-on", path + ".to",
                           "nobody comes out of " + in_quotes(state.id.text) + " by defining a new password",
                           "name a state with `when_steps_complete`");
  } else if (!puts_out && !brings_back && command.id != "send-new-password") {
    context.findings.error("to-unused", path + ".to", in_quotes(command.id) + " leads to no other state",
                           "leave `to` out");
  }
}

void lint_sends(LintContext& context, const CommandSpec& command, const std::string& path) {
  context.refer_all(context.purposes, "link", command.sends, path + ".sends");
  const auto& states = context.definition.lifecycle.states;
  for (std::size_t i = 0; i < command.in_states.size() && !command.sends.empty(); ++i) {
    if (!context.states.has(command.in_states[i].text)) continue;
    if (states[context.states.position(command.in_states[i].text)].allows_links) continue;
    context.findings.error(
        "state-without-links", at(path + ".in_states", i),
        in_quotes(command.id) + " sends a link, which the state " + in_quotes(command.in_states[i].text) + " forbids",
        "take the state out, or the link");
  }
}

/// What only makes sense together.
void lint_company(LintContext& context) {
  const Definition& d = context.definition;
  const auto missing = [&](std::string_view rule, std::string message, std::string hint) {
    context.findings.error(rule, "commands", std::move(message), std::move(hint));
  };
  if (!context.offers("create-user") && !context.offers("invite")) {
    missing("no-way-in", "nobody can be created", "offer `create-user` or `invite`");
  }
  if (!context.offers("give")) missing("no-give", "roles cannot be given", "offer `give`");
  if (!context.offers("sign-in")) missing("no-sign-in", "nobody can sign in", "offer `sign-in` to self");
  if (!d.links.empty() && !context.offers("redeem")) {
    missing("no-redeem", "there are links, but nobody can use them", "offer `redeem` to self");
  }
  const auto pair = [&](std::string_view out, std::string_view back) {
    if (!context.offers(out) || context.offers(back)) return;
    context.findings.warning("no-way-back", "commands",
                             in_quotes(out) + " is offered but " + in_quotes(back) + " is not",
                             "offer both, or people put out stay out");
  };
  pair("deactivate", "reactivate");
  pair("lock", "unlock");

  const bool flags = std::any_of(d.groups.begin(), d.groups.end(),
                                 [](const RoleGroup& group) { return group.style == GroupStyle::Flag; });
  if (flags && !context.offers("set-flag")) {
    context.findings.warning("flag-not-set", "commands", "there are flags, but `set-flag` is not offered");
  }
  const bool credentials =
      std::any_of(d.roles.begin(), d.roles.end(), [](const Role& role) { return role.allows_credentials; });
  for (const std::string_view id : {"issue-credential", "reveal-credential", "revoke-credential"}) {
    if (credentials || !context.offers(id)) continue;
    context.findings.warning("no-credentials", at("commands", context.commands.position(id)),
                             in_quotes(id) + " is offered, but no role allows credentials");
  }
  if (credentials && !context.offers("issue-credential") && !d.sign_in.issue_with_role) {
    context.findings.warning("no-credentials", "commands", "a role allows credentials, but none can be issued",
                             "offer `issue-credential`, or set `sign_in.issue_with_role`");
  }
}

}  // namespace

void lint_commands(LintContext& context) {
  const auto& commands = context.definition.commands;
  for (std::size_t i = 0; i < commands.size(); ++i) {
    const CommandSpec& command = commands[i];
    const std::string path = at("commands", i);
    const CommandKind* kind = command_kind(command.id);
    if (kind == nullptr) {
      std::vector<std::string_view> known;
      for (const CommandKind& each : kCommandKinds) known.push_back(each.id);
      context.findings.error("unknown-command", path, "there is no command " + in_quotes(command.id),
                             did_you_mean(command.id, known));
      continue;
    }
    if (command.offered_to.empty()) {
      context.findings.error("offered-to", path + ".offered_to", in_quotes(command.id) + " is offered to nobody",
                             "leave the whole command out");
    }
    lint_needs(context, command, kind->about, path);
    context.refer_all(context.states, "state", command.in_states, path + ".in_states");
    lint_target_state(context, command, path);
    lint_sends(context, command, path);
    if (!command.passes_over.empty() && command.id != "invite") {
      context.findings.error("passes-over", path + ".passes_over", "only `invite` passes addresses over",
                             "leave `passes_over` out");
    }
  }
  lint_company(context);
}

}  // namespace remit::scheme
