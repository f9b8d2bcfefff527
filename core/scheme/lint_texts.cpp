// Every text of a scheme ends on a screen or in a mail; none may carry what deceives (T19, T31) or grows without end.
#include <array>
#include <type_traits>

#include "core/base/text.h"
#include "core/scheme/lint_context.h"
#include "core/scheme/reflection.h"

namespace remit::scheme {
namespace {

constexpr std::size_t kMaxText = 500;  // code points
/// Of any list. The rest of lint compares lists with each other and relies on it.
constexpr std::size_t kMaxList = kMaxRoles;

bool is_language(std::string_view tag) {
  if (tag.size() < 2 || tag.size() > 35) return false;
  for (std::size_t i = 0; i < tag.size(); ++i) {
    const bool lower = tag[i] >= 'a' && tag[i] <= 'z';
    const bool rest = lower || (tag[i] >= 'A' && tag[i] <= 'Z') || (tag[i] >= '0' && tag[i] <= '9') || tag[i] == '-';
    if (i < 2 ? !lower : !rest) return false;
  }
  return true;
}

class TextLint {
 public:
  explicit TextLint(Findings& findings) : findings_(findings) {}

  template <class T>
  void visit(const T& value, const std::string& path) {
    if constexpr (std::is_same_v<T, std::string>) {
      if (!value.empty()) check(value, path);
    } else if constexpr (std::is_same_v<T, Label>) {
      check_label(value, path);
    } else if constexpr (requires { value.text; }) {
      // An id: lint_ids knows what it may hold, and a reference must be one that it has passed.
    } else if constexpr (requires {
                           value.has_value();
                           *value;
                         }) {
      if (value.has_value()) visit(*value, path);
    } else if constexpr (requires { value.begin()->second; }) {
      for (const auto& [key, item] : value) visit(item, path + "." + key);
    } else if constexpr (requires {
                           value.begin();
                           value.size();
                         }) {
      if (value.size() > kMaxList) {
        within_caps_ = false;
        findings_.error("too-many", path,
                        std::to_string(value.size()) + " entries, the most is " + std::to_string(kMaxList));
        return;
      }
      for (std::size_t i = 0; i < value.size(); ++i) visit(value[i], at(path, i));
    } else if constexpr (DescribedStruct<T>) {
      std::array<Slot, member_count<T>()> slots;
      std::size_t count = 0;
      for_each_member<T>([&](std::string_view name, auto pointer, bool) {
        using Value = std::remove_cvref_t<decltype(value.*pointer)>;
        if constexpr (std::is_class_v<Value>) slots[count++] = {name, &(value.*pointer), visit_at<Value>};
      });
      for (std::size_t i = 0; i < count; ++i) {
        slots[i].visit(*this, slots[i].member, (path.empty() ? "" : path + ".") + std::string(slots[i].name));
      }
    }
  }

  [[nodiscard]] bool within_caps() const { return within_caps_; }

 private:
  struct Slot {
    std::string_view name;
    const void* member;
    void (*visit)(TextLint&, const void* member, const std::string& path);
  };
  template <class T>
  static void visit_at(TextLint& lint, const void* member, const std::string& path) {
    lint.visit(*static_cast<const T*>(member), path);
  }

  void check_label(const Label& label, const std::string& path) {
    for (const auto& [language, text] : label.by_language) {
      if (!is_language(language)) {
        findings_.error("bad-language", path, in_quotes(language) + " is no language tag", "write `en`, `de`, `pt-BR`");
      }
      check(text, path);
    }
  }

  void check(const std::string& text, const std::string& path) {
    const auto checked = check_text(text, {.min = 1, .max = kMaxText, .lines = Lines::One, .signs_in = SignsIn::No});
    if (checked.ok()) return;
    std::string what = checked.error().rule;
    for (const auto& [name, value] : checked.error().args) what += ", " + name + " " + value;
    findings_.error("bad-text", path, in_quotes(text) + " may not stand here: " + what);
  }

  Findings& findings_;
  bool within_caps_ = true;
};

}  // namespace

bool lint_texts(LintContext& context) {
  TextLint lint(context.findings);
  lint.visit(context.definition, "");
  return lint.within_caps();
}

}  // namespace remit::scheme
