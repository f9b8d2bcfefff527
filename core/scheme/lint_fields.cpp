#include <algorithm>

#include "core/scheme/lint_context.h"

namespace remit::scheme {
namespace {

constexpr std::uint32_t kLongestField = 4000;

void lint_field(LintContext& context, const Field& field, const std::string& path) {
  const auto error = [&](std::string_view rule, std::string_view member, std::string message, std::string hint = {}) {
    context.findings.error(rule, path + "." + std::string(member), std::move(message), std::move(hint));
  };
  if (field.min_length > field.max_length) error("min-above-max", "min_length", "`min_length` is above `max_length`");
  if (field.max_length == 0 || field.max_length > kLongestField) {
    error("too-long", "max_length", "`max_length` must be from 1 to " + std::to_string(kLongestField));
  }
  if ((field.kind == FieldKind::Choice) == field.choices.empty()) {
    error("choices", "choices", field.choices.empty() ? "a choice needs `choices`" : "only a choice has `choices`");
  }
  if (!field.pattern.empty() && field.kind != FieldKind::Text) {
    error("pattern", "pattern", "only text has a pattern");
  }
  if (field.signs_in && field.unique != Unique::Organisation) {
    error("sign-in-not-unique", "unique", "what people sign in with must be unique in the organisation",
          "write `unique = \"organisation\"`");
  }
  if ((field.signs_in || field.shown_as_name) && !field.required) {
    error("must-be-required", "required", in_quotes(field.id.text) + " may not be empty", "write `required = true`");
  }
}

/// The link that confirms a new address completes that and nothing else.
void lint_email_change(LintContext& context) {
  const Definition& d = context.definition;
  const CommandSpec* edit = context.command("edit-user");
  if (d.email_change != EmailChange::WhenConfirmed || edit == nullptr) return;
  // SECURITY: an address that nobody has confirmed yet must not receive a link that sets a password.
  const bool confirms =
      edit->sends.size() == 1 && context.purposes.has(edit->sends[0].text) &&
      d.links[context.purposes.position(edit->sends[0].text)].completes == std::vector<Step>{Step::VerifyEmail};
  if (confirms) return;
  context.findings.error("email-change", at("commands", context.commands.position("edit-user")) + ".sends",
                         "a new address is to be confirmed, but `edit-user` sends no link that completes only "
                         "`verify-email`",
                         "add such a link, or write `email_change = \"at-once\"`");
}

}  // namespace

void lint_fields(LintContext& context) {
  const auto& fields = context.definition.fields;
  std::size_t sign_in = 0;
  std::size_t emails = 0;
  bool named = false;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    lint_field(context, fields[i], at("fields", i));
    named = named || fields[i].shown_as_name;
    if (fields[i].signs_in && ++sign_in == 2) {
      context.findings.error("two-sign-in-fields", at("fields", i) + ".signs_in", "another field signs in already",
                             "leave `signs_in` out of one of them");
    }
    if (fields[i].kind == FieldKind::Email && ++emails == 2) {
      context.findings.error("two-emails", at("fields", i) + ".kind", "another field is the e-mail address already");
    }
    if (fields[i].kind == FieldKind::Email && !fields[i].required) {
      context.findings.error("must-be-required", at("fields", i), "without an e-mail address nothing can be sent",
                             "write `required = true`");
    }
  }
  if (sign_in == 0) {
    context.findings.error("no-sign-in-field", "fields", "no field signs in", "write `signs_in = true` in one");
  }
  if (emails == 0) {
    context.findings.error("no-email", "fields", "no field is an e-mail address", "write `kind = \"email\"` in one");
  }
  if (!named) {
    context.findings.error("no-name", "fields", "no field names a person", "write `shown_as_name = true` in one");
  }
}

void lint_sign_in(LintContext& context) {
  const Definition& d = context.definition;
  const std::string& prefix = d.sign_in.credential_prefix;
  const bool plain = !prefix.empty() && prefix.size() <= 12 && std::all_of(prefix.begin(), prefix.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  });
  if (!plain) {
    context.findings.error("credential-prefix", "sign_in.credential_prefix", in_quotes(prefix) + " is no prefix",
                           "use a-z and 0-9, at most 12 of them");
  }
  const auto completes = [&](Step step) {
    return std::any_of(d.links.begin(), d.links.end(), [&](const LinkSpec& link) {
      return std::find(link.completes.begin(), link.completes.end(), step) != link.completes.end();
    });
  };
  if (d.sign_in.factor_required && !completes(Step::EnrolFactor)) {
    context.findings.error("factor-without-way", "sign_in.factor_required",
                           "a second factor is required, but no link enrols one",
                           "add `enrol-factor` to a link's `completes`");
  }
  if (d.sign_in.max_credentials == 0u) {
    context.findings.error("max-credentials", "sign_in.max_credentials", "nobody could have an API credential",
                           "leave the key out for no limit; who may have one is said by `allows_credentials` of roles");
  }
  lint_email_change(context);
  if (d.sign_in.reveal == Reveal::Once && context.offers("reveal-credential")) {
    context.findings.error("reveal", at("commands", context.commands.position("reveal-credential")),
                           "a secret is shown once, so `reveal-credential` cannot be offered",
                           "write `sign_in.reveal = \"again\"`, or leave the command out");
  }
}

}  // namespace remit::scheme
