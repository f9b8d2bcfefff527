#include "native/server/problem.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/base/json.h"
#include "native/server/hygiene.h"

namespace remit::server {
namespace {

struct RuleStatus {
  std::string_view rule;
  int status;
};

constexpr std::array<RuleStatus, 9> kStatusOfRule{{{"signed-out", 401},
                                                   {"bad-csrf-token", 403},
                                                   {"too-many-attempts", 429},
                                                   {"method-not-allowed", 405},
                                                   {"body-too-large", 413},
                                                   {"json-too-large", 413},
                                                   {"unsupported-media-type", 415},
                                                   {"misdirected", 421},
                                                   {"duplicate-parameter", 400}}};

std::string counted(std::int64_t count, std::string_view unit) {
  return std::to_string(count) + " " + std::string(unit) + (count == 1 ? "" : "s");
}

bool begins_with(std::string_view text, std::string_view prefix) {
  return text.substr(0, prefix.size()) == prefix;
}

class ObjectWriter {
 public:
  void text(std::string_view key, std::string_view value) {
    begin(key);
    append_json_string(out_, value);
  }
  void number(std::string_view key, int value) {
    begin(key);
    out_ += std::to_string(value);
  }
  void raw(std::string_view key, std::string_view json) {
    begin(key);
    out_ += json;
  }
  [[nodiscard]] std::string done() && { return std::move(out_) + "}"; }

 private:
  void begin(std::string_view key) {
    out_ += out_.size() == 1 ? "" : ",";
    append_json_string(out_, key);
    out_ += ':';
  }
  std::string out_ = "{";
};

http::Response document(int status, std::string_view rule, std::string_view detail, std::string_view code,
                        const Error* error, const std::string& preview = {}) {
  ObjectWriter json;
  json.text("type", "urn:remit:problem:" + std::string(rule));
  json.text("title", http::reason_phrase(status));
  json.number("status", status);
  if (!detail.empty()) json.text("detail", detail);
  json.text("code", code);
  json.text("rule", rule);
  if (error != nullptr && error->code != Code::Internal) {
    ObjectWriter args;
    for (const auto& [name, value] : error->args) args.text(name, value);
    json.raw("args", std::move(args).done());
    if (!error->field.empty()) json.text("field", error->field);
  }
  if (!preview.empty()) json.raw("preview", preview);
  http::Response response;
  response.status = status;
  response.headers.add("Content-Type", "application/problem+json");
  response.body = std::move(json).done() + "\n";
  harden(response, Surface::Api);
  return response;
}

}  // namespace

int status_of(const Error& error) {
  for (const RuleStatus& entry : kStatusOfRule) {
    if (entry.rule == error.rule) return entry.status;
  }
  switch (error.code) {
    case Code::NotFound:
      return 404;
    case Code::Conflict:
      return 409;
    case Code::Invalid:
      return begins_with(error.rule, "json-") || begins_with(error.rule, "bad-") ? 400 : 422;
    case Code::Denied:
      return 403;
    case Code::Unavailable:
      return 503;
    case Code::Internal:
      return 500;
  }
  return 500;
}

http::Response problem(const Error& error, std::string_view detail, const std::string& preview) {
  const int status = status_of(error);
  http::Response response = document(status, error.rule, detail, to_string(error.code), &error, preview);
  if (status == 503 || status == 429) {
    response.headers.set("Retry-After", retry_after(error));
  }
  return response;
}

http::Response problem(int status, std::string_view rule, std::string_view detail) {
  const Code code = status == 500 ? Code::Internal : status == 503 ? Code::Unavailable : Code::Invalid;
  http::Response response = document(status, rule, detail, to_string(code), nullptr);
  if (status == 503) response.headers.set("Retry-After", "1");
  if (status == 405) response.headers.set("Allow", "GET, HEAD, POST, PUT, PATCH, DELETE");
  return response;
}

Error come_back_later(std::string rule, Duration wait) {
  const std::int64_t count = std::max<std::int64_t>(1, (wait.ms + 999) / 1000);
  std::string words = count <= 90     ? counted(count, "second")
                      : count <= 5400 ? counted((count + 59) / 60, "minute")
                                      : counted((count + 3599) / 3600, "hour");
  return Error{
      Code::Unavailable, std::move(rule), {{"retry-after", std::to_string(count)}, {"wait", std::move(words)}}, {}};
}

std::string retry_after(const Error& error) {
  for (const auto& [name, value] : error.args) {
    if (name == "retry-after") return value;
  }
  return "1";
}

}  // namespace remit::server
