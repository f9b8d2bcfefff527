#include "web/sandbox/workspace_file.h"

#include <cereal/cereal.hpp>
#include <cereal/types/map.hpp>
#include <cereal/types/string.hpp>

#include "core/base/hash.h"

namespace remit::sandbox {

namespace {

constexpr std::string_view kMagic = "remit workspace\n";
constexpr std::uint32_t kVersion = 1;

/// Stops reading; caught in read_workspace.
struct CutOff {};

/// The archives of this file: cereal's portable form for strings, maps and integers, little-endian. cereal's own bring
/// the streams of the standard library with them, a tenth of the app.
class Output : public cereal::OutputArchive<Output, cereal::AllowEmptyClassElision> {
 public:
  Output() : OutputArchive(this) {}

  void put(const void* bytes, std::size_t size) { bytes_.append(static_cast<const char*>(bytes), size); }
  template <class Integer>
  void put_integer(Integer value) {
    auto rest = static_cast<std::uint64_t>(value);
    for (std::size_t i = 0; i < sizeof(Integer); ++i, rest >>= 8) bytes_ += static_cast<char>(rest & 0xff);
  }
  [[nodiscard]] const std::string& bytes() const { return bytes_; }

 private:
  std::string bytes_;
};

/// From bytes that an enemy may have made.
/// SECURITY: cereal's own archive allocates what a length says before it looks whether there are so many bytes.
class BoundedInput : public cereal::InputArchive<BoundedInput, cereal::AllowEmptyClassElision> {
 public:
  explicit BoundedInput(std::string_view bytes) : InputArchive(this), left_(bytes) {}

  void take(void* out, std::size_t size) {
    if (size > left_.size()) throw CutOff{};
    left_.copy(static_cast<char*>(out), size);
    left_.remove_prefix(size);
  }
  template <class Integer>
  void take_integer(Integer& value) {
    unsigned char bytes[sizeof(Integer)];
    take(bytes, sizeof(bytes));
    std::uint64_t all = 0;
    for (std::size_t i = sizeof(bytes); i-- > 0;) all = all << 8 | bytes[i];
    value = static_cast<Integer>(all);
  }
  /// Each element takes at least a byte.
  void take_size(cereal::size_type& size) {
    take_integer(size);
    if (size > left_.size()) throw CutOff{};
  }
  [[nodiscard]] bool at_end() const { return left_.empty(); }

 private:
  std::string_view left_;
};

template <class T>
std::enable_if_t<std::is_integral_v<T>> CEREAL_SAVE_FUNCTION_NAME(Output& archive, const T& value) {
  archive.put_integer(value);
}
template <class T>
void CEREAL_SERIALIZE_FUNCTION_NAME(Output& archive, cereal::NameValuePair<T>& pair) {
  archive(pair.value);
}
template <class T>
void CEREAL_SERIALIZE_FUNCTION_NAME(Output& archive, cereal::SizeTag<T>& tag) {
  archive.put_integer(static_cast<cereal::size_type>(tag.size));
}
template <class T>
void CEREAL_SAVE_FUNCTION_NAME(Output& archive, const cereal::BinaryData<T>& data) {
  archive.put(data.data, static_cast<std::size_t>(data.size));
}

template <class T>
std::enable_if_t<std::is_integral_v<T>> CEREAL_LOAD_FUNCTION_NAME(BoundedInput& archive, T& value) {
  archive.take_integer(value);
}
template <class T>
void CEREAL_SERIALIZE_FUNCTION_NAME(BoundedInput& archive, cereal::NameValuePair<T>& pair) {
  archive(pair.value);
}
template <class T>
void CEREAL_SERIALIZE_FUNCTION_NAME(BoundedInput& archive, cereal::SizeTag<T>& tag) {
  archive.take_size(tag.size);
}
template <class T>
void CEREAL_LOAD_FUNCTION_NAME(BoundedInput& archive, cereal::BinaryData<T>& data) {
  archive.take(data.data, static_cast<std::size_t>(data.size));
}

}  // namespace

template <class Archive>
void serialize(Archive& archive, Workspace& workspace) {
  archive(workspace.database, workspace.seal_key, workspace.clock_ahead_ms, workspace.opened, workspace.acting_as);
}

std::string write_workspace(const Workspace& workspace) {
  Output archive;
  Workspace copy = workspace;
  archive(kVersion, copy);
  return std::string(kMagic) + std::string(bytes_of(sha256(archive.bytes()))) + archive.bytes();
}

Result<Workspace> read_workspace(std::string_view bytes) {
  if (!bytes.starts_with(kMagic)) return Error{Code::Invalid, "workspace-foreign", {}, ""};
  bytes.remove_prefix(kMagic.size());
  const Error broken{Code::Invalid, "workspace-broken", {}, ""};
  constexpr std::size_t kSum = sizeof(Digest);
  if (bytes.size() < kSum) return broken;
  const std::string_view sum = bytes.substr(0, kSum);
  bytes.remove_prefix(kSum);
  try {
    BoundedInput archive(bytes);
    std::uint32_t version = 0;
    archive(version);
    if (version > kVersion) {
      return Error{Code::Invalid,
                   "workspace-newer",
                   {{"found", std::to_string(version)}, {"known", std::to_string(kVersion)}},
                   ""};
    }
    if (sum != bytes_of(sha256(bytes))) return broken;
    Workspace workspace;
    archive(workspace);
    if (!archive.at_end()) return broken;
    return workspace;
  } catch (const CutOff&) {
    return broken;
  } catch (const cereal::Exception&) {
    return broken;
  }
}

}  // namespace remit::sandbox
