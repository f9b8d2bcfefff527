#include "web/app/activity_view.h"

#include "web/app/moments.h"

namespace remit::app {

using ui::Button;
using ui::ButtonKind;
using ui::Icon;
using ui::Rect;
using ui::TextSize;
using ui::Token;
using ui::Weight;

void ActivityView::refresh() {
  if (asked_) items_.ask(context_.gateway.activity(std::nullopt, before_.back()));
}

void ActivityView::forget() {
  items_.forget();
  before_ = {0};
  asked_ = false;
}

void ActivityView::draw(ui::Ui& ui, Rect rect) {
  if (!asked_) {
    asked_ = true;
    refresh();
  }
  items_.look();
  ui.push_id("activity");
  if (items_.error()) {
    if (failure(ui, rect, context_, *items_.error(), "The activity didn’t load")) refresh();
  } else if (items_.value()) {
    list(ui, rect);
  }
  ui.pop_id();
}

void ActivityView::list(ui::Ui& ui, Rect rect) {
  const std::vector<present::ActivityItem>& all = *items_.value();
  Rect rest = rect;
  const Rect title = rest.cut_top(ui::kTitleRowHeight).inset(16, 0);
  ui::heading(ui, title, "Activity", 1, {TextSize::Title, Weight::SemiBold, Token::Text});
  Rect foot = rest.cut_bottom(ui::kTableFooterHeight);
  ui::fill(ui, foot, Token::Bg);
  ui::line_top(ui, foot);
  foot = foot.inset(16, 0);
  Button older{"Older", "older", ButtonKind::Ghost};
  older.trailing = Icon::ChevronRight;
  Button newer{"Newer", "newer", ButtonKind::Ghost, Icon::ChevronLeft};
  const bool last = all.empty() || all.back().sequence <= 1;
  if (last) older.disabled = "This is the oldest entry";
  if (before_.size() == 1) newer.disabled = "These are the latest entries";
  if (ui::button_right(ui, foot, older)) {
    before_.push_back(all.back().sequence);
    refresh();
  }
  if (ui::button_right(ui, foot, newer)) {
    before_.pop_back();
    refresh();
  }
  if (!all.empty()) {
    const std::string range = "Entries " + ui::grouped(static_cast<std::int64_t>(all.back().sequence)) + "–" +
                              ui::grouped(static_cast<std::int64_t>(all.front().sequence));
    ui::text(ui, foot, range, {TextSize::Small, Weight::Regular, Token::Muted, ui::Align::Left, ui::Digits::Tabular});
  }

  const bool phone = breadth(ui.canvas().w) == Breadth::Phone;
  std::vector<ui::Column> columns;
  if (!phone) columns.push_back({"at", "Time", 104});
  columns.push_back({"who", "Who", phone ? 84.0f : 140.0f, phone ? 0.0f : 0.5f});
  columns.push_back({"what", "What", phone ? 120.0f : 240.0f, 2});
  columns.push_back({"target", "About", phone ? 84.0f : 140.0f, phone ? 0.0f : 0.7f});
  if (!phone) columns.push_back({"origin", "From", 88});
  ui::TableSpec spec;
  spec.key = "entries";
  spec.name = "Activity";
  spec.columns = columns;
  spec.rows = static_cast<std::int64_t>(all.size());
  spec.menu = false;
  const ui::TableResult result = ui::table(ui, rest, spec, [&](ui::TableRow& row) {
    const present::ActivityItem& it = all[static_cast<std::size_t>(row.index())];
    row.name(it.what);
    std::size_t column = 0;
    if (!phone) {
      row.text(column++, date_time(it.at, context_.now(), context_.host), Weight::Regular, ui::Digits::Tabular);
    }
    row.text(column++, it.actor);
    const std::string what = it.reason.empty() ? it.what : it.what + " · " + it.reason;
    if (it.outcome == "done") {
      row.text(column++, what, Weight::Medium);
    } else {
      ui::status(ui, row.cell(column++), Icon::Block, what, ui::Tone::Bad);
    }
    row.text(column++, it.target);
    if (!phone) row.text(column, it.origin);
  });
  if (result.activated) {
    const present::ActivityItem& it = all[static_cast<std::size_t>(*result.activated)];
    if (parse_id<UserTag>(it.target_id)) context_.go_to(Place::User, it.target_id);
  }
}

}  // namespace remit::app
