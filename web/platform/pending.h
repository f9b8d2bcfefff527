#pragma once
// Questions that the browser answers later, by id.

#include <cstdint>
#include <functional>
#include <unordered_map>
#include <utility>

namespace remit::platform {

/// Callbacks that wait for their answer. An answer that nobody waits for any more is dropped.
template <class... Answer>
class Pending {
 public:
  using Done = std::function<void(Answer...)>;

  /// Ids are never 0 and not used again.
  [[nodiscard]] std::uint32_t add(Done done) {
    waiting_.emplace(++last_, std::move(done));
    return last_;
  }
  /// The callback may ask new questions.
  void answer(std::uint32_t id, Answer... answer) {
    const auto found = waiting_.find(id);
    if (found == waiting_.end()) return;
    const Done done = std::move(found->second);
    waiting_.erase(found);
    done(std::move(answer)...);
  }
  void drop(std::uint32_t id) { waiting_.erase(id); }

 private:
  std::uint32_t last_ = 0;
  std::unordered_map<std::uint32_t, Done> waiting_;
};

}  // namespace remit::platform
