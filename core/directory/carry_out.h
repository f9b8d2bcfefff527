#pragma once
// Inside the commit: placeholders become ids and secrets from the random source, and changes are written. Private to
// committing.

#include "core/base/random.h"
#include "core/base/secret.h"
#include "core/base/time.h"
#include "core/directory/change.h"
#include "core/directory/commit.h"

namespace remit::directory {

/// Replaces every placeholder in `change`, draws its secrets, and puts their hashes and sealed forms into the rows.
/// The secret that goes to the caller, or an empty one.
[[nodiscard]] Secret fill(Change& change, Time now, Random& random, const SealKey& key);

/// One change after another: planned on the transaction so far, then written, each with its audit entry. `reached`:
/// the command at which it was refused.
[[nodiscard]] Result<Committed> carry_out(store::Batch& batch, store::Transaction& transaction, const Request& request,
                                          Random& random, const SealKey& key, std::size_t& reached);

}  // namespace remit::directory
