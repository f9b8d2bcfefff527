// What is shown: each answer depends on who asks.

#include <utility>

#include "core/base/secret.h"
#include "core/directory/authority.h"
#include "core/service/state.h"

namespace remit::service {

namespace {

constexpr std::uint32_t kActivityPage = 50;
/// So many entries are looked through for a page of those that somebody may see.
constexpr std::size_t kActivityScanned = 5'000;

}  // namespace

Result<present::Viewer> Service::viewer(std::string_view slug, const directory::Actor& actor) {
  REMIT_TRY_ASSIGN(const std::unique_ptr<Looking> looking, Looking::at(*state_, slug, actor));
  const present::Context& context = looking->context();
  REMIT_TRY_ASSIGN(const directory::Organisation organisation, looking->rows().organisation());
  present::Viewer viewer;
  viewer.organisation = organisation.slug;
  viewer.organisation_name = organisation.name;
  viewer.scheme_id = organisation.scheme_id;
  viewer.scheme_title = context.text(context.definition().scheme.title);
  viewer.product = context.text(context.definition().presentation.product);
  viewer.demo = context.demo;
  viewer.founding = organisation.founding;
  viewer.revision = organisation.epoch.value;
  viewer.name = actor.label;
  if (!actor.user.is_nil()) {
    viewer.user_id = to_string(actor.user);
    REMIT_TRY_ASSIGN(const std::optional<directory::User> user, looking->rows().user(actor.user));
    if (user) viewer.email = directory::field_of(*user, context.scheme.email_field().id);
  }
  REMIT_TRY_ASSIGN(viewer.manages, present::manages(context));
  REMIT_TRY_ASSIGN(viewer.scopes, present::own_scopes(context));
  viewer.scope_word = present::word(context, "scope", "Scope");
  if (context.definition().scopes.kinds.size() > 1) viewer.scopes_word = present::scopes_word(context);
  return viewer;
}

namespace {

/// SECURITY: how many there are elsewhere is nobody's business who may not list them (T7).
Result<std::vector<present::TabModel>> tabs_of(Looking& looking, const store::UserQuery& narrowed) {
  REMIT_TRY_ASSIGN(std::vector<present::TabModel> tabs, present::tabs(looking.context()));
  REMIT_TRY_ASSIGN(const bool everybody, looking.sees_everybody());
  if (everybody) return tabs;
  const std::vector<scheme::Tab>& described = looking.context().definition().presentation.tabs;
  for (std::size_t i = 0; i < tabs.size(); ++i) {
    store::UserQuery query;
    query.at = narrowed.at;
    query.include_below = narrowed.include_below;
    query.only = narrowed.only;
    query.size = 1;
    if (i < described.size()) {
      query.states = described[i].states;
      query.role = described[i].role;
    }
    REMIT_TRY_ASSIGN(const store::UserPage page, looking.rows().users(query));
    tabs[i].count = page.total;
  }
  return tabs;
}

}  // namespace

Result<present::ListModel> Service::list_model(std::string_view slug, const directory::Actor& actor) {
  REMIT_TRY_ASSIGN(const std::unique_ptr<Looking> looking, Looking::at(*state_, slug, actor));
  REMIT_TRY(looking->must_manage());
  REMIT_TRY_ASSIGN(present::ListModel model, present::list_model(looking->context()));
  store::UserQuery all;
  REMIT_TRY(looking->narrow(all));
  REMIT_TRY_ASSIGN(model.tabs, tabs_of(*looking, all));
  return model;
}

Result<Done> Looking::narrow(store::UserQuery& query) {
  const present::Context& context = context_;
  REMIT_TRY_ASSIGN(const bool everybody, sees_everybody());
  if (everybody) return Done{};
  const scheme::CommandSpec* const list = context.scheme.command("list");
  const auto permission = list && list->needs ? context.scheme.permission(list->needs->text) : std::nullopt;
  REMIT_TRY_ASSIGN(const directory::Authority authority,
                   directory::Authority::of(*rows_, context.scheme, context.actor, context.now));
  const auto listed = [&](ScopeId node) -> Result<bool> {
    if (!permission) return false;
    return authority.has(*permission, scheme::Reach::Any, node);
  };
  if (query.at) {
    REMIT_TRY_ASSIGN(const bool there, listed(*query.at));
    if (there) return Done{};
    return Error{Code::NotFound, "unknown-scope", {{"text", to_string(*query.at)}}, "scope"};
  }
  REMIT_TRY_ASSIGN(const std::vector<ScopeId> nodes,
                   directory::nodes_of(*rows_, context.scheme, context.actor.user, context.now));
  for (const ScopeId node : nodes) {
    REMIT_TRY_ASSIGN(const bool there, listed(node));
    if (!there) continue;
    query.at = node;
    return Done{};
  }
  query.only = context.actor.user;
  return Done{};
}

Result<present::UsersPage> Service::users(std::string_view slug, const directory::Actor& actor,
                                          const present::ListQuery& query) {
  REMIT_TRY_ASSIGN(const std::unique_ptr<Looking> looking, Looking::at(*state_, slug, actor));
  const present::Context& context = looking->context();
  REMIT_TRY_ASSIGN(store::UserQuery wanted, present::query_of(context, query));
  REMIT_TRY(looking->narrow(wanted));
  REMIT_TRY_ASSIGN(const store::UserPage found, looking->rows().users(wanted));
  present::UsersPage page;
  for (std::size_t i = 0; i < found.users.size(); ++i) {
    REMIT_TRY_ASSIGN(present::UserRow row, present::user_row(context, found.users[i], found.roles[i]));
    page.rows.push_back(std::move(row));
  }
  page.first = found.first;
  page.last = found.last;
  page.offset = found.offset;
  page.total = found.total;
  if (!wanted.only) {
    REMIT_TRY_ASSIGN(page.tabs, tabs_of(*looking, wanted));
  }
  REMIT_TRY_ASSIGN(const directory::Organisation organisation, looking->rows().organisation());
  page.revision = organisation.epoch.value;
  return page;
}

Result<present::UserDetails> Service::user(std::string_view slug, const directory::Actor& actor, UserId id,
                                           std::optional<SessionId> own_session) {
  REMIT_TRY_ASSIGN(const std::unique_ptr<Looking> looking, Looking::at(*state_, slug, actor));
  REMIT_TRY(looking->may_see(id));
  return present::user_details(looking->context(), id, own_session);
}

Result<present::FormModel> Service::form(std::string_view slug, const directory::Actor& actor,
                                         std::optional<UserId> user) {
  REMIT_TRY_ASSIGN(const std::unique_ptr<Looking> looking, Looking::at(*state_, slug, actor));
  if (!user) return present::create_form(looking->context());
  REMIT_TRY(looking->may_see(*user));
  return present::edit_form(looking->context(), *user);
}

Result<present::FormModel> Service::duplicate_form(std::string_view slug, const directory::Actor& actor, UserId user) {
  REMIT_TRY_ASSIGN(const std::unique_ptr<Looking> looking, Looking::at(*state_, slug, actor));
  REMIT_TRY(looking->may_see(user));
  return present::duplicate_form(looking->context(), user);
}

Result<present::TreeModel> Service::tree(std::string_view slug, const directory::Actor& actor) {
  REMIT_TRY_ASSIGN(const std::unique_ptr<Looking> looking, Looking::at(*state_, slug, actor));
  REMIT_TRY(looking->must_manage());
  return present::tree_model(looking->context());
}

Result<present::Matrix> Service::matrix(std::string_view slug, const directory::Actor& actor) {
  REMIT_TRY_ASSIGN(const std::unique_ptr<Looking> looking, Looking::at(*state_, slug, actor));
  REMIT_TRY(looking->must_manage());
  return present::matrix(looking->context());
}

Result<present::ScopeTree> Service::scope_tree(std::string_view slug, const directory::Actor& actor) {
  REMIT_TRY_ASSIGN(const std::unique_ptr<Looking> looking, Looking::at(*state_, slug, actor));
  REMIT_TRY(looking->must_manage());
  return present::scope_tree(looking->context());
}

Result<std::vector<present::OutboxItem>> Service::outbox(std::string_view slug, const directory::Actor& actor) {
  REMIT_TRY_ASSIGN(const std::unique_ptr<Looking> looking, Looking::at(*state_, slug, actor));
  REMIT_TRY(looking->must_manage());
  REMIT_TRY_ASSIGN(const std::vector<directory::Mail> mails, looking->rows().mails({{}, present::kOutboxSize}));
  REMIT_TRY_ASSIGN(const bool everybody, looking->sees_everybody());
  std::vector<present::OutboxItem> items;
  for (const directory::Mail& mail : mails) {
    if (!everybody) {
      REMIT_TRY_ASSIGN(const bool seen, looking->sees(mail.user));
      if (!seen) continue;
    }
    std::string secret;
    // SECURITY: whole mails are shown on databases that were marked demo when they were made, and nowhere else.
    if (looking->context().demo && !mail.sealed.empty()) {
      REMIT_TRY_ASSIGN(const Secret opened,
                       open_sealed(mail.sealed, state_->dependencies.seal_key, directory::seal_purpose(mail)));
      secret = opened.reveal();
    }
    REMIT_TRY_ASSIGN(present::OutboxItem item, present::outbox_item(looking->context(), mail, std::move(secret)));
    items.push_back(std::move(item));
  }
  return items;
}

Result<std::vector<present::ActivityItem>> Service::activity(std::string_view slug, const directory::Actor& actor,
                                                             std::optional<UserId> user, std::uint64_t before) {
  REMIT_TRY_ASSIGN(const std::unique_ptr<Looking> looking, Looking::at(*state_, slug, actor));
  if (user) {
    REMIT_TRY(looking->may_see(*user));
  } else {
    REMIT_TRY(looking->must_manage());
  }
  REMIT_TRY_ASSIGN(const bool everybody, looking->sees_everybody());
  std::vector<present::ActivityItem> items;
  // SECURITY: what happened to others is for those who may know of them (T7).
  std::size_t scanned = 0;
  for (bool more = true; more && items.size() < kActivityPage && scanned < kActivityScanned;) {
    REMIT_TRY_ASSIGN(const std::vector<directory::AuditEntry> entries,
                     looking->rows().audit({user, before, kActivityPage}));
    more = entries.size() == kActivityPage;
    scanned += entries.size();
    for (const directory::AuditEntry& it : entries) {
      before = it.sequence;
      if (items.size() == kActivityPage) break;
      if (!everybody && !user) {
        const auto target = parse_id<UserTag>(it.target_id);
        REMIT_TRY_ASSIGN(const bool seen, looking->sees(target ? std::optional<UserId>(*target) : std::nullopt));
        if (!seen) continue;
      }
      items.push_back(present::activity_item(looking->context(), it));
    }
  }
  return items;
}

}  // namespace remit::service
