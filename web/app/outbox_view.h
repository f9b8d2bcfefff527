#pragma once
// Every message, newest first; whole and with working links where the database is marked demo.

#include <string>

#include "web/app/context.h"
#include "web/app/link_dialog.h"
#include "web/app/pieces.h"

namespace remit::app {

class OutboxView {
 public:
  OutboxView(Context& context, LinkDialog& link) : context_(context), link_(link) {}

  void draw(ui::Ui& ui, ui::Rect rect);
  void refresh() {
    if (asked_) mails_.ask(context_.gateway.outbox());
  }
  void forget() {
    mails_.forget();
    asked_ = false;
    selected_.clear();
  }

 private:
  void list(ui::Ui& ui, ui::Rect rect);
  void mail_row(ui::Ui& ui, ui::Rect row, const present::OutboxItem& mail, bool selected);
  void letter(ui::Ui& ui, ui::Rect rect, const present::OutboxItem& mail);
  void open_link(const present::OutboxItem& mail);
  [[nodiscard]] const present::OutboxItem* shown() const;

  Context& context_;
  LinkDialog& link_;
  Question<std::vector<present::OutboxItem>> mails_;
  std::string selected_;
  bool asked_ = false;
};

}  // namespace remit::app
