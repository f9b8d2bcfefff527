#include "core/directory/plan.h"

#include <algorithm>

#include "core/directory/commit.h"
#include "core/directory/draft.h"

namespace remit::directory {

namespace {

/// Which kinds of actor a command must be offered to for this one to give it: a person on their own account may also
/// do what is offered to self. A command that needs no permission is about oneself, and offered for nobody else.
bool offered_to(const scheme::CommandSpec& spec, const Actor& actor, std::optional<UserId> target) {
  const auto offers = [&spec](scheme::ActorKind kind) {
    return std::find(spec.offered_to.begin(), spec.offered_to.end(), kind) != spec.offered_to.end();
  };
  const bool acts_for_a_person = actor.kind == scheme::ActorKind::User || actor.kind == scheme::ActorKind::Credential;
  if (!spec.needs && acts_for_a_person && target && *target != actor.user) return false;
  if (offers(actor.kind)) return true;
  return actor.kind == scheme::ActorKind::User && target == actor.user && offers(scheme::ActorKind::Self);
}

/// Founding: only the operator, and steps of one's own (Rule 3).
bool allowed_while_founding(const Actor& actor) {
  return actor.kind == scheme::ActorKind::Operator || actor.kind == scheme::ActorKind::Self;
}

/// The scheme's entry, or that of the operator's own commands, which no scheme has to offer.
const scheme::CommandSpec* spec_of(const scheme::CompiledScheme& scheme, std::string_view type, const Actor& actor) {
  const auto operators = [](std::string_view id) {
    scheme::CommandSpec spec;
    spec.id = id;
    spec.offered_to = {scheme::ActorKind::Operator};
    return spec;
  };
  static const scheme::CommandSpec kUpgrade = operators(Upgrade::kType);
  static const scheme::CommandSpec kRecover = operators(Recover::kType);
  static const scheme::CommandSpec kImport = operators(ImportUser::kType);
  if (type == Upgrade::kType) return &kUpgrade;
  if (type == Recover::kType) return &kRecover;
  if (type == ImportUser::kType && actor.kind == scheme::ActorKind::Operator) return &kImport;
  if (type == ImportUser::kType) type = "import";
  return scheme.command(type);
}

Error not_offered(std::string_view type) {
  return denied("not-offered", {{"command", std::string(type)}});
}

/// Without a change of people, roles, states or scopes nobody stops being a manager, and nobody becomes one.
bool concerns_managers(const Change& change) {
  return std::any_of(change.rows.begin(), change.rows.end(), [](const RowEdit& edit) {
    return !std::holds_alternative<PutSession>(edit) && !std::holds_alternative<DropSession>(edit) &&
           !std::holds_alternative<PutMail>(edit) && !std::holds_alternative<WithdrawMail>(edit) &&
           !std::holds_alternative<PutLink>(edit) && !std::holds_alternative<DropLink>(edit) &&
           !std::holds_alternative<PutCredential>(edit) && !std::holds_alternative<DropCredential>(edit);
  });
}

}  // namespace

Result<Change> plan(const PlanContext& context) {
  const std::string_view type = type_of(context.command.action);
  const scheme::CommandSpec* const spec = spec_of(context.scheme, type, context.actor);
  if (!spec || !offered_to(*spec, context.actor, target_of(context.command.action))) return not_offered(type);
  Draft draft(context, *spec);
  REMIT_TRY(draft.open());
  if (draft.organisation.founding && !allowed_while_founding(context.actor)) return denied("founding");
  REMIT_TRY(std::visit([&draft](const auto& action) { return plan_action(draft, action); }, context.command.action));
  if (concerns_managers(draft.change)) REMIT_TRY(keep_a_manager(draft));
  return std::move(draft.change);
}

Result<Done> offered(const PlanContext& context, std::string_view type, std::optional<UserId> user) {
  const scheme::CommandSpec* const spec = spec_of(context.scheme, type, context.actor);
  if (!spec || !offered_to(*spec, context.actor, user)) return not_offered(type);
  Draft draft(context, *spec);
  REMIT_TRY(draft.open());
  if (draft.organisation.founding && !allowed_while_founding(context.actor)) return denied("founding");
  // Giving, taking and copying are judged by the nodes concerned, not by the person (Rule 1).
  const bool by_nodes = type == Give::kType || type == Take::kType || type == Duplicate::kType;
  if (user && !by_nodes) {
    REMIT_TRY(draft.target(*user));
    return Done{};
  }
  if (user) REMIT_TRY(draft.listed(*user));
  if (!spec->needs || draft.authority().has_somewhere(draft.managing(), scheme::Reach::Any)) return Done{};
  return denied("may-not-manage", {{"permission", context.scheme.at(draft.managing()).label.in()}});
}

Result<std::vector<Change>> plan_all(Reader& reader, const scheme::CompiledScheme& scheme, const Actor& actor,
                                     const std::vector<Command>& commands, Time now) {
  Overlay so_far(reader, scheme.definition());
  std::vector<Change> changes;
  std::uint32_t next = 1;
  for (const Command& command : commands) {
    REMIT_TRY_ASSIGN(Change change, plan({so_far, scheme, actor, command, now, next}));
    for (const RowEdit& edit : change.rows) REMIT_TRY(so_far.apply(edit));
    next += change.placeholders;
    changes.push_back(std::move(change));
  }
  return changes;
}

}  // namespace remit::directory
