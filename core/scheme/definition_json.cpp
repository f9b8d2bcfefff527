#include "core/scheme/definition_json.h"

namespace remit {

Result<scheme::Label> JsonCodec<scheme::Label>::read(const boost::json::value& value) {
  if (const boost::json::string* text = value.if_string()) {
    if (text->empty()) return scheme::Label{};
    return scheme::Label{{{"en", std::string(text->data(), text->size())}}};
  }
  if (!value.is_object()) return json_detail::wrong_type("string or object of languages", value);
  REMIT_TRY_ASSIGN(auto by_language, (JsonCodec<std::map<std::string, std::string>>::read(value)));
  return scheme::Label{std::move(by_language)};
}

boost::json::value JsonCodec<scheme::Label>::write(const scheme::Label& label) {
  if (label.empty()) return boost::json::value("");
  if (label.by_language.size() == 1 && label.by_language.begin()->first == "en") {
    return boost::json::value(json_detail::boosted(label.by_language.begin()->second));
  }
  return JsonCodec<std::map<std::string, std::string>>::write(label.by_language);
}

boost::json::value JsonCodec<scheme::Label>::schema() {
  return boost::json::object{{"anyOf", boost::json::array{JsonCodec<std::string>::schema(),
                                                          JsonCodec<std::map<std::string, std::string>>::schema()}}};
}

}  // namespace remit
