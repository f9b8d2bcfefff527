#pragma once
// The files of the app, held in memory, so that no request ever names a path on disk.

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"
#include "native/http/message.h"

namespace remit::server {

/// All files below one folder, with their `.br` and `.gz` beside them. Immutable once loaded; any thread may ask.
class StaticFiles {
 public:
  /// Empty: no file at all.
  StaticFiles() = default;
  /// Reads every regular file; symbolic links, names that begin with a dot and names outside [A-Za-z0-9._-] are passed
  /// over. Errors: NotFound `no-such-folder`, Invalid `folder-too-large` (more than 64 MiB or 4096 files),
  /// Unavailable `cannot-read` with the path.
  [[nodiscard]] static Result<StaticFiles> load(const std::filesystem::path& folder);

  /// GET or HEAD of `path` (decoded segments; {} and a trailing "" mean index.html there). Content-Type by extension,
  /// the smallest coding that the client takes, `Vary`, an ETag and 304. Names with a hash in them are immutable for a
  /// year, all others are asked for again. `.html` is hardened as Surface::App, all else as Surface::Asset.
  /// Error: NotFound `no-such-page`.
  [[nodiscard]] Result<http::Response> get(const http::Request& request, const std::vector<std::string>& path) const;

  /// Names of files that contain `part`, in order: to find a hashed font.
  [[nodiscard]] std::vector<std::string> names_with(std::string_view part) const;
  [[nodiscard]] bool empty() const { return files_.empty(); }

 private:
  // Shared with the responses that are being sent.
  using Bytes = std::shared_ptr<const std::string>;
  struct File {
    Bytes plain;
    Bytes gzip;
    Bytes brotli;
    std::string etag;  ///< without coding and quotes
  };
  std::map<std::string, File, std::less<>> files_;
};

/// `application/wasm` for `a.wasm`; `application/octet-stream` for what we do not know.
[[nodiscard]] std::string_view content_type_of(std::string_view name);
/// True for `app.3f9a1c77.js` and `app-3f9a1c77.js`: a part of eight or more hexadecimal digits between other parts.
[[nodiscard]] bool is_hashed_name(std::string_view name);

}  // namespace remit::server
