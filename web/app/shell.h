#pragma once
// What stands around every page: rail or bottom bar, organisation, connection, theme, oneself.

#include <string>

#include "web/app/act_as.h"
#include "web/app/context.h"

namespace remit::app {

class Shell {
 public:
  explicit Shell(Context& context) : context_(context), act_as_(context) {}

  /// Draws the frame; returns what is left for the page. Sets opened() when another organisation was chosen.
  ui::Rect draw(ui::Ui& ui, const std::vector<present::OrganisationCard>& organisations);
  /// The menus, drawn after the page so that they lie over it.
  void draw_menus(ui::Ui& ui, const std::vector<present::OrganisationCard>& organisations);
  /// The slug that was chosen in the switcher in this frame; empty if none was.
  [[nodiscard]] std::string take_opened() { return std::exchange(opened_, {}); }

  /// What stands over the sandbox's start page: no organisation is open yet.
  ui::Rect draw_start(ui::Ui& ui);

  /// Light or dark as chosen here, else as the system prefers.
  static void follow_theme(ui::Ui& ui);

 private:
  struct Item {
    Place place;
    std::string_view key, label;
    ui::Icon icon;
    std::string_view shortcut;
  };

  void rail(ui::Ui& ui, ui::Rect rect, bool labels);
  void bottom_bar(ui::Ui& ui, ui::Rect rect);
  void top_bar(ui::Ui& ui, ui::Rect rect, bool can_switch);
  void phone_bar(ui::Ui& ui, ui::Rect rect, bool can_switch);
  void connection(ui::Ui& ui, ui::Rect& row);
  void me(ui::Ui& ui, ui::Rect rect);
  void me_menu(ui::Ui& ui);
  void org_menu(ui::Ui& ui, const std::vector<present::OrganisationCard>& organisations);
  void clock_menu(ui::Ui& ui);
  void chords(ui::Ui& ui);
  void toggle_theme(ui::Ui& ui);
  void theme_button(ui::Ui& ui, ui::Rect& row);
  [[nodiscard]] std::vector<Item> items() const;
  [[nodiscard]] bool current(Place place) const;

  Context& context_;
  ActAs act_as_;
  Question<Done> signing_out_;
  std::string opened_;
  ui::Rect me_at_, org_at_, clock_at_;
  bool open_me_ = false, open_org_ = false, open_clock_ = false;
  double chord_until_ = 0;
};

}  // namespace remit::app
