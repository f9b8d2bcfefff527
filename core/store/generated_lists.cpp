#include "core/store/generated_lists.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <set>

#include "core/base/text.h"
#include "core/store/conformance.h"

namespace remit::store::conformance {

using namespace directory;

namespace {

constexpr const char* kSearches[] = {"",      "",    "a",   "m",       "ma",   "MÄ",          "w",   "wa",
                                     "q",     "zz",  "王",  "王小",    "x",    "@ex",         "ann", "wanda q",
                                     "mario", "son", "p10", "example", "m\na", "example.com", ".",   "quill 1"};
constexpr const char* kGiven[] = {"Maren", "Mario", "Märta", "Matilda", "olu", "Ines", "Wanda", "王小明", "Anna", "X"};
constexpr const char* kFamily[] = {"", " Stone", " Quill", " Åkesson", " Wilson"};
constexpr const char* kSorts[] = {"", "name", "email", "role:role", "flag:pay", "state", "created", "last-sign-in"};
constexpr const char* kStates[] = {"active", "inactive", "invited"};
constexpr const char* kRoles[] = {"admin", "user", "pay", "reports"};

struct Person {
  User row;
  std::set<std::string> roles;
  std::set<ScopeId> scopes;
};

/// Everything a list says, without an index.
class Directory {
 public:
  explicit Directory(Store& store) : acme_(store), random_(4) {
    std::vector<RowEdit> edits;
    for (std::size_t i = 0; i < 24; ++i) {
      const Scope scope = acme_.scope("Shop " + std::to_string(i), i == 0 ? acme_.root() : scopes_[(i - 1) / 3]);
      above_[scope.id] = *scope.parent;
      scopes_.push_back(scope.id);
      edits.push_back(PutScope{scope});
    }
    for (int i = 0; i < 240; ++i) add(edits);
    must(acme_.write(edits));
  }

  void ask(int times) {
    const auto snapshot = acme_.read();
    for (int i = 0; i < times; ++i) {
      const UserQuery query = any_query();
      const std::vector<const Person*> wanted = answer(query);
      CAPTURE(query.search);
      CAPTURE(query.states.size());
      CAPTURE(query.role.has_value());
      CAPTURE(query.at.has_value());
      CAPTURE(query.sort.by);
      CAPTURE(query.sort.descending);
      CAPTURE(query.size);
      turn(*snapshot, query, wanted, Turn::First, Turn::Next);
      turn(*snapshot, query, wanted, Turn::Last, Turn::Previous);
    }
  }

  /// Some get other names, states, roles and scopes, some leave, some come.
  void change() {
    std::vector<RowEdit> edits;
    for (int i = 0; i < 40; ++i) {
      Person& person = people_[below(people_.size())];
      switch (below(5)) {
        case 0:
          person.row.fields["name"] = any_name();
          edits.push_back(PutUser{person.row});
          break;
        case 1:
          person.row.state = {kStates[below(3)]};
          edits.push_back(PutUser{person.row});
          break;
        case 2: {
          const std::string role = kRoles[below(4)];
          if (person.roles.erase(role) != 0) {
            edits.push_back(DropRole{person.row.id, {role}});
          } else {
            person.roles.insert(role);
            edits.push_back(PutRole{acme_.role(person.row.id, role)});
          }
          break;
        }
        case 3: {
          const ScopeId scope = any_scope();
          if (person.scopes.insert(scope).second) edits.push_back(assign(person.row.id, scope));
          break;
        }
        default:
          edits.push_back(DropUser{person.row.id});
          people_.erase(people_.begin() + (&person - people_.data()));
          add(edits);
      }
    }
    must(acme_.write(edits));
  }

 private:
  std::size_t below(std::size_t end) { return random_() % end; }
  std::string any_name() {
    const std::string given = kGiven[below(10)];
    return given + kFamily[below(5)] + (below(4) == 0 ? "" : ' ' + std::to_string(below(30)));
  }
  /// Few are at most of the scopes.
  ScopeId any_scope() { return scopes_[below(6) == 0 ? below(scopes_.size()) : below(4)]; }
  RowEdit assign(UserId user, ScopeId scope) {
    return PutScopeMembership{{user, scope, {}, {}, {1}, kAlways, kForever}};
  }

  void add(std::vector<RowEdit>& edits) {
    const std::string number = std::to_string(++last_);
    static constexpr const char* kAddresses[] = {"p", "w", "ma", "王"};
    Person person;
    person.row = acme_.user(kAddresses[below(4)] + number + "@example.com", any_name(), kStates[below(3)]);
    person.row.created_at = {1000 + last_ / 3};
    if (below(2) == 0) person.row.last_sign_in = Time{static_cast<std::int64_t>(below(20))};
    if (below(3) == 0) person.row.home = any_scope();
    edits.push_back(PutUser{person.row});
    for (const char* role : kRoles) {
      if (below(3) != 0) continue;
      person.roles.insert(role);
      edits.push_back(PutRole{acme_.role(person.row.id, role)});
    }
    if (below(2) == 0) {
      const ScopeId scope = any_scope();
      for (const ScopeId each : {scope, above_.at(scope)}) {
        person.scopes.insert(each);
        edits.push_back(assign(person.row.id, each));
        if (below(2) == 0) break;
      }
    }
    people_.push_back(std::move(person));
  }

