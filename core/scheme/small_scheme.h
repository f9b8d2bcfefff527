#pragma once
// For tests: the smallest scheme that lint has nothing to say about, and how to break it.

#include <string>
#include <string_view>

#include "core/base/error.h"

namespace remit::scheme {

inline constexpr std::string_view kSmallScheme = R"([scheme]
id = "small"
version = "1"
title = "Small"

[permissions."user.manage"]
label = "Manage users"
means = ["user:manage"]

[permissions."order.view"]
label = "View orders"
means = ["order:view"]

[roles.reader]
label = "Reader"
group = "role"
grants = ["order.view"]

[roles.admin]
label = "Admin"
group = "role"
includes = ["reader"]
grants = ["user.manage"]

[groups.role]
label = "Role"
min = 1
max = 1

[scopes.kinds.root]
label = "Organisation"

[commands.create-user]
needs = "user.manage"
sends = ["invite"]

[commands.edit-user]
needs = "user.manage"
sends = ["address"]

[commands.give]
needs = "user.manage"

[commands.resend]
needs = "user.manage"
in_states = ["invited"]

[commands.deactivate]
needs = "user.manage"
in_states = ["active"]
to = "off"

[commands.reactivate]
needs = "user.manage"
in_states = ["off"]

[commands.sign-in]
offered_to = ["self"]

[commands.redeem]
offered_to = ["self"]

[lifecycle]
start = "invited"
steps = ["verify-email", "set-password"]

[lifecycle.states.invited]
label = "Invited"
may_sign_in = "steps-only"
when_steps_complete = "active"

[lifecycle.states.active]
label = "Active"
may_act = true
may_sign_in = "yes"

[lifecycle.states.off]
label = "Deactivated"
allows_links = false

[links.invite]
completes = ["verify-email", "set-password"]
lifetime = "7d"

[links.address]
completes = ["verify-email"]
lifetime = "1d"
when_expired = "edit-user"

[fields.email]
label = "E-mail"
kind = "email"
required = true
unique = "organisation"
signs_in = true
shown_as_name = true

[presentation]
product = "Small portal"
list_title = "Users"
create_button = "New user"
columns = [{ shows = "email", label = "E-mail" }]
)";

/// kSmallScheme with the one place that reads `from` replaced.
inline std::string small_scheme_with(std::string_view from, std::string_view to) {
  std::string text(kSmallScheme);
  const std::size_t at_place = text.find(from);
  REMIT_ASSERT(at_place != std::string::npos, "a test names a part of the small scheme");
  return text.replace(at_place, from.size(), to);
}

}  // namespace remit::scheme
