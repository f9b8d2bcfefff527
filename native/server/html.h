#pragma once
// HTML that is escaped by construction (T18): text becomes a fragment only through escaping, names of elements and
// attributes can only be written in the source.

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace remit::server::html {

/// A string that stands in our own source. Nothing that came from outside can become one.
class Literal {
 public:
  consteval Literal(const char* text) : text_(text) {}
  [[nodiscard]] constexpr std::string_view view() const { return text_; }

 private:
  std::string_view text_;
};

/// A piece of a page. Concatenates; copies its text.
class Fragment {
 public:
  Fragment() = default;
  /// Escapes `& < > " '`; control characters and bytes that are not UTF-8 are shown, never sent (display_escape).
  Fragment(std::string_view text);
  Fragment(const std::string& text) : Fragment(std::string_view(text)) {}
  Fragment(const char* text) : Fragment(std::string_view(text)) {}

  Fragment& operator+=(const Fragment& more);
  [[nodiscard]] const std::string& markup() const { return markup_; }
  [[nodiscard]] bool empty() const { return markup_.empty(); }

 private:
  friend Fragment constant(Literal markup);
  friend struct ElementWriter;
  std::string markup_;
};

/// Markup of our own, as it is: icons.
[[nodiscard]] Fragment constant(Literal markup);

/// `name="value"`, or just `name` for one that is there or not.
struct Attribute {
  Attribute(Literal attribute) : name(attribute) {}
  Attribute(Literal attribute, std::string_view text) : name(attribute), value(text), has_value(true) {}

  Literal name;
  std::string value;
  bool has_value = false;
};

/// `<tag attributes>children</tag>`. A link or form target (href, src, action, formaction) that is not a path of this
/// server (`/…`, not `//…`) or a place on the page (`#…`) becomes `#`: no `javascript:` and no other site.
[[nodiscard]] Fragment element(Literal tag, const std::vector<Attribute>& attributes = {},
                               std::initializer_list<Fragment> children = {});

/// `<!doctype html>` and the whole.
[[nodiscard]] std::string document(const Fragment& head, const Fragment& body);

}  // namespace remit::server::html
