#include "web/app/act_as.h"

#include <algorithm>

#include "core/base/text.h"

namespace remit::app {

using ui::Icon;
using ui::Rect;
using ui::TextSize;
using ui::Token;
using ui::Weight;

namespace {

constexpr float kRow = 40;

}  // namespace

void ActAs::open() {
  people_.forget();
  people_.ask(context_.sandbox->people());
  search_.clear();
  open_ = true;
}

void ActAs::choose(ui::Ui& ui, const std::string& id) {
  const auto user = parse_id<UserTag>(id);
  context_.sandbox->act_as(user ? *user : UserId{});
  context_.go_to(Place::Users);
  open_ = false;
  ui.host().request_frames(2);
}

void ActAs::draw(ui::Ui& ui) {
  if (!open_) return;
  people_.look();
  ui::Dialog dialog(ui, "act-as", "Act as", 480, 420);
  Rect body = dialog.body();
  ui::Field field{"Search people", "search"};
  field.placeholder = "Search people";
  field.show_label = false;
  field.search = true;
  field.icon = Icon::Search;
  if (dialog.opening()) ui.set_focus(ui.id("search"));
  ui::text_field(ui, body.cut_top(ui::kInputHeight, 12), search_, field);
  list(ui, body);
  Rect row = dialog.footer();
  const bool cancel = ui::button_right(ui, row, {ui::Words()(ui::Word::Cancel), "cancel"});
  if (people_.value()) {
    ui::text(ui, row, ui::grouped(static_cast<std::int64_t>(people_.value()->size())) + " people",
             {TextSize::Small, Weight::Regular, Token::Muted});
  }
  if (cancel || dialog.dismissed()) {
    open_ = false;
    ui.host().request_frames(2);
  }
}

void ActAs::list(ui::Ui& ui, Rect rect) {
  std::vector<const present::Choice*> found;
  const std::string wanted = fold_key(search_);
  if (people_.value()) {
    for (const present::Choice& it : *people_.value()) {
      if (fold_key(it.label).find(wanted) != std::string::npos) found.push_back(&it);
    }
  }
  const bool with_operator = search_.empty();
  const std::size_t rows = found.size() + (with_operator ? 1 : 0);
  ui::Node node;
  node.role = ui::Role::List;
  node.name = "People";
  node.rect = rect;
  ui.tree().open(node);
  std::optional<std::string> chosen;
  {
    ui::ScrollArea area(ui, "people", rect, rect.w, kRow * static_cast<double>(rows));
    Rect at = area.content();
    if (with_operator && person(ui, at.cut_top(kRow), {}, "The operator")) chosen.emplace();
    for (const present::Choice* it : found) {
      const Rect row = at.cut_top(kRow);
      if (row.bottom() < rect.y || row.y > rect.bottom()) continue;
      if (person(ui, row, it->id, it->label)) chosen = it->id;
    }
  }
  ui.tree().close();
  if (rows == 0 && people_.value()) {
    ui::text(ui, rect.middle(20), "Nobody matches.",
             {TextSize::Body, Weight::Regular, Token::Muted, ui::Align::Centre});
  }
  if (chosen) choose(ui, *chosen);
}

bool ActAs::person(ui::Ui& ui, Rect row, const std::string& id, std::string_view name) {
  const ui::NodeId node_id = ui.id(id.empty() ? "operator" : id);
  const ui::Behaviour on = ui.behave(node_id, row);
  const bool current = id == context_.viewer.user_id;
  ui::Node node;
  node.id = node_id;
  node.role = ui::Role::Button;
  node.name = name;
  node.pressed = ui::tri(current);
  node.focusable = true;
  node.rect = row;
  ui.tree().add(node);
  ui::fill(ui, row, on.held ? Token::Active : on.hovered ? Token::Hover : Token::Clear, ui::kRadiusControl);
  if (on.ring) ui::stroke(ui, row, Token::Focus, 2, ui::kRadiusControl);
  Rect in = row.inset(8, 0);
  // The label goes on with the role; initials are of the name.
  ui::avatar(ui, in.cut_left(24, 10), 24, name.substr(0, name.find(" · ")), id,
             id.empty() ? Icon::Settings : Icon::None);
  if (current) ui::icon(ui, in.cut_right(16, 8), Icon::Check, 16, Token::AccentText);
  ui::explain_cut(ui, ui::draw_text(ui, in, name, {TextSize::Body, Weight::Medium, Token::Text}), in, name);
  return on.clicked;
}

}  // namespace remit::app
