#pragma once
// A role scheme as its author wrote it: data with a defined meaning, one struct for each of the fourteen dimensions
// of docs/scheme-language.md. Reading (scheme.h) turns TOML text into these structs and refuses what they do not name;
// compiling (compiled.h) resolves references and packs what decisions need.
//
// Every struct is described, so the same lines give the reader, the JSON form and the JSON Schema. A member that may be
// left out stands in `kOptional`; what it then means is its initial value here.

#include <array>
#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/ids.h"
#include "core/base/time.h"

namespace remit::scheme {

/// Wording in the languages a vendor has: `label = "Refund"` or `label = { en = "Refund", de = "Erstatten" }`.
/// In JSON and TOML a plain string stands for English.
struct Label {
  std::map<std::string, std::string> by_language;

  /// The text in `language`, else in English, else in whichever language there is; "" if there is none.
  [[nodiscard]] const std::string& in(std::string_view language = "en") const;
  [[nodiscard]] bool empty() const { return by_language.empty(); }
  bool operator==(const Label&) const = default;
};

// ---- 1 permissions

BOOST_DEFINE_ENUM_CLASS(Sensitivity, Normal, High)

/// Something that can be done in the portal. `means` are atoms of the canonical vocabulary (vocabulary.h).
struct Permission {
  PermissionId id;
  Label label;
  Label area;  ///< the heading it stands under in the matrix
  std::vector<std::string> means;
  std::vector<KindId> applies_to;  ///< scope kinds; none = all
  Sensitivity sensitivity = Sensitivity::Normal;
  std::optional<FeatureId> needs_feature;

  static constexpr std::array kOptional{"area", "applies_to", "sensitivity", "needs_feature"};
};
BOOST_DESCRIBE_STRUCT(Permission, (), (id, label, area, means, applies_to, sensitivity, needs_feature))

// ---- 2 roles

/// How far a grant goes. Any contains Own.
BOOST_DEFINE_ENUM_CLASS(Reach, Own, Any)

/// The steps on the way into use.
BOOST_DEFINE_ENUM_CLASS(Step, VerifyEmail, SetPassword, EnrolFactor)

/// A named set of grants. A flag ("Payment link") and a type ("Web API") are roles too, in groups of their own.
struct Role {
  RoleId id;
  Label label;
  Label purpose;  ///< what the role is for, in one line (PCI DSS 7.2.1)
  GroupId group;
  std::vector<RoleId> includes;
  std::vector<PermissionId> grants;      ///< with reach any
  std::vector<PermissionId> grants_own;  ///< with reach own
  std::vector<PermissionId> assumed;     ///< of this role's cells, granted or not: those that no vendor page states
  std::vector<RoleId> requires_any;
  std::vector<RoleId> excludes;
  std::vector<KindId> applies_to;      ///< scope kinds where the role counts; none = all
  std::vector<KindId> requires_scope;  ///< its holder must have a scope of one of these kinds
  bool is_protected = false;           ///< only a holder may give it
  bool allows_credentials = false;
  std::vector<Step> waives_steps;
  bool waives_sign_in = false;
  bool is_admin = false;  ///< drawn with the accent; means nothing else

  static constexpr std::array kOptional{"purpose",
                                        "includes",
                                        "grants",
                                        "grants_own",
                                        "assumed",
                                        "requires_any",
                                        "excludes",
                                        "applies_to",
                                        "requires_scope",
                                        "is_protected",
                                        "allows_credentials",
                                        "waives_steps",
                                        "waives_sign_in",
                                        "is_admin"};
};
BOOST_DESCRIBE_STRUCT(Role, (),
                      (id, label, purpose, group, includes, grants, grants_own, assumed, requires_any, excludes,
                       applies_to, requires_scope, is_protected, allows_credentials, waives_steps, waives_sign_in,
                       is_admin))

// ---- 3 and 4 role groups, types, flags

/// How a group is drawn and which column it gets: roles as tags, a type as a tint, a flag as a switch, modules as
/// ticks.
BOOST_DEFINE_ENUM_CLASS(GroupStyle, Roles, Type, Flag, Modules)

struct RoleGroup {
  GroupId id;
  Label label;
  GroupStyle style = GroupStyle::Roles;
  std::uint32_t min = 0;
  std::optional<std::uint32_t> max;  ///< none = no limit
  std::vector<RoleId> initially;     ///< what a form starts with
  bool fixed_at_creation = false;    ///< cannot be changed later

