#include "web/ui/field.h"

#include <imgui.h>
#include <imgui_internal.h>

#include "web/ui/badge.h"
#include "web/ui/button.h"
#include "web/ui/paint.h"
#include "web/ui/text.h"
#include "web/ui/ui_impl.h"
#include "web/ui/words.h"

namespace remit::ui {

namespace {

constexpr float kLabelLine = 16, kGap = 6, kNoteLine = 16;

struct Edit {
  std::string* value;
  std::size_t limit;
};

int on_edit(ImGuiInputTextCallbackData* data) {
  auto* edit = static_cast<Edit*>(data->UserData);
  if (data->EventFlag == ImGuiInputTextFlags_CallbackResize) {
    edit->value->resize(static_cast<std::size_t>(data->BufTextLen));
    data->Buf = edit->value->data();
  } else if (data->EventFlag == ImGuiInputTextFlags_CallbackEdit && data->BufTextLen > static_cast<int>(edit->limit)) {
    // Cut at a whole sign: what was pasted beyond the limit would be refused by the core anyway.
    int keep = static_cast<int>(edit->limit);
    while (keep > 0 && (static_cast<unsigned char>(data->Buf[keep]) & 0xC0) == 0x80) --keep;
    data->DeleteChars(keep, data->BufTextLen - keep);
  }
  return 0;
}

ImVec4 linear(Color c) {
  return {static_cast<float>(c.r) / 255, static_cast<float>(c.g) / 255, static_cast<float>(c.b) / 255,
          static_cast<float>(c.a) / 255};
}

std::string_view below(const Field& f) {
  return !f.error.empty() ? f.error : !f.readonly.empty() ? f.readonly : f.hint;
}

struct Edited {
  bool changed = false, active = false;
};

// Dear ImGui edits; frame, focus and everything around are ours.
Edited edit(Ui& ui, NodeId id, Rect box, Rect inside, std::string& value, const Field& f, bool activate) {
  ImGuiContext& g = *ImGui::GetCurrentContext();
  const TextStyle style{TextSize::Body, Weight::Regular, Token::Text};
  const float size = metrics(style.size).em * kInterHeight;
  ImGui::PushFont(ui.impl().fonts.of(style.weight), size);
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2(0, std::floor((inside.h - size) / 2 + 0.5f)));
  ImGui::PushStyleColor(ImGuiCol_FrameBg, IM_COL32_BLACK_TRANS);
  ImGui::PushStyleColor(ImGuiCol_NavCursor, IM_COL32_BLACK_TRANS);
  ImGui::PushStyleColor(ImGuiCol_Text, linear(ui.color(Token::Text)));
  ImGui::PushStyleColor(ImGuiCol_TextDisabled, linear(ui.color(Token::Muted)));
  ImGui::PushStyleColor(ImGuiCol_InputTextCursor, linear(ui.color(Token::Text)));
  ImGui::PushStyleColor(ImGuiCol_TextSelectedBg, linear(ui.color(Token::Accent).with_alpha(0.28f)));
  ImGui::PushOverrideID(static_cast<ImGuiID>(id ^ (id >> 32)));
  const ImGuiID input = ImGui::GetID("##text");
  // Escape belongs to what the field stands in; Dear ImGui would take back what was typed.
  ImGui::SetKeyOwner(ImGuiKey_Escape, input ^ 1);
  const ImGuiID activating = g.NavActivateId;
  const auto flags = g.NavActivateFlags;
  if (activate && g.ActiveId != input) {
    g.NavActivateId = input;
    g.NavActivateFlags = ImGuiActivateFlags_PreferInput;
  }
  ImGui::SetCursorScreenPos({inside.x, inside.y});
  Edit target{&value, f.limit};
  ImGuiInputTextFlags how = ImGuiInputTextFlags_CallbackResize | ImGuiInputTextFlags_CallbackEdit;
  if (f.password) how |= ImGuiInputTextFlags_Password;
  const std::string hint(f.placeholder);
  Edited result;
  result.changed = ImGui::InputTextEx("##text", hint.c_str(), value.data(), static_cast<int>(value.capacity()) + 1,
                                      {inside.w, inside.h}, how, on_edit, &target);
  g.NavActivateId = activating;
  g.NavActivateFlags = flags;
  result.active = g.ActiveId == input;
  if (result.active) {
    const ImGuiPlatformImeData& ime = g.PlatformImeData;
    TextInput where;
    where.node = id;
    where.field = box;
    where.caret = ime.WantVisible ? Point{ime.InputPos.x, ime.InputPos.y} : Point{inside.x, inside.y};
    where.line_height = size;
    where.password = f.password;
    where.email = f.email;
    ui.set_text_input(where);
  }
  ImGui::PopID();
  ImGui::PopStyleColor(6);
  ImGui::PopStyleVar();
  ImGui::PopFont();
  return result;
}

void reload(NodeId id) {
  ImGui::PushOverrideID(static_cast<ImGuiID>(id ^ (id >> 32)));
  if (ImGuiInputTextState* state = ImGui::GetInputTextState(ImGui::GetID("##text"))) {
    state->ReloadUserBufAndMoveToEnd();
  }
  ImGui::PopID();
}

}  // namespace

