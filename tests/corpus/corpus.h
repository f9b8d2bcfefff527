#pragma once
// The corpus as data (README.md beside this says what each key means), and as the rows of an organisation.

#include <array>
#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/access/rows.h"
#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/scheme/compiled.h"

namespace remit::corpus {

struct CorpusScope {
  std::string id;
  KindId kind;
  std::string name;
  std::string parent = "root";
  std::map<std::string, bool> features;
  static constexpr std::array kOptional{"parent", "features"};
};
BOOST_DESCRIBE_STRUCT(CorpusScope, (), (id, kind, name, parent, features))

struct CorpusGroup {
  std::string id;
  std::string name;
  std::vector<std::string> scopes;
};
BOOST_DESCRIBE_STRUCT(CorpusGroup, (), (id, name, scopes))

BOOST_DEFINE_ENUM_CLASS(Steps, Done, Open)

struct CorpusUser {
  std::string id;
  std::map<std::string, std::string> fields;
  std::vector<RoleId> roles;
  std::vector<std::string> scopes;
  std::vector<std::string> scope_groups;
  std::optional<Time> valid_from;
  std::optional<Time> valid_until;
  std::string home = "root";
  std::optional<StateId> state;
  Steps steps = Steps::Done;
  static constexpr std::array kOptional{"roles", "scopes", "scope_groups", "home", "steps"};
};
BOOST_DESCRIBE_STRUCT(CorpusUser, (),
                      (id, fields, roles, scopes, scope_groups, valid_from, valid_until, home, state, steps))

BOOST_DEFINE_ENUM_CLASS(Owner, Own, Other)
BOOST_DEFINE_ENUM_CLASS(Expect, Allow, Deny)

struct Case {
  std::string user;
  PermissionId permission;
  std::string on = "root";
  std::optional<Owner> owner;
  std::optional<Time> at;
  Expect expect = Expect::Deny;
  bool assumed = false;
  static constexpr std::array kOptional{"on", "assumed"};
};
BOOST_DESCRIBE_STRUCT(Case, (), (user, permission, on, owner, at, expect, assumed))

struct Corpus {
  std::uint32_t format = 1;
  std::string scheme;
  Time now;
  std::vector<CorpusScope> scopes;
  std::vector<CorpusGroup> scope_groups;
  std::vector<CorpusUser> users;
  std::vector<Case> cases;
  static constexpr std::array kOptional{"scopes", "scope_groups"};
};
BOOST_DESCRIBE_STRUCT(Corpus, (), (format, scheme, now, scopes, scope_groups, users, cases))

/// Errors: those of parse_json and from_json; Invalid `corpus-format`.
[[nodiscard]] Result<Corpus> read_corpus(std::string_view json);

/// Ids of the file as ids of rows: the same text has the same id in every run. `root` is the root.
[[nodiscard]] UserId user_id(std::string_view id);
[[nodiscard]] ScopeId scope_id(std::string_view id);

/// Where a new user ends up when no step is open.
[[nodiscard]] StateId settled(const scheme::CompiledScheme& scheme);

/// The organisation, with people in the states that the file gives them.
/// Precondition: the file names only roles, kinds and states of the scheme.
[[nodiscard]] access::Rows rows_of(const Corpus& corpus, const scheme::CompiledScheme& scheme);

}  // namespace remit::corpus