  static constexpr std::array kOptional{"style", "min", "max", "initially", "fixed_at_creation"};
};
BOOST_DESCRIBE_STRUCT(RoleGroup, (), (id, label, style, min, max, initially, fixed_at_creation))

BOOST_DEFINE_ENUM_CLASS(Combination, Product, Pairs)

/// Words that the language keeps for what is not built yet: lint refuses them.
template <class Word>
[[nodiscard]] constexpr bool is_built(Word) {
  return true;
}
[[nodiscard]] constexpr bool is_built(Combination word) {
  return word == Combination::Product;
}

// ---- 5 scopes

struct ScopeKind {
  KindId id;
  Label label;
  Label plural;
  std::vector<KindId> parents;  ///< kinds it may stand below; none = it is the root's kind
  bool assignable = true;       ///< whether users may be given it
  std::string icon;             ///< a name from the icon list of the app

  static constexpr std::array kOptional{"plural", "parents", "assignable", "icon"};
};
BOOST_DESCRIBE_STRUCT(ScopeKind, (), (id, label, plural, parents, assignable, icon))

struct Feature {
  FeatureId id;
  Label label;
  bool initially = true;

  static constexpr std::array kOptional{"initially"};
};
BOOST_DESCRIBE_STRUCT(Feature, (), (id, label, initially))

/// What a scope membership covers, and what a user without any reaches.
BOOST_DEFINE_ENUM_CLASS(Covers, Below, Self)
BOOST_DEFINE_ENUM_CLASS(WithoutScopes, Nothing, Root)
/// How many nodes a session works on at a time: all of a user's, or one chosen after sign-in (V099, V182).
BOOST_DEFINE_ENUM_CLASS(Selection, All, Chosen)

struct Scopes {
  std::vector<ScopeKind> kinds;  ///< exactly one has no parents
  Covers covers = Covers::Below;
  WithoutScopes without = WithoutScopes::Root;
  std::uint32_t min_at_creation = 0;
  std::uint32_t min_afterwards = 0;
  std::optional<std::uint32_t> max;
  bool groups = false;         ///< whether scope groups can be defined and given
  bool initially_all = false;  ///< a form starts with every scope below the root ticked (V189)
  Selection selection = Selection::All;
  std::vector<Feature> features;

  static constexpr std::array kOptional{"covers", "without",       "min_at_creation", "min_afterwards", "max",
                                        "groups", "initially_all", "selection",       "features"};
};
BOOST_DESCRIBE_STRUCT(Scopes, (),
                      (kinds, covers, without, min_at_creation, min_afterwards, max, groups, initially_all, selection,
                       features))

// ---- 6 delegation

BOOST_DEFINE_ENUM_CLASS(ManagedAt, Home, Scopes)
BOOST_DEFINE_ENUM_CLASS(MayGive, All, Held, Covered)

struct Delegation {
  ManagedAt managed_at = ManagedAt::Scopes;
  MayGive may_give = MayGive::Covered;
  std::vector<RoleId> founder;  ///< what the first person of an organisation gets (V069); none = the least
                                ///< that makes a manager

