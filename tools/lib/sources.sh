# Sources that no Debian 12 package ships in a usable form, fetched once into build/deps for every build there is:
#   src/imgui      Debian's source package, newer than Debian 12's       (or REMIT_IMGUI_DIR)
#   src/sqlite     the amalgamation, out of an npm package               (or REMIT_SQLITE_DIR)
#   src/{libsodium,utf8proc,croaring}   Debian 12's source packages, compiled for the web
#   web-include    links to the header-only libraries em++ may see, and to nothing else of /usr/include
# Sourced, never run.

deps=$top/build/deps

imgui_version=1.92.2b
sqlite_package=better-sqlite3@13.2.0
sqlite_sha512=67c43ff71fee3722b1035bf814da1dc88b51551c354de281ae68f7d89871851d1c78d70163ec0ca1bb7f06fecced3cf03c05e39d946d35a12c0139d465229665
web_headers=(boost cereal toml++ fmt doctest)

# An apt configuration of our own, so that source lists and suites of the machine stay as they are. It uses the
# machine's own mirror and keyring. A mirror that stands still is good enough: signatures are checked all the same, and
# what is wanted is one known version, not the newest.
private_apt() {
  local apt=$deps/apt mirror keyring=/usr/share/keyrings/debian-archive-keyring.gpg suite
  mirror=$(apt-get indextargets --format '$(REPO_URI) $(RELEASE)' 'Created-By: Packages' 2>/dev/null |
    awk '$2 == "bookworm" && $1 !~ /security/ { print $1; exit }')
  [ -n "$mirror" ] || fail "no Debian 12 mirror in the apt sources" "add one, or point REMIT_IMGUI_DIR and REMIT_SQLITE_DIR at sources you have"
  mkdir -p "$apt/lists/partial" "$apt/cache/archives/partial"
  for suite in bookworm forky sid; do
    echo "deb-src [signed-by=$keyring] $mirror $suite main"
  done >"$apt/sources.list"
  cat >"$apt/apt.conf" <<EOF
Dir::Etc::SourceList "$apt/sources.list";
Dir::Etc::SourceParts "-";
Dir::State::Lists "$apt/lists";
Dir::Cache "$apt/cache";
APT::Sandbox::User "root";
Acquire::Languages "none";
Acquire::Check-Valid-Until "false";
APT::Update::Error-Mode "any";
EOF
  export APT_CONFIG=$apt/apt.conf
  apt-get update -q || fail "Debian's lists of sources could not be fetched" "check the network, then start again"
}

# fetch_debian_source NAME VERSION: the upstream archive with Debian's patches on top, as src/NAME. apt checks the
# signatures. Where the mirror lacks Debian's own part, the upstream archive alone is taken.
fetch_debian_source() {
  local name=$1 version=$2 work=$deps/work/$1 patch
  rm -rf "$work" && mkdir -p "$work/tree"
  (cd "$work" && { apt-get source -q --download-only "$name=$version" || apt-get source -q --tar-only "$name=$version"; }) ||
    fail "the source of $name $version could not be fetched" "check the network, then start again"
  tar -xf "$work"/*.orig.tar.* --strip-components=1 -C "$work/tree"
  if compgen -G "$work/*.debian.tar.*" >/dev/null; then
    tar -xf "$work"/*.debian.tar.* -C "$work/tree"
    while read -r patch; do
      patch -d "$work/tree" -p1 -s <"$work/tree/debian/patches/$patch"
    done < <(grep -v '^\(#\|$\)' "$work/tree/debian/patches/series" 2>/dev/null || true)
  fi
  rm -rf "$deps/src/$name" && mkdir -p "$deps/src" && mv "$work/tree" "$deps/src/$name" && rm -rf "$work"
}

# The version of a source package that is nearest to the one wanted: itself, else the oldest one that is newer.
nearest_source_version() {
  local name=$1 wanted=$2 version best=
  while read -r version; do
    case $version in "$wanted"*) echo "$version"; return ;; esac
    if dpkg --compare-versions "$version" gt "$wanted"; then
      if [ -z "$best" ] || dpkg --compare-versions "$version" lt "$best"; then best=$version; fi
    fi
  done < <(apt-cache showsrc "$name" | sed -n 's/^Version: //p' | sort -uV)
  [ -n "$best" ] || fail "Debian's mirror has no $name from $wanted on" "point REMIT_IMGUI_DIR at a copy of its sources, then start again"
  echo "$best"
}

fetch_imgui() {
  local version
  version=$(nearest_source_version imgui "$imgui_version")
  case $version in "$imgui_version"*) ;; *) echo "note: imgui $imgui_version is gone, taking $version" ;; esac
  fetch_debian_source imgui "$version"
}

fetch_bookworm_source() {
  local name=$1 version
  version=$(apt-cache showsrc "$name" | sed -n 's/^Version: //p' | sort -V | awk -v lead="$2" 'index($0, lead) == 1' | tail -n 1)
  [ -n "$version" ] || fail "Debian 12's source of $name $2 is not on the mirror" "choose another mirror, then start again"
  fetch_debian_source "$name" "$version"
}

fetch_sqlite() {
  local work=$deps/work/sqlite archive
  rm -rf "$work" && mkdir -p "$work" "$deps/src"
  # `npm pack` only downloads; installing would run the package's scripts.
  (cd "$work" && npm pack --silent "$sqlite_package" >/dev/null) ||
    fail "SQLite's amalgamation could not be fetched from the npm registry" "check the network or point REMIT_SQLITE_DIR at a copy, then start again"
  archive=$(compgen -G "$work/*.tgz")
  echo "$sqlite_sha512  $archive" | sha512sum --check --quiet ||
    fail "$sqlite_package is not the archive that was reviewed" "do not use it; point REMIT_SQLITE_DIR at SQLite's own amalgamation"
  tar -xf "$archive" -C "$work" --strip-components=3 package/deps/sqlite3/sqlite3.c package/deps/sqlite3/sqlite3.h
  rm -f "$archive"
  rm -rf "$deps/src/sqlite" && mv "$work" "$deps/src/sqlite"
}

link_web_headers() {
  local name
  rm -rf "$deps/web-include" && mkdir -p "$deps/web-include"
  for name in "${web_headers[@]}"; do
    [ -d "/usr/include/$name" ] || fail "the headers of $name are not in /usr/include" "run tools/setup on Debian 12"
    ln -s "/usr/include/$name" "$deps/web-include/$name"
  done
}

fetch_sources() {
  mkdir -p "$deps"
  private_apt
  [ -n "${REMIT_IMGUI_DIR:-}" ] || fetch_imgui
  [ -n "${REMIT_SQLITE_DIR:-}" ] || fetch_sqlite
  fetch_bookworm_source libsodium 1.0.18
  # What libsodium's configure would write; its Windows build ships the same file ready made.
  cp "$deps/src/libsodium/builds/msvc/version.h" "$deps/src/libsodium/src/libsodium/include/sodium/version.h"
  fetch_bookworm_source utf8proc 2.8.0
  fetch_bookworm_source croaring 0.2.66
  link_web_headers
  rm -rf "$deps/work" "$deps/apt/lists" "$deps/apt/cache"
}
