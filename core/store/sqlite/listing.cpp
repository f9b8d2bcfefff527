#include "core/store/sqlite/listing.h"

#include <algorithm>

#include "core/base/text.h"

namespace remit::store::sqlite {
namespace {

void put_number(std::string& out, std::uint64_t value) {
  while (value >= 0x80) {
    out += static_cast<char>(value | 0x80);
    value >>= 7;
  }
  out += static_cast<char>(value);
}

void put_text(std::string& out, std::string_view text) {
  put_number(out, text.size());
  out += text;
}

/// Reads what put_* wrote; after a read beyond the end everything is empty and `ok` is false.
struct Unpacker {
  std::string_view rest;
  bool ok = true;

  std::uint64_t number() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64 && !rest.empty(); shift += 7) {
      const auto byte = static_cast<std::uint8_t>(rest.front());
      rest.remove_prefix(1);
      value |= std::uint64_t(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    ok = false;
    rest = {};
    return 0;
  }
  std::string_view text() {
    const std::uint64_t size = number();
    if (size > rest.size()) {
      ok = false;
      rest = {};
      return {};
    }
    const std::string_view found = rest.substr(0, size);
    rest.remove_prefix(size);
    return found;
  }
  /// How many items follow; each takes at least one byte.
  std::uint64_t count() {
    const std::uint64_t n = number();
    if (n <= rest.size()) return n;
    ok = false;
    rest = {};
    return 0;
  }
};

void put_numbers(std::string& out, const std::vector<std::uint32_t>& numbers) {
  put_number(out, numbers.size());
  for (const std::uint32_t number : numbers) put_number(out, number);
}

std::vector<std::uint32_t> numbers_of(Unpacker& in) {
  std::vector<std::uint32_t> numbers(in.count());
  for (std::uint32_t& number : numbers) number = static_cast<std::uint32_t>(in.number());
  return numbers;
}

bool has_number(Unpacker& in, std::uint32_t wanted) {
  bool found = false;
  for (std::uint64_t count = in.count(); count > 0; --count) found |= in.number() == wanted;
  return found;
}

void skip_numbers(Unpacker& in) {
  for (std::uint64_t count = in.count(); count > 0; --count) in.number();
}

template <class T>
void sort_and_unite(std::vector<T>& items) {
  std::sort(items.begin(), items.end());
  items.erase(std::unique(items.begin(), items.end()), items.end());
}

Error damaged() {
  return Error{Code::Unavailable, "store-corrupt", {{"detail", "listing"}}, {}};
}

std::string bytes(const Uuid& id) {
  return {reinterpret_cast<const char*>(id.bytes.data()), id.bytes.size()};
}

std::string role_rank(const Layout& layout, const Listing& listing, std::string_view group) {
  // Roles are ascending in the scheme's order, so the first of the group ranks; nobody's come last.
  std::uint32_t rank = 0xffff;
  for (const std::uint32_t role : listing.roles) {
    if (layout.roles[role].group != group) continue;
    rank = role;
    break;
  }
  return {static_cast<char>(rank >> 8), static_cast<char>(rank & 0xff)};
}

std::string key_of(const Layout& layout, const SortTerm& sort, const directory::User& user, const Listing& listing) {
  switch (sort.kind) {
    case SortKind::Created:
      return time_key(user.created_at);
    case SortKind::LastSignIn:
      return user.last_sign_in ? time_key(*user.last_sign_in) : std::string();
    case SortKind::Field:
      return sort_key(directory::field_of(user, FieldId{sort.of}));
    case SortKind::RoleGroup:
      return role_rank(layout, listing, sort.of);
    case SortKind::Flag: {
      const auto flag = layout.role(sort.of);
      const bool on = flag && std::binary_search(listing.roles.begin(), listing.roles.end(), *flag);
      return std::string(1, on ? '\1' : '\0');
    }
  }
  return {};
}

std::vector<UniqueKey> uniques_of(const Layout& layout, const directory::User& user, const std::vector<Place>& places) {
  std::vector<UniqueKey> uniques;
  for (const FieldTerm& term : layout.fields) {
    if (!term.looked_up) continue;
    scheme::Field field;
    field.kind = term.kind;
    const auto add = [&](const std::string& value) {
      if (value.empty()) return;
      const std::string key = directory::unique_key(field, value);
      switch (term.unique) {
        case scheme::Unique::Organisation:
          uniques.push_back({term.name, key, {}});
          break;
        case scheme::Unique::Scope:
          for (const Place& place : places) uniques.push_back({term.name, key, bytes(place.id.uuid)});
          break;
        case scheme::Unique::No:
          uniques.push_back({term.name, key, bytes(user.id.uuid)});
          break;
      }
    };
    add(directory::field_of(user, FieldId{term.name}));
    if (term.kind == scheme::FieldKind::Email) add(user.pending_email);
  }
  sort_and_unite(uniques);
  return uniques;
}

}  // namespace

std::string time_key(Time time) {
  const std::uint64_t value = static_cast<std::uint64_t>(time.ms) ^ (std::uint64_t{1} << 63);
  std::string key(8, '\0');
  for (unsigned i = 0; i < 8; ++i) key[i] = static_cast<char>(value >> (56 - 8 * i));
  return key;
}

std::string search_form(std::string_view text) {
  std::string form = sort_key(text);
  if (const auto accents = form.find('\1'); accents != std::string::npos) form.resize(accents);
  return form;
}

Listing derive(const Layout& layout, const directory::User& user, const std::vector<directory::RoleMembership>& roles,
               const std::vector<Place>& places, std::vector<std::uint32_t> below) {
  Listing listing;
  // A state that the scheme does not know is listed with the first; plans never write one.
  listing.state = layout.state(user.state.text).value_or(0);
  for (const directory::RoleMembership& held : roles) {
    if (const auto role = layout.role(held.role.text)) listing.roles.push_back(*role);
  }
  sort_and_unite(listing.roles);
  for (const Place& place : places) listing.places.push_back(place.number);
  sort_and_unite(listing.places);
  listing.below = std::move(below);
  sort_and_unite(listing.below);
  for (const SortTerm& sort : layout.sorts) listing.keys.push_back(key_of(layout, sort, user, listing));
  for (const FieldTerm& field : layout.fields) {
    if (!field.searched) continue;
    const std::string& value = directory::field_of(user, FieldId{field.name});
    if (value.empty()) continue;
    if (!listing.text.empty()) listing.text += '\n';
    listing.text += search_form(value);
  }
  listing.uniques = uniques_of(layout, user, places);
  return listing;
}

std::string pack_keys(const Listing& listing) {
  std::string out;
  put_number(out, listing.state);
  put_number(out, listing.keys.size());
  for (const std::string& key : listing.keys) put_text(out, key);
  return out;
}

std::string pack_filtered(const Listing& listing) {
  std::string out = pack_keys(listing);
  put_numbers(out, listing.roles);
  put_numbers(out, listing.places);
  put_numbers(out, listing.below);
  put_text(out, listing.text);
  return out;
}

std::string pack(const Listing& listing) {
  std::string out = pack_filtered(listing);
  put_number(out, listing.uniques.size());
  for (const UniqueKey& unique : listing.uniques) {
    put_text(out, unique.field);
    put_text(out, unique.key);
    put_text(out, unique.within);
  }
  return out;
}

Result<Listing> unpack(std::string_view packed) {
  Unpacker in{packed};
  Listing listing;
  listing.state = static_cast<std::uint32_t>(in.number());
  listing.keys.resize(in.count());
  for (std::string& key : listing.keys) key = in.text();
  listing.roles = numbers_of(in);
  listing.places = numbers_of(in);
  listing.below = numbers_of(in);
  listing.text = in.text();
  listing.uniques.resize(in.count());
  for (UniqueKey& unique : listing.uniques) {
    unique.field = in.text();
    unique.key = in.text();
    unique.within = in.text();
  }
  if (!in.ok || !in.rest.empty()) return damaged();
  return listing;
}

std::string pack(const Sheet& sheet) {
  std::string out;
  for (const auto& [number, listing] : sheet) {
    put_number(out, static_cast<std::uint64_t>(number));
    put_text(out, listing);
  }
  return out;
}

Result<Done> each_on_sheet(std::string_view packed, const std::function<void(std::int64_t, std::string_view)>& visit) {
  Unpacker in{packed};
  while (!in.rest.empty()) {
    const auto number = static_cast<std::int64_t>(in.number());
    const std::string_view listing = in.text();
    if (!in.ok || number >= kUsersOnSheet) return damaged();
    visit(number, listing);
  }
  return Done{};
}

PackedListing::PackedListing(std::string_view packed) {
  Unpacker in{packed};
  state_ = static_cast<std::uint32_t>(in.number());
  keys_ = in.rest;
  for (std::uint64_t keys = in.count(); keys > 0; --keys) in.text();
  rest_ = in.rest;
}

std::string_view PackedListing::key(std::uint32_t sort) const {
  Unpacker in{keys_};
  if (sort >= in.count()) return {};
  for (std::uint32_t i = 0; i < sort; ++i) in.text();
  return in.text();
}

bool PackedListing::has_role(std::uint32_t role) const {
  Unpacker in{rest_};
  return has_number(in, role);
}

bool PackedListing::is_at(std::uint32_t place) const {
  Unpacker in{rest_};
  skip_numbers(in);
  return has_number(in, place);
}

bool PackedListing::is_below(std::uint32_t place) const {
  Unpacker in{rest_};
  skip_numbers(in);
  skip_numbers(in);
  return has_number(in, place);
}

std::string_view PackedListing::text() const {
  Unpacker in{rest_};
  for (int list = 0; list < 3; ++list) skip_numbers(in);
  return in.text();
}

std::vector<std::string> beginnings_of(std::string_view text) {
  std::vector<std::string> beginnings;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view beginning = first_code_points(text.substr(0, end), 2);
    if (!beginning.empty()) beginnings.emplace_back(beginning);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  sort_and_unite(beginnings);
  return beginnings;
}

std::vector<std::string> prefixes_of(std::string_view text) {
  std::vector<std::string> prefixes = beginnings_of(text);
  for (std::size_t i = prefixes.size(); i > 0; --i) prefixes.emplace_back(first_code_points(prefixes[i - 1], 1));
  sort_and_unite(prefixes);
  return prefixes;
}

bool has_line_with_prefix(std::string_view text, std::string_view prefix) {
  while (true) {
    if (text.substr(0, prefix.size()) == prefix) return true;
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) return false;
    text.remove_prefix(end + 1);
  }
}

}  // namespace remit::store::sqlite
