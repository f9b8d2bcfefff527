#pragma once
// Roles of `adyen-platform` that the rules are tried with: there one gives only what one has.

#include "core/base/ids.h"

namespace remit::test {

inline const RoleId kBase{"balance_platform_base"};
inline const RoleId kGroupsManager{"manage_account_groups"};
inline const RoleId kMerchantAdmin{"merchant_admin"};
inline const RoleId kTestCards{"manage_test_cards"};
inline const RoleId kThemes{"manage_themes"};
inline const RoleId kTickets{"support_tickets"};
inline const RoleId kUserManagement{"merchant_user_management"};

}  // namespace remit::test
