#include "core/store/sqlite/codec.h"

#include <algorithm>
#include <boost/json/value.hpp>
#include <optional>

#include "core/base/describe_enum.h"
#include "core/base/json.h"

namespace remit::store::sqlite {
namespace {

Error damaged(const char* what) {
  return Error{Code::Unavailable, "store-corrupt", {{"detail", what}}, {}};
}

Result<std::vector<directory::Step>> steps_from(std::string_view text) {
  std::vector<directory::Step> steps;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const auto step = enum_from_name<directory::Step>(text.substr(0, end));
    if (!step) return damaged("steps");
    steps.push_back(*step);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return steps;
}

template <class T, class Read>
Result<std::map<std::string, T>> map_from(std::string_view text, Read read) {
  std::map<std::string, T> items;
  if (text == "{}") return items;
  auto value = parse_json(text);
  if (!value || !value->is_object()) return damaged("fields");
  for (const auto& item : value->get_object()) {
    T found{};
    if (!read(item.value(), found)) return damaged("fields");
    items.emplace(std::string(item.key().data(), item.key().size()), std::move(found));
  }
  return items;
}

/// What text_of() makes of fields in plain ASCII, which most are: six times as fast as parse_json, and a list reads
/// many. Nothing: it is something else.
std::optional<std::map<std::string, std::string>> plain_fields(std::string_view text) {
  const auto plain = [](char c) { return c >= ' ' && c <= '~' && c != '\\'; };
  if (text.size() < 2 || text.front() != '{' || !std::all_of(text.begin(), text.end(), plain)) return std::nullopt;
  const auto quoted = [&](char after) -> std::optional<std::string_view> {
    if (text.size() < 2 || text[0] != '"') return std::nullopt;
    const std::size_t end = text.find('"', 1);
    if (end == std::string_view::npos || end + 1 >= text.size()) return std::nullopt;
    if (after != 0 && text[end + 1] != after) return std::nullopt;
    const std::string_view found = text.substr(1, end - 1);
    text.remove_prefix(end + 1);
    return found;
  };
  std::map<std::string, std::string> fields;
  while (text.front() != '}') {
    text.remove_prefix(1);  // `{` or `,`
    const auto name = quoted(':');
    if (!name) return std::nullopt;
    text.remove_prefix(1);
    const auto value = quoted(0);
    if (!value || (text.front() != ',' && text.front() != '}')) return std::nullopt;
    if (!fields.empty() && *name <= fields.rbegin()->first) return std::nullopt;
    fields.emplace_hint(fields.end(), *name, *value);
  }
  if (text.size() != 1) return std::nullopt;
  return fields;
}

bool read_text(const boost::json::value& value, std::string& out) {
  if (!value.is_string()) return false;
  out.assign(value.get_string().data(), value.get_string().size());
  return true;
}

bool read_switch(const boost::json::value& value, bool& out) {
  if (!value.is_bool()) return false;
  out = value.get_bool();
  return true;
}

}  // namespace

std::string select(std::string_view columns, std::string_view rest) {
  std::string sql = "SELECT ";
  sql += columns;
  sql += ' ';
  sql += rest;
  return sql;
}

std::string text_of(const std::vector<directory::Step>& steps) {
  std::string text;
  for (const directory::Step step : steps) {
    if (!text.empty()) text += ' ';
    text += enum_name(step);
  }
  return text;
}

std::string text_of(const std::map<std::string, std::string>& fields) {
  std::string text = "{";
  for (const auto& [name, value] : fields) {
    if (text.size() > 1) text += ',';
    append_json_string(text, name);
    text += ':';
    append_json_string(text, value);
  }
  return text + "}";
}

std::string text_of(const std::map<std::string, bool>& features) {
  std::string text = "{";
  for (const auto& [name, on] : features) {
    if (text.size() > 1) text += ',';
    append_json_string(text, name);
    text += on ? ":true" : ":false";
  }
  return text + "}";
}

std::string text_of(directory::MailState state) {
  return enum_name(state);
}

directory::Organisation organisation_from(const Query& row) {
  directory::Organisation organisation;
  organisation.id = row.id<OrgId>(1);
  organisation.slug = row.string(2);
  organisation.name = row.string(3);
  organisation.scheme_id = row.string(4);
  organisation.scheme_version = row.string(5);
  organisation.root = row.id<ScopeId>(6);
  organisation.epoch = {static_cast<std::uint64_t>(row.integer(7))};
  organisation.founding = row.integer(8) != 0;
  organisation.created_at = row.time(9);
  return organisation;
}

Result<directory::Scope> scope_from(const Query& row) {
  directory::Scope scope;
  scope.id = row.id<ScopeId>(0);
  scope.parent = row.maybe_id<ScopeId>(1);
  scope.kind = {row.string(2)};
  scope.name = row.string(3);
  REMIT_TRY_ASSIGN(scope.features, map_from<bool>(row.text(4), read_switch));
  return scope;
}

Result<directory::User> user_from(const Query& row, int at) {
  directory::User user;
  user.id = row.id<UserId>(at);
  user.state = {row.string(at + 1)};
  user.home = row.id<ScopeId>(at + 2);
  if (auto plain = plain_fields(row.text(at + 3))) {
    user.fields = std::move(*plain);
  } else {
    REMIT_TRY_ASSIGN(user.fields, map_from<std::string>(row.text(at + 3), read_text));
  }
  REMIT_TRY_ASSIGN(user.open_steps, steps_from(row.text(at + 4)));
  user.email_verified = row.integer(at + 5) != 0;
  user.pending_email = row.string(at + 6);
  user.created_at = row.time(at + 7);
  user.created_by = row.string(at + 8);
  user.last_sign_in = row.maybe_time(at + 9);
  user.password_changed_at = row.maybe_time(at + 10);
  return user;
}

directory::RoleMembership role_from(const Query& row) {
  directory::RoleMembership held;
  held.user = row.id<UserId>(0);
  held.role = {row.string(1)};
  held.granted_by = row.maybe_id<UserId>(2);
  held.granted_at = row.time(3);
  held.valid_from = row.time(4);
  held.valid_until = row.time(5);
  return held;
}

directory::ScopeMembership scope_membership_from(const Query& row) {
  directory::ScopeMembership held;
  held.user = row.id<UserId>(0);
  if (row.integer(1) != 0) {
    held.group = row.id<ScopeGroupId>(2);
  } else {
    held.scope = row.id<ScopeId>(2);
  }
  held.granted_by = row.maybe_id<UserId>(3);
  held.granted_at = row.time(4);
  held.valid_from = row.time(5);
  held.valid_until = row.time(6);
  return held;
}

Result<directory::Link> link_from(const Query& row) {
  directory::Link link;
  link.id = row.id<LinkId>(0);
  link.user = row.id<UserId>(1);
  link.purpose = {row.string(2)};
  REMIT_TRY_ASSIGN(link.steps, steps_from(row.text(3)));
  link.secret_hash = row.digest(4);
  link.email = row.string(5);
  link.created_at = row.time(6);
  link.expires_at = row.time(7);
  link.sent_by = row.maybe_id<UserId>(8);
  return link;
}

directory::Session session_from(const Query& row) {
  directory::Session session;
  session.id = row.id<SessionId>(0);
  session.user = row.id<UserId>(1);
  session.token_hash = row.digest(2);
  session.steps_only = row.integer(3) != 0;
  session.selected = row.maybe_id<ScopeId>(4);
  session.device = row.string(5);
  session.address = row.string(6);
  session.created_at = row.time(7);
  return session;
}

directory::Credential credential_from(const Query& row) {
  directory::Credential credential;
  credential.id = row.id<CredentialId>(0);
  credential.user = row.id<UserId>(1);
  credential.prefix = row.string(2);
  credential.suffix = row.string(3);
  credential.secret_hash = row.digest(4);
  credential.sealed = std::string(row.bytes(5));
  credential.created_at = row.time(6);
  credential.expires_at = row.time(7);
  credential.issued_by = row.maybe_id<UserId>(8);
  credential.scope = row.maybe_id<ScopeId>(9);
  return credential;
}

Result<directory::Mail> mail_from(const Query& row) {
  directory::Mail mail;
  mail.id = row.id<MailId>(0);
  mail.user = row.maybe_id<UserId>(1);
  mail.purpose = {row.string(2)};
  mail.recipient = row.string(3);
  mail.link = row.maybe_id<LinkId>(4);
  mail.sealed = std::string(row.bytes(5));
  const auto state = enum_from_name<directory::MailState>(row.text(6));
  if (!state) return damaged("mail state");
  mail.state = *state;
  mail.actor = row.string(7);
  mail.created_at = row.time(8);
  mail.expires_at = row.time(9);
  return mail;
}

directory::AuditEntry audit_from(const Query& row) {
  directory::AuditEntry entry;
  entry.id = row.id<AuditId>(0);
  entry.sequence = static_cast<std::uint64_t>(row.integer(1));
  entry.format = static_cast<int>(row.integer(2));
  entry.at = row.time(3);
  entry.epoch = {static_cast<std::uint64_t>(row.integer(4))};
  entry.actor_kind = row.string(5);
  entry.actor_id = row.string(6);
  entry.actor_name = row.string(7);
  entry.origin = row.string(8);
  entry.action = row.string(9);
  entry.target_id = row.string(10);
  entry.target_name = row.string(11);
  entry.outcome = row.string(12);
  entry.rule = row.string(13);
  entry.reason = row.string(14);
  entry.payload = row.string(15);
  entry.payload_hash = row.digest(16);
  entry.previous = row.digest(17);
  entry.hash = row.digest(18);
  return entry;
}

}  // namespace remit::store::sqlite
