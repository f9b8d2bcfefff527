#include "core/scheme/flatten.h"

#include "core/base/describe_enum.h"
#include "core/scheme/reflection.h"

namespace remit::scheme {
namespace {

std::string text_of(const std::string& value) {
  return value;
}
std::string text_of(bool value) {
  return value ? "true" : "false";
}
std::string text_of(std::uint32_t value) {
  return std::to_string(value);
}
std::string text_of(Duration value) {
  return to_string(value);
}
std::string text_of(const Label& value) {
  return value.in();
}
template <class Tag>
std::string text_of(const Name<Tag>& value) {
  return value.text;
}
template <DescribedEnum E>
std::string text_of(E value) {
  return enum_name(value);
}
template <class T>
std::string text_of(const std::optional<T>& value) {
  return value.has_value() ? text_of(*value) : std::string();
}
template <class T>
std::string text_of(const std::vector<T>& value);
template <DescribedStruct T>
std::string text_of(const T& value) {
  std::string out;
  for_each_member<T>([&](std::string_view, auto pointer, bool) {
    const std::string text = text_of(value.*pointer);
    if (!text.empty()) out += (out.empty() ? "" : " ") + text;
  });
  return out;
}
template <class T>
std::string text_of(const std::vector<T>& value) {
  std::string out;
  for (const T& item : value) out += (out.empty() ? "" : ", ") + text_of(item);
  return out;
}

std::string_view id_of(const std::string& id) {
  return id;
}
template <class Tag>
std::string_view id_of(const Name<Tag>& id) {
  return id.text;
}

template <class T>
std::string_view key_of(const T& item) {
  if constexpr (std::is_same_v<T, LinkSpec>) {
    return id_of(item.purpose);
  } else {
    return id_of(item.id);
  }
}

class Flattener {
 public:
  template <DescribedStruct T>
  void visit(const std::string& path, const T& value, std::string_view keyed_by = {}) {
    const T fresh{};
    for_each_member<T>([&](std::string_view name, auto pointer, bool) {
      if (name == keyed_by) return;
      const std::string inner = (path.empty() ? "" : path + ".") + std::string(name);
      member(inner, value.*pointer, fresh.*pointer);
    });
  }

  std::map<std::string, std::string> out;

 private:
  template <class T>
  void member(const std::string& path, const T& value, const T& initial) {
    if constexpr (DescribedStruct<T> && !std::is_same_v<T, Label>) {
      visit(path, value);
    } else {
      const std::string text = text_of(value);
      if (!text.empty() && text != text_of(initial)) out[path] = text;
    }
  }

  template <class T>
  void member(const std::string& path, const std::vector<T>& value, const std::vector<T>& initial) {
    if constexpr (DescribedStruct<T>) {
      if constexpr (!key_member<T>().empty()) {
        for (const T& item : value) visit(path + "." + std::string(key_of(item)), item, key_member<T>());
        return;
      }
    }
    const std::string text = text_of(value);
    if (text != text_of(initial)) out[path] = text;
  }

  void member(const std::string& path, const std::map<std::string, Label>& value, const std::map<std::string, Label>&) {
    for (const auto& [word, label] : value) out[path + "." + word] = label.in();
  }
};

}  // namespace

std::map<std::string, std::string> flat_settings(const Definition& definition) {
  Flattener flattener;
  flattener.visit("", definition);
  return std::move(flattener.out);
}

}  // namespace remit::scheme
