#include "core/scheme/compiled.h"

#include <doctest/doctest.h>

#include "core/scheme/scheme.h"
#include "core/scheme/small_scheme.h"

namespace remit::scheme {
namespace {

SchemePtr compiled(std::string_view text) {
  auto scheme = load_or_error(text);
  REQUIRE(scheme.ok());
  return std::move(scheme).value();
}

TEST_CASE("a role grants what it includes, and any contains own") {
  const SchemePtr s = compiled(small_scheme_with("grants = [\"order.view\"]", "grants_own = [\"order.view\"]"));
  const auto view = *s->permission("order.view");
  const auto manage = *s->permission("user.manage");
  const CompiledRole& reader = s->grants(*s->role("reader"));
  const CompiledRole& admin = s->grants(*s->role("admin"));
  CHECK_FALSE(reader.any.has(view));
  CHECK(reader.own.has(view));
  CHECK(admin.own.has(view));
  CHECK_FALSE(admin.any.has(view));
  CHECK(admin.any.has(manage));
  CHECK(admin.own.has(manage));
  CHECK(admin.own.contains(reader.own));
  CHECK_FALSE(reader.own.contains(admin.own));
}

TEST_CASE("the witness of a grant is the way of inclusion to the line that grants it") {
  const SchemePtr s = compiled(kSmallScheme);
  const auto way = s->witness(*s->role("admin"), *s->permission("order.view"), Reach::Any);
  REQUIRE(way.size() == 2);
  CHECK(s->at(way[0]).id.text == "admin");
  CHECK(s->at(way[1]).id.text == "reader");
  CHECK(s->witness(*s->role("admin"), *s->permission("user.manage"), Reach::Own).size() == 1);
  CHECK(s->witness(*s->role("reader"), *s->permission("user.manage"), Reach::Own).empty());
}

TEST_CASE("an own grant is no witness for any") {
  const SchemePtr s = compiled(small_scheme_with("grants = [\"order.view\"]", "grants_own = [\"order.view\"]"));
  CHECK(s->witness(*s->role("reader"), *s->permission("order.view"), Reach::Any).empty());
  CHECK(s->witness(*s->role("reader"), *s->permission("order.view"), Reach::Own).size() == 1);
}

TEST_CASE("look-ups know what there is and what is not") {
  const SchemePtr s = compiled(kSmallScheme);
  CHECK(s->role("admin").has_value());
  CHECK_FALSE(s->role("Admin").has_value());
  CHECK_FALSE(s->permission("").has_value());
  CHECK(s->command("give") != nullptr);
  CHECK(s->command("remove") == nullptr);
  CHECK(s->state("off")->value == 2);
  CHECK(s->link(PurposeId{"invite"})->lifetime == days(7));
  CHECK(s->group(GroupId{"role"})->max == 1);
  CHECK(s->sign_in_field().id.text == "email");
  CHECK(&s->name_field() == &s->email_field());
  CHECK(s->root_kind().id.text == "root");
  CHECK(s->roles_granting(*s->permission("order.view"), Reach::Any).size() == 2);
}

TEST_CASE("a set of permissions counts, lists and takes away across its words") {
  PermissionSet set;
  set.add({0});
  set.add({63});
  set.add({64});
  set.add({511});
  CHECK(set.count() == 4);
  REQUIRE(set.list().size() == 4);
  CHECK(set.list()[3].value == 511);
  PermissionSet other;
  other.add({64});
  CHECK(set.contains(other));
  set.remove_all(other);
  CHECK(set.count() == 3);
  CHECK_FALSE(set.contains(other));
  CHECK(PermissionSet{}.empty());
}

TEST_CASE("a definition made by hand is held to the same rules as a file") {
  Definition definition = compiled(kSmallScheme)->definition();
  CHECK(CompiledScheme::compile(definition, "by hand").ok());
  definition.roles[0].grants.push_back(PermissionId{"nothing"});
  const auto refused = CompiledScheme::compile(definition, "by hand");
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.error().rule == "scheme-unknown-permission");
  CHECK(refused.error().field == "roles[0].grants[1]");
}

}  // namespace
}  // namespace remit::scheme
