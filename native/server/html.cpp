#include "native/server/html.h"

#include <algorithm>
#include <array>

#include "core/base/text.h"

namespace remit::server::html {
namespace {

void append_escaped(std::string& out, std::string_view text) {
  for (char c : display_escape(text)) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
}

template <std::size_t N>
bool is_one_of(std::string_view name, const std::array<std::string_view, N>& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

constexpr std::array<std::string_view, 4> kTargets{"href", "src", "action", "formaction"};
constexpr std::array<std::string_view, 6> kVoid{"meta", "link", "input", "img", "br", "hr"};

bool stays_here(std::string_view target) {
  if (target.empty()) return false;
  if (target.front() == '#') return true;
  return target.front() == '/' && (target.size() == 1 || (target[1] != '/' && target[1] != '\\'));
}

}  // namespace

struct ElementWriter {
  static Fragment write(std::string_view tag, const std::vector<Attribute>& attributes,
                        std::initializer_list<Fragment> children) {
    Fragment result;
    std::string& out = result.markup_;
    out.append("<").append(tag);
    for (const Attribute& attribute : attributes) {
      const std::string_view name = attribute.name.view();
      out.append(" ").append(name);
      if (!attribute.has_value) continue;
      const bool is_safe = !is_one_of(name, kTargets) || stays_here(attribute.value);
      out += "=\"";
      append_escaped(out, is_safe ? std::string_view(attribute.value) : "#");
      out += '"';
    }
    out += '>';
    if (is_one_of(tag, kVoid)) return result;
    for (const Fragment& child : children) out += child.markup_;
    out.append("</").append(tag).append(">");
    return result;
  }
};

Fragment::Fragment(std::string_view text) {
  append_escaped(markup_, text);
}

Fragment& Fragment::operator+=(const Fragment& more) {
  markup_ += more.markup_;
  return *this;
}

Fragment constant(Literal markup) {
  Fragment result;
  result.markup_ = std::string(markup.view());
  return result;
}

Fragment element(Literal tag, const std::vector<Attribute>& attributes, std::initializer_list<Fragment> children) {
  return ElementWriter::write(tag.view(), attributes, children);
}

std::string document(const Fragment& head, const Fragment& body) {
  return "<!doctype html>\n<html lang=\"en\"><head>" + head.markup() + "</head><body>" + body.markup() +
         "</body></html>\n";
}

}  // namespace remit::server::html