  static constexpr std::array kOptional{"managed_at", "may_give", "founder"};
};
BOOST_DESCRIBE_STRUCT(Delegation, (), (managed_at, may_give, founder))

BOOST_DEFINE_ENUM_CLASS(ActorKind, User, Credential, Self, Operator, System)
BOOST_DEFINE_ENUM_CLASS(OnExcess, Refuse, Drop)
/// Addresses of a batch that are left out, with the reason, instead of refusing the whole batch (V188).
BOOST_DEFINE_ENUM_CLASS(PassOver, Known, Pending, Disposable)

// ---- 8 guards

/// NotSelf: nobody does it to themself. NoScopes: all scope memberships must be gone first (V170).
BOOST_DEFINE_ENUM_CLASS(Guard, NotSelf, NoScopes, NoCredentials)

// ---- 6, 7, 8, 9 what a command is in this scheme

/// One entry for each command that the scheme offers; a command without an entry is `not-offered`.
/// `id` is the command's type (`create-user`, `deactivate`; core/directory/command.h), or `list`, `show`, `export`.
struct CommandSpec {
  std::string id;
  Label label;                        ///< the menu entry or button
  Label hint;                         ///< a side effect, said below the entry
  std::optional<PermissionId> needs;  ///< the managing permission; none only where offered to self, operator, system
  std::vector<ActorKind> offered_to{ActorKind::User, ActorKind::Credential, ActorKind::Operator};
  OnExcess on_excess = OnExcess::Refuse;
  std::vector<StateId> in_states;  ///< states of the person in which it is offered; none = all
  std::optional<StateId> to;       ///< the state it leads to (deactivate, lock; send-new-password: V117)
  std::vector<Guard> guards;
  std::vector<Step> reopens;          ///< steps that become open again
  std::vector<PurposeId> sends;       ///< links (or generated passwords) that go out
  std::vector<PassOver> passes_over;  ///< invite only
  Label confirm;                      ///< asked before it is carried out, with the person's name put for {name}

  static constexpr std::array kOptional{"label", "hint",   "needs",   "offered_to", "on_excess",   "in_states",
                                        "to",    "guards", "reopens", "sends",      "passes_over", "confirm"};
};
BOOST_DESCRIBE_STRUCT(CommandSpec, (),
                      (id, label, hint, needs, offered_to, on_excess, in_states, to, guards, reopens, sends,
                       passes_over, confirm))

// ---- 7 lifecycle

BOOST_DEFINE_ENUM_CLASS(MaySignIn, Yes, StepsOnly, No)
BOOST_DEFINE_ENUM_CLASS(Tone, Info, Ok, Warn, Bad, Neutral)

struct State {
  StateId id;
  Label label;
  Tone tone = Tone::Neutral;
  bool may_act = false;
  MaySignIn may_sign_in = MaySignIn::No;
  bool allows_links = true;
  std::optional<StateId> when_steps_complete;  ///< fires as soon as no step is open

  static constexpr std::array kOptional{"tone", "may_act", "may_sign_in", "allows_links", "when_steps_complete"};
};
BOOST_DESCRIBE_STRUCT(State, (), (id, label, tone, may_act, may_sign_in, allows_links, when_steps_complete))

struct Lifecycle {
  StateId start;
  std::vector<StateId> start_choices;  ///< what may be chosen at creation besides; none = only `start`
  std::vector<Step> steps;             ///< open for a new user, in the order they are done
  std::vector<State> states;

  static constexpr std::array kOptional{"start_choices", "steps"};
};
BOOST_DESCRIBE_STRUCT(Lifecycle, (), (start, start_choices, steps, states))

// ---- 10 links

BOOST_DEFINE_ENUM_CLASS(CountedFrom, Sent, UserAdded)
/// Link: a secret in the mail. GeneratedPassword: a password in the mail that must be replaced (V140, V141).
BOOST_DEFINE_ENUM_CLASS(Delivers, Link, GeneratedPassword)

struct LinkSpec {
  PurposeId purpose;
  Label subject;  ///< the mail's subject; {organisation} and {actor} are put in
  Label button;   ///< what the mail's button says
  std::vector<Step> completes;
  Duration lifetime;
  std::optional<Duration> lifetime_on_resend;  ///< none = `lifetime`
  CountedFrom counted_from = CountedFrom::Sent;
  std::string when_expired = "resend";  ///< the command that helps then
  Delivers delivers = Delivers::Link;

