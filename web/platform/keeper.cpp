#include "web/platform/keeper.h"

#include <utility>

namespace remit::platform {

void Keeper::keep(std::string bytes) {
  if (writing_) {
    next_ = std::move(bytes);
  } else {
    write(std::move(bytes));
  }
}

void Keeper::write(std::string bytes) {
  writing_ = true;
  put_(bytes, [this](Stored outcome) {
    outcome_ = outcome;
    writing_ = false;
    if (next_) write(*std::exchange(next_, std::nullopt));
  });
}

}  // namespace remit::platform
