#include "core/scheme/read.h"

#include <algorithm>
#include <array>
#include <limits>
#include <type_traits>

#include "core/base/describe_enum.h"
#include "core/scheme/reflection.h"

namespace remit::scheme {
namespace {

class Reader {
 public:
  Reader(Places& places, Findings& findings) : places_(places), findings_(findings) {}

  template <DescribedStruct T>
  void read(const SourceNode& node, const std::string& path, T& out) {
    if (!expect(node, SourceNode::Kind::Table, path)) return;
    read_members(node, path, out, {});
  }

  template <class T>
  void read(const SourceNode& node, const std::string& path, std::vector<T>& out) {
    if constexpr (!key_member<T>().empty()) {
      if (node.kind == SourceNode::Kind::Table) return read_keyed(node, path, out);
    }
    if (!expect(node, SourceNode::Kind::List, path)) return;
    out.clear();
    out.reserve(node.entries.size());
    for (std::size_t i = 0; i < node.entries.size(); ++i) {
      out.emplace_back();
      place(at(path, i), node.entries[i].value.place);
      read(node.entries[i].value, at(path, i), out.back());
    }
  }

  template <class T>
  void read(const SourceNode& node, const std::string& path, std::optional<T>& out) {
    read(node, path, out.emplace());
  }

  template <class T>
  void read(const SourceNode& node, const std::string& path, std::map<std::string, T>& out) {
    if (!expect(node, SourceNode::Kind::Table, path)) return;
    for (const SourceEntry& entry : node.entries) {
      const std::string inner = path + "." + entry.key;
      place(inner, entry.key_place);
      read(entry.value, inner, out[entry.key]);
    }
  }

  void read(const SourceNode& node, const std::string& path, Label& out) {
    out.by_language.clear();
    if (node.kind == SourceNode::Kind::Text) {
      if (!node.text.empty()) out.by_language["en"] = node.text;
      return;
    }
    if (node.kind != SourceNode::Kind::Table) {
      wrong_type(node, path, "text, or a table of languages (`{ en = …, de = … }`)");
      return;
    }
    read(node, path, out.by_language);
  }

  void read(const SourceNode& node, const std::string& path, std::string& out) {
    if (expect(node, SourceNode::Kind::Text, path)) out = node.text;
  }

  template <class Tag>
  void read(const SourceNode& node, const std::string& path, Name<Tag>& out) {
    read(node, path, out.text);
  }

  void read(const SourceNode& node, const std::string& path, bool& out) {
    if (expect(node, SourceNode::Kind::Truth, path)) out = node.truth;
  }

  void read(const SourceNode& node, const std::string& path, std::uint32_t& out) {
    if (!expect(node, SourceNode::Kind::Whole, path)) return;
    constexpr std::int64_t kMost = std::numeric_limits<std::uint32_t>::max();
    if (node.whole < 0 || node.whole > kMost) {
      findings_.error("out-of-range", path, std::to_string(node.whole) + " is out of range",
                      "write a whole number from 0 to " + std::to_string(kMost));
      return;
    }
    out = static_cast<std::uint32_t>(node.whole);
  }

  void read(const SourceNode& node, const std::string& path, Duration& out) {
    if (!expect(node, SourceNode::Kind::Text, path)) return;
    if (auto duration = parse_duration(node.text)) {
      out = *duration;
    } else {
      findings_.error("not-a-duration", path, in_quotes(node.text) + " is not a length of time",
                      "write a whole number and a unit: `30s`, `15m`, `48h`, `14d`");
    }
  }

  template <DescribedEnum E>
  void read(const SourceNode& node, const std::string& path, E& out) {
    if (!expect(node, SourceNode::Kind::Text, path)) return;
    if (const auto found = enum_from_name<E>(node.text)) {
      out = *found;
      return;
    }
    std::vector<std::string> known;
    for_each_word<E>([&](const std::string& name) { known.push_back(name); });
    std::string hint = did_you_mean(node.text, known);
    if (hint.empty()) {
      for (const std::string& name : known) hint += (hint.empty() ? "use one of `" : "`, `") + name;
      hint += "`";
    }
    findings_.error("unknown-word", path, in_quotes(node.text) + " is not known here", std::move(hint));
  }

