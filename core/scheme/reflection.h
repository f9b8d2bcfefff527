#pragma once
// What reading, the document and the JSON Schema ask of a described struct. Private to this target; include it in .cpp
// files only.

#include <boost/describe/members.hpp>
#include <boost/mp11/algorithm.hpp>
#include <optional>
#include <string_view>
#include <type_traits>

#include "core/base/describe_enum.h"
#include "core/scheme/definition.h"

namespace remit::scheme {

template <class T>
concept DescribedStruct = std::is_class_v<T> && boost::describe::has_describe_members<T>::value;

template <class T>
constexpr bool is_std_optional = false;
template <class T>
constexpr bool is_std_optional<std::optional<T>> = true;

/// The member that names a thing, by which a table of such things is keyed; "" for what has no name of its own.
template <class T>
constexpr std::string_view key_member() {
  if constexpr (std::is_same_v<T, Header>) {
    return "";  // there is one, under its own heading
  } else if constexpr (std::is_same_v<T, LinkSpec>) {
    return "purpose";
  } else if constexpr (requires(T t) { t.id; }) {
    return "id";
  } else {
    return "";
  }
}

template <class T>
constexpr bool may_be_absent(std::string_view member) {
  if constexpr (requires { T::kOptional; }) {
    for (const std::string_view name : T::kOptional) {
      if (name == member) return true;
    }
  }
  return false;
}

template <DescribedStruct T>
constexpr std::size_t member_count() {
  return boost::mp11::mp_size<boost::describe::describe_members<T, boost::describe::mod_public>>::value;
}

/// Calls `f(name, pointer to member, whether it may be left out)` for each member in order.
template <DescribedStruct T, class F>
void for_each_member(F f) {
  boost::mp11::mp_for_each<boost::describe::describe_members<T, boost::describe::mod_public>>([&](auto member) {
    using Value = std::remove_cvref_t<decltype(std::declval<T&>().*member.pointer)>;
    const std::string_view name = member.name;
    f(name, member.pointer, is_std_optional<Value> || may_be_absent<T>(name));
  });
}

/// The words that may be written for E today.
template <DescribedEnum E, class Visit>
void for_each_word(Visit visit) {
  for_each_enumerator<E>([&](E word, const std::string& name) {
    if (is_built(word)) visit(name);
  });
}

}  // namespace remit::scheme
