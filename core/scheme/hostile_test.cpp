// Files that mean harm (T27): refused quickly, with a clear message, and without a stack that overflows.
#include <doctest/doctest.h>

#include <chrono>

#include "core/scheme/scheme.h"
#include "core/scheme/small_scheme.h"

namespace remit::scheme {
namespace {

/// The rule of the first error. Ten seconds allow for sanitizers on a busy machine; each of these takes far less.
std::string refused(const std::string& text) {
  const auto begin = std::chrono::steady_clock::now();
  const Loaded loaded = load(text);
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(10));
  CHECK(loaded.scheme == nullptr);
  for (const Problem& problem : loaded.problems) {
    if (problem.severity == Severity::Error) return problem.rule;
  }
  return "nothing";
}

std::string repeated(std::string_view part, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += part;
  return out;
}

TEST_CASE("[T27] a file above a megabyte is refused unread") {
  CHECK(refused(std::string(kMaxSchemeBytes + 1, ' ')) == "too-large");
}

TEST_CASE("[T27] a file that is not UTF-8 is refused with the line") {
  const Loaded loaded = load(std::string("[scheme]\nid = \"sm\xFF") + "all\"\n");
  REQUIRE(loaded.problems.size() == 1);
  CHECK(loaded.problems[0].rule == "not-utf8");
  CHECK(loaded.problems[0].line == 2);
}

TEST_CASE("[T27] deep nesting is refused before it is parsed") {
  CHECK(refused("x = " + repeated("[", 400'000)) == "too-deep");
  CHECK(refused("x = " + repeated("{a=", 300'000)) == "too-deep");
  CHECK(refused(repeated("a.", 400'000) + "a = 1") == "too-deep");
  CHECK(refused("[" + repeated("a.", 400'000) + "a]") == "too-deep");
  CHECK(refused("x = " + repeated("[", 30) + repeated("]", 30)) == "unknown-key");
}

TEST_CASE("[T27] a string cannot hide nesting from the guard") {
  CHECK(refused("x = [\"\"\"a\"\"\"\", " + repeated("[", 100'000)) == "too-deep");
  CHECK(refused("x = ['''a'''', " + repeated("[", 100'000)) == "too-deep");
  CHECK(refused("x = [\"a\\\"\", " + repeated("[", 100'000)) == "too-deep");
  CHECK(refused("x = ['a\\', " + repeated("[", 100'000)) == "too-deep");
  // Brackets inside strings and comments are no nesting.
  CHECK(refused("# " + repeated("[", 1000) + "\nx = \"" + repeated("[", 1000) + "\"") == "unknown-key");
}

TEST_CASE("[T27] more values than any scheme has are refused before they are parsed") {
  CHECK(refused("x = [" + repeated("1,", 400'000) + "]") == "too-many-values");
}

TEST_CASE("[T27] more roles than a scheme may have are refused, and a million do not fit in a file") {
  std::string roles;
  for (std::size_t i = 0; i <= kMaxRoles; ++i) {
    roles += "[roles.r" + std::to_string(i) + "]\nlabel = \"R\"\ngroup = \"role\"\ngrants = [\"order.view\"]\n";
  }
  CHECK(refused(std::string(kSmallScheme) + roles) == "too-many");
}

TEST_CASE("[T27] more permissions and more states than a scheme may have are refused") {
  std::string permissions;
  for (std::size_t i = 0; i <= kMaxPermissions; ++i) {
    permissions += "[permissions.p" + std::to_string(i) + "]\nlabel = \"P\"\nmeans = []\n";
  }
  CHECK(refused(std::string(kSmallScheme) + permissions) == "too-many");
  std::string states;
  for (std::size_t i = 0; i <= kMaxStates; ++i)
    states += "[lifecycle.states.s" + std::to_string(i) + "]\nlabel = \"S\"\n";
  CHECK(refused(std::string(kSmallScheme) + states) == "too-many");
}

TEST_CASE("[T27] a chain of inclusion that is too long is refused, whatever its length") {
  const auto chain = [](std::size_t length) {
    std::string roles;
    for (std::size_t i = 0; i < length; ++i) {
      roles += "[roles.r" + std::to_string(i) + "]\nlabel = \"R\"\ngroup = \"role\"\n" +
               (i + 1 < length ? "includes = [\"r" + std::to_string(i + 1) + "\"]\n" : "grants = [\"order.view\"]\n");
    }
    return std::string(kSmallScheme) + roles;
  };
  CHECK(load(chain(32)).scheme != nullptr);
  CHECK(refused(chain(33)) == "inclusion-too-deep");
  CHECK(refused(chain(1000)) == "inclusion-too-deep");
}

TEST_CASE("[T27] inclusion that doubles at every step costs no more than its lines") {
  std::string roles;
  for (int i = 0; i < 30; ++i) {
    const std::string below = i + 1 < 30 ? std::to_string(i + 1) : std::string();
    for (const char* side : {"a", "b"}) {
      roles += std::string("[roles.") + side + std::to_string(i) + "]\nlabel = \"R\"\ngroup = \"role\"\n";
      roles += below.empty() ? "grants = [\"order.view\"]\n" : "includes = [\"a" + below + "\", \"b" + below + "\"]\n";
    }
  }
  CHECK(load(std::string(kSmallScheme) + roles).scheme != nullptr);
}

TEST_CASE("[T27] roles that all exclude and require each other are judged in time") {
  std::string names;
  for (int i = 0; i < 200; ++i) names += (i == 0 ? "\"r" : ", \"r") + std::to_string(i) + "\"";
  std::string roles;
  for (int i = 0; i < 200; ++i) {
    roles += "[roles.r" + std::to_string(i) + "]\nlabel = \"R\"\ngroup = \"more\"\ngrants = [\"order.view\"]\n" +
             "requires_any = [" + (i == 0 ? "\"reader\"" : "\"r" + std::to_string(i - 1) + "\"") + "]\n";
    if (i == 199) roles += "excludes = [\"reader\", \"admin\"]\n";
  }
  roles += "[groups.more]\nlabel = \"More\"\n";
  CHECK(refused(std::string(kSmallScheme) + roles) == "role-cannot-be-held");
}

TEST_CASE("[T27] ten thousand unknown names end in a list that is cut") {
  std::string names;
  for (int i = 0; i < 1000; ++i) names += "\"unknown." + std::to_string(i) + "\", ";
  std::string roles;
  for (int i = 0; i < 10; ++i) {
    roles += "[roles.r" + std::to_string(i) + "]\nlabel = \"R\"\ngroup = \"role\"\ngrants = [" + names + "]\n";
  }
  const Loaded loaded = load(std::string(kSmallScheme) + roles);
  CHECK(loaded.scheme == nullptr);
  CHECK(loaded.problems.size() <= 201);
  CHECK(loaded.problems.back().rule == "too-many-problems");
}

TEST_CASE("[T27] a list of a hundred thousand entries does not reach the comparisons of lint") {
  CHECK(refused(small_scheme_with("grants = [\"order.view\"]",
                                  "grants = [" + repeated("\"order.view\",", 40'000) + "]")) == "too-many");
}

TEST_CASE("[T27] a huge string is refused where it stands, and the message does not repeat it") {
  const Loaded loaded = load(small_scheme_with("label = \"Reader\"", "label = \"" + std::string(900'000, 'x') + "\""));
  CHECK(loaded.scheme == nullptr);
  REQUIRE(loaded.problems.size() == 1);
  CHECK(loaded.problems[0].rule == "bad-text");
  CHECK(loaded.problems[0].message.size() < 200);
}

}  // namespace
}  // namespace remit::scheme
