#pragma once
// What a view needs: rows with words in them, actions with reasons, forms, previews. Made by present (from scheme and
// directory), sent over REST as the JSON of these structs, drawn by the app and printed by the command line. Views
// decide nothing: everything that depends on the scheme or on rights stands here.
//
// Texts are in the reader's language already. Times are moments; the zone is the reader's business.

#include <array>
#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/scheme/definition.h"

namespace remit::present {

using scheme::Tone;

/// A coloured word: a state, a type.
struct Badge {
  std::string id;
  std::string label;
  Tone tone = Tone::Neutral;
};
BOOST_DESCRIBE_STRUCT(Badge, (), (id, label, tone))

/// A command as a menu entry or button. Not offered: `reason` says why and how to come to it, `rule` which rule.
struct ActionOffer {
  std::string command;  ///< the command's type
  std::string label;
  std::string hint;  ///< a side effect
  bool offered = false;
  std::string reason;
  std::string rule;
  bool destructive = false;
  std::string confirm;       ///< the question asked first, with the name in it; empty: none
  std::string confirm_text;  ///< what ends now and what can be undone
};
BOOST_DESCRIBE_STRUCT(ActionOffer, (),
                      (command, label, hint, offered, reason, rule, destructive, confirm, confirm_text))

/// A role somebody has, as a tag.
struct RoleTag {
  RoleId id;
  std::string label;
  GroupId group;
  bool is_admin = false;
  bool is_type = false;  ///< of a group with style `type`
  std::string given_by;
  Time given_at;
  Time valid_from;
  Time valid_until;
  std::string purpose;
  std::uint32_t permissions = 0;
};
BOOST_DESCRIBE_STRUCT(RoleTag, (),
                      (id, label, group, is_admin, is_type, given_by, given_at, valid_from, valid_until, purpose,
                       permissions))

struct FlagValue {
  RoleId id;
  std::string label;
  bool on = false;
  ActionOffer change;  ///< set-flag, or why not
};
BOOST_DESCRIBE_STRUCT(FlagValue, (), (id, label, on, change))

struct Choice {
  std::string id;
  std::string label;
};
BOOST_DESCRIBE_STRUCT(Choice, (), (id, label))

/// Who looks, and at which organisation.
struct Viewer {
  std::string organisation;  ///< slug
  std::string organisation_name;
  std::string scheme_id;
  std::string scheme_title;
  std::string product;  ///< what the portal calls itself
  std::string user_id;  ///< empty: the operator
  std::string name;
  std::string email;
  bool manages = false;  ///< false: this person sees only their own page
  bool demo = false;
  bool founding = false;
  std::string scope_word;      ///< what the vendor calls one of them
  std::string scopes_word;     ///< and many of them; empty: the scheme has none to speak of
  std::vector<Choice> scopes;  ///< those of the viewer's own to work on, where the scheme has one chosen at a time
  std::uint64_t revision = 0;
};
BOOST_DESCRIBE_STRUCT(Viewer, (),
                      (organisation, organisation_name, scheme_id, scheme_title, product, user_id, name, email, manages,
                       demo, founding, scope_word, scopes_word, scopes, revision))

/// An organisation on the start page and in the switcher.
struct OrganisationCard {
  std::string slug;
  std::string name;
  std::string scheme_id;
  std::string scheme_title;
  std::string summary;  ///< one line on what is special
  std::uint64_t users = 0;
  std::uint32_t roles = 0;
  std::uint32_t permissions = 0;
  std::uint32_t scopes = 0;
};
BOOST_DESCRIBE_STRUCT(OrganisationCard, (),
                      (slug, name, scheme_id, scheme_title, summary, users, roles, permissions, scopes))

// ---- the list

/// `shows` as in scheme::Column.
struct ColumnModel {
  std::string shows;
  std::string label;
  bool sortable = true;
  bool initially = true;
  std::uint32_t width = 0;
};
BOOST_DESCRIBE_STRUCT(ColumnModel, (), (shows, label, sortable, initially, width))

struct TabModel {
  std::string id;
  std::string label;
  std::uint64_t count = 0;
};
BOOST_DESCRIBE_STRUCT(TabModel, (), (id, label, count))

struct FeatureValue {
  FeatureId id;
  std::string label;
  bool on = false;
  bool set_here = false;  ///< else it is as above in the tree
};
BOOST_DESCRIBE_STRUCT(FeatureValue, (), (id, label, on, set_here))

/// A named set of nodes.
struct ScopeGroupItem {
  ScopeGroupId id;
  std::string name;
  std::vector<ScopeId> scopes;
  std::uint32_t hidden = 0;  ///< how many more there are, of which whoever asks knows nothing
};
BOOST_DESCRIBE_STRUCT(ScopeGroupItem, (), (id, name, scopes, hidden))

/// A node of the tree of scopes. They come in order: each after the one it stands under, siblings as they were made.
struct TreeNode {
  ScopeId id;
  std::string name;
  std::string kind;
  std::string icon;
  std::uint32_t depth = 0;
  std::optional<std::uint64_t> users;  ///< created at or assigned to it or what is below; none: too many nodes to count
  bool listed = true;                  ///< false: whoever asks may not list its people
  bool assignable = true;              ///< people and groups can be given it
  std::vector<KindId> below;           ///< what may be created under it
  std::vector<FeatureValue> features;
  std::map<std::string, std::string> refused;  ///< commands of TreeModel::actions that are not for this node, and why
};
BOOST_DESCRIBE_STRUCT(TreeNode, (), (id, name, kind, icon, depth, users, listed, assignable, below, features, refused))

struct TreeModel {
  std::string title;  ///< the vendor's word for scopes
  std::vector<TreeNode> nodes;
  std::vector<ActionOffer> actions;          ///< what changes nodes, features and groups, as far as the scheme has it
  std::map<std::string, std::string> kinds;  ///< id to label
  std::string group_word;                    ///< what the vendor calls a scope group; empty: there are none
  std::vector<ScopeGroupItem> groups;
};
BOOST_DESCRIBE_STRUCT(TreeModel, (), (title, nodes, actions, kinds, group_word, groups))

/// The frame around the rows; changes only when the scheme or the viewer's rights do (counts apart).
struct ListModel {
  std::string title;
  std::vector<std::string> menu_path;
  ActionOffer create;
  std::vector<ColumnModel> columns;
  std::vector<TabModel> tabs;  ///< the first is everyone
  std::vector<Choice> roles;   ///< for the filter
  std::vector<std::string> row_buttons;
  bool has_flag_column = false;
  std::string note;   ///< such as that users cannot be deleted here
  bool tree = false;  ///< whether a scope tree stands beside it
  std::string help_url;
};
BOOST_DESCRIBE_STRUCT(ListModel, (),
                      (title, menu_path, create, columns, tabs, roles, row_buttons, has_flag_column, note, tree,
                       help_url))

struct UserRow {
  UserId id;
  std::string name;
  std::string email;
  Badge state;
  bool may_act = false;  ///< the green flag
  bool is_viewer = false;
  bool is_system = false;  ///< acts by credentials: drawn as a square
  std::map<std::string, std::string> fields;
  std::vector<RoleTag> roles;  ///< without flags
  std::vector<FlagValue> flags;
  std::optional<FlagValue> active;   ///< a switch for deactivate and reactivate, where the scheme has both
  std::string scopes;                ///< in words, shortened; only where the scheme has a column for them
  std::vector<ActionOffer> buttons;  ///< those of ListModel::row_buttons that change something
  Time created_at;
  std::optional<Time> last_sign_in;
  std::vector<std::string> waiting_for;  ///< open steps, in words
};
BOOST_DESCRIBE_STRUCT(UserRow, (),
                      (id, name, email, state, may_act, is_viewer, is_system, fields, roles, flags, active, scopes,
                       buttons, created_at, last_sign_in, waiting_for))

struct ListQuery {
  std::string search;
  std::string tab;
  std::string role;
  std::string scope;  ///< a node's id
  bool include_below = false;
  std::string sort;            ///< `name`, `-name`
  std::string turn = "first";  ///< first, last, next, previous
  std::string anchor;
  std::uint32_t size = 50;
  static constexpr std::array kOptional{"search", "tab",  "role",   "scope", "include_below",
                                        "sort",   "turn", "anchor", "size"};
};
BOOST_DESCRIBE_STRUCT(ListQuery, (), (search, tab, role, scope, include_below, sort, turn, anchor, size))

struct UsersPage {
  std::vector<UserRow> rows;
  std::string first;
  std::string last;
  std::uint64_t offset = 0;
  std::uint64_t total = 0;
  std::vector<TabModel> tabs;
  std::uint64_t revision = 0;
};
BOOST_DESCRIBE_STRUCT(UsersPage, (), (rows, first, last, offset, total, tabs, revision))

// ---- one person

struct FieldValue {
  FieldId id;
  std::string label;
  std::string value;
  std::string note;  ///< `waiting for confirmation: new@…`
};
BOOST_DESCRIBE_STRUCT(FieldValue, (), (id, label, value, note))

/// What somebody may do, under its heading, with the role it comes from.
struct EffectivePermission {
  PermissionId id;
  std::string label;
  std::string area;
  bool own_only = false;
  std::string from;  ///< the role's label
};
BOOST_DESCRIBE_STRUCT(EffectivePermission, (), (id, label, area, own_only, from))

struct SessionItem {
  SessionId id;
  std::string device;
  std::string address;
  Time created_at;
  bool is_this = false;
};
BOOST_DESCRIBE_STRUCT(SessionItem, (), (id, device, address, created_at, is_this))

struct CredentialItem {
  CredentialId id;
  std::string shown;  ///< `bp_7Qd2 •••• 3f9a`
  Time created_at;
  Time expires_at;
  ActionOffer reveal;
  ActionOffer revoke;
};
BOOST_DESCRIBE_STRUCT(CredentialItem, (), (id, shown, created_at, expires_at, reveal, revoke))

struct LinkItem {
  std::string purpose;
  std::string label;
  std::string email;
  Time created_at;
  Time expires_at;
  bool expired = false;
};
BOOST_DESCRIBE_STRUCT(LinkItem, (), (purpose, label, email, created_at, expires_at, expired))

struct ScopeItem {
  ScopeId id;
  std::string name;
  std::string kind;
  std::string icon;
  std::string path;
  Time valid_until;
};
BOOST_DESCRIBE_STRUCT(ScopeItem, (), (id, name, kind, icon, path, valid_until))

struct ActivityItem {
  std::uint64_t sequence = 0;
  Time at;
  std::string actor;
  std::string origin;
  std::string what;  ///< a sentence: `Role changed: normal_user to accountant_user`
  std::string target;
  std::string target_id;
  std::string outcome;  ///< done, denied, …
  std::string reason;   ///< of a refusal, in words
  Tone tone = Tone::Neutral;
};
BOOST_DESCRIBE_STRUCT(ActivityItem, (), (sequence, at, actor, origin, what, target, target_id, outcome, reason, tone))

struct UserDetails {
  UserRow row;
  std::vector<FieldValue> fields;
  std::vector<EffectivePermission> permissions;
  std::vector<ScopeItem> scopes;
  std::string scopes_label;         ///< the vendor's word for scopes
  bool reaches_everything = false;  ///< no scope memberships, and the scheme says that this is the root
  std::vector<SessionItem> sessions;
  std::vector<CredentialItem> credentials;
  std::vector<LinkItem> links;
  std::vector<ActivityItem> activity;
  std::vector<ActionOffer> actions;  ///< everything the scheme has for a person, offered or with the reason
  std::string created_by;
  std::string note;
  std::uint64_t position = 0;  ///< 0: not asked
};
BOOST_DESCRIBE_STRUCT(UserDetails, (),
                      (row, fields, permissions, scopes, scopes_label, reaches_everything, sessions, credentials, links,
                       activity, actions, created_by, note, position))

// ---- forms

struct FormField {
  FieldId id;
  std::string label;
  std::string hint;
  scheme::FieldKind kind = scheme::FieldKind::Text;
  bool required = false;
  std::uint32_t max_length = 255;
  std::vector<std::string> choices;
  std::string value;
  bool editable = true;
  std::string reason;  ///< why not editable
};
BOOST_DESCRIBE_STRUCT(FormField, (), (id, label, hint, kind, required, max_length, choices, value, editable, reason))

/// A role on offer in a form; `may_give` false: it cannot be given, or taken if it is chosen, and `reason` says why.
struct RoleOption {
  RoleId id;
  std::string label;
  std::string purpose;
  bool chosen = false;
  bool may_give = true;
  std::string reason;
  std::uint32_t granted = 0;  ///< of all permissions, for the dots
  std::uint32_t own_only = 0;
  std::uint32_t of = 0;
  bool is_admin = false;
  bool assumed = false;  ///< some of its cells are published by nobody
  std::vector<PermissionId> any;
  std::vector<PermissionId> own;
};
BOOST_DESCRIBE_STRUCT(RoleOption, (),
                      (id, label, purpose, chosen, may_give, reason, granted, own_only, of, is_admin, assumed, any,
                       own))

struct GroupModel {
  GroupId id;
  std::string label;
  scheme::GroupStyle style = scheme::GroupStyle::Roles;
  std::uint32_t min = 0;
  std::uint32_t max = 0;  ///< 0: no limit
  std::vector<RoleOption> options;
};
BOOST_DESCRIBE_STRUCT(GroupModel, (), (id, label, style, min, max, options))

/// A node, or a named set of nodes (`is_group`; `id` is then the group's).
struct ScopeOption {
  ScopeId id;
  bool is_group = false;
  std::string name;
  std::string kind;
  std::string icon;
  std::uint32_t depth = 0;
  bool chosen = false;
  bool may_give = true;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(ScopeOption, (), (id, is_group, name, kind, icon, depth, chosen, may_give, reason))

struct FormStep {
  std::string id;
  std::string label;
  std::vector<std::string> shows;
};
BOOST_DESCRIBE_STRUCT(FormStep, (), (id, label, shows))

/// Creating, inviting, copying or editing somebody. For creating, `user` is nil and `active` what a new person starts
/// with; for copying, `copied` is who is copied, and what the copy is given cannot be changed.
struct FormModel {
  std::string command;  ///< create-user, invite, duplicate or edit-user
  std::string title;
  std::string submit;
  scheme::CreateFlow flow = scheme::CreateFlow::Form;
  std::vector<FormStep> steps;
  UserId user;
  UserId copied;
  std::string name;  ///< of whom it is about
  Badge state;
  std::vector<FormField> fields;
  std::vector<GroupModel> groups;
  std::vector<ScopeOption> scopes;
  std::string scopes_label;         ///< the vendor's word for scopes
  std::uint32_t min_scopes = 0;     ///< of those, where the form shows them
  std::vector<Choice> states;       ///< to choose from at creation; empty: no choice
  std::optional<FlagValue> active;  ///< a switch for deactivate and reactivate, where the scheme has both
  std::string note;
  std::map<std::string, std::string> permission_labels;
};
BOOST_DESCRIBE_STRUCT(FormModel, (),
                      (command, title, submit, flow, steps, user, copied, name, state, fields, groups, scopes,
                       scopes_label, min_scopes, states, active, note, permission_labels))

// ---- changes

struct DifferenceItem {
  std::string what;  ///< in words: `Role`, `Payment link`
  std::string before;
  std::string after;
};
BOOST_DESCRIBE_STRUCT(DifferenceItem, (), (what, before, after))

struct PrivilegeItem {
  PermissionId permission;
  std::string label;
  std::string where;  ///< scopes in words; empty: everywhere
  bool own_only = false;
  bool high = false;  ///< a sensitive permission
  std::uint64_t users = 1;
  std::vector<std::string> people;  ///< their names, where the change is about several and they are few
};
BOOST_DESCRIBE_STRUCT(PrivilegeItem, (), (permission, label, where, own_only, high, users, people))

struct MailItem {
  std::string purpose;
  std::string recipient;
  std::string label;
};
BOOST_DESCRIBE_STRUCT(MailItem, (), (purpose, recipient, label))

/// What would happen. `digest` goes into Command::expect.
struct Preview {
  std::string digest;
  std::string summary;  ///< one line: `2 changes`
  std::vector<DifferenceItem> differences;
  std::vector<PrivilegeItem> gains;
  std::vector<PrivilegeItem> losses;
  std::vector<std::string> dropped;  ///< sentences
  std::vector<MailItem> mails;
  std::uint64_t sessions_ended = 0;
  std::uint64_t links_ended = 0;
  std::uint64_t credentials_ended = 0;
};
BOOST_DESCRIBE_STRUCT(Preview, (),
                      (digest, summary, differences, gains, losses, dropped, mails, sessions_ended, links_ended,
                       credentials_ended))

/// What happened. `secret` is there once, for a credential that was issued or revealed.
struct Outcome {
  std::string message;  ///< who and the new state: `Tomás Herrera Quintanilla is now inactive`
  std::string user_id;  ///< of the person concerned
  std::string user_name;
  std::string secret;
  std::uint64_t revision = 0;
  std::vector<std::string> notes;  ///< such as that the person should refresh
  bool repeated = false;           ///< the idempotency key was known: nothing was done again
  std::string scope_id;            ///< of the node concerned; empty: none
  std::string scope_group_id;
  static constexpr std::array kOptional{"secret", "notes", "repeated", "scope_id", "scope_group_id"};
};
BOOST_DESCRIBE_STRUCT(Outcome, (),
                      (message, user_id, user_name, secret, revision, notes, repeated, scope_id, scope_group_id))

// ---- import

struct ImportProblem {
  std::uint64_t line = 0;  ///< of the file, from 1; 0: the whole
  std::string column;      ///< empty: the whole line
  std::string rule;
  std::string message;  ///< what happened and what to do
};
BOOST_DESCRIBE_STRUCT(ImportProblem, (), (line, column, rule, message))

struct ImportRow {
  std::uint64_t line = 0;
  std::string name;
  std::string note;        ///< such as that a step is still the person's own to do
  bool unchanged = false;  ///< is here already, and the same
};
BOOST_DESCRIBE_STRUCT(ImportRow, (), (line, name, note, unchanged))

/// What a file would bring, or brought. With a problem nothing of it is brought.
struct ImportReport {
  std::vector<ImportRow> rows;          ///< those without a problem
  std::vector<ImportProblem> problems;  ///< in the order of their lines
  std::uint64_t created = 0;
  Preview preview;
  std::uint64_t revision = 0;  ///< after it was carried out; 0: it was not
};
BOOST_DESCRIBE_STRUCT(ImportReport, (), (rows, problems, created, preview, revision))

// ---- matrix

BOOST_DEFINE_ENUM_CLASS(CellValue, Denied, Own, Granted)

struct MatrixCell {
  CellValue value = CellValue::Denied;
  bool assumed = false;
  std::string from;  ///< the included role it comes through; empty: its own line
};
BOOST_DESCRIBE_STRUCT(MatrixCell, (), (value, assumed, from))

struct MatrixRow {
  PermissionId id;
  std::string label;
  std::string area;
  std::vector<std::string> means;
  bool high = false;
  std::vector<MatrixCell> cells;  ///< one for each role
};
BOOST_DESCRIBE_STRUCT(MatrixRow, (), (id, label, area, means, high, cells))

struct MatrixRole {
  RoleId id;
  std::string label;
  std::string purpose;
  std::string group;
  bool is_admin = false;
  std::uint64_t users = 0;
  std::uint32_t granted = 0;
};
BOOST_DESCRIBE_STRUCT(MatrixRole, (), (id, label, purpose, group, is_admin, users, granted))

struct Matrix {
  std::string title;
  std::string version;
  std::vector<MatrixRole> roles;
  std::vector<MatrixRow> rows;
  bool any_assumed = false;
};
BOOST_DESCRIBE_STRUCT(Matrix, (), (title, version, roles, rows, any_assumed))

// ---- outbox, decisions

/// How many of the latest messages an outbox shows.
inline constexpr std::uint32_t kOutboxSize = 100;

struct OutboxItem {
  MailId id;
  std::string purpose;
  std::string subject;
  std::string from;
  std::string recipient;
  std::string state;                    ///< queued, sent, expired, withdrawn
  std::vector<std::string> paragraphs;  ///< the text; only where the database is marked demo
  std::string button;
  std::string secret;  ///< of its link or the generated password; only where marked demo, else empty
  Time created_at;
  Time expires_at;
  bool usable = false;  ///< the link still works
  std::string user_id;
};
BOOST_DESCRIBE_STRUCT(OutboxItem, (),
                      (id, purpose, subject, from, recipient, state, paragraphs, button, secret, created_at, expires_at,
                       usable, user_id))

/// A link as its holder sees it before using it (opening consumes nothing).
struct LinkView {
  std::string organisation;
  std::string organisation_name;
  std::string product;
  std::string name;
  std::string email;
  std::string signs_in_as;  ///< the value of the field that signs in
  std::string purpose;
  std::vector<scheme::Step> steps;
  Time expires_at;
};
BOOST_DESCRIBE_STRUCT(LinkView, (),
                      (organisation, organisation_name, product, name, email, signs_in_as, purpose, steps, expires_at))

/// An answer to "may they?", with its reason always.
struct Answer {
  bool allowed = false;
  std::string rule;
  std::string reason;  ///< a sentence
  std::uint64_t revision = 0;
};
BOOST_DESCRIBE_STRUCT(Answer, (), (allowed, rule, reason, revision))

struct Person {
  UserId id;
  std::string name;
  std::string email;
};
BOOST_DESCRIBE_STRUCT(Person, (), (id, name, email))

/// Everybody who may do one thing at one place, a page at a time.
struct WhoCan {
  std::vector<Person> people;
  std::uint64_t total = 0;  ///< exact, over all pages
  std::string next;         ///< the id after which the next page begins; empty: this is the last
  std::uint64_t revision = 0;
};
BOOST_DESCRIBE_STRUCT(WhoCan, (), (people, total, next, revision))

/// Something that a person may do at one place, and what it comes from.
struct Ability {
  PermissionId permission;
  std::string label;
  bool own_only = false;
  std::string role;   ///< the label of the role as given
  std::string where;  ///< the scope or scope group as given; empty: everywhere, for want of any
};
BOOST_DESCRIBE_STRUCT(Ability, (), (permission, label, own_only, role, where))

struct WhatCan {
  std::vector<Ability> abilities;  ///< in the scheme's order
  std::uint64_t revision = 0;
};
BOOST_DESCRIBE_STRUCT(WhatCan, (), (abilities, revision))

// ---- the tree

struct ScopeNode {
  ScopeId id;
  std::optional<ScopeId> parent;  ///< none: the root
  std::string name;
  KindId kind;
  std::string kind_label;
  std::uint32_t depth = 0;  ///< 0: the root
  bool assignable = true;
  std::vector<FeatureValue> features;
};
BOOST_DESCRIBE_STRUCT(ScopeNode, (), (id, parent, name, kind, kind_label, depth, assignable, features))

/// All nodes, each before what hangs below it, brothers by name.
struct ScopeTree {
  std::vector<ScopeNode> nodes;
  std::vector<ScopeGroupItem> groups;
};
BOOST_DESCRIBE_STRUCT(ScopeTree, (), (nodes, groups))

}  // namespace remit::present
