#pragma once
// Organisations to try Remit with: one for every scheme, with people of many names, made through commands so that the
// audit, the mails and the index are real. For databases marked demo.

#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"
#include "core/base/random.h"
#include "core/base/secret.h"
#include "core/base/time.h"
#include "core/scheme/compiled.h"
#include "core/store/store.h"

namespace remit::demo {

struct Owner {
  std::string organisation;  ///< slug
  std::string organisation_name;
  std::string scheme_title;
  std::string signs_in_as;
};

/// A scheme whose organisation could not be made, or only in part.
struct Failure {
  std::string scheme;  ///< its id
  Error error;
};

struct Organisations {
  std::vector<Owner> owners;
  std::vector<Failure> failed;  ///< the others are there all the same
};

/// Makes an organisation for each scheme that has none in `store` yet, those that this version knows first. Its people
/// were added over the year before `now`. `owner_password` is the PHC string of what every owner signs in with; nobody
/// else has a password. Cost: a second for all; a few transactions an organisation. The same `random` gives the same
/// people. Errors: those of the store; what fails for one scheme stands in `failed`.
[[nodiscard]] Result<Organisations> make_organisations(store::Store& store,
                                                       const std::vector<scheme::SchemePtr>& schemes,
                                                       std::string_view owner_password, Time now, Random& random,
                                                       const SealKey& key);

}  // namespace remit::demo
