#include "native/server/static_files.h"

#include <doctest/doctest.h>
#include <stdlib.h>

#include <fstream>

namespace remit::server {
namespace {

namespace fs = std::filesystem;

/// A folder of its own, gone afterwards.
class Folder {
 public:
  Folder() {
    std::string pattern = (fs::temp_directory_path() / "remit-static-XXXXXX").string();
    path_ = ::mkdtemp(pattern.data());
  }
  ~Folder() { fs::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  void write(const std::string& name, const std::string& bytes) const {
    fs::create_directories((path_ / name).parent_path());
    std::ofstream(path_ / name, std::ios::binary) << bytes;
  }
  [[nodiscard]] const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

Result<http::Response> get(const StaticFiles& files, const std::vector<std::string>& path,
                           const std::string& accept_encoding = {}, const std::string& if_none_match = {}) {
  http::Request request;
  if (!accept_encoding.empty()) request.headers.add("accept-encoding", accept_encoding);
  if (!if_none_match.empty()) request.headers.add("if-none-match", if_none_match);
  return files.get(request, path);
}

}  // namespace

TEST_CASE("the app's files are served with their types, and index.html for the folder") {
  const Folder folder;
  folder.write("index.html", "<!doctype html>");
  folder.write("remit.wasm", "\0asm");
  folder.write("fonts/Inter-Regular.1a2b3c4d.otf", "OTTO");
  const StaticFiles files = *StaticFiles::load(folder.path());
  const http::Response index = *get(files, {});
  CHECK(index.body.view() == "<!doctype html>");
  CHECK(index.headers.get("content-type") == "text/html; charset=utf-8");
  CHECK(index.headers.get("cache-control") == "no-cache");
  CHECK(get(files, {""})->body.view() == "<!doctype html>");
  CHECK(get(files, {"remit.wasm"})->headers.get("content-type") == "application/wasm");
  CHECK(get(files, {"fonts", "Inter-Regular.1a2b3c4d.otf"})->headers.get("content-type") == "font/otf");
  CHECK(get(files, {"fonts"}).error().code == Code::NotFound);
  CHECK(get(files, {"nothing.js"}).error().code == Code::NotFound);
  CHECK(files.names_with("Inter-Regular") == std::vector<std::string>{"fonts/Inter-Regular.1a2b3c4d.otf"});
}

TEST_CASE("a name with a hash in it is kept for a year, any other is asked for again") {
  CHECK(is_hashed_name("remit.3f9a1c77.wasm"));
  CHECK(is_hashed_name("app-0123456789abcdef.js"));
  for (const char* name : {"remit.wasm", "deadbeef.js", "remit.deadbeef", "a.123.js", "a.DEADBEEF.js", "index.html"}) {
    CAPTURE(name);
    CHECK_FALSE(is_hashed_name(name));
  }
  const Folder folder;
  folder.write("remit.3f9a1c77.js", "x");
  const StaticFiles files = *StaticFiles::load(folder.path());
  CHECK(get(files, {"remit.3f9a1c77.js"})->headers.get("cache-control") == "public, max-age=31536000, immutable");
}

TEST_CASE("the smallest form that the client takes is sent, with a tag of its own") {
  const Folder folder;
  folder.write("app.js", "plain");
  folder.write("app.js.br", "brotli");
  folder.write("app.js.gz", "gzip");
  const StaticFiles files = *StaticFiles::load(folder.path());
  const http::Response best = *get(files, {"app.js"}, "gzip, br");
  CHECK(best.body.view() == "brotli");
  CHECK(best.headers.get("content-encoding") == "br");
  CHECK(best.headers.get("content-type") == "text/javascript; charset=utf-8");
  CHECK(best.headers.get("vary") == "Accept-Encoding");
  CHECK(get(files, {"app.js"}, "gzip")->body.view() == "gzip");
  CHECK(get(files, {"app.js"})->body.view() == "plain");
  CHECK(get(files, {"app.js"})->headers.find("content-encoding") == nullptr);
  CHECK(get(files, {"app.js.br"}).error().code == Code::NotFound);

  const std::string tag(best.headers.get("etag"));
  const http::Response unchanged = *get(files, {"app.js"}, "br", tag);
  CHECK(unchanged.status == 304);
  CHECK(unchanged.body.view().empty());
  CHECK(get(files, {"app.js"}, "gzip", tag)->status == 200);
}

TEST_CASE("[T24] no path leads out of the folder, and links and hidden files in it are not served") {
  const Folder folder;
  const Folder outside;
  outside.write("secret.txt", "secret");
  folder.write("index.html", "x");
  folder.write(".git/config", "secret");
  folder.write(".env", "secret");
  fs::create_symlink(outside.path() / "secret.txt", folder.path() / "link.txt");
  fs::create_directory_symlink(outside.path(), folder.path() / "linked");
  const StaticFiles files = *StaticFiles::load(folder.path());
  const std::string name = outside.path().filename().string();
  for (const std::vector<std::string>& path : std::vector<std::vector<std::string>>{{"..", name, "secret.txt"},
                                                                                    {"link.txt"},
                                                                                    {"linked", "secret.txt"},
                                                                                    {".env"},
                                                                                    {".git", "config"},
                                                                                    {"../" + name + "/secret.txt"}}) {
    CHECK(get(files, path).error().code == Code::NotFound);
  }
}

TEST_CASE("a folder that is not there is a clear error") {
  CHECK(StaticFiles::load("/nonexistent/web").error() ==
        Error{Code::NotFound, "no-such-folder", {{"path", "/nonexistent/web"}}, {}});
}

}  // namespace remit::server
