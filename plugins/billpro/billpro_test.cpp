#include <doctest/doctest.h>

#include "plugins/scheme_file.h"

namespace remit::plugins {
namespace {

using scheme::SchemePtr;

TEST_CASE("the matrix has the cells of BillPro's page") {
  const SchemePtr s = scheme_file("billpro");
  struct Row {
    const char* permission;
    const char* admin;
    const char* normal;
    const char* restricted;
    const char* accountant;
  };
  for (const Row& row : {
           Row{"merchant.details", "Y", "-", "-", "-"},
           Row{"currency.configure", "Y", "-", "-", "-"},
           Row{"user.create", "Y", "-", "-", "-"},
           Row{"product.view", "Y", "Y", "Y", "Y"},
           Row{"product.manage", "Y", "-", "-", "-"},
           Row{"customer.manage", "Y", "Y", "own", "-"},
           Row{"customer.import", "Y", "-", "-", "-"},
           Row{"order.manage", "Y", "Y", "own", "-"},
           Row{"refund.authorise", "Y", "Y", "-", "-"},
           Row{"payment.view", "Y", "Y", "-", "Y"},
           Row{"dashboard.reports", "Y", "Y", "-", "Y"},
       }) {
    CAPTURE(row.permission);
    CHECK(cell(*s, row.permission, "admin_user") == row.admin);
    CHECK(cell(*s, row.permission, "normal_user") == row.normal);
    CHECK(cell(*s, row.permission, "restricted_user") == row.restricted);
    CHECK(cell(*s, row.permission, "accountant_user") == row.accountant);
  }
}

TEST_CASE("payment links come from the flag alone") {
  const SchemePtr s = scheme_file("billpro");
  const auto granting = s->roles_granting(*s->permission("payment_link.create"), scheme::Reach::Own);
  REQUIRE(granting.size() == 1);
  CHECK(s->at(granting[0]).id.text == "payment_link");
}

TEST_CASE("nobody is ever removed from BillPro") {
  const SchemePtr s = scheme_file("billpro");
  CHECK(s->command("remove") == nullptr);
  CHECK(s->command("deactivate") != nullptr);
  CHECK(s->command("reactivate") != nullptr);
}

}  // namespace
}  // namespace remit::plugins