float field_label(Ui& ui, Rect rect, std::string_view label, bool required, bool unsaved) {
  const TextStyle style{TextSize::Small, Weight::Medium, Token::Text2};
  const Rect line{rect.x, rect.y, rect.w, kLabelLine};
  draw_text(ui, line, label, style);
  float x = line.x + std::ceil(text_width(ui, label, style));
  if (required) {
    draw_text(ui, {x + 6, line.y, line.right() - x - 6, line.h}, Words()(Word::Required),
              {TextSize::Small, Weight::Regular, Token::Muted});
    x += 6 + std::ceil(text_width(ui, Words()(Word::Required), {TextSize::Small, Weight::Regular}));
  }
  if (unsaved) circle(ui, {x + 9, line.y + 8}, 3, Token::WarnDot);
  return kLabelLine + kGap;
}

void field_note(Ui& ui, Rect rect, std::string_view hint, std::string_view error, std::string_view readonly) {
  Rect line{rect.x, rect.y, rect.w, kNoteLine};
  TextStyle style{TextSize::Small, Weight::Regular, Token::Muted};
  std::string_view text = hint;
  if (!error.empty()) {
    icon(ui, line.cut_left(14, 4), Icon::ErrorOutline, 14, Token::Bad);
    style.color = Token::Bad;
    text = error;
  } else if (!readonly.empty()) {
    icon(ui, line.cut_left(14, 4), Icon::Lock, 14, Token::Muted);
    text = readonly;
  }
  draw_paragraph(ui, line, text, style);
}

void field_frame(Ui& ui, Rect box, bool focused, bool invalid, bool readonly, bool hovered) {
  if (focused) fill(ui, box.grown(3), invalid ? Token::BadBg : Token::AccentSoft, kRadiusControl + 3);
  fill(ui, box, readonly ? Token::Sunken : Token::Surface, kRadiusControl);
  if (invalid) {
    stroke(ui, box, Token::BadDot, 2, kRadiusControl);
  } else if (focused) {
    stroke(ui, box, Token::Accent, 2, kRadiusControl);
  } else {
    stroke(ui, box, readonly ? Token::Border : hovered ? Token::Text2 : Token::Control, 1, kRadiusControl);
  }
}

float field_height(Ui& ui, float width, const Field& f) {
  float h = f.large ? kButtonLarge : kInputHeight;
  if (f.show_label) h += kLabelLine + kGap;
  const std::string_view text = below(f);
  if (!text.empty()) {
    const float room = width - (f.error.empty() && f.readonly.empty() ? 0 : 18);
    h += kGap + paragraph_height(ui, room, text, {TextSize::Small, Weight::Regular});
  }
  return h;
}

