#include "web/app/foreseen.h"

#include <algorithm>
#include <boost/json/serialize.hpp>

#include "core/directory/command_json.h"

namespace remit::app {

using ui::Rect;

namespace {

constexpr std::size_t kSaid = 8;

void list(std::string& text, std::string_view one_verb, std::string_view many_verb, bool one,
          const std::vector<present::PrivilegeItem>& items) {
  if (items.empty()) return;
  std::uint64_t people = 0;
  for (const present::PrivilegeItem& it : items) people = std::max(people, it.users);
  if (!text.empty()) text += ". ";
  if (!one) text += ui::grouped(static_cast<std::int64_t>(people)) + (people == 1 ? " person " : " people ");
  std::string verb(one || people == 1 ? one_verb : many_verb);
  if (!one) verb[0] = static_cast<char>(verb[0] + ('a' - 'A'));
  text += verb + " " + std::to_string(items.size());
  if (!one) text += items.size() == 1 ? " permission" : " permissions";
  text += ": ";
  // One more is not worth a sentence about it.
  const std::size_t said = items.size() > kSaid + 1 ? kSaid : items.size();
  for (std::size_t i = 0; i < said; ++i) {
    text += (i == 0 ? "" : ", ") + items[i].label + (items[i].own_only ? " (own)" : "");
  }
  if (said < items.size()) text += " and " + std::to_string(items.size() - said) + " more";
}

}  // namespace

std::string felt(const present::Preview& preview, bool one) {
  std::string text;
  list(text, "Loses", "Lose", one, preview.losses);
  list(text, "Gains", "Gain", one, preview.gains);
  return text;
}

void Foreseen::forget() {
  preview_.forget();
  asked_.clear();
}

void Foreseen::follow(Context& context, std::vector<directory::Action> actions) {
  preview_.look();
  std::string key;
  one_ = true;
  for (const directory::Action& it : actions) {
    one_ = one_ && !directory::scope_of(it) && !std::holds_alternative<directory::DefineScopeGroup>(it);
    directory::Command command;
    command.action = it;
    key += boost::json::serialize(directory::command_to_json(command));
  }
  if (key == asked_) return;
  preview_.forget();
  asked_ = std::move(key);
  if (!actions.empty()) preview_.ask(context.gateway.plan(commands_of(actions, context.parts.random)));
}

std::string Foreseen::digest() const {
  return preview_.value() && !preview_.waiting() && !refused() ? preview_.value()->digest : std::string();
}

Foreseen::Said Foreseen::said(const Context& context, std::string_view otherwise) const {
  if (refused()) return {context.say(*preview_.error()), ui::Tone::Bad};
  const present::Preview* const it = preview_.value();
  if (!it) return {};
  Said said{felt(*it, one_)};
  for (const std::string& dropped : it->dropped) said.text += (said.text.empty() ? "" : ". ") + dropped;
  if (!it->losses.empty() || !it->dropped.empty()) said.tone = ui::Tone::Warn;
  if (said.text.empty()) said.text = otherwise;
  return said;
}

float Foreseen::height(ui::Ui& ui, float width, const Context& context, std::string_view otherwise) const {
  const std::string text = said(context, otherwise).text;
  return text.empty() ? 0 : ui::note_height(ui, width, text) + 8;
}

void Foreseen::draw(ui::Ui& ui, Rect box, const Context& context, std::string_view otherwise) const {
  const Said it = said(context, otherwise);
  if (!it.text.empty()) ui::note(ui, box, it.text, it.tone);
}

}  // namespace remit::app
