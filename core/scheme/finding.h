#pragma once
// What reading and lint have to say, before places in the file are known.

#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"
#include "core/scheme/scheme.h"

namespace remit::scheme {

/// `path` leads to the part of the Definition it is about: `roles[2].includes[0]`; "" is the whole.
struct Finding {
  Severity severity = Severity::Error;
  std::string rule;
  std::string message;
  std::string hint;
  std::string path;
};

/// Gathers findings; beyond kMaxFindings they are only counted.
class Findings {
 public:
  static constexpr std::size_t kMaxFindings = 200;

  void error(std::string_view rule, std::string path, std::string message, std::string hint = {});
  void warning(std::string_view rule, std::string path, std::string message, std::string hint = {});
  [[nodiscard]] bool has_errors() const { return errors_ > 0; }
  [[nodiscard]] std::size_t left_out() const { return left_out_; }
  [[nodiscard]] const std::vector<Finding>& list() const { return list_; }

 private:
  void add(Finding finding);

  std::vector<Finding> list_;
  std::size_t errors_ = 0;
  std::size_t left_out_ = 0;
};

/// Invalid, rule `scheme-RULE`, field = path; args `message`, `hint`.
[[nodiscard]] Error to_error(const Finding& finding);

/// `` `text` ``, cut after 60 characters, nothing invisible in it, so that no message grows with a hostile file.
[[nodiscard]] std::string in_quotes(std::string_view text);
/// `roles` and 2: `roles[2]`.
[[nodiscard]] std::string at(std::string_view list, std::size_t index);

/// ``did you mean `x`?`` with the nearest of `known`; else "" if none is near. Cost: lengths × number of known.
template <class Known>
[[nodiscard]] std::string did_you_mean(std::string_view text, const Known& known);

/// How many letters must change, be added or left out; at most `limit + 1`.
[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit);

template <class Known>
std::string did_you_mean(std::string_view text, const Known& known) {
  if (text.size() > 64) return {};
  std::size_t best = text.size() / 3 + 2;  // farther than this is another word
  std::string nearest;
  for (const auto& candidate : known) {
    const std::size_t distance = edit_distance(text, candidate, best);
    if (distance < best) {
      best = distance;
      nearest = candidate;
    }
  }
  return nearest.empty() ? std::string() : "did you mean " + in_quotes(nearest) + "?";
}

}  // namespace remit::scheme
