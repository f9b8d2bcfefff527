#include "plugins/demo/places.h"

#include <array>

namespace remit::demo {

namespace {

constexpr std::array kProfiles{
    Node{"Lumen Flights", "profile"},
    Node{"Lumen Hotels", "profile"},
    Node{"Lumen Rail", "profile"},
};
constexpr std::array kProfileJobs{
    Job{"normal_user", 40},
    Job{"normal_user payment_link", 16},
    Job{"restricted_user", 22},
    Job{"accountant_user", 14},
    Job{"admin_user", 5, Reaches::Everywhere},
    Job{"admin_user api_access", 4, Reaches::Everywhere},
};

constexpr std::array kAccounts{
    Node{"AegeanBoats_ECOM", "merchant"},
    Node{"AegeanBoats_POS", "merchant"},
    Node{"AegeanBoats_Charter", "merchant"},
    Node{"AegeanBoats_Platform", "platform_account", 0},
    Node{"AegeanBoats_Marina", "platform_account", 2},
};
constexpr std::array kAccountJobs{
    Job{"view_transfers view_bank_transfers download_letter generate_reports", 22},
    Job{"balance_platform_base support_tickets view_transfers", 20},
    Job{"balance_platform_base manage_holders manage_capabilities view_pii", 16},
    Job{"technical_integrator manage_api_credentials manage_test_cards", 12},
    Job{"balance_platform_base view_transfers initiate_transfers initiate_internal_transfers manage_sweeps", 8},
    Job{"balance_platform_base manage_themes", 6},
    Job{"balance_platform_base download_tax_form change_payout_schedule", 6},
    Job{"merchant_user_management support_tickets", 4},
    Job{"merchant_admin balance_platform_admin", 4, Reaches::Everywhere},
};

constexpr std::array kEntities{
    Node{"Nordwind Retail", "division"},
    Node{"Nordwind Travel", "division"},
    Node{"Nordwind Food", "division"},
    Node{"Nordwind Fashion", "merchant", 0},
    Node{"Nordwind Outdoor", "merchant", 0},
    Node{"Fjordline Tickets", "merchant", 1},
    Node{"Ferienhaus Nord", "merchant", 1},
    Node{"Hafenmarkt", "merchant", 2},
    Node{"fashion.nordwind.example", "channel", 3},
    Node{"Fashion, Hamburg store", "channel", 3},
    Node{"outdoor.nordwind.example", "channel", 4},
    Node{"Outdoor app", "channel", 4},
    Node{"Tickets online", "channel", 5},
    Node{"Tickets, harbour kiosks", "channel", 5},
    Node{"Bookings by telephone", "channel", 6},
    Node{"Bookings online", "channel", 6},
    Node{"Click and collect", "channel", 7},
    Node{"Market hall tills", "channel", 7},
};
constexpr std::array kEntityJobs{
    Job{"operator send", 30},
    Job{"call_center motto", 18},
    Job{"call_center_restricted motto", 12},
    Job{"analysis send", 12},
    Job{"accounting_global send", 8, Reaches::Everywhere},
    Job{"account_access send", 12},
    Job{"administrator send", 8},
    Job{"operator web_api", 3, Reaches::Some, true},
    Job{"operator oauth_app", 2, Reaches::Some, true},
    Job{"accounting_global automation", 2, Reaches::Everywhere, true},
};

constexpr std::array kSubAccounts{
    Node{"Harbor_Main", "sub_account"}, Node{"Harbor_OTP", "sub_account"},   Node{"Harbor_Europe", "sub_account"},
    Node{"Harbor_Asia", "sub_account"}, Node{"Harbor_Latam", "sub_account"}, Node{"Harbor_Test", "sub_account"},
};
constexpr std::array kSubAccountJobs{
    Job{"user sms", 20},
    Job{"user sms message_body chat", 16},
    Job{"user sms chat reports", 14},
    Job{"user voice reports", 10},
    Job{"admin sms chat voice reports", 8, Reaches::Everywhere},
};

constexpr std::array kPractices{
    Node{"Kestrel Dental Harbour", "practice", -1, "custom_initial_payment instalment_ranges"},
    Node{"Kestrel Dental Mill Lane", "practice", -1, "minimum_initial"},
    Node{"Kestrel Dental Old Town", "practice"},
    Node{"Kestrel Orthodontics", "practice", -1, "custom_initial_payment"},
};
constexpr std::array kPracticeJobs{
    Job{"read", 28},
    Job{"create", 40},
    Job{"write", 22},
    Job{"admin", 8, Reaches::Everywhere},
};

constexpr std::array kPlaces{
    Place{"billpro", "Lumen Travel", "lumen.example", 168},
    Place{"billpro-profiles", "Lumen Group", "lumengroup.example", 60, kProfiles, kProfileJobs},
    Place{"adyen-platform", "Aegean Boats", "aegeanboats.example", 80, kAccounts, kAccountJobs},
    Place{"aci-merchant-portal", "Nordwind Group", "nordwind.example", 120, kEntities, kEntityJobs},
    Place{"wavecell-portal", "Harbor SMS", "harborsms.example", 29, kSubAccounts, kSubAccountJobs},
    Place{"icorepay", "Kestrel Dental", "kestrel.example", 64, kPractices, kPracticeJobs},
};

}  // namespace

std::span<const Place> places() {
  return kPlaces;
}

}  // namespace remit::demo
