#include "web/main/sandbox_page.h"

#include <utility>

#include "core/base/catalogue.h"
#include "plugins/plugins.h"
#include "web/main/screens.h"
#include "web/main/words.h"

namespace remit::web_main {

namespace {

constexpr std::string_view kSnapshot = "sandbox";

}  // namespace

SandboxPage::SandboxPage(const platform::Page::Parts& parts)
    : host_(parts.host),
      snapshots_(parts.snapshots),
      keeper_([this](std::string_view bytes, platform::Snapshots::Written done) {
        snapshots_.put(kSnapshot, bytes, std::move(done));
      }) {
  parts.tab_lock.acquire(kSnapshot, [this](bool ours) { lock_changed(ours); });
}

void SandboxPage::lock_changed(bool ours) {
  if (!ours) {
    stage_ = Stage::OtherTab;
    return;
  }
  stage_ = Stage::Waiting;
  read();
}

void SandboxPage::read() {
  snapshots_.get(kSnapshot, [this](platform::Stored outcome, std::string bytes) {
    can_keep_ = outcome != platform::Stored::Unavailable;
    kept_ = std::move(bytes);
    announced_ = false;
    stage_ = Stage::Preparing;
  });
}

void SandboxPage::open() {
  opening_ = true;
  auto schemes = plugins::load_builtin();
  Result<std::unique_ptr<sandbox::Workbench>> workbench =
      !schemes ? Result<std::unique_ptr<sandbox::Workbench>>(schemes.error())
               : sandbox::Workbench::open({.clock = clock_,
                                           .random = random_,
                                           .schemes = std::move(*schemes),
                                           .wake = [this] { host_.request_frames(1); },
                                           .keep = [this](const std::string& file) { keep(file); }},
                                          kept_);
  opening_ = false;
  if (!workbench) {
    error_ = workbench.error();
    stage_ = Stage::Broken;
    return;
  }
  kept_.clear();
  workbench_ = std::move(*workbench);
  app_ = std::make_unique<app::App>(
      app::Parts{.gateway = *workbench_, .sandbox = workbench_.get(), .host = host_, .random = random_});
  stage_ = Stage::Running;
}

void SandboxPage::keep(const std::string& file) {
  if (!can_keep_) return;
  // Some browsers ask the person: only once there is something of theirs to lose.
  if (!opening_ && !asked_to_persist_) {
    asked_to_persist_ = true;
    snapshots_.ask_to_persist();
  }
  keeper_.keep(file);
}

void SandboxPage::draw(ui::Ui& ui) {
  switch (stage_) {
    case Stage::Waiting:
      message_screen(ui, ui::Icon::Hourglass, ui::Tone::Neutral, words::kPreparing, words::kPreparingText);
      return;
    case Stage::OtherTab:
      error_screen(ui, ui::Icon::Lock, {Code::Conflict, "sandbox-other-tab", {}, {}});
      return;
    case Stage::Preparing:
      if (announced_) {
        open();
        ui.host().request_frames(1);
      }
      message_screen(ui, ui::Icon::Hourglass, ui::Tone::Neutral, words::kPreparing, words::kPreparingText);
      announced_ = true;
      ui.host().request_frames(1);
      return;
    case Stage::Broken:
      if (error_screen(ui, ui::Icon::Warning, *error_, words::kBeginAnew)) {
        // The person may have a newer Remit somewhere that reads it.
        if (!kept_.empty()) host_.download(words::kKeptFile, "application/octet-stream", kept_);
        kept_.clear();
        announced_ = false;
        stage_ = Stage::Preparing;
        host_.request_frames(1);
      }
      return;
    case Stage::Running:
      run(ui);
      return;
  }
}

void SandboxPage::run(ui::Ui& ui) {
  workbench_->tick();
  app_->draw(ui);
  if (!said_not_kept_ && (!can_keep_ || keeper_.outcome() == platform::Stored::Unavailable)) {
    said_not_kept_ = true;
    const Error error{Code::Unavailable, "sandbox-not-kept", {}, {}};
    toaster_.show(ui, {.text = sentences(error, Catalogue::english()), .tone = ui::Tone::Warn});
  }
  toaster_.draw(ui, ui.canvas());
}

bool SandboxPage::has_unsaved_changes() const {
  return keeper_.busy() || (app_ && app_->has_unsaved_changes());
}

}  // namespace remit::web_main
