#pragma once
// Records to and from rows. Each constant lists the columns that the reader beside it takes, in its order, from the
// column `at` on.

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"
#include "core/directory/audit.h"
#include "core/directory/records.h"
#include "core/store/sqlite/connection.h"

namespace remit::store::sqlite {

inline constexpr std::string_view kOrganisationColumns =
    "number, id, slug, name, scheme_id, scheme_version, root, epoch, founding, created_at, layout";
[[nodiscard]] directory::Organisation organisation_from(const Query& row);

inline constexpr std::string_view kScopeColumns = "id, parent, kind, name, features";
[[nodiscard]] Result<directory::Scope> scope_from(const Query& row);

inline constexpr std::string_view kUserColumns =
    "id, state, home, fields, open_steps, email_verified, pending_email, created_at, created_by, last_sign_in, "
    "password_changed_at";
[[nodiscard]] Result<directory::User> user_from(const Query& row, int at = 0);

inline constexpr std::string_view kRoleColumns = "user, role, granted_by, granted_at, valid_from, valid_until";
[[nodiscard]] directory::RoleMembership role_from(const Query& row);

inline constexpr std::string_view kScopeMembershipColumns =
    "user, is_group, node, granted_by, granted_at, valid_from, valid_until";
[[nodiscard]] directory::ScopeMembership scope_membership_from(const Query& row);

inline constexpr std::string_view kLinkColumns =
    "id, user, purpose, steps, secret_hash, email, created_at, expires_at, sent_by";
[[nodiscard]] Result<directory::Link> link_from(const Query& row);

inline constexpr std::string_view kSessionColumns =
    "id, user, token_hash, steps_only, selected, device, address, created_at";
[[nodiscard]] directory::Session session_from(const Query& row);

inline constexpr std::string_view kCredentialColumns =
    "id, user, prefix, suffix, secret_hash, sealed, created_at, expires_at, issued_by, scope";
[[nodiscard]] directory::Credential credential_from(const Query& row);

inline constexpr std::string_view kMailColumns =
    "id, user, purpose, recipient, link, sealed, state, actor, created_at, expires_at";
[[nodiscard]] Result<directory::Mail> mail_from(const Query& row);

inline constexpr std::string_view kAuditColumns =
    "id, sequence, format, at, epoch, actor_kind, actor_id, actor_name, origin, action, target_id, target_name, "
    "outcome, rule, reason, payload, payload_hash, previous, hash";
[[nodiscard]] directory::AuditEntry audit_from(const Query& row);

[[nodiscard]] std::string text_of(const std::vector<directory::Step>& steps);
[[nodiscard]] std::string text_of(const std::map<std::string, std::string>& fields);
[[nodiscard]] std::string text_of(const std::map<std::string, bool>& features);
[[nodiscard]] std::string text_of(directory::MailState state);

/// `SELECT a FROM b WHERE …` from its parts.
[[nodiscard]] std::string select(std::string_view columns, std::string_view rest);

}  // namespace remit::store::sqlite
