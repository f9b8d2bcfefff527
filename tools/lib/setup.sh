# The set-up that tools/run, tools/test and tools/check begin with: two steps, or none when all is there. Sourced, never run.

. "$top/tools/lib/packages.sh"
. "$top/tools/lib/sources.sh"
. "$top/tools/lib/fonts.sh"

space_needed_gib=6

setup() {
  local wanted=() purpose
  for purpose in "$@"; do
    case $purpose in
      run) wanted+=("${packages_build[@]}" "${packages_web[@]}") ;;
      test) wanted+=("${packages_build[@]}" "${packages_web[@]}" "${packages_test[@]}") ;;
      check) wanted+=("${packages_check[@]}") ;;
      *) fail "\`$purpose\` is not something to set up" "choose run, test or check" ;;
    esac
  done
  if [ -z "$(missing_packages "${wanted[@]}")" ] && sources_are_fresh; then
    step_total=$((step_total - 2))
    return 0
  fi
  check_space
  step "installing Debian packages" install_packages "${wanted[@]}"
  step "fetching sources and cutting fonts" prepare_sources
}

check_space() {
  local free
  mkdir -p "$top/build" 2>/dev/null || fail "cannot write to \`$top\`" "give write access, then start again"
  free=$(df -Pk "$top/build" | awk 'NR == 2 { print int($4 / 1048576) }')
  [ "$free" -ge "$space_needed_gib" ] || fail "$free GiB are free on this disk" "make room for $space_needed_gib GiB, then start again"
}

sources_are_fresh() {
  stamp_holds sources && stamp_holds fonts
}

# A stamp is the hash of the scripts that made the thing: a change of one makes it anew.
scripts_hash() {
  cat "$top/tools/lib/$1".* | sha256sum
}

stamp_holds() {
  [ "$(cat "$deps/.$1.stamp" 2>/dev/null)" = "$(scripts_hash "$1")" ]
}

stamp() {
  scripts_hash "$1" >"$deps/.$1.stamp"
}

# One at a time, since every build folder shares build/deps.
prepare_sources() {
  mkdir -p "$deps"
  exec 9>"$deps/.lock"
  flock 9
  if ! stamp_holds sources; then
    fetch_sources
    stamp sources
  fi
  if ! stamp_holds fonts; then
    cut_fonts
    stamp fonts
  fi
}
