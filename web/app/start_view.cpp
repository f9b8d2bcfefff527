#include "web/app/start_view.h"

#include <array>

namespace remit::app {

using ui::Button;
using ui::ButtonKind;
using ui::Icon;
using ui::Rect;
using ui::TextSize;
using ui::TextStyle;
using ui::Token;
using ui::Weight;

namespace {

constexpr float kCardHeight = 222, kGap = 16, kPicture = 92;
constexpr std::string_view kFile = "remit-sandbox.remit";

/// Squares as in a matrix, different for each scheme and always the same: decoration that says "roles by permissions".
void picture(ui::Ui& ui, Rect box, const present::OrganisationCard& it) {
  ui::fill(ui, box, Token::Bg, ui::kRadiusControl);
  ui::stroke(ui, box, Token::Border, 1, ui::kRadiusControl);
  const auto columns = std::min<std::uint32_t>(it.permissions, 14), rows = std::min<std::uint32_t>(it.roles, 4);
  constexpr float kSquare = 12, kPitch = 16;
  const Rect grid = box.centred(kPitch * static_cast<float>(columns) - 4, kPitch * static_cast<float>(rows) - 4);
  std::uint32_t seed = 2166136261u;
  for (const char c : it.scheme_id) seed = (seed ^ static_cast<unsigned char>(c)) * 16777619u;
  for (std::uint32_t y = 0; y < rows; ++y) {
    for (std::uint32_t x = 0; x < columns; ++x) {
      const std::uint32_t h = (seed + y * 97 + x * 31) * 2654435761u >> 24;
      const bool granted = y == 0 || h % 10 < 7 - 2 * y;
      const Token color = !granted ? Token::Border : h % 11 == 0 && y > 0 ? Token::WarnDot : Token::OkDot;
      ui::fill(ui, {grid.x + kPitch * static_cast<float>(x), grid.y + kPitch * static_cast<float>(y), kSquare, kSquare},
               color, 2.5f);
    }
  }
}

}  // namespace

bool StartView::card(ui::Ui& ui, Rect rect, const present::OrganisationCard& it) {
  const std::string name = it.scheme_title + ": " + it.name;
  const ui::NodeId id = ui.id(it.slug);
  const ui::Behaviour on = ui.behave(id, rect);
  ui::Node node;
  node.id = id;
  node.role = ui::Role::Link;
  node.name = name;
  node.description = it.summary;
  node.focusable = true;
  node.rect = rect;
  ui.tree().add(node);
  ui::card_frame(ui, rect);
  if (on.hovered) ui::stroke(ui, rect, Token::Accent, 2, ui::kRadiusCard);
  if (on.ring) ui::focus_ring(ui, rect, ui::kRadiusCard);
  Rect in = rect.inset(13, 13);
  picture(ui, in.cut_top(kPicture, 12), it);
  Rect title = in.cut_top(22, 2);
  const TextStyle lead{TextSize::Lead, Weight::SemiBold, Token::Text};
  const TextStyle small{TextSize::Small, Weight::Regular, Token::Muted};
  const float width = std::ceil(ui::text_width(ui, it.scheme_title, lead));
  ui::draw_text(ui, title.cut_left(std::min(title.w, width), 8), it.scheme_title, lead);
  ui::draw_text(ui, title, it.name, small);
  ui::draw_paragraph(ui, in.cut_top(32, 10), it.summary, small);
  Rect chips = in.cut_top(20);
  ui::icon(ui, chips.cut_right(16, 8), Icon::ArrowForward, 16, Token::AccentText);
  const std::array<std::string, 3> words{ui::grouped(it.roles) + " roles", ui::grouped(it.permissions) + " permissions",
                                         ui::grouped(static_cast<std::int64_t>(it.users)) + " users"};
  for (const std::string& word : words) {
    const float w = ui::chip_width(ui, word);
    if (chips.w < w) break;
    const Rect box = chips.cut_left(w, 6).middle(20);
    ui::fill(ui, box, Token::NeutralBg, ui::kRadiusTag);
    ui::draw_text(ui, box.inset(6, 0), word, {TextSize::Small, Weight::Medium, Token::NeutralText});
  }
  return on.clicked;
}

std::string StartView::draw(ui::Ui& ui, Rect rect, const std::vector<present::OrganisationCard>& organisations) {
  answers(ui);
  ui.push_id("start");
  std::string chosen;
  {
    const bool phone = rect.w < 700;
    Flow flow(ui, "page", rect, phone ? 16.0f : 48.0f, phone ? 20.0f : 32.0f);
    Rect& at = flow.rest();
    at.w = std::min(at.w, 1180.0f);
    ui::heading(ui, at.cut_top(36, 4), "Try without a server", 1,
                {phone ? TextSize::Title : TextSize::Display, Weight::SemiBold, Token::Text});
    const TextStyle text{TextSize::Body, Weight::Regular, Token::Muted};
    at.cut_top(
        ui::paragraph(ui, at, "Pick a scheme. Remit makes sample users in this browser, and nothing leaves it.", text),
        20);
    const std::size_t columns = at.w > 900 ? 3 : at.w > 580 ? 2 : 1;
    const float width = (at.w - kGap * static_cast<float>(columns - 1)) / static_cast<float>(columns);
    Rect row;
    for (std::size_t i = 0; i < organisations.size(); ++i) {
      if (i % columns == 0) row = at.cut_top(kCardHeight, kGap);
      if (card(ui, row.cut_left(std::floor(width), kGap), organisations[i])) chosen = organisations[i].slug;
    }
    const bool stacked = at.w < 620;
    workspace(ui, at.cut_top(stacked ? 158.0f : 70.0f));
    if (!refused_.empty()) {
      at.cut_top(12);
      at.cut_top(ui::note(ui, at, refused_, ui::Tone::Bad));
    }
  }
  ui.pop_id();
  if (!asking_) return chosen;
  const ui::Answer answer = ui::confirm(ui, {"start-over", "Start over?",
                                             "Everything that was done in this sandbox is replaced by the sample "
                                             "organisations. Save it to a file first if you want it back.",
                                             "Start over", Icon::Refresh});
  if (answer != ui::Answer::None) {
    asking_ = false;
    ui.host().request_frames(2);
  }
  if (answer == ui::Answer::Confirm) reset_.ask(context_.sandbox->reset());
  return chosen;
}

void StartView::workspace(ui::Ui& ui, Rect rect) {
  ui::card_frame(ui, rect);
  Rect in = rect.inset(16, 0);
  const bool stacked = rect.w < 620;
  Rect words = stacked ? in.cut_top(66) : in;
  Rect buttons = stacked ? in.cut_top(ui::kButtonHeight) : in;
  Button over{"Start over", "over", ButtonKind::DangerOutline, Icon::Refresh};
  Button save{"Save", "save", ButtonKind::Secondary, Icon::Download};
  Button open{"Open", "open", ButtonKind::Secondary, Icon::FolderOpen};
  save.description = "Save the workspace to a file";
  open.description = "Open a workspace file";
  bool wants[3];
  if (stacked) {
    wants[0] = ui::button_left(ui, buttons, save);
    wants[1] = ui::button_left(ui, buttons, open);
    wants[2] = ui::button_left(ui, buttons, over);
  } else {
    wants[2] = ui::button_right(ui, buttons, over);
    wants[1] = ui::button_right(ui, buttons, open);
    wants[0] = ui::button_right(ui, buttons, save);
    words.w = buttons.w;
  }
  ui::icon(ui, words.cut_left(24, 12), Icon::Dns, 20, Token::Muted);
  const Rect two = words.middle(38);
  ui::text(ui, {two.x, two.y, two.w, 20}, "Workspace", {TextSize::Body, Weight::SemiBold, Token::Text});
  ui::text(ui, {two.x, two.y + 20, two.w, 18}, "Kept in this browser; one file takes it elsewhere",
           {TextSize::Small, Weight::Regular, Token::Muted});
  if (wants[0]) saved_.ask(context_.sandbox->save());
  if (wants[1]) {
    refused_.clear();
    context_.host.pick_file(".remit", [this](std::optional<ui::PickedFile> file) {
      if (!file) return;
      loaded_.ask(context_.sandbox->load(std::move(file->bytes)));
      context_.host.request_frames(2);
    });
  }
  if (wants[2]) asking_ = true;
}

void StartView::answers(ui::Ui& ui) {
  if (saved_.look()) {
    if (saved_.error()) {
      refused_ = context_.say(*saved_.error());
    } else {
      context_.host.download(kFile, "application/octet-stream", *saved_.value());
      saved_.forget();
    }
  }
  if (loaded_.look()) {
    refused_ = loaded_.error() ? context_.say(*loaded_.error()) : std::string();
    if (!loaded_.error()) context_.acts.say(ui, "The workspace is open");
  }
  if (reset_.look()) {
    refused_ = reset_.error() ? context_.say(*reset_.error()) : std::string();
    if (!reset_.error()) context_.acts.say(ui, "The sandbox starts over");
  }
}

}  // namespace remit::app
