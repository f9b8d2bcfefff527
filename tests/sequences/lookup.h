#pragma once
// For tests: what is looked for in plain vectors.

#include <algorithm>
#include <vector>

namespace remit::test {

/// The one with that id, or null.
template <class All, class Id>
auto find(const All& all, const Id& id) -> decltype(&*all.begin()) {
  for (const auto& it : all) {
    if (it.id == id) return &it;
  }
  return nullptr;
}

template <class T>
bool contains(const std::vector<T>& all, const T& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

template <class All, class Is>
bool any(const All& all, Is is) {
  return std::any_of(all.begin(), all.end(), is);
}

}  // namespace remit::test
