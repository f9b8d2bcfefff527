#pragma once
// Placeholders become ids and secrets, from the random source, inside the commit. Private to committing.

#include "core/base/random.h"
#include "core/base/secret.h"
#include "core/base/time.h"
#include "core/directory/change.h"

namespace remit::directory {

/// Replaces every placeholder in `change`, draws its secrets, and puts their hashes and sealed forms into the rows.
/// The secret that goes to the caller, or an empty one.
[[nodiscard]] Secret fill(Change& change, Time now, Random& random, const SealKey& key);

}  // namespace remit::directory