 private:
  template <class T>
  void read_keyed(const SourceNode& node, const std::string& path, std::vector<T>& out) {
    out.clear();
    out.reserve(node.entries.size());
    for (const SourceEntry& entry : node.entries) {
      const std::string inner = at(path, out.size());
      out.emplace_back();
      place(inner, entry.key_place);
      set_key(out.back(), entry.key);
      if (expect(entry.value, SourceNode::Kind::Table, inner)) {
        read_members(entry.value, inner, out.back(), key_member<T>());
      }
    }
  }

  template <class T>
  static void set_key(T& out, const std::string& key) {
    const auto assign = [&](auto& id) {
      if constexpr (std::is_same_v<std::remove_cvref_t<decltype(id)>, std::string>) {
        id = key;
      } else {
        id.text = key;
      }
    };
    if constexpr (requires { out.id; }) {
      assign(out.id);
    } else {
      assign(out.purpose);
    }
  }

  template <class Value>
  static void read_into(Reader& reader, const SourceNode& node, const std::string& path, void* out) {
    reader.read(node, path, *static_cast<Value*>(out));
  }

  /// A member to be read. The loop over them stands once for all structs, since the app is downloaded.
  struct Slot {
    std::string_view name;
    bool absent_is_fine;
    void* out;
    void (*read)(Reader&, const SourceNode&, const std::string&, void*);
  };

  template <class T>
  void read_members(const SourceNode& node, const std::string& path, T& out, std::string_view keyed_by) {
    std::array<Slot, member_count<T>()> slots;
    std::size_t count = 0;
    for_each_member<T>([&](std::string_view name, auto pointer, bool absent_is_fine) {
      using Value = std::remove_cvref_t<decltype(out.*pointer)>;
      if (name != keyed_by) slots[count++] = {name, absent_is_fine, &(out.*pointer), read_into<Value>};
    });
    read_slots(node, path, slots.data(), slots.data() + count, keyed_by);
  }

  /// `keyed_by`: the member that the key of the table already gave; it may not stand inside as well.
  void read_slots(const SourceNode& node, const std::string& path, const Slot* begin, const Slot* end,
                  std::string_view keyed_by) {
    const std::string prefix = path.empty() ? std::string() : path + ".";
    for (const Slot* slot = begin; slot != end; ++slot) {
      const auto entry = std::find_if(node.entries.begin(), node.entries.end(),
                                      [slot](const SourceEntry& it) { return it.key == slot->name; });
      if (entry != node.entries.end()) {
        const std::string inner = prefix + std::string(slot->name);
        place(inner, entry->key_place);
        slot->read(*this, entry->value, inner, slot->out);
      } else if (!slot->absent_is_fine) {
        findings_.error("missing-key", path, "`" + std::string(slot->name) + "` is missing",
                        path.empty() ? "" : "every entry here needs it");
      }
    }
    for (const SourceEntry& entry : node.entries) {
      if (std::any_of(begin, end, [&entry](const Slot& slot) { return slot.name == entry.key; })) continue;
      const std::string inner = prefix + entry.key.substr(0, 64);
      place(inner, entry.key_place);
      if (entry.key == keyed_by && !keyed_by.empty()) {
        findings_.error("key-given-twice", inner, "`" + entry.key + "` stands in the heading already",
                        "leave it out here");
      } else {
        std::vector<std::string> known;
        for (const Slot* slot = begin; slot != end; ++slot) known.emplace_back(slot->name);
        findings_.error("unknown-key", inner, "unknown key " + in_quotes(entry.key), did_you_mean(entry.key, known));
      }
    }
  }

  bool expect(const SourceNode& node, SourceNode::Kind kind, const std::string& path) {
    if (node.kind == kind) return true;
    wrong_type(node, path, name_of(kind));
    return false;
  }

  void wrong_type(const SourceNode& node, const std::string& path, std::string_view wanted) {
    findings_.error("wrong-type", path,
                    std::string(name_of(node.kind)) + " stands where " + std::string(wanted) + " belongs");
  }

  void place(const std::string& path, Place where) { places_.insert_or_assign(path, where); }

  Places& places_;
  Findings& findings_;
};

}  // namespace

Place place_of(const Places& places, std::string path) {
  while (!path.empty()) {
    if (const auto found = places.find(path); found != places.end()) return found->second;
    const std::size_t cut = path.find_last_of(".[");
    path.resize(cut == std::string::npos ? 0 : cut);
  }
  return {};
}

Read read_definition(const SourceNode& root, Findings& findings) {
  Read out;
  Reader(out.places, findings).read(root, "", out.definition);
  return out;
}

}  // namespace remit::scheme
