#include "web/ui/page.h"

#include "web/ui/badge.h"
#include "web/ui/paint.h"
#include "web/ui/text.h"
#include "web/ui/words.h"

namespace remit::ui {

namespace {

constexpr TextStyle kMuted{TextSize::Small, Weight::Regular, Token::Muted};

int add(Ui& ui, NodeId id, Role role, std::string_view name, Rect rect) {
  Node node;
  node.id = id;
  node.role = role;
  node.name = name;
  node.focusable = id != 0;
  node.rect = rect;
  return ui.tree().add(node);
}

}  // namespace

Landmark::Landmark(Ui& ui, Role role, std::string_view name, Rect rect) : ui_(ui) {
  Node node;
  node.role = role;
  node.name = name;
  node.rect = rect;
  ui_.tree().open(node);
}

void logo(Ui& ui, Rect rect) {
  const Rect box = rect.centred(28, 28);
  fill(ui, box, Token::Accent, 7);
  // The staircase of what someone is responsible for.
  constexpr bool kWhite[3][3] = {{true, false, false}, {true, true, false}, {true, true, true}};
  const Color white = ui.color(Token::OnAccent);
  for (int y = 0; y < 3; ++y) {
    for (int x = 0; x < 3; ++x) {
      const Rect dot{box.x + 5 + 6.5f * static_cast<float>(x), box.y + 5 + 6.5f * static_cast<float>(y), 5, 5};
      fill(ui, dot, kWhite[y][x] ? white : white.with_alpha(0.35f), 1.5f);
    }
  }
}

bool rail_item(Ui& ui, Rect rect, const RailItem& item) {
  const float height = item.label_shown ? 52 : 40;
  const Rect box = rect.centred(item.label_shown ? 56 : 40, height);
  const NodeId id = ui.id(item.key);
  const Behaviour on = ui.behave(id, box);
  Node node;
  node.id = id;
  node.role = Role::Link;
  node.name = item.label;
  node.description = item.badge;
  node.key_shortcut = item.shortcut;
  node.current = item.current;
  node.focusable = true;
  node.rect = box;
  ui.tree().add(node);
  const Token back = item.current ? Token::Selected
                     : on.held    ? Token::Active
                     : on.hovered ? Token::Hover
                                  : Token::Clear;
  fill(ui, box, back, kRadiusCard);
  if (item.current && item.bar_shown) fill(ui, {rect.x, box.y + (box.h - 24) / 2, 3, 24}, Token::Accent, 1.5f);
  if (on.ring) focus_ring(ui, box, kRadiusCard);
  const Token color = item.current ? Token::AccentText : Token::Text2;
  const Rect glyph = item.label_shown ? Rect{box.x, box.y + 8, box.w, 20} : box;
  icon(ui, glyph, item.icon, 20, color);
  if (item.label_shown) {
    const TextStyle style{TextSize::Caption, Weight::Medium, color, Align::Centre};
    // One word of a vendor's long one says enough: the whole stands in the tooltip and in the page's title.
    std::string shown(item.label);
    const auto last = shown.find_last_of(" -");
    if (last + 1 < shown.size() && last != std::string::npos && text_width(ui, shown, style) > box.w) {
      shown.erase(0, last + 1);
      if (shown[0] >= 'a' && shown[0] <= 'z') shown[0] = static_cast<char>(shown[0] - ('a' - 'A'));
    }
    draw_text(ui, {box.x, box.y + 30, box.w, 16}, shown, style);
  }
  if (!item.badge.empty()) count_bubble(ui, {box.x + box.w / 2 + 12, glyph.y + 3}, item.badge);
  if (!item.label_shown || !item.shortcut.empty()) ui.tooltip(id, box, item.label, item.shortcut);
  return on.clicked;
}

bool org_switcher(Ui& ui, Rect& row, std::string_view name, std::string_view id, std::string_view scheme, bool opens) {
  const TextStyle title{TextSize::Body, Weight::SemiBold, Token::Text};
  const float name_w = std::min(260.0f, std::ceil(text_width(ui, name, title)));
  const float chip_w = scheme.empty() ? 0 : chip_width(ui, scheme) + 8;
  const Rect box = row.cut_left(8 + 24 + 8 + name_w + chip_w + (opens ? 28 : 8), 8).middle(32);
  const NodeId node_id = ui.id("org");
  Behaviour on;
  if (opens) {
    on = ui.behave(node_id, box);
    const int at = add(ui, node_id, Role::Button, name, box);
    ui.tree().at(at).has_popup = true;
    ui.tree().at(at).description = ui.tree().keep(scheme);
    fill(ui, box, on.held ? Token::Active : on.hovered ? Token::Hover : Token::Clear, kRadiusControl);
    if (on.ring) focus_ring(ui, box, kRadiusControl);
  } else {
    add(ui, 0, Role::Text, name, box);
    add(ui, 0, Role::Text, scheme, box);
  }
  Rect inside = box;
  inside.cut_left(8);
  const Rect tile = inside.cut_left(24, 8).middle(24);
  const Tint t = tint(tone_of(id));
  fill(ui, tile, t.fill, kRadiusControl);
  draw_text(ui, tile, initials(name), {TextSize::Caption, Weight::SemiBold, t.text, Align::Centre});
  draw_text(ui, inside.cut_left(name_w, 8), name, title);
  if (!scheme.empty()) {
    const Rect c = inside.cut_left(chip_w - 8, 4).middle(kBadgeHeight);
    fill(ui, c, Token::NeutralBg, kRadiusTag);
    draw_text(ui, c.inset(6, 0), scheme, {TextSize::Small, Weight::Medium, Token::NeutralText});
  }
  if (opens) icon(ui, inside.cut_left(16), Icon::UnfoldMore, 16, Token::Muted);
  return on.clicked;
}

bool avatar_button(Ui& ui, Rect rect, std::string_view name, std::string_view id, bool expanded) {
  const Rect box = rect.centred(28, 28);
  const NodeId node_id = ui.id("me");
  const Behaviour on = ui.behave(node_id, box.grown(2));
  const int at = add(ui, node_id, Role::Button, name, box);
  ui.tree().at(at).has_popup = true;
  ui.tree().at(at).expanded = tri(expanded);
  avatar(ui, box, 28, name, id);
  if (on.ring) focus_ring(ui, box, 14);
  ui.tooltip(node_id, box, name);
  return on.clicked;
}

std::optional<std::size_t> breadcrumb(Ui& ui, Rect rect, std::span<const Crumb> crumbs) {
  const Landmark nav(ui, Role::Navigation, Words()(Word::Breadcrumb), rect);
  std::optional<std::size_t> clicked;
  Rect rest = rect.middle(20);
  for (std::size_t i = 0; i < crumbs.size(); ++i) {
    const bool last = i + 1 == crumbs.size();
    const TextStyle style{TextSize::Body, last ? Weight::Medium : Weight::Regular, last ? Token::Text : Token::Muted};
    const float w = std::min(rest.w, std::ceil(text_width(ui, crumbs[i].label, style)));
    const Rect cell = rest.cut_left(w, 6);
    if (last) {
      const int at = add(ui, 0, Role::Text, crumbs[i].label, cell);
      ui.tree().at(at).current = true;
      explain_cut(ui, draw_text(ui, cell, crumbs[i].label, style), cell, crumbs[i].label);
      continue;
    }
    const NodeId id = ui.id(crumbs[i].key);
    const Behaviour on = ui.behave(id, cell.inset(-4, -4));
    add(ui, id, Role::Link, crumbs[i].label, cell);
    TextStyle shown = style;
    if (on.hovered) {
      shown.color = Token::Text;
      fill(ui, {cell.x, cell.bottom() - 3, cell.w, 1}, Token::Text);
    }
    if (on.ring) focus_ring(ui, cell.inset(-2, 0), kRadiusTag);
    if (on.clicked) clicked = i;
    draw_text(ui, cell, crumbs[i].label, shown);
    icon(ui, rest.cut_left(16, 6), Icon::ChevronRight, 16, Token::Muted);
  }
  return clicked;
}

Rect card(Ui& ui, Rect rect, std::string_view title, std::string_view note, Rect& head) {
  card_frame(ui, rect);
  Rect rest = rect;
  const Rect top = rest.cut_top(kCardHeadHeight);
  if (rest.h > 0) line_bottom(ui, top);
  head = top.inset(16, 0);
  const TextStyle style{TextSize::Body, Weight::SemiBold, Token::Text};
  heading(ui, head.cut_left(std::min(head.w, std::ceil(text_width(ui, title, style))), 6), title, 2, style);
  if (!note.empty()) {
    text(ui, head.cut_left(std::min(head.w, std::ceil(text_width(ui, note, kMuted))), 12), note, kMuted);
  }
  return rest;
}

std::optional<Rect> folding_card(Ui& ui, Rect rect, std::string_view key, std::string_view title, std::string_view note,
                                 bool& open, Rect& head) {
  card_frame(ui, rect);
  Rect rest = rect;
  Rect top = rest.cut_top(kCardHeadHeight);
  if (open) line_bottom(ui, top);
  top = top.inset(12, 0);
  const TextStyle style{TextSize::Body, Weight::SemiBold, Token::Text};
  const float title_w = std::ceil(text_width(ui, title, style));
  const Rect area{top.x - 4, top.y + 6, std::min(top.w, 22 + title_w + 8), top.h - 12};
  const NodeId id = ui.id(key);
  const Behaviour on = ui.behave(id, area);
  Node h;
  h.role = Role::Heading;
  h.name = title;
  h.level = 2;
  h.rect = area;
  ui.tree().open(h);
  const int at = add(ui, id, Role::Button, title, area);
  ui.tree().at(at).expanded = tri(open);
  ui.tree().close();
  if (on.ring) focus_ring(ui, area, kRadiusControl);
  if (on.clicked) {
    open = !open;
    ui.host().request_frames(2);
  }
  icon(ui, top.cut_left(16, 6), open ? Icon::ExpandMore : Icon::ChevronRight, 16, Token::Muted);
  draw_text(ui, top.cut_left(std::min(top.w, title_w), 6), title, style);
  if (!note.empty()) text(ui, top.cut_left(std::min(top.w, std::ceil(text_width(ui, note, kMuted))), 12), note, kMuted);
  head = top;
  if (!open) return std::nullopt;
  return rest;
}

std::optional<std::size_t> stepper(Ui& ui, Rect rect, std::span<const Step> steps, std::size_t now) {
  const Landmark list(ui, Role::List, Words()(Word::Steps), rect);
  std::optional<std::size_t> clicked;
  const Rect row = rect.middle(36);
  const TextStyle name{TextSize::Body, Weight::Medium, Token::Text};
  // The circles are spread so that first and last touch the edges.
  std::vector<float> widths;
  float used = 0;
  for (const Step& s : steps) {
    widths.push_back(34 + std::ceil(std::max(text_width(ui, s.label, name), text_width(ui, s.summary, kMuted))));
    used += widths.back();
  }
  const float gap = steps.size() > 1 ? (row.w - used) / static_cast<float>(steps.size() - 1) : 0;
  float x = row.x;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const Step& s = steps[i];
    const Rect cell{x, row.y, widths[i], row.h};
    const bool is_now = i == now, done = s.done && !is_now;
    const Rect dot = Rect{cell.x, cell.y, 24, cell.h}.middle(24);
    Node node;
    node.role = Role::ListItem;
    node.name = s.label;
    node.current = is_now;
    node.description = s.summary;
    node.rect = cell;
    ui.tree().open(node);
    if (done) {
      const NodeId id = ui.id(s.label);
      const Behaviour on = ui.behave(id, cell.grown(4));
      add(ui, id, Role::Button, s.label, cell);
      if (on.clicked) clicked = i;
      if (on.ring) focus_ring(ui, cell.grown(2), kRadiusControl);
    }
    ui.tree().close();
    if (done) {
      circle(ui, dot.centre(), 12, Token::AccentSoft);
      icon(ui, dot, Icon::Check, 16, Token::AccentText);
    } else if (is_now) {
      circle(ui, dot.centre(), 12, Token::Accent);
    } else {
      circle_line(ui, dot.centre(), 12, Token::Control);
    }
    if (!done) {
      draw_text(ui, dot, std::to_string(i + 1),
                {TextSize::Small, Weight::SemiBold, is_now ? Token::OnAccent : Token::Muted, Align::Centre});
    }
    const float tx = cell.x + 34;
    TextStyle label = name;
    if (!is_now && !done) label.color = Token::Text2;
    const bool alone = s.summary.empty();
    draw_text(ui, {tx, alone ? row.y : row.y - 1, cell.w - 34, alone ? row.h : 20}, s.label, label);
    draw_text(ui, {tx, row.y + 18, cell.w - 34, 16}, s.summary, kMuted);
    x = cell.right() + gap;
    if (i + 1 < steps.size() && gap > 40) {
      fill(ui, {cell.right() + 16, row.y + row.h / 2 - 0.5f, gap - 32, 1}, i < now ? Token::Accent : Token::Border2);
    }
  }
  return clicked;
}

