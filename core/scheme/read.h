#pragma once
// From the tree of a file to a Definition. Private to this target.

#include <string>
#include <unordered_map>

#include "core/scheme/definition.h"
#include "core/scheme/finding.h"
#include "core/scheme/source_tree.h"

namespace remit::scheme {

/// Where each part of a Definition stands in its file, by path (`roles[2].includes[0]`).
using Places = std::unordered_map<std::string, Place>;

/// The place of `path`, or of the nearest part around it.
[[nodiscard]] Place place_of(const Places& places, std::string path);

/// Reads strictly: unknown keys, missing keys, wrong types and unknown words are errors, all of them found in one go.
/// A list of things with an id may be written as a table whose keys are the ids (`[roles.read]`) or as a list of
/// tables (`[[roles]]`); what is kept is the order of the file. With errors the Definition is not to be used.
struct Read {
  Definition definition;
  Places places;
};
[[nodiscard]] Read read_definition(const SourceNode& root, Findings& findings);

}  // namespace remit::scheme
