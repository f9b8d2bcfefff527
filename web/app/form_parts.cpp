#include "web/app/form_parts.h"

#include <algorithm>
#include <memory>

namespace remit::app {

using ui::Rect;

namespace {

std::string chosen_of(std::size_t chosen, std::size_t all) {
  return " · " + std::to_string(chosen) + " of " + std::to_string(all);
}

}  // namespace

FormError form_error(const FormDraft& draft, const Acts& acts, std::string_view key) {
  FormError result;
  const Error* const error = acts.error(key);
  if (!error) return result;
  result.text = acts.refusal(key);
  for (const present::FormField& it : draft.model().fields) {
    const std::string& where = error->field;
    if (where == it.id.text || where.ends_with("." + it.id.text)) result.field = it.id.text;
  }
  return result;
}

bool is_switch(const present::GroupModel& group) {
  return group.style == scheme::GroupStyle::Flag && group.options.size() == 1;
}

bool draw_field(ui::Ui& ui, Rect& rest, FormDraft& draft, std::size_t i, const FormError& error) {
  const present::FormField& it = draft.model().fields[i];
  const std::string key = "field-" + it.id.text;
  const std::string_view wrong = error.field == it.id.text ? std::string_view(error.text) : std::string_view();
  if (!it.choices.empty()) {
    std::vector<ui::MenuItem> options;
    std::optional<std::size_t> selected;
    for (const std::string& choice : it.choices) {
      if (choice == draft.value(i)) selected = options.size();
      options.push_back({choice, choice});
    }
    ui::Select select{it.label, key};
    select.hint = it.hint;
    select.error = wrong;
    select.required = it.required;
    if (!it.editable) select.disabled = it.reason;
    const bool note = !it.hint.empty() || !wrong.empty() || !it.editable;
    const auto chosen =
        ui::select(ui, rest.cut_top(22 + ui::kInputHeight + (note ? 22 : 0), 12), select, options, selected);
    if (chosen) draft.value(i) = it.choices[*chosen];
    return false;
  }
  ui::Field field{it.label, key};
  field.hint = it.hint;
  field.error = wrong;
  field.required = it.required;
  field.email = it.kind == scheme::FieldKind::Email;
  field.unsaved = !draft.model().user.is_nil() && draft.changed_field(i);
  field.limit = static_cast<std::size_t>(it.max_length) * 4;
  if (!it.editable) field.readonly = it.reason.empty() ? std::string_view("Set when the user was created") : it.reason;
  const float height = ui::field_height(ui, rest.w, field);
  return ui::text_field(ui, rest.cut_top(height, 12), draft.value(i), field).submitted;
}

bool draw_fields(ui::Ui& ui, Rect& rest, FormDraft& draft, const FormError& error) {
  bool submitted = false;
  for (std::size_t i = 0; i < draft.model().fields.size(); ++i)
    submitted = draw_field(ui, rest, draft, i, error) || submitted;
  return submitted;
}

void draw_group(ui::Ui& ui, Rect& rest, FormDraft& draft, std::size_t group, bool mark_current) {
  const present::GroupModel& model = draft.model().groups[group];
  std::vector<std::string> counts;
  for (const present::RoleOption& it : model.options) {
    counts.push_back(std::to_string(it.granted + it.own_only) + " of " + std::to_string(it.of));
  }
  // Where none of them permits anything by itself there is nothing to compare.
  const bool compared = std::any_of(model.options.begin(), model.options.end(),
                                    [](const present::RoleOption& it) { return it.granted + it.own_only > 0; });
  std::vector<ui::RadioRow> rows;
  for (std::size_t i = 0; i < model.options.size(); ++i) {
    const present::RoleOption& it = model.options[i];
    ui::RadioRow row{it.id.text, it.label, it.purpose};
    if (!it.may_give) row.disabled = it.reason;
    row.current = mark_current && it.chosen;
    rows.push_back(row);
    if (!compared) continue;
    ui::RadioRow& last = rows.back();
    last.count = counts[i];
    last.granted = static_cast<int>(it.granted);
    last.own = static_cast<int>(it.own_only);
    last.total = it.of <= 16 ? static_cast<int>(it.of) : 0;
  }
  std::string label = model.label;
  if (model.max != 1) label += chosen_of(draft.chosen_count(group), model.options.size());
  ui::group_label(ui, rest.cut_top(16, 8), label);
  const Rect box = rest.cut_top(ui::kRoleRowHeight * static_cast<float>(rows.size()), 16);
  if (model.max == 1) {
    if (const auto chosen = ui::radio_list(ui, box, "group-" + model.id.text, model.label, rows, draft.choice(group))) {
      draft.choose(group, *chosen, true);
    }
    return;
  }
  std::unique_ptr<bool[]> checked(new bool[rows.size()]);
  for (std::size_t i = 0; i < rows.size(); ++i) checked[i] = draft.chosen(group, i);
  const auto flipped = ui::check_list(ui, box, "group-" + model.id.text, model.label, rows,
                                      std::span<const bool>(checked.get(), rows.size()));
  if (flipped) draft.choose(group, *flipped, !checked[*flipped]);
}

void draw_flags(ui::Ui& ui, Rect& rest, FormDraft& draft, bool editing) {
  const auto row = [&](const ui::Check& check) {
    const bool two = !check.hint.empty() || !check.disabled.empty();
    return ui::toggle_row(ui, rest.cut_top(two ? 40 : 32, 12), check);
  };
  for (std::size_t g = 0; g < draft.model().groups.size(); ++g) {
    const present::GroupModel& group = draft.model().groups[g];
    if (!is_switch(group)) continue;
    const present::RoleOption& it = group.options.front();
    ui::Check check{it.label, it.id.text};
    check.hint = it.purpose;
    check.value = ui::tri(draft.chosen(g, 0));
    check.unsaved = editing && draft.changed_group(g);
    if (!it.may_give) check.disabled = it.reason;
    if (row(check)) draft.choose(g, 0, !draft.chosen(g, 0));
  }
}

void draw_scopes(ui::Ui& ui, Rect& rest, FormDraft& draft) {
  const std::vector<present::ScopeOption>& all = draft.model().scopes;
  if (all.empty()) return;
  const std::string label = draft.model().scopes_label + chosen_of(draft.scope_count(), all.size());
  ui::group_label(ui, rest.cut_top(16, 8), label);
  for (std::size_t i = 0; i < all.size(); ++i) {
    const std::string key = to_string(all[i].id);
    ui::Check check{all[i].name, key};
    check.value = ui::tri(draft.scope(i));
    check.hint = all[i].kind;
    if (!all[i].may_give) check.disabled = all[i].reason;
    check.unsaved = !draft.model().user.is_nil() && draft.scope(i) != all[i].chosen;
    Rect row = rest.cut_top(36, 8);
    row.cut_left(static_cast<float>(all[i].depth > 0 ? all[i].depth - 1 : 0) * 16);
    if (ui::checkbox(ui, row, check)) draft.set_scope(i, !draft.scope(i));
  }
  rest.cut_top(8);
}

}  // namespace remit::app
