#include "native/system/system.h"

#include <fcntl.h>
#include <sodium/core.h>
#include <sodium/randombytes.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <system_error>

namespace remit::system {

namespace {

Error trouble(std::string_view rule, const std::filesystem::path& path) {
  return {Code::Unavailable, std::string(rule), {{"path", path.string()}, {"reason", std::strerror(errno)}}, ""};
}

/// Closes itself.
class File {
 public:
  explicit File(int descriptor) : descriptor_(descriptor) {}
  ~File() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  [[nodiscard]] bool is_open() const { return descriptor_ >= 0; }
  [[nodiscard]] int get() const { return descriptor_; }

 private:
  int descriptor_;
};

}  // namespace

Time SystemClock::now() {
  using namespace std::chrono;
  return {duration_cast<std::chrono::milliseconds>(system_clock::now().time_since_epoch()).count()};
}

SystemRandom::SystemRandom() {
  REMIT_ASSERT(sodium_init() >= 0, "libsodium finds the kernel's random source");
}

void SystemRandom::fill(std::span<std::uint8_t> out) {
  randombytes_buf(out.data(), out.size());
}

Result<std::string> read_file(const std::filesystem::path& path, std::size_t max_bytes) {
  const File file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.is_open()) return trouble("cannot-read", path);
  std::string text;
  char buffer[65536];
  for (;;) {
    const ssize_t got = ::read(file.get(), buffer, sizeof(buffer));
    if (got < 0) return trouble("cannot-read", path);
    if (got == 0) return text;
    text.append(buffer, static_cast<std::size_t>(got));
    if (text.size() > max_bytes) {
      return Error{Code::Invalid, "file-too-large", {{"path", path.string()}, {"max", std::to_string(max_bytes)}}, ""};
    }
  }
}

Result<Done> write_private_file(const std::filesystem::path& path, std::string_view text) {
  const std::string next = path.string() + ".new";
  {
    const File file(::open(next.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, S_IRUSR | S_IWUSR));
    if (!file.is_open()) return trouble("cannot-write", path);
    while (!text.empty()) {
      const ssize_t put = ::write(file.get(), text.data(), text.size());
      if (put < 0) return trouble("cannot-write", path);
      text.remove_prefix(static_cast<std::size_t>(put));
    }
    if (::fsync(file.get()) != 0) return trouble("cannot-write", path);
  }
  if (::rename(next.c_str(), path.c_str()) != 0) return trouble("cannot-write", path);
  return Done{};
}

Result<SealKey> load_or_make_key(const std::filesystem::path& path, Random& random) {
  // One that cannot be looked at is there for all one knows: it must not be made anew.
  std::error_code hidden;
  if (std::filesystem::exists(path, hidden) || hidden) {
    REMIT_TRY_ASSIGN(std::string text, read_file(path, 1024));
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
    return SealKey::parse(text);
  }
  SealKey key = SealKey::make(random);
  REMIT_TRY(write_private_file(path, std::string(key.text().reveal()) + "\n"));
  return key;
}

}  // namespace remit::system
