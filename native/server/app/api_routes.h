#pragma once
// The JSON API under /api/v1/orgs/SLUG. The app itself uses it, and so may anybody's program.
//
// Who asks: the organisation's session cookie, or `Authorization: Bearer CREDENTIAL`. A change made with the cookie
// also needs `X-Remit-CSRF` (from `GET …/session`) and must come from this server's own pages. Bodies are the described
// structs of core as strict JSON: unknown keys are refused (T8). Errors are problem documents (problem.h); somebody who
// is not signed in gets 401 `signed-out`, for an organisation that does not exist too (T7).
//
// | route | answers |
// |---|---|
// | GET    /api/v1/orgs                            | [OrganisationCard] that the browser is signed in to |
// | GET    …/session                               | {viewer: Viewer, csrf, idle_ms, ends_at} |
// | DELETE …/session                               | 204; the session is over, on the server too |
// | GET    …/list-model                            | ListModel |
// | GET    …/users?search&tab&role&scope&include_below&sort&turn&anchor&size | UsersPage |
// | GET    …/users/{id}                            | UserDetails |
// | GET    …/form, …/users/{id}/form               | FormModel to create, to edit |
// | GET    …/matrix                                | Matrix |
// | GET    …/outbox                                | [OutboxItem] |
// | GET    …/activity?user&before                  | [ActivityItem] |
// | POST   …/plan      {commands: [Command]}       | Preview |
// | POST   …/execute   {commands: [Command]}       | Outcome |
// | POST   …/proof     {password}                 | 204; the very next execute on oneself is proved, for two minutes |
// | POST   …/check     {user, permission, scope?, owner?} | Answer |

#include "native/server/app/context.h"

namespace remit::server::app {

[[nodiscard]] http::Response api_organisations(const Context& context, const Exchange& exchange);
[[nodiscard]] http::Response api_session(const Context& context, const Exchange& exchange);
[[nodiscard]] http::Response api_end_session(const Context& context, const Exchange& exchange);
[[nodiscard]] http::Response api_list_model(const Context& context, const Exchange& exchange);
[[nodiscard]] http::Response api_users(const Context& context, const Exchange& exchange);
[[nodiscard]] http::Response api_user(const Context& context, const Exchange& exchange);
[[nodiscard]] http::Response api_create_form(const Context& context, const Exchange& exchange);
[[nodiscard]] http::Response api_edit_form(const Context& context, const Exchange& exchange);
http::Response api_duplicate_form(const Context& context, const Exchange& exchange);
http::Response api_tree(const Context& context, const Exchange& exchange);
[[nodiscard]] http::Response api_matrix(const Context& context, const Exchange& exchange);
[[nodiscard]] http::Response api_outbox(const Context& context, const Exchange& exchange);
[[nodiscard]] http::Response api_activity(const Context& context, const Exchange& exchange);
[[nodiscard]] http::Response api_plan(const Context& context, const Exchange& exchange);
[[nodiscard]] http::Response api_execute(const Context& context, const Exchange& exchange);
/// Costly: one argon2id, so it runs in the hashing pool; guesses are slowed down as at sign-in (T14).
[[nodiscard]] http::Response api_proof(const Context& context, const Exchange& exchange);
[[nodiscard]] http::Response api_check(const Context& context, const Exchange& exchange);

}  // namespace remit::server::app
