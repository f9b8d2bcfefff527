#pragma once
// What can go wrong, and how a function says so.
//
// Whatever a person, a file, the network or the clock can cause is an `Error` and is returned; the core throws
// nothing. What cannot happen is checked with REMIT_ASSERT in every build.

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace remit {

/// A small closed set; mapped once to an HTTP status, once to an exit status and once to wording.
enum class Code : std::uint8_t {
  NotFound,     ///< there is no such thing, or the asker may not know of it (T7)
  Conflict,     ///< something changed meanwhile, or a value is taken
  Invalid,      ///< the input is wrong; `field` says where
  Denied,       ///< a rule forbids it; `rule` says which
  Unavailable,  ///< cannot be answered now: busy, locked, full, not reachable; trying again may help
  Internal,     ///< a defect of the program; never an allow (Rule 6)
};

/// `not-found`, `conflict`, …: the word used in JSON, logs and on the command line.
[[nodiscard]] std::string_view to_string(Code code);

/// A refusal or failure. `rule` is a stable id (`not-offered`, `last-manager`, `taken`) by which catalogues find the
/// wording; `args` fill it in; `field` names the input that is wrong (`email`, `roles[2]`), empty if none is.
/// Everything that makes, moves or ends one is in error.cpp: errors are made in a thousand places, and the app is
/// downloaded.
struct Error {
  using Args = std::vector<std::pair<std::string, std::string>>;
  using ShortArgs = std::initializer_list<std::pair<std::string_view, std::string_view>>;

  Code code = Code::Internal;
  std::string rule;
  Args args;
  std::string field;

  Error();
  Error(Code code, std::string_view rule, ShortArgs args, std::string_view field);
  Error(Code code, std::string_view rule, Args args, std::string_view field);
  Error(const Error& other);
  Error(Error&& other) noexcept;
  Error& operator=(const Error& other);
  Error& operator=(Error&& other) noexcept;
  ~Error();

  bool operator==(const Error& other) const;
};

/// Nothing but success, for `Result<Done>`.
struct Done {
  bool operator==(const Done&) const = default;
};

/// A value or an Error. Must be looked at.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : value_(std::move(value)) {}
  Result(Error error) : error_(std::make_unique<Error>(std::move(error))) {}
  Result(const Result& other)
      : value_(other.value_), error_(other.error_ ? std::make_unique<Error>(*other.error_) : nullptr) {}
  Result(Result&&) noexcept = default;
  Result& operator=(Result&&) noexcept = default;
  ~Result() = default;

  [[nodiscard]] bool ok() const { return error_ == nullptr; }
  explicit operator bool() const { return ok(); }

  /// Precondition: ok().
  [[nodiscard]] T& value() &;
  [[nodiscard]] const T& value() const&;
  [[nodiscard]] T&& value() &&;
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  /// Precondition: !ok().
  [[nodiscard]] const Error& error() const&;
  [[nodiscard]] Error&& error() &&;

 private:
  // INVARIANT: one of the two is there.
  std::optional<T> value_;
  std::unique_ptr<Error> error_;
};

/// Says what could not happen and stops the program, in every build.
[[noreturn]] void assertion_failed(const char* condition, const char* reason, const char* file, int line);

}  // namespace remit

/// For what cannot happen, with the reason why it cannot.
#define REMIT_ASSERT(condition, reason) \
  ((condition) ? void(0) : ::remit::assertion_failed(#condition, reason, __FILE__, __LINE__))

#define REMIT_CONCAT_(a, b) a##b
#define REMIT_CONCAT(a, b) REMIT_CONCAT_(a, b)

/// `REMIT_TRY(expression)`: hands an error on to the caller.
#define REMIT_TRY(expression)                                                                         \
  do {                                                                                                \
    if (auto remit_result = (expression); !remit_result.ok()) return std::move(remit_result).error(); \
  } while (false)

/// `REMIT_TRY_ASSIGN(auto x, expression)`: binds the value, or hands the error on.
#define REMIT_TRY_ASSIGN(target, expression)                                                                        \
  auto REMIT_CONCAT(remit_result_, __LINE__) = (expression);                                                        \
  if (!REMIT_CONCAT(remit_result_, __LINE__).ok()) return std::move(REMIT_CONCAT(remit_result_, __LINE__)).error(); \
  target = std::move(REMIT_CONCAT(remit_result_, __LINE__)).value()

namespace remit {

template <class T>
T& Result<T>::value() & {
  REMIT_ASSERT(ok(), "callers ask ok() first");
  return *value_;
}
template <class T>
const T& Result<T>::value() const& {
  REMIT_ASSERT(ok(), "callers ask ok() first");
  return *value_;
}
template <class T>
T&& Result<T>::value() && {
  REMIT_ASSERT(ok(), "callers ask ok() first");
  return *std::move(value_);
}
template <class T>
const Error& Result<T>::error() const& {
  REMIT_ASSERT(!ok(), "callers ask ok() first");
  return *error_;
}
template <class T>
Error&& Result<T>::error() && {
  REMIT_ASSERT(!ok(), "callers ask ok() first");
  return std::move(*error_);
}

}  // namespace remit
