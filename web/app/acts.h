#pragma once
// Everything that changes something goes through here: previewed, asked about where the scheme says so, done, told, and
// taken back on Undo. One act at a time; a second one waits for nobody and is not begun.

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/catalogue.h"
#include "web/app/commands.h"
#include "web/app/question.h"
#include "web/ui/widgets.h"

namespace remit::app {

/// When the question of an act is asked.
enum class Asks : std::uint8_t {
  Always,
  WhereFelt,  ///< only if somebody gains or loses by it
};

struct Act {
  std::string key;  ///< who shows a refusal: the form of that name; empty: a dialog of its own
  std::vector<directory::Action> actions;
  std::string question;  ///< asked first, with the name in it; empty: done at once
  Asks asks = Asks::Always;
  std::string text;                 ///< what ends now and what can be undone
  std::string verb;                 ///< on the button that confirms
  std::string type_to_confirm;      ///< what must be typed before; empty is nothing
  std::optional<ScopeId> selected;  ///< the node worked on: where a person is created
  std::string expect;               ///< digest of a preview that was on the screen; empty: previewed now
  bool undoable = false;
  std::vector<directory::Action> back = {};  ///< what takes it back, where the act itself does not say it
  bool quiet = false;                        ///< no toast
  std::function<void(const present::Outcome&)> done = {};
};

class Acts {
 public:
  Acts(service::Gateway& gateway, Random& random, const Catalogue& catalogue)
      : gateway_(gateway), random_(random), catalogue_(catalogue) {}

  void start(Act act);
  /// The act in hand belongs to `key`.
  [[nodiscard]] bool busy(std::string_view key) const;
  /// Why the last act of `key` was refused; empty if it was not.
  [[nodiscard]] std::string refusal(std::string_view key) const;
  /// The same as it came, for its field.
  [[nodiscard]] const Error* error(std::string_view key) const;
  void forget_refusal() { refused_.reset(); }

  /// Once a frame, after the page: looks for answers and draws the dialogs.
  void draw(ui::Ui& ui);
  /// At the bottom of the content.
  void draw_toast(ui::Ui& ui, ui::Rect content);
  void say(ui::Ui& ui, std::string text, ui::Tone tone = ui::Tone::Ok);

 private:
  enum class Stage : std::uint8_t { Idle, Planning, Asking, Proving, Doing };

  void look(ui::Ui& ui);
  void refuse(Error error);
  void execute();
  void finish(ui::Ui& ui, const present::Outcome& outcome);
  void ask(ui::Ui& ui);
  void ask_for_proof(ui::Ui& ui);
  void show_refusal(ui::Ui& ui);
  [[nodiscard]] std::string consequences() const;

  service::Gateway& gateway_;
  Random& random_;
  const Catalogue& catalogue_;
  Stage stage_ = Stage::Idle;
  Act act_;
  std::vector<directory::Command> commands_;
  Question<present::Preview> preview_;
  Question<present::Outcome> outcome_;
  Question<Done> proof_;
  std::string password_;
  bool asked_ = false;
  struct Refused {
    std::string key;
    Error error;
  };
  std::optional<Refused> refused_;
  ui::Toaster toaster_;
  std::vector<directory::Action> undo_;
};

}  // namespace remit::app