PageMove pager(Ui& ui, Rect& row, std::int64_t first, std::int64_t last, std::int64_t total, bool has_previous,
               bool has_next) {
  const Words words;
  PageMove move = PageMove::None;
  const std::string range =
      words(Word::Of, {{"first", grouped(first)}, {"last", grouped(last)}, {"total", grouped(total)}});
  Button next{words(Word::NextPage), "next"}, previous{words(Word::PreviousPage), "previous"};
  next.icon = Icon::ChevronRight;
  previous.icon = Icon::ChevronLeft;
  next.kind = previous.kind = ButtonKind::Ghost;
  next.size = previous.size = ButtonSize::Small;
  next.shortcut = "]";
  previous.shortcut = "[";
  if (!has_next) next.disabled = words(Word::OnLastPage);
  if (!has_previous) previous.disabled = words(Word::OnFirstPage);
  const Rect next_at = row.cut_right(kButtonSmall, 4), previous_at = row.cut_right(kButtonSmall, 8);
  const TextStyle style{TextSize::Body, Weight::Medium, Token::Text, Align::Right, Digits::Tabular};
  text(ui, row.cut_right(std::min(row.w, std::ceil(text_width(ui, range, style))), 16), range, style);
  if (icon_button(ui, previous_at, previous)) move = PageMove::Previous;
  if (icon_button(ui, next_at, next)) move = PageMove::Next;
  if (has_previous && ui.pressed(Key::LeftBracket)) move = PageMove::Previous;
  if (has_next && ui.pressed(Key::RightBracket)) move = PageMove::Next;
  return move;
}

