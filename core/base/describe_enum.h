#pragma once
// Names of enumerators from Boost.Describe metadata: `ScopeGroup` is `scope-group` in JSON, CLI and documents.

#include <array>
#include <boost/describe/enum.hpp>
#include <boost/describe/enumerators.hpp>
#include <boost/mp11/algorithm.hpp>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

namespace remit {

/// `StepsOnly` → `steps-only`.
[[nodiscard]] std::string kebab_case(std::string_view pascal_case);

template <class E>
concept DescribedEnum = std::is_enum_v<E> && boost::describe::has_describe_enumerators<E>::value;

namespace enum_detail {

struct Entry {
  std::int64_t value;
  const char* name;
};

template <DescribedEnum E>
[[nodiscard]] constexpr auto entries() {
  std::array<Entry, boost::mp11::mp_size<boost::describe::describe_enumerators<E>>::value> all{};
  std::size_t count = 0;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>([&](auto enumerator) {
    all[count++] = {static_cast<std::int64_t>(enumerator.value), enumerator.name};
  });
  return all;
}
template <DescribedEnum E>
inline constexpr auto kEntries = entries<E>();

[[nodiscard]] std::string name_of(const Entry* entries, std::size_t count, std::int64_t value);
[[nodiscard]] const Entry* find(const Entry* entries, std::size_t count, std::string_view name);

}  // namespace enum_detail

/// The name of one of the enumerators. A value that is none of them yields "": only a cast can make it.
template <DescribedEnum E>
[[nodiscard]] std::string enum_name(E value) {
  const auto& all = enum_detail::kEntries<E>;
  return enum_detail::name_of(all.data(), all.size(), static_cast<std::int64_t>(value));
}

/// The enumerator of that name, if there is one. Case matters.
template <DescribedEnum E>
[[nodiscard]] std::optional<E> enum_from_name(std::string_view name) {
  const auto& all = enum_detail::kEntries<E>;
  const enum_detail::Entry* const found = enum_detail::find(all.data(), all.size(), name);
  if (found == nullptr) return std::nullopt;
  return static_cast<E>(found->value);
}

/// Calls `f(value, name)` for each enumerator in the order described.
template <DescribedEnum E, class F>
void for_each_enumerator(F f) {
  for (const enum_detail::Entry& entry : enum_detail::kEntries<E>) {
    f(static_cast<E>(entry.value), kebab_case(entry.name));
  }
}

}  // namespace remit
