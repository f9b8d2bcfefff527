#include <algorithm>

#include "core/base/describe_enum.h"
#include "core/scheme/command_ids.h"
#include "core/scheme/lint_context.h"

namespace remit::scheme {
namespace {

bool has_step(const std::vector<Step>& steps, Step step) {
  return std::find(steps.begin(), steps.end(), step) != steps.end();
}

/// Which states can be come into: by creation, by completing steps, by commands.
class Reach {
 public:
  explicit Reach(LintContext& context)
      : context_(context), lifecycle_(context.definition.lifecycle), reached_(lifecycle_.states.size()) {}

  std::vector<bool> run() {
    enter(lifecycle_.start);
    for (const StateId& id : lifecycle_.start_choices) enter(id);
    // A state leads on by its own transition, or by a command that is offered in it.
    for (bool grew = true; grew;) {
      grew = false;
      for (std::size_t i = 0; i < reached_.size(); ++i) {
        if (!reached_[i]) continue;
        const State& state = lifecycle_.states[i];
        if (state.when_steps_complete.has_value()) grew = enter(*state.when_steps_complete) || grew;
        for (const CommandSpec& command : context_.definition.commands) {
          if (!command.to.has_value() || !offered_in(command, state.id)) continue;
          grew = enter(*command.to) || grew;
        }
      }
    }
    return reached_;
  }

  static bool offered_in(const CommandSpec& command, const StateId& state) {
    const auto& states = command.in_states;
    return states.empty() || std::find(states.begin(), states.end(), state) != states.end();
  }

 private:
  /// True if it was not reached before.
  bool enter(const StateId& id) {
    if (!context_.states.has(id.text)) return false;
    const std::size_t at_state = context_.states.position(id.text);
    if (reached_[at_state]) return false;
    reached_[at_state] = true;
    return true;
  }

