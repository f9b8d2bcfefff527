#pragma once
// A question to the gateway that a view asks again and again: what was answered last stays on the screen until the next
// answer has come.

#include <optional>
#include <utility>

#include "core/service/gateway.h"

namespace remit::app {

template <class T>
class Question {
 public:
  /// Whoever was asked before need not answer any more.
  void ask(service::Ticket<T> ticket) { ticket_ = std::move(ticket); }

  /// Call once a frame. True in the frame in which the answer has come.
  bool look() {
    if (!ticket_ || !ticket_->ready()) return false;
    Result<T> answer = ticket_->take();
    ticket_.reset();
    if (answer) {
      value_ = std::move(*answer);
      error_.reset();
    } else {
      error_ = std::move(answer).error();
    }
    return true;
  }

  [[nodiscard]] bool waiting() const { return ticket_.has_value(); }
  /// The last answer, also while the next is awaited or after that one failed; null before the first.
  [[nodiscard]] const T* value() const { return value_ ? &*value_ : nullptr; }
  /// Why the last question had no answer.
  [[nodiscard]] const Error* error() const { return error_ ? &*error_ : nullptr; }
  void forget() { *this = {}; }

 private:
  std::optional<service::Ticket<T>> ticket_;
  std::optional<T> value_;
  std::optional<Error> error_;
};

}  // namespace remit::app
