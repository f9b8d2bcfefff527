#include "tests/sequences/book.h"

#include <algorithm>
#include <tuple>

namespace remit::test {

using namespace directory;

namespace {

template <class Row>
void put(std::vector<Row>& rows, const Row& row) {
  const auto known = std::find_if(rows.begin(), rows.end(), [&row](const Row& it) { return it.id == row.id; });
  if (known == rows.end()) {
    rows.push_back(row);
  } else {
    *known = row;
  }
}

template <class Row, class Id>
void drop(std::vector<Row>& rows, const Id& id) {
  std::erase_if(rows, [&id](const Row& it) { return it.id == id; });
}

template <class Row, class Id>
const Row* find(const std::vector<Row>& rows, const Id& id) {
  const auto found = std::find_if(rows.begin(), rows.end(), [&id](const Row& it) { return it.id == id; });
  return found == rows.end() ? nullptr : &*found;
}

}  // namespace

void Book::apply(const RowEdit& edit) {
  rows.apply(edit);
  if (const auto* it = std::get_if<PutLink>(&edit)) {
    // A link that is written again for fewer steps keeps its secret.
    Link row = it->row;
    const Link* const before = link(row.id);
    if (before && it->secret.number == 0) row.secret_hash = before->secret_hash;
    put(links, row);
  } else if (const auto* dead = std::get_if<DropLink>(&edit)) {
    drop(links, dead->id);
  } else if (const auto* begun = std::get_if<PutSession>(&edit)) {
    put(sessions, begun->row);
  } else if (const auto* ended = std::get_if<DropSession>(&edit)) {
    drop(sessions, ended->id);
  } else if (const auto* issued = std::get_if<PutCredential>(&edit)) {
    put(credentials, issued->row);
  } else if (const auto* revoked = std::get_if<DropCredential>(&edit)) {
    drop(credentials, revoked->id);
  } else if (const auto* password = std::get_if<PutPassword>(&edit)) {
    passwords[password->row.user] = password->row;
  } else if (const auto* none = std::get_if<DropPassword>(&edit)) {
    passwords.erase(none->user);
  } else if (const auto* gone = std::get_if<DropUser>(&edit)) {
    // Only what hangs on the person by key: links, sessions and credentials must have been ended by the change itself.
    passwords.erase(gone->id);
  }
}

const User* Book::user(UserId id) const {
  return find(rows.users, id);
}
const Link* Book::link(LinkId id) const {
  return find(links, id);
}

Result<Book> read_book(store::Snapshot& snapshot) {
  Book book;
  REMIT_TRY_ASSIGN(book.rows.organisation, snapshot.organisation());
  REMIT_TRY_ASSIGN(book.rows.scopes, snapshot.scopes());
  REMIT_TRY_ASSIGN(book.rows.groups, snapshot.scope_groups());
  REMIT_TRY(
      snapshot.each_user([&book](const User& it) -> Result<Done> { return book.rows.users.push_back(it), Done{}; }));
  REMIT_TRY(snapshot.each_role(
      [&book](const RoleMembership& it) -> Result<Done> { return book.rows.roles.push_back(it), Done{}; }));
  REMIT_TRY(snapshot.each_scope_membership([&book](const ScopeMembership& it) -> Result<Done> {
    return book.rows.scope_memberships.push_back(it), Done{};
  }));
  for (const User& it : book.rows.users) {
    REMIT_TRY_ASSIGN(const std::vector<Link> links, snapshot.links_of(it.id));
    book.links.insert(book.links.end(), links.begin(), links.end());
    REMIT_TRY_ASSIGN(const std::vector<Session> sessions, snapshot.sessions_of(it.id));
    book.sessions.insert(book.sessions.end(), sessions.begin(), sessions.end());
    REMIT_TRY_ASSIGN(const std::vector<Credential> credentials, snapshot.credentials_of(it.id));
    book.credentials.insert(book.credentials.end(), credentials.begin(), credentials.end());
    REMIT_TRY_ASSIGN(const std::optional<Password> password, snapshot.password(it.id));
    if (password) book.passwords[it.id] = *password;
  }
  return book;
}

namespace {

// A row as text: its key, then everything that a rule asks for.
std::string text(const std::vector<Step>& steps) {
  std::string all;
  for (const Step it : steps) all += std::to_string(static_cast<int>(it));
  return all;
}
std::string text(const std::map<std::string, std::string>& fields) {
  std::string all;
  for (const auto& [id, value] : fields) all += id + "=" + value + ";";
  return all;
}
template <class IdType>
std::string text(const std::optional<IdType>& id) {
  return id ? to_string(*id) : "-";
}
std::string text(Time time) {
  return std::to_string(time.ms);
}

std::vector<std::string> lines(const Book& book) {
  std::vector<std::string> all;
  const Organisation& org = book.rows.organisation;
  all.push_back("organisation " + std::to_string(org.epoch.value) + (org.founding ? " founding" : ""));
  for (const Scope& it : book.rows.scopes) {
    std::string features;
    for (const auto& [id, on] : it.features) features += " " + id + (on ? "+" : "-");
    all.push_back("scope " + to_string(it.id) + " " + text(it.parent) + " " + it.kind.text + " " + it.name + features);
  }
  for (const ScopeGroup& it : book.rows.groups) {
    std::vector<std::string> nodes;
    for (const ScopeId id : it.scopes) nodes.push_back(to_string(id));
    std::sort(nodes.begin(), nodes.end());
    std::string line = "group " + to_string(it.id) + " " + it.name;
    for (const std::string& id : nodes) line += " " + id;
    all.push_back(line);
  }
  for (const User& it : book.rows.users) {
    all.push_back("user " + to_string(it.id) + " " + it.state.text + " " + to_string(it.home) + " " + text(it.fields) +
                  " " + text(it.open_steps) + (it.email_verified ? " verified " : " ") + it.pending_email);
  }
  for (const RoleMembership& it : book.rows.roles) {
    all.push_back("role " + to_string(it.user) + " " + it.role.text + " " + text(it.granted_by) + " " +
                  text(it.valid_from) + " " + text(it.valid_until));
  }
  for (const ScopeMembership& it : book.rows.scope_memberships) {
    all.push_back("membership " + to_string(it.user) + " " + text(it.scope) + " " + text(it.group) + " " +
                  text(it.granted_by) + " " + text(it.valid_from) + " " + text(it.valid_until));
  }
  for (const Link& it : book.links) {
    all.push_back("link " + to_string(it.id) + " " + to_string(it.user) + " " + it.purpose.text + " " + text(it.steps) +
                  " " + to_hex(it.secret_hash) + " " + it.email + " " + text(it.expires_at));
  }
  for (const Session& it : book.sessions) {
    all.push_back("session " + to_string(it.id) + " " + to_string(it.user) + " " + to_hex(it.token_hash) +
                  (it.steps_only ? " steps" : ""));
  }
  for (const Credential& it : book.credentials) {
    all.push_back("credential " + to_string(it.id) + " " + to_string(it.user) + " " + to_hex(it.secret_hash) + " " +
                  text(it.scope));
  }
  for (const auto& [user, it] : book.passwords) {
    all.push_back("password " + to_string(user) + " " + it.phc + (it.must_change ? " once " : " ") +
                  text(it.expires_at));
  }
  std::sort(all.begin(), all.end());
  return all;
}

}  // namespace

std::string difference(const Book& expected, const Book& found) {
  const std::vector<std::string> ours = lines(expected), theirs = lines(found);
  const auto [a, b] = std::mismatch(ours.begin(), ours.end(), theirs.begin(), theirs.end());
  if (a == ours.end() && b == theirs.end()) return {};
  return "written: " + (a == ours.end() ? "nothing" : *a) + ", stored: " + (b == theirs.end() ? "nothing" : *b);
}

}  // namespace remit::test
