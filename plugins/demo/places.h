#pragma once
// The demo organisations: what they are called, which nodes they have, and which jobs people do there.

#include <span>
#include <string_view>

namespace remit::demo {

struct Node {
  std::string_view name;
  std::string_view kind;
  int under = -1;                  ///< index of an earlier node; -1: the root
  std::string_view features = {};  ///< switched on here, with spaces between
};

enum class Reaches : unsigned char { Some, Everywhere };

/// A job: the roles that go with it, with spaces between, and how many of a hundred or so have it.
struct Job {
  std::string_view roles;
  unsigned weight = 1;
  Reaches reaches = Reaches::Some;  ///< Everywhere: half of them are given the root
  bool machine = false;             ///< a program: it has a name of its own and acts by credentials
};

struct Place {
  std::string_view scheme;
  std::string_view name;
  std::string_view domain;
  std::size_t people = 24;
  std::span<const Node> nodes = {};
  std::span<const Job> jobs = {};  ///< none: roles by chance, as the scheme groups them
};

/// In the order in which they are shown.
[[nodiscard]] std::span<const Place> places();

}  // namespace remit::demo
