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

void ActivityView::phone_row(ui::Ui& ui, Rect cell, const present::ActivityItem& item, std::string_view what,
                             std::string_view at) {
  const bool done = item.outcome == "done";
  ui::text(ui, {cell.x, cell.y + 10, cell.w, 20}, what,
           {TextSize::Body, Weight::Medium, done ? Token::Text : Token::Bad});
  const ui::TextStyle small{TextSize::Small, Weight::Regular, Token::Muted};
  Rect line{cell.x, cell.y + 32, cell.w, 16};
  ui::text(ui, line.cut_right(std::ceil(ui::text_width(ui, at, small)), 12), at, small);
  const bool another = !item.target.empty() && item.target != item.actor;
  ui::text(ui, line, another ? item.actor + " · " + item.target : item.actor, small);
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
    // They are numbered from one on, without gaps: the number of the latest is how many there are.
    if (before_.size() == 1) total_ = all.front().sequence;
    const std::string range = ui::grouped(static_cast<std::int64_t>(all.back().sequence)) + "–" +
                              ui::grouped(static_cast<std::int64_t>(all.front().sequence)) + " of " +
                              ui::grouped(static_cast<std::int64_t>(total_));
    ui::text(ui, foot, range, {TextSize::Small, Weight::Regular, Token::Muted, ui::Align::Left, ui::Digits::Tabular});
  }

  const bool phone = breadth(ui.canvas().w) == Breadth::Phone;
  std::vector<ui::Column> columns{{"what", "What", 240, 2}};
  if (!phone) {
    columns = {{"at", "Time", 104},
               {"who", "Who", 140, 0.5f},
               {"what", "What", 240, 2},
               {"target", "About", 140, 0.7f},
               {"origin", "From", 88}};
  }
  ui::TableSpec spec;
  spec.key = "entries";
  spec.name = "Activity";
  spec.columns = columns;
  spec.rows = static_cast<std::int64_t>(all.size());
  spec.head = !phone;
  spec.row_height = phone ? 60 : ui::kTableRowHeight;
  spec.menu = false;
  const ui::TableResult result = ui::table(ui, rest, spec, [&](ui::TableRow& row) {
    const present::ActivityItem& it = all[static_cast<std::size_t>(row.index())];
    row.name(it.what);
    const std::string at = date_time(it.at, context_.now(), context_.host);
    const std::string what = it.reason.empty() ? it.what : it.what + " · " + it.reason;
    if (phone) return phone_row(ui, row.cell(0, what), it, what, at);
    row.text(0, at, Weight::Regular, ui::Digits::Tabular);
    row.text(1, it.actor);
    if (it.outcome == "done") {
      row.text(2, what, Weight::Medium);
    } else {
      ui::status(ui, row.cell(2), Icon::Block, what, ui::Tone::Bad);
    }
    row.text(3, it.target);
    row.text(4, it.origin);
  });
  if (result.activated) {
    const present::ActivityItem& it = all[static_cast<std::size_t>(*result.activated)];
    if (parse_id<UserTag>(it.target_id)) context_.go_to(Place::User, it.target_id);
  }
}

}  // namespace remit::app
