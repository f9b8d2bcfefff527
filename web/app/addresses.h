#pragma once
// The addresses of a batch of invitations: Enter after each, or a pasted list. Each is looked at as it comes, so that
// what would be passed over or refused stands there before anything is sent (V066, V188).

#include <string>
#include <string_view>
#include <vector>

#include "web/app/context.h"
#include "web/app/form_draft.h"

namespace remit::app {

class Addresses {
 public:
  explicit Addresses(Context& context) : context_(context) {}

  void forget();
  [[nodiscard]] bool empty() const { return entries_.empty() && typed_.empty(); }
  /// Field, chips, and what there is to say about some of them.
  void draw(ui::Ui& ui, ui::Rect& rest, const FormDraft& draft);
  /// Takes what is typed and not entered yet.
  void take_typed();
  /// What must be done before they can be sent; empty when they can.
  [[nodiscard]] std::string missing() const;
  [[nodiscard]] std::vector<directory::Action> invitations(const FormDraft& draft) const;

  /// They were sent: what became of each.
  void sent(const present::Outcome& outcome);
  [[nodiscard]] bool was_sent() const { return sent_; }
  void draw_result(ui::Ui& ui, ui::Rect& rest) const;

 private:
  enum class State : std::uint8_t { Fine, PassedOver, Refused };
  struct Entry {
    std::string address;
    State state = State::Fine;
    std::string note;
    Question<present::Preview> looked = {};
    bool asked = false;
  };

  void add(std::string_view text);
  void look(const FormDraft& draft);
  void chips(ui::Ui& ui, ui::Rect& rest);

  Context& context_;
  std::vector<Entry> entries_;
  std::string typed_;
  bool sent_ = false;
};

}  // namespace remit::app
