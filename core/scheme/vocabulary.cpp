#include "core/scheme/vocabulary.h"

#include <algorithm>
#include <array>

namespace remit::scheme {
namespace {

constexpr std::array kAtoms{
    Atom{"api-credential:manage", "manage API credentials"},
    Atom{"capability:manage", "manage capabilities of account holders"},
    Atom{"credential:reset", "reset passwords and second factors"},
    Atom{"currency:configure", "configure currencies"},
    Atom{"customer:import", "import customers"},
    Atom{"customer:manage", "manage customers"},
    Atom{"customer:view", "view customers"},
    Atom{"dashboard:view", "view the dashboard"},
    Atom{"data:view", "view data"},
    Atom{"email:configure", "configure e-mail notifications"},
    Atom{"invoice:cancel", "cancel invoices"},
    Atom{"invoice:create", "create invoices"},
    Atom{"invoice:delete", "delete invoices"},
    Atom{"invoice:pay", "pay invoices"},
    Atom{"invoice:refund", "refund invoices"},
    Atom{"legal-entity:manage", "manage legal entities and account holders"},
    Atom{"location:configure", "configure locations"},
    Atom{"merchant:configure", "change settings of the merchant account"},
    Atom{"merchant:view", "view merchant details"},
    Atom{"message-body:view", "read the text of messages"},
    Atom{"message:send", "send messages"},
    Atom{"order:manage", "manage orders"},
    Atom{"order:view", "view orders"},
    Atom{"payment-link:create", "create payment links"},
    Atom{"payment-method:configure", "configure payment methods"},
    Atom{"payment:create", "take payments"},
    Atom{"payment:manage", "pay for the account and manage its billing"},
    Atom{"payment:view", "view payments"},
    Atom{"payout:configure", "configure payouts"},
    Atom{"pii:view", "view personal data"},
    Atom{"plan:create", "create payment plans"},
    Atom{"plan:customise", "customise payment plans"},
    Atom{"pricing:view", "view prices"},
    Atom{"product:manage", "manage products"},
    Atom{"product:view", "view products"},
    Atom{"profile:list", "list profiles"},
    Atom{"profile:view", "view profiles"},
    Atom{"refund:authorise", "authorise refunds"},
    Atom{"report:schedule", "generate and schedule reports"},
    Atom{"report:view", "view reports"},
    Atom{"sweep:manage", "manage sweeps"},
    Atom{"transfer:initiate", "initiate transfers"},
    Atom{"transfer:view", "view transfers"},
    Atom{"user:manage", "manage users"},
    Atom{"webhook:manage", "manage webhooks"},
};

}  // namespace

std::span<const Atom> vocabulary() {
  return kAtoms;
}

const Atom* find_atom(std::string_view id) {
  const auto found = std::lower_bound(kAtoms.begin(), kAtoms.end(), id,
                                      [](const Atom& atom, std::string_view wanted) { return atom.id < wanted; });
  return found != kAtoms.end() && found->id == id ? &*found : nullptr;
}

}  // namespace remit::scheme
