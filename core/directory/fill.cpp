#include "core/directory/carry_out.h"

#include <map>
#include <vector>

#include "core/base/password.h"
#include "core/directory/commit.h"

namespace remit::directory {

namespace {

class Filler {
 public:
  Filler(Change& change, Time now, Random& random, const SealKey& key) : random_(random), key_(key) {
    for (std::uint32_t i = 0; i < change.placeholders; ++i) {
      std::array<std::uint8_t, 10> bytes{};
      random.fill(bytes);
      ids_.emplace(placeholder(change.first_placeholder + i), make_uuid_v7(now, bytes));
    }
    secrets_.resize(change.secrets);
  }

  Secret run(Change& change) {
    // These first: their secrets have forms of their own.
    for (RowEdit& edit : change.rows) {
      if (auto* credential = std::get_if<PutCredential>(&edit)) draw(*credential);
      if (auto* password = std::get_if<PutPassword>(&edit)) draw(*password);
    }
    for (Secret& secret : secrets_) {
      if (secret.empty()) secret = make_secret(random_);
    }
    for (RowEdit& edit : change.rows) std::visit(*this, edit);
    id(change.target), id(change.scope), id(change.scope_group);
    for (PrivilegeChange& it : change.gains) ids(it.users);
    for (PrivilegeChange& it : change.losses) ids(it.users);
    return change.returned.number ? of(change.returned).clone() : Secret();
  }

  void operator()(PutOrganisation&) {}
  void operator()(PutScope& it) { id(it.row.id), id(it.row.parent); }
  void operator()(DropScope&) {}
  void operator()(PutScopeGroup& it) { id(it.row.id), ids(it.row.scopes); }
  void operator()(DropScopeGroup&) {}
  void operator()(PutUser& it) { id(it.row.id), id(it.row.home); }
  void operator()(DropUser&) {}
  void operator()(RetireValue&) {}
  void operator()(PutRole& it) { id(it.row.user); }
  void operator()(DropRole& it) { id(it.user); }
  void operator()(PutScopeMembership& it) { id(it.row.user), id(it.row.scope), id(it.row.group); }
  void operator()(DropScopeMembership& it) { id(it.user); }
  void operator()(PutPassword& it) {
    id(it.row.user);
    if (!it.secret.number) return;
    // SECURITY: 128 random bits need no slow hash, which must not run under the lock (T26). Without memory even for
    // this one the hash stays empty, and opens to nobody.
    if (auto phc = hash_password(of(it.secret).reveal(), random_, {.memory_kib = 8, .passes = 1})) it.row.phc = *phc;
  }
  void operator()(DropPassword& it) { id(it.user); }
  void operator()(PutLink& it) {
    id(it.row.id), id(it.row.user);
    if (it.secret.number) it.row.secret_hash = hash_secret(of(it.secret).reveal());
  }
  void operator()(DropLink& it) { id(it.id), id(it.user); }
  void operator()(PutSession& it) {
    id(it.row.id), id(it.row.user);
    if (it.secret.number) it.row.token_hash = hash_secret(of(it.secret).reveal());
  }
  void operator()(DropSession& it) { id(it.id), id(it.user); }
  void operator()(PutCredential& it) {
    id(it.row.id), id(it.row.user), id(it.row.scope);
    if (!it.secret.number) return;
    const std::string_view text = of(it.secret).reveal();
    it.row.secret_hash = hash_secret(text);
    it.row.prefix = text.substr(0, it.prefix.size() + 5);
    it.row.suffix = text.substr(text.size() - 4);
    if (it.keep_sealed) it.row.sealed = seal(of(it.secret), key_, seal_purpose(it.row), random_);
  }
  void operator()(DropCredential& it) { id(it.id), id(it.user); }
  void operator()(PutMail& it) {
    id(it.row.id), id(it.row.user), id(it.row.link);
    if (it.secret.number) it.row.sealed = seal(of(it.secret), key_, seal_purpose(it.row), random_);
  }
  void operator()(WithdrawMail& it) { id(it.link); }

 private:
  void draw(const PutCredential& it) {
    if (it.secret.number) secrets_[it.secret.number - 1] = make_secret(random_, it.prefix + "_");
  }
  void draw(const PutPassword& it) {
    if (it.secret.number) secrets_[it.secret.number - 1] = make_password(random_);
  }
  [[nodiscard]] const Secret& of(SecretSlot slot) const { return secrets_[slot.number - 1]; }

  template <class Tag>
  void id(Id<Tag>& it) const {
    if (const auto found = ids_.find(it.uuid); found != ids_.end()) it.uuid = found->second;
  }
  template <class Tag>
  void id(std::optional<Id<Tag>>& it) const {
    if (it) id(*it);
  }
  template <class Tag>
  void ids(std::vector<Id<Tag>>& all) const {
    for (Id<Tag>& it : all) id(it);
  }

  Random& random_;
  const SealKey& key_;
  std::map<Uuid, Uuid> ids_;
  std::vector<Secret> secrets_;
};

}  // namespace

std::string seal_purpose(const Mail& mail) {
  return "mail " + to_string(mail.id);
}
std::string seal_purpose(const Credential& credential) {
  return "credential " + to_string(credential.id);
}

Secret fill(Change& change, Time now, Random& random, const SealKey& key) {
  return Filler(change, now, random, key).run(change);
}

}  // namespace remit::directory
