// A page for the browser tests of this folder: one of everything that the platform does, and nothing of Remit's own.

#include <cstdint>
#include <string>

#include "web/platform/page.h"
#include "web/ui/button.h"
#include "web/ui/feedback.h"
#include "web/ui/field.h"
#include "web/ui/page.h"
#include "web/ui/paint.h"
#include "web/ui/text.h"

namespace {

using namespace remit;
using namespace remit::ui;

constexpr int kRows = 40;
constexpr int kColumns = 8;

class Probe final : public platform::App {
 public:
  explicit Probe(const platform::Page::Parts& parts) : parts_(parts) {
    parts_.host.on_file_dropped([this](const PickedFile& file) { say("dropped " + file.name + ": " + file.bytes); });
    parts_.tab_lock.acquire("probe", [this](bool ours) { lock_ = ours ? "ours" : "another tab's"; });
  }

  void draw(Ui& ui) override {
    ui.set_mode(parts_.host.prefers_dark() ? Mode::Dark : Mode::Light);
    parts_.host.set_title("Probe " + parts_.host.address());
    const Landmark main(ui, Role::Main, "Probe", ui.canvas());
    Rect page = ui.canvas().inset(24);
    heading(ui, page.cut_top(28, 8), "Probe", 1, {.size = TextSize::Title, .weight = Weight::SemiBold});
    facts(ui, page);
    buttons(ui, page);
    fields(ui, page);
    progress(ui, page.cut_bottom(28), "Exporting", .62f, "Stop");
    rows(ui, page);
    if (parts_.host.address() == "/modal") modal(ui);
    toaster_.draw(ui, ui.canvas());
  }

  [[nodiscard]] bool has_unsaved_changes() const override { return unsaved_; }

 private:
  void say(std::string text) { said_ = std::move(text); }

  void facts(Ui& ui, Rect& page) {
    const auto fact = [&](std::string_view name, std::string_view value) {
      text(ui, page.cut_top(20), std::string(name) + ": " + std::string(value));
    };
    fact("address", parts_.host.address());
    fact("density", std::to_string(static_cast<int>(ui.device_pixel_ratio() * 100)));
    fact("online", parts_.host.online() ? "yes" : "no");
    fact("motion", parts_.host.reduced_motion() ? "reduced" : "full");
    fact("lock", lock_);
    fact("said", said_);
    page.cut_top(12);
  }

  void buttons(Ui& ui, Rect& page) {
    Rect row = page.cut_top(32, 12);
    if (button_left(ui, row, {.label = "Press", .kind = ButtonKind::Primary}))
      say("pressed " + std::to_string(++pressed_));
    if (button_left(ui, row, {.label = "Copy"})) parts_.host.set_clipboard("grüße, 世界");
    if (button_left(ui, row, {.label = "Go"})) parts_.host.set_address("/second?q=ä b", History::Push);
    if (button_left(ui, row, {.label = "Toast"}))
      toaster_.show(ui, {.text = "Łucja is now inactive", .undo = "Undo", .token = 7});
    if (button_left(ui, row, {.label = "Ask"})) ask();
    if (button_left(ui, row, {.label = "Keep"})) keep();
    if (button_left(ui, row, {.label = "Read"})) read();
    if (button_left(ui, row, {.label = "Forget"})) {
      parts_.snapshots.remove("probe", [this](platform::Stored outcome) { say(word(outcome, "forgotten")); });
    }
    if (button_left(ui, row, {.label = "Download"})) parts_.host.download("a;b\"c.csv", "text/csv", "a,b\n1,2\n");
    if (button_left(ui, row, {.label = "Choose"})) choose();
    if (button_left(ui, row, {.label = "Change"})) unsaved_ = true;
    button_left(ui, row, {.label = "Refused", .disabled = "You may not"});
  }

  static std::string word(platform::Stored outcome, std::string done) {
    if (outcome == platform::Stored::Done) return done;
    return outcome == platform::Stored::Absent ? "nothing is kept" : "nothing can be kept";
  }

  void ask() {
    parts_.fetch.send({"POST", "echo", {{"X-Probe", "a: b"}}, std::string("bytes\0\xff", 7)},
                      [this](const platform::Response& response) {
                        say(std::to_string(response.status) + " " + std::string(response.header("x-probe")) + " " +
                            std::to_string(response.body.size()));
                      });
  }

  void keep() {
    kept_ = std::string("snapshot\0", 9) + std::to_string(pressed_);
    parts_.snapshots.put("probe", kept_, [this](platform::Stored outcome) { say(word(outcome, "kept")); });
  }

  void read() {
    parts_.snapshots.get("probe", [this](platform::Stored outcome, const std::string& bytes) {
      say(word(outcome, "read " + std::to_string(bytes.size()) + " bytes ending in " +
                            bytes.substr(bytes.empty() ? 0 : bytes.size() - 1)));
    });
  }

  void choose() {
    parts_.host.pick_file(".csv", [this](const std::optional<PickedFile>& file) {
      say(file ? "chosen " + file->name + ": " + file->bytes : "nothing chosen");
    });
  }

  void fields(Ui& ui, Rect& page) {
    Rect row = page.cut_top(56, 12);
    text_field(ui, row.cut_left(240, 12), name_, {.label = "Name"});
    text_field(ui, row.cut_left(240, 12), password_, {.label = "Password", .password = true});
    text(ui, row, "name is " + name_ + ", password has " + std::to_string(password_.size()));
  }

  /// As many nodes as a full page of the app has.
  void rows(Ui& ui, Rect page) {
    Semantics& tree = ui.tree();
    const NodeId id = ui.id("rows");
    tree.open(
        {.id = id, .role = Role::Table, .name = "Rows", .row_count = kRows, .column_count = kColumns, .rect = page});
    for (int r = 0; r < kRows; ++r) {
      Rect line = page.cut_top(14);
      tree.open({.role = Role::Row, .row = r + 1, .rect = line});
      for (int c = 0; c < kColumns; ++c) {
        const std::string cell = "cell " + std::to_string(r + pressed_) + "." + std::to_string(c);
        const Rect at = line.cut_left(110);
        draw_text(ui, at, cell, {.size = TextSize::Caption, .color = Token::Text2});
        tree.add({.role = Role::Cell, .name = cell, .column = c + 1, .rect = at});
      }
      tree.close();
    }
    tree.close();
  }

  void modal(Ui& ui) {
    const Rect rect = ui.canvas().centred(320, 120);
    const NodeId id = ui.id("modal");
    ui.begin_layer(id, LayerKind::Dialog, rect);
    card_frame(ui, rect);
    ui.tree().open({.id = id, .role = Role::Dialog, .name = "Sure?", .modal = true, .rect = rect});
    Rect row = rect.inset(24);
    if (button_left(ui, row, {.label = "Close"})) parts_.host.set_address("/", History::Push);
    ui.tree().close();
    ui.end_layer();
  }

  platform::Page::Parts parts_;
  std::string said_ = "nothing", lock_ = "unknown", kept_, name_, password_;
  int pressed_ = 0;
  bool unsaved_ = false;
  Toaster toaster_;
};

}  // namespace

int main() {
  return platform::run([](const platform::Page::Parts& parts) { return std::make_unique<Probe>(parts); });
}
