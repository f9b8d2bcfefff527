#pragma once
// Drives a view without a browser: finds things by role and name as a screen reader would, clicks, types and reads.
// A frame takes a fraction of a millisecond; the clock moves 16 ms a frame and otherwise only when told to.

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "web/ui/headless/fake_host.h"
#include "web/ui/ui.h"

namespace remit::ui::headless {

class UiDriver {
 public:
  explicit UiDriver(std::function<void(Ui&)> view, float width = 1440, float height = 900);
  ~UiDriver();

  [[nodiscard]] Ui& ui() { return *ui_; }
  [[nodiscard]] FakeHost& host() { return host_; }

  /// Draws until nothing asks for another frame; returns how many that were.
  int settle();
  /// Draws one frame, asked for or not.
  void frame();
  /// Moves the clock and draws what became due.
  void advance(Duration by);
  void resize(float width, float height);

  /// Fails the test with the tree if there is not exactly one such node that can be reached.
  const Node& get(Role role, std::string_view name);
  [[nodiscard]] bool has(Role role, std::string_view name) const;
  [[nodiscard]] int count(Role role) const;
  /// The text tree, as in golden files.
  [[nodiscard]] std::string tree() const { return ui_->semantics().to_text(); }

  // With the mouse, in the middle of the thing.
  void hover(Role role, std::string_view name);
  void click(Role role, std::string_view name);
  void double_click(Role role, std::string_view name);
  void right_click(Role role, std::string_view name);
  void wheel(Point at, float lines);
  void click_at(Point at);

  // With the keyboard, at whatever has the focus.
  void press(Key key, Mod mod = Mod::None);
  void type(std::string_view text);
  /// Clicks the field, selects all and types.
  void fill(Role role, std::string_view name, std::string_view text);
  [[nodiscard]] const Node* focused() const;

  // As assistive technology.
  void activate(Role role, std::string_view name);
  void set_value(Role role, std::string_view name, std::string_view text);

 private:
  void move_to(Point at);
  void button(int which, bool down);

  FakeHost host_;
  std::function<void(Ui&)> view_;
  std::unique_ptr<Ui> ui_;
  float width_, height_;
  double seconds_ = 100;
};

}  // namespace remit::ui::headless
