#include "core/base/ids.h"

#include <doctest/doctest.h>

#include <type_traits>
#include <unordered_set>

namespace remit {
namespace {

TEST_CASE("a version 7 id is the example of RFC 9562, appendix A.6") {
  const Uuid id = make_uuid_v7(Time{0x017F22E279B0}, {0x0C, 0xC3, 0x18, 0xC4, 0xDC, 0x0C, 0x0C, 0x07, 0x39, 0x8F});
  CHECK(to_string(id) == "017f22e2-79b0-7cc3-98c4-dc0c0c07398f");
}

TEST_CASE("an id reads back from its text in either case") {
  const auto lower = parse_uuid("017f22e2-79b0-7cc3-98c4-dc0c0c07398f");
  const auto upper = parse_uuid("017F22E2-79B0-7CC3-98C4-DC0C0C07398F");
  REQUIRE(lower.ok());
  REQUIRE(upper.ok());
  CHECK(*lower == *upper);
  CHECK(to_string(*upper) == "017f22e2-79b0-7cc3-98c4-dc0c0c07398f");
}

TEST_CASE("ids made later are greater") {
  CHECK(make_uuid_v7(Time{1000}, {0xff, 0xff, 0xff}) < make_uuid_v7(Time{1001}, {}));
}

TEST_CASE("text that is not an id is refused") {
  for (const char* text : {"", "1", "017f22e2-79b0-7cc3-98c4-dc0c0c07398", "017f22e2-79b0-7cc3-98c4-dc0c0c07398fa",
                           "017f22e2079b0-7cc3-98c4-dc0c0c07398f", "017f22e2-79b0-7cc3-98c4-dc0c0c07398g",
                           "{17f22e2-79b0-7cc3-98c4-dc0c0c07398}"}) {
    CAPTURE(text);
    const auto id = parse_uuid(text);
    REQUIRE_FALSE(id.ok());
    CHECK(id.error().code == Code::Invalid);
    CHECK(id.error().rule == "not-an-id");
  }
}

TEST_CASE("ids of different kinds do not convert") {
  CHECK_FALSE(std::is_convertible_v<UserId, OrgId>);
  CHECK_FALSE(std::is_convertible_v<RoleId, PermissionId>);
}

TEST_CASE("ids that are counted up hash apart") {
  std::unordered_set<std::size_t> seen;
  for (std::uint8_t i = 0; i < 200; ++i) {
    seen.insert(std::hash<Uuid>{}(make_uuid_v7(Time{1}, {0, 0, 0, 0, 0, 0, 0, 0, 0, i})) & 0xffff);
  }
  CHECK(seen.size() > 190);
}

}  // namespace
}  // namespace remit