FieldResult text_field(Ui& ui, Rect rect, std::string& value, const Field& f) {
  Ui::Impl& m = ui.impl();
  const NodeId id = ui.id(f.key.empty() ? f.label : f.key);
  const bool readonly = !f.readonly.empty(), invalid = !f.error.empty();
  float y = rect.y;
  if (f.show_label) y += field_label(ui, rect, f.label, f.required, f.unsaved);
  const Rect box{rect.x, y, rect.w, f.large ? kButtonLarge : kInputHeight};

  FieldResult result;
  Ui::State& state = ui.state(id);
  const bool had_focus = state.on;
  // Dear ImGui goes on with the text that it has, whoever emptied the value meanwhile.
  if (had_focus && !f.password && value != state.text) reload(id);

  Behave how;
  how.activate_on_enter = how.activate_on_space = false;
  how.hand = false;
  const Behaviour on = ui.behave(id, box, how);
  if (!readonly) {
    if (auto text = ui.take_value(id)) {
      value = std::move(*text);
      result.changed = true;
      ui.set_focus(id, true);
      reload(id);
      state.n = 1;
    }
  }
  const bool focused = ui.focus() == id;
  field_frame(ui, box, focused && !readonly, invalid, readonly, on.hovered);
  if (readonly && on.ring) focus_ring(ui, box, kRadiusControl);

  Rect inside = box.inset(11, 0);
  if (f.icon != Icon::None) icon(ui, inside.cut_left(16, 8), f.icon, 16, Token::Muted);
  const bool clearable = f.search && !value.empty() && !readonly;
  if (readonly) {
    icon(ui, inside.cut_right(16, 8), Icon::Lock, 16, Token::Muted);
  } else if (clearable) {
    ui.push_id(id);
    Button clear{Words()(Word::Clear), "clear"};
    clear.kind = ButtonKind::Ghost;
    clear.size = ButtonSize::Small;
    clear.icon = Icon::Close;
    const Rect at = inside.cut_right(20, 4);
    ui.push_tab_stops(false);
    if (icon_button(ui, {at.x + 2, box.y, 20, box.h}, clear)) {
      value.clear();
      result.changed = true;
      ui.set_focus(id);
      reload(id);
    }
    ui.pop_tab_stops();
    ui.pop_id();
  } else if (!f.shortcut.empty() && value.empty() && !focused) {
    const Rect at = inside.cut_right(key_cap_width(ui, f.shortcut), 8);
    key_cap(ui, {at.x + 4, at.y, at.w, at.h}, f.shortcut);
  }

  if (readonly) {
    explain_cut(ui, draw_text(ui, inside, value, {TextSize::Body, Weight::Regular, Token::Text2}), box, value);
  } else {
    if (on.hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_TextInput);
    // A click beside the text (icon, padding) edits too; a click on it places the caret, which Dear ImGui does itself.
    const bool beside = on.hovered && ImGui::IsMouseClicked(ImGuiMouseButton_Left) && !inside.contains(ui.mouse());
    const bool elsewhere = ImGui::IsMouseClicked(ImGuiMouseButton_Left) && !box.contains(ui.mouse());
    const Edited e = edit(ui, id, box, inside, value, f, (focused && !elsewhere && ui.layer_active()) || beside);
    if (e.changed) result.changed = true;
    if (e.active && ui.focus() != id) ui.set_focus(id);
    // Starting to edit selects all, but a value that came from outside is to be continued.
    if (e.active && state.n == 1) {
      reload(id);
      state.n = 0;
      m.host.request_frames(2);
    }
    if (focused && ui.pressed(Key::Enter)) result.submitted = true;
    if (focused && f.search && !value.empty() && ui.pressed(Key::Escape)) {
      value.clear();
      result.changed = true;
      reload(id);
    }
  }
  result.focused = ui.focus() == id;
  result.left = had_focus && !result.focused;
  state.on = result.focused;
  if (!f.password) state.text = result.focused ? value : std::string();
  if (result.left) m.host.request_frames(1);

  Node node;
  node.id = id;
  node.role = f.search ? Role::SearchBox : Role::Textbox;
  node.name = f.label;
  node.description = below(f);
  if (!f.password) node.value = value;
  node.key_shortcut = f.shortcut;
  node.readonly = readonly;
  node.required = f.required;
  node.invalid = invalid;
  node.editable = !readonly;
  node.password = f.password;
  node.focusable = true;
  node.rect = box;
  ui.tree().add(node);
  const std::string_view text = below(f);
  if (!text.empty()) {
    const float top = box.bottom() + kGap;
    field_note(ui, {rect.x, top, rect.w, rect.bottom() - top}, f.hint, f.error, f.readonly);
    if (invalid) {
      Node alert;
      alert.role = Role::Alert;
      alert.name = f.error;
      alert.rect = {rect.x, top, rect.w, kNoteLine};
      ui.tree().add(alert);
    }
  }
  return result;
}

}  // namespace remit::ui
