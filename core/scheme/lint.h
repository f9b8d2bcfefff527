#pragma once
// Everything that can be said about a Definition without its file: what contradicts itself, refers to nothing, can
// never happen or would lock people out. docs/scheme-language.md lists the rules.

#include "core/scheme/definition.h"
#include "core/scheme/finding.h"

namespace remit::scheme {

/// Errors are what cannot be decided with; warnings what an author will hardly have meant. Never throws; no recursion
/// on the input; about linear in it, but for hints, of which there are at most Findings::kMaxFindings.
[[nodiscard]] Findings lint(const Definition& definition);

}  // namespace remit::scheme
