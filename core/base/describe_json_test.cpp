#include "core/base/describe_json.h"

#include <doctest/doctest.h>

#include "core/base/json.h"

namespace remit::describe_json_test {

enum class Reach { Own, Any, StepsOnly };
BOOST_DESCRIBE_ENUM(Reach, Own, Any, StepsOnly)

struct Membership {
  RoleId role;
  Reach reach = Reach::Own;
  bool operator==(const Membership&) const = default;
};
BOOST_DESCRIBE_STRUCT(Membership, (), (role, reach))

struct CreateUser {
  static constexpr std::string_view kType = "create-user";
  static constexpr std::array<std::string_view, 1> kOptional{"language"};
  std::string email;
  std::string language = "en";
  std::optional<std::string> note;
  std::vector<Membership> roles;
  std::map<FieldId, std::string> fields;
  bool operator==(const CreateUser&) const = default;
};
BOOST_DESCRIBE_STRUCT(CreateUser, (), (email, language, note, roles, fields))

struct Lock {
  static constexpr std::string_view kType = "lock";
  UserId user;
  Time until;
  Duration after;
  bool operator==(const Lock&) const = default;
};
BOOST_DESCRIBE_STRUCT(Lock, (), (user, until, after))

struct Numbers {
  std::int32_t small = 0;
  std::uint32_t positive = 0;
  std::int64_t wide = 0;
  Epoch epoch;
  std::set<std::string> set;
  bool operator==(const Numbers&) const = default;
};
BOOST_DESCRIBE_STRUCT(Numbers, (), (small, positive, wide, epoch, set))

struct Marked : Membership {
  bool marked = false;
};
BOOST_DESCRIBE_STRUCT(Marked, (Membership), (marked))

using Command = std::variant<CreateUser, Lock>;

namespace {

template <class T>
Result<T> read(std::string_view text) {
  auto value = parse_json(text);
  REQUIRE(value.ok());
  return from_json<T>(*value);
}

template <class T>
std::string refused(std::string_view text) {
  const auto result = read<T>(text);
  return result.ok() ? "taken" : result.error().rule + " " + result.error().field;
}

TEST_CASE("a struct reads back from what it wrote") {
  const CreateUser user{
      "a@b.example", "de", "new", {{{"clerk"}, Reach::StepsOnly}, {{"chief"}, Reach::Any}}, {{{"city"}, "Köln"}}};
  const std::string text = to_canonical_json(to_json(user));
  CHECK(text == R"({"email":"a@b.example","fields":{"city":"Köln"},"language":"de","note":"new",)"
                R"("roles":[{"reach":"steps-only","role":"clerk"},{"reach":"any","role":"chief"}]})");
  CHECK(*read<CreateUser>(text) == user);
}

TEST_CASE("optional members may be absent or null, and are left out when empty") {
  const auto user = read<CreateUser>(R"({"email":"a@b.example","roles":[],"fields":{},"note":null})");
  REQUIRE(user.ok());
  CHECK(user->language == "en");
  CHECK_FALSE(user->note.has_value());
  CHECK(to_canonical_json(to_json(*user)) == R"({"email":"a@b.example","fields":{},"language":"en","roles":[]})");
}

TEST_CASE("[T8] a key that nobody asked for is refused, at any depth") {
  CHECK(refused<CreateUser>(R"({"email":"a@b.example","roles":[],"fields":{},"admin":true})") == "unknown-field admin");
  CHECK(refused<CreateUser>(
            R"({"email":"","roles":[{"role":"a","reach":"own"},{"role":"b","reach":"own","from":1}],"fields":{}})") ==
        "unknown-field roles[1].from");
  CHECK(refused<CreateUser>(R"({"type":"create-user","email":"","roles":[],"fields":{}})") == "unknown-field type");
}

TEST_CASE("a key that is missing is named") {
  CHECK(refused<CreateUser>(R"({"roles":[],"fields":{}})") == "missing-field email");
  CHECK(refused<CreateUser>(R"({"email":"","roles":[{"reach":"own"}],"fields":{}})") == "missing-field roles[0].role");
}

TEST_CASE("a value of another kind is refused with its path") {
  CHECK(refused<CreateUser>(R"([])") == "wrong-type ");
  CHECK(refused<CreateUser>(R"({"email":1,"roles":[],"fields":{}})") == "wrong-type email");
  CHECK(refused<CreateUser>(R"({"email":["a@b.example","c@d.example"],"roles":[],"fields":{}})") == "wrong-type email");
  CHECK(refused<CreateUser>(R"({"email":"","language":null,"roles":[],"fields":{}})") == "wrong-type language");
  CHECK(refused<CreateUser>(R"({"email":"","roles":[{"role":"a","reach":"Own"}],"fields":{}})") ==
        "unknown-value roles[0].reach");
  CHECK(refused<CreateUser>(R"({"email":"","roles":[],"fields":{"city":7}})") == "wrong-type fields.city");
}

TEST_CASE("a path in front of the text stands in front of the field") {
  const auto value = parse_json(R"({"role":"a"})");
  const auto result = from_json<Membership>(*value, "roles[2]");
  REQUIRE_FALSE(result.ok());
  CHECK(result.error().field == "roles[2].reach");
}

TEST_CASE("numbers out of the range of their member are refused") {
  const Numbers numbers{-1, 4'294'967'295, 9'223'372'036'854'775'807, {17}, {"b", "a"}};
  const std::string text = to_canonical_json(to_json(numbers));
  CHECK(text == R"({"epoch":"17","positive":4294967295,"set":["a","b"],"small":-1,"wide":9223372036854775807})");
  CHECK(*read<Numbers>(text) == numbers);
  CHECK(refused<Numbers>(R"({"small":2147483648,"positive":0,"wide":0,"epoch":"1","set":[]})") == "out-of-range small");
  CHECK(refused<Numbers>(R"({"small":0,"positive":-1,"wide":0,"epoch":"1","set":[]})") == "out-of-range positive");
  CHECK(refused<Numbers>(R"({"small":0,"positive":0,"wide":0,"epoch":"-1","set":[]})") == "not-a-token epoch");
  CHECK(refused<Numbers>(R"({"small":0,"positive":0,"wide":0,"epoch":"1","set":["a","a"]})") ==
        "duplicate-item set[1]");
}

TEST_CASE("one of several structs is told by its type") {
  const Command lock = Lock{UserId{make_uuid_v7(Time{1}, {})}, Time{0}, minutes(30)};
  const std::string text = to_canonical_json(to_json(lock));
  CHECK(
      text ==
      R"({"after":"30m","type":"lock","until":"1970-01-01T00:00:00.000Z","user":"00000000-0001-7000-8000-000000000000"})");
  CHECK(*read<Command>(text) == lock);
  CHECK(refused<Command>(R"({"user":"x"})") == "missing-field type");
  CHECK(refused<Command>(R"({"type":"drop"})") == "unknown-value type");
  CHECK(refused<Command>(R"({"type":1})") == "wrong-type type");
  CHECK(refused<Command>(R"({"type":"lock","user":"x","until":"","after":"1h"})") == "not-an-id user");
  CHECK(refused<Command>(
            R"({"type":"lock","user":"00000000-0001-7000-8000-000000000000","until":"soon","after":"1h"})") ==
        "not-a-time until");
  CHECK(refused<Command>(R"({"type":"lock","email":"","roles":[],"fields":{}})") == "unknown-field email");
}

TEST_CASE("members of a base struct are members") {
  const auto marked = read<Marked>(R"({"role":"a","reach":"any","marked":true})");
  REQUIRE(marked.ok());
  CHECK(marked->marked);
  CHECK(marked->reach == Reach::Any);
}

TEST_CASE("a schema says the same as the reader") {
  CHECK(to_canonical_json(json_schema<Membership>()) ==
        R"({"additionalProperties":false,"properties":{"reach":{"enum":["own","any","steps-only"],"type":"string"},)"
        R"("role":{"type":"string"}},"required":["role","reach"],"type":"object"})");
  const std::string user = to_canonical_json(json_schema<CreateUser>());
  CHECK(user.find(R"("required":["email","roles","fields"])") != std::string::npos);
  const std::string command = to_canonical_json(json_schema<Command>());
  CHECK(command.find(R"("type":{"const":"lock"})") != std::string::npos);
  CHECK(command.find(R"("required":["type","user","until","after"])") != std::string::npos);
}

}  // namespace
}  // namespace remit::describe_json_test