  static constexpr std::array kOptional{"subject",      "button",       "lifetime_on_resend",
                                        "counted_from", "when_expired", "delivers"};
};
BOOST_DESCRIBE_STRUCT(LinkSpec, (),
                      (purpose, subject, button, completes, lifetime, lifetime_on_resend, counted_from, when_expired,
                       delivers))

// ---- 11 fields

BOOST_DEFINE_ENUM_CLASS(FieldKind, Text, Email, Phone, Choice, TimeZone)
BOOST_DEFINE_ENUM_CLASS(Unique, No, Organisation, Scope)
BOOST_DEFINE_ENUM_CLASS(Editable, Always, AtCreation)

struct Field {
  FieldId id;
  Label label;
  Label hint;
  FieldKind kind = FieldKind::Text;
  bool required = false;
  std::uint32_t min_length = 0;  ///< code points
  std::uint32_t max_length = 255;
  std::string pattern;  ///< `a-z0-9-._`: a set of characters and ranges; "" = no limit
  Unique unique = Unique::No;
  bool signs_in = false;       ///< exactly one field of a scheme
  bool shown_as_name = false;  ///< these, in order, name the person in lists and mails
  Editable editable = Editable::Always;
  std::vector<std::string> choices;

  static constexpr std::array kOptional{"hint",   "kind",     "required",      "min_length", "max_length", "pattern",
                                        "unique", "signs_in", "shown_as_name", "editable",   "choices"};
};
BOOST_DESCRIBE_STRUCT(Field, (),
                      (id, label, hint, kind, required, min_length, max_length, pattern, unique, signs_in,
                       shown_as_name, editable, choices))

// ---- 12 sign-in and credentials

BOOST_DEFINE_ENUM_CLASS(Policy, Default, Pci)
BOOST_DEFINE_ENUM_CLASS(Reveal, Once, Again)

struct SignIn {
  Policy policy = Policy::Default;
  bool factor_required = false;
  Reveal reveal = Reveal::Once;          ///< whether an API credential's secret can be read again (V149)
  std::string credential_prefix = "rk";  ///< its secret begins with this and `_`
  std::optional<Duration> credential_lifetime;
  /// With the role that allows credentials, one is issued at once (V047).
  bool issue_with_role = false;
  std::optional<std::uint32_t> max_credentials;  ///< that a user may have at a time (V183); none = no limit

  static constexpr std::array kOptional{
      "policy",          "factor_required", "reveal", "credential_prefix", "credential_lifetime",
      "issue_with_role", "max_credentials"};
};
BOOST_DESCRIBE_STRUCT(SignIn, (),
                      (policy, factor_required, reveal, credential_prefix, credential_lifetime, issue_with_role,
                       max_credentials))

/// What a change of the e-mail does once an address was verified: takes effect at once, or after its own link.
BOOST_DEFINE_ENUM_CLASS(EmailChange, AtOnce, WhenConfirmed)

// ---- 13 removal

struct Removal {
  bool may_be_invited_again = true;  ///< whether what a removed person was known by can be used anew (V172)
  static constexpr std::array kOptional{"may_be_invited_again"};
};
BOOST_DESCRIBE_STRUCT(Removal, (), (may_be_invited_again))

// ---- 14 presentation

BOOST_DEFINE_ENUM_CLASS(CreateFlow, Form, Steps, Dialog, Batch)

/// One page of the create flow; `shows` are field ids, `group:ID`, `scopes`, `state`, `review`.
struct FlowStep {
  std::string id;
  Label label;
  std::vector<std::string> shows;
};
BOOST_DESCRIBE_STRUCT(FlowStep, (), (id, label, shows))

/// `shows` is a field id, `group:ID`, `role:ID` (a flag), `state`, `status`, `flag`, `created`, `last-sign-in`,
/// `scopes`.
struct Column {
  std::string shows;
  Label label;
  bool sortable = true;
  bool initially = true;
  std::uint32_t width = 0;  ///< CSS pixels; 0 = shares what is left

