#include "core/scheme/command_ids.h"
#include "core/scheme/lint_context.h"

namespace remit::scheme {
namespace {

constexpr std::size_t kMaxIdLength = 64;
constexpr std::size_t kMaxOther = 256;  // groups, fields, kinds, links, features, columns: each far below this

bool is_id_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
}

bool is_id(std::string_view id) {
  if (id.empty() || id.size() > kMaxIdLength) return false;
  const bool begins = (id[0] >= 'a' && id[0] <= 'z') || (id[0] >= '0' && id[0] <= '9');
  for (const char c : id) {
    if (!is_id_character(c)) return false;
  }
  return begins;
}

class IdLint {
 public:
  explicit IdLint(LintContext& context) : context_(context) {}

  template <class Items, class IdOf>
  void gather(IdSet& set, std::string_view what, const std::string& path, const Items& items, std::size_t most,
              IdOf id_of) {
    if (items.size() > most) {
      context_.findings.error(
          "too-many", path,
          std::to_string(items.size()) + " " + std::string(what) + "s, the most is " + std::to_string(most));
      within_caps_ = false;
      return;
    }
    for (std::size_t i = 0; i < items.size(); ++i) {
      const std::string_view id = id_of(items[i]);
      if (!is_id(id)) {
        context_.findings.error("bad-id", at(path, i), in_quotes(id) + " is no id",
                                "use a-z, 0-9, `_`, `-` and `.`, a letter or digit first, at most 64 of them");
      }
      if (!set.add(id)) {
        context_.findings.error("duplicate-id", at(path, i),
                                "there is a " + std::string(what) + " " + in_quotes(id) + " already");
      }
    }
  }

  [[nodiscard]] bool within_caps() const { return within_caps_; }

 private:
  LintContext& context_;
  bool within_caps_ = true;
};

void lint_header(LintContext& context) {
  const Header& header = context.definition.scheme;
  const bool plain = is_id(header.id) && header.id.size() <= 40 && header.id.find_first_of("._") == std::string::npos;
  if (!plain) {
    context.findings.error("bad-id", "scheme.id", in_quotes(header.id) + " is no scheme id",
                           "use a-z, 0-9 and `-`, at most 40 of them");
  }
  if (!is_id(header.version) || header.version.size() > 40) {
    context.findings.error("bad-id", "scheme.version", in_quotes(header.version) + " is no version",
                           "write `1` or `2026.1`");
  }
}

}  // namespace

bool lint_ids(LintContext& context) {
  const Definition& d = context.definition;
  IdLint ids(context);
  const auto by_id = [](const auto& item) { return std::string_view(item.id.text); };
  ids.gather(context.permissions, "permission", "permissions", d.permissions, kMaxPermissions, by_id);
  ids.gather(context.roles, "role", "roles", d.roles, kMaxRoles, by_id);
  ids.gather(context.groups, "role group", "groups", d.groups, kMaxOther, by_id);
  ids.gather(context.kinds, "scope kind", "scopes.kinds", d.scopes.kinds, kMaxOther, by_id);
  ids.gather(context.features, "feature", "scopes.features", d.scopes.features, kMaxFeatures, by_id);
  ids.gather(context.states, "state", "lifecycle.states", d.lifecycle.states, kMaxStates, by_id);
  ids.gather(context.fields, "field", "fields", d.fields, kMaxOther, by_id);
  ids.gather(context.purposes, "link", "links", d.links, kMaxOther,
             [](const LinkSpec& link) { return std::string_view(link.purpose.text); });
  ids.gather(context.commands, "command", "commands", d.commands, kMaxOther,
             [](const CommandSpec& command) { return std::string_view(command.id); });
  if (!ids.within_caps()) return false;
  lint_header(context);
  return true;
}

}  // namespace remit::scheme
