#include "native/server/static_files.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <system_error>

#include "native/http/content_coding.h"
#include "native/http/octets.h"
#include "native/server/hygiene.h"

namespace remit::server {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t kMaxBytes = std::uintmax_t{64} << 20;
constexpr std::size_t kMaxFiles = 4096;

constexpr std::array<std::pair<std::string_view, std::string_view>, 14> kTypes{
    {{".html", "text/html; charset=utf-8"},
     {".js", "text/javascript; charset=utf-8"},
     {".mjs", "text/javascript; charset=utf-8"},
     {".css", "text/css; charset=utf-8"},
     {".json", "application/json"},
     {".wasm", "application/wasm"},
     {".webmanifest", "application/manifest+json"},
     {".svg", "image/svg+xml"},
     {".png", "image/png"},
     {".ico", "image/x-icon"},
     {".otf", "font/otf"},
     {".ttf", "font/ttf"},
     {".woff2", "font/woff2"},
     {".txt", "text/plain; charset=utf-8"}}};

bool ends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

bool is_plain_name(std::string_view name) {
  return !name.empty() && name.front() != '.' && std::all_of(name.begin(), name.end(), [](char c) {
    return http::is_letter(c) || http::is_digit(c) || c == '.' || c == '_' || c == '-';
  });
}

/// FNV-1a: tells one build's file from the next; nobody is protected by it.
std::string fingerprint(std::string_view bytes) {
  std::uint64_t hash = 0xCBF29CE484222325u;
  for (char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3u;
  static constexpr char kHex[] = "0123456789abcdef";
  std::string text(16, '0');
  for (std::size_t i = 0; i < text.size(); ++i) text[i] = kHex[(hash >> (60 - 4 * i)) & 15];
  return text;
}

Result<std::shared_ptr<const std::string>> read_file(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  std::string bytes((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
  if (!stream.good() && !stream.eof()) return Error{Code::Unavailable, "cannot-read", {{"path", path.string()}}, {}};
  return std::make_shared<const std::string>(std::move(bytes));
}

bool etag_matches(std::string_view if_none_match, const std::string& etag) {
  return http::list_contains(if_none_match, etag) || http::list_contains(if_none_match, "W/" + etag) ||
         http::list_contains(if_none_match, "*");
}

}  // namespace

std::string_view content_type_of(std::string_view name) {
  for (const auto& [extension, type] : kTypes) {
    if (ends_with(name, extension)) return type;
  }
  return "application/octet-stream";
}

bool is_hashed_name(std::string_view name) {
  std::size_t begin = 0;
  bool first = true;
  while (begin < name.size()) {
    std::size_t end = name.find_first_of(".-", begin);
    const bool last = end == std::string_view::npos;
    const std::string_view part = name.substr(begin, last ? end : end - begin);
    const bool is_hash = part.size() >= 8 && part.find_first_not_of("0123456789abcdef") == std::string_view::npos;
    if (is_hash && !first && !last) return true;
    if (last) return false;
    first = false;
    begin = end + 1;
  }
  return false;
}

Result<StaticFiles> StaticFiles::load(const fs::path& folder) {
  std::error_code error;
  if (!fs::is_directory(folder, error)) return Error{Code::NotFound, "no-such-folder", {{"path", folder.string()}}, {}};
  StaticFiles result;
  std::uintmax_t bytes = 0;
  fs::recursive_directory_iterator entries(folder, error);
  for (; !error && entries != fs::recursive_directory_iterator(); entries.increment(error)) {
    if (!is_plain_name(entries->path().filename().string())) {
      entries.disable_recursion_pending();
      continue;
    }
    if (entries->is_symlink(error) || !entries->is_regular_file(error)) continue;
    bytes += entries->file_size(error);
    if (bytes > kMaxBytes || result.files_.size() == kMaxFiles) {
      return Error{Code::Invalid, "folder-too-large", {{"path", folder.string()}}, {}};
    }
    std::string name = entries->path().lexically_relative(folder).generic_string();
    REMIT_TRY_ASSIGN(Bytes content, read_file(entries->path()));
    if (ends_with(name, ".br")) {
      result.files_[name.substr(0, name.size() - 3)].brotli = std::move(content);
    } else if (ends_with(name, ".gz")) {
      result.files_[name.substr(0, name.size() - 3)].gzip = std::move(content);
    } else {
      File& file = result.files_[name];
      file.etag = fingerprint(*content);
      file.plain = std::move(content);
    }
  }
  if (error) return Error{Code::Unavailable, "cannot-read", {{"path", folder.string()}}, {}};
  std::erase_if(result.files_, [](const auto& entry) { return entry.second.plain == nullptr; });
  return result;
}

Result<http::Response> StaticFiles::get(const http::Request& request, const std::vector<std::string>& path) const {
  std::string name;
  for (const std::string& segment : path) name.append(name.empty() ? "" : "/").append(segment);
  if (path.empty() || path.back().empty()) name += "index.html";
  const auto found = files_.find(name);
  if (found == files_.end()) return Error{Code::NotFound, "no-such-page", {}, {}};
  const File& file = found->second;

  const std::string_view accepted = request.headers.get("accept-encoding");
  http::Response response;
  Bytes bytes = file.plain;
  std::string etag = "\"" + file.etag;
  if (file.brotli != nullptr && http::takes(accepted, http::Coding::Brotli)) {
    bytes = file.brotli;
    etag += "-br";
    response.headers.add("Content-Encoding", "br");
  } else if (file.gzip != nullptr && http::takes(accepted, http::Coding::Gzip)) {
    bytes = file.gzip;
    etag += "-gz";
    response.headers.add("Content-Encoding", "gzip");
  }
  etag += '"';

  response.headers.add("Content-Type", std::string(content_type_of(name)));
  response.headers.add("ETag", etag);
  if (file.brotli != nullptr || file.gzip != nullptr) response.headers.add("Vary", "Accept-Encoding");
  harden(response, ends_with(name, ".html") ? Surface::App : Surface::Asset);
  response.headers.set("Cache-Control", is_hashed_name(name) ? "public, max-age=31536000, immutable" : "no-cache");
  if (etag_matches(request.headers.get("if-none-match"), etag)) {
    response.status = 304;
    response.headers.remove("Content-Type");
    response.headers.remove("Content-Encoding");
  } else {
    response.body = std::move(bytes);
  }
  return response;
}

std::vector<std::string> StaticFiles::names_with(std::string_view part) const {
  std::vector<std::string> names;
  for (const auto& [name, file] : files_) {
    if (name.find(part) != std::string::npos) names.push_back(name);
  }
  return names;
}

}  // namespace remit::server
