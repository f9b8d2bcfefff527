#pragma once
// Names of enumerators from Boost.Describe metadata: `ScopeGroup` is `scope-group` in JSON, CLI and documents.

#include <boost/describe/enum.hpp>
#include <boost/describe/enumerators.hpp>
#include <boost/mp11/algorithm.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

namespace remit {

/// `StepsOnly` → `steps-only`.
[[nodiscard]] std::string kebab_case(std::string_view pascal_case);

template <class E>
concept DescribedEnum = std::is_enum_v<E> && boost::describe::has_describe_enumerators<E>::value;

/// The name of one of the enumerators. A value that is none of them yields "": only a cast can make it.
template <DescribedEnum E>
[[nodiscard]] std::string enum_name(E value) {
  std::string name;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>([&](auto enumerator) {
    if (enumerator.value == value) name = kebab_case(enumerator.name);
  });
  return name;
}

/// The enumerator of that name, if there is one. Case matters.
template <DescribedEnum E>
[[nodiscard]] std::optional<E> enum_from_name(std::string_view name) {
  std::optional<E> found;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>([&](auto enumerator) {
    if (kebab_case(enumerator.name) == name) found = enumerator.value;
  });
  return found;
}

/// Calls `f(value, name)` for each enumerator in the order described.
template <DescribedEnum E, class F>
void for_each_enumerator(F f) {
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>(
      [&](auto enumerator) { f(E(enumerator.value), kebab_case(enumerator.name)); });
}

}  // namespace remit
