#include "core/transfer/cells.h"

#include "core/base/text.h"

namespace remit::transfer {

namespace {

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == ';' || c == '{' || c == '/' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

class Parser {
 public:
  Parser(std::string_view cell, Things things) : cell_(cell), things_(things) {}

  Result<std::vector<Item>> run() {
    std::vector<Item> items;
    if (trimmed(cell_).empty()) return items;
    do {
      REMIT_TRY_ASSIGN(Item item, this->item());
      items.push_back(std::move(item));
    } while (at_ < cell_.size() && cell_[at_] == ';' && ++at_ > 0);
    if (at_ < cell_.size()) return wrong();
    return items;
  }

 private:
  [[nodiscard]] Error wrong() const {
    return {Code::Invalid, "not-a-cell-list", {{"text", first_code_points(cell_, 60)}}, ""};
  }

  Result<Item> item() {
    Item item;
    skip_spaces();
    if (things_ == Things::Paths) {
      if (at_ == cell_.size() || cell_[at_] != '/') return wrong();
      ++at_;
    }
    std::string name;
    const auto close = [&](bool last) {
      // Spaces around belong to the list, not to the name.
      const std::string_view kept = last ? trimmed(name) : std::string_view(name);
      item.path.emplace_back(kept);
      name.clear();
    };
    for (; at_ < cell_.size() && cell_[at_] != ';' && cell_[at_] != '{'; ++at_) {
      if (cell_[at_] == '/' && things_ == Things::Paths) {
        close(false);
        continue;
      }
      if (cell_[at_] == '\\' && ++at_ == cell_.size()) return wrong();
      name += cell_[at_];
    }
    close(true);
    if (things_ == Things::Paths && item.path.size() == 1 && item.path.front().empty()) item.path.clear();
    for (const std::string& it : item.path) {
      if (it.empty()) return wrong();
    }
    if (at_ < cell_.size() && cell_[at_] == '{') REMIT_TRY(span(item));
    return item;
  }

  /// `{from T until T}`, either of the two or both.
  Result<Done> span(Item& item) {
    const auto end = cell_.find('}', at_);
    if (end == std::string_view::npos) return wrong();
    std::string_view rest = trimmed(cell_.substr(at_ + 1, end - at_ - 1));
    if (rest.empty()) return wrong();
    while (!rest.empty()) {
      const bool from = rest.substr(0, 5) == "from ";
      if (!from && rest.substr(0, 6) != "until ") return wrong();
      rest = trimmed(rest.substr(from ? 5 : 6));
      const std::string_view word = rest.substr(0, rest.find(' '));
      REMIT_TRY_ASSIGN(const Time time, parse_rfc3339(word));
      (from ? item.from : item.until) = time;
      rest = trimmed(rest.substr(word.size()));
    }
    at_ = end + 1;
    skip_spaces();
    return Done{};
  }

  void skip_spaces() {
    while (at_ < cell_.size() && cell_[at_] == ' ') ++at_;
  }

  std::string_view cell_;
  Things things_;
  std::size_t at_ = 0;
};

}  // namespace

Result<std::vector<Item>> read_list(std::string_view cell, Things things) {
  return Parser(cell, things).run();
}

std::string written(const std::vector<Item>& items, Things things) {
  std::string out;
  for (const Item& item : items) {
    if (!out.empty()) out += "; ";
    if (things == Things::Paths && item.path.empty()) out += '/';
    for (const std::string& name : item.path) {
      if (things == Things::Paths) out += '/';
      out += escaped(name);
    }
    if (item.from == kAlways && item.until == kForever) continue;
    out += " {";
    if (item.from != kAlways) out += "from " + to_rfc3339(item.from);
    if (item.until != kForever) out += (item.from != kAlways ? " until " : "until ") + to_rfc3339(item.until);
    out += "}";
  }
  return out;
}

}  // namespace remit::transfer
