#include "core/directory/records.h"

#include "core/base/email.h"
#include "core/base/text.h"

namespace remit::directory {

const std::string& field_of(const User& user, const FieldId& field) {
  static const std::string kEmpty;
  const auto found = user.fields.find(field.text);
  return found == user.fields.end() ? kEmpty : found->second;
}

std::string name_of(const User& user, const scheme::Definition& scheme) {
  const scheme::Field* signs_in = nullptr;
  std::string name;
  for (const scheme::Field& field : scheme.fields) {
    const std::string& value = field_of(user, field.id);
    if (field.shown_as_name && !value.empty()) name += (name.empty() ? "" : " ") + value;
    if (field.signs_in) signs_in = &field;
  }
  if (!name.empty() || !signs_in) return name;
  return field_of(user, signs_in->id);
}

std::string unique_key(const scheme::Field& field, std::string_view value) {
  if (field.kind == scheme::FieldKind::Email) {
    if (auto email = parse_email(value)) return email->key;
  }
  return fold_key(value);
}

Digest retired_hash(const Organisation& organisation, const scheme::Field& field, std::string_view value) {
  return Sha256()
      .add_field("remit-retired")
      .add_field(to_string(organisation.id))
      .add_field(field.id.text)
      .add_field(unique_key(field, value))
      .finish();
}

}  // namespace remit::directory
