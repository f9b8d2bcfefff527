# Which Debian packages each command needs, and how they get onto the machine. Sourced, never run.

packages_build=(g++ cmake ninja-build ccache git ca-certificates curl xz-utils patch
  libboost1.81-dev libcereal-dev doctest-dev libtomlplusplus-dev libfmt-dev libcli11-dev librapidcheck-dev
  libsodium-dev libutf8proc-dev libroaring-dev libssl-dev libcurl4-openssl-dev libqrencode-dev)
packages_web=(emscripten npm:npm brotli python3 fonttools fonts-inter fonts-material-design-icons-iconfont)
packages_test=(chromium libtsan2 libasan8 libubsan1)
packages_check=(clang-format clang-tidy)

# Prints the packages of a list that are not there. `command:package` means that the command is what counts,
# because other machines bring it another way (npm comes with a newer node).
missing_packages() {
  local entry installed
  installed=" $(dpkg-query -W -f '${db:Status-Status}/${Package} ' 2>/dev/null) "
  for entry in "$@"; do
    case $entry in
      *:*) command -v "${entry%%:*}" >/dev/null || echo "${entry##*:}" ;;
      *) [[ $installed == *" installed/$entry "* ]] || echo "$entry" ;;
    esac
  done
}

install_packages() {
  local missing root=() command
  mapfile -t missing < <(missing_packages "$@")
  [ ${#missing[@]} -gt 0 ] || return 0
  command -v apt-get >/dev/null || fail "${missing[*]} missing and this is not Debian" "install them by hand, then start again"
  command="apt-get install -y --no-install-recommends ${missing[*]}"
  if [ "$(id -u)" -ne 0 ]; then
    sudo -n true 2>/dev/null || fail "packages are missing and only root may install them" "run \`sudo $command\`, then start again"
    root=(sudo -n)
  fi
  "${root[@]}" apt-get update -q || true
  "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}" ||
    fail "Debian packages could not be installed" "check the network and the disk, run \`$command\` to see why, then start again"
}
