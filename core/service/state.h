#pragma once
// What a Service keeps. Private to it.

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "core/base/catalogue.h"
#include "core/present/context.h"
#include "core/service/service.h"
#include "core/service/writer.h"

namespace remit::service {

/// One organisation that is open: its scheme as pinned, and its index once somebody has asked for a decision.
struct Open {
  OrgId id;
  scheme::SchemePtr scheme;
  std::mutex mutex;  ///< guards `index` being made
  std::unique_ptr<access::Index> index;
};

struct Service::State {
  explicit State(Dependencies given);

  Dependencies dependencies;
  Catalogue catalogue = Catalogue::english();
  std::mutex mutex;  ///< guards the map; Opens are kept as long as the service
  std::map<std::string, std::unique_ptr<Open>, std::less<>> open;
  std::map<OrgId, Open*> by_id;
  /// Those of schemes that were upgraded: somebody may still be reading by them.
  std::vector<std::unique_ptr<Open>> retired;
  Writer writer;

  [[nodiscard]] Result<Open*> find(std::string_view slug);
  [[nodiscard]] Result<access::Index*> index(Open& organisation);
  /// From now on the organisation is looked at by this scheme.
  void pin(const Open& organisation, scheme::SchemePtr scheme);
  [[nodiscard]] std::vector<Result<directory::Committed>> commit(const directory::Joining& next);
};

/// A snapshot and what present wants to know besides.
class Looking {
 public:
  [[nodiscard]] static Result<std::unique_ptr<Looking>> at(Service::State& state, std::string_view slug,
                                                           const directory::Actor& actor);

  [[nodiscard]] present::Context& context() { return context_; }
  [[nodiscard]] store::Snapshot& rows() { return *rows_; }
  [[nodiscard]] Open& organisation() { return organisation_; }

  /// NotFound for somebody the actor may not know of (T7).
  [[nodiscard]] Result<Done> may_see(UserId user);
  /// Whether the actor may list everybody, wherever they stand.
  [[nodiscard]] Result<bool> sees_everybody();
  /// Whether there is such a person, whom the actor may know of.
  [[nodiscard]] Result<bool> sees(std::optional<UserId> user);
  /// Leaves in a list only what the actor may list: everything with the permission at the root, else the node asked
  /// for, else the first node that they may list.
  [[nodiscard]] Result<Done> narrow(store::UserQuery& query);
  /// Where a credential acts on one node alone, whether an answer about its owner is about that or below.
  [[nodiscard]] Result<bool> within_own_scope(UserId user, std::optional<ScopeId> scope);
  /// Denied `not-offered` and others: whether the actor may give a command at all, whoever it is about.
  [[nodiscard]] Result<Done> must_be_offered(std::string_view command);
  /// Denied `may-not-manage` for someone who manages nobody.
  [[nodiscard]] Result<Done> must_manage();

 private:
  Looking(Service::State& state, Open& organisation, std::unique_ptr<store::Snapshot> rows,
          const directory::Actor& actor);

  Open& organisation_;
  std::unique_ptr<store::Snapshot> rows_;
  present::Context context_;
};

}  // namespace remit::service
