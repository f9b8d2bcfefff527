#pragma once
// The app without a server: core and SQLite in the page, kept in this browser (IndexedDB). One tab has the sandbox; a
// second one says so and goes on by itself when the first is closed.

#include <memory>
#include <optional>
#include <string>

#include "web/app/app.h"
#include "web/platform/keeper.h"
#include "web/platform/page.h"
#include "web/platform/system.h"
#include "web/sandbox/workbench.h"
#include "web/ui/feedback.h"

namespace remit::web_main {

class SandboxPage final : public platform::App {
 public:
  explicit SandboxPage(const platform::Page::Parts& parts);

  void draw(ui::Ui& ui) override;
  /// Also while what was done is being written: a few milliseconds.
  [[nodiscard]] bool has_unsaved_changes() const override;

 private:
  enum class Stage {
    Waiting,    ///< for the lock, then for what was kept
    OtherTab,   ///< has the lock
    Preparing,  ///< said so, and opens in the next frame: a second in which nothing is drawn
    Running,
    Broken,  ///< what was kept cannot be opened
  };

  void lock_changed(bool ours);
  void read();
  void open();
  void keep(const std::string& file);
  void run(ui::Ui& ui);

  platform::BrowserHost& host_;
  platform::Snapshots& snapshots_;
  platform::BrowserClock clock_;
  platform::BrowserRandom random_;
  platform::Keeper keeper_;
  Stage stage_ = Stage::Waiting;
  bool announced_ = false;  // Preparing has been drawn
  std::string kept_;
  std::optional<Error> error_;
  bool opening_ = false;
  bool asked_to_persist_ = false;
  bool can_keep_ = true;
  bool said_not_kept_ = false;
  std::unique_ptr<sandbox::Workbench> workbench_;
  std::unique_ptr<app::App> app_;
  ui::Toaster toaster_;
};

}  // namespace remit::web_main