  LintContext& context_;
  const Lifecycle& lifecycle_;
  std::vector<bool> reached_;
};

/// Follows `when_steps_complete` from `from`; says where it ends, or nothing if it goes round.
std::optional<std::size_t> settle(LintContext& context, std::size_t from) {
  const auto& states = context.definition.lifecycle.states;
  for (std::size_t hops = 0; hops <= states.size(); ++hops) {
    const auto& next = states[from].when_steps_complete;
    if (!next.has_value() || !context.states.has(next->text)) return from;
    from = context.states.position(next->text);
  }
  return std::nullopt;
}

void lint_ways(LintContext& context) {
  const auto& states = context.definition.lifecycle.states;
  const std::vector<bool> reached = Reach(context).run();
  bool anyone_acts = false;
  for (std::size_t i = 0; i < states.size(); ++i) {
    const std::string path = at("lifecycle.states", i);
    if (!settle(context, i).has_value()) {
      context.findings.error("state-circle", path + ".when_steps_complete",
                             "states follow each other in a circle from " + in_quotes(states[i].id.text),
                             "let one of them end it");
    }
    if (!reached[i]) {
      context.findings.warning("unreachable-state", path,
                               "nobody can come into the state " + in_quotes(states[i].id.text),
                               "lead to it by `start`, `start_choices`, `when_steps_complete` or a command's `to`");
      continue;
    }
    anyone_acts = anyone_acts || states[i].may_act;
    if (states[i].may_act || states[i].when_steps_complete.has_value()) continue;
    const auto& commands = context.definition.commands;
    const bool way_out = std::any_of(commands.begin(), commands.end(), [&](const CommandSpec& command) {
      return (command.id == "reactivate" || command.id == "unlock" || command.id == "remove") &&
             Reach::offered_in(command, states[i].id);
    });
    if (way_out) continue;
    context.findings.warning("no-way-back", path, "nobody comes out of the state " + in_quotes(states[i].id.text),
                             "offer `reactivate` or `unlock` in it");
  }
  if (!anyone_acts) {
    context.findings.error("nobody-acts", "lifecycle.states", "no state that can be reached may act",
                           "set `may_act = true` for the one that people work in");
  }
}

/// Each step that can be open must be completed by some link, or by a person who may sign in with steps only.
void lint_steps(LintContext& context) {
  const Definition& d = context.definition;
  std::vector<Step> open = d.lifecycle.steps;
  for (const CommandSpec& command : d.commands) open.insert(open.end(), command.reopens.begin(), command.reopens.end());
  for (const Step step : {Step::VerifyEmail, Step::SetPassword, Step::EnrolFactor}) {
    if (!has_step(open, step)) continue;
    const bool completed = std::any_of(d.links.begin(), d.links.end(), [&](const LinkSpec& link) {
      return has_step(link.completes, step) ||
             (step == Step::SetPassword && link.delivers == Delivers::GeneratedPassword);
    });
    if (completed) continue;
    context.findings.error("step-without-way", "lifecycle.steps",
                           "no link completes the step `" + enum_name(step) + "`", "add it to a link's `completes`");
  }
  for (std::size_t i = 0; i < d.lifecycle.steps.size(); ++i) {
    const auto begin = d.lifecycle.steps.begin();
    if (std::find(begin, begin + static_cast<std::ptrdiff_t>(i), d.lifecycle.steps[i]) !=
        begin + static_cast<std::ptrdiff_t>(i)) {
      context.findings.error("named-twice", at("lifecycle.steps", i),
                             "`" + enum_name(d.lifecycle.steps[i]) + "` is named twice", "leave one out");
    }
  }
}

void lint_way_on(LintContext& context, const LinkSpec& link, const std::string& path) {
  if (command_kind(link.when_expired) == nullptr || !context.offers(link.when_expired)) {
    context.findings.error(
        "no-way-on", path + ".when_expired",
        "when the link has expired, " + in_quotes(link.when_expired) + " is to help, which is not offered",
        "name a command that sends a link, and offer it");
    return;
  }
  if (link.when_expired == "resend") return;
  // Whoever changes the address once more gets a new link to confirm it.
  if (link.when_expired == "edit-user") return;
  const CommandSpec* command = context.command(link.when_expired);
  std::vector<Step> completed;
  for (const PurposeId& purpose : command->sends) {
    if (!context.purposes.has(purpose.text)) return;  // said already
    const LinkSpec& sent = context.definition.links[context.purposes.position(purpose.text)];
    completed.insert(completed.end(), sent.completes.begin(), sent.completes.end());
    if (sent.delivers == Delivers::GeneratedPassword) completed.push_back(Step::SetPassword);
  }
  for (const Step step : link.completes) {
    // A link that came by mail verifies the address, whatever it is for.
    if (step == Step::VerifyEmail || has_step(completed, step)) continue;
    context.findings.error("no-way-on", path + ".when_expired",
                           in_quotes(link.when_expired) + " sends nothing that completes `" + enum_name(step) + "`",
                           "let it send a link that does");
  }
}

}  // namespace

void lint_lifecycle(LintContext& context) {
  const Lifecycle& lifecycle = context.definition.lifecycle;
  const bool start = context.refers(context.states, "state", lifecycle.start.text, "lifecycle.start");
  context.refer_all(context.states, "state", lifecycle.start_choices, "lifecycle.start_choices");
  for (std::size_t i = 0; i < lifecycle.states.size(); ++i) {
    const State& state = lifecycle.states[i];
    const std::string path = at("lifecycle.states", i);
    if (state.when_steps_complete.has_value()) {
      context.refers(context.states, "state", state.when_steps_complete->text, path + ".when_steps_complete");
      if (state.may_act) {
        context.findings.error("acts-already", path + ".when_steps_complete",
                               in_quotes(state.id.text) + " may act before its steps are complete",
                               "set `may_act = false`, or leave `when_steps_complete` out");
      }
    }
    if (state.may_act && state.may_sign_in == MaySignIn::No) {
      context.findings.warning("acts-without-sign-in", path,
                               in_quotes(state.id.text) + " may act but not sign in: only credentials can act then");
    }
  }
  if (start) lint_ways(context);
  lint_steps(context);
}

void lint_links(LintContext& context) {
  const Definition& d = context.definition;
  for (std::size_t i = 0; i < d.links.size(); ++i) {
    const LinkSpec& link = d.links[i];
    const std::string path = at("links", i);
    if (link.completes.empty()) {
      context.findings.error("completes-nothing", path, in_quotes(link.purpose.text) + " completes no step",
                             "name steps under `completes`");
    }
    const auto check_lifetime = [&](Duration lifetime, const std::string& where) {
      if (lifetime >= minutes(1) && lifetime <= days(366)) return;
      context.findings.error("lifetime", where, "a link lives for `" + to_string(lifetime) + "`",
                             "from `1m` to `366d`");
    };
    check_lifetime(link.lifetime, path + ".lifetime");
    if (link.lifetime_on_resend.has_value()) {
      check_lifetime(*link.lifetime_on_resend, path + ".lifetime_on_resend");
      if (link.counted_from == CountedFrom::UserAdded) {
        context.findings.warning("lifetime", path + ".lifetime_on_resend",
                                 "the time counts from when the user was added, so sending anew does not lengthen it");
      }
    }
    if (link.delivers == Delivers::GeneratedPassword && link.completes != std::vector<Step>{Step::SetPassword}) {
      context.findings.error("generated-password", path + ".completes",
                             "a generated password completes `set-password` and nothing else");
    }
    lint_way_on(context, link, path);

    const bool sent = std::any_of(d.commands.begin(), d.commands.end(), [&](const CommandSpec& command) {
      return std::find(command.sends.begin(), command.sends.end(), link.purpose) != command.sends.end();
    });
    if (!sent) {
      context.findings.warning("never-sent", path, "no command sends " + in_quotes(link.purpose.text),
                               "name it in a command's `sends`");
    }
  }
}

}  // namespace remit::scheme