  UserQuery any_query() {
    UserQuery query;
    query.search = kSearches[below(std::size(kSearches))];
    for (const char* state : kStates) {
      if (below(3) == 0) query.states.push_back({state});
    }
    if (below(4) == 0) query.role = RoleId{kRoles[below(4)]};
    if (below(4) == 0) query.at = below(4) == 0 ? acme_.root() : scopes_[below(scopes_.size())];
    query.include_below = below(2) == 0;
    if (below(16) == 0) query.only = people_[below(people_.size())].row.id;
    query.sort = {kSorts[below(std::size(kSorts))], below(2) == 0};
    static constexpr std::uint32_t kSizes[] = {1, 2, 7, 50, 1000};
    query.size = kSizes[below(5)];
    return query;
  }

  [[nodiscard]] bool is_below(ScopeId scope, ScopeId node) const {
    while (scope != node) {
      const auto found = above_.find(scope);
      if (found == above_.end()) return false;
      scope = found->second;
    }
    return true;
  }

  [[nodiscard]] static std::string without_accents(const std::string& text) {
    const std::string key = sort_key(text);
    return key.substr(0, key.find('\1'));
  }

  [[nodiscard]] static bool found(const Person& person, const std::string& search) {
    if (search.empty()) return true;
    const std::string wanted = without_accents(search);
    for (const char* field : {"name", "email"}) {
      const std::size_t at = without_accents(person.row.fields.at(field)).find(wanted);
      if (count_code_points(wanted) < 3 ? at == 0 : at != std::string::npos) return true;
    }
    return false;
  }

  [[nodiscard]] bool wanted(const Person& person, const UserQuery& query) const {
    if (query.only && *query.only != person.row.id) return false;
    if (query.role && !person.roles.contains(query.role->text)) return false;
    if (!query.states.empty() &&
        std::find(query.states.begin(), query.states.end(), person.row.state) == query.states.end()) {
      return false;
    }
    if (query.at) {
      const auto stands = [&](ScopeId scope) {
        return query.include_below ? is_below(scope, *query.at) : scope == *query.at;
      };
      if (!stands(person.row.home) && std::none_of(person.scopes.begin(), person.scopes.end(), stands)) return false;
    }
    return found(person, query.search);
  }

  /// Compared as text; what is equal stays in the order of arrival.
  [[nodiscard]] static std::string rank(const Person& person, const std::string& sort) {
    if (sort == "name" || sort == "email") return sort_key(person.row.fields.at(sort));
    if (sort == "role:role") return person.roles.contains("admin") ? "1" : person.roles.contains("user") ? "2" : "3";
    if (sort == "flag:pay") return person.roles.contains("pay") ? "1" : "0";
    if (sort == "state") return person.row.state.text;  // of small_scheme, in its order by chance
    const std::optional<Time> at = sort == "last-sign-in" ? person.row.last_sign_in : person.row.created_at;
    return at ? std::to_string(100'000 + at->ms) : "";
  }

  [[nodiscard]] std::vector<const Person*> answer(const UserQuery& query) const {
    std::vector<const Person*> all;
    for (const Person& person : people_) {
      if (wanted(person, query)) all.push_back(&person);
    }
    std::stable_sort(all.begin(), all.end(), [&](const Person* a, const Person* b) {
      return rank(*a, query.sort.by) < rank(*b, query.sort.by);
    });
    if (query.sort.descending) std::reverse(all.begin(), all.end());
    return all;
  }

  static void turn(Snapshot& snapshot, UserQuery query, const std::vector<const Person*>& wanted, Turn from, Turn on) {
    std::size_t at = from == Turn::First ? 0 : wanted.size();
    query.turn = from;
    for (int pages = 0; pages < 4; ++pages) {
      const UserPage page = must(snapshot.users(query));
      REQUIRE(page.total == wanted.size());
      if (page.users.empty()) {
        CHECK((from == Turn::First ? at == wanted.size() : at == 0));
        return;
      }
      if (from == Turn::Last) at -= page.users.size();
      REQUIRE(page.offset == at);
      REQUIRE(at + page.users.size() <= wanted.size());
      for (std::size_t i = 0; i < page.users.size(); ++i) {
        REQUIRE(page.users[i].id == wanted[at + i]->row.id);
        REQUIRE(page.roles[i].size() == wanted[at + i]->roles.size());
      }
      if (from == Turn::First) at += page.users.size();
      query.turn = on;
      query.anchor = on == Turn::Next ? page.last : page.first;
    }
  }

  World acme_;
  std::mt19937 random_;
  std::int64_t last_ = 0;
  std::vector<Person> people_;  ///< in the order of arrival
  std::vector<ScopeId> scopes_;
  std::map<ScopeId, ScopeId> above_;
};

}  // namespace

void lists_answer_as_a_plain_filter_and_sort_would(Store& empty) {
  Directory directory(empty);
  directory.ask(150);
  for (int round = 0; round < 3; ++round) {
    directory.change();
    directory.ask(100);
  }
}

}  // namespace remit::store::conformance
