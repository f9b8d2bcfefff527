#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "core/base/json.h"
#include "core/present/context.h"

namespace remit::present {

namespace json = boost::json;

namespace {

std::string text_of(const json::object& object, std::string_view key) {
  const json::value* const value = object.if_contains(key);
  return value && value->is_string() ? std::string(value->as_string()) : std::string();
}

std::string plain(const Context& context, std::string_view action) {
  if (action == "sign-in") return "Signed in";
  if (action == "create-user") return "Added";
  if (action == "end-session") return "Session ended";
  if (action == "create-organisation") return "Organisation created";
  const scheme::CommandSpec* const spec = context.scheme.command(action);
  std::string label = spec ? context.text(spec->label) : std::string();
  return label.empty() ? std::string(action) : label;
}

/// The differences of a payload as one line: `Role: normal_user to accountant_user · Payment link: on to off`.
std::string differences(const Context& context, const std::string& payload) {
  auto value = parse_json(payload);
  if (!value || !value->is_object()) return {};
  const json::value* const list = value->as_object().if_contains("differences");
  if (!list || !list->is_array()) return {};
  std::string line;
  for (const json::value& it : list->as_array()) {
    if (!it.is_object()) continue;
    const json::object& object = it.as_object();
    const directory::Difference difference{text_of(object, "what"), text_of(object, "before"),
                                           text_of(object, "after")};
    const DifferenceItem item = worded(context, difference);
    if (!line.empty()) line += " · ";
    line += item.what + ": ";
    // A step is open or done: what it was is plain.
    if (item.before.empty() || difference.what.starts_with("step:")) {
      line += item.after;
    } else if (item.after.empty()) {
      line += item.before + " removed";
    } else {
      line += item.before + " to " + item.after;
    }
  }
  return line;
}

Error refusal_of(const directory::AuditEntry& entry) {
  Error error{Code::Denied, entry.rule, {}, ""};
  auto value = parse_json(entry.payload);
  if (!value || !value->is_object()) return error;
  const json::value* const args = value->as_object().if_contains("args");
  if (!args || !args->is_object()) return error;
  for (const auto& [name, arg] : args->as_object()) {
    if (arg.is_string()) error.args.emplace_back(name, arg.as_string());
  }
  return error;
}

}  // namespace

ActivityItem activity_item(const Context& context, const directory::AuditEntry& entry) {
  ActivityItem item;
  item.sequence = entry.sequence;
  item.at = entry.at;
  item.actor = entry.actor_name;
  item.origin = entry.origin;
  item.target = entry.target_name;
  item.target_id = entry.target_id;
  item.outcome = entry.outcome;
  if (entry.outcome == "done") {
    item.what = differences(context, entry.payload);
    // Of these the act says more than what differs.
    const bool plainly = entry.action == "sign-in" || entry.action == "create-user" || entry.action == "end-session";
    if (item.what.empty() || plainly) item.what = plain(context, entry.action);
    item.tone = entry.action == "deactivate" || entry.action == "lock" ? Tone::Warn : Tone::Info;
  } else {
    item.what = "Refused: " + plain(context, entry.action);
    item.reason = sentence(context, refusal_of(entry));
    item.tone = Tone::Bad;
  }
  return item;
}

}  // namespace remit::present