  static constexpr std::array kOptional{"sortable", "initially", "width"};
};
BOOST_DESCRIBE_STRUCT(Column, (), (shows, label, sortable, initially, width))

/// A tab over the list: everyone in these states, or with this role.
struct Tab {
  std::string id;
  Label label;
  std::vector<StateId> states;
  std::optional<RoleId> role;

  static constexpr std::array kOptional{"states", "role"};
};
BOOST_DESCRIBE_STRUCT(Tab, (), (id, label, states, role))

struct Presentation {
  Label product;                 ///< what the portal calls itself
  Label summary;                 ///< one line on what is special, for whoever chooses a scheme
  std::vector<Label> menu_path;  ///< where its users are found
  Label list_title;
  Label create_button;
  Label submit_button;
  CreateFlow create_flow = CreateFlow::Form;
  std::vector<FlowStep> create_steps;
  bool details_after_create = false;
  std::vector<std::string> edit_shows;  ///< what the edit form holds, as in FlowStep; none = everything
  std::vector<Column> columns;
  std::vector<Tab> tabs;
  std::vector<std::string> row_buttons;  ///< commands shown as icons in a row; the rest is in its menu
  std::vector<std::string> export_columns;
  Label after_edit;                           ///< a note shown when something was saved (V097)
  std::map<std::string, Label> words;         ///< a vendor's own word for one of Remit's (`scope` = "Entity")
  std::map<std::string, Label> former_words;  ///< what the vendor said before (V100); found by search, never shown
  std::string help_url;

  static constexpr std::array kOptional{
      "summary", "menu_path",   "submit_button",  "create_flow", "create_steps", "details_after_create", "edit_shows",
      "tabs",    "row_buttons", "export_columns", "after_edit",  "words",        "former_words",         "help_url"};
};
BOOST_DESCRIBE_STRUCT(Presentation, (),
                      (product, summary, menu_path, list_title, create_button, submit_button, create_flow, create_steps,
                       details_after_create, edit_shows, columns, tabs, row_buttons, export_columns, after_edit, words,
                       former_words, help_url))

// ---- the whole

struct Header {
  std::string id;       ///< `billpro`: [a-z0-9-], at most 40
  std::string version;  ///< `1`, `2026.1`: a pinned organisation keeps the version it was given
  Label title;
  std::string vendor;
  std::string source;  ///< where its facts come from

  static constexpr std::array kOptional{"vendor", "source"};
};
BOOST_DESCRIBE_STRUCT(Header, (), (id, version, title, vendor, source))

struct Definition {
  Header scheme;
  std::vector<Permission> permissions;
  std::vector<Role> roles;
  std::vector<RoleGroup> groups;
  Combination combination = Combination::Product;
  Scopes scopes;
  Delegation delegation;
  std::vector<CommandSpec> commands;
  Lifecycle lifecycle;
  std::vector<LinkSpec> links;
  std::vector<Field> fields;
  SignIn sign_in;
  EmailChange email_change = EmailChange::WhenConfirmed;
  Removal removal;
  Presentation presentation;

  static constexpr std::array kOptional{"combination", "delegation", "links", "sign_in", "email_change", "removal"};
};
BOOST_DESCRIBE_STRUCT(Definition, (),
                      (scheme, permissions, roles, groups, combination, scopes, delegation, commands, lifecycle, links,
                       fields, sign_in, email_change, removal, presentation))

}  // namespace remit::scheme
