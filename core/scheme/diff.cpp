#include "core/scheme/diff.h"

#include <algorithm>
#include <map>
#include <set>

#include "core/scheme/flatten.h"

namespace remit::scheme {
namespace {

/// What a role has of one atom, and through which permissions.
struct Held {
  Reach reach = Reach::Own;
  std::vector<std::string> permissions;
};
using Atoms = std::map<std::string, Held>;

Atoms atoms_of(const CompiledScheme& scheme, RoleIndex role) {
  Atoms atoms;
  const CompiledRole& grants = scheme.grants(role);
  for (const PermissionIndex index : grants.own.list()) {
    const Permission& permission = scheme.at(index);
    for (const std::string& atom : permission.means) {
      Held& held = atoms[atom];
      if (grants.any.has(index)) held.reach = Reach::Any;
      held.permissions.push_back(permission.label.in());
    }
  }
  return atoms;
}

std::set<std::string> all_atoms(const CompiledScheme& scheme) {
  std::set<std::string> atoms;
  for (const Permission& permission : scheme.definition().permissions) {
    atoms.insert(permission.means.begin(), permission.means.end());
  }
  return atoms;
}

/// Atoms of which `more` has a farther reach than `less`.
std::vector<AtomChange> beyond(const Atoms& more, const Atoms& less) {
  std::vector<AtomChange> changes;
  for (const auto& [atom, held] : more) {
    const auto other = less.find(atom);
    if (other != less.end() && other->second.reach >= held.reach) continue;
    AtomChange change;
    change.atom = atom;
    if (other != less.end()) change.before = other->second.reach;
    change.after = held.reach;
    change.permissions = held.permissions;
    changes.push_back(std::move(change));
  }
  return changes;
}

RoleDiff compare(const CompiledScheme& before, RoleIndex was, const CompiledScheme& after, RoleIndex is,
                 const std::set<std::string>& known) {
  RoleDiff out;
  out.role = before.at(was).id;
  out.before = before.at(was).label.in();
  out.after = after.at(is).label.in();
  const Atoms had = atoms_of(before, was);
  const Atoms has = atoms_of(after, is);
  out.gained = beyond(has, had);
  for (AtomChange& change : out.gained) change.is_new = known.count(change.atom) == 0;
  out.lost = beyond(had, has);
  for (AtomChange& change : out.lost) std::swap(change.before, change.after);
  return out;
}

OneSided describe(const Permission& permission) {
  return {permission.id.text, permission.label.in(), permission.means};
}

OneSided describe(const CompiledScheme& scheme, RoleIndex role) {
  OneSided out{scheme.at(role).id.text, scheme.at(role).label.in(), {}};
  for (const auto& [atom, held] : atoms_of(scheme, role)) {
    out.atoms.push_back(held.reach == Reach::Own ? atom + " (own)" : atom);
  }
  return out;
}

std::vector<SettingChange> compare_settings(const CompiledScheme& before, const CompiledScheme& after) {
  const auto said_elsewhere = [](const std::string& key) {
    for (const std::string_view prefix : {"scheme.", "permissions.", "roles."}) {
      if (key.compare(0, prefix.size(), prefix) == 0) return true;
    }
    return false;
  };
  std::map<std::string, SettingChange> changes;
  for (const auto& [key, value] : flat_settings(before.definition())) changes[key].before = value;
  for (const auto& [key, value] : flat_settings(after.definition())) changes[key].after = value;
  std::vector<SettingChange> out;
  for (auto& [key, change] : changes) {
    if (change.before == change.after || said_elsewhere(key)) continue;
    change.key = key;
    out.push_back(std::move(change));
  }
  return out;
}

std::string joined(const std::vector<std::string>& parts) {
  std::string out;
  for (const std::string& part : parts) out += (out.empty() ? "" : ", ") + part;
  return out;
}

void print(std::string& out, std::string_view heading, char sign, const std::vector<OneSided>& items) {
  for (const OneSided& item : items) {
    out += std::string("  ") + sign + " " + std::string(heading) + " " + item.id;
    if (item.label != item.id) out += " \"" + item.label + "\"";
    if (!item.atoms.empty()) out += ": " + joined(item.atoms);
    out += "\n";
  }
}

/// One line for each permission, with the atoms that come by it.
void print(std::string& out, char sign, const std::vector<AtomChange>& changes) {
  std::vector<std::pair<std::string, std::string>> lines;
  for (const AtomChange& change : changes) {
    std::string atom = change.atom;
    if (change.before.has_value() && change.after.has_value()) {
      atom += *change.after == Reach::Any ? " (own → any)" : " (any → own)";
    } else if (change.before.value_or(Reach::Any) == Reach::Own || change.after.value_or(Reach::Any) == Reach::Own) {
      atom += " (own)";
    }
    if (change.is_new) atom += " (new)";
    const std::string words = joined(change.permissions);
    const auto line = std::find_if(lines.begin(), lines.end(), [&](const auto& it) { return it.first == words; });
    if (line == lines.end()) {
      lines.emplace_back(words, atom);
    } else {
      line->second += ", " + atom;
    }
  }
  for (const auto& line : lines) out += std::string("    ") + sign + " " + line.first + ": " + line.second + "\n";
}

}  // namespace

bool SchemeDiff::empty() const {
  return permissions_added.empty() && permissions_removed.empty() && roles_added.empty() && roles_removed.empty() &&
         roles.empty() && settings.empty();
}

SchemeDiff diff(const CompiledScheme& before, const CompiledScheme& after) {
  SchemeDiff out;
  out.before = before.id() + " " + before.version();
  out.after = after.id() + " " + after.version();
  for (const Permission& permission : after.definition().permissions) {
    if (!before.permission(permission.id.text)) out.permissions_added.push_back(describe(permission));
  }
  for (const Permission& permission : before.definition().permissions) {
    if (!after.permission(permission.id.text)) out.permissions_removed.push_back(describe(permission));
  }
  const std::set<std::string> known = all_atoms(before);
  for (std::size_t i = 0; i < before.definition().roles.size(); ++i) {
    const RoleIndex was{static_cast<std::uint16_t>(i)};
    const auto is = after.role(before.at(was).id.text);
    if (!is) {
      out.roles_removed.push_back(describe(before, was));
      continue;
    }
    RoleDiff change = compare(before, was, after, *is, known);
    if (!change.gained.empty() || !change.lost.empty()) out.roles.push_back(std::move(change));
  }
  for (std::size_t i = 0; i < after.definition().roles.size(); ++i) {
    const RoleIndex is{static_cast<std::uint16_t>(i)};
    if (!before.role(after.at(is).id.text)) out.roles_added.push_back(describe(after, is));
  }
  out.settings = compare_settings(before, after);
  return out;
}

std::string to_text(const SchemeDiff& diff) {
  std::string out = diff.before + " → " + diff.after + "\n";
  if (diff.empty()) return out + "no difference\n";
  if (!diff.roles.empty()) out += "\nroles that change\n";
  for (const RoleDiff& role : diff.roles) {
    out += "  " + role.role.text;
    if (role.after != role.role.text) out += " (now \"" + role.after + "\")";
    out += "\n";
    print(out, '+', role.gained);
    print(out, '-', role.lost);
  }
  if (!diff.roles_added.empty() || !diff.roles_removed.empty()) out += "\nroles that only one has\n";
  print(out, "role", '+', diff.roles_added);
  print(out, "role", '-', diff.roles_removed);
  if (!diff.permissions_added.empty() || !diff.permissions_removed.empty()) out += "\npermissions that only one has\n";
  print(out, "permission", '+', diff.permissions_added);
  print(out, "permission", '-', diff.permissions_removed);
  if (!diff.settings.empty()) out += "\nother keys\n";
  for (const SettingChange& setting : diff.settings) {
    out += "  " + setting.key + ": " + (setting.before.empty() ? "–" : setting.before) + " → " +
           (setting.after.empty() ? "–" : setting.after) + "\n";
  }
  return out;
}

}  // namespace remit::scheme
