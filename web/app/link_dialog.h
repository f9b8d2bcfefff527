#pragma once
// The sandbox opens a link from the outbox as its receiver would: what the account pages do on a server.

#include <string>

#include "web/app/context.h"

namespace remit::app {

class LinkDialog {
 public:
  explicit LinkDialog(Context& context) : context_(context) {}

  void open(std::string secret);
  void draw(ui::Ui& ui);
  [[nodiscard]] bool is_open() const { return open_; }

 private:
  void contents(ui::Ui& ui, const present::LinkView& link);
  void redeem();
  void close(ui::Ui& ui);

  Context& context_;
  Question<present::LinkView> link_;
  Question<present::Outcome> outcome_;
  std::string secret_, password_;
  bool open_ = false;
};

}  // namespace remit::app