void group_label(Ui& ui, Rect rect, std::string_view label) {
  const Rect line{rect.x, rect.y, rect.w, 16};
  heading(ui, line, label, 3, {TextSize::Caption, Weight::SemiBold, Token::Muted});
}

void detail_row(Ui& ui, Rect rect, float label_width, const Detail& detail) {
  Rect row = rect;
  Node node;
  node.role = Role::Group;
  node.name = detail.label;
  node.rect = rect;
  ui.tree().open(node);
  draw_text(ui, row.cut_left(label_width, 12), detail.label, {TextSize::Body, Weight::Regular, Token::Muted});
  if (detail.copy) {
    ui.push_id(detail.label);
    const std::string name = Words()(Word::Copy, {{"what", detail.label}});
    Button copy{name, "copy"};
    copy.kind = ButtonKind::Ghost;
    copy.icon = Icon::Copy;
    copy.size = ButtonSize::Small;
    if (icon_button(ui, row.cut_right(kButtonSmall, 4), copy)) ui.host().set_clipboard(detail.value);
    ui.pop_id();
  }
  text(ui, row, detail.value, {TextSize::Body, Weight::Regular, Token::Text});
  ui.tree().close();
}

int neighbour_buttons(Ui& ui, Rect& row, std::string_view previous, std::string_view next, bool has_previous,
                      bool has_next) {
  Button down{next, "next"}, up{previous, "previous"};
  down.icon = Icon::ExpandMore;
  up.icon = Icon::ExpandLess;
  down.kind = up.kind = ButtonKind::Ghost;
  if (!has_next) down.disabled = Words()(Word::LastHere);
  if (!has_previous) up.disabled = Words()(Word::FirstHere);
  const Rect down_at = row.cut_right(kButtonHeight, 2), up_at = row.cut_right(kButtonHeight, 6);
  int move = 0;
  if (icon_button(ui, up_at, up)) move = -1;
  if (icon_button(ui, down_at, down)) move = 1;
  return move;
}

}  // namespace remit::ui
